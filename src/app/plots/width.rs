//! How wide a chart may be: watches an element, so that charts are redrawn and never scaled.

use leptos::prelude::*;
use leptos::{html, web_sys};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Watches until it is dropped.
struct Watch {
    observer: web_sys::ResizeObserver,
    _on_resize: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The width of an element in CSS pixels; `None` until it is on the page and has one.
///
/// The element has to be one whose height does not follow from the width, or the browser would report a loop.
pub(super) fn watched_width(element: NodeRef<html::Div>) -> Signal<Option<f64>> {
    let width = RwSignal::new(None);
    // Dropped with the component that owns it.
    let watch = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            let measured = watch_element(&element, width);
            watch.try_set_value(measured);
        }
    });
    width.into()
}

fn watch_element(element: &web_sys::Element, width: RwSignal<Option<f64>>) -> Option<Watch> {
    let measured = element.clone();
    let on_resize: Closure<dyn FnMut()> = Closure::new(move || {
        let px = f64::from(measured.client_width());
        let unchanged = width.try_get_untracked().is_none_or(|before| before == Some(px));
        if px > 0.0 && !unchanged {
            width.try_set(Some(px));
        }
    });
    let observer = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
    // Reports once at the start, before the first paint.
    observer.observe(element);
    Some(Watch { observer, _on_resize: on_resize })
}

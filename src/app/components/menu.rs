//! A button that opens a small panel under itself.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Glyph, Icon, Text};

/// A disclosure for controls that are used seldom. Escape closes it and gives focus back; leaving it closes it.
#[component]
pub fn Menu(
    /// Unique id of the panel.
    id: &'static str,
    /// What the button says where there is room: "English".
    #[prop(into)]
    label: Text,
    /// The button's whole name: "Language and appearance: English".
    #[prop(into)]
    name: Text,
    /// The button's icon.
    glyph: Glyph,
    /// The controls inside, made when they are first shown: there may be thousands.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let was_open = Memo::new(move |before| before == Some(&true) || open.get());
    let whole = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();

    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    let on_leave = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = whole.get_untracked().zip(to).is_some_and(|(whole, to)| whole.contains(Some(&to)));
        if !inside {
            // Focus events also fire while the view is torn down.
            let _ = open.try_set(false);
        }
    };
    view! {
        <div class="menu" node_ref=whole on:keydown=on_key on:focusout=on_leave>
            <button
                type="button"
                class={"menu__button"}
                node_ref=button
                aria-label=name
                aria-expanded=move || open.get().to_string()
                aria-controls=id
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon glyph=glyph />
                <span class={"menu__label"}>{label}</span>
            </button>
            <div class={"menu__panel"} id=id tabindex="-1" hidden=move || !open.get()>
                {move || was_open.get().then(|| children())}
            </div>
        </div>
    }
}

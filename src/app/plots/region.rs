//! The region's chart as a component: what is in sight is drawn, and how to move.

use cohort_core::plot::region::{self, RegionChart, View, ZOOM_STEP};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::frame::ChartFrame;

/// A share of the width that one step leads sideways.
pub const PAN_STEP: f64 = 0.2;
/// How much nearer a pixel of a wheel leads: three notches of a mouse are about one step of a key.
const WHEEL_STEP: f64 = 0.0016;

/// Pointers on the chart, each with its place in pixels from the left of the window.
type Pointers = StoredValue<Vec<(i32, f64)>>;

/// Genes and cohorts along a region.
///
/// Dragging moves, two fingers or the wheel (over the focused chart, or with Ctrl) zoom; so do, while the chart has the
/// focus, plus, minus, arrows, Home and End.
#[component]
pub fn RegionTrack(
    /// What can be shown.
    chart: Memo<RegionChart>,
    /// What of it is in sight.
    view: RwSignal<View>,
    /// The chart's name.
    #[prop(into)]
    title: Signal<String>,
    /// The chart in a sentence or two.
    #[prop(into)]
    description: Signal<String>,
    /// How to move, for those who hear it.
    #[prop(into)]
    group_label: Signal<String>,
    /// What stands at its foot; see [`ChartFrame`].
    #[prop(optional_no_strip)]
    foot: Option<Callback<String, AnyView>>,
) -> impl IntoView {
    let area = NodeRef::<html::Div>::new();
    let pointers: Pointers = StoredValue::new(Vec::new());
    let draw = Callback::new(move |width| Some(chart.with(|chart| region::record(chart, &view.get(), width))));
    let move_to = move |next: View| {
        if next != view.get_untracked() {
            view.set(next);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let now = view.get_untracked();
        let next = match event.key().as_str() {
            "+" | "=" | "ArrowUp" => now.zoomed(ZOOM_STEP, 0.5),
            "-" | "_" | "ArrowDown" => now.zoomed(1.0 / ZOOM_STEP, 0.5),
            "ArrowLeft" => now.panned(-PAN_STEP),
            "ArrowRight" => now.panned(PAN_STEP),
            "Home" => now.panned(-1e9),
            "End" => now.panned(1e9),
            "0" => now.whole(),
            _ => return,
        };
        event.prevent_default();
        move_to(next);
    };
    let along = move |x: f64| {
        let bounds = area.get_untracked().map(|area| area.get_bounding_client_rect());
        bounds.map(|bounds| (region::share(x - bounds.left(), bounds.width()), bounds.width()))
    };
    let wheel = move |event: ev::WheelEvent| {
        let is_meant = event.ctrl_key() || has_focus(area);
        let Some((at, _)) = along(f64::from(event.client_x())).filter(|_| is_meant) else { return };
        event.prevent_default();
        let now = view.get_untracked();
        let (across, down) = (event.delta_x(), event.delta_y());
        if across.abs() > down.abs() {
            move_to(now.panned(across * WHEEL_STEP));
        } else {
            move_to(now.zoomed((-down * WHEEL_STEP).exp(), at));
        }
    };
    let press = move |event: ev::PointerEvent| {
        if event.button() != 0 || is_on_button(&event) {
            return;
        }
        pointers.update_value(|pointers| pointers.push((event.pointer_id(), f64::from(event.client_x()))));
        if let Some(area) = area.get_untracked() {
            // A pointer that is gone by now cannot be held; dragging then ends at the chart's edge.
            let _ = area.set_pointer_capture(event.pointer_id());
        }
    };
    let drag = move |event: ev::PointerEvent| {
        let x = f64::from(event.client_x());
        let before = pointers.get_value();
        let Some(at) = before.iter().position(|(id, _)| *id == event.pointer_id()) else { return };
        pointers.update_value(|pointers| pointers[at].1 = x);
        let now = view.get_untracked();
        match before.as_slice() {
            [(_, from)] => {
                if let Some(((one, _), (other, _))) = along(*from).zip(along(x)) {
                    move_to(now.panned(one - other));
                }
            }
            [(_, one), (_, other)] => {
                let still = if at == 0 { *other } else { *one };
                let moved = if at == 0 { *one } else { *other };
                let (was, is) = ((moved - still).abs().max(1.0), (x - still).abs().max(1.0));
                if let Some((middle, _)) = along((x + still) / 2.0) {
                    move_to(now.zoomed(is / was, middle));
                }
            }
            _ => {}
        }
    };
    let release = move |event: ev::PointerEvent| {
        pointers.update_value(|pointers| pointers.retain(|(id, _)| *id != event.pointer_id()));
    };
    view! {
        <div
            class="region-track"
            node_ref=area
            role="group"
            tabindex="0"
            aria-label=group_label
            on:keydown=key
            on:wheel=wheel
            on:pointerdown=press
            on:pointermove=drag
            on:pointerup=release
            on:pointercancel=release
        >
            <ChartFrame title=title description=description draw=draw caption=None foot=foot />
        </div>
    }
}

/// A pointer that is held by the chart would never press what stands at its foot.
fn is_on_button(event: &ev::PointerEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| element.closest("button").is_ok_and(|button| button.is_some()))
}

fn has_focus(area: NodeRef<html::Div>) -> bool {
    let focused = document().active_element();
    area.get_untracked().zip(focused).is_some_and(|(area, focused)| area.is_same_node(Some(&focused)))
}

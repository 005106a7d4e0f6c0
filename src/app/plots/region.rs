//! The region's chart as a component: what is in sight is drawn, and how to move.

use cohort_core::plot::region::{self, RegionChart, View, ZOOM_STEP};
use leptos::{ev, html, prelude::*};

use super::frame::ChartFrame;
use crate::components::Button;

/// A share of the width that one step leads sideways.
const PAN_STEP: f64 = 0.2;
/// How much nearer a pixel of a wheel leads: three notches of a mouse are about one step of a key.
const WHEEL_STEP: f64 = 0.0016;

/// Pointers on the chart, each with its place in pixels from the left of the window.
type Pointers = StoredValue<Vec<(i32, f64)>>;

/// Genes and cohorts along a region.
///
/// Dragging moves, two fingers or the wheel (over the focused chart, or with Ctrl) zoom; so do the buttons and, while the
/// chart has the focus, plus, minus, arrows, Home and End.
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
    /// What is in sight, in words.
    #[prop(into)]
    says: Signal<String>,
    /// Nearer, further away, left, right, everything.
    words: [Signal<String>; 5],
    /// What the marks mean.
    #[prop(into)]
    caption: Signal<String>,
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
        let is_meant = event.ctrl_key() || document().active_element().as_ref() == area.get_untracked().as_deref();
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
        if event.button() != 0 {
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
    let [nearer, further, left, right, whole] = words;
    let step = move |change: fn(View) -> View| move |()| move_to(change(view.get_untracked()));
    let is_whole = Signal::derive(move || view.with(View::is_whole));
    view! {
        <div class="region-track">
            <div class={"region-track__tools"}>
                <Button label="+" hint=nearer small=true on_click=step(|view| view.zoomed(ZOOM_STEP, 0.5)) />
                <Button label="−" hint=further small=true disabled=is_whole on_click=step(|view| view.zoomed(1.0 / ZOOM_STEP, 0.5)) />
                <Button label="←" hint=left small=true disabled=is_whole on_click=step(|view| view.panned(-PAN_STEP)) />
                <Button label="→" hint=right small=true disabled=is_whole on_click=step(|view| view.panned(PAN_STEP)) />
                <Button label=whole small=true disabled=is_whole on_click=step(|view| view.whole()) />
                <p class={"region-track__says"} role="status">{says}</p>
            </div>
            <div
                class={"region-track__area"}
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
                <ChartFrame title=title description=description draw=draw caption=None />
            </div>
            <p class={"region-track__caption"}>{caption}</p>
        </div>
    }
}

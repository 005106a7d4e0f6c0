//! The frame around a chart: its name, its width, the keyboard's way through it, its caption and table.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cohort_core::plot::marks::Drawing;
use leptos::prelude::*;
use leptos::{ev, html, svg, web_sys};
use wasm_bindgen::JsCast;

use super::drawn::Drawn;
use super::patterns::patterns;
use super::width::watched_width;

/// What a chart stands on; dots are parted from each other in its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// A panel.
    #[default]
    Panel,
    /// The page itself.
    Page,
}

/// Numbers charts, so that ids are unique on the page.
static NEXT_CHART: AtomicUsize = AtomicUsize::new(1);

/// A figure that draws a chart at the width it gets, and again when that or the data changes.
///
/// With `walkable`, Tab reaches the chart once, arrow keys, Home and End lead from row to row, and each row is focused
/// itself, so that it is read aloud. Otherwise the chart is one image.
#[component]
pub fn ChartFrame(
    /// The chart's name.
    #[prop(into)]
    title: Signal<String>,
    /// The chart in a sentence or two.
    #[prop(into)]
    description: Signal<String>,
    /// Draws at a width in CSS pixels; read again when a signal in it changes.
    #[prop(into)]
    draw: Callback<f64, Option<Drawing>>,
    /// Whether rows can be reached one by one.
    #[prop(optional)]
    walkable: bool,
    /// What the marks mean.
    #[prop(optional_no_strip)]
    caption: Option<ViewFn>,
    /// The surface it stands on.
    #[prop(optional)]
    ground: Ground,
    /// What stands at its foot, such as ways to keep it; given the id of the chart's element.
    #[prop(optional_no_strip)]
    foot: Option<Callback<String, AnyView>>,
    /// Which row is pointed at, here or elsewhere.
    #[prop(optional_no_strip)]
    pointed: Option<Pointed>,
    /// The same numbers as a table.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let chart = NEXT_CHART.fetch_add(1, Ordering::Relaxed);
    let ruler = NodeRef::<html::Div>::new();
    let width = watched_width(ruler);
    let drawing = Memo::new(move |_| width.get().and_then(|width| draw.run(width)).map(Arc::new));
    let is_drawn = Memo::new(move |_| drawing.with(Option::is_some));
    view! {
        <figure class="chart-frame" class:chart-frame--on-page=ground == Ground::Page>
            <div class={"chart-frame__ruler"} node_ref=ruler></div>
            <div class={"chart-frame__plot"}>
                {move || {
                    is_drawn.get().then(|| view! { <Chart chart=chart title=title description=description drawing=drawing walkable=walkable pointed=pointed /> })
                }}
            </div>
            {foot.map(|foot| view! { <div class="chart-frame__foot">{foot.run(chart_id(chart))}</div> })}
            {children.map(|children| view! { <div class="chart-frame__table">{children()}</div> })}
            {caption.map(|caption| view! { <figcaption class="chart-frame__caption">{caption.run()}</figcaption> })}
        </figure>
    }
}

/// What charts and tables of one page point at together: a row pointed at in one is marked in all.
#[derive(Clone, Copy)]
pub struct Pointed {
    /// The subject pointed at, such as a country.
    pub at: RwSignal<Option<String>>,
    /// From a row's key to its subject.
    pub subject: Callback<String, Option<String>>,
}

fn chart_id(chart: usize) -> String {
    format!("chart-{chart}")
}

/// The drawing itself: its elements are kept by [`Drawn`], and their events come up to the chart.
#[component]
fn Chart(
    chart: usize,
    title: Signal<String>,
    description: Signal<String>,
    drawing: Memo<Option<Arc<Drawing>>>,
    walkable: bool,
    pointed: Option<Pointed>,
) -> impl IntoView {
    let (title_id, description_id) = (format!("chart-{chart}-title"), format!("chart-{chart}-description"));
    let svg = NodeRef::<svg::Svg>::new();
    let drawn = StoredValue::new_local(None::<Drawn>);
    Effect::new(move |_| {
        let Some((svg, drawing)) = svg.get().zip(drawing.get()) else { return };
        drawn.update_value(|drawn| {
            let drawn = drawn.get_or_insert_with(|| Drawn::new(chart, svg.into(), walkable));
            drawn.show(drawing, |key| pointed.and_then(|pointed| pointed.subject.run(key.to_owned())));
            drawn.point(pointed.and_then(|pointed| pointed.at.get_untracked()).as_deref());
        });
    });
    Effect::new(move |_| {
        let at = pointed.and_then(|pointed| pointed.at.get());
        drawn.update_value(|drawn| drawn.iter_mut().for_each(|drawn| drawn.point(at.as_deref())));
    });
    let point = move |at: Option<String>| {
        if let Some(pointed) = pointed.filter(|pointed| pointed.at.with_untracked(|before| *before != at)) {
            pointed.at.set(at);
        }
    };
    // The subject of the row that something happened to.
    let subject = move |row: &web_sys::Element| drawn.with_value(|drawn| drawn.as_ref()?.subject(row));
    view! {
        <svg
            class="chart"
            id=chart_id(chart)
            role=if walkable { "group" } else { "img" }
            aria-labelledby=title_id.clone()
            aria-describedby=description_id.clone()
            node_ref=svg
            on:keydown=move |event| walk(&event)
            on:focusin=move |event| {
                if let Some(row) = row_of(event.target()) {
                    drawn.update_value(|drawn| drawn.iter_mut().for_each(|drawn| drawn.come_back_to(&row)));
                    point(subject(&row));
                }
            }
            on:focusout=move |_| point(None)
            on:pointerover=move |event| {
                if let Some(row) = row_of(event.target()) {
                    point(subject(&row));
                }
            }
            on:pointerout=move |event| {
                if row_of(event.target()) != row_of(event.related_target()) {
                    point(None);
                }
            }
        >
            <title id=title_id.clone()>{title}</title>
            <desc id=description_id.clone()>{description}</desc>
            {patterns(chart)}
        </svg>
    }
}

/// The row that an event happened to.
fn row_of(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target?.dyn_into::<web_sys::Element>().ok()?.closest(".chart__row").ok().flatten()
}

/// Where a key leads from a focused row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Next,
    Previous,
    First,
    Last,
}

fn step(key: &str) -> Option<Step> {
    match key {
        "ArrowDown" | "ArrowRight" => Some(Step::Next),
        "ArrowUp" | "ArrowLeft" => Some(Step::Previous),
        "Home" => Some(Step::First),
        "End" => Some(Step::Last),
        _ => None,
    }
}

/// Moves the focus to another row. At either end it stays: a list that turns around hides its length.
fn walk(event: &ev::KeyboardEvent) {
    let has_modifier = event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key();
    let Some(step) = step(&event.key()).filter(|_| !has_modifier) else { return };
    let Some(row) = focused_row(event) else { return };
    let target = match step {
        Step::Next => row.next_element_sibling(),
        Step::Previous => row.previous_element_sibling(),
        Step::First => sibling_rows(&row).first().cloned(),
        Step::Last => sibling_rows(&row).last().cloned(),
    };
    // The arrows would scroll the page while the focus is in the chart.
    event.prevent_default();
    if let Some(target) = target.filter(is_row).and_then(|target| target.dyn_into::<web_sys::SvgElement>().ok()) {
        // A row taken off the page in this moment cannot be focused; the focus then stays where it is.
        let _ = target.focus();
    }
}

fn focused_row(event: &ev::KeyboardEvent) -> Option<web_sys::Element> {
    event.target()?.dyn_into::<web_sys::Element>().ok().filter(is_row)
}

fn is_row(element: &web_sys::Element) -> bool {
    element.class_list().contains("chart__row")
}

fn sibling_rows(row: &web_sys::Element) -> Vec<web_sys::Element> {
    let first = row.parent_element().and_then(|parent| parent.first_element_child());
    std::iter::successors(first, web_sys::Element::next_element_sibling).filter(is_row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_somewhere() {
        assert_eq!(step("ArrowDown"), Some(Step::Next));
        assert_eq!(step("Home"), Some(Step::First));
        assert_eq!(step("Enter"), None);
    }
}

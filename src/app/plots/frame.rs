//! The frame around a chart: its name, its width, the keyboard's way through it, its caption and table.

use std::sync::atomic::{AtomicUsize, Ordering};

use cohort_core::plot::marks::{Drawing, DrawnRow};
use leptos::prelude::*;
use leptos::{ev, html, web_sys};
use wasm_bindgen::JsCast;

use super::mark::mark_element;
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
    let drawing = Memo::new(move |_| width.get().and_then(|width| draw.run(width)));
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

/// The drawing itself.
#[component]
fn Chart(
    chart: usize,
    title: Signal<String>,
    description: Signal<String>,
    drawing: Memo<Option<Drawing>>,
    walkable: bool,
    pointed: Option<Pointed>,
) -> impl IntoView {
    let (title_id, description_id) = (format!("chart-{chart}-title"), format!("chart-{chart}-description"));
    let size = Memo::new(move |_| {
        drawing.with(|drawing| drawing.as_ref().map_or((0.0, 0.0), |drawing| (drawing.width, drawing.height)))
    });
    let frame = Memo::new(move |_| drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.frame.clone())));
    let notes = Memo::new(move |_| drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.notes.clone())));
    let keys = Memo::new(move |_| {
        drawing.with(|drawing| {
            drawing.iter().flat_map(|drawing| &drawing.rows).map(|row| row.key.clone()).collect::<Vec<_>>()
        })
    });
    // The row that Tab comes back to.
    let current = RwSignal::new(None::<String>);
    view! {
        <svg
            class="chart"
            id=chart_id(chart)
            role=if walkable { "group" } else { "img" }
            aria-labelledby=title_id.clone()
            aria-describedby=description_id.clone()
            width=move || size.get().0.to_string()
            height=move || size.get().1.to_string()
            viewBox=move || {
                let (width, height) = size.get();
                format!("0 0 {width} {height}")
            }
            on:keydown=move |event| walk(&event)
        >
            <title id=title_id.clone()>{title}</title>
            <desc id=description_id.clone()>{description}</desc>
            {patterns(chart)}
            {[frame, notes]
                .map(|marks| {
                    view! {
                        <g aria-hidden=walkable.then_some("true")>
                            {move || marks.get().into_iter().flatten().map(|mark| mark_element(chart, mark)).collect_view()}
                        </g>
                    }
                })
                .into_iter()
                .collect_view()}
            <For each=move || keys.get() key=String::clone let:key>
                <ChartRow chart=chart key=key keys=keys drawing=drawing walkable=walkable current=current pointed=pointed />
            </For>
        </svg>
    }
}

/// One row: kept on the page while its marks change, so that it keeps the focus.
#[component]
fn ChartRow(
    chart: usize,
    key: String,
    keys: Memo<Vec<String>>,
    drawing: Memo<Option<Drawing>>,
    walkable: bool,
    current: RwSignal<Option<String>>,
    pointed: Option<Pointed>,
) -> impl IntoView {
    let subject = pointed.and_then(|pointed| pointed.subject.run(key.clone()));
    let subject = StoredValue::new(subject);
    let key = StoredValue::new(key);
    let is_pointed = Memo::new(move |_| {
        pointed.is_some_and(|pointed| pointed.at.with(|at| at.is_some() && subject.with_value(|own| own == at)))
    });
    let point = move |at: Option<String>| {
        if let Some(pointed) = pointed {
            pointed.at.set(at);
        }
    };
    let row = Memo::new(move |_| drawing.with(|drawing| row_of(drawing.as_ref(), &key.read_value())));
    let is_tab_stop = Memo::new(move |_| {
        keys.with(|keys| current.with(|current| tab_stop(keys, current.as_deref()) == Some(key.read_value().as_str())))
    });
    view! {
        <g
            class="chart__row"
            class:chart__row--pointed=move || is_pointed.get()
            role=walkable.then_some("img")
            aria-label=move || walkable.then(|| row.with(|row| row.as_ref().map(|row| row.spoken.clone()))).flatten()
            tabindex=move || walkable.then(|| if is_tab_stop.get() { "0" } else { "-1" })
            on:focus=move |_| {
                current.set(Some(key.get_value()));
                point(subject.get_value());
            }
            on:blur=move |_| point(None)
            on:pointerenter=move |_| point(subject.get_value())
            on:pointerleave=move |_| point(None)
        >
            {move || row.get().map(|row| row_marks(chart, row, walkable))}
        </g>
    }
}

fn row_marks(chart: usize, row: DrawnRow, walkable: bool) -> impl IntoView {
    let (x, y, width, height) = row.area;
    let area = (walkable && width > 0.0).then(|| {
        view! {
            <rect
                class="chart__area"
                x=x.to_string()
                y=y.to_string()
                width=width.to_string()
                height=height.to_string()
                rx="3"
            ></rect>
        }
    });
    // A shape says what it is to whoever points at it; a row of text says so itself.
    let hint = (width == 0.0).then(|| view! { <title>{row.spoken}</title> });
    (hint, area, row.marks.into_iter().map(|mark| mark_element(chart, mark)).collect_view())
}

fn row_of(drawing: Option<&Drawing>, key: &str) -> Option<DrawnRow> {
    drawing?.rows.iter().find(|row| row.key == key).cloned()
}

/// The row that Tab reaches: the last one visited while it exists, otherwise the first.
fn tab_stop<'a>(keys: &'a [String], current: Option<&str>) -> Option<&'a str> {
    keys.iter().find(|key| Some(key.as_str()) == current).or_else(|| keys.first()).map(String::as_str)
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
    fn tab_comes_back_to_the_last_row_visited() {
        let keys = ["FIN", "GBR"].map(str::to_owned);
        assert_eq!(tab_stop(&keys, None), Some("FIN"));
        assert_eq!(tab_stop(&keys, Some("GBR")), Some("GBR"));
        assert_eq!(tab_stop(&keys, Some("gone")), Some("FIN"));
        assert_eq!(tab_stop(&[], Some("gone")), None);
    }

    #[test]
    fn keys_lead_somewhere() {
        assert_eq!(step("ArrowDown"), Some(Step::Next));
        assert_eq!(step("Home"), Some(Step::First));
        assert_eq!(step("Enter"), None);
    }
}

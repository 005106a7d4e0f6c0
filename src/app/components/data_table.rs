//! A table of a handful of rows: the twin of a chart, the list of what was sent.

use leptos::{html, prelude::*, web_sys};
use wasm_bindgen::JsCast;

use self::rows::Rows;
use super::{Cell, Column, Text};

mod rows;

/// A row: its first cell names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableRow {
    /// Tells rows apart when they change.
    pub key: String,
    /// The name of the row.
    pub head: Cell,
    /// The cells after it, one for each further column.
    pub cells: Vec<Cell>,
}

/// A captioned table in a region that scrolls sideways by itself when it has to.
#[component]
pub fn DataTable(
    /// Unique id of the caption.
    id: &'static str,
    /// What the figures are: unit and order.
    #[prop(into)]
    caption: Text,
    /// The columns, the naming one first.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<TableRow>>,
    /// The subject pointed at, here or in a chart beside it.
    #[prop(optional)]
    pointed: Option<RwSignal<Option<String>>>,
    /// From a row's key to its subject.
    #[prop(optional)]
    subject: Option<Callback<String, Option<String>>>,
) -> impl IntoView {
    let rows = Memo::new(move |_| rows.get());
    let body = NodeRef::<html::Tbody>::new();
    let shown = StoredValue::new_local(None::<Rows>);
    let mark = move |at: Option<String>| {
        let is_pointed = |key: &str| at.is_some() && subject.and_then(|subject| subject.run(key.to_owned())) == at;
        shown.update_value(|shown| shown.iter_mut().for_each(|shown| shown.point(is_pointed)));
    };
    Effect::new(move |_| {
        let Some(body) = body.get() else { return };
        shown.update_value(|shown| {
            let shown = shown.get_or_insert_with(|| Rows::new(body.into()));
            rows.with(|rows| columns.with(|columns| shown.show(rows, columns)));
        });
        mark(pointed.and_then(|pointed| pointed.get_untracked()));
    });
    Effect::new(move |_| mark(pointed.and_then(|pointed| pointed.get())));
    let point = move |row: Option<web_sys::Element>| {
        let Some(pointed) = pointed else { return };
        let key = row.and_then(|row| shown.with_value(|shown| shown.as_ref()?.key(&row)));
        let at = key.and_then(|key| subject?.run(key));
        if pointed.with_untracked(|before| *before != at) {
            pointed.set(at);
        }
    };
    // As high as its rows are by and large, until it is looked at.
    let height = move || format!("auto {}rem", 4 + 3 * rows.with(Vec::len));
    let heads = move || {
        columns
            .get()
            .into_iter()
            .map(|column| {
                let class = column.class("data-table");
                view! { <th class=class scope="col">{column.label}</th> }
            })
            .collect_view()
    };
    view! {
        <div
            class="data-table"
            role="region"
            aria-labelledby=id
            tabindex="0"
            style:contain-intrinsic-block-size=height
        >
            <table class={"data-table__table"}>
                <caption class={"data-table__caption"} id=id>
                    {caption}
                </caption>
                <thead>
                    <tr class={"data-table__heads"}>{heads}</tr>
                </thead>
                <tbody
                    node_ref=body
                    on:pointerover=move |event| point(row_of(event.target()))
                    on:pointerleave=move |_| point(None)
                ></tbody>
            </table>
        </div>
    }
}

/// The row that an event happened to.
fn row_of(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target?.dyn_into::<web_sys::Element>().ok()?.closest("tr").ok().flatten()
}

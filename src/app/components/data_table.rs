//! A table of a handful of rows: the twin of a chart, the list of what was sent.

use leptos::prelude::*;

use super::{Cell, Column, Text, cell::cell_content};

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
    /// A last row apart from the others, such as a sum; the note under its head says what it is not.
    #[prop(optional, into)]
    total: Signal<Option<TableRow>>,
    /// The subject pointed at, here or in a chart beside it.
    #[prop(optional)]
    pointed: Option<RwSignal<Option<String>>>,
    /// From a row's key to its subject.
    #[prop(optional)]
    subject: Option<Callback<String, Option<String>>>,
) -> impl IntoView {
    let point = move |at: Option<String>| {
        if let Some(pointed) = pointed {
            pointed.set(at);
        }
    };
    let row = move |row: TableRow| {
        let TableRow { key, head, cells } = row;
        let subject = StoredValue::new(subject.and_then(|subject| subject.run(key)));
        let is_pointed = Memo::new(move |_| {
            pointed.is_some_and(|pointed| pointed.with(|at| at.is_some() && subject.with_value(|own| own == at)))
        });
        let cells = columns.with_untracked(|columns| {
            // A row with fewer cells than there are columns ends in empty ones.
            cells
                .into_iter()
                .chain(std::iter::repeat_with(Cell::default))
                .zip(columns.iter().skip(1))
                .map(|(cell, column)| view! { <td class=column.class("data-table")>{cell_content(cell)}</td> })
                .collect_view()
        });
        view! {
            <tr
                class="data-table__row"
                class:data-table__row--pointed=move || is_pointed.get()
                on:pointerenter=move |_| point(subject.get_value())
                on:pointerleave=move |_| point(None)
            >
                <th class={"data-table__cell data-table__cell--head"} scope="row">
                    {cell_content(head)}
                </th>
                {cells}
            </tr>
        }
    };
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
        <div class="data-table" role="region" aria-labelledby=id tabindex="0">
            <table class={"data-table__table"}>
                <caption class={"data-table__caption"} id=id>
                    {caption}
                </caption>
                <thead>
                    <tr class={"data-table__heads"}>{heads}</tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=Clone::clone children=row />
                </tbody>
                {move || total.get().map(|total| view! { <tfoot class="data-table__total">{row(total)}</tfoot> })}
            </table>
        </div>
    }
}

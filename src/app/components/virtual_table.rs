//! A table of any length: only the rows in view exist, the others are asked for when they come near.
//!
//! Owns scrolling, keyboard and the ARIA grid. Focus stays on the grid itself, which points at the row in hand
//! (`aria-activedescendant`), so no row that scrolls away can take focus with it. Holds no data but the window it was
//! given. The arithmetic of scrolling is in [`scroll`].

mod scroll;

use std::time::Duration;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};

use self::scroll::{Measures, SPARE_ROWS, Stand, Window};
use super::{Cell, Column, Glyph, Icon, Order, Text, cell::cell_content};

/// More rows make no table higher. Every cell inherits the number: while a file is read it must not change for ever.
const ROWS_IN_HEIGHT: u64 = 100;
/// Rows drawn in the first frame, and added in each of the next until the view is full: all at once would hold the page's
/// thread.
const ROWS_A_FRAME: u32 = 8;
/// From the first rows in view until the others are drawn.
const SPARE_ROWS_AFTER: Duration = Duration::from_millis(150);

/// The rows a page has at hand, a cell for each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowWindow {
    /// Index of the first, counted from 0.
    pub first: u64,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl RowWindow {
    fn get(&self, index: u64) -> Option<&[Cell]> {
        let place = usize::try_from(index.checked_sub(self.first)?).ok()?;
        self.rows.get(place).map(Vec::as_slice)
    }
}

/// A grid of rows of one height.
#[component]
pub fn VirtualTable(
    /// Prefix of the rows' ids; unique on the page.
    id: &'static str,
    /// What the grid holds.
    #[prop(into)]
    label: Text,
    /// The columns, the naming one first.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// How many rows there are in all.
    #[prop(into)]
    row_count: Signal<u64>,
    /// The rows at hand; rows outside are drawn as pending.
    #[prop(into)]
    rows: Signal<RowWindow>,
    /// These rows are needed: the first, and how many. Called again when the view moves on or the number of rows changes.
    #[prop(into)]
    need: Callback<(u64, u32)>,
    /// A row was chosen, by click or Enter.
    #[prop(into)]
    on_open: Callback<u64>,
    /// More about a row was asked for, by Space or the button at the row's end; without it Space opens the row.
    #[prop(optional, into)]
    on_details: Option<Callback<u64>>,
    /// The name of that button.
    #[prop(optional, into)]
    details_label: Option<Text>,
    /// The row to begin at.
    #[prop(optional)]
    start: u64,
    /// The head of a column that can be sorted by was pressed; the index of the column.
    #[prop(optional, into)]
    on_sort: Option<Callback<usize>>,
    /// Brings a row into view whenever it changes.
    #[prop(optional, into)]
    go_to: Signal<Option<u64>>,
    /// The row whose details are shown elsewhere.
    #[prop(optional, into)]
    selected: Signal<Option<u64>>,
) -> impl IntoView {
    let grid = NodeRef::<html::Div>::new();
    let heads = NodeRef::<html::Div>::new();
    let probe = NodeRef::<html::Div>::new();
    let measures = RwSignal::new(Measures::default());
    let stand = RwSignal::new(Stand::default());
    let active = RwSignal::new(start);

    let spare_rows = RwSignal::new(0);
    let window = Memo::new(move |_| measures.get().window(stand.get(), spare_rows.get()));
    let at_once = RwSignal::new(ROWS_A_FRAME);
    let drawn = Memo::new(move |_| {
        let window = window.get();
        Window { count: window.count.min(at_once.get()), ..window }
    });
    Effect::new(move || {
        if window.get().count > at_once.get() {
            request_animation_frame(move || _ = at_once.try_update(|rows| *rows += ROWS_A_FRAME));
        }
    });
    let top = move || format!("{}px", measures.with(|measures| measures.window_top_px(window.get(), stand.get())));
    let height = move || format!("{}px", measures.get().content_px());

    let put_bar = move |to: Stand| {
        stand.set(to);
        if let Some(grid) = grid.get_untracked() {
            // Whole pixels are what the browser scrolls by; it rounds.
            grid.set_scroll_top(to.bar_px.round() as i32);
        }
    };
    let stand_on = move |now: Measures| {
        if measures.try_get_untracked().is_none_or(|before| before == now) {
            return;
        }
        let is_first = measures.get_untracked().row_count == 0;
        measures.set(now);
        if is_first && start > 0 {
            // Not before the content has its height: the browser would not scroll.
            request_animation_frame(move || {
                if let (Some(stand), Some(row)) = (stand.try_get_untracked(), active.try_get_untracked()) {
                    put_bar(now.showing(stand, row));
                }
            });
        } else {
            let before = stand.get_untracked();
            let to = now.kept(before);
            // To put a bar where it stands would make the browser lay the page out.
            if to.bar_px.round() == before.bar_px.round() { stand.set(to) } else { put_bar(to) }
        }
    };
    let measure = move || {
        // A frame later the table may be gone.
        if measures.is_disposed() {
            return;
        }
        let (Some(grid), Some(heads), Some(probe)) =
            (grid.get_untracked(), heads.get_untracked(), probe.get_untracked())
        else {
            return;
        };
        stand_on(Measures {
            row_count: row_count.get_untracked(),
            row_px: probe.get_bounding_client_rect().height(),
            view_px: f64::from((grid.client_height() - heads.offset_height()).max(0)),
        });
    };
    follow_size(grid, measure);
    Effect::new(move || {
        let count = row_count.get();
        active.update(|active| *active = (*active).min(count.saturating_sub(1)));
        // Sizes are measured where they change: to ask for them makes the browser lay the page out at once.
        if measures.with_untracked(|measures| measures.row_px > 0.0) {
            stand_on(Measures { row_count: count, ..measures.get_untracked() });
        }
    });
    Effect::new(move || {
        if let Some(row) = go_to.get() {
            active.set(row);
            put_bar(measures.get_untracked().showing(stand.get_untracked(), row));
        }
    });
    Effect::new(move || {
        row_count.track();
        let window = window.get();
        if window.count > 0 {
            need.run((window.first, window.count));
            if spare_rows.get_untracked() == 0 {
                // Rows in view are there sooner without those that are not.
                set_timeout(move || _ = spare_rows.try_set(SPARE_ROWS), SPARE_ROWS_AFTER);
            }
        }
    });

    let scrolled = move |_| {
        let Some(grid) = grid.get_untracked() else { return };
        let (before, bar_px) = (stand.get_untracked(), f64::from(grid.scroll_top().max(0)));
        // The echo of a bar put in place here.
        if (bar_px - before.bar_px).abs() < 1.0 {
            return;
        }
        let now = measures.get_untracked().scrolled(before, bar_px);
        if now.bar_px == bar_px { stand.set(now) } else { put_bar(now) }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let (at, last) = (active.get_untracked(), row_count.get_untracked().saturating_sub(1));
        let page = measures.get_untracked().rows_a_page();
        let to = match event.key().as_str() {
            "ArrowDown" => at.saturating_add(1),
            "ArrowUp" => at.saturating_sub(1),
            "PageDown" => at.saturating_add(page),
            "PageUp" => at.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            "Enter" | " " => {
                event.prevent_default();
                match on_details.filter(|_| event.key() == " ") {
                    Some(on_details) => on_details.run(at),
                    None => on_open.run(at),
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(to.min(last));
        put_bar(measures.get_untracked().showing(stand.get_untracked(), to.min(last)));
    };
    let row = move |index: u64| {
        let cells = Memo::new(move |_| rows.with(|rows| rows.get(index).map(<[Cell]>::to_vec)));
        let content = move || {
            let cells = cells.get().unwrap_or_default().into_iter().map(Some).chain(std::iter::repeat(None));
            columns
                .with(|columns| columns.iter().zip(cells).map(|(column, cell)| grid_cell(column, cell)).collect_view())
        };
        view! {
            <div
                class="virtual-table__row"
                class:virtual-table__row--active=move || active.get() == index
                class:virtual-table__row--pending=move || cells.with(Option::is_none)
                role="row"
                id=format!("{id}-row-{index}")
                // The head is row 1.
                aria-rowindex=(index + 2).to_string()
                aria-selected=move || (selected.get() == Some(index)).to_string()
                aria-busy=move || cells.with(Option::is_none).then_some("true")
                on:click=move |_| {
                    active.set(index);
                    on_open.run(index);
                }
            >
                {content}
                {on_details.map(|on_details| details_cell(details_label, move || {
                    active.set(index);
                    on_details.run(index);
                }))}
            </div>
        }
    };
    let head_cells = move || {
        columns.with(|columns| {
            columns.iter().enumerate().map(|(index, column)| head_cell(column, index, on_sort)).collect_view()
        })
    };
    let in_hand = move || {
        let (drawn, active) = (drawn.get(), active.get());
        let is_drawn = drawn.first <= active && active < drawn.first + u64::from(drawn.count);
        is_drawn.then(|| format!("{id}-row-{active}"))
    };
    view! {
        <div
            class="virtual-table"
            role="grid"
            tabindex="0"
            node_ref=grid
            aria-label=label
            aria-rowcount=move || (row_count.get() + 1).to_string()
            aria-colcount=move || (columns.with(Vec::len) + usize::from(on_details.is_some())).to_string()
            aria-activedescendant=in_hand
            style:--rows=move || row_count.get().min(ROWS_IN_HEIGHT).to_string()
            on:scroll=scrolled
            on:keydown=on_key
        >
            <div class={"virtual-table__heads"} role="rowgroup" node_ref=heads>
                <div class={"virtual-table__row virtual-table__row--head"} role="row" aria-rowindex="1">
                    {head_cells}
                    {on_details.map(|_| view! {
                        <div class="virtual-table__cell virtual-table__cell--details" role="columnheader">
                            <span class={"visually-hidden"}>{details_label}</span>
                        </div>
                    })}
                </div>
            </div>
            <div class={"virtual-table__probe"} node_ref=probe aria-hidden="true"></div>
            <div class={"virtual-table__space"} role="presentation" style:height=height>
                <div class={"virtual-table__window"} role="rowgroup" style:top=top>
                    <For
                        each=move || {
                            let drawn = drawn.get();
                            drawn.first..drawn.first + u64::from(drawn.count)
                        }
                        key=|index| *index
                        children=row
                    />
                </div>
            </div>
        </div>
    }
}

/// The head of a column: a button where the rows can be sorted by it.
fn head_cell(column: &Column, index: usize, on_sort: Option<Callback<usize>>) -> impl IntoView + use<> {
    let class = column.class("virtual-table");
    let label = column.label.clone();
    let Some((order, on_sort)) = column.order.zip(on_sort) else {
        return view! { <div class=class role="columnheader">{label}</div> }.into_any();
    };
    // The arrow and the row in hand would both take the key.
    let keep = |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.stop_propagation();
        }
    };
    let mark = match order {
        Order::Unsorted => "",
        Order::Ascending => " ↑",
        Order::Descending => " ↓",
    };
    view! {
        <div class=class role="columnheader" aria-sort=order.aria()>
            <button class={"virtual-table__sort"} type="button" on:keydown=keep on:click=move |_| on_sort.run(index)>
                {label}
                <span aria-hidden="true">{mark}</span>
            </button>
        </div>
    }
    .into_any()
}

/// A cell of a row; a bar in its place while the row is on its way.
fn grid_cell(column: &Column, cell: Option<Cell>) -> impl IntoView + use<> {
    let class = column.class("virtual-table");
    match cell {
        Some(cell) => view! { <div class=class role="gridcell">{cell_content(cell)}</div> }.into_any(),
        None => {
            view! { <div class=class role="gridcell"><span class={"virtual-table__pending"}></span></div> }.into_any()
        }
    }
}

/// The button at a row's end. The keyboard reaches it by Space on the row, so it takes no place in the tab order.
fn details_cell(label: Option<Text>, on_press: impl Fn() + 'static) -> impl IntoView {
    let press = move |event: ev::MouseEvent| {
        // The row would take the click for itself.
        event.stop_propagation();
        on_press();
    };
    view! {
        <div class="virtual-table__cell virtual-table__cell--details" role="gridcell">
            <button
                class={"virtual-table__details"}
                type="button"
                tabindex="-1"
                aria-label=move || label.map(|label| label.get())
                title=move || label.map(|label| label.get())
                on:click=press
            >
                <Icon glyph=Glyph::List />
            </button>
        </div>
    }
}

/// Measures the grid when it appears and whenever its size changes; at once would lay the page out twice.
fn follow_size(grid: NodeRef<html::Div>, measure: impl Fn() + Copy + 'static) {
    let observer = StoredValue::new_local(None::<(web_sys::ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move || {
        let Some(grid) = grid.get() else { return };
        // It reports once at the start, before the first paint, and rows made then would hold that up.
        let changed = Closure::<dyn FnMut()>::new(move || request_animation_frame(measure));
        if let Ok(watch) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            watch.observe(&grid);
            observer.set_value(Some((watch, changed)));
        }
    });
    on_cleanup(move || {
        let _ = observer.try_update_value(|observer| {
            if let Some((watch, _)) = observer.take() {
                watch.disconnect();
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::RowWindow;
    use crate::components::Cell;

    #[test]
    fn rows_are_found_by_their_index_in_the_whole_table() {
        let window = RowWindow { first: 5_000_000_000, rows: vec![vec![Cell::new("a")], vec![Cell::new("b")]] };
        assert_eq!(window.get(5_000_000_001), Some([Cell::new("b")].as_slice()));
        assert_eq!(window.get(5_000_000_002), None);
        assert_eq!(window.get(4_999_999_999), None);
    }
}

//! What tables are made of: columns that know when to leave, cells that are plain data.

use leptos::prelude::*;

use super::{NodeSign, StateBadge};

/// On which side the figures line up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Words.
    #[default]
    Start,
    /// Figures.
    End,
}

/// When a column leaves a narrow screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Priority {
    /// Always there.
    #[default]
    Always,
    /// Leaves on a phone.
    P2,
    /// Leaves first, below the wide layout.
    P3,
}

/// How much room a column of a [`VirtualTable`](super::VirtualTable) takes: the rows are set apart from each other, so
/// the width cannot come from the contents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Width {
    /// A short figure: 4 rem.
    Narrow,
    /// A word or an identifier: 7 rem.
    #[default]
    Medium,
    /// A position: 10 rem.
    Wide,
    /// Takes what is left over, 12 rem at least.
    Fill,
}

/// How the rows stand by a column that they can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// They could be.
    Unsorted,
    /// Small values first.
    Ascending,
    /// Large values first.
    Descending,
}

impl Order {
    /// The word of `aria-sort`.
    pub(super) const fn aria(self) -> &'static str {
        match self {
            Self::Unsorted => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// A column: its head, and how its cells are set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The head, translated.
    pub label: String,
    /// Words or figures.
    pub align: Align,
    /// When it leaves.
    pub priority: Priority,
    /// How much room it takes in a virtual table.
    pub width: Width,
    /// Set in the typeface of code.
    pub literal: bool,
    /// Set where the head is a button that sorts.
    pub order: Option<Order>,
}

impl Column {
    /// A column of words that is always there.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            align: Align::Start,
            priority: Priority::Always,
            width: Width::Medium,
            literal: false,
            order: None,
        }
    }

    /// A column of figures that is always there.
    pub fn figures(label: impl Into<String>) -> Self {
        Self { align: Align::End, ..Self::new(label) }
    }

    /// The same column, leaving a narrow screen.
    #[must_use]
    pub fn priority(self, priority: Priority) -> Self {
        Self { priority, ..self }
    }

    /// The same column with this room in a virtual table.
    #[must_use]
    pub fn width(self, width: Width) -> Self {
        Self { width, ..self }
    }

    /// The same column set in the typeface of code.
    #[must_use]
    pub fn literal(self) -> Self {
        Self { literal: true, ..self }
    }

    /// The same column with a head that sorts.
    #[must_use]
    pub fn sorted(self, order: Order) -> Self {
        Self { order: Some(order), ..self }
    }

    /// Class names of this column's cells in a component named `block`.
    pub(super) fn class(&self, block: &str) -> String {
        let mut class = format!("{block}__cell");
        let mut add = |modifier: &str| {
            class.push_str(&format!(" {block}__cell--{modifier}"));
        };
        if self.align == Align::End {
            add("end");
        }
        if self.literal {
            add("literal");
        }
        match self.priority {
            Priority::Always => {}
            Priority::P2 => add("p2"),
            Priority::P3 => add("p3"),
        }
        match self.width {
            Width::Narrow => add("narrow"),
            Width::Medium => {}
            Width::Wide => add("wide"),
            Width::Fill => add("fill"),
        }
        class
    }
}

/// How many of somebody's copies carry the allele: drawn as small discs, a full one a copy that carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Copies {
    /// Copies that carry it.
    pub carried: u8,
    /// Copies that were read; drawn up to four.
    pub called: u8,
}

/// A cell: text, and how it is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// A second, smaller line.
    pub note: Option<String>,
    /// The figure the row is about.
    pub strong: bool,
    /// Draws the text as the word of a state.
    pub state: Option<NodeSign>,
    /// Draws copies before the text; in a [`VirtualTable`](super::VirtualTable) only.
    pub copies: Option<Copies>,
    /// A remark on the text, drawn as a small sign; whoever points at it or hears the cell is told. In a
    /// [`VirtualTable`](super::VirtualTable) only.
    pub remark: Option<String>,
    /// Where the text leads.
    pub href: Option<String>,
}

impl Cell {
    /// A cell of plain text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The figure the row is about.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { strong: true, ..Self::new(text) }
    }

    /// A state and its word.
    pub fn state(state: NodeSign, word: impl Into<String>) -> Self {
        Self { state: Some(state), ..Self::new(word) }
    }

    /// The same with a smaller line beneath.
    #[must_use]
    pub fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// The same, leading somewhere.
    #[must_use]
    pub fn with_link(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }

    /// The same with copies drawn before the text.
    #[must_use]
    pub fn with_copies(self, copies: Copies) -> Self {
        Self { copies: Some(copies), ..self }
    }

    /// The same with a small sign that says something of the text.
    #[must_use]
    pub fn with_remark(self, remark: Option<String>) -> Self {
        Self { remark, ..self }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// What is inside a cell.
pub(super) fn cell_content(cell: Cell) -> AnyView {
    let Cell { text, note, strong, state, copies, remark, href } = cell;
    let note = note.map(|note| view! { <small class="cell-note">{note}</small> });
    let copies = copies.map(|copies| view! { <CopiesMark copies=copies /> });
    let remark = remark.map(|remark| view! { <RemarkSign says=remark /> });
    match (state, strong) {
        (Some(state), _) => view! { <StateBadge state=state word=text />{note} }.into_any(),
        (None, true) => view! { {copies}<b class="cell-strong">{linked(text, href)}</b>{remark}{note} }.into_any(),
        (None, false) => view! { {copies}{linked(text, href)}{remark}{note} }.into_any(),
    }
}

fn linked(text: String, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a href=href>{text}</a> }.into_any(),
        None => text.into_any(),
    }
}

/// Drawn for whoever looks, read out to whoever listens.
#[component]
fn RemarkSign(
    /// What it says.
    says: String,
) -> impl IntoView {
    let spoken = says.clone();
    view! {
        <span class="cell-remark" title=says>
            <span aria-hidden="true">{"\u{2194}"}</span>
            <span class={"visually-hidden"}>{spoken}</span>
        </span>
    }
}

/// Copies as discs, hidden from assistive technology: the text beside them says the same.
#[component]
fn CopiesMark(
    /// What is drawn.
    copies: Copies,
) -> impl IntoView {
    let drawn = copies.called.min(4);
    let empty = drawn.saturating_sub(copies.carried);
    let discs = (0..drawn)
        .map(|index| {
            view! {
                <circle
                    class=if index < empty { "copies__disc" } else { "copies__disc copies__disc--carried" }
                    cx=(6 + 12 * u32::from(index)).to_string()
                    cy="6"
                    r="4.6"
                ></circle>
            }
        })
        .collect_view();
    view! {
        <svg class="copies" viewBox=format!("0 0 {} 12", 12 * u32::from(drawn)) aria-hidden="true" focusable="false">
            {discs}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Priority, Width};

    #[test]
    fn a_column_names_its_cells() {
        let column = Column::figures("AC").priority(Priority::P2).width(Width::Narrow);
        assert_eq!(
            column.class("data-table"),
            "data-table__cell data-table__cell--end data-table__cell--p2 data-table__cell--narrow"
        );
        assert_eq!(Column::new("Node").class("data-table"), "data-table__cell");
    }
}

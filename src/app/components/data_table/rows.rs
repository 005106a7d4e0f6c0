//! The rows of a table, kept while they stay the same.

use leptos::tachys::renderer::{Rndr, types::Element};

use super::TableRow;
use crate::components::{Cell, Column, Glyph, NodeSign, by_hand::arrange};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A table's rows on the page.
pub(super) struct Rows {
    body: Element,
    shown: Vec<Row>,
    /// Of the cells after the first.
    classes: Vec<String>,
}

struct Row {
    of: TableRow,
    element: Element,
    is_pointed: bool,
}

impl Rows {
    /// None yet.
    pub(super) fn new(body: Element) -> Self {
        Self { body, shown: Vec::new(), classes: Vec::new() }
    }

    /// Shows these and no others.
    pub(super) fn show(&mut self, rows: &[TableRow], columns: &[Column]) {
        let classes: Vec<String> = columns.iter().skip(1).map(|column| column.class("data-table")).collect();
        let mut old: Vec<Option<Row>> = std::mem::take(&mut self.shown).into_iter().map(Some).collect();
        if self.classes != classes {
            old.drain(..).flatten().for_each(|row| row.element.remove());
            self.classes = classes;
        }
        for (at, of) in rows.iter().enumerate() {
            let is_it = |other: &usize| matches!(old.get(*other), Some(Some(row)) if row.of == *of);
            let found = Some(at).filter(is_it).or_else(|| (0..old.len()).find(is_it));
            let kept = found.and_then(|found| old[found].take());
            self.shown.push(kept.unwrap_or_else(|| Row { of: of.clone(), element: self.make(of), is_pointed: false }));
        }
        old.into_iter().flatten().for_each(|row| row.element.remove());
        arrange(&self.body, &self.shown.iter().map(|row| &row.element).collect::<Vec<_>>());
    }

    /// A row with fewer cells than there are columns ends in empty ones.
    fn make(&self, row: &TableRow) -> Element {
        let (line, nothing) = (element("tr", &[("class", "data-table__row")]), Cell::default());
        let head = [("class", "data-table__cell data-table__cell--head"), ("scope", "row")];
        fill(&child(&line, "th", &head), &row.head);
        for (at, class) in self.classes.iter().enumerate() {
            fill(&child(&line, "td", &[("class", class)]), row.cells.get(at).unwrap_or(&nothing));
        }
        line
    }

    /// Marks the rows with such keys, and no others.
    pub(super) fn point(&mut self, is_pointed: impl Fn(&str) -> bool) {
        for row in &mut self.shown {
            let is_pointed = is_pointed(&row.of.key);
            if row.is_pointed != is_pointed {
                row.is_pointed = is_pointed;
                let class = if is_pointed { "data-table__row data-table__row--pointed" } else { "data-table__row" };
                Rndr::set_attribute(&row.element, "class", class);
            }
        }
    }

    /// The key of a row.
    pub(super) fn key(&self, element: &Element) -> Option<String> {
        self.shown.iter().find(|row| row.element == *element).map(|row| row.of.key.clone())
    }
}

/// Text is a text node, whatever it says.
fn fill(cell: &Element, Cell { text, note, strong, state, href, .. }: &Cell) {
    match state {
        Some(state) => badge(cell, *state, text),
        None => {
            let strong = strong.then(|| child(cell, "b", &[("class", "cell-strong")]));
            let around = strong.as_ref().unwrap_or(cell);
            let link = href.as_ref().map(|href| child(around, "a", &[("href", href)]));
            link.as_ref().unwrap_or(around).set_text_content(Some(text));
        }
    }
    if let Some(note) = note {
        child(cell, "small", &[("class", "cell-note")]).set_text_content(Some(note));
    }
}

/// What `StateBadge` draws, once and for all.
fn badge(cell: &Element, state: NodeSign, word: &str) {
    let badge = child(cell, "span", &[("class", state.class())]);
    let icon = Rndr::create_element("svg", Some(SVG));
    let class = if state.glyph() == Glyph::Dots { "icon icon--dots" } else { "icon" };
    for (name, value) in [("class", class), ("viewBox", "0 0 16 16"), ("aria-hidden", "true"), ("focusable", "false")] {
        Rndr::set_attribute(&icon, name, value);
    }
    let path = Rndr::create_element("path", Some(SVG));
    Rndr::set_attribute(&path, "d", state.glyph().path());
    Rndr::insert_node(&icon, &path, None);
    Rndr::insert_node(&badge, &icon, None);
    child(&badge, "span", &[("class", "state-badge__word")]).set_text_content(Some(word));
}

fn child(parent: &Element, tag: &str, attributes: &[(&str, &str)]) -> Element {
    let child = element(tag, attributes);
    Rndr::insert_node(parent, &child, None);
    child
}

fn element(tag: &str, attributes: &[(&str, &str)]) -> Element {
    let element = Rndr::create_element(tag, None);
    attributes.iter().for_each(|(name, value)| Rndr::set_attribute(&element, name, value));
    element
}

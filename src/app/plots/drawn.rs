//! A drawing on the page: its elements, kept from one drawing to the next, so that a row keeps the focus while its marks
//! change.

use std::sync::Arc;

use cohort_core::plot::marks::{Drawing, DrawnRow};
use leptos::tachys::renderer::{Rndr, types::Element};

use super::elements::Group;
use super::mark::{Looks, looks, rectangle, tenths};
use crate::components::arrange;

/// A chart's elements.
pub(super) struct Drawn {
    chart: usize,
    svg: Element,
    walkable: bool,
    /// What is shown now.
    drawing: Arc<Drawing>,
    frame: Group,
    notes: Group,
    /// As many as the drawing has, in its order.
    rows: Vec<Row>,
    /// The row that Tab comes back to, by its key.
    current: Option<String>,
}

struct Row {
    group: Group,
    /// Whom it is about.
    subject: Option<String>,
    is_pointed: bool,
    is_tab_stop: Option<bool>,
}

impl Drawn {
    /// Nothing drawn yet.
    pub(super) fn new(chart: usize, svg: Element, walkable: bool) -> Self {
        let (frame, notes) = (Group::new(), Group::new());
        for group in [&frame, &notes] {
            if walkable {
                Rndr::set_attribute(&group.element, "aria-hidden", "true");
            }
            Rndr::insert_node(&svg, &group.element, None);
        }
        Self { chart, svg, walkable, drawing: Arc::default(), frame, notes, rows: Vec::new(), current: None }
    }

    /// Shows another drawing; `subject` tells of a row's key whom it is about.
    pub(super) fn show(&mut self, drawing: Arc<Drawing>, subject: impl Fn(&str) -> Option<String>) {
        let before = std::mem::replace(&mut self.drawing, drawing);
        let now = Arc::clone(&self.drawing);
        if (before.width, before.height) != (now.width, now.height) {
            let (width, height) = (tenths(now.width), tenths(now.height));
            Rndr::set_attribute(&self.svg, "viewBox", &format!("0 0 {width} {height}"));
            Rndr::set_attribute(&self.svg, "width", &width);
            Rndr::set_attribute(&self.svg, "height", &height);
        }
        let groups = [(&mut self.frame, &before.frame, &now.frame), (&mut self.notes, &before.notes, &now.notes)];
        for (group, before, now) in groups {
            if before != now {
                group.show(now.iter().map(|mark| looks(self.chart, mark)));
            }
        }
        self.show_rows(&before.rows, &now.rows, subject);
    }

    fn show_rows(&mut self, before: &[DrawnRow], now: &[DrawnRow], subject: impl Fn(&str) -> Option<String>) {
        let mut old: Vec<Option<Row>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        let mut is_in_order = true;
        for (at, drawn) in now.iter().enumerate() {
            let is_it = |&other: &usize| before.get(other).is_some_and(|row| row.key == drawn.key);
            let found = Some(at).filter(is_it).or_else(|| (0..before.len()).find(is_it));
            is_in_order &= found == Some(at);
            let kept = found.and_then(|found| Some((old[found].take()?, &before[found])));
            let row = match kept {
                Some((row, before)) if before == drawn => row,
                Some((mut row, before)) => {
                    self.show_row(&mut row, Some(before), drawn);
                    row
                }
                None => {
                    let mut row = Row::new(subject(&drawn.key), self.walkable);
                    self.show_row(&mut row, None, drawn);
                    row
                }
            };
            self.rows.push(row);
        }
        old.into_iter().flatten().for_each(|row| row.group.element.remove());
        if !is_in_order {
            arrange(&self.svg, &self.rows.iter().map(|row| &row.group.element).collect::<Vec<_>>());
        }
        self.set_tab_stop();
    }

    fn show_row(&self, row: &mut Row, before: Option<&DrawnRow>, drawn: &DrawnRow) {
        if self.walkable && before.is_none_or(|before| before.spoken != drawn.spoken) {
            Rndr::set_attribute(&row.group.element, "aria-label", &drawn.spoken);
        }
        let is_shape = drawn.area.2 == 0.0;
        // A shape says what it is to whoever points at it; a row of text says so itself.
        let hint = is_shape.then(|| Looks { text: Some(drawn.spoken.clone()), ..Looks::of("title", []) });
        let area = (self.walkable && !is_shape).then(|| {
            let [x, y, width, height] = rectangle(drawn.area);
            Looks::of("rect", [("class", "chart__area".to_owned()), x, y, width, height, ("rx", "3".to_owned())])
        });
        let marks = drawn.marks.iter().map(|mark| looks(self.chart, mark));
        row.group.show(hint.into_iter().chain(area).chain(marks));
    }

    /// Marks the rows about somebody, and no others.
    pub(super) fn point(&mut self, at: Option<&str>) {
        for row in &mut self.rows {
            let is_pointed = at.is_some() && row.subject.as_deref() == at;
            if row.is_pointed != is_pointed {
                row.is_pointed = is_pointed;
                let class = if is_pointed { "chart__row chart__row--pointed" } else { "chart__row" };
                Rndr::set_attribute(&row.group.element, "class", class);
            }
        }
    }

    /// Whom a row is about.
    pub(super) fn subject(&self, row: &Element) -> Option<String> {
        self.rows.iter().find(|known| known.group.element == *row)?.subject.clone()
    }

    /// A row has been visited.
    pub(super) fn come_back_to(&mut self, row: &Element) {
        let at = self.rows.iter().position(|known| known.group.element == *row);
        if let Some(visited) = at.and_then(|at| self.drawing.rows.get(at)) {
            self.current = Some(visited.key.clone());
            self.set_tab_stop();
        }
    }

    fn set_tab_stop(&mut self) {
        if !self.walkable {
            return;
        }
        let stop = tab_stop(self.drawing.rows.iter().map(|row| row.key.as_str()), self.current.as_deref());
        for (at, row) in self.rows.iter_mut().enumerate() {
            let is_tab_stop = Some(at == stop);
            if row.is_tab_stop != is_tab_stop {
                row.is_tab_stop = is_tab_stop;
                Rndr::set_attribute(&row.group.element, "tabindex", if at == stop { "0" } else { "-1" });
            }
        }
    }
}

impl Row {
    fn new(subject: Option<String>, walkable: bool) -> Self {
        let group = Group::new();
        Rndr::set_attribute(&group.element, "class", "chart__row");
        if walkable {
            Rndr::set_attribute(&group.element, "role", "img");
        }
        Self { group, subject, is_pointed: false, is_tab_stop: None }
    }
}

/// The row that Tab reaches: the last one visited while it exists, otherwise the first.
fn tab_stop<'a>(mut keys: impl Iterator<Item = &'a str>, current: Option<&str>) -> usize {
    keys.position(|key| Some(key) == current).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tab_comes_back_to_the_last_row_visited() {
        let stop = |current| tab_stop(["FIN", "GBR"].into_iter(), current);
        assert_eq!([stop(None), stop(Some("GBR")), stop(Some("gone"))], [0, 1, 0]);
    }
}

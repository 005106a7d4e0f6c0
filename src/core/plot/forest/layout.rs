//! Where everything in a forest plot stands, for a given width. Pure; measured with the width table of `text`.

use super::{Figures, ForestOptions, ForestRow, Limit, RowState, Scale};
use crate::plot::axis::{Axis, Ticks};
use crate::plot::canvas::Label;
use crate::plot::marks::Anchor;
use crate::plot::palette::Role;
use crate::plot::text::{self, TextSize};

/// A chart narrower than this cannot be read; it overflows its container instead.
const MIN_WIDTH_PX: f64 = 200.0;
/// The axis needs this much room beside its labels; otherwise labels go above their marks.
const MIN_PLOT_PX: f64 = 190.0;
/// The widest a label column may get, and the widest at which label and sublabel share a line, as shares of the width.
const LABEL_COLUMN_MAX: f64 = 0.34;
const INLINE_MAX: f64 = 0.28;
/// The widest a word such as "no answer" may get before it breaks.
const WORD_COLUMN_MAX: f64 = 0.3;
const COLUMN_GAP_PX: f64 = 18.0;
const FIGURE_GAP_PX: f64 = 14.0;
const INLINE_GAP_PX: f64 = 6.0;
const MIN_ROW_PX: f64 = 42.0;
const ROW_PADDING_PX: f64 = 18.0;
/// Stacked: room at the ends of the axis for half a dot, height of the mark's own strip, room under it.
const STACKED_INSET_PX: f64 = 8.0;
const STACKED_STRIP_PX: f64 = 28.0;
const STACKED_PADDING_PX: f64 = 12.0;
/// Room for the rule between groups.
const RULE_GAP_PX: f64 = 10.0;
/// Below the words over a limit's line.
const LIMIT_GAP_PX: f64 = 4.0;
const AXIS_LABEL_DROP_PX: f64 = 17.0;
const AXIS_HEIGHT_PX: f64 = 28.0;
const LABEL_LINES: usize = 2;
const SUBLABEL_LINES: usize = 3;

/// How a row's label stands to its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// Label left, mark in the middle, figures right.
    SideBySide,
    /// Label and figures above the mark, for narrow charts.
    Stacked,
}

/// A laid-out chart, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct ForestLayout {
    /// Width of the chart.
    pub width: f64,
    /// Height of the chart.
    pub height: f64,
    /// How labels stand to marks.
    pub arrangement: Arrangement,
    /// The frequency axis.
    pub axis: Axis,
    /// Where the grid begins.
    pub plot_top: f64,
    /// Where the axis line lies.
    pub axis_y: f64,
    /// Lines between cohorts with a figure and those without, when they are in that order, and over all taken together.
    pub rules: Vec<f64>,
    /// Column headings.
    pub headings: Vec<Label>,
    /// The ticks' labels.
    pub tick_labels: Vec<Label>,
    /// Where the line to compare with stands, and its words.
    pub limit: Option<(f64, Label)>,
    /// The rows, in order.
    pub rows: Vec<RowLayout>,
}

/// A laid-out row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowLayout {
    /// Its upper edge.
    pub top: f64,
    /// Its height.
    pub height: f64,
    /// The middle of its mark.
    pub mark_y: f64,
    /// Its texts.
    pub labels: Vec<Label>,
}

/// Widths of the columns, common to all rows.
struct Columns {
    width: f64,
    /// Room for a label.
    label: f64,
    /// Where sublabels begin when every one of them stands on its label's line.
    inline_x: Option<f64>,
    /// Room for the note at the far right; the figure ends to its left.
    note: f64,
    /// Room for figure and note together, or for a word.
    figures: f64,
    show_notes: bool,
}

impl ForestLayout {
    /// Lays rows out for a width in pixels.
    pub fn new(rows: &[ForestRow], options: &ForestOptions, width: f64) -> Self {
        let width = width.max(MIN_WIDTH_PX).floor();
        let columns = Columns::measure(rows, options, width);
        let plot_left = columns.label + COLUMN_GAP_PX;
        let plot_width = width - plot_left - columns.figures - COLUMN_GAP_PX;
        let (arrangement, plot_left, plot_width) = if plot_width >= MIN_PLOT_PX {
            (Arrangement::SideBySide, plot_left, plot_width)
        } else {
            (Arrangement::Stacked, STACKED_INSET_PX, width - 2.0 * STACKED_INSET_PX)
        };
        let limit = options.limit.as_ref().map(|limit| limit.frequency);
        let largest = rows.iter().filter_map(|row| row.state.largest()).chain(limit);
        let axis = match options.scale {
            Scale::Linear => Axis::for_values(largest, plot_left, plot_width, Ticks::Five, options.numbers),
            Scale::Logarithmic => {
                let smallest = rows.iter().filter_map(|row| row.state.smallest());
                Axis::of_decades(largest.chain(smallest), plot_left, plot_width, options.numbers)
            }
        };
        let axis = match options.out_of {
            Some(whole) => axis.out_of(whole, options.numbers),
            None => axis,
        };
        let columns = match arrangement {
            Arrangement::SideBySide => columns,
            Arrangement::Stacked => columns.stacked(rows),
        };
        let (headings, mut plot_top) = headings(options, arrangement, &axis, &columns);
        let limit = options.limit.as_ref().map(|limit| {
            let label = limit_label(limit, &axis, plot_top, width);
            plot_top += TextSize::Note.line_px() + LIMIT_GAP_PX;
            (axis.x(limit.frequency), label)
        });
        let together = rows.iter().position(|row| matches!(row.state, RowState::Together(_)));
        let cohorts = &rows[..together.unwrap_or(rows.len())];
        let splits = [first_unanswered_after_all_answered(cohorts), together.filter(|at| *at > 0)];
        let mut y = plot_top;
        let mut rules = Vec::new();
        let mut placed = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            if splits.contains(&Some(index)) {
                rules.push(y + RULE_GAP_PX / 2.0);
                y += RULE_GAP_PX;
            }
            let place = match arrangement {
                Arrangement::SideBySide => columns.row_beside(row, y),
                Arrangement::Stacked => columns.row_stacked(row, y),
            };
            y += place.height;
            placed.push(place);
        }
        let tick_labels = tick_labels(&axis, y, width);
        Self {
            width,
            height: y + AXIS_HEIGHT_PX,
            arrangement,
            axis,
            plot_top,
            axis_y: y,
            rules,
            headings,
            tick_labels,
            limit,
            rows: placed,
        }
    }
}

/// The words over a limit's line, pushed inwards at the ends of the chart.
fn limit_label(limit: &Limit, axis: &Axis, top: f64, width: f64) -> Label {
    let half = text::width(&limit.label, TextSize::Note) / 2.0;
    let x = axis.x(limit.frequency).min(width - half).max(half);
    let at = (x, top + TextSize::Note.line_px() / 2.0);
    Label { role: Role::Ink, ..note(at, limit.label.clone(), Anchor::Middle) }
}

/// Where the rows without a figure begin, if all of them stand after the others.
fn first_unanswered_after_all_answered(rows: &[ForestRow]) -> Option<usize> {
    let split = rows.iter().position(|row| !row.state.is_answered())?;
    (split > 0 && rows.iter().skip(split).all(|row| !row.state.is_answered())).then_some(split)
}

/// Labels under the ticks; those at the ends are pushed inwards rather than cut.
pub(in crate::plot) fn tick_labels(axis: &Axis, axis_y: f64, width: f64) -> Vec<Label> {
    axis.ticks
        .iter()
        .map(|tick| {
            let half = text::width(&tick.label, TextSize::Note) / 2.0;
            let x = axis.x(tick.value);
            let (x, anchor) = if x < half {
                (0.0, Anchor::Start)
            } else if x + half > width {
                (width, Anchor::End)
            } else {
                (x, Anchor::Middle)
            };
            note((x, axis_y + AXIS_LABEL_DROP_PX), tick.label.clone(), anchor)
        })
        .collect()
}

/// The headings and where the rows begin below them. Stacked charts have no columns to head.
fn headings(options: &ForestOptions, arrangement: Arrangement, axis: &Axis, columns: &Columns) -> (Vec<Label>, f64) {
    const TOP_PX: f64 = 4.0;
    let (Some(headings), Arrangement::SideBySide) = (&options.headings, arrangement) else {
        return (Vec::new(), TOP_PX);
    };
    let plot = axis.right() - axis.left();
    // The figures' heading may reach over the right end of the axis, whose own heading begins at its left.
    let figures_max = columns.figures + COLUMN_GAP_PX + plot * 0.3;
    let axis_max = plot * 0.7 - COLUMN_GAP_PX;
    let texts = [
        (&headings.label, columns.label, 0.0, Anchor::Start),
        (&headings.axis, axis_max, axis.left(), Anchor::Start),
        (&headings.figures, figures_max, columns.width, Anchor::End),
    ];
    let mut labels = Vec::new();
    let mut lines_most = 0;
    for (heading, max_px, x, anchor) in texts {
        let lines = text::wrap(heading, max_px, TextSize::Note, 2);
        lines_most = lines_most.max(lines.len());
        let mut y = TOP_PX + TextSize::Note.line_px() / 2.0;
        for line in lines {
            labels.push(note((x, y), line, anchor));
            y += TextSize::Note.line_px();
        }
    }
    let bottom = (0..lines_most).fold(TOP_PX, |y, _| y + TextSize::Note.line_px());
    (labels, bottom + 8.0)
}

fn note(at: (f64, f64), text: String, anchor: Anchor) -> Label {
    Label { at, text, anchor, size: TextSize::Note, bold: false, role: Role::InkFaint }
}

fn widest(widths: impl Iterator<Item = f64>) -> f64 {
    widths.fold(0.0, f64::max).ceil()
}

/// Where sublabels begin beside their labels, in a column of their own, if that leaves them inside `max_px`.
///
/// A common left edge, because the real width of each label is known only to the reader's browser.
fn inline_column(rows: &[ForestRow], max_px: f64) -> Option<(f64, f64)> {
    let x = widest(rows.iter().map(|row| text::width(&row.label, TextSize::Label))) + INLINE_GAP_PX;
    let right = x + widest(rows.iter().map(|row| text::width(&row.sublabel, TextSize::Note)));
    (right <= max_px).then_some((x, right))
}

impl Columns {
    fn measure(rows: &[ForestRow], options: &ForestOptions, width: f64) -> Self {
        let show_notes = options.figures == Figures::WithNote;
        let answered = || rows.iter().map(|row| &row.state).filter(|state| state.is_answered());
        let words = rows.iter().map(|row| &row.state).filter(|state| !state.is_answered());
        let note =
            if show_notes { widest(answered().map(|state| text::width(state.note(), TextSize::Note))) } else { 0.0 };
        let figure = widest(answered().map(|state| text::bold_width(state.figure(), TextSize::Label)));
        let gap = if note > 0.0 { FIGURE_GAP_PX } else { 0.0 };
        let word = widest(words.map(|state| text::width(state.figure(), TextSize::Label)));
        let figures = (figure + gap + note).max(word.min(width * WORD_COLUMN_MAX));

        let inline = inline_column(rows, width * INLINE_MAX);
        let two_lines = widest(
            rows.iter()
                .map(|row| text::width(&row.label, TextSize::Label).max(text::width(&row.sublabel, TextSize::Note))),
        );
        let label = inline.map_or_else(|| two_lines.min(width * LABEL_COLUMN_MAX), |(_, right)| right);
        Self { width, label, inline_x: inline.map(|(x, _)| x), note, figures, show_notes }
    }

    /// The same columns when a label has the line above its mark: as wide as the figures leave it.
    fn stacked(mut self, rows: &[ForestRow]) -> Self {
        self.label = self.width - self.figures - COLUMN_GAP_PX;
        self.inline_x = inline_column(rows, self.label).map(|(x, _)| x);
        self
    }

    /// A row whose texts and mark share a middle line.
    fn row_beside(&self, row: &ForestRow, top: f64) -> RowLayout {
        let (names, names_height) = self.names(row, self.label, self.label);
        let (figures, figures_height) = self.figures(&row.state);
        let height = (names_height.max(figures_height) + ROW_PADDING_PX).max(MIN_ROW_PX);
        let middle = top + height / 2.0;
        let mut labels = moved_down(names, middle - names_height / 2.0);
        labels.extend(moved_down(figures, middle - figures_height / 2.0));
        RowLayout { top, height, mark_y: middle, labels }
    }

    /// A row whose texts stand above its mark.
    fn row_stacked(&self, row: &ForestRow, top: f64) -> RowLayout {
        let (names, names_height) = self.names(row, self.label, self.width);
        let (figures, figures_height) = self.figures(&row.state);
        let text_height = names_height.max(figures_height);
        let mut labels = moved_down(names, top);
        labels.extend(moved_down(figures, top));
        let mark_y = top + text_height + STACKED_STRIP_PX / 2.0;
        RowLayout { top, height: text_height + STACKED_STRIP_PX + STACKED_PADDING_PX, mark_y, labels }
    }

    /// Label and sublabel from y 0 down, and their height.
    fn names(&self, row: &ForestRow, label_px: f64, sublabel_px: f64) -> (Vec<Label>, f64) {
        let mut labels = Vec::new();
        let mut y = 0.0;
        for line in text::wrap(&row.label, label_px, TextSize::Label, LABEL_LINES) {
            let at = (0.0, y + TextSize::Label.line_px() / 2.0);
            labels.push(Label {
                at,
                text: line,
                anchor: Anchor::Start,
                size: TextSize::Label,
                bold: false,
                role: Role::Ink,
            });
            y += TextSize::Label.line_px();
        }
        if row.sublabel.is_empty() {
            return (labels, y);
        }
        if let Some(x) = self.inline_x {
            // One pixel lower: the smaller text shares the label's baseline.
            labels.push(note((x, TextSize::Label.line_px() / 2.0 + 0.7), row.sublabel.clone(), Anchor::Start));
            return (labels, y);
        }
        for line in text::wrap(&row.sublabel, sublabel_px, TextSize::Note, SUBLABEL_LINES) {
            labels.push(note((0.0, y + TextSize::Note.line_px() / 2.0), line, Anchor::Start));
            y += TextSize::Note.line_px();
        }
        (labels, y)
    }

    /// Figure and note on one line, or a word on as many as it needs, from y 0 down, and their height.
    fn figures(&self, state: &RowState) -> (Vec<Label>, f64) {
        let line_px = TextSize::Label.line_px();
        if !state.is_answered() {
            let lines = text::wrap(state.figure(), self.figures, TextSize::Label, SUBLABEL_LINES);
            let mut y = 0.0;
            let mut labels = Vec::new();
            for line in lines {
                let at = (self.width, y + line_px / 2.0);
                labels.push(Label {
                    at,
                    text: line,
                    anchor: Anchor::End,
                    size: TextSize::Label,
                    bold: false,
                    role: Role::InkSoft,
                });
                y += line_px;
            }
            return (labels, y);
        }
        let gap = if self.note > 0.0 { FIGURE_GAP_PX } else { 0.0 };
        let mut labels = vec![Label {
            at: (self.width - self.note - gap, line_px / 2.0),
            text: state.figure().to_owned(),
            anchor: Anchor::End,
            size: TextSize::Label,
            bold: true,
            role: Role::Ink,
        }];
        if self.show_notes && !state.note().is_empty() {
            labels.push(note((self.width, line_px / 2.0 + 0.7), state.note().to_owned(), Anchor::End));
        }
        (labels, line_px)
    }
}

fn moved_down(mut labels: Vec<Label>, by: f64) -> Vec<Label> {
    for label in &mut labels {
        label.at.1 += by;
    }
    labels
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;

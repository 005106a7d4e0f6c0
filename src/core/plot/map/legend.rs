//! The legend: every class with its ends and how many countries are in it, then the patterns that are on the map.

use super::scale::{CLASSES, Scale};
use super::{Countries, MapRow, MapState, MapWords};
use crate::format::NumberStyle;
use crate::plot::canvas::Label;
use crate::plot::forest::Unknown;
use crate::plot::marks::{Anchor, Point};
use crate::plot::palette::Role;
use crate::plot::text::{self, TextSize};

const SWATCH_PX: Point = (24.0, 15.0);
const BAR_PX: f64 = 12.0;
/// Between a sample and its word, and between entries.
const WORD_GAP_PX: f64 = 8.0;
const ENTRY_GAP_PX: f64 = 20.0;
const ROW_PX: f64 = 26.0;
/// The colour under the sample of what is synthetic.
const SYNTHETIC_CLASS: usize = 2;

/// A laid-out legend, in CSS pixels.
pub(super) struct Legend {
    /// Left top and right bottom corner, and what fills it.
    pub(super) bars: Vec<(Point, Point, Role)>,
    pub(super) samples: Vec<Sample>,
    pub(super) labels: Vec<Label>,
    pub(super) bottom: f64,
}

/// A piece of the map beside its word.
pub(super) struct Sample {
    pub(super) from: Point,
    pub(super) to: Point,
    /// How land of a state is filled; `None` for land that nobody was asked about.
    pub(super) state: Option<MapState>,
    pub(super) is_synthetic: bool,
}

/// A legend below a map: its top and width.
pub(super) fn legend(
    countries: &Countries,
    words: &MapWords,
    numbers: NumberStyle,
    (top, width): (f64, f64),
) -> Legend {
    let mut legend = Legend { bars: Vec::new(), samples: Vec::new(), labels: Vec::new(), bottom: top };
    let count = |is: &dyn Fn(&MapRow) -> bool| countries.rows.iter().filter(|row| is(row)).count();
    let in_state = |state: MapState| count(&|row| row.state == state);
    for line in text::wrap(&words.heading, width, TextSize::Note, 3) {
        legend.bottom += TextSize::Note.line_px();
        legend.write(&line, (0.0, legend.bottom - TextSize::Note.line_px() / 2.0), Role::InkSoft);
    }
    legend.bottom += 6.0;
    let label = |class: usize| {
        let of = if words.as_counts { Scale::count_label } else { Scale::label };
        of(countries.scale, class, numbers)
    };
    let labels: Vec<String> = (0..CLASSES).map(label).collect();
    legend.classes(&labels, numbers, width, |class| in_state(MapState::Class(class)));
    let mut entries: Vec<(&str, Option<MapState>, bool, usize)> = [
        (&words.mixed, MapState::Mixed),
        (&words.absent, MapState::Absent),
        (&words.withheld, MapState::Unknown(Unknown::Withheld)),
        (&words.silent, MapState::Unknown(Unknown::Silent)),
        (&words.not_assessed, MapState::Unknown(Unknown::NotAssessed)),
        (&words.asking, MapState::Asking),
    ]
    .into_iter()
    .map(|(word, state)| (word.as_str(), Some(state), false, in_state(state)))
    .collect();
    // As it lies over a colour.
    entries.push((&words.synthetic, Some(MapState::Class(SYNTHETIC_CLASS)), true, count(&|row| row.is_synthetic)));
    entries.retain(|(.., count)| *count > 0);
    let mut x = 0.0;
    let mut y = legend.bottom + 8.0;
    let last = (words.not_asked.clone(), None, false);
    let counted =
        entries.into_iter().map(|(word, state, synthetic, count)| (format!("{word}: {count}"), state, synthetic));
    for (word, state, is_synthetic) in counted.chain([last]) {
        let room = width - SWATCH_PX.0 - WORD_GAP_PX;
        let mut word = text::wrap(&word, room, TextSize::Note, 1);
        let word = word.pop().unwrap_or_default();
        let needed = SWATCH_PX.0 + WORD_GAP_PX + text::width(&word, TextSize::Note);
        if x > 0.0 && x + needed > width {
            (x, y) = (0.0, y + ROW_PX);
        }
        let to = (x + SWATCH_PX.0, y + SWATCH_PX.1);
        legend.samples.push(Sample { from: (x, y), to, state, is_synthetic });
        legend.write(&word, (to.0 + WORD_GAP_PX, y + SWATCH_PX.1 / 2.0), Role::InkSoft);
        x += needed + ENTRY_GAP_PX;
    }
    legend.bottom = y + ROW_PX;
    legend
}

impl Legend {
    fn write(&mut self, text: &str, at: Point, role: Role) {
        let label = Label { at, text: text.to_owned(), anchor: Anchor::Start, size: TextSize::Note, bold: false, role };
        self.labels.push(label);
    }

    /// A bar of classes, in as few rows as their labels allow.
    fn classes(&mut self, labels: &[String], numbers: NumberStyle, width: f64, count: impl Fn(usize) -> usize) {
        let widest = labels.iter().map(|label| text::width(label, TextSize::Note)).fold(0.0, f64::max) + WORD_GAP_PX;
        let columns = [6, 3, 2].into_iter().find(|&columns| widest * f64::from(columns) <= width).unwrap_or(1);
        let column_px = width / f64::from(columns);
        let line = TextSize::Note.line_px();
        let mut column = 0;
        let mut top = self.bottom;
        for (class, label) in labels.iter().enumerate() {
            let left = f64::from(column) * column_px;
            self.bars.push(((left, top), (left + column_px - 2.0, top + BAR_PX), Role::RAMP[class]));
            self.write(label, (left, top + BAR_PX + 0.8 * line), Role::Ink);
            let countries = numbers.count(count(class) as u64);
            self.write(&countries, (left, top + BAR_PX + 1.75 * line), Role::InkFaint);
            self.bottom = top + BAR_PX + 2.5 * line;
            column += 1;
            if column == columns {
                (column, top) = (0, self.bottom);
            }
        }
    }
}

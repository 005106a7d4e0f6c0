//! The icon array: a share as so many of a hundred copies or people, in reading order.
//!
//! A copy is a disc; a person is a disc of two halves, one a copy (so that a carrier is half filled). Must not know
//! words, nor what a share was worked out from.

use std::convert::Infallible;
use std::f64::consts::PI;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::prelude::DrawingBackend;

use super::canvas::{Canvas, Drawn, Label};
use super::marks::{Anchor, Drawing, DrawnRow, Point, Recorder};
use super::palette::Role;
use super::text::TextSize;

/// What one icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The copy has the allele; of a person: both copies.
    Full,
    /// One of a person's two copies has it.
    Half,
    /// It is not there.
    Empty,
}

/// How many of each there are, out of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IconCounts {
    /// Full icons.
    pub full: u32,
    /// Half icons.
    pub half: u32,
    /// All icons.
    pub whole: u32,
}

impl IconCounts {
    /// Shares of full and half icons out of `whole`, rounded so that the three kinds add up (largest remainder). Shares
    /// are in 0..=1 and together at most 1; what lies outside is brought inside.
    pub fn of_shares(full: f64, half: f64, whole: u32) -> Self {
        // `clamp` passes on what is not a number.
        let [full, half] = [full, half].map(|share| if share.is_nan() { 0.0 } else { share });
        let full = full.clamp(0.0, 1.0);
        let half = half.clamp(0.0, 1.0 - full);
        let exact = [full, half, (1.0 - full - half).max(0.0)].map(|share| share * f64::from(whole));
        let mut counts = exact.map(floor);
        let mut missing = whole.saturating_sub(counts.iter().sum());
        while missing > 0 {
            let rest = |at: &usize| exact[*at] - f64::from(counts[*at]);
            let Some(most) = (0..counts.len()).max_by(|a, b| rest(a).total_cmp(&rest(b))) else { break };
            counts[most] += 1;
            missing -= 1;
        }
        Self { full: counts[0], half: counts[1], whole }
    }

    /// The icons without it.
    pub fn empty(self) -> u32 {
        self.whole.saturating_sub(self.full + self.half)
    }

    /// In reading order.
    pub fn icons(self) -> impl Iterator<Item = Icon> {
        let repeat = |icon: Icon, count: u32| (0..count).map(move |_| icon);
        repeat(Icon::Full, self.full).chain(repeat(Icon::Half, self.half)).chain(repeat(Icon::Empty, self.empty()))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a whole, never below 0")]
fn floor(value: f64) -> u32 {
    value.floor() as u32
}

/// Icons in a row.
const COLUMNS: u32 = 10;
/// Widest distance from one icon to the next.
const WIDEST_PITCH_PX: f64 = 26.0;
/// Radius of an icon, as a share of that distance.
const RADIUS_SHARE: f64 = 0.4;
const LINE_PX: f64 = 1.5;
/// Corners of a half disc; more are not seen at this size.
const ARC_STEPS: u32 = 12;

/// Draws one icon.
fn draw_icon<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    width: f64,
    center: Point,
    radius: f64,
    icon: Icon,
) -> Drawn<DB> {
    let canvas = Canvas::new(area, width);
    match icon {
        Icon::Full => canvas.disc(center, radius, Role::Measured),
        Icon::Empty => canvas.ring(center, radius - LINE_PX / 2.0, Role::InkFaint, LINE_PX),
        Icon::Half => {
            canvas.ring(center, radius - LINE_PX / 2.0, Role::Measured, LINE_PX)?;
            canvas.polygon(&left_half(center, radius), Role::Measured)
        }
    }
}

fn left_half((x, y): Point, radius: f64) -> Vec<Point> {
    let corner = |step: u32| {
        let turn = PI / 2.0 + PI * f64::from(step) / f64::from(ARC_STEPS);
        (x + radius * turn.cos(), y + radius * turn.sin())
    };
    (0..=ARC_STEPS).map(corner).collect()
}

/// Lays the array out for a width in pixels and records it as one row, which is read aloud as `spoken`.
pub fn record(counts: IconCounts, spoken: &str, width: f64) -> Result<Drawing, DrawingAreaErrorKind<Infallible>> {
    let pitch = (width / f64::from(COLUMNS)).floor().clamp(1.0, WIDEST_PITCH_PX);
    let lines = counts.whole.div_ceil(COLUMNS);
    let (width, height) = (pitch * f64::from(COLUMNS), pitch * f64::from(lines));
    let mut marks = Vec::new();
    for (at, icon) in (0_u32..).zip(counts.icons()) {
        let place = |index: u32| pitch * (f64::from(index) + 0.5);
        let center = (place(at % COLUMNS), place(at / COLUMNS));
        let area = Recorder::new(width, height, &mut marks).into_drawing_area();
        draw_icon(&area, width, center, pitch * RADIUS_SHARE, icon)?;
    }
    let row = DrawnRow { key: "icons".to_owned(), spoken: spoken.to_owned(), area: (0.0, 0.0, width, height), marks };
    Ok(Drawing { width, height, rows: vec![row], ..Drawing::default() })
}

/// A group as a row of icons.
#[derive(Clone, Debug, PartialEq)]
pub struct IconRow {
    /// The same from one drawing to the next.
    pub key: String,
    /// The group's name.
    pub label: String,
    /// Its share as it is written.
    pub figure: String,
    /// Its icons, one row of them; none where the share is too small for them.
    pub counts: Option<IconCounts>,
}

const ROW_GAP_PX: f64 = 14.0;

/// Lays rows out for a width in pixels: name and share above, icons below.
pub fn record_rows(rows: &[IconRow], width: f64) -> Result<Drawing, DrawingAreaErrorKind<Infallible>> {
    let width = width.floor().max(f64::from(COLUMNS));
    let pitch = (width / f64::from(COLUMNS)).floor().clamp(1.0, WIDEST_PITCH_PX);
    let line = TextSize::Label.line_px();
    let mut drawn = Vec::with_capacity(rows.len());
    let mut top = 0.0;
    for row in rows {
        let icons_px = if row.counts.is_some() { pitch } else { 0.0 };
        let height = line + icons_px;
        let mut marks = Vec::new();
        let area = Recorder::new(width, top + height, &mut marks).into_drawing_area();
        let canvas = Canvas::new(&area, width);
        let label = |x: f64, text: &str, anchor: Anchor, bold: bool| Label {
            at: (x, top + line / 2.0),
            text: text.to_owned(),
            anchor,
            size: TextSize::Label,
            bold,
            role: Role::Ink,
        };
        canvas.label(&label(0.0, &row.label, Anchor::Start, false))?;
        canvas.label(&label(width, &row.figure, Anchor::End, true))?;
        for (at, icon) in (0_u32..).zip(row.counts.iter().flat_map(|counts| counts.icons())) {
            let center = (pitch * (f64::from(at) + 0.5), top + line + pitch / 2.0);
            draw_icon(&area, width, center, pitch * RADIUS_SHARE, icon)?;
        }
        drop(area);
        let spoken = format!("{}: {}", row.label, row.figure);
        drawn.push(DrawnRow { key: row.key.clone(), spoken, area: (0.0, top, width, height), marks });
        top += height + ROW_GAP_PX;
    }
    Ok(Drawing { width, height: (top - ROW_GAP_PX).max(0.0), rows: drawn, ..Drawing::default() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plot::marks::{Mark, Paint};

    #[test]
    fn finland_as_a_hundred_copies_and_a_hundred_people() {
        let q: f64 = 117.0 / 198.0;
        assert_eq!(IconCounts::of_shares(q, 0.0, 100), IconCounts { full: 59, half: 0, whole: 100 });
        let people = IconCounts::of_shares(q * q, 2.0 * q * (1.0 - q), 100);
        assert_eq!((people.full, people.half, people.empty()), (35, 48, 17));
        assert_eq!(IconCounts::of_shares(f64::NAN, 0.0, 10).empty(), 10);
    }

    #[test]
    fn a_carrier_is_a_ring_with_its_left_half_filled() {
        let drawing = record(IconCounts { full: 1, half: 1, whole: 10 }, "1 in 10", 250.0).unwrap();
        let marks = &drawing.rows[0].marks;
        assert_eq!((drawing.width, drawing.height, marks.len()), (250.0, 25.0, 11));
        assert_eq!(marks[0], Mark::Circle { center: (12.5, 12.5), radius: 10.0, paint: Paint::Fill(Role::Measured) });
        let Mark::Polygon { points, .. } = &marks[2] else { panic!("{:?}", marks[2]) };
        assert!(points.iter().all(|(x, _)| (27.0..=37.51).contains(x)), "{points:?}");
    }

    #[test]
    fn rows_stand_below_each_other_and_the_rare_go_without_icons() {
        let row = |key: &str, counts| IconRow { key: key.into(), label: key.into(), figure: "7 in 10".into(), counts };
        let seven = IconCounts { full: 7, half: 0, whole: 10 };
        let drawing = record_rows(&[row("a", Some(seven)), row("b", None)], 300.0).unwrap();
        assert_eq!(drawing.rows.iter().map(|row| row.marks.len()).collect::<Vec<_>>(), [12, 2]);
        assert_eq!(drawing.rows[1].area.1, 20.0 + 26.0 + ROW_GAP_PX);
        assert_eq!(drawing.rows[0].spoken, "a: 7 in 10");
    }

    proptest! {
        #[test]
        fn icons_always_fill_the_whole(full in 0.0..=1.0_f64, half in 0.0..=1.0_f64, whole in 1_u32..2000) {
            let counts = IconCounts::of_shares(full, half, whole);
            prop_assert_eq!(counts.icons().count(), usize::try_from(whole).unwrap());
            prop_assert!((f64::from(counts.full) - full * f64::from(whole)).abs() <= 1.0);
        }
    }
}

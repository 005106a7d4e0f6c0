//! Where on the map there is room to write: in a country's own land, or beside it with a line to it.

use std::ops::Range;

use super::europe::Ring;
use crate::plot::marks::Point;
use crate::plot::text::{self, TextSize};

/// A rectangle: left, top, right, bottom.
pub(super) type Rect = (f64, f64, f64, f64);

/// The map is looked at in squares of this side.
const CELL_PX: f64 = 4.0;
/// Between a label and a border, and between it and land that it does not belong to.
const INSIDE_PX: f64 = 2.0;
const OUTSIDE_PX: f64 = 6.0;
/// Directions in which a label is moved out of its country, and how far from its middle at most, as a share of the width.
const DIRECTIONS: u32 = 32;
/// Cosine and sine of a turn's 32nd.
const TURN: Point = (0.980_785_280_403_230_4, 0.195_090_322_016_128_27);
const FARTHEST: f64 = 0.16;
const STEP_PX: f64 = 4.0;
/// How many squares a label may be moved within its land.
const NUDGES: i32 = 6;
/// How far a leader reaches into its land.
const REACH_PX: f64 = 6.0;

/// A place for a label.
pub(super) struct Found {
    pub(super) rect: Rect,
    /// Which of its lines have room.
    pub(super) lines: Range<usize>,
    /// From the label to its land.
    pub(super) leader: Option<(Point, Point)>,
}

/// What each square of the map belongs to, and what is written there already.
pub(super) struct Room {
    size: Point,
    columns: usize,
    /// The number of the country from 1 on, 0 for land and water that nobody was asked about.
    owners: Vec<u8>,
    taken: Vec<Rect>,
}

/// A label's lines, bold or not.
type Lines<'a> = [(&'a str, bool); 2];

/// What a label at home may cover.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    OwnLand,
    /// Water and land that was not asked as well.
    NobodyElse,
}

impl Room {
    pub(super) fn new<'a>(size: Point, countries: impl Iterator<Item = &'a [Ring]>) -> Self {
        let (columns, rows) = (cell(size.0) + 1, cell(size.1) + 1);
        let mut room = Self { size, columns, owners: vec![0; columns * rows], taken: Vec::new() };
        for (owner, rings) in (1..).zip(countries) {
            rings.iter().for_each(|ring| room.fill(ring, owner));
        }
        room
    }

    /// Marks the squares whose middle lies in a ring: of the places where a row crosses it, every other leads out again.
    fn fill(&mut self, ring: &Ring, owner: u8) {
        let rows = self.owners.len() / self.columns;
        let mut crossings = Vec::new();
        let mut before = ring.last().copied().unwrap_or_default();
        for &corner in ring {
            let (upper, lower) = (before.1.min(corner.1), before.1.max(corner.1));
            for row in below(upper)..below(lower).min(rows) {
                let y = (row as f64 + 0.5) * CELL_PX;
                let x = before.0 + (y - before.1) / (corner.1 - before.1) * (corner.0 - before.0);
                crossings.push((row, cell(x + CELL_PX / 2.0).min(self.columns)));
            }
            before = corner;
        }
        crossings.sort_unstable();
        for ends in crossings.chunks_exact(2) {
            let ((row, from), (_, to)) = (ends[0], ends[1]);
            self.owners[row * self.columns..][from..to].fill(owner);
        }
    }

    /// Keeps a rectangle free of labels.
    pub(super) fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Both lines within the land, near its middle; beside it is room for a ring above them.
    pub(super) fn in_own_land(&mut self, country: usize, middle: (Point, f64), lines: Lines<'_>) -> Option<Found> {
        self.within(country, middle, lines, 0..2, Over::OwnLand)
    }

    /// Both lines beside the land or over its border, or one within it.
    pub(super) fn anywhere(&mut self, country: usize, middle: (Point, f64), lines: Lines<'_>) -> Option<Found> {
        self.beside(country, middle, lines)
            .or_else(|| self.within(country, middle, lines, 0..2, Over::NobodyElse))
            .or_else(|| self.within(country, middle, lines, 1..2, Over::OwnLand))
            .or_else(|| self.within(country, middle, lines, 0..1, Over::OwnLand))
    }

    fn within(
        &mut self,
        country: usize,
        ((x, y), drop): (Point, f64),
        lines: Lines<'_>,
        which: Range<usize>,
        over: Over,
    ) -> Option<Found> {
        let own = country + 1;
        let may_be_over = |owner| owner == own || (over == Over::NobodyElse && owner == 0);
        let half = half_size(&lines[which.clone()], drop);
        // Outwards from the middle, square by square.
        for away in 0..=NUDGES {
            let around = (-away..=away).flat_map(|right| (-away..=away).map(move |down| (right, down)));
            for (right, down) in around.filter(|(right, down)| right.abs() == away || down.abs() == away) {
                let center = (x + f64::from(right) * CELL_PX, y + f64::from(down) * CELL_PX);
                let rect = rect_around(center, half);
                let fits = self.owner(center) == own && self.is_free(rect);
                if fits && self.owners_in(rect, INSIDE_PX).all(may_be_over) {
                    self.taken.push(rect);
                    return Some(Found { rect, lines: which, leader: None });
                }
            }
        }
        None
    }

    fn beside(&mut self, country: usize, (middle, _): (Point, f64), lines: Lines<'_>) -> Option<Found> {
        let farthest = self.size.0 * FARTHEST + 30.0;
        let half = half_size(&lines, 0.0);
        let mut best: Option<(f64, Rect, (Point, Point))> = None;
        let (mut right, mut down) = (1.0, 0.0);
        for _ in 0..DIRECTIONS {
            let mut away = STEP_PX;
            // The first free place in a direction; a farther one would need a longer leader.
            while away < best.map_or(farthest, |(least, ..)| least) {
                let rect = rect_around((middle.0 + away * right, middle.1 + away * down), half);
                if self.is_free(rect) && self.owners_in(rect, OUTSIDE_PX).all(|owner| owner == 0) {
                    best = self.leader(country, rect, middle).map(|leader| (away, rect, leader)).or(best);
                    break;
                }
                away += STEP_PX;
            }
            // The next direction, without the code for angles.
            (right, down) = (right * TURN.0 - down * TURN.1, right * TURN.1 + down * TURN.0);
        }
        let (_, rect, leader) = best?;
        self.taken.push(rect);
        Some(Found { rect, lines: 0..2, leader: Some(leader) })
    }

    /// From a label's side into its land; `None` where it would cross somebody else's colour or another label.
    fn leader(&self, country: usize, rect: Rect, middle: Point) -> Option<(Point, Point)> {
        let from = (middle.0.clamp(rect.0, rect.2), middle.1.clamp(rect.1, rect.3));
        let length = ((middle.0 - from.0).powi(2) + (middle.1 - from.1).powi(2)).sqrt();
        let at = |px: f64| {
            let share = (px / length).min(1.0);
            (from.0 + share * (middle.0 - from.0), from.1 + share * (middle.1 - from.1))
        };
        let mut px = 0.0;
        while px < length {
            let place = at(px);
            match self.owner(place) {
                owner if owner == country + 1 => return Some((from, at(px + REACH_PX))),
                0 if self.taken.iter().all(|other| !overlap((place.0, place.1, place.0, place.1), *other)) => {}
                _ => return None,
            }
            px += CELL_PX / 2.0;
        }
        Some((from, middle))
    }

    fn owner(&self, (x, y): Point) -> usize {
        self.owners.get(cell(y) * self.columns + cell(x)).copied().unwrap_or_default().into()
    }

    /// Whose squares lie in a rectangle with a margin.
    fn owners_in(&self, (left, top, right, bottom): Rect, margin: f64) -> impl Iterator<Item = usize> {
        let (columns, rows) = (cell(left - margin)..=cell(right + margin), cell(top - margin)..=cell(bottom + margin));
        rows.flat_map(move |row| columns.clone().map(move |column| row * self.columns + column))
            .filter_map(|at| self.owners.get(at).copied().map(usize::from))
    }

    fn is_free(&self, rect: Rect) -> bool {
        let (left, top, right, bottom) = rect;
        let in_frame = left >= 2.0 && top >= 2.0 && right <= self.size.0 - 2.0 && bottom <= self.size.1 - 2.0;
        in_frame && self.taken.iter().all(|other| !overlap(rect, *other))
    }
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.0 <= b.2 && a.2 >= b.0 && a.1 <= b.3 && a.3 >= b.1
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a map is neither negative nor large")]
fn cell(px: f64) -> usize {
    (px.max(0.0) / CELL_PX) as usize
}

/// The first row whose middle lies no higher.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a map is neither negative nor large")]
fn below(y: f64) -> usize {
    (y / CELL_PX - 0.5).ceil().max(0.0) as usize
}

/// Half the width and half the height that lines of text fill, with room above them.
fn half_size(lines: &[(&str, bool)], above: f64) -> Point {
    let width = |&(text, bold): &(&str, bool)| {
        if bold { text::bold_width(text, TextSize::Note) } else { text::width(text, TextSize::Note) }
    };
    let half_width = lines.iter().map(width).fold(0.0, f64::max) / 2.0 + 1.0;
    let half_height = (lines.iter().map(|_| TextSize::Note.line_px()).sum::<f64>() + above) / 2.0;
    (half_width, half_height)
}

fn rect_around((x, y): Point, (half_width, half_height): Point) -> Rect {
    (x - half_width, y - half_height, x + half_width, y + half_height)
}

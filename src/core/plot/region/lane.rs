//! A cohort's variants along a region, put onto pixels.

use crate::plot::marks::Point;

/// A variant of a cohort.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stem {
    /// Position from 1.
    pub position: u32,
    /// AF in 0..=1; 0 where it was looked for and not seen.
    pub frequency: f64,
}

/// A cohort.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// Its name.
    pub label: String,
    /// What stands beside the name: how many variants, or why there are none.
    pub note: String,
    /// By position.
    pub stems: Vec<Stem>,
}

/// Up to so many heads in sight are drawn in the cohort's own shape.
const SHAPED_MOST: usize = 300;
/// Beyond that, side of a square that stands for all heads in it.
const BIN_PX: f64 = 3.0;
/// Beneath the axis, for a variant that was looked for and not seen.
pub(super) const ABSENT_PX: f64 = 4.0;

/// What of a lane is in sight, in pixels from the plot's left upper corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seen {
    /// Of each pixel column, how high its stems reach.
    pub(super) stems: Vec<Point>,
    /// Middles of heads, each drawn in shape.
    pub(super) heads: Vec<Point>,
    /// Where there are too many: left upper corners and widths of runs of full squares.
    pub(super) runs: Vec<(Point, f64)>,
    /// Pixel columns with variants that were not seen.
    pub(super) absent: Vec<f64>,
}

impl Lane {
    /// Those between two positions, both included.
    fn within(&self, (first, last): (u32, u32)) -> &[Stem] {
        let begin = self.stems.partition_point(|stem| stem.position < first);
        let end = self.stems.partition_point(|stem| stem.position <= last);
        self.stems.get(begin..end).unwrap_or_default()
    }

    /// Puts what is in sight onto `width` pixels; `x` and `y` are the places of a position and of a frequency.
    pub(super) fn seen(
        &self,
        ends: (u32, u32),
        (width, height): (f64, f64),
        x: impl Fn(u32) -> f64,
        y: impl Fn(f64) -> f64,
    ) -> Seen {
        let stems = self.within(ends);
        let columns = index(width) + 1;
        let mut tops = vec![f64::INFINITY; columns];
        let mut absent = vec![false; columns];
        let is_shaped = stems.len() <= SHAPED_MOST;
        let (across, down) = (index(width / BIN_PX) + 1, index(height / BIN_PX) + 1);
        let mut full = vec![false; if is_shaped { 0 } else { across * down }];
        let mut seen = Seen::default();
        for stem in stems {
            let at = x(stem.position).clamp(0.0, width);
            let column = index(at);
            if stem.frequency <= 0.0 {
                absent[column] = true;
                continue;
            }
            let top = y(stem.frequency).clamp(0.0, height);
            tops[column] = tops[column].min(top);
            if is_shaped {
                seen.heads.push((at, top));
            } else {
                full[index(top / BIN_PX) * across + index(at / BIN_PX)] = true;
            }
        }
        let middle = |column: usize| (column as f64 + 0.5).min(width);
        seen.stems =
            tops.iter().enumerate().filter(|(_, top)| top.is_finite()).map(|(at, top)| (middle(at), *top)).collect();
        seen.absent = absent.iter().enumerate().filter(|(_, is)| **is).map(|(at, _)| middle(at)).collect();
        for (row, squares) in full.chunks(across.max(1)).enumerate() {
            let mut at = 0;
            for run in squares.chunk_by(|one, other| one == other) {
                if run.first() == Some(&true) {
                    seen.runs.push(((at as f64 * BIN_PX, row as f64 * BIN_PX), run.len() as f64 * BIN_PX));
                }
                at += run.len();
            }
        }
        seen
    }
}

pub(super) const RUN_PX: f64 = BIN_PX;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a chart")]
fn index(px: f64) -> usize {
    px.max(0.0) as usize
}

//! Which part of a region is in sight.

use crate::region::Region;

/// How much nearer one step of a key or a button leads.
pub const ZOOM_STEP: f64 = 1.6;
/// The nearest there is: single bases can be told apart.
const LEAST_BASES: f64 = 40.0;

/// A stretch in sight, never beyond the region and never empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Left edge, in bases from 1; may lie between two.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Ends of the region.
    whole: (f64, f64),
}

impl View {
    /// All of a region.
    pub fn of(region: &Region) -> Self {
        let whole = (f64::from(region.first().get()) - 0.5, f64::from(region.last().get()) + 0.5);
        Self { left: whole.0, right: whole.1, whole }
    }

    /// Bases in sight.
    pub fn bases(&self) -> f64 {
        self.right - self.left
    }

    /// Whether all of the region is in sight.
    pub fn is_whole(&self) -> bool {
        (self.left, self.right) == self.whole
    }

    /// So many times nearer, or further away below 1; what lies at a share of the width stays there.
    #[must_use]
    pub fn zoomed(&self, factor: f64, at: f64) -> Self {
        if !factor.is_finite() || factor <= 0.0 {
            return *self;
        }
        let most = self.whole.1 - self.whole.0;
        let bases = (self.bases() / factor).clamp(LEAST_BASES.min(most), most);
        let held = self.left + at.clamp(0.0, 1.0) * self.bases();
        self.placed(held - at.clamp(0.0, 1.0) * bases, bases)
    }

    /// Moved right by a share of its width.
    #[must_use]
    pub fn panned(&self, share: f64) -> Self {
        if share.is_finite() { self.placed(self.left + share * self.bases(), self.bases()) } else { *self }
    }

    /// All of the region again.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self { left: self.whole.0, right: self.whole.1, ..*self }
    }

    fn placed(&self, left: f64, bases: f64) -> Self {
        let left = left.min(self.whole.1 - bases).max(self.whole.0);
        Self { left, right: (left + bases).min(self.whole.1), ..*self }
    }

    /// First and last whole base in sight.
    pub fn ends(&self) -> (u32, u32) {
        (whole(self.left.ceil()), whole(self.right.floor()))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position on a chromosome")]
fn whole(base: f64) -> u32 {
    base.max(1.0) as u32
}

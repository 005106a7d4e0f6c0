//! The frequency spectrum: alleles by how many copies there are.
//!
//! Must not know which group is counted.

use serde::{Deserialize, Serialize};

use super::SHARE_BINS;

/// Copies counted one by one; more of them in ranges.
const SINGLE: u32 = 10;

/// Alleles of one group by their copies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spectrum {
    /// Alleles that nobody of the group has.
    pub absent: u32,
    /// Alleles that every copy called is.
    pub fixed: u32,
    /// Alleles at sites where nobody of the group is called.
    pub uncalled: u32,
    /// Folded: alleles that are neither, by copies of the rarer of the two versions, from 1 on without a gap.
    pub folded: Vec<Range>,
    /// The same alleles by their frequency, in [`SHARE_BINS`] bars over 0..=1.
    pub frequencies: Vec<u32>,
}

/// So many alleles have so many copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Fewest copies.
    pub first: u32,
    /// Most copies.
    pub last: u32,
    /// Alleles.
    pub count: u32,
}

#[derive(Debug, Default)]
pub(super) struct Tally {
    spectrum: Spectrum,
    /// By copies.
    folded: Vec<u32>,
}

impl Tally {
    pub(super) fn add(&mut self, copies: u32, called: u32) {
        self.spectrum.frequencies.resize(SHARE_BINS, 0);
        match copies {
            _ if called == 0 => self.spectrum.uncalled += 1,
            0 => self.spectrum.absent += 1,
            _ if copies >= called => self.spectrum.fixed += 1,
            _ => {
                self.spectrum.frequencies[super::share_bin(copies, called)] += 1;
                let rarer = copies.min(called - copies) as usize;
                if self.folded.len() <= rarer {
                    self.folded.resize(rarer + 1, 0);
                }
                self.folded[rarer] += 1;
            }
        }
    }

    pub(super) fn done(mut self) -> Spectrum {
        let most = self.folded.len().saturating_sub(1) as u32;
        let mut first = 1;
        while first <= most {
            let last = last_of(first).min(most);
            let count = self.folded[first as usize..=last as usize].iter().sum();
            self.spectrum.folded.push(Range { first, last, count });
            first = last + 1;
        }
        self.spectrum
    }
}

/// Ranges end at 20, 50, 100, 200, 500 …
fn last_of(first: u32) -> u32 {
    if first <= SINGLE {
        return first;
    }
    let decades = (0..9).map(|power| 10_u32.pow(power));
    let ends = decades.flat_map(|decade| [1, 2, 5].map(|step| decade.saturating_mul(step)));
    ends.into_iter().find(|end| *end >= first).unwrap_or(u32::MAX)
}

//! Bins: parts of a contig, each an eighth of the one above it (SAM specification §5.1.1; CSIv1 §3).
//!
//! Must not know files.

/// How bins are numbered: the smallest hold `2^min_shift` positions, and `depth` levels lie above them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scheme {
    pub(super) min_shift: u32,
    pub(super) depth: u32,
}

/// tabix: bins of 16 KiB to 512 MiB.
pub(super) const TABIX: Scheme = Scheme { min_shift: 14, depth: 5 };
/// Bin numbers are of 32 bits.
pub(super) const MAX_DEPTH: u32 = 9;
/// The whole of a contig in 64 bits.
pub(super) const MAX_MIN_SHIFT: u32 = 32;

impl Scheme {
    /// The number that no bin has; the statistics of a contig stand there.
    pub(super) fn pseudo(self) -> u32 {
        first_of_level(self.depth + 1) + 1
    }

    /// Whether a bin has a position of a part, counted from 0, without its end.
    pub(super) fn overlaps(self, bin: u32, start: u64, end: u64) -> bool {
        let Some(level) = (0..=self.depth).rev().find(|level| first_of_level(*level) <= bin) else { return false };
        let shift = self.min_shift + 3 * (self.depth - level);
        let bin_start = u64::from(bin - first_of_level(level)) << shift;
        bin_start < end && start < bin_start + (1 << shift)
    }

    /// The smallest bin around a position; `None` beyond the last.
    pub(super) fn smallest(self, start: u64) -> Option<u32> {
        let at = start >> self.min_shift;
        (at < 1 << (3 * self.depth)).then(|| first_of_level(self.depth) + at as u32)
    }
}

/// `(8^level - 1) / 7`.
fn first_of_level(level: u32) -> u32 {
    (((1_u64 << (3 * level)) - 1) / 7) as u32
}

/// The bin before this one in the bin above them, or else the bin above; `None` after the topmost.
pub(super) fn before_or_above(bin: u32) -> Option<u32> {
    let above = bin.checked_sub(1)? >> 3;
    Some(if bin > (above << 3) + 1 { bin - 1 } else { above })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `reg2bins` of the SAM specification §5.3.
    fn reg2bins(start: u64, end: u64) -> Vec<u32> {
        let levels = [(1, 26), (9, 23), (73, 20), (585, 17), (4681, 14)];
        let bins = levels
            .iter()
            .flat_map(|(first, shift)| (start >> shift..=(end - 1) >> shift).map(move |at| first + at as u32));
        std::iter::once(0).chain(bins).collect()
    }

    #[test]
    fn bins_are_those_of_the_specification() {
        for (start, end) in [(0, 1), (16_383, 16_385), (999_999, 1_234_567), (1 << 26, (1 << 26) + 1), (0, 1 << 29)] {
            let expected = reg2bins(start, end);
            let found: Vec<u32> = (0..37_449).filter(|bin| TABIX.overlaps(*bin, start, end)).collect();
            assert_eq!(found, expected, "{start}..{end}");
        }
        assert_eq!(TABIX.pseudo(), 37_450);
        assert_eq!(TABIX.smallest(0), Some(4681));
        assert_eq!(TABIX.smallest(1 << 29), None);
        let deepest = Scheme { min_shift: MAX_MIN_SHIFT, depth: MAX_DEPTH };
        assert!(!deepest.overlaps(u32::MAX, 0, 5));
        assert!(deepest.overlaps(0, 0, 5));
    }

    #[test]
    fn the_way_up_goes_over_the_bins_before() {
        let way: Vec<u32> = std::iter::successors(Some(4683), |bin| before_or_above(*bin)).collect();
        assert_eq!(way, [4683, 4682, 4681, 585, 73, 9, 1, 0]);
        assert_eq!(before_or_above(4689), Some(586));
    }
}

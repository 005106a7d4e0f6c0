//! Where a line ends and where its columns do, found in one pass, eight bytes at a time.
//!
//! Must not know what a column means.
//!
//! A 32-bit target without vectors still has 64-bit integers: each word of eight bytes is compared at once (Mycroft 1987;
//! Warren, Hacker's Delight, §6-1).

/// Tabs whose places are kept: those that end CHROM to FORMAT, and the first sample's.
pub(super) const KEPT_TABS: usize = 10;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES << 7;
const LOWS: u64 = !HIGHS;

/// The tabs of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tabs {
    /// Places in the line; of the first [`Self::count`].
    at: [u32; KEPT_TABS],
    count: u32,
}

impl Tabs {
    /// Those of a whole line without its end.
    pub(super) fn of(line: &[u8]) -> Self {
        find(line).1
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count as usize
    }

    /// The columns between the first tabs: as many as are kept, the last up to the line's end; empty ones for those
    /// that the line does not have.
    #[inline]
    pub(super) fn columns<'a>(&self, line: &'a [u8]) -> [&'a [u8]; KEPT_TABS + 1] {
        let mut columns = [&[][..]; KEPT_TABS + 1];
        let mut start = 0;
        let kept = self.count().min(KEPT_TABS);
        for (column, end) in columns.iter_mut().zip(&self.at[..kept]) {
            *column = line.get(start..*end as usize).unwrap_or_default();
            start = *end as usize + 1;
        }
        columns[kept] = line.get(start..).unwrap_or_default();
        columns
    }

    /// The line behind the so-many-th tab, counted from 0, of those that are kept.
    pub(super) fn behind<'a>(&self, line: &'a [u8], tab: usize) -> &'a [u8] {
        let at = self.at[..self.count().min(KEPT_TABS)].get(tab);
        at.and_then(|at| line.get(*at as usize + 1..)).unwrap_or_default()
    }

    #[inline]
    fn add(&mut self, mut found: u64, base: usize) {
        if self.count as usize >= KEPT_TABS {
            self.count += found.count_ones();
            return;
        }
        while found != 0 {
            if let Some(at) = self.at.get_mut(self.count as usize) {
                *at = (base as u32) + found.trailing_zeros() / 8;
            }
            self.count += 1;
            found &= found - 1;
        }
    }
}

/// The high bit of each byte of the word that is `byte`, and no other.
#[inline]
pub(super) fn equal(word: u64, byte: u8) -> u64 {
    let differs = word ^ (ONES * u64::from(byte));
    !(((differs & LOWS) + LOWS) | differs | LOWS)
}

/// The place of the first line end, and the tabs before it; all tabs where there is no line end.
#[inline]
pub(super) fn find(bytes: &[u8]) -> (Option<usize>, Tabs) {
    let mut tabs = Tabs::default();
    let (words, tail) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // A byte below 16, of which the two we look for are nearly all, or one that borrowed from it.
        if word.wrapping_sub(ONES * 16) & !word & HIGHS == 0 {
            continue;
        }
        let (ends, found) = (equal(word, b'\n'), equal(word, b'\t'));
        if ends != 0 {
            let end = ends.trailing_zeros();
            tabs.add(found & ((1 << end) - 1), index * 8);
            return (Some(index * 8 + end as usize / 8), tabs);
        }
        tabs.add(found, index * 8);
    }
    let start = words.len() * 8;
    for (index, byte) in tail.iter().enumerate() {
        match byte {
            b'\n' => return (Some(start + index), tabs),
            b'\t' => tabs.add(0x80, start + index),
            _ => {}
        }
    }
    (None, tabs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_plain_search_finds() {
        let mut state = 1_u32;
        for len in 0..400_usize {
            let bytes: Vec<u8> = (0..len)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    [b'\t', b'A', 8, 0x89, 0x8A, 11, 0, 0xFF, b' ', b'0', b'\t', b'z'][(state >> 16) as usize % 12]
                })
                .collect();
            for end in [None, Some(len / 3), Some(len.saturating_sub(1))].into_iter().filter(|_| len > 0) {
                let mut bytes = bytes.clone();
                if let Some(end) = end {
                    bytes[end] = b'\n';
                }
                let line = &bytes[..end.unwrap_or(len)];
                let (found, tabs) = find(&bytes);
                assert_eq!(found, end);
                assert_eq!(tabs.count(), line.iter().filter(|byte| **byte == b'\t').count());
                let expected: Vec<&[u8]> = line.splitn(KEPT_TABS + 1, |byte| *byte == b'\t').collect();
                assert_eq!(tabs.columns(line)[..expected.len()], expected);
            }
        }
    }
}

//! Where a line ends, where its columns do, and the parts of a column, found in one pass, a block at a time.
//!
//! Must not know what a column means.
//!
//! How long a value is cannot be foretold, and a wrong guess of a branch costs as much as twenty additions. So places
//! are written down eight at a time, whether there are as many or not (Langdale and Lemire 2019, "Parsing gigabytes of
//! JSON per second"), and only their number decides what happens next.

mod lanes;

use lanes::BLOCK;

/// Separators whose places are kept: of a line, the tabs that end CHROM to FORMAT, and the first sample's.
pub(super) const KEPT: usize = 10;
/// Places written at once.
const STRIDE: usize = 8;

/// The separators of a text: a line's tabs, a sample's colons.
///
/// Made once and filled anew for each text: to clear and to copy it would cost as much as the search.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Separators {
    /// Places in the text; of the first [`Self::count`], and some of no meaning.
    at: [u32; KEPT + STRIDE],
    count: u32,
}

impl Separators {
    /// Finds all that are this byte.
    #[inline]
    pub(super) fn find(&mut self, text: &[u8], separator: u8) {
        self.count = 0;
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        for (index, block) in blocks.iter().enumerate() {
            self.add(lanes::equal(block, separator), index * BLOCK);
        }
        self.add(lanes::equal_in_short(rest, separator), blocks.len() * BLOCK);
    }

    /// Finds the tabs up to the first line end, and its place; all tabs where there is no line end.
    #[inline]
    pub(super) fn find_line(&mut self, bytes: &[u8]) -> Option<usize> {
        self.count = 0;
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        for (index, block) in blocks.iter().enumerate() {
            // Of what is below 16, the two we look for are nearly all.
            if lanes::below_16(block) != 0 {
                let (ends, tabs) = (lanes::equal(block, b'\n'), lanes::equal(block, b'\t'));
                let end = self.add_up_to(ends, tabs, index * BLOCK);
                if end.is_some() {
                    return end;
                }
            }
        }
        let (ends, tabs) = (lanes::equal_in_short(rest, b'\n'), lanes::equal_in_short(rest, b'\t'));
        self.add_up_to(ends, tabs, blocks.len() * BLOCK)
    }

    /// Adds those before the first of the ends, whose place this is.
    #[inline(always)]
    fn add_up_to(&mut self, ends: u64, found: u64, base: usize) -> Option<usize> {
        // Below the first end; without one, all.
        self.add(found & !ends & ends.wrapping_sub(1), base);
        (ends != 0).then(|| base + ends.trailing_zeros() as usize)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count as usize
    }

    /// The parts between the first ones: as many as are kept, the last up to the text's end; empty ones for those that
    /// the text does not have.
    #[inline]
    pub(super) fn parts<'a>(&self, text: &'a [u8]) -> [&'a [u8]; KEPT + 1] {
        let mut parts = [&[][..]; KEPT + 1];
        let mut start = 0;
        let kept = self.count().min(KEPT);
        for (part, end) in parts.iter_mut().zip(&self.at[..kept]) {
            *part = text.get(start..*end as usize).unwrap_or_default();
            start = *end as usize + 1;
        }
        parts[kept] = text.get(start..).unwrap_or_default();
        parts
    }

    /// The text behind the so-many-th, counted from 0, of those that are kept.
    pub(super) fn behind<'a>(&self, text: &'a [u8], index: usize) -> &'a [u8] {
        let at = self.at[..self.count().min(KEPT)].get(index);
        at.and_then(|at| text.get(*at as usize + 1..)).unwrap_or_default()
    }

    /// The so-many-th part, counted from 0; `None` for one that the text does not have.
    #[inline(always)]
    pub(super) fn part<'a>(&self, text: &'a [u8], index: usize) -> Option<&'a [u8]> {
        let count = self.count();
        if index > count {
            return None;
        }
        if index >= KEPT {
            // Nothing that is asked for stands so far behind.
            return text.split(|byte| Some(byte) == text.get(self.at[0] as usize)).nth(index);
        }
        let start = if index == 0 { 0 } else { self.at[index - 1] as usize + 1 };
        let end = if index == count { text.len() } else { self.at[index] as usize };
        text.get(start..end)
    }

    #[inline(always)]
    fn add(&mut self, found: u64, base: usize) {
        let mut rest = found;
        let first = self.count as usize;
        self.count += found.count_ones();
        for start in [first, first + STRIDE] {
            if let Some(places) = self.at.get_mut(start..start + STRIDE).filter(|_| start < KEPT) {
                rest = write_places(places, rest, base as u32);
            }
            if self.count as usize <= start + STRIDE {
                break;
            }
        }
    }
}

/// Writes the places of the lowest bits; gives the others.
#[inline(always)]
fn write_places(places: &mut [u32], mut found: u64, base: u32) -> u64 {
    for place in places {
        *place = base + found.trailing_zeros();
        found &= found.wrapping_sub(1);
    }
    found
}

/// Of a block, all bytes may be separators.
const ROOM: usize = 2 * BLOCK;

/// Splits long texts. Made once, as [`Separators`].
#[derive(Debug)]
pub(super) struct Splitter {
    ends: [u32; ROOM + STRIDE],
}

impl Default for Splitter {
    fn default() -> Self {
        Self { ends: [0; ROOM + STRIDE] }
    }
}

impl Splitter {
    /// Hands on where the parts between separators start and end, in the order of the standard library's `split`.
    #[inline(always)]
    pub(super) fn split(&mut self, text: &[u8], separator: u8, mut take: impl FnMut(usize, usize)) {
        let (mut start, mut rest, mut base) = (0, text, 0);
        loop {
            let mut count = 0;
            while count <= ROOM - BLOCK && !rest.is_empty() {
                let found = match rest.split_first_chunk::<BLOCK>() {
                    Some((block, behind)) => {
                        rest = behind;
                        lanes::equal(block, separator)
                    }
                    None => lanes::equal_in_short(std::mem::take(&mut rest), separator),
                };
                let (mut left, all) = (found, count + found.count_ones() as usize);
                while count < all {
                    if let Some(places) = self.ends.get_mut(count..count + STRIDE) {
                        left = write_places(places, left, base);
                    }
                    count += STRIDE;
                }
                (count, base) = (all, base + BLOCK as u32);
            }
            for end in self.ends.iter().take(count) {
                take(start, *end as usize);
                start = *end as usize + 1;
            }
            if rest.is_empty() {
                return take(start, text.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_plain_search_finds() {
        let (mut tabs, mut separators) = (Separators::default(), Separators::default());
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
                let found = tabs.find_line(&bytes);
                assert_eq!(found, end);
                assert_eq!(tabs.count(), line.iter().filter(|byte| **byte == b'\t').count());
                let expected: Vec<&[u8]> = line.splitn(KEPT + 1, |byte| *byte == b'\t').collect();
                assert_eq!(tabs.parts(line)[..expected.len()], expected);
                separators.find(line, b'\t');
                assert_eq!((separators.count(), separators.parts(line)), (tabs.count(), tabs.parts(line)));
            }
        }
    }

    #[test]
    fn splits_as_the_standard_library_does() {
        let mut splitter = Splitter::default();
        for len in (0..200_usize).chain([1000]) {
            for step in 1..70 {
                let letter = |at: usize| if at % step == step / 2 { b':' } else { b'0' + (at % 10) as u8 };
                let text: Vec<u8> = (0..len).map(letter).collect();
                let mut parts = Vec::new();
                splitter.split(&text, b':', |start, end| parts.push(&text[start..end]));
                assert_eq!(parts, text.split(|byte| *byte == b':').collect::<Vec<_>>());
            }
        }
    }
}

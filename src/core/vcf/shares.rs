//! Who reads which stretch of a file, and which of them are back.
//!
//! Must not know what is in them.

use std::collections::{BTreeMap, VecDeque};

use super::{
    Span,
    segment::{Piece, SegmentRange},
};

/// Stretches between the first's end and the file's: small at the end, so that nobody waits long for the last.
const MIN_BYTES: u64 = 512 << 10;
const MAX_BYTES: u64 = 3 << 20;
/// Stretches that the rest of the file should still make.
const REST: u64 = 6;

/// Stretches in file order; the first is numbered 0 and never dealt.
#[derive(Debug, Default)]
pub(super) struct Shares {
    /// What is left to deal starts here, once dealing has begun.
    rest: Option<u64>,
    is_all_dealt: bool,
    next_index: u32,
    dealt: BTreeMap<u32, SegmentRange>,
    back: BTreeMap<u32, VecDeque<Piece>>,
    again: VecDeque<SegmentRange>,
}

impl Shares {
    /// Dealing begins: what is behind this byte of the file may be dealt.
    pub(super) fn begin(&mut self, rest: u64) {
        (self.rest, self.next_index) = (Some(rest), 1);
    }

    /// All there is to deal are these parts of the file. Gives the number of the last; 0 for none.
    pub(super) fn begin_spans(&mut self, spans: &[Span], lead_bytes: u64, full_records: u64) -> u32 {
        (self.rest, self.is_all_dealt, self.next_index) = (Some(0), true, 1);
        for span in spans {
            let end = span.end.block_offset() + u64::from(span.end.within() > 0);
            let mut start = span.start.block_offset();
            while start < end {
                // Small enough that several can read, large enough that the lead does not matter.
                let part_end = if end - start > MAX_BYTES + MIN_BYTES { start + MAX_BYTES } else { end };
                let within = (start == span.start.block_offset()).then(|| span.start.within());
                let index = self.next_index;
                self.next_index += 1;
                let range = SegmentRange {
                    index,
                    start,
                    end: Some(part_end),
                    lead_bytes,
                    after: None,
                    full_records,
                    within,
                    is_closed: part_end == end,
                };
                self.dealt.insert(index, range.clone());
                self.again.push_back(range);
                start = part_end;
            }
        }
        self.next_index - 1
    }

    pub(super) fn has_begun(&self) -> bool {
        self.rest.is_some()
    }

    /// The next stretch to read; one to read again first.
    pub(super) fn deal(&mut self, file_bytes: u64, lead_bytes: u64, full_records: u64) -> Option<SegmentRange> {
        if let Some(again) = self.again.pop_front() {
            return Some(again);
        }
        let start = self.rest.filter(|_| !self.is_all_dealt)?;
        let bytes = (file_bytes.saturating_sub(start) / REST).clamp(MIN_BYTES, MAX_BYTES);
        let end = Some(start + bytes).filter(|end| end + MIN_BYTES / 2 < file_bytes);
        Some(self.deal_to(start, end, lead_bytes, full_records))
    }

    fn deal_to(&mut self, start: u64, end: Option<u64>, lead_bytes: u64, full_records: u64) -> SegmentRange {
        self.is_all_dealt = end.is_none();
        self.rest = end.or(Some(start));
        let range = SegmentRange {
            index: self.next_index,
            start,
            end,
            lead_bytes,
            after: None,
            full_records,
            within: None,
            is_closed: false,
        };
        self.next_index += 1;
        self.dealt.insert(range.index, range.clone());
        range
    }

    /// Deals the rest in stretches that end at these places of the file.
    #[cfg(test)]
    pub(super) fn deal_at(&mut self, ends: &[u64], lead_bytes: u64, full_records: u64) -> Vec<SegmentRange> {
        let ends = ends.iter().copied().map(Some).chain([None]);
        ends.map(|end| {
            let start = self.rest.unwrap_or_default();
            self.deal_to(start, end, lead_bytes, full_records)
        })
        .collect()
    }

    /// Whoever had it will not give it back.
    pub(super) fn lost(&mut self, index: u32) {
        if !self.back.contains_key(&index)
            && let Some(range) = self.dealt.get(&index)
        {
            self.again.push_back(range.clone());
        }
    }

    /// This one must be read again in this way, before all others.
    pub(super) fn again(&mut self, range: SegmentRange) {
        self.back.remove(&range.index);
        self.dealt.insert(range.index, range.clone());
        self.again.push_front(range);
    }

    pub(super) fn range(&self, index: u32) -> Option<&SegmentRange> {
        self.dealt.get(&index)
    }

    pub(super) fn give_back(&mut self, index: u32, piece: Piece) {
        self.back.entry(index).or_default().push_back(piece);
    }

    /// The first piece back of a stretch.
    pub(super) fn take(&mut self, index: u32) -> Option<Piece> {
        self.back.get_mut(&index)?.pop_front()
    }

    /// It is done with.
    pub(super) fn forget(&mut self, index: u32) {
        self.dealt.remove(&index);
        self.back.remove(&index);
    }

    /// Bytes of the file in stretches that are back and not done with.
    pub(super) fn waiting_bytes(&self) -> u64 {
        let ranges = self.back.keys().filter_map(|index| self.dealt.get(index));
        ranges.map(|range| range.end.map_or(0, |end| end - range.start)).sum()
    }
}

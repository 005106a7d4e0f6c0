//! What reading a segment gave, all of it or a part, to be put beside the others.
//!
//! Must not know how it was read.

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::{
    quality,
    records::Part,
    vcf::{body::Tally, checks::Edge, findings::Findings, provisional, unpack::Entry},
    wire,
};

/// Rows of a segment and everything that was found in it. Places and lines count from the segment's start.
#[derive(Debug)]
pub struct Piece {
    pub(in crate::vcf) part: Part,
    pub(in crate::vcf) found: Found,
    pub(in crate::vcf) facts: PieceFacts,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::vcf) struct Found {
    pub(in crate::vcf) findings: Findings,
    pub(in crate::vcf) contigs: Vec<Box<[u8]>>,
    pub(in crate::vcf) bad_records: u64,
    pub(in crate::vcf) provisional: provisional::Marked,
    pub(in crate::vcf) quality: quality::Counts,
}

/// Where a piece stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::vcf) struct PieceFacts {
    /// In the file: where the segment starts; `None` when that could not be found.
    pub(in crate::vcf) start: Option<u64>,
    /// What the lines before leave behind, as was guessed.
    pub(in crate::vcf) before: Edge,
    pub(in crate::vcf) entries: Vec<Entry>,
    /// Of the segment's last piece.
    pub(in crate::vcf) end: Option<PieceEnd>,
}

/// How a segment ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::vcf) struct PieceEnd {
    /// In the file: where the next segment starts.
    pub(in crate::vcf) next: u64,
    pub(in crate::vcf) text_bytes: u64,
    pub(in crate::vcf) lines: u64,
    pub(in crate::vcf) after: Edge,
    pub(in crate::vcf) outcome: Outcome,
}

impl Piece {
    pub(super) fn new(tally: Tally, facts: PieceFacts) -> Self {
        let Tally { mut part, findings, contigs, bad_records, provisional, quality } = tally;
        let quality = quality.counts().clone();
        part.finish();
        Self { part, found: Found { findings, contigs, bad_records, provisional, quality }, facts }
    }

    /// Appends it as bytes, for another worker.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let head = wire::encode(&(&self.found, &self.facts));
        bytes.reserve(self.part.heap_bytes() + head.len() + 4096);
        bytes.extend_from_slice(&(head.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&head);
        self.part.write(bytes);
    }

    /// What [`Self::write`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (len, rest) = bytes.split_first_chunk::<4>()?;
        let (head, part) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
        let (found, facts) = wire::decode(head)?;
        Some(Self { part: Part::read(part)?, found, facts })
    }
}

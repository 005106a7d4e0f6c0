//! Indexes as they are stored.
//!
//! Owns the layout, and that no number in it is believed before the bytes for it are there. Must not know regions.

use std::io::Read;

use super::super::{
    Foreign, Refusal,
    text::TextWindow,
    unpack::{Stop, Unpacker},
};
use super::{
    Bin, Index, IndexError, IndexField as Field, Reference, VirtualOffset,
    bins::{MAX_DEPTH, MAX_MIN_SHIFT, Scheme, TABIX},
};

const TABIX_MAGIC: &[u8] = b"TBI\x01";
const CSI_MAGIC: &[u8] = b"CSI\x01";
/// Format, four columns or counts, two more, and the length of the names.
const TABIX_HEADER_BYTES: usize = 28;
/// tabix.pdf: the kind of file is in the lower half of `format`.
const KIND_MASK: i32 = 0xFFFF;
const KIND_VCF: i32 = 2;

impl Index {
    /// Unpacked size past which an index is refused; that of a genome has a few MB.
    pub const LIMIT_BYTES: u64 = 64 << 20;

    /// Reads a whole index, packed as its tools write it.
    pub fn read(source: impl Read) -> Result<Self, IndexError> {
        let mut unpacker = Unpacker::open(source).map_err(|refusal| match refusal {
            Refusal::Foreign(foreign) => IndexError::Foreign(foreign),
            Refusal::Unreadable { message } => IndexError::Unreadable { message },
            _ => IndexError::NotIndex,
        })?;
        let mut window = TextWindow::new();
        loop {
            match unpacker.read(window.room()) {
                Ok(bytes) => window.filled(bytes),
                Err(Stop::End | Stop::Pause) => break,
                Err(Stop::Cut(cut)) => return Err(IndexError::Cut(cut)),
            }
            if window.waiting().len() as u64 > Self::LIMIT_BYTES {
                return Err(IndexError::TooLarge { limit_bytes: Self::LIMIT_BYTES });
            }
        }
        Self::parse(window.waiting())
    }

    /// Reads the bytes of an unpacked index.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, IndexError> {
        if let Some(rest) = bytes.strip_prefix(TABIX_MAGIC) {
            return tabix(Reader(rest));
        }
        if let Some(rest) = bytes.strip_prefix(CSI_MAGIC) {
            return csi(Reader(rest));
        }
        let is_bam_index = bytes.starts_with(b"BAI\x01");
        Err(if is_bam_index { IndexError::Foreign(Foreign::BamIndex) } else { IndexError::NotIndex })
    }
}

/// tabix.pdf, "The index file format".
fn tabix(mut reader: Reader<'_>) -> Result<Index, IndexError> {
    let count = reader.count(Field::ReferenceCount, 1)?;
    let names = names(&mut reader)?;
    if names.len() != count {
        return Err(IndexError::Wrong(Field::Names));
    }
    let references = references(&mut reader, count, TABIX, false)?;
    Ok(Index { scheme: TABIX, names: Some(names), references })
}

/// CSIv1.pdf §4.
fn csi(mut reader: Reader<'_>) -> Result<Index, IndexError> {
    let limited = |number: i32, limit: u32, field: Field| {
        u32::try_from(number).ok().filter(|number| *number <= limit).ok_or(IndexError::Wrong(field))
    };
    let min_shift = limited(reader.i32(Field::MinShift)?, MAX_MIN_SHIFT, Field::MinShift)?;
    let depth = limited(reader.i32(Field::Depth)?, MAX_DEPTH, Field::Depth)?;
    let scheme = Scheme { min_shift, depth };
    let auxiliary_bytes = reader.count(Field::AuxiliaryLength, 1)?;
    let auxiliary = reader.take(auxiliary_bytes, Field::AuxiliaryLength)?;
    // The index of a VCF has tabix's header there, that of a BCF nothing.
    let names = (auxiliary.len() >= TABIX_HEADER_BYTES).then(|| names(&mut Reader(auxiliary))).transpose()?;
    let count = reader.count(Field::ReferenceCount, 4)?;
    let references = references(&mut reader, count, scheme, true)?;
    Ok(Index { scheme, names, references })
}

/// The part that tabix's own index and a CSI index of text have in common.
fn names(reader: &mut Reader<'_>) -> Result<Vec<String>, IndexError> {
    let format = reader.i32(Field::Format)?;
    if format & KIND_MASK != KIND_VCF {
        return Err(IndexError::NotOfVcf);
    }
    // Columns, comment character and lines to skip are those of a VCF.
    reader.take(20, Field::Format)?;
    let length = reader.count(Field::NamesLength, 1)?;
    let text = reader.take(length, Field::Names)?;
    let Some(text) = text.strip_suffix(&[0]) else {
        return if text.is_empty() { Ok(Vec::new()) } else { Err(IndexError::Wrong(Field::Names)) };
    };
    Ok(text.split(|byte| *byte == 0).map(|name| String::from_utf8_lossy(name).into_owned()).collect())
}

fn references(
    reader: &mut Reader<'_>,
    count: usize,
    scheme: Scheme,
    is_csi: bool,
) -> Result<Vec<Reference>, IndexError> {
    let mut references = Vec::new();
    for _ in 0..count {
        let mut reference = Reference::default();
        for _ in 0..reader.count(Field::BinCount, 8)? {
            bin(reader, &mut reference, scheme, is_csi)?;
        }
        reference.bins.sort_unstable_by_key(|bin| bin.number);
        if !is_csi {
            for _ in 0..reader.count(Field::WindowCount, 8)? {
                reference.windows.push(reader.offset(Field::Window)?);
            }
        }
        references.push(reference);
    }
    // A count of records without a place may follow; a VCF has none of those.
    Ok(references)
}

fn bin(reader: &mut Reader<'_>, reference: &mut Reference, scheme: Scheme, is_csi: bool) -> Result<(), IndexError> {
    let number = reader.i32(Field::Bin)? as u32;
    let first = is_csi.then(|| reader.offset(Field::FirstOffset)).transpose()?;
    let count = reader.count(Field::ChunkCount, 16)?;
    if number == scheme.pseudo() {
        // SAM specification §5.2: where the contig's records are, then how many have a place and how many none.
        for chunk in 0..count {
            let (with_place, _) = (reader.offset(Field::Chunk)?, reader.offset(Field::Chunk)?);
            if chunk == 1 {
                reference.records = Some(with_place.0);
            }
        }
        return Ok(());
    }
    let chunks_start = reference.chunks.len();
    for _ in 0..count {
        let (start, end) = (reader.offset(Field::Chunk)?, reader.offset(Field::Chunk)?);
        if start > end {
            return Err(IndexError::Wrong(Field::Chunk));
        }
        reference.chunks.push((start, end));
    }
    reference.bins.push(Bin { number, first, chunks_start, chunks_end: reference.chunks.len() });
    Ok(())
}

/// Reads numbers one after the other.
#[derive(Clone, Copy, Debug)]
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize, field: Field) -> Result<&'a [u8], IndexError> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or(IndexError::EndsIn(field))?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const BYTES: usize>(&mut self, field: Field) -> Result<[u8; BYTES], IndexError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(IndexError::EndsIn(field))?;
        self.0 = rest;
        Ok(*taken)
    }

    fn i32(&mut self, field: Field) -> Result<i32, IndexError> {
        Ok(i32::from_le_bytes(self.array(field)?))
    }

    fn offset(&mut self, field: Field) -> Result<VirtualOffset, IndexError> {
        Ok(VirtualOffset(u64::from_le_bytes(self.array(field)?)))
    }

    /// So many of something; as the rest must hold them all, no count can ask for more memory than that.
    fn count(&mut self, field: Field, least_bytes: usize) -> Result<usize, IndexError> {
        let count = usize::try_from(self.i32(field)?).map_err(|_| IndexError::Wrong(field))?;
        let is_there = count.checked_mul(least_bytes).is_some_and(|bytes| bytes <= self.0.len());
        if is_there { Ok(count) } else { Err(IndexError::EndsIn(field)) }
    }
}

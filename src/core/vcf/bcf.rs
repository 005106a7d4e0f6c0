//! BCF 2.1 and 2.2, the binary form of a VCF (VCF 4.5 §6), told as the text of a VCF.
//!
//! Owns the way from unpacked bytes to lines, so that every rule about lines holds for a BCF too. Must not know how
//! the bytes were packed, nor what becomes of the lines.

use super::{Column, Limits, Refusal};

mod dictionary;
mod fault;
mod number;
mod samples;
mod typed;

use dictionary::Dictionary;
use number::push_float;
use samples::{Limit, push_text, push_values};
use typed::{FLOAT_MISSING, Reader, Values};

use fault::{RecordError, RecordProblem};

pub(super) use fault::read_line;

const MAGIC: &[u8] = b"BCF\x02";
/// Magic, minor version, length of the header's text.
const PROLOGUE_BYTES: usize = 9;
/// Both lengths that stand before a record.
const LENGTHS_BYTES: usize = 8;
/// CHROM, POS, length on the reference, QUAL, and four counts.
const FIXED_BYTES: usize = 24;

/// Whether unpacked bytes are a BCF that we read.
pub(super) fn is_bcf(first: &[u8]) -> bool {
    first.starts_with(MAGIC) && matches!(first.get(MAGIC.len()), Some(1 | 2))
}

/// The lengths before a record cannot be right: where the next record starts is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {record}: its length cannot be right")]
pub(super) struct FrameError {
    /// Counted from 1.
    pub(super) record: u64,
}

/// The problem of one record, before it is known which record that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fault {
    field: Column,
    problem: RecordProblem,
}

fn fault(field: Column) -> impl Fn(RecordProblem) -> Fault {
    move |problem| Fault { field, problem }
}

/// A header and what follows from it for every record.
#[derive(Clone, Debug)]
pub(super) struct Transcoder {
    dictionary: Dictionary,
    /// Longest record and longest line.
    line_bytes: u64,
}

/// A header read.
#[derive(Clone, Debug)]
pub(super) struct Start {
    pub(super) transcoder: Transcoder,
    /// The header as a VCF has it, with its last line end.
    pub(super) text: Vec<u8>,
    /// Bytes of the BCF before its first record.
    pub(super) bytes: usize,
}

impl Transcoder {
    /// Names of the contigs by their numbers; empty for a number that none has.
    pub(super) fn contig_names(&self) -> Vec<String> {
        self.dictionary.contig_names()
    }

    /// Reads the header at the start of a BCF; `None` until all of it is there.
    pub(super) fn start(bytes: &[u8], limits: &Limits) -> Result<Option<Start>, Refusal> {
        let Some(length) = bytes.get(MAGIC.len() + 1..PROLOGUE_BYTES).and_then(|bytes| bytes.first_chunk()) else {
            return Ok(None);
        };
        let length = u32::from_le_bytes(*length);
        if u64::from(length) > limits.header_bytes {
            return Err(Refusal::HeaderTooLong { line: 1, limit_bytes: limits.header_bytes });
        }
        let end = PROLOGUE_BYTES + length as usize;
        let Some(header) = bytes.get(PROLOGUE_BYTES..end) else { return Ok(None) };
        // The text ends with a NUL; some writers fill up with more of them.
        let header = header.split(|byte| *byte == 0).next().unwrap_or_default();
        let transcoder = Self { dictionary: Dictionary::read(header)?, line_bytes: limits.line_bytes };
        let mut text = Vec::with_capacity(header.len() + 1);
        dictionary::push_header(&mut text, header);
        Ok(Some(Start { transcoder, text, bytes: end }))
    }

    /// Appends the line of the record at the start of these bytes; gives the bytes it took, `None` until all of it is
    /// there. A record that cannot be read becomes the line of [`read_line`].
    pub(super) fn record(&self, number: u64, bytes: &[u8], text: &mut Vec<u8>) -> Result<Option<usize>, FrameError> {
        let Some([s0, s1, s2, s3, i0, i1, i2, i3]) = bytes.first_chunk::<LENGTHS_BYTES>() else { return Ok(None) };
        let shared_bytes = u32::from_le_bytes([*s0, *s1, *s2, *s3]);
        let individual_bytes = u32::from_le_bytes([*i0, *i1, *i2, *i3]);
        let is_too_long = u64::from(shared_bytes) + u64::from(individual_bytes) > self.line_bytes;
        if is_too_long || (shared_bytes as usize) < FIXED_BYTES {
            return Err(FrameError { record: number });
        }
        let rest = &bytes[LENGTHS_BYTES..];
        let Some((shared, rest)) = rest.split_at_checked(shared_bytes as usize) else { return Ok(None) };
        let Some(individual) = rest.get(..individual_bytes as usize) else { return Ok(None) };
        let line_start = text.len();
        if let Err(Fault { field, problem }) = self.line(shared, individual, text) {
            // CHROM and POS, as far as they are known, say where the record is.
            let line = &text[line_start..];
            let end = memchr::memchr_iter(b'\t', line).nth(1).unwrap_or(line.len());
            let place: Vec<u8> = line[..end].iter().map(|byte| if *byte == b'\t' { b':' } else { *byte }).collect();
            text.truncate(line_start);
            fault::push_line(text, RecordError { record: number, field, problem }, &place);
        }
        Ok(Some(LENGTHS_BYTES + shared.len() + individual.len()))
    }

    fn line(&self, shared: &[u8], individual: &[u8], text: &mut Vec<u8>) -> Result<(), Fault> {
        let limit = Limit { line_start: text.len(), line_bytes: self.line_bytes };
        let mut reader = Reader(shared);
        let fixed = Fixed::read(&mut reader).map_err(fault(Column::Chrom))?;
        let contig = usize::try_from(fixed.contig).ok().and_then(|index| self.dictionary.contig(index));
        text.extend_from_slice(contig.ok_or(fault(Column::Chrom)(RecordProblem::Index))?);
        text.push(b'\t');
        // POS is counted from 0 here; -1 is the telomere that VCF calls 0.
        if fixed.start_0based < -1 {
            return Err(fault(Column::Pos)(RecordProblem::Range));
        }
        number::push_integer(text, i64::from(fixed.start_0based) + 1);
        text.push(b'\t');
        if fixed.samples != self.dictionary.samples {
            return Err(fault(Column::Sample)(RecordProblem::Samples));
        }
        self.alleles(&mut reader, &fixed, limit, text)?;
        if fixed.quality == FLOAT_MISSING {
            text.push(b'.');
        } else {
            push_float(text, f32::from_bits(fixed.quality));
        }
        text.push(b'\t');
        let filters = reader.values().map_err(fault(Column::Filter))?;
        self.filters(filters, limit, text)?;
        text.push(b'\t');
        self.info(&mut reader, fixed.info_keys, limit, text)?;
        if !reader.is_empty() {
            return Err(fault(Column::Info)(RecordProblem::Length));
        }
        samples::push_samples(text, individual, &self.dictionary, fixed.format_keys, limit)?;
        text.push(b'\n');
        Ok(())
    }

    /// ID, REF and ALT, each with the tab after it.
    fn alleles(&self, reader: &mut Reader<'_>, fixed: &Fixed, limit: Limit, text: &mut Vec<u8>) -> Result<(), Fault> {
        push_or_dot(text, reader.text().map_err(fault(Column::Id))?).map_err(fault(Column::Id))?;
        text.push(b'\t');
        for number in 0..fixed.alleles.max(2) {
            let column = if number == 0 { Column::Ref } else { Column::Alt };
            // A record without alternates, or even without a reference, has a dot in their place.
            let allele = if number < fixed.alleles { reader.text().map_err(fault(column))? } else { b"." };
            if number > 1 {
                text.push(b',');
            }
            push_or_dot(text, allele).map_err(fault(column))?;
            if number == 0 {
                text.push(b'\t');
            }
            limit.check(text, column)?;
        }
        text.push(b'\t');
        Ok(())
    }

    fn filters(&self, filters: Values<'_>, limit: Limit, text: &mut Vec<u8>) -> Result<(), Fault> {
        let fault = fault(Column::Filter);
        let start = text.len();
        if !filters.bytes.is_empty() && !filters.kind.is_integer() {
            return Err(fault(RecordProblem::Type));
        }
        for index in filters.integers() {
            if index == typed::END_OF_VECTOR {
                break;
            }
            let name = usize::try_from(index).ok().and_then(|index| self.dictionary.string(index));
            if text.len() > start {
                text.push(b';');
            }
            text.extend_from_slice(name.ok_or(RecordProblem::Index).map_err(&fault)?);
            limit.check(text, Column::Filter)?;
        }
        if text.len() == start {
            text.push(b'.');
        }
        Ok(())
    }

    fn info(&self, reader: &mut Reader<'_>, keys: usize, limit: Limit, text: &mut Vec<u8>) -> Result<(), Fault> {
        let fault = fault(Column::Info);
        for number in 0..keys {
            if number > 0 {
                text.push(b';');
            }
            let index = reader.index().map_err(&fault)?;
            text.extend_from_slice(self.dictionary.string(index).ok_or(RecordProblem::Index).map_err(&fault)?);
            let values = reader.values().map_err(&fault)?;
            // VCF 4.5 §6.3.3: a flag's value is any; without a value it can be nothing but a flag.
            if !values.bytes.is_empty() && !self.dictionary.is_flag(index) {
                text.push(b'=');
                push_values(text, values).map_err(&fault)?;
            }
            limit.check(text, Column::Info)?;
        }
        if keys == 0 {
            text.push(b'.');
        }
        Ok(())
    }
}

/// What every record starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fixed {
    contig: i32,
    start_0based: i32,
    quality: u32,
    info_keys: usize,
    alleles: usize,
    samples: usize,
    format_keys: usize,
}

impl Fixed {
    fn read(reader: &mut Reader<'_>) -> Result<Self, RecordProblem> {
        let contig = reader.i32()?;
        let start_0based = reader.i32()?;
        // Length on the reference: REF and END say it too.
        reader.i32()?;
        let quality = reader.u32()?;
        let (info, samples) = (reader.u32()?, reader.u32()?);
        Ok(Self {
            contig,
            start_0based,
            quality,
            info_keys: (info & 0xFFFF) as usize,
            alleles: (info >> 16) as usize,
            samples: (samples & 0x00FF_FFFF) as usize,
            format_keys: (samples >> 24) as usize,
        })
    }
}

fn push_or_dot(text: &mut Vec<u8>, value: &[u8]) -> Result<(), RecordProblem> {
    if value.is_empty() {
        text.push(b'.');
        return Ok(());
    }
    push_text(text, value)
}

#[cfg(test)]
mod tests;

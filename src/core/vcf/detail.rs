//! Everything the file says about one row's record, read from the file again.
//!
//! Rows keep only what a table shows; the rest is found again by the place of the line. A file packed in
//! one gzip member must be unpacked from its start for that; BGZF starts at the right block.

use std::io::{self, Read, Seek};

use crate::wire::{Field, MAX_SAMPLES_SHOWN, RecordDetail, SampleFields};

use super::{
    header::{Definition, Header},
    line, meaning,
    reading::Reading,
};

/// Longest text of one kind that a detail carries.
const TEXT_BYTES: usize = 64 << 10;

/// The record could not be read again.
#[derive(Debug, thiserror::Error)]
pub enum DetailError {
    /// There is no such row.
    #[error("there is no row {row}")]
    NoSuchRow {
        /// The row asked for.
        row: u64,
    },
    /// The file changed since it was read, or can no longer be read.
    #[error("line {line}: the file no longer holds the record that was read there")]
    Changed {
        /// The line it stood on, counted from 1.
        line: u64,
    },
    /// The file could not be read.
    #[error("the file could not be read again")]
    Unreadable(#[from] io::Error),
}

impl<R: Read> Reading<R> {
    /// Reads the record of a row again, from a second handle on the same file.
    pub fn detail(&self, row: u64, source: impl Read + Seek) -> Result<RecordDetail, DetailError> {
        let records = self.records().ok_or(DetailError::NoSuchRow { row })?;
        let (table, header) = (&records.gathered.table, &records.plan.header);
        let origin = table.origin(row).ok_or(DetailError::NoSuchRow { row })?;
        let changed = DetailError::Changed { line: origin.line };
        let Some(mut lines) = self.lines_from(source, origin.text_offset)? else { return Err(changed) };
        let Some(text) = lines.line_at(origin.text_offset) else { return Err(changed) };
        let position = table.row(row, &[]).map(|row| row.position);
        match line::parse(text, header.columns) {
            Ok(parsed) if Some(parsed.position) == position => {
                let groups = self.group_names().count() as u32;
                let counts = (0..=groups).map_while(|group| table.allele_counts(row, group)).collect();
                Ok(RecordDetail { counts, ..detail(&parsed, text, origin.line, header) })
            }
            _ => Err(changed),
        }
    }
}

fn detail(parsed: &line::Line<'_>, text: &[u8], line: u64, header: &Header) -> RecordDetail {
    RecordDetail {
        line,
        text: shown(text),
        info: info(parsed.info, header),
        samples: samples(parsed, header),
        sample_count: header.samples.len() as u64,
        reference: shown(parsed.reference),
        alternates: alternates(parsed.alternates),
        meanings: meaning::meanings(parsed),
        counts: Vec::new(),
    }
}

/// All alternates, until they come to more than a detail carries.
fn alternates(text: Option<&[u8]>) -> Vec<String> {
    let mut room = TEXT_BYTES;
    let alternates = text.into_iter().flat_map(|text| text.split(|byte| *byte == b','));
    alternates
        .map(|alternate| {
            let part = &alternate[..alternate.len().min(room)];
            room -= part.len();
            shown(part)
        })
        .collect()
}

fn info(text: &[u8], header: &Header) -> Vec<Field> {
    if text == b"." {
        return Vec::new();
    }
    let fields = text.split(|byte| *byte == b';').filter(|field| !field.is_empty());
    fields
        .map(|field| {
            let (key, value) = match memchr::memchr(b'=', field) {
                Some(at) => (&field[..at], Some(&field[at + 1..])),
                None => (field, None),
            };
            described(key, value, header.infos.get(key))
        })
        .collect()
}

/// The values of each sample, as far as a detail carries samples.
fn samples(parsed: &line::Line<'_>, header: &Header) -> Vec<SampleFields> {
    let (Some(format), false) = (parsed.format, parsed.samples.is_empty()) else { return Vec::new() };
    let fields = |sample: &[u8]| {
        let mut values = sample.split(|byte| *byte == b':');
        let keys = format.split(|byte| *byte == b':');
        keys.map(|key| described(key, values.next(), header.formats.get(key))).collect()
    };
    let columns = parsed.samples.split(|byte| *byte == b'\t');
    let named = header.samples.iter().zip(columns).take(MAX_SAMPLES_SHOWN);
    named.map(|(name, sample)| SampleFields { name: name.clone(), fields: fields(sample) }).collect()
}

fn described(key: &[u8], value: Option<&[u8]>, definition: Option<&Definition>) -> Field {
    Field {
        key: shown(key),
        value: value.map(shown),
        description: definition.and_then(|definition| definition.description.clone()),
    }
}

fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(text.get(..TEXT_BYTES).unwrap_or(text)).into_owned()
}

//! FORMAT and the samples' columns.
//!
//! A BCF keeps them by key, a VCF by sample. Must not know the shared fields.

use super::super::Column;
use super::{
    Dictionary, Fault, RecordProblem,
    number::{push_float, push_integer},
    typed::{END_OF_VECTOR, FLOAT_END_OF_VECTOR, FLOAT_MISSING, Kind, MISSING, Reader, Values},
};

const GENOTYPE: &[u8] = b"GT";
/// How htslib marks a missing text inside a vector.
const TEXT_MISSING: u8 = 0x07;

/// One key's values, sample after sample.
#[derive(Clone, Copy, Debug)]
struct Key<'a> {
    values: Values<'a>,
    /// Bytes of one sample.
    stride: usize,
    is_genotype: bool,
}

/// Appends FORMAT and all samples; nothing for a file without samples.
pub(super) fn push_samples(
    text: &mut Vec<u8>,
    individual: &[u8],
    dictionary: &Dictionary,
    keys: usize,
    limit: Limit,
) -> Result<(), Fault> {
    let at = |field: Column| move |problem: RecordProblem| Fault { field, problem };
    let mut reader = Reader(individual);
    let samples = dictionary.samples;
    if samples > 0 {
        text.push(b'\t');
        let mut columns = Vec::with_capacity(keys);
        for number in 0..keys {
            let index = reader.index().map_err(at(Column::Format))?;
            let name = dictionary.string(index).ok_or(RecordProblem::Index).map_err(at(Column::Format))?;
            if number > 0 {
                text.push(b':');
            }
            text.extend_from_slice(name);
            limit.check(text, Column::Format)?;
            columns.push(key(&mut reader, name, samples).map_err(at(Column::Sample))?);
        }
        if keys == 0 {
            text.push(b'.');
        }
        for sample in 0..samples {
            text.push(b'\t');
            push_sample(text, &columns, sample).map_err(at(Column::Sample))?;
            limit.check(text, Column::Sample)?;
        }
    }
    if reader.is_empty() { Ok(()) } else { Err(Fault { field: Column::Sample, problem: RecordProblem::Length }) }
}

/// No line grows past this, whatever a record says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    pub(super) line_start: usize,
    pub(super) line_bytes: u64,
}

impl Limit {
    pub(super) fn check(self, text: &[u8], field: Column) -> Result<(), Fault> {
        let is_within = (text.len() - self.line_start) as u64 <= self.line_bytes;
        if is_within { Ok(()) } else { Err(Fault { field, problem: RecordProblem::Length }) }
    }
}

fn key<'a>(reader: &mut Reader<'a>, name: &[u8], samples: usize) -> Result<Key<'a>, RecordProblem> {
    let (kind, count) = reader.descriptor()?;
    let values = reader.values_of(kind, count.checked_mul(samples).ok_or(RecordProblem::Length)?)?;
    Ok(Key { values, stride: kind.width() * count, is_genotype: name == GENOTYPE && kind.is_integer() })
}

fn push_sample(text: &mut Vec<u8>, columns: &[Key<'_>], sample: usize) -> Result<(), RecordProblem> {
    for (number, key) in columns.iter().enumerate() {
        if number > 0 {
            text.push(b':');
        }
        let start = sample * key.stride;
        let bytes = key.values.bytes.get(start..start + key.stride).ok_or(RecordProblem::Length)?;
        let values = Values { kind: key.values.kind, bytes };
        if key.is_genotype { push_genotype(text, values)? } else { push_values(text, values)? }
    }
    if columns.is_empty() {
        text.push(b'.');
    }
    Ok(())
}

/// VCF 4.5 §6.3.3, "Genotype": `(allele + 1) << 1 | phased`, 0 for a missing allele.
///
/// The bit of the first allele is passed over: it says nothing before VCF 4.4, and files of later versions were
/// written without it.
fn push_genotype(text: &mut Vec<u8>, values: Values<'_>) -> Result<(), RecordProblem> {
    // By far the most frequent: two alleles of one digit.
    if let (Kind::Int8, [first @ 0..20, second @ 0..20]) = (values.kind, values.bytes) {
        let allele = |code: u8| if code < 2 { b'.' } else { b'0' - 1 + (code >> 1) };
        let separator = if second & 1 == 1 { b'|' } else { b'/' };
        text.extend_from_slice(&[allele(*first), separator, allele(*second)]);
        return Ok(());
    }
    let start = text.len();
    for (number, code) in values.integers().enumerate() {
        // BCF 2.1 fills up with the missing value where 2.2 has an end of its own.
        if matches!(code, MISSING | END_OF_VECTOR) {
            break;
        }
        if code < 0 {
            return Err(RecordProblem::Range);
        }
        if number > 0 {
            text.push(if code & 1 == 1 { b'|' } else { b'/' });
        }
        match code >> 1 {
            0 => text.push(b'.'),
            allele => push_integer(text, i64::from(allele) - 1),
        }
    }
    if text.len() == start {
        text.push(b'.');
    }
    Ok(())
}

/// Appends values as VCF lists them; a dot where there are none.
pub(super) fn push_values(text: &mut Vec<u8>, values: Values<'_>) -> Result<(), RecordProblem> {
    let start = text.len();
    match values.kind {
        Kind::Missing => {}
        Kind::Char => push_text(text, values.text().unwrap_or_default())?,
        Kind::Float => {
            for bits in values.floats().take_while(|bits| *bits != FLOAT_END_OF_VECTOR) {
                separate(text, start);
                if bits == FLOAT_MISSING { text.push(b'.') } else { push_float(text, f32::from_bits(bits)) }
            }
        }
        Kind::Int8 | Kind::Int16 | Kind::Int32 => {
            for number in values.integers().take_while(|number| *number != END_OF_VECTOR) {
                separate(text, start);
                if number == MISSING { text.push(b'.') } else { push_integer(text, i64::from(number)) }
            }
        }
    }
    if text.len() == start {
        text.push(b'.');
    }
    Ok(())
}

fn separate(text: &mut Vec<u8>, start: usize) {
    if text.len() > start {
        text.push(b',');
    }
}

/// Appends a text that must not break the line it is in.
pub(super) fn push_text(text: &mut Vec<u8>, value: &[u8]) -> Result<(), RecordProblem> {
    if value.iter().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) {
        return Err(RecordProblem::Characters);
    }
    if value == [TEXT_MISSING] {
        text.push(b'.');
    } else {
        text.extend_from_slice(value);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(push: fn(&mut Vec<u8>, Values<'_>) -> Result<(), RecordProblem>, kind: Kind, bytes: &[u8]) -> String {
        let mut text = Vec::new();
        push(&mut text, Values { kind, bytes }).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn genotypes() {
        let cases: [(&[u8], &str); 11] = [
            (&[2, 4], "0/1"),
            (&[2, 5], "0|1"),
            (&[3, 5], "0|1"),
            (&[0, 0], "./."),
            (&[0, 4], "./1"),
            (&[4], "1"),
            (&[4, 0x81], "1"),
            (&[4, 0x80], "1"),
            (&[2, 4, 7], "0/1|2"),
            (&[0x81, 0x81], "."),
            (&[22, 24], "10/11"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(shown(push_genotype, Kind::Int8, bytes), expected);
        }
        assert_eq!(shown(push_genotype, Kind::Int16, &[2, 0, 0xF5, 1]), "0|249");
        assert_eq!(
            push_genotype(&mut Vec::new(), Values { kind: Kind::Int8, bytes: &[0xFE, 2] }),
            Err(RecordProblem::Range)
        );
    }

    #[test]
    fn lists() {
        assert_eq!(shown(push_values, Kind::Int8, &[1, 0x80, 3, 0x81]), "1,.,3");
        assert_eq!(shown(push_values, Kind::Int8, &[0x81]), ".");
        assert_eq!(shown(push_values, Kind::Missing, &[]), ".");
        assert_eq!(shown(push_values, Kind::Char, b"ab\0\0"), "ab");
        assert_eq!(shown(push_values, Kind::Char, b"\0\0"), ".");
        assert_eq!(shown(push_values, Kind::Char, &[TEXT_MISSING, 0]), ".");
        let floats: Vec<u8> = [0.5_f32.to_bits(), FLOAT_MISSING, FLOAT_END_OF_VECTOR]
            .iter()
            .flat_map(|bits| bits.to_le_bytes())
            .collect();
        assert_eq!(shown(push_values, Kind::Float, &floats), "0.5,.");
        for text in [&b"a\tb"[..], b"a\nb", b"\r"] {
            let values = Values { kind: Kind::Char, bytes: text };
            assert_eq!(push_values(&mut Vec::new(), values), Err(RecordProblem::Characters));
        }
    }
}

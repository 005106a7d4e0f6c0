//! What a file is that was brought with others: the file itself, its index, a table of samples.
//!
//! Owns the answer, by content. Must not know what is done with it; nothing is read but the file's beginning.

use std::io::Read;

use serde::{Deserialize, Serialize};

use super::{
    Foreign, Format, Refusal, bcf, sniff,
    text::TextWindow,
    unpack::{BLOCK_BYTES, Unpacker},
};

/// Lines that must look alike for a table.
const TABLE_LINES: usize = 20;
/// Separators of a table, the likeliest first.
const SEPARATORS: [u8; 3] = [b'\t', b',', b';'];

/// One of the files that a person brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Brought {
    /// Records: what is to be opened.
    Records(Format),
    /// The index of such a file (.tbi, .csi).
    Index,
    /// A table in columns, such as the groups of samples. What its columns mean is not looked at here.
    Table,
    /// None of these.
    Other(Refusal),
}

/// Looks at a file's first bytes, unpacked if it is packed.
pub fn recognise(source: impl Read) -> Brought {
    match beginning(source) {
        Ok(first) => of_beginning(&first),
        Err(refusal) => of_refusal(refusal),
    }
}

fn beginning(source: impl Read) -> Result<Vec<u8>, Refusal> {
    let mut unpacker = Unpacker::open(source)?;
    let mut window = TextWindow::new();
    while window.waiting().len() < BLOCK_BYTES {
        match unpacker.read(window.room()) {
            Ok(bytes) => window.filled(bytes),
            Err(_) => break,
        }
    }
    Ok(window.waiting().to_vec())
}

fn of_refusal(refusal: Refusal) -> Brought {
    match refusal {
        Refusal::Foreign(Foreign::TabixIndex | Foreign::CsiIndex) => Brought::Index,
        other => Brought::Other(other),
    }
}

fn of_beginning(first: &[u8]) -> Brought {
    if bcf::is_bcf(first) {
        return Brought::Records(Format::Bcf);
    }
    let text = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first);
    let is_header = text.starts_with(b"##") || text.starts_with(b"#CHROM\t");
    let start = text.get(..sniff::SNIFF_BYTES).unwrap_or(text);
    match sniff::text(start) {
        Ok(()) if is_header || !is_table(text) => Brought::Records(Format::Vcf),
        Err(refusal) if !is_table(text) || !matches!(refusal, Refusal::NotVcf { .. }) => of_refusal(refusal),
        _ => Brought::Table,
    }
}

/// Two columns or more, as many on every line, and not those of a record or an interval, whose second is a position.
fn is_table(text: &[u8]) -> bool {
    let is_whole = text.ends_with(b"\n");
    let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).collect();
    // The last one may be cut where the beginning ends.
    if lines.len() > 1 && (is_whole || text.len() >= BLOCK_BYTES) {
        lines.pop();
    }
    lines.retain(|line| !line.is_empty());
    lines.truncate(TABLE_LINES);
    SEPARATORS.iter().any(|separator| {
        let columns = |line: &[u8]| line.split(|byte| byte == separator).count();
        let is_position = |line: &&[u8]| {
            let second = line.split(|byte| byte == separator).nth(1).unwrap_or_default();
            second.len() > 1 && second.iter().all(u8::is_ascii_digit)
        };
        let is_filled = |line: &[u8]| line.split(|byte| byte == separator).take(2).all(|cell| !cell.is_empty());
        let first = lines.first().map_or(0, |line| columns(line));
        first >= 2
            && lines.iter().all(|line| columns(line) == first && is_filled(line))
            && !(first >= 3 && lines.iter().all(is_position))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(bytes: &[u8]) -> Brought {
        recognise(bytes)
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_file_its_index_and_a_table_are_told_apart() {
        let vcf = Brought::Records(Format::Vcf);
        assert_eq!(is(include_bytes!("../tests/fixtures/in_regions.vcf.gz")), vcf);
        assert_eq!(is(include_bytes!("../tests/fixtures/in_regions.vcf.gz.tbi")), Brought::Index);
        assert_eq!(is(include_bytes!("../tests/fixtures/in_regions.vcf.gz.csi")), Brought::Index);
        assert_eq!(is(include_bytes!("../tests/fixtures/in_regions.bcf.csi")), Brought::Index);
        assert_eq!(is(b"TBI\x01\0\0\0\0"), Brought::Index);
        assert_eq!(is(b"BCF\x02\x02\x10\0\0\0"), Brought::Records(Format::Bcf));
        for header in ["##fileformat=VCFv4.2\n", "#CHROM\tPOS\tID\n", "1\t100\t.\tA\tG\t.\t.\t.\n"] {
            assert_eq!(is(header.as_bytes()), vcf, "{header}");
            assert_eq!(is(&gzip(header.as_bytes())), vcf, "{header}");
        }
    }

    #[test]
    fn tables_have_columns_on_every_line() {
        for text in [
            "sample\tgroup\nNA1\tcases\nNA2\tcontrols\n",
            "#IID\tpop\nNA1\tFIN",
            "NA1,cases\r\nNA2,controls\r\n",
            "sample;sex;group\nA;1;x\n",
            "HG1\t1\nHG2\t0\n",
            "\u{FEFF}sample\tgroup\nNA1\tcases\n",
        ] {
            assert_eq!(is(text.as_bytes()), Brought::Table, "{text}");
            assert_eq!(is(&gzip(text.as_bytes())), Brought::Table, "{text}");
        }
        let long = "sample\tgroup\n".to_owned() + &"NA12878\tFIN\n".repeat(10_000);
        assert_eq!(is(long.as_bytes()), Brought::Table);
        for text in ["Dear colleague,\nsee below, please\n", "chr1\t100\t200\nchr2\t500\t900\n", "one column\n"] {
            assert!(!matches!(is(text.as_bytes()), Brought::Table | Brought::Index), "{text}");
        }
        assert_eq!(is(b""), Brought::Other(Refusal::Empty));
        assert_eq!(is(b"%PDF-1.7"), Brought::Other(Refusal::Foreign(Foreign::Pdf)));
        assert_eq!(is(b"rsid\tchromosome\tposition\n"), Brought::Other(Refusal::Foreign(Foreign::GenotypeList)));
    }
}

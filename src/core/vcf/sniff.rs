//! What a file is, by its first bytes; its name is never asked.
//!
//! Must not know how anything is unpacked.

use super::{Compression, Foreign, Refusal, bcf, problem::shorten};

/// Bytes that decide; more than any signature needs.
pub(super) const SNIFF_BYTES: usize = 512;

/// How the file is packed, or what it is instead.
pub(super) fn packing(first: &[u8]) -> Result<Compression, Refusal> {
    if first.is_empty() {
        return Err(Refusal::Empty);
    }
    if first.starts_with(&[0x1F, 0x8B]) {
        return Ok(if is_bgzf(first) { Compression::Bgzf } else { Compression::Gzip });
    }
    // A zero byte further on does not make it something else.
    if bcf::is_bcf(first) || first.starts_with(b"##fileformat=VCF") {
        return Ok(Compression::Plain);
    }
    match foreign_bytes(first) {
        Some(foreign) => Err(Refusal::Foreign(foreign)),
        None => Ok(Compression::Plain),
    }
}

/// SAM specification §4.1: the first extra field of the first member is `BC`, two bytes long.
fn is_bgzf(first: &[u8]) -> bool {
    matches!(first, [0x1F, 0x8B, 8, flags, _, _, _, _, _, _, _, _, b'B', b'C', 2, 0, ..] if flags & 4 != 0)
}

/// Refuses text (unpacked) that cannot be the start of a VCF.
pub(super) fn text(first: &[u8]) -> Result<(), Refusal> {
    // A carriage return alone ends no line of a VCF; where it should, all of the file is one line.
    if first.starts_with(b"#")
        && let Some(end) = memchr::memchr2(b'\r', b'\n', first)
        && first.get(end) == Some(&b'\r')
        && first.get(end + 1).is_some_and(|next| *next != b'\n')
    {
        return Err(Refusal::Foreign(Foreign::CarriageReturns));
    }
    if first.starts_with(b"##fileformat=") || first.starts_with(b"#CHROM\t") {
        return Ok(());
    }
    if let Some(foreign) = foreign_bytes(first).or_else(|| foreign_text(first)) {
        return Err(Refusal::Foreign(foreign));
    }
    if first.starts_with(b"#") || looks_like_record(first) {
        // The header reader says what is missing.
        return Ok(());
    }
    let line = first.split(|byte| *byte == b'\n').next().unwrap_or(first);
    Err(Refusal::NotVcf { text: shorten(line.trim_ascii_end()) })
}

fn looks_like_record(first: &[u8]) -> bool {
    let line = first.split(|byte| *byte == b'\n').next().unwrap_or(first);
    let mut columns = line.split(|byte| *byte == b'\t');
    columns.nth(1).is_some_and(|position| !position.is_empty() && position.iter().all(u8::is_ascii_digit))
        && columns.count() >= 3
}

/// Signatures: file(1)'s magic database; each format's own specification.
fn foreign_bytes(first: &[u8]) -> Option<Foreign> {
    const SIGNATURES: &[(&[u8], Foreign)] = &[
        (b"PK\x03\x04", Foreign::Zip),
        (b"PK\x05\x06", Foreign::Zip),
        (b"BZh", Foreign::Bzip2),
        (b"\xFD7zXZ\0", Foreign::Xz),
        (b"\x28\xB5\x2F\xFD", Foreign::Zstandard),
        (b"\x04\x22\x4D\x18", Foreign::Lz4),
        (b"\x1F\x9D", Foreign::UnixCompress),
        (b"\x1F\xA0", Foreign::UnixCompress),
        (b"7z\xBC\xAF\x27\x1C", Foreign::SevenZip),
        (b"Rar!\x1A\x07", Foreign::Rar),
        (b"BAM\x01", Foreign::Bam),
        (b"BCF\x02", Foreign::Bcf),
        (b"BCF\x04", Foreign::Bcf),
        (b"CRAM", Foreign::Cram),
        (b"TBI\x01", Foreign::TabixIndex),
        (b"CSI\x01", Foreign::CsiIndex),
        (b"CSI\x02", Foreign::CsiIndex),
        (b"BAI\x01", Foreign::BamIndex),
        (b"%PDF", Foreign::Pdf),
        (b"\xFF\xFE", Foreign::Utf16),
        (b"\xFE\xFF", Foreign::Utf16),
        (b"#\0#\0", Foreign::Utf16),
        (b"\0#\0#", Foreign::Utf16),
        (b"\x6C\x1B\x01", Foreign::PlinkBed),
        (b"\x89HDF\r\n\x1A\n", Foreign::Hdf5),
        (b"PAR1", Foreign::Parquet),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::OfficeDocument),
        (b"\x89PNG", Foreign::Picture),
        (b"\xFF\xD8\xFF", Foreign::Picture),
        (b"GIF8", Foreign::Picture),
    ];
    if let Some((_, foreign)) = SIGNATURES.iter().find(|(signature, _)| first.starts_with(signature)) {
        return Some(*foreign);
    }
    if first.get(257..262) == Some(b"ustar") {
        return Some(Foreign::Tar);
    }
    if first.get(16..20) == Some(b"bgen") {
        return Some(Foreign::Bgen);
    }
    // RFC 1950 §2.2: deflate with a window of up to 32 KiB, and a check that 31 divides both bytes.
    if let [method, flags, ..] = first
        && method & 0x0F == 8
        && method >> 4 <= 7
        && u16::from_be_bytes([*method, *flags]).is_multiple_of(31)
    {
        return Some(Foreign::Zlib);
    }
    let is_binary = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    first.iter().any(is_binary).then_some(Foreign::UnknownBinary)
}

fn foreign_text(first: &[u8]) -> Option<Foreign> {
    let text = String::from_utf8_lossy(first);
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let lower = start.to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.starts_with("<head") {
        return Some(Foreign::Html);
    }
    if lower.starts_with("<?xml") {
        return Some(Foreign::Xml);
    }
    if start.starts_with(['{', '[']) {
        return Some(Foreign::Json);
    }
    if start.starts_with('>') {
        return Some(Foreign::Fasta);
    }
    if ["@HD\t", "@SQ\t", "@RG\t", "@PG\t", "@CO\t"].iter().any(|tag| start.starts_with(tag)) {
        return Some(Foreign::Sam);
    }
    if start.starts_with('@') {
        return Some(Foreign::Fastq);
    }
    if lower.starts_with("##gff-version") || lower.starts_with("##gtf") {
        return Some(Foreign::Gff);
    }
    let services = ["23andme", "ancestrydna", "myheritage", "familytreedna", "livingdna"];
    let is_list = services.iter().any(|service| lower.contains(service))
        || lower.starts_with("rsid,")
        || lower.starts_with("rsid\t")
        || lower.starts_with("# rsid");
    (is_list && !lower.contains("##fileformat=vcf")).then_some(Foreign::GenotypeList)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_is_no_vcf() {
        let bytes: [(&[u8], Foreign); 11] = [
            (b"PK\x03\x04rest", Foreign::Zip),
            (b"BZh91AY", Foreign::Bzip2),
            (b"\xFD7zXZ\0\0", Foreign::Xz),
            (b"CRAM\x03", Foreign::Cram),
            (b"BCF\x04rest", Foreign::Bcf),
            (b"BCF\x02\x03", Foreign::Bcf),
            (b"%PDF-1.7", Foreign::Pdf),
            (b"\xFF\xFE#\0#\0", Foreign::Utf16),
            (b"#\0#\0f\0", Foreign::Utf16),
            (b"\x78\x9C\x01", Foreign::Zlib),
            (b"\0\x01\x02\x03", Foreign::UnknownBinary),
        ];
        for (first, foreign) in bytes {
            assert_eq!(packing(first), Err(Refusal::Foreign(foreign)));
        }
        assert_eq!(packing(b""), Err(Refusal::Empty));
        assert_eq!(packing(b"BCF\x02\x02\0\0\0\0"), Ok(Compression::Plain));
        let texts: [(&[u8], Foreign); 7] = [
            (b"<!DOCTYPE html><html>", Foreign::Html),
            (b"{\"a\": 1}", Foreign::Json),
            (b"@HD\tVN:1.6", Foreign::Sam),
            (b"@read1\nACGT", Foreign::Fastq),
            (b">chr1\nACGT", Foreign::Fasta),
            (b"# This data file generated by 23andMe at", Foreign::GenotypeList),
            (b"BAM\x01", Foreign::Bam),
        ];
        for (first, foreign) in texts {
            assert_eq!(text(first), Err(Refusal::Foreign(foreign)));
        }
        assert!(
            matches!(text(b"Dear colleague,\nsee below"), Err(Refusal::NotVcf { text }) if text == "Dear colleague,")
        );
    }

    #[test]
    fn lets_a_vcf_through_even_without_its_first_line() {
        for first in [&b"##fileformat=VCFv4.2\n"[..], b"##source=x\n", b"#CHROM\tPOS", b"1\t100\t.\tA\tG\t.\t.\t.\n"] {
            assert_eq!(text(first), Ok(()));
        }
    }
}

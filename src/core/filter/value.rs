//! Numbers, regions and chromosome names as people write them.
//!
//! Must not know where in an expression they stand.

use super::{Region, Schema};
use crate::genome::Chromosome;

/// `50`, `1,000`, `1e-4`, `1%`; `None` for anything else.
pub(super) fn number(text: &str) -> Option<f64> {
    let (digits, scale) = match text.strip_suffix('%') {
        Some(digits) => (digits, 0.01),
        None => (text, 1.0),
    };
    let digits = without_group_commas(digits)?;
    // Rust also reads `inf` and `nan`, which no filter means.
    let is_number = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    let value = digits.parse::<f64>().ok().filter(|_| is_number)?;
    value.is_finite().then_some(value * scale)
}

/// Takes out commas that stand before every third digit of the whole part.
fn without_group_commas(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let whole_end = text.find(['.', 'e', 'E']).unwrap_or(text.len());
    let (whole, rest) = text.split_at(whole_end);
    let mut groups = whole.split(',');
    let first = groups.next()?.trim_start_matches(['-', '+']).len();
    let is_grouped = (1..=3).contains(&first) && groups.all(|group| group.len() == 3) && !rest.contains(',');
    is_grouped.then(|| whole.replace(',', "") + rest)
}

/// Why a text is no region of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoRegion {
    Malformed,
    UnknownContig,
}

/// `chr7`, `chr7:1,000`, `chr7:1,000-2,000` or `chr7:1,000-`, of a chromosome that the file has.
///
/// Names with colons exist (`HLA-A*01:01:01:01`), so a whole name is tried first and the last colon then.
pub(super) fn region(text: &str, schema: &Schema) -> Result<Region, NoRegion> {
    let contig = |name: &str| match schema.contig(name) {
        Some(contig) => Ok(contig.to_owned()),
        None if schema.contigs.is_empty() && !name.is_empty() => Ok(name.to_owned()),
        None => Err(NoRegion::UnknownContig),
    };
    if schema.contig(text).is_some() || !text.contains(':') {
        return contig(text).map(|contig| Region { contig, start_1based: 1, end_1based: u32::MAX });
    }
    let (name, span) = text.rsplit_once(':').ok_or(NoRegion::Malformed)?;
    let (start, end) = match span.split_once(['-', '–']) {
        Some((start, end)) => (start, Some(end)),
        None => (span, None),
    };
    let base = |text: &str| {
        let digits = without_group_commas(text.trim())?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok())?
    };
    let start_1based = base(start).ok_or(NoRegion::Malformed)?;
    let end_1based = match end.map(str::trim) {
        None => start_1based,
        Some("") => u32::MAX,
        Some(end) => base(end).filter(|end| *end >= start_1based).ok_or(NoRegion::Malformed)?,
    };
    Ok(Region { contig: contig(name)?, start_1based, end_1based })
}

/// Whether two names mean the same chromosome: `7` and `chr7`, `MT` and `chrM`.
pub(crate) fn is_same_contig(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
        || matches!((Chromosome::from_name(left), Chromosome::from_name(right)), (Some(l), Some(r)) if l == r)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, expected) in [
            ("50", Some(50.0)),
            ("1,000", Some(1000.0)),
            ("-1,234,567.5", Some(-1_234_567.5)),
            ("1e-4", Some(1e-4)),
            (".5", Some(0.5)),
            ("1%", Some(0.01)),
            ("1,00", None),
            ("1000,000", None),
            ("inf", None),
            ("1e999", None),
            ("", None),
            ("ten", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn regions_as_people_write_them() {
        let contigs = ["chr7", "chrX", "HLA-A*01:01"].map(str::to_owned).to_vec();
        let schema = Schema { contigs, ..Schema::default() };
        let found = |text| region(text, &schema).map(|r| (r.contig, r.start_1based, r.end_1based));
        assert_eq!(found("chr7:1,000-2,000"), Ok(("chr7".into(), 1000, 2000)));
        assert_eq!(found("7:5"), Ok(("chr7".into(), 5, 5)));
        assert_eq!(found("x:5-"), Ok(("chrX".into(), 5, u32::MAX)));
        assert_eq!(found("chrX"), Ok(("chrX".into(), 1, u32::MAX)));
        assert_eq!(found("HLA-A*01:01"), Ok(("HLA-A*01:01".into(), 1, u32::MAX)));
        assert_eq!(found("HLA-A*01:01:3-4"), Ok(("HLA-A*01:01".into(), 3, 4)));
        assert_eq!(found("chr7:2-1"), Err(NoRegion::Malformed));
        assert_eq!(found("chr7:a"), Err(NoRegion::Malformed));
        assert_eq!(found("chr8:1"), Err(NoRegion::UnknownContig));
    }
}

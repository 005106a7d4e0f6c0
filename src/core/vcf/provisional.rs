//! Whether a file warns that REF and ALT may be swapped.
//!
//! Must not know who shows it.

use super::{Column, Effect, Problem, Warning, annotation::InfoField};

/// The INFO flag that marks such records.
pub const PROVISIONAL_KEY: &str = "PR";

/// PLINK keeps no reference allele: where it guesses one, it declares `PR`, "Provisional reference allele, may not be
/// based on real reference genome" (PLINK 1.9 and 2.0, `--export vcf`). Other programs use `PR` for other things.
pub fn may_be_swapped<'a>(infos: impl IntoIterator<Item = InfoField<'a>>) -> bool {
    infos.into_iter().any(|info| {
        info.key == PROVISIONAL_KEY && info.description.to_ascii_lowercase().contains("provisional reference")
    })
}

/// Whether a record's INFO has the flag.
pub(super) fn is_marked(info: &[u8]) -> bool {
    info.split(|byte| *byte == b';').any(|field| field == PROVISIONAL_KEY.as_bytes())
}

/// The records that are marked: the line of the first, and how many.
pub(super) type Marked = Option<(u64, u64)>;

/// Counts one more.
pub(super) fn count(marked: &mut Marked, line: u64) {
    marked.get_or_insert((line, 0)).1 += 1;
}

/// Adds those of a later stretch, which starts after so many lines.
pub(super) fn merge(marked: &mut Marked, later: Marked, lines_before: u64) {
    if let Some((line, records)) = later {
        marked.get_or_insert((line + lines_before, 0)).1 += records;
    }
}

/// What is said of them.
pub(super) fn warning(marked: Marked) -> Option<Warning> {
    let (line, records) = marked?;
    Some(Warning {
        line: Some(line),
        column: Some(Column::Info),
        problem: Problem::Provisional { records },
        effect: Effect::Used,
        text: PROVISIONAL_KEY.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcf::annotation::PerAllele;

    #[test]
    fn marked_records_are_counted_from_the_first() {
        assert!(is_marked(b"PR") && is_marked(b"AC=1;PR;AN=2"));
        assert!(!is_marked(b"PRX") && !is_marked(b"PR=1") && !is_marked(b"."));
        let (mut first, mut second) = (None, None);
        count(&mut second, 3);
        count(&mut second, 9);
        merge(&mut first, second, 100);
        merge(&mut first, Some((1, 5)), 200);
        assert_eq!(first, Some((103, 7)));
        assert_eq!(warning(first).and_then(|warning| warning.line), Some(103));
        assert_eq!(warning(None), None);
    }

    #[test]
    fn plink_s_flag_and_others() {
        let swapped = |key, description| may_be_swapped([InfoField { key, description, per_allele: PerAllele::No }]);
        assert!(swapped("PR", "Provisional reference allele, may not be based on real reference genome"));
        assert!(!swapped("PR", "Paired-read support"));
        assert!(!swapped("AF", "Frequency of the provisional reference"));
    }
}

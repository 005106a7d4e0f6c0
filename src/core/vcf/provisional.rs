//! Whether a file warns that REF and ALT may be swapped.
//!
//! Must not know records.

use super::annotation::InfoField;

/// The INFO flag that marks such records.
pub const PROVISIONAL_KEY: &str = "PR";

/// PLINK keeps no reference allele: where it guesses one, it declares `PR`, "Provisional reference allele, may not be
/// based on real reference genome" (PLINK 1.9 and 2.0, `--export vcf`). Other programs use `PR` for other things.
pub fn may_be_swapped<'a>(infos: impl IntoIterator<Item = InfoField<'a>>) -> bool {
    infos.into_iter().any(|info| {
        info.key == PROVISIONAL_KEY && info.description.to_ascii_lowercase().contains("provisional reference")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcf::annotation::PerAllele;

    #[test]
    fn plink_s_flag_and_others() {
        let swapped = |key, description| may_be_swapped([InfoField { key, description, per_allele: PerAllele::No }]);
        assert!(swapped("PR", "Provisional reference allele, may not be based on real reference genome"));
        assert!(!swapped("PR", "Paired-read support"));
        assert!(!swapped("AF", "Frequency of the provisional reference"));
    }
}

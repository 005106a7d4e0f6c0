//! Copies of an allele in a call.
//!
//! Must not know a record's other fields.

use crate::wire::Copies;

/// Copies of the allele (0 is the reference) in a GT text; `None` when no allele is called.
///
/// VCF 4.5 §1.6.2, GT: allele numbers separated by `/` or `|`, a dot for one not called, since 4.4 with
/// an optional separator in front that gives the phase of the first.
pub(super) fn copies(genotype: &str, allele: usize) -> Option<Copies> {
    let (mut carrying, mut called) = (0_u8, 0_u8);
    for number in genotype.trim_start_matches(['/', '|']).split(['/', '|']) {
        if number == "." {
            continue;
        }
        let number: usize = number.parse().ok()?;
        called = called.saturating_add(1);
        carrying = carrying.saturating_add(u8::from(number == allele));
    }
    (called > 0).then_some(Copies { carrying, called })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_copies_at_any_ploidy() {
        for (genotype, allele, expected) in [
            ("0/1", 1, Some((1, 2))),
            ("1|1", 1, Some((2, 2))),
            ("1|2", 2, Some((1, 2))),
            ("1", 1, Some((1, 1))),
            ("./1", 1, Some((1, 1))),
            ("0/0/1/1", 1, Some((2, 4))),
            ("/0|1", 1, Some((1, 2))),
            ("0|12", 12, Some((1, 2))),
            ("./.", 1, None),
            (".", 1, None),
            ("a/b", 1, None),
        ] {
            let expected = expected.map(|(carrying, called)| Copies { carrying, called });
            assert_eq!(copies(genotype, allele), expected, "{genotype}");
        }
    }
}

//! Copies of an allele in a call.
//!
//! Must not know a record's other fields.

use crate::{filter::GenotypeWord, wire::Copies};

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

/// Whether a word fits a call, with respect to an allele; `None` when the call leaves it open.
///
/// A call that is missing in part (`./1`) tells whether the allele is carried only if it is.
pub(super) fn is(word: &GenotypeWord, genotype: &str, allele: usize) -> Option<bool> {
    if let GenotypeWord::Written(text) = word {
        return Some(text == genotype);
    }
    let numbers = genotype.trim_start_matches(['/', '|']).split(['/', '|']);
    let (mut carrying, mut reference, mut called, mut uncalled) = (0, 0, 0, 0);
    for number in numbers {
        match number.parse::<usize>() {
            _ if number == "." => uncalled += 1,
            Ok(number) => {
                called += 1;
                carrying += usize::from(number == allele);
                reference += usize::from(number == 0);
            }
            Err(_) => return None,
        }
    }
    let known = |fits: bool| (called > 0 && uncalled == 0).then_some(fits);
    match word {
        GenotypeWord::Missing => Some(called == 0),
        GenotypeWord::Carrier if carrying > 0 => Some(true),
        GenotypeWord::Carrier => known(false),
        GenotypeWord::Het => known(carrying > 0 && carrying < called),
        GenotypeWord::Hom => known(called > 1 && carrying == called),
        GenotypeWord::Ref => known(reference == called),
        GenotypeWord::Hemi => known(called == 1 && carrying == 1),
        GenotypeWord::Phased => known(genotype.contains('|') && !genotype.contains('/')),
        GenotypeWord::Written(_) => None,
    }
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

    #[test]
    fn words_fit_calls_or_leave_it_open() {
        use GenotypeWord::*;
        for (genotype, allele, fitting, open) in [
            ("0/1", 1, vec![Het, Carrier], vec![]),
            ("1|2", 2, vec![Het, Carrier, Phased], vec![]),
            ("1/1", 1, vec![Hom, Carrier], vec![]),
            ("0/1", 2, vec![], vec![]),
            ("0|0", 1, vec![Ref, Phased], vec![]),
            ("1", 1, vec![Carrier, Hemi], vec![]),
            ("0", 1, vec![Ref], vec![]),
            ("./1", 1, vec![Carrier], vec![Het, Hom, Ref, Phased, Hemi]),
            ("./0", 1, vec![], vec![Het, Hom, Ref, Phased, Hemi, Carrier]),
            ("./.", 1, vec![Missing], vec![Het, Hom, Ref, Phased, Hemi, Carrier]),
        ] {
            for word in [Het, Hom, Ref, Carrier, Missing, Phased, Hemi] {
                let expected = (!open.contains(&word)).then(|| fitting.contains(&word));
                assert_eq!(is(&word, genotype, allele), expected, "{genotype} {word:?}");
            }
        }
    }
}

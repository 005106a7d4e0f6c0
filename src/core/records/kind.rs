//! What kind of change a row's two alleles are, and how many bases it adds.
//!
//! Must not know positions: nothing is aligned, only what both alleles share at their ends is left out.

use super::alleles::Alleles;
use crate::filter::AlleleKind;

/// Kind and, where both alleles are spelled out, change of length.
///
/// VCF 4.5 §1.6.1: ALT is bases, `*`, `.`, `<ID>` or a breakend with brackets or a dot at one end.
pub(crate) fn kind(alleles: &Alleles) -> (AlleleKind, Option<i64>) {
    let Some(alternate) = alleles.alternate.as_deref() else { return (AlleleKind::Reference, None) };
    let other = match alternate {
        "*" => Some(AlleleKind::Spanning),
        "<NON_REF>" | "<*>" => Some(AlleleKind::Reference),
        _ if alternate.starts_with('<') => Some(AlleleKind::Symbolic),
        _ if alternate.contains(['[', ']']) => Some(AlleleKind::Breakend),
        _ if alternate.starts_with('.') || alternate.ends_with('.') => Some(AlleleKind::Breakend),
        _ => None,
    };
    if let Some(other) = other {
        return (other, None);
    }
    let change = i64::from(alleles.alternate_length) - i64::from(alleles.reference_length);
    let whole = || kind_of_bases(alleles.reference.as_bytes(), alternate.as_bytes());
    (alleles.cut_kind.unwrap_or_else(whole), Some(change))
}

/// Of two alleles that are spelled out.
pub(super) fn kind_of_bases(reference: &[u8], alternate: &[u8]) -> AlleleKind {
    let same = |(left, right): &(&u8, &u8)| left.eq_ignore_ascii_case(right);
    let start = reference.iter().zip(alternate).take_while(same).count();
    let (reference, alternate) = (&reference[start..], &alternate[start..]);
    let end = reference.iter().rev().zip(alternate.iter().rev()).take_while(same).count();
    match (reference.len() - end, alternate.len() - end) {
        (0, 0) => AlleleKind::Reference,
        (0, _) => AlleleKind::Insertion,
        (_, 0) => AlleleKind::Deletion,
        (1, 1) => AlleleKind::Snv,
        (lost, gained) if lost == gained => AlleleKind::Mnv,
        _ => AlleleKind::Complex,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_lengths() {
        use AlleleKind::*;
        for (reference, alternate, expected) in [
            ("A", "G", (Snv, Some(0))),
            ("AC", "AG", (Snv, Some(0))),
            ("AC", "GT", (Mnv, Some(0))),
            ("A", "ACG", (Insertion, Some(2))),
            ("ACG", "A", (Deletion, Some(-2))),
            ("CACA", "CA", (Deletion, Some(-2))),
            ("AC", "GTT", (Complex, Some(1))),
            ("A", "*", (Spanning, None)),
            ("A", "<DEL>", (Symbolic, None)),
            ("A", "<NON_REF>", (Reference, None)),
            ("A", "A[chr2:5[", (Breakend, None)),
            ("A", ".A", (Breakend, None)),
        ] {
            let alleles = Alleles {
                reference: reference.to_owned(),
                reference_length: reference.len() as u32,
                alternate: Some(alternate.to_owned()),
                alternate_length: alternate.len() as u32,
                cut_kind: None,
            };
            assert_eq!(kind(&alleles), expected, "{reference} {alternate}");
        }
    }
}

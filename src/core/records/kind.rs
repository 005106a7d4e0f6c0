//! What kind of change a row's two alleles are, and how many bases it adds.
//!
//! Must not know positions: nothing is aligned, only what both alleles share at their ends is left out.

use super::alleles::Alleles;
use crate::variant::AlleleKind;

/// Kind and, where both alleles are spelled out, change of length.
///
/// VCF 4.5 §1.6.1: ALT is bases, `*`, `.`, `<ID>` or a breakend with brackets or a dot at one end.
pub(crate) fn kind(alleles: &Alleles) -> (AlleleKind, Option<i64>) {
    let Some(alternate) = alleles.alternate.as_deref() else { return (AlleleKind::Reference, None) };
    let of_texts = || AlleleKind::of(alleles.reference.as_bytes(), alternate.as_bytes());
    let is_spelled_out = alternate.bytes().all(|byte| byte.is_ascii_alphabetic());
    let change = i64::from(alleles.alternate_length) - i64::from(alleles.reference_length);
    (alleles.cut_kind.unwrap_or_else(of_texts), is_spelled_out.then_some(change))
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
            ("A", "<X>", (Reference, None)),
            ("A", "<*:DEL>", (Spanning, None)),
            ("A", "a", (Reference, Some(0))),
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

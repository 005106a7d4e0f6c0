//! What kind of change an alternate allele is.
//!
//! Follows htslib 1.16 `vcf.c` `bcf_set_variant_type`, so that counts equal those of `bcftools stats`, and tells
//! apart what htslib puts together. Must not know records.

use serde::{Deserialize, Serialize};

/// A kind of alternate allele.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AlleleKind {
    /// One base in place of another.
    Snv,
    /// Bases added, none changed.
    Insertion,
    /// Bases missing, none changed.
    Deletion,
    /// Several bases in place of as many.
    Mnv,
    /// Bases in place of more or fewer others.
    Complex,
    /// `<DEL>`, `<DUP:TANDEM>`: described, not spelt.
    Symbolic,
    /// A place where the sequence goes on elsewhere or ends.
    Breakend,
    /// `*`: the base lies in a deletion that another record tells of.
    Spanning,
    /// No alternate: a dot, `<NON_REF>` or `<*>`.
    Reference,
}

impl AlleleKind {
    /// Every kind, in the order in which they are counted and shown.
    pub const ALL: [Self; 9] = [
        Self::Snv,
        Self::Insertion,
        Self::Deletion,
        Self::Mnv,
        Self::Complex,
        Self::Symbolic,
        Self::Breakend,
        Self::Spanning,
        Self::Reference,
    ];

    /// The kind of one alternate.
    #[inline]
    pub fn of(reference: &[u8], alternate: &[u8]) -> Self {
        match (reference, alternate) {
            ([from], [to]) if to.is_ascii_alphabetic() => {
                if from.eq_ignore_ascii_case(to) {
                    Self::Reference
                } else {
                    Self::Snv
                }
            }
            _ => Self::of_text(reference, alternate),
        }
    }

    fn of_text(reference: &[u8], alternate: &[u8]) -> Self {
        match alternate {
            b"." | b"<NON_REF>" | b"<*>" | b"<X>" => Self::Reference,
            b"*" | b"<*:DEL>" => Self::Spanning,
            _ if alternate.iter().any(|byte| b"[]".contains(byte)) => Self::Breakend,
            [b'<', ..] => Self::Symbolic,
            [b'.', ..] | [.., b'.'] => Self::Breakend,
            _ => Self::of_bases(reference, alternate),
        }
    }

    fn of_bases(reference: &[u8], alternate: &[u8]) -> Self {
        let is_same = |(a, b): (&u8, &u8)| a.eq_ignore_ascii_case(b);
        let shared = reference.iter().zip(alternate).take_while(|pair| is_same(*pair)).count();
        let (from, to) = (&reference[shared..], &alternate[shared..]);
        let shared = from.iter().rev().zip(to.iter().rev()).take_while(|pair| is_same(*pair)).count();
        match (from.len() - shared, to.len() - shared) {
            (0, 0) => Self::Reference,
            (0, _) => Self::Insertion,
            (_, 0) => Self::Deletion,
            (1, 1) => Self::Snv,
            (from, to) if from == to => Self::Mnv,
            _ => Self::Complex,
        }
    }

    /// A set of kinds as bits.
    pub(crate) const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// Kinds that say that something differs here from the reference.
    pub(crate) const VARIANTS: u16 = Self::Spanning.bit() - 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_those_of_htslib() {
        for (reference, alternate, expected) in [
            ("A", "G", AlleleKind::Snv),
            ("A", "a", AlleleKind::Reference),
            ("A", "N", AlleleKind::Snv),
            ("ACG", "ATG", AlleleKind::Snv),
            ("A", "AT", AlleleKind::Insertion),
            ("AT", "CAT", AlleleKind::Insertion),
            ("ATT", "A", AlleleKind::Deletion),
            ("CAT", "AT", AlleleKind::Deletion),
            ("AC", "GT", AlleleKind::Mnv),
            ("ACC", "GT", AlleleKind::Complex),
            ("A", "<DEL>", AlleleKind::Symbolic),
            ("A", "<CN0>", AlleleKind::Symbolic),
            ("A", "G]17:198982]", AlleleKind::Breakend),
            ("A", "<chr1>[<ctg>:7[", AlleleKind::Breakend),
            ("A", ".G", AlleleKind::Breakend),
            ("A", "*", AlleleKind::Spanning),
            ("A", "<*:DEL>", AlleleKind::Spanning),
            ("A", "<*>", AlleleKind::Reference),
            ("A", "<NON_REF>", AlleleKind::Reference),
            ("A", ".", AlleleKind::Reference),
        ] {
            assert_eq!(AlleleKind::of(reference.as_bytes(), alternate.as_bytes()), expected, "{reference} {alternate}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_bits() {
        for (index, kind) in AlleleKind::ALL.into_iter().enumerate() {
            assert_eq!((kind as usize, kind.bit()), (index, 1 << index));
        }
        assert_eq!(AlleleKind::VARIANTS, 0b0_0111_1111);
    }
}

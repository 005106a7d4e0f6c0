//! Whether a text of the table fits one of an expression.
//!
//! Must not know rows.

use crate::filter::{Matching, is_same_contig};

/// How a column's texts are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextForm {
    /// One text.
    Whole,
    /// A chromosome's name.
    Contig,
    /// Names between semicolons, in any order; all of them count (FILTER, as bcftools compares it).
    Set,
    /// Items between `,`, `;` or `&`, each of which counts.
    List,
}

/// Whether a text fits at least one of these.
pub(super) fn fits(text: &str, form: TextForm, matching: Matching, wanted: &[String]) -> bool {
    wanted.iter().any(|wanted| match matching {
        Matching::Contains => contains(text, wanted),
        Matching::Equal => equals(text, form, wanted),
    })
}

fn equals(text: &str, form: TextForm, wanted: &str) -> bool {
    if text.eq_ignore_ascii_case(wanted) {
        return true;
    }
    match form {
        TextForm::Whole => false,
        TextForm::Contig => is_same_contig(text, wanted),
        TextForm::Set => {
            let names = |text: &str| {
                let mut names: Vec<String> = text.split(';').map(str::to_ascii_uppercase).collect();
                names.sort();
                names
            };
            text.contains(';') && names(text) == names(wanted)
        }
        TextForm::List => text.split([',', ';', '&']).any(|item| item.eq_ignore_ascii_case(wanted)),
    }
}

/// Whether all pieces between the pattern's `*` follow each other in the text.
fn contains(text: &str, pattern: &str) -> bool {
    let text = text.to_lowercase();
    let pattern = pattern.to_lowercase();
    let mut rest = text.as_str();
    for piece in pattern.split('*') {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_as_their_column_means_them() {
        use {Matching::*, TextForm::*};
        for (text, form, matching, wanted, expected) in [
            ("PASS", Set, Equal, "pass", true),
            ("q10;s50", Set, Equal, "s50;q10", true),
            ("q10;s50", Set, Equal, "q10", false),
            ("missense_variant&splice_region_variant", List, Equal, "splice_region_variant", true),
            ("missense_variant", List, Equal, "missense", false),
            ("A,G", Whole, Equal, "A", false),
            ("chr7", Contig, Equal, "7", true),
            ("missense_variant", List, Contains, "SENSE", true),
            ("missense_variant", List, Contains, "mis*var*", true),
            ("missense_variant", List, Contains, "var*mis", false),
        ] {
            assert_eq!(fits(text, form, matching, &[wanted.to_owned()]), expected, "{text} {wanted}");
        }
    }
}

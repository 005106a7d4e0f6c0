//! What the chosen transcript says.
//!
//! Must not know how it was chosen.

use std::borrow::Cow;

use super::{ChosenBy, Impact, SoTerm};
use crate::records::AnnotationPart;

/// Whether the annotation says which allele it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlleleNaming {
    /// It names the row's allele.
    Named,
    /// It names none, or the record's only one in a way that is not the VCF's (as after alleles were trimmed).
    Assumed,
}

/// What an annotation says of a row's allele. Texts are as written: see [`decoded`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked<'a> {
    pub(super) entry: &'a [u8],
    /// Gene symbol.
    pub gene: Option<&'a [u8]>,
    /// The gene's identifier in its database.
    pub gene_id: Option<&'a [u8]>,
    /// Consequence terms, several joined by `&`.
    pub consequence: Option<&'a [u8]>,
    /// The most severe of them that is known.
    pub severest: Option<SoTerm>,
    /// As written, else that of [`Self::severest`].
    pub impact: Option<Impact>,
    /// HGVS on the transcript.
    pub hgvs_c: Option<&'a [u8]>,
    /// HGVS on the protein.
    pub hgvs_p: Option<&'a [u8]>,
    /// Amino acids in the tool's own way: `343W>343R`, `R343W`, `R/W`.
    pub amino_acids: Option<&'a [u8]>,
    /// Transcript, or another feature.
    pub transcript: Option<&'a [u8]>,
    /// Biotype of the transcript.
    pub biotype: Option<&'a [u8]>,
    /// MANE Select.
    pub is_mane_select: bool,
    /// MANE Plus Clinical.
    pub is_mane_plus_clinical: bool,
    /// Ensembl's canonical transcript.
    pub is_canonical: bool,
    /// bcftools' `*`: the change is downstream of a stop in the same haplotype.
    pub is_after_stop: bool,
    /// Why this transcript; `None` when the consequences are [`Self::stored_at`] another record.
    pub chosen_by: Option<ChosenBy>,
    /// Whether the annotation names the allele.
    pub allele: AlleleNaming,
    /// How many transcripts the annotation has for the allele.
    pub transcripts: u32,
    /// bcftools' `@`: position of the record with the consequences of a change that several records make together.
    pub stored_at: Option<u64>,
}

impl<'a> Picked<'a> {
    /// What a column shows, as written; a gene without a symbol by its identifier.
    pub fn part(&self, part: AnnotationPart) -> Option<&'a [u8]> {
        match part {
            AnnotationPart::Gene => self.gene.or(self.gene_id),
            AnnotationPart::Consequence => self.consequence,
            AnnotationPart::Impact => self.impact.map(|impact| impact.name().as_bytes()),
            AnnotationPart::HgvsC => self.hgvs_c,
            AnnotationPart::HgvsP => self.hgvs_p,
            AnnotationPart::Transcript => self.transcript,
        }
    }
}

/// A text with its `%3D` and the like read: VEP writes so what VCF keeps for itself (VCF 4.5 §1.2).
pub fn decoded(text: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr(b'%', text) else { return Cow::Borrowed(text) };
    let mut plain = text[..first].to_vec();
    let mut rest = &text[first..];
    while let [byte, tail @ ..] = rest {
        let escaped = match (byte, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| 16 * high + low),
            _ => None,
        };
        plain.push(escaped.unwrap_or(*byte));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    Cow::Owned(plain)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs() {
        let plain = |text: &'static str| String::from_utf8(decoded(text.as_bytes()).into_owned()).unwrap();
        assert_eq!(plain("ENSP00000354687.2:p.Leu5%3D"), "ENSP00000354687.2:p.Leu5=");
        assert_eq!(plain("p.%28%3d%29"), "p.(=)");
        assert_eq!(plain("100%"), "100%");
        assert_eq!(plain("%3"), "%3");
        assert_eq!(plain("%zz%3B"), "%zz;");
        assert!(matches!(decoded(b"c.5C>T"), Cow::Borrowed(_)));
    }
}

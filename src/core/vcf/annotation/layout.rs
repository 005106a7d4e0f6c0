//! Where in a transcript's entry each thing stands.
//!
//! Must not know which transcript is best.

use super::{
    Tool,
    allele::{Fit, RowAllele},
    choice::{Candidate, Chosen, Outcome},
    picked::{AlleleNaming, Picked},
    severity::{Impact, Severity, TermIndex},
};

/// What a sub-field is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    // Those a transcript is chosen by.
    Allele,
    AlleleNumber,
    Consequence,
    Impact,
    Biotype,
    ManeSelect,
    Mane,
    Canonical,
    DnaChange,
    // Those shown of the chosen one.
    Gene,
    GeneId,
    Transcript,
    HgvsC,
    HgvsP,
    AminoAcids,
    ManePlusClinical,
}

const ROLES: usize = 16;
/// Roles before this one choose.
const FIRST_SHOWN: Role = Role::Gene;

/// Names by role, in lower case and without punctuation; `gene` is a symbol to bcftools and an identifier to VEP.
fn role(tool: Tool, name: &str) -> Option<Role> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    Some(match plain.as_str() {
        "allele" => Role::Allele,
        "allelenum" | "genotypenum" | "genotypenumber" | "genotype" => Role::AlleleNumber,
        "consequence" | "annotation" | "effect" => Role::Consequence,
        "impact" | "annotationimpact" | "effectimpact" => Role::Impact,
        "biotype" | "transcriptbiotype" | "genebiotype" => Role::Biotype,
        "maneselect" => Role::ManeSelect,
        "mane" => Role::Mane,
        "maneplusclinical" => Role::ManePlusClinical,
        "canonical" => Role::Canonical,
        "dnachange" => Role::DnaChange,
        "gene" if tool == Tool::Bcftools => Role::Gene,
        "symbol" | "genename" | "hgnc" => Role::Gene,
        "gene" | "geneid" => Role::GeneId,
        "feature" | "featureid" | "transcript" | "transcriptid" => Role::Transcript,
        "hgvsc" => Role::HgvsC,
        "hgvsp" => Role::HgvsP,
        "aminoacidchange" | "aminoacids" => Role::AminoAcids,
        _ => return None,
    })
}

/// An entry's texts by role; empty where it says nothing.
struct Texts<'a>([&'a [u8]; ROLES]);

impl<'a> Texts<'a> {
    fn get(&self, role: Role) -> Option<&'a [u8]> {
        present(self.0[role as usize])
    }
}

/// The tools write nothing, some that rewrite their values a dot.
fn present(text: &[u8]) -> Option<&[u8]> {
    (!text.is_empty() && text != b".").then_some(text)
}

/// Which sub-field has which role.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    tool: Tool,
    roles: Vec<Option<Role>>,
    /// Fields to look at for a choice.
    choosing: usize,
}

impl Layout {
    /// `None` when no sub-field is the consequence.
    pub(super) fn new(tool: Tool, names: &[Box<str>]) -> Option<Self> {
        let mut roles: Vec<Option<Role>> = Vec::new();
        for name in names {
            // The first of a name counts.
            let role = role(tool, name).filter(|role| !roles.contains(&Some(*role)));
            roles.push(role);
        }
        while roles.last() == Some(&None) {
            roles.pop();
        }
        let is_choosing = |role: &Option<Role>| role.is_some_and(|role| (role as usize) < (FIRST_SHOWN as usize));
        let choosing = 1 + roles.iter().rposition(is_choosing)?;
        roles.contains(&Some(Role::Consequence)).then_some(Self { tool, roles, choosing })
    }

    /// The transcripts' entries of a value.
    pub(super) fn entries<'a>(&self, value: &'a [u8]) -> Entries<'a> {
        Entries { rest: Some(value), is_classic: self.tool == Tool::SnpEffClassic }
    }

    /// bcftools: where the record with the consequences stands, `@123`.
    pub(super) fn pointer(&self, entry: &[u8]) -> Option<u64> {
        if self.tool != Tool::Bcftools {
            return None;
        }
        str::from_utf8(entry.strip_prefix(b"@")?).ok()?.parse().ok()
    }

    /// The sub-field at an index.
    pub(super) fn field<'a>(&self, entry: &'a [u8], index: usize) -> Option<&'a [u8]> {
        let mut found = None;
        self.fields(entry, index + 1, |at, text| {
            if at == index {
                found = Some(text);
            }
        });
        found.and_then(present)
    }

    /// Gives the first sub-fields of an entry to `take`, at most `count`.
    fn fields<'a>(&self, entry: &'a [u8], count: usize, mut take: impl FnMut(usize, &'a [u8])) {
        let (mut entry, mut index) = (entry, 0);
        if self.tool == Tool::SnpEffClassic {
            // `EFFECT(impact|…)`.
            let Some(at) = memchr::memchr(b'(', entry) else { return };
            take(0, &entry[..at]);
            let inner = entry.get(at + 1..).unwrap_or_default();
            entry = inner.strip_suffix(b")").unwrap_or(inner);
            index = 1;
        }
        let mut start = 0;
        // Most sub-fields are empty or short: a look at each byte is faster than a search for the next bar.
        for (at, byte) in entry.iter().enumerate() {
            if *byte == b'|' {
                if index >= count {
                    return;
                }
                take(index, &entry[start..at]);
                index += 1;
                start = at + 1;
            }
        }
        if index < count {
            take(index, &entry[start..]);
        }
    }

    fn texts<'a>(&self, entry: &'a [u8], count: usize) -> Texts<'a> {
        let mut texts: Texts<'a> = Texts([b""; ROLES]);
        self.fields(entry, count, |index, text| {
            if let Some(Some(role)) = self.roles.get(index) {
                texts.0[*role as usize] = text;
            }
        });
        texts
    }

    /// What an entry has to say for itself; `None` when it is about another allele.
    pub(super) fn candidate<'a>(
        &self,
        entry: &'a [u8],
        row: &RowAllele<'_>,
        terms: &TermIndex,
    ) -> Option<Candidate<'a>> {
        let texts = self.texts(entry, self.choosing);
        let written = texts.get(Role::Allele);
        let fit = match self.tool {
            Tool::Bcftools => row.fit_dna_change(texts.get(Role::DnaChange)),
            _ => row.fit(written, texts.get(Role::AlleleNumber), self.tool == Tool::Vep),
        }?;
        let consequence = self.consequence(&texts)?;
        let term = terms.severest(consequence);
        let impact = if term.is_none() { texts.get(Role::Impact).and_then(Impact::from_name) } else { None };
        Some(Candidate {
            entry,
            fit,
            written: written.unwrap_or_default(),
            is_mane_select: is_mane_select(&texts),
            is_canonical: is_canonical(&texts),
            severity: Severity::new(term, impact),
            is_protein_coding: texts
                .get(Role::Biotype)
                .is_some_and(|biotype| biotype.eq_ignore_ascii_case(b"protein_coding")),
        })
    }

    fn consequence<'a>(&self, texts: &Texts<'a>) -> Option<&'a [u8]> {
        let consequence = texts.get(Role::Consequence)?;
        if self.tool == Tool::Bcftools {
            // `*`: downstream of a stop (bcftools csq, "Understanding the consequences").
            let term = consequence.strip_prefix(b"*").unwrap_or(consequence);
            return present(term).filter(|term| !term.starts_with(b"@"));
        }
        Some(consequence)
    }

    /// What the chosen entry says.
    pub(super) fn picked<'a>(&self, chosen: &Chosen<'a>, terms: &TermIndex) -> Picked<'a> {
        let (chosen_by, fit, stored_at) = match chosen.outcome {
            Outcome::Transcript { chosen_by, fit } => (Some(chosen_by), fit, None),
            Outcome::StoredAt(position) => (None, Fit::Assumed, Some(position)),
        };
        let entry = if stored_at.is_some() { &chosen.entry[..0] } else { chosen.entry };
        let texts = self.texts(entry, self.roles.len());
        let consequence = self.consequence(&texts);
        let severest = consequence.and_then(|joined| terms.severest(joined));
        let written_impact = texts.get(Role::Impact).and_then(Impact::from_name);
        let (mut hgvs_c, mut hgvs_p, mut amino_acids) =
            (texts.get(Role::HgvsC), texts.get(Role::HgvsP), texts.get(Role::AminoAcids));
        if self.tool == Tool::SnpEffClassic
            && let Some((p, c)) = amino_acids.and_then(classic_hgvs)
        {
            (hgvs_p, hgvs_c, amino_acids) = (p, c, None);
        }
        Picked {
            entry,
            gene: texts.get(Role::Gene),
            gene_id: texts.get(Role::GeneId),
            consequence,
            severest,
            impact: written_impact.or(severest.map(super::SoTerm::impact)),
            hgvs_c,
            hgvs_p,
            amino_acids,
            transcript: texts.get(Role::Transcript),
            biotype: texts.get(Role::Biotype),
            is_mane_select: is_mane_select(&texts),
            is_mane_plus_clinical: texts.get(Role::ManePlusClinical).is_some()
                || texts.get(Role::Mane).is_some_and(is_plus_clinical),
            is_canonical: is_canonical(&texts),
            is_after_stop: self.tool == Tool::Bcftools && entry.first() == Some(&b'*'),
            chosen_by,
            allele: match fit {
                Fit::Written | Fit::OtherWriting | Fit::Numbered => AlleleNaming::Named,
                Fit::Assumed => AlleleNaming::Assumed,
            },
            transcripts: chosen.transcripts,
            stored_at,
        }
    }
}

/// `MANE_SELECT` holds the matching RefSeq transcript; the older `MANE` the words.
fn is_mane_select(texts: &Texts<'_>) -> bool {
    texts.get(Role::ManeSelect).is_some() || texts.get(Role::Mane).is_some_and(|text| !is_plus_clinical(text))
}

fn is_plus_clinical(text: &[u8]) -> bool {
    text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"MANE_Plus"))
}

fn is_canonical(texts: &Texts<'_>) -> bool {
    matches!(texts.get(Role::Canonical), Some(b"YES" | b"1"))
}

/// SnpEff's EFF with `-hgvs` has `p.Arg2Ter/c.4C>T` where amino acids stand.
#[expect(clippy::type_complexity, reason = "protein and transcript change, either may be missing")]
fn classic_hgvs(text: &[u8]) -> Option<(Option<&[u8]>, Option<&[u8]>)> {
    if text.starts_with(b"c.") || text.starts_with(b"n.") {
        return Some((None, Some(text)));
    }
    if !text.starts_with(b"p.") {
        return None;
    }
    Some(match memchr::memchr(b'/', text) {
        Some(at) => (Some(&text[..at]), text.get(at + 1..).and_then(present)),
        None => (Some(text), None),
    })
}

/// Entries of a value: parted by commas, which SnpEff's EFF also has inside its brackets.
pub(super) struct Entries<'a> {
    rest: Option<&'a [u8]>,
    is_classic: bool,
}

impl<'a> Iterator for Entries<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        let is_end = |at: &usize| !self.is_classic || (*at > 0 && rest[at - 1] == b')');
        match memchr::memchr_iter(b',', rest).find(is_end) {
            Some(at) => {
                self.rest = rest.get(at + 1..);
                Some(&rest[..at])
            }
            None => {
                self.rest = None;
                Some(rest)
            }
        }
    }
}

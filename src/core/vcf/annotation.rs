//! What an annotator wrote about a variant's effect on genes: VEP's `CSQ`, SnpEff's `ANN` and `EFF`, bcftools' `BCSQ`.
//!
//! Owns how such a value is laid out, which of its transcripts is chosen ([`ChosenBy`]) and how bad a consequence is.
//! Must not know any gene or transcript by name: everything comes from the file.
//!
//! Called for every row of a file, so that nothing here allocates per row: a [`Picked`] borrows from the line.

use serde::{Deserialize, Serialize};

mod allele;
mod choice;
mod format;
mod layout;
mod picked;
mod severity;

pub use choice::ChosenBy;
pub use picked::{AlleleNaming, Picked, decoded};
pub use severity::{Impact, SoTerm};

use self::{allele::RowAllele, choice::Choice, layout::Layout, severity::TermIndex};
use super::header::{Definition, Number};

/// What the header says of an INFO key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InfoField<'a> {
    /// Its name.
    pub key: &'a str,
    /// Its description; empty when it has none.
    pub description: &'a str,
    /// It has a value for each alternate allele, or for each allele.
    pub per_allele: PerAllele,
}

/// For which alleles an INFO key has values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PerAllele {
    /// One for the record, or a number of values that says nothing.
    No,
    /// `Number=A`.
    Alternates,
    /// `Number=R`: the reference first.
    All,
}

impl<'a> From<(&'a Box<[u8]>, &'a Definition)> for InfoField<'a> {
    fn from((key, definition): (&'a Box<[u8]>, &'a Definition)) -> Self {
        Self {
            // A key that is no text names no annotation.
            key: str::from_utf8(key).unwrap_or_default(),
            description: definition.description.as_deref().unwrap_or_default(),
            per_allele: match definition.number {
                Some(Number::Alternates) => PerAllele::Alternates,
                Some(Number::Alleles) => PerAllele::All,
                _ => PerAllele::No,
            },
        }
    }
}

/// Who wrote an annotation, which decides its layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tool {
    /// Ensembl VEP: `CSQ`, in gnomAD's files `vep`.
    Vep,
    /// SnpEff 4.1 and later: `ANN`.
    SnpEff,
    /// `bcftools csq`: `BCSQ`.
    Bcftools,
    /// SnpEff before 4.1, or with `-classic`: `EFF`.
    SnpEffClassic,
}

/// Where the order of the sub-fields comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrderSource {
    /// The header's description.
    Header,
    /// The tool's documentation, because the description gives none: worth a warning.
    ToolDefault,
}

/// A sub-field of an annotation, such as VEP's `SIFT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SubField(u16);

/// Reads one annotation key of a file.
#[derive(Clone, Debug)]
pub struct Annotator {
    key: Box<str>,
    tool: Tool,
    order_source: OrderSource,
    names: Vec<Box<str>>,
    passed_over: Vec<Box<str>>,
    layout: Layout,
    terms: TermIndex,
}

impl Annotator {
    /// The reader for the annotation that the file carries. Of several: VEP's, then `ANN`, `BCSQ`, `EFF`; the others
    /// are [`Self::passed_over`].
    pub fn from_infos<'a>(infos: impl IntoIterator<Item = InfoField<'a>>) -> Option<Self> {
        let mut found: Vec<(Tool, InfoField<'a>)> =
            infos.into_iter().filter_map(|info| Some((tool(&info)?, info))).collect();
        // The header's keys come in no order.
        found.sort_by_key(|(tool, info)| (*tool, info.key != "CSQ", info.key));
        let (tool, info) = found.first()?;
        let read = format::field_names(info.description).filter(|names| Layout::new(*tool, names).is_some());
        let order_source = if read.is_some() { OrderSource::Header } else { OrderSource::ToolDefault };
        let names = read.unwrap_or_else(|| format::default_names(*tool));
        Some(Self {
            key: info.key.into(),
            tool: *tool,
            order_source,
            layout: Layout::new(*tool, &names)?,
            names,
            passed_over: found.iter().skip(1).map(|(_, info)| info.key.into()).collect(),
            terms: TermIndex::new(),
        })
    }

    /// The INFO key it reads.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Who wrote it.
    pub fn tool(&self) -> Tool {
        self.tool
    }

    /// Where the order of its sub-fields comes from.
    pub fn order_source(&self) -> OrderSource {
        self.order_source
    }

    /// Names of its sub-fields, in their order.
    pub fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// Other annotation keys of the file, which are not read.
    pub fn passed_over(&self) -> &[Box<str>] {
        &self.passed_over
    }

    /// The sub-field of that name, whatever its case.
    pub fn sub_field(&self, name: &str) -> Option<SubField> {
        let index = self.names.iter().position(|known| known.eq_ignore_ascii_case(name))?;
        u16::try_from(index).ok().map(SubField)
    }

    /// What the chosen transcript says in a sub-field; `None` when that is nothing.
    pub fn value<'a>(&self, picked: &Picked<'a>, sub_field: SubField) -> Option<&'a [u8]> {
        self.layout.field(picked.entry, usize::from(sub_field.0))
    }

    /// What the annotation says of one alternate allele, by the transcript that [`ChosenBy`] describes.
    ///
    /// `info_value` is the key's value; `reference`, `alternate` and `alternates` are the record's REF, the row's
    /// ALT and the record's ALT column; `alternate_index` counts from 0.
    pub fn pick<'a>(
        &self,
        info_value: &'a [u8],
        reference: &[u8],
        alternate: &[u8],
        alternate_index: usize,
        alternates: &[u8],
    ) -> Option<Picked<'a>> {
        let row = RowAllele::new(reference, alternate, alternate_index, alternates);
        let mut choice = Choice::default();
        for entry in self.layout.entries(info_value) {
            if let Some(position) = self.layout.pointer(entry) {
                choice.stored_elsewhere(entry, position);
            } else {
                choice.consider(self.layout.candidate(entry, &row, &self.terms));
            }
        }
        let chosen = choice.decide()?;
        Some(self.layout.picked(&chosen, &self.terms))
    }
}

/// Which tool wrote a key, if it is an annotation's. Each tool lets its key be renamed, so that the description
/// decides first.
fn tool(info: &InfoField<'_>) -> Option<Tool> {
    let says = |words: &str| info.description.contains(words);
    match info.key {
        "CSQ" | "ANN" | "BCSQ" if says("BCFtools/csq") => Some(Tool::Bcftools),
        "CSQ" | "vep" | "VEP" => Some(Tool::Vep),
        "ANN" if says("Ensembl VEP") => Some(Tool::Vep),
        "ANN" => Some(Tool::SnpEff),
        "BCSQ" => Some(Tool::Bcftools),
        "EFF" => Some(Tool::SnpEffClassic),
        _ if says("Format: Allele|Consequence|") => Some(Tool::Vep),
        _ if says("BCFtools/csq") && says("|gene|") => Some(Tool::Bcftools),
        _ => None,
    }
}

#[cfg(test)]
mod tests;

//! What a file has to ask about: its fields with their types, its samples, the values seen.
//!
//! Must not know an expression.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{GenotypeWord, Subject};
use crate::records::{AnnotationPart, ColumnKey, Count};
use crate::variant::AlleleKind;

/// A file as an expression sees it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// Chromosomes as the file names them, in its order.
    pub contigs: Vec<String>,
    /// FILTER names, those of the header and those seen.
    pub filters: Vec<String>,
    /// Every sample, in the header's order.
    pub samples: Vec<String>,
    /// Index of the sample that GT, DP and GQ without a name are about.
    pub focus: u32,
    /// Which of GT, DP, GQ and AD the records have.
    pub formats: Vec<String>,
    /// INFO keys.
    pub info: Vec<InfoField>,
    /// Parts of the annotation that the file has, with some of the values seen.
    pub annotation: Vec<(AnnotationPart, Vec<String>)>,
    /// Whether alleles are counted over the samples.
    pub counted: bool,
    /// Groups of samples by name; the counts over all samples have number 0, the first group number 1.
    pub groups: Vec<String>,
}

/// An INFO key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InfoField {
    /// As the header names it.
    pub key: String,
    /// How it is compared.
    pub kind: Kind,
    /// It gives an allele's frequency in a population.
    pub is_population_frequency: bool,
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// With numbers.
    Number,
    /// With texts.
    Text,
    /// It is there or not.
    Flag,
    /// With words for genotypes.
    Genotype,
    /// With kinds of changes.
    Type,
}

/// What may be named behind a field, in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    None,
    /// A sample.
    Sample,
    /// A group of samples.
    Group,
}

/// A field of a file.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// The name to show.
    pub name: Cow<'a, str>,
    /// Other names it is known by.
    pub aliases: Vec<Cow<'a, str>>,
    /// How it is compared.
    pub kind: Kind,
    /// What may be named behind it.
    pub argument: Argument,
    /// What it stands for, of the focus sample and of all samples.
    pub subject: Subject,
}

impl Schema {
    /// Every field, in the order they are offered. A name belongs to the first that has it: `AF` is counted here
    /// when this file's samples are counted, and `INFO/AF` is the file's own.
    pub fn fields(&self) -> Vec<Field<'_>> {
        let mut fields = Vec::new();
        self.push_fixed(&mut fields);
        self.push_calls(&mut fields);
        self.push_annotation(&mut fields);
        self.push_counts(&mut fields);
        self.push_info(&mut fields);
        fields
    }

    /// The field of a name, as written or but for case.
    pub fn field(&self, name: &str) -> Option<Field<'_>> {
        let mut fields = self.fields();
        let exact = fields.iter().position(|field| field.name == name);
        let at = exact.or_else(|| fields.iter().position(|field| field.is_called(name)))?;
        Some(fields.swap_remove(at))
    }

    /// Index of a sample by name, as written or, if only one fits, but for case.
    pub fn sample(&self, name: &str) -> Option<u32> {
        let exact = self.samples.iter().position(|sample| sample == name);
        let mut similar = (0..self.samples.len()).filter(|index| self.samples[*index].eq_ignore_ascii_case(name));
        let index = exact.or_else(|| similar.next().filter(|_| similar.next().is_none()))?;
        u32::try_from(index).ok()
    }

    /// Number of a group by name, as written or but for case.
    pub fn group(&self, name: &str) -> Option<u32> {
        let exact = self.groups.iter().position(|group| group == name);
        let index = exact.or_else(|| self.groups.iter().position(|group| group.eq_ignore_ascii_case(name)))?;
        u32::try_from(index + 1).ok()
    }

    /// A chromosome as the file names it: `7` and `chr7` are the same.
    pub fn contig(&self, name: &str) -> Option<&str> {
        let same = |contig: &&String| super::value::is_same_contig(contig, name);
        self.contigs
            .iter()
            .find(|contig| *contig == name)
            .or_else(|| self.contigs.iter().find(same))
            .map(String::as_str)
    }

    /// Values to offer for a field.
    pub fn values(&self, field: &Field<'_>) -> Vec<&str> {
        match (&field.subject, field.kind) {
            (_, Kind::Genotype) => GenotypeWord::NAMES.to_vec(),
            (_, Kind::Type) => AlleleKind::ALL.map(AlleleKind::name).to_vec(),
            (Subject::Column(ColumnKey::Chrom), _) => self.contigs.iter().map(String::as_str).collect(),
            (Subject::Column(ColumnKey::Filter), _) => {
                let others = self.filters.iter().map(String::as_str).filter(|filter| *filter != "PASS");
                std::iter::once("PASS").chain(others).collect()
            }
            (Subject::Column(ColumnKey::Annotation(part)), _) => {
                let values = self.annotation.iter().find(|(found, _)| found == part);
                values.into_iter().flat_map(|(_, values)| values).map(String::as_str).collect()
            }
            _ => Vec::new(),
        }
    }

    fn push_fixed<'a>(&'a self, fields: &mut Vec<Field<'a>>) {
        use ColumnKey::{Alt, Chrom, Filter, Id, Pos, Qual, Ref};
        let fixed = |name, aliases: &[&'static str], kind, subject| Field::plain(name, aliases, kind, subject);
        fields.extend([
            fixed("CHROM", &["chromosome", "contig"], Kind::Text, Subject::Column(Chrom)),
            fixed("POS", &["position"], Kind::Number, Subject::Column(Pos)),
            fixed("ID", &["rsid"], Kind::Text, Subject::Column(Id)),
            fixed("REF", &[], Kind::Text, Subject::Column(Ref)),
            fixed("ALT", &[], Kind::Text, Subject::Column(Alt)),
            fixed("QUAL", &["quality"], Kind::Number, Subject::Column(Qual)),
            fixed("FILTER", &[], Kind::Text, Subject::Column(Filter)),
            fixed("type", &[], Kind::Type, Subject::Type),
            fixed("length", &["ilen"], Kind::Number, Subject::Length),
        ]);
    }

    fn push_calls<'a>(&'a self, fields: &mut Vec<Field<'a>>) {
        let focus = self.focus;
        let calls: [(&str, [&'static str; 2], Kind, ColumnKey); 4] = [
            ("GT", ["FMT/GT", "FORMAT/GT"], Kind::Genotype, ColumnKey::Genotype(focus)),
            ("DP", ["FMT/DP", "FORMAT/DP"], Kind::Number, ColumnKey::Depth(focus)),
            ("GQ", ["FMT/GQ", "FORMAT/GQ"], Kind::Number, ColumnKey::GenotypeQuality(focus)),
            ("AB", ["allele_balance", "FMT/AB"], Kind::Number, ColumnKey::AlleleBalance(focus)),
        ];
        if self.samples.is_empty() {
            return;
        }
        for (name, aliases, kind, key) in calls {
            // AB follows from AD.
            let source = if name == "AB" { "AD" } else { name };
            if self.formats.iter().any(|format| format == source) {
                let field = Field::plain(name, &aliases, kind, Subject::Column(key));
                fields.push(Field { argument: Argument::Sample, ..field });
            }
        }
    }

    fn push_annotation<'a>(&'a self, fields: &mut Vec<Field<'a>>) {
        for (part, _) in &self.annotation {
            let (name, alias): (&'static str, &'static str) = match part {
                AnnotationPart::Gene => ("gene", "symbol"),
                AnnotationPart::Consequence => ("consequence", "effect"),
                AnnotationPart::Impact => ("impact", "severity"),
                AnnotationPart::HgvsC => ("hgvsc", "hgvs_c"),
                AnnotationPart::HgvsP => ("hgvsp", "hgvs_p"),
                AnnotationPart::Transcript => ("transcript", "feature"),
            };
            let subject = Subject::Column(ColumnKey::Annotation(*part));
            fields.push(Field::plain(name, &[alias], Kind::Text, subject));
        }
    }

    fn push_counts<'a>(&'a self, fields: &mut Vec<Field<'a>>) {
        if !self.counted {
            return;
        }
        let count = |count| Subject::Column(ColumnKey::Count { group: 0, count });
        let counts: [(&'static str, &'static str, Subject); 8] = [
            ("AC", "allele_count", count(Count::Alleles)),
            ("AN", "allele_number", count(Count::Called)),
            ("AF", "frequency", Subject::Frequency { group: 0 }),
            ("het", "heterozygotes", count(Count::Heterozygous)),
            ("hom", "homozygotes", count(Count::Homozygous)),
            ("hemi", "hemizygotes", count(Count::Hemizygous)),
            ("missing", "uncalled", count(Count::Missing)),
            ("HWE", "hardy_weinberg", Subject::HardyWeinberg { group: 0 }),
        ];
        for (name, alias, subject) in counts {
            let field = Field::plain(name, &[alias], Kind::Number, subject);
            fields.push(Field { argument: Argument::Group, ..field });
        }
    }

    fn push_info<'a>(&'a self, fields: &mut Vec<Field<'a>>) {
        let others = fields.len();
        for info in &self.info {
            let full = Cow::Owned(format!("INFO/{}", info.key));
            let bare = Cow::Borrowed(info.key.as_str());
            let is_taken = fields[..others].iter().any(|field| field.is_called(&info.key));
            let (name, aliases) = if is_taken { (full, Vec::new()) } else { (bare, vec![full]) };
            let subject = Subject::Column(ColumnKey::Info(info.key.clone()));
            fields.push(Field { name, aliases, kind: info.kind, argument: Argument::None, subject });
        }
    }
}

impl<'a> Field<'a> {
    fn plain(name: &'a str, aliases: &[&'static str], kind: Kind, subject: Subject) -> Self {
        let aliases = aliases.iter().map(|alias| Cow::Borrowed(*alias)).collect();
        Self { name: Cow::Borrowed(name), aliases, kind, argument: Argument::None, subject }
    }

    fn is_called(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name) || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}

impl Subject {
    /// The same of another sample.
    pub(super) fn of_sample(self, sample: u32) -> Self {
        match self {
            Self::Column(ColumnKey::Genotype(_)) => Self::Column(ColumnKey::Genotype(sample)),
            Self::Column(ColumnKey::Depth(_)) => Self::Column(ColumnKey::Depth(sample)),
            Self::Column(ColumnKey::GenotypeQuality(_)) => Self::Column(ColumnKey::GenotypeQuality(sample)),
            Self::Column(ColumnKey::AlleleBalance(_)) => Self::Column(ColumnKey::AlleleBalance(sample)),
            other => other,
        }
    }

    /// The same of another group.
    pub(super) fn of_group(self, group: u32) -> Self {
        match self {
            Self::Column(ColumnKey::Count { count, .. }) => Self::Column(ColumnKey::Count { group, count }),
            Self::Frequency { .. } => Self::Frequency { group },
            Self::HardyWeinberg { .. } => Self::HardyWeinberg { group },
            other => other,
        }
    }
}

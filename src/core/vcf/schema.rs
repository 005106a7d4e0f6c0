//! What an open file has to filter by and to show, from its header and from what was seen in it.
//!
//! Must not know a filter's language beyond the names it offers.

use std::{collections::BTreeSet, io::Read};

use crate::{
    filter::{InfoField, Kind as FilterKind, Schema, Trio, parse, presets},
    local_cohort::summary::{Question, Summary, summary},
    records::{AnnotationPart, ColumnKey, Columns, RecordTable},
    wire::Offer,
};

use super::{
    MAX_GROUPS,
    annotation::{Annotator, InfoField as InfoDefinition},
    header::{Definition, Header, Kind, Number},
    populations,
    reading::Reading,
};

/// Values of one column that are offered.
const OFFERED_VALUES: usize = 200;
/// Columns shown before anybody chose.
const SHOWN_AT_FIRST: usize = 6;

/// Short conditions that many people start with; those that the file has the fields for are offered.
const CONDITIONS: [&str; 4] = ["FILTER = PASS", "GQ >= 20", "DP >= 10", "GT = het"];

impl<R: Read> Reading<R> {
    /// What the file has to filter by and to show; `None` before its header was read.
    pub fn offer(&self, trio: Option<Trio>) -> Option<Offer> {
        let records = self.records()?;
        let (header, table) = (&records.plan.header, &records.gathered.table);
        let groups = self.group_names().map(str::to_owned).collect();
        let schema = Schema { groups, ..schema(header, table) };
        let conditions = CONDITIONS.iter().filter(|text| parse(text, &schema).is_ok()).map(ToString::to_string);
        Some(Offer {
            presets: presets(&schema, trio),
            conditions: conditions.collect(),
            columns: (**table.columns()).clone(),
            schema,
        })
    }

    /// What the counts over all samples and over groups come to; `None` where there are none.
    pub fn cohort(&self, question: Question) -> Option<Summary> {
        let groups = self.options.groups.iter().take(MAX_GROUPS).map(|group| group.samples.len() as u32);
        let sizes: Vec<u32> = std::iter::once(self.sample_names().len() as u32).chain(groups).collect();
        summary(self.table()?, &sizes, question)
    }
}

impl Offer {
    /// Columns that are worth showing before anybody chose: what an annotation says, then population frequencies,
    /// then counts.
    pub fn shown_at_first(&self) -> Vec<ColumnKey> {
        let annotation = [AnnotationPart::Gene, AnnotationPart::Consequence, AnnotationPart::Impact];
        let annotation = annotation.map(ColumnKey::Annotation);
        let kept = |key: &&ColumnKey| self.columns.has(key);
        let others = self.columns.extras.iter().map(|extra| &extra.key);
        let others = others.filter(|key| !matches!(key, ColumnKey::Annotation(_)));
        annotation.iter().filter(kept).chain(others).take(SHOWN_AT_FIRST).cloned().collect()
    }
}

fn schema(header: &Header, table: &RecordTable) -> Schema {
    let columns = table.columns();
    let is_number = |definition: &Definition| {
        let is_scalar = matches!(
            definition.number,
            None | Some(Number::Count(1) | Number::Alternates | Number::Alleles | Number::Unknown)
        );
        is_scalar && matches!(definition.kind, Some(Kind::Integer | Kind::Float))
    };
    let frequencies = population_frequencies(header);
    let mut info: Vec<InfoField> = header
        .infos
        .iter()
        .map(|(key, definition)| {
            let key = String::from_utf8_lossy(key).into_owned();
            let kind = match definition.kind {
                Some(Kind::Flag) => FilterKind::Flag,
                _ if is_number(definition) => FilterKind::Number,
                _ => FilterKind::Text,
            };
            InfoField { is_population_frequency: frequencies.contains(&key), key, kind }
        })
        .collect();
    info.sort_by(|one, other| one.key.cmp(&other.key));
    let formats = ["GT", "DP", "GQ", "AD"].into_iter().filter(|name| header.formats.contains_key(name.as_bytes()));
    let mut filters: Vec<String> =
        header.filters.iter().map(|filter| String::from_utf8_lossy(filter).into_owned()).collect();
    filters.sort();
    Schema {
        contigs: seen(table, columns, &ColumnKey::Chrom, usize::MAX),
        filters,
        samples: header.samples.clone(),
        focus: columns.samples.first().copied().unwrap_or(0),
        formats: formats.map(str::to_owned).collect(),
        info,
        annotation: AnnotationPart::ALL
            .into_iter()
            .filter(|part| has_annotation(header, columns, *part))
            .map(|part| {
                let is_list = matches!(part, AnnotationPart::Consequence | AnnotationPart::Impact);
                let most = if is_list { OFFERED_VALUES } else { 0 };
                (part, seen(table, columns, &ColumnKey::Annotation(part), most))
            })
            .collect(),
        counted: columns.extras.iter().any(|extra| matches!(extra.key, ColumnKey::Count { .. })),
        groups: Vec::new(),
    }
}

/// Whether the file is annotated; which parts an annotation has is known once it was read.
fn has_annotation(header: &Header, columns: &Columns, part: AnnotationPart) -> bool {
    columns.has(&ColumnKey::Annotation(part))
        || Annotator::from_infos(header.infos.iter().map(InfoDefinition::from)).is_some()
}

fn population_frequencies(header: &Header) -> BTreeSet<String> {
    let fields = populations::recognise(header.infos.iter().map(InfoDefinition::from));
    fields.into_iter().filter(|field| field.measure == populations::Measure::Frequency).map(|field| field.key).collect()
}

/// Different texts of a column in the order they came, at most so many.
fn seen(table: &RecordTable, columns: &Columns, key: &ColumnKey, most: usize) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    for part in table.parts() {
        let Some(texts) = part.column(key, columns).and_then(|column| column.texts) else { continue };
        for text in texts.texts() {
            if seen.len() >= most {
                return seen;
            }
            if known.insert(text.to_vec()) {
                seen.push(String::from_utf8_lossy(text).into_owned());
            }
        }
    }
    seen
}

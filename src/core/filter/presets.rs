//! Filters that people start from, written for what a file has.
//!
//! Their texts are ordinary expressions, to be changed at will. Compound heterozygotes are no condition on a row
//! but on a gene's rows together, so they are a preset with a rule of its own. Must not know a row.

use serde::{Deserialize, Serialize};

use super::{
    Schema,
    print::{argument_text, name_text},
};
use crate::records::AnnotationPart;

/// A filter with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preset {
    /// Which one.
    pub name: PresetName,
    /// Its text; for [`PresetName::CompoundHet`] what a row must fulfil to be one of a pair.
    pub text: String,
}

/// Filters that are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PresetName {
    /// Below 1 % in every population whose frequencies the file has; an allele without a frequency counts as rare.
    Rare,
    /// Passed the filters and changes a protein.
    PassCoding,
    /// In the child and in neither parent, all three well covered.
    DeNovo,
    /// See [`CompoundHet`].
    CompoundHet,
}

/// Who is who.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trio {
    /// Index of the child among the samples.
    pub child: u32,
    /// Index of one parent.
    pub mother: u32,
    /// Index of the other.
    pub father: u32,
}

/// Candidates for compound heterozygosity: rows of a gene of which one may come from each parent.
///
/// Of the rows that fulfil a filter, those are taken at which the child is heterozygous and exactly one parent
/// carries the allele; a parent's missing genotype is not taken for its absence. A gene's rows are candidates when
/// at least one is inherited from each parent. Without phase this is what a trio can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompoundHet {
    /// Who is who.
    pub trio: Trio,
}

/// Frequency below which an allele counts as rare.
const RARE_BELOW: f64 = 0.01;
/// Smallest depth and genotype quality of a call to rely on (EGA allele-frequency pipeline's defaults).
const DEPTH_FROM: u32 = 10;
const GENOTYPE_QUALITY_FROM: u32 = 20;

/// Consequences that change a protein or its splicing: those that Ensembl VEP rates HIGH or MODERATE
/// (ensembl.org/info/genome/variation/prediction/predicted_data.html), as bcftools csq writes them too.
const CODING: [&str; 8] =
    ["missense", "frameshift", "stop_gained", "stop_lost", "start_lost", "splice_acceptor", "splice_donor", "inframe"];

/// The presets that this file has the columns for.
pub fn presets(schema: &Schema, trio: Option<Trio>) -> Vec<Preset> {
    let rare = rare(schema);
    let coding = coding(schema);
    let mut found = Vec::new();
    let mut add = |name, text: Option<String>| found.extend(text.map(|text| Preset { name, text }));
    add(PresetName::Rare, rare.clone());
    add(PresetName::PassCoding, coding.clone().map(|coding| format!("FILTER = PASS and {coding}")));
    if let Some(trio) = trio {
        add(PresetName::DeNovo, de_novo(schema, trio));
        let has_gene = schema.annotation.iter().any(|(part, _)| *part == AnnotationPart::Gene);
        let child = call(schema, "GT", trio.child, "= het");
        let text = child.filter(|_| has_gene).map(|child| [Some(child), coding, rare].into_iter().flatten().collect());
        add(PresetName::CompoundHet, text.map(|conditions: Vec<String>| conditions.join(" and ")));
    }
    found
}

fn rare(schema: &Schema) -> Option<String> {
    let conditions: Vec<String> = schema
        .info
        .iter()
        .filter(|info| info.is_population_frequency)
        .filter_map(|info| schema.field(&format!("INFO/{}", info.key)))
        .map(|field| {
            let name = name_text(&field.name);
            format!("({name} < {RARE_BELOW} or {name} is missing)")
        })
        .collect();
    (!conditions.is_empty()).then(|| conditions.join(" and "))
}

fn coding(schema: &Schema) -> Option<String> {
    let has = |wanted| schema.annotation.iter().any(|(part, _)| *part == wanted);
    let impact = has(AnnotationPart::Impact).then(|| "impact in (HIGH, MODERATE)".to_owned());
    let consequence = || {
        let conditions = CODING.map(|word| format!("consequence ~ {word}")).join(" or ");
        has(AnnotationPart::Consequence).then(|| format!("({conditions})"))
    };
    impact.or_else(consequence)
}

fn de_novo(schema: &Schema, trio: Trio) -> Option<String> {
    let Trio { child, mother, father } = trio;
    let mut conditions = vec![
        call(schema, "GT", child, "in (het, hom, hemi)")?,
        call(schema, "GT", mother, "= ref")?,
        call(schema, "GT", father, "= ref")?,
    ];
    for sample in [child, mother, father] {
        conditions.extend(call(schema, "DP", sample, &format!(">= {DEPTH_FROM}")));
        conditions.extend(call(schema, "GQ", sample, &format!(">= {GENOTYPE_QUALITY_FROM}")));
    }
    Some(conditions.join(" and "))
}

/// A condition on a sample's call; `None` when the file has no such sample or field.
fn call(schema: &Schema, format: &str, sample: u32, condition: &str) -> Option<String> {
    let name = schema.samples.get(sample as usize)?;
    let has_format = schema.formats.iter().any(|found| found == format);
    has_format.then(|| format!("{format}({}) {condition}", argument_text(name)))
}

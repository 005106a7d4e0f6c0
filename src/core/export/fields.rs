//! The fields of a row as an export names and writes them: like the file, in no language.
//!
//! Must not know a form.

use std::io::Read;

use crate::{
    records::{AnnotationPart, ColumnKey, Columns, Count, Figure, Value},
    vcf::Reading,
    wire::Row,
};

/// Names of columns, and which of them are written.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    samples: Vec<String>,
    groups: Vec<String>,
    /// Whose calls every row has; `None` in a file without samples.
    sample: Option<u32>,
    /// Columns beyond those that every row has.
    pub(super) extras: Vec<ColumnKey>,
}

impl Fields {
    /// Only names.
    pub(super) fn names<R: Read>(reading: &Reading<R>) -> Self {
        let columns = reading.table().map(|table| &**table.columns());
        Self {
            samples: reading.sample_names().to_vec(),
            groups: reading.group_names().map(str::to_owned).collect(),
            sample: columns.and_then(|columns: &Columns| columns.samples.first().copied()),
            extras: Vec::new(),
        }
    }

    /// Those that every row has, and of others these, if the table has them.
    pub(super) fn new<R: Read>(reading: &Reading<R>, extras: &[ColumnKey]) -> Self {
        let has = |key: &&ColumnKey| reading.table().is_some_and(|table| table.columns().has(key));
        Self { extras: extras.iter().filter(has).cloned().collect(), ..Self::names(reading) }
    }

    /// The names of what [`Self::values`] gives.
    pub(super) fn heads(&self) -> Vec<String> {
        let calls = self.sample.into_iter().flat_map(|sample| {
            [ColumnKey::Genotype(sample), ColumnKey::Depth(sample), ColumnKey::GenotypeQuality(sample)]
        });
        let fixed = [
            ColumnKey::Chrom,
            ColumnKey::Pos,
            ColumnKey::Id,
            ColumnKey::Ref,
            ColumnKey::Alt,
            ColumnKey::Qual,
            ColumnKey::Filter,
        ];
        fixed.into_iter().chain(calls).chain(self.extras.iter().cloned()).map(|key| self.name(&key)).collect()
    }

    /// A row's values.
    pub(super) fn values(&self, row: Row) -> Vec<Value> {
        let text = |text: Option<String>| text.map_or(Value::Missing, Value::Text);
        let whole = |number: Option<u32>| number.map_or(Value::Missing, |number| Value::Whole(i64::from(number)));
        let mut values = vec![
            Value::Text(row.contig),
            Value::Whole(i64::from(row.position)),
            text(row.id),
            Value::Text(row.reference),
            text(row.alternate),
            row.quality.map_or(Value::Missing, Value::Number),
            text(row.filter),
        ];
        if self.sample.is_some() {
            values.extend([text(row.genotype), whole(row.depth), whole(row.genotype_quality)]);
        }
        values.extend(row.values);
        values
    }

    fn of_group(&self, group: u32, field: &str) -> String {
        let group = (group as usize).checked_sub(1).and_then(|index| self.groups.get(index));
        group.map_or_else(|| field.to_owned(), |group| format!("{group}:{field}"))
    }

    /// `POS`, `NA12878:GT`, `INFO/AF`.
    pub(super) fn name(&self, key: &ColumnKey) -> String {
        let of = |sample: &u32, field: &str| match self.samples.get(*sample as usize) {
            Some(name) => format!("{name}:{field}"),
            None => field.to_owned(),
        };
        match key {
            ColumnKey::Chrom => "CHROM".to_owned(),
            ColumnKey::Pos => "POS".to_owned(),
            ColumnKey::Id => "ID".to_owned(),
            ColumnKey::Ref => "REF".to_owned(),
            ColumnKey::Alt => "ALT".to_owned(),
            ColumnKey::Qual => "QUAL".to_owned(),
            ColumnKey::Filter => "FILTER".to_owned(),
            ColumnKey::Genotype(sample) => of(sample, "GT"),
            ColumnKey::Depth(sample) => of(sample, "DP"),
            ColumnKey::GenotypeQuality(sample) => of(sample, "GQ"),
            ColumnKey::AlleleBalance(sample) => of(sample, "AB"),
            ColumnKey::Info(key) => format!("INFO/{key}"),
            ColumnKey::Annotation(part) => annotation(*part).to_owned(),
            ColumnKey::Count { group, count } => self.of_group(*group, counted(*count)),
            ColumnKey::Figure { group, figure } => self.of_group(*group, followed(*figure)),
        }
    }
}

fn followed(figure: Figure) -> &'static str {
    match figure {
        Figure::Frequency => "AF",
        Figure::HardyWeinberg => "HWE",
    }
}

fn annotation(part: AnnotationPart) -> &'static str {
    match part {
        AnnotationPart::Gene => "gene",
        AnnotationPart::Consequence => "consequence",
        AnnotationPart::Impact => "impact",
        AnnotationPart::HgvsC => "HGVSc",
        AnnotationPart::HgvsP => "HGVSp",
        AnnotationPart::Transcript => "transcript",
    }
}

fn counted(count: Count) -> &'static str {
    match count {
        Count::Alleles => "AC",
        Count::Called => "AN",
        Count::Heterozygous => "heterozygous",
        Count::Homozygous => "homozygous",
        Count::Hemizygous => "hemizygous",
        Count::Missing => "uncalled",
        Count::Diploid => "diploid",
    }
}

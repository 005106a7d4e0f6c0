//! What a record says beyond the fixed columns: annotation, INFO keys, other samples, counts over all samples.
//!
//! Owns which columns a file is read with when nobody asked for others, and how each is found on a line. Must not
//! know how values are stored beyond their number.

use crate::{
    quality::{self, SiteValues},
    records::{AnnotationPart, ColumnKey, Columns, Count, ExtraColumn, NewCall, Part, Storage, store_float},
};

use super::{
    Group,
    annotation::{Annotator, InfoField},
    call::{Call, Layout},
    header::{Definition, Header, Kind, Number},
    line::Line,
    populations::{self, Measure},
    scan::Separators,
};

mod count;
mod info;
mod site;

use count::Counter;
use site::Sites;

/// Samples that are all kept; of more, the first, and counts over all.
const KEPT_SAMPLES: usize = 8;
/// Population frequencies kept before anybody asked.
const KEPT_FREQUENCIES: usize = 8;
/// What an annotation is kept of before anybody asked.
const KEPT_PARTS: [AnnotationPart; 3] = [AnnotationPart::Gene, AnnotationPart::Consequence, AnnotationPart::Impact];

/// Finds the values of the columns of one read.
#[derive(Debug)]
pub(super) struct Extractor {
    columns: Columns,
    annotator: Option<Annotator>,
    sources: Vec<Source>,
    /// Values of the record at hand, row by row.
    values: Vec<u32>,
    counter: Counter,
    sites: Sites,
}

/// Where the values of an extra column come from.
#[derive(Debug)]
enum Source {
    Annotation(AnnotationPart),
    Info {
        key: Box<[u8]>,
        number: Number,
        kind: Kind,
    },
    Count {
        group: u32,
        count: Count,
    },
    AlleleBalance {
        sample: usize,
    },
    /// The header does not know it: every value is missing.
    Nowhere,
}

impl Extractor {
    /// For these columns, or for those that suit the file, and every count of these groups.
    pub(super) fn new(header: &Header, wanted: Option<&Columns>, groups: &[Group]) -> Self {
        let annotator = Annotator::from_infos(header.infos.iter().map(InfoField::from));
        let mut wanted = wanted.cloned().unwrap_or_else(|| suiting(header, annotator.is_some()));
        with_groups(&mut wanted, groups.len());
        let samples = wanted.samples.into_iter().filter(|sample| (*sample as usize) < header.samples.len()).collect();
        let (mut extras, mut sources) = (Vec::new(), Vec::new());
        for extra in wanted.extras {
            let (source, storage) = source(&extra.key, header, annotator.is_some());
            sources.push(source);
            extras.push(ExtraColumn { key: extra.key, storage });
        }
        Self {
            columns: Columns { samples, extras },
            annotator,
            sources,
            values: Vec::new(),
            counter: Counter::new(header.samples.len(), groups),
            sites: Sites::new(header),
        }
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// What INFO says of the record as a whole; `None` where the header declares nothing of it.
    pub(super) fn site(&mut self, info: &[u8]) -> Option<SiteValues> {
        self.sites.values(info)
    }

    /// The values of the extra columns, row by row, as the part that takes the record keeps them.
    pub(super) fn values(&mut self, line: &Line<'_>, layout: Option<&Layout>, part: &mut Part) -> &[u32] {
        self.values.clear();
        if self.sources.is_empty() {
            return &self.values;
        }
        if self.sources.iter().any(|source| matches!(source, Source::Count { .. })) {
            self.counter.count(line.samples, layout.and_then(Layout::genotype));
        }
        let annotation =
            self.annotator.as_ref().and_then(|annotator| info::value(line.info, annotator.key().as_bytes()));
        let alternates = line.alternates.unwrap_or_default();
        for (index, alternate) in alternates.split(|byte| *byte == b',').enumerate() {
            let picked = self.annotator.as_ref().zip(annotation.flatten());
            let picked = picked.filter(|_| line.alternates.is_some());
            let picked = picked
                .and_then(|(annotator, value)| annotator.pick(value, line.reference, alternate, index, alternates));
            for (column, source) in self.sources.iter().enumerate() {
                self.values.push(match source {
                    Source::Annotation(kind) => {
                        let text = picked.as_ref().and_then(|picked| picked.part(*kind));
                        text.map_or(0, |text| part.store_text(column, text))
                    }
                    Source::Info { key, number, kind } => {
                        let value = info::value(line.info, key);
                        info::store(value, *number, *kind, index, |text| part.store_text(column, text))
                    }
                    Source::Count { group, count } => {
                        self.counter.stored(*group, *count, index + 1, line.alternates.is_some())
                    }
                    Source::AlleleBalance { sample } => {
                        let balance = line.alternates.and_then(|_| balance(line.samples, *sample, layout?, index + 1));
                        store_float(balance)
                    }
                    Source::Nowhere => 0,
                });
            }
        }
        &self.values
    }
}

/// Share of an allele's reads among its own and the reference's.
fn balance(samples: &[u8], sample: usize, layout: &Layout, allele: usize) -> Option<f32> {
    let text = samples.split(|byte| *byte == b'\t').nth(sample)?;
    let (reads, reference) = quality::reads(layout.call(text, &mut Separators::default()).allele_depths?, allele)?;
    let all = reads + reference;
    #[expect(clippy::cast_possible_truncation, reason = "a share to seven digits")]
    (all > 0).then(|| (f64::from(reads) / f64::from(all)) as f32)
}

/// Hands on the calls of the samples that are kept, counted from 0; `first` is the first sample's, which the checks looked at.
pub(super) fn calls<'a>(
    kept: &[u32],
    line: &Line<'a>,
    first: Call<'a>,
    layout: Option<&Layout>,
    take: impl FnOnce(&[NewCall<'a>]),
) {
    let call = |call: Call<'a>| NewCall {
        genotype: call.genotype,
        depth: call.depth.value(),
        genotype_quality: call.genotype_quality.value(),
        allele_depths: call.allele_depths,
    };
    // A genome of one person is read without a list for each record.
    if *kept == [0] {
        return take(&[call(first)]);
    }
    let mut colons = Separators::default();
    let mut samples = line.samples.split(|byte| *byte == b'\t').enumerate();
    let calls: Vec<NewCall<'a>> = kept
        .iter()
        .map(|wanted| {
            let wanted = *wanted as usize;
            let text = samples.find(|(index, _)| *index == wanted).map(|(_, text)| text);
            // Samples are asked for in their order, mostly.
            let text = text.or_else(|| line.samples.split(|byte| *byte == b'\t').nth(wanted));
            text.zip(layout).map(|(text, layout)| call(layout.call(text, &mut colons))).unwrap_or_default()
        })
        .collect();
    take(&calls);
}

/// What describes a structural change (VCF 4.5, section 3): kept where the header knows SVTYPE.
const STRUCTURAL: [&str; 3] = ["SVTYPE", "SVLEN", "END"];

/// The columns that suit a file: what its annotation says, population frequencies, counts where samples are many.
fn suiting(header: &Header, is_annotated: bool) -> Columns {
    let samples = match header.samples.len() {
        0 => Vec::new(),
        few if few <= KEPT_SAMPLES => (0..few as u32).collect(),
        _ => vec![0],
    };
    let annotation = KEPT_PARTS.into_iter().filter(|_| is_annotated).map(ColumnKey::Annotation);
    let frequencies = populations::recognise(header.infos.iter().map(InfoField::from));
    let frequencies = frequencies.into_iter().filter(|field| field.measure == Measure::Frequency);
    let frequencies = frequencies.take(KEPT_FREQUENCIES).map(|field| ColumnKey::Info(field.key));
    let is_there = |key: &str| header.infos.contains_key(key.as_bytes());
    // END alone is that of blocks that are like the reference.
    let structural = STRUCTURAL.into_iter().filter(|key| is_there("SVTYPE") && is_there(key));
    let structural = structural.map(|key| ColumnKey::Info(key.to_owned()));
    let counts = Count::ALL.into_iter().filter(|_| header.samples.len() > KEPT_SAMPLES);
    let counts = counts.map(|count| ColumnKey::Count { group: 0, count });
    let keys = annotation.chain(structural).chain(frequencies).chain(counts);
    // How each is kept follows from the header.
    Columns { samples, extras: keys.map(|key| ExtraColumn { key, storage: Storage::Text }).collect() }
}

/// Adds every count of so many groups and of all samples, and takes out those of groups that are no more.
fn with_groups(columns: &mut Columns, groups: usize) {
    let is_kept = |extra: &ExtraColumn| !matches!(extra.key, ColumnKey::Count { group, .. } if group as usize > groups);
    columns.extras.retain(is_kept);
    if groups == 0 {
        return;
    }
    for group in 0..=groups as u32 {
        for key in Count::ALL.map(|count| ColumnKey::Count { group, count }) {
            if !columns.has(&key) {
                columns.extras.push(ExtraColumn { key, storage: Storage::Whole });
            }
        }
    }
}

fn source(key: &ColumnKey, header: &Header, is_annotated: bool) -> (Source, Storage) {
    match key {
        ColumnKey::Annotation(part) if is_annotated => (Source::Annotation(*part), Storage::Text),
        ColumnKey::Count { group, count } => (Source::Count { group: *group, count: *count }, Storage::Whole),
        ColumnKey::AlleleBalance(sample) => (Source::AlleleBalance { sample: *sample as usize }, Storage::Float),
        ColumnKey::Info(name) => match header.infos.get(name.as_bytes()) {
            Some(definition) => info_source(name, definition),
            None => (Source::Nowhere, Storage::Text),
        },
        _ => (Source::Nowhere, Storage::Text),
    }
}

fn info_source(name: &str, definition: &Definition) -> (Source, Storage) {
    let kind = definition.kind.unwrap_or(Kind::String);
    let number = definition.number.unwrap_or(Number::Unknown);
    let storage = info::storage(number, kind);
    (Source::Info { key: name.as_bytes().into(), number, kind }, storage)
}

#[cfg(test)]
mod tests;

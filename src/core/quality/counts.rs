//! Everything that is counted of a file's records, and how one record is counted.
//!
//! Must not know contig names: whoever calls knows where a record lies.

use serde::{Deserialize, Serialize};

use super::{
    calls::SampleCounts,
    chromosomes::{Density, Place},
    genotype::{Genotype, GenotypeClass},
    histogram::{self, Histogram},
    site::SiteCounts,
    substitutions::{Change, QUALITY_BINS, SUBSTITUTION_CLASSES, TiTv, quality_bin},
};
use crate::variant::AlleleKind;
use crate::{genome::Chromosome, records::NewRecord};

/// Largest QUAL counted apart.
const LARGEST_QUALITY: usize = 200;
/// Longest indel counted apart.
const LONGEST_INDEL: usize = 50;

/// What the records of a file, or of a stretch of it, come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Records in all.
    pub records: u64,
    /// Records with an alternate allele of each [`AlleleKind`]; under [`AlleleKind::Reference`], those with no other.
    pub records_by_kind: [u32; AlleleKind::ALL.len()],
    /// Alternate alleles of each [`AlleleKind`].
    pub alleles_by_kind: [u32; AlleleKind::ALL.len()],
    /// Records with an insertion, a deletion or both.
    pub indel_records: u32,
    /// Records with several alternates.
    pub multiallelic: u32,
    /// Records with an alternate allele, by FILTER.
    pub filters: FilterCounts,
    /// QUAL of records with an alternate allele, rounded down.
    pub qualities: Histogram,
    /// Records with an alternate allele, by what INFO says of them.
    pub sites: SiteCounts,
    /// Ti/Tv in all and by what else the record says.
    pub transitions: Transitions,
    /// Substitutions by [`SUBSTITUTION_CLASSES`].
    pub substitutions: [u32; SUBSTITUTION_CLASSES.len()],
    /// Bases lost, 50 or more first, up to bases gained, 50 or more last; the middle stays empty.
    pub indel_lengths: Histogram,
    /// The counted samples.
    pub samples: Vec<SampleCounts>,
    density: Density,
}

/// Records by FILTER.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterCounts {
    /// PASS.
    pub passed: u32,
    /// The name of a filter, or several.
    pub filtered: u32,
    /// A dot: filters were not applied.
    pub missing: u32,
}

/// Ti/Tv by what else a record says. The bases beside the changed one would need the reference sequence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transitions {
    /// Every substitution.
    pub all: TiTv,
    /// FILTER is PASS.
    pub passed: TiTv,
    /// FILTER is neither PASS nor missing.
    pub filtered: TiTv,
    /// ID has an rs number.
    pub known: TiTv,
    /// QUAL is missing, then by the ranges that start at [`QUALITY_BINS`].
    pub by_quality: [TiTv; QUALITY_BINS.len() + 1],
}

impl Counts {
    pub(super) fn new(samples: usize) -> Self {
        Self {
            qualities: Histogram::up_to(LARGEST_QUALITY),
            sites: SiteCounts::new(),
            indel_lengths: Histogram::up_to(2 * LONGEST_INDEL),
            samples: vec![SampleCounts::new(); samples],
            ..Self::default()
        }
    }

    /// Records with an alternate allele other than `*`.
    pub fn variants(&self) -> u64 {
        let FilterCounts { passed, filtered, missing } = self.filters;
        u64::from(passed) + u64::from(filtered) + u64::from(missing)
    }

    /// Records with an alternate allele in each window of a chromosome, up to the last that has any.
    pub fn windows(&self, chromosome: Chromosome) -> &[u32] {
        self.density.chromosomes.get(chromosome.index()).map_or(&[], Vec::as_slice)
    }

    /// Records with an alternate allele on contigs that are no chromosome, or past the end of one.
    pub fn elsewhere(&self) -> u32 {
        self.density.elsewhere
    }

    #[inline]
    pub(super) fn record(&mut self, record: &NewRecord<'_>, place: Place) -> bool {
        self.records += 1;
        let kinds = self.alleles(record);
        let is_variant = kinds & AlleleKind::VARIANTS != 0;
        if is_variant {
            self.density.add(place, record.position);
            match record.filter {
                Some(b"PASS") => self.filters.passed += 1,
                Some(_) => self.filters.filtered += 1,
                None => self.filters.missing += 1,
            }
            if let Some(quality) = record.quality {
                // A negative or absent number of no meaning becomes 0.
                self.qualities.add(quality as u32);
            }
        }
        self.calls(record, kinds, is_variant, place);
        is_variant
    }

    /// Counts the alternates and gives the set of their kinds.
    #[inline]
    fn alleles(&mut self, record: &NewRecord<'_>) -> u16 {
        let mut kinds = 0;
        let Some(alternates) = record.alternates else {
            self.records_by_kind[AlleleKind::Reference as usize] += 1;
            return AlleleKind::Reference.bit();
        };
        if let [_] = alternates {
            kinds = self.allele(record, alternates).bit();
        } else {
            let mut count = 0;
            for alternate in alternates.split(|byte| *byte == b',') {
                kinds |= self.allele(record, alternate).bit();
                count += 1;
            }
            self.multiallelic += u32::from(count > 1);
        }
        self.indel_records += u32::from(kinds & (AlleleKind::Insertion.bit() | AlleleKind::Deletion.bit()) != 0);
        if kinds == AlleleKind::Reference.bit() {
            self.records_by_kind[AlleleKind::Reference as usize] += 1;
        } else {
            let mut rest = kinds & !AlleleKind::Reference.bit();
            while rest != 0 {
                self.records_by_kind[rest.trailing_zeros() as usize] += 1;
                rest &= rest - 1;
            }
        }
        kinds
    }

    #[inline]
    fn allele(&mut self, record: &NewRecord<'_>, alternate: &[u8]) -> AlleleKind {
        let kind = AlleleKind::of(record.reference, alternate);
        self.alleles_by_kind[kind as usize] += 1;
        match kind {
            AlleleKind::Snv => {
                if let Some(change) = Change::of(record.reference, alternate) {
                    self.substitution(record, change);
                }
            }
            AlleleKind::Insertion => {
                let gained = (alternate.len() - record.reference.len()).min(LONGEST_INDEL);
                self.indel_lengths.add((LONGEST_INDEL + gained) as u32);
            }
            AlleleKind::Deletion => {
                let lost = (record.reference.len() - alternate.len()).min(LONGEST_INDEL);
                self.indel_lengths.add((LONGEST_INDEL - lost) as u32);
            }
            _ => {}
        }
        kind
    }

    #[inline]
    fn substitution(&mut self, record: &NewRecord<'_>, change: Change) {
        self.substitutions[change.class()] += 1;
        let by = &mut self.transitions;
        by.all.add(change);
        match record.filter {
            Some(b"PASS") => by.passed.add(change),
            Some(_) => by.filtered.add(change),
            None => {}
        }
        if record.id.is_some_and(has_rs_number) {
            by.known.add(change);
        }
        by.by_quality[quality_bin(record.quality)].add(change);
    }

    #[inline]
    fn calls(&mut self, record: &NewRecord<'_>, kinds: u16, is_variant: bool, place: Place) {
        let mut carriers = 0;
        let mut carrier = 0;
        for (index, (call, sample)) in record.calls.iter().zip(&mut self.samples).enumerate() {
            let Some(text) = call.genotype else {
                if is_variant {
                    sample.numbers(call);
                }
                continue;
            };
            let genotype = Genotype::read(text);
            let class = genotype.class;
            if !is_variant {
                sample.reference_genotypes[class as usize] += 1;
                continue;
            }
            sample.genotypes[class as usize] += 1;
            if class != GenotypeClass::Missing {
                sample.numbers(call);
            }
            if place.is_x() {
                sample.x.add(record.position, class);
            }
            if class as usize >= GenotypeClass::Heterozygous as usize {
                carriers += 1;
                carrier = index;
                if kinds & AlleleKind::Snv.bit() != 0 {
                    substitution_call(sample, record, genotype, call.allele_depths);
                }
            }
        }
        if carriers == 1
            && let Some(sample) = self.samples.get_mut(carrier)
        {
            sample.singletons += 1;
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.records += other.records;
        histogram::merge(&mut self.records_by_kind, &other.records_by_kind);
        histogram::merge(&mut self.alleles_by_kind, &other.alleles_by_kind);
        self.indel_records += other.indel_records;
        self.multiallelic += other.multiallelic;
        self.filters.passed += other.filters.passed;
        self.filters.filtered += other.filters.filtered;
        self.filters.missing += other.filters.missing;
        self.qualities.merge(&other.qualities);
        self.sites.merge(&other.sites);
        self.transitions.merge(&other.transitions);
        histogram::merge(&mut self.substitutions, &other.substitutions);
        self.indel_lengths.merge(&other.indel_lengths);
        for (sample, other) in self.samples.iter_mut().zip(&other.samples) {
            sample.merge(other);
        }
        self.density.merge(&other.density);
    }
}

impl Transitions {
    fn merge(&mut self, other: &Self) {
        self.all.merge(other.all);
        self.passed.merge(other.passed);
        self.filtered.merge(other.filtered);
        self.known.merge(other.known);
        for (bin, other) in self.by_quality.iter_mut().zip(other.by_quality) {
            bin.merge(other);
        }
    }

    /// ID has no rs number.
    pub fn unknown(&self) -> TiTv {
        TiTv {
            transitions: self.all.transitions - self.known.transitions,
            transversions: self.all.transversions - self.known.transversions,
        }
    }
}

/// What a sample's call of a substitution adds: Ti/Tv by zygosity, allele balance.
#[inline]
fn substitution_call(
    sample: &mut SampleCounts,
    record: &NewRecord<'_>,
    genotype: Genotype,
    allele_depths: Option<&[u8]>,
) {
    let (low, high) = genotype.alternates;
    let alternate = nth_alternate(record, low);
    let is_snv = |alternate: &[u8]| AlleleKind::of(record.reference, alternate) == AlleleKind::Snv;
    if !is_snv(alternate) && (low == high || !is_snv(nth_alternate(record, high))) {
        return;
    }
    let is_homozygous = genotype.class == GenotypeClass::HomozygousAlternate;
    let count = if is_homozygous { &mut sample.snv_genotypes.1 } else { &mut sample.snv_genotypes.0 };
    *count += 1;
    let change = Change::of(record.reference, alternate);
    match (genotype.class, change) {
        (GenotypeClass::Heterozygous, Some(change)) => {
            sample.heterozygous.add(change);
            if let Some(depths) = allele_depths {
                sample.balance(genotype, depths);
            }
        }
        (GenotypeClass::HomozygousAlternate, Some(change)) => sample.homozygous.add(change),
        _ => {}
    }
}

/// The alternate of a number counted from 1; empty when there is none.
#[inline]
fn nth_alternate<'a>(record: &NewRecord<'a>, number: u32) -> &'a [u8] {
    match record.alternates.unwrap_or_default() {
        one @ [_] => one,
        several => several.split(|byte| *byte == b',').nth((number as usize).saturating_sub(1)).unwrap_or_default(),
    }
}

/// Whether an ID, or one of several separated by semicolons, is a number of dbSNP.
#[inline]
fn has_rs_number(id: &[u8]) -> bool {
    let is_number =
        |id: &[u8]| matches!(id, [b'r', b's', digits @ ..] if digits.first().is_some_and(u8::is_ascii_digit));
    is_number(id) || id.split(|byte| *byte == b';').any(is_number)
}

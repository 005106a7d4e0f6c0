//! The few variants that people ask for by name: rs number or gene symbol.
//!
//! A catalogue for the demo, built from confirmed coordinates (`e2e/nodes/data/PROVENANCE.md`); no gene
//! database. Must not know what a cohort holds at them.

use super::{Bases, Variant};
use crate::genome::{Assembly, Chromosome, Position};

/// A variant with the names people use for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownVariant {
    /// dbSNP number, such as `rs4988235`.
    pub rs_number: String,
    /// Gene symbols it lies in or acts on.
    pub genes: Vec<String>,
    /// Short English name.
    pub name: String,
    /// Where it is.
    pub variant: Variant,
    /// Counts that came with the catalogue, a cohort each; they let a first page show something before anyone is asked.
    pub counts: Vec<ShippedCount>,
}

/// A cohort's count that is part of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedCount {
    /// Short name of the cohort, such as `FIN`.
    pub cohort: String,
    /// AC.
    pub allele_count: u32,
    /// AN; never 0.
    pub allele_number: u32,
}

/// All of them, in genome order of the table.
#[derive(Clone, Debug, Default)]
pub struct Catalogue(Vec<KnownVariant>);

/// GRCh38; columns rsid, gene, name, chrom, pos, ref, alt, then one column a cohort with `AC/AN` or nothing.
const FIXED_COLUMNS: usize = 7;
const TABLE: &str = include_str!("../known_variants.tsv");

impl Catalogue {
    /// The catalogue that is built in.
    pub fn built_in() -> Self {
        Self::from_table(TABLE)
    }

    fn from_table(table: &str) -> Self {
        let mut lines = table.lines().filter(|line| !line.starts_with('#'));
        let cohorts: Vec<&str> = lines.next().unwrap_or_default().split('\t').skip(FIXED_COLUMNS).collect();
        Self(lines.filter_map(|line| known_variant(line, &cohorts)).collect())
    }

    /// By dbSNP number.
    pub fn by_rs_number(&self, rs_number: &str) -> Option<&KnownVariant> {
        self.0.iter().find(|known| known.rs_number.eq_ignore_ascii_case(rs_number))
    }

    /// By gene symbol, all of them.
    pub fn by_gene(&self, symbol: &str) -> Vec<&KnownVariant> {
        let is_it = |gene: &String| gene.eq_ignore_ascii_case(symbol);
        self.0.iter().filter(|known| known.genes.iter().any(is_it)).collect()
    }

    /// The names of a variant, if it is one of these.
    pub fn naming(&self, variant: &Variant) -> Option<&KnownVariant> {
        self.0.iter().find(|known| known.variant == *variant)
    }

    /// Every entry.
    pub fn iter(&self) -> impl Iterator<Item = &KnownVariant> {
        self.0.iter()
    }
}

fn known_variant(line: &str, cohorts: &[&str]) -> Option<KnownVariant> {
    let mut columns = line.split('\t');
    let mut next = || columns.next();
    let (rs_number, genes, name) = (next()?, next()?, next()?);
    let chromosome = Chromosome::from_name(next()?)?;
    let position = Position::new(next()?.parse().ok()?)?;
    let reference = Bases::parse(next()?).ok()?;
    let alternate = Bases::parse(next()?).ok()?;
    Some(KnownVariant {
        rs_number: rs_number.to_owned(),
        genes: genes.split('/').map(str::to_owned).collect(),
        name: name.to_owned(),
        variant: Variant::new(Assembly::Grch38, chromosome, position, &reference, &alternate).ok()?,
        counts: cohorts.iter().zip(columns).filter_map(|(cohort, cell)| shipped_count(cohort, cell)).collect(),
    })
}

fn shipped_count(cohort: &str, cell: &str) -> Option<ShippedCount> {
    let (count, number) = cell.split_once('/')?;
    let (allele_count, allele_number) = (count.parse().ok()?, number.parse().ok()?);
    (allele_number > 0).then(|| ShippedCount { cohort: cohort.to_owned(), allele_count, allele_number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count() - 1;
        let catalogue = Catalogue::built_in();
        assert_eq!(catalogue.iter().count(), lines);
        let lactase = catalogue.by_rs_number("RS4988235").unwrap();
        assert_eq!(lactase.variant.to_string(), "2-135851076-G-A");
        assert_eq!(catalogue.naming(&lactase.variant), Some(lactase));
        assert!(catalogue.by_gene("lct").contains(&lactase));
    }
}

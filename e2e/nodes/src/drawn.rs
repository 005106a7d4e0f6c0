//! Made-up counts of a country's cohort at a variant: drawn around a common frequency, the same at every asking.
//!
//! Balding–Nichols model (Balding and Nichols 1995, Genetica 96:3): where the common frequency is p and the country's
//! differentiation F, its frequency is a draw of Beta(p(1−F)/F, (1−p)(1−F)/F). Genotypes of its people are then drawn in
//! Hardy–Weinberg proportions, so that AC is binomial of AN. Seeded by country and variant: nothing has to be kept.
//! Several alternate alleles of one place are drawn apart from each other.

use synthetic::draws::{beta, binomial};
use synthetic::random::Random;

use crate::country::Country;
use crate::dataset::Site;
use crate::frequency_file::Counts;

/// Share of people whose genotype at a site could not be read.
const UNREAD: f64 = 0.004;

/// The regions of X that men have twice (GRCh38, counted from 0; Genome Reference Consortium).
const PSEUDOAUTOSOMAL: [std::ops::Range<u32>; 2] = [10_000..2_781_479, 155_701_382..156_030_895];

/// How the counts of a country's cohort are made up.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    country: Country,
    populations: [String; 3],
}

/// Copies of a site that people have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copies {
    Two,
    One,
    None,
}

impl Drawn {
    /// Of a country.
    #[must_use]
    pub fn of(country: Country) -> Self {
        let populations = [format!("{}_F", country.code), format!("{}_M", country.code), "Total".to_owned()];
        Self { country, populations }
    }

    /// Women, men, everyone.
    #[must_use]
    pub fn populations(&self) -> &[String] {
        &self.populations
    }

    /// Counts of women, men and everyone at a site, whose common frequency is that of `common`.
    #[must_use]
    pub fn counts(&self, site: &Site, common: &Counts) -> [Counts; 3] {
        let mut random = Random::seeded(seed(self.country.code, site));
        let common = match (common.alternate, common.called) {
            (Some(alternate), Some(called)) if called > 0 => f64::from(alternate) / f64::from(called),
            _ => common.frequency.unwrap_or(0.0),
        };
        let share = self.share(&mut random, common);
        let people = self.country.people();
        let women = sample(&mut random, people / 2, copies(site, false), share);
        let men = sample(&mut random, people - people / 2, copies(site, true), share);
        [women, men, sum(&women, &men)]
    }

    /// The country's own frequency.
    fn share(&self, random: &mut Random, common: f64) -> f64 {
        if common <= 0.0 || common >= 1.0 {
            return common;
        }
        let f = self.country.differentiation();
        let spread = (1.0 - f) / f;
        beta(random, common * spread, (1.0 - common) * spread)
    }
}

fn copies(site: &Site, is_man: bool) -> Copies {
    let is_in_both = PSEUDOAUTOSOMAL.iter().any(|range| range.contains(&site.start_0based));
    match (site.contig.name(), is_man) {
        ("X", true) if !is_in_both => Copies::One,
        ("Y", true) | ("MT", _) => Copies::One,
        ("Y", false) => Copies::None,
        _ => Copies::Two,
    }
}

fn sample(random: &mut Random, people: u32, copies: Copies, share: f64) -> Counts {
    let read = people - binomial(random, people, UNREAD);
    let counts = |alternate, heterozygous, homozygous, hemizygous, called: u32| Counts {
        frequency: (called > 0).then(|| f64::from(alternate) / f64::from(called)),
        alternate: Some(alternate),
        heterozygous: Some(heterozygous),
        homozygous: Some(homozygous),
        hemizygous: Some(hemizygous),
        called: Some(called),
    };
    match copies {
        Copies::None => counts(0, 0, 0, 0, 0),
        Copies::One => {
            let carriers = binomial(random, read, share);
            counts(carriers, 0, 0, carriers, read)
        }
        Copies::Two => {
            let homozygotes = binomial(random, read, share * share);
            // Of those without two: 2q(1 − q) / (1 − q²).
            let heterozygotes = binomial(random, read - homozygotes, 2.0 * share / (1.0 + share));
            counts(2 * homozygotes + heterozygotes, heterozygotes, 2 * homozygotes, 0, 2 * read)
        }
    }
}

fn sum(women: &Counts, men: &Counts) -> Counts {
    let add = |a: Option<u32>, b: Option<u32>| Some(a? + b?);
    let (alternate, called) = (add(women.alternate, men.alternate), add(women.called, men.called));
    Counts {
        frequency: alternate
            .zip(called)
            .filter(|(_, called)| *called > 0)
            .map(|(ac, an)| f64::from(ac) / f64::from(an)),
        alternate,
        heterozygous: add(women.heterozygous, men.heterozygous),
        homozygous: add(women.homozygous, men.homozygous),
        hemizygous: add(women.hemizygous, men.hemizygous),
        called,
    }
}

/// FNV-1a over what makes the draw (Fowler, Noll, Vo), so that no two of them share a sequence by neighbourhood.
fn seed(country: &str, site: &Site) -> u64 {
    let name = format!("{country}-{}-{}-{}-{}", site.contig.name(), site.start_0based, site.reference, site.alternate);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

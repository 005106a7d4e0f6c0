//! Against figures of another package; what takes part, what is left out, and words that must not stand here.

use proptest::prelude::*;

use super::*;
use crate::stats::{
    credible::{Architecture, Inheritance},
    filtering::filtering_frequency,
    pooled::Copies,
};

/// Computed outside; see the head of the file for package and version.
const GOLDEN: &str = include_str!("../tests/fixtures/detectable_frequencies.csv");

fn cohort(allele_count: u32, allele_number: u32, is_founder: bool) -> Cohort {
    Cohort { copies: Copies::new(allele_count, allele_number).unwrap(), is_founder }
}

fn published(code: Code, cohorts: &[Cohort]) -> Finding {
    let criterion = Criterion::of(code);
    criterion.compare(criterion.basis(None, None), cohorts, Founders::Counted)
}

#[test]
fn bounds_from_outside() {
    let mut compared = 0;
    for line in GOLDEN.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let (number, expected) = line.split_once(',').unwrap();
        let (number, expected): (u64, f64) = (number.parse().unwrap(), expected.parse().unwrap());
        let found = bound_where_none_is_seen(number);
        assert!((found - expected).abs() <= 1e-12 * expected, "{line}: {found:e}");
        compared += 1;
    }
    assert_eq!(compared, 9, "the fixture is read to its end");
}

#[test]
fn sizes_that_could_have_told() {
    // The rule of three: about 3/AN.
    assert_eq!(least_allele_number(0.05), 59);
    assert_eq!(least_allele_number(4e-5), 74_892);
    assert_eq!(least_allele_number(1.0), 1);
    assert_eq!(bound_where_none_is_seen(0), 1.0);
}

#[test]
fn codes_are_in_order_and_no_word_judges() {
    for criterion in PUBLISHED {
        assert_eq!(Criterion::of(criterion.code).label, criterion.label);
        let text = format!("{criterion:?}").to_lowercase();
        assert!(!["benign", "pathogenic", "disease-causing", "met"].iter().any(|word| {
            text.split(|letter: char| !letter.is_alphabetic() && letter != '-').any(|found| found == *word)
        }));
        assert!(!criterion.citation.is_empty() && !criterion.name.is_empty());
    }
}

#[test]
fn the_figure_its_ratio_and_who_drives_it() {
    let cohorts = [cohort(3, 20_000, false), cohort(150, 2_000, false), cohort(0, 60, false)];
    let found = published(Code::Ba1, &cohorts);
    let faf = filtering_frequency(150, 2_000, OneSided::NinetyFive).unwrap();
    assert_eq!(found.highest, Some(Highest { frequency: faf, cohort: 1 }));
    assert_eq!(found.ratio, Some(faf / 0.05));
    assert_eq!(found.copies_seen, 153);
    let size = found.size.unwrap();
    assert_eq!((size.allele_number, size.least_allele_number, size.suffices), (2_000, Some(59), Some(true)));
    assert!(matches!(found.basis, Some(Basis::Published(threshold)) if threshold.get() == 0.05));
}

#[test]
fn cohorts_that_are_too_small_or_of_founders_are_named() {
    let cohorts = [cohort(60, 200, false), cohort(300, 4_000, true), cohort(9, 5_000, false)];
    let criterion = Criterion::of(Code::Ba1Refined);
    let found = criterion.compare(criterion.basis(None, None), &cohorts, Founders::LeftOut);
    assert_eq!((found.too_small, found.founders_left_out), (vec![0], vec![1]));
    assert_eq!(found.highest.map(|highest| highest.cohort), Some(2));
    assert_eq!(found.copies_seen, 9);
    let counted = criterion.compare(None, &cohorts, Founders::Counted);
    assert_eq!((counted.highest.map(|highest| highest.cohort), counted.ratio), (Some(1), None));
    assert_eq!(counted.size.unwrap().suffices, None);
}

#[test]
fn absence_says_something_only_of_enough_copies() {
    let cohorts = [cohort(0, 40_000, false), cohort(0, 30_000, false)];
    let architecture =
        Architecture { prevalence: 0.002, allelic_heterogeneity: 0.02, genetic_heterogeneity: 1.0, penetrance: 0.5 };
    let model = DiseaseModel::new("HCM", Inheritance::Dominant, architecture).unwrap();
    let criterion = Criterion::of(Code::Pm2);
    let basis = criterion.basis(None, Some(&model));
    assert!(matches!(basis, Some(Basis::Model(threshold)) if (threshold.get() - 4e-5).abs() < 1e-18));
    let found = criterion.compare(basis, &cohorts, Founders::Counted);
    assert_eq!((found.ratio, found.copies_seen), (Some(0.0), 0));
    let size = found.size.unwrap();
    // 70,000 copies leave up to 4.28e-5; 74,892 would be enough.
    assert_eq!((size.allele_number, size.least_allele_number), (70_000, Some(74_892)));
    assert_eq!(size.suffices, Some(false));
    let more = [cohorts[0], cohorts[1], cohort(0, 5_000, false)];
    assert_eq!(criterion.compare(basis, &more, Founders::Counted).size.unwrap().suffices, Some(true));
}

#[test]
fn nobody_takes_part() {
    let found = published(Code::Bs1, &[]);
    assert_eq!((found.highest, found.ratio, found.size, found.basis), (None, None, None, None));
}

#[test]
fn thresholds_are_shares_above_0() {
    for frequency in [0.0, -0.1, 1.1, f64::NAN] {
        assert!(Threshold::new(frequency).is_err());
    }
    assert_eq!(serde_json::from_str::<Threshold>("0.01").unwrap().get(), 0.01);
    assert!(serde_json::from_str::<Threshold>("1.5").is_err());
    let chosen = Threshold::new(0.01).unwrap();
    assert_eq!(Criterion::of(Code::Ba1).basis(Some(chosen), None), Some(Basis::Chosen(chosen)));
}

proptest! {
    #[test]
    fn the_least_number_is_the_least(exponent in -8.0..0.0_f64) {
        let frequency = 10_f64.powf(exponent);
        let least = least_allele_number(frequency);
        prop_assert!(bound_where_none_is_seen(least) <= frequency * (1.0 + 1e-12));
        prop_assert!(least == 1 || bound_where_none_is_seen(least - 1) > frequency);
    }
}

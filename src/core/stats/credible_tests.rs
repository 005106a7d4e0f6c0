//! Against the paper's examples and figures of another package, and both ways of the arithmetic against each other.

use proptest::prelude::*;

use super::*;
use crate::stats::filtering::filtering_frequency;

/// Computed outside; see the head of the file for package and version.
const GOLDEN: &str = include_str!("../tests/fixtures/max_allele_counts.csv");
/// Alleles in ExAC.
const EXAC: u32 = 121_412;

fn model(inheritance: Inheritance, shares: [f64; 4]) -> Result<DiseaseModel, BadModel> {
    let [prevalence, allelic_heterogeneity, genetic_heterogeneity, penetrance] = shares;
    let architecture = Architecture { prevalence, allelic_heterogeneity, genetic_heterogeneity, penetrance };
    DiseaseModel::new("Test", inheritance, architecture)
}

#[test]
fn examples_of_the_paper() {
    use Inheritance::{Dominant, Recessive};
    // Whiffin 2017, results and table 2; the authors' manuscript and data are in
    // https://github.com/ImperialCardioGenetics/frequencyFilter (manuscript/manuscript.Rmd, data-raw/Table2.txt).
    for (disease, inheritance, shares, frequency, count) in [
        ("hypertrophic cardiomyopathy", Dominant, [1.0 / 500.0, 0.02, 1.0, 0.5], 4.0e-5, 9),
        ("the same, fully penetrant", Dominant, [1.0 / 500.0, 0.02, 1.0, 1.0], 2.0e-5, 5),
        ("Marfan syndrome", Dominant, [1.0 / 3_000.0, 0.015, 1.0, 0.5], 5.0e-6, 2),
        ("Noonan syndrome", Dominant, [1.0 / 1_000.0, 0.10, 1.0, 0.5], 1.0e-4, 18),
        ("CPVT", Dominant, [1.0 / 10_000.0, 0.10, 1.0, 0.5], 1.0e-5, 3),
        ("classic Ehlers-Danlos syndrome", Dominant, [1.0 / 20_000.0, 0.40, 1.0, 0.5], 2.0e-5, 5),
        ("primary ciliary dyskinesia", Recessive, [1.0 / 10_000.0, 0.57, 0.09, 0.5], 2.42e-3, 322),
    ] {
        let model = model(inheritance, shares).unwrap();
        let found = model.max_credible_frequency();
        assert!((found / frequency - 1.0).abs() < 1e-3, "{disease}: {found:e}");
        assert_eq!(model.max_allele_count(EXAC, OneSided::NinetyFive), count, "{disease}");
    }
}

#[test]
fn golden_vectors_from_outside() {
    let mut compared = 0;
    for line in GOLDEN.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let (frequency, number) = (fields[0].parse().unwrap(), fields[1].parse().unwrap());
        for (level, expected) in OneSided::ALL.into_iter().zip(&fields[2..]) {
            let expected: u32 = expected.parse().unwrap();
            assert_eq!(max_allele_count(frequency, number, level), expected, "{line}");
        }
        compared += 1;
    }
    assert_eq!(compared, 108, "the fixture is read to its end");
}

#[test]
fn ends_of_the_counts() {
    for level in OneSided::ALL {
        assert_eq!(max_allele_count(0.0, EXAC, level), 0);
        assert_eq!(max_allele_count(0.5, 0, level), 0);
        assert_eq!(max_allele_count(1.0, 10, level), 10);
        assert_eq!(max_allele_count(1.0, u32::MAX, level), u32::MAX);
        assert_eq!(max_allele_count(f64::NAN, EXAC, level), 0);
        assert_eq!(highest_excluded_frequency(0, 10, level), Some(0.0));
        assert_eq!(highest_excluded_frequency(3, 2, level), None);
    }
}

#[test]
fn a_model_is_checked_at_the_door() {
    let fine = [1.0 / 500.0, 0.02, 1.0, 0.5];
    let fields = [Field::Prevalence, Field::AllelicHeterogeneity, Field::GeneticHeterogeneity, Field::Penetrance];
    for (at, field) in fields.into_iter().enumerate() {
        for found in [0.0, -0.1, 1.000_001, f64::INFINITY] {
            let mut shares = fine;
            shares[at] = found;
            let bad = model(Inheritance::Dominant, shares);
            assert_eq!(bad, Err(BadModel::OutOfRange { field, found }));
        }
        let mut shares = fine;
        shares[at] = f64::NAN;
        assert!(model(Inheritance::Dominant, shares).is_err());
    }
    let bad = BadModel::OutOfRange { field: Field::Penetrance, found: 1.5 };
    assert_eq!(bad.to_string(), "penetrance lies above 0 and is at most 1, found 1.5");
    let architecture = model(Inheritance::Dominant, fine).unwrap().architecture();
    for (name, found_chars) in [("  ", 0), (&*"ä".repeat(81), 81)] {
        let named = DiseaseModel::new(name, Inheritance::Dominant, architecture);
        assert_eq!(named, Err(BadModel::Name { found_chars }));
    }
    assert_eq!(DiseaseModel::new(" HCM ", Inheritance::Dominant, architecture).unwrap().name(), "HCM");
}

#[test]
fn a_model_is_saved_and_checked_again_when_read() {
    let saved = r#"{"name":"PCD","inheritance":"recessive","prevalence":0.0001,"allelic_heterogeneity":0.57,"genetic_heterogeneity":0.09,"penetrance":0.5}"#;
    let read: DiseaseModel = serde_json::from_str(saved).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), saved);
    let error = serde_json::from_str::<DiseaseModel>(&saved.replace("0.57", "57")).unwrap_err();
    assert!(error.to_string().starts_with("allelic heterogeneity lies above 0 and is at most 1, found 57"), "{error}");
    assert!(serde_json::from_str::<DiseaseModel>(&saved.replace("penetrance", "penetrence")).is_err());
}

#[test]
fn prevalences_that_cannot_be() {
    let model = model(Inheritance::Dominant, [0.002, 0.02, 1.0, 0.5]).unwrap();
    assert_eq!(model.prevalence_allowing(0.03), None);
    for frequency in [0.0, -1.0, 1.1, f64::NAN] {
        assert_eq!(model.prevalence_allowing(frequency), None);
    }
}

proptest! {
    #[test]
    fn prevalence_and_frequency_are_inverse(
        shares in prop::array::uniform4(1e-4..=1.0_f64),
        is_recessive in any::<bool>(),
    ) {
        let inheritance = if is_recessive { Inheritance::Recessive } else { Inheritance::Dominant };
        let model = model(inheritance, shares).unwrap();
        let frequency = model.max_credible_frequency();
        prop_assert!(frequency > 0.0 && frequency <= 1.0);
        if frequency < 1.0 && let Some(prevalence) = model.prevalence_allowing(frequency) {
            prop_assert!((prevalence / shares[0] - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_count_is_the_smallest_that_holds(frequency in 1e-7..0.2_f64, number in 1_u32..3_000_000) {
        for level in OneSided::ALL {
            let count = max_allele_count(frequency, number, level);
            let mean = frequency * f64::from(number);
            prop_assert!(count == number || poisson_at_most(count, mean) >= level.share());
            prop_assert!(count == 0 || poisson_at_most(count - 1, mean) < level.share());
        }
    }

    /// Just above the highest excluded frequency the copies are explained, just below they are not.
    #[test]
    fn count_and_frequency_are_inverse(number in 100_u32..2_000_000, count in 1_u32..100) {
        for level in OneSided::ALL {
            let frequency = highest_excluded_frequency(count, number, level).unwrap();
            if count > 1 {
                prop_assert_eq!(filtering_frequency(count, number, level), Some(frequency));
            }
            prop_assert!(max_allele_count(frequency * (1.0 + 1e-9), number, level) >= count);
            prop_assert!(max_allele_count(frequency * (1.0 - 1e-9), number, level) < count);
        }
    }
}

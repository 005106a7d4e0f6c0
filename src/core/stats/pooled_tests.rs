//! Against figures of another package, and at the borders.

use super::*;

/// Computed outside; see the head of the file for package and version.
const GOLDEN: &str = include_str!("../tests/fixtures/pooled_allele_frequencies.csv");

fn copies(text: &str) -> Vec<Copies> {
    let pair = |text: &str| {
        let (count, number) = text.split_once('/').unwrap();
        Copies::new(count.parse().unwrap(), number.parse().unwrap()).unwrap()
    };
    text.split(' ').map(pair).collect()
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-10 * expected.abs() + 1e-14
}

#[test]
fn golden_vectors_from_outside() {
    let mut compared = 0;
    for line in GOLDEN.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let found = RandomEffects::of(&copies(fields[0])).unwrap();
        let spread = found.heterogeneity;
        let predicted = found.prediction.map(|interval| [interval.low, interval.high]);
        let [low, high] = predicted.unwrap_or([f64::NAN; 2]);
        let figures = [
            found.estimate,
            found.interval.low,
            found.interval.high,
            low,
            high,
            spread.q,
            f64::from(spread.degrees_of_freedom),
            spread.p,
            spread.i_squared,
            spread.tau_squared,
        ];
        for (at, figure) in figures.into_iter().enumerate() {
            let is_same = match fields[at + 1] {
                "NA" => figure.is_nan(),
                expected => close(figure, expected.parse().unwrap()),
            };
            assert!(is_same, "{}, column {}: {figure:e}", fields[0], at + 1);
        }
        let expected: Vec<f64> = fields[11].split(' ').filter_map(|field| field.parse().ok()).collect();
        assert_eq!(found.deleted_residuals.len(), expected.len());
        assert!(found.deleted_residuals.iter().zip(&expected).all(|(one, other)| close(*one, *other)), "{line}");
        compared += 1;
    }
    assert_eq!(compared, 13, "the fixture is read to its end");
}

#[test]
fn outliers_are_those_far_from_what_the_others_predict() {
    let demo = RandomEffects::of(&copies("117/198 131/182 98/214 19/214 146/198")).unwrap();
    assert_eq!((0..6).filter(|at| demo.is_outlier(*at)).collect::<Vec<_>>(), [3]);
    let two = RandomEffects::of(&copies("19/214 98/214")).unwrap();
    assert!(!two.is_outlier(0) && two.prediction.is_none(), "two cohorts do not say which one is far out");
}

#[test]
fn what_cannot_be_estimated_says_why() {
    assert_eq!(RandomEffects::of(&[]), Err(NoEstimate::TooFew));
    assert_eq!(RandomEffects::of(&copies("5/20")), Err(NoEstimate::TooFew));
    assert_eq!(RandomEffects::of(&copies("0/20 0/300 7/7")), Err(NoEstimate::AllAtABorder));
    assert_eq!(RandomEffects::of(&copies("0/20 0/300 1/7")).map(|found| found.corrected), Ok(2));
    for impossible in [(0, 0), (1, 0), (3, 2)] {
        assert_eq!(Copies::new(impossible.0, impossible.1), None);
    }
}

#[test]
fn cohorts_that_are_alike_have_nothing_between_them() {
    let alike = RandomEffects::of(&copies("10/200 10/200 10/200")).unwrap();
    assert!(close(alike.estimate, 0.05) && alike.heterogeneity.q < 1e-20);
    assert_eq!((alike.heterogeneity.tau_squared, alike.heterogeneity.i_squared), (0.0, 0.0));
    assert!(alike.heterogeneity.p > 1.0 - 1e-9);
}

#[test]
fn sums_hold_what_nodes_may_say() {
    let sum = Sum::of(&copies("117/198 0/60"));
    assert_eq!((sum.allele_count, sum.allele_number), (117, 258));
    assert_eq!(sum.interval(), Interval::wilson(117, 258, Level::NinetyFive).ok());
    let most = Sum::of(&[Copies::new(u32::MAX, u32::MAX).unwrap(); 2]);
    assert_eq!((most.frequency(), most.interval()), (Some(1.0), None));
    assert_eq!((Sum::of(&[]).frequency(), Sum::of(&[]).interval()), (None, None));
}

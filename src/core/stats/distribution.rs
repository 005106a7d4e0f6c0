//! The distributions that pooling and frequency limits need: gamma, with χ² and Poisson, which are the same function,
//! and Student's t for whole degrees of freedom, where it has a short exact form.
//!
//! Written out here: a package of distributions would be a sizeable part of the page.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, TAU};

/// Terms after which a sum or a fraction that has not settled is taken as it is. About 9·√a are needed where it is
/// slowest, at x = a: 600,000 for as many copies as 32 bits count.
const MOST_TERMS: u32 = 1_000_000;
/// Steps of Newton's method; ten are plenty.
const MOST_STEPS: u32 = 60;
/// From here on four terms of Stirling's series are exact to 2·10⁻¹⁴.
const STIRLING_FROM: f64 = 16.0;

/// P that χ² with `df` degrees of freedom is at least `value`: Q(df/2, value/2).
pub(super) fn chi_squared_tail(value: f64, df: u32) -> f64 {
    if df == 0 { 1.0 } else { gamma_shares(f64::from(df) / 2.0, value / 2.0).above }
}

/// P that a Poisson number of mean `mean` is at most `count`: Q(count + 1, mean) (Abramowitz and Stegun 6.5.13).
pub(super) fn poisson_at_most(count: u32, mean: f64) -> f64 {
    gamma_shares(f64::from(count) + 1.0, mean).above
}

/// The value of a gamma distribution of scale 1 below which the share `below` lies.
///
/// Newton's method on ln P against ln x. ln P is concave in ln x, so that after one step the value is too low and then
/// only grows; the slope is x·density/P.
pub(super) fn gamma_quantile(shape: f64, below: f64) -> f64 {
    let mut x = shape;
    for _ in 0..MOST_STEPS {
        let found = gamma_shares(shape, x).below;
        let step = (found / below).ln() * found / ln_scale(shape, x).exp();
        x *= (-step).exp();
        if step.abs() <= 4.0 * f64::EPSILON {
            break;
        }
    }
    x
}

/// The shares of a gamma distribution of scale 1 on either side of a value.
struct Shares {
    below: f64,
    above: f64,
}

/// The regularised incomplete gamma functions P(a, x) and Q(a, x): below the bend of P by its series (Abramowitz and
/// Stegun 6.5.29), above it by the continued fraction of Q (6.5.31) after Lentz, so that a tiny tail keeps its digits.
fn gamma_shares(a: f64, x: f64) -> Shares {
    if x <= 0.0 {
        return Shares { below: 0.0, above: 1.0 };
    }
    let scale = ln_scale(a, x).exp();
    if x < a + 1.0 {
        let (mut term, mut sum) = (1.0 / a, 1.0 / a);
        for n in 1..MOST_TERMS {
            term *= x / (a + f64::from(n));
            sum += term;
            if term < sum * f64::EPSILON {
                break;
            }
        }
        let below = (scale * sum).min(1.0);
        return Shares { below, above: 1.0 - below };
    }
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (f64::INFINITY, 1.0 / b);
    let mut fraction = d;
    for n in 1..MOST_TERMS {
        let an = f64::from(n) * (a - f64::from(n));
        b += 2.0;
        d = 1.0 / (an * d + b);
        c = b + an / c;
        fraction *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    let above = (scale * fraction).min(1.0);
    Shares { below: 1.0 - above, above }
}

/// ln(xᵃ·e⁻ˣ/Γ(a)).
///
/// For a large `a` the three parts nearly cancel. With Stirling's formula for Γ what cancels is taken out beforehand:
/// −a·(u − ln(1 + u)) + ln(a/2π)/2 − S(a), where u = (x − a)/a (Loader 2000, "Fast and accurate computation of binomial
/// probabilities").
fn ln_scale(a: f64, x: f64) -> f64 {
    if a < STIRLING_FROM {
        return a * x.ln() - x - ln_gamma(a);
    }
    let u = (x - a) / a;
    (a / TAU).ln() / 2.0 - a * (u - u.ln_1p()) - stirling_rest(a)
}

/// ln Γ(a) for a small `a`: by Γ(a) = Γ(a + 1)/a up to where Stirling's formula holds.
fn ln_gamma(a: f64) -> f64 {
    let (mut above, mut product) = (a, 1.0);
    while above < STIRLING_FROM {
        product *= above;
        above += 1.0;
    }
    (above - 0.5) * above.ln() - above + TAU.ln() / 2.0 + stirling_rest(above) - product.ln()
}

/// What Stirling's formula lacks: 1/12a − 1/360a³ + 1/1260a⁵ − … (Abramowitz and Stegun 6.1.41).
fn stirling_rest(a: f64) -> f64 {
    let square = a * a;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / 1680.0 / square) / square) / square) / a
}

/// The t that lies above 97.5 % of Student's distribution with `df` degrees of freedom; `None` for 0.
///
/// With t = √df·tan θ the share within ±t is a finite sum of powers of cos θ (Abramowitz and Stegun 26.7.3 and 26.7.4);
/// θ is found by halving.
pub(super) fn student_t_975(df: u32) -> Option<f64> {
    if df == 0 {
        return None;
    }
    let (mut low, mut high) = (0.0, FRAC_PI_2);
    for _ in 0..64 {
        let middle = (low + high) / 2.0;
        if share_within(middle, df) < 0.95 { low = middle } else { high = middle }
    }
    Some(f64::from(df).sqrt() * low.tan())
}

fn share_within(theta: f64, df: u32) -> f64 {
    let (sin, cos) = theta.sin_cos();
    let is_odd = !df.is_multiple_of(2);
    // Odd: cos θ + 2/3 cos³ θ + 2·4/(3·5) cos⁵ θ …; even: 1 + 1/2 cos² θ + 1·3/(2·4) cos⁴ θ …
    let (mut term, first) = if is_odd { (cos, 3) } else { (1.0, 2) };
    let mut sum = if df == 1 { 0.0 } else { term };
    for below in (first..df.saturating_sub(1)).step_by(2) {
        term *= cos * cos * f64::from(below - 1) / f64::from(below);
        sum += term;
    }
    if is_odd { FRAC_2_PI * (theta + sin * sum) } else { sin * sum }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-11 * expected.abs()
    }

    #[test]
    fn quantiles_of_t() {
        // R 4.2.2: qt(0.975, df)
        for (df, expected) in [
            (1, 12.706_204_736_174_694),
            (2, 4.302_652_729_749_462),
            (3, 3.182_446_305_283_707_8),
            (4, 2.776_445_105_197_793_4),
            (5, 2.570_581_835_636_313_7),
            (10, 2.228_138_851_986_274),
            (29, 2.045_229_642_132_703_4),
            (30, 2.042_272_456_301_237_8),
            (100, 1.983_971_518_523_552),
            (1000, 1.962_339_080_826_407_6),
        ] {
            let found = student_t_975(df).unwrap();
            assert!(close(found, expected), "{df}: {found}");
        }
        assert_eq!(student_t_975(0), None);
    }

    #[test]
    fn gamma_by_its_closed_forms() {
        // One: 1 − e^(−x); two: 1 − e^(−x)·(1 + x).
        for below in [1e-12, 0.01, 0.05, 0.5, 0.95] {
            assert!(close(gamma_quantile(1.0, below), -(-below).ln_1p()), "{below}");
            let x: f64 = gamma_quantile(2.0, below);
            assert!((-(-x).exp_m1() - x * (-x).exp() - below).abs() <= 1e-14, "{below}");
        }
        assert!(close(poisson_at_most(0, 3.0), (-3.0_f64).exp()));
        assert!(close(poisson_at_most(2, 3.0), 8.5 * (-3.0_f64).exp()));
        assert_eq!(poisson_at_most(7, 0.0), 1.0);
    }

    #[test]
    fn both_sides_of_stirling_s_formula_meet() {
        for x in [4.0, 15.0, 16.0, 17.0, 40.0] {
            let direct = 16.0 * f64::ln(x) - x - ln_gamma(15.0) - 15.0_f64.ln();
            assert!((ln_scale(16.0, x) - direct).abs() < 1e-13, "{x}");
        }
    }

    #[test]
    fn tails_of_chi_squared() {
        assert_eq!(chi_squared_tail(0.0, 3), 1.0);
        assert_eq!(chi_squared_tail(9.0, 0), 1.0);
        for value in [0.1, 1.0, 3.9, 4.1, 30.0, 300.0] {
            // Two degrees of freedom: e^(−x/2); four: e^(−x/2)·(1 + x/2).
            let half: f64 = value / 2.0;
            assert!(close(chi_squared_tail(value, 2), (-half).exp()), "{value}");
            assert!(close(chi_squared_tail(value, 4), (-half).exp() * (1.0 + half)), "{value}");
        }
    }
}

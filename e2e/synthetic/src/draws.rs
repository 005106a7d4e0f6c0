//! Draws from the distributions that populations are modelled with; all from one seeded generator.

use crate::random::Random;

/// Tries that are thrown one by one; more are halved first.
const FEW: u32 = 24;

/// A frequency of the beta distribution with two parameters above 0: X / (X + Y) of two gamma draws.
pub fn beta(random: &mut Random, a: f64, b: f64) -> f64 {
    let (x, y) = (gamma(random, a), gamma(random, b));
    // Both underflow only where both parameters are tiny: nearly all of the mass is then at 0 and 1.
    if x + y > 0.0 { x / (x + y) } else { f64::from(u8::from(random.unit() < a / (a + b))) }
}

/// Gamma distribution of scale 1 (Marsaglia and Tsang 2000, ACM TOMS 26:363; their remark for shapes below 1).
fn gamma(random: &mut Random, shape: f64) -> f64 {
    if shape < 1.0 {
        return gamma(random, shape + 1.0) * random.unit().powf(1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(random);
        let v = (1.0 + c * x).powi(3);
        if v > 0.0 && random.unit().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

/// Standard normal distribution (Box and Muller 1958).
fn normal(random: &mut Random) -> f64 {
    (-2.0 * random.unit().ln()).sqrt() * (std::f64::consts::TAU * random.unit()).cos()
}

/// Successes in `n` tries of probability `p`, exactly and in few steps: the middle one of `n` sorted uniform numbers is a
/// beta draw and halves the rest (Ahrens and Dieter 1974, Computing 12:223).
pub fn binomial(random: &mut Random, n: u32, p: f64) -> u32 {
    let (mut n, mut p, mut found) = (n, p.clamp(0.0, 1.0), 0);
    while n > FEW && p > 0.0 && p < 1.0 {
        let middle = n / 2 + 1;
        let at = beta(random, f64::from(middle), f64::from(n + 1 - middle));
        if at <= p {
            found += middle;
            n -= middle;
            p = ((p - at) / (1.0 - at)).clamp(0.0, 1.0);
        } else {
            n = middle - 1;
            p = (p / at).clamp(0.0, 1.0);
        }
    }
    if p >= 1.0 {
        return found + n;
    }
    found + (0..n).map(|_| u32::from(random.unit() < p)).sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_and_variance(draw: impl FnMut(usize) -> f64) -> (f64, f64) {
        let draws: Vec<f64> = (0..4_000).map(draw).collect();
        let n = 4_000.0;
        let mean = draws.iter().sum::<f64>() / n;
        (mean, draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / n)
    }

    /// Mean and variance of the textbook, within four standard errors.
    #[test]
    fn draws_have_their_mean_and_variance() {
        let mut random = Random::seeded(7);
        for (n, p) in [(3_u32, 0.5), (200, 0.02), (13_600, 0.31), (13_600, 0.97), (40_000, 0.0001)] {
            let tries = f64::from(n);
            let (mean, variance) = mean_and_variance(|_| f64::from(binomial(&mut random, n, p)));
            let expected = tries * p * (1.0 - p);
            assert!((mean - tries * p).abs() < 4.0 * (expected / 4_000.0).sqrt(), "{n} {p}: mean {mean}");
            assert!((variance / expected - 1.0).abs() < 0.12, "{n} {p}: {variance} for {expected}");
        }
        for (a, b) in [(0.4, 3.0), (20.0, 480.0), (0.02, 9.0)] {
            let (mean, variance) = mean_and_variance(|_| beta(&mut random, a, b));
            let sum: f64 = a + b;
            let expected = a * b / (sum * sum * (sum + 1.0));
            assert!((mean - a / sum).abs() < 4.0 * (expected / 4_000.0).sqrt(), "{a} {b}: {mean}");
            assert!((variance / expected - 1.0).abs() < 0.3, "{a} {b}: {variance} for {expected}");
        }
    }

    #[test]
    fn nothing_and_everything_are_certain() {
        let mut random = Random::seeded(1);
        assert_eq!((binomial(&mut random, 900, 0.0), binomial(&mut random, 900, 1.0)), (0, 900));
        assert_eq!(binomial(&mut random, 0, 0.5), 0);
    }
}

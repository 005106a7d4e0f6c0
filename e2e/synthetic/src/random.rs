//! A small seeded generator.

/// `SplitMix64` (Steele, Lea, Flood 2014, OOPSLA, figure 15).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The sequence of a seed.
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number above 0 and below 1, of 52 random bits.
    pub fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// True with probability `p`. 32 random bits are exact in a double.
    pub fn chance(&mut self, p: f64) -> bool {
        f64::from((self.next() >> 32) as u32) / f64::from(u32::MAX) < p
    }

    /// Successes in `n` tries of probability `p`.
    pub fn successes(&mut self, n: u32, p: f64) -> u32 {
        (0..n).map(|_| u32::from(self.chance(p))).sum()
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + u32::try_from(self.next() % u64::from(high - low + 1)).unwrap_or_default()
    }

    /// A whole number around `middle`, no further from it than `3 * spread`: the sum of six even throws, which is
    /// bell-shaped (Irwin–Hall, n = 6) with a standard deviation of `spread / √2`.
    pub fn around(&mut self, middle: i32, spread: u16) -> i32 {
        let word = self.next();
        let width = u64::from(spread) + 1;
        let sum: u64 = (0..6).map(|throw| ((word >> (10 * throw)) & 0x3ff) * width / 1024).sum();
        middle + i32::try_from(sum).unwrap_or_default() - 3 * i32::from(spread)
    }

    /// Doublings of 1: each further one half as likely, seven at most.
    pub fn halving(&mut self) -> u32 {
        1 + (self.next() as u32 | 0x40).trailing_zeros()
    }

    /// One of these.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        let last = u32::try_from(from.len() - 1).unwrap_or_default();
        from[self.between(0, last) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_that_of_the_reference_implementation() {
        // splitmix64.c (Vigna, public domain), seed 1234567.
        let mut random = Random::seeded(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn throws_around_a_middle_are_bell_shaped() {
        let mut random = Random::seeded(7);
        let throws: Vec<i32> = (0..10_000).map(|_| random.around(100, 20)).collect();
        assert!(throws.iter().all(|throw| (40..=160).contains(throw)));
        let within = throws.iter().filter(|throw| (86..=114).contains(*throw)).count();
        assert!((6_400..7_400).contains(&within), "{within}");
    }

    #[test]
    fn halving_is_one_half_of_the_time() {
        let mut random = Random::seeded(7);
        let throws: Vec<u32> = (0..10_000).map(|_| random.halving()).collect();
        assert!((4_800..5_200).contains(&throws.iter().filter(|throw| **throw == 1).count()));
        assert!(throws.iter().all(|throw| (1..=7).contains(throw)));
    }
}

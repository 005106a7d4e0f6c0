//! How far apart two populations are: F_ST after Hudson.
//!
//! Bhatia, Patterson, Sankararaman, Price 2013, Genome Res 23:1514, equation 10: over many sites the ratio of the
//! averages of numerator and denominator, never the average of ratios. Must not know where the counts came from.

/// Adds up sites of two populations.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hudson {
    numerator: f64,
    denominator: f64,
    sites: u64,
}

impl Hudson {
    /// A site with two alleles: copies of one of them and copies called, of either population. One that tells nothing,
    /// for want of two copies or of a second allele, is left out.
    pub fn add(&mut self, one: (u32, u32), other: (u32, u32)) {
        if one.1 < 2 || other.1 < 2 {
            return;
        }
        let share = |(copies, called): (u32, u32)| f64::from(copies) / f64::from(called);
        let (p, q) = (share(one), share(other));
        let between = p * (1.0 - q) + q * (1.0 - p);
        if between <= 0.0 {
            return;
        }
        let within = |p: f64, called: u32| p * (1.0 - p) / f64::from(called - 1);
        self.numerator += (p - q) * (p - q) - within(p, one.1) - within(q, other.1);
        self.denominator += between;
        self.sites += 1;
    }

    /// Sites that told something.
    pub fn sites(&self) -> u64 {
        self.sites
    }

    /// At most 1; about 0, also a little below, where both are drawn from one population. `None` without a site.
    pub fn fst(&self) -> Option<f64> {
        (self.denominator > 0.0).then(|| self.numerator / self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Site = ((u32, u32), (u32, u32));

    fn fst(sites: &[Site]) -> Option<f64> {
        let mut hudson = Hudson::default();
        sites.iter().for_each(|(one, other)| hudson.add(*one, *other));
        hudson.fst()
    }

    #[test]
    fn by_hand() {
        // p = 1/4 of 4, q = 3/4 of 8: (1/4) − (3/16)/3 − (3/16)/7 = 9/56; 1/4·1/4 + 3/4·3/4 = 5/8; 9/35.
        let first = ((1, 4), (6, 8));
        assert!((fst(&[first]).unwrap() - 9.0 / 35.0).abs() < 1e-12);
        // p = 1/2 of 2, q = 0 of 4: 1/4 − 1/4 = 0; 1/2. Together (9/56) / (9/8) = 1/7.
        let second = ((1, 2), (0, 4));
        assert!(fst(&[second]).unwrap().abs() < 1e-12);
        assert!((fst(&[first, second]).unwrap() - 1.0 / 7.0).abs() < 1e-12);
    }

    #[test]
    fn ends_symmetry_and_what_tells_nothing() {
        assert_eq!(fst(&[((10, 10), (0, 6))]), Some(1.0));
        for nothing in [((0, 10), (0, 6)), ((10, 10), (6, 6)), ((1, 1), (0, 6)), ((0, 0), (3, 6))] {
            assert_eq!(fst(&[nothing]), None, "{nothing:?}");
        }
        for copies in 0..=10 {
            for others in 0..=6 {
                let found = fst(&[((copies, 10), (others, 6))]);
                assert!(found.is_none_or(|found| found <= 1.0 + 1e-12), "{copies} {others}");
                // Either population first, either allele counted.
                for same in [((others, 6), (copies, 10)), ((10 - copies, 10), (6 - others, 6))] {
                    let same = fst(&[same]);
                    assert!(found.zip(same).is_none_or(|(one, other)| (one - other).abs() < 1e-12));
                    assert_eq!(found.is_some(), same.is_some());
                }
            }
        }
    }
}

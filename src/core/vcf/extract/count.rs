//! Genotypes of all samples of a record, counted for each allele.
//!
//! Must not know names of samples. The loop runs over every genotype of a cohort: 2,504 samples at a million sites
//! are 2.5 billion, so that nearly all are told by three bytes.

use crate::records::{Count, store_whole};

/// Alleles that a pair of digits can name.
const DIGITS: usize = 10;

/// Counts of one record.
#[derive(Debug, Default)]
pub(super) struct Counter {
    /// Diploid calls of two one-digit alleles, by both.
    pairs: Vec<u32>,
    /// What the other calls come to, by allele.
    others: Vec<Allele>,
    called: u32,
    missing: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Allele {
    copies: u32,
    heterozygous: u32,
    homozygous: u32,
    hemizygous: u32,
}

impl Counter {
    /// Counts the calls in the samples' columns; `genotype` is the place of GT in FORMAT.
    pub(super) fn count(&mut self, samples: &[u8], genotype: Option<usize>) {
        self.pairs.clear();
        self.pairs.resize(DIGITS * DIGITS, 0);
        self.others.clear();
        (self.called, self.missing) = (0, 0);
        if samples.is_empty() {
            return;
        }
        let mut rest = samples;
        match genotype {
            Some(0) => {}
            Some(place) => {
                for sample in rest.split(|byte| *byte == b'\t') {
                    self.call(sample.split(|byte| *byte == b':').nth(place).unwrap_or(b"."));
                }
                return;
            }
            None => {
                self.missing = memchr::memchr_iter(b'\t', rest).count() as u32 + 1;
                return;
            }
        }
        loop {
            // `0|1` and a tab, or what follows GT in FORMAT.
            if let [first @ b'0'..=b'9', b'/' | b'|', second @ b'0'..=b'9', end @ (b'\t' | b':'), ..] = *rest {
                self.pairs[usize::from(first - b'0') * DIGITS + usize::from(second - b'0')] += 1;
                if end == b'\t' {
                    rest = &rest[4..];
                    continue;
                }
            } else {
                let end = rest.iter().position(|byte| matches!(byte, b'\t' | b':')).unwrap_or(rest.len());
                self.call(&rest[..end]);
            }
            match memchr::memchr(b'\t', rest) {
                Some(end) => rest = &rest[end + 1..],
                None => return,
            }
        }
    }

    /// Any call. A dot is no allele; of a partly called one only the alleles called count.
    fn call(&mut self, genotype: &[u8]) {
        let parts = || genotype.split(|byte| matches!(byte, b'/' | b'|')).filter(|part| !part.is_empty());
        let alleles = || parts().filter_map(|part| std::str::from_utf8(part).ok()?.parse::<usize>().ok());
        let (called, ploidy) = (alleles().count(), parts().count());
        self.called += called as u32;
        self.missing += u32::from(called == 0);
        let Some(first) = alleles().next() else { return };
        let is_alike = alleles().all(|allele| allele == first);
        for (index, allele) in alleles().enumerate() {
            // A number that no record can have is in no row either.
            if allele >= crate::records::MAX_ALTERNATES {
                continue;
            }
            if self.others.len() <= allele {
                self.others.resize(allele + 1, Allele::default());
            }
            let is_first = !alleles().take(index).any(|before| before == allele);
            let counts = &mut self.others[allele];
            counts.copies += 1;
            if is_first {
                counts.heterozygous += u32::from(!is_alike);
                counts.homozygous += u32::from(is_alike && called == ploidy && ploidy > 1);
                counts.hemizygous += u32::from(ploidy == 1);
            }
        }
    }

    /// A count for an allele, as it is kept; missing for a record without alternates where it is about one.
    pub(super) fn stored(&self, count: Count, allele: usize, has_alternates: bool) -> u32 {
        let is_of_record = matches!(count, Count::Called | Count::Missing);
        store_whole((has_alternates || is_of_record).then(|| self.get(count, allele)))
    }

    fn get(&self, count: Count, allele: usize) -> u32 {
        let other = self.others.get(allele).copied().unwrap_or_default();
        let pair = |one: usize, two: usize| self.pairs.get(one * DIGITS + two).copied().unwrap_or(0);
        let is_digit = allele < DIGITS;
        let both = if is_digit { pair(allele, allele) } else { 0 };
        let one = || {
            (0..DIGITS).filter(|next| *next != allele && is_digit).map(|next| pair(allele, next) + pair(next, allele))
        };
        match count {
            Count::Called => self.called + 2 * self.pairs.iter().sum::<u32>(),
            Count::Missing => self.missing,
            Count::Alleles => other.copies + 2 * both + one().sum::<u32>(),
            Count::Heterozygous => other.heterozygous + one().sum::<u32>(),
            Count::Homozygous => other.homozygous + both,
            Count::Hemizygous => other.hemizygous,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(samples: &str, genotype: Option<usize>, allele: usize) -> [u32; 6] {
        let mut counter = Counter::default();
        counter.count(samples.as_bytes(), genotype);
        Count::ALL.map(|count| counter.get(count, allele))
    }

    #[test]
    fn counts_people_and_copies() {
        let samples = "0|1\t1/1\t./.\t1\t./1\t1|2\t0/0/1/1\t10|1\t.";
        //                                       AC  AN het hom hemi missing
        assert_eq!(counts(samples, Some(0), 1), [9, 14, 4, 1, 1, 2]);
        assert_eq!(counts(samples, Some(0), 2), [1, 14, 1, 0, 0, 2]);
        assert_eq!(counts(samples, Some(0), 10), [1, 14, 1, 0, 0, 2]);
        assert_eq!(counts(samples, Some(0), 3), [0, 14, 0, 0, 0, 2]);
    }

    #[test]
    fn finds_gt_wherever_format_has_it() {
        assert_eq!(counts("0/1:7:99\t1/1:9\t./.", Some(0), 1), [3, 4, 1, 1, 0, 1]);
        assert_eq!(counts("7:0/1\t9:1/1\t3", Some(1), 1), [3, 4, 1, 1, 0, 1]);
        assert_eq!(counts("7\t9\t3", None, 1), [0, 0, 0, 0, 0, 3]);
    }
}

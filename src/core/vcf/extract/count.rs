//! Genotypes of the samples of a record, counted for each allele: over all samples, and over groups of them.
//!
//! Must not know names of samples. The loop runs over every genotype of a cohort: 2,504 samples at a million sites
//! are 2.5 billion, so that nearly all are told by three bytes. Runs of people without an alternate, which most are at
//! most sites, are passed over: who is left of a group has two reference alleles. With groups it is the same loop,
//! with the place of the sample's group in front of what it counts; all samples are then the sum.

use crate::{
    records::{Count, store_whole},
    vcf::Group,
};

/// Alleles that a pair of digits can name.
const DIGITS: usize = 10;

/// Cells for a pair of digits.
const PAIRS: usize = DIGITS * DIGITS;

/// Two people with two reference alleles each, phased or not, as eight bytes are read.
const REFERENCE: [u64; 2] = [u64::from_le_bytes(*b"0|0\t0|0\t"), u64::from_le_bytes(*b"0/0\t0/0\t")];

/// Counts of one record.
#[derive(Debug)]
pub(super) struct Counter {
    /// Samples of each tally; of all samples 0 where there are groups, because they are its parts.
    members: Vec<u32>,
    /// The tally of each sample; empty without groups.
    places: Vec<u8>,
    /// Diploid calls of two one-digit alleles, by tally and both alleles.
    pairs: Vec<u32>,
    /// Of all samples; then of each group; then of those in none.
    tallies: Vec<Tally>,
}

/// What is counted of some samples beside the pairs.
#[derive(Clone, Debug, Default)]
struct Tally {
    /// What other calls than pairs come to, by allele.
    others: Vec<Allele>,
    called: u32,
    missing: u32,
    diploid: u32,
    /// Calls that are no pair.
    calls: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Allele {
    copies: u32,
    heterozygous: u32,
    homozygous: u32,
    hemizygous: u32,
}

impl Counter {
    /// For so many samples in these groups; who is in two counts in the first.
    pub(super) fn new(samples: usize, groups: &[Group]) -> Self {
        let tallies = if groups.is_empty() { 1 } else { groups.len() + 2 };
        let mut places = Vec::new();
        let mut members = vec![0; tallies];
        if groups.is_empty() {
            members[0] = samples as u32;
        } else {
            places.resize(samples, (groups.len() + 1) as u8);
            for (index, group) in groups.iter().enumerate().rev() {
                for sample in &group.samples {
                    if let Some(place) = places.get_mut(*sample as usize) {
                        *place = (index + 1) as u8;
                    }
                }
            }
            places.iter().for_each(|place| members[usize::from(*place)] += 1);
        }
        Self { members, places, pairs: vec![0; tallies * PAIRS], tallies: vec![Tally::default(); tallies] }
    }

    /// Counts the calls in the samples' columns; `genotype` is the place of GT in FORMAT.
    pub(super) fn count(&mut self, samples: &[u8], genotype: Option<usize>) {
        self.pairs.fill(0);
        for tally in &mut self.tallies {
            tally.others.clear();
            (tally.called, tally.missing, tally.diploid, tally.calls) = (0, 0, 0, 0);
        }
        if samples.is_empty() {
            return;
        }
        if self.places.is_empty() {
            self.read(samples, genotype, |_| 0);
            self.with_pairs(0);
            return;
        }
        let places = std::mem::take(&mut self.places);
        let none = self.tallies.len() - 1;
        self.read(samples, genotype, |sample| places.get(sample).map_or(none, |place| usize::from(*place)));
        self.places = places;
        for place in 1..self.tallies.len() {
            self.with_pairs(place);
        }
        self.add_up();
    }

    /// `place` gives the tally of a sample. A line has as many samples as the header names, or is kept out before.
    #[inline]
    fn read(&mut self, samples: &[u8], genotype: Option<usize>, place: impl Fn(usize) -> usize) {
        let mut rest = samples;
        match genotype {
            Some(0) => {}
            Some(at) => {
                for (sample, text) in rest.split(|byte| *byte == b'\t').enumerate() {
                    self.call(place(sample), text.split(|byte| *byte == b':').nth(at).unwrap_or(b"."));
                }
                return;
            }
            None => {
                for sample in 0..=memchr::memchr_iter(b'\t', rest).count() {
                    let tally = &mut self.tallies[place(sample)];
                    tally.missing += 1;
                    tally.calls += 1;
                }
                return;
            }
        }
        let mut sample = 0;
        loop {
            let passed = reference_run(rest);
            rest = &rest[4 * passed..];
            let place = place(sample + passed);
            sample += passed + 1;
            // `0|1` and a tab, or what follows GT in FORMAT.
            if let [first @ b'0'..=b'9', b'/' | b'|', second @ b'0'..=b'9', end @ (b'\t' | b':'), ..] = *rest {
                self.pairs[place * PAIRS + usize::from(first - b'0') * DIGITS + usize::from(second - b'0')] += 1;
                if end == b'\t' {
                    rest = &rest[4..];
                    continue;
                }
            } else {
                let end = rest.iter().position(|byte| matches!(byte, b'\t' | b':')).unwrap_or(rest.len());
                self.call(place, &rest[..end]);
            }
            match memchr::memchr(b'\t', rest) {
                Some(end) => rest = &rest[end + 1..],
                None => return,
            }
        }
    }

    /// Any call. A dot is no allele; of a partly called one only the alleles called count.
    fn call(&mut self, place: usize, genotype: &[u8]) {
        let tally = &mut self.tallies[place];
        let parts = || genotype.split(|byte| matches!(byte, b'/' | b'|')).filter(|part| !part.is_empty());
        let alleles = || parts().filter_map(|part| std::str::from_utf8(part).ok()?.parse::<usize>().ok());
        let (called, ploidy) = (alleles().count(), parts().count());
        tally.calls += 1;
        tally.called += called as u32;
        tally.missing += u32::from(called == 0);
        tally.diploid += u32::from(called == 2 && ploidy == 2);
        let Some(first) = alleles().next() else { return };
        let is_alike = alleles().all(|allele| allele == first);
        for (index, allele) in alleles().enumerate() {
            // A number that no record can have is in no row either.
            if allele >= crate::records::MAX_ALTERNATES {
                continue;
            }
            if tally.others.len() <= allele {
                tally.others.resize(allele + 1, Allele::default());
            }
            let is_first = !alleles().take(index).any(|before| before == allele);
            let counts = &mut tally.others[allele];
            counts.copies += 1;
            if is_first {
                counts.heterozygous += u32::from(!is_alike);
                counts.homozygous += u32::from(is_alike && called == ploidy && ploidy > 1);
                counts.hemizygous += u32::from(ploidy == 1);
            }
        }
    }

    /// Adds those who were passed over to the pairs of a tally, and the pairs to its people and copies.
    fn with_pairs(&mut self, place: usize) {
        let tally = &mut self.tallies[place];
        let pairs = &mut self.pairs[place * PAIRS..(place + 1) * PAIRS];
        let told = pairs.iter().sum::<u32>() + tally.calls;
        pairs[0] += self.members[place].saturating_sub(told);
        let people: u32 = pairs.iter().sum();
        tally.called += 2 * people;
        tally.diploid += people;
    }

    /// Makes all samples the sum of the groups and those in none.
    fn add_up(&mut self) {
        let (all, others) = self.pairs.split_at_mut(PAIRS);
        for pairs in others.chunks_exact(PAIRS) {
            all.iter_mut().zip(pairs).for_each(|(all, pairs)| *all += pairs);
        }
        let Some((all, others)) = self.tallies.split_first_mut() else { return };
        for tally in others {
            all.called += tally.called;
            all.missing += tally.missing;
            all.diploid += tally.diploid;
            if all.others.len() < tally.others.len() {
                all.others.resize(tally.others.len(), Allele::default());
            }
            for (all, allele) in all.others.iter_mut().zip(&tally.others) {
                all.copies += allele.copies;
                all.heterozygous += allele.heterozygous;
                all.homozygous += allele.homozygous;
                all.hemizygous += allele.hemizygous;
            }
        }
    }

    /// A count of a group for an allele, as it is kept; group 0 is all samples. Missing for a record without
    /// alternates where it is about one.
    pub(super) fn stored(&self, group: u32, count: Count, allele: usize, has_alternates: bool) -> u32 {
        let is_of_record = matches!(count, Count::Called | Count::Missing | Count::Diploid);
        store_whole((has_alternates || is_of_record).then(|| self.get(group as usize, count, allele)))
    }

    fn get(&self, place: usize, count: Count, allele: usize) -> u32 {
        let Some(tally) = self.tallies.get(place) else { return 0 };
        let other = || tally.others.get(allele).copied().unwrap_or_default();
        let pair = |one: usize, two: usize| self.pairs[place * PAIRS + one * DIGITS + two];
        let is_digit = allele < DIGITS;
        let both = || if is_digit { pair(allele, allele) } else { 0 };
        let one = || {
            let others = (0..DIGITS).filter(|next| *next != allele && is_digit);
            others.map(|next| pair(allele, next) + pair(next, allele)).sum::<u32>()
        };
        match count {
            Count::Called => tally.called,
            Count::Missing => tally.missing,
            Count::Diploid => tally.diploid,
            Count::Alleles => other().copies + 2 * both() + one(),
            Count::Heterozygous => other().heterozygous + one(),
            Count::Homozygous => other().homozygous + both(),
            Count::Hemizygous => other().hemizygous,
        }
    }
}

/// How many samples from here on have two reference alleles and a tab behind them; an even number.
#[inline]
fn reference_run(text: &[u8]) -> usize {
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let (words, _) = text.as_chunks::<8>();
    let Some(first) = words.first().map(word).filter(|first| REFERENCE.contains(first)) else { return 0 };
    let is_run = |four: &&[[u8; 8]; 4]| four.iter().fold(0, |odd, bytes| odd | (word(bytes) ^ first)) == 0;
    let (fours, _) = words.as_chunks::<4>();
    let whole = 4 * fours.iter().take_while(is_run).count();
    2 * (whole + words[whole..].iter().take_while(|bytes| word(bytes) == first).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(samples: &str, genotype: Option<usize>, allele: usize) -> [u32; 7] {
        let mut counter = Counter::new(samples.split('\t').count(), &[]);
        counter.count(samples.as_bytes(), genotype);
        Count::ALL.map(|count| counter.get(0, count, allele))
    }

    const SAMPLES: &str = "0|1\t1/1\t./.\t1\t./1\t1|2\t0/0/1/1\t10|1\t.";

    #[test]
    fn counts_people_and_copies() {
        //                                       AC  AN het hom hemi missing diploid
        assert_eq!(counts(SAMPLES, Some(0), 1), [9, 14, 4, 1, 1, 2, 4]);
        assert_eq!(counts(SAMPLES, Some(0), 2), [1, 14, 1, 0, 0, 2, 4]);
        assert_eq!(counts(SAMPLES, Some(0), 10), [1, 14, 1, 0, 0, 2, 4]);
        assert_eq!(counts(SAMPLES, Some(0), 3), [0, 14, 0, 0, 0, 2, 4]);
    }

    #[test]
    fn finds_gt_wherever_format_has_it() {
        assert_eq!(counts("0/1:7:99\t1/1:9\t./.", Some(0), 1), [3, 4, 1, 1, 0, 1, 2]);
        assert_eq!(counts("7:0/1\t9:1/1\t3", Some(1), 1), [3, 4, 1, 1, 0, 1, 2]);
        assert_eq!(counts("7\t9\t3", None, 1), [0, 0, 0, 0, 0, 3, 0]);
    }

    #[test]
    fn who_is_passed_over_is_counted() {
        for separator in ["|", "/"] {
            for people in 1..40 {
                let reference = format!("0{separator}0");
                let mut calls = vec![reference.as_str(); people];
                assert_eq!(
                    counts(&calls.join("\t"), Some(0), 0)[..4],
                    [2 * people as u32, 2 * people as u32, 0, people as u32]
                );
                for odd in ["0|1", "1/1", ".", "0", "0,0", "0/0/0"] {
                    for at in 0..people {
                        calls[at] = odd;
                        let alone = counts(odd, Some(0), 0);
                        let others = people as u32 - 1;
                        let expected = [2 * others, 2 * others, 0, others, 0, 0, others];
                        let found = counts(&calls.join("\t"), Some(0), 0);
                        assert_eq!(
                            found,
                            std::array::from_fn(|index| alone[index] + expected[index]),
                            "{odd} at {at} of {people}"
                        );
                        calls[at] = &reference;
                    }
                }
            }
        }
    }

    /// A group is counted as if its samples stood alone, and all samples as if there were no groups.
    #[test]
    fn groups_are_counted_in_the_same_pass() {
        let group = |samples: &[u32]| Group { name: String::new(), samples: samples.to_vec() };
        let groups = [group(&[0, 3, 7]), group(&[1, 2, 8, 3]), group(&[])];
        let mut counter = Counter::new(9, &groups);
        let formats = ["GT", "GT:DP", "DP:GT", "DP"];
        for (format, place) in formats.into_iter().zip([Some(0), Some(0), Some(1), None]) {
            let texts: Vec<String> =
                SAMPLES.split('\t').map(|call| format.replace("GT", call).replace("DP", "7")).collect();
            counter.count(texts.join("\t").as_bytes(), place);
            for allele in [1, 2, 10, 11] {
                let of = |members: &[usize]| {
                    let texts: Vec<&str> = members.iter().map(|member| texts[*member].as_str()).collect();
                    counts(&texts.join("\t"), place, allele)
                };
                let found = |group| Count::ALL.map(|count| counter.get(group, count, allele));
                assert_eq!(found(0), of(&[0, 1, 2, 3, 4, 5, 6, 7, 8]), "{format} {allele}");
                // The sample in two groups counts in the first.
                assert_eq!(found(1), of(&[0, 3, 7]), "{format} {allele}");
                assert_eq!(found(2), of(&[1, 2, 8]), "{format} {allele}");
                assert_eq!(found(3), [0; 7]);
            }
        }
    }
}

use super::*;
use crate::{
    genome::Chromosome,
    records::{NewCall, NewRecord},
};

fn facts<'a>(text: &'a str, calls: &'a mut Vec<NewCall<'a>>) -> NewRecord<'a> {
    let columns: Vec<&[u8]> = text.split(' ').map(str::as_bytes).collect();
    let [contig, position, id, reference, alternates, quality, filter, samples @ ..] = &columns[..] else {
        panic!("{text}")
    };
    let present = |text: &&'a [u8]| (*text != b".").then_some(*text);
    let number = |text: &[u8]| std::str::from_utf8(text).unwrap().parse().ok();
    for sample in samples {
        let mut values = sample.split(|byte| *byte == b':');
        calls.push(NewCall {
            genotype: values.next(),
            depth: values.next().and_then(number),
            genotype_quality: values.next().and_then(number),
            allele_depths: values.next(),
        });
    }
    NewRecord {
        text_offset: 0,
        line: 1,
        contig,
        position: number(position).unwrap(),
        id: present(id),
        reference,
        alternates: present(alternates),
        quality: std::str::from_utf8(quality).unwrap().parse().ok(),
        filter: present(filter),
        calls,
    }
}

fn count(lines: &[&str]) -> Counter {
    let mut counter = Counter::new(2);
    for line in lines {
        let mut calls = Vec::new();
        let record = facts(line, &mut calls);
        if counter.record(&record) {
            counter.site(&[record.quality, Some(record.position as f32), None, record.quality.map(|quality| -quality)]);
        }
    }
    counter
}

const LINES: [&str; 9] = [
    "chr1 100 rs1 A G 50 PASS 0/1:30:99:15,15 0/0:31:99:31,0",
    "chr1 1000001 . C A 10 LowQual 1/1:9:20:0,9 0/1:20:50:16,4",
    "chr1 2000000 x;rs2 C T,G . . 1/2:200:1:0,9,8 0/2:300:5:3,9,1",
    "chr2 5 . AT A 40 PASS 0/1:10:20 ./.",
    "chr2 6 . A ATTT 40 PASS ./1:10:20 0|1",
    "chr2 7 . A <DEL> 40 PASS 0/0 0/0",
    "chr2 8 . A . 40 PASS 0/0:7 0/0",
    "chr2 9 . A <NON_REF> . . 0/0:7 0/0",
    "chrX 50000000 . A G 40 PASS 1:7:8 0/1:7:8",
];

#[test]
fn records_are_counted_by_what_they_say() {
    let counter = count(&LINES);
    let counts = counter.counts();
    assert_eq!((counts.records, counts.variants(), counts.multiallelic), (9, 7, 1));
    assert_eq!(counts.records_by_kind, [4, 1, 1, 0, 0, 1, 0, 0, 2]);
    assert_eq!(counts.alleles_by_kind, [5, 1, 1, 0, 0, 1, 0, 0, 1]);
    assert_eq!(counts.filters, FilterCounts { passed: 5, filtered: 1, missing: 1 });
    let of = |transitions, transversions| TiTv { transitions, transversions };
    let by = counts.transitions;
    assert_eq!((by.all, by.passed, by.filtered, by.known), (of(3, 2), of(2, 0), of(0, 1), of(2, 1)));
    assert_eq!(by.by_quality[..5], [of(1, 1), of(0, 1), of(0, 0), of(1, 0), of(1, 0)]);
    assert_eq!(counts.substitutions, [1, 1, 1, 0, 2, 0]);
    assert_eq!((counts.indel_lengths.bins()[49], counts.indel_lengths.bins()[53]), (1, 1));
    // Of the seven records with an alternate allele, six have a QUAL: that of one is above 40.
    assert_eq!(counts.sites.split(SiteAnnotation::StrandBias, 40.0), (1, 6));
    assert_eq!(counts.sites.split(SiteAnnotation::MappingQuality, 8.0), (3, 7));
    assert_eq!(counts.sites.split(SiteAnnotation::QualByDepth, 2.0), (0, 0));
    let windows = |name| counts.windows(Chromosome::from_name(name).unwrap());
    assert_eq!((windows("1"), windows("2"), windows("3")), (&[1, 2][..], &[3][..], &[][..]));
}

#[test]
fn calls_are_counted_by_sample() {
    let counter = count(&LINES);
    let [first, second] = &counter.counts().samples[..] else { panic!("two samples") };
    assert_eq!(first.genotypes, [0, 1, 0, 1, 1, 2, 1, 1]);
    assert_eq!(first.reference_genotypes[GenotypeClass::HomozygousReference as usize], 2);
    assert_eq!((first.zygosity(), first.called()), ((4, 1), (6, 7)));
    assert_eq!(first.depths.median(), Some(10.0));
    assert_eq!((first.depth_sum, first.mean_depth()), (266, Some(266.0 / 6.0)));
    assert_eq!(first.balances.bins()[50], 1);
    assert_eq!(second.balances.bins()[20], 1);
    // The second ALT of 0/2 has 1 of 4 reads.
    assert_eq!(second.balances.bins()[25], 1);
    // Site 1 is the first sample's alone; at X only the second's call is diploid.
    assert_eq!((first.singletons, second.singletons), (2, 2));
    let x = |sample: &SampleCounts| sample.x.of(crate::genome::Assembly::Grch38);
    assert_eq!((x(first), x(second)), ((0, 1), (1, 1)));
}

/// A small generator, so that runs are the same (Numerical Recipes, 3rd ed., §7.1: the LCG of Knuth).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[test]
fn merged_stretches_count_like_one_pass() {
    let mut random = Random(7);
    for _ in 0..50 {
        let lines: Vec<&str> = (0..40).map(|_| LINES[random.below(LINES.len() as u64) as usize]).collect();
        let whole = count(&lines);
        let (cut, second_cut) = (random.below(40) as usize, random.below(40) as usize);
        let (low, high) = (cut.min(second_cut), cut.max(second_cut));
        // Any order: workers finish when they finish.
        let mut merged = count(&lines[high..]);
        merged.merge(&count(&lines[..low]));
        merged.merge(&count(&lines[low..high]));
        assert_eq!(merged.counts(), whole.counts());
    }
}

#[test]
fn a_genome_s_summary_is_small() {
    let mut counter = Counter::new(MAX_SAMPLES);
    let mut random = Random(3);
    for chromosome in Chromosome::all() {
        for bin in 0..250 {
            for _ in 0..40 {
                let depth = random.below(260) as u32;
                let depths = format!("{depth},{}", random.below(99));
                let call = NewCall {
                    genotype: Some(b"0/1"),
                    depth: Some(depth),
                    genotype_quality: Some(depth / 2),
                    allele_depths: Some(depths.as_bytes()),
                };
                counter.record(&NewRecord {
                    text_offset: 0,
                    line: 1,
                    contig: chromosome.name().as_bytes(),
                    position: bin * BIN_BASES + 1,
                    id: None,
                    reference: b"A",
                    alternates: Some(b"C"),
                    quality: Some(30.0),
                    filter: None,
                    calls: &[call; MAX_SAMPLES],
                });
            }
        }
    }
    let bytes = crate::wire::encode(counter.counts());
    assert!(bytes.len() < 32 << 10, "{} bytes", bytes.len());
    assert_eq!(crate::wire::decode::<Counts>(&bytes).as_ref(), Some(counter.counts()));
}

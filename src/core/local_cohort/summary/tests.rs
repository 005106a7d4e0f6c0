use super::*;
use crate::vcf::{Group, Limits, OpenOptions, Reading, Step};

const HEADER: &str = "##fileformat=VCFv4.2\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\tC\tD\n";

fn summarised(records: &[&str], question: Question) -> Summary {
    let lines: String = records.iter().map(|record| format!("{}\n", record.replace(' ', "\t"))).collect();
    let text = format!("{HEADER}{lines}");
    let group = |name: &str, samples: &[u32]| Group { name: name.to_owned(), samples: samples.to_vec() };
    let groups = vec![group("one", &[0, 1]), group("two", &[2, 3])];
    let options = OpenOptions { groups, ..OpenOptions::default() };
    let reading = Reading::open(text.as_bytes(), text.len() as u64, Limits::default()).unwrap();
    let mut reading = reading.with_options(options);
    while reading.advance(1 << 20).unwrap() == Step::More {}
    summary(reading.table().unwrap(), &[4, 2, 2], question).unwrap()
}

const RECORDS: [&str; 6] = [
    "1 1 . A G . . . GT 0/0 0/1 1/1 ./.",
    "1 2 . A G,T . . . GT 0/1 0/2 0/0 0/0",
    "1 3 . A G . . . GT 0/0 0/0 1/1 1/1",
    "1 4 . A <NON_REF> . . . GT 0/0 0/0 0/0 0/0",
    "X 5 . A G . . . GT 0/1 0 1 1/1",
    "1 6 . A . . . . GT 0/0 0/0 0/0 ./.",
];

#[test]
fn counts_what_belongs() {
    let found = summarised(&RECORDS, Question { group: 0, pair: Some((1, 2)) });
    assert_eq!(found.alleles, 5);
    let range = |first, count| Range { first, last: first, count };
    // 3 of 6, 1 of 8, 1 of 8, 4 of 8; on X 4 of 6.
    assert_eq!(found.spectrum.folded, [range(1, 2), range(2, 1), range(3, 1), range(4, 1)]);
    assert_eq!(found.spectrum.frequencies.iter().sum::<u32>(), 5);
    assert_eq!((found.without_missing, found.missing[5]), (4, 2));
    // X and what is no allele is not tested.
    assert_eq!(found.hardy_weinberg.tested, 4);
    let grid = found.grid.unwrap();
    assert_eq!(grid.cells.iter().sum::<u32>(), 5);
    assert_eq!(grid.cells[19 * SHARE_BINS], 1);
    // Sites with one alternate on autosomes: 1 of 4 and 2 of 2; 0 of 4 and 4 of 4.
    let [distance] = found.distances[..] else { panic!("{:?}", found.distances) };
    let mut hudson = Hudson::default();
    hudson.add((1, 4), (2, 2));
    hudson.add((0, 4), (4, 4));
    assert_eq!((distance.groups, distance.sites, distance.fst), ((1, 2), 2, hudson.fst()));
}

#[test]
fn of_a_group_alone() {
    let found = summarised(&RECORDS, Question { group: 2, pair: None });
    assert_eq!((found.spectrum.absent, found.spectrum.fixed, found.spectrum.uncalled), (2, 3, 0));
    assert_eq!((found.missing[10], found.without_missing, found.hardy_weinberg.tested), (2, 4, 0));
    assert_eq!((found.grid, found.distances.len()), (None, 1));
}

#[test]
fn few_points_stand_for_many() {
    let sorted: Vec<f64> = (1..=100_000).map(|rank| f64::from(rank) / 100_000.0).collect();
    let points = points(&sorted);
    assert!(points.len() < 130, "{}", points.len());
    assert_eq!((points[0].rank, points[23].rank, points.last().map(|last| last.rank)), (1, 24, Some(100_000)));
}

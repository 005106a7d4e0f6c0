use std::{
    collections::BTreeSet,
    io::{BufRead, Read},
};

use super::*;
use crate::vcf::{Foreign, line};

/// Made by a script with blocks of 450 bytes; indexed by `tabix -p vcf`, `bcftools index -c` and, as BCF,
/// `bcftools index` (1.16).
const FILE: &[u8] = include_bytes!("../../tests/fixtures/in_regions.vcf.gz");
const TBI: &[u8] = include_bytes!("../../tests/fixtures/in_regions.vcf.gz.tbi");
const CSI: &[u8] = include_bytes!("../../tests/fixtures/in_regions.vcf.gz.csi");
const BCF_CSI: &[u8] = include_bytes!("../../tests/fixtures/in_regions.bcf.csi");
const EXPECTED: &str = include_str!("../../tests/fixtures/in_regions.tsv");

fn unpacked(index: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(index).read_to_end(&mut bytes).unwrap();
    bytes
}

/// What a plan gives, by a reader that is not ours: places of records, and lines looked at.
fn read(plan: &RegionPlan) -> (Vec<String>, usize) {
    let mut reader = noodles_bgzf::io::Reader::new(std::io::Cursor::new(FILE));
    let (mut places, mut lines) = (Vec::new(), 0);
    for span in &plan.spans {
        let start = noodles_bgzf::VirtualPosition::try_from((span.start.block_offset(), span.start.within())).unwrap();
        let end = noodles_bgzf::VirtualPosition::try_from((span.end.block_offset(), span.end.within())).unwrap();
        reader.seek(start).unwrap();
        let mut text = String::new();
        while reader.virtual_position() < end && reader.read_line(&mut text).unwrap() > 0 {
            lines += 1;
            let record = line::parse(text.trim_end().as_bytes(), 8).unwrap();
            if plan.regions.reach(record.contig, record.position, record.reference, record.info) {
                places.push(format!("{}:{}", String::from_utf8_lossy(record.contig), record.position));
            }
            text.clear();
        }
    }
    (places, lines)
}

#[test]
fn regions_give_what_bcftools_gives() {
    let mut least = usize::MAX;
    for packed in [TBI, CSI] {
        let index = Index::read(packed).unwrap();
        for row in EXPECTED.lines().filter(|row| !row.starts_with('#')) {
            let mut columns = row.split('\t');
            let text = columns.next().unwrap();
            let expected: Vec<&str> = columns.collect();
            // chr9 is in the header, but has no records.
            let Ok(regions) = Regions::parse(text, index.contigs(), None) else {
                assert_eq!((text, expected.len()), ("chr9", 0));
                continue;
            };
            let plan = RegionPlan::new(&index, regions, FILE.len() as u64).unwrap();
            let (found, lines) = read(&plan);
            assert_eq!(found, expected, "{text}");
            assert!(plan.spans.is_sorted_by(|one, next| one.end.block_offset() < next.start.block_offset()), "{text}");
            least = least.min(lines);
        }
    }
    assert!(least < 40, "no region was read in part: {least} lines");
}

#[test]
fn contigs_and_their_records_are_counted() {
    for packed in [TBI, CSI] {
        let index = Index::read(packed).unwrap();
        let counts: Vec<_> = index.contigs().map(|contig| (contig.to_owned(), index.records(contig))).collect();
        let expected = [("chr1", 40), ("chr7", 60), ("chrX", 30)];
        assert_eq!(counts, expected.map(|(contig, count)| (contig.to_owned(), Some(count))));
    }
}

#[test]
fn a_bcf_names_the_contigs_of_its_index() {
    let index = Index::read(BCF_CSI).unwrap();
    assert!(!index.has_names());
    assert_eq!(index.chunks("chr7", 1, 1000), []);
    let index = index.with_names(["chr1", "chr7", "chr9", "chrX"].map(str::to_owned).to_vec());
    assert_eq!(index.contigs().collect::<Vec<_>>(), ["chr1", "chr7", "chrX"]);
    assert_eq!(index.records("chr7"), Some(60));
    assert_eq!(index.chunks("chr7", 1, 100_000).len(), 1);
}

#[test]
fn chunks_in_touch_are_joined() {
    let at = VirtualOffset::new;
    let chunks =
        vec![(at(500, 7), at(600, 0)), (at(0, 10), at(100, 5)), (at(100, 9), at(200, 1)), (at(50, 0), at(60, 0))];
    assert_eq!(join(chunks), [(at(0, 10), at(200, 1)), (at(500, 7), at(600, 0))]);
}

#[test]
fn another_file_is_told() {
    let index = Index::read(TBI).unwrap();
    let regions = Regions::parse("chr7", index.contigs(), None).unwrap();
    let error = RegionPlan::new(&index, regions, 500).unwrap_err();
    assert!(matches!(error, IndexError::BeyondFile { file_bytes: 500, .. }), "{error}");
    assert_eq!(
        index.check_contigs(["1", "2"].into_iter()),
        Err(IndexError::OtherContigs { contig: "chr1".to_owned() })
    );
    assert_eq!(index.check_contigs(["chr7"].into_iter()), Ok(()));
    assert_eq!(index.check_contigs(std::iter::empty()), Ok(()));
}

#[test]
fn says_what_is_no_index_of_a_vcf() {
    let packed = |bytes: &[u8]| {
        let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
        std::io::Write::write_all(&mut writer, bytes).unwrap();
        writer.finish().unwrap()
    };
    assert_eq!(Index::read(FILE), Err(IndexError::NotIndex));
    assert_eq!(Index::read(&b""[..]), Err(IndexError::NotIndex));
    assert_eq!(Index::read(&b"%PDF-1.4"[..]), Err(IndexError::Foreign(Foreign::Pdf)));
    assert_eq!(Index::read(&packed(b"BAI\x01\0\0\0\0")[..]), Err(IndexError::Foreign(Foreign::BamIndex)));
    let mut of_sam = unpacked(TBI);
    of_sam[8] = 1;
    assert_eq!(Index::read(&packed(&of_sam)[..]), Err(IndexError::NotOfVcf));
    assert!(matches!(Index::read(&TBI[..TBI.len() / 2]), Err(IndexError::Cut(_))));
}

#[test]
fn cut_or_damaged_anywhere_it_is_an_error_or_an_index_but_never_a_panic() {
    for packed in [TBI, CSI, BCF_CSI] {
        let whole = unpacked(packed);
        let mut fields = BTreeSet::new();
        // Most of a tabix index are windows, all alike.
        let places = || (0..whole.len()).filter(|at| *at < 2_000 || at % 41 == 0);
        for cut in places() {
            match Index::parse(&whole[..cut]) {
                Err(IndexError::EndsIn(field)) => _ = fields.insert(field.to_string()),
                Err(error) => assert!(cut < 8 && error == IndexError::NotIndex, "cut at {cut}: {error}"),
                // Only the count of records without a place is missing.
                Ok(_) => assert!(whole.len() - cut <= 8, "cut at {cut}"),
            }
        }
        assert!(fields.len() >= 4, "{fields:?}");
        for at in places() {
            for flip in [1, 0x80, 0xFF] {
                let mut damaged = whole.clone();
                damaged[at] ^= flip;
                let Ok(index) = Index::parse(&damaged) else { continue };
                for contig in ["chr1", "chr7"] {
                    let chunks = index.chunks(contig, 1, u32::MAX);
                    assert!(chunks.iter().all(|(start, end)| start <= end), "byte {at}");
                    index.chunks(contig, 50_000, 60_000);
                }
            }
        }
    }
}

#[test]
fn a_count_without_its_bytes_takes_no_memory() {
    let mut bytes = unpacked(TBI);
    bytes[4..8].copy_from_slice(&i32::MAX.to_le_bytes());
    assert_eq!(Index::parse(&bytes), Err(IndexError::EndsIn(IndexField::ReferenceCount)));
    bytes[4..8].copy_from_slice(&(-1_i32).to_le_bytes());
    assert_eq!(Index::parse(&bytes), Err(IndexError::Wrong(IndexField::ReferenceCount)));
}

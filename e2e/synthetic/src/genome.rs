//! One person's whole genome as GATK calls it: a record a line, one sample, `GT:AD:DP:GQ:PL`.
//!
//! What a caller would compute from reads is computed from made-up reads, so that the columns agree with each other.

use std::io::{self, Write};

use crate::contig;
use crate::random::Random;
use crate::site::{Alleles, Kind, Walk};
use crate::text::{push_fixed, push_list, push_number, push_signed};

/// As many as a person of European descent has in GATK's hands.
pub const RECORDS: u32 = 4_369_070;

/// Reads over a place, usually.
const DEPTH: i32 = 33;

const HEADER: &str = r#"##fileformat=VCFv4.2
##source=synthetic genome, of nobody
##FILTER=<ID=PASS,Description="All filters passed">
##FILTER=<ID=LowQual,Description="Low quality">
##FILTER=<ID=VQSRTrancheINDEL99.00to99.90,Description="Truth sensitivity tranche level for INDEL model at VQS Lod: -1.2 <= x < 0.5">
##FILTER=<ID=VQSRTrancheSNP99.90to100.00,Description="Truth sensitivity tranche level for SNP model at VQS Lod: -39645.4 <= x < -2.7">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allelic depths for the ref and alt alleles in the order listed">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth (reads with MQ=255 or with bad mates are filtered)">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype Quality">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Normalized, Phred-scaled likelihoods for genotypes as defined in the VCF specification">
##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count in genotypes, for each ALT allele, in the same order as listed">
##INFO=<ID=AF,Number=A,Type=Float,Description="Allele Frequency, for each ALT allele, in the same order as listed">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Total number of alleles in called genotypes">
##INFO=<ID=BaseQRankSum,Number=1,Type=Float,Description="Z-score from Wilcoxon rank sum test of Alt Vs. Ref base qualities">
##INFO=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth; some reads may have been filtered">
##INFO=<ID=ExcessHet,Number=1,Type=Float,Description="Phred-scaled p-value for exact test of excess heterozygosity">
##INFO=<ID=FS,Number=1,Type=Float,Description="Phred-scaled p-value using Fisher's exact test to detect strand bias">
##INFO=<ID=MLEAC,Number=A,Type=Integer,Description="Maximum likelihood expectation (MLE) for the allele counts, for each ALT allele, in the same order as listed">
##INFO=<ID=MLEAF,Number=A,Type=Float,Description="Maximum likelihood expectation (MLE) for the allele frequency, for each ALT allele, in the same order as listed">
##INFO=<ID=MQ,Number=1,Type=Float,Description="RMS Mapping Quality">
##INFO=<ID=MQRankSum,Number=1,Type=Float,Description="Z-score From Wilcoxon rank sum test of Alt vs. Ref read mapping qualities">
##INFO=<ID=QD,Number=1,Type=Float,Description="Variant Confidence/Quality by Depth">
##INFO=<ID=ReadPosRankSum,Number=1,Type=Float,Description="Z-score from Wilcoxon rank sum test of Alt vs. Ref read position bias">
##INFO=<ID=SOR,Number=1,Type=Float,Description="Symmetric Odds Ratio of 2x2 contingency table to detect strand bias">
##INFO=<ID=VQSLOD,Number=1,Type=Float,Description="Log odds of being a true variant versus being false under the trained gaussian mixture model">
##INFO=<ID=culprit,Number=1,Type=String,Description="The annotation which was the worst performing in the Gaussian mixture model, likely the reason why the variant was filtered out">
"#;

/// What VQSR blames.
const CULPRITS: [&str; 6] = ["DP", "FS", "MQ", "MQRankSum", "QD", "SOR"];

const COLUMNS: &str = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tPERSON\n";

/// Writes the file's text.
pub fn write(seed: u64, records: u32, out: &mut impl Write) -> io::Result<()> {
    let mut random = Random::seeded(seed);
    write!(out, "{HEADER}{}{COLUMNS}", contig::header_lines())?;
    let (mut line, mut alleles) = (Vec::new(), Alleles::default());
    for (contig, sites) in contig::shares(records) {
        let mut walk = Walk::along(contig, sites);
        for _ in 0..sites {
            let position_1based = walk.next(&mut random);
            let call = Call::throw(&mut random);
            alleles.throw(call.kind, call.alternates(), &mut random);
            line.clear();
            line.extend_from_slice(contig.name.as_bytes());
            line.push(b'\t');
            push_number(&mut line, position_1based);
            push_place(&mut line, &alleles, &mut random);
            push_call(&mut line, &call, &mut random);
            out.write_all(&line)?;
        }
    }
    Ok(())
}

/// What the reads of one place say.
struct Call {
    kind: Kind,
    genotype: Genotype,
    /// Reads of the reference and of each alternate.
    reads: [u32; 3],
    mapping_quality_hundredths: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Genotype {
    Heterozygous,
    HomozygousAlternate,
    /// Two alternates, none of them the reference.
    BothAlternates,
}

impl Call {
    fn throw(random: &mut Random) -> Self {
        let kind = match random.between(1, 100) {
            1..=8 => Kind::Deletion,
            9..=15 => Kind::Insertion,
            _ => Kind::Substitution,
        };
        // 1.6 heterozygous places for a homozygous one, and few with two alternates.
        let genotype = match random.between(1, 1000) {
            1..=15 if kind == Kind::Substitution => Genotype::BothAlternates,
            1..=615 => Genotype::Heterozygous,
            _ => Genotype::HomozygousAlternate,
        };
        let hard_to_map = random.chance(0.2);
        let depth = random.around(if hard_to_map { DEPTH - 9 } else { DEPTH }, 8).clamp(2, 90).unsigned_abs();
        let half = random.successes(depth, 0.5).clamp(1, depth - 1);
        let stray = u32::from(random.chance(0.02));
        let reads = match genotype {
            Genotype::Heterozygous => [depth - half, half, 0],
            Genotype::HomozygousAlternate => [stray, depth, 0],
            Genotype::BothAlternates => [stray, depth - half, half],
        };
        let mapping_quality_hundredths = if hard_to_map { random.between(2_200, 5_990) } else { 6_000 };
        Self { kind, genotype, reads, mapping_quality_hundredths }
    }

    fn alternates(&self) -> u32 {
        if self.genotype == Genotype::BothAlternates { 2 } else { 1 }
    }

    fn depth(&self) -> u32 {
        self.reads.iter().sum()
    }

    /// Phred-scaled likelihoods in the order of VCF 4.2 §1.4.2, GL. A read that speaks against a genotype counts as
    /// much as its base is sure (about 37); a read of one of two alleles speaks 3 against the homozygous one.
    fn likelihoods(&self, random: &mut Random) -> ([u32; 6], usize) {
        let mut against = |reads: u32, agreeing: u32| {
            let sure = random.around(37 * i32::try_from(reads).unwrap_or_default(), 9);
            (sure - 3 * i32::try_from(agreeing).unwrap_or_default()).max(3).unsigned_abs()
        };
        let [reference, first, second] = self.reads;
        match self.genotype {
            Genotype::Heterozygous => ([against(first, reference), 0, against(reference, first), 0, 0, 0], 3),
            Genotype::HomozygousAlternate => ([against(first, 0), 3 * first, 0, 0, 0, 0], 3),
            Genotype::BothAlternates => {
                let (no_first, no_second) = (against(first, second), against(second, first));
                let neither = no_first + no_second + 3 * first;
                ([neither, no_second, no_second + 3 * first, no_first, 0, no_first + 3 * second], 6)
            }
        }
    }
}

/// From the ID to the ALT column.
fn push_place(line: &mut Vec<u8>, alleles: &Alleles, random: &mut Random) {
    line.push(b'\t');
    if random.chance(0.96) {
        line.extend_from_slice(b"rs");
        push_number(
            line,
            if random.chance(0.6) {
                random.between(100, 99_999_999)
            } else {
                random.between(100_000_000, 1_600_000_000)
            },
        );
    } else {
        line.push(b'.');
    }
    for text in [&alleles.reference, &alleles.alternates] {
        line.push(b'\t');
        line.extend_from_slice(text);
    }
    line.push(b'\t');
}

/// From the QUAL column to the line's end.
fn push_call(line: &mut Vec<u8>, call: &Call, random: &mut Random) {
    let (likelihoods, genotypes) = call.likelihoods(random);
    let likelihoods = &likelihoods[..genotypes];
    // The prior of a variant takes a little off, and leaves the same decimals behind.
    let quality_hundredths = match call.genotype {
        Genotype::Heterozygous => (100 * likelihoods[0]).saturating_sub(740).max(3_004),
        _ => (100 * likelihoods[0]).saturating_sub(1_394).max(3_006),
    };
    push_fixed(line, quality_hundredths, 2);
    line.extend_from_slice(filter(call, quality_hundredths).as_bytes());
    push_info(line, call, quality_hundredths, random);
    line.extend_from_slice(match call.genotype {
        Genotype::Heterozygous => b"\tGT:AD:DP:GQ:PL\t0/1:",
        Genotype::HomozygousAlternate => b"\tGT:AD:DP:GQ:PL\t1/1:",
        Genotype::BothAlternates => b"\tGT:AD:DP:GQ:PL\t1/2:",
    });
    push_list(line, &call.reads[..=call.alternates() as usize]);
    line.push(b':');
    push_number(line, call.depth());
    line.push(b':');
    push_number(line, second_best(likelihoods).min(99));
    line.push(b':');
    push_list(line, likelihoods);
    line.push(b'\n');
}

fn filter(call: &Call, quality_hundredths: u32) -> &'static str {
    match call.kind {
        _ if quality_hundredths < 5_000 => "\tLowQual\t",
        Kind::Substitution if call.mapping_quality_hundredths < 3_500 => "\tVQSRTrancheSNP99.90to100.00\t",
        Kind::Insertion | Kind::Deletion if call.mapping_quality_hundredths < 3_500 => {
            "\tVQSRTrancheINDEL99.00to99.90\t"
        }
        _ => "\tPASS\t",
    }
}

fn push_info(line: &mut Vec<u8>, call: &Call, quality_hundredths: u32, random: &mut Random) {
    let (counts, frequencies): (&[u8], &[u8]) = match call.genotype {
        Genotype::Heterozygous => (b"1", b"0.500"),
        Genotype::HomozygousAlternate => (b"2", b"1.00"),
        Genotype::BothAlternates => (b"1,1", b"0.500,0.500"),
    };
    // With no read of the reference there is nothing to rank the others against.
    let is_ranked = call.reads[0] > 0;
    let fields: [(&[u8], &[u8]); 2] = [(b"AC=", counts), (b";AF=", frequencies)];
    fields.iter().for_each(|(key, value)| line.extend_from_slice(&[*key, *value].concat()));
    line.extend_from_slice(b";AN=2");
    push_rank(line, b";BaseQRankSum=", is_ranked, random);
    line.extend_from_slice(b";DP=");
    push_number(line, call.depth() + u32::from(random.chance(0.15)));
    line.extend_from_slice(b";ExcessHet=3.0103;FS=");
    push_fixed(
        line,
        if !is_ranked || random.chance(0.3) { 0 } else { random.between(1, 9) * random.between(60, 1_900) },
        3,
    );
    let fields: [(&[u8], &[u8]); 2] = [(b";MLEAC=", counts), (b";MLEAF=", frequencies)];
    fields.iter().for_each(|(key, value)| line.extend_from_slice(&[*key, *value].concat()));
    line.extend_from_slice(b";MQ=");
    push_fixed(line, call.mapping_quality_hundredths, 2);
    if call.mapping_quality_hundredths == 6_000 && is_ranked {
        line.extend_from_slice(b";MQRankSum=0.000");
    } else {
        push_rank(line, b";MQRankSum=", is_ranked, random);
    }
    line.extend_from_slice(b";QD=");
    let by_depth_hundredths = quality_hundredths / call.depth();
    // GATK throws anew what is above 35, which comes of several alleles in one read.
    push_fixed(line, if by_depth_hundredths > 3_500 { random.between(2_500, 3_500) } else { by_depth_hundredths }, 2);
    push_rank(line, b";ReadPosRankSum=", is_ranked, random);
    line.extend_from_slice(b";SOR=");
    push_fixed(line, if random.chance(0.1) { 693 } else { random.between(1, 3) * random.between(120, 1_400) }, 3);
    line.extend_from_slice(b";VQSLOD=");
    push_signed(line, random.around(1_900, 500), 2);
    line.extend_from_slice(b";culprit=");
    line.extend_from_slice(random.pick(&CULPRITS).as_bytes());
}

/// A Z-score, which GATK leaves out where it cannot be had.
fn push_rank(line: &mut Vec<u8>, key: &[u8], is_ranked: bool, random: &mut Random) {
    if is_ranked {
        line.extend_from_slice(key);
        push_signed(line, random.around(0, 1_400), 3);
    }
}

/// The genotype quality: how much less likely the next genotype is.
fn second_best(likelihoods: &[u32]) -> u32 {
    likelihoods.iter().copied().filter(|likelihood| *likelihood > 0).min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn text(records: u32) -> String {
        let mut out = Vec::new();
        write(1, records, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_seed_always_gives_the_same_file_of_so_many_records() {
        let text = text(5_000);
        assert_eq!(text.lines().filter(|line| !line.starts_with('#')).count(), 5_000);
        assert_eq!(text, self::text(5_000));
    }

    #[test]
    fn the_columns_of_a_call_agree() {
        for line in text(5_000).lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [.., reference, alternates, quality, _, info, format, sample] = columns[..] else { unreachable!() };
            let alternates = alternates.split(',').count();
            assert!((1..=2).contains(&alternates) && !reference.is_empty());
            assert!(quality.parse::<f64>().unwrap() > 30.0);
            assert!(info.starts_with("AC=") && info.contains(";SOR=") && info.contains(";culprit="));
            assert_eq!(format, "GT:AD:DP:GQ:PL");
            let fields: Vec<Vec<u32>> =
                sample.split(':').skip(1).map(|field| field.split(',').map(|n| n.parse().unwrap()).collect()).collect();
            let [reads, depth, quality, likelihoods] = &fields[..] else { unreachable!() };
            assert_eq!(reads.len(), alternates + 1, "{line}");
            assert_eq!(reads.iter().sum::<u32>(), depth[0], "{line}");
            assert_eq!(likelihoods.len(), (alternates + 1) * (alternates + 2) / 2, "{line}");
            assert_eq!(likelihoods.iter().filter(|likelihood| **likelihood == 0).count(), 1, "{line}");
            assert!((1..=99).contains(&quality[0]));
        }
    }
}

//! Many people at few places: phased genotypes and nothing else, as the 1000 Genomes Project publishes them.

use std::io::{self, Write};

use crate::contig::{self, Contig};
use crate::random::Random;
use crate::site::{Alleles, Kind, Walk};
use crate::text::{push_fixed, push_list, push_number};

/// As in phase 3 of the 1000 Genomes Project.
pub const SAMPLES: u32 = 2_504;
/// Places, all on chromosome 22.
pub const SITES: u32 = 20_000;

/// The first of the file's places, past the unread arm.
const CONTIG: usize = 21;

const HEADER: &str = r#"##fileformat=VCFv4.3
##source=synthetic cohort, of nobody
##FILTER=<ID=PASS,Description="All filters passed">
##INFO=<ID=AC,Number=A,Type=Integer,Description="Total number of alternate alleles in called genotypes">
##INFO=<ID=AF,Number=A,Type=Float,Description="Estimated allele frequency">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Total number of alleles in called genotypes">
##INFO=<ID=NS,Number=1,Type=Integer,Description="Number of samples with data">
##INFO=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth">
##INFO=<ID=VT,Number=.,Type=String,Description="Type of variant: SNP or INDEL">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Phased Genotype">
"#;

/// Writes the file's text.
pub fn write(seed: u64, sites: u32, out: &mut impl Write) -> io::Result<()> {
    let mut random = Random::seeded(seed);
    write!(out, "{HEADER}{}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT", contig::header_lines())?;
    for sample in 0..SAMPLES {
        write!(out, "\tHG{:05}", 96 + sample)?;
    }
    writeln!(out)?;
    let contig = contig::GRCH38[CONTIG];
    let mut walk = Walk::along(Contig { bases: contig.bases / 4, ..contig }, sites);
    let (mut line, mut alleles, mut calls) = (Vec::new(), Alleles::default(), Vec::new());
    for _ in 0..sites {
        let kind = if random.chance(0.04) { Kind::Deletion } else { Kind::Substitution };
        let alternates = if kind == Kind::Substitution && random.chance(0.005) { 2 } else { 1 };
        let position_1based = walk.next(&mut random);
        alleles.throw(kind, alternates, &mut random);
        let counts = throw_calls(alternates, &mut random, &mut calls);
        line.clear();
        line.extend_from_slice(contig.name.as_bytes());
        line.push(b'\t');
        push_number(&mut line, position_1based);
        line.extend_from_slice(b"\t.\t");
        line.extend_from_slice(&alleles.reference);
        line.push(b'\t');
        line.extend_from_slice(&alleles.alternates);
        line.extend_from_slice(b"\t100\tPASS\tAC=");
        let counts = &counts[..alternates as usize];
        push_list(&mut line, counts);
        line.extend_from_slice(b";AF=");
        for (at, count) in counts.iter().enumerate() {
            if at > 0 {
                line.push(b',');
            }
            push_fixed(&mut line, count * 100_000 / (2 * SAMPLES), 5);
        }
        line.extend_from_slice(b";AN=5008;NS=2504;DP=");
        push_number(&mut line, random.between(14_000, 24_000));
        line.extend_from_slice(if kind == Kind::Substitution { b";VT=SNP\tGT" } else { b";VT=INDEL\tGT" });
        line.extend_from_slice(&calls);
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

/// Throws everybody's genotype into `calls`; answers with the count of each alternate.
fn throw_calls(alternates: u32, random: &mut Random, calls: &mut Vec<u8>) -> [u32; 2] {
    calls.clear();
    (0..SAMPLES).for_each(|_| calls.extend_from_slice(b"\t0|0"));
    let mut counts = [0; 2];
    for (allele, count) in (b'1'..).zip(&mut counts).take(alternates as usize) {
        for _ in 0..carried(random) {
            let haplotype = random.between(0, 2 * SAMPLES - 1);
            let at = (haplotype / 2 * 4 + 1 + haplotype % 2 * 2) as usize;
            // A haplotype that carries something already is not thrown again.
            if calls[at] == b'0' {
                calls[at] = allele;
                *count += 1;
            }
        }
    }
    counts
}

/// Haplotypes that are thrown for an allele: as many alleles carried by 1 as by 2 to 3, by 4 to 7 and so on, which is
/// what a population of constant size has (Ewens 2004, Mathematical Population Genetics, §9.5).
fn carried(random: &mut Random) -> u32 {
    let low = 1 << random.between(0, 12);
    random.between(low, 2 * low - 1)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn the_counts_are_those_of_the_genotypes() {
        let mut out = Vec::new();
        write(1, 60, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let records: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(records.len(), 60);
        for record in records {
            let columns: Vec<&str> = record.split('\t').collect();
            assert_eq!(columns.len(), 9 + SAMPLES as usize);
            let carried =
                |allele: char| columns[9..].iter().flat_map(|call| call.chars()).filter(|c| *c == allele).count();
            let said = columns[7].strip_prefix("AC=").and_then(|rest| rest.split(';').next()).unwrap();
            for (allele, said) in ('1'..).zip(said.split(',')) {
                assert_eq!(said.parse::<usize>().unwrap(), carried(allele));
            }
        }
    }
}

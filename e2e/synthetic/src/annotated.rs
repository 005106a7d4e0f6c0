//! One person's variants with VEP's annotation: a few transcripts a site.

use std::io::{self, Write};

use crate::contig;
use crate::random::Random;
use crate::site::{Alleles, Kind, Walk};
use crate::text::{push_fixed, push_number};

/// Annotated places.
pub const SITES: u32 = 1_000_000;

/// Places beside each other that lie in one gene.
const SITES_PER_GENE: u32 = 40;

const HEADER: &str = r#"##fileformat=VCFv4.2
##source=synthetic annotated genome, of nobody
##VEP="v110" time="2023-09-01 12:00:00" cache="homo_sapiens/110_GRCh38" assembly="GRCh38.p14"
##FILTER=<ID=PASS,Description="All filters passed">
##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count in genotypes">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Total number of alleles in called genotypes">
##INFO=<ID=gnomAD_AF,Number=A,Type=Float,Description="Allele frequency in gnomAD genomes">
##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|cDNA_position|CDS_position|Protein_position|Amino_acids|Codons|Existing_variation|DISTANCE|STRAND|FLAGS|CANONICAL|MANE_SELECT">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype Quality">
"#;

const COLUMNS: &str = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tPERSON\n";

/// Names that people look for; the other genes are numbered.
const SYMBOLS: [&str; 24] = [
    "BRCA1", "BRCA2", "TP53", "CFTR", "LDLR", "APOB", "PCSK9", "MLH1", "MSH2", "MSH6", "PMS2", "APC", "PTEN", "RB1",
    "TTN", "MYH7", "MYBPC3", "KCNQ1", "KCNH2", "SCN5A", "HFE", "G6PD", "DMD", "FBN1",
];

/// A consequence in a transcript's coding sequence changes a residue and has its positions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Intron,
    Coding,
    Outside,
}

/// Consequences with their impact, as Ensembl's table of calculated consequences gives it; out of 1,000.
const CONSEQUENCES: [(u32, &str, &str, Place); 9] = [
    (600, "intron_variant", "MODIFIER", Place::Intron),
    (750, "upstream_gene_variant", "MODIFIER", Place::Outside),
    (880, "downstream_gene_variant", "MODIFIER", Place::Outside),
    (930, "3_prime_UTR_variant", "MODIFIER", Place::Outside),
    (960, "synonymous_variant", "LOW", Place::Coding),
    (990, "missense_variant", "MODERATE", Place::Coding),
    (994, "splice_region_variant&intron_variant", "LOW", Place::Intron),
    (998, "stop_gained", "HIGH", Place::Coding),
    (1_000, "splice_donor_variant", "HIGH", Place::Intron),
];

/// Writes the file's text.
pub fn write(seed: u64, sites: u32, out: &mut impl Write) -> io::Result<()> {
    let mut random = Random::seeded(seed);
    write!(out, "{HEADER}{}{COLUMNS}", contig::header_lines())?;
    let (mut line, mut alleles, mut written) = (Vec::new(), Alleles::default(), 0);
    for (contig, sites) in contig::shares(sites) {
        let mut walk = Walk::along(contig, sites);
        for _ in 0..sites {
            let kind = match random.between(1, 100) {
                1..=6 => Kind::Deletion,
                7..=12 => Kind::Insertion,
                _ => Kind::Substitution,
            };
            let position_1based = walk.next(&mut random);
            alleles.throw(kind, 1, &mut random);
            line.clear();
            line.extend_from_slice(contig.name.as_bytes());
            line.push(b'\t');
            push_number(&mut line, position_1based);
            push_site(&mut line, &alleles, written / SITES_PER_GENE, &mut random);
            out.write_all(&line)?;
            written += 1;
        }
    }
    Ok(())
}

/// From the ID to the line's end.
fn push_site(line: &mut Vec<u8>, alleles: &Alleles, gene: u32, random: &mut Random) {
    let rs_number = random.between(100, 1_600_000_000);
    line.extend_from_slice(b"\trs");
    push_number(line, rs_number);
    for text in [&alleles.reference, &alleles.alternates] {
        line.push(b'\t');
        line.extend_from_slice(text);
    }
    line.push(b'\t');
    push_fixed(line, random.between(3_000, 180_000), 2);
    let is_heterozygous = random.chance(0.6);
    line.extend_from_slice(if is_heterozygous {
        b"\tPASS\tAC=1;AN=2;gnomAD_AF="
    } else {
        b"\tPASS\tAC=2;AN=2;gnomAD_AF="
    });
    push_fixed(line, random.between(1, 10) * random.between(1, 99_000), 6);
    line.extend_from_slice(b";CSQ=");
    let transcripts = random.between(1, 5);
    for transcript in 0..transcripts {
        if transcript > 0 {
            line.push(b',');
        }
        push_transcript(line, &alleles.alternates, Feature { gene, transcript, rs_number }, random);
    }
    line.extend_from_slice(if is_heterozygous { b"\tGT:DP:GQ\t0/1:" } else { b"\tGT:DP:GQ\t1/1:" });
    push_number(line, random.around(33, 8).max(2).unsigned_abs());
    line.push(b':');
    push_number(line, random.between(60, 99));
    line.push(b'\n');
}

/// Which transcript of which gene.
#[derive(Clone, Copy)]
struct Feature {
    gene: u32,
    transcript: u32,
    rs_number: u32,
}

/// One entry of CSQ, in the order of the header.
fn push_transcript(line: &mut Vec<u8>, allele: &[u8], feature: Feature, random: &mut Random) {
    let throw = random.between(1, 1_000);
    let (_, consequence, impact, place) =
        CONSEQUENCES.into_iter().find(|(up_to, ..)| throw <= *up_to).unwrap_or(CONSEQUENCES[0]);
    let Feature { gene, transcript, rs_number } = feature;
    // Upper case for the bases, as in the columns; VEP leaves out the base that an indel repeats.
    line.extend_from_slice(allele);
    push_all(line, &["|", consequence, "|", impact, "|"]);
    push_symbol(line, gene);
    push_all(line, &["|ENSG"]);
    push_padded(line, 11, gene);
    push_all(line, &["|Transcript|ENST"]);
    push_padded(line, 11, gene * 8 + transcript);
    push_all(line, &[".", "3|protein_coding|"]);
    let (exon, exons) = (random.between(1, 20), 21);
    if place == Place::Coding {
        push_number(line, exon);
        line.push(b'/');
        push_number(line, exons);
    }
    line.push(b'|');
    if place == Place::Intron {
        push_number(line, exon);
        line.push(b'/');
        push_number(line, exons - 1);
    }
    line.push(b'|');
    let residue = random.between(2, 1_800);
    push_names(line, place, Feature { gene, transcript, rs_number }, residue, random);
    push_all(line, &["|rs"]);
    push_number(line, rs_number);
    line.push(b'|');
    if place == Place::Outside {
        push_number(line, random.between(1, 4_999));
    }
    push_all(line, &["|", if gene.is_multiple_of(2) { "1" } else { "-1" }, "||"]);
    if transcript == 0 {
        push_all(line, &["YES|NM_"]);
        push_padded(line, 6, gene);
        push_all(line, &[".4"]);
    } else {
        line.push(b'|');
    }
}

/// From `HGVSc` to `Codons`.
fn push_names(line: &mut Vec<u8>, place: Place, feature: Feature, residue: u32, random: &mut Random) {
    if place == Place::Outside {
        return push_all(line, &["||||||"]);
    }
    push_all(line, &["ENST"]);
    push_padded(line, 11, feature.gene * 8 + feature.transcript);
    push_all(line, &[".3:c."]);
    push_number(line, residue * 3 - 1);
    if place == Place::Intron {
        push_all(line, &["+"]);
        push_number(line, random.between(1, 9_000));
        return push_all(line, &["G>A||||||"]);
    }
    push_all(line, &["G>A|ENSP"]);
    push_padded(line, 11, feature.gene * 8 + feature.transcript);
    push_all(line, &[".2:p.Arg"]);
    push_number(line, residue);
    push_all(line, &["Gln|"]);
    for position in [residue * 3 + 210, residue * 3 - 1, residue] {
        push_number(line, position);
        line.push(b'|');
    }
    push_all(line, &["R/Q|cGa/cAa"]);
}

fn push_symbol(line: &mut Vec<u8>, gene: u32) {
    match SYMBOLS.get((gene / 40) as usize) {
        Some(symbol) if gene.is_multiple_of(40) => line.extend_from_slice(symbol.as_bytes()),
        _ => {
            line.extend_from_slice(b"GENE");
            push_number(line, gene);
        }
    }
}

fn push_all(line: &mut Vec<u8>, texts: &[&str]) {
    texts.iter().for_each(|text| line.extend_from_slice(text.as_bytes()));
}

/// A number with zeros before it.
fn push_padded(line: &mut Vec<u8>, digits: u32, number: u32) {
    (1..digits).rev().filter(|zeros| u64::from(number) < 10_u64.pow(*zeros)).for_each(|_| line.push(b'0'));
    push_number(line, number);
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn every_transcript_has_the_fields_of_the_header() {
        let declared = HEADER.split("Format: ").nth(1).unwrap().split('"').next().unwrap().split('|').count();
        let mut out = Vec::new();
        write(1, 2_000, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let mut entries = 0;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let csq = line.split('\t').nth(7).unwrap().split("CSQ=").nth(1).unwrap();
            for entry in csq.split(',') {
                assert_eq!(entry.split('|').count(), declared, "{entry}");
                entries += 1;
            }
        }
        assert!((5_000..7_000).contains(&entries), "{entries}");
    }

    #[test]
    fn numbers_are_padded_to_their_digits() {
        let mut line = Vec::new();
        push_padded(&mut line, 6, 42);
        push_padded(&mut line, 1, 0);
        assert_eq!(line, b"0000420");
    }
}

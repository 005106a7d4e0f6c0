//! A file of nobody, read before a person's: browsers compile code well only once it ran for a while, and a person
//! takes seconds to choose a file.
//!
//! Owns what is rehearsed, and how long. Must not know what comes after it: whoever drives it drops it.

use std::fmt::Write;

use cohort_core::{
    arrange::Arranger,
    export::BgzfWriter,
    records::{ColumnKey, SortKey},
    vcf::{Limits, Reading, Step},
    wire::Arrangement,
};

use crate::session::Handle;

/// Records of the file: some 130 KB of text.
const RECORDS: u32 = 500;
/// Readings of it: V8 compiles a function well after some 13 MB of its code ran (`--wasm-tiering-budget`).
const READINGS: u32 = 60;
/// What all of them may take; a machine that is slower does not get to the end of it.
const MAX_MILLIS: f64 = 800.0;

/// What is left to do.
pub(crate) struct Rehearsal<H> {
    file: H,
    readings_left: u32,
    started_millis: Option<f64>,
}

impl<H: Handle> Rehearsal<H> {
    /// Of a handle on [`file`].
    pub(crate) fn new(file: H) -> Self {
        Self { file, readings_left: READINGS, started_millis: None }
    }

    /// Reads the file once more; whether that was the last time.
    pub(crate) fn turn(&mut self, now_millis: f64) -> bool {
        let started_millis = *self.started_millis.get_or_insert(now_millis);
        self.readings_left = self.readings_left.saturating_sub(1);
        let is_read = self.read().is_some();
        self.readings_left == 0 || !is_read || now_millis - started_millis > MAX_MILLIS
    }

    /// How many records there are; `None` for a file that cannot be read.
    fn read(&self) -> Option<u64> {
        let bytes = self.file.file_bytes();
        let mut reading = Reading::open(self.file.clone(), bytes, Limits::default()).ok()?;
        while reading.advance(u64::MAX).ok()? == Step::More {}
        self.arrange(&reading)?;
        Some(reading.summary().records)
    }

    /// Filters and sorts as people do first.
    fn arrange(&self, reading: &Reading<H>) -> Option<()> {
        let (table, schema) = (reading.table()?, reading.offer(None)?.schema);
        let mut arranger = Arranger::default();
        for filter in ["", "FILTER = PASS and QUAL > 50 and DP >= 10"] {
            for (column, descending) in [(ColumnKey::Qual, true), (ColumnKey::Id, false)] {
                let sort = vec![SortKey { column, descending }];
                let arrangement = Arrangement { filter: filter.to_owned(), sort, pairs: None };
                arranger.arrange(table, &schema, 1, &arrangement).ok()?;
            }
        }
        Some(())
    }
}

/// Like a genome from GATK: one sample, substitutions and indels, both kinds of carriers.
pub(crate) fn file() -> Vec<u8> {
    let mut text = String::from("##fileformat=VCFv4.2\n");
    // Writing to a string does not fail.
    for key in ["ExcessHet", "FS", "MLEAC", "MLEAF", "MQ", "MQRankSum", "QD", "ReadPosRankSum", "SOR", "VQSLOD"] {
        let _ = writeln!(text, "##INFO=<ID={key},Number=1,Type=Float,Description=\"{key}\">");
    }
    for (key, number, kind) in [
        ("GT", "1", "String"),
        ("AD", "R", "Integer"),
        ("DP", "1", "Integer"),
        ("GQ", "1", "Integer"),
        ("PL", "G", "Integer"),
    ] {
        let _ = writeln!(text, "##FORMAT=<ID={key},Number={number},Type={kind},Description=\"{key}\">");
    }
    text += "##FILTER=<ID=LowQual,Description=\"Low\">\n\
             #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNOBODY\n";
    let alleles = [("A", "G"), ("C", "T"), ("G", "T"), ("CAT", "C"), ("T", "C"), ("A", "ATTG"), ("G", "A"), ("T", "A")];
    for record in 0..RECORDS {
        // Numbers without a pattern, of Knuth's linear congruential generator.
        let draw = record.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) >> 8;
        let (reference, alternates) = alleles[draw as usize % alleles.len()];
        let (position, depth, quality) = (10_000 + 650 * record + draw % 600, 20 + draw % 31, 100 + draw % 2_900);
        let (filter, reads) = (if draw % 19 == 0 { "LowQual" } else { "PASS" }, depth / 2);
        let (genotype, rank) = if draw % 5 < 3 {
            ("0/1", format!(";MQRankSum=0.{record};QD=9.{draw};ReadPosRankSum=-0.{:03}", draw % 1_000))
        } else {
            ("1/1", format!(";QD=2{}.{:02}", draw % 10, draw % 100))
        };
        let _ = writeln!(
            text,
            "chr1\t{position}\trs{draw}\t{reference}\t{alternates}\t{quality}.{:02}\t{filter}\tAC=1;AF=0.500;AN=2;DP={depth};\
             ExcessHet=3.0103;FS={}.{:03};MLEAC=1;MLEAF=0.500;MQ=60.00{rank};SOR=0.693;VQSLOD=2{}.11\t\
             GT:AD:DP:GQ:PL\t{genotype}:{},{reads}:{depth}:{}:{quality},0,{}",
            draw % 100,
            draw % 12,
            draw % 1_000,
            draw % 7,
            depth - reads,
            40 + draw % 60,
            300 + draw % 400,
        );
    }
    let (mut writer, mut packed) = (BgzfWriter::default(), Vec::new());
    writer.write(text.as_bytes(), &mut packed);
    writer.finish(&mut packed);
    packed
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn the_file_is_a_good_one() {
        let mut reading = Reading::open(Cursor::new(file()), u64::MAX, Limits::default()).ok().map(Box::new);
        while reading.as_mut().and_then(|reading| reading.advance(u64::MAX).ok()) == Some(Step::More) {}
        let summary = reading.map(|reading| reading.summary());
        let told = summary.map(|summary| (summary.records, summary.bad_records, summary.warnings));
        assert_eq!(told, Some((u64::from(RECORDS), 0, Vec::new())));
    }

    #[test]
    fn it_ends() {
        let mut rehearsal = Rehearsal::new(Cursor::new(file()));
        assert_eq!((1..=READINGS).find(|_| rehearsal.turn(0.0)), Some(READINGS));
        let mut slow = Rehearsal::new(Cursor::new(file()));
        assert!(!slow.turn(0.0) && slow.turn(MAX_MILLIS + 1.0));
    }
}

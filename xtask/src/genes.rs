//! Writes the table of genes that the page fetches for gene pages: what `src/core/region/PROVENANCE.md` says of it.
//!
//! Owns how the source is had and trimmed; the format's reader is `cohort_core::region::genes`.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

use flate2::{Compression, GzBuilder, read::GzDecoder};

use crate::error::Error;
use crate::process;
use crate::project::{self, Project};

/// The package that the table is derived from, and the SHA-256 of its archive.
const PACKAGE: &str = "ideogram@1.53.0";
const ARCHIVE: &str = "ideogram-1.53.0.tgz";
const ARCHIVE_SHA256: &str = "cc7e8929f972a81925c197f8ad75d44970b3cd92f6fd6c75313c6b446c2f0542";
const GENES: &str = "package/dist/data/cache/genes/homo-sapiens-genes.tsv.gz";
const STRUCTURES: &str = "package/dist/data/cache/gene-structures/homo-sapiens-gene-structures.tsv.gz";

/// In genome order.
const CHROMOSOMES: [&str; 25] = [
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
    "21", "22", "X", "Y", "MT",
];

/// Fetches the package, unless it lies in `.tools` already, and writes `public/genes.tsv.gz`.
pub(crate) fn run(project: &Project) -> Result<(), Error> {
    let folder = project.tools().join("genes");
    project::create_folder(&folder)?;
    let archive = folder.join(ARCHIVE);
    if !archive.exists() {
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        process::logged(npm.args(["pack", PACKAGE]).current_dir(&folder), &project.log("genes"))?;
    }
    if !ARCHIVE_SHA256.starts_with(&crate::page::short_hash(&project::read_bytes(&archive)?)) {
        return Err(Error::shape(&archive, "not the archive that the table was made of"));
    }
    let mut tar = Command::new("tar");
    process::logged(tar.args(["xzf", ARCHIVE, GENES, STRUCTURES]).current_dir(&folder), &project.log("genes"))?;
    let (genes, structures) = (unpacked(&folder.join(GENES))?, unpacked(&folder.join(STRUCTURES))?);
    let table = table(&places(&genes), &structures);
    let path = project.path("public/genes.tsv.gz");
    let written = packed(table.as_bytes()).map_err(Error::file(&path))?;
    println!("{}: {} genes, {} bytes", path.display(), table.lines().count() - 2, written.len());
    project::write(&path, written)
}

fn unpacked(path: &Path) -> Result<String, Error> {
    let mut text = String::new();
    GzDecoder::new(project::read_bytes(path)?.as_slice()).read_to_string(&mut text).map_err(Error::file(path))?;
    Ok(text)
}

/// Without a time, so that the same table makes the same file.
fn packed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Chromosome, first base and bases of a symbol, which are one more than the source's lengths: those are differences of
/// positions, here and in features. Symbols that come twice keep their first place.
fn places(genes: &str) -> BTreeMap<&str, (usize, u32, u32)> {
    let mut places = BTreeMap::new();
    for line in genes.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, start, length, _, symbol, ..] = columns[..] else { continue };
        let chromosome = CHROMOSOMES.iter().position(|known| *known == name);
        if let (Some(chromosome), Ok(start), Ok(length)) = (chromosome, start.parse(), length.parse::<u32>()) {
            places.entry(symbol).or_insert((chromosome, start, length + 1));
        }
    }
    places
}

/// A gene's line and where it belongs.
type Placed = ((usize, u32, String), String);

/// Two lines of heading, then a gene a line in genome order; numbers in base 36 (see `PROVENANCE.md`).
fn table(places: &BTreeMap<&str, (usize, u32, u32)>, structures: &str) -> String {
    let mut genes: BTreeMap<&str, Placed> = BTreeMap::new();
    for line in structures.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(transcript), Some(offset), Some(_), Some(strand)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let Some((symbol, _)) = transcript.rsplit_once('-') else { continue };
        let (Some(&(chromosome, start, bases)), Ok(offset)) = (places.get(symbol), offset.parse::<u32>()) else {
            continue;
        };
        // The source lists a gene's canonical transcript first.
        if let (false, Some(structure)) = (genes.contains_key(symbol), structure(columns, offset, bases)) {
            let line = format!("{symbol}\t{}{strand}\t{structure}", base36(bases));
            genes.insert(symbol, ((chromosome, start, symbol.to_owned()), line));
        }
    }
    let mut sorted: Vec<Placed> = genes.into_values().collect();
    sorted.sort();
    let mut text = String::from(
        "#genes 1\tGRCh38\n#chromosome or nothing\tstart or steps from the one before\tsymbol\tbases, strand\texons: steps and bases\tcoding: start and end from the gene's start\n",
    );
    let (mut last_chromosome, mut last_start) = (usize::MAX, 0);
    for ((chromosome, start, _), line) in sorted {
        let is_next = chromosome != last_chromosome;
        let (name, step) = if is_next { (CHROMOSOMES[chromosome], start) } else { ("", start - last_start) };
        text.push_str(&format!("{name}\t{}\t{line}\n", base36(step)));
        (last_chromosome, last_start) = (chromosome, start);
    }
    text
}

/// Exons as steps from the end of the one before, the first from the gene's start, each with its length; then the coding
/// part, whatever of the exons is no untranslated region. `None` where there is no exon within the gene.
fn structure<'a>(features: impl Iterator<Item = &'a str>, offset: u32, gene_bases: u32) -> Option<String> {
    let mut exons: Vec<(u32, u32)> = Vec::new();
    let mut untranslated: Vec<(u32, u32)> = Vec::new();
    for feature in features {
        let mut numbers = feature.split(';').map(str::parse::<u32>);
        let (Some(Ok(kind)), Some(Ok(start)), Some(Ok(length))) = (numbers.next(), numbers.next(), numbers.next())
        else {
            return None;
        };
        let list = if kind == 1 { &mut exons } else { &mut untranslated };
        list.push((offset + start, offset + start + length + 1));
    }
    exons.sort_unstable();
    let (mut words, mut last) = (Vec::new(), 0);
    for (start, end) in &exons {
        words.push(format!("{},{}", base36(start.checked_sub(last)?), base36(end - start)));
        last = *end;
    }
    if exons.is_empty() || last > gene_bases {
        return None;
    }
    let coding = coding(&exons, &untranslated)
        .map_or(String::new(), |(start, end)| format!("\t{},{}", base36(start), base36(end)));
    Some(format!("{}{coding}", words.join(",")))
}

fn coding(exons: &[(u32, u32)], untranslated: &[(u32, u32)]) -> Option<(u32, u32)> {
    let mut coding: Option<(u32, u32)> = None;
    for &(mut start, mut end) in exons {
        for &(from, to) in untranslated {
            if from <= start && to > start {
                start = to.min(end);
            }
            if to >= end && from < end {
                end = from.max(start);
            }
        }
        if start < end {
            coding = Some(coding.map_or((start, end), |(first, _)| (first, end)));
        }
    }
    coding
}

fn base36(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit(number % 36, 36));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_first_transcript_is_kept_and_untranslated_parts_are_told_apart() {
        let genes = "# chr\n2\t135787850\t49334\t1\tLCT\tlactase\n2\t135787900\t9\t2\tNEAR\t\nKI1\t5\t5\t3\tELSE\t\n";
        let structures = "#\nLCT-201\t0\t0\t-\t2;0;473\t1;0;694\t1;48680;654\t0;49320;14\nLCT-202\t6\t0\t-\t1;0;9\n\
            NEAR-201\t2\t0\t+\t1;0;5\nELSE-201\t0\t0\t+\t1;0;5\n";
        let table = table(&places(genes), structures);
        let lines: Vec<&str> = table.lines().skip(2).collect();
        // 695, 47985 and 655 bases are jb, 110x and i7; coding from 474 to 49320.
        assert_eq!(lines, ["2\t28uekq\tLCT\t122f-\t0,jb,110x,i7\td6,1220", "\t1e\tNEAR\ta+\t2,6\t2,8"]);
    }

    #[test]
    fn numbers_in_base_36() {
        assert_eq!([0, 35, 36, u32::MAX].map(base36), ["0", "z", "10", "1z141z3"]);
        assert_eq!(u32::from_str_radix(&base36(135_787_850), 36).unwrap(), 135_787_850);
    }
}

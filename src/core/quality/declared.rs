//! What a header says for the minimal dataset of 1+MG: which line may carry which field.
//!
//! Few of the fields have a line of their own in VCF 4.5 §1.4, so lines in use are looked for and shown as they
//! stand: a reader judges them. Must not judge a record.

use serde::{Deserialize, Serialize};

/// Lines kept for one field.
const KEPT_LINES: usize = 2;
/// Characters of a line that are kept.
const KEPT_CHARACTERS: usize = 120;

/// A field that "1+MG minimal dataset" v1 (February 2025) asks for and that a header could give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MinimalField {
    /// What was sequenced: genome, exome, a panel.
    SequenceTarget,
    /// The sequencer.
    Platform,
    /// Mean depth of coverage.
    MeanDepth,
    /// The file's format.
    Format,
    /// The genome that reads were aligned to.
    AlignmentGenome,
    /// Variants named in HGVS.
    Hgvs,
}

impl MinimalField {
    /// Every field, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::SequenceTarget, Self::Platform, Self::MeanDepth, Self::Format, Self::AlignmentGenome, Self::Hgvs];

    /// The lines that are looked at for it, in the notation of VCF.
    pub fn looked_at(self) -> &'static str {
        match self {
            Self::SequenceTarget => "##target, ##assay, ##SAMPLE Assay=, ##GATKCommandLine intervals",
            Self::Platform => "##platform, ##sequencer, ##SAMPLE Platform=, ##source",
            Self::MeanDepth => "##mean_depth, ##coverage, ##Depth_",
            Self::Format => "##fileformat",
            Self::AlignmentGenome => "##reference, ##assembly, ##contig assembly=, ##GATKCommandLine reference",
            Self::Hgvs => "##INFO CSQ, ANN",
        }
    }
}

/// A header line that may carry a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredLine {
    /// The field.
    pub field: MinimalField,
    /// Counted from 1.
    pub line: u64,
    /// What stands there, shortened: the key and the part in question.
    pub text: String,
}

/// What the header says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared(Vec<DeclaredLine>);

/// Names of makers and machines that callers write into `##source`.
const MACHINES: [&str; 12] = [
    "illumina",
    "novaseq",
    "hiseq",
    "nextseq",
    "dnbseq",
    "mgiseq",
    "bgiseq",
    "iontorrent",
    "ion torrent",
    "pacbio",
    "nanopore",
    "complete genomics",
];

impl Declared {
    /// The lines that may carry a field; none when the header does not give it.
    pub fn of(&self, field: MinimalField) -> impl Iterator<Item = &DeclaredLine> {
        self.0.iter().filter(move |line| line.field == field)
    }

    /// Looks at a `##` line.
    pub(crate) fn line(&mut self, number: u64, line: &[u8]) {
        let text = String::from_utf8_lossy(line);
        let Some((key, value)) = text.strip_prefix("##").and_then(|text| text.split_once('=')) else { return };
        let name = key.to_ascii_lowercase();
        match name.as_str() {
            "fileformat" => self.keep(MinimalField::Format, number, key, value),
            "reference" | "assembly" | "genome-build" | "genomebuild" => {
                self.keep(MinimalField::AlignmentGenome, number, key, value);
            }
            "contig" => self.keep_part(MinimalField::AlignmentGenome, number, key, value, &["assembly"]),
            "target" | "targets" | "intervals" | "capture" | "assay" | "library_strategy" => {
                self.keep(MinimalField::SequenceTarget, number, key, value);
            }
            "platform" | "sequencer" | "sequencing_platform" | "instrument" => {
                self.keep(MinimalField::Platform, number, key, value);
            }
            "source" if names_machine(value) => self.keep(MinimalField::Platform, number, key, value),
            "sample" | "meta" => {
                self.keep_part(MinimalField::SequenceTarget, number, key, value, &["Assay"]);
                self.keep_part(MinimalField::Platform, number, key, value, &["Platform"]);
            }
            "info" if value.contains("HGVS") => {
                let id = value.trim_start_matches("<ID=").split(',').next().unwrap_or(value);
                self.keep(MinimalField::Hgvs, number, key, id);
            }
            _ if name.starts_with("gatkcommandline") => {
                self.keep_part(MinimalField::SequenceTarget, number, key, value, &["intervals"]);
                let names = ["reference_sequence", "reference"];
                self.keep_part(MinimalField::AlignmentGenome, number, key, value, &names);
            }
            _ if is_depth(&name) => self.keep(MinimalField::MeanDepth, number, key, value),
            _ => {}
        }
    }

    fn keep_part(&mut self, field: MinimalField, line: u64, key: &str, value: &str, names: &[&str]) {
        if let Some((name, part)) = names.iter().find_map(|name| Some((name, argument(value, name)?))) {
            self.keep(field, line, key, &format!("… {name} {part}"));
        }
    }

    fn keep(&mut self, field: MinimalField, line: u64, key: &str, value: &str) {
        let is_empty = matches!(value.trim(), "" | "." | "unknown");
        if is_empty || self.of(field).count() >= KEPT_LINES {
            return;
        }
        let text = format!("##{key}={value}").chars().take(KEPT_CHARACTERS).collect();
        self.0.push(DeclaredLine { field, line, text });
    }
}

fn names_machine(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    MACHINES.iter().any(|name| value.contains(name))
}

/// `##MaxDepth_chr1` is a filter's limit and not meant.
fn is_depth(name: &str) -> bool {
    name.starts_with("depth_") || ["meandepth", "mean_depth", "mean_coverage"].contains(&name) || name == "coverage"
}

/// What a command line or a list of fields gives for a name: `--name VALUE`, `name=VALUE` or `name=[VALUE]`.
fn argument<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.match_indices(name).find_map(|(start, _)| {
        let before = text.get(..start)?.chars().next_back().unwrap_or(' ');
        let rest = text.get(start + name.len()..)?.strip_prefix([' ', '='])?;
        let value = rest.trim_start_matches('[').split([' ', ',', ']', '>']).next()?.trim_matches('"');
        let is_name = matches!(before, ' ' | '-' | ',' | '<' | '"');
        (is_name && !matches!(value, "" | "null" | "." | "none")).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str]) -> Vec<(MinimalField, String)> {
        let mut declared = Declared::default();
        for (index, line) in lines.iter().enumerate() {
            declared.line(index as u64 + 1, line.as_bytes());
        }
        declared.0.into_iter().map(|line| (line.field, line.text)).collect()
    }

    #[test]
    fn finds_what_headers_say() {
        use MinimalField::*;
        for (line, expected) in [
            ("##fileformat=VCFv4.2", Some((Format, "##fileformat=VCFv4.2"))),
            ("##reference=hg38.fa", Some((AlignmentGenome, "##reference=hg38.fa"))),
            ("##contig=<ID=1,length=5,assembly=b37>", Some((AlignmentGenome, "##contig=… assembly b37"))),
            ("##contig=<ID=1,length=5>", None),
            ("##source=IlluminaPlatinumGenomes", Some((Platform, "##source=IlluminaPlatinumGenomes"))),
            ("##source=SelectVariants", None),
            ("##SAMPLE=<ID=S1,Assay=WholeGenome>", Some((SequenceTarget, "##SAMPLE=… Assay WholeGenome"))),
            (
                "##GATKCommandLine=<ID=HC,CommandLine=\"HC --intervals exome.bed --x 1\">",
                Some((SequenceTarget, "##GATKCommandLine=… intervals exome.bed")),
            ),
            ("##GATKCommandLine=<ID=HC,CommandLineOptions=\"a=b intervals=null\">", None),
            (
                "##GATKCommandLine.HC=<ID=HC,CommandLineOptions=\"reference_sequence=/ref/h.fa rodBind=[]\">",
                Some((AlignmentGenome, "##GATKCommandLine.HC=… reference_sequence /ref/h.fa")),
            ),
            ("##Depth_chr20=34.5", Some((MeanDepth, "##Depth_chr20=34.5"))),
            ("##MaxDepth_chr20=103", None),
            ("##platform=", None),
            ("##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|HGVSc\">", Some((Hgvs, "##INFO=CSQ"))),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(field, text)| (field, text.to_owned())).collect();
            assert_eq!(found(&[line]), expected, "{line}");
        }
    }

    #[test]
    fn keeps_a_few_short_lines() {
        let long = format!("##reference={}", "é".repeat(500));
        let lines = found(&[&long, "##reference=a", "##assembly=b"]);
        assert_eq!(lines.len(), KEPT_LINES);
        assert_eq!(lines[0].1.chars().count(), KEPT_CHARACTERS);
    }
}

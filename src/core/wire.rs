//! What page and worker say to each other, in postcard's binary form (postcard.jamesmunns.com/wire-format); a `File`
//! handle travels beside [`Command::Open`].
//!
//! Must not know how a message is posted.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    export::{ExportFailure, ExportForm, Exported},
    filter::{Completion, CompoundHet, FilterError, Named, Preset, Schema, Trio},
    genome::Assembly,
    local_cohort::{
        sample_table::{Groupings, TableError},
        summary::{Question, Summary},
    },
    records::{ColumnKey, Columns, Count, SortKey, Value},
    vcf::Group,
};

/// Page and worker compare this before anything else: a cached half of an older build is refused.
pub const VERSION: u32 = 12;

/// As bytes. Postcard rather than JSON: its reader is a third of the code, and the page is downloaded.
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    // Every type here is made of what postcard can write, into memory that grows: it cannot fail.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// From bytes; `None` when they are no such message, as from another build.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Some(message),
        _ => None,
    }
}

/// Numbers one opened file, so that late events of an earlier one are told apart.
pub type Generation = u32;

/// Page to worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Read the file that was posted beside this command; whatever was open before is forgotten.
    Open {
        /// Told in every event about this file.
        generation: Generation,
        /// The file's own name, for messages only.
        name: String,
        /// What to keep of it; `None` for what the header suggests.
        columns: Option<Columns>,
        /// Groups of samples to count alleles in, beside all samples.
        groups: Vec<Group>,
        /// Regions to read, as they were typed, by the index that was posted behind the file; `None` for all of it.
        regions: Option<String>,
    },
    /// Say what each of the files is that were posted beside this command.
    Recognise {
        /// Told in the answer.
        ticket: u32,
    },
    /// Say what there is to read in a file by its index, which were posted beside this command.
    Survey {
        /// Told in the answer.
        generation: Generation,
    },
    /// To a worker that is to help another one read, which is at the other end of the port that was posted beside
    /// this command.
    Help,
    /// Another worker helps to read: it is at the other end of the port that was posted beside this command.
    Join {
        /// Its number.
        helper: u32,
    },
    /// That helper is gone.
    Leave {
        /// Its number.
        helper: u32,
    },
    /// Stop reading, forget everything read.
    Close {
        /// The file to forget.
        generation: Generation,
    },
    /// Ask for a window of the table, also while the file is still being read.
    Rows {
        /// The file meant.
        generation: Generation,
        /// The arrangement meant.
        view: View,
        /// Row number in it, counted from 0.
        first: u64,
        /// How many; the worker caps it at [`MAX_ROWS`].
        count: u32,
        /// Columns to give beside those that every row has.
        columns: Vec<ColumnKey>,
    },
    /// Ask for everything the file says about one row's record.
    Record {
        /// The file meant.
        generation: Generation,
        /// The arrangement meant.
        view: View,
        /// Row number in it, counted from 0.
        row: u64,
    },
    /// Choose and sort the rows of the file.
    Arrange {
        /// The file meant.
        generation: Generation,
        /// Number of the arrangement: higher than any before.
        view: View,
        /// How.
        arrangement: Arrangement,
    },
    /// Ask what could stand at a place of an unfinished filter.
    Complete {
        /// The file meant.
        generation: Generation,
        /// The filter so far.
        text: String,
        /// Byte of the text at the cursor.
        cursor: u32,
    },
    /// Ask for the row of a place, an ID or a gene.
    Find {
        /// The file meant.
        generation: Generation,
        /// The arrangement meant.
        view: View,
        /// `chr7:117559590`, `rs334` or a gene symbol.
        text: String,
    },
    /// Ask where the file has alternate alleles in a region.
    Places {
        /// The file meant.
        generation: Generation,
        /// `2:135787850-135837184`
        region: String,
    },
    /// Say which groups the table makes of the file's samples that was posted beside this command.
    SampleTable {
        /// The file meant.
        generation: Generation,
    },
    /// Ask what the counts over the file's samples come to, once it was read.
    Cohort {
        /// The file meant.
        generation: Generation,
        /// Of which groups.
        question: Question,
    },
    /// Ask what the file has to filter and to show.
    Offer {
        /// The file meant.
        generation: Generation,
        /// Who is who, where the file has a trio.
        trio: Option<Trio>,
    },
    /// Write the rows of an arrangement as a file, once the file was read.
    Export {
        /// The file meant.
        generation: Generation,
        /// The arrangement meant.
        view: View,
        /// As what.
        form: ExportForm,
        /// Columns beside those that every row has.
        columns: Vec<ColumnKey>,
    },
    /// Forget what was written.
    StopExport {
        /// The file meant.
        generation: Generation,
    },
    /// A file will be chosen soon: get ready to read it fast.
    Prepare,
}

/// Where a file has alternate alleles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// Positions from 1, in order; a place with two alleles comes twice.
    pub positions: Vec<u32>,
    /// How many more there are.
    pub beyond: u64,
}

/// Numbers an arrangement of the rows; 0 is all rows in file order.
pub type View = u32;

/// Which rows, in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Arrangement {
    /// The filter's text (see [`crate::filter`]); empty for every row.
    pub filter: String,
    /// What the rows are sorted by, the most important first; empty for file order.
    pub sort: Vec<SortKey>,
    /// Of the rows that are left, only candidates for compound heterozygosity.
    pub pairs: Option<CompoundHet>,
}

/// What an arrangement came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Arranged {
    /// Rows that are left.
    pub rows: u64,
    /// The conditions that must all hold, each a filter of its own that `and` can stand beside.
    pub conditions: Vec<String>,
    /// Columns that the arrangement needs and the table does not have; unless this is empty, nothing was arranged.
    pub lacks: Vec<ColumnKey>,
    /// What the filter's text says of this file; a link with it would tell.
    pub names: Option<Named>,
    /// Time it took.
    pub millis: f64,
}

/// What a file has to filter and to show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// Fields, samples and values.
    pub schema: Schema,
    /// Columns that the table has.
    pub columns: Columns,
    /// Filters to start from.
    pub presets: Vec<Preset>,
    /// Short conditions that the file has the fields for.
    pub conditions: Vec<String>,
}

/// Largest window of rows that one event carries.
pub const MAX_ROWS: u32 = 500;

/// Worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// First word of a worker; commands sent earlier are lost. Stays the first variant, so that every build can read it.
    Ready {
        /// The worker's [`VERSION`].
        version: u32,
    },
    /// So far; about ten a second.
    Progress {
        /// The file meant.
        generation: Generation,
        /// How far.
        progress: Progress,
    },
    /// The file was read to its end, whole or not: see [`FileSummary::ending`].
    Opened {
        /// The file meant.
        generation: Generation,
        /// What is in it.
        summary: Box<FileSummary>,
    },
    /// The file cannot be read as a VCF at all.
    Refused {
        /// The file meant.
        generation: Generation,
        /// Why.
        refusal: crate::vcf::Refusal,
    },
    /// Answer to [`Command::Rows`]; the first rows of a file come unasked, before any other word of it.
    Rows {
        /// The file meant.
        generation: Generation,
        /// The arrangement meant.
        view: View,
        /// Number of the first row of the window.
        first: u64,
        /// At most as many as asked; fewer at the end.
        rows: Vec<Row>,
    },
    /// Answer to [`Command::Record`].
    Record {
        /// The file meant.
        generation: Generation,
        /// The arrangement meant.
        view: View,
        /// Row asked for.
        row: u64,
        /// `None` when it could not be read again.
        record: Option<Box<RecordDetail>>,
    },
    /// Answer to [`Command::Arrange`].
    Arranged {
        /// The file meant.
        generation: Generation,
        /// The arrangement meant.
        view: View,
        /// What it came to; after an error the arrangement before stays in force.
        outcome: Result<Arranged, FilterError>,
    },
    /// Answer to [`Command::Complete`].
    Completion {
        /// The file meant.
        generation: Generation,
        /// The text it is for.
        text: String,
        /// What could stand at the cursor.
        completion: Completion,
    },
    /// Answer to [`Command::Find`].
    Found {
        /// The file meant.
        generation: Generation,
        /// The arrangement meant.
        view: View,
        /// The row's number in the arrangement, if there is one.
        row: Option<u64>,
    },
    /// Answer to [`Command::Places`].
    Places {
        /// The file meant.
        generation: Generation,
        /// That of the command.
        region: String,
        /// Where; `None` where the file has no such chromosome.
        places: Option<Places>,
    },
    /// Answer to [`Command::Recognise`].
    Recognised {
        /// That of the command.
        ticket: u32,
        /// What each file is, in their order.
        files: Vec<crate::vcf::Brought>,
    },
    /// Answer to [`Command::Survey`].
    Surveyed {
        /// The file meant.
        generation: Generation,
        /// What there is to read, or why the index is of no use.
        survey: Result<Survey, crate::vcf::Refusal>,
    },
    /// Answer to [`Command::SampleTable`].
    SampleTable {
        /// The file meant.
        generation: Generation,
        /// The groups, or why the table is of no use.
        outcome: Result<Groupings, TableError>,
    },
    /// Answer to [`Command::Cohort`].
    Cohort {
        /// The file meant.
        generation: Generation,
        /// What was asked.
        question: Question,
        /// `None` when the table has no counts of the groups asked about.
        summary: Option<Box<Summary>>,
    },
    /// Answer to [`Command::Offer`].
    Offer {
        /// The file meant.
        generation: Generation,
        /// What the file has.
        offer: Box<Offer>,
    },
    /// How far [`Command::Export`] has come; about ten a second.
    Exporting {
        /// The file meant.
        generation: Generation,
        /// Rows behind it.
        done: u64,
        /// All of them.
        rows: u64,
    },
    /// Answer to [`Command::Export`]; the file written is posted beside it.
    Exported {
        /// The file meant.
        generation: Generation,
        /// What it came to.
        outcome: Result<Exported, ExportFailure>,
    },
}

/// How far a read has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes of the file, as stored, that were read.
    pub read_bytes: u64,
    /// Size of the file as stored.
    pub file_bytes: u64,
    /// Records read.
    pub records: u64,
    /// Rows that can be asked for already: one per alternate allele.
    pub rows: u64,
}

/// What one read found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileSummary {
    /// Size of the file as stored.
    pub file_bytes: u64,
    /// How the file is packed.
    pub compression: crate::vcf::Compression,
    /// How the file writes its records.
    pub format: crate::vcf::Format,
    /// `##fileformat`, as `4.2`.
    pub format_version: Option<String>,
    /// The build, when the header decides it.
    pub assembly: Option<Assembly>,
    /// Number of samples.
    pub sample_count: u64,
    /// Names of the first samples, at most 100.
    pub sample_names: Vec<String>,
    /// The header marks the data as made up (our own demo file does).
    pub synthetic: bool,
    /// Good records.
    pub records: u64,
    /// Rows of the table: one per alternate allele, or one for a record without any.
    pub rows: u64,
    /// Records kept out because they could not be understood.
    pub bad_records: u64,
    /// Single-base substitutions by kind, counted as `bcftools stats` does.
    pub transitions: u64,
    /// See [`Self::transitions`].
    pub transversions: u64,
    /// What the records come to, in numbers ready to be drawn.
    pub quality: Box<crate::quality::Summary>,
    /// What was wrong, in file order; at most [`MAX_WARNINGS`], [`Self::warning_count`] is not cut.
    pub warnings: Vec<crate::vcf::Warning>,
    /// Number of warnings, also those not listed.
    pub warning_count: u64,
    /// Whether the end of the file was seen.
    pub ending: crate::vcf::Ending,
    /// Workers that read it.
    pub workers: u32,
    /// What was read of it, if not all of it: every number here is of that part.
    pub regions: Option<RegionsRead>,
}

/// The part of a file that was read by its index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionsRead {
    /// Regions, in order.
    pub regions: Vec<crate::vcf::Region>,
    /// Bytes of the file that were read for them, about.
    pub read_bytes: u64,
}

/// What an index says of the file that it was brought with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// Contigs that have records, and how many, where the index counts them.
    pub contigs: Vec<(String, Option<u64>)>,
    /// The build, when the header decides it.
    pub assembly: Option<Assembly>,
}

/// Warnings kept for display.
pub const MAX_WARNINGS: usize = 1000;

/// Warnings of one kind in one column that a summary lists, if their records are used.
pub const MAX_WARNINGS_OF_A_KIND: usize = 100;

/// One row of the table: an alternate allele of a record, with the first sample's call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Chromosome as the file writes it.
    pub contig: String,
    /// 1-based; VCF allows 0 for a telomere.
    pub position: u32,
    /// ID column, as the file writes it.
    pub id: Option<String>,
    /// REF; long ones are cut for display, see [`Self::reference_length`].
    pub reference: String,
    /// Length of REF in bases.
    pub reference_length: u32,
    /// This row's ALT, cut like REF; `None` for a record without any.
    pub alternate: Option<String>,
    /// Length of ALT.
    pub alternate_length: u32,
    /// QUAL.
    pub quality: Option<f32>,
    /// FILTER as the file writes it; `None` when it is missing.
    pub filter: Option<String>,
    /// First sample's GT as the file writes it.
    pub genotype: Option<String>,
    /// How many copies of this row's ALT the first sample carries, of how many called.
    pub copies: Option<Copies>,
    /// First sample's DP.
    pub depth: Option<u32>,
    /// First sample's GQ.
    pub genotype_quality: Option<u32>,
    /// Values of the columns asked for, in that order.
    pub values: Vec<Value>,
}

/// Copies of one allele in one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copies {
    /// Copies that carry the allele.
    pub carrying: u8,
    /// Copies called.
    pub called: u8,
}

/// A record read again from the file, every field beside its header's description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordDetail {
    /// Line number in the text, counted from 1.
    pub line: u64,
    /// The line as it stands in the file; cut after 64 KiB.
    pub text: String,
    /// INFO in file order.
    pub info: Vec<Field>,
    /// FORMAT keys with the values of each sample, in the header's order; at most [`MAX_SAMPLES_SHOWN`].
    pub samples: Vec<SampleFields>,
    /// Samples of the record, also those not listed.
    pub sample_count: u64,
    /// Whole REF, cut after 64 KiB.
    pub reference: String,
    /// Whole ALTs, cut after 64 KiB.
    pub alternates: Vec<String>,
    /// What they stand for, of the first twenty; of a record without any, that it is like the reference.
    pub meanings: Vec<crate::vcf::Meaning>,
    /// What is counted for the row's allele, over all samples and then over each group; empty where nothing is.
    pub counts: Vec<AlleleCounts>,
}

/// Counts over samples for one allele.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AlleleCounts {
    /// In the order of [`Count::ALL`]; `None` where the record gives none.
    pub counts: [Option<u32>; Count::ALL.len()],
    /// P of the exact test for Hardy–Weinberg equilibrium.
    pub hardy_weinberg: Option<f64>,
}

/// Samples whose values a record's detail lists.
pub const MAX_SAMPLES_SHOWN: usize = 100;

/// What a record says of one sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleFields {
    /// The sample's name in the header.
    pub name: String,
    /// FORMAT keys with its values.
    pub fields: Vec<Field>,
}

/// A key, its value as written, and what the header says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Key, such as `DP`.
    pub key: String,
    /// Value as the file writes it; `None` for a flag.
    pub value: Option<String>,
    /// The header's description.
    pub description: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_as_they_went() {
        let rows = vec![Row {
            contig: "chr2".into(),
            position: 135_851_076,
            id: Some("rs4988235".into()),
            reference: "G".into(),
            reference_length: 1,
            alternate: Some("A".into()),
            alternate_length: 1,
            quality: Some(50.5),
            filter: None,
            genotype: Some("0|1".into()),
            copies: Some(Copies { carrying: 1, called: 2 }),
            depth: None,
            genotype_quality: Some(99),
            values: vec![Value::Missing, Value::Whole(-3)],
        }];
        let event = Event::Rows { generation: 3, view: 1, first: 1 << 40, rows };
        let bytes = encode(&event);
        assert_eq!(decode(&bytes), Some(event));
        assert_eq!(decode::<Event>(&bytes[..bytes.len() - 1]), None);
        assert_eq!(decode::<Event>(&[bytes, vec![0]].concat()), None);
    }

    #[test]
    fn every_build_can_read_the_first_word() {
        assert_eq!(encode(&Event::Ready { version: 1 }), [0, 1]);
    }
}

//! Why a file cannot be read as a VCF, and where one that could be read stops short.
//!
//! Must not know single records: those are in [`super::problem`].

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{IndexError, Problem, RegionError};

/// The file cannot be opened as a VCF at all; no record of it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// No byte in it.
    #[error("the file is empty")]
    Empty,
    /// It is something else, recognised by its content.
    #[error("this is {0}, not a VCF")]
    Foreign(Foreign),
    /// It is nothing that we recognise.
    #[error("line 1: this is not a VCF: {text:?}")]
    NotVcf {
        /// The first line, shortened.
        text: String,
    },
    /// Records begin, or the file ends, without the `#CHROM` line.
    #[error("line {line}: the line with the column names (#CHROM …) is missing before {text:?}")]
    NoColumnNames {
        /// Where it should have stood, counted from 1.
        line: u64,
        /// What stands there instead, shortened; empty at the end of the file.
        text: String,
    },
    /// The file ends inside its header, because it was cut.
    #[error("line {line}: the file is cut inside its header, after {text_bytes} bytes of text")]
    HeaderCut {
        /// The line that the cut is in, counted from 1.
        line: u64,
        /// Bytes of text before the cut.
        text_bytes: u64,
        /// What shows that it was cut.
        cut: Cut,
    },
    /// A header line that leaves the meaning of the records open.
    #[error("line {line}: {problem}: {text:?}")]
    Header {
        /// Counted from 1.
        line: u64,
        /// What is wrong.
        problem: Problem,
        /// The line, shortened.
        text: String,
    },
    /// The header is longer than we are ready to hold.
    #[error("line {line}: the header is longer than {limit_bytes} bytes")]
    HeaderTooLong {
        /// The line that passed the limit, counted from 1.
        line: u64,
        /// The limit.
        limit_bytes: u64,
    },
    /// A line is longer than we are ready to hold.
    #[error("line {line}: a line is longer than {limit_bytes} bytes")]
    LineTooLong {
        /// Counted from 1.
        line: u64,
        /// The limit.
        limit_bytes: u64,
    },
    /// More samples than we are ready to count.
    #[error("line {line}: {found} samples, at most {limit} can be read")]
    TooManySamples {
        /// Of the column names, counted from 1.
        line: u64,
        /// Samples in the header.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// More rows than memory allows.
    #[error("line {line}: the file has more than {limit} rows")]
    TooManyRows {
        /// Counted from 1.
        line: u64,
        /// The limit.
        limit: u64,
    },
    /// The index that was brought beside it cannot be used.
    #[error("the index cannot be used: {0}")]
    Index(IndexError),
    /// What was asked for is no list of regions of this file.
    #[error("{0}")]
    Regions(RegionError),
    /// The bytes could not be had: the file was moved, changed or protected since it was chosen.
    #[error("the file could not be read: {message}")]
    Unreadable {
        /// What the system says.
        message: String,
    },
}

impl Refusal {
    /// The line it happened on, counted from 1.
    pub fn line(&self) -> Option<u64> {
        match self {
            Self::Empty | Self::Foreign(_) | Self::Index(_) | Self::Regions(_) | Self::Unreadable { .. } => None,
            Self::NotVcf { .. } => Some(1),
            Self::NoColumnNames { line, .. }
            | Self::HeaderCut { line, .. }
            | Self::Header { line, .. }
            | Self::HeaderTooLong { line, .. }
            | Self::LineTooLong { line, .. }
            | Self::TooManySamples { line, .. }
            | Self::TooManyRows { line, .. } => Some(*line),
        }
    }
}

/// Kinds of file that people take for a VCF, recognised by their first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Foreign {
    /// A ZIP archive; also what 23andMe and spreadsheets are packed in.
    Zip,
    /// bzip2.
    Bzip2,
    /// xz.
    Xz,
    /// Zstandard.
    Zstandard,
    /// LZ4.
    Lz4,
    /// Unix compress, `.Z`.
    UnixCompress,
    /// A bare zlib stream, as `pigz -z` writes it.
    Zlib,
    /// 7-Zip.
    SevenZip,
    /// RAR.
    Rar,
    /// A tar archive.
    Tar,
    /// BAM: aligned reads.
    Bam,
    /// CRAM: aligned reads.
    Cram,
    /// SAM: aligned reads as text.
    Sam,
    /// A binary VCF of a version that we do not read, such as BCF 1.
    Bcf,
    /// A tabix index of a VCF.
    TabixIndex,
    /// A CSI index of a VCF or BCF.
    CsiIndex,
    /// A BAI index of a BAM.
    BamIndex,
    /// PDF.
    Pdf,
    /// Text in UTF-16.
    Utf16,
    /// Text whose lines end in a carriage return only, as programs for the old Mac wrote it.
    CarriageReturns,
    /// A web page, such as an error page that was saved instead of the file.
    Html,
    /// XML.
    Xml,
    /// JSON.
    Json,
    /// FASTA sequences.
    Fasta,
    /// FASTQ reads.
    Fastq,
    /// A genotype list of 23andMe, AncestryDNA or a similar service.
    GenotypeList,
    /// GFF or GTF annotation.
    Gff,
    /// The fam, bim and bed format of PLINK.
    PlinkBed,
    /// A BGEN file.
    Bgen,
    /// An HDF5 file.
    Hdf5,
    /// An Apache Parquet file.
    Parquet,
    /// An old Office document.
    OfficeDocument,
    /// A picture.
    Picture,
    /// Bytes that are no text and that we do not recognise.
    UnknownBinary,
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Zip => "a ZIP archive",
            Self::Bzip2 => "a bzip2 file",
            Self::Xz => "an xz file",
            Self::Zstandard => "a Zstandard file",
            Self::Lz4 => "an LZ4 file",
            Self::UnixCompress => "a file of Unix compress (.Z)",
            Self::Zlib => "a zlib stream without gzip header",
            Self::SevenZip => "a 7-Zip archive",
            Self::Rar => "a RAR archive",
            Self::Tar => "a tar archive",
            Self::Bam => "a BAM file of aligned reads",
            Self::Cram => "a CRAM file of aligned reads",
            Self::Sam => "a SAM file of aligned reads",
            Self::Bcf => "a BCF file of a version other than 2.1 and 2.2",
            Self::TabixIndex => "a tabix index (.tbi)",
            Self::CsiIndex => "a CSI index (.csi)",
            Self::BamIndex => "a BAM index (.bai)",
            Self::Pdf => "a PDF document",
            Self::Utf16 => "text in UTF-16",
            Self::CarriageReturns => "text with the line ends of an old Mac",
            Self::Html => "a web page",
            Self::Xml => "an XML file",
            Self::Json => "a JSON file",
            Self::Fasta => "a FASTA file of sequences",
            Self::Fastq => "a FASTQ file of reads",
            Self::GenotypeList => "a genotype list of a consumer service",
            Self::Gff => "a GFF or GTF annotation",
            Self::PlinkBed => "a PLINK .bed file",
            Self::Bgen => "a BGEN file",
            Self::Hdf5 => "an HDF5 file",
            Self::Parquet => "an Apache Parquet file",
            Self::OfficeDocument => "an Office document",
            Self::Picture => "a picture",
            Self::UnknownBinary => "a binary file",
        })
    }
}

/// Whether the end of the file was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// Read to its proper end.
    Whole,
    /// Every region that was asked for was read; the rest of the file was not, and nothing is known of it.
    Regions,
    /// The file ends, or cannot be read further, here: everything counted is a part.
    Partial {
        /// What shows it.
        cut: Cut,
        /// Last whole line, counted from 1.
        line: u64,
        /// Byte of the file as stored up to which it was good.
        file_bytes: u64,
    },
}

/// What shows that a file is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cut {
    /// The empty block that ends a BGZF file is missing.
    NoEndBlock,
    /// The file ends inside a gzip member or BGZF block.
    InsideBlock,
    /// The last line has no line end and is not a whole record.
    InsideLine,
    /// A block does not hold what its checksum or length says.
    Damaged,
    /// The length of a BCF's record cannot be right, so that the next one cannot be found.
    BrokenRecord,
    /// Bytes after the compressed data are no compressed data.
    Junk,
    /// The system stopped giving bytes.
    Unreadable,
    /// It unpacks to a thousand times its size, as no file of records does.
    Bomb,
    /// There is no more memory for its rows.
    Memory,
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoEndBlock => "the end-of-file block is missing",
            Self::InsideBlock => "it is cut inside a compressed block",
            Self::InsideLine => "its last line is cut",
            Self::Damaged => "a compressed block is damaged",
            Self::BrokenRecord => "a record's length cannot be right",
            Self::Junk => "what follows is not compressed data",
            Self::Unreadable => "the rest could not be read",
            Self::Bomb => "what follows unpacks to more than a thousand times its size",
            Self::Memory => "there is no memory for more rows",
        })
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("the file is whole"),
            Self::Regions => f.write_str("only regions of the file were read"),
            Self::Partial { cut, line, file_bytes } => {
                write!(f, "the file is partial: {cut}; it was read up to line {line}, byte {file_bytes}")
            }
        }
    }
}

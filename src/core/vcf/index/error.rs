//! Why an index cannot be used, as data: the page translates it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::{Cut, Foreign};

/// The index cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum IndexError {
    /// It is something else, recognised by its content.
    #[error("this is {0}, not the index of a VCF or BCF")]
    Foreign(Foreign),
    /// It is nothing that we recognise.
    #[error("this is not an index")]
    NotIndex,
    /// It is an index, but of lines that are no VCF.
    #[error("this is the index of another kind of file than a VCF")]
    NotOfVcf,
    /// It is cut or damaged.
    #[error("the index cannot be read to its end: {0}")]
    Cut(Cut),
    /// It ends before it is complete.
    #[error("the index ends inside {0}")]
    EndsIn(IndexField),
    /// A field says what cannot be.
    #[error("{0} of the index cannot be right")]
    Wrong(IndexField),
    /// Larger than we are ready to hold.
    #[error("the index holds more than {limit_bytes} bytes")]
    TooLarge {
        /// The limit.
        limit_bytes: u64,
    },
    /// The bytes could not be had.
    #[error("the index could not be read: {message}")]
    Unreadable {
        /// What the system says.
        message: String,
    },
    /// It speaks of bytes that the file does not have: it is of another file, or the file is cut.
    #[error("the index speaks of byte {index_bytes}, the file has {file_bytes}: it belongs to another file")]
    BeyondFile {
        /// First byte of the last block that it speaks of.
        index_bytes: u64,
        /// Size of the file as stored.
        file_bytes: u64,
    },
    /// None of its contigs is one of the file's.
    #[error("no contig of the index is in the file's header, such as {contig:?}: it belongs to another file")]
    OtherContigs {
        /// The first contig of the index.
        contig: String,
    },
    /// Only a file packed in blocks can be read in parts.
    #[error("the file is not packed by bgzip, so that it cannot be read in parts")]
    NotBlocks,
}

/// A field of an index, called as its specification calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum IndexField {
    /// Kind of file, columns, comment character.
    Format,
    /// Smallest bin, CSI only.
    MinShift,
    /// Levels of bins, CSI only.
    Depth,
    /// Length of what CSI leaves to the kind of file.
    AuxiliaryLength,
    /// Number of contigs.
    ReferenceCount,
    /// Length of the names.
    NamesLength,
    /// The names.
    Names,
    /// Number of bins.
    BinCount,
    /// A bin's number.
    Bin,
    /// First record of a bin, CSI only.
    FirstOffset,
    /// Number of chunks.
    ChunkCount,
    /// A chunk.
    Chunk,
    /// Number of windows, tabix only.
    WindowCount,
    /// A window's first record, tabix only.
    Window,
}

impl fmt::Display for IndexField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => "format",
            Self::MinShift => "min_shift",
            Self::Depth => "depth",
            Self::AuxiliaryLength => "l_aux",
            Self::ReferenceCount => "n_ref",
            Self::NamesLength => "l_nm",
            Self::Names => "names",
            Self::BinCount => "n_bin",
            Self::Bin => "bin",
            Self::FirstOffset => "loffset",
            Self::ChunkCount => "n_chunk",
            Self::Chunk => "chunk",
            Self::WindowCount => "n_intv",
            Self::Window => "ioff",
        })
    }
}

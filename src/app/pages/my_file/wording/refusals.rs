//! Why a file was not opened, and what to do about it.

use cohort_core::vcf::{Foreign, IndexError, Refusal, RegionError};

use super::{cut, numbers, problem, say};
use crate::i18n::Locale;

/// What is wrong, where, and what to do.
pub(in crate::pages::my_file) fn refusal(locale: Locale, refusal: &Refusal) -> String {
    let numbers = numbers(locale);
    let count = |count: u64| numbers.count(count);
    match refusal {
        Refusal::Empty => say!(locale, file.refused_empty),
        Refusal::Foreign(foreign) => {
            let what = say!(locale, file.refused_foreign, kind = kind(locale, *foreign));
            format!("{what} {}", advice(locale, *foreign))
        }
        Refusal::NotVcf { text } => say!(locale, file.refused_not_vcf, text = text.clone()),
        Refusal::NoColumnNames { line, text } if text.is_empty() => {
            say!(locale, file.refused_no_columns_end, line = count(*line))
        }
        Refusal::NoColumnNames { line, text } => {
            say!(locale, file.refused_no_columns, line = count(*line), text = text.clone())
        }
        Refusal::HeaderCut { line, text_bytes: _, cut: shows } => {
            say!(locale, file.refused_header_cut, line = count(*line), cut = cut(locale, *shows))
        }
        Refusal::Header { line, problem: what, text } => {
            let what = problem(locale, what);
            let what = what.trim_end_matches('.').to_owned();
            say!(locale, file.refused_header, line = count(*line), problem = what.clone(), text = text.clone())
        }
        Refusal::HeaderTooLong { line, limit_bytes } => {
            say!(locale, file.refused_header_too_long, line = count(*line), limit = numbers.bytes(*limit_bytes))
        }
        Refusal::LineTooLong { line, limit_bytes } => {
            say!(locale, file.refused_line_too_long, line = count(*line), limit = numbers.bytes(*limit_bytes))
        }
        Refusal::TooManySamples { line, found, limit } => {
            say!(locale, file.refused_samples, line = count(*line), found = count(*found), limit = count(*limit))
        }
        Refusal::TooManyRows { line, limit } => {
            say!(locale, file.refused_rows, line = count(*line), limit = count(*limit))
        }
        Refusal::Index(error) => format!("{} {}", index(locale, error), say!(locale, regions.without_index)),
        Refusal::Regions(error) => region(locale, error),
        Refusal::Unreadable { message } => say!(locale, file.refused_unreadable, message = message.clone()),
    }
}

/// Why an index is of no use.
fn index(locale: Locale, error: &IndexError) -> String {
    let count = |bytes: u64| numbers(locale).count(bytes);
    match error {
        IndexError::Foreign(foreign) => say!(locale, regions.index_foreign, kind = kind(locale, *foreign)),
        IndexError::NotIndex => say!(locale, regions.index_none),
        IndexError::NotOfVcf => say!(locale, regions.index_not_of_vcf),
        IndexError::Cut(shows) => say!(locale, regions.index_cut, cut = cut(locale, *shows)),
        IndexError::EndsIn(field) => say!(locale, regions.index_ends, field = field.to_string()),
        IndexError::Wrong(field) => say!(locale, regions.index_wrong, field = field.to_string()),
        IndexError::TooLarge { limit_bytes } => {
            say!(locale, regions.index_too_large, limit = numbers(locale).bytes(*limit_bytes))
        }
        IndexError::Unreadable { message } => say!(locale, regions.index_unreadable, message = message.clone()),
        IndexError::BeyondFile { index_bytes, file_bytes } => {
            say!(locale, regions.index_beyond, byte = count(*index_bytes), bytes = count(*file_bytes))
        }
        IndexError::OtherContigs { contig } => say!(locale, regions.index_other, contig = contig.clone()),
        IndexError::NotBlocks => say!(locale, regions.index_not_blocks),
    }
}

/// What is wrong with regions as they were typed.
fn region(locale: Locale, error: &RegionError) -> String {
    match error {
        RegionError::Empty => say!(locale, regions.region_empty),
        RegionError::NoSuchContig { contig } => say!(locale, regions.region_contig, contig = contig.clone()),
        RegionError::GeneBuild { gene } => say!(locale, regions.region_gene, gene = gene.clone()),
        RegionError::Positions { text } => say!(locale, regions.region_positions, text = text.clone()),
        RegionError::Reversed { text } => say!(locale, regions.region_reversed, text = text.clone()),
        RegionError::TooMany { limit } => say!(locale, regions.region_many, limit = numbers(locale).count(*limit)),
    }
}

fn kind(locale: Locale, foreign: Foreign) -> String {
    match foreign {
        Foreign::Zip => say!(locale, file.kind_zip),
        Foreign::Bzip2 => say!(locale, file.kind_bzip2),
        Foreign::Xz => say!(locale, file.kind_xz),
        Foreign::Zstandard => say!(locale, file.kind_zstandard),
        Foreign::Lz4 => say!(locale, file.kind_lz4),
        Foreign::UnixCompress => say!(locale, file.kind_unix_compress),
        Foreign::Zlib => say!(locale, file.kind_zlib),
        Foreign::SevenZip => say!(locale, file.kind_seven_zip),
        Foreign::Rar => say!(locale, file.kind_rar),
        Foreign::Tar => say!(locale, file.kind_tar),
        Foreign::Bam => say!(locale, file.kind_bam),
        Foreign::Cram => say!(locale, file.kind_cram),
        Foreign::Sam => say!(locale, file.kind_sam),
        Foreign::Bcf => say!(locale, file.kind_bcf),
        Foreign::TabixIndex => say!(locale, file.kind_tabix),
        Foreign::CsiIndex => say!(locale, file.kind_csi),
        Foreign::BamIndex => say!(locale, file.kind_bai),
        Foreign::Pdf => say!(locale, file.kind_pdf),
        Foreign::Utf16 => say!(locale, file.kind_utf16),
        Foreign::CarriageReturns => say!(locale, file.kind_carriage_returns),
        Foreign::Html => say!(locale, file.kind_html),
        Foreign::Xml => say!(locale, file.kind_xml),
        Foreign::Json => say!(locale, file.kind_json),
        Foreign::Fasta => say!(locale, file.kind_fasta),
        Foreign::Fastq => say!(locale, file.kind_fastq),
        Foreign::GenotypeList => say!(locale, file.kind_genotypes),
        Foreign::Gff => say!(locale, file.kind_gff),
        Foreign::PlinkBed => say!(locale, file.kind_plink),
        Foreign::Bgen => say!(locale, file.kind_bgen),
        Foreign::Hdf5 => say!(locale, file.kind_hdf5),
        Foreign::Parquet => say!(locale, file.kind_parquet),
        Foreign::OfficeDocument => say!(locale, file.kind_office),
        Foreign::Picture => say!(locale, file.kind_picture),
        Foreign::UnknownBinary => say!(locale, file.kind_binary),
    }
}

fn advice(locale: Locale, foreign: Foreign) -> String {
    match foreign {
        Foreign::Zip
        | Foreign::Bzip2
        | Foreign::Xz
        | Foreign::Zstandard
        | Foreign::Lz4
        | Foreign::UnixCompress
        | Foreign::Zlib
        | Foreign::SevenZip
        | Foreign::Rar
        | Foreign::Tar => say!(locale, file.advice_unpack),
        Foreign::Bam | Foreign::Cram | Foreign::Sam | Foreign::Fasta | Foreign::Fastq => {
            say!(locale, file.advice_reads)
        }
        Foreign::Bcf => say!(locale, file.advice_bcf),
        Foreign::TabixIndex | Foreign::CsiIndex | Foreign::BamIndex => say!(locale, file.advice_index),
        Foreign::Html => say!(locale, file.advice_page),
        Foreign::Utf16 => say!(locale, file.advice_utf16),
        Foreign::CarriageReturns => say!(locale, file.advice_carriage_returns),
        Foreign::GenotypeList => say!(locale, file.advice_genotypes),
        Foreign::PlinkBed => say!(locale, file.advice_plink),
        Foreign::Pdf
        | Foreign::Xml
        | Foreign::Json
        | Foreign::Gff
        | Foreign::Bgen
        | Foreign::Hdf5
        | Foreign::Parquet
        | Foreign::OfficeDocument
        | Foreign::Picture
        | Foreign::UnknownBinary => say!(locale, file.advice_other),
    }
}

//! The GDI frequency file: one Parquet file of allele counts for a 10 Mb block of a chromosome.
//!
//! Owns the columns and their encoding; knows nothing of datasets, nodes or requests.
//! Column names, types and the 0-based position are those of the sample that `gdi-mini-node` ships
//! (`GDI-DS-20251201001`). `AC_HOM` counts **alleles**, so that `AC = AC_HET + AC_HOM + AC_HEMI`: the sample's own
//! columns are null throughout, but its writer copies `INFO/AC_Het`, `AC_Hom` and `AC_Hemi`, which bcftools
//! `+fill-tags` defines as "allele counts in homozygous genotypes", and the Genome of Europe's published answer adds
//! up in alleles (89 = 6 + 83; 618 = 65 + 552 + 1).

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, Encoding, GzipLevel};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr, WriterVersion};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;

/// Bases that one file covers: `chr3.4` is 40,000,000 to 49,999,999, counted from 0.
pub const BLOCK_BASES: u32 = 10_000_000;

const SCHEMA: &str = "message schema {
  required int32 POS;
  required byte_array REF (STRING);
  required byte_array ALT (STRING);
  required byte_array VT (STRING);
  required byte_array POPULATION (STRING);
  optional double AF;
  optional int32 AC;
  optional int32 AC_HET;
  optional int32 AC_HOM;
  optional int32 AC_HEMI;
  optional int32 AN;
}";

/// The counts of one variant in one population.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where the reference allele begins, counted from 0.
    pub start_0based: u32,
    /// Reference allele.
    pub reference: String,
    /// Alternate allele.
    pub alternate: String,
    /// `SNP`, `INDEL` or `MNP`.
    pub variant_type: String,
    /// Population label, as `FI_F` or `Total`.
    pub population: String,
    /// The counts.
    pub counts: Counts,
}

/// What was counted of one variant in one population; `None` is "not told", never zero.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// `AF`: frequency of the alternate allele.
    pub frequency: Option<f64>,
    /// `AC`: alternate alleles.
    pub alternate: Option<u32>,
    /// `AC_HET`: alternate alleles in heterozygous people.
    pub heterozygous: Option<u32>,
    /// `AC_HOM`: alternate alleles in homozygous people, two for each of them.
    pub homozygous: Option<u32>,
    /// `AC_HEMI`: alternate alleles in hemizygous people.
    pub hemizygous: Option<u32>,
    /// `AN`: alleles called.
    pub called: Option<u32>,
}

/// Why a frequency file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FrequencyFileError {
    /// The file system said no.
    #[error("the file cannot be opened")]
    Io(#[from] std::io::Error),
    /// Not Parquet, damaged, or compressed in a way that this build cannot read.
    #[error("the Parquet data cannot be read: {0}")]
    Parquet(#[from] ParquetError),
    /// Compressed with a codec that this build leaves out.
    #[error("the file is compressed with Zstandard; build demo-nodes with `--features zstd` to read it")]
    Zstandard,
    /// A column of the format is missing.
    #[error("column {0} is missing")]
    MissingColumn(&'static str),
    /// A value that must be there is null, or a column ends early.
    #[error("column {column} has no value in row {row}")]
    MissingValue {
        /// The column.
        column: &'static str,
        /// The row, counted from 0.
        row: usize,
    },
    /// A number below zero.
    #[error("column {column} holds the negative number {value}")]
    Negative {
        /// The column.
        column: &'static str,
        /// The number.
        value: i32,
    },
    /// Text that is not UTF-8.
    #[error("column {0} holds text that is not UTF-8")]
    Text(&'static str),
    /// A position beyond what the format's int32 can hold.
    #[error("a number of {0} does not fit into the format's 32 bits")]
    TooLarge(u32),
}

/// Writes rows, in the order given, as one row group.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, rows: &[Row]) -> Result<(), FrequencyFileError> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let mut file = SerializedFileWriter::new(File::create(path)?, schema, writer_properties()?)?;
    let mut group = file.next_row_group()?;
    write_int32(&mut group, rows, |row| Some(row.start_0based))?;
    write_text(&mut group, rows, |row| &row.reference)?;
    write_text(&mut group, rows, |row| &row.alternate)?;
    write_text(&mut group, rows, |row| &row.variant_type)?;
    write_text(&mut group, rows, |row| &row.population)?;
    write_optional::<DoubleType>(&mut group, &rows.iter().map(|row| row.counts.frequency).collect::<Vec<_>>())?;
    let counts: [fn(&Counts) -> Option<u32>; 5] =
        [|c| c.alternate, |c| c.heterozygous, |c| c.homozygous, |c| c.hemizygous, |c| c.called];
    for pick in counts {
        let values = rows.iter().map(|row| to_int32(pick(&row.counts))).collect::<Result<Vec<_>, _>>()?;
        write_optional::<Int32Type>(&mut group, &values)?;
    }
    group.close()?;
    file.close()?;
    Ok(())
}

/// gzip, because it has a pure-Rust codec that also compiles for the browser.
fn writer_properties() -> Result<WriterPropertiesPtr, ParquetError> {
    let properties = WriterProperties::builder()
        .set_created_by("cohort-explorer demo-nodes".to_owned())
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::GZIP(GzipLevel::try_new(9)?))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_dictionary_enabled(false)
        .set_column_encoding(ColumnPath::from("POS"), Encoding::DELTA_BINARY_PACKED)
        .build();
    Ok(Arc::new(properties))
}

fn to_int32(value: Option<u32>) -> Result<Option<i32>, FrequencyFileError> {
    value.map(|value| i32::try_from(value).map_err(|_| FrequencyFileError::TooLarge(value))).transpose()
}

fn write_int32(
    group: &mut SerializedRowGroupWriter<'_, File>,
    rows: &[Row],
    pick: fn(&Row) -> Option<u32>,
) -> Result<(), FrequencyFileError> {
    let values = rows.iter().map(|row| to_int32(pick(row))).collect::<Result<Vec<_>, _>>()?;
    let values: Vec<i32> = values.into_iter().flatten().collect();
    write_required::<Int32Type>(group, &values)?;
    Ok(())
}

fn write_text(
    group: &mut SerializedRowGroupWriter<'_, File>,
    rows: &[Row],
    pick: fn(&Row) -> &String,
) -> Result<(), ParquetError> {
    let values: Vec<ByteArray> = rows.iter().map(|row| ByteArray::from(pick(row).as_str())).collect();
    write_required::<ByteArrayType>(group, &values)
}

fn write_required<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
) -> Result<(), ParquetError> {
    let mut column = group.next_column()?.ok_or_else(|| ParquetError::General("too many columns".to_owned()))?;
    column.typed::<T>().write_batch(values, None, None)?;
    column.close()
}

fn write_optional<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[Option<T::T>],
) -> Result<(), ParquetError> {
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let present: Vec<T::T> = values.iter().flatten().cloned().collect();
    let mut column = group.next_column()?.ok_or_else(|| ParquetError::General("too many columns".to_owned()))?;
    column.typed::<T>().write_batch(&present, Some(&levels), None)?;
    column.close()
}

/// Reads every row of a file.
///
/// # Errors
/// When the file is not a GDI frequency file, or is damaged.
pub fn read(path: &Path) -> Result<Vec<Row>, FrequencyFileError> {
    let reader = SerializedFileReader::new(File::open(path)?)?;
    let mut rows = Vec::new();
    for index in 0..reader.num_row_groups() {
        read_group(&*reader.get_row_group(index)?, &mut rows)?;
    }
    Ok(rows)
}

fn read_group(group: &dyn RowGroupReader, rows: &mut Vec<Row>) -> Result<(), FrequencyFileError> {
    let starts = int32_column(group, "POS")?;
    let mut references = text_column(group, "REF")?.into_iter();
    let mut alternates = text_column(group, "ALT")?.into_iter();
    let mut variant_types = text_column(group, "VT")?.into_iter();
    let mut populations = text_column(group, "POPULATION")?.into_iter();
    let frequencies = read_column::<DoubleType>(group, "AF")?;
    let alternate = int32_column(group, "AC")?;
    let heterozygous = int32_column(group, "AC_HET")?;
    let homozygous = int32_column(group, "AC_HOM")?;
    let hemizygous = int32_column(group, "AC_HEMI")?;
    let called = int32_column(group, "AN")?;
    for (row, start) in starts.into_iter().enumerate() {
        let missing = |column| FrequencyFileError::MissingValue { column, row };
        rows.push(Row {
            start_0based: start.ok_or(missing("POS"))?,
            reference: references.next().ok_or(missing("REF"))?,
            alternate: alternates.next().ok_or(missing("ALT"))?,
            variant_type: variant_types.next().ok_or(missing("VT"))?,
            population: populations.next().ok_or(missing("POPULATION"))?,
            counts: Counts {
                frequency: frequencies.get(row).copied().flatten(),
                alternate: at(&alternate, row),
                heterozygous: at(&heterozygous, row),
                homozygous: at(&homozygous, row),
                hemizygous: at(&hemizygous, row),
                called: at(&called, row),
            },
        });
    }
    Ok(())
}

fn text_column(group: &dyn RowGroupReader, name: &'static str) -> Result<Vec<String>, FrequencyFileError> {
    let as_text = |(row, value): (usize, Option<ByteArray>)| {
        let value = value.ok_or(FrequencyFileError::MissingValue { column: name, row })?;
        value.as_utf8().map(str::to_owned).map_err(|_| FrequencyFileError::Text(name))
    };
    read_column::<ByteArrayType>(group, name)?.into_iter().enumerate().map(as_text).collect()
}

fn at(column: &[Option<u32>], row: usize) -> Option<u32> {
    column.get(row).copied().flatten()
}

fn int32_column(group: &dyn RowGroupReader, name: &'static str) -> Result<Vec<Option<u32>>, FrequencyFileError> {
    let as_count = |value: i32| u32::try_from(value).map_err(|_| FrequencyFileError::Negative { column: name, value });
    read_column::<Int32Type>(group, name)?.into_iter().map(|value| value.map(as_count).transpose()).collect()
}

/// One column with its nulls in place. Files written elsewhere may declare any column optional or required.
fn read_column<T: DataType>(
    group: &dyn RowGroupReader,
    name: &'static str,
) -> Result<Vec<Option<T::T>>, FrequencyFileError> {
    let metadata = group.metadata();
    let (index, optional) = find_column(metadata, name).ok_or(FrequencyFileError::MissingColumn(name))?;
    if !cfg!(feature = "zstd") && matches!(metadata.column(index).compression(), Compression::ZSTD(_)) {
        return Err(FrequencyFileError::Zstandard);
    }
    let expected = T::get_physical_type();
    let found = metadata.column(index).column_type();
    if found != expected {
        let message = format!("column {name} is of type {found}, where the format has {expected}");
        return Err(ParquetError::General(message).into());
    }
    let mut reader = get_typed_column_reader::<T>(group.get_column_reader(index)?);
    let mut values = Vec::new();
    let mut levels = Vec::new();
    let wanted = usize::try_from(metadata.num_rows()).unwrap_or_default();
    let mut read = 0;
    while read < wanted {
        let (records, ..) = reader.read_records(wanted - read, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            break;
        }
        read += records;
    }
    if !optional {
        return Ok(values.into_iter().map(Some).collect());
    }
    let mut values = values.into_iter();
    Ok(levels.into_iter().map(|level| if level > 0 { values.next() } else { None }).collect())
}

fn find_column(metadata: &RowGroupMetaData, name: &str) -> Option<(usize, bool)> {
    let columns = metadata.columns();
    let index = columns.iter().position(|column| column.column_path().string() == name)?;
    Some((index, columns[index].column_descr().max_def_level() > 0))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn row(start_0based: u32, population: &str, counts: Counts) -> Row {
        Row {
            start_0based,
            reference: "G".to_owned(),
            alternate: "GA".to_owned(),
            variant_type: "INDEL".to_owned(),
            population: population.to_owned(),
            counts,
        }
    }

    #[test]
    fn rows_with_nulls_come_back_as_they_were_written() {
        let told = Counts {
            frequency: Some(0.25),
            alternate: Some(4),
            heterozygous: Some(2),
            homozygous: Some(2),
            hemizygous: Some(0),
            called: Some(16),
        };
        let rows = vec![
            row(0, "FI_F", told),
            row(9, "Total", Counts { frequency: Some(0.5), ..Counts::default() }),
            row(9_999_999, "Total", Counts::default()),
        ];
        let path = std::env::temp_dir().join(format!("frequency-file-{}.parquet", std::process::id()));
        write(&path, &rows).unwrap();
        assert_eq!(read(&path).unwrap(), rows);
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_text_file_is_refused() {
        let path = std::env::temp_dir().join(format!("not-parquet-{}.parquet", std::process::id()));
        std::fs::write(&path, "chromosome,position\n").unwrap();
        assert!(matches!(read(&path), Err(FrequencyFileError::Parquet(_))));
        std::fs::remove_file(&path).unwrap();
    }
}

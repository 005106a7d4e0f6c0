//! Where an export comes from and what it holds, as its own first lines and its name say it.
//!
//! Must not know a row.

use std::io::Read;

use super::{ExportForm, INTENDED_USE, fields::Fields};
use crate::{
    vcf::{Ending, Reading},
    wire::Arrangement,
};

/// Version of this program.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a reader of the export should know.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct About {
    /// Name of the file the rows are of.
    pub(super) file: String,
    /// Empty for every row.
    pub(super) filter: String,
    /// Only candidates for compound heterozygosity.
    pub(super) is_pairs: bool,
    /// What the rows are sorted by; empty for the file's order.
    pub(super) sort: Vec<String>,
    /// Where the file stops short.
    pub(super) partial: Option<String>,
    /// Records of the file that could not be understood.
    pub(super) bad_records: u64,
    /// Rows chosen, and all of them.
    pub(super) rows: u64,
    pub(super) all_rows: u64,
}

impl About {
    pub(super) fn new<R: Read>(reading: &Reading<R>, file: &str, arrangement: &Arrangement, rows: u64) -> Self {
        let fields = Fields::names(reading);
        let sort = arrangement.sort.iter().map(|key| {
            let direction = if key.descending { "descending" } else { "ascending" };
            format!("{} {direction}", fields.name(&key.column))
        });
        let partial = match reading.ending() {
            Some(Ending::Whole) => None,
            Some(Ending::Regions) => {
                let regions: Vec<String> = reading.regions().iter().map(ToString::to_string).collect();
                Some(format!("Only these regions of the file were read: {}.", regions.join(" ")))
            }
            Some(Ending::Partial { cut, line, .. }) => {
                Some(format!("The file stops short after line {line}: {cut}. Whatever followed is not here."))
            }
            None => Some("The file was not read to its end.".to_owned()),
        };
        Self {
            file: on_one_line(file),
            filter: on_one_line(&arrangement.filter),
            is_pairs: arrangement.pairs.is_some(),
            sort: sort.collect(),
            partial,
            bad_records: reading.bad_records(),
            rows,
            all_rows: reading.table().map_or(0, crate::records::RecordTable::rows),
        }
    }

    /// Sentences for people, each on a line of its own.
    pub(super) fn lines(&self) -> Vec<String> {
        let chosen = match (self.filter.is_empty(), self.is_pairs) {
            (true, false) => "No filter.".to_owned(),
            (true, true) => "Candidates for compound heterozygosity.".to_owned(),
            (false, false) => format!("Filter: {}", self.filter),
            (false, true) => format!("Candidates for compound heterozygosity. Filter: {}", self.filter),
        };
        let sorted =
            if self.sort.is_empty() { "in file order".to_owned() } else { format!("by {}", self.sort.join(", ")) };
        let mut lines = vec![
            INTENDED_USE.to_owned(),
            format!("Cohort Explorer {VERSION}, {} of {} rows of {}, {sorted}.", self.rows, self.all_rows, self.file),
            chosen,
        ];
        lines.extend(self.partial.iter().map(|partial| format!("PARTIAL. {partial}")));
        lines.extend(self.left_out());
        lines
    }

    /// Says that records are missing, if they are.
    pub(super) fn left_out(&self) -> Option<String> {
        (self.bad_records > 0)
            .then(|| format!("{} records of the file could not be understood and are left out.", self.bad_records))
    }

    /// `me.filtered.120-rows.partial.csv`.
    pub(super) fn file_name(&self, form: ExportForm, written: u64) -> String {
        let mut stem = &self.file[..];
        for ending in [".gz", ".bgz", ".vcf", ".bcf"] {
            stem = strip_ending(stem, ending);
        }
        let which = if self.filter.is_empty() && !self.is_pairs { "all" } else { "filtered" };
        let what = if form == ExportForm::Vcf { "records" } else { "rows" };
        let partial = if self.partial.is_some() { ".partial" } else { "" };
        let stem: String =
            stem.chars().map(|letter| if r#"/\:*?"<>|"#.contains(letter) { '_' } else { letter }).collect();
        format!("{stem}.{which}.{written}-{what}{partial}.{}", form.extension())
    }
}

fn strip_ending<'a>(name: &'a str, ending: &str) -> &'a str {
    let Some((stem, found)) = name.len().checked_sub(ending.len()).and_then(|at| name.split_at_checked(at)) else {
        return name;
    };
    if found.eq_ignore_ascii_case(ending) && !stem.is_empty() { stem } else { name }
}

/// Without anything that would end the line.
fn on_one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_the_file_holds() {
        let all = About {
            file: "me.g.VCF.gz".to_owned(),
            filter: String::new(),
            is_pairs: false,
            sort: Vec::new(),
            partial: None,
            bad_records: 0,
            rows: 5,
            all_rows: 5,
        };
        assert_eq!(all.file_name(ExportForm::Csv, 5), "me.g.all.5-rows.csv");
        let some = About {
            file: "a/b:c.bcf".to_owned(),
            filter: "QUAL > 30".to_owned(),
            partial: Some("It is cut.".to_owned()),
            ..all
        };
        assert_eq!(some.file_name(ExportForm::Vcf, 4), "a_b_c.filtered.4-records.partial.vcf.gz");
        assert!(some.lines().contains(&"PARTIAL. It is cut.".to_owned()));
    }

    #[test]
    fn nothing_ends_a_line_before_its_end() {
        assert_eq!(on_one_line("QUAL > 3\nand DP > 2\r\n"), "QUAL > 3 and DP > 2");
    }
}

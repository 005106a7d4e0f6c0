//! Which rows of the open file are looked at, in which order and with which columns.
//!
//! The page asks, the worker arranges; what was asked and what is shown are kept apart, so that a filter with a
//! mistake in it takes nothing off the screen. Must not know the language of filters: the worker does.

use std::sync::Arc;

use cohort_core::{
    filter::{Completion, CompoundHet, FilterError, Named, Preset, PresetName, Trio},
    records::{ColumnKey, SortKey},
    vcf::Group,
    wire::{Arranged, Arrangement, Offer, View as Number},
};

/// Everything about the rows' arrangement.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Arranging {
    /// What stands in the filter's field.
    pub(crate) text: String,
    /// What was asked for last, and its number.
    pub(crate) asked: Arrangement,
    pub(crate) asked_number: Number,
    /// The arrangement in force, and what it came to; `None` for all rows in file order.
    pub(crate) shown: Option<Arranged>,
    pub(crate) shown_number: Number,
    /// What is wrong with the filter asked for last.
    pub(crate) error: Option<FilterError>,
    /// What could stand at the cursor, and the text it is for.
    pub(crate) completion: (String, Completion),
    /// What the file has to filter and to show.
    pub(crate) offer: Option<Arc<Offer>>,
    /// Columns shown beside those that every table has.
    pub(crate) columns: Vec<ColumnKey>,
    /// Groups of samples that alleles are counted in.
    pub(crate) groups: Vec<Group>,
    /// Who is who, as the person said.
    pub(crate) trio: Option<Trio>,
    /// The row to bring into view, as found last.
    pub(crate) found: Option<u64>,
    /// What was looked for last was not found.
    pub(crate) found_nothing: bool,
    /// The same file is being read once more, for columns that were not kept.
    pub(crate) rereads: bool,
    /// Columns it was read for: one that is lacking all the same cannot be had, and is not read for again.
    read_for: Vec<ColumnKey>,
    /// The file was read once more, and what was in force is not yet arranged on its rows.
    is_renewed: bool,
}

impl Arranging {
    /// The next arrangement, ready to be asked for.
    pub(crate) fn ask(&mut self, change: impl FnOnce(&mut Arrangement)) -> (Number, Arrangement) {
        change(&mut self.asked);
        self.text.clone_from(&self.asked.filter);
        self.asked_number = self.asked_number.wrapping_add(1);
        (self.asked_number, self.asked.clone())
    }

    /// What was asked about other rows of the same file is to be asked about those that are being read.
    pub(super) fn resume(&mut self, arrangement: Arrangement) {
        if arrangement != Arrangement::default() {
            self.ask(|asked| *asked = arrangement);
        }
    }

    /// What came of it. `true` when other rows are in view now.
    pub(super) fn answered(&mut self, number: Number, outcome: Result<Arranged, FilterError>) -> bool {
        if number != self.asked_number {
            return false;
        }
        match outcome {
            Ok(arranged) if arranged.lacks.is_empty() => {
                (self.shown, self.shown_number, self.error) = (Some(arranged), number, None);
                (self.found, self.found_nothing, self.is_renewed) = (None, false, false);
                true
            }
            // The action reads the file again and asks once more.
            Ok(_) => false,
            Err(error) => {
                self.error = Some(error);
                let is_renewed = std::mem::take(&mut self.is_renewed);
                if is_renewed {
                    // What it was about is not counted any more: all rows, and what is wrong.
                    (self.shown, self.shown_number) = (None, 0);
                }
                is_renewed
            }
        }
    }

    /// Notes that the file is read for these; `false` when that was done before, so that it would be of no use.
    pub(crate) fn read_for(&mut self, columns: &[ColumnKey]) -> bool {
        let is_new = columns.iter().any(|column| !self.read_for.contains(column));
        self.read_for.extend(columns.iter().filter(|_| is_new).cloned());
        self.rereads |= is_new;
        is_new
    }

    /// The file was read once more.
    pub(super) fn reread(&mut self) {
        (self.rereads, self.is_renewed) = (false, true);
    }

    /// Counts alleles in these groups instead of others, for which the file is read once more. Order and columns
    /// that were about the others are given up.
    pub(crate) fn group(&mut self, groups: Vec<Group>) {
        let is_of_all = |key: &ColumnKey| match key {
            ColumnKey::Count { group, .. } | ColumnKey::Figure { group, .. } => *group == 0,
            _ => true,
        };
        self.asked.sort.retain(|key| is_of_all(&key.column));
        self.columns.retain(is_of_all);
        self.groups = groups;
        self.read_for.clear();
        self.rereads = true;
    }

    /// The conditions in force.
    pub(crate) fn conditions(&self) -> &[String] {
        self.shown.as_ref().map(|shown| shown.conditions.as_slice()).unwrap_or_default()
    }

    /// The filter in force, for a link or to be kept; or what it names, for which it must be neither. `None` while
    /// another was asked for.
    pub(crate) fn shareable(&self) -> Option<Result<String, Named>> {
        let shown = self.shown.as_ref().filter(|_| self.asked_number == self.shown_number)?;
        // Pairs are those of a child and its parents, whatever else the filter says.
        let names = shown.names.or(self.asked.pairs.map(|_| Named::Sample));
        (!self.asked.filter.is_empty()).then(|| names.map_or_else(|| Ok(self.asked.filter.clone()), Err))
    }

    /// Whether this filter, and nothing else, was asked for last.
    pub(crate) fn asks_for(&self, filter: &str) -> bool {
        self.asked.filter == filter && self.asked.pairs.is_none()
    }

    /// The filter in force with a condition taken out, or put in.
    pub(crate) fn toggled(&self, condition: &str) -> String {
        let mut conditions: Vec<&str> = self.conditions().iter().map(String::as_str).collect();
        let before = conditions.len();
        conditions.retain(|kept| *kept != condition);
        if conditions.len() == before {
            conditions.push(condition);
        }
        conditions.join(" and ")
    }

    /// How the column stands in the order asked for.
    pub(crate) fn direction(&self, column: &ColumnKey) -> Option<bool> {
        self.asked.sort.iter().find(|key| key.column == *column).map(|key| key.descending)
    }

    /// The order after the column's head was pressed: upwards, downwards, file order.
    pub(crate) fn pressed(&self, column: &ColumnKey) -> Vec<SortKey> {
        match self.direction(column) {
            None => vec![SortKey { column: column.clone(), descending: false }],
            Some(false) => vec![SortKey { column: column.clone(), descending: true }],
            Some(true) => Vec::new(),
        }
    }

    /// What a preset asks for.
    pub(crate) fn of_preset(&self, preset: &Preset) -> Arrangement {
        let pairs = (preset.name == PresetName::CompoundHet).then_some(self.trio).flatten();
        Arrangement {
            filter: preset.text.clone(),
            sort: self.asked.sort.clone(),
            pairs: pairs.map(|trio| CompoundHet { trio }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged(conditions: &[&str]) -> Arranged {
        let conditions = conditions.iter().map(ToString::to_string).collect();
        Arranged { rows: 7, conditions, ..Arranged::default() }
    }

    #[test]
    fn conditions_are_put_in_and_taken_out() {
        let mut arranging = Arranging::default();
        assert_eq!(arranging.toggled("QUAL > 5"), "QUAL > 5");
        let (number, _) = arranging.ask(|asked| asked.filter = "QUAL > 5 and (GT = het or DP < 3)".to_owned());
        assert!(arranging.answered(number, Ok(arranged(&["QUAL > 5", "(GT = het or DP < 3)"]))));
        assert_eq!(arranging.toggled("QUAL > 5"), "(GT = het or DP < 3)");
        assert_eq!(arranging.toggled("DP > 1"), "QUAL > 5 and (GT = het or DP < 3) and DP > 1");
    }

    #[test]
    fn late_answers_and_mistakes_take_nothing_off_the_screen() {
        let mut arranging = Arranging::default();
        let (first, _) = arranging.ask(|asked| asked.filter = "a".to_owned());
        let (second, _) = arranging.ask(|asked| asked.filter = "b".to_owned());
        assert!(!arranging.answered(first, Ok(arranged(&["a"]))));
        assert!(arranging.answered(second, Ok(arranged(&["b"]))));
        let (third, _) = arranging.ask(|asked| asked.filter = "c".to_owned());
        let problem = cohort_core::filter::Problem::UnclosedParenthesis;
        let error = FilterError { start: 0, end: 1, problem, suggestions: Vec::new() };
        assert!(!arranging.answered(third, Err(error)));
        assert_eq!((arranging.shown_number, arranging.conditions()), (second, &["b".to_owned()][..]));
        assert!(arranging.error.is_some());
    }

    #[test]
    fn only_a_filter_in_force_is_shared_and_only_without_names() {
        let mut arranging = Arranging::default();
        assert_eq!(arranging.shareable(), None);
        let (number, _) = arranging.ask(|asked| asked.filter = "QUAL > 5".to_owned());
        assert!(arranging.answered(number, Ok(arranged(&["QUAL > 5"]))));
        assert_eq!(arranging.shareable(), Some(Ok("QUAL > 5".to_owned())));
        // What is asked next was not looked through yet.
        let (number, _) = arranging.ask(|asked| asked.filter = "GT(proband) = het".to_owned());
        assert_eq!(arranging.shareable(), None);
        let named = Arranged { names: Some(Named::Sample), ..Arranged::default() };
        assert!(arranging.answered(number, Ok(named)));
        assert_eq!(arranging.shareable(), Some(Err(Named::Sample)));
        let trio = Trio { child: 0, mother: 1, father: 2 };
        let pairs = Some(CompoundHet { trio });
        let (number, _) = arranging.ask(|asked| (asked.filter, asked.pairs) = ("QUAL > 5".to_owned(), pairs));
        assert!(arranging.answered(number, Ok(arranged(&["QUAL > 5"]))));
        assert_eq!(arranging.shareable(), Some(Err(Named::Sample)));
    }

    #[test]
    fn a_file_is_not_read_for_the_same_column_again() {
        let mut arranging = Arranging::default();
        let (one, two) = (ColumnKey::Depth(0), ColumnKey::Depth(1));
        assert!(arranging.read_for(std::slice::from_ref(&one)) && arranging.rereads);
        arranging.rereads = false;
        assert!(!arranging.read_for(std::slice::from_ref(&one)) && !arranging.rereads);
        assert!(arranging.read_for(&[one, two]) && arranging.rereads);
    }

    #[test]
    fn groups_that_go_take_what_was_about_them_along() {
        let mut arranging = Arranging::default();
        let of = |group| ColumnKey::Figure { group, figure: cohort_core::records::Figure::Frequency };
        arranging.columns = vec![of(1), of(0), ColumnKey::Qual];
        let sort = [of(1), of(0)].map(|column| SortKey { column, descending: true });
        let (number, _) = arranging.ask(|asked| (asked.sort, asked.filter) = (sort.into(), "AF(x) > 0".to_owned()));
        assert!(arranging.answered(number, Ok(arranged(&["AF(x) > 0"]))));
        arranging.group(Vec::new());
        assert_eq!((&arranging.columns[..], arranging.asked.sort.len()), (&[of(0), ColumnKey::Qual][..], 1));
        assert!(arranging.rereads);
        // The filter cannot be applied to the new rows: all of them are shown, and what is wrong.
        arranging.reread();
        let (number, _) = arranging.ask(|_| {});
        let problem = cohort_core::filter::Problem::UnclosedParenthesis;
        let error = FilterError { start: 0, end: 1, problem, suggestions: Vec::new() };
        assert!(arranging.answered(number, Err(error.clone())));
        assert_eq!((&arranging.shown, arranging.shown_number), (&None, 0));
        let (number, _) = arranging.ask(|_| {});
        assert!(!arranging.answered(number, Err(error)));
    }

    #[test]
    fn a_head_is_pressed_through_both_directions() {
        let mut arranging = Arranging::default();
        for expected in [Some(false), Some(true), None] {
            let sort = arranging.pressed(&ColumnKey::Qual);
            arranging.ask(|asked| asked.sort = sort);
            assert_eq!(arranging.direction(&ColumnKey::Qual), expected);
        }
    }
}

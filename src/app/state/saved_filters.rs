//! Filters that a person keeps under names of their own. They outlive the page, so none may name a variant or a sample.
//!
//! Must not know where they are kept.

use cohort_core::filter::{Named, looks_like_a_variant};

/// Filters that are kept at most.
const MAX_FILTERS: usize = 40;
/// Longest name, in characters; of a longer one the rest is left out.
pub(crate) const MAX_NAME: usize = 60;

/// A filter and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SavedFilter {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Why a filter is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSaved {
    /// It has no name.
    Nameless,
    /// The name itself names a variant.
    NameNames,
    /// The filter names a variant or a sample.
    Names(Named),
    /// No filter is in force.
    NoFilter,
    /// There are too many already.
    Full,
}

/// Those that are kept, in the order in which they were named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SavedFilters {
    filters: Vec<SavedFilter>,
    /// What came of keeping the last one.
    outcome: Option<Result<(), NotSaved>>,
}

impl SavedFilters {
    /// As they were written by [`Self::to_text`]; what is no filter with a name is passed over.
    pub(crate) fn from_text(text: &str) -> Self {
        let filters = text.lines().filter_map(|line| line.split_once('\t'));
        let filters = filters.map(|(name, text)| SavedFilter { name: name.to_owned(), text: text.to_owned() });
        Self { filters: filters.collect(), outcome: None }
    }

    /// A line for each: the name, a tab, the filter.
    pub(crate) fn to_text(&self) -> String {
        self.filters.iter().map(|filter| format!("{}\t{}\n", filter.name, filter.text)).collect()
    }

    pub(crate) fn all(&self) -> &[SavedFilter] {
        &self.filters
    }

    /// The filter of a name.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.filters.iter().find(|filter| filter.name == name).map(|filter| filter.text.as_str())
    }

    /// What came of keeping a filter, if that was done last.
    pub(crate) fn outcome(&self) -> Option<Result<(), NotSaved>> {
        self.outcome
    }

    /// Keeps a filter, as [`Arranging::shareable`](super::file::arrange::Arranging::shareable) gives it, in place of
    /// the one that had its name.
    pub(crate) fn save(&mut self, name: &str, filter: Option<Result<String, Named>>) {
        self.outcome = Some(self.take(one_line(name).chars().take(MAX_NAME).collect(), filter));
    }

    fn take(&mut self, name: String, filter: Option<Result<String, Named>>) -> Result<(), NotSaved> {
        if name.is_empty() {
            return Err(NotSaved::Nameless);
        }
        if looks_like_a_variant(&name) {
            return Err(NotSaved::NameNames);
        }
        let text = one_line(&filter.ok_or(NotSaved::NoFilter)?.map_err(NotSaved::Names)?);
        let before = self.filters.iter().position(|filter| filter.name == name);
        if before.is_none() && self.filters.len() >= MAX_FILTERS {
            return Err(NotSaved::Full);
        }
        let saved = SavedFilter { name, text };
        match before {
            Some(index) => self.filters[index] = saved,
            None => self.filters.push(saved),
        }
        Ok(())
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.filters.retain(|filter| filter.name != name);
        self.outcome = None;
    }
}

/// Without tabs and line ends, which part filters where they are kept.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(text: &str) -> Option<Result<String, Named>> {
        Some(Ok(text.to_owned()))
    }

    #[test]
    fn filters_come_back_as_they_were_kept() {
        let mut filters = SavedFilters::default();
        filters.save(" Deep\tand good ", filter("DP > 30\nand QUAL > 50"));
        assert_eq!(filters.outcome(), Some(Ok(())));
        filters.save("Häufig", filter("AF > 0.05"));
        filters.save("Häufig", filter("AF > 0.1"));
        let again = SavedFilters::from_text(&filters.to_text());
        assert_eq!(again.all(), filters.all());
        assert_eq!(
            (again.text("Deep and good"), again.text("Häufig")),
            (Some("DP > 30 and QUAL > 50"), Some("AF > 0.1"))
        );
        filters.remove("Häufig");
        assert_eq!((filters.all().len(), filters.text("Häufig")), (1, None));
        assert_eq!(SavedFilters::from_text("no filter\n\n"), SavedFilters::default());
    }

    #[test]
    fn nothing_of_a_person_is_kept() {
        let mut filters = SavedFilters::default();
        let cases = [
            ("mine", Some(Err(Named::Variant)), NotSaved::Names(Named::Variant)),
            ("mine", Some(Err(Named::Sample)), NotSaved::Names(Named::Sample)),
            ("mine", None, NotSaved::NoFilter),
            ("like rs334", filter("DP > 3"), NotSaved::NameNames),
            ("chr7:117559590", filter("DP > 3"), NotSaved::NameNames),
            (" ", filter("DP > 3"), NotSaved::Nameless),
        ];
        for (name, filter, expected) in cases {
            filters.save(name, filter);
            assert_eq!(filters.outcome(), Some(Err(expected)), "{name}");
        }
        assert_eq!(filters.to_text(), "");
    }

    #[test]
    fn there_is_an_end_to_what_is_kept() {
        let mut filters = SavedFilters::default();
        for number in 0..MAX_FILTERS {
            filters.save(&format!("filter {number}"), filter("DP > 3"));
        }
        filters.save("one more", filter("DP > 3"));
        assert_eq!(filters.outcome(), Some(Err(NotSaved::Full)));
        filters.save("filter 3", filter("DP > 4"));
        assert_eq!((filters.all().len(), filters.text("filter 3")), (MAX_FILTERS, Some("DP > 4")));
    }
}

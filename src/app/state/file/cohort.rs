//! The file's samples as a cohort: the table of groups that was brought, what was asked, what it came to.

use std::sync::Arc;

use cohort_core::{
    local_cohort::{
        sample_table::{Groupings, TableError},
        summary::{Question, Summary},
    },
    vcf::Group,
};

/// What is known of the cohort.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cohort {
    /// Its name.
    pub(crate) table_name: String,
    /// The groups that the table makes, or why it makes none.
    pub(crate) table: Option<Result<Arc<Groupings>, TableError>>,
    /// Which of the table's columns is chosen.
    pub(crate) column: Option<usize>,
    /// What was asked for last.
    pub(crate) question: Question,
    /// It was asked since the file was read.
    pub(crate) is_asked: bool,
    pub(crate) summary: Option<Arc<Summary>>,
}

impl Cohort {
    /// The file was read anew: what it came to is to be asked for again.
    pub(super) fn reread(&mut self) {
        self.is_asked = false;
    }

    pub(super) fn table_said(&mut self, outcome: Result<Groupings, TableError>) {
        self.table = Some(outcome.map(Arc::new));
    }

    pub(super) fn answered(&mut self, question: Question, summary: Option<Box<Summary>>) {
        if question == self.question
            && let Some(summary) = summary
        {
            self.summary = Some(Arc::from(summary));
        }
    }

    /// Groups by a column of the table, or not at all. What is chosen to look at begins anew.
    pub(crate) fn group_by(&mut self, column: Option<usize>) -> Vec<Group> {
        self.column = column;
        let chosen = self.table.as_ref().and_then(|table| table.as_ref().ok()).zip(column);
        let grouping = chosen.and_then(|(table, column)| table.columns.get(column)?.grouping.as_ref().ok());
        let groups = grouping.map(|grouping| grouping.groups.clone()).unwrap_or_default();
        self.question = Question { group: 0, pair: (groups.len() > 1).then_some((1, 2)) };
        self.summary = None;
        groups
    }
}

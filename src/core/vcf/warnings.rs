//! The list of what is wrong: cut at a limit, while its count is not.
//!
//! Must not know what is wrong.

use std::{
    collections::HashMap,
    mem::{Discriminant, discriminant},
};

use crate::wire::{MAX_WARNINGS, MAX_WARNINGS_OF_A_KIND};

use super::{Column, Effect, Problem, Warning};

/// How many of each kind were found.
///
/// So that a thousand of one kind do not hide the one of another, each kind has its own limit; records kept
/// out have none but the list's.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds(HashMap<(Effect, Option<Column>, Discriminant<Problem>), usize>);

impl Kinds {
    /// Counts one more; whether it is among those that a list has room for.
    pub(super) fn has_room(&mut self, effect: Effect, column: Option<Column>, problem: &Problem) -> bool {
        let found = self.0.entry((effect, column, discriminant(problem))).or_default();
        *found += 1;
        let limit = match effect {
            Effect::KeptOut => MAX_WARNINGS,
            Effect::Used => MAX_WARNINGS_OF_A_KIND,
        };
        *found <= limit
    }
}

/// Warnings in the order they were found.
#[derive(Clone, Debug, Default)]
pub(super) struct WarningList {
    list: Vec<Warning>,
    count: u64,
    kinds: Kinds,
}

impl WarningList {
    /// Counts one more, and keeps it while there is room.
    pub(super) fn add(&mut self, warning: Warning) {
        self.count += 1;
        if self.list.len() < MAX_WARNINGS && self.kinds.has_room(warning.effect, warning.column, &warning.problem) {
            self.list.push(warning);
        }
    }

    /// Counts one more, and puts it before all others: it is about the whole file.
    pub(super) fn add_first(&mut self, warning: Warning) {
        self.count += 1;
        self.list.insert(0, warning);
        self.list.truncate(MAX_WARNINGS);
    }

    /// Counts those that there would have been no room for.
    pub(super) fn add_unlisted(&mut self, count: u64) {
        self.count += count;
    }

    pub(super) fn list(&self) -> &[Warning] {
        &self.list
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warning(line: u64, column: Column, problem: Problem, text: &str) -> Warning {
        Warning { line: Some(line), column: Some(column), problem, effect: Effect::Used, text: text.to_owned() }
    }

    #[test]
    fn no_kind_hides_another() {
        let mut warnings = WarningList::default();
        for line in 0..5000 {
            warnings.add(warning(line, Column::Pos, Problem::Unsorted, ""));
        }
        warnings.add(warning(5000, Column::Info, Problem::Undeclared, "X"));
        assert_eq!((warnings.list().len(), warnings.count()), (MAX_WARNINGS_OF_A_KIND + 1, 5001));
        assert_eq!(warnings.list().last().unwrap().text, "X");
    }
}

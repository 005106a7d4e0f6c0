//! The list of what is wrong: cut at a limit, while its count is not.
//!
//! Must not know what is wrong.

use std::{
    collections::HashMap,
    mem::{Discriminant, discriminant},
};

use crate::wire::{MAX_WARNINGS, MAX_WARNINGS_OF_A_KIND};

use super::{Column, Effect, Problem, Warning};

/// Warnings in the order they were found.
///
/// So that a thousand of one kind do not hide the one of another, each kind has its own limit; records kept
/// out have none but the list's.
#[derive(Clone, Debug, Default)]
pub(super) struct WarningList {
    list: Vec<Warning>,
    count: u64,
    of_a_kind: HashMap<Kind, usize>,
}

type Kind = (Option<Column>, Discriminant<Problem>);

impl WarningList {
    /// Counts one more, and makes and keeps it while there is room.
    pub(super) fn add(&mut self, make: impl FnOnce() -> Warning) {
        self.count += 1;
        if self.list.len() < MAX_WARNINGS {
            self.keep(make());
        }
    }

    fn keep(&mut self, warning: Warning) {
        let listed = self.of_a_kind.entry((warning.column, discriminant(&warning.problem))).or_default();
        *listed += 1;
        if warning.effect == Effect::KeptOut || *listed <= MAX_WARNINGS_OF_A_KIND {
            self.list.push(warning);
        }
    }

    /// Counts those that are not kept, which must not be before the list is full.
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
            warnings.add(|| warning(line, Column::Pos, Problem::Unsorted, ""));
        }
        warnings.add(|| warning(5000, Column::Info, Problem::Undeclared, "X"));
        assert_eq!((warnings.list().len(), warnings.count()), (MAX_WARNINGS_OF_A_KIND + 1, 5001));
        assert_eq!(warnings.list().last().unwrap().text, "X");
    }
}

//! The rows on their way into a file of their own.
//!
//! Must not know who writes them.

use cohort_core::export::{ExportFailure, ExportForm, Exported};

/// How far an export is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Exporting {
    /// None was asked for.
    #[default]
    Idle,
    /// Being written; so many rows of so many.
    UnderWay { form: ExportForm, done: u64, rows: u64 },
    /// Handed over to the browser.
    Done(Exported),
    /// There is no file.
    Failed(ExportFailure),
    /// The person stopped it; nothing was kept.
    Stopped,
}

impl Exporting {
    pub(crate) fn is_under_way(&self) -> bool {
        matches!(self, Self::UnderWay { .. })
    }

    /// Somebody wants so many rows.
    pub(super) fn asked(&mut self, form: ExportForm, rows: u64) {
        *self = Self::UnderWay { form, done: 0, rows };
    }

    pub(super) fn stopped(&mut self) {
        if self.is_under_way() {
            *self = Self::Stopped;
        }
    }

    /// The worker says how far it is. What it says of an export that was stopped is passed over.
    pub(super) fn reached(&mut self, reached: u64, all: u64) {
        if let Self::UnderWay { done, rows, .. } = self {
            (*done, *rows) = (reached, all);
        }
    }

    /// The worker is done.
    pub(super) fn ended(&mut self, outcome: Result<Exported, ExportFailure>) {
        if self.is_under_way() {
            *self = match outcome {
                Ok(exported) => Self::Done(exported),
                Err(failure) => Self::Failed(failure),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_words_of_a_stopped_export_change_nothing() {
        let mut exporting = Exporting::default();
        exporting.asked(ExportForm::Csv, 9);
        exporting.reached(4, 9);
        assert_eq!(exporting, Exporting::UnderWay { form: ExportForm::Csv, done: 4, rows: 9 });
        exporting.stopped();
        exporting.reached(9, 9);
        exporting.ended(Err(ExportFailure::Unreadable));
        assert_eq!(exporting, Exporting::Stopped);
        exporting.asked(ExportForm::Vcf, 9);
        exporting.ended(Err(ExportFailure::Unreadable));
        assert_eq!(exporting, Exporting::Failed(ExportFailure::Unreadable));
    }
}

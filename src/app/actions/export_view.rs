//! Writes the rows as they are looked at into a file of their own. The worker does; nothing leaves the device.

use cohort_core::{
    export::{ExportFailure, ExportForm, Exported},
    wire::{Command, Event},
};
use leptos::prelude::*;
use web_sys::Blob;

use super::Act;
use crate::{
    edge::{document, save},
    state::file::{Happened, OpenFile},
};

impl Act {
    /// Writes every row in view, in the order and with the columns that are shown.
    pub(crate) fn export_rows(self, form: ExportForm) {
        let shown = self.store.file.with_untracked(|state| {
            state.open().map(|open| (open.arranging.shown_number, open.arranging.columns.clone(), open.row_count()))
        });
        let Some((view, columns, rows)) = shown else { return };
        self.file_happened(Happened::ExportAsked { form, rows });
        self.tell_worker(|generation| Command::Export { generation, view, form, columns });
        // The menu closes when focus leaves it.
        request_animation_frame(document::focus_export);
    }

    /// Stops writing; what was written is forgotten.
    pub(crate) fn stop_export(self) {
        self.file_happened(Happened::ExportStopped);
        self.tell_worker(|generation| Command::StopExport { generation });
        request_animation_frame(document::focus_export);
    }

    /// Hands a file that the worker wrote over to the person; tells what came of it.
    pub(super) fn save_export(self, event: Event, file: &Blob) -> Event {
        match event {
            Event::Exported { generation, outcome: Ok(exported) } if self.wants(&exported) => {
                let is_saved = save::download_blob(&exported.file_name, file).is_ok();
                let outcome = if is_saved { Ok(exported) } else { Err(ExportFailure::NoRoom) };
                Event::Exported { generation, outcome }
            }
            other => other,
        }
    }

    /// Whether somebody still waits for it.
    fn wants(self, exported: &Exported) -> bool {
        let form = self.store.file.with_untracked(|state| state.open().and_then(OpenFile::export_under_way));
        form == Some(exported.form)
    }
}

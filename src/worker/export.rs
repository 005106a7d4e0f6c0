//! Rows of the open file on their way into another, as the worker sees them.
//!
//! Owns pieces, and when progress is told. Must not know a browser: whoever drives it fetches the pieces.

use std::io::Read;

use cohort_core::{
    arrange::Arranger,
    export::{Export, ExportForm, ExportOrder, ExportStep},
    records::ColumnKey,
    vcf::Reading,
    wire::{Event, Generation},
};

use crate::session::{Handle, PROGRESS_MILLIS};

/// Bytes of one piece, more or less.
const PIECE_BYTES: usize = 1 << 20;

/// Some bytes of the file that is written.
#[derive(Debug, PartialEq)]
pub(crate) struct WrittenPiece {
    pub(crate) generation: Generation,
    /// The first of a file: whatever came before it belongs to another.
    pub(crate) is_first: bool,
    pub(crate) bytes: Vec<u8>,
    /// After the last: what to tell with the file.
    pub(crate) end: Option<Event>,
}

/// An export under way.
pub(crate) struct Exporting<H> {
    export: Export<H>,
    is_first: bool,
    piece: Vec<u8>,
    reported_millis: Option<f64>,
}

impl<H: Handle> Exporting<H> {
    /// Of the rows as they are arranged now.
    pub(crate) fn new<R: Read>(
        reading: &Reading<R>,
        arranger: &Arranger,
        form: ExportForm,
        file_name: String,
        columns: Vec<ColumnKey>,
        handle: H,
    ) -> Self {
        let order = ExportOrder { form, file_name, arrangement: arranger.arrangement().clone(), columns };
        let export = Export::new(reading, arranger.chosen(), &order, handle);
        Self { export, is_first: true, piece: Vec::new(), reported_millis: None }
    }

    /// Writes on; tells whether it is over.
    pub(crate) fn turn<R: Read>(
        &mut self,
        generation: Generation,
        reading: &Reading<R>,
        now_millis: f64,
        written: &mut Vec<WrittenPiece>,
        post: &mut impl FnMut(&Event),
    ) -> bool {
        let end = match self.export.advance(reading, &mut self.piece) {
            Ok(ExportStep::More) => None,
            Ok(ExportStep::Done(exported)) => Some(Event::Exported { generation, outcome: Ok(exported) }),
            Err(error) => {
                post(&Event::Exported { generation, outcome: Err(error.into()) });
                return true;
            }
        };
        if self.reported_millis.is_none_or(|last| now_millis - last >= PROGRESS_MILLIS) {
            self.reported_millis = Some(now_millis);
            post(&Event::Exporting { generation, done: self.export.done(), rows: self.export.rows() });
        }
        let is_over = end.is_some();
        if is_over || self.piece.len() >= PIECE_BYTES {
            let is_first = std::mem::replace(&mut self.is_first, false);
            written.push(WrittenPiece { generation, is_first, bytes: std::mem::take(&mut self.piece), end });
        }
        is_over
    }
}

//! The file that is open on this device, as far as the page knows it: a summary, the rows in view, one record.
//!
//! The table itself stays in the worker. Everything changes by [`FileState::apply`], and what the worker says of
//! an earlier file is passed over. Must not know how the worker is reached.

pub(crate) mod arrange;
pub(crate) mod cohort;
pub(crate) mod export;
pub(crate) mod link;
pub(crate) mod view;

use std::sync::Arc;

use cohort_core::{
    export::ExportForm,
    genome::Assembly,
    region::Region,
    variant::Variant,
    vcf::Refusal,
    wire::{Arrangement, Event, FileSummary, Generation, Places, Progress, RecordDetail, Row, Survey},
};

use self::{
    arrange::Arranging,
    cohort::Cohort,
    export::Exporting,
    link::NoVariant,
    view::{Span, View},
};

/// What became of the file somebody chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum FileState {
    /// Nothing is open.
    #[default]
    Idle,
    /// The demo file is on its way from where the page came from.
    Fetching,
    /// The demo file did not come; the text says which and why.
    NotFetched(String),
    /// Chosen; the worker has not said anything of it yet.
    Starting(Chosen),
    /// Its index is there: which part of it is to be read?
    Offered(Box<Offered>),
    /// Several files with records were brought at once.
    Several,
    /// Being read, or read: rows can be looked at.
    Open(Box<OpenFile>),
    /// It is no VCF that can be read.
    Refused(Chosen, Refusal),
    /// The worker failed; the page did not.
    Crashed(Chosen, Crash),
    /// The person stopped the reading.
    Stopped(Chosen, Progress),
}

/// A file as the browser handed it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Numbers the opening.
    pub(crate) generation: Generation,
    /// Its own name.
    pub(crate) name: String,
    /// Size as stored.
    pub(crate) file_bytes: u64,
    /// Entries in the ledger when it was opened: only later ones can have to do with it.
    pub(crate) ledger_entries: usize,
}

/// A file of which regions can be read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Offered {
    pub(crate) chosen: Chosen,
    /// What its index says of it.
    pub(crate) survey: Survey,
    /// The regions asked for last, as they were typed.
    pub(crate) regions: String,
    /// How the rows of regions read before were chosen and ordered; the next ones will be so, too.
    pub(crate) arrangement: Arrangement,
    /// The worker was told to read.
    pub(crate) is_said: bool,
    /// Why it did not.
    pub(crate) wrong: Option<Refusal>,
}

/// A file whose rows can be looked at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OpenFile {
    /// It has an index, by which other regions can be read.
    pub(crate) offered: Option<Box<Offered>>,
    pub(crate) chosen: Chosen,
    pub(crate) stage: Stage,
    pub(crate) view: View,
    pub(crate) arranging: Arranging,
    pub(crate) exporting: Exporting,
    pub(crate) cohort: Cohort,
    /// The row last opened or shown, to be found again on the way back.
    pub(crate) marked: Option<u64>,
    /// The record shown in full.
    pub(crate) shown: Option<Shown>,
    /// Where it has variants in the region last asked about.
    pub(crate) places: Option<(String, Places)>,
    /// The build, when the header left it open and the person said it.
    pub(crate) said_assembly: Option<Assembly>,
}

/// How far the reading is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    Reading(Progress),
    Ready {
        summary: Arc<FileSummary>,
        /// From the choice of the file to its end.
        took_millis: u32,
    },
}

/// A record on its way to the screen, or there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    pub(crate) row_number: u64,
    /// The arrangement that the number is of.
    pub(crate) view: cohort_core::wire::View,
    /// As the table has it; `None` when it was not at hand.
    pub(crate) row: Option<Row>,
    pub(crate) detail: Detail,
}

/// Everything the file says about a record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Detail {
    Asked,
    Here(Arc<RecordDetail>),
    /// It could not be read again.
    Gone,
}

/// How the worker failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Crash {
    /// The page and the worker are of different builds.
    Stale,
    /// It did not start.
    Silent,
    /// It broke while it worked.
    Broken,
}

/// What can happen to an open file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Happened {
    Fetching,
    NotFetched(String),
    Chosen(Chosen),
    /// The worker said something, so long after the file was chosen.
    Told {
        event: Event,
        after_millis: u32,
    },
    Crashed(Crash),
    /// The person stopped the reading.
    Cancelled,
    /// The person closed the file.
    Closed,
    /// The person said which build it is.
    BuildSaid(Assembly),
    /// A row's variant was opened.
    Marked(u64),
    /// A row's record was asked for.
    Asked(u64),
    /// The record was put away.
    PutAway,
    /// The rows at hand lack a column that is shown now.
    RowsStale,
    /// So many rows are to be written as a file.
    ExportAsked {
        form: ExportForm,
        rows: u64,
    },
    /// The person stopped that.
    ExportStopped,
    /// A table of samples by this name was brought.
    TableBrought(String),
    /// Several files with records were brought at once.
    Several,
    /// The person said which regions to read; nothing for all of the file.
    RegionsSaid(String),
    /// The person wants other regions of the open file.
    RegionsAsked,
}

impl FileState {
    pub(crate) fn apply(&mut self, happened: Happened) {
        match happened {
            Happened::Fetching => *self = Self::Fetching,
            Happened::NotFetched(what) => *self = Self::NotFetched(what),
            Happened::Chosen(chosen) => *self = Self::Starting(chosen),
            Happened::Told { event, after_millis } => self.told(event, after_millis),
            Happened::Crashed(crash) => self.become_of(|chosen, _| Self::Crashed(chosen, crash)),
            Happened::Cancelled => self.become_of(Self::Stopped),
            Happened::Closed => *self = Self::Idle,
            Happened::BuildSaid(assembly) => self.on_open(|open| open.said_assembly = Some(assembly)),
            Happened::Marked(row) => self.on_open(|open| open.marked = Some(row)),
            Happened::Asked(row_number) => self.on_open(|open| {
                let row = open.view.row(row_number).cloned();
                open.marked = Some(row_number);
                let view = open.arranging.shown_number;
                open.shown = Some(Shown { row_number, view, row, detail: Detail::Asked });
            }),
            Happened::PutAway => self.on_open(|open| open.shown = None),
            Happened::RowsStale => self.on_open(|open| open.view.forget()),
            Happened::ExportAsked { form, rows } => self.on_open(|open| open.exporting.asked(form, rows)),
            Happened::ExportStopped => self.on_open(|open| open.exporting.stopped()),
            Happened::TableBrought(name) => self.on_open(|open| open.cohort.table_name = name),
            Happened::Several => *self = Self::Several,
            Happened::RegionsSaid(regions) => {
                if let Self::Offered(offered) = self {
                    (offered.regions, offered.is_said, offered.wrong) = (regions, true, None);
                }
            }
            Happened::RegionsAsked => {
                if let Self::Open(open) = self
                    && let Some(mut offered) = open.offered.take()
                {
                    offered.arrangement = std::mem::take(&mut open.arranging.asked);
                    *self = Self::Offered(offered);
                }
            }
        }
    }

    /// The file meant, whatever became of it.
    pub(crate) fn chosen(&self) -> Option<&Chosen> {
        match self {
            Self::Idle | Self::Fetching | Self::NotFetched(_) | Self::Several => None,
            Self::Offered(offered) => Some(&offered.chosen),
            Self::Open(open) => Some(&open.chosen),
            Self::Starting(chosen) | Self::Refused(chosen, _) | Self::Crashed(chosen, _) | Self::Stopped(chosen, _) => {
                Some(chosen)
            }
        }
    }

    /// The file whose rows can be looked at.
    pub(crate) fn open(&self) -> Option<&OpenFile> {
        match self {
            Self::Open(open) => Some(open),
            _ => None,
        }
    }

    /// These rows are looked at; the worker is to be asked for what comes back.
    pub(crate) fn look_at(&mut self, span: Span) -> Option<Span> {
        self.on_open(|open| open.view.want(span));
        self.next_span()
    }

    /// What to ask the worker for next.
    pub(crate) fn next_span(&mut self) -> Option<Span> {
        let Self::Open(open) = self else { return None };
        let row_count = open.row_count();
        open.view.next_span(row_count)
    }

    /// Changes what the page itself knows of the rows' arrangement.
    pub(crate) fn arrange(&mut self, change: impl FnOnce(&mut Arranging)) {
        self.on_open(|open| change(&mut open.arranging));
    }

    /// Changes what is asked about the samples.
    pub(crate) fn ask_cohort(&mut self, change: impl FnOnce(&mut Cohort)) {
        self.on_open(|open| change(&mut open.cohort));
    }

    fn on_open(&mut self, change: impl FnOnce(&mut OpenFile)) {
        if let Self::Open(open) = self {
            change(open);
        }
    }

    /// Leaves the reading or the table for something else.
    fn become_of(&mut self, end: impl FnOnce(Chosen, Progress) -> Self) {
        match std::mem::take(self) {
            Self::Starting(chosen) => *self = end(chosen, Progress::default()),
            Self::Offered(offered) => *self = end(offered.chosen, Progress::default()),
            Self::Open(open) => *self = end(open.chosen.clone(), open.progress()),
            // Nothing of a file was going on.
            Self::Fetching => {}
            other => *self = other,
        }
    }

    fn told(&mut self, event: Event, after_millis: u32) {
        if generation(&event).is_none() || generation(&event) != self.chosen().map(|chosen| chosen.generation) {
            return;
        }
        match event {
            Event::Progress { progress, .. } => self.reach(Stage::Reading(progress)),
            Event::Opened { summary, .. } => {
                self.reach(Stage::Ready { summary: Arc::from(summary), took_millis: after_millis });
            }
            Event::Surveyed { survey: Ok(survey), .. } => {
                if let Self::Starting(chosen) = self {
                    let (chosen, regions) = (chosen.clone(), String::new());
                    let arrangement = Arrangement::default();
                    let (is_said, wrong) = (false, None);
                    *self = Self::Offered(Box::new(Offered { chosen, survey, regions, arrangement, is_said, wrong }));
                }
            }
            Event::Surveyed { survey: Err(refusal), .. } => self.become_of(|chosen, _| Self::Refused(chosen, refusal)),
            Event::Refused { refusal: refusal @ Refusal::Regions(_), .. } if matches!(self, Self::Offered(_)) => {
                if let Self::Offered(offered) = self {
                    (offered.is_said, offered.wrong) = (false, Some(refusal));
                }
            }
            Event::Refused { refusal, .. } => self.become_of(|chosen, _| Self::Refused(chosen, refusal)),
            Event::Rows { first, rows, view, .. } => {
                if matches!(self, Self::Starting(_) | Self::Offered(_)) {
                    self.reach(Stage::Reading(Progress { rows: rows.len() as u64, ..Progress::default() }));
                }
                self.on_open(|open| {
                    // Asked before other columns were chosen: the rows are asked for anew with those.
                    let columns = open.arranging.columns.len();
                    let is_stale = rows.iter().any(|row| row.values.len() != columns);
                    if view != open.arranging.shown_number || is_stale {
                        return;
                    }
                    let row_count = open.row_count();
                    open.view.take(first, rows, row_count);
                });
            }
            Event::Record { row, record, view, .. } => self.on_open(|open| {
                let is_meant = |shown: &&mut Shown| shown.row_number == row && shown.view == view;
                if let Some(shown) = open.shown.as_mut().filter(is_meant) {
                    shown.detail = record.map_or(Detail::Gone, |record| Detail::Here(Arc::from(record)));
                }
            }),
            Event::Arranged { view, outcome, .. } => self.on_open(|open| {
                if open.arranging.answered(view, outcome) {
                    open.view.forget();
                    open.marked = None;
                }
            }),
            Event::Completion { text, completion, .. } => {
                self.on_open(|open| open.arranging.completion = (text, completion));
            }
            Event::Found { view, row, .. } => self.on_open(|open| {
                if view == open.arranging.shown_number {
                    open.arranging.found_nothing = row.is_none();
                    open.arranging.found = row;
                    open.marked = row.or(open.marked);
                }
            }),
            Event::Places { region, places, .. } => {
                self.on_open(|open| open.places = Some((region, places.unwrap_or_default())));
            }
            Event::Offer { offer, .. } => self.on_open(|open| {
                if open.arranging.offer.is_none() {
                    open.arranging.columns = offer.shown_at_first();
                    open.view.forget();
                }
                open.arranging.offer = Some(Arc::from(offer));
            }),
            Event::Exporting { done, rows, .. } => self.on_open(|open| open.exporting.reached(done, rows)),
            Event::Exported { outcome, .. } => self.on_open(|open| open.exporting.ended(outcome)),
            Event::SampleTable { outcome, .. } => self.on_open(|open| open.cohort.table_said(outcome)),
            Event::Cohort { question, summary, .. } => self.on_open(|open| open.cohort.answered(question, summary)),
            Event::Ready { .. } | Event::Recognised { .. } => {}
        }
    }

    fn reach(&mut self, stage: Stage) {
        match self {
            Self::Starting(chosen) => *self = Self::Open(Box::new(OpenFile::new(chosen.clone(), stage))),
            Self::Offered(offered) if offered.is_said => {
                let mut open = OpenFile::new(offered.chosen.clone(), stage);
                open.offered = Some(Box::new(Offered { is_said: false, ..(**offered).clone() }));
                open.arranging.resume(offered.arrangement.clone());
                *self = Self::Open(Box::new(open));
            }
            Self::Open(open) if matches!(open.stage, Stage::Reading(_)) => open.stage = stage,
            // The same file, read once more: what is on screen stays until it is there.
            Self::Open(open) if open.arranging.rereads && matches!(stage, Stage::Ready { .. }) => {
                let Stage::Ready { took_millis, .. } = open.stage else { return };
                open.stage = stage;
                if let Stage::Ready { took_millis: took, .. } = &mut open.stage {
                    *took = took_millis;
                }
                open.arranging.reread();
                open.cohort.reread();
                open.view.forget();
            }
            _ => {}
        }
    }
}

impl OpenFile {
    fn new(chosen: Chosen, stage: Stage) -> Self {
        Self {
            offered: None,
            chosen,
            stage,
            view: View::default(),
            arranging: Arranging::default(),
            exporting: Exporting::default(),
            cohort: Cohort::default(),
            marked: None,
            shown: None,
            places: None,
            said_assembly: None,
        }
    }

    /// Where the file has variants in a region, once the worker has said so.
    pub(crate) fn places_in(&self, region: &Region) -> Option<&Places> {
        self.places.as_ref().filter(|(text, _)| *text == region.to_string()).map(|(_, places)| places)
    }

    /// Rows that can be looked at by now.
    pub(crate) fn row_count(&self) -> u64 {
        match (&self.stage, &self.arranging.shown) {
            (_, Some(shown)) => shown.rows,
            (Stage::Reading(progress), None) => progress.rows,
            (Stage::Ready { summary, .. }, None) => summary.rows,
        }
    }

    /// As what the rows are being written.
    pub(crate) fn export_under_way(&self) -> Option<ExportForm> {
        match self.exporting {
            Exporting::UnderWay { form, .. } => Some(form),
            _ => None,
        }
    }

    /// What was found, once the end was reached.
    pub(crate) fn summary(&self) -> Option<&Arc<FileSummary>> {
        match &self.stage {
            Stage::Reading(_) => None,
            Stage::Ready { summary, .. } => Some(summary),
        }
    }

    /// The build: the header's, or else what the person said.
    pub(crate) fn assembly(&self) -> Option<Assembly> {
        self.summary().and_then(|summary| summary.assembly).or(self.said_assembly)
    }

    /// The variant that a row is about.
    pub(crate) fn variant_of(&self, row: &Row) -> Result<Variant, NoVariant> {
        link::variant(row, self.assembly(), self.summary().is_some())
    }

    fn progress(&self) -> Progress {
        match &self.stage {
            Stage::Reading(progress) => *progress,
            Stage::Ready { summary, .. } => Progress {
                read_bytes: summary.file_bytes,
                file_bytes: summary.file_bytes,
                records: summary.records,
                rows: summary.rows,
            },
        }
    }
}

fn generation(event: &Event) -> Option<Generation> {
    match event {
        Event::Ready { .. } | Event::Recognised { .. } => None,
        Event::Progress { generation, .. }
        | Event::Opened { generation, .. }
        | Event::Refused { generation, .. }
        | Event::Rows { generation, .. }
        | Event::Record { generation, .. }
        | Event::Arranged { generation, .. }
        | Event::Completion { generation, .. }
        | Event::Found { generation, .. }
        | Event::Places { generation, .. }
        | Event::Surveyed { generation, .. }
        | Event::Offer { generation, .. }
        | Event::SampleTable { generation, .. }
        | Event::Cohort { generation, .. }
        | Event::Exporting { generation, .. }
        | Event::Exported { generation, .. } => Some(*generation),
    }
}

#[cfg(test)]
mod tests;

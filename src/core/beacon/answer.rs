//! Reads what a node answers: every shape that servers in the field send, in one lenient and total reader.
//!
//! Lenient in shape, strict in meaning: only rows of exactly the change looked for are taken, a missing count stays
//! missing, what contradicts itself is noted, and an answer to another question is none. Must not know which node sent
//! it or how.

mod change;
mod rows;
#[cfg(test)]
mod tests;
mod told;

pub use told::Told;

use serde_json::Value;

use self::{
    change::Change,
    rows::{Rows, Source, whole},
};
use super::{
    asked::{Asked, Entity},
    profile::Dialect,
};
use crate::{
    cohort::{Observation, Precision},
    variant::Variant,
};

/// Rows of results that are looked at in one answer; more are refused, whatever their size in bytes.
pub const MAX_RESULTS: usize = 20_000;

/// What a node said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Rows of counts for exactly what was looked for, or of every change where a stretch was asked for.
    pub observations: Vec<Observation>,
    /// Where a stretch was asked for: which of the rows are of which change.
    pub told: Vec<Told>,
    /// Results of a stretch whose change is none that could be asked for: without place or bases, or symbolic.
    pub unplaced: u32,
    /// One entry a data set that the answer lists, members' data sets of a network among them.
    pub datasets: Vec<DatasetAnswer>,
    /// What the summary says where no data set is listed, or beside them.
    pub summary: Summary,
    /// Anything a reader of the figures should know.
    pub notes: Vec<Note>,
    /// The software, by the marks its answer carries.
    pub dialect: Dialect,
    /// Results that it holds, of whatever variant.
    pub results: usize,
    /// Results that its data sets say there are, on whatever page.
    pub announced: usize,
    /// Whether a page of it is as full as a page can be.
    pub is_full: bool,
}

/// A data set's part in an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct DatasetAnswer {
    /// The Beacon it belongs to: the node's own, or a member's of a network.
    pub beacon: String,
    /// Its id within the Beacon.
    pub dataset: String,
    /// What it says of the variant.
    pub standing: Standing,
    /// A number of something, where one was sent; never added up over nodes.
    pub tally: Option<Tally>,
    /// Smallest AC that it tells of (`minAlleleCount`).
    pub floor: Option<u32>,
    /// Where to apply for more: the first address that the data set hands over.
    pub handover: Option<String>,
}

/// What a data set says of the variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// With counts.
    Counted,
    /// Seen; the counts are kept back or were not sent.
    SeenWithoutCounts,
    /// Looked for and not seen.
    Absent,
    /// Not seen, or seen too rarely for the data set to say so: it hides small counts.
    Suppressed,
    /// Seen at most as often as an imprecise threshold.
    BelowThreshold,
    /// Not looked at: no copy could be read there.
    NotCovered,
    /// A network's member that failed, with its words.
    Failed(String),
    /// Neither yes nor no.
    Unsaid,
    /// Not among its results on this page, and there are more pages.
    CutShort {
        /// Whether it keeps small counts back.
        hides_small: bool,
    },
}

/// A number that came with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
    /// How exact, where it says so.
    pub precision: Option<Precision>,
}

/// What a number counts: servers differ, and only people are counted alike everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// People with what was asked for.
    People,
    /// Records of variants.
    VariantRecords,
    /// Observations: a person with two copies, or two analyses, may count twice.
    Observations,
}

/// `responseSummary`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Yes or no.
    pub exists: Option<bool>,
    /// `numTotalResults`; what it counts differs from server to server.
    pub total: Option<u32>,
    /// How exact that is.
    pub precision: Option<Precision>,
}

/// A doubt about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Rows of this many other variants were left out.
    OtherVariants(u32),
    /// The summary says one thing and the data sets another; the data sets count.
    SummaryContradicts,
    /// A data set says that it has not seen what it sends counts of; the counts count.
    DatasetContradicts(String),
    /// Seen, but no counts were sent.
    SeenWithoutCounts,
    /// AC is larger than AN in the named population; the row was left out.
    CountAboveNumber(String),
    /// The stated frequency is not AC/AN in the named population; AC/AN is shown.
    FrequencyContradicts(String),
    /// AC is not the sum of homozygotes, heterozygotes and hemizygotes, counted as alleles or as people.
    GenotypesContradict(String),
    /// Women and men together are more than the whole they are part of.
    PartsExceedWhole(String),
    /// Two rows of the named population differ; the first is kept.
    RowsContradict(String),
    /// A field that should hold a count holds something else.
    CountUnreadable {
        /// Of which row.
        population: String,
        /// `alleleCount` and so on.
        field: &'static str,
    },
    /// Rows below the data set's smallest count were kept back.
    PartsSuppressed,
    /// Rounded or imprecise: not to be added up.
    NotExact,
    /// More results exist than this page of the answer holds.
    MorePages,
}

impl Note {
    /// Short name, for reports.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherVariants(_) => "other-variants-left-out",
            Self::SummaryContradicts => "summary-contradicts-datasets",
            Self::DatasetContradicts(_) => "dataset-contradicts-its-results",
            Self::SeenWithoutCounts => "seen-without-counts",
            Self::CountAboveNumber(_) => "count-above-number",
            Self::FrequencyContradicts(_) => "frequency-contradicts-counts",
            Self::GenotypesContradict(_) => "genotypes-contradict-count",
            Self::PartsExceedWhole(_) => "parts-exceed-whole",
            Self::RowsContradict(_) => "rows-contradict",
            Self::CountUnreadable { .. } => "count-unreadable",
            Self::PartsSuppressed => "parts-suppressed",
            Self::NotExact => "not-exact",
            Self::MorePages => "more-pages",
        }
    }
}

/// The answer is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not JSON at all, such as a web page.
    #[error("the answer is not JSON: {0:?}")]
    NotJson(String),
    /// JSON without the parts of a Beacon answer.
    #[error("the answer has no Beacon response in it")]
    NotBeacon,
    /// A Beacon error in a successful response.
    #[error("the node reports: {message}")]
    BeaconError {
        /// `errorCode`, where it is a number or digits.
        code: Option<u16>,
        /// `errorMessage`
        message: String,
    },
    /// It left filters out, and counts more people than were asked about.
    #[error("the node left a filter out, so its answer is to another question")]
    FiltersDropped,
    /// It repeats another question than ours, or tells of variants elsewhere.
    #[error("the answer belongs to another question")]
    OtherQuestion,
    /// More than [`MAX_RESULTS`] results.
    #[error("the answer holds more than {MAX_RESULTS} results")]
    TooManyResults,
    /// What was looked for may be on a page that was not sent.
    #[error("the answer is one page of several, and what was looked for is not on it")]
    CutShort,
}

/// Reads the body of a successful response to what was asked. `looked_for` is the change that a wider question (a block)
/// is searched for; a question for one variant names it itself.
///
/// # Errors
/// When nothing in it can be trusted as the answer to the question.
pub fn read(body: &str, asked: &Asked, looked_for: Option<&Variant>) -> Result<Answer, Unreadable> {
    // serde_json ends at a depth of 128, and a byte order mark is no part of JSON (RFC 8259, section 8.1).
    let root: Value = serde_json::from_str(body.trim_start_matches('\u{feff}')).map_err(|_| not_json(body))?;
    if let Some((code, message)) = error(&root) {
        return Err(Unreadable::BeaconError { code, message });
    }
    if asked.differs_from_echo(&root["meta"]["receivedRequestSummary"]["requestParameters"]) {
        return Err(Unreadable::OtherQuestion);
    }
    if asked.lost_filters(&root["meta"]) {
        return Err(Unreadable::FiltersDropped);
    }
    // People are told of without their changes.
    let is_of_variants = asked.entity == Entity::Variants;
    let mut reading = Reading {
        place: told::place(asked).filter(|_| looked_for.is_none()),
        entity: asked.entity,
        change: looked_for.map(Change::of_variant).or_else(|| Change::asked(asked).filter(|_| is_of_variants)),
        is_wide: !asked.is_one_variant(),
        page_size: asked.page_size.and_then(|size| usize::try_from(size).ok()).unwrap_or(usize::MAX),
        beacon: text(&root["meta"], "beaconId").unwrap_or_default(),
        answer: Answer { summary: summary(&root), dialect: Dialect::recognise(&root), ..Answer::default() },
        others: 0,
        results: 0,
    };
    let sets = root["response"]["resultSets"].as_array();
    for set in sets.into_iter().flatten() {
        reading.read_set(set)?;
    }
    if sets.is_none() && reading.answer.summary.exists.is_none() {
        return Err(Unreadable::NotBeacon);
    }
    Ok(reading.finished())
}

fn not_json(body: &str) -> Unreadable {
    Unreadable::NotJson(body.chars().take(80).collect())
}

/// Code and message of a `beaconErrorResponse`, whatever the status it came with.
pub fn error(root: &Value) -> Option<(Option<u16>, String)> {
    let error = root.get("error").filter(|error| error.is_object())?;
    let message = text(error, "errorMessage").unwrap_or_default();
    let code = whole(&error["errorCode"]).and_then(|code| u16::try_from(code).ok());
    Some((code, message.chars().take(300).collect()))
}

fn summary(root: &Value) -> Summary {
    let summary = &root["responseSummary"];
    Summary {
        exists: summary["exists"].as_bool(),
        total: whole(&summary["numTotalResults"]),
        precision: precision(summary),
    }
}

fn precision(value: &Value) -> Option<Precision> {
    match value["countPrecision"].as_str()?.to_ascii_lowercase().as_str() {
        "exact" => Some(Precision::Exact),
        "rounded" => Some(Precision::Rounded),
        "imprecise" => Some(Precision::Imprecise),
        _ => None,
    }
}

/// An answer while it is read.
struct Reading {
    entity: Entity,
    /// Where a whole stretch is asked for: of which build and chromosome.
    place: Option<told::Place>,
    /// What is looked for; nothing in particular where a stretch, a gene or people are asked for.
    change: Option<Change>,
    /// Whether results beside the one looked for are part of the question.
    is_wide: bool,
    /// Most data sets, or results in one, that a page holds.
    page_size: usize,
    beacon: String,
    answer: Answer,
    others: u32,
    results: usize,
}

impl Reading {
    fn read_set(&mut self, set: &Value) -> Result<(), Unreadable> {
        let results = set["results"].as_array().map_or(&[][..], Vec::as_slice);
        self.results += results.len();
        if self.results > MAX_RESULTS {
            return Err(Unreadable::TooManyResults);
        }
        let source = Source {
            beacon: text(set, "beaconId").unwrap_or_else(|| self.beacon.clone()),
            dataset: text(set, "id").unwrap_or_default(),
            precision: precision(set).filter(|_| self.entity == Entity::Variants),
            floor: whole(&set["gdiDatasetInfo"]["minAlleleCount"]),
        };
        let told: Vec<&Value> = results
            .iter()
            .filter(|result| self.change.as_ref().is_none_or(|change| change.is_told_by(result)))
            .collect();
        self.others += u32::try_from(results.len() - told.len()).unwrap_or(u32::MAX);
        let mut rows = Rows::default();
        for result in &told {
            let first = rows.observations.len();
            source.read(result, &mut rows);
            if let Some(place) = self.place {
                let before = self.answer.observations.len();
                self.answer.tell(place, result, before + first..before + rows.observations.len());
            }
            if self.change.is_none() {
                rows.check_sums();
                rows.next_change();
            }
        }
        rows.check_sums();
        let standing = self.standing(set, &told, results, &rows, &source)?;
        self.answer.announced += whole(&set["resultsCount"]).map_or(results.len(), |total| total as usize);
        self.answer.is_full |= results.len() >= self.page_size;
        if set["exists"].as_bool() == Some(false) && standing == Standing::Counted {
            rows.notes.push(Note::DatasetContradicts(source.dataset.clone()));
        }
        if rows.suppressed > 0 && !rows.observations.is_empty() {
            rows.notes.push(Note::PartsSuppressed);
        }
        self.answer.notes.append(&mut rows.notes);
        self.answer.observations.append(&mut rows.observations);
        self.answer.datasets.push(DatasetAnswer {
            beacon: source.beacon,
            dataset: source.dataset,
            standing,
            tally: self.tally(set),
            floor: source.floor,
            handover: handover(set),
        });
        Ok(())
    }

    fn standing(
        &self,
        set: &Value,
        told: &[&Value],
        results: &[Value],
        rows: &Rows,
        source: &Source,
    ) -> Result<Standing, Unreadable> {
        if !rows.observations.is_empty() {
            let is_unread = rows.observations.iter().all(|row| row.counts.allele_number == Some(0));
            return Ok(if is_unread { Standing::NotCovered } else { Standing::Counted });
        }
        if rows.suppressed > 0 {
            return Ok(Standing::Suppressed);
        }
        if !told.is_empty() {
            return Ok(Standing::SeenWithoutCounts);
        }
        let total = whole(&set["resultsCount"]);
        if let (Some(change), false) = (&self.change, results.is_empty()) {
            if !self.is_wide && !results.iter().any(|result| change.is_met_by(result)) {
                return Err(Unreadable::OtherQuestion);
            }
            if self.is_wide && is_cut(total, results.len(), self.page_size) {
                return Ok(Standing::CutShort { hides_small: hides_small(source) });
            }
            return Ok(if hides_small(source) { Standing::Suppressed } else { Standing::Absent });
        }
        let is_bound = precision(set) == Some(Precision::Imprecise);
        Ok(match (set["exists"].as_bool(), total) {
            (Some(false), Some(1..)) => Standing::BelowThreshold,
            (Some(true), Some(1..)) if is_bound && is_adjusted(set, total) => Standing::BelowThreshold,
            (Some(true), _) => Standing::SeenWithoutCounts,
            (Some(false), _) | (None, Some(0)) => match member_error(set) {
                Some(message) => Standing::Failed(message),
                None if hides_small(source) => Standing::Suppressed,
                None => Standing::Absent,
            },
            (None, Some(_)) => Standing::SeenWithoutCounts,
            (None, None) => match member_error(set) {
                Some(message) => Standing::Failed(message),
                None => Standing::Unsaid,
            },
        })
    }

    fn tally(&self, set: &Value) -> Option<Tally> {
        let unit = match (self.entity, self.answer.dialect) {
            (Entity::Individuals, _) => Unit::People,
            (_, Dialect::Bycon) => Unit::Observations,
            _ => Unit::VariantRecords,
        };
        Some(Tally { count: whole(&set["resultsCount"])?, unit, precision: precision(set) })
    }

    fn finished(mut self) -> Answer {
        let answer = &mut self.answer;
        answer.results = self.results;
        if self.others > 0 && !self.is_wide {
            answer.notes.push(Note::OtherVariants(self.others));
        }
        let seen = answer.exists();
        if seen.is_some() && answer.summary.exists.is_some() && seen != answer.summary.exists && self.others == 0 {
            answer.notes.push(Note::SummaryContradicts);
        }
        if self.entity == Entity::Variants && seen == Some(true) && answer.observations.is_empty() {
            answer.notes.push(Note::SeenWithoutCounts);
        }
        if answer.datasets.len() >= self.page_size {
            answer.notes.push(Note::MorePages);
        }
        // The production implementation rounds its summary without saying so.
        let counted: u64 = answer.datasets.iter().filter_map(|set| set.tally).map(|tally| u64::from(tally.count)).sum();
        let is_rounded = answer.dialect == Dialect::Pi
            && counted > 0
            && answer.summary.total.is_some_and(|total| u64::from(total) != counted);
        if is_rounded || answer.observations.iter().any(|row| !row.is_exact()) {
            answer.notes.push(Note::NotExact);
        }
        self.answer
    }
}

impl Answer {
    /// With the page that follows: what is found on either counts, and what was cut short is settled by the later one.
    #[must_use]
    pub fn followed_by(mut self, next: Self) -> Self {
        if next.told.is_empty() {
            for row in next.observations {
                if self.observations.iter().all(|known| known.cohort != row.cohort) {
                    self.observations.push(row);
                }
            }
        } else {
            // Rows of a stretch are of many changes: whoever reads them puts them together.
            let before = self.observations.len();
            self.observations.extend(next.observations);
            self.told.extend(next.told.into_iter().map(|told| told.moved_by(before)));
        }
        self.unplaced = self.unplaced.saturating_add(next.unplaced);
        for set in next.datasets {
            let of_it = |known: &&mut DatasetAnswer| (&known.beacon, &known.dataset) == (&set.beacon, &set.dataset);
            match self.datasets.iter_mut().find(of_it) {
                Some(known)
                    if matches!(known.standing, Standing::CutShort { .. } | Standing::Absent | Standing::Unsaid) =>
                {
                    *known = set;
                }
                Some(_) => {}
                None => self.datasets.push(set),
            }
        }
        for note in next.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        self.results += next.results;
        self.announced = self.announced.max(next.announced);
        self.is_full = next.is_full;
        self
    }

    /// Whether results are left that none of the pages so far holds.
    pub fn has_more(&self) -> bool {
        self.is_full || self.announced > self.results
    }

    /// Where the rest did not come: says that it is not the whole.
    #[must_use]
    pub fn as_a_part(mut self) -> Self {
        if !self.notes.contains(&Note::MorePages) {
            self.notes.push(Note::MorePages);
        }
        self
    }

    /// After the last page: what no page has told is not there.
    #[must_use]
    pub fn ended(mut self) -> Self {
        for set in &mut self.datasets {
            if let Standing::CutShort { hides_small } = set.standing {
                set.standing = if hides_small { Standing::Suppressed } else { Standing::Absent };
            }
        }
        self
    }

    /// Whether it was seen, as far as data sets tell, else as the summary tells.
    pub fn exists(&self) -> Option<bool> {
        let mut exists = None;
        for dataset in &self.datasets {
            match dataset.standing {
                Standing::Counted | Standing::SeenWithoutCounts => return Some(true),
                Standing::Absent => exists = Some(false),
                _ => {}
            }
        }
        exists.or(if self.datasets.is_empty() { self.summary.exists } else { None })
    }
}

/// Whether a page of results is not the whole of them.
fn is_cut(total: Option<u32>, results: usize, page_size: usize) -> bool {
    results > 0 && (total.is_some_and(|total| total as usize > results) || results >= page_size)
}

fn hides_small(source: &Source) -> bool {
    source.floor.is_some_and(|floor| floor > 0)
}

/// Whether a count is the threshold that small counts are replaced by (`countAdjustedTo`).
fn is_adjusted(value: &Value, count: Option<u32>) -> bool {
    let adjusted = value["countAdjustedTo"].as_array().map_or(&[][..], Vec::as_slice);
    adjusted.is_empty() || adjusted.iter().any(|to| whole(to) == count)
}

/// A network's member that failed says so as text or as an error object.
fn member_error(set: &Value) -> Option<String> {
    let words = text(&set["info"], "error");
    words.or_else(|| error(&set["info"]).or_else(|| error(set)).map(|(_, message)| message))
}

fn handover(set: &Value) -> Option<String> {
    let list = set["resultsHandovers"].as_array().or_else(|| set["resultsHandover"].as_array())?;
    let url = list.iter().find_map(|one| one["url"].as_str())?;
    // Shown as a link: nothing but the web.
    (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_owned())
}

fn text(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

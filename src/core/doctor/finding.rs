//! What an examination shows, a finding a check; words are the page's matter.

use serde_json::Value;

use super::{Examination, Step, Tried};
use crate::{
    beacon::{
        answer::{Answer, Note},
        information::{self, Information},
        profile::Dialect,
        request::InformationPage,
    },
    cohort::Counts as Row,
    federation::{Failure, Outcome, Reply},
};

/// One check and what it showed.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// Whether anybody is there.
    Reach(Reach),
    /// Whether a browser's page may read its answers (CORS).
    Browser(Browser),
    /// Who it says it is; `None` where what came is no Beacon information.
    Identity(Option<Information>),
    /// How questions can be put.
    Methods {
        /// By POST.
        post: Way,
        /// By GET.
        get: Way,
    },
    /// Which server software it seems to be.
    Dialect(Dialect),
    /// What it sends of the well-known variant, beside the granularity it claims.
    Counts {
        /// What came.
        sent: Counts,
        /// `defaultGranularity` of its configuration.
        claimed: Option<String>,
    },
    /// From which number it counts positions.
    Base(Base),
    /// Whether its answer contradicts itself.
    Doubts(Vec<Note>),
    /// What it says can be asked for, by its own names such as `genomicVariant`; `None` where its page cannot be read.
    EntryTypes(Option<Vec<String>>),
    /// Terms that people can be narrowed down by.
    Terms(Terms),
    /// The slowest of its answers, in milliseconds.
    Speed(u32),
}

/// How a finding is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// Works, and could be better.
    Doubt,
    /// Keeps people from an answer.
    Trouble,
    /// Cannot be told.
    Unknown,
}

/// Whether anybody is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It answers.
    Answers,
    /// It answers with this status.
    Status(u16),
    /// Something is there that a page may not read.
    Unreadable,
    /// Nothing came, and why.
    Silent(Failure),
}

/// Whether a browser's page may read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// GET and POST.
    Allowed,
    /// Its pages, but not a POST with JSON: the preflight is not answered.
    PagesOnly,
    /// Nothing of it.
    Blocked,
    /// The page's own server passes questions on.
    Relayed,
}

/// One way of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// An answer that could be read.
    Works,
    /// Refused with this status.
    Refused(u16),
    /// An answer that says nothing, or none.
    Fails,
    /// It wants to know who asks.
    SignInNeeded,
    /// Not tried.
    Untried,
}

/// What it sends of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// AC and AN.
    CountAndNumber,
    /// A frequency without both counts.
    FrequencyOnly,
    /// Yes or no.
    PresenceOnly,
    /// Not seen there, so nothing could be looked at.
    Nothing,
    /// No answer to look at.
    NoAnswer,
}

/// From which number positions are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// 0, as the specification has it.
    Zero,
    /// 1: every answer to everybody is about the base before the one meant.
    One,
    /// The well-known variant was found neither way.
    Undecided,
}

/// Terms that people can be narrowed down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// So many.
    Offered(usize),
    /// It says that there are none.
    None,
    /// The page of terms could not be read.
    NoPage,
}

/// Begins the name of the entry type that this page asks for: `genomicVariant` in Beacon v2's default model, `genomicVariations`
/// in servers that name it after its collection.
const VARIANTS: &str = "genomicVaria";

/// Most entry types that are named.
const MAX_ENTRY_TYPES: usize = 20;

/// An answer slower than this is late for a person who waits (1+MG reference architecture, QG3: 5 s).
const SLOW_MILLIS: u32 = 5_000;

/// Faster than this nobody waits.
const FAST_MILLIS: u32 = 1_000;

impl Finding {
    /// How it is to be taken.
    pub fn mark(&self) -> Mark {
        match self {
            Self::Reach(Reach::Answers) => Mark::Good,
            Self::Reach(_) => Mark::Trouble,
            Self::Browser(Browser::Allowed) => Mark::Good,
            Self::Browser(Browser::Relayed) => Mark::Doubt,
            Self::Browser(Browser::PagesOnly | Browser::Blocked) => Mark::Trouble,
            Self::Identity(who) => who.as_ref().map_or(Mark::Trouble, |_| Mark::Good),
            Self::Methods { post: Way::Works, .. } => Mark::Good,
            // A GET holds the variant in its address, which servers and proxies write into their logs.
            Self::Methods { get: Way::Works, .. } => Mark::Doubt,
            Self::Methods { post: Way::Untried, get: Way::Untried } => Mark::Unknown,
            Self::Methods { post, get } => {
                let is_closed = *post == Way::SignInNeeded || *get == Way::SignInNeeded;
                if is_closed { Mark::Doubt } else { Mark::Trouble }
            }
            Self::Dialect(Dialect::Unknown) => Mark::Unknown,
            Self::Dialect(_) => Mark::Good,
            Self::Counts { sent: Counts::CountAndNumber, .. } => Mark::Good,
            Self::Counts { sent: Counts::FrequencyOnly | Counts::PresenceOnly, .. } => Mark::Doubt,
            Self::Counts { .. } => Mark::Unknown,
            Self::Base(Base::Zero) => Mark::Good,
            Self::Base(Base::One) => Mark::Trouble,
            Self::Base(Base::Undecided) => Mark::Unknown,
            Self::Doubts(notes) if notes.is_empty() => Mark::Good,
            Self::Doubts(_) => Mark::Doubt,
            Self::EntryTypes(Some(types)) if types.iter().any(|of| of.starts_with(VARIANTS)) => Mark::Good,
            Self::EntryTypes(Some(_)) => Mark::Trouble,
            Self::EntryTypes(None) => Mark::Doubt,
            // Nobody has to offer terms.
            Self::Terms(Terms::Offered(_) | Terms::None) => Mark::Good,
            Self::Terms(Terms::NoPage) => Mark::Doubt,
            Self::Speed(millis) if *millis < FAST_MILLIS => Mark::Good,
            Self::Speed(millis) if *millis < SLOW_MILLIS => Mark::Doubt,
            Self::Speed(_) => Mark::Trouble,
        }
    }
}

impl Examination {
    /// What it has shown so far, in the order in which an operator would put it right.
    pub fn findings(&self, is_relayed: bool) -> Vec<Finding> {
        let Some(info) = self.page(InformationPage::Info) else { return Vec::new() };
        let mut findings = vec![Finding::Reach(reach(info))];
        if let Some(browser) = self.browser(info, is_relayed) {
            findings.push(Finding::Browser(browser));
        }
        if info.reply.status().is_none() {
            return findings;
        }
        findings.push(Finding::Identity(body(info).and_then(information::read)));
        let (post, get) = (self.of(Step::Post), self.of(Step::Get));
        if post.is_some() {
            findings.push(Finding::Methods { post: way(post), get: way(get) });
        }
        if let Some(types) = self.page(InformationPage::EntryTypes) {
            findings.push(Finding::EntryTypes(body(types).and_then(entry_types)));
        }
        if let Some(terms) = self.page(InformationPage::FilteringTerms) {
            findings.push(Finding::Terms(offered(terms)));
        }
        if self.is_over() {
            self.add_answers(&mut findings);
        }
        findings
    }

    /// What the answers to the question show.
    fn add_answers(&self, findings: &mut Vec<Finding>) {
        let answers = || self.tried().iter().filter_map(|tried| Some((tried.step, tried.outcome.answer()?)));
        let recognised = self.tried().iter().map(|tried| tried.reply.dialect()).find(|one| *one != Dialect::Unknown);
        findings.push(Finding::Dialect(recognised.unwrap_or_default()));
        let claimed = self.page(InformationPage::Configuration).and_then(body).and_then(granularity);
        let seen = answers().filter(|(_, answer)| answer.exists() == Some(true) || !answer.observations.is_empty());
        let sent = seen.map(|(_, answer)| counts(answer)).next();
        let is_answered = answers().any(|(step, _)| step != Step::OneFurther && !matches!(step, Step::Page(_)));
        let nothing = if is_answered { Counts::Nothing } else { Counts::NoAnswer };
        findings.push(Finding::Counts { sent: sent.unwrap_or(nothing), claimed });
        if is_answered {
            findings.push(Finding::Base(self.base()));
            let notes = answers().flat_map(|(_, answer)| answer.notes.iter().cloned());
            let mut doubts: Vec<Note> = Vec::new();
            for note in notes.filter(|note| *note != Note::SeenWithoutCounts) {
                if !doubts.contains(&note) {
                    doubts.push(note);
                }
            }
            findings.push(Finding::Doubts(doubts));
        }
        let answered = self.tried().iter().filter(|tried| tried.reply.status().is_some());
        if let Some(slowest) = answered.map(|tried| tried.took_millis).max() {
            findings.push(Finding::Speed(slowest));
        }
    }

    fn page(&self, page: InformationPage) -> Option<&Tried> {
        self.of(Step::Page(page))
    }

    fn browser(&self, info: &Tried, is_relayed: bool) -> Option<Browser> {
        let is_hidden = |tried: &Tried| tried.outcome == Outcome::Blocked;
        if is_relayed {
            return Some(Browser::Relayed);
        }
        if is_hidden(info) {
            return Some(Browser::Blocked);
        }
        info.reply.status()?;
        let post = self.of(Step::Post)?;
        Some(if is_hidden(post) { Browser::PagesOnly } else { Browser::Allowed })
    }

    fn base(&self) -> Base {
        let is_seen = |step: Step| self.of(step).is_some_and(|tried| matches!(tried.outcome, Outcome::Answered(_)));
        if is_seen(Step::Post) || is_seen(Step::Get) {
            Base::Zero
        } else if is_seen(Step::OneFurther) {
            Base::One
        } else {
            Base::Undecided
        }
    }
}

fn reach(info: &Tried) -> Reach {
    match &info.reply {
        Reply::Response { status: 200..=299, .. } => Reach::Answers,
        Reply::Response { status, .. } => Reach::Status(*status),
        Reply::Blocked => Reach::Unreadable,
        Reply::Failed(failure) => Reach::Silent(failure.clone()),
    }
}

fn body(tried: &Tried) -> Option<&str> {
    match &tried.reply {
        Reply::Response { status: 200..=299, body, .. } => Some(body),
        _ => None,
    }
}

fn way(tried: Option<&Tried>) -> Way {
    let Some(tried) = tried else { return Way::Untried };
    match (&tried.outcome, tried.reply.status()) {
        (Outcome::SignInNeeded, _) => Way::SignInNeeded,
        (outcome, _) if outcome.answer().is_some() => Way::Works,
        (_, Some(status)) if !(200..=299).contains(&status) => Way::Refused(status),
        _ => Way::Fails,
    }
}

fn granularity(body: &str) -> Option<String> {
    let root: Value = serde_json::from_str(body).ok()?;
    let claimed = root["response"]["securityAttributes"]["defaultGranularity"].as_str()?;
    Some(claimed.chars().take(40).collect())
}

/// `entryTypes`, an object by name or a list of definitions with an `id`.
fn entry_types(body: &str) -> Option<Vec<String>> {
    let root: Value = serde_json::from_str(body).ok()?;
    let name = |text: &str| text.chars().take(40).collect::<String>();
    match &root["response"]["entryTypes"] {
        Value::Object(types) => Some(types.keys().take(MAX_ENTRY_TYPES).map(|key| name(key)).collect()),
        Value::Array(types) => {
            Some(types.iter().take(MAX_ENTRY_TYPES).filter_map(|one| one["id"].as_str().map(name)).collect())
        }
        _ => None,
    }
}

fn offered(terms: &Tried) -> Terms {
    let root: Option<Value> = body(terms).and_then(|body| serde_json::from_str(body).ok());
    match root.as_ref().and_then(|root| root["response"]["filteringTerms"].as_array()) {
        Some(list) if list.is_empty() => Terms::None,
        Some(list) => Terms::Offered(list.len()),
        None => Terms::NoPage,
    }
}

fn counts(answer: &Answer) -> Counts {
    let is_whole = |row: &Row| row.allele_count.is_some() && row.allele_number.is_some();
    if answer.observations.iter().any(|row| is_whole(&row.counts)) {
        Counts::CountAndNumber
    } else if answer.observations.is_empty() {
        Counts::PresenceOnly
    } else {
        Counts::FrequencyOnly
    }
}

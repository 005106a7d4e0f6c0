//! Which cohorts may be taken together, which may not and why, and what they come to.
//!
//! Only whole data sets with exact AC and AN are pooled, each once: no part beside its whole, nothing rounded, nothing
//! told twice, nobody made up beside people who exist. Whoever is left out keeps name and reason. Must not know words or drawing.

use super::{Evidence, told};
use crate::{
    beacon::{
        answer::{Answer, DatasetAnswer, Standing},
        registry::{Node, Registry},
    },
    cohort::{Population, Precision},
    federation::{Federation, NodeState, Outcome},
    stats::pooled::{Copies, NoEstimate, RandomEffects, Sum},
};

/// Cohorts taken together.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// The rows that count, in the registry's order.
    pub cohorts: Vec<Evidence>,
    /// Everyone else, in the registry's order.
    pub left_out: Vec<LeftOut>,
    /// AC and AN added up.
    pub sum: Sum,
    /// The estimate that lets cohorts differ; its residuals are in the order of `cohorts`.
    pub random_effects: Result<RandomEffects, NoEstimate>,
    /// Where the sum's frequency would lie if those who hide small counts told them.
    pub bounds: Option<Bounds>,
}

/// Ends of a frequency by interval arithmetic: no probability, but nothing hidden can push it further.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Every hidden count is 0, among as many copies as the cohort's people have.
    pub low: f64,
    /// Every hidden count is as large as it may be, and no other copy was read.
    pub high: f64,
}

/// Who is left out of the pool.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Who answered, or did not.
    pub node: Node,
    /// Which of its data sets, where it told of several; may be empty.
    pub dataset: String,
    /// Whom the row counts, where there is one.
    pub population: Option<Population>,
    /// The reason.
    pub why: Why,
}

/// Why a cohort is left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The node gave no counts: what became of its part.
    Silent(Box<NodeState>),
    /// The node gave counts, but none of this data set: what it says instead.
    Unsaid(Standing),
    /// Small counts are hidden.
    Hidden(Hidden),
    /// AC or AN was not sent.
    Incomplete,
    /// AN is 0.
    NothingRead,
    /// Rounded, or a bound.
    NotExact,
    /// The same data set was told before, by a node or another network.
    ToldTwice,
    /// A part of a data set, such as one sex; parts may overlap.
    Part,
    /// Its people do not exist, and those of others do.
    Synthetic,
    /// The node has no counts in the variant's build.
    OtherBuild,
}

impl Why {
    /// Short name, for exports.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Silent(state) => match state.as_ref() {
                NodeState::NotAsked => "not-asked",
                NodeState::Asking => "asking",
                NodeState::LeftOut => "wrong-assembly",
                NodeState::Done { outcome, .. } => outcome.code(),
            },
            Self::Unsaid(_) => "no-counts",
            Self::Hidden(_) => "suppressed",
            Self::Incomplete => "incomplete",
            Self::NothingRead => "nothing-read",
            Self::NotExact => "not-exact",
            Self::ToldTwice => "told-twice",
            Self::Part => "part",
            Self::Synthetic => "synthetic",
            Self::OtherBuild => "wrong-assembly",
        }
    }
}

/// What is known of counts that a node hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// AC is at most this.
    pub most_copies: u32,
    /// AN is at most this: two copies a person. `None` where the registry does not say how many people there are.
    pub most_read: Option<u32>,
}

impl Pool {
    /// Of everything that was answered by now.
    pub fn of(federation: &Federation, registry: &Registry) -> Self {
        let (rows, repeated) = told(federation, registry);
        let mut gathered = Gathered { is_of_people: rows.iter().any(|row| !row.node.synthetic), ..Gathered::default() };
        for node in registry.nodes() {
            let state = federation.state(&node.id);
            let is_own = |row: &&Evidence| row.node.id == node.id;
            let is_in_build = federation.variant().is_none_or(|variant| node.assemblies.contains(&variant.assembly()));
            let mut own = rows.iter().filter(is_own).peekable();
            if own.peek().is_none() && !repeated.iter().any(|row| is_own(&row)) {
                gathered.silent(node, state, &rows);
                continue;
            }
            for row in own.filter(|row| row.is_headline) {
                gathered.row(row, &rows, is_in_build);
            }
            for row in repeated.iter().filter(is_own).filter(|row| row.is_headline) {
                gathered.leave_out(row, Why::ToldTwice);
            }
            gathered.data_sets_without_rows(node, state, &rows, federation, registry);
        }
        gathered.pool()
    }

    /// Of nobody.
    pub fn empty() -> Self {
        Gathered::default().pool()
    }

    /// Whether there is anything to take together.
    pub fn is_of_several(&self) -> bool {
        self.cohorts.len() > 1
    }

    /// The cohorts that lie further out than chance and the others' differences explain.
    pub fn outliers(&self) -> impl Iterator<Item = &Evidence> {
        let is_outlier = |at: usize| self.random_effects.as_ref().is_ok_and(|found| found.is_outlier(at));
        self.cohorts.iter().enumerate().filter(move |(at, _)| is_outlier(*at)).map(|(_, row)| row)
    }
}

/// A pool while it is put together.
#[derive(Default)]
struct Gathered {
    /// Somebody counted people who exist: made-up ones are left out.
    is_of_people: bool,
    cohorts: Vec<Evidence>,
    copies: Vec<Copies>,
    left_out: Vec<LeftOut>,
}

impl Gathered {
    fn row(&mut self, row: &Evidence, rows: &[Evidence], is_in_build: bool) {
        match self.judged(row, rows, is_in_build) {
            Ok(copies) => {
                self.cohorts.push(row.clone());
                self.copies.push(copies);
            }
            Err(why) => self.leave_out(row, why),
        }
    }

    fn judged(&self, row: &Evidence, rows: &[Evidence], is_in_build: bool) -> Result<Copies, Why> {
        if !is_in_build {
            return Err(Why::OtherBuild);
        }
        if !self.may_count(&row.node) {
            return Err(Why::Synthetic);
        }
        if self.cohorts.iter().any(|other| is_same_cohort(other, row)) {
            return Err(Why::ToldTwice);
        }
        if !is_whole(row, rows) {
            return Err(Why::Part);
        }
        exact_copies(row)
    }

    /// Whether its people belong with those of the others.
    fn may_count(&self, node: &Node) -> bool {
        !(self.is_of_people && node.synthetic)
    }

    fn leave_out(&mut self, row: &Evidence, why: Why) {
        let (dataset, population) = (row.dataset.clone(), Some(row.population.clone()));
        self.left_out.push(LeftOut { node: row.node.clone(), dataset, population, why });
    }

    /// A node without a single row.
    fn silent(&mut self, node: &Node, state: &NodeState, rows: &[Evidence]) {
        let why = match state {
            NodeState::Done { outcome: Outcome::Suppressed(answer), .. } if self.may_count(node) => {
                hidden_by(node, answer, rows)
            }
            _ => None,
        };
        let why = why.map_or_else(|| Why::Silent(Box::new(state.clone())), Why::Hidden);
        self.left_out.push(LeftOut { node: node.clone(), dataset: String::new(), population: None, why });
    }

    /// What a node with rows says of its other data sets, unless somebody else told of them.
    fn data_sets_without_rows(
        &mut self,
        node: &Node,
        state: &NodeState,
        rows: &[Evidence],
        federation: &Federation,
        registry: &Registry,
    ) {
        let Some(answer) = answer(state) else { return };
        for set in answer.datasets.iter().filter(|set| !is_told(set, rows)) {
            let earlier = registry.nodes().iter().take_while(|other| other.id != node.id);
            let mut sets_before =
                earlier.filter_map(|other| answer_of(federation, other)).flat_map(|one| &one.datasets);
            if sets_before.any(|other| (&other.beacon, &other.dataset) == (&set.beacon, &set.dataset)) {
                continue;
            }
            let most = most_hidden(node, set).filter(|_| self.may_count(node));
            let hidden = most.map(|most| hidden(node, most));
            let why = hidden.map_or_else(|| Why::Unsaid(set.standing.clone()), Why::Hidden);
            self.left_out.push(LeftOut { node: node.clone(), dataset: set.dataset.clone(), population: None, why });
        }
    }

    fn pool(self) -> Pool {
        let sum = Sum::of(&self.copies);
        let bounds = bounds(sum, &self.left_out);
        let random_effects = RandomEffects::of(&self.copies);
        Pool { cohorts: self.cohorts, left_out: self.left_out, sum, random_effects, bounds }
    }
}

/// The counts of a row that can be computed with, or why they cannot.
pub(super) fn exact_copies(row: &Evidence) -> Result<Copies, Why> {
    if row.precision.is_some_and(|precision| precision != Precision::Exact) {
        return Err(Why::NotExact);
    }
    let (Some(count), Some(number)) = (row.counts.allele_count, row.counts.allele_number) else {
        return Err(Why::Incomplete);
    };
    Copies::new(count, number).ok_or(Why::NothingRead)
}

fn answer(state: &NodeState) -> Option<&Answer> {
    match state {
        NodeState::Done { outcome, .. } => outcome.answer(),
        NodeState::NotAsked | NodeState::LeftOut | NodeState::Asking => None,
    }
}

fn answer_of<'a>(federation: &'a Federation, node: &Node) -> Option<&'a Answer> {
    answer(federation.state(&node.id))
}

fn is_told(set: &DatasetAnswer, rows: &[Evidence]) -> bool {
    rows.iter().any(|row| (&row.beacon, &row.dataset) == (&set.beacon, &set.dataset))
}

/// Everyone in the data set, or everyone of a country: countries do not overlap. Where a data set sends one row of a
/// label outside the grammar, that is all it has.
fn is_whole(row: &Evidence, rows: &[Evidence]) -> bool {
    match &row.population {
        Population::Total | Population::Group { country: Some(_), sex: None } => true,
        Population::Group { .. } => false,
        Population::Other(_) => {
            let key = |row: &Evidence| (row.node.id.clone(), row.beacon.clone(), row.dataset.clone());
            rows.iter().filter(|other| key(other) == key(row)).nth(1).is_none()
        }
    }
}

/// One data set, told by two who answered or listed twice in one answer. Ids of the national scheme
/// (`GOE-FI-THL-1`) are the same everywhere; any other id says something within its Beacon only.
fn is_same_cohort(one: &Evidence, other: &Evidence) -> bool {
    let is_national = ["GOE-", "GDI-"].iter().any(|scheme| one.dataset.starts_with(scheme));
    let is_same_beacon = one.beacon == other.beacon;
    if one.node.id == other.node.id {
        return is_same_beacon && one.dataset == other.dataset && one.population == other.population;
    }
    one.dataset == other.dataset && (is_national || (is_same_beacon && !one.beacon.is_empty()))
}

/// All that a silent node hides; `None` when others told of it.
fn hidden_by(node: &Node, answer: &Answer, rows: &[Evidence]) -> Option<Hidden> {
    if answer.datasets.is_empty() {
        return Some(hidden(node, of_floor(node.floor?)));
    }
    let sets = answer.datasets.iter().filter(|set| !is_told(set, rows));
    sets.filter_map(|set| most_hidden(node, set)).reduce(u32::saturating_add).map(|most| hidden(node, most))
}

/// The largest AC that a data set may hide; `None` where it hides none. Its own floor counts copies. The registry's
/// counts people or copies, so a person below it may have two.
fn most_hidden(node: &Node, set: &DatasetAnswer) -> Option<u32> {
    match (&set.standing, set.floor, node.floor) {
        (Standing::Suppressed, Some(floor @ 1..), _) => Some(floor - 1),
        (Standing::Suppressed | Standing::Absent, _, Some(floor @ 1..)) => Some(of_floor(floor)),
        _ => None,
    }
}

fn of_floor(people_or_copies: u32) -> u32 {
    people_or_copies.saturating_sub(1).saturating_mul(2)
}

fn hidden(node: &Node, most_copies: u32) -> Hidden {
    let most_read = node.people.map(|people| people.saturating_mul(2));
    Hidden { most_copies: most_read.map_or(most_copies, |read| read.min(most_copies)), most_read }
}

/// The sum's frequency with hidden counts as small, then as large as they may be. Cohorts whose size is unknown are not
/// in it.
#[expect(clippy::cast_precision_loss, reason = "a sum of copies stays far below 2^52")]
fn bounds(sum: Sum, left_out: &[LeftOut]) -> Option<Bounds> {
    let mut known: Vec<(&Node, u64, u64)> = Vec::new();
    for left in left_out {
        let Why::Hidden(Hidden { most_copies, most_read: Some(most_read) }) = left.why else { continue };
        match known.iter_mut().find(|(node, ..)| node.id == left.node.id) {
            // All data sets of a node are of its people.
            Some((_, copies, _)) => *copies += u64::from(most_copies),
            None => known.push((&left.node, u64::from(most_copies), u64::from(most_read))),
        }
    }
    if known.is_empty() || sum.allele_number == 0 {
        return None;
    }
    let (copies, read) = known.iter().fold((0, 0), |(all, of), (_, copies, read)| (all + copies.min(read), of + read));
    let (count, number) = (sum.allele_count as f64, sum.allele_number as f64);
    let (copies, read) = (copies as f64, read as f64);
    Some(Bounds { low: count / (number + read), high: (count + copies) / (number + copies) })
}

#[cfg(test)]
#[path = "pool_tests.rs"]
mod tests;

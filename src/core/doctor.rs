//! The node doctor: examines one Beacon from where a browser stands, and says what its operator can act on.
//!
//! [`Examination`] decides what is tried next and keeps what came; [`Examination::findings`] reads that. The question it
//! asks is about one well-known variant, the same for everybody. Must not know how anything is sent.

mod finding;
#[cfg(test)]
mod tests;

pub use finding::{Base, Browser, Counts, Finding, Mark, Reach, Terms, Way};

use crate::{
    beacon::{
        profile::{Method, Profile},
        question::Question,
        registry::Node,
        request::{InformationPage, Request},
    },
    federation::{Outcome, Reply},
    genome::{Assembly, Chromosome, Position},
    variant::{Bases, Variant},
};

/// What is tried with a node, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A page on which it describes itself.
    Page(InformationPage),
    /// The well-known variant, by POST.
    Post,
    /// The same by GET.
    Get,
    /// The same one base further, where it was not found: some servers count positions from 1.
    OneFurther,
}

/// A step and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// What was tried.
    pub step: Step,
    /// What came. After a connection that failed: whether anybody is there at all.
    pub reply: Reply,
    /// How it is judged; of a page: answered, or why not.
    pub outcome: Outcome,
    /// From sending to reading, in milliseconds.
    pub took_millis: u32,
}

/// What has been tried with one node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examination {
    tried: Vec<Tried>,
    is_over: bool,
}

/// In order. Whoever cannot be reached is not asked anything else.
const STEPS: [Step; 8] = [
    Step::Page(InformationPage::Info),
    Step::Page(InformationPage::Configuration),
    Step::Page(InformationPage::EntryTypes),
    Step::Page(InformationPage::Map),
    Step::Page(InformationPage::FilteringTerms),
    Step::Post,
    Step::Get,
    Step::OneFurther,
];

impl Examination {
    /// The step to take now; `None` when it is over.
    pub fn next(&self) -> Option<Step> {
        if self.is_over {
            return None;
        }
        let is_there = self.of(Step::Page(InformationPage::Info)).is_none_or(|info| info.reply.status().is_some());
        let next = STEPS.into_iter().find(|step| self.of(*step).is_none())?;
        let is_needed = match next {
            Step::OneFurther => self.is_missed(),
            _ => is_there,
        };
        is_needed.then_some(next)
    }

    /// What came of a step.
    pub fn record(&mut self, tried: Tried) {
        self.tried.push(tried);
        self.is_over = self.next().is_none();
    }

    /// Whether nothing is left to try.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// How many steps are behind it, and how many there are at most.
    pub fn progress(&self) -> (usize, usize) {
        (self.tried.len(), STEPS.len())
    }

    /// Everything that was tried, in order.
    pub fn tried(&self) -> &[Tried] {
        &self.tried
    }

    fn of(&self, step: Step) -> Option<&Tried> {
        self.tried.iter().find(|tried| tried.step == step)
    }

    /// The well-known variant was looked for and is said not to be there.
    fn is_missed(&self) -> bool {
        let asked = [self.of(Step::Post), self.of(Step::Get)];
        asked.into_iter().flatten().any(|tried| matches!(tried.outcome, Outcome::Absent(_)))
    }
}

impl Step {
    /// The request of this step, in the form that the node is usually asked in.
    pub fn request(self, node: &Node, profile: Profile) -> Request {
        match self {
            Self::Page(page) => Request::information(node, page),
            Self::Post => asking(node, Profile { method: Method::Post, ..profile }, 0),
            Self::Get => asking(node, Profile { method: Method::Get, ..profile }, 0),
            Self::OneFurther => asking(node, profile, 1),
        }
    }
}

fn asking(node: &Node, profile: Profile, further: u32) -> Request {
    let assembly = node.assemblies.first().copied().unwrap_or(Assembly::Grch38);
    Request::examining(node, &Question::Variant(well_known(assembly, further)), profile)
}

/// rs4988235 of MCM6, which lets adults digest milk: seen in every European cohort (dbSNP build 156).
const WELL_KNOWN: [(Assembly, u32); 2] = [(Assembly::Grch38, 135_851_076), (Assembly::Grch37, 136_608_646)];

fn well_known(assembly: Assembly, further: u32) -> Variant {
    let (_, position) = WELL_KNOWN.into_iter().find(|(build, _)| *build == assembly).unwrap_or(WELL_KNOWN[0]);
    let made = Chromosome::from_name("2").zip(Position::new(position + further)).and_then(|(chromosome, position)| {
        let (reference, alternate) = (Bases::parse("G").ok()?, Bases::parse("A").ok()?);
        Variant::new(assembly, chromosome, position, &reference, &alternate).ok()
    });
    // Fixed text, tested.
    #[expect(clippy::expect_used, reason = "a constant that a test builds")]
    made.expect("the well-known variant is one")
}

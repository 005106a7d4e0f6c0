//! What a kind of fault is.

use cohort_core::{
    beacon::{
        question::{BlockWidth, Level},
        registry::Node,
        request::Request,
    },
    federation::Reply,
    genome::{Assembly, Chromosome, Position},
    variant::{Bases, Variant},
};

/// One kind of fault, and what shall come of it at any node.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) looked: Looked,
    pub(crate) does: Behaviour,
    /// Code of the outcome.
    pub(crate) outcome: &'static str,
    /// AC and AN of the rows that are shown of the node.
    pub(crate) rows: &'static [(Option<u32>, Option<u32>)],
    /// Questions and probes.
    pub(crate) sent: (usize, usize),
}

/// What a node does with a request.
pub(crate) type Behaviour = fn(&Heard<'_>) -> Said;

/// A request as it reaches a node.
pub(crate) struct Heard<'a> {
    pub(crate) node: &'a Node,
    pub(crate) request: &'a Request,
    /// What the person looks at; a block does not tell it.
    pub(crate) variant: &'a Variant,
    /// Requests with a question before this one.
    pub(crate) before: usize,
    /// Nothing is asked, only whether anybody is there.
    pub(crate) is_probe: bool,
}

/// What comes of it, and when.
pub(crate) struct Said {
    pub(crate) reply: Reply,
    pub(crate) after_millis: u32,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looked {
    Substitution,
    Deletion,
    /// The substitution, within a block.
    Block,
}

impl Looked {
    pub(crate) const ALL: [Self; 3] = [Self::Substitution, Self::Deletion, Self::Block];

    pub(crate) fn variant(self) -> Variant {
        let (chromosome, position, reference, alternate) = match self {
            Self::Substitution | Self::Block => ("2", 135_851_076, "G", "A"),
            Self::Deletion => ("7", 117_559_590, "ATCT", "A"),
        };
        let chromosome = Chromosome::from_name(chromosome).unwrap();
        let position = Position::new(position).unwrap();
        let bases = |text| Bases::parse(text).unwrap();
        Variant::new(Assembly::Grch38, chromosome, position, &bases(reference), &bases(alternate)).unwrap()
    }

    pub(crate) fn level(self) -> Level {
        match self {
            Self::Substitution | Self::Deletion => Level::Variant,
            Self::Block => Level::Block(BlockWidth::Thousand),
        }
    }
}

/// One request about a substitution, and no row.
pub(crate) fn kind(name: &'static str, outcome: &'static str, does: Behaviour) -> Kind {
    Kind { name, looked: Looked::Substitution, does, outcome, rows: &[], sent: (1, 0) }
}

impl Kind {
    pub(crate) fn about(self, looked: Looked) -> Self {
        Self { looked, ..self }
    }

    pub(crate) fn rows(self, rows: &'static [(Option<u32>, Option<u32>)]) -> Self {
        Self { rows, ..self }
    }

    pub(crate) fn sent(self, questions: usize, probes: usize) -> Self {
        Self { sent: (questions, probes), ..self }
    }
}

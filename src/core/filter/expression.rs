//! An expression whose fields are known: what is compared with what.
//!
//! Must not know how it was written.

use serde::{Deserialize, Serialize};

use super::words::GenotypeWord;
use crate::records::{ColumnKey, Figure};
use crate::variant::AlleleKind;

/// Chooses rows. The default chooses every one.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// How its tests are joined.
    pub root: Node,
}

/// Tests and what joins them.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// All hold; without any, every row is chosen.
    All(Vec<Node>),
    /// At least one holds.
    Any(Vec<Node>),
    /// It is known not to hold.
    Not(Box<Node>),
    /// One condition.
    Test(Test),
}

/// One condition on one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// What is looked at.
    pub field: FieldUse,
    /// What must hold of it.
    pub condition: Condition,
}

/// A field as an expression names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldUse {
    /// The schema's own name of it.
    pub name: String,
    /// Sample or group, when one was named.
    pub argument: Option<String>,
    /// What it stands for.
    pub subject: Subject,
}

/// What the text of a filter says of one file or one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Named {
    /// A position, a region, an ID, an allele's bases or an HGVS name.
    Variant,
    /// A sample by its name.
    Sample,
}

/// What a field stands for: a column of the table or something that follows from columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A column.
    Column(ColumnKey),
    /// What kind of change the row's two alleles are.
    Type,
    /// Bases gained (positive) or lost by the change.
    Length,
    /// AC/AN over a group of samples.
    Frequency {
        /// Index among the groups.
        group: u32,
    },
    /// P of the exact test for Hardy–Weinberg equilibrium over a group of samples.
    HardyWeinberg {
        /// Index among the groups.
        group: u32,
    },
    /// CHROM and POS together.
    Place,
}

/// What must hold of a field's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// There is no value.
    Missing,
    /// There is a value.
    Present,
    /// Compared with a number.
    Number(Relation, f64),
    /// One of these numbers, or none of them.
    Numbers {
        /// None of them.
        negated: bool,
        /// At least two.
        values: Vec<f64>,
    },
    /// Compared with texts.
    Text {
        /// How.
        matching: Matching,
        /// None of them fits.
        negated: bool,
        /// At least one.
        values: Vec<String>,
    },
    /// A genotype that is one of these, or none of them.
    Genotype {
        /// None of them.
        negated: bool,
        /// At least one.
        words: Vec<GenotypeWord>,
    },
    /// A change that is one of these kinds, or none of them.
    Type {
        /// None of them.
        negated: bool,
        /// At least one.
        kinds: Vec<AlleleKind>,
    },
    /// POS lies within.
    Within(Region),
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Relation {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The relation that holds of two numbers where this one does not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }

    /// Whether it holds.
    pub fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }

    /// The relation with both sides exchanged.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
        }
    }
}

/// How a text is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// The whole text or one item of its list.
    Equal,
    /// A piece of the text, `*` standing for anything.
    Contains,
}

/// A stretch of a chromosome; a row lies in it when its POS does, as with `bcftools view --targets`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// As the file names it.
    pub contig: String,
    /// First base, counted from 1.
    pub start_1based: u32,
    /// Last base, counted from 1; [`u32::MAX`] for the rest of the chromosome.
    pub end_1based: u32,
}

impl Default for Expression {
    fn default() -> Self {
        Self { root: Node::All(Vec::new()) }
    }
}

impl Expression {
    /// The conditions that must all hold, when it is made of such.
    pub fn conjuncts(self) -> Vec<Self> {
        match self.root {
            Node::All(nodes) => nodes.into_iter().map(|root| Self { root }).collect(),
            root => vec![Self { root }],
        }
    }

    /// One expression that holds where all of these do.
    pub fn and(expressions: Vec<Self>) -> Self {
        let mut nodes: Vec<Node> = expressions.into_iter().flat_map(Self::conjuncts).map(|one| one.root).collect();
        match nodes.pop() {
            Some(root) if nodes.is_empty() => Self { root },
            last => {
                nodes.extend(last);
                Self { root: Node::All(nodes) }
            }
        }
    }

    /// Whether it chooses every row because it asks nothing.
    pub fn is_empty(&self) -> bool {
        matches!(&self.root, Node::All(nodes) if nodes.is_empty())
    }

    /// Every test, from left to right.
    pub fn tests(&self) -> Vec<&Test> {
        let mut tests = Vec::new();
        self.root.collect_tests(&mut tests);
        tests
    }

    /// The columns it reads, each once.
    pub fn columns(&self) -> Vec<ColumnKey> {
        let mut columns = Vec::new();
        for key in self.tests().into_iter().flat_map(|test| test.field.subject.columns()) {
            if !columns.contains(&key) {
                columns.push(key);
            }
        }
        columns
    }

    /// What somebody who reads its text learns of the file. A filter that names anything does not belong into a link.
    pub fn names(&self) -> Option<Named> {
        let tests = self.tests();
        if tests.iter().any(|test| test.names_a_variant()) {
            Some(Named::Variant)
        } else {
            tests.iter().any(|test| test.names_a_sample()).then_some(Named::Sample)
        }
    }
}

impl Node {
    fn collect_tests<'a>(&'a self, tests: &mut Vec<&'a Test>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().for_each(|node| node.collect_tests(tests)),
            Self::Not(node) => node.collect_tests(tests),
            Self::Test(test) => tests.push(test),
        }
    }
}

impl Test {
    /// A sample's name is written out; that of a group of samples tells nothing of a person.
    fn names_a_sample(&self) -> bool {
        use ColumnKey::{Depth, Genotype, GenotypeQuality};
        self.field.argument.is_some()
            && matches!(self.field.subject, Subject::Column(Genotype(_) | Depth(_) | GenotypeQuality(_)))
    }

    fn names_a_variant(&self) -> bool {
        use crate::records::AnnotationPart::{HgvsC, HgvsP};
        if matches!(self.condition, Condition::Missing | Condition::Present) {
            return false;
        }
        match &self.field.subject {
            Subject::Place | Subject::Column(ColumnKey::Pos | ColumnKey::Id | ColumnKey::Ref | ColumnKey::Alt) => true,
            // VCF 4.5 §1.4.2: a position, too.
            Subject::Column(ColumnKey::Info(key)) if key == "END" => true,
            Subject::Column(ColumnKey::Annotation(HgvsC | HgvsP)) => true,
            _ => match &self.condition {
                Condition::Text { values, .. } => values.iter().any(|value| looks_like_a_variant(value)),
                _ => false,
            },
        }
    }
}

/// Whether there is an rs number, a position behind a colon or an HGVS change anywhere in a text.
pub fn looks_like_a_variant(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let digit_follows = |mark: &str| {
        text.match_indices(mark).any(|(at, _)| text[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit()))
    };
    ["rs", ":", "c.", "g.", "m.", "n."].into_iter().any(digit_follows) || text.contains("p.")
}

impl Subject {
    /// The columns it follows from.
    pub fn columns(&self) -> Vec<ColumnKey> {
        match self {
            Self::Column(key) => vec![key.clone()],
            Self::Type | Self::Length => vec![ColumnKey::Ref, ColumnKey::Alt],
            Self::Place => vec![ColumnKey::Chrom, ColumnKey::Pos],
            Self::Frequency { group } => ColumnKey::Figure { group: *group, figure: Figure::Frequency }.stored(),
            Self::HardyWeinberg { group } => {
                ColumnKey::Figure { group: *group, figure: Figure::HardyWeinberg }.stored()
            }
        }
    }
}

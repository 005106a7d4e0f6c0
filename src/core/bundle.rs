//! The evidence bundle: one question, whom it went to, what was sent and what came, to the byte, as one JSON document.
//!
//! It holds words and no conclusions: reading it judges the literal answers once more, by the code that judges live ones.
//! Never a token, and of a person's file nothing but the variant that was asked about. Must not know a clock: times are
//! handed in.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    beacon::{
        question::Level,
        registry::{BadRegistry, Registry},
        request::Purpose,
    },
    federation::{Acquaintances, Failure, Federation},
    sha512::sha512_hex,
    stats::{credible::DiseaseModel, criteria::Code, filtering::Founders},
    variant::Variant,
};

mod read;
mod write;

pub use read::read;
pub use write::{Saved, write};

/// Names the format, within the file.
const FORMAT: &str = "cohort-explorer-evidence";

/// Of the format.
pub const VERSION: u64 = 1;

/// Largest bundle that is read.
pub const MAX_BUNDLE_BYTES: usize = 128 * 1024 * 1024;

/// Bytes at a file's beginning by which a bundle is known.
pub const BEGINNING_BYTES: usize = 64;

/// A bundle that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// When it was saved, in UTC, as ISO 8601.
    pub saved_at: String,
    /// Version of the program that saved it.
    pub program: String,
    /// What was asked about.
    pub variant: Variant,
    /// How much of it the nodes were told.
    pub level: Level,
    /// Everyone who was in the list.
    pub registry: Registry,
    /// What became of the question, judged from the literal answers.
    pub federation: Federation,
    /// Networks that said who their members are.
    pub acquaintances: Acquaintances,
    /// What the person assumed when it was saved.
    pub assumptions: Assumptions,
    /// SHA-512 of the whole.
    pub hash: String,
}

/// What a person assumed of a disease and whom they compared with: numbers, never a name they chose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumptions {
    /// The model, where they set one.
    pub model: Option<DiseaseModel>,
    /// Whether founder cohorts count.
    pub founders: Founders,
    /// Their own thresholds, as shares of copies.
    pub thresholds: Vec<(Code, f64)>,
}

/// Why a bundle cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBundle {
    /// More than [`MAX_BUNDLE_BYTES`].
    #[error("{0} bytes are too many")]
    TooLarge(u64),
    /// No JSON, or not to its end.
    #[error("no whole JSON document: {0}")]
    NotJson(String),
    /// Some other document.
    #[error("no evidence bundle")]
    OtherFormat,
    /// Of another version of the format.
    #[error("version {0}; this program reads version {VERSION}")]
    Version(u64),
    /// A field is missing or is not what it should be.
    #[error("{0} is missing or cannot be read")]
    Field(String),
    /// A hash does not belong to what it stands for.
    #[error("{0} is not what was saved")]
    Altered(String),
    /// A recipient's entry cannot be used.
    #[error(transparent)]
    Registry(#[from] BadRegistry),
    /// The requests of a node do not come to an end.
    #[error("the answer of {0} does not come to its end")]
    Unfinished(String),
}

/// Whether a file begins as a bundle does: with a JSON object, as no other file does that is opened here.
pub fn is_bundle(beginning: &str) -> bool {
    beginning.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// A formula that the figures are made by, and where it is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formula {
    /// Its name.
    pub name: &'static str,
    /// What is computed.
    pub formula: &'static str,
    /// Who published it.
    pub source: &'static str,
}

/// All that the page's figures rest on.
pub const FORMULAS: [Formula; 6] = [
    Formula {
        name: "Wilson score interval (95 %)",
        formula: "p = AC/AN; z = 1.959964; (p + z²/2AN ± z √(p(1 − p)/AN + z²/4AN²)) / (1 + z²/AN)",
        source: "Wilson EB. J Am Stat Assoc 1927;22:209–212",
    },
    Formula {
        name: "Random-effects estimate (DerSimonian–Laird)",
        formula: "logit of AC/AN, weights 1/(1/AC + 1/(AN − AC) + τ²), τ² = max(0, (Q − (k − 1)) / (Σw − Σw²/Σw)); \
                  ½ is added to AC and AN − AC where one of them is 0",
        source: "DerSimonian R, Laird N. Control Clin Trials 1986;7:177–188",
    },
    Formula {
        name: "Prediction interval and I²",
        formula: "estimate ± t(k − 2) √(τ² + SE²) on the logit scale; I² = max(0, (Q − (k − 1))/Q)",
        source: "Higgins JPT, Thompson SG, Spiegelhalter DJ. J R Stat Soc A 2009;172:137–159",
    },
    Formula {
        name: "Filtering allele frequency (FAF95, FAF99)",
        formula: "quantile at 5 % (1 %) of Gamma(AC, 1), divided by AN; 0 where AC is 0 or 1",
        source: "Whiffin N et al. Genet Med 2017;19:1151–1158",
    },
    Formula {
        name: "Maximum credible allele frequency",
        formula: "dominant: ½ × prevalence × allelic share × genetic share / penetrance; recessive: √prevalence × \
                  allelic share × √genetic share / √penetrance; most copies: 95 % (99 %) quantile of Poisson(AN × frequency)",
        source: "Whiffin N et al. Genet Med 2017;19:1151–1158",
    },
    Formula {
        name: "Hardy–Weinberg exact test",
        formula: "sum of the probabilities of all counts of heterozygotes that are no likelier than the one counted",
        source: "Wigginton JE, Cutler DJ, Abecasis GR. Am J Hum Genet 2005;76:887–893",
    },
];

/// Of everything but the hash itself: the compact JSON with sorted keys, as `jq -cjS 'del(.sha512)'` writes it.
fn hash_of(document: &Value) -> String {
    sha512_hex(&document.to_string())
}

/// What a request was for, as the file names it.
const PURPOSES: [(&str, Purpose); 2] =
    [("question", Purpose::VariantFrequency), ("reachability", Purpose::Reachability)];

/// Why no words came, as the file names it.
const WORDLESS: [(&str, Failure); 4] = [
    ("unreachable", Failure::Unreachable),
    ("late", Failure::Late),
    ("too-large", Failure::TooLarge),
    ("cancelled", Failure::Cancelled),
];

/// The browser keeps the answer from the page.
const BLOCKED: &str = "blocked";

#[cfg(test)]
mod tests;

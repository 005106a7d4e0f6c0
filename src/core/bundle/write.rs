//! Writes a bundle.

use serde_json::{Value, json};

use super::{Assumptions, BLOCKED, FORMAT, FORMULAS, PURPOSES, VERSION, WORDLESS, hash_of};
use crate::{
    beacon::{
        information::Member,
        profile::Overrides,
        registry::{ListedBy, Node, Registry},
    },
    export::INTENDED_USE,
    federation::{Acquaintances, Failure, Federation, Kept, Literal, NodeState, Outcome, Reply},
};

/// What the caller knows of the saving.
#[derive(Clone, Copy, Debug)]
pub struct Saved<'a> {
    /// When, in UTC, as ISO 8601.
    pub at: &'a str,
    /// Version of the program.
    pub program: &'a str,
    /// What the person assumed of a disease.
    pub assumptions: &'a Assumptions,
}

/// The document; `None` where no variant is looked at.
pub fn write(federation: &Federation, registry: &Registry, known: &Acquaintances, saved: Saved) -> Option<String> {
    let variant = federation.variant()?;
    // The address of a node that a person added is theirs, and is told of only where it was asked.
    let is_told = |node: &&Node| {
        node.listed_by == ListedBy::Deployer
            || !matches!(federation.state(&node.id), NodeState::NotAsked | NodeState::LeftOut)
    };
    let told = registry.nodes().iter().filter(is_told);
    let nodes: Vec<Value> = told.map(|node| part(node, federation, known)).collect();
    let formula = |one: &super::Formula| json!({"name": one.name, "formula": one.formula, "source": one.source});
    let formulas: Vec<Value> = FORMULAS.iter().map(formula).collect();
    let mut document = json!({
        "about": "A question to Beacon nodes with what was sent and what came. Open it in Cohort Explorer under My file. \
                  sha512: of this document without it, compact, keys sorted (jq -cjS 'del(.sha512)').",
        "format": FORMAT,
        "assumptions": serde_json::to_value(saved.assumptions).unwrap_or_default(),
        "formulas": formulas,
        "intendedUse": INTENDED_USE,
        "nodes": nodes,
        "program": {"name": "Cohort Explorer", "version": saved.program},
        "question": {
            "assembly": variant.assembly().name(),
            "variant": variant.to_string(),
            "disclosure": federation.level().code(),
        },
        "savedAt": saved.at,
        "version": VERSION,
    });
    let hash = hash_of(&document);
    document["sha512"] = hash.into();
    Some(format!("{document:#}\n"))
}

/// A node of the list and its part in the question.
fn part(node: &Node, federation: &Federation, known: &Acquaintances) -> Value {
    // A registry entry is made of texts, numbers and lists: it can always be written.
    let entry = serde_json::to_value(node).unwrap_or_default();
    let state = federation.state(&node.id);
    let kept = federation.kept(&node.id).map_or(&[][..], Kept::literals);
    let part = match state {
        NodeState::NotAsked => "not-asked",
        NodeState::LeftOut => "left-out",
        NodeState::Done { outcome: Outcome::Failed(Failure::Resting), .. } => "resting",
        NodeState::Done { .. } if !kept.is_empty() => "asked",
        NodeState::Done { outcome: Outcome::SignInNeeded, .. } => "withdrawn",
        NodeState::Done { outcome: Outcome::Failed(Failure::Cancelled), .. } => "stopped",
        NodeState::Done { .. } => "words-not-kept",
        NodeState::Asking => "stopped",
    };
    let mut whole = json!({"entry": entry, "part": part});
    if let NodeState::Done { took_millis, .. } = state {
        whole["tookMillis"] = (*took_millis).into();
        if part == "asked" {
            whole["exchanges"] = kept.iter().map(exchange).collect();
        }
    }
    // As the network named them, so that whoever is missing in its answer is known.
    if let Some(members) = known.members(&node.id) {
        let member = |member: &Member| json!({"beaconId": member.beacon, "name": member.name});
        whole["members"] = members.iter().map(member).collect();
    }
    whole
}

fn exchange(literal: &Literal) -> Value {
    let purpose = PURPOSES.iter().find(|(_, purpose)| *purpose == literal.purpose).map(|(name, _)| *name);
    json!({
        "purpose": purpose,
        "form": serde_json::to_value(Overrides::of(literal.profile)).unwrap_or_default(),
        "request": {
            "method": literal.method(),
            "url": literal.url,
            "body": literal.body,
            "sha512": literal.body_hash,
            "withSignIn": literal.is_signed_in,
        },
        "sentAt": literal.sent_at,
        "cameAt": literal.came_at,
        "reply": reply(literal),
    })
}

fn reply(literal: &Literal) -> Value {
    match &literal.reply {
        Reply::Response { status, body, retry_after_seconds } => json!({
            "status": status,
            "retryAfterSeconds": retry_after_seconds,
            "body": body,
            "sha512": literal.reply_hash,
        }),
        Reply::Blocked => json!({"none": BLOCKED}),
        Reply::Failed(failure) => {
            let name = WORDLESS.iter().find(|(_, known)| known == failure).map_or("unreachable", |(name, _)| name);
            json!({"none": name})
        }
    }
}

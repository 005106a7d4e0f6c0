//! Reads a bundle back: every hash first, then every answer through the code that judges live ones.

use serde_json::{Value, json};

use super::{Assumptions, BLOCKED, BadBundle, Bundle, FORMAT, MAX_BUNDLE_BYTES, PURPOSES, VERSION, WORDLESS, hash_of};
use crate::{
    beacon::{
        exchange,
        information::Member,
        profile::{Dialect, Overrides},
        question::{Level, Question},
        registry::{Node, Registry},
        request::{Purpose, Request},
    },
    federation::{Acquaintances, Failure, Federation, Happened, Kept, Literal, Outcome, Paged, Pages, Reply, judge},
    sha512::sha512_hex,
    variant::notation,
};

/// Reads the file's text.
///
/// # Errors
/// Says which field is wrong, or what was altered; a bundle is taken whole or not at all.
pub fn read(text: &str) -> Result<Bundle, BadBundle> {
    if text.len() > MAX_BUNDLE_BYTES {
        return Err(BadBundle::TooLarge(text.len() as u64));
    }
    let text = text.trim_start_matches('\u{feff}');
    let mut document: Value = serde_json::from_str(text).map_err(|error| BadBundle::NotJson(error.to_string()))?;
    if document["format"].as_str() != Some(FORMAT) {
        return Err(BadBundle::OtherFormat);
    }
    match number(&document, "version")? {
        VERSION => {}
        other => return Err(BadBundle::Version(other)),
    }
    let nodes = document["nodes"].as_array().ok_or_else(|| field("nodes"))?;
    // The part that was altered is named rather than the whole.
    let kept = nodes.iter().enumerate().map(|(at, node)| kept(node, at)).collect::<Result<Vec<_>, _>>()?;
    let entries: Vec<Value> = nodes.iter().map(|node| node["entry"].clone()).collect();
    let parts: Vec<Part> = nodes.iter().enumerate().map(|(at, node)| part(node, at)).collect::<Result<_, _>>()?;
    let hash = document.as_object_mut().and_then(|object| object.remove("sha512"));
    let hash = hash.as_ref().and_then(Value::as_str).ok_or_else(|| field("sha512"))?.to_owned();
    if hash_of(&document) != hash {
        return Err(BadBundle::Altered("sha512".to_owned()));
    }
    let registry = Registry::read(&json!({"version": 1, "nodes": entries}).to_string())?;
    let question = &document["question"];
    let code = word(question, "question", "disclosure")?;
    let level = Level::ALL.into_iter().find(|level| level.code() == code);
    let level = level.ok_or_else(|| field("question.disclosure"))?;
    let variant = notation::canonical(word(question, "question", "assembly")?, word(question, "question", "variant")?);
    let variant = variant.ok_or_else(|| field("question.variant"))?;
    let mut federation = Federation::default();
    federation.apply(Happened::Chosen(variant.clone()));
    federation.apply(Happened::Asked(level));
    let mut acquaintances = Acquaintances::default();
    let question = level.question(&variant);
    for ((node, kept), Part { part, took_millis, members }) in registry.nodes().iter().zip(kept).zip(parts) {
        let id = node.id.clone();
        if let Some(members) = members {
            acquaintances.introduced(&id, members);
        }
        let outcome = match part.as_str() {
            "not-asked" => continue,
            "left-out" => {
                federation.apply(Happened::LeftOut(id));
                continue;
            }
            "asked" => outcome(node, &question, &kept).ok_or_else(|| BadBundle::Unfinished(id.0.clone()))?,
            "resting" => Outcome::Failed(Failure::Resting),
            "withdrawn" => Outcome::SignInNeeded,
            "words-not-kept" => Outcome::Failed(Failure::TooLarge),
            "stopped" => Outcome::Failed(Failure::Cancelled),
            _ => return Err(field(&format!("nodes: {}: part", id.0))),
        };
        for literal in kept.literals() {
            if let Some(text) = literal.reply.body() {
                let (node, variant, text) = (id.clone(), variant.clone(), text.to_owned());
                federation.apply(Happened::Wrote { node, variant, text });
            }
        }
        if !kept.literals().is_empty() {
            federation.apply(Happened::Kept { node: id.clone(), variant: variant.clone(), kept });
        }
        federation.apply(Happened::Replied { node: id, variant: variant.clone(), outcome, took_millis });
    }
    Ok(Bundle {
        saved_at: time(&document, "", "savedAt")?,
        program: word(&document["program"], "program", "version")?.to_owned(),
        variant,
        level,
        registry,
        federation,
        acquaintances,
        assumptions: assumptions(&document)?,
        hash,
    })
}

/// What the person assumed; a bundle may say nothing of it.
fn assumptions(document: &Value) -> Result<Assumptions, BadBundle> {
    match document.get("assumptions") {
        None => Ok(Assumptions::default()),
        Some(said) => serde_json::from_value(said.clone()).map_err(|_| field("assumptions")),
    }
}

/// What came of a node's requests, as it did when they were made.
fn outcome(node: &Node, question: &Question, kept: &Kept) -> Option<Outcome> {
    let (mut pages, mut page, mut last) = (Pages::default(), 0, None);
    for Literal { purpose, url, body, profile, reply, .. } in kept.literals() {
        match purpose {
            Purpose::Reachability => {
                last = Some(judge(reply, Request::reachability(node).asked(), None, *profile));
            }
            _ => {
                // As this program writes it, or else as it stands there.
                let ours = Request::ask_page(node, question, *profile, page);
                let is_ours = ours.url() == url && ours.body() == body.as_deref();
                let asked = if is_ours {
                    ours.asked().clone()
                } else {
                    let body = body.as_deref().and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default();
                    exchange::asked(url, &body)
                };
                last = match pages.add(reply, &asked, question.looked_for(), *profile) {
                    Paged::Next(next) => {
                        page = next;
                        None
                    }
                    Paged::Over(outcome) => Some(outcome),
                };
            }
        }
    }
    last
}

/// A node's part but for what was sent.
struct Part {
    part: String,
    took_millis: u32,
    members: Option<Vec<Member>>,
}

fn part(node: &Value, at: usize) -> Result<Part, BadBundle> {
    let place = format!("nodes[{at}]");
    let part = word(node, &place, "part")?.to_owned();
    let took_millis = node["tookMillis"].as_u64().and_then(|millis| u32::try_from(millis).ok()).unwrap_or_default();
    let member = |member: &Value| -> Result<Member, BadBundle> {
        let text = |key| word(member, &format!("{place}.members"), key).map(str::to_owned);
        Ok(Member { beacon: text("beaconId")?, name: text("name")? })
    };
    let members =
        node["members"].as_array().map(|list| list.iter().map(member).collect::<Result<_, _>>()).transpose()?;
    Ok(Part { part, took_millis, members })
}

/// The literal exchanges of a node, each compared with its hash.
fn kept(node: &Value, at: usize) -> Result<Kept, BadBundle> {
    let mut kept = Kept::default();
    let list = node["exchanges"].as_array().map_or(&[][..], Vec::as_slice);
    // The entry's own reader says later what is wrong with it.
    let floor = node["entry"]["floor"].as_u64().and_then(|floor| u32::try_from(floor).ok());
    let name = node["entry"]["id"].as_str().map_or_else(|| format!("nodes[{at}]"), str::to_owned);
    for (nth, exchange) in list.iter().enumerate() {
        kept.add(literal(exchange, floor, &format!("{name}: exchanges[{nth}]"))?);
    }
    Ok(kept)
}

fn literal(exchange: &Value, floor: Option<u32>, place: &str) -> Result<Literal, BadBundle> {
    let purpose = word(exchange, place, "purpose")?;
    let purpose = PURPOSES.iter().find(|(name, _)| *name == purpose).map(|(_, purpose)| *purpose);
    let form: Option<Overrides> = serde_json::from_value(exchange["form"].clone()).ok();
    let (request, answer) = (&exchange["request"], &exchange["reply"]);
    let body = request["body"].as_str().map(str::to_owned);
    let body_hash = checked(body.as_deref(), request, &format!("{place}.request"))?;
    let reply = match (answer["none"].as_str(), answer["status"].as_u64().and_then(|it| u16::try_from(it).ok())) {
        (Some(BLOCKED), _) => Reply::Blocked,
        (Some(none), _) => {
            let failure = WORDLESS.iter().find(|(name, _)| *name == none).map(|(_, failure)| failure.clone());
            Reply::Failed(failure.ok_or_else(|| field(&format!("{place}.reply.none")))?)
        }
        (None, Some(status)) => Reply::Response {
            status,
            body: word(answer, &format!("{place}.reply"), "body")?.to_owned(),
            retry_after_seconds: answer["retryAfterSeconds"].as_u64().and_then(|it| u32::try_from(it).ok()),
        },
        (None, None) => return Err(field(&format!("{place}.reply.status"))),
    };
    Ok(Literal {
        purpose: purpose.ok_or_else(|| field(&format!("{place}.purpose")))?,
        url: word(request, &format!("{place}.request"), "url")?.to_owned(),
        is_signed_in: request["withSignIn"] == true,
        profile: form.ok_or_else(|| field(&format!("{place}.form")))?.applied(Dialect::Unknown, floor),
        sent_at: time(exchange, place, "sentAt")?,
        came_at: time(exchange, place, "cameAt")?,
        reply_hash: checked(reply.body(), answer, &format!("{place}.reply"))?,
        body,
        body_hash,
        reply,
    })
}

/// The hash of a text, where there is one and it is the one that stands beside it.
fn checked(text: Option<&str>, beside: &Value, place: &str) -> Result<Option<String>, BadBundle> {
    let Some(text) = text else { return Ok(None) };
    let hash = sha512_hex(text);
    if beside["sha512"].as_str() == Some(hash.as_str()) {
        Ok(Some(hash))
    } else {
        Err(BadBundle::Altered(format!("{place}.body")))
    }
}

fn word<'a>(object: &'a Value, place: &str, key: &str) -> Result<&'a str, BadBundle> {
    object[key].as_str().ok_or_else(|| field(&format!("{place}.{key}")))
}

/// `2026-11-27T09:41:07.120Z`, or another ISO 8601 time.
fn time(object: &Value, place: &str, key: &str) -> Result<String, BadBundle> {
    let is_time = |text: &&str| {
        (10..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit() || b"-:.TZ+".contains(&byte))
    };
    let text = object[key].as_str().filter(is_time).map(str::to_owned);
    text.ok_or_else(|| field(format!("{place}.{key}").trim_start_matches('.')))
}

fn number(object: &Value, key: &str) -> Result<u64, BadBundle> {
    object[key].as_u64().ok_or_else(|| field(key))
}

fn field(name: &str) -> BadBundle {
    BadBundle::Field(name.to_owned())
}

//! What was saved is what is read: rows, pool and outcomes; whatever was altered is refused.

use serde_json::{Value, json};

use super::*;
use crate::{
    beacon::{
        information::Member,
        profile::{Dialect, Profile},
        question::BlockWidth,
        registry::{Node, NodeId},
        request::Request,
    },
    evidence::{self, pool::Pool},
    federation::{Happened, Kept, Literal, Outcome, Paged, Pages, Reply, judge},
    genome::Assembly,
    stats::credible::{Architecture, Inheritance},
    variant::known::Catalogue,
};

const SENT: &str = "2026-11-27T09:41:06.980Z";
const AT: &str = "2026-11-27T09:41:07.120Z";
const SAVED_AT: &str = "2026-11-28T08:00:00.000Z";

fn registry() -> Registry {
    let node = |id: &str, more: Value| {
        let mut node = json!({"id": id, "country": "FI", "name": {"en": id, "de": "Ä"}, "cohort": {"en": id},
            "operator": "test", "url": format!("https://{id}.example"), "kind": "node", "assemblies": ["GRCh38"],
            "signIn": true, "people": 99});
        node.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        node
    };
    let nodes = [
        node("counted", json!({})),
        node("by-get", json!({"profile": {"method": "GET", "chrPrefix": true}})),
        node("hides", json!({"floor": 5})),
        node("late", json!({})),
        node("behind", json!({})),
        node("refuses", json!({})),
        node("network", json!({"kind": "network"})),
        node("of-37", json!({"assemblies": ["GRCh37"]})),
        node("unticked", json!({})),
        node("resting", json!({})),
        node("asking", json!({})),
    ];
    Registry::read(&json!({"version": 1, "nodes": nodes}).to_string()).unwrap()
}

fn variant() -> Variant {
    Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone()
}

fn answered(rows: &[(u32, u32, u32)], total: usize) -> Reply {
    let row = |(start, count, number): &(u32, u32, u32)| {
        json!({"variation": {"location": {"start": start}, "referenceBases": "G", "alternateBases": "A"},
            "frequencyInPopulations": [{"frequencies": [
                {"population": "Total", "alleleCount": count, "alleleNumber": number}]}]})
    };
    let results: Vec<Value> = rows.iter().map(row).collect();
    let set = json!({"id": "D", "exists": !results.is_empty(), "resultsCount": total, "results": results});
    let body = json!({"response": {"resultSets": [set]}, "responseSummary": {"exists": total > 0}});
    said(200, &body.to_string())
}

fn said(status: u16, body: &str) -> Reply {
    Reply::Response { status, body: body.to_owned(), retry_after_seconds: None }
}

const HERE: u32 = 135_851_075;

/// Asks a node as the page does, in this form, and is answered by these, one after the other.
fn talk(federation: &mut Federation, node: &Node, profile: Profile, replies: &[Reply]) {
    let question = federation.level().question(&variant());
    federation.apply(Happened::Sent(node.id.clone()));
    let (mut kept, mut pages, mut page) = (Kept::default(), Pages::default(), 0);
    let mut outcome = Outcome::Blocked;
    for reply in replies {
        let is_probe = *reply == Reply::Blocked;
        let request = if is_probe {
            Request::reachability(node)
        } else {
            Request::ask_page(node, &question, profile, page).with_sign_in(node)
        };
        kept.add(Literal::new(&request, profile, reply.clone(), [SENT, AT].map(str::to_owned)));
        if is_probe {
            outcome = judge(reply, request.asked(), None, profile);
            continue;
        }
        match pages.add(reply, request.asked(), question.looked_for(), profile) {
            Paged::Next(next) => page = next,
            Paged::Over(over) => outcome = over,
        }
    }
    let (id, of) = (node.id.clone(), variant());
    federation.apply(Happened::Kept { node: id.clone(), variant: of.clone(), kept });
    federation.apply(Happened::Replied { node: id, variant: of, outcome, took_millis: 12 });
}

fn saved(federation: &Federation, registry: &Registry) -> Option<String> {
    let saved = Saved { at: SAVED_AT, program: "0.1.0", assumptions: &assumed() };
    write(federation, registry, &known(), saved)
}

/// A model, and a threshold that no decimal fraction hits.
fn assumed() -> Assumptions {
    let architecture =
        Architecture { prevalence: 1.0 / 3.0, allelic_heterogeneity: 0.1, genetic_heterogeneity: 1.0, penetrance: 0.5 };
    let model = DiseaseModel::new("-", Inheritance::Recessive, architecture).unwrap();
    Assumptions { model: Some(model), founders: Founders::LeftOut, thresholds: vec![(Code::Bs1, 0.1 + 0.2)] }
}

/// The network has named its members.
fn known() -> Acquaintances {
    let mut known = Acquaintances::default();
    known.introduced(&NodeId("network".into()), vec![Member { beacon: "m".into(), name: "Mé".into() }]);
    known
}

fn asked(level: Level) -> (Federation, Registry) {
    let registry = registry();
    let mut federation = Federation::default();
    federation.apply(Happened::Chosen(variant()));
    federation.apply(Happened::Asked(level));
    for node in registry.nodes() {
        let mut say = |replies: &[Reply]| talk(&mut federation, node, node.profile(Dialect::Unknown), replies);
        match node.id.0.as_str() {
            "counted" => say(&[answered(&[(HERE, 117, 198)], 1)]),
            "by-get" => say(&[answered(&[(HERE, 20, 100)], 1)]),
            "hides" => say(&[said(200, r#"{"responseSummary":{"exists":false}}"#)]),
            "late" => say(&[Reply::Failed(Failure::Late)]),
            "behind" => say(&[Reply::Failed(Failure::Unreachable), Reply::Blocked]),
            "refuses" => say(&[said(401, "who? \"ä\"")]),
            "network" => say(&[answered(&[(HERE, 1, 10)], 1)]),
            "of-37" => federation.apply(Happened::LeftOut(node.id.clone())),
            "resting" => federation.apply(Happened::Replied {
                node: node.id.clone(),
                variant: variant(),
                outcome: Outcome::Failed(Failure::Resting),
                took_millis: 0,
            }),
            "asking" => federation.apply(Happened::Sent(node.id.clone())),
            _ => {}
        }
    }
    (federation, registry)
}

#[test]
fn what_is_read_is_what_was_saved() {
    let (mut federation, registry) = asked(Level::Variant);
    let text = saved(&federation, &registry).unwrap();
    let bundle = read(&text).unwrap();
    assert_eq!((bundle.saved_at.as_str(), bundle.program.as_str()), (SAVED_AT, "0.1.0"));
    assert_eq!((bundle.variant.clone(), bundle.level), (variant(), Level::Variant));
    assert_eq!(bundle.registry.nodes(), registry.nodes());
    // Whoever was still asked when it was saved is asked no more.
    let (node, of) = (NodeId("asking".into()), variant());
    let outcome = Outcome::Failed(Failure::Cancelled);
    federation.apply(Happened::Replied { node, variant: of, outcome, took_millis: 0 });
    for node in registry.nodes() {
        assert_eq!(bundle.federation.state(&node.id), federation.state(&node.id), "{}", node.id.0);
        assert_eq!(bundle.federation.kept(&node.id), federation.kept(&node.id), "{}", node.id.0);
    }
    assert_eq!(evidence::rows(&bundle.federation, &bundle.registry), evidence::rows(&federation, &registry));
    assert_eq!(evidence::rows(&federation, &registry).len(), 2, "the network repeats what was told");
    assert_eq!(evidence::silent(&bundle.federation, &bundle.registry), evidence::silent(&federation, &registry));
    assert_eq!(Pool::of(&bundle.federation, &bundle.registry), Pool::of(&federation, &registry));
    assert_eq!((&bundle.acquaintances, &bundle.assumptions), (&known(), &assumed()));
    let again = saved(&bundle.federation, &bundle.registry).unwrap();
    assert!(read(&again).unwrap().federation == bundle.federation, "it can be saved again");
}

#[test]
fn pages_and_other_forms_are_read_again() {
    let block = Level::Block(BlockWidth::TenThousand);
    let (mut federation, registry) = asked(block);
    let node = registry.node(&NodeId("counted".into())).unwrap();
    let two = Profile { page_size: crate::beacon::profile::PageSize(2), ..node.profile(Dialect::Unknown) };
    let pages = [answered(&[(HERE + 1, 7, 9), (HERE + 2, 7, 9)], 3), answered(&[(HERE, 7, 9)], 3)];
    talk(&mut federation, node, two, &pages);
    let by_get = registry.node(&NodeId("by-get".into())).unwrap();
    let form = Profile { page_size: two.page_size, ..by_get.profile(Dialect::Unknown) };
    talk(&mut federation, by_get, form, &pages);
    let bundle = read(&saved(&federation, &registry).unwrap()).unwrap();
    for id in ["counted", "by-get"].map(|id| NodeId(id.into())) {
        assert_eq!(bundle.federation.state(&id), federation.state(&id));
        assert!(matches!(
            bundle.federation.state(&id),
            crate::federation::NodeState::Done { outcome: Outcome::Answered(_), .. }
        ));
    }
    assert_eq!(bundle.level, block);
    // Without its last page nothing is known of the answer.
    let mut document: Value = serde_json::from_str(&saved(&federation, &registry).unwrap()).unwrap();
    document["nodes"][0]["exchanges"].as_array_mut().unwrap().pop();
    assert_eq!(read(&sealed(document)), Err(BadBundle::Unfinished("counted".into())));
}

/// With the right hash of the whole, as somebody who alters a bundle on purpose writes it.
fn sealed(mut document: Value) -> String {
    document.as_object_mut().unwrap().remove("sha512");
    let hash = hash_of(&document);
    document["sha512"] = hash.into();
    document.to_string()
}

#[test]
fn an_altered_byte_is_refused() {
    let (federation, registry) = asked(Level::Variant);
    let text = saved(&federation, &registry).unwrap();
    let (mut at, mut refused) = (0, 0);
    while at < text.len() {
        let old = text.as_bytes()[at];
        if old.is_ascii_alphanumeric() {
            let mut altered = text.clone().into_bytes();
            altered[at] = if old == b'1' { b'2' } else { b'1' };
            if let Ok(altered) = String::from_utf8(altered) {
                refused += 1;
                assert!(read(&altered).is_err(), "byte {at}: {}", &text[at.saturating_sub(30)..=at]);
            }
        }
        at += 97;
    }
    assert!(refused > 100);
    // White space is no content: what a mail program does to it alters nothing.
    assert!(read(&text.replace("\n  ", "\r\n\t")).is_ok());
    assert!(is_bundle(&text[..BEGINNING_BYTES]) && !is_bundle("##fileformat=VCFv4.3"));
}

#[test]
fn each_trouble_has_its_own_name() {
    let (federation, registry) = asked(Level::Variant);
    let text = saved(&federation, &registry).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let with = |change: fn(&mut Value)| {
        let mut document = document.clone();
        change(&mut document);
        read(&sealed(document))
    };
    assert!(with(|_| ()).is_ok());
    assert!(matches!(read(&text[..text.len() / 2]), Err(BadBundle::NotJson(_))));
    assert_eq!(read("[]"), Err(BadBundle::OtherFormat));
    assert_eq!(with(|it| it["version"] = 2.into()), Err(BadBundle::Version(2)));
    assert_eq!(with(|it| it["nodes"] = 2.into()), Err(BadBundle::Field("nodes".into())));
    assert_eq!(with(|it| it["question"]["variant"] = "LCT".into()), Err(BadBundle::Field("question.variant".into())));
    assert_eq!(
        with(|it| it["question"]["disclosure"] = "all".into()),
        Err(BadBundle::Field("question.disclosure".into()))
    );
    assert_eq!(with(|it| it["savedAt"] = "now".into()), Err(BadBundle::Field("savedAt".into())));
    assert_eq!(with(|it| it["assumptions"]["model"] = "my child".into()), Err(BadBundle::Field("assumptions".into())));
    let sent = "counted: exchanges[0].sentAt";
    assert_eq!(with(|it| it["nodes"][0]["exchanges"][0]["sentAt"] = 5.into()), Err(BadBundle::Field(sent.into())));
    let body = "counted: exchanges[0].reply.body";
    assert_eq!(
        with(|it| it["nodes"][0]["exchanges"][0]["reply"]["body"] = "{}".into()),
        Err(BadBundle::Altered(body.into()))
    );
    assert!(matches!(with(|it| it["nodes"][0]["entry"]["url"] = "http://evil".into()), Err(BadBundle::Registry(_))));
    assert!(matches!(with(|it| it["nodes"][0]["exchanges"] = json!([])), Err(BadBundle::Unfinished(_))));
    let mut unsealed = document.clone();
    unsealed["savedAt"] = "2020-01-01".into();
    assert_eq!(read(&unsealed.to_string()), Err(BadBundle::Altered("sha512".into())));
    assert_eq!(read(&" ".repeat(MAX_BUNDLE_BYTES + 1)), Err(BadBundle::TooLarge(MAX_BUNDLE_BYTES as u64 + 1)));
    for part in ["{}", "null", "7", "\"x\"", "[[]]"] {
        let part: Value = serde_json::from_str(part).unwrap();
        for key in document.as_object().unwrap().keys() {
            let mut document = document.clone();
            document[key] = part.clone();
            let _ = read(&sealed(document));
        }
        let mut document = document.clone();
        document["nodes"][0]["exchanges"] = json!([part]);
        assert!(read(&sealed(document)).is_err());
    }
}

#[test]
fn no_header_is_in_it_and_what_is_too_large_keeps_its_row() {
    let (mut federation, registry) = asked(Level::Variant);
    let text = saved(&federation, &registry).unwrap();
    assert!(text.contains("\"withSignIn\": true"), "a sign-in is told");
    for word in ["authorization", "bearer", "token", "cookie"] {
        assert!(!text.to_ascii_lowercase().contains(word), "{word}");
    }
    let node = &registry.nodes()[0];
    let large = said(200, &"x".repeat(crate::federation::MAX_KEPT_BYTES + 1));
    talk(&mut federation, node, Profile::default(), &[large]);
    let bundle = read(&saved(&federation, &registry).unwrap()).unwrap();
    let crate::federation::NodeState::Done { outcome, .. } = bundle.federation.state(&node.id) else { panic!() };
    assert_eq!(*outcome, Outcome::Failed(Failure::TooLarge));
}

#[test]
fn a_node_of_ones_own_is_told_of_only_where_it_was_asked() {
    let text = json!({"version": 1, "nodes": [], "ownNodes": ["https:"]}).to_string();
    let mut registry = Registry::read(&text).unwrap();
    for address in ["https://asked.example", "https://secret.example"] {
        registry.add(Node::of_person(address, Assembly::Grch38)).unwrap();
    }
    let mut federation = Federation::default();
    federation.apply(Happened::Chosen(variant()));
    talk(&mut federation, &registry.nodes()[0], Profile::default(), &[answered(&[(HERE, 1, 10)], 1)]);
    federation.apply(Happened::LeftOut(registry.nodes()[1].id.clone()));
    let text = saved(&federation, &registry).unwrap();
    assert!(text.contains("asked.example") && !text.contains("secret"));
    assert_eq!(read(&text).unwrap().registry.nodes().len(), 1);
}

//! Every question that the page can ask, in every form, against the specification's own schemas.

use cohort_core::{
    beacon::{
        profile::{Dialect, Envelope, Method, Profile, StartForm},
        question::{BlockWidth, Question},
        registry::Registry,
        request::Request,
    },
    genome::{Assembly, Chromosome, Position},
    variant::{Bases, Variant},
};
use serde_json::{Value, json};

use crate::schema::{request_problems, variant_parameter_problems};

fn variant(position: u32, reference: &str, alternate: &str) -> Variant {
    let bases = |text| Bases::parse(text).unwrap();
    let position = Position::new(position).unwrap();
    let chromosome = Chromosome::from_name("7").unwrap();
    Variant::new(Assembly::Grch38, chromosome, position, &bases(reference), &bases(alternate)).unwrap()
}

fn questions() -> Vec<Question> {
    let stretch = BlockWidth::TenThousand.block_of(&variant(117_559_590, "ATCT", "A"));
    let block = |width| Question::Block { variant: variant(117_559_590, "ATCT", "A"), width };
    let mut questions = vec![
        Question::Variant(variant(117_559_590, "ATCT", "A")),
        Question::Variant(variant(117_559_590, "A", "AGG")),
        Question::Variant(variant(1, "G", "T")),
        Question::Range(stretch),
        Question::Bracket { start: stretch, end_0based: [117_600_000, 117_700_000] },
        Question::Gene { symbol: "CFTR".to_owned(), assembly: Assembly::Grch38 },
        Question::AminoAcid { symbol: "F5".to_owned(), change: "Arg534Gln".to_owned() },
        Question::Hgvs("NC_000007.14:g.117559591_117559593del".to_owned()),
    ];
    questions.extend(BlockWidth::ALL.map(block));
    questions
}

/// The usual form of every dialect, and the forms that follow a refusal.
fn profiles() -> Vec<Profile> {
    let usual = Dialect::ALL.map(Profile::of);
    let refusals = [(400, ""), (405, ""), (422, "start: text")];
    let other_forms = usual.iter().flat_map(|profile| {
        refusals.iter().filter_map(|(status, message)| profile.after_refusal(*status, message, Dialect::Unknown))
    });
    let wrapped = Profile { envelope: Envelope::Wrapped, chr_prefix: true, ..Profile::default() };
    usual.iter().copied().chain(other_forms).chain([wrapped]).collect()
}

/// Forms that must not conform, and why.
fn deviates(profile: Profile) -> Option<&'static str> {
    match profile {
        Profile { start: StartForm::Text, .. } => {
            Some("RI, and whoever refuses a list, reads positions from text only")
        }
        Profile { envelope: Envelope::Wrapped, .. } => Some("older servers look for the parameters below g_variant"),
        _ => None,
    }
}

fn body(question: &Question, profile: Profile) -> Option<Value> {
    let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
    let request = Request::ask(&registry.nodes()[0], question, profile);
    request.body().map(|text| serde_json::from_str(text).unwrap())
}

#[test]
fn every_question_in_every_form_is_what_the_specification_has() {
    let (mut conform, mut deviating) = (0, 0);
    for profile in profiles().into_iter().filter(|profile| profile.method == Method::Post) {
        for question in questions() {
            let body = body(&question, profile).unwrap();
            let parameters = &body["query"]["requestParameters"];
            let (of_body, of_parameters) = (request_problems(&body), variant_parameter_problems(parameters));
            let cell = format!("{profile:?}\n{body:#}");
            match deviates(profile) {
                None => {
                    assert!(of_body.is_empty() && of_parameters.is_empty(), "{cell}\n{of_body:?} {of_parameters:?}");
                    conform += 1;
                }
                // Text instead of a list, and nothing else.
                Some(_) if profile.start == StartForm::Text => {
                    let has_place = parameters.get("start").is_some();
                    let only_places =
                        of_parameters.iter().all(|problem| problem.ends_with("/start") || problem.ends_with("/end"));
                    assert_eq!(
                        (of_parameters.is_empty(), only_places),
                        (!has_place, true),
                        "{cell}\n{of_parameters:?}"
                    );
                    deviating += 1;
                }
                Some(_) => {
                    assert!(of_parameters.len() == 1 && of_parameters[0].contains("g_variant"), "{of_parameters:?}");
                    assert!(variant_parameter_problems(&parameters["g_variant"]).is_empty(), "{cell}");
                    deviating += 1;
                }
            }
        }
    }
    assert!(conform > 60 && deviating > 20, "{conform} {deviating}");
}

/// The specification describes no GET schema: its query is read back into a body, as servers do, and checked as one.
#[test]
fn a_get_says_what_the_body_says() {
    let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
    for question in questions() {
        let get = Profile { method: Method::Get, ..Profile::default() };
        let request = Request::ask(&registry.nodes()[0], &question, get);
        let query = request.url().split_once('?').unwrap().1;
        let mut parameters = serde_json::Map::new();
        for (name, text) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "requestedGranularity" | "includeResultsetResponses" => {}
                "start" | "end" => {
                    let list: Vec<u32> = text.split(',').map(|number| number.parse().unwrap()).collect();
                    parameters.insert(name.into_owned(), json!(list));
                }
                _ => drop(parameters.insert(name.into_owned(), text.into())),
            }
        }
        let post = body(&question, Profile::default()).unwrap();
        assert_eq!(Value::Object(parameters), post["query"]["requestParameters"], "{query}");
    }
}

#[test]
fn a_wrong_request_does_not_pass() {
    assert!(!request_problems(&json!({"query": {}})).is_empty(), "no meta");
    let wrong = json!({"meta": {"apiVersion": "v2.0"}, "query": {"requestedGranularity": "everything"}});
    assert!(!request_problems(&wrong).is_empty());
    for wrong in [json!({"start": 5}), json!({"start": [-1]}), json!({"referenceBases": "acgt"}), json!({"strat": [5]})]
    {
        assert!(!variant_parameter_problems(&wrong).is_empty(), "{wrong}");
    }
}

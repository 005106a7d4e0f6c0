//! `/individuals` and `/filtering_terms` of two nodes: how many people have a variant and a phenotype.
//!
//! **Synthetic.** The 1000 Genomes Project knows no phenotypes of its people. Who has which term, which age and which sex, and
//! which of them carry a variant, is drawn from a seed; only how many carry it is counted. Every list and answer says so.

use serde_json::{Value, json};

use super::request::{Granularity, Place, Query, Request};
use super::{MODEL, Refusal, response_meta};
use crate::dataset::{Dataset, Node};

/// Id, label, and how many of 1,000 people have it.
type Term = (&'static str, &'static str, u32);

const FEMALE: &str = "NCIT:C16576";
const MALE: &str = "NCIT:C20197";
const AGE: &str = "ageOfOnset";

/// Both nodes have these.
const SHARED: [Term; 14] = [
    ("HP:0001250", "Seizure", 320),
    ("HP:0002069", "Bilateral tonic-clonic seizure", 90),
    ("HP:0002373", "Febrile seizure (within the age range of 3 months to 6 years)", 60),
    ("HP:0001251", "Ataxia", 140),
    ("HP:0001263", "Global developmental delay", 180),
    ("HP:0001252", "Hypotonia", 210),
    ("HP:0000365", "Hearing impairment", 260),
    ("HP:0000510", "Rod-cone dystrophy", 40),
    ("HP:0001638", "Cardiomyopathy", 110),
    ("HP:0004789", "Lactose intolerance", 400),
    ("HP:0002099", "Asthma", 290),
    ("HP:0000822", "Hypertension", 350),
    ("HP:0003124", "Hypercholesterolemia", 300),
    ("HP:0001324", "Muscle weakness", 170),
];

const ORPHANET: [Term; 4] = [
    ("Orphanet:33069", "Dravet syndrome", 25),
    ("Orphanet:586", "Cystic fibrosis", 30),
    ("Orphanet:64", "Alström syndrome", 15),
    ("Orphanet:98673", "Autosomal dominant optic atrophy, classic form", 20),
];

const CODES: [Term; 5] = [
    ("ICD10:G40", "Epilepsy", 280),
    ("ICD10:E73", "Lactose intolerance", 380),
    ("ICD10:J45", "Asthma", 270),
    ("MONDO:0005027", "Epilepsy", 280),
    ("OMIM:607208", "Dravet syndrome", 25),
];

/// What sets a node's people apart.
struct Offer {
    own: &'static [Term],
    has_age: bool,
    /// Fewer people than this are not told apart.
    floor: usize,
}

fn offer(node: &Node) -> Option<Offer> {
    match node.path.as_str() {
        "fi" => Some(Offer { own: &ORPHANET, has_age: false, floor: 5 }),
        "ceu" => Some(Offer { own: &CODES, has_age: true, floor: 0 }),
        _ => None,
    }
}

/// Whether the node counts people.
#[must_use]
pub fn is_offered_by(node: &Node) -> bool {
    offer(node).is_some()
}

/// The entry type, for `/entry_types` and `/configuration`.
#[must_use]
pub fn entry_type() -> Value {
    json!({
        "id": "individual",
        "name": "Individuals (synthetic)",
        "description": "Synthetic people of a demonstration: how many have a variant and a phenotype",
        "ontologyTermForThisType": {"id": "NCIT:C25190", "label": "Person"},
        "partOfSpecification": format!("Beacon {}", super::API_VERSION),
        "defaultSchema": {
            "id": "ga4gh-beacon-individual-v2.0.0",
            "name": "Default schema for an individual",
            "referenceToSchemaDefinition": format!("{MODEL}/individuals/defaultSchema.json"),
            "schemaVersion": "v2.0.0",
        },
        "nonFilteredQueriesAllowed": false,
    })
}

/// The `response` of `/filtering_terms`; empty where the node does not count people.
#[must_use]
pub fn filtering_terms(node: &Node) -> Value {
    let Some(offer) = offer(node) else { return json!({"filteringTerms": [], "resources": []}) };
    let term =
        |id: &str, label: &str| json!({"id": id, "label": label, "type": "ontologyTerm", "scopes": ["individual"]});
    let mut terms: Vec<Value> = SHARED.iter().chain(offer.own).map(|(id, label, _)| term(id, label)).collect();
    terms.extend([term(FEMALE, "female"), term(MALE, "male")]);
    if offer.has_age {
        terms.push(json!({"id": AGE, "label": "Age of onset", "type": "alphanumeric", "scopes": ["individual"]}));
    }
    let resource = |id: &str, name: &str| json!({"id": id, "name": format!("{name}; assigned to synthetic people")});
    json!({
        "filteringTerms": terms,
        "resources": [
            resource("hp", "Human Phenotype Ontology"),
            resource("ncit", "NCI Thesaurus"),
        ],
    })
}

/// One filter.
enum Filter {
    Has(&'static str, u32),
    IsFemale(bool),
    Onset(String, u64),
}

/// Answers how many people have the variant and fulfil all filters, which stand in `body` or, of a GET, in `query`.
///
/// # Errors
/// When no variant is asked for, or a filter is none of the node's terms.
pub fn answer(node: &Node, request: &Request, filters: &[Value]) -> Result<Value, Refusal> {
    let offer = offer(node).ok_or(Refusal::Filters)?;
    let query = request.query.as_ref().ok_or(Refusal::NoQuery)?;
    let read: Vec<Filter> = filters.iter().map(|filter| read(filter, &offer)).collect::<Result<_, _>>()?;
    let sets: Vec<Value> = node
        .datasets
        .iter()
        .filter(|dataset| request.assembly.is_none_or(|assembly| dataset.assembly == assembly))
        .map(|dataset| result_set(node, dataset, count(node, dataset, query, &read), offer.floor))
        .collect();
    let total: u64 = sets.iter().filter_map(|set| set["resultsCount"].as_u64()).sum();
    let exists = sets.iter().any(|set| set["exists"] == true);
    let schemas = json!([{"entityType": "individual", "schema": format!("{MODEL}/individuals/defaultSchema.json")}]);
    // Nobody is listed, whatever is asked for.
    let request = Request { granularity: request.granularity.min(Granularity::Count), ..request.clone() };
    let mut meta = response_meta(&node.beacon_id, &request, &schemas);
    let ids = filters.iter().filter_map(|filter| filter["id"].as_str().or_else(|| filter.as_str()));
    meta["receivedRequestSummary"]["filters"] = ids.collect();
    let mut response = json!({"meta": meta, "responseSummary": {"exists": exists}});
    if request.granularity != Granularity::Boolean {
        response["responseSummary"]["numTotalResults"] = total.into();
        response["response"] = json!({"resultSets": sets});
    }
    Ok(response)
}

fn result_set(node: &Node, dataset: &Dataset, people: usize, floor: usize) -> Value {
    let mut set = json!({
        "beaconId": node.beacon_id,
        "id": format!("SYNTHETIC-PEOPLE-{}", dataset.id),
        "setType": "dataset",
        "exists": people > 0,
        "resultsCount": people,
        "countPrecision": "exact",
        "results": [],
        "info": {"synthetic": true, "note": "The phenotypes are drawn from a seed; they say nothing of any real person."},
    });
    if people < floor {
        // Nobody and a few people look the same.
        set["exists"] = false.into();
        set["resultsCount"] = floor.into();
        set["countPrecision"] = "imprecise".into();
        set["countAdjustedTo"] = json!([floor]);
    }
    set
}

fn read(filter: &Value, offer: &Offer) -> Result<Filter, Refusal> {
    let id = filter["id"].as_str().or_else(|| filter.as_str()).ok_or(Refusal::Malformed("filters"))?;
    if id == FEMALE || id == MALE {
        return Ok(Filter::IsFemale(id == FEMALE));
    }
    if id == AGE && offer.has_age {
        let operator = filter["operator"].as_str().ok_or(Refusal::Malformed("filters"))?;
        let years = filter["value"].as_str().and_then(|value| value.strip_prefix('P')?.strip_suffix('Y')?.parse().ok());
        return Ok(Filter::Onset(operator.to_owned(), years.ok_or(Refusal::Malformed("filters"))?));
    }
    let found = SHARED.iter().chain(offer.own).find(|(known, ..)| *known == id);
    found.map(|(id, _, share)| Filter::Has(id, *share)).ok_or(Refusal::UnknownTerm)
}

fn count(node: &Node, dataset: &Dataset, query: &Query, filters: &[Filter]) -> usize {
    let people = dataset.metadata.individual_count.unwrap_or(0);
    let Some(carriers) = carriers(dataset, query) else { return 0 };
    let seed = &node.path;
    let place = format!("{}:{:?}:{:?}", query.contig.name(), query.place, query.alternate);
    let mut order: Vec<u64> = (0..people).collect();
    order.sort_by_key(|person| drawn(&[seed, &place, &person.to_string()]));
    let carriers = order.into_iter().take(carriers);
    carriers.filter(|person| filters.iter().all(|filter| fulfils(seed, *person, filter))).count()
}

fn fulfils(seed: &str, person: u64, filter: &Filter) -> bool {
    let person = person.to_string();
    match filter {
        Filter::Has(id, share) => drawn(&[seed, id, &person]) % 1_000 < u64::from(*share),
        Filter::IsFemale(female) => drawn(&[seed, "sex", &person]).is_multiple_of(2) == *female,
        Filter::Onset(operator, years) => {
            let onset = drawn(&[seed, AGE, &person]) % 70;
            match operator.as_str() {
                "<" => onset < *years,
                "<=" => onset <= *years,
                ">" => onset > *years,
                ">=" => onset >= *years,
                _ => onset == *years,
            }
        }
    }
}

/// People with at least one copy: as counted, homozygous alleles being two a person; where the file has alleles only, as
/// many as Hardy and Weinberg expect.
fn carriers(dataset: &Dataset, query: &Query) -> Option<usize> {
    let Place::Start(start) = query.place else { return None };
    let site = dataset.find(query.contig, start, query.reference.as_ref()?, query.alternate.as_ref()?)?;
    let (_, counts) = dataset.counts(site).find(|(population, _)| *population == "Total")?;
    let people = match (counts.heterozygous, counts.homozygous) {
        (Some(heterozygous), Some(homozygous)) => heterozygous + homozygous / 2 + counts.hemizygous.unwrap_or(0),
        _ => {
            let (alternate, called) = (u64::from(counts.alternate?), u64::from(counts.called?.max(1)));
            // n (1 - q²), with n = called / 2 and q = 1 - alternate / called.
            let missing = called.saturating_sub(alternate);
            u32::try_from((called * called - missing * missing) / (2 * called)).ok()?
        }
    };
    usize::try_from(people).ok()
}

/// FNV-1a over the parts, stirred (`SplitMix64`'s last step): the same on every machine.
fn drawn(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

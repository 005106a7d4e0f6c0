//! `/g_variants`: which variants a node has, with their frequencies by population.

use serde_json::{Map, Value, json};

use super::request::{Granularity, Include, Place, Query, Request};
use super::{MODEL, Refusal, response_meta};
use crate::dataset::{Dataset, Node, Site};
use crate::frequency_file::Counts;

/// Answers a query.
///
/// # Errors
/// When nothing is asked for, or the assembly is one that the node has no data in.
pub fn answer(node: &Node, request: &Request) -> Result<Value, Refusal> {
    let query = request.query.as_ref().ok_or(Refusal::NoQuery)?;
    let datasets = datasets_in(node, request)?;
    let matches: Vec<(&Dataset, Vec<&Site>)> =
        datasets.into_iter().map(|dataset| (dataset, matching(dataset, query))).collect();
    let total: usize = matches.iter().map(|(_, sites)| sites.len()).sum();
    let schemas =
        json!([{"entityType": "genomicVariant", "schema": format!("{MODEL}/genomicVariations/defaultSchema.json")}]);
    let mut response = json!({
        "meta": response_meta(&node.beacon_id, request, &schemas),
        "responseSummary": {"exists": total > 0},
    });
    if request.granularity != Granularity::Boolean {
        response["responseSummary"]["numTotalResults"] = total.into();
    }
    if request.granularity == Granularity::Record {
        let sets: Vec<Value> = matches
            .iter()
            .filter(|(_, sites)| is_listed(request.include, sites))
            .map(|(dataset, sites)| result_set(node, dataset, sites, query, request))
            .collect();
        response["response"] = json!({"resultSets": sets});
    }
    Ok(response)
}

/// The answer of a node that does not understand the question and finds nothing.
#[must_use]
pub fn nothing(node: &Node) -> Value {
    json!({
        "meta": response_meta(&node.beacon_id, &Request::default(), &json!([])),
        "responseSummary": {"exists": false, "numTotalResults": 0},
        "response": {"resultSets": []},
    })
}

/// A dataset in another assembly cannot say "absent", so it is not asked.
fn datasets_in<'a>(node: &'a Node, request: &Request) -> Result<Vec<&'a Dataset>, Refusal> {
    let Some(assembly) = request.assembly else { return Ok(node.datasets.iter().collect()) };
    let datasets: Vec<&Dataset> = node.datasets.iter().filter(|dataset| dataset.assembly == assembly).collect();
    if datasets.is_empty() {
        let held: Vec<&str> = node.datasets.iter().map(|dataset| dataset.assembly.name()).collect();
        return Err(Refusal::OtherAssembly(held.join(", ")));
    }
    Ok(datasets)
}

fn is_listed(include: Include, sites: &[&Site]) -> bool {
    match include {
        Include::All => true,
        Include::Hit => !sites.is_empty(),
        Include::Miss => sites.is_empty(),
        Include::None => false,
    }
}

fn matching<'a>(dataset: &'a Dataset, query: &Query) -> Vec<&'a Site> {
    let alleles = query.reference.as_ref().zip(query.alternate.as_ref());
    if let (Place::Start(start), Some((reference, alternate))) = (query.place, alleles) {
        let site = dataset.find(query.contig, start, reference, alternate);
        return site.into_iter().filter(|site| fits(site, query)).collect();
    }
    let interval = match query.place {
        Place::Start(start) => start..start.saturating_add(1),
        Place::Overlap { start, end } => start..end,
        Place::Bracket { start, end } => start[0]..end[1].max(start[1].saturating_add(1)),
    };
    dataset.overlapping(query.contig, interval).filter(|site| lies_in(site, query.place) && fits(site, query)).collect()
}

/// Of the sites that overlap, those that lie as asked.
fn lies_in(site: &Site, place: Place) -> bool {
    match place {
        Place::Start(start) => site.start_0based == start,
        Place::Overlap { .. } => true,
        Place::Bracket { start, end } => {
            (start[0]..=start[1]).contains(&site.start_0based) && (end[0]..=end[1]).contains(&site.end_0based())
        }
    }
}

fn fits(site: &Site, query: &Query) -> bool {
    query.reference.as_ref().is_none_or(|reference| **reference == *site.reference)
        && query.alternate.as_ref().is_none_or(|alternate| **alternate == *site.alternate)
        && query.variant_type.as_ref().is_none_or(|wanted| is_of_type(site, wanted))
        && query.min_length.is_none_or(|shortest| site.length_bases() >= shortest)
        && query.max_length.is_none_or(|longest| site.length_bases() <= longest)
}

fn is_of_type(site: &Site, wanted: &str) -> bool {
    let (reference, alternate) = (site.reference.len(), site.alternate.len());
    match wanted.to_ascii_uppercase().as_str() {
        "SNV" => &*site.variant_type == "SNP",
        "DEL" => alternate < reference,
        "INS" => alternate > reference,
        other => other == &*site.variant_type,
    }
}

fn result_set(node: &Node, dataset: &Dataset, sites: &[&Site], query: &Query, request: &Request) -> Value {
    let skip = usize::try_from(request.skip_pages.saturating_mul(request.limit)).unwrap_or(usize::MAX);
    let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
    let page: Vec<Value> = sites.iter().skip(skip).take(limit).map(|site| variant(dataset, site, query)).collect();
    json!({
        "beaconId": node.beacon_id,
        "id": dataset.id,
        "setType": "dataset",
        "exists": !sites.is_empty(),
        "resultsCount": sites.len(),
        "results": page,
        // What a miss could mean: nothing is withheld, and these populations were looked at.
        "gdiDatasetInfo": {"assembly": dataset.assembly.name(), "minAlleleCount": 0, "populations": dataset.populations},
    })
}

fn variant(dataset: &Dataset, site: &Site, query: &Query) -> Value {
    let contig = query.contig;
    let accession = contig.accession(dataset.assembly);
    let (source, reference) =
        dataset.metadata.node.as_ref().map_or(("The Genome of Europe", "https://genomeofeurope.eu/"), |node| {
            (node.source.as_str(), node.source_reference.as_str())
        });
    let frequencies: Vec<Value> =
        dataset.counts(site).map(|(population, counts)| frequency(population, &counts)).collect();
    let mut variant = json!({
        "variantInternalId": format!("{}:{}:{}:{}:{}", dataset.id, contig.name(), site.start_0based, site.reference, site.alternate),
        "variation": {
            "location": {
                "type": "SequenceLocation",
                "sequence_id": format!("refseq:{accession}"),
                "interval": {
                    "type": "SequenceInterval",
                    "start": {"type": "Number", "value": site.start_0based},
                    "end": {"type": "Number", "value": site.end_0based()},
                },
            },
            "referenceBases": site.reference,
            "alternateBases": site.alternate,
            "variantType": site.variant_type,
        },
        "frequencyInPopulations": [{"source": source, "sourceReference": reference, "frequencies": frequencies}],
    });
    if let Some(hgvs) = hgvs(accession, site) {
        variant["identifiers"] = json!({"genomicHGVSId": hgvs});
    }
    variant
}

/// HGVS of a single-base change. Insertions and deletions must be shifted to the 3' end, which takes the reference
/// sequence that a node of frequency files does not have: they get no name rather than a wrong one.
fn hgvs(accession: &str, site: &Site) -> Option<String> {
    let single = site.reference.len() == 1 && site.alternate.len() == 1;
    single.then(|| format!("{accession}:g.{}{}>{}", site.start_0based + 1, site.reference, site.alternate))
}

/// A count that is not known is left out, as gdi-node-standalone does; it is never 0.
fn frequency(population: &str, counts: &Counts) -> Value {
    let mut fields = Map::new();
    fields.insert("population".to_owned(), population.into());
    if let Some(frequency) = counts.frequency {
        fields.insert("alleleFrequency".to_owned(), frequency.into());
    }
    for (name, count) in [
        ("alleleCount", counts.alternate),
        ("alleleNumber", counts.called),
        ("alleleCountHomozygous", counts.homozygous),
        ("alleleCountHeterozygous", counts.heterozygous),
        ("alleleCountHemizygous", counts.hemizygous),
    ] {
        if let Some(count) = count {
            fields.insert(name.to_owned(), count.into());
        }
    }
    Value::Object(fields)
}

//! The 27 nodes: who they are, that the made-up ones say so everywhere, and that their figures are what is claimed.

use std::collections::BTreeSet;

use demo_nodes::beacon::dialect::Dialect;
use demo_nodes::contig::ContigId;
use demo_nodes::country::COUNTRIES;
use demo_nodes::dataset::{Dataset, Node, Site, load_nodes};
use demo_nodes::many;
use serde_json::Value;

use crate::registry;
use crate::schema::{check_response, check_variant};
use crate::support::{MANY, NODES, many_server, package, query, send};

const LCT: &str = "2-135851076-G-A";

fn of(path: &str) -> &'static Node {
    MANY.iter().find(|node| node.path == path).unwrap()
}

async fn text(uri: &str, method: &str, body: &Value) -> String {
    let answer = send(&many_server(false), method, uri, body).await;
    assert_eq!(answer.status, 200, "{uri}: {}", answer.text);
    answer.text
}

#[test]
fn twenty_seven_nodes_four_of_them_real() {
    let paths: BTreeSet<&str> = MANY.iter().map(|node| node.path.as_str()).collect();
    assert_eq!((MANY.len(), paths.len()), (27, 27));
    let real: Vec<&str> = MANY.iter().filter(|node| !node.is_synthetic).map(|node| node.path.as_str()).collect();
    assert_eq!(real, ["fi", "gb", "es", "it"]);
    let all = many::nodes(load_nodes(&package().join("data")).unwrap(), *many::COUNTS.end()).unwrap();
    assert_eq!(all.len(), 29);
}

#[tokio::test]
async fn a_made_up_node_says_so_wherever_it_says_anything() {
    let registry = many::registry(&MANY, 9_000);
    for (node, entry) in MANY.iter().zip(registry["nodes"].as_array().unwrap()) {
        let says = |text: &str| text.to_lowercase().contains("synthe");
        let path = &node.path;
        let info: Value = serde_json::from_str(&text(&format!("/{path}/info"), "GET", &Value::Null).await).unwrap();
        check_response("beaconInfoResponse", &info);
        let response = &info["response"];
        assert_eq!(response["info"]["synthetic"], node.is_synthetic, "{path}");
        let datasets = text(&format!("/{path}/datasets"), "POST", &Value::Null).await;
        let datasets: Value = serde_json::from_str(&datasets).unwrap();
        let dataset = &datasets["response"]["collections"][0];
        for told in [
            &response["name"],
            &response["description"],
            &dataset["id"],
            &dataset["name"],
            &dataset["description"],
            &entry["cohort"]["en"],
            &entry["cohort"]["de"],
        ] {
            assert_eq!(says(told.as_str().unwrap()), node.is_synthetic, "{path}: {told}");
        }
        // The reference implementation refuses this form of the question, in which nothing is said yet.
        if node.dialect != Dialect::Ri {
            let answer = text_of(path).await;
            assert_eq!(says(&answer), node.is_synthetic, "{path}: {answer}");
        }
    }
}

#[test]
fn the_registry_of_many_is_valid_and_names_the_nodes_that_run() {
    let made = many::registry(&MANY, 9_000);
    registry::check(&made);
    let entries = made["nodes"].as_array().unwrap();
    assert_eq!(entries.len(), MANY.len());
    for ((entry, node), port) in entries.iter().zip(MANY.iter()).zip(9_000..) {
        assert_eq!(entry["id"], *node.path);
        assert_eq!(entry["url"], format!("http://127.0.0.1:{port}/{}", node.path));
        assert_eq!(entry["country"].as_str(), node.country.as_deref());
        assert_eq!(entry["people"].as_u64(), node.datasets[0].metadata.individual_count);
    }
}

#[tokio::test]
async fn made_up_counts_are_the_same_at_every_asking_and_valid() {
    let again = many::nodes(load_nodes(&package().join("data")).unwrap(), 27).unwrap();
    let mut seen = BTreeSet::new();
    for node in MANY.iter().filter(|node| node.is_synthetic) {
        let (before, after) =
            (&node.datasets[0], &again.iter().find(|other| other.path == node.path).unwrap().datasets[0]);
        let total = |dataset: &Dataset| total_of(dataset, dataset.sites().nth(900).unwrap().1);
        assert_eq!(total(before), total(after));
        seen.insert(total(before));
        if node.dialect == Dialect::GenomeOfEurope {
            let first = text_of(&node.path).await;
            assert_eq!(first, text_of(&node.path).await);
            let body: Value = serde_json::from_str(&first).unwrap();
            check_response("beaconResultsetsResponse", &body);
            check_variant(&body["response"]["resultSets"][0]["results"][0]);
        }
    }
    assert_eq!(seen.len(), 23, "each country draws for itself");
}

async fn text_of(path: &str) -> String {
    text(&format!("/{path}/g_variants"), "POST", &query(LCT, "record", "ALL")).await
}

fn total_of(dataset: &Dataset, site: &Site) -> (u32, u32) {
    let (_, counts) = dataset.counts(site).find(|(label, _)| *label == "Total").unwrap();
    (counts.alternate.unwrap(), counts.called.unwrap())
}

#[test]
fn alleles_add_up_and_men_have_one_x() {
    let dataset = &of("de").datasets[0];
    let people = u32::try_from(dataset.metadata.individual_count.unwrap()).unwrap();
    let mut on_x = 0;
    for (contig, site) in dataset.sites().step_by(40) {
        let counts: Vec<_> = dataset.counts(site).map(|(_, counts)| counts).collect();
        let [women, men, total] = counts[..] else { panic!("three rows") };
        for row in &counts {
            let (het, hom) = (row.heterozygous.unwrap(), row.homozygous.unwrap());
            assert_eq!(row.alternate.unwrap(), het + hom + row.hemizygous.unwrap());
            assert!(hom % 2 == 0 && row.alternate <= row.called);
        }
        assert_eq!(women.alternate.unwrap() + men.alternate.unwrap(), total.alternate.unwrap());
        let called = total.called.unwrap();
        assert!(called <= 2 * people && called > if contig.name() == "X" { people } else { 2 * people * 98 / 100 });
        if contig == ContigId::parse("X").unwrap() {
            on_x += 1;
            assert_eq!(men.hemizygous, men.alternate);
        }
    }
    assert!(on_x > 0);
}

/// F_ST after Hudson, as a ratio of sums (Bhatia et al. 2013, Genome Res 23:1514, equation 10), over each eighth site where
/// that is common.
fn f_st(a: &Dataset, b: &Dataset) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    for (contig, site) in a.sites().step_by(8) {
        let Some(other) = b.find(contig, site.start_0based, &site.reference, &site.alternate) else { continue };
        let [(ac, an), (bc, bn)] = [total_of(a, site), total_of(b, other)];
        let (p, q) = (f64::from(ac) / f64::from(an), f64::from(bc) / f64::from(bn));
        if (p + q) / 2.0 < 0.05 || (p + q) / 2.0 > 0.95 {
            continue;
        }
        let noise = |share: f64, number: u32| share * (1.0 - share) / (f64::from(number) - 1.0);
        above += (p - q).powi(2) - noise(p, an) - noise(q, bn);
        below += p * (1.0 - q) + q * (1.0 - p);
    }
    above / below
}

/// Two made-up countries differ as much as their two F say, and all of them less than the real cohorts' extremes do.
#[test]
fn made_up_countries_differ_as_published() {
    for pair in [["de", "fr"], ["de", "gr"], ["ee", "lt"], ["bg", "pt"]] {
        let expected: f64 = pair
            .iter()
            .map(|path| COUNTRIES.iter().find(|country| country.path() == *path).unwrap().differentiation())
            .sum::<f64>()
            / 2.0;
        let found = f_st(&of(pair[0]).datasets[0], &of(pair[1]).datasets[0]);
        assert!((found / expected - 1.0).abs() < 0.25, "{pair:?}: {found} for {expected}");
    }
    let real = |path: &str| &NODES.iter().find(|node| node.path == path).unwrap().datasets[0];
    let extremes = f_st(real("fi"), real("it"));
    let neighbours = f_st(real("gb"), real("ceu"));
    assert!((0.006..0.02).contains(&extremes) && neighbours < 0.001, "{extremes} {neighbours}");
}

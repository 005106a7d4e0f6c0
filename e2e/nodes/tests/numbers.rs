//! Real numbers, compared with figures that were counted or published elsewhere.

use serde_json::Value;

use crate::support::{NODES, ask, query};

async fn frequencies(node: &str, variant: &str) -> Vec<Value> {
    let body = ask(node, &query(variant, "record", "HIT")).await.json();
    let variant = &body["response"]["resultSets"][0]["results"][0];
    variant["frequencyInPopulations"][0]["frequencies"].as_array().unwrap().clone()
}

/// 1000 Genomes phase 3, in agreement with dbSNP's total of 808 in 5008 alleles.
#[tokio::test]
async fn lactase_persistence_falls_from_north_to_south() {
    for (node, alternate, called, frequency) in [
        ("fi", 117, 198, 0.5909),
        ("gb", 131, 182, 0.7198),
        ("es", 98, 214, 0.4579),
        ("it", 19, 214, 0.0888),
        ("ceu", 146, 198, 0.7374),
    ] {
        let rows = frequencies(node, "2-135851076-G-A").await;
        assert_eq!(rows.len(), 1);
        let total = &rows[0];
        assert_eq!(total["population"], "Total");
        assert_eq!((total["alleleCount"].as_u64(), total["alleleNumber"].as_u64()), (Some(alternate), Some(called)));
        assert!((total["alleleFrequency"].as_f64().unwrap() - frequency).abs() < 5e-5);
        // Counted without genotypes: not known, and so not there.
        for unknown in ["alleleCountHomozygous", "alleleCountHeterozygous", "alleleCountHemizygous"] {
            assert!(total.get(unknown).is_none());
        }
    }
}

/// G6PD on X: a man has one allele, so 99 Finns (61 women, 38 men) have 160.
#[tokio::test]
async fn men_are_hemizygous_on_x() {
    let fi = NODES.iter().find(|node| node.path == "fi").unwrap();
    let dataset = &fi.datasets[0];
    let mut carriers = 0;
    for (_, site) in dataset.sites().filter(|(contig, _)| contig.name() == "X") {
        for (population, counts) in dataset.counts(site) {
            let called = match population {
                "FI_F" => 122,
                "FI_M" => 38,
                _ => 160,
            };
            assert_eq!(counts.called, Some(called));
            if population == "FI_M" {
                assert_eq!((counts.homozygous, counts.heterozygous), (Some(0), Some(0)));
                assert_eq!(counts.hemizygous, counts.alternate);
                carriers += counts.alternate.unwrap();
            }
        }
    }
    assert!(carriers > 0);
    let rows = frequencies("fi", "X-154536002-C-T").await;
    assert_eq!((&rows[0]["alleleCount"], &rows[0]["alleleNumber"]), (&0.into(), &160.into()));
    assert_eq!(rows[0]["alleleCountHemizygous"], 0);
}

#[test]
fn alleles_add_up_in_every_row_of_every_node() {
    let mut rows = 0;
    for dataset in NODES.iter().flat_map(|node| &node.datasets) {
        for (_, site) in dataset.sites() {
            let counts: Vec<_> = dataset.counts(site).collect();
            for (_, c) in &counts {
                let (alternate, called) = (c.alternate.unwrap(), c.called.unwrap());
                assert!(alternate <= called);
                assert!((c.frequency.unwrap() - f64::from(alternate) / f64::from(called)).abs() < 1e-12);
                if let (Some(het), Some(hom), Some(hemi)) = (c.heterozygous, c.homozygous, c.hemizygous) {
                    assert_eq!(alternate, het + hom + hemi);
                    assert_eq!(hom % 2, 0, "AC_HOM counts alleles");
                }
                rows += 1;
            }
            assert_eq!(counts.last().unwrap().0, "Total");
            if let [(_, women), (_, men), (_, total)] = counts[..] {
                for pick in [
                    |c: &demo_nodes::frequency_file::Counts| c.alternate,
                    |c: &demo_nodes::frequency_file::Counts| c.called,
                    |c: &demo_nodes::frequency_file::Counts| c.homozygous,
                    |c: &demo_nodes::frequency_file::Counts| c.heterozygous,
                    |c: &demo_nodes::frequency_file::Counts| c.hemizygous,
                ] {
                    assert_eq!(pick(&women).unwrap() + pick(&men).unwrap(), pick(&total).unwrap());
                }
            }
        }
    }
    assert!(rows > 400_000, "{rows}");
}

#[test]
fn nodes_have_their_labels() {
    let labels: Vec<(&str, Option<&str>, Vec<&str>)> = NODES
        .iter()
        .map(|node| {
            let populations = node.datasets[0].populations.iter().map(String::as_str).collect();
            (node.path.as_str(), node.country.as_deref(), populations)
        })
        .collect();
    assert_eq!(
        labels,
        [
            ("ceu", None, vec!["F", "M", "Total"]),
            ("es", Some("ES"), vec!["ES_F", "ES_M", "Total"]),
            ("fi", Some("FI"), vec!["FI_F", "FI_M", "Total"]),
            ("gb", Some("GB"), vec!["GB_F", "GB_M", "Total"]),
            ("it", Some("IT"), vec!["IT_F", "IT_M", "Total"]),
        ]
    );
}

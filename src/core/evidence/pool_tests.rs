//! Who is pooled, who is not and why, and how far hidden counts could push the sum.

use serde_json::{Value, json};

use super::*;
use crate::{
    beacon::{profile::Profile, question::Question, registry::NodeId, request::Request},
    federation::{Failure, Happened, Reply, judge},
    variant::known::Catalogue,
};

/// A registry of nodes a, b, c … and a network n, and what each answered.
struct Scene {
    registry: Registry,
    federation: Federation,
}

impl Scene {
    fn new(nodes: &[Value]) -> Self {
        let with_rest = |node: &Value| {
            let id = node["id"].as_str().unwrap();
            let mut whole = json!({"country": null, "name": {"en": id}, "cohort": {"en": id}, "operator": "test",
                "url": format!("https://{id}.example"), "kind": "node", "assemblies": ["GRCh38"], "people": 50});
            whole.as_object_mut().unwrap().extend(node.as_object().unwrap().clone());
            whole
        };
        let nodes: Vec<Value> = nodes.iter().map(with_rest).collect();
        let registry = Registry::read(&json!({"version": 1, "nodes": nodes}).to_string()).unwrap();
        let mut federation = Federation::default();
        let variant = Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
        federation.apply(Happened::Chosen(variant));
        Self { registry, federation }
    }

    fn said(&mut self, id: &str, sets: &[Value]) {
        let node = self.registry.node(&NodeId(id.into())).unwrap();
        let variant = self.federation.variant().unwrap().clone();
        let profile = Profile { floor: node.floor, ..Profile::default() };
        let request = Request::ask(node, &Question::Variant(variant), profile);
        let body = json!({"meta": {"beaconId": id}, "response": {"resultSets": sets}}).to_string();
        let reply = Reply::Response { status: 200, body, retry_after_seconds: None };
        let outcome = judge(&reply, request.asked(), None, profile);
        self.came_to(id, outcome);
    }

    fn came_to(&mut self, id: &str, outcome: Outcome) {
        let variant = self.federation.variant().unwrap().clone();
        self.federation.apply(Happened::Replied { node: NodeId(id.into()), variant, outcome, took_millis: 1 });
    }

    fn pool(&self) -> Pool {
        Pool::of(&self.federation, &self.registry)
    }
}

fn set(id: &str, rows: &[(&str, Option<u32>, u32)]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(who, count, number)| json!({"population": who, "alleleCount": count, "alleleNumber": number, "alleleFrequency": 0.1}))
        .collect();
    json!({"id": id, "exists": true, "results": [{
        "variation": {"location": {"start": 135_851_075}, "referenceBases": "G", "alternateBases": "A"},
        "frequencyInPopulations": [{"frequencies": rows}]}]})
}

fn total(id: &str, count: u32, number: u32) -> Value {
    set(id, &[("Total", Some(count), number)])
}

fn with(mut value: Value, more: &Value) -> Value {
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    value
}

fn pooled(pool: &Pool) -> Vec<(&str, &str)> {
    pool.cohorts.iter().map(|row| (row.node.id.0.as_str(), row.dataset.as_str())).collect()
}

fn reasons(pool: &Pool) -> Vec<(&str, &Why)> {
    pool.left_out.iter().map(|left| (left.node.id.0.as_str(), &left.why)).collect()
}

#[test]
fn whole_data_sets_with_counts_are_pooled_and_parts_are_not() {
    let mut scene = Scene::new(&[json!({"id": "a"}), json!({"id": "b"}), json!({"id": "c"}), json!({"id": "d"})]);
    scene.said("a", &[set("A", &[("Total", Some(6), 20), ("F", Some(4), 10), ("M", Some(2), 10)])]);
    scene.said("b", &[set("B", &[("FI", Some(1), 8), ("EE", Some(2), 8), ("FI_F", Some(1), 4)])]);
    scene.said("c", &[set("C", &[("F", Some(4), 10), ("M", Some(2), 10)])]);
    scene.said("d", &[set("D", &[("COVID_pop11_fin_2", Some(3), 12)])]);
    let pool = scene.pool();
    assert_eq!(pooled(&pool), [("a", "A"), ("b", "B"), ("b", "B"), ("d", "D")]);
    assert_eq!(reasons(&pool), [("b", &Why::Part), ("c", &Why::Part), ("c", &Why::Part)]);
    assert_eq!((pool.sum.allele_count, pool.sum.allele_number), (12, 48));
    assert!(pool.random_effects.is_ok() && pool.bounds.is_none());
}

#[test]
fn absent_with_copies_read_is_a_zero_and_absent_without_is_none() {
    let mut scene = Scene::new(&[json!({"id": "a"}), json!({"id": "b"}), json!({"id": "c"})]);
    scene.said("a", &[set("A", &[("Total", Some(0), 60)])]);
    scene.said("b", &[json!({"id": "B", "exists": false})]);
    scene.said("c", &[total("C", 3, 40)]);
    let pool = scene.pool();
    assert_eq!(pooled(&pool), [("a", "A"), ("c", "C")]);
    assert_eq!((pool.sum.allele_count, pool.sum.allele_number), (3, 100));
    let [("b", Why::Silent(state))] = reasons(&pool)[..] else { panic!() };
    assert!(matches!(**state, NodeState::Done { outcome: Outcome::Absent(_), .. }));
}

#[test]
fn whoever_cannot_be_added_up_keeps_name_and_reason() {
    let ids = ["a", "b", "c", "d", "e", "f"].map(|id| json!({"id": id}));
    let mut scene = Scene::new(&[ids.as_slice(), &[json!({"id": "g", "assemblies": ["GRCh37"]})]].concat());
    scene.said("a", &[with(total("A", 5, 50), &json!({"countPrecision": "rounded"}))]);
    scene.said("b", &[set("B", &[("Total", None, 50)])]);
    scene.said("c", &[total("C", 0, 0)]);
    scene.came_to("d", Outcome::Failed(Failure::Late));
    scene.said("e", &[total("E", 2, 9), json!({"id": "E2", "exists": true})]);
    scene.said("g", &[total("G", 2, 9)]);
    let pool = scene.pool();
    assert_eq!(pooled(&pool), [("e", "E")]);
    let late = NodeState::Done { outcome: Outcome::Failed(Failure::Late), took_millis: 1 };
    assert_eq!(
        reasons(&pool),
        [
            ("a", &Why::NotExact),
            ("b", &Why::Incomplete),
            ("c", &Why::NothingRead),
            ("d", &Why::Silent(Box::new(late))),
            ("e", &Why::Unsaid(Standing::SeenWithoutCounts)),
            ("f", &Why::Silent(Box::new(NodeState::NotAsked))),
            ("g", &Why::OtherBuild),
        ]
    );
    assert_eq!(pool.random_effects, Err(NoEstimate::TooFew));
}

#[test]
fn a_data_set_counts_once_whoever_tells_it() {
    let network = |id: &str| json!({"id": id, "kind": "network"});
    let mut scene = Scene::new(&[json!({"id": "a"}), network("n"), network("m"), json!({"id": "z"})]);
    scene.said("a", &[total("A", 2, 20), total("A", 2, 20)]);
    let member = |id: &str, value: Value| with(value, &json!({"beaconId": id}));
    scene.said("n", &[member("a", total("A", 2, 20)), member("y", total("GOE-FI-THL-1", 1, 30))]);
    scene.said("m", &[member("a", json!({"id": "A", "exists": true})), member("x", total("GOE-FI-THL-1", 1, 30))]);
    // The same id within another Beacon is another data set.
    scene.said("z", &[total("A", 9, 90)]);
    let pool = scene.pool();
    assert_eq!(pooled(&pool), [("a", "A"), ("n", "GOE-FI-THL-1"), ("z", "A")]);
    assert_eq!(reasons(&pool), [("a", &Why::ToldTwice), ("n", &Why::ToldTwice), ("m", &Why::ToldTwice)]);
    assert_eq!((pool.sum.allele_count, pool.sum.allele_number), (12, 140));
}

#[test]
fn hidden_counts_bound_the_sum() {
    let hides = |id: &str, floor: u32| json!({"id": id, "exists": false, "gdiDatasetInfo": {"minAlleleCount": floor}});
    let mut scene =
        Scene::new(&[json!({"id": "a"}), json!({"id": "b", "people": 100}), json!({"id": "c", "people": null})]);
    scene.said("a", &[total("A", 10, 100)]);
    scene.said("b", &[hides("B", 5)]);
    scene.said("c", &[hides("C", 5)]);
    let pool = scene.pool();
    let known = Why::Hidden(Hidden { most_copies: 4, most_read: Some(200) });
    let unknown = Why::Hidden(Hidden { most_copies: 4, most_read: None });
    assert_eq!(reasons(&pool), [("b", &known), ("c", &unknown)]);
    assert_eq!(pool.bounds, Some(Bounds { low: 10.0 / 300.0, high: 14.0 / 104.0 }));
    // Whatever the cohort has truly counted lies between.
    for count in 0..=4_u32 {
        for number in count.max(1)..=200 {
            let truth = f64::from(10 + count) / f64::from(100 + number);
            assert!(pool.bounds.is_some_and(|bounds| bounds.low <= truth && truth <= bounds.high));
        }
    }
}

#[test]
fn a_floor_of_people_hides_two_copies_each_and_a_second_data_set_is_bounded_too() {
    let mut scene = Scene::new(&[json!({"id": "a"}), json!({"id": "b", "floor": 3}), json!({"id": "c"})]);
    let hides = json!({"id": "A2", "exists": false, "gdiDatasetInfo": {"minAlleleCount": 5}});
    scene.said("a", &[total("A", 10, 100), hides]);
    scene.said("b", &[json!({"id": "B", "exists": false})]);
    scene.said("c", &[total("C", 10, 100)]);
    let pool = scene.pool();
    let [own, silent] = [4, 4].map(|most_copies| Why::Hidden(Hidden { most_copies, most_read: Some(100) }));
    assert_eq!(reasons(&pool), [("a", &own), ("b", &silent)]);
    assert_eq!(pool.bounds, Some(Bounds { low: 20.0 / 400.0, high: 28.0 / 208.0 }));
}

#[test]
fn outliers_are_named() {
    let counts = [("a", 117, 198), ("b", 131, 182), ("c", 98, 214), ("d", 19, 214), ("e", 146, 198)];
    let mut scene = Scene::new(&counts.map(|(id, ..)| json!({"id": id})));
    for (id, count, number) in counts {
        scene.said(id, &[total("D", count, number)]);
    }
    let pool = scene.pool();
    assert_eq!(pool.outliers().map(|row| row.node.id.0.as_str()).collect::<Vec<_>>(), ["d"]);
}

#[test]
fn made_up_people_are_pooled_among_themselves_only() {
    let synthetic = |id: &str| json!({"id": id, "synthetic": true, "floor": 5});
    let mut scene = Scene::new(&[json!({"id": "a"}), synthetic("b"), synthetic("c"), synthetic("d")]);
    for (id, count) in [("b", 20), ("c", 30)] {
        scene.said(id, &[total(id, count, 100)]);
    }
    scene.said("d", &[json!({"id": "d", "exists": false, "results": []})]);
    let alone = scene.pool();
    assert_eq!((alone.sum.allele_count, alone.cohorts.len()), (50, 2));
    assert!(alone.bounds.is_some(), "d hides a count: {:?}", alone.left_out);
    scene.said("a", &[total("a", 7, 100)]);
    let pool = scene.pool();
    assert_eq!((pool.sum.allele_count, pool.bounds), (7, None));
    let left: Vec<_> = pool.left_out.iter().map(|left| (left.node.id.0.as_str(), left.why.code())).collect();
    assert_eq!(left, [("b", "synthetic"), ("c", "synthetic"), ("d", "suppressed")]);
}

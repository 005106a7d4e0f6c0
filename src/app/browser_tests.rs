//! The few tests that need a browser but no server: run by `cargo xtask test wasm`.

use cohort_core::{
    beacon::{profile::Profile, question::Question, registry::Registry, request::Request},
    federation::{Failure, Reply},
    ledger::{Entry, Ledger, Reason},
    variant::known::Catalogue,
};
use leptos::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use crate::{
    edge::{
        address_bar,
        gateway::{Deadline, Gateway, Part, PartMissing, Stop},
    },
    routes::Route,
    shell,
};

wasm_bindgen_test_configure!(run_in_browser);

/// Nobody listens on the discard port, and browsers refuse it besides.
const REGISTRY: &str = r#"{"version":1,"nodes":[{"id":"x","country":null,"name":{"en":"X"},"cohort":{"en":"X"},
    "operator":"test","url":"http://127.0.0.1:9","kind":"node","assemblies":["GRCh38"]}]}"#;

fn question() -> Request {
    let registry = Registry::read(REGISTRY).unwrap();
    let catalogue = Catalogue::built_in();
    let variant = catalogue.by_rs_number("rs4988235").unwrap().variant.clone();
    Request::ask(&registry.nodes()[0], &Question::Variant(variant), Profile::default())
}

#[wasm_bindgen_test]
async fn a_question_is_written_down_and_a_dead_node_is_unreachable() {
    let owner = Owner::new();
    owner.set();
    let ledger = RwSignal::new(Ledger::default());
    let request = question();
    let reply = Gateway::new(ledger).ask(&request, &Stop::new().unwrap(), &Deadline::start()).await;
    assert_eq!(reply, Reply::Failed(Failure::Unreachable));
    let written = ledger.with_untracked(|ledger| ledger.entries().to_vec());
    let expected = Entry::of_question(&request, written[0].sent_at_millis);
    assert_eq!(written, [expected]);
}

#[wasm_bindgen_test]
async fn stopping_is_told_from_failing() {
    let owner = Owner::new();
    owner.set();
    let stop = Stop::new().unwrap();
    stop.now();
    let reply = Gateway::new(RwSignal::new(Ledger::default())).ask(&question(), &stop, &Deadline::start()).await;
    assert_eq!(reply, Reply::Failed(Failure::Cancelled));
}

#[wasm_bindgen_test]
async fn a_missing_part_of_the_page_is_named() {
    let owner = Owner::new();
    owner.set();
    let ledger = RwSignal::new(Ledger::default());
    let missing = Gateway::new(ledger).part_text(Part::Registry).await;
    assert_eq!(missing, Err(PartMissing::Status { path: "nodes.json", status: 404 }));
    assert_eq!(ledger.with_untracked(|ledger| ledger.entries()[0].reason), Reason::PartOfThePage);
}

#[wasm_bindgen_test]
fn a_link_leads_to_its_page() {
    let variant = Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
    address_bar::go(&Route::Variant(variant.clone()).href());
    assert_eq!(Route::from_fragment(&address_bar::fragment()), Route::Variant(variant));
    address_bar::go(&Route::Explore.href());
}

#[wasm_bindgen_test]
async fn the_page_mounts_with_one_heading() {
    mount_to_body(shell::App);
    leptos::task::tick().await;
    let headings = document().query_selector_all("main h1").unwrap();
    assert_eq!(headings.length(), 1);
}

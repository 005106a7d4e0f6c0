//! A Beacon network: passes the question on, and what its members say, under their names.
//!
//! One member answers for itself as well, one fails and says so within the answer, one is missing without a word and is
//! known from `/info` only (BSC Beacon Network: members slower than 5 s vanish).

use serde_json::{Value, json};

use super::{Heard, each_set};
use crate::beacon::{request, variants};
use crate::dataset::Node;

/// Beacon id of the member that fails.
pub const FAILING: &str = "demo.be-south.synthetic.cohort-explorer";

/// Beacon id of the member that is missing.
pub const MISSING: &str = "demo.be-east.synthetic.cohort-explorer";

/// Path of the node that is a member, too.
pub(super) const MEMBER: &str = "fr";

pub(super) fn dressed(mut answer: Value, node: &Node, heard: &Heard<'_>, others: &[Node]) -> Value {
    let of_member = others.iter().find(|other| other.path == MEMBER).and_then(|member| {
        let request = request::parse(heard.envelope).ok()?;
        Some(variants::answer(member, &request).ok()?["response"]["resultSets"].clone())
    });
    let failed = json!({"beaconId": FAILING, "id": "DEMO-BE-SOUTH", "setType": "dataset", "exists": false, "results": [],
        "resultsCount": 0, "info": {"error": "no answer within 5 s"}});
    if let Some(sets) = answer["response"]["resultSets"].as_array_mut() {
        sets.extend(of_member.as_ref().and_then(Value::as_array).into_iter().flatten().cloned());
        sets.push(failed);
        // Without the wish for all, those that have it are left out.
        if heard.envelope["query"]["includeResultsetResponses"] != "ALL" {
            sets.retain(|set| set["exists"] == false);
        }
    }
    each_set(&mut answer, |set| {
        set.remove("gdiDatasetInfo");
    });
    answer["meta"]["beaconId"] = node.beacon_id.as_str().into();
    let sets = answer["response"]["resultSets"].as_array().into_iter().flatten();
    answer["responseSummary"]["exists"] = sets.into_iter().any(|set| set["exists"] == true).into();
    answer
}

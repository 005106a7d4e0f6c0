//! Where access is applied for: the node's own link (REMS, a data access committee), with the data set named. Never a way
//! to ask anybody about a person.

use serde::{Deserialize, Serialize};

use super::provider::is_web;
use crate::{beacon::registry::Node, federation::Outcome};

/// Where access to a data set is applied for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// The data set's name or id.
    pub dataset: String,
    /// A page of the node's operator.
    pub url: String,
}

impl Access {
    /// Whose page it is.
    pub fn host(&self) -> &str {
        self.url.split(['/', '?', '#']).nth(2).unwrap_or_default()
    }
}

/// The links that belong to what came of asking a node: the registry's where the node wants to know who asks, and those
/// that its answer hands over.
pub fn access(node: &Node, outcome: &Outcome) -> Vec<Access> {
    let by_registry = node.access.iter().filter(|_| matches!(outcome, Outcome::SignInNeeded)).cloned();
    let datasets = outcome.answer().map(|answer| answer.datasets.as_slice()).unwrap_or_default();
    let handed_over = datasets.iter().filter_map(|dataset| {
        let url = dataset.handover.clone().filter(|url| is_web(url))?;
        Some(Access { dataset: dataset.dataset.clone(), url })
    });
    let mut links: Vec<Access> = Vec::new();
    for link in by_registry.chain(handed_over) {
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beacon::{
        answer::{Answer, DatasetAnswer, Standing},
        registry::Registry,
    };

    #[test]
    fn a_link_where_access_is_wanted_and_where_the_answer_has_one() {
        let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
        let own = Access { dataset: "Cohort 1".into(), url: "https://rems.example/apply".into() };
        let node = Node { access: Some(own.clone()), ..registry.nodes()[0].clone() };
        assert_eq!(own.host(), "rems.example");
        assert_eq!(access(&node, &Outcome::SignInNeeded), [own]);
        let of = |dataset: &str, handover: Option<&str>| DatasetAnswer {
            beacon: "b".into(),
            dataset: dataset.into(),
            standing: Standing::SeenWithoutCounts,
            tally: None,
            floor: None,
            handover: handover.map(str::to_owned),
        };
        let link = "https://ega.example/datasets/D1?from=beacon";
        let datasets = vec![of("D1", Some(link)), of("D2", None), of("D3", Some("http://plain.example/"))];
        let answered = Outcome::Answered(Answer { datasets, ..Answer::default() });
        assert_eq!(access(&node, &answered), [Access { dataset: "D1".into(), url: link.into() }]);
    }
}

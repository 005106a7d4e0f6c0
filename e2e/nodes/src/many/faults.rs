//! The fixed set of faults of many nodes: every outcome that the page tells apart has its node.

use crate::fault::Faults;

/// Node, fault, and what the page shall make of it.
const USUAL: [(&str, &str, &str); 18] = [
    ("hr", "drop", "dead: closes the connection"),
    ("lt", "hang", "dead: never answers"),
    ("pl", "delay:7000", "slow: answers after 7 seconds"),
    ("ro", "delay:9000", "slow: would answer after 9 seconds"),
    ("pt", "delay:20000", "slow: would answer after 20 seconds"),
    ("sk", "status:503", "out of order (503)"),
    ("hu", "html", "a web page instead of an answer"),
    ("nl", "busy", "too many questions (429), back in 30 seconds"),
    ("si", "echo", "the answer to another question"),
    ("gr", "no-cors", "blocked by the browser"),
    (super::RELAYED, "no-cors", "blocked by the browser, and asked through the page's own server"),
    ("dk", "suppressed", "hides counts below 5"),
    ("ie", "imprecise", "five or fewer"),
    ("lu", "sign-in", "wants to know who asks (401)"),
    ("bg", "grch37", "has data in GRCh37 only"),
    ("no", "refuses", "does not answer this kind of question"),
    ("lv", "absent", "has looked and not seen it"),
    ("se", "unread", "could not read the place"),
];

/// Adds those of the nodes that there are.
#[must_use]
pub fn with_usual(mut faults: Faults, nodes: &[&str]) -> Faults {
    for (node, fault, _) in usual(nodes) {
        // Each is read by a test.
        let _ = faults.set(node, fault);
    }
    faults
}

/// For people, before the nodes begin.
#[must_use]
pub fn table(nodes: &[&str]) -> String {
    let mut lines = vec![format!("{:<6}{:<14}what it does", "node", "fault")];
    lines.extend(usual(nodes).map(|(node, fault, what)| format!("{node:<6}{fault:<14}{what}")));
    let well: Vec<&str> = nodes.iter().filter(|node| USUAL.iter().all(|(other, ..)| other != *node)).copied().collect();
    lines.push(format!("well: {}", well.join(" ")));
    lines.join("\n")
}

fn usual<'a>(nodes: &'a [&str]) -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> + 'a {
    USUAL.iter().filter(|(node, ..)| nodes.contains(node))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;
    use crate::country::COUNTRIES;

    #[test]
    fn every_usual_fault_is_one_and_of_a_made_up_node() {
        let mut faults = Faults::default();
        for (node, fault, _) in USUAL {
            faults.set(node, fault).unwrap();
            assert_eq!(faults.of(node).len(), 1);
            assert!(COUNTRIES[..23].iter().any(|country| country.path() == node), "{node} is not among 27 nodes");
        }
        assert_eq!(with_usual(Faults::default(), &["fi", "hr"]).of("hr").len(), 1);
        assert_eq!(with_usual(Faults::default(), &["fi"]), Faults::default());
        assert!(table(&["fi", "hr"]).ends_with("well: fi"));
    }
}

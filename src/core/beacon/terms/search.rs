//! Looks for terms by id and by what people call them, over all nodes.

use super::{Kind, Source, Terms};
use crate::beacon::registry::NodeId;

/// Most terms that a search shows.
pub const MAX_HITS: usize = 12;

/// A term and who offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The same for every node, see [`super::key`].
    pub key: String,
    /// As the first node that offers it spells it.
    pub id: String,
    /// What people call it, where a node says so.
    pub label: Option<String>,
    /// How it narrows down.
    pub kind: Kind,
    /// Where it comes from.
    pub source: Source,
    /// Who offers it, in the order the nodes were given.
    pub nodes: Vec<NodeId>,
    /// Label and id as they are searched.
    folded: [String; 2],
}

/// What several nodes offer together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue(Vec<Entry>);

impl Catalogue {
    /// Of the terms of nodes, in the order of their keys: a search that ranks two alike keeps it.
    pub fn new<'a>(offers: impl IntoIterator<Item = (&'a NodeId, &'a Terms)>) -> Self {
        let mut entries = std::collections::BTreeMap::<&str, Entry>::new();
        for (node, terms) in offers {
            for (key, term) in terms.iter() {
                let entry = entries.entry(key).or_insert_with(|| Entry {
                    key: key.to_owned(),
                    id: term.id.clone(),
                    label: None,
                    kind: term.kind,
                    source: term.source,
                    nodes: Vec::new(),
                    folded: [String::new(), folded(&term.id)],
                });
                if entry.label.is_none() && term.label.is_some() {
                    entry.label.clone_from(&term.label);
                    entry.folded[0] = folded(term.label.as_deref().unwrap_or_default());
                }
                entry.nodes.push(node.clone());
            }
        }
        Self(entries.into_values().collect())
    }

    /// All of it.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// Best first: the whole, then what begins so, then a word that begins so, then anywhere. At most [`MAX_HITS`]; none
    /// for nothing.
    pub fn search(&self, typed: &str) -> Vec<&Entry> {
        let wanted = folded(typed.trim());
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut ranks: [Vec<&Entry>; 4] = Default::default();
        for entry in &self.0 {
            if let Some(ranked) = entry.rank(&wanted).and_then(|rank| ranks.get_mut(rank)) {
                ranked.push(entry);
            }
        }
        ranks.into_iter().flatten().take(MAX_HITS).collect()
    }
}

impl Entry {
    /// What people call it, or its id.
    pub fn name(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.id)
    }

    /// From 0, best, to 3.
    fn rank(&self, wanted: &str) -> Option<usize> {
        let rank = |text: &str| {
            let at = text.find(wanted)?;
            let begins_word =
                |at: usize| text[..at].chars().next_back().is_some_and(|before| !before.is_alphanumeric());
            Some(match at {
                0 if text.len() == wanted.len() => 0,
                0 => 1,
                _ if text.match_indices(wanted).any(|(at, _)| begins_word(at)) => 2,
                _ => 3,
            })
        };
        self.folded.iter().filter_map(|text| rank(text)).min()
    }
}

/// Without case and accents: `Café` is `cafe`.
fn folded(text: &str) -> String {
    /// Letters of Latin-1 and Latin Extended-A that are another letter with a mark.
    const MARKED: [(char, &str); 14] = [
        ('a', "àáâãäåāăą"),
        ('c', "çćĉċč"),
        ('d', "ďđ"),
        ('e', "èéêëēĕėęě"),
        ('g', "ĝğġģ"),
        ('i', "ìíîïĩīĭįı"),
        ('l', "ĺļľł"),
        ('n', "ñńņň"),
        ('o', "òóôõöøōŏő"),
        ('r', "ŕŗř"),
        ('s', "śŝşšș"),
        ('t', "ţťț"),
        ('u', "ùúûüũūŭůűų"),
        ('z', "źżž"),
    ];
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            // The mark itself, where it was typed apart.
            '\u{300}'..='\u{36f}' => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ý' | 'ÿ' => folded.push('y'),
            _ if letter.is_ascii() => folded.push(letter),
            _ => folded
                .push(MARKED.iter().find(|(_, marked)| marked.contains(letter)).map_or(letter, |(plain, _)| *plain)),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::beacon::terms::read;

    fn catalogue() -> Catalogue {
        let terms = |list: serde_json::Value| read(&json!({"filteringTerms": list}).to_string()).unwrap();
        let fi = terms(json!([
            {"id": "HP:0001250"}, {"id": "HP:0002069", "label": "Bilateral tonic-clonic seizure"},
            {"id": "ORPHA:64", "label": "Alström syndrome"}
        ]));
        let ceu = terms(json!([
            {"id": "HP:0001250", "label": "Seizure"}, {"id": "HP:0011167", "label": "Aseizural spells"},
            {"id": "Orphanet:64", "label": "Alstrom syndrome"}, {"id": "HP:0032794", "label": "Seizure cluster"}
        ]));
        Catalogue::new([(&NodeId("fi".into()), &fi), (&NodeId("ceu".into()), &ceu)])
    }

    #[test]
    fn the_whole_then_its_beginning_then_a_word_then_anywhere() {
        let catalogue = catalogue();
        let names: Vec<&str> = catalogue.search(" SEIZURE").into_iter().map(Entry::name).collect();
        assert_eq!(names, ["Seizure", "Seizure cluster", "Bilateral tonic-clonic seizure"]);
        assert_eq!(catalogue.search("seizura")[0].name(), "Aseizural spells");
        assert_eq!(catalogue.search("hp:0001")[0].id, "HP:0001250");
        assert!(catalogue.search("  ").is_empty() && catalogue.search("gout").is_empty());
    }

    #[test]
    fn accents_do_not_count_and_two_prefixes_are_one_term() {
        let catalogue = catalogue();
        let hits = catalogue.search("alstrom");
        assert_eq!(hits.len(), 1);
        assert_eq!((hits[0].name(), hits[0].nodes.len()), ("Alström syndrome", 2));
        assert_eq!(catalogue.search("ALSTRÖM"), hits);
        assert_eq!(folded("Café d'Œuvre ß e\u{301}"), "cafe d'oeuvre ss e");
    }

    #[test]
    fn hits_are_capped() {
        let list: Vec<_> = (0..100).map(|number| json!({"id": format!("HP:{number}"), "label": "ataxia"})).collect();
        let terms = read(&json!({"filteringTerms": list}).to_string()).unwrap();
        assert_eq!(Catalogue::new([(&NodeId("x".into()), &terms)]).search("ataxia").len(), MAX_HITS);
    }
}

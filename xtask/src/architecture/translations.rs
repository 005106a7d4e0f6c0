//! Every language says everything: the same files, with the same keys, none of them empty.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Breach, relative};
use crate::error::Error;
use crate::project::{self, Project};

const FOLDER: &str = "src/app/i18n";
/// The language the others are compared with.
const SOURCE: &str = "en";
/// Endings of a key's plural forms (CLDR); languages differ in which they have.
const PLURALS: [&str; 6] = ["_zero", "_one", "_two", "_few", "_many", "_other"];

pub(super) fn check(project: &Project) -> Result<Vec<Breach>, Error> {
    let folder = project.path(FOLDER);
    let mut languages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut breaches = Vec::new();
    for path in project::files_under(&folder)? {
        let (file, json) = (relative(project, &path), project::read(&path)?);
        let value: Value =
            serde_json::from_str(&json).map_err(|error| Error::shape(&path, format!("not JSON: {error}")))?;
        // `en/shell.json`, or `en.json`.
        let name = file.trim_start_matches(FOLDER).trim_matches('/').trim_end_matches(".json");
        let (language, namespace) = name.split_once('/').unwrap_or((name, ""));
        let mut texts = Vec::new();
        collect(&value, namespace, &mut texts);
        let keys = languages.entry(language.to_owned()).or_default();
        for (key, text) in texts {
            if text.trim().is_empty() {
                breaches.push(Breach { file: file.clone(), line: None, what: format!("`{key}` is empty") });
            }
            keys.insert(key);
        }
    }
    breaches.extend(compare(&languages));
    Ok(breaches)
}

fn compare(languages: &BTreeMap<String, BTreeSet<String>>) -> Vec<Breach> {
    let Some(source) = languages.get(SOURCE).filter(|_| languages.len() > 1) else {
        let what = format!("no translations of `{SOURCE}` found");
        return vec![Breach { file: FOLDER.to_owned(), line: None, what }];
    };
    let mut breaches = Vec::new();
    for (language, keys) in languages {
        let missing = source.difference(keys).map(|key| format!("`{language}` lacks `{key}`"));
        let extra = keys.difference(source).map(|key| format!("`{key}` is in `{language}` and not in `{SOURCE}`"));
        breaches.extend(missing.chain(extra).map(|what| Breach { file: FOLDER.to_owned(), line: None, what }));
    }
    breaches
}

/// Keys with their path, plural forms as one key, and their texts.
fn collect(value: &Value, path: &str, into: &mut Vec<(String, String)>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                let key = PLURALS.iter().find_map(|ending| key.strip_suffix(ending)).unwrap_or(key);
                collect(value, &if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }, into);
            }
        }
        Value::String(text) => into.push((path.to_owned(), text.clone())),
        other => into.push((path.to_owned(), other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn keys(value: &Value) -> BTreeSet<String> {
        let mut texts = Vec::new();
        collect(value, "", &mut texts);
        texts.into_iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn plural_forms_are_one_key() {
        let english = keys(&json!({"nodes": {"count_one": "one node", "count_other": "{{ count }} nodes"}}));
        let polish = keys(&json!({"nodes": {"count_few": "węzły", "count_many": "węzłów", "count_other": "węzła"}}));
        assert_eq!(english, polish);
    }

    #[test]
    fn what_a_language_lacks_or_adds_is_named() {
        let languages = BTreeMap::from([
            ("en".to_owned(), keys(&json!({"title": "Nodes", "ask": "Ask"}))),
            ("de".to_owned(), keys(&json!({"title": "Knoten", "frage": "Fragen"}))),
        ]);
        let said: Vec<_> = compare(&languages).into_iter().map(|breach| breach.what).collect();
        assert_eq!(said, ["`de` lacks `ask`", "`frage` is in `de` and not in `en`"]);
    }

    #[test]
    fn one_language_alone_is_no_translation() {
        let languages = BTreeMap::from([("en".to_owned(), keys(&json!({"title": "Nodes"})))]);
        assert_eq!(compare(&languages).len(), 1);
    }
}

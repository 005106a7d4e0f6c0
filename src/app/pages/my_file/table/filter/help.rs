//! How a filter is written: examples and what each says.

use leptos::prelude::*;

use super::super::super::wording::say;
use crate::{
    components::{Cell, Column, DataTable, Disclosure, TableRow},
    i18n::Locale,
    state::store::{Store, use_store},
};

/// Examples, and what they mean, for whoever opens it.
#[component]
pub(super) fn Help() -> impl IntoView {
    let Store { locale, .. } = use_store();
    let columns = Signal::derive(move || {
        let locale = locale.get();
        vec![Column::new(say!(locale, rows.help_written)), Column::new(say!(locale, rows.help_meaning))]
    });
    let rows = Signal::derive(move || examples(locale.get()).into_iter().map(row).collect::<Vec<_>>());
    view! {
        <Disclosure summary=text!(locale, rows.help)>
            <DataTable id="row-filter-help" caption=text!(locale, rows.help_missing) columns=columns rows=rows />
        </Disclosure>
    }
}

fn row((example, meaning): (&'static str, String)) -> TableRow {
    TableRow { key: example.to_owned(), head: Cell::new(example), cells: vec![Cell::new(meaning)] }
}

/// Each is a whole filter; what a name stands for differs from file to file.
fn examples(locale: Locale) -> [(&'static str, String); 8] {
    [
        ("QUAL > 50 and (DP >= 10 or not FILTER = PASS)", say!(locale, rows.help_joined)),
        ("GT = het", say!(locale, rows.help_genotype)),
        ("GT(mother) is missing", say!(locale, rows.help_sample)),
        ("gene in (BRCA1, BRCA2)", say!(locale, rows.help_in)),
        ("consequence ~ missense", say!(locale, rows.help_contains)),
        ("type = deletion and length <= -50", say!(locale, rows.help_type)),
        ("chr7:117,480,025-117,668,665", say!(locale, rows.help_region)),
        ("rs4988235", say!(locale, rows.help_id)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use cohort_core::{
        filter::{Schema, parse},
        records::AnnotationPart,
    };

    #[test]
    fn every_example_is_a_filter() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let schema = Schema {
            contigs: names(&["chr7"]),
            filters: names(&["PASS"]),
            samples: names(&["child", "mother"]),
            formats: names(&["GT", "DP"]),
            annotation: [AnnotationPart::Gene, AnnotationPart::Consequence].map(|part| (part, Vec::new())).to_vec(),
            ..Schema::default()
        };
        for (example, _) in examples(Locale::en) {
            assert!(parse(example, &schema).is_ok(), "{example}: {:?}", parse(example, &schema));
        }
    }
}

//! The groups a page in plain words speaks of: those asked in this session, else those whose counts came with the page.

use cohort_core::{
    evidence::{
        self,
        plain::{Counted, natural},
    },
    federation::{Federation, NodeState},
    plot::forest::ForestRow,
    stats::natural::NaturalFrequencies,
    variant::{Variant, known::Catalogue},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::{
    i18n::Locale,
    pages::{explore, variant},
    state::store::{Store, use_store},
};

/// A group with its counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) key: String,
    pub(super) name: String,
    /// ISO 3166-1 alpha-2.
    pub(super) country: Option<String>,
    pub(super) is_synthetic: bool,
    pub(super) counted: Counted,
}

/// A group that was asked and gave no figure: its name, the word and the sentence for that, and how it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SilentGroup {
    pub(super) name: String,
    /// ISO 3166-1 alpha-2.
    pub(super) country: Option<String>,
    pub(super) is_synthetic: bool,
    pub(super) row: ForestRow,
    pub(super) word: String,
    pub(super) says: String,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Groups {
    pub(super) variant: StoredValue<Variant>,
    /// Most frequent first.
    pub(super) list: Memo<Vec<Group>>,
    pub(super) silent: Memo<Vec<SilentGroup>>,
    /// Their frequencies out of one round number.
    pub(super) natural: Memo<NaturalFrequencies>,
    /// Whether they were asked in this session.
    pub(super) were_asked: Memo<bool>,
}

impl Groups {
    pub(super) fn of(variant: Variant) -> Self {
        let Store { federation, registry, locale, .. } = use_store();
        let variant = StoredValue::new(variant);
        let is_ours = move |federation: &Federation| {
            variant.with_value(|variant| federation.variant() == Some(variant)) && federation.was_asked()
        };
        let were_asked = Memo::new(move |_| federation.with(is_ours));
        let list = Memo::new(move |_| {
            let locale = locale.get();
            let asked = were_asked.get().then(|| {
                registry.with(|load| {
                    load.ready().map_or_else(Vec::new, |registry| {
                        let rows = federation.with(|federation| evidence::rows(federation, registry));
                        rows.iter().filter(|row| row.is_headline).filter_map(|row| of_row(row, locale)).collect()
                    })
                })
            });
            let mut groups: Vec<Group> =
                asked.unwrap_or_else(|| variant.with_value(|variant| shipped(variant, locale)));
            groups.sort_by(|a, b| b.counted.copies.frequency().total_cmp(&a.counted.copies.frequency()));
            groups
        });
        let silent = Memo::new(move |_| {
            let locale = locale.get();
            if !were_asked.get() {
                return Vec::new();
            }
            registry.with(|load| {
                load.ready().map_or_else(Vec::new, |registry| {
                    let silent = federation.with(|federation| evidence::silent(federation, registry));
                    let was_asked = |silent: &&evidence::Silent| silent.state != NodeState::NotAsked;
                    silent.iter().filter(was_asked).map(|silent| of_silent(silent, locale)).collect()
                })
            })
        });
        let natural =
            Memo::new(move |_| list.with(|list| natural(&list.iter().map(|group| group.counted).collect::<Vec<_>>())));
        Self { variant, list, silent, natural, were_asked }
    }
}

fn of_row(row: &evidence::Evidence, locale: Locale) -> Option<Group> {
    Some(Group {
        key: format!("{}/{}/{}", row.node.id.0, row.beacon, row.dataset),
        name: variant::row_name(row, locale),
        country: row.node.country.clone(),
        is_synthetic: row.node.synthetic,
        counted: Counted::of_row(row)?,
    })
}

fn of_silent(silent: &evidence::Silent, locale: Locale) -> SilentGroup {
    SilentGroup {
        name: silent.node.name.get(locale.as_str()).to_owned(),
        country: silent.node.country.clone(),
        is_synthetic: silent.node.synthetic,
        row: variant::silent_row(silent, locale),
        word: variant::state_of(&silent.state, locale).1,
        says: variant::state_says(&silent.state, locale),
    }
}

/// The country that a 1000 Genomes cohort was sampled in.
fn country(cohort: &str) -> Option<String> {
    let code = match cohort {
        "FIN" => "FI",
        "GBR" => "GB",
        "IBS" => "ES",
        "TSI" => "IT",
        _ => return None,
    };
    Some(code.to_owned())
}

fn shipped(variant: &Variant, locale: Locale) -> Vec<Group> {
    let known = Catalogue::built_in().naming(variant).cloned();
    let counts = known.map(|known| known.counts).unwrap_or_default();
    let group = |count: &cohort_core::variant::known::ShippedCount| {
        Some(Group {
            key: count.cohort.clone(),
            name: explore::place(&count.cohort, locale),
            country: country(&count.cohort),
            is_synthetic: false,
            counted: Counted::of_shipped(count)?,
        })
    };
    counts.iter().filter_map(group).collect()
}

//! Why a file with evidence was not opened.

use cohort_core::bundle::{BadBundle, MAX_BUNDLE_BYTES, VERSION};
use leptos::prelude::*;

use super::wording::{numbers, say};
use crate::{
    components::{Notice, Tone},
    i18n::Locale,
    state::{
        opened::Opened,
        store::{Store, use_store},
    },
};

#[component]
pub(super) fn RefusedEvidence() -> impl IntoView {
    let Store { locale, opened, .. } = use_store();
    let refused = move || {
        opened.with(|opened| match opened {
            Opened::Refused { name, why } => Some((name.clone(), why.clone())),
            Opened::Nothing | Opened::Shown(_) => None,
        })
    };
    let notice = move |(name, why): (String, BadBundle)| {
        let title = Signal::derive(move || say!(locale.get(), report.refused, name = name.clone()));
        view! {
            <Notice tone=Tone::Failed title=title>
                <p>{move || says(&why, locale.get())}</p>
            </Notice>
        }
    };
    view! {
        // Stands here from the start, so that what comes into it is said aloud.
        <div class="my-file__became" role="status">{move || refused().map(notice)}</div>
    }
}

fn says(why: &BadBundle, locale: Locale) -> String {
    match why {
        BadBundle::TooLarge(bytes) => {
            let (bytes, limit) = (numbers(locale).bytes(*bytes), numbers(locale).bytes(MAX_BUNDLE_BYTES as u64));
            say!(locale, report.bad_large, bytes = bytes, limit = limit)
        }
        BadBundle::NotJson(why) => say!(locale, report.bad_json, why = why.clone()),
        BadBundle::OtherFormat => say!(locale, report.bad_format),
        BadBundle::Version(version) => say!(locale, report.bad_version, version = *version, ours = VERSION),
        BadBundle::Field(field) => say!(locale, report.bad_field, field = field.clone()),
        BadBundle::Altered(field) => say!(locale, report.bad_altered, field = field.clone()),
        BadBundle::Registry(why) => say!(locale, report.bad_registry, why = why.to_string()),
        BadBundle::Unfinished(node) => say!(locale, report.bad_unfinished, node = node.clone()),
    }
}

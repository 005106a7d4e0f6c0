//! What was odd about a file: every remark with its line, its column and what became of the record.

use std::sync::Arc;

use cohort_core::{
    vcf::{Effect as Outcome, Warning},
    wire::FileSummary,
};
use leptos::prelude::*;

use super::wording::{self, say};
use crate::{
    components::{Button, Disclosure},
    i18n::Locale,
    state::store::use_store,
};

/// Remarks shown at a time.
const STEP: usize = 50;

#[component]
pub(super) fn Remarks(summary: Arc<FileSummary>) -> impl IntoView {
    let locale = use_store().locale;
    if summary.warning_count == 0 {
        return ().into_any();
    }
    let shown = RwSignal::new(STEP);
    let listed = summary.warnings.len();
    let left = move || listed.saturating_sub(shown.get()).min(STEP);
    let title = {
        let summary = Arc::clone(&summary);
        Signal::derive(move || title(&summary, locale.get()))
    };
    let how_many = {
        let summary = Arc::clone(&summary);
        move || {
            let locale = locale.get();
            let numbers = wording::numbers(locale);
            let (listed, count) = (numbers.count(listed as u64), numbers.count(summary.warning_count));
            if listed == count {
                say!(locale, file.remarks_all, count = count.clone())
            } else {
                say!(locale, file.remarks_listed, listed = listed.clone(), count = count.clone())
            }
        }
    };
    let item = move |place: usize| summary.warnings.get(place).map(|warning| remark(warning, locale.get()));
    view! {
        <div class="my-file__warnings">
            <Disclosure summary=title>
                <p class="my-file__warning-count">{how_many}</p>
                <ul class="my-file__warning-list">
                    {move || (0..shown.get().min(listed)).map(&item).collect_view()}
                </ul>
                {move || (left() > 0).then(|| view! {
                    <Button
                        label=Signal::derive(move || say!(locale.get(), file.remarks_more, count = left()))
                        small=true
                        on_click=move |()| shown.update(|shown| *shown += STEP)
                    />
                })}
            </Disclosure>
        </div>
    }
    .into_any()
}

fn title(summary: &FileSummary, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    let remarks = match summary.warning_count {
        1 => say!(locale, file.remarks_one),
        count => say!(locale, file.remarks_many, count = numbers.count(count)),
    };
    match summary.bad_records {
        0 => remarks,
        bad => say!(locale, file.remarks_kept_out, remarks = remarks.clone(), count = numbers.count(bad)),
    }
}

fn remark(warning: &Warning, locale: Locale) -> impl IntoView + use<> {
    let place = match (warning.line, warning.column) {
        (None, None) => say!(locale, file.remark_file),
        (None, Some(column)) => wording::column(locale, column),
        (Some(line), None) => say!(locale, file.remark_line, line = wording::numbers(locale).count(line)),
        (Some(line), Some(column)) => say!(
            locale,
            file.remark_place,
            line = wording::numbers(locale).count(line),
            column = wording::column(locale, column)
        ),
    };
    let problem = wording::problem(locale, &warning.problem);
    let text = (!warning.text.is_empty()).then(|| say!(locale, file.remark_text, text = warning.text.clone()));
    let outcome = match warning.effect {
        Outcome::KeptOut => Some(say!(locale, file.remark_kept_out)),
        Outcome::Used => None,
    };
    view! {
        <li class="my-file__warning">
            <span class={"my-file__warning-place"}>{place}</span>
            <span>
                {problem} " " {text.map(|text| view! { <q class="my-file__warning-text">{text}</q> })} " " {outcome}
            </span>
        </li>
    }
}

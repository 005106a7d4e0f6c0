//! A file on this device: choosing it, what is in it, its rows, one record in full.
//!
//! The rows stay in the worker; this page asks for those in view.

use std::sync::Arc;

use cohort_core::{ledger::Reason, wire::FileSummary};
use leptos::{ev, prelude::*};

use crate::{
    actions::use_actions,
    components::{Button, ButtonKind, Glyph, Icon, NodeSign, StateBadge, dropped_files},
    i18n::td_string,
    routes::Route,
    state::{
        file::{Chosen, FileState},
        store::{Store, use_store},
    },
};

mod card;
mod cohort;
mod evidence;
mod opening;
mod quality;
mod reading;
mod record;
mod regions;
mod remarks;
mod summary;
mod table;
mod whose;
mod wording;

use cohort::CohortPart;
use opening::Opening;
use quality::Quality;
use reading::ReadingBar;
use record::RecordPanel;
use remarks::Remarks;
use summary::Summary;
use table::Rows;
use wording::say;

/// The page.
#[component]
pub(crate) fn MyFile() -> impl IntoView {
    let Store { file, route, .. } = use_store();
    let act = use_actions();
    let chosen = Memo::new(move |_| file.with(|state| state.open().map(|open| open.chosen.clone())));
    Effect::new(move || {
        route.track();
        act.take_shared_filter();
    });
    let over = |event: ev::DragEvent| event.prevent_default();
    // Dropped beside the drop zone, a browser would leave the page to show the file.
    let dropped = move |event: ev::DragEvent| {
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        act.bring_files(dropped_files(&event));
    };
    view! {
        <div class="wrap wrap--wide my-file" on:dragover=over on:drop=dropped>
            <evidence::RefusedEvidence />
            {move || match chosen.get() {
                Some(chosen) => view! { <OpenedFile chosen=chosen /> }.into_any(),
                None => view! { <Opening /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn OpenedFile(chosen: Chosen) -> impl IntoView {
    let Store { locale, file, route, .. } = use_store();
    let part = route.get_untracked();
    let summary = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.summary().cloned())));
    let shown_row = Memo::new(move |_| {
        file.with(|state| state.open().and_then(|open| open.shown.as_ref()).map(|shown| shown.row.clone()))
    });
    let shows_record = Memo::new(move |_| shown_row.with(Option::is_some));
    let announced = move || {
        let locale = locale.get();
        let place = shown_row.get().flatten().map(|row| wording::place(locale, &row));
        place.map(|place| say!(locale, file.record_announced, place = place.clone()))
    };
    // The page is built anew when the address changes.
    let body = if matches!(part, Route::Quality | Route::Cohort) {
        let of_whole = move |summary: Arc<FileSummary>| match part {
            Route::Cohort => view! { <CohortPart count=summary.sample_count /> }.into_any(),
            _ => view! { <Quality summary=summary /> }.into_any(),
        };
        view! {
            {move || match summary.get() {
                Some(summary) => of_whole(summary),
                None => view! { <p class="my-file__waiting">{text!(locale, quality.waiting)}</p> }.into_any(),
            }}
        }
        .into_any()
    } else {
        view! {
            {move || summary.get().map(|summary| view! { <Remarks summary=summary /> })}
            <div class="my-file__bench" class:my-file__bench--detail=shows_record>
                <Rows />
                {move || shows_record.get().then(|| view! { <RecordPanel /> })}
            </div>
        }
        .into_any()
    };
    view! {
        <Head chosen=chosen synthetic=Signal::derive(move || summary.with(|summary| {
            summary.as_ref().is_some_and(|summary| summary.synthetic)
        })) />
        {move || match summary.get() {
            Some(summary) => view! { <Summary summary=summary /> }.into_any(),
            None => view! { <ReadingBar /> }.into_any(),
        }}
        <Parts />
        {body}
        // Focus stays on the row; whoever hears the page is told where to look.
        <p class="visually-hidden" role="status">
            {announced}
        </p>
    }
}

/// The ways of looking at the file.
#[component]
fn Parts() -> impl IntoView {
    let Store { locale, route, file, .. } = use_store();
    let link = move |to: Route, label: Signal<String>| {
        let href = to.href();
        let current = move || {
            let here = route.get();
            let is_rows = !matches!(here, Route::Quality | Route::Cohort);
            (here == to || (is_rows && to == Route::MyFile)).then_some("page")
        };
        view! {
            <a class="my-file__part" href=href aria-current=current>
                {label}
            </a>
        }
    };
    let has_cohort = Memo::new(move |_| {
        let samples = |state: &FileState| state.open()?.summary().map(|summary| summary.sample_count);
        file.with(|state| samples(state).is_some_and(|count| count > 1)) || route.get() == Route::Cohort
    });
    view! {
        <nav class="my-file__parts" aria-label=text!(locale, quality.parts)>
            {link(Route::MyFile, text!(locale, quality.part_rows))}
            {link(Route::Quality, text!(locale, quality.title_short))}
            {move || has_cohort.get().then(|| link(Route::Cohort, text!(locale, cohort.part)))}
        </nav>
    }
}

#[component]
fn Head(chosen: Chosen, #[prop(into)] synthetic: Signal<bool>) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let act = use_actions();
    let badge = move || {
        synthetic.get().then(|| {
            view! {
                <StateBadge state=NodeSign::Synthetic word=text!(locale, file.synthetic) />
                <span>{text!(locale, file.synthetic_text)}</span>
            }
        })
    };
    view! {
        <div class="my-file__head">
            <div>
                <h1 class={"my-file__title"}>{chosen.name.clone()}</h1>
                <p class={"my-file__about"}>
                    {badge}
                    <Button
                        label=text!(locale, file.close)
                        hint=text!(locale, file.close_hint)
                        kind=ButtonKind::Plain
                        on_click=move |()| act.close_file()
                    />
                </p>
            </div>
            <Shield chosen=chosen />
        </div>
    }
}

/// What the ledger has to say about this file, counted and not asserted.
#[component]
fn Shield(chosen: Chosen) -> impl IntoView {
    let Store { locale, ledger, .. } = use_store();
    let asked = Memo::new(move |_| {
        let is_question = |reason: Reason| matches!(reason, Reason::Question(_));
        ledger.with(|ledger| {
            ledger.entries().iter().skip(chosen.ledger_entries).filter(|entry| is_question(entry.reason)).count()
        })
    });
    let title = move || match asked.get() {
        0 => td_string!(locale.get(), file.shield_none).to_string(),
        _ => td_string!(locale.get(), file.shield_some).to_string(),
    };
    let says = move || match asked.get() {
        0 => td_string!(locale.get(), file.ledger_none).to_string(),
        1 => td_string!(locale.get(), file.ledger_one).to_string(),
        count => td_string!(locale.get(), file.ledger_many, count = count),
    };
    view! {
        <p class="my-file__shield">
            <Icon glyph=Glyph::Shield />
            <span>
                <b>{title}</b>
                <a class={"my-file__ledger"} href=Route::Ledger.href()>
                    {says}
                </a>
            </span>
        </p>
    }
}

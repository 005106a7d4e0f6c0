//! Beside the rows: going to a place, choosing columns, who is who in a trio, a link to the filter.

use cohort_core::{
    filter::{Named, Schema, Trio},
    records::{AnnotationPart, ColumnKey, Columns, Figure},
    wire::Offer,
};
use leptos::{ev, prelude::*};

use super::{super::wording::say, columns, export::ExportMenu};
use crate::{
    actions::use_actions,
    components::{Button, CheckItem, CheckList, Choice, CopyButton, CopyState, Glyph, Menu, SelectField},
    i18n::Locale,
    routes::Route,
    state::store::{Store, use_store},
};

/// Samples offered as columns.
const SAMPLES_OFFERED: usize = 16;

#[component]
pub(super) fn Tools() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let samples = Memo::new(move |_| {
        let offer = file.with(|state| state.open().and_then(|open| open.arranging.offer.clone()));
        offer.map(|offer| offer.schema.samples.clone())
    });
    // Not the offer itself: a new one must not take an open menu away.
    let is_ready = Memo::new(move |_| samples.with(Option::is_some));
    let is_family =
        Memo::new(move |_| samples.with(|samples| samples.as_ref().is_some_and(|samples| samples.len() >= 3)));
    let samples = Memo::new(move |_| samples.get().unwrap_or_default());
    view! {
        {move || is_ready.get().then(|| view! {
            <div class="row-tools">
                <GoTo />
                <Menu
                    id="row-columns"
                    label=text!(locale, rows.columns)
                    name=text!(locale, rows.columns_name)
                    glyph=Glyph::List
                >
                    <ColumnChooser />
                </Menu>
                {move || is_family.get().then(|| view! {
                    <Menu id="row-trio" label=text!(locale, rows.trio) name=text!(locale, rows.trio_name) glyph=Glyph::People>
                        <Family samples=samples />
                    </Menu>
                })}
                <ExportMenu />
                <ShareFilter />
            </div>
        })}
    }
}

/// A place, an ID or a gene to go to.
#[component]
fn GoTo() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let wanted = RwSignal::new(String::new());
    let nothing = Memo::new(move |_| file.with(|state| state.open().is_some_and(|open| open.arranging.found_nothing)));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        act.find_row(&wanted.get_untracked());
    };
    view! {
        <form class="row-tools__find" on:submit=submit>
            <label class={"row-tools__label"} for="row-find">
                {text!(locale, rows.go_to)}
            </label>
            <input
                class={"row-tools__input"}
                id="row-find"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder="chr7:117559590, rs334"
                aria-describedby="row-find-outcome"
                on:input=move |event| wanted.set(event_target_value(&event))
            />
            <Button label=text!(locale, rows.go) small=true submit=true />
            <span class={"row-tools__outcome"} id="row-find-outcome" role="status">
                {move || nothing.get().then(|| say!(locale.get(), rows.not_found))}
            </span>
        </form>
    }
}

#[component]
fn ColumnChooser() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let offer = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.arranging.offer.clone())));
    let keys = Memo::new(move |_| offer.with(|offer| offer.as_ref().map(|offer| choices(offer)).unwrap_or_default()));
    let items = Signal::derive(move || {
        let locale = locale.get();
        let schema = offer.with(|offer| offer.as_ref().map(|offer| offer.schema.clone()).unwrap_or_default());
        let kept = offer.with(|offer| offer.as_ref().map(|offer| offer.columns.clone()).unwrap_or_default());
        let item = |(index, key): (usize, &ColumnKey)| item(locale, index, key, &schema, &kept);
        keys.with(|keys| keys.iter().enumerate().map(item).collect::<Vec<_>>())
    });
    let checked = Signal::derive(move || {
        let shown = file.with(|state| state.open().map(|open| open.arranging.columns.clone()).unwrap_or_default());
        keys.with(|keys| {
            let is_shown = |(index, key): (usize, &ColumnKey)| shown.contains(key).then(|| index.to_string());
            keys.iter().enumerate().filter_map(is_shown).collect::<Vec<_>>()
        })
    });
    let toggle = move |(index, is_in): (String, bool)| {
        let key = keys.with_untracked(|keys| keys.get(index.parse::<usize>().ok()?).cloned());
        if let Some(key) = key {
            act.show_column(key, is_in);
        }
    };
    view! {
        <div class="row-tools__columns">
            <CheckList legend=text!(locale, rows.columns_legend) items=items checked=checked on_toggle=toggle />
        </div>
    }
}

/// Columns beyond the fixed ones that the file could give.
fn choices(offer: &Offer) -> Vec<ColumnKey> {
    let annotation =
        AnnotationPart::ALL.into_iter().filter(|part| offer.schema.annotation.iter().any(|(found, _)| found == part));
    let info = offer.schema.info.iter().map(|info| ColumnKey::Info(info.key.clone()));
    let samples = (0..offer.schema.samples.len().min(SAMPLES_OFFERED) as u32).skip(1);
    let calls = samples
        .flat_map(|sample| [ColumnKey::Genotype(sample), ColumnKey::Depth(sample), ColumnKey::GenotypeQuality(sample)]);
    let has_depths = offer.schema.formats.iter().any(|format| format == "AD");
    let balances = (0..offer.schema.samples.len().min(SAMPLES_OFFERED) as u32).filter(move |_| has_depths);
    let calls = calls.chain(balances.map(ColumnKey::AlleleBalance));
    let counts = offer.columns.extras.iter().map(|extra| extra.key.clone());
    let counts = counts.filter(|key| matches!(key, ColumnKey::Count { .. }));
    let groups = if offer.schema.counted { 0..offer.schema.groups.len() as u32 + 1 } else { 0..0 };
    let figures = groups.flat_map(|group| Figure::ALL.map(|figure| ColumnKey::Figure { group, figure }));
    annotation.map(ColumnKey::Annotation).chain(figures).chain(counts).chain(calls).chain(info).collect()
}

fn item(locale: Locale, index: usize, key: &ColumnKey, schema: &Schema, kept: &Columns) -> CheckItem {
    let note = (!kept.has(key)).then(|| say!(locale, rows.reads_again));
    CheckItem { key: index.to_string(), label: columns::label(locale, key, &schema.samples, &schema.groups), note }
}

/// Who is who.
#[component]
fn Family(samples: Memo<Vec<String>>) -> impl IntoView {
    let locale = use_store().locale;
    let act = use_actions();
    let trio = RwSignal::new(Trio { child: 0, mother: 1, father: 2 });
    let choices = Signal::derive(move || {
        let choice = |(index, name): (usize, &String)| Choice::new(index as u32, name.clone());
        samples.with(|samples| samples.iter().enumerate().map(choice).collect::<Vec<_>>())
    });
    let said = move |()| act.say_trio(trio.get_untracked());
    let member = move |id, label, place: fn(&mut Trio) -> &mut u32| {
        let chosen = Signal::derive(move || *place(&mut trio.get()));
        let choose = move |sample| trio.update(|trio| *place(trio) = sample);
        view! { <SelectField id=id label=label choices=choices value=chosen on_change=choose /> }
    };
    view! {
        {member("row-child", text!(locale, rows.child), |trio| &mut trio.child)}
        {member("row-mother", text!(locale, rows.mother), |trio| &mut trio.mother)}
        {member("row-father", text!(locale, rows.father), |trio| &mut trio.father)}
        <Button label=text!(locale, rows.trio_use) small=true on_click=said />
    }
}

/// A link that carries the filter and nothing else; none where the filter names a variant or a sample.
#[component]
fn ShareFilter() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let state = RwSignal::new(CopyState::Idle);
    let shown = Memo::new(move |_| file.with(|state| state.open()?.arranging.shareable()));
    let copy = move |()| {
        let Some(Ok(filter)) = shown.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let is_done = act.copy(&act.link_to(&Route::Filter(filter))).await;
            let _ = state.try_set(if is_done { CopyState::Done } else { CopyState::Failed });
        });
    };
    Effect::new(move || {
        shown.track();
        state.set(CopyState::Idle);
    });
    view! {
        {move || shown.get().map(|filter| match filter {
            Err(named) => {
                let why = move || match named {
                    Named::Variant => say!(locale.get(), rows.not_shared),
                    Named::Sample => say!(locale.get(), rows.not_shared_sample),
                };
                view! { <span class="row-tools__outcome">{why}</span> }.into_any()
            }
            Ok(_) => view! {
                <CopyButton
                    label=text!(locale, rows.share)
                    done_label=text!(locale, rows.shared)
                    failed_label=text!(locale, rows.share_failed)
                    state=state
                    on_copy=copy
                />
            }.into_any(),
        })}
    }
}

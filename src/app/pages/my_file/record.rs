//! One record in full: every field beside what the header says of it, and the line as it stands in the file.

use std::sync::Arc;

use cohort_core::{
    records::Count,
    vcf::Ending,
    wire::{AlleleCounts, Field, RecordDetail, SampleFields},
};
use leptos::{ev, html, prelude::*};

use super::wording::{self, say};
use crate::{
    actions::use_actions,
    components::{
        Button, ButtonKind, Cell, CodeBlock, Column, DataTable, Fact, FactKind, FactList, Glyph, LinkButton, Notice,
        Panel, TableRow, Tone,
    },
    i18n::Locale,
    routes::Route,
    state::{
        file::{Detail, link::NoVariant},
        store::{Store, use_store},
    },
};

/// Letters of a value in the list; the whole stands in the line beneath.
const VALUE_SHOWN: usize = 600;
/// Of a record that comes, this much is to be in view.
const LEAST_IN_VIEW_PX: f64 = 120.0;
/// Letters of an allele where it stands before what is said of it.
const TERM_SHOWN: usize = 16;
/// The worker cuts a line after this much.
const LINE_SHOWN_BYTES: usize = 64 * 1024;

#[component]
pub(super) fn RecordPanel() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let shown = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.shown.clone())));
    let title = move || {
        let locale = locale.get();
        shown.with(|shown| {
            shown
                .as_ref()
                .and_then(|shown| shown.row.as_ref())
                .map(|row| wording::place(locale, row))
                .unwrap_or_default()
        })
    };
    let leads_to = Memo::new(move |_| {
        file.with(|state| {
            let open = state.open()?;
            let row = open.shown.as_ref()?.row.as_ref()?;
            Some(open.variant_of(row).map(|variant| Route::FileVariant(variant).href()))
        })
    });
    let detail = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| shown.detail.clone())));
    let place = NodeRef::<html::Div>::new();
    let row_number = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| shown.row_number)));
    Effect::new(move || {
        row_number.track();
        if let Some(place) = place.get() {
            bring_into_view(&place);
        }
    });
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            act.put_record_away();
        }
    };
    view! {
        <div class="my-file__detail" node_ref=place on:keydown=escape>
            <Panel id="file-record" title=Signal::derive(title)>
                <div class={"row row--apart"}>
                    {move || leads_to.get().and_then(Result::ok).map(|href| view! {
                        <LinkButton href=href label=text!(locale, file.record_open) small=true />
                    })}
                    <Button
                        label=text!(locale, file.record_close)
                        hint=text!(locale, file.record_close_hint)
                        kind=ButtonKind::Plain
                        glyph=Glyph::Close
                        on_click=move |()| act.put_record_away()
                    />
                </div>
                {move || leads_to.get().and_then(Result::err).map(|why| view! { <NoWay why=why /> })}
                {move || match detail.get() {
                    Some(Detail::Here(record)) => view! { <Fields record=record /> }.into_any(),
                    Some(Detail::Gone) => view! {
                        <Notice tone=Tone::Failed>
                            <p>{text!(locale, file.record_gone)}</p>
                        </Notice>
                    }.into_any(),
                    Some(Detail::Asked) => view! { <p>{text!(locale, file.record_asked)}</p> }.into_any(),
                    None => ().into_any(),
                }}
            </Panel>
        </div>
    }
}

/// On a small screen the record stands beneath the table, where nobody would see it come.
fn bring_into_view(place: &web_sys::HtmlElement) {
    let height_px = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::INFINITY);
    if place.get_bounding_client_rect().top() > height_px - LEAST_IN_VIEW_PX {
        place.scroll_into_view();
    }
}

/// Why there is no page for it.
#[component]
fn NoWay(why: NoVariant) -> impl IntoView {
    let locale = use_store().locale;
    view! {
        <Notice title=text!(locale, file.no_variant)>
            <p>{move || wording::no_variant(locale.get(), &why)}</p>
        </Notice>
    }
}

#[component]
fn Fields(record: Arc<RecordDetail>) -> impl IntoView {
    let locale = use_store().locale;
    let alleles = {
        let record = Arc::clone(&record);
        Signal::derive(move || alleles(&record, locale.get()))
    };
    let contig = use_store()
        .file
        .with_untracked(|state| state.open()?.shown.as_ref()?.row.as_ref().map(|row| row.contig.clone()));
    let words = {
        let (record, contig) = (Arc::clone(&record), contig.unwrap_or_default());
        Signal::derive(move || in_words(&record, &contig, locale.get()))
    };
    let info = {
        let record = Arc::clone(&record);
        Signal::derive(move || facts(&record.info, locale.get()))
    };
    let parts = {
        let record = Arc::clone(&record);
        move || record.samples.iter().map(|sample| sample_part(sample.clone())).collect_view()
    };
    let (listed, count) = (record.samples.len() as u64, record.sample_count);
    let (line, is_cut) = (record.line, record.text.len() >= LINE_SHOWN_BYTES);
    let of_regions = use_store().file.with_untracked(|state| {
        state.open().and_then(|open| open.summary()).is_some_and(|summary| summary.ending == Ending::Regions)
    });
    let line_label = Signal::derive(move || {
        let line = wording::numbers(locale.get()).count(line);
        if is_cut {
            say!(locale.get(), file.record_line_cut, line = line.clone())
        } else if of_regions {
            say!(locale.get(), file.record_line_read, line = line.clone())
        } else {
            say!(locale.get(), file.record_line, line = line.clone())
        }
    });
    view! {
        <FactList facts=alleles kind=FactKind::Lines />
        <h3 class="my-file__record-part">{text!(locale, alleles.title)}</h3>
        <FactList facts=words kind=FactKind::Lines />
        <h3 class="my-file__record-part">{text!(locale, file.record_info)}</h3>
        <FactList facts=info kind=FactKind::Lines />
        <Counts counts=record.counts.clone() />
        {parts}
        {(listed < count).then(|| view! {
            <p class="my-file__warning-count">
                {move || {
                    let numbers = wording::numbers(locale.get());
                    say!(locale.get(), file.record_samples, listed = numbers.count(listed), count = numbers.count(count))
                }}
            </p>
        })}
        <CodeBlock label=line_label code=record.text.clone() />
    }
}

/// What is counted over the samples for the row's allele, for all of them and for each group.
#[component]
fn Counts(counts: Vec<AlleleCounts>) -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let is_there = !counts.is_empty();
    let columns = Signal::derive(move || {
        let locale = locale.get();
        let heads = [
            "AC".to_owned(),
            "AN".to_owned(),
            "AF".to_owned(),
            say!(locale, cohort.head_homozygous),
            say!(locale, cohort.head_missing_people),
            "HWE P".to_owned(),
        ];
        std::iter::once(Column::new(say!(locale, cohort.head_group)))
            .chain(heads.map(Column::figures))
            .collect::<Vec<_>>()
    });
    let rows = Signal::derive(move || {
        let names = super::cohort::group_names(&file, locale.get());
        let rows = counts.iter().zip(names).map(|(counts, name)| count_row(counts, name, locale.get()));
        rows.collect::<Vec<_>>()
    });
    is_there.then(|| {
        view! {
            <h3 class="my-file__record-part">{text!(locale, cohort.record)}</h3>
            <DataTable id="record-counts" caption=text!(locale, cohort.record_caption) columns=columns rows=rows />
        }
    })
}

fn count_row(counts: &AlleleCounts, name: String, locale: Locale) -> TableRow {
    let numbers = wording::numbers(locale);
    let of = |count: Count| counts.counts[count as usize];
    let count = |count: Count| of(count).map(|count| numbers.count(u64::from(count)));
    let frequency = of(Count::Alleles).zip(of(Count::Called).filter(|called| *called > 0));
    let frequency = frequency.map(|(copies, called)| numbers.frequency(f64::from(copies) / f64::from(called)));
    let cells = [
        count(Count::Alleles),
        count(Count::Called),
        frequency,
        count(Count::Homozygous),
        count(Count::Missing),
        counts.hardy_weinberg.map(|p| numbers.frequency(p)),
    ];
    let cells = cells.map(|cell| Cell::new(cell.unwrap_or_else(|| "–".to_owned()))).into();
    TableRow { key: name.clone(), head: Cell::new(name), cells }
}

/// One sample's values under its name.
fn sample_part(sample: SampleFields) -> impl IntoView {
    let locale = use_store().locale;
    let name = sample.name.clone();
    view! {
        <h3 class="my-file__record-part">
            {move || say!(locale.get(), file.record_sample, name = name.clone())}
        </h3>
        <FactList facts=Signal::derive(move || facts(&sample.fields, locale.get())) kind=FactKind::Lines />
    }
}

fn alleles(record: &RecordDetail, locale: Locale) -> Vec<Fact> {
    let alternates = if record.alternates.is_empty() {
        say!(locale, file.record_none)
    } else {
        shortened(&record.alternates.join(", "))
    };
    vec![
        Fact::new(say!(locale, file.record_reference), shortened(&record.reference)),
        Fact::new(say!(locale, file.record_alternates), alternates),
    ]
}

/// What each alternate stands for.
fn in_words(record: &RecordDetail, contig: &str, locale: Locale) -> Vec<Fact> {
    let told = record.meanings.iter().enumerate();
    told.map(|(index, meaning)| {
        let alternate = record.alternates.get(index).filter(|alternate| !alternate.is_empty());
        let term = alternate.map_or_else(|| say!(locale, alleles.no_alternate), |alternate| begins(alternate));
        Fact::new(term, wording::meaning(locale, contig, meaning))
    })
    .collect()
}

/// An allele as a term: its first letters.
fn begins(text: &str) -> String {
    match text.char_indices().nth(TERM_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

fn facts(fields: &[Field], locale: Locale) -> Vec<Fact> {
    if fields.is_empty() {
        return vec![Fact::new(say!(locale, file.record_none), "")];
    }
    let fact = |field: &Field| {
        let value = field.value.as_deref().map_or_else(|| say!(locale, file.record_flag), shortened);
        let note = field.description.clone().unwrap_or_else(|| say!(locale, file.record_undescribed));
        Fact::new(field.key.clone(), value).with_note(note)
    };
    fields.iter().map(fact).collect()
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(VALUE_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

//! The gene model and a lane a cohort, to be moved through by pointer, touch, keyboard and buttons.

use cohort_core::{
    export,
    plot::region::{Lane, OwnLane, RegionChart, Stem, View, ZOOM_STEP},
    region::table::{Cell, CohortColumn, RegionTable},
    variant::Variant,
};
use leptos::prelude::*;

use super::Shown;
use crate::{
    actions::use_actions,
    components::{Button, Section},
    i18n::{Locale, td_string},
    pages::variant::numbers,
    plots::{PAN_STEP, RegionTrack},
    state::store::{Store, use_store},
};

/// The chart; its table twin is the last section.
#[component]
pub(super) fn Track(shown: Shown) -> impl IntoView {
    let Store { locale, genes, file, .. } = use_store();
    let act = use_actions();
    // A file may be read to its end, or closed, while the page is looked at.
    let is_readable = Memo::new(move |_| {
        file.with(|state| state.open().is_some_and(|open| open.assembly() == Some(shown.region.assembly())))
    });
    Effect::new(move |_| {
        if is_readable.get() {
            act.find_own_places(&shown.region);
        }
    });
    let in_region = Memo::new(move |_| {
        genes.with(|load| load.ready().map(|table| table.within(&shown.region)).unwrap_or_default())
    });
    let chart = Memo::new(move |_| {
        let locale = locale.get();
        let lanes = shown.table.with(|table| shown.names.with(|names| lanes(table, names, locale)));
        RegionChart {
            genes: in_region.get(),
            lanes,
            own: own_lane(shown, locale),
            axis: td_string!(locale, region.track_axis).to_string(),
            place: td_string!(
                locale,
                region.track_place,
                chromosome = shown.region.chromosome().name(),
                assembly = shown.region.assembly().name()
            ),
            no_genes: td_string!(locale, region.no_genes).to_string(),
            numbers: numbers(locale),
        }
    });
    let notes = Signal::derive(move || {
        let locale = locale.get();
        let mut notes = td_string!(locale, region.track_caption).to_string();
        shown.table.with(|table| {
            if table.beyond_most > 0 {
                let (most, beyond) = (table.variants.len() as u64, table.beyond_most as u64);
                let (most, beyond) = (numbers(locale).count(most), numbers(locale).count(beyond));
                notes = format!("{notes} {}", td_string!(locale, region.beyond_most, most, beyond));
            }
            if table.unplaced > 0 {
                let count = numbers(locale).count(table.unplaced.into());
                notes = format!("{notes} {}", td_string!(locale, region.unplaced, count));
            }
        });
        notes
    });
    let says = Signal::derive(move || {
        let (locale, view) = (locale.get(), shown.view.get());
        let (first, last) = view.ends();
        let numbers = numbers(locale);
        td_string!(
            locale,
            region.in_sight,
            chromosome = shown.region.chromosome().name(),
            first = numbers.count(first.into()),
            last = numbers.count(last.into())
        )
    });
    let csv = Callback::new(move |()| shown.table.with_untracked(|table| csv(table)));
    view! {
        <Section id="track" title=text!(locale, region.track_title) lead=text!(locale, region.track_lead)>
            <div class={"variant__chart"}>
                <div class={"region__tools"}>
                    <Tools view=shown.view />
                    <p class={"region__sight"} role="status">{says}</p>
                </div>
                <RegionTrack
                    chart=chart
                    view=shown.view
                    title=text!(locale, region.track_title)
                    description=text!(locale, region.track_description)
                    group_label=text!(locale, region.track_group)
                    foot=shown.keep("variants", text!(locale, region.track_title), csv).foot()
                />
                <p class={"region__caption"}>{notes}</p>
            </div>
        </Section>
    }
}

/// The same by buttons.
#[component]
fn Tools(view: RwSignal<View>) -> impl IntoView {
    let locale = use_store().locale;
    let is_whole = Signal::derive(move || view.with(View::is_whole));
    let step = move |change: fn(View) -> View| move |()| view.update(|view| *view = change(*view));
    view! {
        <Button label="+" hint=text!(locale, region.zoom_in) small=true on_click=step(|view| view.zoomed(ZOOM_STEP, 0.5)) />
        <Button
            label="−"
            hint=text!(locale, region.zoom_out)
            small=true
            disabled=is_whole
            on_click=step(|view| view.zoomed(1.0 / ZOOM_STEP, 0.5))
        />
        <Button
            label="←"
            hint=text!(locale, region.go_left)
            small=true
            disabled=is_whole
            on_click=step(|view| view.panned(-PAN_STEP))
        />
        <Button
            label="→"
            hint=text!(locale, region.go_right)
            small=true
            disabled=is_whole
            on_click=step(|view| view.panned(PAN_STEP))
        />
        <Button label=text!(locale, region.whole) small=true disabled=is_whole on_click=step(|view| view.whole()) />
    }
}

/// The open file's variants, where it is of this build; they stay on this device.
fn own_lane(shown: Shown, locale: Locale) -> Option<OwnLane> {
    use_store().file.with(|state| {
        let open = state.open().filter(|open| open.assembly() == Some(shown.region.assembly()))?;
        let places = open.places_in(&shown.region)?;
        let count = numbers(locale).count(places.positions.len() as u64 + places.beyond);
        Some(OwnLane { label: td_string!(locale, region.own, count), positions: places.positions.clone() })
    })
}

fn lanes(table: &RegionTable, names: &[String], locale: Locale) -> Vec<Lane> {
    let lane = |(column, name): (&CohortColumn, &String)| {
        let stem = |(variant, cell): (&Variant, &Option<Cell>)| {
            let cell = cell.as_ref()?;
            Some(Stem { position: variant.position().get(), frequency: cell.frequency? })
        };
        let stems: Vec<Stem> = table.variants.iter().zip(&column.cells).filter_map(stem).collect();
        let seen = stems.iter().filter(|stem| stem.frequency > 0.0).count();
        let count = |number: usize| numbers(locale).count(number as u64);
        let note = td_string!(locale, region.lane_note, seen = count(seen), absent = count(stems.len() - seen));
        Lane { label: name.clone(), note, stems }
    };
    table.cohorts.iter().zip(names).map(lane).collect()
}

/// A line for each variant and cohort that has a figure for it.
fn csv(table: &RegionTable) -> String {
    const HEADS: [&str; 9] = ["variant", "assembly", "node", "dataset", "population", "AC", "AN", "AF", "is_exact"];
    let number = |value: Option<u32>| value.map_or_else(String::new, |value| value.to_string());
    let mut rows = Vec::new();
    for (row, variant) in table.variants.iter().enumerate() {
        for column in &table.cohorts {
            let Some(cell) = column.cells.get(row).copied().flatten() else { continue };
            rows.push(vec![
                variant.to_string(),
                variant.assembly().to_string(),
                column.node.name.get("en").to_owned(),
                column.cohort.dataset.clone(),
                export::population_label(&column.cohort.population),
                number(cell.count),
                number(cell.number),
                cell.frequency.map_or_else(String::new, |frequency| frequency.to_string()),
                cell.is_exact.to_string(),
            ]);
        }
    }
    export::csv_table(&HEADS, &rows)
}

//! The gene model and a lane a cohort, to be moved through by pointer, touch, keyboard and buttons.

use cohort_core::{
    plot::region::{self, Lane, RegionChart, Stem},
    region::table::{CohortColumn, RegionTable},
};
use leptos::prelude::*;

use super::Shown;
use crate::{
    components::Section,
    i18n::{Locale, td_string},
    pages::variant::numbers,
    plots::RegionTrack,
    state::store::{Store, use_store},
};

/// The chart; its table twin is the last section.
#[component]
pub(super) fn Track(shown: Shown) -> impl IntoView {
    let Store { locale, genes, .. } = use_store();
    let in_region = Memo::new(move |_| {
        genes.with(|load| load.ready().map(|table| table.within(&shown.region)).unwrap_or_default())
    });
    let chart = Memo::new(move |_| {
        let locale = locale.get();
        let lanes = shown.table.with(|table| shown.names.with(|names| lanes(table, names, locale)));
        RegionChart {
            genes: in_region.get(),
            lanes,
            own: None,
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
    view! {
        <Section id="track" title=text!(locale, region.track_title) lead=text!(locale, region.track_lead)>
            <div class={"variant__chart"}>
                <RegionTrack
                    chart=chart
                    view=shown.view
                    title=text!(locale, region.track_title)
                    description=text!(locale, region.track_description)
                    group_label=text!(locale, region.track_group)
                    says=says
                    words=region_words(locale)
                    caption=notes
                />
            </div>
        </Section>
    }
}

fn region_words(locale: RwSignal<Locale>) -> [Signal<String>; 5] {
    [
        text!(locale, region.zoom_in),
        text!(locale, region.zoom_out),
        text!(locale, region.go_left),
        text!(locale, region.go_right),
        text!(locale, region.whole),
    ]
}

fn lanes(table: &RegionTable, names: &[String], locale: Locale) -> Vec<Lane> {
    let lane = |(column, name): (&CohortColumn, &String)| {
        let stem = |(variant, cell): (&cohort_core::variant::Variant, &Option<_>)| {
            let cell: &cohort_core::region::table::Cell = cell.as_ref()?;
            Some(Stem { position: variant.position().get(), frequency: cell.frequency? })
        };
        let stems: Vec<Stem> = table.variants.iter().zip(&column.cells).filter_map(stem).collect();
        let seen = stems.iter().filter(|stem| stem.frequency > 0.0).count();
        let count = |number: usize| numbers(locale).count(number as u64);
        let note = td_string!(locale, region.lane_note, seen = count(seen), absent = count(stems.len() - seen));
        Lane { label: name.clone(), note, stems }
    };
    table.cohorts.iter().zip(names).map(lane).collect::<Vec<region::Lane>>()
}

//! Cohorts held against each other: how common the variants of one are, two cohorts variant by variant, and F_ST.

use cohort_core::{
    export,
    plot::{
        heat::{self, Heat, Tile},
        hexbin::{self, HexCell, Hexbin},
        quality::{self, AxisMark, Bin, Histogram},
    },
    region::{
        compare::{Apart, SPECTRUM_BINS, Spectrum, apart, both},
        table::RegionTable,
    },
};
use leptos::prelude::*;

use super::Shown;
use crate::{
    components::{Cell, Choice, Column, DataTable, Disclosure, Section, SelectField, TableRow},
    i18n::{Locale, td_string},
    pages::variant::numbers,
    plots::ChartFrame,
    state::store::use_store,
};

/// Lower bounds of the classes that F_ST is coloured by; within Europe values are small.
const FST_BOUNDS: [f64; 3] = [0.002, 0.01, 0.03];

/// The three figures; nothing while there are no counts.
#[component]
pub(super) fn Compare(shown: Shown) -> impl IntoView {
    let locale = use_store().locale;
    let cohorts = Memo::new(move |_| shown.table.with(|table| table.cohorts.len()));
    view! {
        <Show when=move || cohorts.get() != 0>
            <Section id="compare" title=text!(locale, region.compare_title) lead=text!(locale, region.compare_lead)>
                <div class={"region__pair"}>
                    <SpectrumFigure shown=shown />
                    <Show when=move || { cohorts.get() > 1 }>
                        <PairFigure shown=shown />
                    </Show>
                </div>
                <Show when=move || { cohorts.get() > 1 }>
                    <FstFigure shown=shown />
                </Show>
            </Section>
        </Show>
    }
}

/// Names to choose from; an answer that comes later adds one.
fn choices(shown: Shown) -> Signal<Vec<Choice<usize>>> {
    Signal::derive(move || {
        shown.names.with(|names| names.iter().cloned().enumerate().map(|(at, name)| Choice::new(at, name)).collect())
    })
}

fn shares(locale: Locale) -> Vec<AxisMark> {
    [0.0, 0.5, 1.0].map(|at| AxisMark { at, label: numbers(locale).tick(at) }).to_vec()
}

#[component]
fn SpectrumFigure(shown: Shown) -> impl IntoView {
    let locale = use_store().locale;
    let of = RwSignal::new(0_usize);
    let found =
        Memo::new(move |_| shown.table.with(|table| table.cohorts.get(of.get()).map(Spectrum::of).unwrap_or_default()));
    let bars = Memo::new(move |_| found.with(|found| bars(found, locale.get())));
    let draw = Callback::new(move |width| {
        let ticks = shares(locale.get());
        let bins = bars.with(|bars| {
            bars.iter().map(|(name, count)| Bin { spoken: format!("{name}: {count}"), count: *count }).collect()
        });
        quality::record(&quality::histogram(&Histogram { bins, ticks, limit: None }, width)).ok()
    });
    let says = Signal::derive(move || {
        let (locale, found) = (locale.get(), found.get());
        let count = |count: u64| numbers(locale).count(count);
        let (seen, single) = (count(found.seen()), count(found.single));
        td_string!(
            locale,
            region.spectrum_says,
            seen,
            single,
            absent = count(found.absent),
            unknown = count(found.unknown)
        )
    });
    let rows = Signal::derive(move || {
        let numbers = numbers(locale.get());
        let row = |(name, count): &(String, u64)| TableRow {
            key: name.clone(),
            head: Cell::new(name.clone()),
            cells: vec![Cell::new(numbers.count(*count))],
        };
        bars.with(|bars| bars.iter().map(row).collect::<Vec<_>>())
    });
    let columns = Signal::derive(move || {
        vec![
            Column::new(td_string!(locale.get(), region.column_frequency)),
            Column::figures(td_string!(locale.get(), region.column_variants)),
        ]
    });
    let csv = Callback::new(move |()| {
        let row = |(bar, count): (usize, &u64)| {
            let end = |bar: usize| (bar as f64 / SPECTRUM_BINS as f64).to_string();
            vec![end(bar), end(bar + 1), count.to_string()]
        };
        let rows = found.with_untracked(|found| found.bins.iter().enumerate().map(row).collect::<Vec<_>>());
        export::csv_table(&["AF_from", "AF_below", "variants"], &rows)
    });
    let keep = shown.keep("spectrum", text!(locale, region.spectrum_title), csv);
    view! {
        <div class="variant__chart">
            <h3 class={"region__figure-title"}>{text!(locale, region.spectrum_title)}</h3>
            <SelectField
                id="spectrum-of"
                label=text!(locale, region.cohort)
                choices=choices(shown)
                value=of
                on_change=move |chosen| of.set(chosen)
            />
            <ChartFrame
                title=text!(locale, region.spectrum_title)
                description=says
                draw=draw
                caption=Some(ViewFn::from(move || says))
                foot=keep.foot()
                walkable=true
            />
            <Disclosure summary=text!(locale, region.as_table)>
                <DataTable id="spectrum-table" caption=text!(locale, region.spectrum_title) columns=columns rows=rows />
            </Disclosure>
        </div>
    }
}

/// `0.1–0.2` and how many.
fn bars(found: &Spectrum, locale: Locale) -> Vec<(String, u64)> {
    let numbers = numbers(locale);
    let end = |bar: usize| numbers.tick(bar as f64 / SPECTRUM_BINS as f64);
    found.bins.iter().enumerate().map(|(bar, count)| (format!("{}–{}", end(bar), end(bar + 1)), *count)).collect()
}

#[component]
fn PairFigure(shown: Shown) -> impl IntoView {
    let locale = use_store().locale;
    let (one, other) = (RwSignal::new(0_usize), RwSignal::new(1_usize));
    let cells = Memo::new(move |_| {
        shown.table.with(|table| {
            let pair = table.cohorts.get(one.get()).zip(table.cohorts.get(other.get()));
            pair.map_or_else(Vec::new, |(one, other)| hexbin::cells(both(one, other).map(|(_, x, y)| (x, y))))
        })
    });
    let name = move |of: RwSignal<usize>| shown.names.with(|names| names.get(of.get()).cloned().unwrap_or_default());
    let middle = move |cell: &HexCell| {
        let place = |share: f64| numbers(locale.get()).tick((share.clamp(0.0, 1.0) * 100.0).round() / 100.0);
        (place(cell.at.0), place(cell.at.1))
    };
    let spoken = move |cell: &HexCell| {
        let numbers = numbers(locale.get());
        let (x, y) = middle(cell);
        let (one, other) = (name(one), name(other));
        td_string!(locale.get(), region.pair_cell, one, x, other, y, count = numbers.count(cell.count))
    };
    let draw = Callback::new(move |width| {
        let spoken = cells.with(|cells| cells.iter().map(spoken).collect());
        let chart =
            Hexbin { x_name: name(one), y_name: name(other), ticks: shares(locale.get()), cells: cells.get(), spoken };
        quality::record(&hexbin::hexbin(&chart, width)).ok()
    });
    let says = Signal::derive(move || {
        let count = cells.with(|cells| cells.iter().map(|cell| cell.count).sum::<u64>());
        td_string!(locale.get(), region.pair_says, count = numbers(locale.get()).count(count))
    });
    let columns = Signal::derive(move || {
        let around = |name| td_string!(locale.get(), region.column_around, name);
        let variants = td_string!(locale.get(), region.column_variants);
        vec![Column::new(around(name(one))), Column::figures(around(name(other))), Column::figures(variants)]
    });
    let rows = Signal::derive(move || {
        let row = |cell: &HexCell| {
            let ((x, y), count) = (middle(cell), numbers(locale.get()).count(cell.count));
            TableRow {
                key: format!("{x}/{y}/{count}"),
                head: Cell::new(x),
                cells: vec![Cell::new(y), Cell::new(count)],
            }
        };
        cells.with(|cells| cells.iter().map(row).collect::<Vec<_>>())
    });
    let csv = Callback::new(move |()| {
        let name = |of: RwSignal<usize>| {
            let name = shown.names.with_untracked(|names| names.get(of.get_untracked()).cloned());
            format!("AF {}", name.unwrap_or_default())
        };
        let rows = shown.table.with_untracked(|table| {
            let pair = table.cohorts.get(one.get_untracked()).zip(table.cohorts.get(other.get_untracked()));
            let row = |(at, x, y): (usize, f64, f64)| {
                vec![table.variants.get(at).map_or_else(String::new, ToString::to_string), x.to_string(), y.to_string()]
            };
            pair.map_or_else(Vec::new, |(one, other)| both(one, other).map(row).collect::<Vec<_>>())
        });
        export::csv_table(&["variant", &name(one), &name(other)], &rows)
    });
    let keep = shown.keep("pair", text!(locale, region.pair_title), csv);
    view! {
        <div class="variant__chart">
            <h3 class={"region__figure-title"}>{text!(locale, region.pair_title)}</h3>
            <div class={"region__selects"}>
                <SelectField
                    id="pair-one"
                    label=text!(locale, region.pair_across)
                    choices=choices(shown)
                    value=one
                    on_change=move |chosen| one.set(chosen)
                />
                <SelectField
                    id="pair-other"
                    label=text!(locale, region.pair_up)
                    choices=choices(shown)
                    value=other
                    on_change=move |chosen| other.set(chosen)
                />
            </div>
            <ChartFrame
                title=text!(locale, region.pair_title)
                description=says
                draw=draw
                caption=Some(ViewFn::from(move || says))
                foot=keep.foot()
                walkable=true
            />
            <Disclosure summary=text!(locale, region.as_table)>
                <DataTable id="pair-table" caption=text!(locale, region.pair_title) columns=columns rows=rows />
            </Disclosure>
        </div>
    }
}

#[component]
fn FstFigure(shown: Shown) -> impl IntoView {
    let locale = use_store().locale;
    let pairs = Memo::new(move |_| shown.table.with(|table| pairs(table)));
    let spoken = move |one: usize, other: usize, apart: &Apart| {
        let (locale, numbers) = (locale.get(), numbers(locale.get()));
        let name = |at: usize| shown.names.with(|names| names.get(at).cloned().unwrap_or_default());
        let (one, other, sites) = (name(one), name(other), numbers.count(apart.sites));
        match apart.fst {
            Some(fst) => td_string!(locale, region.fst_cell, one, other, fst = numbers.coefficient(fst), sites),
            None => td_string!(locale, region.fst_none, one, other),
        }
    };
    let draw = Callback::new(move |width| {
        let numbers = numbers(locale.get());
        let tiles = pairs.with(|pairs| {
            let tile = |one: usize, other: usize, apart: &Apart| Tile {
                class: apart.fst.map(|fst| heat::class(fst, &FST_BOUNDS)),
                figure: apart.fst.map_or_else(|| "–".to_owned(), |fst| numbers.coefficient(fst)),
                note: apart.fst.map_or_else(String::new, |_| numbers.count(apart.sites)),
                spoken: spoken(one, other, apart),
            };
            let row = |(at, row): (usize, &Vec<Apart>)| {
                row.iter().enumerate().map(|(other, apart)| tile(at + 1, other, apart)).collect()
            };
            pairs.iter().enumerate().map(row).collect()
        });
        quality::record(&heat::heat(&Heat { names: shown.names.get(), tiles }, width)).ok()
    });
    let columns = Signal::derive(move || {
        vec![
            Column::new(td_string!(locale.get(), region.column_pair)),
            Column::figures("F_ST"),
            Column::figures(td_string!(locale.get(), region.column_sites)),
        ]
    });
    let rows = Signal::derive(move || {
        let numbers = numbers(locale.get());
        let unknown = td_string!(locale.get(), variant.unknown_figure);
        shown.names.with(|names| {
            pairs.with(|pairs| {
                let row = |one: usize, other: usize, apart: &Apart| {
                    let pair = format!("{} – {}", names.get(one)?, names.get(other)?);
                    let fst = apart.fst.map_or_else(|| unknown.to_owned(), |fst| numbers.coefficient(fst));
                    Some(TableRow {
                        key: format!("{pair}/{fst}/{}", apart.sites),
                        head: Cell::new(pair),
                        cells: vec![Cell::new(fst), Cell::new(numbers.count(apart.sites))],
                    })
                };
                let of = |(at, list): (usize, &Vec<Apart>)| {
                    list.iter().enumerate().filter_map(|(other, apart)| row(at + 1, other, apart)).collect::<Vec<_>>()
                };
                pairs.iter().enumerate().flat_map(of).collect::<Vec<_>>()
            })
        })
    });
    let caption = text!(locale, region.fst_caption);
    let csv = Callback::new(move |()| {
        let rows = shown.names.with_untracked(|names| {
            pairs.with_untracked(|pairs| {
                let name = |at: usize| names.get(at).cloned().unwrap_or_default();
                let row = |one: usize, other: usize, apart: &Apart| {
                    let fst = apart.fst.map_or_else(String::new, |fst| fst.to_string());
                    vec![name(one), name(other), fst, apart.sites.to_string()]
                };
                let of = |(at, list): (usize, &Vec<Apart>)| {
                    list.iter().enumerate().map(|(other, apart)| row(at + 1, other, apart)).collect::<Vec<_>>()
                };
                pairs.iter().enumerate().flat_map(of).collect::<Vec<_>>()
            })
        });
        export::csv_table(&["cohort", "other_cohort", "F_ST", "alleles"], &rows)
    });
    let keep = shown.keep("fst", text!(locale, region.fst_title), csv);
    view! {
        <div class="variant__chart region__fst">
            <h3 class={"region__figure-title"}>{text!(locale, region.fst_title)}</h3>
            <ChartFrame
                title=text!(locale, region.fst_title)
                description=caption
                draw=draw
                caption=Some(ViewFn::from(move || caption))
                foot=keep.foot()
                walkable=true
            />
            <Disclosure summary=text!(locale, region.as_table)>
                <DataTable id="fst-table" caption=text!(locale, region.fst_title) columns=columns rows=rows />
            </Disclosure>
        </div>
    }
}

/// For every cohort but the first, how far it is from each before it.
fn pairs(table: &RegionTable) -> Vec<Vec<Apart>> {
    let cohorts = &table.cohorts;
    (1..cohorts.len()).map(|at| (0..at).map(|other| apart(&cohorts[at], &cohorts[other])).collect()).collect()
}

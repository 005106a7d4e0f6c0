//! One figure of the page: its name, its number, its chart, what it says, its table.

use cohort_core::{
    format::NumberStyle,
    plot::{
        marks::Drawing,
        quality::{self, Bar, Bin, Gauge, Histogram, Lane, Plane},
    },
};
use leptos::prelude::*;

use crate::{
    components::{Cell, Column, DataTable, Disclosure, TableRow},
    plots::{ChartFrame, Ground},
    state::store::use_store,
};

/// What a figure shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Card {
    pub(super) title: String,
    /// The one number, if there is one.
    pub(super) figure: String,
    pub(super) note: String,
    pub(super) chart: Option<Chart>,
    /// Over the table's two columns.
    pub(super) heads: [String; 2],
    pub(super) rows: Vec<[String; 2]>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Chart {
    Histogram(Histogram),
    Bars(Vec<Bar>),
    Gauge(Gauge),
    Lanes(Vec<Lane>),
    Plane(Plane),
}

impl Chart {
    fn draw(&self, width: f64) -> Option<Drawing> {
        let layout = match self {
            Self::Histogram(chart) => quality::histogram(chart, width),
            Self::Bars(bars) => quality::bars(bars, width),
            Self::Gauge(chart) => quality::gauge(chart, width),
            Self::Lanes(lanes) => quality::density(lanes, width),
            Self::Plane(chart) => quality::plane(chart, width),
        };
        quality::record(&layout).ok()
    }
}

impl Card {
    /// A name and what is said of it.
    pub(super) fn new(title: String, note: String) -> Self {
        Self { title, note, ..Self::default() }
    }

    pub(super) fn heads(&mut self, name: String, figure: String) {
        self.heads = [name, figure];
    }

    /// Named bars, which are also the table.
    pub(super) fn bars(&mut self, bars: Vec<Bar>) {
        for bar in &bars {
            self.rows.push([bar.label.clone(), bar.figure.clone()]);
        }
        self.chart = Some(Chart::Bars(bars));
    }

    /// Named counts as bars, with their share of a total if there is one.
    pub(super) fn counts(&mut self, counts: &[(String, u32)], total: Option<u64>, numbers: NumberStyle) {
        let mut bars = Vec::new();
        for (label, count) in counts {
            let mut figure = numbers.count(u64::from(*count));
            if let Some(total) = total {
                figure = format!("{figure} · {}", numbers.percent(f64::from(*count) / total as f64));
            }
            bars.push(Bar { label: label.clone(), value: f64::from(*count), figure });
        }
        self.bars(bars);
    }

    /// Named counts as a table only.
    pub(super) fn table(&mut self, counts: &[(String, u32)], numbers: NumberStyle) {
        for (label, count) in counts {
            self.rows.push([label.clone(), numbers.count(u64::from(*count))]);
        }
    }

    /// A histogram: how each bar reads, and its count; bars are also the rows of the table.
    pub(super) fn histogram(&mut self, names: Vec<String>, counts: &[u64], mut chart: Histogram, numbers: NumberStyle) {
        for (name, count) in names.into_iter().zip(counts) {
            let text = numbers.count(*count);
            chart.bins.push(Bin { spoken: format!("{name}: {text}"), count: *count });
            self.rows.push([name, text]);
        }
        self.chart = Some(Chart::Histogram(chart));
    }
}

/// The figure of this number among the cards.
#[component]
pub(super) fn CardFigure(id: &'static str, index: usize, cards: Memo<Vec<Card>>) -> impl IntoView {
    let locale = use_store().locale;
    let part = move |get: fn(&Card) -> String| {
        Signal::derive(move || cards.with(|cards| cards.get(index).map(get).unwrap_or_default()))
    };
    let (title, note) = (part(|card| card.title.clone()), part(|card| card.note.clone()));
    let has_chart = Memo::new(move |_| cards.with(|cards| cards.get(index).is_some_and(|card| card.chart.is_some())));
    let columns = Signal::derive(move || {
        let heads = cards.with(|cards| cards.get(index).map(|card| card.heads.clone()));
        let [name, figure] = heads.unwrap_or_default();
        vec![Column::new(name), Column::figures(figure)]
    });
    let rows = Signal::derive(move || cards.with(|cards| cards.get(index).map(table_rows)).unwrap_or_default());
    let draw = move |width| cards.with(|cards| cards.get(index)?.chart.as_ref()?.draw(width));
    let chart = move || {
        has_chart.get().then(|| {
            view! {
                <ChartFrame title=title description=note draw=draw ground=Ground::Page walkable=true>
                    <Disclosure summary=text!(locale, quality.as_table)>
                        <DataTable id=id caption=title columns=columns rows=rows />
                    </Disclosure>
                </ChartFrame>
            }
        })
    };
    view! {
        <section class="figure-card" aria-label=title>
            <h3 class={"figure-card__title"}>
                {title} <b class={"figure-card__figure"}>{part(|card| card.figure.clone())}</b>
            </h3>
            {chart}
            <p class={"my-file__note"}>{note}</p>
        </section>
    }
}

fn table_rows(card: &Card) -> Vec<TableRow> {
    let mut rows = Vec::new();
    for (index, [name, figure]) in card.rows.iter().enumerate() {
        let head = Cell::new(name.clone());
        rows.push(TableRow { key: index.to_string(), head, cells: vec![Cell::new(figure.clone())] });
    }
    rows
}

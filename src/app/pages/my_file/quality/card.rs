//! One figure of the page: its name, its number, its chart, what it says, its table.

use cohort_core::plot::{
    marks::Drawing,
    quality::{self, Bar, Bin, Gauge, Histogram, Lane},
};
use leptos::prelude::*;

use crate::{
    components::{Cell, Column, DataTable, Disclosure, TableRow},
    plots::{ChartFrame, Ground},
    state::store::use_store,
};

/// Every figure in the order of the page, and whether it takes the whole width.
pub(super) const CARDS: [(&str, bool); 13] = [
    ("titv", false),
    ("hethom", false),
    ("depth", false),
    ("gq", false),
    ("balance", false),
    ("qual", false),
    ("kinds", false),
    ("genotypes", false),
    ("indels", false),
    ("substitutions", false),
    ("context", false),
    ("x", false),
    ("density", true),
];

/// What a figure shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Card {
    pub(super) title: String,
    /// The one number, if there is one.
    pub(super) figure: String,
    pub(super) note: String,
    pub(super) chart: Option<Chart>,
    pub(super) heads: [String; 2],
    pub(super) rows: Vec<[String; 2]>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Chart {
    Histogram(Histogram),
    Bars(Vec<Bar>),
    Gauge(Gauge),
    Lanes(Vec<Lane>),
}

impl Chart {
    fn draw(&self, width: f64) -> Option<Drawing> {
        let layout = match self {
            Self::Histogram(chart) => quality::histogram(chart, width),
            Self::Bars(bars) => quality::bars(bars, width),
            Self::Gauge(chart) => quality::gauge(chart, width),
            Self::Lanes(lanes) => quality::density(lanes, width),
        };
        quality::record(&layout).ok()
    }
}

impl Card {
    /// Named bars, which are also its table.
    pub(super) fn with_bars(self, bars: Vec<Bar>) -> Self {
        let rows = bars.iter().map(|bar| [bar.label.clone(), bar.figure.clone()]).collect();
        Self { chart: Some(Chart::Bars(bars)), rows, ..self }
    }

    /// A histogram whose bars are the rows of its table: how each reads, and its count.
    pub(super) fn with_histogram(self, rows: Vec<[String; 2]>, counts: &[u64], mut chart: Histogram) -> Self {
        let bin = |(row, count): (&[String; 2], &u64)| Bin { spoken: row.join(": "), count: *count };
        chart.bins = rows.iter().zip(counts).map(bin).collect();
        Self { chart: Some(Chart::Histogram(chart)), rows, ..self }
    }
}

#[component]
pub(super) fn CardFigure(id: &'static str, wide: bool, card: Signal<Card>) -> impl IntoView {
    let locale = use_store().locale;
    let has_chart = Memo::new(move |_| card.with(|card| card.chart.is_some()));
    let part = move |get: fn(&Card) -> String| Signal::derive(move || card.with(get));
    let title = part(|card| card.title.clone());
    let columns = Signal::derive(move || {
        let [name, figure] = card.with(|card| card.heads.clone());
        vec![Column::new(name), Column::figures(figure)]
    });
    let rows = Signal::derive(move || {
        let row = |(index, row): (usize, &[String; 2])| TableRow {
            key: index.to_string(),
            head: Cell::new(row[0].clone()),
            cells: vec![Cell::new(row[1].clone())],
        };
        card.with(|card| card.rows.iter().enumerate().map(row).collect::<Vec<_>>())
    });
    let draw = Callback::new(move |width| card.with(|card| card.chart.as_ref().and_then(|chart| chart.draw(width))));
    let chart = move || {
        has_chart.get().then(|| {
            view! {
                <ChartFrame title=title description=part(|card| card.note.clone()) draw=draw ground=Ground::Page walkable=true>
                    <Disclosure summary=text!(locale, quality.as_table)>
                        <DataTable id=id caption=title columns=columns rows=rows />
                    </Disclosure>
                </ChartFrame>
            }
        })
    };
    view! {
        <section class="quality__card" class:quality__card--wide=wide aria-label=title>
            <h3 class={"quality__card-title"}>
                {title} <b class={"quality__figure"}>{part(|card| card.figure.clone())}</b>
            </h3>
            {chart}
            <p class={"quality__note"}>{part(|card| card.note.clone())}</p>
        </section>
    }
}

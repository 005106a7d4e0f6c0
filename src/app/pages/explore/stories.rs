//! Variants people ask about, with the counts that came with the page: nobody is asked to show them.

use cohort_core::{
    format::NumberStyle,
    plot::{
        forest::{Figures, ForestOptions, ForestRow, RowState},
        strip::StripPoint,
    },
    variant::known::{Catalogue, KnownVariant},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::{
    components::{Section, VariantStrip, VariantStrips},
    i18n::{Locale, td_string},
    plots::{ForestChart, Ground, StripChart},
    routes::Route,
    state::store::use_store,
};

/// The variant of the example: the best known difference within Europe.
const EXAMPLE: &str = "rs4988235";

/// The example beside the search box.
#[component]
pub(super) fn Example() -> impl IntoView {
    let known = Catalogue::built_in().by_rs_number(EXAMPLE).filter(|known| !known.counts.is_empty()).cloned();
    known.map(|known| view! { <ExampleFigure known=known /> })
}

#[component]
fn ExampleFigure(known: KnownVariant) -> impl IntoView {
    let locale = use_store().locale;
    let href = Route::Variant(known.variant.clone()).href();
    let known = StoredValue::new(known);
    let numbers = Signal::derive(move || NumberStyle::for_language(locale.get().as_str()));
    let rows = Signal::derive(move || {
        let numbers = numbers.get();
        let mut rows: Vec<(f64, ForestRow)> = Vec::new();
        for count in known.read_value().counts.iter() {
            let Ok(state) = RowState::counted(count.allele_count, count.allele_number, numbers) else { continue };
            let frequency = f64::from(count.allele_count) / f64::from(count.allele_number);
            let place = place(&count.cohort, locale.get());
            let row = ForestRow::new(count.cohort.clone(), place, count.cohort.clone(), state);
            // The most frequent first.
            rows.insert(rows.partition_point(|(other, _)| *other >= frequency), (frequency, row));
        }
        rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>()
    });
    let options = Signal::derive(move || ForestOptions {
        figures: Figures::FigureOnly,
        numbers: numbers.get(),
        ..ForestOptions::default()
    });
    view! {
        <div class="explore__example">
            <h2 class={"explore__example-title"}>{text!(locale, explore.figure_title)}</h2>
            <ForestChart
                rows=rows
                options=options
                title=text!(locale, explore.figure_title)
                description=text!(locale, explore.figure_description)
                ground=Ground::Page
            />
            <p class={"explore__example-note"}>
                {text!(locale, explore.figure_caption)}
                {" "}
                <a href=href>{text!(locale, explore.figure_link)}</a>
            </p>
        </div>
    }
}

/// Where a 1000 Genomes cohort was sampled.
pub(crate) fn place(cohort: &str, locale: Locale) -> String {
    match cohort {
        "FIN" => td_string!(locale, explore.place_fin).to_string(),
        "GBR" => td_string!(locale, explore.place_gbr).to_string(),
        "IBS" => td_string!(locale, explore.place_ibs).to_string(),
        "TSI" => td_string!(locale, explore.place_tsi).to_string(),
        "CEU" => td_string!(locale, explore.place_ceu).to_string(),
        other => other.to_owned(),
    }
}

/// The variants shown, with their plain names; traits and everyday matters, nothing that names a disease.
fn stories(locale: Locale) -> [(&'static str, String); 6] {
    [
        ("rs4988235", td_string!(locale, explore.strip_lactase).to_string()),
        ("rs12913832", td_string!(locale, explore.strip_eyes).to_string()),
        ("rs1805007", td_string!(locale, explore.strip_hair).to_string()),
        ("rs17822931", td_string!(locale, explore.strip_earwax).to_string()),
        ("rs4244285", td_string!(locale, explore.strip_enzyme).to_string()),
        ("rs1229984", td_string!(locale, explore.strip_alcohol).to_string()),
    ]
}

/// The strips.
#[component]
pub(super) fn Stories() -> impl IntoView {
    let locale = use_store().locale;
    let catalogue = StoredValue::new(Catalogue::built_in());
    let strips = move || {
        let locale = locale.get();
        let known = |(rs_number, title): (&str, String)| {
            let known = catalogue.with_value(|catalogue| catalogue.by_rs_number(rs_number).cloned())?;
            Some(view! { <Story known=known title=title locale=locale /> })
        };
        stories(locale).into_iter().filter_map(known).collect_view()
    };
    view! {
        <Section id="stories" title=text!(locale, explore.strips) lead=text!(locale, explore.strips_lead)>
            <VariantStrips>{strips}</VariantStrips>
            <p>
                <a href=Route::Medicines.href()>{text!(locale, explore.medicines_link)}</a>
            </p>
        </Section>
    }
}

#[component]
fn Story(known: KnownVariant, title: String, locale: Locale) -> impl IntoView {
    let numbers = NumberStyle::for_language(locale.as_str());
    let points: Vec<StripPoint> = known
        .counts
        .iter()
        .map(|count| {
            let frequency = f64::from(count.allele_count) / f64::from(count.allele_number);
            StripPoint::new(count.cohort.clone(), frequency, numbers)
        })
        .collect();
    let description =
        points.iter().map(|point| format!("{} {}", point.label, point.figure)).collect::<Vec<_>>().join("; ");
    let change = format!("{} {} → {}", known.rs_number, known.variant.reference(), known.variant.alternate());
    let chart_title = change.clone();
    let chart = (!points.is_empty()).then(|| {
        view! {
            <StripChart
                points=Signal::stored(points)
                numbers=Signal::stored(numbers)
                title=chart_title
                description=description
                ground=Ground::Page
            />
        }
    });
    view! {
        <VariantStrip
            title=title
            href=Route::Variant(known.variant.clone()).href()
            place=known.genes.join(", ")
            change=change
        >
            {chart}
        </VariantStrip>
    }
}

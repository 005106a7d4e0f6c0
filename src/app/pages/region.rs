//! A gene or a region: what would be asked of whom, and then the variants that cohorts have in it.

use std::{sync::Arc, time::Duration};

use cohort_core::{
    genome::Assembly,
    plot::region::View,
    region::{
        Region, Symbol,
        genes::{Gene, GeneTable},
        table::RegionTable,
    },
};
use leptos::{leptos_dom::helpers::debounce, prelude::*};

use super::keep_chart::Keep;
use crate::{
    actions::use_actions,
    components::{Notice, PageHead, Tone},
    i18n::{Locale, td_string},
    pages::variant::{node_name, numbers, population},
    routes::Route,
    state::{
        region::{GenesLoad, RegionAsked},
        store::{Store, use_store},
    },
};

mod answers;
mod ask;
mod compare;
mod table;
mod track;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Shown {
    region: Region,
    table: Memo<Arc<RegionTable>>,
    /// Names of the table's cohorts, in its order.
    names: Memo<Vec<String>>,
    view: RwSignal<View>,
    /// The same once it has rested: what is read need not follow every frame.
    rested: RwSignal<View>,
}

/// How long a view rests before the table follows it.
const RESTS_FOR: Duration = Duration::from_millis(150);

impl Shown {
    fn new(region: Region, store: Store) -> Self {
        let Store { locale, registry, region: asked, .. } = store;
        let table = Memo::new(move |_| {
            let table = registry.with(|load| {
                asked.with(|asked| {
                    let nodes = load.ready().map_or(&[][..], |registry| registry.nodes());
                    let answers: Vec<_> =
                        nodes.iter().filter_map(|node| Some((node, asked.answer(&node.id)?))).collect();
                    RegionTable::of(&region, &answers)
                })
            });
            Arc::new(table)
        });
        let names = Memo::new(move |_| {
            let locale = locale.get();
            table.with(|table| cohort_names(table, locale))
        });
        let (view, rested) = (RwSignal::new(View::of(&region)), RwSignal::new(View::of(&region)));
        let mut rest = debounce(RESTS_FOR, move |view| {
            rested.try_set(view);
        });
        Effect::new(move |_| rest(view.get()));
        Self { region, table, names, view, rested }
    }
}

impl Shown {
    /// The foot of a chart: `part` ends the names of its files, `csv` makes its figures.
    fn keep(self, part: &'static str, title: Signal<String>, csv: Callback<(), String>) -> Keep {
        let locale = use_store().locale;
        let act = use_actions();
        let (region, assembly) = (self.region.to_string(), self.region.assembly().name());
        let name = format!("cohort-explorer-{assembly}-{}-{part}", region.replace(':', "-"));
        let about = Signal::derive(move || {
            let (variant, version) = (format!("chr{region}"), env!("CARGO_PKG_VERSION"));
            td_string!(locale.get(), evidence.keep_about, variant, assembly, version, date = act.today())
        });
        Keep { name: Signal::stored(name), title, about, csv: Some(csv) }
    }
}

/// A cohort's name: the node's, and whom it counts or which data set it is, where the node has several.
fn cohort_names(table: &RegionTable, locale: Locale) -> Vec<String> {
    let name = |column: &cohort_core::region::table::CohortColumn| {
        let name = node_name(&column.node, locale);
        let of_node = table.cohorts.iter().filter(|other| other.node.id == column.node.id).count();
        if of_node < 2 {
            return name;
        }
        let is_set_alone =
            table.cohorts.iter().filter(|other| other.cohort.dataset == column.cohort.dataset).count() < 2;
        let part =
            if is_set_alone { column.cohort.dataset.clone() } else { population(&column.cohort.population, locale) };
        format!("{name}, {part}")
    };
    table.cohorts.iter().map(name).collect()
}

/// A region by its place.
#[component]
pub(crate) fn RegionPage(region: Region) -> impl IntoView {
    let act = use_actions();
    if region.assembly() == GeneTable::ASSEMBLY {
        act.load_genes();
    }
    let title = move |locale| region_name(&region, locale);
    view! { <Body region=region gene=None title=Callback::new(title) /> }
}

/// A gene by its symbol.
#[component]
pub(crate) fn GenePage(assembly: Assembly, symbol: Symbol) -> impl IntoView {
    let Store { locale, genes, .. } = use_store();
    let act = use_actions();
    act.load_genes();
    let symbol = StoredValue::new(symbol);
    let name = move || symbol.with_value(ToString::to_string);
    let note = move |text: String| {
        let heading = name();
        view! {
            <div class="wrap page">
                <h1 class={"page__title"}>{heading}</h1>
                <Notice tone=Tone::Warning>{text}</Notice>
                <p class="region__back"><a href=Route::Explore.href()>{text!(locale, shell.to_start)}</a></p>
            </div>
        }
        .into_any()
    };
    move || match genes.get() {
        _ if assembly != GeneTable::ASSEMBLY => {
            note(td_string!(locale.get(), region.gene_other_build, assembly = assembly.name()))
        }
        GenesLoad::NotLoaded | GenesLoad::Loading => note(td_string!(locale.get(), region.genes_loading).to_string()),
        GenesLoad::Missing(why) => note(td_string!(locale.get(), region.genes_missing, why = why)),
        GenesLoad::Ready(table) => match table.by_symbol(&name()).map(|gene| (gene.region(), gene)) {
            None => note(td_string!(locale.get(), region.gene_unknown, symbol = name())),
            Some((Err(bad), _)) => note(bad.to_string()),
            Some((Ok(region), gene)) => {
                act.choose_region(region);
                let symbol = gene.symbol.clone();
                view! { <Body region=region gene=Some(gene) title=Callback::new(move |_| symbol.clone()) /> }.into_any()
            }
        },
    }
}

/// `chr2:135,787,850–135,837,184`
fn region_name(region: &Region, locale: Locale) -> String {
    let numbers = numbers(locale);
    let (first, last) = (numbers.count(region.first().get().into()), numbers.count(region.last().get().into()));
    format!("chr{}:{first}–{last}", region.chromosome())
}

#[component]
fn Body(region: Region, gene: Option<Gene>, title: Callback<Locale, String>) -> impl IntoView {
    let store = use_store();
    let locale = store.locale;
    let shown = Shown::new(region, store);
    let was_asked = Memo::new(move |_| store.region.with(RegionAsked::was_asked));
    let lead = Signal::derive(move || {
        let locale = locale.get();
        let (assembly, bases) = (region.assembly().name(), numbers(locale).count(region.bases().into()));
        match &gene {
            None => td_string!(locale, region.lead, assembly, bases),
            Some(gene) => {
                let (place, exons) = (region_name(&region, locale), gene.exons.len());
                td_string!(locale, region.lead_gene, place, assembly, bases, exons)
            }
        }
    });
    let title = Signal::derive(move || title.run(locale.get()));
    view! {
        <div class="wrap variant region">
            <p class={"variant__crumb"}>
                <a href=Route::Explore.href()>{text!(locale, variant.breadcrumb)}</a>
                {" / "}
                {text!(locale, region.document_title)}
            </p>
            <PageHead title=title lead=lead />
            <Show when=move || was_asked.get() fallback=move || view! { <ask::AskPanel region=region /> }>
                <answers::Answers shown=shown />
                <track::Track shown=shown />
                <compare::Compare shown=shown />
                <table::Variants shown=shown />
            </Show>
        </div>
    }
}

//! One variant: what would be asked of whom, and then what each answered.

use std::sync::Arc;

use cohort_core::{
    bundle::Bundle,
    evidence::{self, Evidence, Silent, pool::Pool},
    export,
    format::NumberStyle,
    plot::forest::Scale,
    variant::{
        Variant, elsewhere,
        known::Catalogue,
        written::{Alignment, Written},
    },
};
use leptos::{context::Provider, prelude::*};
use leptos_i18n::Locale as _;

use super::keep_chart::Keep;
use crate::{
    actions::use_actions,
    components::{ButtonKind, Disclosure, Fact, FactKind, FactList, Glyph, LinkButton, PageHead},
    i18n::td_string,
    plots::Pointed,
    routes::Route,
    state::{
        sign_in::SignInState,
        store::{RegistryLoad, Store, use_store},
    },
};

mod answers;
mod ask;
mod chart;
mod contents;
mod genotypes;
mod map;
mod people;
mod pooled;
mod registered;
mod report;
mod sexes;
mod sheet;
mod summary;
mod table;
mod tools;
mod wording;

pub(crate) use ask::{Literal, literals, profile, when_registered};
pub(crate) use chart::silent_row;
pub(crate) use map::words as map_words;
pub(crate) use sheet::ReportPage;
pub(crate) use wording::{
    failed as failure_says, node_name, note_says, numbers, population, row_name, says as state_says, state as state_of,
};

/// What the parts of the page share: the variant and what is known of it by now.
#[derive(Clone, Copy)]
struct Shown {
    variant: StoredValue<Variant>,
    rows: Memo<Vec<Evidence>>,
    silent: Memo<Vec<Silent>>,
    pool: Memo<Pool>,
    /// The country of each row whose people's it is, beside how keys about the row begin.
    places: Memo<Vec<(String, Option<String>)>>,
    /// How the charts spread frequencies.
    scale: RwSignal<Scale>,
    /// The country, or the node without one, that is pointed at in a chart or in the table.
    pointed: RwSignal<Option<String>>,
    /// Where the answers are from, if they are from a file: nobody is asked then.
    bundle: StoredValue<Option<Arc<Bundle>>>,
}

impl Shown {
    fn new(variant: Variant, store: Store, bundle: Option<Arc<Bundle>>) -> Self {
        let Store { federation, registry, .. } = store;
        let rows = Memo::new(move |_| {
            registry.with(|load| {
                let registry = load.ready();
                registry.map_or_else(Vec::new, |registry| federation.with(|asked| evidence::rows(asked, registry)))
            })
        });
        let silent = Memo::new(move |_| {
            registry.with(|load| {
                let registry = load.ready();
                registry.map_or_else(Vec::new, |registry| federation.with(|asked| evidence::silent(asked, registry)))
            })
        });
        let pool = Memo::new(move |_| {
            registry.with(|load| {
                let registry = load.ready();
                registry.map_or_else(Pool::empty, |registry| federation.with(|asked| Pool::of(asked, registry)))
            })
        });
        let place = |row: &Evidence| (chart::row_key(row), map::country_of(row).cloned());
        let places = Memo::new(move |_| rows.with(|rows| rows.iter().map(place).collect()));
        Self {
            variant: StoredValue::new(variant),
            places,
            rows,
            silent,
            pool,
            scale: RwSignal::new(Scale::Linear),
            pointed: RwSignal::new(None),
            bundle: StoredValue::new(bundle),
        }
    }

    /// Whether the answers are from a file.
    fn is_of_bundle(self) -> bool {
        self.bundle.with_value(Option::is_some)
    }

    /// Reference and alternate.
    fn alleles(self) -> (String, String) {
        self.variant.with_value(|variant| (variant.reference().to_string(), variant.alternate().to_string()))
    }

    /// Whom a row of a chart or the table is about, by its key: what is pointed at in one is marked in all of them.
    fn pointed(self) -> Pointed {
        let registry = use_store().registry;
        let subject = Callback::new(move |key: String| {
            let of_row = self.places.with_untracked(|places| {
                places.iter().find(|(begin, _)| key.starts_with(begin)).and_then(|(_, country)| country.clone())
            });
            let node = key.split('/').next().unwrap_or_default();
            let of_node = || {
                registry.with_untracked(|load| {
                    let node = load.ready()?.nodes().iter().find(|known| known.id.0 == node)?;
                    node.country.clone()
                })
            };
            Some(of_row.or_else(of_node).unwrap_or_else(|| node.to_owned()))
        });
        Pointed { at: self.pointed, subject }
    }

    /// Everything that was answered, as CSV.
    fn csv(self, locale: crate::i18n::Locale) -> String {
        let silent = self.silent.with_untracked(|rows| {
            rows.iter().map(|row| (row.clone(), wording::state(&row.state, locale).1)).collect::<Vec<_>>()
        });
        self.variant.with_value(|variant| {
            let pool = self.pool.get_untracked();
            self.rows.with_untracked(|rows| export::csv(variant, rows, &silent, &pool))
        })
    }

    /// `cohort-explorer-GRCh38-2-135851076-G-A`: begins the names of files.
    fn file_name(self) -> String {
        self.variant.with_value(|variant| format!("cohort-explorer-{}-{variant}", variant.assembly()))
    }

    /// The foot of a chart of all answers: `part` ends the names of its files.
    fn keep(self, part: &'static str, title: Signal<String>) -> Keep {
        let locale = use_store().locale;
        let act = use_actions();
        let about = Signal::derive(move || {
            let locale = locale.get();
            let (variant, assembly) = self.variant.with_value(|it| (it.to_string(), it.assembly().name()));
            td_string!(
                locale,
                evidence.keep_about,
                variant,
                assembly,
                version = env!("CARGO_PKG_VERSION"),
                date = act.today()
            )
        });
        let name = Signal::derive(move || format!("{}-{part}", self.file_name()));
        let csv = Callback::new(move |()| self.csv(locale.get_untracked()));
        Keep { name, title, about, csv: Some(csv) }
    }

    /// What is counted, by name: the letter, or the whole change where one letter alone would be the reference's too.
    fn allele(self) -> String {
        let (reference, alternate) = self.alleles();
        if reference.len() == 1 && alternate.len() == 1 {
            return alternate;
        }
        self.variant.with_value(wording::change)
    }
}

/// The page.
#[component]
pub(crate) fn VariantPage(
    /// Stands in the address.
    variant: Variant,
    /// Came from a row of the open file.
    is_of_file: bool,
) -> impl IntoView {
    let of = variant.clone();
    let shows = by_source(
        variant,
        Arc::new(move |bundle| {
            view! { <Answered variant=of.clone() is_of_file=is_of_file bundle=bundle /> }.into_any()
        }),
    );
    view! { <div class="wrap variant">{shows}</div> }
}

/// A page about answers, shown with those of this session or of the bundle that is open for the variant.
type Page = Arc<dyn Fn(Option<Arc<Bundle>>) -> AnyView + Send + Sync>;

fn by_source(variant: Variant, page: Page) -> impl Fn() -> AnyView + Send + Sync + 'static {
    let store = use_store();
    let is_of_bundle =
        Memo::new(move |_| store.opened.with(|opened| opened.bundle().is_some_and(|bundle| bundle.variant == variant)));
    move || {
        let page = Arc::clone(&page);
        let is_of_bundle = is_of_bundle.get();
        let bundle = store.opened.with_untracked(|opened| opened.bundle().cloned()).filter(|_| is_of_bundle);
        match bundle {
            Some(bundle) => {
                // Its nodes and answers stand in for the page's own; whoever is asked next is taken from the page's.
                let of_file = Store {
                    registry: RwSignal::new(RegistryLoad::Ready(bundle.registry.clone())),
                    federation: RwSignal::new(bundle.federation.clone()),
                    acquaintances: RwSignal::new(bundle.acquaintances.clone()),
                    sign_in: RwSignal::new(SignInState::default()),
                    ..store
                };
                view! { <Provider value=of_file>{page(Some(bundle))}</Provider> }.into_any()
            }
            None => page(None),
        }
    }
}

/// What was answered, now or as a file has it; before that, what would be asked.
#[component]
fn Answered(variant: Variant, is_of_file: bool, bundle: Option<Arc<Bundle>>) -> impl IntoView {
    let store = use_store();
    let was_asked = Memo::new(move |_| store.federation.with(cohort_core::federation::Federation::was_asked));
    let shown = Shown::new(variant.clone(), store, bundle.clone());
    let (locale, is_live) = (store.locale, bundle.is_none());
    let report = if is_of_file { Route::FileReport(variant.clone()) } else { Route::Report(variant.clone()) };
    let report = Signal::derive(move || report.href());
    view! {
        <Head variant=variant is_of_file=is_of_file />
        {bundle.map(|bundle| view! { <report::FromFile bundle=bundle /> })}
        <Show when=move || was_asked.get() || !is_live fallback=move || view! { <ask::AskPanel shown=shown is_of_file=is_of_file /> }>
            <summary::Summary shown=shown />
            <p class="variant__report">
                <LinkButton href=report label=text!(locale, report.nav) kind=ButtonKind::Quiet glyph=Glyph::File small=true />
            </p>
            <contents::OnThisPage shown=shown />
            <answers::Answers shown=shown />
            <chart::Chart shown=shown />
            <map::Map shown=shown />
            <table::EvidenceTable shown=shown />
            <pooled::Together shown=shown />
            <genotypes::Genotypes shown=shown />
            <sexes::Sexes shown=shown />
            <tools::Tools shown=shown />
            {is_live.then(|| view! { <people::People shown=shown is_of_file=is_of_file /> })}
        </Show>
    }
}

/// What a variant is called, where it lies, and how it is written.
struct Described {
    title: String,
    lead: Signal<String>,
    notations: Signal<Vec<Fact>>,
}

fn described(variant: Variant) -> Described {
    let locale = use_store().locale;
    let known = Catalogue::built_in().naming(&variant).cloned();
    let title = known.as_ref().map_or_else(|| variant.to_string(), |known| known.rs_number.clone());
    let lead = {
        let variant = variant.clone();
        Signal::derive(move || {
            let locale = locale.get();
            let position = NumberStyle::for_language(locale.as_str()).count(variant.position().get().into());
            let change = wording::change(&variant);
            let (chromosome, assembly) = (variant.chromosome().name(), variant.assembly().name());
            match &known {
                None => td_string!(locale, variant.lead, change, chromosome, position, assembly),
                Some(known) => {
                    // `LCT -13910C>T` stays on one line.
                    let (gene, name) = (known.genes.join(", "), known.name.replace(" -", "\u{a0}-"));
                    td_string!(locale, variant.lead_named, change, chromosome, position, assembly, gene, name)
                }
            }
        })
    };
    let notations = Signal::derive(move || {
        let locale = locale.get();
        let start = td_string!(locale, variant.beacon_start, start = variant.position().start_0based());
        let written = Written::of(&variant);
        let mut facts = vec![Fact::new(td_string!(locale, variant.notation_vcf), written.vcf)];
        facts.extend(written.hgvs.map(|hgvs| {
            let fact = Fact::new(td_string!(locale, variant.notation_hgvs), hgvs.text);
            match hgvs.alignment {
                Alignment::Exact => fact,
                Alignment::NotShifted => fact.with_note(td_string!(locale, evidence.not_shifted)),
            }
        }));
        facts.push(Fact::new(td_string!(locale, variant.notation_spdi), written.spdi));
        facts.extend(written.vrs.map(|vrs| Fact::new("VRS 2", vrs)));
        facts.push(Fact::new(td_string!(locale, variant.notation_beacon), start));
        facts
    });
    Described { title, lead, notations }
}

#[component]
fn Head(variant: Variant, is_of_file: bool) -> impl IntoView {
    let locale = use_store().locale;
    let elsewhere = elsewhere::pages(&variant);
    let Described { title, lead, notations } = described(variant);
    let link = |(site, address): (elsewhere::Site, String)| {
        view! {
            <li>
                <a href=address target="_blank" rel="noopener noreferrer external">
                    {site.name()}
                </a>
            </li>
        }
    };
    let pages = (!elsewhere.is_empty()).then(|| {
        let links = elsewhere.into_iter().map(link).collect_view();
        view! {
            <Disclosure summary=text!(locale, evidence.elsewhere)>
                <p class={"variant__pooled-line"}>{text!(locale, evidence.elsewhere_note)}</p>
                <ul class={"variant__elsewhere"}>{links}</ul>
            </Disclosure>
        }
    });
    let (from, came_from) = if is_of_file {
        (Route::MyFile.href(), text!(locale, shell.my_file))
    } else {
        (Route::Explore.href(), text!(locale, variant.breadcrumb))
    };
    view! {
        <p class="variant__crumb">
            <a href=from>{came_from}</a>
            {" / "}
            {text!(locale, shell.variant)}
        </p>
        <PageHead title=title lead=lead>
            <FactList facts=notations kind=FactKind::Notations label=text!(locale, variant.notations) />
            {pages}
        </PageHead>
    }
}

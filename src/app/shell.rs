//! The frame around every page: header, footer, which page is open, language and theme.
#![expect(unreachable_pub, reason = "`#[component]` writes a public properties struct beside each component")]

use std::time::Duration;

use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::{
    actions::{Act, use_actions},
    components::{Choice, Footer, Glyph, Header, LinkButton, Menu, NavItem, Notice, Segmented, SkipLink, Tone},
    edge::{
        address_bar, document, idle,
        storage::{self, Key},
    },
    i18n::{Locale, td_string},
    pages,
    routes::Route,
    state::{
        file_budget::FileBudget,
        saved_filters::SavedFilters,
        settings::{self, Theme},
        store::{Store, use_store},
    },
};

/// The page.
#[component]
pub(crate) fn App() -> impl IntoView {
    let store = first_state();
    let act = Act::new(store);
    provide_context(store);
    provide_context(act);
    document::set_language(store.locale.get_untracked().as_str());
    document::set_theme(store.theme.get_untracked().name());
    follow_address(act);
    act.load_registry();
    act.load_models();
    if store.is_kiosk {
        start_anew_when_idle(act);
    }
    Effect::new(move |_| document::set_title(&title(&store.route.get(), store.locale.get())));
    let locale = store.locale;
    view! {
        <SkipLink target="main" label=text!(locale, shell.skip) />
        <SiteHeader />
        <main id="main" class="site-main" tabindex="-1">
            {move || page(&store.route.get(), store.is_kiosk)}
        </main>
        <SiteFooter />
    }
}

fn first_state() -> Store {
    let kept = storage::load(Key::Language);
    let locale = settings::language(kept.as_deref(), &document::preferred_languages());
    let theme = Theme::from_name(&storage::load(Key::Theme).unwrap_or_default());
    let saved_filters = SavedFilters::from_text(&storage::load(Key::Filters).unwrap_or_default());
    let file_budget = FileBudget::from_text(&storage::load(Key::FileVariants).unwrap_or_default());
    let is_kiosk = address_bar::is_kiosk();
    let route = Route::from_fragment(&address_bar::fragment());
    let route = if is_kiosk && route == Route::Explore { Route::Plain } else { route };
    Store { is_kiosk, ..Store::new(route, locale, theme, saved_filters, file_budget) }
}

/// How long a stand waits for somebody.
const STAND_WAITS: Duration = Duration::from_secs(60);

/// At a stand nobody's session is left to the next.
fn start_anew_when_idle(act: Act) {
    idle::on_idle(STAND_WAITS, move || act.wipe(&Route::Plain));
}

/// The address is the only source of the route; links and the back button change it.
fn follow_address(act: Act) {
    let enter = move |route: &Route| {
        if let Some(variant) = route.variant() {
            act.choose_variant(variant.clone());
        }
        if let Route::Region(region) = route {
            act.choose_region(*region);
        }
    };
    enter(&act.store.route.get_untracked());
    address_bar::on_change(move |fragment| {
        // The skip link targets an element, not a page.
        if fragment == "#main" {
            return;
        }
        let route = Route::from_fragment(&fragment);
        enter(&route);
        act.store.route.set(route);
        request_animation_frame(document::focus_heading);
    });
}

fn page(route: &Route, is_kiosk: bool) -> AnyView {
    match route {
        route if is_kiosk && route.is_my_file() => view! { <NoFiles /> }.into_any(),
        Route::Explore => view! { <pages::explore::Explore /> }.into_any(),
        Route::Variant(variant) => {
            view! { <pages::variant::VariantPage variant=variant.clone() is_of_file=false /> }.into_any()
        }
        Route::FileVariant(variant) => {
            view! { <pages::variant::VariantPage variant=variant.clone() is_of_file=true /> }.into_any()
        }
        Route::Gene(assembly, symbol) => {
            view! { <pages::region::GenePage assembly=*assembly symbol=symbol.clone() /> }.into_any()
        }
        Route::Region(region) => view! { <pages::region::RegionPage region=*region /> }.into_any(),
        Route::Report(variant) => {
            view! { <pages::variant::ReportPage variant=variant.clone() is_of_file=false /> }.into_any()
        }
        Route::FileReport(variant) => {
            view! { <pages::variant::ReportPage variant=variant.clone() is_of_file=true /> }.into_any()
        }
        Route::Plain => view! { <pages::plain::Plain /> }.into_any(),
        Route::PlainStory(story) => view! { <pages::plain::PlainStory story=*story /> }.into_any(),
        Route::PlainVariant(variant) => view! { <pages::plain::PlainVariant variant=variant.clone() /> }.into_any(),
        Route::Medicines => view! { <pages::medicines::Medicines /> }.into_any(),
        Route::MyFile | Route::Filter(_) | Route::Quality | Route::Cohort => {
            view! { <pages::my_file::MyFile /> }.into_any()
        }
        Route::Nodes => view! { <pages::nodes::Nodes /> }.into_any(),
        Route::Ledger => view! { <pages::ledger::LedgerPage /> }.into_any(),
        Route::About => view! { <pages::about::About /> }.into_any(),
        Route::Unknown(address) => view! { <UnknownAddress address=address.clone() /> }.into_any(),
    }
}

fn title(route: &Route, locale: Locale) -> String {
    let name = td_string!(locale, shell.name);
    let page = match route {
        Route::Explore => return td_string!(locale, explore.document_title).to_string(),
        // The document's title reaches the browser's history, so it names no variant.
        Route::Variant(_) | Route::FileVariant(_) => td_string!(locale, shell.variant),
        // Nor a gene or a region.
        Route::Gene(..) | Route::Region(_) => td_string!(locale, region.document_title),
        Route::Report(_) | Route::FileReport(_) => td_string!(locale, report.nav),
        Route::Plain | Route::PlainStory(_) | Route::PlainVariant(_) => td_string!(locale, plain.nav),
        Route::MyFile | Route::Filter(_) | Route::Quality | Route::Cohort => td_string!(locale, shell.my_file),
        Route::Medicines => td_string!(locale, medicines.title),
        Route::Nodes => td_string!(locale, shell.nodes),
        Route::Ledger => td_string!(locale, shell.ledger),
        Route::About => td_string!(locale, shell.about),
        Route::Unknown(_) => td_string!(locale, shell.unknown_title),
    };
    format!("{page} · {name}")
}

#[component]
fn SiteHeader() -> impl IntoView {
    let Store { route, locale, ledger, is_kiosk, .. } = use_store();
    let items = Signal::derive(move || {
        let (route, locale) = (route.get(), locale.get());
        let item = |to: Route, label: String| NavItem {
            current: to == route || (to.is_my_file() && route.is_my_file()) || (to.is_plain() && route.is_plain()),
            href: to.href(),
            label,
        };
        let mut items = vec![
            item(Route::Explore, td_string!(locale, shell.explore).to_string()),
            item(Route::MyFile, td_string!(locale, shell.my_file).to_string()),
            item(Route::Plain, td_string!(locale, plain.nav).to_string()),
            item(Route::Nodes, td_string!(locale, shell.nodes).to_string()),
            item(Route::About, td_string!(locale, shell.about).to_string()),
        ];
        if is_kiosk {
            items.retain(|item| item.href != Route::MyFile.href());
        }
        items
    });
    let questions = Memo::new(move |_| ledger.with(cohort_core::ledger::Ledger::variant_questions));
    let says = move || match questions.get() {
        0 => td_string!(locale.get(), shell.nothing_sent).to_string(),
        count => td_string!(locale.get(), shell.sent_long, count = count),
    };
    let short = move || td_string!(locale.get(), shell.sent_short, count = questions.get());
    view! {
        <Header
            home=Route::Explore.href()
            name=text!(locale, shell.name)
            nav_label=text!(locale, shell.main_nav)
            items=items
            ledger_href=Route::Ledger.href()
            ledger_label=text!(locale, shell.ledger_label)
            ledger_says=Signal::derive(says)
            ledger_short=Signal::derive(short)
            ledger_current=Signal::derive(move || route.get() == Route::Ledger)
            wide=Signal::derive(move || route.with(Route::is_my_file))
        >
            <pages::sign_in::SignInMark />
            <Preferences />
        </Header>
    }
}

#[component]
fn Preferences() -> impl IntoView {
    let Store { locale, theme, .. } = use_store();
    let act = use_actions();
    let languages = Signal::derive(|| {
        let choice = |locale: &Locale| Choice::new(*locale, language_name(*locale));
        Locale::get_all().iter().map(choice).collect::<Vec<_>>()
    });
    let themes = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Choice::new(Theme::System, td_string!(locale, shell.theme_system)).with_glyph(Glyph::Auto),
            Choice::new(Theme::Light, td_string!(locale, shell.theme_light)).with_glyph(Glyph::Sun),
            Choice::new(Theme::Dark, td_string!(locale, shell.theme_dark)).with_glyph(Glyph::Moon),
        ]
    });
    view! {
        <Menu
            id="preferences"
            label=Signal::derive(move || language_name(locale.get()).to_owned())
            name=text!(locale, shell.settings)
            glyph=Glyph::Globe
        >
            <Segmented
                legend=text!(locale, shell.language)
                name="language"
                choices=languages
                value=locale
                on_change=move |chosen| act.choose_language(chosen)
            />
            <Segmented
                legend=text!(locale, shell.theme)
                name="theme"
                choices=themes
                value=theme
                on_change=move |chosen| act.choose_theme(chosen)
            />
        </Menu>
    }
}

/// A language in its own words, so that whoever needs it can read it.
fn language_name(locale: Locale) -> &'static str {
    match locale {
        Locale::en => "English",
        Locale::de => "Deutsch",
    }
}

#[component]
fn SiteFooter() -> impl IntoView {
    let Store { route, locale, .. } = use_store();
    let items = Signal::derive(move || {
        let (route, locale) = (route.get(), locale.get());
        let item = |to: Route, label: String| NavItem { current: to == route, href: to.href(), label };
        vec![
            item(Route::About, td_string!(locale, shell.how_we_count).to_string()),
            item(Route::Ledger, td_string!(locale, shell.what_leaves).to_string()),
            item(Route::Nodes, td_string!(locale, shell.nodes).to_string()),
        ]
    });
    view! {
        <Footer
            title=text!(locale, shell.use_title)
            intended_use=text!(locale, shell.intended_use)
            provenance=text!(locale, shell.provenance)
            nav_label=text!(locale, shell.foot_nav)
            items=items
            wide=Signal::derive(move || route.with(Route::is_my_file))
        />
    }
}

/// A stand opens no file: whoever comes next could see it.
#[component]
fn NoFiles() -> impl IntoView {
    let Store { locale, .. } = use_store();
    view! {
        <div class="wrap page">
            <h1 class={"page__title"}>{text!(locale, plain.stand_no_files)}</h1>
            <Notice tone=Tone::Private>{text!(locale, plain.stand_no_files_text)}</Notice>
            <LinkButton href=Route::Plain.href() label=text!(locale, plain.nav) />
        </div>
    }
}

#[component]
fn UnknownAddress(address: String) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let text = Signal::derive(move || td_string!(locale.get(), shell.unknown_text, address = address.clone()));
    view! {
        <div class="wrap page">
            <h1 class={"page__title"}>{text!(locale, shell.unknown_title)}</h1>
            <Notice tone=Tone::Warning>{text}</Notice>
            <LinkButton href=Route::Explore.href() label=text!(locale, shell.to_start) />
        </div>
    }
}

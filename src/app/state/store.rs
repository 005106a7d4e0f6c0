//! The one place where session data lives.

use cohort_core::{
    beacon::{
        question::Level,
        registry::{BadRegistry, Registry},
    },
    federation::{Acquaintances, Federation},
    genome::Assembly,
    ledger::Ledger,
};
use leptos::prelude::*;

use super::{
    file::FileState,
    file_budget::FileBudget,
    nodes::Examinations,
    opened::Opened,
    people::{Offers, People},
    quality::QualityView,
    saved_filters::SavedFilters,
    settings::Theme,
    sign_in::SignInState,
    tools::Tools,
};
use crate::{i18n::Locale, routes::Route};

/// The registry on its way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum RegistryLoad {
    #[default]
    Loading,
    Ready(Registry),
    /// The file came and is wrong.
    Bad(BadRegistry),
    /// The file did not come; the text names it and says why.
    Missing(String),
}

impl RegistryLoad {
    pub(crate) fn ready(&self) -> Option<&Registry> {
        match self {
            Self::Ready(registry) => Some(registry),
            _ => None,
        }
    }

    pub(crate) fn ready_mut(&mut self) -> Option<&mut Registry> {
        match self {
            Self::Ready(registry) => Some(registry),
            _ => None,
        }
    }
}

/// Signals that live as long as the page. Created once, in the root, and handed down by context to pages.
#[derive(Clone, Copy)]
pub(crate) struct Store {
    pub(crate) route: RwSignal<Route>,
    pub(crate) locale: RwSignal<Locale>,
    pub(crate) theme: RwSignal<Theme>,
    /// Build chosen beside the search box.
    pub(crate) assembly: RwSignal<Assembly>,
    pub(crate) registry: RwSignal<RegistryLoad>,
    pub(crate) federation: RwSignal<Federation>,
    /// How much of a question nodes are told.
    pub(crate) level: RwSignal<Level>,
    /// How many variants of files have been asked about.
    pub(crate) file_budget: RwSignal<FileBudget>,
    /// How nodes have behaved in this session.
    pub(crate) acquaintances: RwSignal<Acquaintances>,
    /// What nodes have shown of themselves.
    pub(crate) examinations: RwSignal<Examinations>,
    /// What nodes' people can be narrowed down by.
    pub(crate) offers: RwSignal<Offers>,
    /// The last question about people.
    pub(crate) people: RwSignal<People>,
    pub(crate) ledger: RwSignal<Ledger>,
    /// Whether nodes may be told who asks.
    pub(crate) sign_in: RwSignal<SignInState>,
    pub(crate) file: RwSignal<FileState>,
    /// An evidence bundle, if one was opened.
    pub(crate) opened: RwSignal<Opened>,
    /// How the quality page is set.
    pub(crate) quality: RwSignal<QualityView>,
    /// Filters kept under names.
    pub(crate) saved_filters: RwSignal<SavedFilters>,
    /// What a person assumes of a disease, and their thresholds.
    pub(crate) tools: RwSignal<Tools>,
    /// Whether the page stands at a stand, where no file is opened.
    pub(crate) is_kiosk: bool,
}

impl Store {
    pub(crate) fn new(
        route: Route,
        locale: Locale,
        theme: Theme,
        saved_filters: SavedFilters,
        file_budget: FileBudget,
    ) -> Self {
        Self {
            route: RwSignal::new(route),
            locale: RwSignal::new(locale),
            theme: RwSignal::new(theme),
            assembly: RwSignal::new(Assembly::Grch38),
            registry: RwSignal::new(RegistryLoad::default()),
            federation: RwSignal::new(Federation::default()),
            level: RwSignal::new(Level::default()),
            file_budget: RwSignal::new(file_budget),
            acquaintances: RwSignal::new(Acquaintances::default()),
            examinations: RwSignal::new(Examinations::default()),
            offers: RwSignal::new(Offers::default()),
            people: RwSignal::new(People::default()),
            ledger: RwSignal::new(Ledger::default()),
            sign_in: RwSignal::new(SignInState::default()),
            file: RwSignal::new(FileState::default()),
            opened: RwSignal::new(Opened::default()),
            quality: RwSignal::new(QualityView::default()),
            saved_filters: RwSignal::new(saved_filters),
            tools: RwSignal::new(Tools::default()),
            is_kiosk: false,
        }
    }
}

/// For pages: the store.
pub(crate) fn use_store() -> Store {
    expect_context()
}

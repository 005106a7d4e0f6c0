//! A chart's foot: the ways to take it away.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    actions::{hand_over::PictureForm, use_actions},
    components::{Button, ButtonKind},
    i18n::td_string,
    state::store::{Store, use_store},
};

/// What is kept of a chart.
#[derive(Clone, Copy)]
pub(crate) struct Keep {
    /// Begins the names of the files: `cohort-explorer-GRCh38-2-135851076-G-A-map`.
    pub(crate) name: Signal<String>,
    /// Stands above the picture.
    pub(crate) title: Signal<String>,
    /// Stands under it: what it is about, where it comes from.
    pub(crate) about: Signal<String>,
    /// The figures, as CSV.
    pub(crate) csv: Option<Callback<(), String>>,
}

impl Keep {
    /// For `ChartFrame`.
    pub(crate) fn foot(self) -> Option<Callback<String, AnyView>> {
        Some(Callback::new(move |chart| view! { <KeepChart keep=self chart=chart /> }.into_any()))
    }
}

#[component]
fn KeepChart(keep: Keep, chart: String) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let act = use_actions();
    let failed = RwSignal::new(false);
    let chart = StoredValue::new(chart);
    let picture = move |form: PictureForm| {
        let name = keep.name.get_untracked();
        let title = keep.title.get_untracked();
        let notes = [keep.about.get_untracked(), td_string!(locale.get_untracked(), evidence.keep_use).to_string()];
        spawn_local(async move {
            let is_made = act.download_picture(&chart.get_value(), &name, &title, &notes, form).await;
            failed.try_set(!is_made);
        });
    };
    let csv = keep.csv.map(|csv| {
        let save = move |()| {
            let name = format!("{}.csv", keep.name.get_untracked());
            failed.set(!act.download_csv(&name, &csv.run(())));
        };
        view! { <Button label=text!(locale, evidence.keep_csv) kind=ButtonKind::Plain small=true on_click=save hint=text!(locale, evidence.keep_as_csv, title = keep.title.get()) /> }
    });
    view! {
        <div class="keep-chart" role="group" aria-label=text!(locale, evidence.keep_chart)>
            <span class={"keep-chart__label"} aria-hidden="true">{text!(locale, evidence.keep_chart)}</span>
            <Button label=text!(locale, evidence.keep_svg) kind=ButtonKind::Plain small=true on_click=move |()| picture(PictureForm::Svg) hint=text!(locale, evidence.keep_as_svg, title = keep.title.get()) />
            <Button label=text!(locale, evidence.keep_png) kind=ButtonKind::Plain small=true on_click=move |()| picture(PictureForm::Png) hint=text!(locale, evidence.keep_as_png, title = keep.title.get()) />
            {csv}
            <span class={"keep-chart__outcome"} role="status">
                {move || failed.get().then(|| td_string!(locale.get(), evidence.keep_failed))}
            </span>
        </div>
    }
}

//! Women and men of each cohort beside each other, where a node tells them apart.

use cohort_core::{
    cohort::Population,
    evidence::Evidence,
    plot::forest::{Figures, ForestOptions, ForestRow},
};
use leptos::prelude::*;

use super::{Shown, chart, wording};
use crate::{
    components::Section,
    i18n::td_string,
    plots::ForestChart,
    state::store::{Store, use_store},
};

/// The chart; nothing where no node tells women and men apart.
#[component]
pub(super) fn Sexes(shown: Shown) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let has_sexes = Memo::new(move |_| shown.rows.with(|rows| rows.iter().any(is_of_one)));
    let rows = Memo::new(move |_| {
        let locale = locale.get();
        let of_sex = |row: &&Evidence| is_of_one(row);
        shown
            .rows
            .with(|rows| rows.iter().filter(of_sex).map(|row| chart::counted(row, locale)).collect::<Vec<ForestRow>>())
    });
    let options = Signal::derive(move || ForestOptions {
        figures: Figures::WithNote,
        numbers: wording::numbers(locale.get()),
        scale: shown.scale.get(),
        ..ForestOptions::default()
    });
    // Men have one copy of most of X, so AN differs by nature there.
    let lead = Signal::derive(move || {
        let locale = locale.get();
        match shown.variant.with_value(|variant| variant.chromosome().name()) {
            "X" => td_string!(locale, evidence.sexes_lead_x).to_string(),
            "Y" => td_string!(locale, evidence.sexes_lead_y).to_string(),
            _ => td_string!(locale, evidence.sexes_lead).to_string(),
        }
    });
    view! {
        <Show when=move || has_sexes.get()>
            <Section id="sexes" title=text!(locale, evidence.sexes) lead=lead>
                <div class={"variant__chart"}>
                    <ForestChart
                        rows=rows
                        options=options
                        title=text!(locale, evidence.sexes)
                        description=text!(locale, evidence.sexes_description)
                        caption=move || text!(locale, evidence.sexes_caption)
                        foot=shown.keep("sexes", text!(locale, evidence.sexes)).foot()
                        pointed=shown.pointed()
                    />
                </div>
            </Section>
        </Show>
    }
}

/// Whether a row counts women only, or men only.
pub(super) const fn is_of_one(row: &Evidence) -> bool {
    matches!(row.population, Population::Group { sex: Some(_), .. })
}

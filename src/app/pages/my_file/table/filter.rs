//! The filter: conditions to press, a line to write, and what is wrong with it.

use cohort_core::filter::PresetName;
use leptos::prelude::*;

use super::{super::wording::say, mistakes};
use crate::{
    actions::use_actions,
    components::{Button, ButtonKind, Chip, ExpressionField, Suggestions},
    i18n::Locale,
    state::{
        file::arrange::Arranging,
        store::{Store, use_store},
    },
};

mod help;
mod saved;

use help::Help;
use saved::Saved;

/// What a chip stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Offered {
    /// A condition, by its text.
    Condition(String),
    /// A filter with a name.
    Preset(PresetName),
    /// A filter that the person named.
    Saved(String),
}

#[component]
pub(super) fn Filter() -> impl IntoView {
    let Store { locale, file, saved_filters, .. } = use_store();
    let act = use_actions();
    let arranging =
        Memo::new(move |_| file.with(|state| state.open().map(|open| open.arranging.clone())).unwrap_or_default());
    let is_ready = Memo::new(move |_| arranging.with(|arranging| arranging.offer.is_some()));
    let chips = Memo::new(move |_| {
        let saved = saved_filters.get();
        let saved = saved.all().iter().map(|filter| Offered::Saved(filter.name.clone()));
        arranging.with(offered).into_iter().chain(saved).collect::<Vec<_>>()
    });
    let is_saved_on = move |name: &str| {
        saved_filters
            .with(|saved| arranging.with(|arranging| saved.text(name).is_some_and(|text| arranging.asks_for(text))))
    };
    let text = Memo::new(move |_| arranging.with(|arranging| arranging.text.clone()));
    let suggestions = Memo::new(move |_| arranging.with(suggestions));
    let error = Signal::derive(move || {
        let locale = locale.get();
        arranging
            .with(|arranging| {
                arranging.error.as_ref().map(|error| mistakes::sentence(locale, error, &arranging.asked.filter))
            })
            .unwrap_or_default()
    });
    let meant = move || {
        arranging.with(|arranging| arranging.error.as_ref().map(|error| error.suggestions.clone()).unwrap_or_default())
    };
    let chip = move |offered: Offered| {
        let pressed = {
            let offered = offered.clone();
            Signal::derive(move || match &offered {
                Offered::Saved(name) => is_saved_on(name),
                Offered::Condition(text) => arranging.with(|arranging| arranging.conditions().contains(text)),
                Offered::Preset(name) => arranging.with(|arranging| is_preset_on(arranging, *name)),
            })
        };
        let literal = matches!(offered, Offered::Condition(_));
        let label = {
            let offered = offered.clone();
            Signal::derive(move || match &offered {
                Offered::Condition(text) | Offered::Saved(text) => text.clone(),
                Offered::Preset(name) => preset_name(locale.get(), *name),
            })
        };
        let press = move |()| match &offered {
            Offered::Condition(text) => act.toggle_condition(text),
            Offered::Preset(name) => act.use_preset(*name),
            Offered::Saved(name) => act.use_saved_filter(name),
        };
        view! {
            <li>
                <Chip label=label pressed=pressed literal=literal on_press=press />
            </li>
        }
    };
    let is_narrowed = Memo::new(move |_| {
        arranging.with(|arranging| !arranging.asked.filter.is_empty() || arranging.asked.pairs.is_some())
    });
    view! {
        {move || is_ready.get().then(|| view! {
            <div class="row-filter">
                <ul class={"row-filter__chips"} aria-label=text!(locale, rows.conditions)>
                    <For each=move || chips.get() key=Clone::clone children=chip />
                </ul>
                <ExpressionField
                    id="row-filter"
                    label=text!(locale, rows.filter)
                    value=text
                    on_input=move |(text, cursor)| act.type_filter(text, cursor)
                    on_submit=move |()| act.filter_rows()
                    submit_label=text!(locale, rows.apply)
                    suggestions=suggestions
                    placeholder=text!(locale, rows.placeholder)
                    error=error
                />
                <Help />
                <Saved />
                {move || meant().into_iter().map(|name| {
                    let label = {
                        let name = name.clone();
                        Signal::derive(move || say!(locale.get(), rows.did_you_mean, name = name.clone()))
                    };
                    view! {
                        <Button label=label small=true on_click=move |()| act.mend_filter(&name) />
                    }
                }).collect_view()}
                {move || is_narrowed.get().then(|| view! {
                    <Button
                        label=text!(locale, rows.clear)
                        kind=ButtonKind::Plain
                        on_click=move |()| act.clear_filter()
                    />
                })}
            </div>
        })}
    }
}

/// Presets, conditions on offer, and those in force that are neither.
fn offered(arranging: &Arranging) -> Vec<Offered> {
    let Some(offer) = &arranging.offer else { return Vec::new() };
    let conditions = offer.conditions.iter().cloned();
    let others = arranging.conditions().iter().filter(|condition| !offer.conditions.contains(condition)).cloned();
    let conditions = conditions.chain(others).map(Offered::Condition);
    conditions.chain(offer.presets.iter().map(|preset| Offered::Preset(preset.name))).collect()
}

fn is_preset_on(arranging: &Arranging, name: PresetName) -> bool {
    let preset = arranging.offer.as_ref().and_then(|offer| offer.presets.iter().find(|preset| preset.name == name));
    preset.is_some_and(|preset| {
        let wanted = arranging.of_preset(preset);
        wanted.filter == arranging.asked.filter && wanted.pairs == arranging.asked.pairs
    })
}

fn preset_name(locale: Locale, name: PresetName) -> String {
    match name {
        PresetName::Rare => say!(locale, rows.preset_rare),
        PresetName::PassCoding => say!(locale, rows.preset_coding),
        PresetName::DeNovo => say!(locale, rows.preset_de_novo),
        PresetName::CompoundHet => say!(locale, rows.preset_pairs),
    }
}

/// Those that are for what is typed now.
fn suggestions(arranging: &Arranging) -> Suggestions {
    let (text, completion) = &arranging.completion;
    if *text != arranging.text {
        return Suggestions::default();
    }
    let items = completion.items.iter().map(|item| item.text.clone()).collect();
    Suggestions { start: completion.start, end: completion.end, items }
}

//! The arithmetic of published frequency criteria with the person's own thresholds: figures, never a classification.

use cohort_core::{
    evidence::filtering::Filtering,
    stats::criteria::{Basis, Code, Criterion, Finding, Measure, PUBLISHED, Size},
};
use leptos::prelude::*;

use super::{times, with_counts};
use crate::{
    actions::use_actions,
    components::{Button, ButtonKind, NumberField, Section},
    i18n::{Locale, td_string},
    pages::variant::wording,
    state::{
        store::{Store, use_store},
        tools::{Tools, ToolsChange},
    },
};

/// The section.
#[component]
pub(super) fn Criteria(filtering: Memo<Filtering>) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let rows = PUBLISHED.map(|criterion| view! { <Row criterion=criterion filtering=filtering /> });
    view! {
        <Section id="criteria" title=text!(locale, tools.criteria_title) lead=text!(locale, tools.criteria_lead)>
            <div class="tools__criteria">{rows}</div>
        </Section>
    }
}

/// The id of a criterion's field.
const fn id(code: Code) -> &'static str {
    match code {
        Code::Ba1 => "criterion-ba1",
        Code::Ba1Refined => "criterion-ba1-2018",
        Code::Bs1 => "criterion-bs1",
        Code::Pm2 => "criterion-pm2",
        Code::Pm2Supporting => "criterion-pm2-2020",
    }
}

#[component]
fn Row(criterion: Criterion, filtering: Memo<Filtering>) -> impl IntoView {
    let Store { locale, tools, .. } = use_store();
    let act = use_actions();
    let code = criterion.code;
    let basis = Memo::new(move |_| tools.with(|tools| basis(&criterion, tools)));
    let is_chosen = Memo::new(move |_| tools.with(|tools| tools.threshold(code).is_some()));
    let value = Signal::derive(move || basis.get().map_or(f64::NAN, |basis| basis.threshold().get()));
    let problem = Signal::derive(move || {
        let is_wrong = tools.with(|tools| tools.threshold(code).is_some_and(|chosen| chosen.is_err()));
        if is_wrong { td_string!(locale.get(), tools.wrong_share).to_string() } else { String::new() }
    });
    let says = move || {
        let founders = tools.with(|tools| tools.founders);
        filtering.with(|found| {
            let finding = criterion.compare(basis.get(), &found.cohorts, founders);
            says(&finding, found, locale.get())
        })
    };
    view! {
        <div class="tools__criterion">
            <h3 class={"tools__criterion-name"}>{criterion.label}</h3>
            <p class={"variant__pooled-line"}>{move || name(code, locale.get())} {" "} <cite>{criterion.citation}</cite></p>
            <div class={"tools__threshold"}>
                <NumberField
                    id=id(code)
                    label=Signal::derive(move || td_string!(locale.get(), tools.threshold, name = criterion.label))
                    value=value
                    on_change=move |value| act.set_tools(ToolsChange::Threshold(code, Some(value)))
                    problem=problem
                />
                <Show when=move || is_chosen.get()>
                    <Button
                        label=text!(locale, tools.threshold_reset)
                        hint=Signal::derive(move || td_string!(locale.get(), tools.threshold_reset_of, name = criterion.label))
                        kind=ButtonKind::Plain
                        on_click=move |()| act.set_tools(ToolsChange::Threshold(code, None))
                    />
                </Show>
            </div>
            <p class={"tools__says"} role="status">
                {says}
            </p>
        </div>
    }
}

/// What a criterion is compared with; nothing while what was typed is no threshold.
fn basis(criterion: &Criterion, tools: &Tools) -> Option<Basis> {
    let chosen = match tools.threshold(criterion.code) {
        Some(chosen) => Some(chosen.ok()?),
        None => None,
    };
    criterion.basis(chosen, tools.draft.model().ok().as_ref())
}

fn name(code: Code, locale: Locale) -> String {
    match code {
        Code::Ba1 => td_string!(locale, tools.ba1),
        Code::Ba1Refined => td_string!(locale, tools.ba1_2018),
        Code::Bs1 => td_string!(locale, tools.bs1),
        Code::Pm2 => td_string!(locale, tools.pm2),
        Code::Pm2Supporting => td_string!(locale, tools.pm2_2020),
    }
    .to_string()
}

fn says(finding: &Finding, found: &Filtering, locale: Locale) -> String {
    let mut sentences = vec![match finding.criterion.measure {
        Measure::Above => above(finding, found, locale),
        Measure::Absent => absent(finding, locale),
    }];
    if matches!(finding.basis, Some(Basis::Model(_))) {
        sentences.push(td_string!(locale, tools.of_model).to_string());
    }
    // A count above the threshold has shown what it can, however small AN is.
    let is_below = finding.copies_seen == 0 || finding.ratio.is_some_and(|ratio| ratio < 1.0);
    sentences.extend(finding.size.filter(|_| is_below).and_then(|size| large_enough(&size, locale)));
    let names = |places: &[usize]| {
        places
            .iter()
            .filter_map(|at| found.rows.get(*at))
            .map(|row| wording::row_name(row, locale))
            .collect::<Vec<_>>()
            .join("; ")
    };
    if let Some(least) = finding.criterion.least_alleles.filter(|_| !finding.too_small.is_empty()) {
        let least = wording::numbers(locale).count(least.into());
        sentences.push(td_string!(locale, tools.too_small, least, names = names(&finding.too_small)));
    }
    if !finding.founders_left_out.is_empty() {
        sentences.push(td_string!(locale, tools.founders_out, names = names(&finding.founders_left_out)));
    }
    sentences.join(" ")
}

fn above(finding: &Finding, found: &Filtering, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    if finding.size.is_none() {
        return td_string!(locale, tools.nobody).to_string();
    }
    let driver = finding.highest.and_then(|highest| Some((highest, found.rows.get(highest.cohort)?)));
    match (driver, finding.basis, finding.ratio) {
        (Some((highest, row)), Some(basis), Some(ratio)) => {
            let (figure, cohort) = (numbers.frequency(highest.frequency), with_counts(row, locale));
            let (ratio, limit) = (times(numbers, ratio), numbers.tick(basis.threshold().get()));
            td_string!(locale, tools.above, figure, cohort, ratio, limit)
        }
        (Some((highest, row)), ..) => {
            let (figure, cohort) = (numbers.frequency(highest.frequency), with_counts(row, locale));
            td_string!(locale, tools.above_nothing, figure, cohort)
        }
        (None, ..) => td_string!(locale, tools.above_none).to_string(),
    }
}

fn absent(finding: &Finding, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    let Some(size) = finding.size else { return td_string!(locale, tools.nobody).to_string() };
    let number = numbers.count(size.allele_number);
    if finding.copies_seen > 0 {
        let count = numbers.count(finding.copies_seen);
        return td_string!(locale, tools.seen, count, number);
    }
    td_string!(locale, tools.not_seen, number, bound = numbers.bound(size.bound_where_none_is_seen))
}

/// Whether AN is large enough to say anything about the threshold.
fn large_enough(size: &Size, locale: Locale) -> Option<String> {
    let numbers = wording::numbers(locale);
    let (least, suffices) = (size.least_allele_number?, size.suffices?);
    let (number, least) = (numbers.count(size.allele_number), numbers.count(least));
    Some(if suffices {
        td_string!(locale, tools.suffices, number, least)
    } else {
        td_string!(locale, tools.suffices_not, number, least)
    })
}

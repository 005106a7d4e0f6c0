//! All cohorts together: two figures, how far the cohorts differ, and who is not in them.

use cohort_core::{
    beacon::answer::Standing,
    evidence::pool::{Hidden, LeftOut, Pool, Why},
    federation::NodeState,
    format::NumberStyle,
    plot::forest::{ForestRow, RowState},
    stats::{
        interval::{Interval, Level},
        pooled::RandomEffects,
    },
};
use leptos::prelude::*;

use super::{Shown, wording};
use crate::{
    components::{Cell, Disclosure, Fact, FactList, Section, TableRow},
    i18n::{Locale, td_string},
    state::store::{Store, use_store},
};

/// A P below this is written as "differ more than chance would explain".
const DIFFER_BELOW: f64 = 0.05;

/// The section; nothing below two cohorts.
#[component]
pub(super) fn Together(shown: Shown) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let says = move |say: fn(&Pool, &str, Locale) -> String| {
        Signal::derive(move || shown.pool.with(|pool| say(pool, &shown.allele(), locale.get())))
    };
    let facts = Signal::derive(move || shown.pool.with(|pool| facts(pool, locale.get())));
    let outliers = says(outliers);
    let list = move |lines: fn(&Pool, Locale) -> Vec<String>| {
        let lines = shown.pool.with(|pool| lines(pool, locale.get()));
        lines.into_iter().map(|line| view! { <li class="variant__pooled-line">{line}</li> }).collect_view()
    };
    let has_left_out = Memo::new(move |_| shown.pool.with(|pool| !pool.left_out.is_empty()));
    let is_of_several = Memo::new(move |_| shown.pool.with(Pool::is_of_several));
    view! {
        <Show when=move || is_of_several.get()>
            <Section id="pooled" title=text!(locale, pooled.title) lead=says(lead)>
                <FactList facts=facts />
                <p class={"variant__pooled-line"}>{outliers}</p>
                <Show when=move || has_left_out.get()>
                    <h3 class={"variant__pooled-head"}>{text!(locale, pooled.left_out)}</h3>
                    <ul>{move || list(left_out)}</ul>
                </Show>
                <Disclosure summary=text!(locale, pooled.how)>
                    <ul>{move || list(how)}</ul>
                </Disclosure>
            </Section>
        </Show>
    }
}

/// Rows of the chart, below the cohorts.
pub(super) fn chart_rows(pool: &Pool, locale: Locale) -> Vec<ForestRow> {
    let numbers = wording::numbers(locale);
    let mut rows = Vec::new();
    let Some(frequency) = pool.sum.frequency().filter(|_| pool.is_of_several()) else { return rows };
    if let Ok(found) = &pool.random_effects {
        let of = td_string!(locale, pooled.pooled_of, count = pool.cohorts.len());
        let state = RowState::pooled(found.estimate, found.interval, found.prediction, numbers);
        rows.push(ForestRow::new("pooled", td_string!(locale, pooled.pooled), of, state));
    }
    let (count, number) = (numbers.count(pool.sum.allele_count), numbers.count(pool.sum.allele_number));
    let of = td_string!(locale, pooled.summed_of, count, number);
    let bounds = pool.bounds.map(|bounds| (bounds.low, bounds.high));
    let state = RowState::summed(frequency, pool.sum.interval(), bounds, numbers);
    rows.push(ForestRow::new("summed", td_string!(locale, pooled.summed), of, state));
    rows
}

/// Rows of the table, below the cohorts.
pub(super) fn table_rows(pool: &Pool, locale: Locale) -> Vec<TableRow> {
    let numbers = wording::numbers(locale);
    let dash = || Cell::new("–");
    let row = |row: ForestRow| {
        let counts = match row.key.as_str() {
            "summed" => [pool.sum.allele_count, pool.sum.allele_number].map(|count| Cell::new(numbers.count(count))),
            _ => [dash(), dash()],
        };
        let [count, number] = counts;
        let (figure, note) = (row.state.figure().to_owned(), row.state.note().to_owned());
        TableRow {
            key: format!("{}/{locale}/{figure}/{note}", row.key),
            head: Cell::strong(row.label).with_note(row.sublabel),
            cells: vec![count, number, Cell::strong(figure), Cell::new(note), dash(), dash()],
        }
    };
    chart_rows(pool, locale).into_iter().map(row).collect()
}

fn lead(pool: &Pool, allele: &str, locale: Locale) -> String {
    let count = pool.cohorts.len();
    match &pool.random_effects {
        Ok(found) if found.heterogeneity.p < DIFFER_BELOW => td_string!(locale, pooled.lead_differ, count),
        Ok(_) => td_string!(locale, pooled.lead_alike, count),
        Err(_) => td_string!(locale, pooled.lead_sum, count, allele = allele.to_owned()),
    }
}

fn outliers(pool: &Pool, _: &str, locale: Locale) -> String {
    let names: Vec<String> = pool.outliers().map(|row| wording::row_name(row, locale)).collect();
    if names.is_empty() { String::new() } else { td_string!(locale, pooled.outliers, names = names.join("; ")) }
}

fn facts(pool: &Pool, locale: Locale) -> Vec<Fact> {
    let numbers = wording::numbers(locale);
    let mut facts = Vec::new();
    let frequency = pool.sum.frequency().map_or_else(String::new, |frequency| numbers.frequency(frequency));
    let (count, number) = (numbers.count(pool.sum.allele_count), numbers.count(pool.sum.allele_number));
    let interval = pool.sum.interval().map_or_else(String::new, |interval| numbers.interval(interval));
    let note = td_string!(locale, pooled.summed_note, count, number, interval);
    facts.push(Fact::new(td_string!(locale, pooled.summed), frequency).with_note(note));
    if let Some(bounds) = pool.bounds {
        // Ends, not probabilities; written like an interval.
        let ends = Interval { low: bounds.low, high: bounds.high, level: Level::NinetyFive };
        let fact = Fact::new(td_string!(locale, pooled.bounds), numbers.interval(ends));
        facts.push(fact.with_note(td_string!(locale, pooled.bounds_note)));
    }
    if let Ok(found) = &pool.random_effects {
        facts.extend(estimate(found, numbers, locale));
    }
    facts
}

fn estimate(found: &RandomEffects, numbers: NumberStyle, locale: Locale) -> Vec<Fact> {
    let note = td_string!(locale, pooled.pooled_note, interval = numbers.interval(found.interval));
    let mut facts =
        vec![Fact::new(td_string!(locale, pooled.pooled), numbers.frequency(found.estimate)).with_note(note)];
    facts.extend(found.prediction.map(|predicted| {
        let fact = Fact::new(td_string!(locale, pooled.predicted), numbers.interval(predicted));
        fact.with_note(td_string!(locale, pooled.predicted_note))
    }));
    let spread = found.heterogeneity;
    // Smaller ones say no more than this, and rest on an approximation.
    let p =
        if spread.p < 0.001 { format!("< {}", numbers.tick(0.001)) } else { format!("= {}", numbers.bound(spread.p)) };
    let df = spread.degrees_of_freedom;
    let chance = td_string!(locale, pooled.q_note, df, p);
    facts.extend([
        Fact::new(td_string!(locale, pooled.q), numbers.ratio(spread.q)).with_note(chance),
        Fact::new("I²", numbers.percent(spread.i_squared)).with_note(td_string!(locale, pooled.i_squared_note)),
        Fact::new("τ²", numbers.coefficient(spread.tau_squared)).with_note(td_string!(locale, pooled.tau_squared_note)),
    ]);
    facts
}

fn left_out(pool: &Pool, locale: Locale) -> Vec<String> {
    let line = |left: &LeftOut| {
        let mut name = wording::node_name(&left.node, locale);
        if !left.dataset.is_empty() {
            name = format!("{name}, {}", left.dataset);
        }
        if let Some(population) = &left.population {
            name = format!("{name}, {}", wording::population(population, locale));
        }
        td_string!(locale, pooled.because, name, why = why(&left.why, locale))
    };
    pool.left_out.iter().map(line).collect()
}

fn why(why: &Why, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    match why {
        Why::Silent(state) if **state == NodeState::NotAsked => td_string!(locale, pooled.not_asked).to_string(),
        Why::Silent(state) => match wording::says(state, locale) {
            says if says.is_empty() => wording::state(state, locale).1,
            says => says,
        },
        Why::Unsaid(Standing::Absent) => td_string!(locale, variant.says_absent).to_string(),
        Why::Unsaid(Standing::SeenWithoutCounts) => td_string!(locale, variant.says_without_counts).to_string(),
        Why::Unsaid(Standing::BelowThreshold) => td_string!(locale, variant.says_below).to_string(),
        Why::Unsaid(Standing::Failed(text)) => td_string!(locale, variant.says_beacon_error, text),
        Why::Unsaid(Standing::CutShort { .. }) => td_string!(locale, variant.says_cut_short).to_string(),
        Why::Unsaid(_) | Why::NothingRead => td_string!(locale, variant.says_not_covered).to_string(),
        Why::Hidden(Hidden { most_copies, most_read: Some(read) }) => {
            let (copies, read) = (numbers.count(u64::from(*most_copies)), numbers.count(u64::from(*read)));
            td_string!(locale, pooled.hidden, copies, read)
        }
        Why::Hidden(Hidden { most_read: None, .. }) => td_string!(locale, pooled.hidden_unbounded).to_string(),
        Why::Incomplete => td_string!(locale, pooled.incomplete).to_string(),
        Why::NotExact => td_string!(locale, variant.note_not_exact).to_string(),
        Why::ToldTwice => td_string!(locale, pooled.told_twice).to_string(),
        Why::Synthetic => td_string!(locale, pooled.synthetic).to_string(),
        Why::Part => td_string!(locale, pooled.part).to_string(),
        Why::OtherBuild => td_string!(locale, variant.says_wrong_build).to_string(),
    }
}

fn how(pool: &Pool, locale: Locale) -> Vec<String> {
    let mut lines = vec![td_string!(locale, pooled.how_sum).to_string()];
    if let Ok(found) = &pool.random_effects {
        lines.push(td_string!(locale, pooled.how_pooled).to_string());
        lines.push(td_string!(locale, pooled.how_spread).to_string());
        if found.corrected > 0 {
            lines.push(td_string!(locale, pooled.how_zero, count = found.corrected));
        }
        lines.push(td_string!(locale, pooled.how_outlier).to_string());
    }
    if pool.bounds.is_some() {
        lines.push(td_string!(locale, pooled.how_hidden).to_string());
    }
    lines.push(td_string!(locale, pooled.how_overlap).to_string());
    lines
}

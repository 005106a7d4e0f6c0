//! The chart's twin: the same figures as a table that copies and downloads.

use cohort_core::{
    cohort::{Counts, Precision},
    evidence::{Evidence, Silent},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Shown, chart::row_key, pooled, wording};
use crate::{
    actions::use_actions,
    components::{Button, Cell, Column, CopyButton, CopyState, DataTable, Glyph, Priority, Section, TableRow},
    i18n::{Locale, td_string},
    state::store::{Store, use_store},
};

/// How long "Copied" stays.
const COPIED_FOR: std::time::Duration = std::time::Duration::from_secs(4);

/// The table and its tools.
#[component]
pub(super) fn EvidenceTable(
    shown: Shown,
    /// Also how exact the counts are, and from which on the node tells of them.
    #[prop(optional)]
    is_whole: bool,
) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let act = use_actions();
    let columns = Signal::derive(move || columns(is_whole, locale.get()));
    let rows = Signal::derive(move || {
        let locale = locale.get();
        let mut shown_rows =
            shown.rows.with(|rows| rows.iter().map(|row| evidence_row(row, locale)).collect::<Vec<_>>());
        shown.silent.with(|rows| shown_rows.extend(rows.iter().map(|row| silent_row(row, locale))));
        shown_rows.extend(shown.pool.with(|pool| pooled::table_rows(pool, locale)));
        shown_rows
    });
    let csv = move || shown.csv(locale.get_untracked());
    let copied = RwSignal::new(CopyState::Idle);
    let copy = move |()| {
        let text = csv();
        spawn_local(async move {
            let state = if act.copy(&text).await { CopyState::Done } else { CopyState::Failed };
            copied.try_set(state);
            set_timeout(
                move || {
                    copied.try_set(CopyState::Idle);
                },
                COPIED_FOR,
            );
        });
    };
    let download = move |()| {
        let name = format!("{}.csv", shown.file_name());
        if !act.download_csv(&name, &csv()) {
            copied.set(CopyState::Failed);
        }
    };
    let has_parts = Memo::new(move |_| shown.rows.with(|rows| rows.iter().any(|row| !row.is_headline)));
    let lead = Signal::derive(move || {
        let locale = locale.get();
        let lead = td_string!(locale, variant.table_lead, allele = shown.allele());
        if has_parts.get() { format!("{lead} {}", td_string!(locale, variant.table_parts)) } else { lead }
    });
    view! {
        <Section id="table" title=text!(locale, variant.table_title) lead=lead>
            <DataTable id="evidence" caption=text!(locale, variant.table_caption) columns=columns rows=rows pointed=shown.pointed subject=shown.pointed().subject />
            <div class={"variant__tools"}>
                <CopyButton
                    label=text!(locale, variant.copy_table)
                    done_label=text!(locale, variant.copied)
                    failed_label=text!(locale, variant.copy_failed)
                    state=copied
                    on_copy=copy
                />
                <Button
                    label=text!(locale, variant.download_csv)
                    glyph=Glyph::Download
                    small=true
                    on_click=download
                />
            </div>
        </Section>
    }
}

fn columns(is_whole: bool, locale: Locale) -> Vec<Column> {
    let mut columns = vec![
        Column::new(td_string!(locale, variant.column_cohort)),
        Column::figures(td_string!(locale, variant.column_ac)),
        Column::figures(td_string!(locale, variant.column_an)),
        Column::figures(td_string!(locale, variant.column_af)),
        Column::figures(td_string!(locale, variant.column_interval)).priority(Priority::P2),
        Column::figures(td_string!(locale, variant.column_homozygotes)).priority(Priority::P2),
        Column::new(td_string!(locale, variant.column_state)).priority(Priority::P2),
    ];
    if is_whole {
        columns.push(Column::new(td_string!(locale, report.column_exact)).priority(Priority::P2));
    }
    columns
}

/// How exact the counts are, as far as the node says, and the smallest that it tells of.
fn exactness(row: &Evidence, locale: Locale) -> Cell {
    let cell = Cell::new(match row.precision {
        Some(Precision::Exact) => td_string!(locale, report.exact),
        Some(Precision::Rounded) => td_string!(locale, report.rounded),
        Some(Precision::Imprecise) => td_string!(locale, report.bound),
        None => td_string!(locale, report.not_said),
    });
    match row.floor {
        Some(floor) if floor > 0 => cell.with_note(td_string!(locale, report.floor, floor = floor)),
        _ => cell,
    }
}

fn evidence_row(row: &Evidence, locale: Locale) -> TableRow {
    let numbers = wording::numbers(locale);
    let unknown = || td_string!(locale, variant.unknown_figure).to_string();
    let count = |value: Option<u32>| Cell::new(value.map_or_else(unknown, |value| numbers.count(value.into())));
    let counts = &row.counts;
    let name = wording::node_name(&row.node, locale);
    let population = wording::population(&row.population, locale);
    let head = if row.is_headline {
        Cell::strong(format!("{name}, {population}")).with_note(row.dataset.clone())
    } else {
        Cell::new(format!("{name}, {population}"))
    };
    let frequency = counts.frequency().map_or_else(unknown, |frequency| numbers.frequency(frequency));
    let interval = row.interval.map_or_else(unknown, |interval| numbers.interval(interval));
    TableRow {
        key: format!("{}/{locale}/{counts:?}", row_key(row)),
        head,
        cells: vec![
            count(counts.allele_count),
            count(counts.allele_number),
            if row.is_headline { Cell::strong(frequency) } else { Cell::new(frequency) },
            Cell::new(interval),
            Cell::new(homozygotes(counts, locale)),
            Cell::state(crate::components::NodeSign::Answered, td_string!(locale, variant.state_answered)),
            exactness(row, locale),
        ],
    }
}

fn homozygotes(counts: &Counts, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    match (counts.homozygous_people(), counts.homozygous) {
        (Some(people), _) => numbers.count(people.into()),
        (None, Some(undecided)) => {
            td_string!(locale, variant.undecided_homozygotes, count = numbers.count(undecided.into()))
        }
        (None, None) => td_string!(locale, variant.unknown_figure).to_string(),
    }
}

/// A node without counts keeps its row: no figure is not a zero.
fn silent_row(row: &Silent, locale: Locale) -> TableRow {
    let (sign, word) = wording::state(&row.state, locale);
    let dash = || Cell::new("–");
    TableRow {
        key: format!("{}/{word}/{locale}", row.node.id.0),
        head: Cell::strong(wording::node_name(&row.node, locale)),
        cells: vec![dash(), dash(), dash(), dash(), dash(), Cell::state(sign, word)],
    }
}

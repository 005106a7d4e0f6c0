//! What the header says for the minimal dataset of 1+MG, field by field, and where.

use std::sync::Arc;

use cohort_core::{quality::MinimalField, wire::FileSummary};
use leptos::prelude::*;

use crate::{
    components::{Cell, Column, DataTable, Section, TableRow},
    i18n::Locale,
    pages::my_file::wording::{self, say},
    state::store::use_store,
};

fn name(locale: Locale, field: MinimalField) -> String {
    match field {
        MinimalField::SequenceTarget => say!(locale, quality.field_target),
        MinimalField::Platform => say!(locale, quality.field_platform),
        MinimalField::MeanDepth => say!(locale, quality.field_depth),
        MinimalField::Format => say!(locale, quality.field_format),
        MinimalField::AlignmentGenome => say!(locale, quality.field_genome),
        MinimalField::Hgvs => say!(locale, quality.field_hgvs),
    }
}

#[component]
pub(super) fn MinimalDataset(summary: Arc<FileSummary>) -> impl IntoView {
    let locale = use_store().locale;
    let columns = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Column::new(say!(locale, quality.head_field)),
            Column::new(say!(locale, quality.head_given)),
            Column::new(say!(locale, quality.head_where)),
        ]
    });
    let rows = Signal::derive(move || {
        let locale = locale.get();
        MinimalField::ALL.map(|field| row(&summary, field, locale)).to_vec()
    });
    view! {
        <Section id="quality-minimal" title=text!(locale, quality.minimal) lead=text!(locale, quality.minimal_lead)>
            <DataTable id="minimal" caption=text!(locale, quality.minimal_caption) columns=columns rows=rows />
        </Section>
    }
}

fn row(summary: &FileSummary, field: MinimalField, locale: Locale) -> TableRow {
    let numbers = wording::numbers(locale);
    let declared = &summary.quality.declared;
    let lines: Vec<String> = declared
        .of(field)
        .map(|line| say!(locale, quality.at_line, line = numbers.count(line.line), text = line.text.clone()))
        .collect();
    let cells = if lines.is_empty() {
        let looked_at = say!(locale, quality.looked_at, lines = field.looked_at());
        vec![Cell::new(say!(locale, quality.not_given)), Cell::new(looked_at)]
    } else {
        vec![Cell::strong(say!(locale, quality.given)), Cell::new(lines.join(" · "))]
    };
    TableRow { key: field.looked_at().to_owned(), head: Cell::new(name(locale, field)), cells }
}

//! The rows as a file to take away: in which form, how far it is, what came of it.

use cohort_core::export::{ExportFailure, ExportForm, Exported};
use leptos::prelude::*;

use super::super::wording::{self, say};
use crate::{
    actions::use_actions,
    components::{Button, Glyph, Menu, ProgressBar},
    i18n::Locale,
    state::{
        file::{OpenFile, export::Exporting},
        store::{Store, use_store},
    },
};

/// What can be made, and of what.
#[component]
pub(super) fn ExportMenu() -> impl IntoView {
    let locale = use_store().locale;
    view! {
        <Menu id="row-export" label=text!(locale, rows.export) name=text!(locale, rows.export_name) glyph=Glyph::Download>
            <Forms />
        </Menu>
    }
}

#[component]
fn Forms() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    // While one is written, or the rows change, there is nothing to begin.
    let is_busy = Memo::new(move |_| {
        file.with(|state| {
            state
                .open()
                .is_none_or(|open| open.summary().is_none() || open.arranging.rereads || open.exporting.is_under_way())
        })
    });
    let row_count = Memo::new(move |_| file.with(|state| state.open().map_or(0, OpenFile::row_count)));
    let what = move || {
        let locale = locale.get();
        say!(locale, rows.export_what, rows = wording::numbers(locale).count(row_count.get()))
    };
    let buttons = ExportForm::ALL.map(|form| {
        let label = Signal::derive(move || form_name(locale.get(), form));
        view! { <Button label=label small=true disabled=is_busy on_click=move |()| act.export_rows(form) /> }
    });
    view! {
        <p class="row-export__note">{what}</p>
        <div class="row-export__forms">{buttons}</div>
        <p class="row-export__note">{text!(locale, rows.export_private)}</p>
    }
}

/// While it is written and afterwards; a place for focus in between.
#[component]
pub(super) fn ExportProgress() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let exporting =
        Memo::new(move |_| file.with(|state| state.open().map(|open| open.exporting.clone()).unwrap_or_default()));
    let is_under_way = Memo::new(move |_| exporting.with(Exporting::is_under_way));
    let says = move || exporting.with(|exporting| outcome(locale.get(), exporting));
    view! {
        <div class="row-export" tabindex="-1" data-focus="export" aria-label=text!(locale, rows.export) role="group">
            {move || is_under_way.get().then(|| view! { <UnderWay exporting=exporting /> })}
            <p class={"row-export__outcome"} role="status">{says}</p>
        </div>
    }
}

#[component]
fn UnderWay(exporting: Memo<Exporting>) -> impl IntoView {
    let locale = use_store().locale;
    let act = use_actions();
    let reached = Memo::new(move |_| match exporting.get() {
        Exporting::UnderWay { done, rows, .. } => (done, rows),
        _ => (0, 0),
    });
    let figure = move || {
        let (locale, (done, rows)) = (locale.get(), reached.get());
        let numbers = wording::numbers(locale);
        say!(locale, rows.count_of, rows = numbers.count(done), all = numbers.count(rows))
    };
    #[expect(clippy::cast_precision_loss, reason = "a bar is a few hundred pixels wide")]
    let as_bar = |rows: u64| rows as f64;
    view! {
        <ProgressBar
            label=text!(locale, rows.export_label)
            done=Signal::derive(move || as_bar(reached.get().0))
            total=Signal::derive(move || Some(as_bar(reached.get().1)).filter(|rows| *rows > 0.0))
            figure=Signal::derive(figure)
        />
        <Button label=text!(locale, rows.export_cancel) glyph=Glyph::Close small=true on_click=move |()| act.stop_export() />
    }
}

fn form_name(locale: Locale, form: ExportForm) -> String {
    match form {
        ExportForm::Csv => say!(locale, rows.export_csv),
        ExportForm::Tsv => say!(locale, rows.export_tsv),
        ExportForm::Json => "JSON".to_owned(),
        ExportForm::Vcf => say!(locale, rows.export_vcf),
    }
}

/// What came of it; nothing while it is written.
fn outcome(locale: Locale, exporting: &Exporting) -> String {
    match exporting {
        Exporting::Idle | Exporting::UnderWay { .. } => String::new(),
        Exporting::Stopped => say!(locale, rows.export_stopped),
        Exporting::Done(exported) => done(locale, exported),
        Exporting::Failed(ExportFailure::Changed { line }) => {
            say!(locale, rows.export_changed, line = wording::numbers(locale).count(*line))
        }
        Exporting::Failed(ExportFailure::Unreadable) => say!(locale, rows.export_unreadable),
        Exporting::Failed(ExportFailure::Overtaken) => say!(locale, rows.export_overtaken),
        Exporting::Failed(ExportFailure::NoRoom) => say!(locale, rows.export_no_room),
    }
}

fn done(locale: Locale, exported: &Exported) -> String {
    let numbers = wording::numbers(locale);
    let (name, count) = (exported.file_name.clone(), numbers.count(exported.written));
    let size = numbers.bytes(exported.bytes);
    let says = if exported.form == ExportForm::Vcf {
        say!(locale, rows.export_done_records, name = name.clone(), count = count.clone(), size = size.clone())
    } else {
        say!(locale, rows.export_done, name = name.clone(), count = count.clone(), size = size.clone())
    };
    if exported.is_partial { format!("{says} {}", say!(locale, rows.export_partial)) } else { says }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_says_what_it_holds() {
        let exported = Exported {
            form: ExportForm::Vcf,
            file_name: "me.all.1200-records.partial.vcf.gz".to_owned(),
            written: 1200,
            bytes: 50_000,
            is_partial: true,
        };
        let says = done(Locale::en, &exported);
        assert!(says.contains("1,200 records") && says.contains("partial, as"), "{says}");
        assert!(done(Locale::de, &exported).contains("1.200"));
    }
}

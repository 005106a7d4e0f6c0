//! What a file is and holds, in figures; where it ends too early; which build it is in.

use std::sync::Arc;

use cohort_core::{
    genome::Assembly,
    vcf::{Compression, Ending, Format, Problem},
    wire::FileSummary,
};
use leptos::prelude::*;

use super::{
    regions::RegionsNotice,
    wording::{self, say},
};
use crate::{
    actions::use_actions,
    components::{Choice, Fact, FactList, NodeSign, Notice, Segmented, Tone},
    i18n::Locale,
    state::{
        file::Stage,
        store::{Store, use_store},
    },
};

/// Sample names in the summary.
const NAMES_SHOWN: usize = 2;

#[component]
pub(super) fn Summary(summary: Arc<FileSummary>) -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let said = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.said_assembly)));
    let took_millis = file.with_untracked(|state| match state.open().map(|open| &open.stage) {
        Some(Stage::Ready { took_millis, .. }) => *took_millis,
        _ => 0,
    });
    let facts = {
        let summary = Arc::clone(&summary);
        Signal::derive(move || facts(&summary, said.get(), took_millis, locale.get()))
    };
    let asks_build = summary.assembly.is_none() && summary.rows > 0;
    let conflict = summary.warnings.iter().find_map(|warning| match warning.problem {
        Problem::AssemblyConflict(one, other) => Some((one, other)),
        _ => None,
    });
    view! {
        <h2 class="visually-hidden">{text!(locale, file.facts)}</h2>
        <FactList facts=facts />
        <RegionsNotice read=summary.regions.clone() />
        <PartialNotice summary=summary />
        {asks_build.then(|| view! { <BuildQuestion said=said conflict=conflict /> })}
    }
}

/// Stays on the page as long as the file is open: a part is never shown as the whole.
#[component]
fn PartialNotice(summary: Arc<FileSummary>) -> impl IntoView {
    let locale = use_store().locale;
    let Ending::Partial { cut, line, file_bytes } = summary.ending else { return ().into_any() };
    let total_bytes = summary.file_bytes;
    let says = move || {
        let locale = locale.get();
        let numbers = wording::numbers(locale);
        say!(
            locale,
            file.partial_text,
            line = numbers.count(line),
            bytes = numbers.count(file_bytes),
            total = numbers.count(total_bytes),
            cut = wording::cut(locale, cut)
        )
    };
    view! {
        <div class="my-file__notice">
            <Notice tone=Tone::Warning title=text!(locale, file.partial_title) live=true>
                <p>{says}</p>
            </Notice>
        </div>
    }
    .into_any()
}

/// Asked of the person, because guessing would lead to wrong places.
#[component]
fn BuildQuestion(
    said: Memo<Option<Assembly>>,
    /// Builds that the header names, if it names two.
    conflict: Option<(Assembly, Assembly)>,
) -> impl IntoView {
    let locale = use_store().locale;
    let act = use_actions();
    let title = move || match said.get() {
        None => say!(locale.get(), file.build_title),
        Some(assembly) => say!(locale.get(), file.build_said_title, assembly = assembly.name()),
    };
    let says = move || match (said.get(), conflict) {
        (None, None) => say!(locale.get(), file.build_text),
        (None, Some((one, other))) => {
            say!(locale.get(), file.build_conflict, one = one.name(), other = other.name())
        }
        (Some(_), _) => say!(locale.get(), file.build_said_text),
    };
    let choices = Signal::derive(|| {
        Assembly::ALL.iter().map(|build| Choice::new(Some(*build), build.name())).collect::<Vec<_>>()
    });
    let said_so = move |build: Option<Assembly>| {
        if let Some(build) = build {
            act.say_build(build);
        }
    };
    let tone = move || if said.get().is_some() { Tone::Note } else { Tone::Warning };
    view! {
        <div class="my-file__notice">
            <Notice tone=Signal::derive(tone) title=Signal::derive(title)>
                <p>{says}</p>
                <Segmented
                    legend=text!(locale, file.build_legend)
                    name="file-build"
                    choices=choices
                    value=said
                    on_change=said_so
                    quiet_legend=true
                />
            </Notice>
        </div>
    }
}

fn facts(summary: &FileSummary, said: Option<Assembly>, took_millis: u32, locale: Locale) -> Vec<Fact> {
    vec![
        records(summary, locale),
        rows(summary, locale),
        ending(summary, locale),
        build(summary, said, locale),
        samples(summary, locale),
        size(summary, took_millis, locale),
        ti_tv(summary, locale),
    ]
}

fn records(summary: &FileSummary, locale: Locale) -> Fact {
    let numbers = wording::numbers(locale);
    let note = match (summary.bad_records, summary.ending) {
        (0, Ending::Whole) => say!(locale, file.fact_records_whole),
        (0, Ending::Regions) => say!(locale, regions.fact_records),
        (0, Ending::Partial { .. }) => say!(locale, file.fact_records_part),
        (bad, _) => say!(locale, file.fact_records_bad, count = numbers.count(bad)),
    };
    Fact::new(say!(locale, file.fact_records), numbers.count(summary.records)).with_note(note)
}

fn rows(summary: &FileSummary, locale: Locale) -> Fact {
    Fact::new(say!(locale, file.fact_rows), wording::numbers(locale).count(summary.rows))
        .with_note(say!(locale, file.fact_rows_note))
}

fn ending(summary: &FileSummary, locale: Locale) -> Fact {
    let version = summary.format_version.clone().unwrap_or_else(|| say!(locale, file.fact_version_unknown));
    let term = say!(locale, file.fact_file);
    match (summary.ending, summary.compression) {
        (Ending::Partial { line, .. }, _) => Fact::new(term, say!(locale, file.fact_file_part))
            .with_state(NodeSign::Partial)
            .with_note(say!(locale, file.fact_file_cut, line = wording::numbers(locale).count(line))),
        (Ending::Regions, _) => Fact::new(term, say!(locale, regions.fact_part))
            .with_state(NodeSign::Partial)
            .with_note(say!(locale, regions.fact_rest)),
        (Ending::Whole, Compression::Bgzf) => Fact::new(term, say!(locale, file.fact_file_whole))
            .with_state(NodeSign::Answered)
            .with_note(say!(locale, file.fact_file_eof, version = version.clone())),
        (Ending::Whole, Compression::Plain | Compression::Gzip) => Fact::new(term, say!(locale, file.fact_file_whole))
            .with_state(NodeSign::Answered)
            .with_note(say!(locale, file.fact_file_end, version = version.clone())),
    }
}

fn build(summary: &FileSummary, said: Option<Assembly>, locale: Locale) -> Fact {
    let term = say!(locale, file.fact_build);
    match (summary.assembly, said) {
        (Some(build), _) => Fact::new(term, build.name()).with_note(say!(locale, file.fact_build_header)),
        (None, Some(build)) => Fact::new(term, build.name()).with_note(say!(locale, file.fact_build_person)),
        (None, None) => Fact::new(term, say!(locale, file.fact_build_none)).with_state(NodeSign::Unknown),
    }
}

fn samples(summary: &FileSummary, locale: Locale) -> Fact {
    let numbers = wording::numbers(locale);
    let names = summary.sample_names.iter().take(NAMES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let others = summary.sample_count.saturating_sub(summary.sample_names.len().min(NAMES_SHOWN) as u64);
    let note = match (summary.sample_count, others) {
        (0, _) => say!(locale, file.fact_samples_none),
        (_, 0) => names,
        (_, others) => say!(locale, file.fact_samples_more, names = names.clone(), count = numbers.count(others)),
    };
    Fact::new(say!(locale, file.fact_samples), numbers.count(summary.sample_count)).with_note(note)
}

fn size(summary: &FileSummary, took_millis: u32, locale: Locale) -> Fact {
    let numbers = wording::numbers(locale);
    let time = numbers.duration(f64::from(took_millis));
    let note = match (summary.format, summary.compression) {
        (Format::Bcf, _) => say!(locale, file.fact_size_bcf, time = time.clone()),
        (Format::Vcf, Compression::Plain) => say!(locale, file.fact_size_plain, time = time.clone()),
        (Format::Vcf, Compression::Gzip) => say!(locale, file.fact_size_gzip, time = time.clone()),
        (Format::Vcf, Compression::Bgzf) => say!(locale, file.fact_size_bgzf, time = time.clone()),
    };
    Fact::new(say!(locale, file.fact_size), numbers.bytes(summary.file_bytes)).with_note(note)
}

fn ti_tv(summary: &FileSummary, locale: Locale) -> Fact {
    let numbers = wording::numbers(locale);
    let term = say!(locale, file.fact_titv);
    let (transitions, transversions) = (summary.transitions, summary.transversions);
    if transitions + transversions == 0 {
        return Fact::new(term, "–").with_note(say!(locale, file.fact_titv_none));
    }
    #[expect(clippy::cast_precision_loss, reason = "shown with two decimals")]
    let ratio = (transversions > 0).then(|| transitions as f64 / transversions as f64);
    Fact::new(term, ratio.map_or_else(|| "–".to_owned(), |ratio| numbers.ratio(ratio))).with_note(say!(
        locale,
        file.fact_titv_note,
        transitions = numbers.count(transitions),
        transversions = numbers.count(transversions)
    ))
}

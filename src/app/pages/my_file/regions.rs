//! A file with its index: which regions to read, and that only those were read.

use cohort_core::{
    vcf::Region,
    wire::{RegionsRead, Survey},
};
use leptos::{ev, prelude::*};

use super::wording::{self, say};
use crate::{
    actions::use_actions,
    components::{Button, ButtonKind, Notice, Panel, Tone},
    i18n::Locale,
    state::{
        file::{FileState, Offered, OpenFile},
        store::{Store, use_store},
    },
};

/// Contigs and regions that a sentence names.
const NAMED: usize = 6;
/// A position past which a region reaches to the end of its contig.
const LAST_POSITION: u32 = i32::MAX as u32;

/// Asked before anything but the header is read.
#[component]
pub(super) fn RegionChoice() -> impl IntoView {
    let file = use_store().file;
    let is_offered = Memo::new(move |_| file.with(|state| matches!(state, FileState::Offered(one) if !one.is_said)));
    move || is_offered.get().then(|| view! { <Choice /> })
}

#[component]
fn Choice() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let offered = file.with_untracked(|state| match state {
        FileState::Offered(offered) => Some((**offered).clone()),
        _ => None,
    });
    let Some(Offered { chosen, survey, regions, wrong, .. }) = offered else { return ().into_any() };
    let wanted = RwSignal::new(regions.clone());
    let (name, size) = (chosen.name, chosen.file_bytes);
    let title = move || say!(locale.get(), regions.offer_title, name = name.clone());
    let says = move || {
        let locale = locale.get();
        let text = say!(locale, regions.offer_text, size = wording::numbers(locale).bytes(size));
        format!("{text} {}", contigs(&survey, locale))
    };
    let mistake = move || wrong.as_ref().map(|wrong| wording::refusal(locale.get(), wrong));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        act.open_regions(wanted.get_untracked());
    };
    view! {
        <Panel id="file-regions" title=Signal::derive(title)>
            <p>{says}</p>
            <form class={"region-form"} on:submit=submit>
                <label class={"region-form__label"} for="regions-wanted">{text!(locale, regions.field)}</label>
                <textarea
                    class={"region-form__input"}
                    id="regions-wanted"
                    rows="3"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-describedby="regions-hint regions-mistake"
                    on:input=move |event| wanted.set(event_target_value(&event))
                    prop:value=regions
                ></textarea>
                <p class={"region-form__hint"} id="regions-hint">{text!(locale, regions.field_hint)}</p>
                <p class={"region-form__mistake"} id="regions-mistake" role="status">{mistake}</p>
                <div class={"region-form__ways"}>
                    <Button label=text!(locale, regions.open) kind=ButtonKind::Primary submit=true />
                    <Button label=text!(locale, regions.open_whole) on_click=move |()| act.open_whole() />
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

fn contigs(survey: &Survey, locale: Locale) -> String {
    let named = survey.contigs.iter().take(NAMED).map(|(contig, records)| match records {
        None => contig.clone(),
        Some(records) => {
            let count = wording::numbers(locale).count(*records);
            say!(locale, regions.contig_count, contig = contig.clone(), count = count.clone())
        }
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let contigs = match survey.contigs.len().saturating_sub(NAMED) {
        0 => named,
        count => say!(locale, regions.contigs_more, contigs = named.clone(), count = count),
    };
    say!(locale, regions.offer_contigs, contigs = contigs.clone())
}

/// Stays on the page as long as the file is open: a part is never shown as the whole.
#[component]
pub(super) fn RegionsNotice(read: Option<RegionsRead>) -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let Some(read) = read else { return ().into_any() };
    let has_index =
        Memo::new(move |_| file.with(|state| state.open().is_some_and(|open: &OpenFile| open.offered.is_some())));
    let says = move || {
        let locale = locale.get();
        let them = if read.regions.len() == 1 { say!(locale, regions.it) } else { say!(locale, regions.them) };
        say!(locale, regions.notice, regions = named(&read.regions, locale), them = them.clone())
    };
    view! {
        <div class="my-file__notice">
            <Notice tone=Tone::Warning title=text!(locale, regions.notice_title) live=true>
                <p>{says}</p>
                {move || has_index.get().then(|| view! {
                    <Button label=text!(locale, regions.change) small=true on_click=move |()| act.change_regions() />
                })}
            </Notice>
        </div>
    }
    .into_any()
}

fn named(all: &[Region], locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    let count = |position: u32| numbers.count(u64::from(position));
    let name = |region: &Region| match (region.start, region.end) {
        (1, LAST_POSITION) => region.contig.clone(),
        (start, LAST_POSITION) => format!("{}:{}–", region.contig, count(start)),
        (start, end) if start == end => format!("{}:{}", region.contig, count(start)),
        (start, end) => format!("{}:{}–{}", region.contig, count(start), count(end)),
    };
    let named = all.iter().take(NAMED).map(name).collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(NAMED) {
        0 => named,
        count => say!(locale, regions.and_more, regions = named.clone(), count = count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_named_as_they_are_typed() {
        let region = |contig: &str, start, end| Region { contig: contig.to_owned(), start, end };
        let regions = [region("chr7", 117_480_025, 117_668_665), region("chrX", 1, LAST_POSITION), region("2", 5, 5)];
        assert_eq!(named(&regions, Locale::en), "chr7:117,480,025–117,668,665, chrX, 2:5");
        let many = vec![region("1", 1, 2); 8];
        assert!(named(&many, Locale::de).ends_with("und 2 weitere"));
    }
}

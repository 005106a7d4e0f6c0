//! Before a file is open: the drop zone, the demo file, and what became of a file that is not open any more.

use leptos::prelude::*;

use super::{
    regions::RegionChoice,
    whose::WhoseGenome,
    wording::{self, say},
};
use crate::{
    actions::use_actions,
    components::{
        Button, DropZone, Fact, FactKind, FactList, Glyph, Notice, PageHead, ProgressBar, Promise, Text, Tone,
    },
    i18n::Locale,
    routes::Route,
    state::{
        file::{Crash, FileState},
        store::{Store, use_store},
    },
};

#[component]
pub(super) fn Opening() -> impl IntoView {
    let locale = use_store().locale;
    let act = use_actions();
    act.prepare_for_file();
    view! {
        <PageHead title=text!(locale, file.title) lead=text!(locale, file.lead) />
        <Promise
            says=text!(locale, file.promise)
            href=Route::About.href()
            link=text!(locale, file.promise_link)
        />
        <div class="columns columns--7-5 my-file__opening">
            <div>
            <WhatBecame />
            <WhoseGenome />
            <RegionChoice />
            <DropZone
                id="choose-file"
                title=text!(locale, file.drop_title)
                hint=text!(locale, file.drop_hint)
                button_label=text!(locale, file.drop_button)
                drop_label=text!(locale, file.drop_over)
                accept=".vcf,.bcf,.gz,.bgz,.bgzf,.txt,.tbi,.csi,.tsv,.csv,.json,application/json,text/vcard,text/plain,application/gzip"
                on_files=move |files| act.bring_files(files)
            >
                <Button label=text!(locale, file.demo_button) glyph=Glyph::Flask on_click=move |()| act.open_demo_file() />
            </DropZone>
            <p class={"my-file__demo-note"}>{text!(locale, file.demo_text)}</p>
            </div>
            <section aria-labelledby="can-open">
                <h2 class={"my-file__can-title"} id="can-open">
                    {text!(locale, file.can_title)}
                </h2>
                <FactList facts=Signal::derive(move || what_can_be_opened(locale.get())) kind=FactKind::Lines />
            </section>
        </div>
    }
}

fn what_can_be_opened(locale: Locale) -> Vec<Fact> {
    vec![
        Fact::new(say!(locale, file.can_format), say!(locale, file.can_format_text)),
        Fact::new(say!(locale, file.can_size), say!(locale, file.can_size_text)),
        Fact::new(say!(locale, file.can_samples), say!(locale, file.can_samples_text)),
        Fact::new(say!(locale, file.can_build), say!(locale, file.can_build_text)),
        Fact::new(say!(locale, file.can_damaged), say!(locale, file.can_damaged_text)),
    ]
}

/// One thing to know about the file that was chosen last.
#[derive(Clone, Debug, PartialEq)]
struct Remark {
    tone: Tone,
    title: String,
    text: String,
    /// The label of the button that opens it once more.
    again: Option<String>,
}

#[component]
fn WhatBecame() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let waiting = Memo::new(move |_| {
        let locale = locale.get();
        file.with(|state| match state {
            FileState::Fetching => Some(say!(locale, file.demo_fetching)),
            FileState::Offered(offered) if offered.is_said => {
                Some(say!(locale, file.starting, name = offered.chosen.name.clone()))
            }
            FileState::Starting(chosen) => Some(say!(locale, file.starting, name = chosen.name.clone())),
            _ => None,
        })
    });
    let remark = Memo::new(move |_| {
        let locale = locale.get();
        file.with(|state| remark(state, locale))
    });
    let unknown: Signal<Option<f64>> = Signal::stored(None);
    view! {
        // Stands here from the start, so that what comes into it is said aloud.
        <div class="my-file__became" role="status">
            {move || waiting.get().map(|label| view! {
                <ProgressBar label=label done=0.0 total=unknown figure="" />
            })}
            {move || remark.get().map(|remark| view! { <RemarkNotice remark=remark /> })}
        </div>
    }
}

#[component]
fn RemarkNotice(remark: Remark) -> impl IntoView {
    let act = use_actions();
    let Remark { tone, title, text, again } = remark;
    let title: Text = Signal::stored(title);
    view! {
        <Notice tone=tone title=title>
            <p>{text}</p>
            {again
                .map(|label| {
                    view! {
                        <div class={"my-file__opening-actions"}>
                            <Button label=label small=true on_click=move |()| act.retry_file() />
                        </div>
                    }
                })}
        </Notice>
    }
}

fn remark(state: &FileState, locale: Locale) -> Option<Remark> {
    match state {
        FileState::Idle | FileState::Fetching | FileState::Starting(_) | FileState::Offered(_) | FileState::Open(_) => {
            None
        }
        FileState::Several => Some(Remark {
            tone: Tone::Warning,
            title: say!(locale, regions.several_title),
            text: say!(locale, regions.several),
            again: None,
        }),
        FileState::NotFetched(why) => Some(Remark {
            tone: Tone::Failed,
            title: say!(locale, file.demo_missing_title),
            text: say!(locale, file.demo_missing, why = why.clone()),
            again: None,
        }),
        FileState::Refused(chosen, refusal) => Some(Remark {
            tone: Tone::Failed,
            title: say!(locale, file.refused_title, name = chosen.name.clone()),
            text: wording::refusal(locale, refusal),
            again: None,
        }),
        FileState::Crashed(chosen, crash) => Some(Remark {
            tone: Tone::Failed,
            title: say!(locale, file.crash_title, name = chosen.name.clone()),
            text: match crash {
                Crash::Stale => say!(locale, file.crash_stale),
                Crash::Silent => say!(locale, file.crash_silent),
                Crash::Broken => say!(locale, file.crash_broken),
            },
            // A worker of another build stays one until the page is loaded again.
            again: (*crash != Crash::Stale).then(|| say!(locale, file.again)),
        }),
        FileState::Stopped(chosen, progress) => {
            let records = wording::numbers(locale).count(progress.records);
            Some(Remark {
                tone: Tone::Note,
                title: say!(locale, file.stopped_title, name = chosen.name.clone()),
                text: say!(locale, file.stopped_text, records = records.clone()),
                again: None,
            })
        }
    }
}

//! While a file is being read: how far, and the way to stop.

use leptos::prelude::*;

use super::wording::{self, say};
use crate::{
    actions::use_actions,
    components::{Button, Glyph, ProgressBar},
    state::{
        file::Stage,
        store::{Store, use_store},
    },
};

#[component]
pub(super) fn ReadingBar() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let progress = Memo::new(move |_| {
        file.with(|state| match state.open().map(|open| &open.stage) {
            Some(Stage::Reading(progress)) => *progress,
            _ => cohort_core::wire::Progress::default(),
        })
    });
    let figure = move || {
        let (locale, progress) = (locale.get(), progress.get());
        let numbers = wording::numbers(locale);
        say!(
            locale,
            file.reading_figure,
            read = numbers.bytes(progress.read_bytes),
            total = numbers.bytes(progress.file_bytes),
            records = numbers.count(progress.records)
        )
    };
    #[expect(clippy::cast_precision_loss, reason = "a bar is a few hundred pixels wide")]
    let as_bar = |bytes: u64| bytes as f64;
    view! {
        <div class="my-file__reading">
            <ProgressBar
                label=text!(locale, file.reading_label)
                done=Signal::derive(move || as_bar(progress.get().read_bytes))
                total=Signal::derive(move || Some(as_bar(progress.get().file_bytes)).filter(|bytes| *bytes > 0.0))
                figure=Signal::derive(figure)
            />
            <p class={"my-file__reading-note"}>{text!(locale, file.reading_note)}</p>
            <Button label=text!(locale, file.cancel) glyph=Glyph::Close small=true on_click=move |()| act.cancel_reading() />
        </div>
    }
}

//! Hands a result to the person, and leads them on: clipboard, download, another page of this one.

use cohort_core::export;
use leptos::prelude::*;

use super::Act;
use crate::{
    edge::{
        address_bar, clock, document,
        picture::{Lettering, Picture},
        save,
    },
    routes::Route,
};

/// What a chart is kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PictureForm {
    /// Lines and text, of any size.
    Svg,
    /// Pixels, two a CSS pixel.
    Png,
}

impl Act {
    /// Goes to a page, as a click on a link would.
    pub(crate) fn go(self, route: &Route) {
        address_bar::go(&route.href());
    }

    /// Leads to a part of the page that is open, by the id of its heading.
    pub(crate) fn show_section(self, heading: &str) {
        document::focus_section(heading);
    }

    /// Puts text on the clipboard; `false` when the browser does not allow it.
    pub(crate) async fn copy(self, text: &str) -> bool {
        save::copy(text).await
    }

    /// Offers a CSV file; `false` when the browser does not allow it.
    pub(crate) fn download_csv(self, file_name: &str, text: &str) -> bool {
        save::download(file_name, "text/csv;charset=utf-8", text).is_ok()
    }

    /// The same for plain text.
    pub(crate) fn download_text(self, file_name: &str, text: &str) -> bool {
        save::download(file_name, "text/plain;charset=utf-8", text).is_ok()
    }

    /// Offers a chart of the page, by the id of its element, as a picture; `false` when the browser cannot make it.
    pub(crate) async fn download_picture(
        self,
        chart: &str,
        name: &str,
        title: &str,
        notes: &[String],
        form: PictureForm,
    ) -> bool {
        let Ok(picture) = Picture::of(chart, &Lettering { title, notes }) else { return false };
        match form {
            PictureForm::Svg => save::download(&format!("{name}.svg"), "image/svg+xml", picture.svg()).is_ok(),
            PictureForm::Png => match picture.png(2.0).await {
                Ok(blob) => save::download_blob(&format!("{name}.png"), &blob).is_ok(),
                Err(_) => false,
            },
        }
    }

    /// `2026-03-14`, UTC.
    pub(crate) fn today(self) -> String {
        clock::iso_time(clock::now_millis()).chars().take(10).collect()
    }

    /// Everything that left, as JSON; `false` when the browser does not allow it.
    pub(crate) fn download_ledger(self) -> bool {
        let text = self.store.ledger.with_untracked(|ledger| export::ledger(ledger, clock::iso_time));
        save::download("cohort-explorer-ledger.json", "application/json", &text).is_ok()
    }

    /// `09:41:07`, where this device is.
    pub(crate) fn time_of_day(self, millis: u64) -> String {
        clock::time_of_day(millis)
    }
}

//! Takes the evidence of a question away, and opens it again: as a bundle, or on paper. Nothing is sent.

use std::sync::Arc;

use cohort_core::bundle::{self, BEGINNING_BYTES, BadBundle, Bundle, MAX_BUNDLE_BYTES, Saved};
use leptos::{prelude::*, task::spawn_local};
use web_sys::File;

use super::Act;
use crate::{
    edge::{address_bar, brought_file, clock, save},
    routes::Route,
    state::{opened::Opened, store::Store, tools::Tools},
};

impl Act {
    /// The browser's own dialog; PDF is one of its printers.
    pub(crate) fn print(self) {
        save::print();
    }

    /// Offers what a page shows as an evidence bundle; `false` when the browser does not allow it.
    pub(crate) fn download_evidence(self, shown: Store, file_name: &str) -> bool {
        let at = clock::iso_time(clock::now_millis());
        let assumptions = shown.tools.with_untracked(Tools::assumptions);
        let saved = Saved { at: &at, program: env!("CARGO_PKG_VERSION"), assumptions: &assumptions };
        let text = shown.registry.with_untracked(|load| {
            let registry = load.ready()?;
            shown.federation.with_untracked(|federation| {
                shown.acquaintances.with_untracked(|known| bundle::write(federation, registry, known, saved))
            })
        });
        text.is_some_and(|text| save::download(file_name, "application/json", &text).is_ok())
    }

    /// Opens a bundle, if the file begins as one does; anything else is for `otherwise`.
    pub(super) fn open_if_bundle(self, file: File, otherwise: impl FnOnce(File) + 'static) {
        spawn_local(async move {
            #[expect(clippy::cast_possible_truncation, reason = "a thousand bytes")]
            let beginning = brought_file::beginning(&file, BEGINNING_BYTES as u32).await;
            if !beginning.is_some_and(|text| bundle::is_bundle(&text)) {
                let _ = self.store.opened.try_update(|opened| {
                    if matches!(opened, Opened::Refused { .. }) {
                        *opened = Opened::Nothing;
                    }
                });
                return otherwise(file);
            }
            match read(&file).await {
                Ok(bundle) => {
                    let to = Route::Report(bundle.variant.clone());
                    self.store.opened.try_set(Opened::Shown(Arc::new(bundle)));
                    address_bar::go(&to.href());
                }
                Err(why) => {
                    self.store.opened.try_set(Opened::Refused { name: file.name(), why });
                }
            }
        });
    }

    /// From now on the page asks again, where the person confirms it: at `ask`.
    pub(crate) fn put_evidence_away(self, ask: &Route) {
        self.store.opened.set(Opened::Nothing);
        self.go(ask);
    }
}

async fn read(file: &File) -> Result<Bundle, BadBundle> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in whole bytes")]
    let bytes = file.size() as u64;
    if bytes > MAX_BUNDLE_BYTES as u64 {
        return Err(BadBundle::TooLarge(bytes));
    }
    let text = brought_file::text(file).await;
    bundle::read(&text.ok_or_else(|| BadBundle::NotJson("the browser could not read the file".to_owned()))?)
}

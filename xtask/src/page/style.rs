//! One style sheet of the many: tokens, base, components, pages, in this order.
//!
//! Trunk links each sheet by itself, which would be some forty requests before the first paint.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::project;

/// Writes the sheet of these sources into the page; answers with its name and text.
pub(super) fn bundle(sources: &Path, page: &Path) -> Result<(String, String), Error> {
    let mut bundle = String::new();
    for file in in_order(sources)? {
        let sheet = project::read(&file)?;
        if sheet.contains("@import") {
            return Err(Error::shape(&file, "`@import` is not followed: put the sheet into style/ instead"));
        }
        bundle.push_str(sheet.trim());
        bundle.push('\n');
    }
    let name = format!("style-{}.css", super::short_hash(bundle.as_bytes()));
    project::write(&page.join(&name), &bundle)?;
    Ok((name, bundle))
}

/// The sheets at the top first, tokens before all others; then each folder, all by name.
fn in_order(sources: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = project::files_under(sources)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "css"));
    files.sort_by_key(|file| (file.components().count(), !file.ends_with("tokens.css"), file.clone()));
    Ok(files)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn tokens_come_first_and_pages_after_components() {
        let sources = Project::of_this_build().path("style");
        let order = in_order(&sources).unwrap();
        let place = |name: &str| order.iter().position(|file| file.ends_with(name)).unwrap();
        assert_eq!(place("tokens.css"), 0);
        assert!(place("base.css") < place("components/button.css"));
        assert!(place("components/virtual-table.css") < place("pages/about.css"));
    }
}

//! The finished page: Trunk's output with a worker that can be cached, no inline script, and its security policy.
//!
//! Owns the shape of `dist/`. Knows Trunk's output and the node registry's addresses, nothing of what the page does.

mod glue;
mod html;
mod policy;
mod reach;
mod sizes;
mod style;
mod worker;

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::project;

pub(crate) use policy::content_security_policy;
pub(crate) use sizes::Sizes;

/// Makes `dist` of Trunk's output and the style sheets.
pub(crate) fn finish(trunk: &Path, style: &Path, dist: &Path) -> Result<(), Error> {
    let staging = dist.with_extension("staging");
    project::remove_folder(&staging)?;
    project::copy_folder(trunk, &staging)?;
    check_reach(&staging)?;
    let worker = worker::finish(&staging)?;
    let (style_name, style) = style::bundle(style, &staging)?;
    let index = staging.join("index.html");
    let html = slim_glue(&staging, project::read(&index)?)?;
    let (html, start) = html::take_start_script(&html).map_err(|what| Error::shape(&index, what))?;
    let start_name = format!("start-{}.js", short_hash(start.as_bytes()));
    project::write(&staging.join(&start_name), &start)?;
    let html = html::put_start_script(&html, &start_name, start.as_bytes());
    let registry = policy::registry(&staging)?;
    let head = html::head(&content_security_policy(&registry), &worker);
    let html = html::put_style(&html, &style_name, style.as_bytes()).map_err(|what| Error::shape(&index, what))?;
    let html = html::without_idle_integrity(&html);
    let html = html::put_head(&html, &head).map_err(|what| Error::shape(&index, what))?;
    html::check(&html).map_err(|what| Error::shape(&index, what))?;
    project::write(&index, html)?;
    project::remove_folder(dist)?;
    std::fs::rename(&staging, dist).map_err(Error::file(dist))
}

/// Makes the page's glue smaller and the document's word on it true again.
fn slim_glue(page: &Path, mut html: String) -> Result<String, Error> {
    for file in project::files_under(page)? {
        if file.extension().is_some_and(|extension| extension == "js") {
            let before = project::read(&file)?;
            let after = glue::slim(&before);
            html = html.replace(&html::integrity(before.as_bytes()), &html::integrity(after.as_bytes()));
            project::write(&file, after)?;
        }
    }
    Ok(html)
}

/// Holds every script of Trunk's output against what the page and the worker may reach.
fn check_reach(page: &Path) -> Result<(), Error> {
    for file in project::files_under(page)? {
        if file.extension().is_some_and(|extension| extension == "js") {
            let relative = file.strip_prefix(page).unwrap_or(&file);
            let of_worker = relative.to_string_lossy().contains(worker::NAME);
            let glue = project::read(&file)?;
            let program = file.with_file_name(format!("{}_bg.wasm", file.file_stem().unwrap_or_default().display()));
            let checked = match std::fs::read(&program) {
                Ok(program) if !of_worker => reach::check_page(&glue, &program),
                _ => reach::check_worker(&glue),
            };
            checked.map_err(|what| Error::shape(&file, what))?;
        }
    }
    Ok(())
}

/// Copies a finished page to `copy` with its nodes on another port.
pub(crate) fn copy_with_nodes_on(dist: &Path, copy: &Path, port: u16) -> Result<(), Error> {
    let moved = policy::registry_on_port(&policy::registry(dist)?, port);
    copy_with_registry(dist, copy, &format!("{moved:#}\n"))
}

/// Copies a finished page to `copy` with other nodes, and the security policy that follows from them.
pub(crate) fn copy_with_registry(dist: &Path, copy: &Path, registry: &str) -> Result<(), Error> {
    project::remove_folder(copy)?;
    project::copy_folder(dist, copy)?;
    let before = policy::registry(copy)?;
    project::write(&policy::registry_file(copy), registry)?;
    let after = policy::registry(copy)?;
    let index = copy.join("index.html");
    let html = project::read(&index)?;
    let (old, new) = (content_security_policy(&before), content_security_policy(&after));
    if !html.contains(&old) {
        return Err(Error::shape(&index, "its security policy is not the one of its node registry"));
    }
    project::write(&index, html.replace(&old, &new))
}

/// Enough of a file's hash to name it by its content.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const INDEX: &str = "<!doctype html><html><head><meta charset=\"utf-8\"><!-- style -->\
        <script type=\"module\">import init from \"./app-1.js\"; init();</script></head><body></body></html>";
    const NODES: &str = r#"{"version": 1, "nodes": [{"id": "fi", "url": "http://127.0.0.1:8081/fi"}]}"#;

    /// A folder with what Trunk would have written, finished; removed by the caller.
    fn finished(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        let trunk = folder.join("trunk");
        for (file, text) in [
            ("index.html", INDEX),
            ("nodes.json", NODES),
            ("app-1.js", "export default () => {};"),
            ("cohort-worker.js", "export default () => {};"),
            ("cohort-worker_bg.wasm", "\0asm"),
            ("cohort-worker_loader.js", "import init from './cohort-worker.js';await init();"),
        ] {
            project::write(&trunk.join(file), text).unwrap();
        }
        project::write(&folder.join("style/tokens.css"), "p { color: #123456; }").unwrap();
        finish(&trunk, &folder.join("style"), &folder.join("dist")).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let files = project::files_under(folder).unwrap();
        files.iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_finished_page_names_its_files_by_content_and_has_no_inline_script() {
        let folder = finished("finished");
        let dist = folder.join("dist");
        let html = project::read(&dist.join("index.html")).unwrap();
        let names = names(&dist);
        std::fs::remove_dir_all(&folder).unwrap();
        let hashed = |prefix: &str, suffix: &str| {
            let name = names.iter().find(|name| name.starts_with(prefix) && name.ends_with(suffix)).unwrap();
            html.contains(&format!("\"./{name}\""))
        };
        assert!(hashed("start-", ".js") && hashed("style-", ".css") && hashed("cohort-worker-", "_start.js"), "{html}");
        assert!(!names.iter().any(|name| name == "cohort-worker.js" || name == "cohort-worker_loader.js"), "{names:?}");
        assert!(!html.contains("import init"), "{html}");
        assert!(html.contains("connect-src 'self' http://127.0.0.1:8081/fi/;"), "{html}");
    }

    #[test]
    fn nodes_on_another_port_are_allowed_and_the_old_ones_not() {
        let folder = finished("moved");
        let copy = folder.join("copy");
        copy_with_nodes_on(&folder.join("dist"), &copy, 9000).unwrap();
        let html = project::read(&copy.join("index.html")).unwrap();
        let nodes = project::read(&copy.join("nodes.json")).unwrap();
        let original = project::read(&folder.join("dist/nodes.json")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(html.contains("connect-src 'self' http://127.0.0.1:9000/fi/;"), "{html}");
        assert!(!html.contains("8081") && nodes.contains("http://127.0.0.1:9000/fi"), "{nodes}");
        assert_eq!(original, NODES);
    }
}

//! The finished page: Trunk's output with a worker that can be cached, no inline script, and its security policy.
//!
//! Owns the shape of `dist/`. Knows Trunk's output and the node registry's addresses, nothing of what the page does.

mod html;
mod policy;
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
    let worker = worker::finish(&staging)?;
    let (style_name, style) = style::bundle(style, &staging)?;
    let index = staging.join("index.html");
    let html = project::read(&index)?;
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

/// Copies a finished page to `copy` with its nodes on another port.
pub(crate) fn copy_with_nodes_on(dist: &Path, copy: &Path, port: u16) -> Result<(), Error> {
    project::remove_folder(copy)?;
    project::copy_folder(dist, copy)?;
    let before = policy::registry(copy)?;
    let after = policy::registry_on_port(&before, port);
    project::write(&policy::registry_file(copy), format!("{after:#}\n"))?;
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

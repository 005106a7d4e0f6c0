//! The worker's files: named by their content, and started with nothing in reach that talks to the network.
//!
//! Trunk names a worker's files without a hash (trunk issue 405), so an old one could be served from a cache to a new
//! page. The page reads the name of the start file from `<meta name="cohort-worker">`.

use std::path::Path;

use crate::error::Error;
use crate::project;

/// The name of its program, which all its files start with.
pub(super) const NAME: &str = "cohort-worker";

/// What can send data from inside a worker. The policy of a `<meta>` does not reach into workers, so the worker that
/// reads a person's genome gives these up before its engine starts.
const NETWORK: [&str; 11] = [
    "fetch",
    "fetchLater",
    "XMLHttpRequest",
    "WebSocket",
    "WebSocketStream",
    "WebTransport",
    "EventSource",
    "Worker",
    "SharedWorker",
    "BroadcastChannel",
    "RTCPeerConnection",
];

/// Renames the worker's files and writes its start file; answers with that file's name.
pub(super) fn finish(page: &Path) -> Result<String, Error> {
    let glue = page.join(format!("{NAME}.js"));
    let wasm = page.join(format!("{NAME}_bg.wasm"));
    let (glue_text, wasm_bytes) = (project::read(&glue)?, project::read_bytes(&wasm)?);
    let hash = super::short_hash(&[glue_text.as_bytes(), &wasm_bytes].concat());
    let stem = format!("{NAME}-{hash}");
    project::write(&page.join(format!("{stem}.js")), glue_text)?;
    project::write(&page.join(format!("{stem}_bg.wasm")), wasm_bytes)?;
    for outdated in [glue, wasm, page.join(format!("{NAME}_loader.js"))] {
        std::fs::remove_file(&outdated).map_err(Error::file(&outdated))?;
    }
    let start = format!("{stem}_start.js");
    project::write(&page.join(&start), start_script(&stem))?;
    Ok(start)
}

fn start_script(stem: &str) -> String {
    let network = NETWORK.map(|name| format!("\"{name}\"")).join(", ");
    format!(
        "import init from \"./{stem}.js\";\n\
         const response = await fetch(new URL(\"./{stem}_bg.wasm\", import.meta.url));\n\
         const engine = await WebAssembly.compile(await response.arrayBuffer());\n\
         for (const name of [{network}]) {{\n  \
           for (let scope = self; scope; scope = Object.getPrototypeOf(scope)) delete scope[name];\n\
         }}\n\
         await init({{ module_or_path: engine }});\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_loads_its_engine_then_gives_up_the_network_then_starts() {
        let script = start_script("cohort-worker-1");
        let steps = ["await fetch(", "delete scope[name]", "await init("].map(|step| script.find(step));
        assert!(steps.iter().all(Option::is_some) && steps.is_sorted(), "{script}");
    }
}

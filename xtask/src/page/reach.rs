//! What the compiled page and worker can reach at all.
//!
//! WebAssembly calls the browser only through the JavaScript that wasm-bindgen writes, and that names only what the
//! linked program uses. What is not named there cannot be called, whichever crate would like to.

/// Ways of writing markup or code, which Trusted Types would stop at run time; here they stop the build.
const SINKS: [&str; 6] = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"];

/// Ways to the network other than `fetch`.
const WAYS_OUT: [&str; 7] =
    ["XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "sendBeacon", "RTCPeerConnection", "serviceWorker"];

/// How wasm-bindgen names an import of `fetch`; its own loader calls it as well, under no such name.
const FETCH: &str = "__wbg_fetch";

/// Says what the page's glue reaches and should not: it may `fetch`, from the gateway, and nothing else.
pub(super) fn check_page(glue: &str) -> Result<(), String> {
    check(glue, 1)
}

/// Says what the worker's glue reaches and should not: no way to the network at all.
pub(super) fn check_worker(glue: &str) -> Result<(), String> {
    check(glue, 0)
}

fn check(glue: &str, fetches: usize) -> Result<(), String> {
    if let Some(sink) = SINKS.iter().find(|sink| glue.contains(**sink)) {
        return Err(format!(
            "`{sink}` can be reached, which the security policy forbids. Leptos writes markup for an element inside a \
             `view!` whose attributes and children are all literals; give it a computed one."
        ));
    }
    if let Some(way) = WAYS_OUT.iter().find(|way| glue.contains(**way)) {
        return Err(format!("`{way}` can be reached: only the gateway may talk, by `fetch`"));
    }
    let found = glue.matches(FETCH).count();
    if found > fetches {
        return Err(format!("`fetch` is imported {found} times, and may be {fetches} times"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_may_fetch_in_one_way_and_the_worker_not() {
        let glue = "__wbg_fetch_9b47: function(arg0) { return fetch(arg0); }\nmodule_or_path = fetch(module_or_path);";
        assert_eq!(check_page(glue), Ok(()));
        assert!(check_worker(glue).is_err());
        assert!(check_page(&format!("{glue}\n__wbg_fetch_1: function(arg0, arg1) {{}}")).is_err());
        assert_eq!(check_worker("module_or_path = fetch(module_or_path);"), Ok(()));
    }

    #[test]
    fn markup_and_other_ways_out_stop_the_build() {
        assert!(check_page("__wbg_set_innerHTML_1: function(arg0) { getObject(arg0).innerHTML = x; }").is_err());
        assert!(check_worker("new WebSocket(url)").is_err());
    }
}

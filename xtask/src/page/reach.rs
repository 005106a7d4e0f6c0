//! What the compiled page and worker can reach at all.
//!
//! WebAssembly calls the browser only through the JavaScript that wasm-bindgen writes, and that names only what the
//! linked program uses. What is not named there cannot be called, whichever crate would like to.

/// Ways of writing markup or code, which Trusted Types would stop at run time; here they stop the build.
const SINKS: [&str; 5] = ["outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"];

/// Ways to the network other than `fetch`.
const WAYS_OUT: [&str; 7] =
    ["XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "sendBeacon", "RTCPeerConnection", "serviceWorker"];

/// How wasm-bindgen names an import of `fetch`; its own loader calls it as well, under no such name.
const FETCH: &str = "__wbg_fetch";

/// Says what the page's glue reaches and should not: it may `fetch`, from the gateway, and nothing else.
///
/// Leptos' boxed views name `innerHTML`, to empty an element that had one. So the program itself is searched: an
/// element that Leptos would write as markup stands in it as text.
pub(super) fn check_page(glue: &str, program: &[u8]) -> Result<(), String> {
    if let Some(tag) = markup(program) {
        return Err(format!(
            "the page would write markup, which the security policy forbids: `{tag}`. Leptos does so for an element \
             inside a `view!` whose attributes and children are all literals; give it a computed one."
        ));
    }
    check(glue, 1)
}

/// The first end tag that a program holds as text.
fn markup(program: &[u8]) -> Option<String> {
    let ends = program.windows(2).enumerate().filter(|(_, two)| two == b"</").map(|(at, _)| at);
    ends.filter_map(|at| {
        let name = &program[at + 2..program.len().min(at + 22)];
        let length = name.iter().position(|byte| *byte == b'>')?;
        let is_name =
            length > 0 && name[..length].iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        is_name.then(|| format!("</{}>", String::from_utf8_lossy(&name[..length])))
    })
    .next()
}

/// Says what the worker's glue reaches and should not: no way to the network at all.
pub(super) fn check_worker(glue: &str) -> Result<(), String> {
    check(glue, 0)
}

fn check(glue: &str, fetches: usize) -> Result<(), String> {
    if let Some(sink) = SINKS.iter().find(|sink| glue.contains(**sink)) {
        return Err(format!("`{sink}` can be reached, which the security policy forbids"));
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
        assert_eq!(check_page(glue, b""), Ok(()));
        assert!(check_worker(glue).is_err());
        assert!(check_page(&format!("{glue}\n__wbg_fetch_1: function(arg0, arg1) {{}}"), b"").is_err());
        assert_eq!(check_worker("module_or_path = fetch(module_or_path);"), Ok(()));
    }

    #[test]
    fn markup_and_other_ways_out_stop_the_build() {
        assert!(check_page("getObject(arg0).outerHTML = x;", b"").is_err());
        assert!(check_page("", b"\0asm<p class=\"note\">Note</p>").is_err());
        assert_eq!(check_page("", b"a < b </ c </> <html> </P"), Ok(()));
        assert!(check_worker("new WebSocket(url)").is_err());
    }
}

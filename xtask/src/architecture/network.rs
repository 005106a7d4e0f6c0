//! Invariant 2: every byte that leaves goes through the gateway.

use super::{Breach, breach};
use crate::source::Source;

/// The one file that may talk to the network.
const GATEWAY: &str = "src/app/edge/gateway.rs";

/// Words of every way out of a page: requests, sockets, beacons and peer connections.
const WAYS_OUT: [&str; 16] = [
    "gloo_net",
    "reqwest",
    "fetch",
    "fetch_with_str",
    "fetch_with_request",
    "fetch_with_str_and_init",
    "fetch_with_request_and_init",
    "XmlHttpRequest",
    "WebSocket",
    "EventSource",
    "WebTransport",
    "RtcPeerConnection",
    "send_beacon",
    "send_beacon_with_opt_str",
    "send_beacon_with_opt_blob",
    "importScripts",
];

/// Where the browser is touched at all, and so where an address may be set: a download, the fragment.
const EDGE: &str = "src/app/edge/";

/// Words of leaving by navigation, which carries data in its address.
const NAVIGATION: [&str; 5] = ["set_href", "set_location", "open_with_url", "open_with_url_and_target", "set_search"];

/// Features of web-sys that open such a way.
const FEATURES: [&str; 8] = [
    "\"Request\"",
    "\"XmlHttpRequest\"",
    "\"WebSocket\"",
    "\"EventSource\"",
    "\"WebTransport\"",
    "\"RtcPeerConnection\"",
    "\"HtmlFormElement\"",
    "\"ServiceWorkerContainer\"",
];

pub(super) fn check(file: &str, source: &Source) -> Vec<Breach> {
    // The gateway's own parts may live in a folder of its name.
    if file == GATEWAY || file.starts_with("src/app/edge/gateway/") {
        return Vec::new();
    }
    let ways_out =
        words(source, &WAYS_OUT).map(|(line, word)| breach(file, line, format!("`{word}` outside {GATEWAY}")));
    let navigation: &[&str] = if file.starts_with(EDGE) { &[] } else { &NAVIGATION };
    let leaving = words(source, navigation).map(|(line, word)| breach(file, line, format!("`{word}` outside {EDGE}")));
    ways_out.chain(leaving).collect()
}

fn words<'a>(source: &'a Source, words: &'a [&str]) -> impl Iterator<Item = (usize, &'a str)> {
    words.iter().flat_map(|word| source.lines_with_word(word).map(move |line| (line, *word)))
}

pub(super) fn check_manifest(manifest: &str) -> Vec<Breach> {
    let lines = (1..).zip(manifest.lines());
    lines
        .flat_map(|(line, text)| {
            FEATURES.iter().filter(|feature| text.contains(**feature)).map(move |feature| (line, feature))
        })
        .map(|(line, feature)| {
            breach("Cargo.toml", line, format!("web-sys feature {feature} opens a way past the gateway"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_gateway_talks() {
        let source = Source::parse(
            "//! No fetch here.\nuse gloo_net::http::Request;\nlet prefetch = window.fetch_with_str(url);",
        );
        let lines: Vec<_> = check("src/app/actions/ask.rs", &source).into_iter().map(|breach| breach.line).collect();
        assert_eq!(lines, [Some(2), Some(3)]);
        assert_eq!(check(GATEWAY, &source), []);
        assert_eq!(check("src/worker/main.rs", &source).len(), 2);
    }

    #[test]
    fn only_the_edge_sets_addresses() {
        let source = Source::parse("link.set_href(&url);");
        assert_eq!(check("src/app/edge/save.rs", &source), []);
        assert_eq!(check("src/app/pages/about.rs", &source).len(), 1);
    }

    #[test]
    fn no_feature_opens_another_way() {
        assert_eq!(check_manifest("features = [\"File\", \"RequestMode\"]"), []);
        assert_eq!(check_manifest("a\nfeatures = [\"WebSocket\"]").len(), 1);
    }
}

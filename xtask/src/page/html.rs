//! Rewriting the one HTML file Trunk writes, and checking that nothing in it needs a laxer policy.
//!
//! Works on text: the input is our own `index.html` and Trunk's additions, not HTML of strangers.

use sha2::{Digest, Sha384};

const INLINE_OPEN: &str = "<script type=\"module\">";
const SCRIPT_CLOSE: &str = "</script>";
const SLOT: &str = "<!--start-->";

/// Takes the inline script that starts the page out of the HTML, leaving its place marked.
pub(super) fn take_start_script(html: &str) -> Result<(String, String), String> {
    let (before, rest) =
        html.split_once(INLINE_OPEN).ok_or("no inline module script: is `pattern_script` in Trunk.toml?")?;
    let (script, after) = rest.split_once(SCRIPT_CLOSE).ok_or("the start script does not end")?;
    Ok((format!("{before}{SLOT}{after}"), format!("{}\n", script.trim())))
}

/// Puts the start script's file where the inline script was.
pub(super) fn put_start_script(html: &str, name: &str, script: &[u8]) -> String {
    let integrity = integrity(script);
    let tag = format!(
        "<script type=\"module\" src=\"./{name}\" crossorigin=\"anonymous\" integrity=\"{integrity}\"></script>"
    );
    html.replace(SLOT, &tag)
}

/// The head's first elements: the policy, and the address of the worker.
pub(super) fn head(policy: &str, worker: &str) -> String {
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n    \
         <meta name=\"cohort-worker\" content=\"./{worker}\">"
    )
}

/// Puts the style sheet in its place, the comment `<!-- style -->`.
pub(super) fn put_style(html: &str, name: &str, sheet: &[u8]) -> Result<String, String> {
    let place = "<!-- style -->";
    let (before, after) = html.split_once(place).ok_or(format!("no `{place}`"))?;
    let integrity = integrity(sheet);
    Ok(format!(
        "{before}<link rel=\"stylesheet\" href=\"./{name}\" crossorigin=\"anonymous\" integrity=\"{integrity}\">{after}"
    ))
}

/// Without the integrity of preloaded wasm, which browsers ignore there with a warning (crbug.com/981419).
pub(super) fn without_idle_integrity(html: &str) -> String {
    let mut result = html.to_owned();
    for tag in tags(html).filter(|tag| tag.contains("as=\"fetch\"")) {
        if let Some((_, value)) = attributes(tag).find(|(attribute, _)| *attribute == "integrity") {
            result = result.replace(tag, &tag.replace(&format!(" integrity=\"{value}\""), ""));
        }
    }
    result
}

/// Puts these elements right behind the character set, before anything a policy could apply to.
pub(super) fn put_head(html: &str, elements: &str) -> Result<String, String> {
    let charset = "<meta charset=\"utf-8\">";
    let (before, after) = html.split_once(charset).ok_or(format!("no `{charset}`"))?;
    if ["<script", "<link", "<style"].iter().any(|early| before.contains(early)) {
        return Err(format!("something loads before `{charset}`, and so before the policy"));
    }
    Ok(format!("{before}{charset}\n    {elements}{after}"))
}

/// Says what in the finished HTML the policy would block, or what would tie the page to one address.
pub(super) fn check(html: &str) -> Result<(), String> {
    for tag in tags(html) {
        let name = tag.split([' ', '\n', '>']).next().unwrap_or_default();
        if name == "script" && !tag.contains("src=") {
            return Err(format!("an inline script: <{tag}>"));
        }
        if name == "style" || tag.contains(" style=") {
            return Err(format!("an inline style: <{tag}>"));
        }
        if let Some(handler) = attributes(tag).find(|(attribute, _)| attribute.starts_with("on")) {
            return Err(format!("an inline handler `{}`", handler.0));
        }
        for (attribute, value) in attributes(tag) {
            let loads = attribute == "src" || (attribute == "href" && matches!(name, "link" | "base"));
            if loads && (value.starts_with('/') || value.contains("://")) {
                return Err(format!("`{attribute}=\"{value}\"` only works from one address: make it relative"));
            }
        }
    }
    Ok(())
}

/// Subresource integrity (W3C SRI §3.1): the algorithm and the digest in base64.
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}

/// Base64 with the standard alphabet and padding (RFC 4648 §4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, index| (bits << 8) | u32::from(chunk.get(index).copied().unwrap_or(0)));
        for index in 0..4 {
            let sextet = (bits >> (18 - 6 * index)) & 63;
            text.push(if index > chunk.len() { '=' } else { char::from(ALPHABET[sextet as usize]) });
        }
    }
    text
}

/// What stands between `<` and `>` of every opening tag, comments left out.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once('<')?;
            if let Some(comment) = after.strip_prefix("!--") {
                rest = comment.split_once("-->")?.1;
                continue;
            }
            let (tag, after) = after.split_once('>')?;
            rest = after;
            if tag.starts_with(|first: char| first.is_ascii_alphabetic()) {
                return Some(tag);
            }
        }
    })
}

/// A tag's attributes with double-quoted values.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        rest = after;
        Some((before.rsplit([' ', '\n', '"']).next().unwrap_or(before), value))
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_inline_script_becomes_a_file() {
        let html =
            "<head></head><body><script type=\"module\">\nimport init from \"./a.js\";\n</script><p>x</p></body>";
        let (without, script) = take_start_script(html).unwrap();
        assert_eq!(script, "import init from \"./a.js\";\n");
        let html = put_start_script(&without, "start-1.js", b"abc");
        // SHA-384 of "abc": FIPS 180-4's example, in base64 by `openssl dgst -sha384 -binary | base64`.
        let integrity = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(
            html,
            format!(
                "<head></head><body><script type=\"module\" src=\"./start-1.js\" crossorigin=\"anonymous\" \
                 integrity=\"{integrity}\"></script><p>x</p></body>"
            )
        );
        check(&html).unwrap();
    }

    #[test]
    fn integrity_stays_where_it_is_checked() {
        let html = "<link rel=\"modulepreload\" href=\"./a.js\" integrity=\"sha384-A\">\
                    <link rel=\"preload\" href=\"./a.wasm\" integrity=\"sha384-B\" as=\"fetch\">";
        assert_eq!(
            without_idle_integrity(html),
            "<link rel=\"modulepreload\" href=\"./a.js\" integrity=\"sha384-A\">\
             <link rel=\"preload\" href=\"./a.wasm\" as=\"fetch\">"
        );
    }

    #[test]
    fn the_style_sheet_takes_its_place() {
        let html = put_style("<head><!-- style --></head>", "style-1.css", b"p{}").unwrap();
        assert!(html.starts_with("<head><link rel=\"stylesheet\" href=\"./style-1.css\""), "{html}");
        assert!(put_style("<head></head>", "style-1.css", b"p{}").is_err());
    }

    #[test]
    fn base64_pads() {
        // RFC 4648 §10.
        let examples = [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")];
        for (plain, encoded) in examples {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn the_policy_comes_before_all_that_loads() {
        let html = "<head><meta charset=\"utf-8\"><link rel=\"icon\" href=\"i.svg\"></head>";
        let with = put_head(html, "POLICY").unwrap();
        assert!(with.find("POLICY").unwrap() < with.find("<link").unwrap());
        assert!(put_head("<head><script src=\"a.js\"></script><meta charset=\"utf-8\">", "POLICY").is_err());
        assert!(put_head("<head></head>", "POLICY").is_err());
    }

    #[test]
    fn what_a_strict_policy_blocks_is_refused() {
        for bad in [
            "<script>alert(1)</script>",
            "<style>p{}</style>",
            "<p style=\"color:red\">",
            "<body onload=\"go()\">",
            "<script src=\"https://cdn.example/a.js\"></script>",
            "<link rel=\"icon\" href=\"/icon.svg\">",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
        check("<!-- <script>old</script> --><a href=\"https://beacon-project.io\">Beacon</a>").unwrap();
    }
}

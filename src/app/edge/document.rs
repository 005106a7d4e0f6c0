//! Title, language and theme of the document, focus, and what the browser prefers.

use wasm_bindgen::JsCast;

fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}

pub(crate) fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

pub(crate) fn set_language(tag: &str) {
    if let Some(root) = root() {
        // A valid attribute name cannot be refused.
        let _ = root.set_attribute("lang", tag);
    }
}

/// `None` follows the system.
pub(crate) fn set_theme(theme: Option<&str>) {
    if let Some(root) = root() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Language tags the person reads, best first.
pub(crate) fn preferred_languages() -> Vec<String> {
    web_sys::window()
        .map(|window| window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default()
}

/// Moves focus to the page's table, when what had it goes away.
pub(crate) fn focus_table() {
    focus("main [role='grid']");
}

/// Moves focus to where an export is spoken of.
pub(crate) fn focus_export() {
    focus("main [data-focus='export']");
}

fn focus(selector: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(selector).ok().flatten())
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // An element in the document can always be focused.
        let _ = element.focus();
    }
}

/// Says on the console where the program broke. Only the place: a message may quote a file or a node.
pub(crate) fn report(place: Option<&std::panic::Location<'_>>) {
    let place = place.map(ToString::to_string).unwrap_or_default();
    web_sys::console::error_1(&format!("the page broke at {place}").into());
}

/// Brings a section into view and moves focus to its heading, by the heading's id.
pub(crate) fn focus_section(heading: &str) {
    let heading =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(heading));
    if let Some(heading) = heading {
        if let Ok(Some(section)) = heading.closest("section") {
            section.scroll_into_view();
        }
        focus_element(heading);
    }
}

/// A heading takes the focus from the program only: it is no stop on the keyboard's way.
fn focus_element(heading: web_sys::Element) {
    let _ = heading.set_attribute("tabindex", "-1");
    if let Ok(heading) = heading.dyn_into::<web_sys::HtmlElement>() {
        let _ = heading.focus();
    }
}

/// Moves focus to the page's main heading, so that a screen reader reads where it is.
pub(crate) fn focus_heading() {
    let heading = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("main h1").ok().flatten());
    if let Some(heading) = heading {
        focus_element(heading);
    }
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

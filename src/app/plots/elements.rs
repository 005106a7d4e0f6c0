//! SVG elements that stay while what they show changes: only what differs is written to the page.
//!
//! Made by hand: as a view, each of a chart's hundreds of marks would lose all its attributes and be given them again at
//! every drawing.

use leptos::tachys::renderer::{Rndr, types::Element};

use super::mark::Looks;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// A group of elements, in order.
pub(super) struct Group {
    pub(super) element: Element,
    shown: Vec<(Looks, Element)>,
}

impl Group {
    /// An empty one, not on the page yet.
    pub(super) fn new() -> Self {
        Self { element: Rndr::create_element("g", Some(NAMESPACE)), shown: Vec::new() }
    }

    /// Makes its elements look so.
    pub(super) fn show(&mut self, looks: impl Iterator<Item = Looks>) {
        let mut count = 0;
        for after in looks {
            match self.shown.get_mut(count) {
                Some((before, element)) if before.tag == after.tag => {
                    change(element, before, &after);
                    *before = after;
                }
                other => {
                    let element = Rndr::create_element(after.tag, Some(NAMESPACE));
                    change(&element, &Looks::default(), &after);
                    Rndr::insert_node(&self.element, &element, other.as_ref().map(|(_, old)| old.as_ref()));
                    match other {
                        Some(old) => std::mem::replace(old, (after, element)).1.remove(),
                        None => self.shown.push((after, element)),
                    }
                }
            }
            count += 1;
        }
        self.shown.drain(count..).for_each(|(_, element)| element.remove());
    }
}

fn change(element: &Element, before: &Looks, after: &Looks) {
    for (name, value) in &after.attributes {
        if before.attribute(name) != Some(value) {
            Rndr::set_attribute(element, name, value);
        }
    }
    for (name, _) in before.attributes.iter().filter(|(name, _)| after.attribute(name).is_none()) {
        Rndr::remove_attribute(element, name);
    }
    if before.text != after.text {
        element.set_text_content(after.text.as_deref());
    }
}

//! Elements made and kept by hand, where a view of each of them would cost more than the page has time for: the marks of
//! charts and the rows of long tables.

use leptos::{
    prelude::document,
    tachys::renderer::{Rndr, types::Element},
};

/// Puts elements in order behind whatever else is in their parent. The one that the focus is in is left where it is,
/// since an element that is moved loses it.
pub fn arrange(parent: &Element, elements: &[&Element]) {
    let focused = document().active_element();
    let has_focus = |element: &&Element| focused.as_ref().is_some_and(|focused| element.contains(Some(focused)));
    let still = elements.iter().position(has_focus).unwrap_or(elements.len());
    for at in (0..still).rev() {
        let next = elements.get(at + 1).map(|next| (**next).as_ref());
        if elements[at].parent_node().is_none() || elements[at].next_sibling().as_ref() != next {
            Rndr::insert_node(parent, elements[at], next);
        }
    }
    for at in still + 1..elements.len() {
        let next = elements[at - 1].next_sibling();
        if next.as_ref() != Some(elements[at].as_ref()) {
            Rndr::insert_node(parent, elements[at], next.as_ref());
        }
    }
}

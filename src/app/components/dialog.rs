//! A question that has to be answered first: the browser's own modal dialog.

use leptos::{html, prelude::*};

use super::{Glyph, Icon, Text};

/// A modal `<dialog>`: the browser keeps focus inside, closes on Escape and gives focus back where it was.
#[component]
pub fn Dialog(
    /// Unique id of the title.
    id: &'static str,
    /// Shown now.
    #[prop(into)]
    open: Signal<bool>,
    /// It was closed, by Escape, by the corner button or by the page; the page sets `open` to false.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it is about.
    #[prop(into)]
    title: Text,
    /// Name of the button in the corner: "Close".
    #[prop(into)]
    close_label: Text,
    /// What it says, and its buttons.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let (open, Some(dialog)) = (open.get(), dialog.get()) else { return };
        if open && !dialog.open() {
            // Fails only for a dialog outside the document, which cannot be shown anyway.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let closed = move |_| {
        if open.try_get_untracked().unwrap_or(false) {
            on_close.run(());
        }
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby=id on:close=closed>
            <div class={"dialog__head"}>
                <h2 class={"dialog__title"} id=id>
                    {title}
                </h2>
                <button type="button" class={"dialog__close"} aria-label=close_label on:click=move |_| on_close.run(())>
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
            <div class={"dialog__body"}>{children()}</div>
        </dialog>
    }
}

//! Choosing a file, by the browser's dialog or by dropping it. The file is handed on, never read here.

use leptos::{ev, html, prelude::*};

use super::{Button, ButtonKind, Glyph, Icon, Text};

/// A place to drop one file, with a button that opens the browser's dialog.
#[component]
pub fn DropZone(
    /// Unique id of the file input.
    id: &'static str,
    /// The heading: "Open a VCF on this device".
    #[prop(into)]
    title: Text,
    /// What may be dropped here, and what happens to it.
    #[prop(into)]
    hint: Text,
    /// "Choose a file".
    #[prop(into)]
    button_label: Text,
    /// Said instead of the hint while a file hovers: "Let go to open it here".
    #[prop(into)]
    drop_label: Text,
    /// File name endings, as the `accept` attribute has them.
    #[prop(into)]
    accept: String,
    /// A file was chosen or dropped.
    #[prop(into)]
    on_file: Callback<web_sys::File>,
    /// Further ways to begin, beside the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let hovering = RwSignal::new(false);

    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // Emptied, so that choosing the same file again is a change again.
        input.set_value("");
        if let Some(file) = file {
            on_file.run(file);
        }
    };
    let over = move |event: ev::DragEvent| {
        event.prevent_default();
        hovering.set(true);
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        hovering.set(false);
        let file = event.data_transfer().and_then(|transfer| transfer.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            on_file.run(file);
        }
    };
    let open_dialog = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <div
            class="drop-zone"
            class:drop-zone--over=hovering
            on:dragenter=over
            on:dragover=over
            on:dragleave=move |_| hovering.set(false)
            on:drop=dropped
        >
            <Icon glyph=Glyph::File />
            <label class={"drop-zone__title"} for=id>
                {title}
            </label>
            <p class={"drop-zone__hint"}>{move || if hovering.get() { drop_label.get() } else { hint.get() }}</p>
            <div class={"drop-zone__ways"}>
                <Button label=button_label kind=ButtonKind::Primary glyph=Glyph::Upload on_click=open_dialog />
                {children.map(|children| children())}
            </div>
            <input class={"drop-zone__input"} id=id type="file" accept=accept tabindex="-1" node_ref=input on:change=chosen />
        </div>
    }
}

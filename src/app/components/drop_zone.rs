//! Choosing a file, by the browser's dialog or by dropping it. The file is handed on, never read here.

use leptos::{ev, html, prelude::*};

use super::{Button, ButtonKind, Glyph, Icon, Text};

/// The files of a drop.
pub fn dropped_files(event: &ev::DragEvent) -> Vec<web_sys::File> {
    listed(event.data_transfer().and_then(|transfer| transfer.files()))
}

fn listed(files: Option<web_sys::FileList>) -> Vec<web_sys::File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// A place to drop files, with a button that opens the browser's dialog.
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
    /// Files were chosen or dropped; at least one.
    #[prop(into)]
    on_files: Callback<Vec<web_sys::File>>,
    /// Further ways to begin, beside the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let hovering = RwSignal::new(false);

    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let files = listed(input.files());
        // Emptied, so that choosing the same file again is a change again.
        input.set_value("");
        if !files.is_empty() {
            on_files.run(files);
        }
    };
    let over = move |event: ev::DragEvent| {
        event.prevent_default();
        hovering.set(true);
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        hovering.set(false);
        let files = dropped_files(&event);
        if !files.is_empty() {
            on_files.run(files);
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
            <input class={"drop-zone__input"} id=id type="file" multiple=true accept=accept tabindex="-1" node_ref=input on:change=chosen />
        </div>
    }
}

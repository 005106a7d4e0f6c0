//! Literal text, byte for byte: the request as it will leave, a line of a file.

use leptos::prelude::*;

use super::Text;

/// A captioned block of literal text that scrolls by itself and can be reached with the keyboard.
#[component]
pub fn CodeBlock(
    /// What the text is.
    #[prop(into)]
    label: Text,
    /// The text, shown as it is.
    #[prop(into)]
    code: Text,
) -> impl IntoView {
    view! {
        <figure class="code-block">
            <figcaption class={"code-block__label"}>{label}</figcaption>
            <pre class={"code-block__text"} tabindex="0" role="region" aria-label=label>
                <code>{code}</code>
            </pre>
        </figure>
    }
}

//! A line of a small language, with suggestions while it is typed (ARIA combobox with a list).
//!
//! Owns the list's keyboard. Must not know the language: suggestions and what is wrong come from outside.

use leptos::{ev, html, prelude::*};

use super::Text;

/// What could stand at the cursor. Places are bytes of the text the suggestions are for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// First byte of what a suggestion stands for.
    pub start: usize,
    /// Byte behind it.
    pub end: usize,
    /// Best first.
    pub items: Vec<String>,
}

/// The field, its button and its list.
#[component]
pub fn ExpressionField(
    /// Unique id of the field.
    id: &'static str,
    /// What is written here.
    #[prop(into)]
    label: Text,
    /// What is typed.
    #[prop(into)]
    value: Signal<String>,
    /// It changed: the text, and the cursor's place in bytes.
    #[prop(into)]
    on_input: Callback<(String, usize)>,
    /// A suggestion was taken, by its place in the list; instead of writing it into the text.
    #[prop(optional, into)]
    on_pick: Option<Callback<usize>>,
    /// Enter, or the button.
    #[prop(into)]
    on_submit: Callback<()>,
    /// What the button says.
    #[prop(into)]
    submit_label: Text,
    /// What could stand at the cursor.
    #[prop(into)]
    suggestions: Signal<Suggestions>,
    /// Shown in the empty field.
    #[prop(into)]
    placeholder: Text,
    /// What is wrong with what was submitted; empty when nothing is.
    #[prop(into)]
    error: Text,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let count = Memo::new(move |_| suggestions.with(|suggestions| suggestions.items.len()));
    let shows = move || open.get() && count.get() > 0;
    let typed = move |text: String| {
        let units = field.get_untracked().and_then(|field| field.selection_start().ok().flatten());
        on_input.run((text.clone(), byte_of(&text, units)));
    };
    let take = move |index: usize| {
        if let Some(on_pick) = on_pick {
            active.set(None);
            on_pick.run(index);
            return;
        }
        let Some(field) = field.get_untracked() else { return };
        let text = field.value();
        let taken = suggestions.with_untracked(|suggestions| take(&text, suggestions, index));
        let Some((text, cursor)) = taken else { return };
        active.set(None);
        field.set_value(&text);
        let units = text.get(..cursor).map_or(0, |text| text.encode_utf16().count() as u32);
        let _ = field.focus();
        let _ = field.set_selection_range(units, units);
        on_input.run((text, cursor));
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let (count, at) = (count.get_untracked(), active.get_untracked());
        let shown = open.get_untracked() && count > 0;
        let to = match (event.key().as_str(), at) {
            ("ArrowDown", None) if count > 0 => Some(0),
            ("ArrowDown", Some(at)) => Some((at + 1) % count.max(1)),
            ("ArrowUp", None | Some(0)) if shown => Some(count - 1),
            ("ArrowUp", Some(at)) => Some(at - 1),
            ("Escape", _) if shown => {
                event.stop_propagation();
                None
            }
            ("Enter" | "Tab", Some(at)) if shown => {
                event.prevent_default();
                take(at);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        open.set(to.is_some());
        active.set(to);
    };
    let option = move |(index, text): (usize, String)| {
        view! {
            <li
                class="expression-field__option"
                class:expression-field__option--active=move || active.get() == Some(index)
                id=format!("{id}-option-{index}")
                role="option"
                aria-selected=move || (active.get() == Some(index)).to_string()
                // Before the field loses focus.
                on:mousedown=move |event| {
                    event.prevent_default();
                    take(index);
                }
            >
                {text}
            </li>
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        open.set(false);
        active.set(None);
        on_submit.run(());
    };
    let wrong = move || error.with(|error| !error.is_empty());
    view! {
        <form class="expression-field" class:expression-field--words=on_pick.is_some() novalidate=true on:submit=submit>
            <div class={"expression-field__row"}>
                <label class={"expression-field__label"} for=id>
                    {label}
                </label>
                <input
                    class={"expression-field__input"}
                    node_ref=field
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=move || shows().to_string()
                    aria-controls=format!("{id}-list")
                    aria-activedescendant=move || active.get().filter(|_| shows()).map(|index| format!("{id}-option-{index}"))
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=format!("{id}-error")
                    placeholder=placeholder
                    prop:value=value
                    on:input=move |event| {
                        open.set(true);
                        active.set(None);
                        typed(event_target_value(&event));
                    }
                    on:keydown=on_key
                    on:blur=move |_| {
                        let _ = open.try_set(false);
                    }
                />
                <button type="submit" class={"expression-field__submit"}>
                    {submit_label}
                </button>
            </div>
            <ul class={"expression-field__list"} id=format!("{id}-list") role="listbox" aria-label=label hidden=move || !shows()>
                <For
                    each=move || suggestions.with(|suggestions| suggestions.items.clone()).into_iter().enumerate()
                    key=Clone::clone
                    children=option
                />
            </ul>
            <p class={"expression-field__error"} id=format!("{id}-error") role="status">
                {error}
            </p>
        </form>
    }
}

/// The text with a suggestion in place, and the byte behind it.
fn take(text: &str, suggestions: &Suggestions, index: usize) -> Option<(String, usize)> {
    let item = suggestions.items.get(index)?;
    let (before, after) = (text.get(..suggestions.start)?, text.get(suggestions.end..)?);
    let gap = if after.starts_with(' ') || item.ends_with('(') { "" } else { " " };
    let cursor = before.len() + item.len() + usize::from(!item.ends_with('('));
    Some((format!("{before}{item}{gap}{after}"), cursor))
}

/// The byte of a place that the browser counts in UTF-16 units; the end when it does not say.
fn byte_of(text: &str, units: Option<u32>) -> usize {
    let mut left = units.unwrap_or(u32::MAX);
    for (byte, letter) in text.char_indices() {
        if left == 0 {
            return byte;
        }
        left = left.saturating_sub(letter.len_utf16() as u32);
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggestion_stands_for_the_word_it_completes() {
        let suggestions = Suggestions { start: 0, end: 2, items: vec!["QUAL".to_owned(), "not in (".to_owned()] };
        assert_eq!(take("QU", &suggestions, 0), Some(("QUAL ".to_owned(), 5)));
        assert_eq!(take("QU > 5", &suggestions, 0), Some(("QUAL > 5".to_owned(), 5)));
        assert_eq!(take("QU", &suggestions, 1), Some(("not in (".to_owned(), 8)));
        assert_eq!(take("QU", &suggestions, 2), None);
    }

    #[test]
    fn the_cursor_is_found_behind_letters_of_any_width() {
        assert_eq!((byte_of("aé𝒳b", Some(2)), byte_of("aé𝒳b", Some(4)), byte_of("ab", None)), (3, 7, 2));
    }
}

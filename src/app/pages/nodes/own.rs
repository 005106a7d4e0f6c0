//! A node of the person's own: its address, and why it may not be taken.

use cohort_core::{beacon::registry::NotAdded, genome::Assembly};
use leptos::{ev, prelude::*};

use crate::{
    actions::use_actions,
    components::{Button, Choice, CodeBlock, Notice, Section, SelectField, Tone},
    i18n::td_string,
    state::store::{Store, use_store},
};

/// The form, and what came of it.
#[component]
pub(super) fn OwnNode() -> impl IntoView {
    let Store { locale, .. } = use_store();
    let act = use_actions();
    let address = RwSignal::new(String::new());
    let build = RwSignal::new(Assembly::Grch38);
    let outcome = RwSignal::new(None::<Result<(), NotAdded>>);
    let choices = Signal::derive(|| Assembly::ASKED.map(|build| Choice::new(build, build.name())).to_vec());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        outcome.set(Some(act.add_node(&address.get_untracked(), build.get_untracked())));
    };
    let says = move || {
        let locale = locale.get();
        outcome.get().map(|outcome| match outcome {
            Ok(()) => td_string!(locale, doctor.own_added).to_string(),
            Err(NotAdded::Address) => td_string!(locale, doctor.not_address).to_string(),
            Err(NotAdded::Listed) => td_string!(locale, doctor.not_listed).to_string(),
            Err(NotAdded::Policy) => td_string!(locale, doctor.not_policy).to_string(),
        })
    };
    let tone = Signal::derive(move || if outcome.get() == Some(Ok(())) { Tone::Note } else { Tone::Warning });
    let has_outcome = Memo::new(move |_| outcome.get().is_some());
    let is_policy = Memo::new(move |_| outcome.get() == Some(Err(NotAdded::Policy)));
    let entry = Signal::derive(move || entry(&address.get(), build.get()));
    view! {
        <Section id="own-node" title=text!(locale, doctor.own_title) lead=text!(locale, doctor.own_lead)>
            <form class={"own-node"} on:submit=submit>
                <label class={"own-node__label"} for="own-address">{text!(locale, doctor.own_address)}</label>
                <input
                    class={"own-node__input"}
                    id="own-address"
                    type="url"
                    required=true
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="https://"
                    aria-describedby="own-hint"
                    on:input=move |event| address.set(event_target_value(&event))
                />
                <p class={"own-node__hint"} id="own-hint">{text!(locale, doctor.own_hint)}</p>
                <SelectField
                    id="own-build"
                    label=text!(locale, doctor.own_build)
                    choices=choices
                    value=build
                    on_change=move |chosen| build.set(chosen)
                />
                <Button label=text!(locale, doctor.own_add) submit=true />
            </form>
            <div role="status">
                <Show when=move || has_outcome.get()>
                    <Notice tone=tone>
                        <p>{says}</p>
                        <Show when=move || is_policy.get()>
                            <CodeBlock label=text!(locale, doctor.not_policy_code) code=entry />
                        </Show>
                    </Notice>
                </Show>
            </div>
        </Section>
    }
}

/// What whoever runs the page has to add, with the parts that only they know left open.
fn entry(address: &str, build: Assembly) -> String {
    let url = address.trim().trim_end_matches('/').replace(['"', '\\'], "");
    format!(
        "{{ \"id\": \"…\", \"country\": null, \"name\": {{ \"en\": \"…\", \"de\": \"…\" }},\n  \"cohort\": {{ \"en\": \"…\", \"de\": \
         \"…\" }}, \"operator\": \"…\",\n  \"url\": \"{url}\", \"kind\": \"node\", \"assemblies\": [\"{}\"] }}",
        build.name()
    )
}

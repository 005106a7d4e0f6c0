//! Who can be asked, what an examination of each shows, and nodes of the person's own.

use cohort_core::{
    beacon::registry::{ListedBy, Node, NodeKind},
    doctor::Examination,
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::{
    actions::use_actions,
    components::{
        Button, ButtonKind, Disclosure, Fact, FactKind, FactList, Notice, PageHead, Section, StateBadge, Tone,
    },
    i18n::{Locale, td_string},
    state::store::{RegistryLoad, Store, use_store},
};

mod own;
mod wording;

/// The page.
#[component]
pub(crate) fn Nodes() -> impl IntoView {
    let Store { locale, registry, .. } = use_store();
    let act = use_actions();
    let nodes = Memo::new(move |_| {
        registry.with(|load| load.ready().map_or_else(Vec::new, |registry| registry.nodes().to_vec()))
    });
    let trouble = move || match registry.get() {
        RegistryLoad::Ready(_) | RegistryLoad::Loading => None,
        RegistryLoad::Bad(bad) => Some(td_string!(locale.get(), variant.registry_bad, why = bad.to_string())),
        RegistryLoad::Missing(why) => Some(td_string!(locale.get(), variant.registry_missing, why = why)),
    };
    view! {
        <div class="wrap nodes">
            <PageHead title=text!(locale, nodes.title) lead=text!(locale, nodes.lead) />
            {move || trouble().map(|text| view! { <Notice tone=Tone::Failed>{text}</Notice> })}
            <super::sign_in::SignInPanel />
            <p class={"nodes__check"}>
                <Button
                    label=text!(locale, doctor.examine_all)
                    on_click=move |()| nodes.with_untracked(|nodes| act.examine(nodes))
                />
                <span class={"nodes__check-note"}>{text!(locale, doctor.note)}</span>
            </p>
            <ul class={"nodes__list"} aria-label=text!(locale, nodes.list)>
                <For each=move || nodes.get() key=|node| (node.id.clone(), node.name.clone()) let:node>
                    <Item node=node />
                </For>
            </ul>
            <own::OwnNode />
            <Section id="format" title=text!(locale, nodes.format_title)>
                <p class={"nodes__format"}>{text!(locale, nodes.format)}</p>
            </Section>
        </div>
    }
}

#[component]
fn Item(node: Node) -> impl IntoView {
    let Store { locale, examinations, .. } = use_store();
    let act = use_actions();
    let (id, is_relayed) = (node.id.clone(), node.relay);
    let examination = Memo::new(move |_| examinations.with(|all| all.of(&id).cloned()));
    let (is_own, contact) = (node.listed_by == ListedBy::Person, node.contact.clone());
    let node = StoredValue::new(node);
    let name = Signal::derive(move || node.with_value(|node| node.name.get(locale.get().as_str()).to_owned()));
    let cohort = Signal::derive(move || node.with_value(|node| node.cohort.get(locale.get().as_str()).to_owned()));
    let facts = Signal::derive(move || node.with_value(|node| facts(node, locale.get())));
    let standing = Memo::new(move |_| {
        examination.with(|examination| wording::standing(examination.as_ref(), is_relayed, locale.get()))
    });
    let progress = move || {
        let at =
            examination.with(|examination| examination.as_ref().map(|so_far| (so_far.progress(), so_far.is_over())));
        at.filter(|(_, is_over)| !is_over).map(|((done, all), _)| td_string!(locale.get(), doctor.step, done, all))
    };
    let is_examined = Memo::new(move |_| examination.with(Option::is_some));
    let remove = move |()| act.remove_node(&node.with_value(|node| node.id.clone()));
    view! {
        <li class="nodes__item">
            <div class={"nodes__who"}>
                <h2 class={"nodes__name"}>{name}</h2>
                <p class={"nodes__about"}>{cohort}</p>
                {contact.map(|href| view! { <a class="nodes__contact" href=href rel="noreferrer">{text!(locale, doctor.contact)}</a> })}
            </div>
            <FactList facts=facts kind=FactKind::Lines label=name />
            <div class={"nodes__state"}>
                <p role="status">
                    <StateBadge state=Signal::derive(move || standing.get().0) word=Signal::derive(move || standing.get().1) />
                    <span class={"nodes__says"}>{progress}</span>
                </p>
                <p class={"nodes__actions"}>
                    <Button
                        label=text!(locale, doctor.examine)
                        hint=Signal::derive(move || td_string!(locale.get(), doctor.examine_of, name = name.get()))
                        on_click=move |()| node.with_value(|node| act.examine(std::slice::from_ref(node)))
                        small=true
                    />
                    <Show when=move || is_own>
                        <Button
                            label=text!(locale, doctor.own_remove)
                            hint=Signal::derive(move || td_string!(locale.get(), doctor.own_remove_of, name = name.get()))
                            kind=ButtonKind::Plain
                            on_click=remove
                        />
                    </Show>
                </p>
            </div>
            <Show when=move || is_examined.get()>
                <Findings node=node examination=examination name=name />
            </Show>
        </li>
    }
}

#[component]
fn Findings(node: StoredValue<Node>, examination: Memo<Option<Examination>>, name: Signal<String>) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let act = use_actions();
    let of = move |read: fn(&Node, &Examination, Locale) -> Vec<String>| {
        let locale = locale.get();
        node.with_value(|node| {
            examination.with(|found| found.as_ref().map_or_else(Vec::new, |all| read(node, all, locale)))
        })
    };
    let facts = Signal::derive(move || {
        let (locale, is_relayed) = (locale.get(), node.with_value(|node| node.relay));
        let findings = examination.with(|found| found.as_ref().map(|found| found.findings(is_relayed)));
        findings.unwrap_or_default().iter().map(|finding| wording::fact(finding, locale)).collect()
    });
    let is_over = Memo::new(move |_| examination.with(|found| found.as_ref().is_some_and(Examination::is_over)));
    let save = move |()| {
        let text = of(|node, all, locale| vec![wording::report(node, all, locale)]).concat();
        // A browser that does not allow it says so itself.
        let _ = act.download_text("beacon-examination.txt", &text);
    };
    view! {
        <div class="nodes__findings">
            <FactList
                facts=facts
                label=Signal::derive(move || td_string!(locale.get(), doctor.findings, name = name.get()))
            />
            <Show when=move || is_over.get()>
                <div class={"nodes__report"}>
                    <Button
                        label=text!(locale, doctor.report)
                        hint=Signal::derive(move || td_string!(locale.get(), doctor.report_of, name = name.get()))
                        on_click=save
                        small=true
                    />
                    <Disclosure summary=Signal::derive(move || td_string!(locale.get(), doctor.requests, name = name.get()))>
                        <ul class={"nodes__requests"}>
                            {move || of(wording::requests).into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                        </ul>
                    </Disclosure>
                </div>
            </Show>
        </div>
    }
}

fn facts(node: &Node, locale: Locale) -> Vec<Fact> {
    let builds = node.assemblies.iter().map(|assembly| assembly.name()).collect::<Vec<_>>().join(", ");
    let country = node.country.clone().unwrap_or_else(|| td_string!(locale, nodes.no_country).to_string());
    let kind = match node.kind {
        NodeKind::Node => td_string!(locale, nodes.kind_node),
        NodeKind::Network => td_string!(locale, nodes.kind_network),
    };
    let operator = match node.listed_by {
        ListedBy::Deployer => node.operator.clone(),
        ListedBy::Person => format!("{} ({})", node.operator, td_string!(locale, doctor.own_mark)),
    };
    vec![
        Fact::new(td_string!(locale, nodes.operator), operator),
        Fact::new(td_string!(locale, nodes.address), node.url.clone()),
        Fact::new(td_string!(locale, nodes.kind), kind),
        Fact::new(td_string!(locale, nodes.country), country),
        Fact::new(td_string!(locale, nodes.builds), builds),
    ]
}

//! The disclosure ledger: everything that left this device, to the byte.

use cohort_core::{
    beacon::request::Purpose,
    format::NumberStyle,
    ledger::{Entry, Ledger, Reason, Recipient},
    sign_in::Step,
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::{
    actions::{Act, use_actions},
    components::{
        Button, Cell, CodeBlock, Column, DataTable, Fact, FactList, Glyph, PageHead, Priority, Section, TableRow,
    },
    i18n::{Locale, td_string},
    pages::wipe::Wipe,
    state::store::{Store, use_store},
};

/// The page.
#[component]
pub(crate) fn LedgerPage() -> impl IntoView {
    let Store { locale, ledger, registry, .. } = use_store();
    let act = use_actions();
    let name_of = move |recipient: &Recipient, locale: Locale| match recipient {
        Recipient::OwnServer => td_string!(locale, ledger.own_server).to_string(),
        Recipient::Provider => td_string!(locale, ledger.provider).to_string(),
        Recipient::Node(id) => registry
            .with(|load| {
                load.ready()
                    .and_then(|registry| registry.node(id))
                    .map(|node| node.name.get(locale.as_str()).to_owned())
            })
            .unwrap_or_else(|| id.0.clone()),
    };
    let facts = Signal::derive(move || ledger.with(|ledger| facts(ledger, locale.get())));
    let columns = Signal::derive(move || columns(locale.get()));
    let rows = Signal::derive(move || {
        let locale = locale.get();
        let row = |(at, entry): (usize, &Entry)| row(at, entry, name_of(&entry.recipient, locale), act, locale);
        ledger.with(|ledger| ledger.entries().iter().enumerate().rev().map(row).collect::<Vec<_>>())
    });
    let bodies = Memo::new(move |_| {
        ledger.with(|ledger| ledger.entries().iter().filter(|entry| entry.body.is_some()).cloned().collect::<Vec<_>>())
    });
    let newest_first = move || {
        let mut bodies: Vec<(usize, Entry)> = bodies.get().into_iter().enumerate().collect();
        bodies.reverse();
        bodies
    };
    let body = move |(_, entry): (usize, Entry)| {
        let text = entry.body.clone().unwrap_or_default();
        let label = Signal::derive(move || {
            let locale = locale.get();
            let (time, recipient) = (act.time_of_day(entry.sent_at_millis), name_of(&entry.recipient, locale));
            td_string!(locale, ledger.payload, time, recipient)
        });
        view! { <CodeBlock label=label code=text /> }
    };
    let save = move |()| {
        // A browser that does not allow it says so itself.
        let _ = act.download_ledger();
    };
    view! {
        <div class="wrap ledger">
            <PageHead title=text!(locale, ledger.title) lead=text!(locale, ledger.lead) />
            <FactList facts=facts />
            <Section id="requests" title=text!(locale, ledger.table_title)>
                <DataTable id="ledger-table" caption=text!(locale, ledger.table_caption) columns=columns rows=rows />
                <p class={"ledger__tools"}>
                    <Button
                        label=text!(locale, ledger.save)
                        glyph=Glyph::Download
                        small=true
                        on_click=save
                    />
                </p>
            </Section>
            <Section id="bodies" title=text!(locale, ledger.payloads_title) lead=text!(locale, ledger.payloads_lead)>
                <Show
                    when=move || bodies.with(|bodies| !bodies.is_empty())
                    fallback=move || view! { <p class="ledger__empty">{text!(locale, ledger.empty)}</p> }
                >
                    <div class="ledger__bodies">
                        <For
                            each=newest_first
                            key=|(at, _)| *at
                            children=body
                        />
                    </div>
                </Show>
                <p class={"ledger__note"}>{text!(locale, ledger.not_listed)}</p>
            </Section>
            <Wipe />
        </div>
    }
}

fn facts(ledger: &Ledger, locale: Locale) -> Vec<Fact> {
    let numbers = NumberStyle::for_language(locale.as_str());
    let count = |reason: Reason| {
        let of_it = ledger.entries().iter().filter(|entry| entry.reason == reason);
        numbers.count(of_it.count() as u64)
    };
    let of_sign_in = ledger.entries().iter().filter(|entry| matches!(entry.reason, Reason::SignIn(_))).count();
    let variants = numbers.count(ledger.variant_questions() as u64);
    let mut facts = vec![
        Fact::new(td_string!(locale, ledger.fact_variants), variants),
        Fact::new(td_string!(locale, ledger.fact_info), count(Reason::Question(Purpose::NodeInformation))),
        Fact::new(td_string!(locale, ledger.fact_parts), count(Reason::PartOfThePage)),
        // Said in words, not counted: no `Entry` can be made from a file, see the gateway's types.
        Fact::new(td_string!(locale, ledger.fact_file), td_string!(locale, ledger.fact_file_none))
            .with_note(td_string!(locale, ledger.fact_file_note)),
    ];
    if of_sign_in > 0 {
        facts.insert(2, Fact::new(td_string!(locale, ledger.fact_sign_in), numbers.count(of_sign_in as u64)));
    }
    facts
}

fn columns(locale: Locale) -> Vec<Column> {
    vec![
        Column::new(td_string!(locale, ledger.column_time)),
        Column::new(td_string!(locale, ledger.column_recipient)),
        Column::new(td_string!(locale, ledger.column_purpose)).priority(Priority::P2),
        Column::new(td_string!(locale, ledger.column_address)).literal().priority(Priority::P2),
        Column::figures(td_string!(locale, ledger.column_bytes)),
    ]
}

fn row(at: usize, entry: &Entry, recipient: String, act: Act, locale: Locale) -> TableRow {
    let purpose = match entry.reason {
        Reason::Question(Purpose::VariantFrequency) => td_string!(locale, ledger.purpose_variant),
        Reason::Question(Purpose::NodeInformation) => td_string!(locale, ledger.purpose_info),
        Reason::Question(Purpose::Examination) => td_string!(locale, ledger.purpose_examination),
        Reason::Question(Purpose::Reachability) => td_string!(locale, ledger.purpose_reach),
        Reason::Question(Purpose::PeopleCount) => td_string!(locale, people.purpose),
        Reason::PartOfThePage => td_string!(locale, ledger.purpose_part),
        Reason::SignIn(Step::Discovery) => td_string!(locale, ledger.purpose_sign_in),
        Reason::SignIn(Step::Authorization) => td_string!(locale, ledger.purpose_sign_in_window),
        Reason::SignIn(Step::Token) => td_string!(locale, ledger.purpose_sign_in_token),
    };
    let numbers = NumberStyle::for_language(locale.as_str());
    let bytes = numbers.count(entry.payload_bytes());
    let purpose = match entry.hidden_bytes {
        0 => purpose.to_string(),
        hidden => td_string!(locale, ledger.with_hidden, purpose, bytes = numbers.count(hidden)),
    };
    TableRow {
        key: format!("{at}/{locale}"),
        head: Cell::new(act.time_of_day(entry.sent_at_millis)),
        cells: vec![
            Cell::new(recipient),
            Cell::new(purpose),
            Cell::new(format!("{} {}", entry.method, entry.url)),
            Cell::new(bytes),
        ],
    }
}

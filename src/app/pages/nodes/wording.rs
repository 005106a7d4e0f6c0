//! What an examination shows, in the person's language and worded so that an operator can act on it.

use cohort_core::{
    beacon::{profile::Dialect, registry::Node},
    doctor::{Base, Browser, Counts, Examination, Finding, Mark, Reach, Terms, Way},
    format::NumberStyle,
};
use leptos_i18n::Locale as _;

use crate::{
    components::{Fact, NodeSign},
    i18n::{Locale, td_string},
    pages::variant::{failure_says, note_says},
};

/// A text as owned, whatever the macro makes of it.
macro_rules! say {
    ($($text:tt)*) => {
        td_string!($($text)*).to_string()
    };
}

/// Sign and word of a whole examination; `None` stands for a node that has not been examined.
pub(super) fn standing(examination: Option<&Examination>, is_relayed: bool, locale: Locale) -> (NodeSign, String) {
    let Some(examination) = examination else { return (NodeSign::NotAsked, say!(locale, nodes.not_checked)) };
    if !examination.is_over() {
        return (NodeSign::Asking, say!(locale, nodes.asking));
    }
    let findings = examination.findings(is_relayed);
    let any = |mark: Mark| findings.iter().any(|finding| finding.mark() == mark);
    if any(Mark::Trouble) {
        (NodeSign::Failed, say!(locale, doctor.in_trouble))
    } else if any(Mark::Doubt) {
        (NodeSign::Partial, say!(locale, doctor.in_doubt))
    } else {
        (NodeSign::Answered, say!(locale, doctor.in_order))
    }
}

/// A finding: what was looked at, how it is to be taken, what was found.
pub(super) fn fact(finding: &Finding, locale: Locale) -> Fact {
    let (sign, word) = match finding.mark() {
        Mark::Good => (NodeSign::Answered, say!(locale, doctor.good)),
        Mark::Doubt => (NodeSign::Partial, say!(locale, doctor.doubt)),
        Mark::Trouble => (NodeSign::Failed, say!(locale, doctor.trouble)),
        Mark::Unknown => (NodeSign::Unknown, say!(locale, doctor.unknown)),
    };
    let (term, found) = found(finding, locale);
    Fact::new(term, word).with_state(sign).with_note(found)
}

fn found(finding: &Finding, locale: Locale) -> (String, String) {
    let numbers = NumberStyle::for_language(locale.as_str());
    match finding {
        Finding::Reach(reach) => (say!(locale, doctor.term_reach), reached(reach, locale)),
        Finding::Browser(browser) => {
            let found = match browser {
                Browser::Allowed => say!(locale, doctor.browser_allowed),
                Browser::PagesOnly => say!(locale, doctor.browser_pages),
                Browser::Blocked => say!(locale, doctor.browser_blocked),
                Browser::Relayed => say!(locale, doctor.browser_relayed),
            };
            (say!(locale, doctor.term_browser), found)
        }
        Finding::Identity(who) => {
            let found = who.as_ref().map_or_else(
                || say!(locale, doctor.identity_none),
                |who| {
                    let (id, version) = (who.beacon.as_deref(), who.api_version.as_deref());
                    let (id, version) = (id.unwrap_or("–"), version.unwrap_or("–"));
                    say!(locale, doctor.identity, name = &who.name, id = id, version = version)
                },
            );
            (say!(locale, doctor.term_identity), found)
        }
        Finding::Methods { post, get } => {
            let mut found = say!(locale, doctor.methods, post = way(*post, locale), get = way(*get, locale));
            if *get == Way::Works && *post != Way::Works {
                found = format!("{found} {}", say!(locale, doctor.methods_get));
            }
            (say!(locale, doctor.term_methods), found)
        }
        Finding::Dialect(dialect) => {
            let found = match dialect {
                Dialect::Unknown => say!(locale, doctor.dialect_unknown),
                known => say!(locale, doctor.dialect, name = known.name()),
            };
            (say!(locale, doctor.term_dialect), found)
        }
        Finding::Counts { sent, claimed } => {
            (say!(locale, doctor.term_counts), counts(*sent, claimed.as_deref(), locale))
        }
        Finding::Base(base) => {
            let found = match base {
                Base::Zero => say!(locale, doctor.base_zero),
                Base::One => say!(locale, doctor.base_one),
                Base::Undecided => say!(locale, doctor.base_undecided),
            };
            (say!(locale, doctor.term_base), found)
        }
        Finding::Doubts(notes) => {
            let found: Vec<String> = notes.iter().filter_map(|note| note_says(note, locale)).collect();
            let found = if found.is_empty() { say!(locale, doctor.doubts_none) } else { found.join(" ") };
            (say!(locale, doctor.term_doubts), found)
        }
        Finding::EntryTypes(types) => {
            let says = match types {
                Some(types) if finding.mark() == Mark::Good => {
                    say!(locale, doctor.entry_types, names = types.join(", "))
                }
                Some(_) => say!(locale, doctor.entry_types_none),
                None => say!(locale, doctor.entry_types_no_page),
            };
            (say!(locale, doctor.term_entry_types), says)
        }
        Finding::Terms(terms) => {
            let found = match terms {
                Terms::Offered(count) => say!(locale, doctor.terms, count = numbers.count(*count as u64)),
                Terms::None => say!(locale, doctor.terms_none),
                Terms::NoPage => say!(locale, doctor.terms_no_page),
            };
            (say!(locale, doctor.term_terms), found)
        }
        Finding::Speed(millis) => {
            let time = numbers.duration(f64::from(*millis));
            (say!(locale, doctor.term_speed), say!(locale, doctor.speed, time = time))
        }
    }
}

fn reached(reach: &Reach, locale: Locale) -> String {
    match reach {
        Reach::Answers => say!(locale, doctor.reach_answers),
        Reach::Status(status) => say!(locale, doctor.reach_status, status = *status),
        Reach::Unreadable => say!(locale, doctor.reach_unreadable),
        Reach::Silent(failure) => failure_says(failure, locale),
    }
}

fn way(way: Way, locale: Locale) -> String {
    match way {
        Way::Works => say!(locale, doctor.way_works),
        Way::Refused(status) => say!(locale, doctor.way_refused, status = status),
        Way::Fails => say!(locale, doctor.way_fails),
        Way::SignInNeeded => say!(locale, doctor.way_sign_in),
        Way::Untried => say!(locale, doctor.way_untried),
    }
}

fn counts(sent: Counts, claimed: Option<&str>, locale: Locale) -> String {
    let found = match sent {
        Counts::CountAndNumber => say!(locale, doctor.counts_both),
        Counts::FrequencyOnly => say!(locale, doctor.counts_frequency),
        Counts::PresenceOnly => say!(locale, doctor.counts_presence),
        Counts::Nothing => say!(locale, doctor.counts_nothing),
        Counts::NoAnswer => say!(locale, doctor.counts_no_answer),
    };
    match claimed {
        Some(claimed) => format!("{found} {}", say!(locale, doctor.counts_claimed, granularity = claimed)),
        None => found,
    }
}

/// What an operator is sent: the findings, and every request with what came of it.
pub(super) fn report(node: &Node, examination: &Examination, locale: Locale) -> String {
    let mut lines = vec![
        say!(locale, doctor.report_title),
        format!("{}: {}", node.name.get(locale.as_str()), node.url),
        String::new(),
    ];
    for finding in examination.findings(node.relay) {
        let Fact { term, value, note, .. } = fact(&finding, locale);
        lines.push(format!("[{value}] {term}: {}", note.unwrap_or_default()));
    }
    lines.push(String::new());
    lines.extend(requests(node, examination, locale));
    lines.join("\n") + "\n"
}

/// `POST https://…/g_variants: 200, 31 ms`
pub(super) fn requests(node: &Node, examination: &Examination, locale: Locale) -> Vec<String> {
    let numbers = NumberStyle::for_language(locale.as_str());
    let line = |tried: &cohort_core::doctor::Tried| {
        let request = tried.step.request(node, node.profile(tried.reply.dialect()));
        let came = tried.reply.status().map_or_else(|| "–".to_owned(), |status| status.to_string());
        let time = numbers.duration(f64::from(tried.took_millis));
        format!("{} {}: {came}, {time}", request.method(), request.url())
    };
    examination.tried().iter().map(line).collect()
}

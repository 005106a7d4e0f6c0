//! How sure the figures are: each group's range; and the groups that gave no figure.

use cohort_core::plot::forest::{Figures, ForestOptions, ForestRow, RowState};
use leptos::prelude::*;

use super::{groups::Groups, wording};
use crate::{
    components::{Fact, FactKind, FactList, Section},
    plots::{ForestChart, Ground},
    state::store::{Store, use_store},
};

#[component]
pub(super) fn Sure(groups: Groups) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let rows = Signal::derive(move || {
        let locale = locale.get();
        let numbers = wording::numbers(locale);
        let of = round_number(groups);
        groups.list.with(|list| {
            let row = |group: &super::groups::Group| {
                let copies = group.counted.copies;
                let mut state = RowState::counted(copies.allele_count(), copies.allele_number(), numbers).ok()?;
                let (_, interval) = group.counted.share();
                let interval = interval?;
                let amount = |share| cohort_core::stats::natural::Amount::of(share, of);
                let says = wording::range((amount(interval.low), amount(interval.high)), of, locale);
                if let RowState::Measured { figure, note, .. } | RowState::Absent { figure, note, .. } = &mut state {
                    *figure = says;
                    note.clear();
                }
                Some(ForestRow::new(group.key.clone(), group.name.clone(), "", state))
            };
            list.iter().filter_map(row).collect::<Vec<_>>()
        })
    });
    let options = Signal::derive(move || ForestOptions {
        figures: Figures::FigureOnly,
        numbers: wording::numbers(locale.get()),
        out_of: Some(round_number(groups)),
        ..ForestOptions::default()
    });
    view! {
        <Section id="sure" title=text!(locale, plain.sure_title) lead=text!(locale, plain.sure_lead)>
            <ForestChart
                rows=rows
                options=options
                title=text!(locale, plain.sure_title)
                description=text!(locale, plain.sure_description)
                ground=Ground::Page
            />
        </Section>
    }
}

/// A range out of ten would be too coarse to say how sure a figure is.
fn round_number(groups: Groups) -> u32 {
    groups.natural.with(|natural| natural.denominator.max(100))
}

/// Who was asked and gave no figure, with the reason.
#[component]
pub(super) fn Silent(groups: Groups) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let facts = Signal::derive(move || {
        let fact = |silent: &super::groups::SilentGroup| {
            Fact::new(silent.name.clone(), silent.word.clone()).with_note(silent.says.clone())
        };
        groups.silent.with(|silent| silent.iter().map(fact).collect::<Vec<_>>())
    });
    view! {
        <Section id="silent" title=text!(locale, plain.silent_title) lead=text!(locale, plain.silent_lead)>
            <FactList facts=facts kind=FactKind::Lines />
        </Section>
    }
}

//! Filtering allele frequencies of rows: who takes part, who does not and why, and whose is the highest.
//!
//! Cohorts are compared here, not added up: a part of a data set may stand beside another part. What cannot be computed
//! with is left out for the reasons of [`super::pool`]. Must not know words, nor which cohorts descend from few founders.

use super::{
    Evidence,
    pool::{Why, exact_copies},
};
use crate::stats::filtering::{Cohort, Compared, Founders};

/// Rows compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Filtering {
    /// Rows with exact counts, in the order given. [`Compared::cohorts`] has the same order.
    pub rows: Vec<Evidence>,
    /// Their counts, for `stats::criteria`, in the same order.
    pub cohorts: Vec<Cohort>,
    /// Their frequencies, and whose are the highest.
    pub compared: Compared,
    /// The other rows and their reasons.
    pub left_out: Vec<(Evidence, Why)>,
}

impl Filtering {
    /// Of rows that the caller picked, such as a [`super::pool::Pool`]'s cohorts, which are whole and told once; rows of
    /// a data set's parts are as welcome. `is_founder` says who descends from few founders.
    pub fn of(rows: &[Evidence], is_founder: impl Fn(&Evidence) -> bool, founders: Founders) -> Self {
        let (mut kept, mut cohorts, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            match exact_copies(row) {
                Ok(copies) => {
                    kept.push(row.clone());
                    cohorts.push(Cohort { copies, is_founder: is_founder(row) });
                }
                Err(why) => left_out.push((row.clone(), why)),
            }
        }
        let compared = Compared::of(&cohorts, founders);
        Self { rows: kept, cohorts, compared, left_out }
    }

    /// The row that drives the highest FAF95.
    pub fn driver(&self) -> Option<&Evidence> {
        self.rows.get(self.compared.highest95?.cohort)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        beacon::registry::Registry,
        cohort::{Counts, Population, Precision},
    };

    fn row(
        label: &str,
        allele_count: Option<u32>,
        allele_number: Option<u32>,
        precision: Option<Precision>,
    ) -> Evidence {
        let registry = r#"{"version":1,"nodes":[{"id":"a","country":null,"name":{"en":"a"},"cohort":{"en":"a"},
            "operator":"test","url":"https://a.example","kind":"node","assemblies":["GRCh38"]}]}"#;
        Evidence {
            node: Registry::read(registry).unwrap().nodes()[0].clone(),
            beacon: "a".into(),
            dataset: "D".into(),
            population: Population::parse(label),
            is_headline: true,
            counts: Counts { allele_count, allele_number, ..Counts::default() },
            precision,
            floor: None,
            interval: None,
        }
    }

    #[test]
    fn only_exact_counts_take_part_and_nobody_is_lost() {
        let rows = [
            row("EE", Some(9), Some(20_000), Some(Precision::Exact)),
            row("FI", Some(40), Some(4_000), None),
            row("DE", Some(900), Some(1_000), Some(Precision::Rounded)),
            row("SE", None, Some(1_000), None),
            row("LV", Some(0), Some(0), None),
        ];
        let is_finnish = |row: &Evidence| row.population == Population::parse("FI");
        let found = Filtering::of(&rows, is_finnish, Founders::Counted);
        assert_eq!(found.driver().map(|row| &row.population), Some(&rows[1].population));
        assert!(found.compared.cohorts[1].is_founder);
        let reasons: Vec<_> = found.left_out.iter().map(|(row, why)| (row.population.clone(), why.code())).collect();
        let expected = [("DE", "not-exact"), ("SE", "incomplete"), ("LV", "nothing-read")];
        assert_eq!(reasons, expected.map(|(label, code)| (Population::parse(label), code)));
        let without = Filtering::of(&rows, is_finnish, Founders::LeftOut);
        assert_eq!(without.driver().map(|row| &row.population), Some(&rows[0].population));
        assert_eq!(without.rows.len() + without.left_out.len(), rows.len());
    }
}

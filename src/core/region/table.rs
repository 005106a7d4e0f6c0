//! What cohorts have in a region: variant × cohort → AC and AN, put together from nodes' answers.
//!
//! A cell that no answer filled is `None`: not sent is not 0. Must not know how nodes are asked.

use std::collections::BTreeSet;

use super::Region;
use crate::{
    beacon::{
        answer::Answer,
        registry::{Node, NodeKind},
    },
    cohort::{CohortId, Observation, Population},
    variant::Variant,
};

/// Variants that a table holds; of more, those that begin first.
pub const MAX_VARIANTS: usize = 20_000;

/// A column: one cohort.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortColumn {
    /// Who told of it.
    pub node: Node,
    /// Who was counted.
    pub cohort: CohortId,
    /// A cell a variant.
    pub cells: Vec<Option<Cell>>,
}

/// What a cohort was found to hold at a variant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// AC.
    pub count: Option<u32>,
    /// AN.
    pub number: Option<u32>,
    /// AF in 0..=1: AC/AN, or as the node stated it. `None` where no copy was read.
    pub frequency: Option<f64>,
    /// Whether AC and AN are as counted, neither rounded nor bounds.
    pub is_exact: bool,
}

impl Cell {
    fn of(row: &Observation) -> Self {
        Self {
            count: row.counts.allele_count,
            number: row.counts.allele_number,
            frequency: row.counts.frequency(),
            is_exact: row.is_exact(),
        }
    }

    /// AC and AN, where both are exact.
    pub fn exact(&self) -> Option<(u32, u32)> {
        self.count.zip(self.number).filter(|_| self.is_exact)
    }
}

/// What is known of a region by now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegionTable {
    /// By position, reference and alternate; one a row.
    pub variants: Vec<Variant>,
    /// Whole data sets, or their parts where they send no total, in the nodes' order.
    pub cohorts: Vec<CohortColumn>,
    /// Variants beyond [`MAX_VARIANTS`], which are not shown.
    pub beyond_most: usize,
    /// Results that name no change which could be written here: symbolic, or without a base before.
    pub unplaced: u32,
}

impl RegionTable {
    /// Puts answers together. What begins outside the region, sent because it overlaps, is left out, as are parts of a
    /// whole that is there, and data sets that a network tells of beside their own node.
    pub fn of(region: &Region, answers: &[(&Node, &Answer)]) -> Self {
        let told = || answers.iter().flat_map(|(_, answer)| &answer.told);
        let mut all: Vec<&Variant> = told().map(|told| &told.variant).filter(|variant| region.holds(variant)).collect();
        all.sort_unstable_by_key(|variant| place(variant));
        all.dedup();
        let beyond_most = all.len().saturating_sub(MAX_VARIANTS);
        all.truncate(MAX_VARIANTS);
        let unplaced = answers.iter().fold(0, |sum: u32, (_, answer)| sum.saturating_add(answer.unplaced));
        let mut table =
            Self { variants: all.into_iter().cloned().collect(), cohorts: Vec::new(), beyond_most, unplaced };
        let of_kind =
            |is_network: bool| answers.iter().filter(move |(node, _)| (node.kind == NodeKind::Network) == is_network);
        for (node, answer) in of_kind(false) {
            table.add(node, answer, &BTreeSet::new());
        }
        let told_directly: BTreeSet<(String, String)> =
            table.cohorts.iter().map(|column| (column.cohort.beacon.clone(), column.cohort.dataset.clone())).collect();
        for (node, answer) in of_kind(true) {
            table.add(node, answer, &told_directly);
        }
        table
    }

    fn add(&mut self, node: &Node, answer: &Answer, told_directly: &BTreeSet<(String, String)>) {
        let rows = &answer.observations;
        let totals: BTreeSet<(&str, &str)> = rows
            .iter()
            .map(|row| &row.cohort)
            .filter(|cohort| cohort.population == Population::Total)
            .map(set)
            .collect();
        let begin = self.cohorts.len();
        for told in &answer.told {
            let Ok(at) = self.variants.binary_search_by_key(&place(&told.variant), place) else { continue };
            for row in rows.get(told.rows.clone()).unwrap_or_default() {
                let is_part = row.cohort.population != Population::Total && totals.contains(&set(&row.cohort));
                let is_repeated = told_directly.contains(&(row.cohort.beacon.clone(), row.cohort.dataset.clone()));
                if is_part || is_repeated {
                    continue;
                }
                let known = self.cohorts[begin..].iter().position(|column| column.cohort == row.cohort);
                let column = known.map_or_else(|| self.begin(node, &row.cohort), |known| begin + known);
                // A variant that comes twice, as on two pages, is told once.
                if let Some(cell) = self.cohorts.get_mut(column).and_then(|column| column.cells.get_mut(at)) {
                    cell.get_or_insert(Cell::of(row));
                }
            }
        }
    }

    fn begin(&mut self, node: &Node, cohort: &CohortId) -> usize {
        let cells = vec![None; self.variants.len()];
        self.cohorts.push(CohortColumn { node: node.clone(), cohort: cohort.clone(), cells });
        self.cohorts.len() - 1
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.variants.is_empty()
    }
}

fn place(variant: &Variant) -> (u32, &str, &str) {
    (variant.position().get(), variant.reference().as_str(), variant.alternate().as_str())
}

fn set(cohort: &CohortId) -> (&str, &str) {
    (&cohort.beacon, &cohort.dataset)
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        beacon::{profile::Profile, registry::Registry, request::Request},
        federation::{Outcome, Paged, Pages, Reply},
        genome::Assembly,
    };

    pub(crate) fn region() -> Region {
        Region::parse("2:1001-2000", Assembly::Grch38).unwrap()
    }

    fn node(id: &str, kind: &str) -> Node {
        let text = format!(
            r#"{{"version":1,"nodes":[{{"id":"{id}","country":null,"name":{{"en":"{id}"}},"cohort":{{"en":"{id}"}},
            "operator":"test","url":"https://{id}.example","kind":"{kind}","assemblies":["GRCh38"]}}]}}"#
        );
        Registry::read(&text).unwrap().nodes()[0].clone()
    }

    /// A variant at a place from 0, its rows as population, AC, AN.
    fn result(start: u32, alternate: &str, rows: &[(&str, u32, u32)]) -> Value {
        let rows: Vec<Value> = rows
            .iter()
            .map(|(population, ac, an)| json!({"population": population, "alleleCount": ac, "alleleNumber": an}))
            .collect();
        json!({"variation": {"location": {"start": start}, "referenceBases": "G", "alternateBases": alternate},
            "frequencyInPopulations": [{"frequencies": rows}]})
    }

    fn reply(beacon: &str, results: &[Value], total: usize) -> Reply {
        let set = json!({"id": "D", "beaconId": beacon, "exists": true, "resultsCount": total, "results": results});
        let body = json!({"response": {"resultSets": [set]}, "responseSummary": {"exists": true}});
        Reply::Response { status: 200, body: body.to_string(), retry_after_seconds: None }
    }

    fn outcome(node: &Node, pages: &[Reply]) -> Outcome {
        let profile = Profile { page_size: crate::beacon::profile::PageSize(2), ..Profile::default() };
        let (mut read, mut page) = (Pages::default(), 0);
        loop {
            let request = Request::ask_page(node, &region().question(), profile, page);
            match read.add(&pages[page as usize], request.asked(), None, profile) {
                Paged::Next(next) => page = next,
                Paged::Over(outcome) => return outcome,
            }
        }
    }

    #[test]
    fn pages_and_nodes_become_one_table() {
        let (a, b, net) = (node("a", "node"), node("b", "node"), node("n", "network"));
        let first = [result(1_500, "A", &[("Total", 3, 10), ("FI_F", 1, 4)]), result(1_100, "T", &[("Total", 0, 10)])];
        // Sent once more, one that only overlaps, and one with another alternate.
        let second = [result(1_500, "A", &[("Total", 9, 10)]), result(1_500, "C", &[("Total", 1, 10)])];
        let third = [result(900, "A", &[("Total", 9, 10)]), result(1_700, "<DEL>", &[("Total", 9, 10)])];
        let pages = [reply("a", &first, 6), reply("a", &second, 6), reply("a", &third, 6), reply("a", &[], 6)];
        let from_a = outcome(&a, &pages);
        let from_b = outcome(&b, &[reply("b", &[result(1_500, "A", &[("FI", 5, 20), ("SE", 0, 0)])], 1)]);
        let from_net = outcome(&net, &[reply("b", &[result(1_500, "A", &[("FI", 5, 20)])], 1)]);
        let answers = [(&a, &from_a), (&net, &from_net), (&b, &from_b)];
        let answers = answers.map(|(node, outcome)| (node, outcome.answer().unwrap()));
        let table = RegionTable::of(&region(), &answers);
        let variants: Vec<String> = table.variants.iter().map(ToString::to_string).collect();
        assert_eq!(variants, ["2-1101-G-T", "2-1501-G-A", "2-1501-G-C"]);
        let cells = |column: &CohortColumn| {
            let of = |cell: &Option<Cell>| cell.map(|cell| (cell.count, cell.number, cell.frequency));
            column.cells.iter().map(of).collect::<Vec<_>>()
        };
        let cell = |ac, an, af| Some((Some(ac), Some(an), af));
        assert_eq!(table.cohorts.len(), 3);
        assert_eq!(cells(&table.cohorts[0]), [cell(0, 10, Some(0.0)), cell(3, 10, Some(0.3)), cell(1, 10, Some(0.1))]);
        assert_eq!(cells(&table.cohorts[1]), [None, cell(5, 20, Some(0.25)), None]);
        assert_eq!(cells(&table.cohorts[2]), [None, cell(0, 0, None), None]);
        assert_eq!((table.unplaced, table.beyond_most), (1, 0));
    }

    #[test]
    fn a_page_that_does_not_come_leaves_a_part_that_says_so() {
        let a = node("a", "node");
        let first = reply("a", &[result(1_500, "A", &[("Total", 3, 10)]), result(1_100, "T", &[("Total", 1, 10)])], 9);
        let late = Reply::Failed(crate::federation::Failure::Late);
        let Outcome::Answered(answer) = outcome(&a, &[first, late]) else { panic!() };
        assert_eq!((answer.told.len(), answer.notes.last()), (2, Some(&crate::beacon::answer::Note::MorePages)));
    }

    #[test]
    fn more_than_can_be_shown_are_counted() {
        let a = node("a", "node");
        let told = |at: u32| crate::beacon::answer::Told {
            variant: Variant::new(
                Assembly::Grch38,
                crate::genome::Chromosome::from_name("2").unwrap(),
                crate::genome::Position::new(at).unwrap(),
                &crate::variant::Bases::parse("G").unwrap(),
                &crate::variant::Bases::parse("A").unwrap(),
            )
            .unwrap(),
            rows: 0..0,
        };
        let answer = Answer { told: (1..=20_007).map(told).collect(), ..Answer::default() };
        let wide = Region::parse("2:1-30000", Assembly::Grch38).unwrap();
        let table = RegionTable::of(&wide, &[(&a, &answer)]);
        assert_eq!((table.variants.len(), table.beyond_most, table.cohorts.len()), (MAX_VARIANTS, 7, 0));
    }
}

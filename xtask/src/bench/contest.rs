//! What is compared with what, how far the page may fall behind, and what it is meant to reach.

use super::GENOME;
use super::rival::{FILTER, Rival};

/// The page and a rival on one file.
#[derive(Debug)]
pub(super) struct Contest {
    pub(super) name: &'static str,
    pub(super) input: &'static str,
    /// What the page does with it.
    pub(super) task: Task,
    /// Which of the page's figures counts.
    pub(super) figure: &'static str,
    pub(super) rival: Rival,
    /// Of the ratio; without one the row only informs.
    pub(super) goal: Option<Goal>,
    /// Of the engine's memory in MB.
    pub(super) heap_goal: Option<Goal>,
}

/// What the page does with a file (`e2e/bench/page.ts`).
#[derive(Debug, Clone, Copy)]
pub(super) enum Task {
    /// Opens it.
    Open,
    /// Opens it, then filters, sorts and draws the quality page.
    Work,
    /// Opens it until counts over all samples are on screen.
    Counts,
    /// Opens it by a link with this filter.
    Filter(&'static str),
}

impl Task {
    /// How the program that measures calls it.
    pub(super) fn words(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Open => ("open", None),
            Self::Work => ("work", None),
            Self::Counts => ("counts", None),
            Self::Filter(text) => ("filter", Some(text)),
        }
    }
}

/// A figure of the page alone, in milliseconds, from every opening that has it.
#[derive(Debug)]
pub(super) struct Solo {
    pub(super) name: &'static str,
    pub(super) figure: &'static str,
    /// Without one the row only informs.
    pub(super) goal: Option<Goal>,
}

/// Less is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Goal {
    pub(super) at_most: f64,
    pub(super) ambition: f64,
}

pub(super) const CONTESTS: [Contest; 7] = [
    Contest {
        heap_goal: Some(goal(128.0, 64.0)),
        ..contest("open-genome", GENOME, "open_ms", Rival::Query, goal(0.30, 0.20))
    },
    Contest { task: Task::Work, ..contest("open-genome-vs-stats", GENOME, "open_ms", Rival::Stats, goal(0.35, 0.22)) },
    Contest { task: Task::Work, ..contest("open-genome-vs-native", GENOME, "open_ms", Rival::Native, goal(1.5, 1.0)) },
    contest("open-genome-vs-gmod", GENOME, "open_ms", Rival::Gmod, goal(0.08, 0.05)),
    Contest {
        task: Task::Filter(FILTER),
        ..contest("open-and-filter", GENOME, "open_and_filter_ms", Rival::View, goal(0.25, 0.14))
    },
    Contest {
        task: Task::Counts,
        ..contest("open-cohort", "cohort.vcf.gz", "cohort_ms", Rival::FillTags, goal(0.17, 0.08))
    },
    Contest { goal: None, ..contest("open-annotated", "annotated.vcf.gz", "open_ms", Rival::SplitVep, goal(1.0, 1.0)) },
];

pub(super) const SOLOS: [Solo; 7] = [
    solo("filter", "filter_ms", Some(goal(16.0, 8.0))),
    solo("filter-shown", "filter_shown_ms", None),
    solo("sort", "sort_ms", Some(goal(100.0, 60.0))),
    solo("sort-shown", "sort_shown_ms", None),
    solo("qc", "qc_ms", Some(goal(100.0, 20.0))),
    solo("first-rows", "first_rows_ms", Some(goal(400.0, 150.0))),
    solo("longest-block", "block_ms", Some(goal(50.0, 16.0))),
];

/// Figures of a variant's page with the answers of 27 nodes.
pub(super) const CHART_SOLOS: [Solo; 2] = [
    solo("charts-of-27", "drawn_ms", Some(goal(100.0, 50.0))),
    solo("chart-update", "update_ms", Some(goal(16.0, 8.0))),
];

const fn goal(at_most: f64, ambition: f64) -> Goal {
    Goal { at_most, ambition }
}

const fn contest(name: &'static str, input: &'static str, figure: &'static str, rival: Rival, goal: Goal) -> Contest {
    Contest { name, input, task: Task::Open, figure, rival, goal: Some(goal), heap_goal: None }
}

const fn solo(name: &'static str, figure: &'static str, goal: Option<Goal>) -> Solo {
    Solo { name, figure, goal }
}

/// How a figure stands to its goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reached {
    Nothing,
    Required,
    Ambition,
}

impl Goal {
    pub(super) fn reached(self, figure: f64) -> Reached {
        if figure <= self.ambition {
            Reached::Ambition
        } else if figure <= self.at_most {
            Reached::Required
        } else {
            Reached::Nothing
        }
    }
}

impl Reached {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Nothing => "MISSED",
            Self::Required => "reached",
            Self::Ambition => "ambition",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_reached_up_to_its_edge() {
        let goal = goal(0.30, 0.20);
        assert_eq!(goal.reached(0.31), Reached::Nothing);
        assert_eq!(goal.reached(0.30), Reached::Required);
        assert_eq!(goal.reached(0.20), Reached::Ambition);
    }
}

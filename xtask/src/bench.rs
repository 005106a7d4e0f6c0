//! Times the built page in Chromium beside the usual tools, on the same files of the size people have.
//!
//! Page and rival take turns, round after round, so that a busy machine slows both; the median of the rounds counts.
//! Owns what is compared with what ([`contest`]) and how the page ([`programs`]) and the rivals ([`rival`]) are run.
//! Must not know what the files hold (`e2e/synthetic`) or how the page is measured (`e2e/bench`).

mod contest;
mod machine;
mod programs;
mod report;
mod rival;

use std::path::{Path, PathBuf};

use crate::build;
use crate::cli::BenchOptions;
use crate::demo::{self, MANY_NODES, Nodes, Ports};
use crate::error::Error;
use crate::process;
use crate::project::{self, Project};
use crate::setup::{self, Chromium, Scope};
use contest::{CHART_SOLOS, CONTESTS, Contest, SOLOS, Solo};
use machine::Machine;
use programs::{Figures, Programs};
use report::Row;
use rival::{Rival, Rivals};

/// The whole genome, whose openings all count for what the page does alone.
const GENOME: &str = "genome.vcf.gz";

/// Rounds that share one of a rival that takes half a minute.
const ROUNDS_TO_A_SLOW_ONE: u32 = 3;

/// Makes the inputs, builds what is timed, times it, and reports.
pub(crate) fn run(project: &Project, options: &BenchOptions) -> Result<(), Error> {
    let tools = setup::run(project, Scope::Everything)?;
    if !options.as_built {
        build::with(project, &tools)?;
    }
    let inputs = make_inputs(project)?;
    let rivals = Rivals::set_up(project)?;
    let programs = Programs::build(project)?;
    let chromium = tools.chromium()?;
    let nodes_program = demo::build_nodes(project)?;
    let ports = Ports::free()?;
    let page = demo::page_for(project, ports.nodes)?;
    let nodes = Nodes::start(project, &nodes_program, &page, ports, &[])?;
    let url = format!("http://127.0.0.1:{}/", ports.page);
    let arena = Arena { inputs, rivals, programs, chromium, url, options };
    let mut rows = arena.fight()?;
    drop(nodes);
    project::remove_folder(&page)?;
    rows.extend(arena.draw_charts(project, &nodes_program)?);

    let machine = Machine::look(&chromium.browser);
    println!("\n{}", report::table(&rows));
    println!("{machine}");
    if let Some(path) = &options.json {
        project::write(Path::new(path), report::json(&rows))?;
    }
    if options.record {
        project::write(&project.path("e2e/bench/RESULTS.md"), report::markdown(&rows, &machine))?;
    }
    Ok(())
}

/// Makes the files that are not there yet; answers with their folder.
fn make_inputs(project: &Project) -> Result<PathBuf, Error> {
    let folder = project.target().join("bench");
    process::shown(project.cargo().args(["run", "--release", "--quiet", "--package", "synthetic", "--"]).arg(&folder))?;
    Ok(folder)
}

/// Everything that takes part, ready.
struct Arena<'a> {
    inputs: PathBuf,
    rivals: Rivals,
    programs: Programs,
    chromium: &'a Chromium,
    url: String,
    options: &'a BenchOptions,
}

/// The milliseconds of one contest's rounds, or why it was not held.
#[derive(Default)]
struct Rounds {
    ours: Vec<f64>,
    theirs: Vec<f64>,
    heap: Vec<f64>,
    skipped: Option<String>,
}

impl Arena<'_> {
    fn fight(&self) -> Result<Vec<Row>, Error> {
        let mut held: Vec<Rounds> = CONTESTS.iter().map(|_| Rounds::default()).collect();
        let mut openings = Vec::new();
        for round in 1..=self.rounds() {
            println!("\nround {round} of {}", self.rounds());
            for (contest, rounds) in CONTESTS.iter().zip(&mut held) {
                if let Some(opening) = self.hold(contest, round, rounds)?
                    && contest.input == GENOME
                {
                    openings.push(opening);
                }
            }
        }
        let contests = CONTESTS.iter().zip(&held).map(|(contest, rounds)| row(contest, rounds));
        Ok(contests.chain(SOLOS.iter().map(|solo| solo_row(solo, &openings))).collect())
    }

    /// What the charts of a variant take with the answers of many nodes.
    fn draw_charts(&self, project: &Project, nodes_program: &Path) -> Result<Vec<Row>, Error> {
        let ports = Ports::free_for(MANY_NODES)?;
        let page = demo::page_for_many(project, nodes_program, ports.nodes, MANY_NODES)?;
        let nodes = Nodes::start(project, nodes_program, &page, ports, &["--nodes", &MANY_NODES.to_string()])?;
        let url = format!("http://127.0.0.1:{}/", ports.page);
        let openings = (0..self.rounds()).map(|_| self.programs.draw_charts(self.chromium, &url));
        let openings = openings.collect::<Result<Vec<_>, _>>()?;
        drop(nodes);
        project::remove_folder(&page)?;
        Ok(CHART_SOLOS.iter().map(|solo| solo_row(solo, &openings)).collect())
    }

    fn rounds(&self) -> u32 {
        if self.options.quick { 1 } else { self.options.rounds.max(1) }
    }

    /// One turn of the page and one of its rival; answers with the page's figures.
    fn hold(&self, contest: &Contest, round: u32, rounds: &mut Rounds) -> Result<Option<Figures>, Error> {
        let is_slow = contest.rival == Rival::Gmod;
        if is_slow && self.options.quick {
            rounds.skipped = Some("left out by --quick".to_owned());
        } else if let Some(why) = self.rivals.lacks(contest.rival) {
            rounds.skipped = Some(why);
        }
        if rounds.skipped.is_some() || (is_slow && round % ROUNDS_TO_A_SLOW_ONE != 1) {
            return Ok(None);
        }
        let file = self.inputs.join(contest.input);
        let opening = self.programs.open_page(self.chromium, &self.url, &file, contest.task)?;
        let Some(ours) = opening.get(contest.figure) else {
            rounds.skipped = Some(format!("the page does not say its `{}`", contest.figure));
            return Ok(Some(opening));
        };
        let theirs = match contest.rival {
            Rival::Gmod => self.programs.read_with_gmod(self.chromium, &file)?,
            rival => self.rivals.time(rival, &file)?,
        };
        println!("  {:<22} {:>8.0} ms   {:>8.0} ms   {}", contest.name, ours, theirs, contest.rival);
        rounds.ours.push(ours);
        rounds.theirs.push(theirs);
        rounds.heap.extend(opening.get("heap_mb"));
        Ok(Some(opening))
    }
}

fn row(contest: &Contest, rounds: &Rounds) -> Row {
    let (ours_ms, baseline_ms) = (median(&rounds.ours), median(&rounds.theirs));
    Row {
        name: contest.name,
        ours_ms,
        baseline: Some(contest.rival.to_string()),
        baseline_ms,
        ratio: ours_ms.zip(baseline_ms).map(|(ours, theirs)| ours / theirs),
        heap_mb: median(&rounds.heap),
        rounds: rounds.ours.len(),
        goal: contest.goal,
        heap_goal: contest.heap_goal,
        skipped: rounds.skipped.clone(),
    }
}

fn solo_row(solo: &Solo, openings: &[Figures]) -> Row {
    let millis: Vec<f64> = openings.iter().filter_map(|opening| opening.get(solo.figure)).collect();
    Row {
        name: solo.name,
        ours_ms: median(&millis),
        baseline: None,
        baseline_ms: None,
        ratio: None,
        heap_mb: None,
        rounds: millis.len(),
        goal: solo.goal,
        heap_goal: None,
        skipped: millis.is_empty().then(|| format!("the page does not say its `{}`", solo.figure)),
    }
}

/// The middle of these figures, or of the two in the middle.
fn median(figures: &[f64]) -> Option<f64> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        length if length % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        assert_eq!(median(&[9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 90.0]), Some(3.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn a_contest_that_was_not_held_says_why_and_has_no_ratio() {
        let rounds = Rounds { skipped: Some("left out by --quick".to_owned()), ..Rounds::default() };
        let row = row(&CONTESTS[0], &rounds);
        assert_eq!((row.ratio, row.skipped.as_deref()), (None, Some("left out by --quick")));
    }
}

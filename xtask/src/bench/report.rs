//! The figures as a table on the terminal, as JSON, and as a page to keep.

use std::fmt::Write as _;

use serde_json::json;

use super::contest::{Goal, Reached};
use super::machine::Machine;

/// One name's medians.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) ours_ms: Option<f64>,
    pub(super) baseline: Option<String>,
    pub(super) baseline_ms: Option<f64>,
    pub(super) ratio: Option<f64>,
    pub(super) heap_mb: Option<f64>,
    pub(super) rounds: usize,
    /// Of the ratio, or of our milliseconds where there is no baseline.
    pub(super) goal: Option<Goal>,
    pub(super) heap_goal: Option<Goal>,
    pub(super) skipped: Option<String>,
}

impl Row {
    /// How it stands: the worse of speed and memory. `None` where nothing was measured or asked for.
    fn reached(&self) -> Option<Reached> {
        let figure = if self.baseline.is_some() { self.ratio } else { self.ours_ms };
        let speed = self.goal?.reached(figure?);
        let memory = self.heap_goal.zip(self.heap_mb).map(|(goal, heap)| goal.reached(heap));
        Some(memory.map_or(speed, |memory| memory.min(speed)))
    }

    /// The cells of a table, all text.
    fn cells(&self) -> [String; 9] {
        let number = |figure: Option<f64>, decimals: usize| {
            figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.decimals$}"))
        };
        let decimals = if self.baseline.is_some() { 2 } else { 0 };
        let verdict = match (&self.skipped, self.reached()) {
            (Some(why), _) => format!("skipped: {why}"),
            (None, Some(reached)) => reached.word().to_owned(),
            (None, None) => "–".to_owned(),
        };
        [
            self.name.to_owned(),
            number(self.ours_ms, 0),
            number(self.baseline_ms, 0),
            number(self.ratio, 3),
            number(self.goal.map(|goal| goal.at_most), decimals),
            number(self.goal.map(|goal| goal.ambition), decimals),
            number(self.heap_mb, 1),
            self.rounds.to_string(),
            verdict,
        ]
    }
}

const HEADS: [&str; 9] =
    ["name", "ours ms", "baseline ms", "ratio", "at most", "ambition", "heap MB", "rounds", "outcome"];

/// For the terminal.
pub(super) fn table(rows: &[Row]) -> String {
    let lines: Vec<[String; 9]> =
        std::iter::once(HEADS.map(str::to_owned)).chain(rows.iter().map(Row::cells)).collect();
    let mut widths = [0; 9];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for line in &lines {
        for (at, (cell, width)) in line.iter().zip(widths).enumerate() {
            // Writing to a String cannot fail.
            let _ = match at {
                0 => write!(text, "{cell:<width$}"),
                8 => writeln!(text, "  {cell}"),
                _ => write!(text, "  {cell:>width$}"),
            };
        }
    }
    text
}

/// Rows for programs.
pub(super) fn json(rows: &[Row]) -> String {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "name": row.name,
                "ours_ms": row.ours_ms,
                "baseline": row.baseline,
                "baseline_ms": row.baseline_ms,
                "ratio": row.ratio,
                "heap_mb": row.heap_mb,
                "rounds": row.rounds,
                "at_most": row.goal.map(|goal| goal.at_most),
                "ambition": row.goal.map(|goal| goal.ambition),
                "heap_mb_at_most": row.heap_goal.map(|goal| goal.at_most),
                "reached": row.reached().map(Reached::word),
                "skipped": row.skipped,
            })
        })
        .collect();
    format!("{:#}\n", json!(rows))
}

/// A page to keep beside the programs.
pub(super) fn markdown(rows: &[Row], machine: &Machine) -> String {
    let mut text = format!(
        "# Measured\n\nWritten by `cargo xtask bench --record`. {machine}.\n\n\
         Medians of interleaved rounds, each of the page's in a fresh headless Chromium. `heap MB` is the WebAssembly\n\
         memory of all workers that are left when the file is open. `at most` and `ambition` are of the ratio, or of\n\
         milliseconds where there is no baseline. The files: [`e2e/synthetic`](../synthetic/src/lib.rs).\n\n\
         The clock starts when the file is chosen, two seconds after the page is there: a person takes longer to find\n\
         one, and the engine rehearses meanwhile. `open-genome` ends with the summary of the whole file, `first-rows`\n\
         with the drawing of the first one, `open-and-filter` and `open-cohort` with that of rows which fulfil the\n\
         filter, or which have AC, AN and carriers. `filter` and `sort` are what the worker takes over all rows;\n\
         `-shown` is from the press to the drawing of the first rows. `qc` is from the press to the drawing of the\n\
         charts, whose figures were counted while the file was read. `longest-block` is of the page's thread, from the\n\
         choice until rows can be filtered.\n\n"
    );
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    text += &line(&HEADS.map(str::to_owned));
    text += &line(&[(); 9].map(|()| "---".to_owned()));
    rows.iter().for_each(|row| text += &line(&row.cells()));
    text += "\nBaselines:\n\n";
    for row in rows {
        if let Some(baseline) = &row.baseline {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "* `{}`: `{baseline}`", row.name);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ratio: f64, heap_mb: f64) -> Row {
        Row {
            name: "open-genome",
            ours_ms: Some(2_000.0),
            baseline: Some("bcftools query".to_owned()),
            baseline_ms: Some(2_000.0 / ratio),
            ratio: Some(ratio),
            heap_mb: Some(heap_mb),
            rounds: 3,
            goal: Some(Goal { at_most: 0.30, ambition: 0.20 }),
            heap_goal: Some(Goal { at_most: 128.0, ambition: 64.0 }),
            skipped: None,
        }
    }

    #[test]
    fn the_worse_of_speed_and_memory_counts() {
        assert_eq!(row(0.19, 60.0).reached(), Some(Reached::Ambition));
        assert_eq!(row(0.19, 100.0).reached(), Some(Reached::Required));
        assert_eq!(row(0.19, 200.0).reached(), Some(Reached::Nothing));
        assert_eq!(row(0.40, 60.0).reached(), Some(Reached::Nothing));
    }

    #[test]
    fn a_row_in_json_has_the_agreed_names() {
        let rows: Vec<serde_json::Value> = serde_json::from_str(&json(&[row(0.25, 60.0)])).unwrap_or_default();
        let names = ["name", "ours_ms", "baseline", "baseline_ms", "ratio", "heap_mb"];
        assert!(names.iter().all(|name| rows[0].get(name).is_some_and(|value| !value.is_null())));
        assert_eq!(rows[0]["reached"], "reached");
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let table = table(&[row(0.25, 60.0)]);
        let ends: Vec<usize> = table.lines().filter_map(|line| line.find("  ")).collect();
        assert_eq!(table.lines().count(), 2);
        assert_eq!(ends.len(), 2);
        assert!(
            table.contains("open-genome     2000         8000  0.250     0.30      0.20     60.0       3  reached")
        );
    }
}

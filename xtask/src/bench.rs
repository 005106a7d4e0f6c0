//! Times the engine beside the usual tools on the same files.
//!
//! The programs take turns, round after round, so that a busy machine slows all of them; the median of the rounds
//! counts. What each does differs, and the table says so: `zcat | wc -l` only unpacks, `bcftools stats` reads all.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::cli::BenchOptions;
use crate::error::Error;
use crate::process;
use crate::project::{self, Project};

/// A program that reads a file.
struct Contender {
    name: &'static str,
    command: fn(&Project, &Path) -> Command,
}

const ENGINE: Contender = Contender {
    name: "inspect (this engine)",
    command: |project, file| {
        let mut command = Command::new(project.target().join("release/examples/inspect"));
        command.arg(file);
        command
    },
};
const UNPACK: Contender = Contender {
    name: "zcat | wc -l",
    command: |_, file| {
        let mut command = Command::new("sh");
        command.args(["-c", "zcat -f -- \"$1\" | wc -l", "sh"]).arg(file);
        command
    },
};
const BCFTOOLS: Contender = Contender {
    name: "bcftools stats",
    command: |_, file| {
        let mut command = Command::new("bcftools");
        command.arg("stats").arg(file);
        command
    },
};

/// Builds the engine natively and times it.
pub(crate) fn run(project: &Project, options: &BenchOptions) -> Result<(), Error> {
    let files = files(project, options)?;
    if files.is_empty() {
        println!("No files to read: name some VCFs, or put ../shared/data/vcf beside the project.");
        return Ok(());
    }
    process::shown(project.cargo().args([
        "build",
        "--release",
        "--quiet",
        "--package",
        "cohort-core",
        "--example",
        "inspect",
    ]))?;
    let mut contenders = vec![ENGINE, UNPACK];
    if process::find(&["bcftools"]).is_some() {
        contenders.push(BCFTOOLS);
    } else {
        println!("bcftools is not installed: compared with zcat only");
    }
    let mut results = Vec::new();
    for file in &files {
        results.push(race(project, file, &contenders, options.rounds.max(1))?);
    }
    if let Some(path) = &options.json {
        project::write(Path::new(path), format!("{:#}\n", json!({"rounds": options.rounds, "files": results})))?;
    }
    Ok(())
}

/// Lets the contenders read one file in turns; prints and answers with their medians.
fn race(project: &Project, file: &Path, contenders: &[Contender], rounds: u32) -> Result<Value, Error> {
    let bytes = std::fs::metadata(file).map_err(Error::file(file))?.len();
    println!("\n{} ({:.1} MB), {rounds} rounds", file.display(), bytes as f64 / 1e6);
    let mut times: Vec<Vec<Duration>> = contenders.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (contender, times) in contenders.iter().zip(&mut times) {
            times.push(time(&mut (contender.command)(project, file))?);
        }
    }
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    let engine = medians.first().copied().unwrap_or_default().as_secs_f64();
    let mut rows = Vec::new();
    for (contender, median) in contenders.iter().zip(medians) {
        let seconds = median.as_secs_f64();
        println!("  {:<24} {:>9.1} ms  {:>6.2} × the engine", contender.name, seconds * 1e3, seconds / engine);
        rows.push(json!({"name": contender.name, "median_seconds": seconds, "per_engine": seconds / engine}));
    }
    Ok(json!({"file": file.file_name().map(|name| name.to_string_lossy()), "bytes": bytes, "programs": rows}))
}

fn time(command: &mut Command) -> Result<Duration, Error> {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().map_err(process::not_started(command))?;
    let time = start.elapsed();
    // A refusal of the file is an answer too, but not one to compare.
    if status.success() {
        return Ok(time);
    }
    Err(Error::Failed { command: process::line(command), status: status.to_string() })
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    let middle = times.len() / 2;
    match times.len() {
        0 => Duration::ZERO,
        length if length % 2 == 1 => times[middle],
        _ => (times[middle - 1] + times[middle]) / 2,
    }
}

/// The files named, or the public ones beside the project.
fn files(project: &Project, options: &BenchOptions) -> Result<Vec<PathBuf>, Error> {
    if !options.files.is_empty() {
        return Ok(options.files.iter().map(PathBuf::from).collect());
    }
    let all = project::files_under(&project.path("../shared/data/vcf"))?;
    Ok(all.into_iter().filter(|file| file.to_string_lossy().ends_with(".vcf.gz")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        let millis = |times: &[u64]| times.iter().copied().map(Duration::from_millis).collect::<Vec<_>>();
        assert_eq!(median(millis(&[9, 1, 2])), Duration::from_millis(2));
        assert_eq!(median(millis(&[4, 1, 2, 90])), Duration::from_millis(3));
        assert_eq!(median(Vec::new()), Duration::ZERO);
    }
}

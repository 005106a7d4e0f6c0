//! What the figures were measured on.

use std::fmt;
use std::path::Path;
use std::process::Command;

use crate::process;

/// A machine and the programs on it, on a day.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) date: String,
    processor: String,
    processors: usize,
    memory: String,
    chromium: String,
    bcftools: String,
}

impl Machine {
    /// What this machine says of itself; what it does not say is "unknown".
    pub(super) fn look(chromium: &Path) -> Self {
        let unknown = || "unknown".to_owned();
        let first_line = |said: String| said.lines().next().map(|line| line.trim().to_owned());
        let said = |command: &mut Command| process::answer(command).and_then(first_line).unwrap_or_else(unknown);
        let field = |file: &str, key: &str| {
            let text = std::fs::read_to_string(file).unwrap_or_default();
            let line = text.lines().find(|line| line.starts_with(key));
            line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned())
        };
        let kilobytes =
            field("/proc/meminfo", "MemTotal").and_then(|total| total.split(' ').next()?.parse::<f64>().ok());
        Self {
            date: said(Command::new("date").args(["-u", "+%Y-%m-%d %H:%M UTC"])),
            processor: field("/proc/cpuinfo", "model name").unwrap_or_else(unknown),
            processors: std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
            memory: kilobytes.map_or_else(unknown, |kilobytes| format!("{:.0} GB", kilobytes / 1e6)),
            chromium: said(Command::new(chromium).arg("--version")),
            bcftools: said(Command::new("bcftools").arg("--version")),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, processor, processors, memory, chromium, bcftools } = self;
        write!(f, "{date}; {processors} processors ({processor}), {memory}; {chromium}; {bcftools}")
    }
}

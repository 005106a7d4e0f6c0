//! `build-data [--shared DIR] [--root DIR]`: writes the demo data from the source counts.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use demo_nodes::demo_data;

fn main() -> ExitCode {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut root = package.join("../..");
    let mut shared: Option<PathBuf> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next()) {
            ("--shared", Some(folder)) => shared = Some(folder.into()),
            ("--root", Some(folder)) => root = folder.into(),
            _ => return fail("usage: build-data [--shared DIR] [--root DIR]"),
        }
    }
    let shared = shared.unwrap_or_else(|| package.join("../../../shared/data"));
    match demo_data::build(&shared, &root) {
        Ok(report) => {
            println!(
                "{} variants in 5 datasets ({} files, {} kB); {} well-known variants; {} records of the synthetic person",
                report.sites,
                report.files,
                report.file_bytes / 1000,
                report.known_variants,
                report.person_records
            );
            ExitCode::SUCCESS
        }
        Err(error) => fail(&format!("the demo data were not built: {error}")),
    }
}

fn fail(message: &str) -> ExitCode {
    // Nothing is left to do when even this cannot be written.
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::from(2)
}

//! Makes the benchmark's files in a folder: `synthetic FOLDER`. A file that is there already is left alone.
#![allow(clippy::print_stderr, reason = "a command line program")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use synthetic::bgzf::{Effort, Writer};
use synthetic::{annotated, cohort, genome};

/// Raised with every change to what is written.
const VERSION: u32 = 1;
const SEED: u64 = 20_261_125;

/// A file to make.
struct Made {
    name: &'static str,
    write: fn(&mut Writer<BufWriter<File>>) -> io::Result<()>,
}

const FILES: [Made; 3] = [
    Made { name: "genome.vcf.gz", write: |out| genome::write(SEED, genome::RECORDS, out) },
    Made { name: "cohort.vcf.gz", write: |out| cohort::write(SEED, cohort::SITES, out) },
    Made { name: "annotated.vcf.gz", write: |out| annotated::write(SEED, annotated::SITES, out) },
];

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}", path = path.display())]
struct NotMade {
    path: PathBuf,
    source: io::Error,
}

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: synthetic FOLDER");
        return ExitCode::from(2);
    };
    for file in FILES {
        if let Err(error) = make(&folder, &file) {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Makes a file unless it is there, of this version and seed.
fn make(folder: &Path, file: &Made) -> Result<(), NotMade> {
    let path = folder.join(file.name);
    let stamp = folder.join(format!("{}.made", file.name));
    let at = |path: &Path| {
        let path = path.to_path_buf();
        move |source| NotMade { path, source }
    };
    let stamped = |bytes: u64| format!("version {VERSION}, seed {SEED}, {bytes} bytes\n");
    let is_there = fs::metadata(&path)
        .is_ok_and(|found| fs::read_to_string(&stamp).is_ok_and(|said| said == stamped(found.len())));
    if is_there {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(at(folder))?;
    let start = Instant::now();
    print!("making {} … ", file.name);
    io::stdout().flush().map_err(at(&path))?;
    let mut out =
        File::create(&path).map(|file| Writer::new(BufWriter::new(file), Effort::Usual)).map_err(at(&path))?;
    (file.write)(&mut out).and_then(|()| out.finish()).map_err(at(&path))?;
    let bytes = fs::metadata(&path).map_err(at(&path))?.len();
    fs::write(&stamp, stamped(bytes)).map_err(at(&stamp))?;
    println!("{:.1} MB in {:.1} s", bytes as f64 / 1e6, start.elapsed().as_secs_f64());
    Ok(())
}

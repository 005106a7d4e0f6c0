//! What the built page and worker weigh, and what they may.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::error::Error;
use crate::project;

/// Weights of a finished page. Each part counts its wasm, its JavaScript glue and its start script, each gzipped by
/// itself at level 9, as a static host sends them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sizes {
    page: Weight,
    worker: Weight,
    style: Weight,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Weight {
    raw_bytes: u64,
    gzip_bytes: u64,
}

/// The narrow path's page was held to 420 KB and its worker to 160 KB. Since then the page has filters, sorting,
/// columns, the quality charts, exports, regions of a file with its index, six dialects of nodes and their doctor, pooled
/// estimates, people by phenotype, sign-in, a map, arithmetic for clinicians, stories in plain words, gene and region
/// pages, reports and their evidence, each in two languages; and the worker the filter's language, annotations, BCF,
/// indexes, an inflate and a packer of its own and reading shared by several, compiled for speed. The worker is fetched
/// beside the page and waited for only by who opens a file. Toolchains differ by some 2 KB: the budget leaves room for
/// that and for little else.
const PAGE_BUDGET_KB: u64 = 1_030;
const WORKER_BUDGET_KB: u64 = 430;

impl Sizes {
    /// Weighs a finished page.
    pub(crate) fn of(dist: &Path) -> Result<Self, Error> {
        let mut sizes = Self { page: Weight::default(), worker: Weight::default(), style: Weight::default() };
        for file in project::files_under(dist)? {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let weight = match file.extension().and_then(|extension| extension.to_str()) {
                Some("css") => &mut sizes.style,
                Some("js" | "wasm") if name.starts_with("cohort-worker-") => &mut sizes.worker,
                Some("js" | "wasm") => &mut sizes.page,
                _ => continue,
            };
            weight.add(&project::read_bytes(&file)?).map_err(Error::file(&file))?;
        }
        Ok(sizes)
    }

    /// Prints them.
    pub(crate) fn report(self) {
        println!("            raw KB  gzip KB   budget   (wasm + JavaScript, 1 KB = 1000 bytes)");
        let budgeted = [
            ("page", self.page, Some(PAGE_BUDGET_KB)),
            ("worker", self.worker, Some(WORKER_BUDGET_KB)),
            ("style", self.style, None),
        ];
        for (name, weight, budget) in budgeted {
            let budget = budget.map_or("–".to_owned(), |kb| kb.to_string());
            println!(
                "  {name:<8}{:>8.1} {:>8.1} {budget:>8}",
                kilobytes(weight.raw_bytes),
                kilobytes(weight.gzip_bytes)
            );
        }
    }

    /// Fails when a part is over its budget.
    pub(crate) fn check(self) -> Result<(), Error> {
        within("the page", self.page, PAGE_BUDGET_KB)?;
        within("the worker", self.worker, WORKER_BUDGET_KB)
    }
}

impl Weight {
    fn add(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes)?;
        self.raw_bytes += bytes.len() as u64;
        self.gzip_bytes += encoder.finish()?.len() as u64;
        Ok(())
    }
}

fn within(part: &'static str, weight: Weight, budget_kb: u64) -> Result<(), Error> {
    if weight.gzip_bytes <= budget_kb * 1000 {
        return Ok(());
    }
    Err(Error::TooLarge { part, actual_kb: kilobytes(weight.gzip_bytes), budget_kb })
}

fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_holds_to_the_byte() {
        let weight = |gzip_bytes| Weight { raw_bytes: 1_000_000, gzip_bytes };
        assert!(within("the worker", weight(160_000), 160).is_ok());
        assert!(within("the worker", weight(160_001), 160).is_err());
    }
}

//! The programs the page is compared with, and their exact command lines.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::error::Error;
use crate::process;
use crate::project::Project;
use crate::setup;

/// Who the page is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rival {
    Query,
    Stats,
    View,
    FillTags,
    SplitVep,
    /// The page's own core, compiled for this machine, on one thread.
    Native,
    /// The usual reader in browsers, in a worker.
    Gmod,
}

/// The first columns and the call.
const QUERY: &str = "%CHROM %POS %REF %ALT %QUAL %FILTER [%GT %DP %GQ]\\n";
const VIEW: &str = "FILTER=\"PASS\" && QUAL>50 && FMT/DP>=10";
/// The same filter as the page is given it.
pub(super) const FILTER: &str = "FILTER = PASS and QUAL > 50 and DP >= 10";
const SPLIT_VEP: &str = "%CHROM %POS %REF %ALT %SYMBOL %Consequence %IMPACT %HGVSc %HGVSp\\n";

impl Rival {
    /// The words before and after the file, for those of bcftools.
    fn bcftools(self) -> Option<(&'static [&'static str], &'static [&'static str])> {
        match self {
            Self::Query => Some((&["query", "-f", QUERY], &[])),
            Self::Stats => Some((&["stats"], &[])),
            Self::View => Some((&["view", "-i", VIEW], &[])),
            Self::FillTags => Some((&["+fill-tags"], &["-Ou", "--", "-t", "AN,AC,AC_Het,AC_Hom"])),
            Self::SplitVep => Some((&["+split-vep", "-f", SPLIT_VEP], &[])),
            Self::Native | Self::Gmod => None,
        }
    }
}

impl fmt::Display for Rival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.bcftools()) {
            (Self::Native, _) => f.write_str("the same core, native, one thread"),
            (Self::Gmod, _) => f.write_str("@gmod/vcf, @gmod/bgzf-filehandle in a worker"),
            (_, Some((before, after))) => {
                f.write_str("bcftools")?;
                for word in before.iter().chain(after) {
                    if word.contains(' ') { write!(f, " '{word}'")? } else { write!(f, " {word}")? }
                }
                Ok(())
            }
            (_, None) => Ok(()),
        }
    }
}

/// The native rivals, as far as they are here.
pub(super) struct Rivals {
    bcftools: Option<PathBuf>,
    native: PathBuf,
}

impl Rivals {
    /// Compiles the native one; gets bcftools where that is possible.
    pub(super) fn set_up(project: &Project) -> Result<Self, Error> {
        let arguments = ["build", "--release", "--quiet", "--package", "cohort-core", "--example", "inspect"];
        process::shown(project.cargo().args(arguments))?;
        let native = project.target().join(format!("release/examples/inspect{}", std::env::consts::EXE_SUFFIX));
        Ok(Self { bcftools: setup::bcftools(), native })
    }

    /// Why a rival cannot take part.
    pub(super) fn lacks(&self, rival: Rival) -> Option<String> {
        (rival.bcftools().is_some() && self.bcftools.is_none()).then(|| "bcftools is not installed".to_owned())
    }

    /// Milliseconds that a native rival takes for a file, its output thrown away.
    pub(super) fn time(&self, rival: Rival, file: &Path) -> Result<f64, Error> {
        let mut command = match (rival.bcftools(), &self.bcftools) {
            (Some((before, after)), Some(bcftools)) => {
                let mut command = Command::new(bcftools);
                command.args(before).arg(file).args(after);
                command
            }
            _ => {
                let mut command = Command::new(&self.native);
                command.arg(file);
                command
            }
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status().map_err(process::not_started(&command))?;
        let took = start.elapsed();
        if status.success() {
            return Ok(took.as_secs_f64() * 1e3);
        }
        Err(Error::Failed { command: process::line(&command), status: status.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rival_is_named_by_what_one_would_type() {
        assert_eq!(Rival::Stats.to_string(), "bcftools stats");
        assert_eq!(Rival::FillTags.to_string(), "bcftools +fill-tags -Ou -- -t AN,AC,AC_Het,AC_Hom");
        assert!(Rival::Query.to_string().starts_with("bcftools query -f '%CHROM %POS"));
    }
}

//! Installing Debian's packages, where that is possible without asking anyone for a password.

use std::path::Path;
use std::process::Command;

use crate::error::Error;
use crate::process;

/// Whether this is a Debian on which this process may install packages.
pub(super) fn can_install() -> bool {
    Path::new("/etc/debian_version").exists() && process::find(&["apt-get"]).is_some() && (is_root() || can_sudo())
}

/// Installs what is missing of these packages; never removes one.
pub(super) fn install(packages: &[&str], log: &Path) -> Result<(), Error> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    apt(&missing, log).or_else(|_| {
        process::logged(as_root("apt-get").args(["update", "-q"]), log)?;
        apt(&missing, log)
    })
}

fn apt(packages: &[&str], log: &Path) -> Result<(), Error> {
    let mut command = as_root("apt-get");
    command
        .args(["install", "-y", "-q", "--no-install-recommends", "--no-remove"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    process::logged(&mut command, log)
}

/// A command with the rights to change the system.
pub(super) fn as_root(program: &str) -> Command {
    if is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["-n", program]);
    command
}

fn is_installed(package: &str) -> bool {
    process::answer(Command::new("dpkg-query").args(["-W", "-f=${Status}", package]))
        .is_some_and(|status| status.ends_with(" installed"))
}

pub(crate) fn is_root() -> bool {
    process::answer(Command::new("id").arg("-u")).is_some_and(|user| user == "0")
}

fn can_sudo() -> bool {
    process::succeeds(Command::new("sudo").args(["-n", "true"]), "")
}

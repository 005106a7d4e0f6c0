//! Running other programs: in front of the person, into a log, or for their answer.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::project;

/// Lines of a log shown when a step fails.
const TAIL_LINES: usize = 25;

/// How often a long step says that it is alive.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// Runs a program with its output on the terminal.
pub(crate) fn shown(command: &mut Command) -> Result<(), Error> {
    let status = command.status().map_err(not_started(command))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Failed { command: line(command), status: describe(status) })
}

/// Runs a program with its output appended to a log; shows the log's end when it fails, and its last line now and
/// then while it takes long.
pub(crate) fn logged(command: &mut Command, log: &Path) -> Result<(), Error> {
    logged_within(command, log, Duration::MAX)
}

/// Like [`logged`], but gives up after `limit`.
pub(crate) fn logged_within(command: &mut Command, log: &Path, limit: Duration) -> Result<(), Error> {
    let mut file = open_log(log)?;
    writeln!(file, "\n$ {}", line(command)).map_err(Error::file(log))?;
    let out = file.try_clone().map_err(Error::file(log))?;
    command.stdin(Stdio::null()).stdout(out).stderr(file);
    let mut child = command.spawn().map_err(not_started(command))?;
    let start = Instant::now();
    let mut next_sign = SIGN_OF_LIFE;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(not_started(command))? {
            if status.success() {
                return Ok(());
            }
            break describe(status);
        }
        if start.elapsed() > limit {
            // It may have ended in between; either way it is no longer waited for.
            let _ = child.kill();
            let _ = child.wait();
            break format!("no answer within {} s", limit.as_secs());
        }
        if start.elapsed() > next_sign {
            println!("      {} … {}", elapsed(start.elapsed()), last_line(log));
            next_sign += SIGN_OF_LIFE;
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    let tail = tail(&String::from_utf8_lossy(&project::read_bytes(log)?), TAIL_LINES);
    Err(Error::FailedWithLog { command: line(command), status, log: log.to_path_buf(), tail })
}

/// A program's standard output, when it can be started and succeeds.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a program prints; its complaints are shown.
pub(crate) fn output(command: &mut Command) -> Result<String, Error> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().map_err(not_started(command))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Error::Failed { command: line(command), status: describe(output.status) })
}

/// Whether a program can be started and succeeds; `input` goes to its standard input.
pub(crate) fn succeeds(command: &mut Command, input: &str) -> bool {
    let Ok(mut child) = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
        return false;
    };
    let written = child.stdin.take().is_some_and(|mut stdin| stdin.write_all(input.as_bytes()).is_ok());
    child.wait().is_ok_and(|status| written && status.success())
}

/// The first program of these names on the `PATH`.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|program| program.is_file())
    })
}

/// `PATH` with these folders before it.
pub(crate) fn path_with(folders: &[PathBuf]) -> std::ffi::OsString {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&inherited));
    std::env::join_paths(all).unwrap_or(inherited)
}

/// A command as a person would type it.
pub(crate) fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Seconds or minutes, short.
pub(crate) fn elapsed(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

pub(crate) fn not_started(command: &Command) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let program = command.get_program().to_string_lossy().into_owned();
    move |source| Error::Start { program, source }
}

/// All of a reader's text, read to its end even when it is not UTF-8.
pub(crate) fn drain(mut reader: impl Read) -> String {
    let mut bytes = Vec::new();
    // What could be read before an error is still worth showing.
    let _ = reader.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn open_log(log: &Path) -> Result<File, Error> {
    if let Some(folder) = log.parent() {
        project::create_folder(folder)?;
    }
    File::options().create(true).append(true).open(log).map_err(Error::file(log))
}

fn last_line(log: &Path) -> String {
    let text = project::read_bytes(log).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().next_back().unwrap_or_default().trim().to_owned()
}

fn describe(status: ExitStatus) -> String {
    status.code().map_or_else(|| "ended by a signal".to_owned(), |code| format!("exit code {code}"))
}

fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].iter().map(|line| format!("  | {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_is_the_last_lines() {
        assert_eq!(tail("a\nb\nc\n", 2), "  | b\n  | c\n");
        assert_eq!(tail("a", 2), "  | a\n");
    }

    #[test]
    fn times_read_in_seconds_then_minutes() {
        assert_eq!(elapsed(Duration::from_millis(1540)), "1.5 s");
        assert_eq!(elapsed(Duration::from_secs(125)), "2 min 05 s");
    }
}

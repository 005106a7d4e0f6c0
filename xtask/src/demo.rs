//! The demo: the built page and its nodes on this machine, until Ctrl-C.
//!
//! No signal handler is needed. Ctrl-C reaches the whole foreground group; and when only this process is ended, the
//! nodes notice that their standard input closed, and end too.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::build;
use crate::cli::DemoOptions;
use crate::error::Error;
use crate::page;
use crate::process;
use crate::project::Project;

/// The port of the demo nodes in `public/nodes.json`.
pub(crate) const REGISTRY_PORT: u16 = 8081;

/// As many as the 1+ Million Genomes portal may ask.
pub(crate) const MANY_NODES: u16 = 27;

/// Sets up, builds, serves, and stays until it is ended.
pub(crate) fn run(project: &Project, options: &DemoOptions) -> Result<(), Error> {
    // Asked first: a port that is taken should not be found out after minutes of building.
    check_port("--port", options.page_port)?;
    for port in (options.nodes_port..).take(options.nodes.unwrap_or(1).into()) {
        check_port("--nodes-port", port)?;
    }
    build::run(project)?;
    println!("building the demo nodes …");
    let program = build_nodes(project)?;
    let ports = Ports { page: options.page_port, nodes: options.nodes_port };
    let (page, more) = match options.nodes {
        None => (page_for(project, options.nodes_port)?, Vec::new()),
        Some(count) => {
            let faults = options.faults.then(|| "--faults".to_owned());
            let more = ["--nodes".to_owned(), count.to_string()].into_iter().chain(faults).collect();
            (page_for_many(project, &program, ports.nodes, count)?, more)
        }
    };
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let mut nodes = Nodes::start(project, &program, &page, ports, &more)?;
    let address = format!("http://127.0.0.1:{}/", options.page_port);
    println!("\nCohort Explorer is ready: {address}   (Ctrl-C ends it)");
    if options.open {
        open(&address);
    }
    nodes.wait()
}

fn check_port(option: &'static str, port: u16) -> Result<(), Error> {
    TcpListener::bind(("127.0.0.1", port)).map(drop).map_err(|source| Error::Port { port, option, source })
}

/// Where the page and the nodes listen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ports {
    pub(crate) page: u16,
    pub(crate) nodes: u16,
}

impl Ports {
    /// Two that nobody listens on now.
    pub(crate) fn free() -> Result<Self, Error> {
        let listen = || TcpListener::bind(("127.0.0.1", 0));
        // Both at once, so that they differ.
        let ports = listen()
            .and_then(|page| Ok((page, listen()?)))
            .and_then(|(page, nodes)| Ok(Self { page: page.local_addr()?.port(), nodes: nodes.local_addr()?.port() }));
        ports.map_err(|source| Error::Start { program: "a listener".to_owned(), source })
    }

    /// The same, with a row of that many for the nodes.
    pub(crate) fn free_for(nodes: u16) -> Result<Self, Error> {
        // Whoever is in the way of one row is seldom in the way of the next.
        for _ in 0..ROWS_TRIED {
            let ports = Self::free()?;
            let mut row = (ports.nodes..=u16::MAX).take(nodes.into());
            let long_enough = row.len() == usize::from(nodes);
            if long_enough && row.all(|port| port != ports.page && TcpListener::bind(("127.0.0.1", port)).is_ok()) {
                return Ok(ports);
            }
        }
        let source = std::io::Error::other(format!("no {nodes} ports in a row are free"));
        Err(Error::Start { program: "a listener".to_owned(), source })
    }
}

/// How often a row of free ports is looked for.
const ROWS_TRIED: u32 = 32;

/// Compiles the demo nodes; answers with the program.
pub(crate) fn build_nodes(project: &Project) -> Result<PathBuf, Error> {
    process::shown(project.cargo().args(["build", "--quiet", "--package", "demo-nodes", "--bin", "demo-nodes"]))?;
    Ok(project.target().join("debug").join(format!("demo-nodes{}", std::env::consts::EXE_SUFFIX)))
}

/// The built page, or a copy of it when the nodes listen elsewhere than the registry says.
pub(crate) fn page_for(project: &Project, nodes_port: u16) -> Result<PathBuf, Error> {
    if nodes_port == REGISTRY_PORT {
        return Ok(project.dist());
    }
    let copy = project.target().join(format!("page-{nodes_port}"));
    page::copy_with_nodes_on(&project.dist(), &copy, nodes_port)?;
    Ok(copy)
}

/// A copy of the built page whose registry, and so its security policy, names that many nodes.
pub(crate) fn page_for_many(project: &Project, program: &Path, first_port: u16, count: u16) -> Result<PathBuf, Error> {
    let mut asked = Command::new(program);
    asked.args(["--registry", "--nodes", &count.to_string(), "--port", &first_port.to_string()]);
    let registry = process::output(&mut asked)?;
    let copy = project.target().join(format!("page-{first_port}-{count}"));
    page::copy_with_registry(&project.dist(), &copy, &registry)?;
    Ok(copy)
}

/// The running demo nodes; they end when this is dropped.
#[derive(Debug)]
pub(crate) struct Nodes {
    process: Child,
    /// They end when this closes. Kept apart from the process, whose `wait` would close it.
    _lifeline: Option<ChildStdin>,
}

impl Nodes {
    /// Starts them and waits until they listen.
    pub(crate) fn start(
        project: &Project,
        program: &Path,
        page: &Path,
        ports: Ports,
        more: &[&str],
    ) -> Result<Self, Error> {
        let mut command = Command::new(program);
        command
            .args(["--port", &ports.nodes.to_string(), "--page-port", &ports.page.to_string(), "--page"])
            .arg(page)
            .arg("--until-stdin-closes")
            .args(more)
            .current_dir(project.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut process = command.spawn().map_err(process::not_started(&command))?;
        let lifeline = process.stdin.take();
        let mut nodes = Self { process, _lifeline: lifeline };
        nodes.wait_until_ready()?;
        Ok(nodes)
    }

    fn wait_until_ready(&mut self) -> Result<(), Error> {
        let Some(stdout) = self.process.stdout.take() else {
            return Err(Error::DemoNodes(String::new()));
        };
        let mut lines = BufReader::new(stdout);
        let mut line = String::new();
        while lines.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
            if line.starts_with("ready") {
                // Goes on reading, so that the nodes never write into a pipe nobody empties.
                std::thread::spawn(move || std::io::copy(&mut lines.by_ref(), &mut std::io::stdout()));
                return Ok(());
            }
            print!("{line}");
            line.clear();
        }
        let status = self.process.wait().map(|status| format!(" ({status})")).unwrap_or_default();
        Err(Error::DemoNodes(status))
    }

    /// Waits until they end.
    fn wait(&mut self) -> Result<(), Error> {
        let status = self.process.wait().map_err(|source| Error::Start { program: "demo-nodes".to_owned(), source })?;
        if status.success() {
            return Ok(());
        }
        Err(Error::Failed { command: "demo-nodes".to_owned(), status: status.to_string() })
    }
}

impl Drop for Nodes {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is no longer needed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if Command::new(opener).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_err() {
        println!("(no `{opener}` here: open the address yourself)");
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn waiting_does_not_end_what_ends_with_its_input() {
        let script = "(sleep 0.3; kill -TERM $$) & read line; exit 3";
        let mut process = Command::new("sh").args(["-c", script]).stdin(Stdio::piped()).spawn().unwrap();
        let lifeline = process.stdin.take();
        let error = Nodes { process, _lifeline: lifeline }.wait().unwrap_err().to_string();
        assert!(error.contains("signal"), "its input was closed: {error}");
    }

    #[test]
    fn a_taken_port_is_said_before_anything_is_built() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = check_port("--port", port).unwrap_err().to_string();
        assert!(error.starts_with(&format!("port {port} cannot be listened on")), "{error}");
        assert!(error.ends_with("Choose another with --port."), "{error}");
    }
}

//! `demo-nodes`: Beacon v2 nodes over GDI frequency files, and optionally the page that asks them.

use std::future::{Future, IntoFuture};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use axum::Router;
use demo_nodes::dataset::{self, Node};
use demo_nodes::many::{self, faults};
use demo_nodes::node_server::NodeServer;
use demo_nodes::options::{self, Options, OptionsError};
use demo_nodes::page_server;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// How long open connections may take to end; a node that hangs on purpose never would.
const GRACE: Duration = Duration::from_millis(500);

/// The exit code of a start that failed.
const FAILED: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let options = match options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(OptionsError::Help) => {
            println!("{}", options::USAGE);
            return ExitCode::SUCCESS;
        }
        Err(error) => return fail(&format!("{error}\n\n{}", options::USAGE)),
    };
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => fail(&message),
    }
}

fn fail(message: &str) -> ExitCode {
    // Nothing is left to do when even this cannot be written.
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::from(FAILED)
}

/// The sentence of a failure is made here, at the edge, where a person reads it.
async fn run(options: Options) -> Result<(), String> {
    if let Some(page) = options.page.as_ref().filter(|page| !page.join("index.html").is_file()) {
        return Err(format!("there is no index.html in {}; build the page first", page.display()));
    }
    let nodes = load(&options)?;
    if options.registry {
        println!("{:#}", many::registry(&nodes, options.port));
        return Ok(());
    }
    let paths: Vec<&str> = nodes.iter().map(|node| node.path.as_str()).collect();
    options.faults.check(&paths).map_err(|error| format!("--fault: {error}"))?;
    let faults = if options.usual_faults { faults::with_usual(options.faults, &paths) } else { options.faults };
    if options.usual_faults {
        println!("{}", faults::table(&paths));
    }
    let (nodes_listener, nodes_url) = bind(options.port, "--port").await?;
    let mut listeners = vec![nodes_listener];
    // As in life each node has an address of its own: browsers limit how many questions one address gets at a time.
    if options.nodes.is_some() && options.port > 0 {
        for port in (options.port..).take(nodes.len()).skip(1) {
            listeners.push(bind(port, "--port").await?.0);
        }
    }
    let page = match &options.page {
        Some(folder) => {
            let (listener, url) = bind(options.page_port, "--page-port").await?;
            Some((listener, url, page_server::router(folder, &options.page_prefix)))
        }
        None => None,
    };
    // Before the word "ready": whoever reads it may end the program at once.
    let terminated = terminated()?;
    announce(&nodes_url, page.as_ref().map(|(_, url, _)| page_address(url, &options.page_prefix)));
    let router = NodeServer::new(nodes, faults, options.control, options.logs).into_router();
    let (stop, stopped) = watch::channel(false);
    let mut servers: Vec<_> =
        listeners.into_iter().map(|listener| tokio::spawn(serve(listener, router.clone(), stopped.clone()))).collect();
    servers.extend(page.map(|(listener, _, router)| tokio::spawn(serve(listener, router, stopped))));
    ended(terminated, options.until_stdin_closes).await;
    // Fails only when the servers are gone already.
    let _ = stop.send(true);
    let all = async {
        for server in servers {
            let _ = server.await;
        }
    };
    let _ = tokio::time::timeout(GRACE, all).await;
    Ok(())
}

fn load(options: &Options) -> Result<Vec<Node>, String> {
    let nodes = dataset::load_nodes(&options.data).map_err(|error| error.to_string())?;
    let Some(count) = options.nodes else { return Ok(nodes) };
    many::nodes(nodes, count).ok_or_else(|| "there are too many variants to draw around".to_owned())
}

async fn bind(port: u16, option: &str) -> Result<(TcpListener, String), String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => format!(
            "port {port} on 127.0.0.1 is taken by another program: stop that one, or choose another port with {option} N"
        ),
        _ => format!("port {port} on 127.0.0.1 cannot be opened: {error}"),
    })?;
    let bound = listener.local_addr().map_err(|error| error.to_string())?;
    Ok((listener, format!("http://{bound}")))
}

fn page_address(url: &str, prefix: &str) -> String {
    if prefix.is_empty() { url.to_owned() } else { format!("{url}{prefix}/") }
}

/// One line, for programs that wait for it.
fn announce(nodes_url: &str, page_url: Option<String>) {
    let page = page_url.map(|url| format!(" page={url}")).unwrap_or_default();
    let mut out = std::io::stdout();
    let written = writeln!(out, "ready nodes={nodes_url}{page}").and_then(|()| out.flush());
    // A parent that does not listen does not stop the server.
    drop(written);
}

async fn serve(listener: TcpListener, router: Router, mut stopped: watch::Receiver<bool>) {
    let stop = async move {
        // An error says that the sender is gone, which means stop as well.
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    // axum's server ends only when told to.
    let _ = axum::serve(listener, router).with_graceful_shutdown(stop).into_future().await;
}

/// Resolves on SIGTERM, Ctrl-C, or, if wanted, at the end of standard input.
async fn ended(terminated: impl Future<Output = ()>, until_stdin_closes: bool) {
    let (closed_sender, closed) = oneshot::channel::<()>();
    let closed_sender = if until_stdin_closes {
        std::thread::spawn(move || {
            wait_for_end_of_stdin();
            drop(closed_sender);
        });
        None
    } else {
        Some(closed_sender)
    };
    tokio::select! {
        () = terminated => {}
        _ = tokio::signal::ctrl_c() => {}
        _ = closed => {}
    }
    drop(closed_sender);
}

fn wait_for_end_of_stdin() {
    let mut buffer = [0; 1024];
    while std::io::stdin().read(&mut buffer).is_ok_and(|bytes| bytes > 0) {}
}

#[cfg(unix)]
fn terminated() -> Result<impl Future<Output = ()>, String> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut signal = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    Ok(async move {
        signal.recv().await;
    })
}

#[cfg(not(unix))]
fn terminated() -> Result<impl Future<Output = ()>, String> {
    Ok(std::future::pending())
}

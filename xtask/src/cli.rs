//! The commands and their arguments.

/// What `cargo xtask` prints without a command.
pub(crate) const HELP: &str = "\
cargo xtask <command>

  demo [--port 8080] [--nodes-port 8081] [--open] [--nodes N] [--faults]
                    set up, build, serve the page and start the demo nodes; Ctrl-C ends it all
                    --nodes 27: made-up cohorts of other countries beside the real ones, each on a port of its own,
                    --faults: a fixed set of faults among them (27 nodes where none are named)
  test [PART…]      set up and run every check, or only the parts named
  setup             set up whatever is missing, inside the project
  build             build the release page into dist/
  bench [--rounds N] [--quick] [--as-built] [--json FILE] [--record]
                    time the page in Chromium beside bcftools and others, on made-up files of full size;
                    --quick: one round, --as-built: dist/ as it is, --record: into e2e/bench/RESULTS.md
  data              rebuild the demo nodes' datasets from ../shared/data
  genes             rebuild the page's table of genes from the npm package ideogram";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Say which commands there are.
    Help,
    /// Set up what is missing.
    Setup,
    /// Build the page.
    Build,
    /// Build, serve and start the demo nodes.
    Demo(DemoOptions),
    /// Rebuild the demo data.
    Data,
    /// Rebuild the table of genes.
    Genes,
    /// Time the page.
    Bench(BenchOptions),
    /// Check everything, or the parts named.
    Test(Vec<String>),
}

/// Where the demo listens.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DemoOptions {
    pub(crate) page_port: u16,
    pub(crate) nodes_port: u16,
    pub(crate) open: bool,
    /// How many, made-up ones among them; those of the page's own registry otherwise.
    pub(crate) nodes: Option<u16>,
    pub(crate) faults: bool,
}

/// How many nodes `--faults` has where no number is given: as many as 1+MG's quality scenario QS-02 names.
pub(crate) const MANY_NODES: u16 = 27;

/// How often is timed, and where the figures go.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    pub(crate) rounds: u32,
    /// One round, without the slow rival.
    pub(crate) quick: bool,
    /// The page is not built anew.
    pub(crate) as_built: bool,
    pub(crate) json: Option<String>,
    /// Into the file that is kept with the project, too.
    pub(crate) record: bool,
}

/// Why the arguments were not understood.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum UsageError {
    /// No such command.
    #[error("there is no command `{0}`\n\n{HELP}")]
    Command(String),
    /// No such argument.
    #[error("`{0}` is not understood here\n\n{HELP}")]
    Argument(String),
    /// An option without its value.
    #[error("`{0}` needs a value")]
    NoValue(String),
    /// A value of the wrong kind.
    #[error("`{value}` is not a number for {option}")]
    Number {
        /// The option.
        option: String,
        /// What was given.
        value: String,
    },
}

/// Understands the arguments after `cargo xtask`.
pub(crate) fn parse(arguments: &[String]) -> Result<Command, UsageError> {
    let Some((command, rest)) = arguments.split_first() else {
        return Ok(Command::Help);
    };
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "setup" => nothing_more(rest, Command::Setup),
        "build" => nothing_more(rest, Command::Build),
        "data" => nothing_more(rest, Command::Data),
        "genes" => nothing_more(rest, Command::Genes),
        "demo" => demo(rest).map(Command::Demo),
        "bench" => bench(rest).map(Command::Bench),
        "test" => Ok(Command::Test(rest.to_vec())),
        other => Err(UsageError::Command(other.to_owned())),
    }
}

fn nothing_more(rest: &[String], command: Command) -> Result<Command, UsageError> {
    rest.first().map_or(Ok(command), |extra| Err(UsageError::Argument(extra.clone())))
}

fn demo(arguments: &[String]) -> Result<DemoOptions, UsageError> {
    let mut options = DemoOptions { page_port: 8080, nodes_port: 8081, open: false, nodes: None, faults: false };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--port" => options.page_port = number(argument, rest.next())?,
            "--nodes-port" => options.nodes_port = number(argument, rest.next())?,
            "--open" => options.open = true,
            "--nodes" => options.nodes = Some(number(argument, rest.next())?),
            "--faults" => options.faults = true,
            other => return Err(UsageError::Argument(other.to_owned())),
        }
    }
    if options.faults {
        options.nodes.get_or_insert(MANY_NODES);
    }
    Ok(options)
}

fn bench(arguments: &[String]) -> Result<BenchOptions, UsageError> {
    let mut options = BenchOptions { rounds: 3, quick: false, as_built: false, json: None, record: false };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--rounds" => options.rounds = number(argument, rest.next())?,
            "--json" => options.json = Some(value(argument, rest.next())?.to_owned()),
            "--quick" => options.quick = true,
            "--as-built" => options.as_built = true,
            "--record" => options.record = true,
            other => return Err(UsageError::Argument(other.to_owned())),
        }
    }
    Ok(options)
}

fn value<'a>(option: &str, value: Option<&'a String>) -> Result<&'a str, UsageError> {
    value.map(String::as_str).ok_or_else(|| UsageError::NoValue(option.to_owned()))
}

fn number<T: std::str::FromStr>(option: &str, given: Option<&String>) -> Result<T, UsageError> {
    let value = value(option, given)?;
    value.parse().map_err(|_| UsageError::Number { option: option.to_owned(), value: value.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, UsageError> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words)
    }

    #[test]
    fn demo_takes_ports() {
        let expected = DemoOptions { page_port: 9000, nodes_port: 8081, open: true, nodes: None, faults: false };
        assert_eq!(parsed("demo --open --port 9000"), Ok(Command::Demo(expected)));
    }

    #[test]
    fn faults_need_many_nodes() {
        let many = |nodes, faults| DemoOptions { page_port: 8080, nodes_port: 8081, open: false, nodes, faults };
        assert_eq!(parsed("demo --nodes 9"), Ok(Command::Demo(many(Some(9), false))));
        assert_eq!(parsed("demo --faults"), Ok(Command::Demo(many(Some(MANY_NODES), true))));
        assert_eq!(parsed("demo --faults --nodes 12"), Ok(Command::Demo(many(Some(12), true))));
    }

    #[test]
    fn bench_takes_three_rounds_unless_told_otherwise() {
        let json = Some("figures.json".to_owned());
        let expected = BenchOptions { rounds: 3, quick: true, as_built: false, json, record: false };
        assert_eq!(parsed("bench --json figures.json --quick"), Ok(Command::Bench(expected)));
        assert_eq!(parsed("bench my.vcf"), Err(UsageError::Argument("my.vcf".to_owned())));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert_eq!(parsed("biuld"), Err(UsageError::Command("biuld".to_owned())));
        assert_eq!(parsed("build fast"), Err(UsageError::Argument("fast".to_owned())));
        assert_eq!(parsed("demo --port"), Err(UsageError::NoValue("--port".to_owned())));
        let not_a_port = UsageError::Number { option: "--port".to_owned(), value: "70000".to_owned() };
        assert_eq!(parsed("demo --port 70000"), Err(not_a_port));
    }
}

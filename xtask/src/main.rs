//! The project's own commands, run as `cargo xtask <command>`.
//!
//! Owns how the project is set up, built, demonstrated and tested, so that a newcomer needs two commands.
//! Knows no domain: genomes, beacons and plots are the business of `src/`.

mod architecture;
mod bench;
mod build;
mod cli;
mod demo;
mod error;
mod genes;
mod page;
mod process;
mod project;
mod setup;
mod source;
mod test;
mod toolchain;

use std::process::ExitCode;

use cli::Command;
use error::Error;
use project::Project;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match cli::parse(&arguments).map_err(Error::from).and_then(run) {
        Ok(code) => code,
        Err(error) => {
            println!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Error> {
    let project = Project::of_this_build();
    match command {
        Command::Help => println!("{}", cli::HELP),
        Command::Setup => {
            setup::run(&project, setup::Scope::Everything)?;
        }
        Command::Build => {
            build::run(&project)?;
        }
        Command::Demo(options) => demo::run(&project, &options)?,
        Command::Data => process::shown(&mut build_data(&project))?,
        Command::Genes => genes::run(&project)?,
        Command::Bench(options) => bench::run(&project, &options)?,
        Command::Test(parts) => return test::run(&project, &parts),
    }
    Ok(ExitCode::SUCCESS)
}

/// Rebuilds the demo nodes' datasets from the public counts kept beside the project.
fn build_data(project: &Project) -> std::process::Command {
    let mut command = project.cargo();
    command
        .args(["run", "--release", "--package", "demo-nodes", "--bin", "build-data", "--"])
        .args(["--shared", "../shared/data"]);
    command
}

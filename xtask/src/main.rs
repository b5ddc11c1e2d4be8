//! Development tasks, run as `cargo xtask TASK`. They call cargo, git and the `demarche` command as processes, so that they work
//! while the rest of the workspace does not compile.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a task talks to the developer")]

mod analyze;
mod bench;
mod confidence;
mod diff;
mod eval;
mod ledger;
mod review;
mod scaffold;
mod seeds;
mod sentiment;
mod sync;
mod times;
mod treebank;
mod weights;
mod workspace;

use anyhow::Context;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use workspace::Workspace;

/// Development tasks of demarche.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds for release and analyses articles: `cargo xtask analyze [PATH]… [-- OPTION…]`.
    Analyze {
        /// Files and folders; the fixtures if none are named.
        paths: Vec<PathBuf>,
        /// Options of `demarche analyze`.
        #[arg(last = true)]
        options: Vec<String>,
    },
    /// Lays out a new analyzer that compiles, fires and has tests.
    NewAnalyzer {
        /// One word in lower case.
        name: String,
    },
    /// Deletes an analyzer's folder and unlinks it.
    RemoveAnalyzer {
        /// Its folder under plugins/.
        name: String,
    },
    /// Writes crates/bundle from the folders under plugins/.
    Sync {
        /// Writes nothing; fails if the bundle is out of date.
        #[arg(long)]
        check: bool,
    },
    /// Shows pending snapshots, to accept or reject them.
    Review(review::Review),
    /// Prints, as Markdown, what changed in the records of the fixtures since a git revision.
    Diff {
        /// The revision to compare with.
        base: String,
    },
    /// Scores the engine against gold records and fails under the floors of xtask/floors.toml.
    Eval(eval::Eval),
    /// Trains the tagger and parser anew.
    Train(treebank::Train),
    /// Trains the model of stance anew; the same sentences give the same model, byte for byte.
    TrainTone(sentiment::TrainTone),
    /// Fits the tables of confidence to gold records.
    TrainConfidence(eval::TrainConfidence),
    /// Learns the analyzers' weights anew: topics, unnamed sides, the tone of relationships; the same articles give the same weights.
    TrainWeights(weights::TrainWeights),
    /// Measures speed and memory.
    Bench(bench::Bench),
    /// Runs everything that continuous integration runs.
    Ci,
}

fn main() -> ExitCode {
    // Not by way of `main`'s result: that prints a backtrace, and what failed is nearly always another program.
    run().unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run() -> anyhow::Result<ExitCode> {
    let workspace = Workspace::find()?;
    match Cli::parse().task {
        Task::Analyze { paths, options } => return analyze::run(&workspace, paths, &options),
        Task::NewAnalyzer { name } => scaffold::create(&workspace, &name)?,
        Task::RemoveAnalyzer { name } => scaffold::remove(&workspace, &name)?,
        Task::Sync { check: true } => sync::check(workspace.root())?,
        Task::Sync { check: false } => sync::write(workspace.root())?,
        Task::Review(review) => review.run(&workspace)?,
        Task::Diff { base } => diff::run(&workspace, &base)?,
        Task::Eval(eval) => return eval.run(&workspace),
        Task::Train(train) => train.run(&workspace)?,
        Task::TrainTone(train) => train.run(&workspace)?,
        Task::TrainConfidence(train) => return train.run(&workspace),
        Task::TrainWeights(train) => train.run(&workspace)?,
        Task::Bench(bench) => bench.run(&workspace)?,
        Task::Ci => {
            let run = workspace.root().join(".ci/run");
            workspace::success(&mut Command::new(&run))
                .with_context(|| format!("{} failed", run.display()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

//! The `demarche` command: reads diplomatic news and writes evidenced event records.
//!
//! Exit codes: 0 done; 1 done, but an input or an analyzer failed on the way; 2 wrong use, or nothing could be done.

mod analyze;
mod analyzers;
mod check;
mod concerns;
mod correct;
mod engine;
mod explain;
mod export;
mod format;
mod ledger;
mod messages;
mod output;
mod progress;
mod show;
mod suggest;
mod timeline;
mod why;
mod why_not;

use clap::{Parser, Subcommand};
use output::Color;
use std::io::ErrorKind;
use std::process::ExitCode;

// Several rules of one analyzer may be in one binary that no source names; this links them.
use demarche_bundle as _;

/// Reading takes many small pieces of memory, which this allocator hands out faster than the system does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reads diplomatic news and writes who visits, warns, thanks and strains whom, with the words that prove it.
#[derive(Parser)]
#[command(version, propagate_version = true, max_term_width = 100)]
struct Cli {
    /// When to use colours.
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Finds the events of articles and writes their records.
    Analyze(analyze::Analyze),
    /// Lists the analyzers: what they write, what wakes them.
    Analyzers(analyzers::Analyzers),
    /// Shows articles with the evidence marked in the text.
    Show(show::Show),
    /// Explains a rule: what it finds, why, its pattern and examples.
    Explain(explain::Explain),
    /// Prints a ledger's histories in the order of their days.
    Timeline(timeline::Timeline),
    /// Prints a ledger's visits, each with the way to its status.
    Visits(timeline::Visits),
    /// Prints who raised which concern with whom, as a matrix for each pair of sides.
    Concerns(concerns::Concerns),
    /// Shows every mention of a history, in its own words, and why it was merged.
    Why(why::Why),
    /// Lists what to look at before publishing: contradictions, counts, gaps, weak evidence.
    Check(check::Check),
    /// Applies a file of corrections to a ledger, now and whenever it is built again.
    Correct(correct::Correct),
    /// Writes out what a ledger holds.
    Export(export::Export),
    /// Says which rules fired or nearly fired on a sentence, and what was missing.
    WhyNot(why_not::WhyNot),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Analyze(command) => command.run(cli.color),
        Command::Analyzers(command) => command.run(cli.color),
        Command::Show(command) => command.run(cli.color),
        Command::Explain(command) => command.run(cli.color),
        Command::Timeline(command) => command.run(cli.color),
        Command::Visits(command) => command.run(cli.color),
        Command::Concerns(command) => command.run(cli.color),
        Command::Why(command) => command.run(cli.color),
        Command::Check(command) => command.run(cli.color),
        Command::Correct(command) => command.run(),
        Command::Export(command) => command.run(cli.color),
        Command::WhyNot(command) => command.run(cli.color),
    };
    match result {
        Ok(code) => code,
        // Whoever reads our output has seen enough (`demarche … | head`).
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            messages::say(format_args!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|e| e.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe))
}

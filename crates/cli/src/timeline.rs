//! `demarche timeline` and `demarche visits`

use crate::ledger::{Ledger, Selected};
use crate::output::{Color, Output};
use clap::{Args, ValueEnum};
use demarche_report::{chronicle, chronicle_markdown};
use std::io::Write;
use std::process::ExitCode;

/// Prints a ledger's histories in the order of their days.
#[derive(Args)]
pub(crate) struct Timeline {
    #[command(flatten)]
    ledger: Ledger,
    /// Only these kinds of event.
    #[arg(
        long,
        value_name = "KIND",
        value_delimiter = ',',
        default_value = "visit,contact,agreement,concern"
    )]
    kind: Vec<String>,
    #[command(flatten)]
    selected: Selected,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Prints a ledger's visits, each with the way to its status.
#[derive(Args)]
pub(crate) struct Visits {
    #[command(flatten)]
    ledger: Ledger,
    #[command(flatten)]
    selected: Selected,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How histories are written.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Format {
    /// For reading.
    #[default]
    Table,
    /// A table in Markdown.
    Markdown,
    /// One JSON object per history and line.
    Jsonl,
}

impl Timeline {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        print(&self.ledger, self.selected, &self.kind, self.format, color)
    }
}

impl Visits {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        print(&self.ledger, self.selected, &["visit".to_owned()], self.format, color)
    }
}

fn print(
    ledger: &Ledger,
    selected: Selected,
    kinds: &[String],
    format: Format,
    color: Color,
) -> anyhow::Result<ExitCode> {
    let histories = selected.of(ledger, kinds)?;
    let Output { mut to, style, .. } = Output::open(None, color)?;
    match format {
        Format::Table => chronicle(&mut to, &histories, style)?,
        Format::Markdown => chronicle_markdown(&mut to, &histories)?,
        Format::Jsonl => {
            for history in &histories {
                serde_json::to_writer(&mut to, history)?;
                writeln!(to)?;
            }
        }
    }
    to.flush()?;
    Ok(ExitCode::SUCCESS)
}

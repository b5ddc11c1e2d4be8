//! `demarche export`

use crate::ledger::Ledger;
use crate::output::{Color, Output};
use clap::{Args, ValueEnum};
use demarche_ledger::History;
use demarche_report::{Lines, Report};
use demarche_store::{Filter, Store};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Writes out what a ledger holds.
#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    ledger: Ledger,
    /// In which form.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Writes to a file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The forms.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    /// The records, one JSON object per line.
    #[default]
    Jsonl,
    /// The histories, one JSON object per line, each with article and id of its records.
    Histories,
}

impl Export {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let store = self.ledger.open()?;
        let Output { to, .. } = Output::open(self.output.as_deref(), color)?;
        let mut report: Box<dyn Report> = match self.format {
            Format::Jsonl => Box::new(Lines::new(to)),
            Format::Histories => {
                histories(&store, to)?;
                return Ok(ExitCode::SUCCESS);
            }
        };
        store.articles(|article, events| -> anyhow::Result<()> { Ok(report.article(article, events)?) })?;
        report.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A history with the records that make it up.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    history: &'a History,
    mentions: Vec<Reference>,
}

/// Which record.
#[derive(Serialize)]
struct Reference {
    article: String,
    event: String,
}

fn histories(store: &Store, mut to: impl Write) -> anyhow::Result<()> {
    for history in &store.histories(&Filter::default())? {
        let mentions = store.mentions(&history.id)?.into_iter();
        let mentions = mentions.map(|m| Reference { article: m.source.id, event: m.event.id }).collect();
        serde_json::to_writer(&mut to, &Whole { history, mentions })?;
        writeln!(to)?;
    }
    Ok(to.flush()?)
}

//! `demarche export`

use crate::format::Format;
use crate::ledger::Ledger;
use crate::messages::Messages;
use crate::output::{Color, Output};
use clap::Args;
use demarche_ledger::History;
use demarche_store::{Filter, Store, metadata};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Writes out what a ledger holds.
#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    ledger: Ledger,
    /// How to write the records.
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
    /// Writes the histories instead, one JSON object per line, each with article and id of its records.
    #[arg(long, conflicts_with = "format")]
    histories: bool,
    /// Writes metadata for Datasette instead: `datasette LEDGER --metadata FILE`.
    #[arg(long, conflicts_with_all = ["format", "histories"])]
    datasette: bool,
    /// Writes to this file or folder instead of standard output.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
}

impl Export {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let store = self.ledger.open()?;
        if self.datasette {
            let mut to = Output::open(self.output.as_deref(), color)?.to;
            serde_json::to_writer_pretty(&mut to, &metadata(&self.ledger.stem())?)?;
            writeln!(to)?;
            to.flush()?;
            return Ok(ExitCode::SUCCESS);
        }
        if self.histories {
            histories(&store, Output::open(self.output.as_deref(), color)?.to)?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut report = self.format.open(self.output.as_deref(), color)?.report;
        store.articles(|article, events| -> anyhow::Result<()> { Ok(report.article(article, events)?) })?;
        report.finish()?;
        let mut messages = Messages::new(true);
        report.remarks().iter().for_each(|remark| messages.show(remark));
        Ok(messages.finish())
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

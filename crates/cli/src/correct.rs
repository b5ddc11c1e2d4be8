//! `demarche correct`

use crate::ledger;
use crate::messages::say;
use anyhow::Context;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Applies a file of corrections to a ledger, now and whenever it is built again.
///
/// The file is TOML with any number of [[merge]], [[split]] and [[drop]] (events = ["record id", …], why = "…") and [[set]]
/// (event = "record id" with status, place = {name, country} or time = {start, end}). It takes the place of the file given before.
#[derive(Args)]
pub(crate) struct Correct {
    /// A ledger made by `demarche analyze … --into LEDGER`.
    #[arg(value_name = "LEDGER")]
    ledger: PathBuf,
    /// The corrections.
    #[arg(value_name = "FILE")]
    corrections: PathBuf,
}

impl Correct {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let path = self.corrections.display().to_string();
        let text =
            std::fs::read_to_string(&self.corrections).with_context(|| format!("cannot read {path}"))?;
        let mut store = ledger::open(&self.ledger)?;
        store.correct(&text).with_context(|| path.clone())?;
        store.build()?;
        let applied = store.corrections()?;
        let missing: Vec<&str> = applied.iter().filter(|a| !a.found).map(|a| a.event.as_str()).collect();
        say(format_args!("{} corrections applied", applied.len() - missing.len()));
        for id in &missing {
            say(format_args!(
                "warning: {path}: there is no record `{id}`\n  do:  `demarche why LEDGER HISTORY` shows the records' ids"
            ));
        }
        Ok(if missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

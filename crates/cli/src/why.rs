//! `demarche why`

use crate::ledger::Ledger;
use crate::output::{Color, Output};
use anyhow::bail;
use clap::Args;
use demarche_core::Kind;
use demarche_ledger::readout;
use demarche_report::dossier;
use std::io::Write;
use std::process::ExitCode;

/// Shows every mention of a history, in its own words, and why it was merged.
#[derive(Args)]
pub(crate) struct Why {
    #[command(flatten)]
    ledger: Ledger,
    /// A history, by its id or the beginning of it; or a record's id.
    #[arg(value_name = "ID")]
    id: String,
}

impl Why {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let store = self.ledger.open()?;
        let histories = store.find(&self.id)?;
        if histories.is_empty() {
            bail!(
                "there is no history or record `{}` in {}; `demarche timeline {}` lists the histories' ids",
                self.id,
                self.ledger,
                self.ledger
            );
        }
        let Output { mut to, style, .. } = Output::open(None, color)?;
        for (number, history) in histories.iter().enumerate() {
            if number > 0 {
                writeln!(to)?;
            }
            let raised = if history.kind == Kind::CONTACT {
                readout(history, &store.concerns_beside(&history.id)?)
            } else {
                Vec::new()
            };
            dossier(&mut to, history, &store.mentions(&history.id)?, &raised, style)?;
        }
        to.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

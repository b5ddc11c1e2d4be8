//! `demarche concerns`

use crate::ledger::{Ledger, Selected};
use crate::output::{Color, Output};
use clap::Args;
use demarche_report::matrix;
use std::io::Write;
use std::process::ExitCode;

/// Prints who raised which concern with whom, as a matrix for each pair of sides.
#[derive(Args)]
pub(crate) struct Concerns {
    #[command(flatten)]
    ledger: Ledger,
    #[command(flatten)]
    selected: Selected,
}

impl Concerns {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let histories = self.selected.of(&self.ledger, &["concern".to_owned()])?;
        let Output { mut to, style, .. } = Output::open(None, color)?;
        matrix(&mut to, &histories, style)?;
        to.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

//! `cargo xtask train-relations`: how `plugins/sentiment` weighs what an article offers on two sides.

use crate::workspace::{Workspace, success};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Learns anew how the tone of a relationship is told; the same articles give the same weights, byte for byte.
#[derive(Args)]
pub(crate) struct TrainRelations {
    /// The folder with press articles and their gold records, beside which those of the fixtures are read.
    #[arg(long, value_name = "DIR")]
    press: Option<PathBuf>,
}

impl TrainRelations {
    /// The trainer is part of the crate whose weights it makes.
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        let fixtures = workspace.fixtures();
        let press = self.press.clone().unwrap_or_else(|| fixtures.join("press"));
        let mut command = workspace.cargo([
            "run",
            "--quiet",
            "--release",
            "--package",
            "demarche-sentiment",
            "--example",
            "relations",
            "--",
            "train",
        ]);
        success(command.arg(std::path::absolute(fixtures)?).arg(std::path::absolute(press)?))
    }
}

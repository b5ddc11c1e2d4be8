//! `cargo xtask train-tone` and `cargo xtask eval --sentiment`: the model of `plugins/stance`.

use crate::treebank::figures_of;
use crate::workspace::{Workspace, success};
use anyhow::Result;
use clap::Args;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Trains the model of stance anew; the same sentences give the same model, byte for byte.
#[derive(Args)]
pub(crate) struct TrainTone {
    /// Sentences with parties and what is said of them, in the form of NewsMTSC.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl TrainTone {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        let file = self.file.clone().unwrap_or_else(|| workspace.root().join("../shared").join(SENTENCES));
        success(&mut tool(workspace, "train", &file)?)
    }
}

/// The sentences, in the folder of shared data.
pub(crate) const SENTENCES: &str = "tone/newsmtsc-train.jsonl.gz";

/// How well the model's way of training does in cross-validation, by name.
pub(crate) fn figures(workspace: &Workspace, file: &Path) -> Result<Value> {
    figures_of(&mut tool(workspace, "validate", file)?)
}

/// The trainer is part of the crate whose model it makes.
fn tool(workspace: &Workspace, task: &str, file: &Path) -> Result<Command> {
    let mut command = workspace.cargo([
        "run",
        "--quiet",
        "--release",
        "--package",
        "demarche-stance",
        "--example",
        "stance",
        "--",
    ]);
    command.arg(task).arg(std::path::absolute(file)?);
    Ok(command)
}

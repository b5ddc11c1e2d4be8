//! `cargo xtask train` and `cargo xtask eval --treebank`: the tagger and parser of `crates/syntax`.

use crate::workspace::{Workspace, output, success};
use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Map, Value};
use std::path::Path;
use std::process::Command;

/// Trains the tagger and parser anew; the same treebanks give the same model, byte for byte.
#[derive(Args)]
pub(crate) struct Train {
    /// Options of the trainer (`crates/syntax/examples/treebank.rs`).
    #[arg(last = true)]
    options: Vec<String>,
}

impl Train {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        success(workspace.cargo(TOOL).arg("train").args(&self.options))
    }
}

/// Prints how well the model tags and parses the sentences of a CoNLL-U file.
pub(crate) fn score(workspace: &Workspace, file: &Path) -> Result<()> {
    success(&mut scoring(workspace, file)?)
}

/// The same figures, by name.
pub(crate) fn figures(workspace: &Workspace, file: &Path) -> Result<Value> {
    figures_of(&mut scoring(workspace, file)?)
}

/// What a tool prints, one name and figure a line.
pub(crate) fn figures_of(tool: &mut Command) -> Result<Value> {
    let printed = output(tool)?;
    let figure = |line: &str| -> Result<(String, Value)> {
        let (name, value) = line.split_once(' ').context("the tool prints no figure")?;
        Ok((name.to_owned(), value.parse::<f64>()?.into()))
    };
    Ok(Value::Object(printed.lines().map(figure).collect::<Result<Map<_, _>>>()?))
}

fn scoring(workspace: &Workspace, file: &Path) -> Result<Command> {
    let mut command = workspace.cargo(TOOL);
    command.arg("score").arg(std::path::absolute(file)?);
    Ok(command)
}

/// The trainer is part of the crate whose model it makes, so that this task builds without it.
const TOOL: [&str; 8] =
    ["run", "--quiet", "--release", "--package", "demarche-syntax", "--example", "treebank", "--"];

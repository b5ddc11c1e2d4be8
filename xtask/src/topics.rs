//! `cargo xtask train-topics`: the weights by which `plugins/concerns` chooses topics.

use crate::workspace::{Workspace, success};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Trains the choice of a concern's topics anew; the same articles give the same weights, byte for byte.
#[derive(Args)]
pub(crate) struct TrainTopics {
    /// A folder with articles and gold records beside the fixtures; fixtures/press if it is there.
    #[arg(long, value_name = "DIR")]
    press: Option<PathBuf>,
    /// Writes nothing; only tests how well topics are chosen, by cross-validation.
    #[arg(long)]
    check: bool,
}

impl TrainTopics {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        let fixtures = workspace.fixtures();
        let press = self.press.clone().or_else(|| Some(fixtures.join("press")).filter(|path| path.exists()));
        let mut tool = workspace.cargo(TOOL);
        tool.arg(if self.check { "validate" } else { "train" }).arg(fixtures);
        if let Some(press) = press {
            tool.arg(std::path::absolute(press)?);
        }
        success(&mut tool)
    }
}

/// The trainer is part of the crate whose weights it makes.
const TOOL: [&str; 8] =
    ["run", "--quiet", "--release", "--package", "demarche-concerns", "--example", "topics", "--"];

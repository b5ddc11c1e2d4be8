//! `cargo xtask train-focus`: who is meant where a sentence names one side or none.

use crate::workspace::{Workspace, success};
use anyhow::Result;
use clap::Args;
use std::path::{Path, PathBuf};

/// The analyzers that learn it; each trains its own weights.
const ANALYZERS: [&str; 2] = ["contacts", "agreements"];

/// Learns anew whom passages are about; the same articles give the same weights, byte for byte.
#[derive(Args)]
pub(crate) struct TrainFocus {
    /// A folder of further articles with gold records, beside those of `fixtures`.
    #[arg(long, value_name = "DIR", default_value = "fixtures/press")]
    press: PathBuf,
}

impl TrainFocus {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        let press = workspace.root().join(&self.press);
        let folders = [workspace.root().join("fixtures"), press];
        for analyzer in ANALYZERS {
            train(workspace, analyzer, folders.iter().filter(|folder| folder.exists()))?;
        }
        Ok(())
    }
}

/// The trainer knows the matches of its analyzer, so each analyzer's crate has one.
fn train<'f>(
    workspace: &Workspace,
    analyzer: &str,
    folders: impl Iterator<Item = &'f PathBuf>,
) -> Result<()> {
    let (package, example) = (format!("demarche-{analyzer}"), format!("focus_{analyzer}"));
    let mut command = workspace.cargo([
        "run",
        "--quiet",
        "--release",
        "--package",
        package.as_str(),
        "--example",
        example.as_str(),
        "--",
    ]);
    success(command.args(folders.map(|folder| folder.as_path() as &Path)))
}

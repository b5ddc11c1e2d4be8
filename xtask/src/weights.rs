//! `cargo xtask train-weights`: what the analyzers learn from the gold records of `fixtures/` and `fixtures/press/`.

use crate::workspace::{Workspace, success};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// What is learned: the analyzer's crate, and the example in it that does it, since only that crate knows what it weighs.
const LEARNED: [(&str, &str); 5] = [
    ("demarche-contacts", "focus_contacts"),
    ("demarche-agreements", "focus_agreements"),
    ("demarche-concerns", "focus_concerns"),
    ("demarche-concerns", "topics"),
    ("demarche-sentiment", "relations"),
];

/// Learns the analyzers' weights anew; the same articles give the same weights, byte for byte.
#[derive(Args)]
pub(crate) struct TrainWeights {
    /// A folder with articles.jsonl and gold.jsonl, from which is learned beside the fixtures.
    #[arg(long, value_name = "DIR")]
    press: Option<PathBuf>,
}

impl TrainWeights {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        let fixtures = workspace.fixtures();
        let press = std::path::absolute(self.press.clone().unwrap_or_else(|| fixtures.join("press")))?;
        for (package, example) in LEARNED {
            println!("── {package}: {example}");
            let run = ["run", "--quiet", "--release", "--package", package, "--example", example, "--"];
            success(workspace.cargo(run).arg(&fixtures).arg(&press))?;
        }
        Ok(())
    }
}

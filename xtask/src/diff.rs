//! `cargo xtask diff`

mod compare;

use crate::workspace::{Profile, Workspace, built, output, success};
use anyhow::{Context, Result};
use compare::compare;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds the engine of another revision beside this one, runs both over this tree's fixtures and prints how their records
/// differ, as Markdown for a pull request.
pub(crate) fn run(workspace: &Workspace, base: &str) -> Result<()> {
    let revision = git(workspace, &["rev-parse", "--short", "--verify", &format!("{base}^{{commit}}")])
        .with_context(|| format!("`{base}` is no git revision"))?;
    let revision = revision.trim();
    let now = workspace.build(Profile::Release)?;
    let folder = workspace.root().join("target/diff");
    fs::create_dir_all(&folder)?;
    let tree = folder.join(revision);
    if !tree.exists() {
        git(workspace, &["worktree", "add", "--detach", "--force", &tree.to_string_lossy(), revision])?;
    }
    // One target folder for all revisions: what they have in common is built once.
    let mut build = workspace.cargo_in(&tree, ["build", "--quiet", "--package", "demarche-cli"]);
    build.env("CARGO_TARGET_DIR", folder.join("target"));
    let before = built(build, Profile::Release).with_context(|| format!("{revision} cannot be built"));
    let result = before.and_then(|before| {
        let articles = workspace.fixtures().join("articles");
        let (before, after) = (records(&before, &articles)?, records(&now, &articles)?);
        print!("{}", compare(&before, &after, revision));
        Ok(())
    });
    git(workspace, &["worktree", "remove", "--force", &tree.to_string_lossy()])?;
    result
}

/// The records of an engine, in its order.
fn records(demarche: &Path, articles: &Path) -> Result<Vec<Value>> {
    let file = demarche.with_file_name("diff.jsonl");
    success(Command::new(demarche).args(["analyze", "--format", "jsonl", "-o"]).arg(&file).arg(articles))?;
    fs::read_to_string(&file)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn git(workspace: &Workspace, arguments: &[&str]) -> Result<String> {
    output(Command::new("git").current_dir(workspace.root()).args(arguments))
}

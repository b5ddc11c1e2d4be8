//! `cargo xtask analyze`

use crate::workspace::{Profile, Workspace};
use anyhow::Result;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// Builds for release and runs `demarche analyze`; its exit code is ours.
pub(crate) fn run(workspace: &Workspace, mut paths: Vec<PathBuf>, options: &[String]) -> Result<ExitCode> {
    if paths.is_empty() {
        paths.push(workspace.fixtures().join("articles"));
    }
    let mut command = Command::new(workspace.build(Profile::Release)?);
    let code = command.arg("analyze").args(options).arg("--").args(paths).status()?.code();
    Ok(code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

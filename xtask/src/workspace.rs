//! Where the workspace is, and how its command is built and run.

use crate::sync;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder of the workspace, and the cargo that runs this task.
pub(crate) struct Workspace {
    root: PathBuf,
    cargo: OsString,
}

/// How to build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build.
    Dev,
    /// Quick to run.
    Release,
}

impl Workspace {
    /// The workspace that this task belongs to.
    pub(crate) fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask …`")?;
        let root = Path::new(&manifest).parent().context("xtask lies in the workspace's folder")?.to_owned();
        Ok(Workspace { root, cargo: env::var_os("CARGO").unwrap_or_else(|| "cargo".into()) })
    }

    /// Its folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A cargo command in its folder.
    pub(crate) fn cargo(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        self.cargo_in(&self.root, arguments)
    }

    /// A cargo command in another folder.
    pub(crate) fn cargo_in(
        &self,
        folder: &Path,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Command {
        let mut command = Command::new(&self.cargo);
        command.current_dir(folder).args(arguments);
        command
    }

    /// Brings the bundle up to date, builds the `demarche` command and returns where it lies.
    pub(crate) fn build(&self, profile: Profile) -> Result<PathBuf> {
        sync::write(&self.root)?;
        built(self.cargo(["build", "--quiet", "--package", "demarche-cli"]), profile)
    }

    /// Where the articles of the repository lie.
    pub(crate) fn fixtures(&self) -> PathBuf {
        self.root.join("fixtures")
    }
}

/// Runs a `cargo build` and returns the program that it made.
pub(crate) fn built(mut build: Command, profile: Profile) -> Result<PathBuf> {
    if profile == Profile::Release {
        build.arg("--release");
    }
    // Cargo says on standard output what it built; its errors go to the screen.
    let output = build.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("the build failed");
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let made = |line: &str| -> Option<String> {
        let message: Value = serde_json::from_str(line).ok()?;
        Some(message.get("executable")?.as_str()?.to_owned())
    };
    let program = messages.lines().filter_map(made).next_back();
    Ok(program.context("cargo built no program")?.into())
}

/// Runs a command and fails if it does.
pub(crate) fn success(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {}", name(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", name(command));
    }
    Ok(())
}

/// Runs a command and returns its output; what it says on standard error goes to the screen.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot run {}", name(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}", name(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn name(command: &Command) -> String {
    let mut name = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args().take(3) {
        name.push(' ');
        name.push_str(&argument.to_string_lossy());
    }
    name
}

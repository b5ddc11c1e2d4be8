//! `cargo xtask review`

use crate::workspace::{Workspace, success};
use anyhow::Result;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// Shows pending snapshots, to accept or reject them. Uses cargo-insta where it is installed.
#[derive(Args)]
pub(crate) struct Review {
    /// Takes all of them over.
    #[arg(long, conflicts_with = "reject")]
    accept: bool,
    /// Throws all of them away.
    #[arg(long)]
    reject: bool,
}

impl Review {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        let installed =
            workspace.cargo(["insta", "--version"]).output().is_ok_and(|output| output.status.success());
        if installed && !self.accept && !self.reject {
            return success(&mut workspace.cargo(["insta", "review"]));
        }
        let mut pending = Vec::new();
        for folder in ["crates", "plugins"] {
            find(&workspace.root().join(folder), &mut pending)?;
        }
        pending.sort();
        for new in &pending {
            // `name.snap.new` becomes `name.snap`.
            let old = new.with_extension("");
            let name = old.strip_prefix(workspace.root()).unwrap_or(&old).display();
            if self.accept {
                fs::write(&old, accepted(&fs::read_to_string(new)?))?;
                fs::remove_file(new)?;
                println!("accepted {name}");
            } else if self.reject {
                fs::remove_file(new)?;
                println!("rejected {name}");
            } else {
                println!("── {name}");
                let before = fs::read_to_string(&old).unwrap_or_default();
                print!("{}", difference(content(&before), content(&fs::read_to_string(new)?)));
            }
        }
        if pending.is_empty() {
            println!("no snapshot is pending");
        } else if !self.accept && !self.reject {
            println!("\n{} pending; --accept takes them over, --reject throws them away", pending.len());
        }
        Ok(())
    }
}

fn find(folder: &Path, pending: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, pending)?;
        } else if path.to_string_lossy().ends_with(".snap.new") {
            pending.push(path);
        }
    }
    Ok(())
}

/// A snapshot without its header, which ends at the second line of dashes.
fn content(snapshot: &str) -> &str {
    snapshot.splitn(3, "---\n").nth(2).unwrap_or(snapshot)
}

/// What insta keeps of a pending snapshot: the line of the assertion is for the pending one only.
fn accepted(pending: &str) -> String {
    let header = pending.len() - content(pending).len();
    let (header, content) = pending.split_at(header);
    let kept: String =
        header.split_inclusive('\n').filter(|line| !line.starts_with("assertion_line:")).collect();
    kept + content
}

/// Lines that went (`-`) and came (`+`), by the longest common subsequence; lines that stayed are left out.
fn difference(before: &str, after: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut common = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] =
                if a[i] == b[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || i < a.len() && common[i + 1][j] >= common[i][j + 1] {
            out.push_str(&format!("- {}\n", a[i]));
            i += 1;
        } else {
            out.push_str(&format!("+ {}\n", b[j]));
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_changed_are_shown() {
        assert_eq!(difference("a\nb\nc\n", "a\nx\nc\nd\n"), "- b\n+ x\n+ d\n");
        assert_eq!(difference("", "a\n"), "+ a\n");
    }

    #[test]
    fn an_accepted_snapshot_keeps_its_text_and_loses_the_line_number() {
        let pending = "---\nsource: a.rs\nassertion_line: 7\n---\nassertion_line: text\n---\nmore\n";
        assert_eq!(accepted(pending), "---\nsource: a.rs\n---\nassertion_line: text\n---\nmore\n");
    }
}

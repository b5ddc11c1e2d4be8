//! `cargo xtask new-analyzer` and `remove-analyzer`

use crate::sync;
use crate::workspace::{Workspace, success};
use anyhow::{Result, bail, ensure};
use std::fs;
use std::path::Path;

/// What a new analyzer consists of; `NAME` and `Name` stand for its name.
const TEMPLATE: [(&str, &str); 5] = [
    ("Cargo.toml", include_str!("../templates/analyzer/Cargo.toml.txt")),
    ("README.md", include_str!("../templates/analyzer/README.md.txt")),
    ("src/lib.rs", include_str!("../templates/analyzer/src/lib.rs.txt")),
    ("data/frames.toml", include_str!("../templates/analyzer/data/frames.toml.txt")),
    ("tests/NAME.rs", include_str!("../templates/analyzer/tests/NAME.rs.txt")),
];

/// Lays out an analyzer and links it.
pub(crate) fn create(workspace: &Workspace, name: &str) -> Result<()> {
    check_name(workspace.root(), name)?;
    let folder = workspace.root().join("plugins").join(name);
    for (file, template) in TEMPLATE {
        let path = folder.join(file.replace("NAME", name));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, template.replace("NAME", name).replace("Name", &capitalised(name)))?;
    }
    println!("wrote plugins/{name}");
    sync::write(workspace.root())?;
    // Where lines break and how imports sort depends on the name.
    success(&mut workspace.cargo(["fmt", "--package", &format!("demarche-{name}")]))?;
    println!("next: cargo xtask analyze, then edit plugins/{name}/data/frames.toml and src/lib.rs");
    Ok(())
}

/// Deletes an analyzer and unlinks it. Deleting the folder alone would leave a workspace that cargo refuses to load.
pub(crate) fn remove(workspace: &Workspace, name: &str) -> Result<()> {
    let plugins = sync::plugins(workspace.root())?;
    ensure!(
        plugins.iter().any(|p| p == name),
        "there is no analyzer `{name}`; there are: {}",
        plugins.join(", ")
    );
    fs::remove_dir_all(workspace.root().join("plugins").join(name))?;
    println!("removed plugins/{name}");
    sync::write(workspace.root())
}

/// A name becomes a folder, a crate, a module and the prefix of rules.
fn check_name(root: &Path, name: &str) -> Result<()> {
    let mut letters = name.chars();
    let valid = letters.next().is_some_and(|c| c.is_ascii_lowercase())
        && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    ensure!(
        valid && name.len() <= 30,
        "`{name}` is no name for an analyzer; take one word in lower case, as `risk`"
    );
    if root.join("plugins").join(name).exists() {
        bail!("plugins/{name} exists; choose another name, or `cargo xtask remove-analyzer {name}` first");
    }
    if root.join("crates").join(name).exists() {
        bail!("the crate demarche-{name} exists in crates/; choose another name");
    }
    Ok(())
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_plain_word_that_is_free() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("plugins/visits")).unwrap();
        fs::create_dir_all(root.path().join("crates/core")).unwrap();
        for bad in
            ["", "Risk", "2nd", "two-words", "two words", "../up", "größe", "visits", "core", &"a".repeat(31)]
        {
            assert!(check_name(root.path(), bad).is_err(), "{bad}");
        }
        check_name(root.path(), "risk2").unwrap();
        assert_eq!(capitalised("risk"), "Risk");
    }
}

//! What frames set for their plugin.

use crate::fixtures::plugin;
use demarche_core::Analyzer;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Checks that `data/frames/README.md` of an analyzer explains every key that its frames `set`, and that its code, or that of the
/// frames, names it: a key that nobody reads does nothing, and nobody would notice.
///
/// # Panics
/// With all such keys, or if a file cannot be read.
pub fn check_keys(analyzer: &impl Analyzer) {
    let plugin = plugin(analyzer.declaration().id);
    let frames = plugin.join("data/frames");
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../frames/src");
    let keys: BTreeSet<String> = files(&frames, "toml").iter().flat_map(|file| keys(&read(file))).collect();
    let readme = read(&frames.join("README.md"));
    let sources =
        [files(&plugin.join("src"), "rs"), files(&shared, "rs"), files(&shared.join("focus"), "rs")];
    let code: String = sources.iter().flatten().map(|file| read(file)).collect();
    let dead = |key: &&String| !readme.contains(&format!("`{key}`")) || !code.contains(&format!("\"{key}\""));
    let dead: Vec<&String> = keys.iter().filter(dead).collect();
    assert!(!keys.is_empty(), "no frame sets a key");
    assert!(dead.is_empty(), "nobody explains or reads {dead:?}");
}

/// The keys that a file's frames set.
fn keys(text: &str) -> Vec<String> {
    let sets = text.lines().filter_map(|line| line.strip_prefix("set = {"));
    let pairs = sets.flat_map(|set| set.split(',')).filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, _)| key.trim().to_owned()).collect()
}

/// The files of a folder whose names end so.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let paths = all.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    paths.filter(|path| path.extension().is_some_and(|e| e == extension)).collect()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

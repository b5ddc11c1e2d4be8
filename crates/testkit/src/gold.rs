//! Articles with gold records, from which weights are learned.

use demarche_core::Article;
use demarche_ingest::Inputs;
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the articles of a folder may lie.
const ARTICLES: [&str; 3] = ["articles", "articles.jsonl", "readouts.jsonl"];

/// Every article of a folder that has gold records, with these.
///
/// # Errors
/// If a file is missing or malformed, or no article has gold records.
pub fn gold(folder: &Path) -> Result<Vec<(Article, Value)>, Box<dyn Error>> {
    let file = folder.join("gold.jsonl");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut records = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value =
            serde_json::from_str(line).map_err(|error| format!("{}: {error}", file.display()))?;
        let id = record["id"]
            .as_str()
            .ok_or_else(|| format!("{}: a record has no id", file.display()))?
            .to_owned();
        records.insert(id, record);
    }
    let paths: Vec<PathBuf> =
        ARTICLES.iter().map(|name| folder.join(name)).filter(|path| path.exists()).collect();
    let mut all = Vec::new();
    for article in Inputs::find(&paths).0.articles(None) {
        let article = article.map_err(|problem| problem.to_string())?;
        all.extend(records.remove(&article.id).map(|record| (article, record)));
    }
    if all.is_empty() {
        return Err(format!("{}: no article has gold records", folder.display()).into());
    }
    Ok(all)
}

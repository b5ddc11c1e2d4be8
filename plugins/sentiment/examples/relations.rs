//! Learns anew how features of a pair of sides add up; `cargo xtask train-relations` runs this.
//!
//! ```text
//! relations train FOLDER…       writes data/relations.tsv
//! relations validate FOLDER…    only tests how it is learned, by cross-validation
//! ```
//!
//! A FOLDER has `gold.jsonl` and articles: text files or JSON Lines under any other name.
#![allow(clippy::print_stdout, reason = "a tool talks to the developer")]

use demarche_atlas::Atlas;
use demarche_core::Settings;
use demarche_ingest::Inputs;
use demarche_runner::Engine;
use demarche_sentiment::Sentiment;
use demarche_sentiment::train::{Example, cross_validate, fit};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((task, folders)) = arguments.split_first() else { return Err(USAGE.into()) };
    let analyzer = Sentiment::new(&Settings::default())?;
    let engine = Engine::new(Atlas::embedded(), vec![Box::new(Sentiment::new(&Settings::default())?)]);
    let mut examples = Vec::new();
    for folder in folders {
        examples.extend(load(Path::new(folder), &engine, &analyzer)?);
    }
    let found = cross_validate(&examples);
    println!("relations {} gold, {} found, {} given", found.gold, found.found, found.given);
    println!("accuracy {:.3}, each article by the others", found.accuracy());
    match task.as_str() {
        "validate" => Ok(()),
        "train" => {
            let model = fit(&examples.iter().collect::<Vec<_>>());
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/relations.tsv");
            fs::write(&path, format!("{HEADER}{}", model.table()))?;
            println!("wrote {}", path.display());
            Ok(())
        }
        _ => Err(USAGE.into()),
    }
}

const USAGE: &str = "usage: relations train FOLDER… | relations validate FOLDER…";

const HEADER: &str = "\
# What is learned of two sides: `relation`, whether an article is about their relationship; `warm` and `tense`, how that is. Weights of the
# features in src/pairs.rs, in log-odds; `cargo xtask train-relations` writes this table from articles with gold records.
";

/// Every pair of sides that an article of this folder names, and every one that its gold records have.
fn load(folder: &Path, engine: &Engine, analyzer: &Sentiment) -> Result<Vec<Example>, Box<dyn Error>> {
    let gold = folder.join(GOLD);
    let text = fs::read_to_string(&gold).map_err(|error| format!("{}: {error}", gold.display()))?;
    let mut signs = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let id = record["id"].as_str().ok_or("a gold record has no id")?.to_owned();
        signs.insert(id, relations(&record)?);
    }
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    // The scenario of the ledger has no gold records of this kind.
    paths.retain(|path| !path.ends_with(GOLD) && !path.ends_with("scenario") && !path.ends_with("press"));
    paths.sort();
    let mut examples = Vec::new();
    for article in Inputs::find(&paths).0.articles(None) {
        let article = article.map_err(|problem| problem.to_string())?;
        let Some(mut signs) = signs.remove(&article.id) else { continue };
        for (sides, features) in analyzer.features(&engine.read(&article)) {
            let sign = signs.remove(&sides);
            examples.push(Example { article: article.id.clone(), features: Some(features), sign });
        }
        let missed = |sign| Example { article: article.id.clone(), features: None, sign: Some(sign) };
        examples.extend(signs.into_values().map(missed));
    }
    Ok(examples)
}

const GOLD: &str = "gold.jsonl";

/// The relationships of a gold record with their signs.
fn relations(record: &Value) -> Result<BTreeMap<[String; 2], i8>, Box<dyn Error>> {
    let mut all = BTreeMap::new();
    for relation in record["tone"].as_array().into_iter().flatten() {
        let side =
            |name: &str| relation[name].as_str().map(str::to_owned).ok_or("a relationship lacks a side");
        let mut sides = [side("a")?, side("b")?];
        sides.sort();
        let sign = relation["score"].as_f64().ok_or("a relationship has no score")?;
        all.insert(sides, sign as i8);
    }
    Ok(all)
}

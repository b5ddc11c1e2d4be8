//! Learns `data/relations.tsv`, by which the features of a pair of sides add up, from folders of articles with gold records, and tests it by
//! cross-validation; `cargo xtask train-weights` runs this.
#![allow(clippy::print_stdout, reason = "a tool talks to the developer")]

mod train;

use demarche_atlas::Atlas;
use demarche_bundle as _;
use demarche_core::{Analyzer, Event, Settings};
use demarche_runner::Engine;
use demarche_sentiment::Sentiment;
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use train::{Example, cross_validate, fit};

fn main() -> Result<(), Box<dyn Error>> {
    let analyzer = Sentiment::new(&Settings::default())?;
    let engine = Engine::new(Atlas::embedded(), demarche_core::analyzers(&Settings::default())?);
    let mut examples = Vec::new();
    for folder in std::env::args_os().skip(1) {
        examples.extend(load(Path::new(&folder), &engine, &analyzer)?);
    }
    let found = cross_validate(&examples);
    println!("relations {} gold, {} found, {} given", found.gold, found.found, found.given);
    println!("accuracy {:.3}, each article by the others", found.accuracy());
    let model = fit(&examples.iter().collect::<Vec<_>>());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/relations.tsv");
    fs::write(&path, format!("{HEADER}{}", model.table()))?;
    println!("wrote {}", path.display());
    Ok(())
}

const HEADER: &str = "\
# What is learned of two sides: `relation`, whether an article is about their relationship; `warm` and `tense`, how that is. Weights of the
# features in src/pairs.rs, in log-odds; `cargo xtask train-weights` writes this table from articles with gold records.
";

/// Every pair of sides that an article of this folder names, and every one that its gold records have.
fn load(folder: &Path, engine: &Engine, analyzer: &Sentiment) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut examples = Vec::new();
    for (article, record) in demarche_testkit::gold(folder)? {
        let mut signs = relations(&record)?;
        let records = engine.analyze(article.clone()).events;
        let found: Vec<&Event> = records.iter().filter(|r| analyzer.rests_on().contains(&r.kind)).collect();
        for (sides, features) in analyzer.features(&engine.read(&article), &found) {
            let sign = signs.remove(&sides);
            examples.push(Example { article: article.id.clone(), features: Some(features), sign });
        }
        let missed = |sign| Example { article: article.id.clone(), features: None, sign: Some(sign) };
        examples.extend(signs.into_values().map(missed));
    }
    Ok(examples)
}

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

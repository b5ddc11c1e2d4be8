//! Trains the weights by which the topics of a concern are chosen, or tests how they are trained; `cargo xtask train-topics` runs this.
//!
//! ```text
//! topics train FOLDER…      from articles with gold records to data/ranking.tsv
//! topics validate FOLDER…   one figure a line, by cross-validation
//! ```
//!
//! A FOLDER holds `gold.jsonl` and its articles: `articles.jsonl`, `readouts.jsonl` or texts in `articles`.
#![allow(clippy::print_stdout, reason = "a tool talks to the developer")]

use demarche_concerns::train::{Example, cross_validate, fit};
use demarche_concerns::{FEATURES, Matter, Ranking, TopicTable, candidates};
use demarche_core::{EntityKind, Reading, Span};
use demarche_ingest::Inputs;
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// So many parts, each of which is once left out of training.
const FOLDS: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, folders @ ..] = arguments.as_slice() else { return Err(USAGE.into()) };
    let table = TopicTable::new(&[])?;
    let mut examples = Vec::new();
    for folder in folders {
        load(&table, Path::new(folder), &mut examples)?;
    }
    let found = cross_validate(&examples, table.topics().len(), FOLDS);
    println!("concerns {}", examples.len());
    println!("topic_precision {:.4}", found.precision());
    println!("topic_recall {:.4}", found.recall());
    println!("topic_shared {:.4}", found.shared());
    match task.as_str() {
        "validate" => Ok(()),
        "train" => {
            let ranking = fit(&examples.iter().collect::<Vec<_>>(), table.topics().len());
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ranking.tsv");
            fs::write(&path, written(&ranking, &table))?;
            println!("wrote {}", path.display());
            Ok(())
        }
        _ => Err(USAGE.into()),
    }
}

const USAGE: &str = "usage: topics train|validate FOLDER…";

const HEADER: &str = "\
# By what, of the topics that an article names, those of a concern are chosen: weights in log-odds, learnt from gold records by
# `cargo xtask train-topics`. `src/ranking.rs` says what the features are. From `first` on the best topic is given, from `further` on others.
";

fn written(ranking: &Ranking, table: &TopicTable) -> String {
    let mut text = HEADER.to_owned();
    let ids = table.topics().iter().map(|topic| topic.id.as_str());
    let named = [("first", ranking.first), ("further", ranking.further)]
        .into_iter()
        .chain(FEATURES.into_iter().zip(ranking.weights.iter().copied()))
        .chain(ids.zip(ranking.priors.iter().copied()));
    for (name, weight) in named {
        let _ = writeln!(text, "{name}\t{weight:.3}");
    }
    text
}

/// Where the articles of a folder may lie.
const ARTICLES: [&str; 3] = ["articles", "articles.jsonl", "readouts.jsonl"];

/// Every concern of a folder's gold records whose words the article has.
fn load(table: &TopicTable, folder: &Path, examples: &mut Vec<Example>) -> Result<(), Box<dyn Error>> {
    let articles: Vec<PathBuf> =
        ARTICLES.iter().map(|name| folder.join(name)).filter(|path| path.exists()).collect();
    let gold = folder.join("gold.jsonl");
    let mut records: BTreeMap<String, Value> = BTreeMap::new();
    let text = fs::read_to_string(&gold).map_err(|error| format!("{}: {error}", gold.display()))?;
    for line in text.lines() {
        let row: Value = serde_json::from_str(line)?;
        let id = row["id"].as_str().ok_or("a gold record has no id")?.to_owned();
        records.insert(id, row);
    }
    for article in Inputs::find(&articles).0.articles(None) {
        let article = article.map_err(|problem| problem.to_string())?;
        let Some(row) = records.remove(&article.id) else { continue };
        let Some(concerns) = row["concerns"].as_array().filter(|c| !c.is_empty()) else { continue };
        let number = examples.last().map_or(0, |e: &Example| e.article + 1);
        let reading = demarche_testkit::reading(article);
        let matter = Matter::of(table, &reading);
        examples
            .extend(concerns.iter().filter_map(|concern| example(table, &reading, &matter, concern, number)));
    }
    Ok(())
}

fn example(
    table: &TopicTable,
    reading: &dyn Reading,
    matter: &Matter,
    concern: &Value,
    article: usize,
) -> Option<Example> {
    let words = concern["evidence"].as_str()?;
    let start = reading.text().find(words)?;
    let span = Span::new(start, start + words.len());
    let mut touched = reading.sentences().iter().filter(|s| s.span.overlaps(span));
    let first = touched.next()?.id;
    let sentences = first..=touched.next_back().map_or(first, |s| s.id);
    let sides = [concern["raiser_country"].as_str(), concern["addressee_country"].as_str()];
    let mut own = table.find(reading.text(), span);
    own.retain(|hit| !names_side(reading, hit.span, &sides));
    let wanted: Vec<&str> = concern["topics"].as_array()?.iter().filter_map(Value::as_str).collect();
    let index = |id: &&str| table.topics().iter().position(|topic| topic.id == **id);
    Some(Example {
        article,
        candidates: candidates(matter, &sentences, &own, reading.text()),
        topics: wanted.iter().filter_map(index).collect(),
        count: wanted.len(),
    })
}

/// Whether these words are the name of a state that raises the concern or hears it.
fn names_side(reading: &dyn Reading, words: Span, sides: &[Option<&str>]) -> bool {
    let state = |id| {
        let entity = reading.entity(id);
        matches!(entity.kind, EntityKind::Country | EntityKind::Government)
            && entity.country.is_some()
            && sides.contains(&entity.country.as_deref())
    };
    let within = reading.sentences().iter().filter(|s| s.span.overlaps(words));
    let mut mentions = within.flat_map(|s| reading.mentions(s.id)).filter(|m| m.span.contains(words));
    mentions.any(|m| m.entities.iter().any(|&id| state(id)))
}

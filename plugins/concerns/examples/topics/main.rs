//! Learns `data/ranking.tsv`, by which the topics of a concern are chosen, from folders of articles with gold records, and tests it by
//! cross-validation; `cargo xtask train-weights` runs this.
#![allow(clippy::print_stdout, reason = "a tool talks to the developer")]

mod train;

use demarche_concerns::{FEATURES, Matter, Ranking, TopicTable, candidates};
use demarche_core::{EntityKind, Reading, Span};
use serde_json::Value;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use train::{Example, cross_validate, fit};

/// So many parts, each of which is once left out of training.
const FOLDS: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let table = TopicTable::new(&[])?;
    let mut examples = Vec::new();
    for folder in std::env::args_os().skip(1) {
        load(&table, Path::new(&folder), &mut examples)?;
    }
    let found = cross_validate(&examples, table.topics().len(), FOLDS);
    println!("concerns {}", examples.len());
    println!("topic_precision {:.4}", found.precision());
    println!("topic_recall {:.4}", found.recall());
    println!("topic_shared {:.4}", found.shared());
    let ranking = fit(&examples.iter().collect::<Vec<_>>(), table.topics().len());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ranking.tsv");
    fs::write(&path, written(&ranking, &table))?;
    println!("wrote {}", path.display());
    Ok(())
}

const HEADER: &str = "\
# By what, of the topics that an article names, those of a concern are chosen: weights in log-odds, learnt from gold records by
# `cargo xtask train-weights`. `src/ranking.rs` says what the features are. From `first` on the best topic is given, from `further` on others.
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

/// Every concern of a folder's gold records whose words the article has.
fn load(table: &TopicTable, folder: &Path, examples: &mut Vec<Example>) -> Result<(), Box<dyn Error>> {
    for (article, row) in demarche_testkit::gold(folder)? {
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

//! Trains the embedded model, or tests how it is trained; `cargo xtask train-tone` and `cargo xtask eval --sentiment` run this.
//!
//! ```text
//! stance train FILE       from FILE to model/stance.bin
//! stance validate FILE    one figure a line, by cross-validation
//! ```
//!
//! FILE is JSON Lines, gzipped, in the form of NewsMTSC: `primary_gid`, `sentence_normalized`, and `targets` with `from`, `to` and
//! `polarity` (2 negative, 4 neutral, 6 positive).
#![allow(clippy::print_stdout, reason = "a tool talks to the developer")]

use demarche_core::{Reading, Span};
use demarche_frames::View;
use demarche_stance::train::{Config, Example, Validation, cross_validate, fit};
use demarche_stance::{Class, Polarity, features};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// So many parts, each of which is once left out of training.
const FOLDS: u64 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, file] = arguments.as_slice() else { return Err(USAGE.into()) };
    let examples = load(Path::new(file))?;
    let found = cross_validate(&examples, FOLDS, Config::default());
    print(&found);
    match task.as_str() {
        "validate" => Ok(()),
        "train" => {
            let all: Vec<&Example> = examples.iter().collect();
            let model = fit(&all, Config::default(), found.trust()).to_bytes();
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("model/stance.bin");
            fs::write(&path, &model)?;
            println!("wrote {} ({} bytes)", path.display(), model.len());
            Ok(())
        }
        _ => Err(USAGE.into()),
    }
}

const USAGE: &str = "usage: stance train FILE | stance validate FILE";

fn print(found: &Validation) {
    println!("macro_f1 {:.4}", found.macro_f1());
    println!("accuracy {:.4}", found.accuracy());
    for (name, f1) in ["negative", "neutral", "positive"].iter().zip(found.f1()) {
        println!("{name}_f1 {f1:.4}");
    }
}

fn load(path: &Path) -> Result<Vec<Example>, Box<dyn Error>> {
    let polarity = Polarity::embedded()?;
    let mut text = String::new();
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
    let mut all = Vec::new();
    let groups = groups(&text)?;
    for line in text.lines() {
        let row: Value = serde_json::from_str(line)?;
        let (article, sentence) = place(&row)?;
        let group = groups.get(&article).copied().unwrap_or_default();
        let reading = demarche_testkit::read(sentence);
        for target in row["targets"].as_array().into_iter().flatten() {
            let span = span(target, sentence).ok_or("a target has no place")?;
            let class = match target["polarity"].as_f64().ok_or("a target has no polarity")? {
                low if low < 3.0 => Class::Negative,
                high if high > 5.0 => Class::Positive,
                _ => Class::Neutral,
            };
            let Some(s) = reading.sentences().iter().find(|s| s.span.overlaps(span)) else { continue };
            let tokens = reading.tokens(s.id);
            let inside = |t: &demarche_core::Token| t.span.overlaps(span);
            let Some((first, last)) = tokens.iter().position(inside).zip(tokens.iter().rposition(inside))
            else {
                continue;
            };
            let features = features(View::new(&reading, s.id), first..last + 1, &polarity);
            all.push(Example { features, class, group });
        }
    }
    Ok(all)
}

/// The article of a line, and its sentence.
fn place(row: &Value) -> Result<(String, &str), Box<dyn Error>> {
    let (Some(id), Some(sentence)) = (row["primary_gid"].as_str(), row["sentence_normalized"].as_str())
    else {
        return Err("a line has no primary_gid or no sentence_normalized".into());
    };
    Ok((id.split('_').take(3).collect::<Vec<_>>().join("_"), sentence))
}

/// The group of each article; articles that share a sentence are of one group.
fn groups(text: &str) -> Result<BTreeMap<String, u64>, Box<dyn Error>> {
    let mut groups: BTreeMap<String, u64> = BTreeMap::new();
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line)?;
        let (article, sentence) = place(&row)?;
        let next = groups.len() as u64;
        let own = *groups.entry(article.clone()).or_insert(next);
        let first = said.entry(sentence.to_owned()).or_insert(article);
        let other = groups.get(first).copied().unwrap_or(own);
        if other != own {
            groups.values_mut().filter(|g| **g == own).for_each(|g| *g = other);
        }
    }
    Ok(groups)
}

/// The bytes of a target, which is given in characters.
fn span(target: &Value, sentence: &str) -> Option<Span> {
    let byte = |name: &str| {
        let characters = target[name].as_u64()? as usize;
        Some(sentence.char_indices().nth(characters).map_or(sentence.len(), |(at, _)| at))
    };
    Some(Span::new(byte("from")?, byte("to")?))
}

//! Learns the weights of an analyzer's focus (`demarche_frames::Focus`) from articles with gold records; `cargo xtask train-weights` runs it
//! for each analyzer that has one.
//!
//! Each match that names fewer than two sides gives an example for every pair of sides that might be meant. It is right if a gold record
//! has these sides and its evidence is the sentence; where only another sentence is its evidence, the example tells less.
#![allow(clippy::print_stdout, reason = "a tool talks to the developer")]

use crate::gold;
use demarche_atlas::Atlas;
use demarche_core::{Analyzer, Reading};
use demarche_frames::focus::{Case, OF_EVENT, Proposal, names};
use demarche_language::Reader;
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// So many parts, each of which is once left out of training.
const FOLDS: usize = 10;
/// How strongly weights are drawn to zero.
const PULL: f64 = 16.0;
/// The same of the weights of frames.
const PULL_RULE: f64 = 4.0;
/// Newton's steps; the fit has come to rest before.
const STEPS: usize = 12;
/// Such a share of a gold record's words must stand in the sentence.
const OVERLAP: f64 = 0.6;
/// What an example tells whose sides a gold record has, but not of this sentence: it may be the same event, told again.
const ELSEWHERE: f64 = 0.5;
/// Log-odds at which it is told how many would be right.
const LIMITS: [f64; 5] = [0.8, 0.4, 0.0, -0.4, -0.8];

/// The field of a gold record that names its sides.
const SIDES: &str = "countries";

/// What is learnt of one analyzer.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// Its gold records.
    pub layer: &'a str,
    /// Log-odds over which sides are added, where no side is known and where one is.
    pub thresholds: [f64; 2],
    /// Where the weights are kept.
    pub file: &'a Path,
}

/// A pair of sides that a match might have.
struct Example {
    /// The features that are not zero, at the places of their weights.
    features: Vec<(usize, f64)>,
    right: bool,
    /// How much it tells.
    weight: f64,
}

/// How many features tell who is meant.
fn who() -> usize {
    names().count() - OF_EVENT
}

/// How many weights are learnt beside those of frames. What tells who is meant has a weight where no side is known and one where one is;
/// what tells of the event has one weight, for which matches that name both sides are examples as well. These have a bias of their own,
/// the last.
fn count() -> usize {
    2 * who() + OF_EVENT + 1
}

/// The place of a feature's weight where so many sides are known.
fn place(feature: usize, known: usize) -> usize {
    if feature < who() { known * who() + feature } else { who() + feature }
}

/// The features that are not zero, at the places of their weights; last the rule's own.
fn spread(features: &[f64], known: usize, rule: usize) -> Vec<(usize, f64)> {
    let enough = known > 1;
    let told = features.iter().enumerate().filter(|&(i, x)| *x != 0.0 && !(enough && i < who()));
    let mut spread: Vec<(usize, f64)> = told.map(|(i, &x)| (place(i, known), x)).collect();
    spread.extend(enough.then_some((count() - 1, 1.0)));
    spread.push((count() + rule, 1.0));
    spread
}

/// A match with its examples, and the number of its article.
struct Group {
    article: usize,
    /// How many sides are known; two are enough.
    known: usize,
    examples: Vec<Example>,
}

/// Learns from folders of articles with gold records, and writes the weights.
///
/// # Errors
/// If a file is wrong.
pub fn train(
    task: Task<'_>,
    analyzer: &dyn Analyzer,
    cases: impl Fn(&dyn Reading) -> Vec<Case>,
    folders: &[PathBuf],
) -> Result<(), Box<dyn Error>> {
    let id = analyzer.declaration().id.to_owned();
    let reader = Reader::new(Atlas::embedded(), &[(id, analyzer.triggers())]);
    let mut groups = Vec::new();
    let mut rules: Vec<String> = Vec::new();
    let mut number = 0;
    for folder in folders {
        for (article, record) in gold(folder)? {
            let Some(records) = record[task.layer].as_array() else { continue };
            let reading = reader.read(&article);
            number += 1;
            for case in cases(&reading) {
                let known = case.known.len().min(2);
                let rule = rules.iter().position(|rule| *rule == case.rule).unwrap_or_else(|| {
                    rules.push(case.rule.clone());
                    rules.len() - 1
                });
                let sentence = reading.sentence(case.sentence).span.slice(reading.text());
                let example = |proposal: &Proposal| {
                    let (right, weight) = answer(sentence, &case, proposal, records);
                    Example { features: spread(&proposal.features, known, rule), right, weight }
                };
                let examples = case.proposals.iter().map(example).collect();
                groups.push(Group { article: number, known, examples });
            }
        }
    }
    write(task, &groups, &rules)
}

/// Whether a way to fill a match is right, and how much that tells.
fn answer(sentence: &str, case: &Case, proposal: &Proposal, records: &[Value]) -> (bool, f64) {
    let all: BTreeSet<&str> = case.known.iter().chain(&proposal.added).map(String::as_str).collect();
    let mut fitting = records.iter().filter(|record| all.is_subset(&sides(record))).peekable();
    let elsewhere = fitting.peek().is_some();
    let right =
        fitting.any(|record| overlap(record["evidence"].as_str().unwrap_or_default(), sentence) >= OVERLAP);
    (right, if right || !elsewhere { 1.0 } else { ELSEWHERE })
}

/// The sides of a gold record.
fn sides(record: &Value) -> BTreeSet<&str> {
    record[SIDES].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The share of the words of the shorter text that the other one has.
fn overlap(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, mut b) = (words(a), words(b));
    let least = a.len().min(b.len()).max(1) as f64;
    let shared = a.iter().filter(|&word| {
        let place = b.iter().position(|other| other == word);
        place.map(|place| b.swap_remove(place)).is_some()
    });
    shared.count() as f64 / least
}

/// Writes the weights, and says how sides would be added to articles that they have not seen.
fn write(task: Task<'_>, groups: &[Group], rules: &[String]) -> Result<(), Box<dyn Error>> {
    let unseen = unseen(groups, rules.len());
    for known in [0, 1] {
        let best: Vec<&Best> = unseen.iter().filter(|best| best.known == known).collect();
        println!("{} with {known} known: {} matches", task.layer, best.len());
        for limit in LIMITS {
            let filled = || best.iter().filter(|best| best.odds > limit);
            let right = filled().filter(|best| best.right).count();
            println!("  over {limit:4.1}: {:4} filled, {right:4} right", filled().count());
        }
    }
    let weights = fit(groups.iter(), rules.len());
    let mut text = format!("{HEADER}threshold\t{:.1}\t{:.1}\n", task.thresholds[0], task.thresholds[1]);
    for (i, name) in names().enumerate() {
        let [none, one] = [0, 1].map(|known| weights[place(i, known)]);
        text.push_str(&format!("{name}\t{none:.3}\t{one:.3}\n"));
    }
    let mut rules: Vec<(&String, f64)> = rules.iter().zip(weights[count()..].iter().copied()).collect();
    rules.sort_by_key(|(rule, _)| *rule);
    rules.iter().for_each(|(rule, weight)| text.push_str(&format!("{rule}\t{weight:.3}\n")));
    fs::write(task.file, text)?;
    println!("wrote {}", task.file.display());
    Ok(())
}

/// The likeliest way to fill a match, by weights that have not seen its article.
struct Best {
    known: usize,
    odds: f64,
    right: bool,
}

fn unseen(groups: &[Group], rules: usize) -> Vec<Best> {
    let mut all = Vec::new();
    for fold in 0..FOLDS {
        let weights = fit(groups.iter().filter(|g| g.article % FOLDS != fold), rules);
        for group in groups.iter().filter(|g| g.article % FOLDS == fold) {
            let scored = group.examples.iter().map(|e| (odds(&weights, &e.features), e.right));
            // Of equal odds the first, as `Focus` takes it.
            let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
            all.extend(best.map(|(odds, right)| Best { known: group.known, odds, right }));
        }
    }
    all
}

const HEADER: &str = "\
# Who takes part: weights where no side is known and where one is, then what each frame adds; `cargo xtask train-weights` writes this table from gold records.
";

fn odds(weights: &[f64], features: &[(usize, f64)]) -> f64 {
    features.iter().map(|&(place, x)| weights[place] * x).sum()
}

/// Logistic regression by Newton's steps.
fn fit<'g>(groups: impl Iterator<Item = &'g Group> + Clone, rules: usize) -> Vec<f64> {
    let count = count() + rules;
    let pull = |i: usize| if i < self::count() { PULL } else { PULL_RULE };
    let mut weights = vec![0.0; count];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().enumerate().map(|(i, w)| pull(i) * w).collect();
        let mut curve = vec![vec![0.0; count]; count];
        (0..count).for_each(|i| curve[i][i] = pull(i));
        for example in groups.clone().flat_map(|g| &g.examples) {
            let share = 1.0 / (1.0 + (-odds(&weights, &example.features)).exp());
            let off = example.weight * (share - f64::from(u8::from(example.right)));
            let weight = example.weight * share * (1.0 - share);
            for &(i, x) in &example.features {
                slope[i] += off * x;
                for &(j, y) in example.features.iter().filter(|(j, _)| *j <= i) {
                    curve[i][j] += weight * x * y;
                }
            }
        }
        let step = solve(curve, slope);
        weights.iter_mut().zip(step).for_each(|(w, s)| *w -= s);
    }
    weights
}

/// Solves `curve · step = slope` for a symmetric positive matrix, of which the lower half is given.
fn solve(mut curve: Vec<Vec<f64>>, mut slope: Vec<f64>) -> Vec<f64> {
    let count = slope.len();
    for i in 0..count {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| curve[i][k] * curve[j][k]).sum();
            let rest = curve[i][j] - dot;
            curve[i][j] = if i == j { rest.sqrt() } else { rest / curve[j][j] };
        }
    }
    for i in 0..count {
        let dot: f64 = (0..i).map(|k| curve[i][k] * slope[k]).sum();
        slope[i] = (slope[i] - dot) / curve[i][i];
    }
    for i in (0..count).rev() {
        let dot: f64 = (i + 1..count).map(|k| curve[k][i] * slope[k]).sum();
        slope[i] = (slope[i] - dot) / curve[i][i];
    }
    slope
}

//! Learns the weights of an analyzer's focus (`demarche_frames::Focus`) from articles with gold records; `cargo xtask train-weights` runs it
//! for each analyzer that has one.
//!
//! Each match that names too few sides gives an example for every way to fill them. It is right if a gold record has these sides and its
//! evidence is the sentence; where only another sentence is its evidence, the example tells less.
#![allow(clippy::print_stdout, reason = "a tool talks to the developer")]

use crate::gold;
use crate::logistic::{self, Row};
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
/// How strongly the weights of frames are drawn to zero.
const PULL_RULE: f64 = 4.0;
/// Such a share of a gold record's words must stand in the sentence.
const OVERLAP: f64 = 0.6;
/// What an example tells whose sides a gold record has, but not of this sentence: it may be the same event, told again.
const ELSEWHERE: f64 = 0.5;
/// Log-odds at which it is told how many would be right.
const LIMITS: [f64; 5] = [0.8, 0.4, 0.0, -0.4, -0.8];

/// What is learnt of one analyzer.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// Its gold records.
    pub layer: &'a str,
    /// What the analyzer itself asks of a side.
    pub own: &'static [&'static str],
    /// What the two columns of weights are for.
    pub columns: &'a str,
    /// Whether a gold record has the sides that a way to fill a match gives it.
    pub fits: &'a dyn Fn(&Case, &Proposal, &Value) -> bool,
    /// Log-odds over which sides are added, by column.
    pub thresholds: [f64; 2],
    /// How much lower these are in an article of dealings between states.
    pub eased: [f64; 2],
    /// How strongly weights are drawn to zero.
    pub pull: f64,
    /// Where the weights are kept.
    pub file: &'a Path,
}

/// Where the weight of each feature stands. What tells who is meant has a weight where no side is known and one where one is; what tells of
/// the event has one weight, for which matches that name both sides are examples as well. These have a bias of their own, the last.
#[derive(Clone, Copy)]
struct Layout {
    /// How many features tell who is meant.
    who: usize,
}

impl Layout {
    fn of(task: Task<'_>) -> Self {
        Layout { who: names(task.own).count() - OF_EVENT }
    }

    /// How many weights are learnt beside those of frames.
    fn count(self) -> usize {
        2 * self.who + OF_EVENT + 1
    }

    /// The place of a feature's weight in a column.
    fn place(self, feature: usize, column: usize) -> usize {
        if feature < self.who { column * self.who + feature } else { self.who + feature }
    }

    /// The features that are not zero, at the places of their weights; last the rule's own.
    fn spread(self, features: &[f64], column: usize, rule: Option<usize>) -> Vec<(usize, f64)> {
        let enough = column > 1;
        let told = features.iter().enumerate().filter(|&(i, x)| *x != 0.0 && !(enough && i < self.who));
        let mut spread: Vec<(usize, f64)> = told.map(|(i, &x)| (self.place(i, column), x)).collect();
        spread.extend(enough.then_some((self.count() - 1, 1.0)));
        spread.extend(rule.map(|rule| (self.count() + rule, 1.0)));
        spread
    }
}

/// A match with an example for each way to fill it, and the number of its article.
struct Group {
    article: usize,
    /// Which weights it has; 2 if nobody is lacking.
    column: usize,
    examples: Vec<Row>,
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
    let layout = Layout::of(task);
    for folder in folders {
        for (article, record) in gold(folder)? {
            let Some(records) = record[task.layer].as_array() else { continue };
            let reading = reader.read(&article);
            number += 1;
            for case in cases(&reading) {
                let rule = case.rule.as_ref().map(|own| {
                    rules.iter().position(|rule| rule == own).unwrap_or_else(|| {
                        rules.push(own.clone());
                        rules.len() - 1
                    })
                });
                let sentence = reading.sentence(case.sentence).span.slice(reading.text());
                let example = |proposal: &Proposal| {
                    let (right, weight) = answer(task, sentence, &case, proposal, records);
                    Row { features: layout.spread(&proposal.features, case.column, rule), right, weight }
                };
                let examples = case.proposals.iter().map(example).collect();
                groups.push(Group { article: number, column: case.column, examples });
            }
        }
    }
    write(task, &groups, &rules)
}

/// Whether a way to fill a match is right, and how much that tells.
fn answer(
    task: Task<'_>,
    sentence: &str,
    case: &Case,
    proposal: &Proposal,
    records: &[Value],
) -> (bool, f64) {
    let mut fitting = records.iter().filter(|record| (task.fits)(case, proposal, record)).peekable();
    let elsewhere = fitting.peek().is_some();
    let right =
        fitting.any(|record| overlap(record["evidence"].as_str().unwrap_or_default(), sentence) >= OVERLAP);
    (right, if right || !elsewhere { 1.0 } else { ELSEWHERE })
}

/// Whether all sides are among the `countries` of a gold record.
pub fn takes_part(case: &Case, proposal: &Proposal, record: &Value) -> bool {
    let countries = record["countries"].as_array();
    let sides: BTreeSet<&str> = countries.into_iter().flatten().filter_map(Value::as_str).collect();
    case.known.iter().chain(&proposal.added).all(|side| sides.contains(side.as_str()))
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
    let layout = Layout::of(task);
    let unseen = unseen(task, groups, rules.len());
    for column in [0, 1] {
        let best: Vec<&Best> = unseen.iter().filter(|best| best.column == column).collect();
        println!("{} by column {column}: {} matches", task.layer, best.len());
        for limit in LIMITS {
            let filled = || best.iter().filter(|best| best.odds > limit);
            let right = filled().filter(|best| best.right).count();
            println!("  over {limit:4.1}: {:4} filled, {right:4} right", filled().count());
        }
    }
    let weights = learn(task, groups.iter(), rules.len());
    let mut text = format!(
        "# Who the other side is: weights {}, then what each frame adds; `cargo xtask train-weights` writes this table from gold records.\n\
         threshold\t{:.1}\t{:.1}\n",
        task.columns, task.thresholds[0], task.thresholds[1]
    );
    if task.eased.iter().any(|eased| *eased > 0.0) {
        text.push_str(&format!("eased\t{:.1}\t{:.1}\n", task.eased[0], task.eased[1]));
    }
    for (i, name) in names(task.own).enumerate() {
        let [none, one] = [0, 1].map(|column| weights[layout.place(i, column)]);
        text.push_str(&format!("{name}\t{none:.3}\t{one:.3}\n"));
    }
    let own = &weights[layout.count()..];
    let mut rules: Vec<(&String, f64)> = rules.iter().zip(own.iter().copied()).collect();
    rules.sort_by_key(|(rule, _)| *rule);
    rules.iter().for_each(|(rule, weight)| text.push_str(&format!("{rule}\t{weight:.3}\n")));
    fs::write(task.file, text)?;
    println!("wrote {}", task.file.display());
    Ok(())
}

/// The likeliest way to fill a match, by weights that have not seen its article.
struct Best {
    column: usize,
    odds: f64,
    right: bool,
}

fn unseen(task: Task<'_>, groups: &[Group], rules: usize) -> Vec<Best> {
    let mut all = Vec::new();
    for fold in 0..FOLDS {
        let weights = learn(task, groups.iter().filter(|g| g.article % FOLDS != fold), rules);
        for group in groups.iter().filter(|g| g.article % FOLDS == fold) {
            let scored = group.examples.iter().map(|e| (e.odds(&weights), e.right));
            // Of equal odds the first, as `Focus` takes it.
            let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
            all.extend(best.map(|(odds, right)| Best { column: group.column, odds, right }));
        }
    }
    all
}

/// The weights that fit the examples of some matches.
fn learn<'g>(task: Task<'_>, groups: impl Iterator<Item = &'g Group> + Clone, rules: usize) -> Vec<f64> {
    let plain = Layout::of(task).count();
    let pull: Vec<f64> = (0..plain + rules).map(|i| if i < plain { task.pull } else { PULL_RULE }).collect();
    logistic::fit(groups.flat_map(|g| &g.examples), &pull)
}

//! `cargo xtask train-confidence` and `cargo xtask eval --confidence`: whether of the records at 0.9 nine in ten are right.

use crate::eval::Set;
use crate::workspace::{Workspace, output};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A record, and whether gold records bear it out.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Judged {
    article: String,
    analyzer: String,
    rule: String,
    confidence: f64,
    right: bool,
}

/// What is learnt: of each analyzer its log-odds, of all together how much an estimate tells, of rules how far they differ.
#[derive(Debug, Clone, Default, PartialEq)]
struct Fit {
    base: BTreeMap<String, f64>,
    slope: f64,
    rules: BTreeMap<String, f64>,
}

/// The estimate at which an analyzer's log-odds are meant, as in `demarche_core::Calibration`.
const MIDDLE: f64 = 0.8;
/// Steps of the fit; it has come to rest long before.
const STEPS: usize = 60;
/// How strongly an analyzer is drawn to the mean of all, the slope to none, and a rule to its analyzer: in units of evidence, of
/// which a record at a share of one half gives a quarter.
const PULL: [f64; 3] = [2.0, 1.0, 20.0];
/// Differences of rules that are smaller than this are not written down.
const TOLD: f64 = 0.03;
/// Tenths, in which reliability is shown.
const BINS: usize = 10;

/// The records of a set, judged.
pub(crate) fn judge(workspace: &Workspace, scorer: &Path, set: &Set, events: &Path) -> Result<Vec<Judged>> {
    let folder = scorer.parent().context("the scorer lies in no folder")?;
    let script = workspace.root().join("xtask/src/judge.py");
    let judged =
        output(Command::new("python3").arg("-B").arg(script).arg(folder).arg(&set.gold).arg(events))?;
    judged.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// For each analyzer and all of them: how many records, the share that is right, the mean confidence, and `calibration`, one less
/// the expected calibration error.
pub(crate) fn figures(all: &[Judged]) -> Value {
    let mut groups: BTreeMap<&str, Vec<(f64, bool)>> = BTreeMap::new();
    for one in all {
        for name in [one.analyzer.as_str(), "all"] {
            groups.entry(name).or_default().push((one.confidence, one.right));
        }
    }
    let row = |answers: &Vec<(f64, bool)>| {
        let number = answers.len() as f64;
        let right = answers.iter().filter(|a| a.1).count() as f64;
        json!({
            "predicted": answers.len(),
            "precision": right / number,
            "confidence": answers.iter().map(|a| a.0).sum::<f64>() / number,
            "calibration": 1.0 - error(answers),
        })
    };
    Value::Object(
        groups.iter().map(|(name, answers)| ((*name).to_owned(), row(answers))).collect::<Map<_, _>>(),
    )
}

/// Tenth by tenth, how many records there are and how many of them are right.
pub(crate) fn bins(all: &[Judged]) -> Vec<String> {
    let mut counts = [[0_u32; 2]; BINS];
    all.iter().for_each(|one| counts[bin(one.confidence)][usize::from(one.right)] += 1);
    let line = |(at, [wrong, right]): (usize, [u32; 2])| {
        let share = f64::from(right) / f64::from(wrong + right);
        let from = at as f64 / BINS as f64;
        format!("  {from:.1} to {:.1}  {:>4} records, {share:.2} right", from + 0.1, wrong + right)
    };
    counts.into_iter().enumerate().filter(|(_, c)| c[0] + c[1] > 0).map(line).collect()
}

fn bin(confidence: f64) -> usize {
    ((confidence * BINS as f64) as usize).min(BINS - 1)
}

/// The expected calibration error: how far the share that is right lies from the mean confidence, over tenths.
fn error(answers: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    for &(confidence, right) in answers {
        let (said, was) = &mut bins[bin(confidence)];
        *said += confidence;
        *was += f64::from(u8::from(right));
    }
    bins.iter().map(|(said, was): &(f64, f64)| (said - was).abs()).sum::<f64>() / answers.len().max(1) as f64
}

/// Fits the tables of all analyzers to judged records with the analyzers' own estimates, writes them, and says what it gains:
/// every article judged by a fit that has not seen it.
pub(crate) fn train(workspace: &Workspace, all: &[Judged]) -> Result<()> {
    let articles: BTreeSet<&str> = all.iter().map(|one| one.article.as_str()).collect();
    let mut unseen = Vec::new();
    for article in articles {
        let (left_out, rest): (Vec<&Judged>, Vec<&Judged>) =
            all.iter().partition(|one| one.article == article);
        let fit = Fit::to(&rest);
        unseen.extend(left_out.into_iter().map(|one| (fit.confidence(one), one.right)));
    }
    let own: Vec<(f64, bool)> = all.iter().map(|one| (one.confidence, one.right)).collect();
    println!(
        "{} records; expected calibration error {:.3} as estimated by the analyzers,",
        all.len(),
        error(&own)
    );
    println!("{:.3} calibrated, each article by the others", error(&unseen));

    let fit = Fit::to(&all.iter().collect::<Vec<_>>());
    for (analyzer, base) in &fit.base {
        let file = workspace.root().join(format!("plugins/{analyzer}/data/confidence.tsv"));
        let rules = all.iter().filter(|one| one.analyzer == *analyzer).map(|one| one.rule.as_str());
        let mut table = format!("{HEADER}base\t{base:.3}\nslope\t{:.3}\n", fit.slope);
        for rule in rules.collect::<BTreeSet<_>>() {
            let shift = fit.rules.get(rule).copied().unwrap_or_default();
            if shift.abs() >= TOLD {
                table.push_str(&format!("rule {rule}\t{shift:.3}\n"));
            }
        }
        fs::write(&file, table).with_context(|| format!("cannot write {}", file.display()))?;
        println!("wrote {}", file.display());
    }
    Ok(())
}

const HEADER: &str = "\
# What the analyzer's own estimates come to, in log-odds: `cargo xtask train-confidence` writes this table from gold records, and
# docs/CONFIDENCE.md says how.
";

impl Fit {
    /// Logistic regression by Newton's steps, one coordinate at a time.
    fn to(all: &[&Judged]) -> Fit {
        let right = all.iter().filter(|one| one.right).count() as f64;
        let mean = (right + 1.0) / (all.len() as f64 + 2.0);
        let mean = (mean / (1.0 - mean)).ln();
        let mut fit = Fit::default();
        for one in all {
            fit.base.insert(one.analyzer.clone(), mean);
            fit.rules.insert(one.rule.clone(), 0.0);
        }
        for _ in 0..STEPS {
            let mut base: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
            let mut rules: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
            let mut slope = [0.0; 2];
            for one in all {
                let share = fit.confidence(one);
                let off = share - f64::from(u8::from(one.right));
                let weight = share * (1.0 - share);
                let x = one.confidence - MIDDLE;
                for (sums, x) in [
                    (base.entry(&one.analyzer).or_default(), 1.0),
                    (rules.entry(&one.rule).or_default(), 1.0),
                    (&mut slope, x),
                ] {
                    sums[0] += off * x;
                    sums[1] += weight * x * x;
                }
            }
            // Half a step, since the coordinates move together.
            let step = |value: &mut f64, [off, weight]: [f64; 2], pull: f64, to: f64| {
                *value -= 0.5 * (off + pull * (*value - to)) / (weight + pull);
            };
            step(&mut fit.slope, slope, PULL[1], 0.0);
            for (name, sums) in base {
                fit.base.entry(name.to_owned()).and_modify(|b| step(b, sums, PULL[0], mean));
            }
            for (name, sums) in rules {
                fit.rules.entry(name.to_owned()).and_modify(|r| step(r, sums, PULL[2], 0.0));
            }
        }
        fit
    }

    /// The share of records like this one that are right.
    fn confidence(&self, one: &Judged) -> f64 {
        let of = |table: &BTreeMap<String, f64>, name: &str| table.get(name).copied().unwrap_or_default();
        let odds = of(&self.base, &one.analyzer)
            + self.slope * (one.confidence - MIDDLE)
            + of(&self.rules, &one.rule);
        1.0 / (1.0 + (-odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(rule: &str, confidence: f64, right: bool) -> Judged {
        let (article, analyzer) = (format!("a{confidence}{right}"), "visits".to_owned());
        Judged { article, analyzer, rule: rule.to_owned(), confidence, right }
    }

    #[test]
    fn the_error_is_how_far_shares_lie_from_confidences() {
        assert!(error(&[(0.75, true), (0.75, true), (0.75, true), (0.75, false)]).abs() < 1e-9);
        assert!((error(&[(0.95, false), (0.05, true)]) - 0.95).abs() < 1e-9);
    }

    #[test]
    fn a_fit_finds_the_share_and_trusts_single_records_of_a_rule_little() {
        let mut all: Vec<Judged> = (0..400).map(|i| judged("visit.verb", 0.8, i % 4 != 0)).collect();
        all.push(judged("visit.rare", 0.8, false));
        let fit = Fit::to(&all.iter().collect::<Vec<_>>());
        assert!((fit.confidence(&all[0]) - 0.75).abs() < 0.02);
        assert!((fit.confidence(&all[400]) - 0.75).abs() < 0.05);
        assert_eq!(fit.confidence(&judged("visit.new", 0.8, true)), {
            let odds = fit.base["visits"];
            1.0 / (1.0 + (-odds).exp())
        });
    }
}

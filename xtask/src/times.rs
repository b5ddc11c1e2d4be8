//! Time expressions against gold ones: how many have the right type and value.

use crate::workspace::{Profile, Workspace, built, output};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The gold file: which article lies in which file, and its times.
#[derive(Deserialize)]
struct Ledger {
    articles: Vec<Article>,
    times: Vec<Gold>,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    file: String,
}

#[derive(Deserialize)]
struct Gold {
    article: String,
    #[serde(rename = "type")]
    kind: String,
    /// Empty if the type says all, as for "regularly".
    value: Option<String>,
    evidence: Place,
}

#[derive(Deserialize)]
struct Place {
    quote: String,
    start: u64,
    end: u64,
}

/// A time that the engine found, as the example program `times` prints it.
#[derive(Deserialize)]
struct Found {
    article: String,
    start: u64,
    end: u64,
    text: String,
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

impl Gold {
    /// Whether the engine has it: type and value as in the gold file, the words those or some of those that it quotes.
    fn is(&self, found: &Found) -> bool {
        let value = self.value.as_deref().unwrap_or_default();
        self.touches(found) && self.kind == found.kind && (value.is_empty() || value == found.value)
    }

    fn touches(&self, found: &Found) -> bool {
        found.start < self.evidence.end && self.evidence.start < found.end
    }
}

/// Scores the times of some articles in the manner of the other kinds; the misses are listed if they are asked for.
pub(crate) fn score(workspace: &Workspace, ledger: &Path, texts: &[PathBuf], show: bool) -> Result<Value> {
    let text = fs::read_to_string(ledger).with_context(|| format!("cannot read {}", ledger.display()))?;
    let ledger: Ledger =
        serde_json::from_str(&text).with_context(|| format!("{} is malformed", ledger.display()))?;
    let build = workspace.cargo(["build", "--quiet", "--package", "demarche-cli", "--example", "times"]);
    let lines = output(Command::new(built(build, Profile::Release)?).args(texts))?;
    let found: Vec<Found> =
        lines.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("a time is malformed")?;
    Ok(compare(&ledger, &found, show))
}

fn compare(ledger: &Ledger, found: &[Found], show: bool) -> Value {
    let stems: HashMap<&str, &str> = ledger
        .articles
        .iter()
        .map(|a| (a.id.as_str(), a.file.strip_suffix(".txt").unwrap_or(&a.file)))
        .collect();
    let of_its_article = |gold: &Gold| -> Vec<&Found> {
        let stem = stems.get(gold.article.as_str());
        found.iter().filter(|f| stem.is_some_and(|stem| *stem == f.article)).collect()
    };
    let (hits, misses): (Vec<&Gold>, Vec<&Gold>) =
        ledger.times.iter().partition(|gold| of_its_article(gold).iter().any(|f| gold.is(f)));
    for gold in misses.iter().filter(|_| show) {
        let instead: Vec<String> = of_its_article(gold)
            .iter()
            .filter(|f| gold.touches(f))
            .map(|f| format!("{} ({} {})", f.text, f.kind, f.value))
            .collect();
        let value = gold.value.as_deref().unwrap_or_default();
        println!(
            "  missed {}: {} ({} {value}); found {}",
            gold.article,
            gold.evidence.quote,
            gold.kind,
            instead.join(", ")
        );
    }
    let recall = hits.len() as f64 / ledger.times.len().max(1) as f64;
    json!({ "gold_core": ledger.times.len(), "predicted": found.len(), "recall": recall })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_counts_if_its_place_type_and_value_are_right() {
        let gold = |kind: &str, value: Option<&str>, start| json!({"article": "A1", "type": kind, "value": value, "evidence": {"quote": "q", "start": start, "end": start + 8}});
        let ledger = json!({
            "articles": [{"id": "A1", "file": "one.txt"}],
            "times": [gold("DATE", Some("2011"), 0), gold("DATE", Some("2012"), 20), gold("SET", None, 40), gold("DATE", Some("2013"), 60)],
        });
        let ledger: Ledger = serde_json::from_value(ledger).unwrap();
        let found = |article: &str, kind: &str, value: &str, start| Found {
            article: article.into(),
            start,
            end: start + 4,
            text: "t".into(),
            kind: kind.into(),
            value: value.into(),
        };
        let found = [
            found("one", "DATE", "2011", 4),
            found("one", "DURATION", "2012", 20),
            found("one", "SET", "P1Y", 40),
            found("two", "DATE", "2013", 60),
        ];
        let scores = compare(&ledger, &found, false);
        assert_eq!(scores, json!({"gold_core": 4, "predicted": 4, "recall": 0.5}));
    }
}

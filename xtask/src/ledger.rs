//! The ledger of the scenario, from its texts, against the gold one: B³ over visits and contacts.

use crate::workspace::output;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The kinds whose histories are scored.
const KINDS: [&str; 2] = ["visit", "contact"];

/// A record with its history.
struct Item {
    history: String,
    event: Value,
    core: bool,
}

/// Analyses the scenario's articles into a ledger, in this folder, and scores its histories.
pub(crate) fn score(demarche: &Path, scenario: &Path, folder: &Path) -> Result<Value> {
    let ledger = folder.join("scenario.db");
    make(demarche, &[scenario.join("articles.jsonl")], &ledger)?;
    let events = output(Command::new(demarche).arg("export").arg(&ledger))?;
    let mut of_event: BTreeMap<(String, String), String> = BTreeMap::new();
    for history in histories(demarche, &ledger)? {
        for mention in history["mentions"].as_array().into_iter().flatten() {
            of_event.insert((text(&mention["article"]), text(&mention["event"])), text(&history["id"]));
        }
    }
    let found = lines(&events)?.into_iter().filter_map(|event| {
        let history = of_event.get(&(text(&event["article"]), text(&event["id"])))?.clone();
        Some(Item { history, event, core: true })
    });
    let found: Vec<Item> = found.collect();
    let gold =
        fs::read_to_string(scenario.join("gold.jsonl")).context("cannot read the scenario's gold records")?;
    let gold: Vec<Item> = lines(&gold)?
        .into_iter()
        .map(|line| Item {
            history: text(&line["history"]),
            core: line["tier"] == "core",
            event: line["event"].clone(),
        })
        .collect();
    Ok(KINDS
        .iter()
        .map(|kind| ((*kind).to_owned(), compare(&of_kind(&gold, kind), &of_kind(&found, kind))))
        .collect())
}

/// Analyses articles into a new ledger.
pub(crate) fn make(demarche: &Path, articles: &[PathBuf], ledger: &Path) -> Result<()> {
    if ledger.exists() {
        fs::remove_file(ledger)?;
    }
    output(Command::new(demarche).arg("analyze").args(articles).arg("--into").arg(ledger)).map(|_| ())
}

/// The histories of a ledger.
pub(crate) fn histories(demarche: &Path, ledger: &Path) -> Result<Vec<Value>> {
    lines(&output(Command::new(demarche).args(["export", "--histories"]).arg(ledger))?)
}

fn lines(text: &str) -> Result<Vec<Value>> {
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn of_kind<'a>(items: &'a [Item], kind: &str) -> Vec<&'a Item> {
    items.iter().filter(|item| item.event["kind"] == kind).collect()
}

/// B³ (Bagga and Baldwin 1998) where records may be missing or false: precision is the mean over found records of the share of
/// their history that has the same label, and 0 for a false record; recall is the mean over gold core records of the share of
/// their label that was found in the same history, and 0 for a missed one.
fn compare(gold: &[&Item], found: &[&Item]) -> Value {
    // Which found record is which gold record: of those that fit, and are of no other time or mode, the one with the most common words.
    let mut pairs: Vec<(bool, bool, usize, bool, usize, usize)> = Vec::new();
    for (g, gold) in gold.iter().enumerate() {
        for (f, found) in found.iter().enumerate() {
            if let Some(words) = fits(&gold.event, &found.event) {
                let same = same_time(&gold.event["time"], &found.event["time"]);
                let way = other_way(&gold.event, &found.event);
                pairs.push((same == Some(false), way, usize::MAX - words, same != Some(true), g, f));
            }
        }
    }
    pairs.sort_unstable();
    let (mut of_gold, mut of_found) = (BTreeMap::new(), BTreeMap::new());
    for (.., g, f) in pairs {
        if !of_gold.contains_key(&g) && !of_found.contains_key(&f) {
            of_gold.insert(g, f);
            of_found.insert(f, g);
        }
    }
    let label = |f: usize| of_found.get(&f).map(|&g| &gold[g].history);
    let precision = mean((0..found.len()).map(|f| {
        let Some(own) = label(f) else { return 0.0 };
        let cluster = (0..found.len()).filter(|&other| found[other].history == found[f].history);
        share(cluster.map(|other| label(other) == Some(own)))
    }));
    let core = (0..gold.len()).filter(|&g| gold[g].core);
    let recall = mean(core.map(|g| {
        let Some(&f) = of_gold.get(&g) else { return 0.0 };
        let same = |other: usize| of_gold.get(&other).is_some_and(|&o| found[o].history == found[f].history);
        share(
            (0..gold.len())
                .filter(|&other| gold[other].core && gold[other].history == gold[g].history)
                .map(same),
        )
    }));
    json!({
        "gold_core": gold.iter().filter(|item| item.core).count(),
        "predicted": found.len(),
        "precision": precision,
        "recall": recall,
        "f1": if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 },
    })
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn share(holds: impl Iterator<Item = bool>) -> f64 {
    mean(holds.map(|holds| f64::from(u8::from(holds))))
}

/// Whether two records of an article can be the same event: a common country of those who act, the same destination, a person in
/// common where both name persons. The number of common words of their evidence if so.
fn fits(gold: &Value, found: &Value) -> Option<usize> {
    let parties = |event: &Value, person: bool| -> BTreeSet<String> {
        let parties = event["actors"].as_array().into_iter().flatten();
        let of = |party: &&Value| !person || party["kind"] == "person";
        let name = |party: &Value| if person { surname(&party["name"]) } else { text(&party["country"]) };
        parties.filter(of).map(name).collect()
    };
    let (persons, others) = (parties(gold, true), parties(found, true));
    let strangers = !persons.is_empty() && !others.is_empty() && persons.is_disjoint(&others);
    let elsewhere = gold["kind"] == "visit" && gold["place"]["country"] != found["place"]["country"];
    if gold["article"] != found["article"]
        || strangers
        || elsewhere
        || parties(gold, false).is_disjoint(&parties(found, false))
    {
        return None;
    }
    let words = |event: &Value| -> BTreeSet<String> {
        let evidence = event["evidence"].as_array().into_iter().flatten();
        evidence
            .flat_map(|e| text(&e["text"]).split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    Some(words(gold).intersection(&words(found)).count()).filter(|&common| common > 0)
}

/// Whether two contacts take place in different ways, both known.
fn other_way(a: &Value, b: &Value) -> bool {
    let mode = |event: &Value| {
        event["details"]["mode"].as_str().filter(|mode| *mode != "unknown").map(str::to_owned)
    };
    mode(a).zip(mode(b)).is_some_and(|(a, b)| a != b)
}

/// Whether two times have a day in common, or are told alike; nothing if either is open.
fn same_time(a: &Value, b: &Value) -> Option<bool> {
    let days = |time: &Value| Some((time["start"].as_str()?.to_owned(), time["end"].as_str()?.to_owned()));
    let told = || a["value"].is_string() && a["value"] == b["value"];
    match (days(a), days(b)) {
        (Some((from, to)), Some((first, last))) => Some(from <= last && first <= to),
        _ => told().then_some(true),
    }
}

/// The last word of a name.
fn surname(name: &Value) -> String {
    text(name).split_whitespace().last().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(history: &str, article: &str, name: &str) -> Item {
        let event = json!({
            "kind": "visit", "article": article, "place": {"country": "PER"},
            "actors": [{"kind": "person", "name": name, "country": "NOR"}], "evidence": [{"text": "she flew"}],
        });
        Item { history: history.to_owned(), event, core: true }
    }

    #[test]
    fn missed_false_split_and_joined_records_cost() {
        let gold = [item("A", "1", "Ana"), item("A", "2", "Ana"), item("B", "3", "Bo")];
        let refs = |items: &'static [(&str, &str, &str)]| -> Vec<Item> {
            items.iter().map(|(history, article, name)| item(history, article, name)).collect()
        };
        let scores = |found: &[Item]| {
            let scores = compare(&gold.iter().collect::<Vec<_>>(), &found.iter().collect::<Vec<_>>());
            let of = |name: &str| (scores[name].as_f64().unwrap() * 100.0).round();
            (of("precision"), of("recall"))
        };
        assert_eq!(scores(&refs(&[("x", "1", "Ana"), ("x", "2", "Ana"), ("y", "3", "Bo")])), (100.0, 100.0));
        assert_eq!(scores(&refs(&[("x", "1", "Ana"), ("z", "2", "Ana"), ("y", "3", "Bo")])), (100.0, 67.0));
        assert_eq!(scores(&refs(&[("x", "1", "Ana"), ("x", "2", "Ana"), ("x", "3", "Bo")])), (56.0, 100.0));
        assert_eq!(scores(&refs(&[("x", "1", "Ana"), ("x", "2", "Cy")])), (25.0, 17.0));
    }
}

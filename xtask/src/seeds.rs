//! The ledger of the seed articles: its visits, one by one, as a reader of all three has them.

use crate::ledger::{histories, make};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What the ledger that is made of the articles gets wrong of the visits in the gold ledger: each must be one history with its
/// visitors, its town, its last status and its days, and there must be no others.
pub(crate) fn mistaken(
    demarche: &Path,
    gold: &Value,
    articles: &[PathBuf],
    folder: &Path,
) -> Result<Vec<String>> {
    let ledger = folder.join("seeds.db");
    make(demarche, articles, &ledger)?;
    let found = histories(demarche, &ledger)?;
    let found: Vec<&Value> = found.iter().filter(|history| history["kind"] == "visit").collect();
    let gold = gold["visits"].as_array().context("the ledger has no visits")?;
    let mut failures = Vec::new();
    for visit in gold {
        let same: Vec<_> = found.iter().filter(|history| is_of(visit, history)).collect();
        if same.len() != 1 {
            failures.push(format!("seeds: visit {} is {} histories, not one", visit["id"], same.len()));
        }
    }
    for history in &found {
        if !gold.iter().any(|visit| is_of(visit, history)) {
            failures.push(format!("seeds: no such visit, or not so: {}", summary(history)));
        }
    }
    Ok(failures)
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether a history is a visit of the gold ledger: by the same people, to the same town, within its days, with the same end, and
/// known in as many steps.
fn is_of(visit: &Value, history: &Value) -> bool {
    let actors = history["actors"].as_array().into_iter().flatten();
    let persons: Vec<&str> =
        actors.filter(|actor| actor["kind"] == "person").filter_map(|actor| actor["id"].as_str()).collect();
    let places = || history["places"].as_array().into_iter().flatten();
    let steps = list(&visit["status_path"]).len();
    persons == list(&visit["visitors"])
        && places()
            .any(|place| place["name"] == visit["dest_city"] && place["country"] == visit["dest_country"])
        && history["status"] == visit["final_status"]
        && (steps == 0 || history["path"].as_array().is_some_and(|path| path.len() == steps))
        && (visit["date"]["precision"] == "vague" && history["when"].is_null()
            || is_within(&history["when"], &visit["date"]["value"]))
}

/// Whether a history's days are those of a value like `2023-07`, `2023-11-09/2023-11-10`, `2024-W06`, or some of them.
fn is_within(when: &Value, value: &Value) -> bool {
    let (Some(start), Some(end), Some(value)) =
        (when["start"].as_str(), when["end"].as_str(), value.as_str())
    else {
        return false;
    };
    if value.contains("-W") {
        return when["precision"] == "week";
    }
    let (first, last) = value.split_once('/').unwrap_or((value, value));
    // Digits compare as days do, and a month ends behind all its days.
    first <= start && (end <= last || end.starts_with(last))
}

fn summary(history: &Value) -> String {
    let names = |list: &Value| {
        let all = list.as_array().into_iter().flatten();
        all.filter_map(|party| party["name"].as_str()).collect::<Vec<_>>().join(", ")
    };
    format!(
        "{} → {} {}/{} {}",
        names(&history["actors"]),
        names(&history["places"]),
        history["when"]["start"],
        history["when"]["end"],
        history["status"]
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn days_are_within_what_a_reader_knows() {
        let within = |start: &str, end: &str, precision: &str, value: &str| {
            is_within(&json!({"start": start, "end": end, "precision": precision}), &json!(value))
        };
        assert!(within("2031-05-01", "2031-05-31", "month", "2031-05"));
        assert!(within("2031-05-06", "2031-05-07", "interval", "2031-05"));
        assert!(!within("2031-05-06", "2031-06-07", "interval", "2031-05"));
        assert!(within("2031-05-06", "2031-05-07", "interval", "2031-05-06/2031-05-07"));
        assert!(!within("2031-05-01", "2031-05-31", "month", "2031-05-06/2031-05-07"));
        assert!(within("2031-05-05", "2031-05-11", "week", "2031-W19"));
    }
}

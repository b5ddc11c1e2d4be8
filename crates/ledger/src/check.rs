//! What a tracker should look at before publishing: counts that hold or do not, contradictions, loose ends, weak evidence.

use crate::details::detail;
use crate::history::{Claim, History};
use crate::pairs::pairs;
use crate::window::{Day, day};
use demarche_core::{Kind, Mode, PartyKind, Status, text_enum};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days after the end of what was planned, with reports still coming in, until its silence is worth a look.
const SILENCE: Day = 14;
/// Under which confidence a history with a single witness is weak.
const WEAK: f64 = 0.5;

text_enum! {
    /// What kind of finding it is.
    Verdict, "verdict" {
        /// The ledger knows more or other events than an article counts.
        Contradicted = "contradicted",
        /// Articles give values that cannot both be true.
        Conflict = "conflict",
        /// Planned, its day is over, and no report says what became of it.
        Gap = "gap",
        /// The ledger knows fewer events than an article counts: reports are missing.
        Incomplete = "incomplete",
        /// One witness, and not a certain one.
        Weak = "weak",
        /// An article's count is what the ledger has.
        Verified = "verified",
    }
}

/// One thing to look at, or to be glad of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// What kind of finding it is.
    pub verdict: Verdict,
    /// The history it is about.
    pub history: String,
    /// In words.
    pub message: String,
    /// The articles that bear on it.
    pub articles: Vec<String>,
}

/// Looks through all histories.
pub fn check(histories: &[History]) -> Vec<Finding> {
    let newest = histories.iter().filter_map(|history| history.last_known).max();
    let mut findings: Vec<Finding> = histories.iter().flat_map(|history| single(history, newest)).collect();
    findings.extend(counts(histories));
    findings.sort();
    findings.dedup();
    findings
}

/// What a history shows by itself.
fn single(history: &History, newest: Option<Date>) -> Vec<Finding> {
    let find = |verdict, message: String, articles: Vec<String>| Finding {
        verdict,
        history: history.id.clone(),
        message,
        articles,
    };
    let mut found: Vec<Finding> = history
        .conflicts
        .iter()
        .map(|conflict| {
            let articles = conflict.values.iter().flat_map(|(_, articles)| articles.clone()).collect();
            find(Verdict::Conflict, conflict.to_string(), articles)
        })
        .collect();
    let event = [Kind::VISIT, Kind::CONTACT].contains(&history.kind);
    if let (true, Some(Status::Planned), Some(when), Some(newest)) =
        (event, history.status, &history.when, newest)
        && day(newest) > day(when.end) + SILENCE
    {
        let articles = history.path.iter().map(|step| step.article.clone()).collect();
        found.push(find(
            Verdict::Gap,
            format!("planned until {}, and no report says what became of it", when.end),
            articles,
        ));
    }
    if event && history.witnesses == 1 && history.confidence < WEAK {
        let articles = history.path.iter().map(|step| step.article.clone()).collect();
        found.push(find(
            Verdict::Weak,
            format!("one witness only, with confidence {:.2}", history.confidence),
            articles,
        ));
    }
    found
}

/// "Her second visit in the past year", "their second meeting in half a year": every count that an article gives, against the
/// visits and contacts in the ledger.
fn counts(histories: &[History]) -> Vec<Finding> {
    let mut rows: BTreeMap<String, Vec<&History>> = BTreeMap::new();
    for history in histories {
        for row in rows_of(history) {
            rows.entry(row).or_default().push(history);
        }
    }
    let claimed = |(row, all): (&String, &Vec<&History>)| -> Vec<Finding> {
        let of = |history: &&History| -> Vec<Finding> {
            history.claims.iter().filter_map(|claim| count(claim, history, all, row)).collect()
        };
        all.iter().flat_map(of).collect()
    };
    rows.iter().flat_map(claimed).collect()
}

/// The rows in which a history can be counted: a visitor's visits to a country; what two people have of meetings, or of calls.
fn rows_of(history: &History) -> Vec<String> {
    let persons: Vec<&str> =
        history.actors.iter().filter(|p| p.kind == PartyKind::Person).map(|p| p.id.as_str()).collect();
    if history.kind == Kind::VISIT {
        return persons.iter().map(|visitor| format!("of {visitor} to {}", history.land())).collect();
    }
    if history.kind != Kind::CONTACT {
        return Vec::new();
    }
    let mode = detail(&history.details, "mode").and_then(|mode| mode.parse().ok());
    let what = match mode {
        Some(Mode::Call) => "call",
        Some(Mode::Letter) => "letter",
        _ => "meeting",
    };
    pairs(&persons).map(|(one, other)| format!("of the {what}s of {one} and {other}")).collect()
}

fn count(claim: &Claim, history: &History, row: &[&History], name: &str) -> Option<Finding> {
    let this = history.when.as_ref()?.start;
    // Without a stretch the count may reach back to before the first article.
    let since = claim.since?;
    let made = |other: &&&History| {
        let took_place =
            matches!(other.status, Some(Status::Completed | Status::Ongoing)) || other.id == history.id;
        took_place && other.when.as_ref().is_some_and(|when| when.end >= since && when.start <= this)
    };
    let known = row.iter().filter(made).count();
    let verdict = match known.cmp(&claim.ordinal) {
        std::cmp::Ordering::Equal => Verdict::Verified,
        std::cmp::Ordering::Less => Verdict::Incomplete,
        std::cmp::Ordering::Greater => Verdict::Contradicted,
    };
    Some(Finding {
        verdict,
        history: history.id.clone(),
        message: format!(
            "“{}”: number {} {name} since {since}; the ledger has {known}",
            claim.words, claim.ordinal
        ),
        articles: vec![claim.article.clone()],
    })
}

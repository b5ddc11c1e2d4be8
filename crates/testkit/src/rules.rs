//! Rules on their own examples.

use crate::expect::mismatch;
use crate::{analyze, article, engine};
use demarche_core::{Analyzer, Event, Example, RuleDoc};
use demarche_report::{Style, quote};
use demarche_runner::Engine;

/// Runs every example and counter-example of every rule: the rule must fire on each example, with a record of the fields
/// that the example expects, and on no counter-example. Texts are read as articles of [`crate::TODAY`].
///
/// In an example, `status`, `act` and `kind` are met by the same word, other fields by words that they contain:
/// `actors = "Tusk"`, `place = "UKR"`, `time = "2024-07"`, `score = "-"`, `details.ordinal = "second"`,
/// `evidence.trigger = "visit"`; `none` stands for an absent value and ` & ` joins several.
///
/// # Panics
/// With all failures at once, or if a rule has no example or no counter-example.
pub fn check_rules(analyzer: impl Analyzer + 'static) {
    let rules = analyzer.rules();
    let engine = engine(analyzer);
    let failures: Vec<String> = rules.iter().flat_map(|rule| failures(&engine, rule)).collect();
    assert!(!rules.is_empty(), "the analyzer has no rules to explain");
    assert!(failures.is_empty(), "{} failures:\n\n{}", failures.len(), failures.join("\n\n"));
}

fn failures(engine: &Engine, rule: &RuleDoc) -> Vec<String> {
    let mut failures = Vec::new();
    if rule.examples.is_empty() || rule.counter_examples.is_empty() {
        failures.push(format!("{}: give the rule an example and a counter-example", rule.id));
    }
    for example in &rule.examples {
        let found = analyze(engine, article(&example.text)).events;
        if let Some(problem) = unmet(&found, rule, example) {
            failures.push(report(engine, rule, &example.text, &problem, &found));
        }
    }
    for text in &rule.counter_examples {
        let found = analyze(engine, article(text)).events;
        if found.iter().any(|event| event.rule == rule.id) {
            failures.push(report(engine, rule, text, "fires on its counter-example", &found));
        }
    }
    failures
}

/// What is missing for an example, if no record meets it: the shortest list of mismatches.
fn unmet(found: &[Event], rule: &RuleDoc, example: &Example) -> Option<String> {
    let fired = found.iter().filter(|event| event.rule == rule.id);
    let mismatches = fired.map(|event| -> Vec<String> {
        example.expect.iter().filter_map(|(field, wanted)| mismatch(event, field, wanted)).collect()
    });
    match mismatches.min_by_key(Vec::len) {
        None => Some("does not fire on its example".to_owned()),
        Some(missing) if missing.is_empty() => None,
        Some(missing) => Some(missing.join("\n  ")),
    }
}

fn report(engine: &Engine, rule: &RuleDoc, text: &str, problem: &str, found: &[Event]) -> String {
    let sentences = engine.sentences(&article(text));
    let records: String = found.iter().map(|e| quote(text, &sentences, e, Style::plain(110))).collect();
    let records = if records.is_empty() { "nothing was found\n".to_owned() } else { records };
    format!("{}: {text}\n  {problem}\n{records}", rule.id)
}

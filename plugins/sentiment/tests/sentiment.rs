//! Every rule on its own examples and counter-examples, and the fixtures.

use demarche_bundle as _;
use demarche_core::{Analyzer, Kind, Settings};
use demarche_sentiment::Sentiment;

fn analyzer() -> Sentiment {
    Sentiment::new(&Settings::default()).expect("the built-in data")
}

#[test]
fn rules_hold_on_their_examples() {
    demarche_testkit::check_rules(analyzer());
}

#[test]
fn fixtures() {
    let rests_on: Vec<Kind> = analyzer().rests_on().to_vec();
    let mut others = demarche_core::analyzers(&Settings::default()).expect("the built-in data");
    others.retain(|other| {
        other.declaration().kinds.iter().any(|doc| rests_on.iter().any(|kind| kind.as_str() == doc.kind))
    });
    demarche_testkit::check_fixtures_among(analyzer(), others);
}

/// How much conflict the first record of a text tells of.
#[track_caller]
fn check_conflict(text: &str, expected: bool) {
    let events = demarche_testkit::events(analyzer(), text);
    let first = events.first().unwrap_or_else(|| panic!("no tone: {text}"));
    let conflict = first.details.get("conflict").and_then(|level| level.as_f64()).expect("a level");
    assert_eq!(conflict > 0.0, expected, "{text}: {conflict}");
}

#[test]
fn names_and_athletes_are_no_conflict() {
    check_conflict(
        "German President Frank-Walter Steinmeier met Kenyan President William Ruto in Nairobi on Tuesday.",
        false,
    );
    check_conflict(
        "German Foreign Minister Annalena Baerbock and Chinese Foreign Minister Qin Gang had frank talks in Beijing.",
        true,
    );
    check_conflict(
        "Turkish Foreign Minister Hakan Fidan met Egyptian Foreign Minister Badr Abdelatty, a candidate for the post, in Cairo.",
        false,
    );
    check_conflict(
        "U.N. Secretary-General Ban Ki-moon met Sudanese President Omar al-Bashir in Khartoum. Ban on Monday met the Sudanese foreign minister.",
        false,
    );
    let met = "Irish President Michael Higgins met Canadian Governor General Mary Simon in Ottawa.";
    check_conflict(
        &format!("{met} The competition between Irish and Canadian athletes thrilled the crowd."),
        false,
    );
    check_conflict(&format!("{met} The objectives to which Ireland and Canada agreed are modest."), false);
    check_conflict(&format!("{met} The economic competition between Ireland and Canada is fierce."), true);
}

#[test]
fn a_pair_counts_once_per_cue() {
    let text = "Kenyan President William Ruto and Ugandan President Yoweri Museveni quarrelled with the Kenyan minister.";
    let events = demarche_testkit::events(analyzer(), text);
    let cues: Vec<_> = events.iter().map(|e| e.details["cues"].as_u64()).collect();
    assert_eq!(cues, [Some(1)]);
}

//! Who may be meant where a sentence does not say.

use demarche_core::{Reading, SentenceId};
use demarche_frames::focus::{Own, names, proposals};
use demarche_frames::{FrameSet, View};
use std::collections::BTreeSet;

const FRAME: &str = r#"
[[frame]]
id = "test.talks"
finds = "Talks."
why = "A frame to ask about."
lemma = ["talk"]
counter = ["Nobody spoke."]
[frame.slot.party]
path = ["nmod(between)"]
fills = "official"
optional = true
[[frame.example]]
text = "The talks ended."
"#;

/// Sides that might be added, with their features by name.
type Way = (Vec<String>, Vec<(&'static str, f64)>);

/// The sides that might be added to the talks of a text's last sentence, each with its features by name.
fn ways(text: &str, known: &[&str]) -> Vec<Way> {
    let reading = demarche_testkit::read(text);
    let frames = FrameSet::parse("test.toml", FRAME).expect("a sound frame");
    let last = SentenceId(reading.sentences().len() as u32 - 1);
    let view = View::new(&reading, last);
    let talks = (0..view.tree.words.len()).find(|&i| view.is(i, &["talk"])).expect("a word for talks");
    let found = frames.frames()[0].try_match(view, talks).expect("a match");
    let known: BTreeSet<String> = known.iter().map(|&side| side.to_owned()).collect();
    let named = |features: Vec<f64>| names(&[]).zip(features).collect();
    proposals(&reading, &found, &known, Own::NONE).into_iter().map(|p| (p.added, named(p.features))).collect()
}

fn value(features: &[(&str, f64)], name: &str) -> f64 {
    features.iter().find(|(n, _)| *n == name).map_or(f64::NAN, |(_, x)| *x)
}

#[test]
fn the_neighbours_of_a_sentence_may_be_meant() {
    let ways = ways("Peru's president flew to Chile. The talks lasted two hours.", &[]);
    assert_eq!(ways.len(), 1);
    let (added, features) = &ways[0];
    assert_eq!(added, &["PER", "CHL"]);
    let asked = ["together", "before", "here", "definite", "party_none"];
    assert_eq!(asked.map(|name| value(features, name)), [1.0, 1.0, 0.0, 1.0, 1.0]);
}

#[test]
fn a_side_that_is_known_is_not_added() {
    let text = "Peru's president flew to Chile. Fiji took no part. Chile said the talks went well.";
    let mut added: Vec<String> = ways(text, &["CHL"]).into_iter().flat_map(|(added, _)| added).collect();
    added.sort_unstable();
    assert_eq!(added, ["FJI", "PER"]);
}

#[test]
fn a_body_and_its_member_are_no_two_sides() {
    let text = "NATO wrote to Norway. Peru and NATO look on. NATO said the talks went well.";
    let added: Vec<String> = ways(text, &["NATO"]).into_iter().flat_map(|(added, _)| added).collect();
    assert_eq!(added, ["PER"]);
}

//! Whose story an article tells.

use demarche_core::{Reading, SentenceId};

#[test]
fn two_sides_that_lead_are_the_pair() {
    let reading = demarche_testkit::read(
        "Ghana has closed its border with Togo. Togo's trade minister called the step rash. The shops of Accra are empty.",
    );
    let story = reading.story();
    assert_eq!(story.pair(), Some(["GHA", "TGO"]));
    assert_eq!(story.other("TGO"), Some("GHA"));
    assert_eq!(story.other("FRA"), None);
    assert!(story.keeps_to_pair(SentenceId(2)));
}

#[test]
fn a_third_of_like_weight_leaves_no_pair() {
    let reading = demarche_testkit::read(
        "Peru, Chile and Bolivia share a desert. Chile mines it. Peru waters it. Bolivia crosses it.",
    );
    assert_eq!(reading.story().pair(), None);
}

#[test]
fn a_sentence_on_a_third_leaves_the_pair() {
    let reading = demarche_testkit::read(
        "Ghana has closed its border with Togo. Togo's minister wrote to Ghana. Earlier talks in Benin failed.",
    );
    assert!(!reading.story().keeps_to_pair(SentenceId(2)));
}

#[test]
fn dealings_are_of_those_whom_sentences_name_together() {
    let of = |text, sides: [&str; 2]| demarche_testkit::read(text).story().is_of_dealings(sides.into_iter());
    let talks = "Ghana has closed its border with Togo. Togo's minister wrote to Ghana. Ghana asked Togo for patience. \
                 Togo has told Ghana that it can wait. Traders from Benin cannot.";
    assert!(of(talks, ["GHA", "TGO"]));
    assert!(!of(talks, ["GHA", "FRA"]));
    let home = "Ghana has a new budget. Ghana will build roads. Ghana's farmers are glad. Its teachers are not. \
                Ghana once bought power from Togo.";
    assert!(!of(home, ["GHA", "TGO"]));
}

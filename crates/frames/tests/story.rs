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

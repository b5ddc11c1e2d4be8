//! The analyzer on its rule's examples and on the fixtures, and what its model may see.

use demarche_core::{Reading, Settings, Span, Token};
use demarche_frames::View;
use demarche_stance::{Polarity, Stance, features};

#[test]
fn rules_hold_on_their_examples() {
    demarche_testkit::check_rules(Stance::new(&Settings::default()).expect("the built-in data"));
}

#[test]
fn fixtures() {
    demarche_testkit::check_fixtures(Stance::new(&Settings::default()).expect("the built-in data"));
}

/// The hashes of what a sentence tells of the words in it.
fn features_of(text: &str, words: &str) -> Vec<u32> {
    let reading = demarche_testkit::read(text);
    let sentence = reading.sentences()[0].id;
    let at = text.find(words).expect("words of the text");
    let tokens = reading.tokens(sentence);
    let inside = |t: &Token| t.span.overlaps(Span::new(at, at + words.len()));
    let first = tokens.iter().position(inside).expect("a first token");
    let last = tokens.iter().rposition(inside).expect("a last token");
    let polarity = Polarity::embedded().expect("the built-in words");
    features(View::new(&reading, sentence), first..last + 1, &polarity)
}

#[test]
fn the_model_is_blind_to_who_the_party_is() {
    let of = |name: &str| features_of(&format!("Angry critics accused {name} of lies about the dam."), name);
    assert_eq!(of("Dina Boluarte"), of("Abiy Ahmed"));
    assert_ne!(
        of("Dina Boluarte"),
        features_of("Grateful crowds praised Dina Boluarte for the dam.", "Dina Boluarte")
    );
}

#[test]
fn two_parties_of_one_sentence_are_told_apart() {
    let text = "Senator Amina Diallo denounced the corrupt and brutal General Piotr Zaleski.";
    assert_ne!(features_of(text, "Amina Diallo"), features_of(text, "Piotr Zaleski"));
    let events =
        demarche_testkit::events(Stance::new(&Settings::default()).expect("the built-in data"), text);
    let ill = |e: &&demarche_core::Event| e.recipients[0].name.contains("Zaleski") && e.score < Some(0.0);
    assert!(events.iter().any(|e| ill(&e)), "{events:?}");
}

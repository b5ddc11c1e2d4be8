//! Triggers and names are found as the analyzers' interface promises.

use demarche_atlas::Atlas;
use demarche_core::{Article, Reading};
use demarche_language::Reader;

fn hits(triggers: &[&str], text: &str) -> Vec<(u32, String)> {
    let patterns = triggers.iter().map(|&t| t.to_owned()).collect();
    let reader = Reader::new(Atlas::embedded(), &[("test".to_owned(), patterns)]);
    let article = Article::new("x", text);
    let reading = reader.read(&article);
    reading.hits("test").iter().map(|h| (h.trigger, h.span.slice(text).to_owned())).collect()
}

#[test]
fn whole_words_are_meant_and_case_is_ignored() {
    let found = hits(&["visit*", "trip"], "Visitors revisit a TRIP; trips are VISITED.");
    assert_eq!(found, [(0, "Visitors".to_owned()), (1, "TRIP".to_owned()), (0, "VISITED".to_owned())]);
}

#[test]
fn phrases_go_over_any_white_space_and_stars_may_stand_inside() {
    let found = hits(
        &["rein* in", "export control*", "face-to-face"],
        "Reining\u{A0} in export\ncontrols; reined it in, Face-to-face.",
    );
    let expected = [(0, "Reining\u{A0} in"), (1, "export\ncontrols"), (2, "Face-to-face")];
    assert_eq!(found, expected.map(|(t, w)| (t, w.to_owned())));
}

#[test]
fn short_open_triggers_and_unknown_analyzers_are_no_trouble() {
    assert_eq!(hits(&["a*"], "An art.").len(), 2);
    let reader = Reader::new(Atlas::embedded(), &[]);
    let article = Article::new("x", "A visit.");
    assert!(reader.read(&article).hits("nobody").is_empty());
}

#[test]
fn the_longest_name_counts_in_the_words_of_the_text() {
    let atlas = Atlas::embedded();
    let reader = Reader::new(atlas, &[]);
    let names = |text: &str| -> Vec<String> {
        let article = Article::new("x", text);
        let base = reader.base(&article);
        base.names().iter().map(|n| n.span.slice(text).to_owned()).collect()
    };
    assert_eq!(
        names("The Democratic Republic\nof the Congo’s bells rang for Peru's."),
        ["Democratic Republic\nof the Congo", "Peru"]
    );
    assert_eq!(names("LIMA AND QUITO AGREE"), ["LIMA", "QUITO"]);
    assert!(names("a chinaware turkey-hen").is_empty());
}

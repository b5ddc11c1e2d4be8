//! `demarche why-not`: what it says of sentences that made a record and of those that nearly did.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

fn why_not(arguments: &[&str]) -> Output {
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts");
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(texts).args(["why-not", "--date", "2024-05-03"]).args(arguments).output().unwrap()
}

fn answer(arguments: &[&str]) -> String {
    let output = why_not(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn it_says_what_fired_what_was_merged_and_what_was_missing() {
    let sentences = [
        "will travel to lima",
        "trip to Peru",
        "delegation visited",
        "hosted a dinner",
        "could meet",
        "a new  start",
        "urged Somalia",
        "her hosts",
        "discussed clinics",
        "a dancer",
    ];
    let answers: Vec<String> = sentences.iter().map(|words| answer(&["note.txt", words])).collect();
    insta::assert_snapshot!(answers.join("\n"));
}

#[test]
fn one_analyzer_may_be_asked_for_all_that_it_tried() {
    let near = answer(&["note.txt", "hosted a dinner", "--select", "visits"]);
    let all = answer(&["note.txt", "hosted a dinner", "--select", "visits", "--all"]);
    assert!(near.contains("visit.host") && !near.contains("contact."), "{near}");
    assert!(all.lines().count() >= near.lines().count() && !all.contains("--all"), "{all}");
}

#[test]
fn what_cannot_be_answered_says_why() {
    for (arguments, code, hint) in [
        (vec!["nowhere.txt", "visit"], 2, "nowhere.txt: cannot be read"),
        (vec!["note.txt", "the delegation visited a fish shop"], 2, "The delegation visited a fish market"),
        (vec!["note.txt", "in"], 2, "sentences; give more"),
        (vec!["note.txt", " "], 2, "give some words"),
    ] {
        let output = why_not(&arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(hint), "{arguments:?}: {said}");
    }
}

//! The command as a user meets it: what it prints where, and its exit codes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const TEXT: &str = "Norwegian Prime Minister Erna Solberg will visit Peru in May.\n";

fn demarche() -> Command {
    Command::new(env!("CARGO_BIN_EXE_demarche"))
}

fn run(arguments: &[&str]) -> Output {
    demarche().args(arguments).output().unwrap()
}

fn out(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/articles")
}

fn file(name: &str, content: impl AsRef<[u8]>) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn a_text_becomes_records_that_cite_it() {
    let (_folder, path) = file("talks.txt", TEXT);
    let output = run(&["analyze", &path, "--format", "jsonl", "--select", "visits", "--date", "2024-03-15"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let event: serde_json::Value = serde_json::from_str(out(&output)).unwrap();
    assert_eq!((event["article"].as_str(), event["status"].as_str()), (Some("talks"), Some("planned")));
    assert_eq!(event["time"]["value"], "2024-05");
    for evidence in event["evidence"].as_array().unwrap() {
        let at = |name: &str| evidence[name].as_u64().unwrap() as usize;
        assert_eq!(&TEXT[at("start")..at("end")], evidence["text"]);
    }
    assert!(err(&output).starts_with("1 article · 1 visit · "), "{}", err(&output));
}

#[test]
fn standard_input_is_an_article_too() {
    let mut child = demarche()
        .args(["analyze", "-", "--format", "json", "--select", "visits"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(TEXT.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let events: Vec<serde_json::Value> = serde_json::from_str(out(&output)).unwrap();
    assert_eq!(events[0]["article"], "stdin");
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads_and_order_of_inputs() {
    let mut files: Vec<String> = fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    files.truncate(12);
    let analyze = |files: &[String], jobs: &str| {
        let output =
            demarche().args(["analyze", "--format", "jsonl", "--jobs", jobs]).args(files).output().unwrap();
        assert_eq!(code(&output), 0, "{}", err(&output));
        output.stdout
    };
    let alone = analyze(&files, "1");
    assert!(!alone.is_empty());
    assert_eq!(alone, analyze(&files, "4"));
    files.reverse();
    assert_eq!(alone, analyze(&files, "2"));
}

#[test]
fn a_bad_input_is_named_the_rest_is_analysed_and_the_exit_code_says_so() {
    let (folder, _) = file("talks.txt", TEXT);
    fs::write(folder.path().join("latin.txt"), b"Visit to K\xf6ln").unwrap();
    let output = run(&["analyze", folder.path().to_str().unwrap(), "nowhere.txt", "--select", "visits"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("Erna Solberg (NOR) → "), "{}", out(&output));
    let messages = err(&output);
    assert!(messages.contains("latin.txt:1: not UTF-8") && messages.contains("iconv"), "{messages}");
    assert!(messages.contains("nowhere.txt: cannot be read"), "{messages}");
    assert!(messages.contains("2 errors"), "{messages}");
}

#[test]
fn wrong_use_says_what_would_be_right() {
    for (arguments, hint) in [
        (vec!["analyze"], "<PATH>"),
        (vec!["analyze", "x", "--select", "vists"], "there are: "),
        (vec!["analyze", "x", "--jobs", "0"], "--jobs"),
        (vec!["analyze", "x", "--date", "soon"], "--date"),
        (vec!["analyze", "x", "--frames", "/nowhere/frames.toml"], "/nowhere/frames.toml"),
        (vec!["analyze", "x", "--atlas", "/nowhere/atlas.tsv"], "/nowhere/atlas.tsv"),
        (vec!["explain", "visit.vreb"], "visit.verb"),
    ] {
        let output = run(&arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(err(&output).contains(hint), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn records_leave_in_every_format() {
    let (folder, path) = file("talks.txt", TEXT);
    let out_of = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let analyze = |format: &str, output: &str| {
        run(&[
            "analyze",
            &path,
            "--date",
            "2024-03-15",
            "--select",
            "visits",
            "--format",
            format,
            "-o",
            output,
        ])
    };
    for (format, file, holds) in [
        ("plover", "p.jsonl", "\"date\":\"2024-05-01\",\"enddate\":\"2024-05-31\""),
        ("html", "a.html", "<mark class=\"visit\""),
        ("annotations", "a.json", "\"exact\":\"Norwegian Prime Minister Erna Solberg\""),
        ("brat", "b/talks.ann", "\tAnnotatorNotes E1\t"),
        ("csv", "c/events.csv", ",Erna Solberg,"),
    ] {
        // Written twice: a folder of our own may be written again.
        for _ in 0..2 {
            let output = analyze(format, &out_of(file.split('/').next().unwrap()));
            assert_eq!((code(&output), out(&output)), (0, ""), "{format}: {}", err(&output));
        }
        let written = fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(written.contains(holds), "{format}: {written}");
    }
    let others = analyze("csv", folder.path().to_str().unwrap());
    assert_eq!(code(&others), 2);
    assert!(err(&others).contains("is not empty and was not written by demarche"), "{}", err(&others));
    let nowhere = run(&["analyze", &path, "--format", "brat"]);
    assert_eq!(code(&nowhere), 2);
    assert!(err(&nowhere).contains("--output"), "{}", err(&nowhere));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_leaves_by_standard_output_too() {
    let (_folder, path) = file("talks.txt", TEXT);
    let output = run(&["analyze", &path, "--select", "visits", "--format", "parquet"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(output.stdout.starts_with(b"PAR1") && output.stdout.ends_with(b"PAR1"));
}

#[test]
fn what_a_format_cannot_hold_is_said() {
    let (_folder, path) = file("talks.txt", "Norwegian Prime Minister Erna Solberg visited Peru.\n");
    let output = run(&["analyze", &path, "--format", "plover", "--select", "visits"]);
    assert_eq!((code(&output), out(&output)), (0, ""), "{}", err(&output));
    assert!(err(&output).contains("1 record was left out that had no date"), "{}", err(&output));
    assert!(err(&output).contains("1 warning"), "{}", err(&output));
}

#[test]
fn rules_and_analyzers_explain_themselves() {
    let analyzers = run(&["analyzers"]);
    assert!(
        out(&analyzers).contains("visits ") && out(&analyzers).contains("writes   visit"),
        "{}",
        out(&analyzers)
    );
    let listed = run(&["explain", "visits"]);
    let rule = out(&listed).split_whitespace().next().unwrap().to_owned();
    let explained = run(&["explain", &rule]);
    for heading in ["What it finds", "Why it matters", "Pattern", "It fires on", "It does not fire on"] {
        assert!(out(&explained).contains(heading), "{heading}: {}", out(&explained));
    }
}

#[test]
fn confidences_are_corrected_unless_the_estimates_are_asked_for() {
    let (_folder, path) = file("talks.txt", TEXT);
    let confidence = |more: &[&str]| {
        let output = run(&[&["analyze", &path, "--format", "jsonl", "--select", "visits"], more].concat());
        let event: serde_json::Value = serde_json::from_str(out(&output)).unwrap();
        event["confidence"].as_f64().unwrap()
    };
    assert!((confidence(&[]) - confidence(&["--uncalibrated"])).abs() > 0.01);
}

#[test]
fn an_analyzer_that_rests_on_others_says_the_same_alone() {
    let (_folder, path) = file("talks.txt", TEXT);
    let tone = |more: &[&str]| {
        let output = run(&[&["analyze", &path, "--format", "jsonl"], more].concat());
        let lines = out(&output).lines().filter(|line| line.contains("\"kind\":\"tone\""));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let (all, alone) = (tone(&[]), run(&["analyze", &path, "--format", "jsonl", "--select", "sentiment"]));
    assert!(!all.is_empty());
    assert_eq!(all, out(&alone).lines().map(str::to_owned).collect::<Vec<_>>());
}

#[test]
fn what_runs_on_request_runs_only_then() {
    let (_folder, path) =
        file("talks.txt", "Critics accused the corrupt Peruvian President Dina Boluarte of lies.\n");
    let kinds = |more: &[&str]| {
        let output = run(&[&["analyze", &path, "--format", "jsonl"], more].concat());
        out(&output).matches("\"kind\":\"stance\"").count()
    };
    assert_eq!((kinds(&[]), kinds(&["--also", "stance"]), kinds(&["--select", "stance"])), (0, 1, 1));
    assert_eq!(code(&run(&["analyze", &path, "--also", "stanse"])), 2);
}

#[test]
fn the_page_of_codes_is_what_the_engine_writes() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/CODES.md")).unwrap();
    let codes = run(&["analyzers", "--codes"]);
    assert_eq!(out(&codes), page, "docs/CODES.md is out of date: demarche analyzers --codes > docs/CODES.md");
    // Every kind of event has its table, and no record has codes that stand in none.
    let analyze = run(&["analyze", "--format", "jsonl", fixtures().to_str().unwrap()]);
    for line in out(&analyze).lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        let code = |name: &str| event["codes"][name].as_str().unwrap_or("–").to_owned();
        let row = format!("| {} | {} |", code("plover"), code("cameo"));
        assert!(event["kind"] == "tone" || page.contains(&row), "{row} in {}", event["rule"]);
    }
}

#[test]
fn show_marks_the_evidence_and_colours_only_when_asked() {
    let (_folder, path) = file("talks.txt", TEXT);
    let plain = run(&["show", &path, "--select", "visits"]);
    assert!(out(&plain).contains("^^^^^ trigger") && out(&plain).contains("└ visit: "), "{}", out(&plain));
    assert!(!out(&plain).contains('\u{1b}'));
    assert!(out(&run(&["show", &path, "--color", "always"])).contains('\u{1b}'));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let mut child = demarche()
        .args(["analyze", "--format", "jsonl"])
        .arg(fixtures())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(!err(&output).contains("panic"), "{}", err(&output));
}

/// The README's article, and what the README says that the engine makes of it.
#[test]
fn the_readme_tells_the_truth() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")).unwrap();
    let block = |kind: &str, start: &str| -> (String, String) {
        let (_, rest) = readme.split_once(&format!("```{kind} {start}")).unwrap();
        let (head, rest) = rest.split_once('\n').unwrap();
        (format!("{start}{head}"), rest.split_once("```").unwrap().0.to_owned())
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("note.txt"), block("text", "note.txt").1).unwrap();
    let shown = |command: &str| {
        let arguments = command.split_whitespace().skip(1);
        let output = demarche().args(arguments).current_dir(folder.path()).output().unwrap();
        out(&output).to_owned()
    };
    let (command, table) = block("text", "demarche analyze");
    assert_eq!(shown(&command), table);
    // In the README the record is broken into lines.
    let (command, record) = block("json", "demarche analyze");
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(&shown(&command)), value(&record));
}

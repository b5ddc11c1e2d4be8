//! The commands of the ledger, as a user runs them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Two years of one relationship, as three outlets tell it.
const ARTICLES: &str = r#"{"id": "march", "date": "2019-03-04", "source": "Baltic Courier", "text": "Estonian Foreign Minister Karin Saar will visit Georgia in May, the ministry in Tallinn said on Monday. She was invited by her Georgian counterpart, Levan Beridze."}
{"id": "may", "date": "2019-05-15", "source": "Caucasus Daily", "text": "Estonian Foreign Minister Karin Saar visited Georgia on Tuesday. In Tbilisi she met Georgian Foreign Minister Levan Beridze and raised concerns with him about tariffs on wine."}
{"id": "later", "date": "2019-12-02", "source": "Caucasus Daily", "text": "Estonian Foreign Minister Karin Saar arrived in Tbilisi on Monday, her second visit to Georgia this year."}
"#;

fn demarche() -> Command {
    Command::new(env!("CARGO_BIN_EXE_demarche"))
}

fn run(arguments: &[&str]) -> Output {
    demarche().args(arguments).output().unwrap()
}

fn out(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder with the articles, and their ledger.
fn ledger() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let (articles, ledger) = (folder.path().join("news.jsonl"), folder.path().join("ledger.db"));
    fs::write(&articles, ARTICLES).unwrap();
    let output = run(&["analyze", text(&articles), "--into", text(&ledger)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("3 new, 0 replaced, 0 known already"));
    (folder, ledger)
}

#[test]
fn a_visit_is_one_life_and_the_next_one_another() {
    let (_folder, ledger) = ledger();
    let visits = out(&["visits", text(&ledger)]);
    assert_eq!(visits.matches("Karin Saar → Georgia").count(), 2, "{visits}");
    assert!(visits.contains("planned 2019-03-04 → completed 2019-05-15"), "{visits}");
    let early = out(&["visits", text(&ledger), "--as-of", "2019-04-01"]);
    assert_eq!(early.matches("Karin Saar → Georgia").count(), 1, "{early}");
    assert!(early.contains("planned") && !early.contains("completed"), "{early}");
    let markdown = out(&["timeline", text(&ledger), "--kind", "visit", "--format", "markdown"]);
    assert!(markdown.starts_with("| when | kind |") && markdown.contains("2019-05-14"), "{markdown}");
    assert_eq!(out(&["timeline", text(&ledger), "--pair", "EST,PER", "--format", "jsonl"]), "");
}

#[test]
fn concerns_stand_in_a_matrix_and_counts_are_checked() {
    let (_folder, ledger) = ledger();
    let matrix = out(&["concerns", text(&ledger)]);
    assert!(matrix.contains("EST – GEO") && matrix.contains("trade.tariffs"), "{matrix}");
    let check = out(&["check", text(&ledger)]);
    assert!(check.contains("verified") && check.contains("second visit to Georgia this year"), "{check}");
}

#[test]
fn why_quotes_every_mention_and_a_correction_takes_one_away() {
    let (folder, ledger) = ledger();
    let visits = out(&["visits", text(&ledger), "--format", "jsonl", "--until", "2019-06-01"]);
    let visit: serde_json::Value = serde_json::from_str(visits.trim()).unwrap();
    let why = out(&["why", text(&ledger), visit["id"].as_str().unwrap()]);
    assert!(why.contains("will visit Georgia in May") && why.contains("visited Georgia on Tuesday"), "{why}");
    assert!(why.contains("names Karin Saar"), "{why}");

    let planned = visit["path"][0]["event"].as_str().unwrap();
    let corrections = folder.path().join("corrections.toml");
    fs::write(&corrections, format!("[[drop]]\nevents = ['{planned}']\nwhy = 'another minister'")).unwrap();
    out(&["correct", text(&ledger), text(&corrections)]);
    let visits = out(&["visits", text(&ledger)]);
    assert!(!visits.contains("planned"), "{visits}");
    assert!(out(&["check", text(&ledger)]).contains("another minister"));
}

#[test]
fn what_goes_in_comes_out() {
    let (folder, ledger) = ledger();
    let records = out(&["analyze", text(&folder.path().join("news.jsonl")), "--format", "jsonl"]);
    let mut written: Vec<&str> = records.lines().collect();
    let exported = out(&["export", text(&ledger)]);
    let mut stored: Vec<&str> = exported.lines().collect();
    written.sort_unstable();
    stored.sort_unstable();
    assert_eq!(written, stored);
    let histories = out(&["export", text(&ledger), "--histories"]);
    assert!(histories.lines().all(|line| line.contains(r#""mentions":[{"article":"#)), "{histories}");
}

#[test]
fn wrong_use_says_what_would_be_right() {
    let (folder, ledger) = ledger();
    let (none, other) = (folder.path().join("none.db"), folder.path().join("news.jsonl"));
    let wrong = folder.path().join("wrong.toml");
    fs::write(&wrong, "[[dorp]]\nevents = []").unwrap();
    for (arguments, hints) in [
        (vec!["visits", text(&none)], ["none.db", "--into"]),
        (vec!["timeline", text(&other)], ["news.jsonl", "no ledger"]),
        (vec!["why", text(&ledger), "visit-nothing"], ["visit-nothing", "demarche timeline"]),
        (vec!["correct", text(&ledger), text(&wrong)], ["wrong.toml", "dorp"]),
        (vec!["correct", text(&ledger), text(&none)], ["none.db", "cannot read"]),
        (vec!["visits", text(&ledger), "--as-of", "soon"], ["--as-of", "soon"]),
        (vec!["analyze", text(&other), "--into", text(&ledger), "--format", "json"], ["--into", "--format"]),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(hints.iter().all(|hint| message.contains(hint)), "{arguments:?}: {message}");
    }
}

/// The same three articles again and again, under other names and with other people.
fn many() -> String {
    let names = |n: usize| format!("Karin Sa{}r", "a".repeat(n % 7));
    (0..300)
        .flat_map(|n| {
            ARTICLES.lines().map(move |line| {
                line.replace(r#""id": ""#, &format!(r#""id": "{n}-"#)).replace("Karin Saar", &names(n)) + "\n"
            })
        })
        .collect()
}

#[test]
fn a_killed_run_loses_no_committed_article_and_the_next_one_completes_it() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("news.jsonl"), many()).unwrap();
    let mut child = demarche()
        .args(["analyze", text(&path("news.jsonl")), "--into", text(&path("killed.db")), "--jobs", "1"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let articles = || {
        let db = rusqlite::Connection::open(path("killed.db")).unwrap();
        db.query_row("SELECT count(*) FROM article", [], |row| row.get::<_, i64>(0)).unwrap_or(0)
    };
    let begin = Instant::now();
    while articles() == 0 && begin.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
    // On Unix, this is SIGKILL.
    child.kill().unwrap();
    child.wait().unwrap();
    let committed = articles();
    assert!(committed > 0 && committed < 900, "{committed} articles were committed when it was killed");
    let db = rusqlite::Connection::open(path("killed.db")).unwrap();
    let sound: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    drop(db);

    out(&["analyze", text(&path("news.jsonl")), "--into", text(&path("killed.db"))]);
    out(&["analyze", text(&path("news.jsonl")), "--into", text(&path("whole.db"))]);
    let shown = |name: &str| out(&["export", text(&path(name)), "--histories"]);
    assert!(shown("killed.db") == shown("whole.db"), "the two ledgers differ");
}

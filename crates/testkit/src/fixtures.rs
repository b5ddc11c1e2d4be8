//! An analyzer's records on the fixtures, as snapshots that a reviewer can read.

use crate::analyze;
use demarche_atlas::Atlas;
use demarche_core::{Analyzer, Article};
use demarche_ingest::Inputs;
use demarche_report::{Style, quote};
use demarche_runner::Engine;
use insta::Settings;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Compares what an analyzer finds in every article of `fixtures/articles` with `plugins/ID/tests/snapshots/ARTICLE.snap`:
/// per record its sentences, carets under the evidence, and the record in one line.
///
/// A snapshot is kept for an article without a record, too: otherwise a record that gets lost would go unnoticed. They lie
/// with the plugin, so that a change shows up beside the code that made it and goes when the plugin goes.
/// `INSTA_GLOB_FILTER=2024-*.txt` checks some articles only; `cargo xtask review` accepts changes.
///
/// # Panics
/// If a snapshot differs, or the analyzer fails on an article.
pub fn check_fixtures(analyzer: impl Analyzer + 'static) {
    check_fixtures_among(analyzer, Vec::new());
}

/// Like [`check_fixtures`], for an analyzer that rests on the records of others; theirs are not compared.
///
/// # Panics
/// As [`check_fixtures`].
pub fn check_fixtures_among(analyzer: impl Analyzer + 'static, others: Vec<Box<dyn Analyzer>>) {
    let snapshots = plugin(analyzer.declaration().id).join("tests/snapshots");
    let silent = others.iter().map(|other| other.declaration().id).collect();
    let mut all = others;
    all.push(Box::new(analyzer));
    let mut engine = Engine::new(Atlas::embedded(), all);
    engine.silence(silent);
    insta::glob!("../../../fixtures/articles", "*.{txt,jsonl}", |path| {
        for article in Inputs::find(&[path.to_owned()]).0.articles(None) {
            let article = article.unwrap_or_else(|problem| panic!("{problem}"));
            let name = article.id.clone();
            let mut settings = Settings::clone_current();
            settings.set_snapshot_path(&snapshots);
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.remove_snapshot_suffix();
            settings.remove_input_file();
            settings.bind(|| insta::assert_snapshot!(name, snapshot(&engine, article)));
        }
    });
}

/// The records of an article, for reading.
pub(crate) fn snapshot(engine: &Engine, article: Article) -> String {
    let sentences = engine.sentences(&article);
    let findings = analyze(engine, article);
    if findings.events.is_empty() {
        return "no records\n".to_owned();
    }
    let mut out = String::new();
    for event in &findings.events {
        let shown = quote(&findings.article.text, &sentences, event, Style::plain(120));
        let _ = writeln!(out, "{shown}");
    }
    out
}

pub(crate) fn plugin(id: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins").join(id)
}

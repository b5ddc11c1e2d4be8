//! What each format looks like, and that what it says of the text is true of the text.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod articles;
#[cfg(feature = "parquet")]
mod parquet;
mod truth;

use articles::articles;
use demarche_core::{Article, Event};
use demarche_report::{Annotations, Brat, CsvBundle, Html, Plover, Report};
use std::fs;
use std::path::Path;

/// Writes these articles.
fn write(report: &mut dyn Report, articles: &[(Article, Vec<Event>)]) {
    for (article, events) in articles {
        report.article(article, events).unwrap();
    }
    report.finish().unwrap();
}

/// What a report of one stream writes.
fn text<'a, R: Report + 'a>(new: impl Fn(&'a mut Vec<u8>) -> R, out: &'a mut Vec<u8>) -> R {
    let mut report = new(out);
    write(&mut report, &articles());
    report
}

/// All files of a folder, by name, without the list of their hashes.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .filter(|(name, _)| name != "demarche-files.tsv")
        .collect();
    files.sort();
    files
}

/// What a report of a folder writes, with a line before each file.
fn folder(mut new: impl FnMut(&Path) -> Box<dyn Report>) -> String {
    let scratch = tempfile::tempdir().unwrap();
    write(&mut *new(scratch.path()), &articles());
    let first = files(scratch.path());
    // The same again into the same folder: nothing is left of the first time, and the bytes are the same.
    write(&mut *new(scratch.path()), &articles());
    assert_eq!(first, files(scratch.path()));
    first.into_iter().map(|(name, content)| format!("━━ {name}\n{content}")).collect()
}

/// A new version of the engine is no change of a format.
fn unversioned(text: &str) -> String {
    text.replace(concat!("demarche ", env!("CARGO_PKG_VERSION")), "demarche VERSION")
}

#[test]
fn plover() {
    let mut out = Vec::new();
    let remarks = text(Plover::new, &mut out).remarks();
    let remarks: Vec<String> = remarks.iter().map(ToString::to_string).collect();
    let lines = String::from_utf8(out).unwrap();
    insta::assert_snapshot!(unversioned(&format!("{lines}━━ remarks\n{}", remarks.join("\n"))));
}

#[test]
fn annotations() {
    let mut out = Vec::new();
    text(Annotations::new, &mut out);
    insta::assert_snapshot!(unversioned(str::from_utf8(&out).unwrap()));
    let page: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(page["items"].as_array().unwrap().len(), 6);
}

#[test]
fn a_page_without_annotations_is_a_page() {
    let mut out = Vec::new();
    write(&mut Annotations::new(&mut out), &[]);
    let page: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!((page["type"].as_str(), page["items"].as_array().unwrap().len()), (Some("AnnotationPage"), 0));
}

#[test]
fn html() {
    let mut out = Vec::new();
    text(Html::new, &mut out);
    let page = String::from_utf8(out).unwrap();
    let (head, rest) = page.split_once("<main>").unwrap();
    assert!(head.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    // A file of its own: nothing is fetched.
    assert!(!page.contains("src=") && !page.contains("href="));
    insta::assert_snapshot!(rest.split_once("</main>").unwrap().0);
}

#[test]
fn brat() {
    insta::assert_snapshot!(folder(|path| Box::new(Brat::new(path).unwrap())));
}

#[test]
fn csv_bundle() {
    let bundle = folder(|path| Box::new(CsvBundle::new(path).unwrap()));
    let (codebook, _) = bundle.split_once("━━ events.csv").unwrap();
    insta::assert_snapshot!("csv_codebook", unversioned(codebook.split_once("━━ codebook.md").unwrap().1));
    let tables: Vec<&str> = bundle.split("━━ ").filter(|file| !file.starts_with("codebook.md")).collect();
    insta::assert_snapshot!("csv_tables", tables.join("━━ "));
}

#[test]
fn the_codebook_describes_every_column_of_every_file_and_nothing_else() {
    let scratch = tempfile::tempdir().unwrap();
    write(&mut CsvBundle::new(scratch.path()).unwrap(), &articles());
    let codebook = fs::read_to_string(scratch.path().join("codebook.md")).unwrap();
    let tables: Vec<(String, String)> =
        files(scratch.path()).into_iter().filter(|(name, _)| name.ends_with(".csv")).collect();
    assert_eq!(tables.len(), 4);
    for (name, content) in tables {
        let columns: Vec<&str> = content.lines().next().unwrap().split(',').collect();
        let (_, section) = codebook.split_once(&format!("## {name}\n")).unwrap();
        let section = section.split("\n## ").next().unwrap();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
        let described: Vec<&str> = rows.map(|row| row.split_once("` | ").unwrap().0).collect();
        assert_eq!(described, columns, "{name}");
    }
}

use crate::{Inputs, LONGEST_ARTICLE};
use demarche_core::{Article, DateMethod, Diagnostic, Precision, Severity};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use tempfile::TempDir;

type Read = (Vec<Article>, Vec<Diagnostic>);

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    dir
}

fn read(paths: &[PathBuf]) -> Read {
    let (inputs, mut problems) = Inputs::find(paths);
    let mut articles = Vec::new();
    for item in inputs.articles(None) {
        match item {
            Ok(article) => articles.push(article),
            Err(problem) => problems.push(problem),
        }
    }
    (articles, problems)
}

fn stream(content: impl AsRef<[u8]>) -> Read {
    let content = content.as_ref().to_vec();
    let items = Inputs::stream("standard input", "stdin", std::io::Cursor::new(content)).articles(None);
    let (articles, problems): (Vec<_>, Vec<_>) = items.partition(Result::is_ok);
    (articles.into_iter().flatten().collect(), problems.into_iter().filter_map(Result::err).collect())
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

fn ids(articles: &[Article]) -> Vec<&str> {
    articles.iter().map(|a| a.id.as_str()).collect()
}

#[test]
fn folders_are_searched_and_sorted_and_a_file_named_twice_is_read_once() {
    let dir = folder(&[
        ("b.txt", b"B"),
        ("sub/a.jsonl", b"{\"id\":\"x\",\"text\":\"X\"}\n{\"id\":7,\"text\":\"Seven\"}"),
        ("c.TXT.gz", &gz(b"C")),
        ("d.jsonl.gz", &gz(b"{\"text\":\"no id\"}")),
        ("notes.pdf", b"%PDF"),
        (".hidden/e.txt", b"E"),
    ]);
    let at = |name: &str| dir.path().join(name);
    let (articles, problems) = read(&[at("sub"), dir.path().to_owned(), at("b.txt")]);
    assert_eq!(ids(&articles), ["b", "c", "d:1", "x", "7"]);
    assert_eq!(articles[1].text, "C");
    assert!(problems.is_empty(), "{problems:?}");
    let (again, _) = read(&[at("sub/../b.txt"), at("c.TXT.gz"), at("d.jsonl.gz"), at("sub")]);
    assert_eq!(articles, again);
}

#[test]
fn fields_of_a_line_are_taken_over() {
    let line = r#"{"id":"d1","title":"Talks","date":"2023-01-18T10:00:00Z","source":"Gazette","text":"Hello.","lang":"en"}"#;
    let (articles, problems) = stream(format!("\u{feff}\n{line}\r\n"));
    assert!(problems.is_empty(), "{problems:?}");
    let article = &articles[0];
    assert_eq!((article.id.as_str(), article.text.as_str()), ("d1", "Hello."));
    assert_eq!((article.title.as_deref(), article.source.as_deref()), (Some("Talks"), Some("Gazette")));
    let published = article.published.unwrap();
    assert_eq!((published.date.to_string().as_str(), published.method), ("2023-01-18", DateMethod::Given));
}

#[test]
fn a_date_may_be_a_month_or_a_year() {
    let (articles, problems) = stream(
        "{\"date\":\"2024-02\",\"text\":\"A\"}\n{\"date\":1999,\"text\":\"B\"}\n{\"date\":\"\",\"text\":\"C\"}",
    );
    assert!(problems.is_empty(), "{problems:?}");
    let found: Vec<_> =
        articles.iter().map(|a| a.published.map(|p| (p.date.to_string(), p.precision))).collect();
    assert_eq!(
        found,
        [
            Some(("2024-02-01".to_owned(), Precision::Month)),
            Some(("1999-01-01".to_owned(), Precision::Year)),
            None
        ]
    );
}

#[test]
fn the_users_date_is_for_undated_articles_only() {
    let dir = folder(&[(
        "a.jsonl",
        b"{\"id\":\"dated\",\"date\":\"2020-02-02\",\"text\":\"A\"}\n{\"id\":\"undated\",\"text\":\"B\"}\n{\"id\":\"wrong\",\"date\":\"soon\",\"text\":\"C\"}",
    )]);
    let (inputs, _) = Inputs::find(&[dir.path().to_owned()]);
    let articles: Vec<Article> = inputs.articles("2024-05-06".parse().ok()).flatten().collect();
    let found: Vec<_> =
        articles.iter().map(|a| a.published.map(|p| (p.date.to_string(), p.method))).collect();
    assert_eq!(
        found,
        [
            Some(("2020-02-02".to_owned(), DateMethod::Given)),
            Some(("2024-05-06".to_owned(), DateMethod::User)),
            None
        ]
    );
}

#[test]
fn what_cannot_be_read_is_named_with_its_line_and_the_rest_is_read() {
    let dir = folder(&[
        ("1-latin.txt", b"Visit\nto K\xf6ln\n"),
        ("2-empty.txt", b" \n\xef\xbb\xbf"),
        ("3-lines.jsonl", b"{\"id\":\"good\",\"text\":\"Good.\"}\n{\"id\":\"cut\",\"text\":\"Cu\n{\"id\":\"bytes\",\"text\":\"\xff\"}\n\n[]\n{\"id\":\"bare\"}\n{\"id\":\"nil\",\"text\":\"\"}\n{\"id\":\"day\",\"date\":\"2024-13-01\",\"text\":\"Kept.\"}\n{\"id\":\"last\",\"text\":\"Last.\"}\n"),
        ("4-torn.txt.gz", &gz(b"torn apart by a broken connection")[..20]),
        ("5-good.txt", b"Good too."),
    ]);
    let (articles, problems) = read(&[dir.path().to_owned(), dir.path().join("missing.txt")]);
    assert_eq!(ids(&articles), ["good", "day", "last", "5-good"]);
    assert_eq!(articles[1].published, None);
    let root = format!("{}/", dir.path().display());
    let shown: Vec<String> =
        problems.iter().map(|p| format!("{}: {}", p.place.replace(&root, ""), p.what)).collect();
    assert_eq!(
        shown,
        [
            "missing.txt: cannot be read",
            "1-latin.txt:2: not UTF-8",
            "2-empty.txt: the article is empty",
            "3-lines.jsonl:2: not a JSON object of an article",
            "3-lines.jsonl:3: not UTF-8",
            "3-lines.jsonl:5: not a JSON object of an article",
            "3-lines.jsonl:6: the article has no text",
            "3-lines.jsonl:7: the article is empty",
            "3-lines.jsonl:8: `2024-13-01` is no date",
            "4-torn.txt.gz: cannot be read",
        ]
    );
    assert!(problems.iter().all(|p| p.severity == Severity::Error && !p.why.is_empty() && !p.fix.is_empty()));
}

#[test]
fn two_articles_of_one_id_are_both_read_and_both_named() {
    let dir = folder(&[
        ("2023/001.txt", b"A"),
        ("2024/001.txt", b"B"),
        ("2024/x.jsonl", b"{\"id\":\"001\",\"text\":\"C\"}"),
    ]);
    let (articles, problems) = read(&[dir.path().to_owned()]);
    assert_eq!(articles.len(), 3);
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0].severity, Severity::Warning);
    assert!(
        problems[0].place.ends_with("2024/001.txt") && problems[0].why.contains("2023/001.txt"),
        "{problems:?}"
    );
    assert!(problems[1].place.ends_with("x.jsonl:1"), "{problems:?}");
}

#[test]
fn a_stream_is_a_text_or_lines_packed_or_not() {
    assert_eq!(stream("\u{feff}A text.").0[0].text, "\u{feff}A text.");
    assert_eq!(ids(&stream(gz(b"A text.")).0), ["stdin"]);
    assert_eq!(ids(&stream(gz(b" {\"id\":\"a\",\"text\":\"A\"}\n{\"text\":\"B\"}")).0), ["a", "stdin:2"]);
    assert_eq!(stream("").1[0].what, "the article is empty");
}

#[test]
fn a_dump_is_no_article() {
    let (articles, problems) = stream(vec![b'a'; LONGEST_ARTICLE + 1]);
    assert!(articles.is_empty());
    assert_eq!(problems[0].what, "too long for one article");
    let mut lines = b"{".to_vec();
    lines.resize(2 * LONGEST_ARTICLE + 10, b'a');
    lines.extend_from_slice(b"\n{\"id\":\"next\",\"text\":\"Next.\"}\n");
    let (articles, problems) = stream(lines);
    assert_eq!((ids(&articles), problems.len()), (vec!["next"], 1));
}

#[test]
fn a_file_of_something_else_beside_articles_is_passed_over() {
    let dir = folder(&[("a.txt", b"A"), ("gold.jsonl", b"{\"id\":\"a\"}\n{\"id\":\"b\"}\n")]);
    let (articles, problems) = read(&[dir.path().to_owned()]);
    assert_eq!(ids(&articles), ["a"]);
    assert_eq!(
        (problems[0].severity, problems[0].what.as_str()),
        (Severity::Warning, "no articles in this file")
    );
    let (_, problems) = read(&[dir.path().join("gold.jsonl"), dir.path().to_owned()]);
    assert_eq!((problems[0].severity, problems.len()), (Severity::Error, 1));
    let (articles, problems) = stream("{\"id\":\"a\"}\n{\"id\":\"b\",\"text\":\"B\"}\n{\"id\":\"c\"}");
    assert_eq!(ids(&articles), ["b"]);
    assert_eq!(
        problems.iter().map(|p| p.place.as_str()).collect::<Vec<_>>(),
        ["standard input:2", "standard input:3"]
    );
}

#[test]
fn a_folder_without_articles_says_so() {
    let dir = folder(&[("notes.md", b"#")]);
    let (_, problems) = read(&[dir.path().to_owned()]);
    assert_eq!(problems[0].what, "nothing to analyse in this folder");
    let (articles, problems) = read(&[dir.path().join("notes.md")]);
    assert_eq!((ids(&articles), problems.len()), (vec!["notes"], 0));
}

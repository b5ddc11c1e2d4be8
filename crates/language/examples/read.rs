//! Prints what the reading knows of an article: `cargo run -p demarche-language --example read [--trees] FILE`.
//!
//! A line per sentence (zone, words), and under it its mentions, times and quotations.
#![allow(clippy::print_stdout, reason = "printing is what this program is for")]

use demarche_atlas::Atlas;
use demarche_core::{Article, EntityId, Reading, Span, Zone};
use demarche_language::Reader;

fn main() -> Result<(), std::io::Error> {
    let reader = Reader::new(Atlas::embedded(), &[]);
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    for path in paths {
        let article = Article::new(path.as_str(), std::fs::read_to_string(&path)?);
        let reading = reader.read(&article);
        show(&reading);
        if flags.iter().any(|f| f == "--trees") {
            trees(&reading);
        }
    }
    Ok(())
}

/// A line per word: its number, the word, lemma, tag, relation and head.
fn trees(reading: &dyn Reading) {
    for sentence in reading.sentences().iter().filter(|s| s.zone == Zone::Body) {
        println!();
        for (i, w) in reading.tree(sentence.id).words.iter().enumerate() {
            let head = w
                .head
                .map_or("root".to_owned(), |h| format!("{h} {}", reading.word(sentence.id, usize::from(h))));
            let word = reading.word(sentence.id, i);
            println!("{i:>4} {word:<18} {:<16} {:<6}{:<6}{:<12} {head}", w.lemma, w.upos, w.xpos, w.rel);
        }
    }
}

fn show(reading: &dyn Reading) {
    let text = reading.text();
    let names = |ids: &[EntityId]| -> String {
        let names: Vec<String> =
            ids.iter().map(|&e| reading.entity(e)).map(|e| format!("{} [{}]", e.name, e.key)).collect();
        if names.is_empty() { "?".to_owned() } else { names.join(" + ") }
    };
    let words = |span: Option<Span>| span.map_or("-", |s| s.slice(text));
    let published =
        reading.published().map_or("undated".to_owned(), |p| format!("{} by {}", p.date, p.method));
    println!(
        "=== {} · {published} · at {}",
        reading.article().id,
        reading.location().map_or("?".to_owned(), |e| names(&[e]))
    );
    for sentence in reading.sentences() {
        println!(
            "{:>4} {:<11} {}",
            sentence.id.0,
            sentence.zone,
            sentence.span.slice(text).replace('\n', " ")
        );
        if sentence.zone == Zone::Boilerplate {
            continue;
        }
        for mention in reading.mentions(sentence.id) {
            let kind = format!("{} {}", mention.form, mention.sense);
            println!("{:16} {kind:<15} {:<32} {}", "", mention.span.slice(text), names(&mention.entities));
        }
        for time in reading.times(sentence.id) {
            println!("{:16} {:<15} {:<32} {}", "", time.kind, time.span.slice(text), time.time.value);
        }
        for quote in reading.quotes().iter().filter(|q| q.sentence == sentence.id) {
            let said = format!("{} {}", words(quote.speaker), words(quote.verb));
            println!(
                "{:16} {:<15} {said:<32} {} → {}",
                "",
                "quote",
                names(&quote.speakers),
                names(&quote.audience)
            );
            println!("{:16} {:<15} {}", "", "", quote.span.slice(text).replace('\n', " "));
        }
    }
    for (id, weight) in reading.entities_by_weight() {
        let entity = reading.entity(id);
        let role = entity.role.as_deref().unwrap_or("-");
        println!(
            "{weight:>4} {:<12} {:<30} {} · {role}",
            entity.kind,
            entity.name,
            entity.country.as_deref().unwrap_or("-")
        );
    }
}

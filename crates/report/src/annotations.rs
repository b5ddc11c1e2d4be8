//! W3C Web Annotation, as JSON-LD: a page of annotations, one per record, each with the words that prove it as targets.
//!
//! A target has two selectors that select the same words: by quotation with what stands around it, which survives edits of the
//! text elsewhere, and by position in characters (code points), which is exact for the text as it was read.

use crate::Report;
use crate::characters::Characters;
use crate::words::line;
use demarche_core::{Article, Event, Span};
use serde::Serialize;
use std::io::{self, Write};

/// How many characters of the text are quoted before and after the words.
const CONTEXT: usize = 32;
/// What an annotation is for.
const MOTIVATION: &str = "describing";

/// One JSON-LD document, an `AnnotationPage`, with one annotation per line, written as articles come.
pub struct Annotations<W> {
    out: W,
    begun: bool,
}

impl<W: Write> Annotations<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Annotations { out, begun: false }
    }

    /// Ends the line before, and begins the page if nothing has been written.
    fn separate(&mut self) -> io::Result<()> {
        const HEAD: &str = concat!(
            "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:demarche:page\",",
            "\"type\":\"AnnotationPage\",\"items\":[\n"
        );
        let separator = if self.begun { ",\n" } else { HEAD };
        self.begun = true;
        self.out.write_all(separator.as_bytes())
    }
}

impl<W: Write> Report for Annotations<W> {
    fn article(&mut self, article: &Article, events: &[Event]) -> io::Result<()> {
        let characters = Characters::of(&article.text);
        for event in events {
            self.separate()?;
            serde_json::to_writer(&mut self.out, &Annotation::new(article, event, &characters))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if !self.begun {
            self.separate()?;
        }
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    generator: Generator,
    body: Vec<Body<'a>>,
    target: Vec<Target<'a>>,
}

#[derive(Serialize)]
struct Generator {
    r#type: &'static str,
    name: &'static str,
}

/// The record in words, or a tag.
#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    purpose: &'static str,
    format: &'static str,
    value: std::borrow::Cow<'a, str>,
}

/// Words of the article.
#[derive(Serialize)]
struct Target<'a> {
    r#type: &'static str,
    source: String,
    /// What the words stand for in the record: `sentence`, `trigger`, `actor` …
    #[serde(rename = "styleClass")]
    style_class: Vec<&'a str>,
    selector: (QuoteSelector<'a>, PositionSelector),
}

#[derive(Serialize)]
struct QuoteSelector<'a> {
    r#type: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct PositionSelector {
    r#type: &'static str,
    start: usize,
    end: usize,
}

impl<'a> Annotation<'a> {
    fn new(article: &'a Article, event: &'a Event, characters: &Characters<'_>) -> Self {
        let body = |purpose, value| Body { r#type: "TextualBody", purpose, format: "text/plain", value };
        let tags = std::iter::once(event.kind.as_str()).chain(event.topics.iter().map(String::as_str));
        Annotation {
            // The same words in two articles are one id of a record, but two annotations.
            id: format!("urn:demarche:event:{}:{}", encode(&event.article), event.id),
            r#type: "Annotation",
            motivation: MOTIVATION,
            generator: Generator {
                r#type: "Software",
                name: concat!("demarche ", env!("CARGO_PKG_VERSION")),
            },
            body: std::iter::once(body(MOTIVATION, format!("{} · {}", line(event), event.id).into()))
                .chain(tags.map(|tag| body("tagging", tag.into())))
                .collect(),
            target: targets(article, event, characters),
        }
    }
}

/// The cited words in the order of citation, each once with all that they stand for.
fn targets<'a>(article: &'a Article, event: &'a Event, characters: &Characters<'_>) -> Vec<Target<'a>> {
    let mut spans: Vec<Span> = Vec::new();
    let mut targets: Vec<Target<'a>> = Vec::new();
    for evidence in &event.evidence {
        if let Some(known) = spans.iter().position(|&span| span == evidence.span) {
            targets[known].style_class.push(&evidence.role);
            continue;
        }
        let range = characters.range(evidence.span);
        let (before, after) = around(&article.text, evidence.span);
        let quote = QuoteSelector {
            r#type: "TextQuoteSelector",
            exact: &evidence.text,
            prefix: before,
            suffix: after,
        };
        let position =
            PositionSelector { r#type: "TextPositionSelector", start: range.start, end: range.end };
        spans.push(evidence.span);
        targets.push(Target {
            r#type: "SpecificResource",
            source: source(&article.id),
            style_class: vec![&evidence.role],
            selector: (quote, position),
        });
    }
    targets
}

/// What stands right before and after a stretch.
fn around(text: &str, span: Span) -> (&str, &str) {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    (&before[start..], &after[..end])
}

/// The article as an IRI: its id if that is the address of a page, else a name of ours.
fn source(id: &str) -> String {
    let address = id.starts_with("https://") || id.starts_with("http://");
    if address && id.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c)) {
        id.to_owned()
    } else {
        format!("urn:demarche:article:{}", encode(id))
    }
}

/// Percent-encodes all but the characters that no IRI minds.
fn encode(id: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_named_by_its_address_or_by_its_id() {
        assert_eq!(source("https://example.org/a?b=1#c"), "https://example.org/a?b=1#c");
        assert_eq!(
            source("https://example.org/a b"),
            "urn:demarche:article:https%3A%2F%2Fexample.org%2Fa%20b"
        );
        assert_eq!(source("Köln 3"), "urn:demarche:article:K%C3%B6ln%203");
    }

    #[test]
    fn the_context_of_a_quotation_is_cut_between_characters() {
        let text = format!("{}Oslo{}", "ü🕊".repeat(20), "京".repeat(40));
        let start = text.find("Oslo").unwrap();
        let (before, after) = around(&text, Span::new(start, start + 4));
        assert_eq!((before, after), ("ü🕊".repeat(16).as_str(), "京".repeat(32).as_str()));
        assert_eq!(around("Oslo", Span::new(0, 4)), ("", ""));
    }
}

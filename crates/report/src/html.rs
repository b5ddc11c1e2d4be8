//! A page to read in a browser: each article with its evidence marked, beside the records that it proves, and filters over all.
//!
//! It is one file that asks for nothing else, so it can be mailed, archived and opened offline. Without scripts everything is
//! shown; the script only hides what a filter leaves out and points from a record to its words.

use crate::Report;
use crate::table::{rank, title};
use crate::words::{parties, sides, time, value};
use demarche_core::{Article, Event, Evidence, Span};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::BTreeSet;
use std::io::{self, Write};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The role of the words that are the record's whole sentence, which would mark everything.
const SENTENCE: &str = "sentence";

/// The details that say in words what a record is about.
const TOLD: [&str; 2] = ["mode", "what"];

/// A page of articles with their records.
pub struct Html<W> {
    out: W,
    begun: bool,
    articles: usize,
}

impl<W: Write> Html<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Html { out, begun: false, articles: 0 }
    }

    /// Opens the page, if that is still to be done.
    fn begin(&mut self) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        let head = html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content={ "demarche " (env!("CARGO_PKG_VERSION")) };
                title { "demarche" }
                style { (PreEscaped(STYLE)) }
            }
        };
        let filters = html! {
            header.page {
                h1 { "demarche" }
                form.filters {
                    input #find type="search" placeholder="Name, country code, topic, word …" aria-label="Find records";
                    span #kinds {}
                    label { "confidence ≥ " output #least { "0.00" } input #confidence type="range" min="0" max="1" step="0.05" value="0"; }
                    label { input #empty type="checkbox"; " articles without records" }
                    span #shown {}
                }
            }
        };
        // The page stays open for the articles that follow.
        let (doctype, head, filters) = (DOCTYPE.into_string(), head.into_string(), filters.into_string());
        write!(self.out, "{doctype}<html lang=\"en\">{head}<body>\n{filters}\n<main>\n")
    }
}

impl<W: Write> Report for Html<W> {
    fn article(&mut self, article: &Article, events: &[Event]) -> io::Result<()> {
        self.begin()?;
        self.articles += 1;
        let mut order: Vec<&Event> = events.iter().collect();
        order.sort_by_key(|event| (event.position().start, rank(event.kind.as_str())));
        let name = article.title.as_deref().filter(|t| !t.trim().is_empty()).unwrap_or(article.id.as_str());
        let shown = html! {
            article id={ "a" (self.articles) } {
                header {
                    h2 { (name) }
                    p {
                        @if let Some(date) = article.published.map(|p| p.date) { time datetime=(date) { (date) } " · " }
                        @if let Some(source) = &article.source { (source) " · " }
                        code { (article.id) }
                    }
                }
                div.text { (text(&article.text, &order)) }
                @if order.is_empty() { p.none { "No records." } } @else {
                    ol.records { @for (number, event) in order.iter().enumerate() { (record(number, event)) } }
                }
            }
        };
        writeln!(self.out, "{}", shown.into_string())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.begin()?;
        let script = html! { script { (PreEscaped(SCRIPT)) } };
        writeln!(self.out, "</main>\n{}\n</body></html>", script.into_string())?;
        self.out.flush()
    }
}

/// A record in a list: what it says, and the rule that made it.
fn record(number: usize, event: &Event) -> Markup {
    let kind = event.kind.as_str();
    let state = event.status.map(|s| s.to_string()).or_else(|| event.act.map(|a| a.to_string()));
    let topics = event.topics.iter().map(String::as_str);
    html! {
        li class=(kind) data-kind=(kind) data-plural=(title(kind).to_lowercase()) data-record=(number) data-confidence=(event.confidence) tabindex="0" {
            p.sides { b { (kind) } " " (sides(event)) }
            p.facts {
                @if let Some(state) = &state { span.state { (state) } }
                @if let Some(score) = event.score { span.state { (format!("{score:+.2}")) } }
                @if let Some(when) = &event.time { span title=(when.text) { (time(when)) } }
                @for topic in topics { span { (topic) } }
                @for name in TOLD { @if let Some(detail) = event.details.get(name) { span { (value(detail)) } } }
                @if !event.according_to.is_empty() { span { "says " (parties(&event.according_to)) } }
                span.confidence title="confidence" { (format!("{:.2}", event.confidence)) }
            }
            details {
                summary { (event.rule) }
                dl {
                    @for (name, detail) in &event.details { dt { (name) } dd { (value(detail)) } }
                    @if let Some(code) = &event.codes.plover { dt { "PLOVER" } dd { (code) } }
                    @if let Some(code) = &event.codes.cameo { dt { "CAMEO" } dd { (code) } }
                    dt { "id" } dd { code { (event.id) } }
                }
            }
        }
    }
}

/// The text in paragraphs, with every stretch that proves a record marked.
fn text(text: &str, events: &[&Event]) -> Markup {
    let words: Vec<(usize, &Evidence)> = events
        .iter()
        .enumerate()
        .flat_map(|(number, event)| event.evidence.iter().map(move |evidence| (number, evidence)))
        .filter(|(_, evidence)| evidence.role != SENTENCE)
        .collect();
    let mut start = 0;
    let paragraphs = text.split('\n').map(|line| {
        let own = Span::new(start, start + line.len());
        start += line.len() + 1;
        own
    });
    html! {
        @for paragraph in paragraphs.filter(|p| !p.slice(text).trim().is_empty()) {
            p { (stretch(text, paragraph, events, &words)) }
        }
    }
}

/// One paragraph, cut wherever evidence begins or ends.
fn stretch(text: &str, within: Span, events: &[&Event], words: &[(usize, &Evidence)]) -> Markup {
    let here: Vec<&(usize, &Evidence)> = words.iter().filter(|(_, e)| e.span.overlaps(within)).collect();
    let ends = here.iter().flat_map(|(_, e)| [e.span.start, e.span.end]);
    let inside = ends.filter(|&at| within.start < at && at < within.end);
    let cuts: BTreeSet<u32> = inside.chain([within.start, within.end]).collect();
    let cuts: Vec<u32> = cuts.into_iter().collect();
    html! {
        @for cut in cuts.windows(2) {
            @let span = Span { start: cut[0], end: cut[1] };
            @let cited: Vec<&(usize, &Evidence)> = here.iter().copied().filter(|(_, e)| e.span.overlaps(span)).collect();
            @if let Some((first, _)) = cited.first() {
                mark class=(events[*first].kind.as_str()) data-records=(numbers(&cited)) title=(roles(&cited, events)) { (span.slice(text)) }
            } @else { (span.slice(text)) }
        }
    }
}

/// The records of some evidence, by number, each once.
fn numbers(cited: &[&(usize, &Evidence)]) -> String {
    let numbers: BTreeSet<usize> = cited.iter().map(|(number, _)| *number).collect();
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}

/// What the words are in each record: "visit: actor · contact: actor".
fn roles(cited: &[&(usize, &Evidence)], events: &[&Event]) -> String {
    let roles: BTreeSet<String> =
        cited.iter().map(|(number, e)| format!("{}: {}", events[*number].kind, e.role)).collect();
    roles.into_iter().collect::<Vec<_>>().join(" · ")
}

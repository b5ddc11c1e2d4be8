//! PLOVER, the ontology of political event data, as JSON Lines.
//!
//! One line per record that has a PLOVER event; statements and tone have none and are left out. The date is the event's own
//! where the text fixes it, else the day of publication; a record with neither date, or without an actor, cannot be written in
//! PLOVER, and is counted in a remark. Lists hold all parties: a meeting has everyone in `actor` and no recipient.

use crate::Report;
use crate::characters::Characters;
use crate::entity::Entity;
use demarche_core::{Article, Diagnostic, Event, Precision, Published, SCHEMA, Status};
use jiff::{ToSpan, civil::Date};
use serde::Serialize;
use std::io::{self, Write};

/// The version of the ontology whose codes the records bear.
const CODEBOOK: &str = "PLOVER 2.0 draft";
/// What coded the records.
const CODER: &str = concat!("demarche ", env!("CARGO_PKG_VERSION"));

/// PLOVER records, one per line, as articles come.
pub struct Plover<W> {
    out: W,
    /// How many records had neither a time nor a publication date.
    undated: usize,
    /// How many records had no actor.
    without_actor: usize,
}

impl<W: Write> Plover<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Plover { out, undated: 0, without_actor: 0 }
    }
}

impl<W: Write> Report for Plover<W> {
    fn article(&mut self, article: &Article, events: &[Event]) -> io::Result<()> {
        let characters = Characters::of(&article.text);
        for event in events {
            let Some(code) = &event.codes.plover else { continue };
            if event.actors.is_empty() {
                self.without_actor += 1;
                continue;
            }
            let Some((date, enddate)) = dates(article, event) else {
                self.undated += 1;
                continue;
            };
            let record = Record::new(article, event, code, date, enddate, &characters);
            serde_json::to_writer(&mut self.out, &record)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn remarks(&self) -> Vec<Diagnostic> {
        let remark = |number: usize, lack: &str, fix: &str| {
            let records =
                if number == 1 { "1 record was".to_owned() } else { format!("{number} records were") };
            (number > 0).then(|| {
                Diagnostic::warning("PLOVER", format!("{records} left out that had no {lack}"))
                    .because(format!("the format requires one: {lack}"))
                    .fix(fix)
            })
        };
        let undated = remark(self.undated, "date", "give the articles a date of publication");
        let without_actor = remark(self.without_actor, "actor", "take them from another format");
        undated.into_iter().chain(without_actor).collect()
    }
}

/// First and last day; the last only if it is another one.
fn dates(article: &Article, event: &Event) -> Option<(String, Option<String>)> {
    let time = event.time.as_ref().and_then(|time| Some((time.start?, time.end?)));
    let (start, end) = time.or_else(|| Some(period(article.published?)))?;
    Some((start.to_string(), (end > start).then(|| end.to_string())))
}

/// The days among which the day of publication is.
fn period(published: Published) -> (Date, Date) {
    let first = published.date;
    let last = match published.precision {
        Precision::Week => first.saturating_add(6.days()),
        Precision::Month => first.last_of_month(),
        Precision::Year => first.last_of_year(),
        _ => first,
    };
    (first, last)
}

#[derive(Serialize)]
struct Record<'a> {
    id: String,
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<String>,
    actor: Vec<Entity<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<Entity<'a>>,
    event: [&'a str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mode: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    context: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Location<'a>>,
    event_text: Vec<&'a str>,
    text_info: TextInfo,
    cite_info: CiteInfo<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cc3: Option<&'a str>,
}

/// Where the sentence stands in the article, in characters.
#[derive(Serialize)]
struct TextInfo {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct CiteInfo<'a> {
    citation: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publication: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    language: &'static str,
    coder: &'static str,
    codebook: &'static str,
    version: &'static str,
}

impl<'a> Record<'a> {
    fn new(
        article: &'a Article,
        event: &'a Event,
        code: &'a str,
        date: String,
        enddate: Option<String>,
        characters: &Characters<'_>,
    ) -> Self {
        let (name, mode) = code.split_once('/').map_or((code, None), |(name, mode)| (name, Some(mode)));
        let sentence = characters.range(event.position());
        let triggers = event.evidence.iter().filter(|e| e.role == "trigger").map(|e| e.text.as_str());
        Record {
            // The same words in two outlets are one id of ours, but two records of PLOVER.
            id: format!("{}/{}", event.article, event.id),
            date,
            enddate,
            actor: event.actors.iter().map(Entity::from).collect(),
            recipient: event.recipients.iter().map(Entity::from).collect(),
            event: [name],
            mode: mode.into_iter().chain(to_come(name, event).then_some("future")).collect(),
            context: contexts(event),
            event_loc: event
                .place
                .as_ref()
                .map(|place| Location { name: &place.name, cc3: place.country.as_deref() }),
            event_text: triggers.collect(),
            text_info: TextInfo { start: sentence.start, end: sentence.end },
            cite_info: CiteInfo {
                citation: &article.id,
                publication: article.source.as_deref(),
                title: article.title.as_deref(),
                language: "en",
                coder: CODER,
                codebook: CODEBOOK,
                version: SCHEMA,
            },
        }
    }
}

/// Whether what the code names has not happened yet. A wish or an invitation that is coded as an agreement is one to something
/// that is still to come; one that is coded as a request has been made.
fn to_come(name: &str, event: &Event) -> bool {
    let ahead = matches!(event.status, Some(Status::Invited | Status::Desired | Status::Planned));
    name == "AGREE" && ahead || event.details.get("announced").is_some_and(|announced| announced == true)
}

/// What it is about, in PLOVER's own words, as the analyzer of concerns notes them.
fn contexts(event: &Event) -> Vec<&str> {
    let contexts = event.details.get("contexts").and_then(|contexts| contexts.as_array());
    contexts.into_iter().flatten().filter_map(|context| context.as_str()).collect()
}

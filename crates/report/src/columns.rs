//! The columns of a record as one flat row, as the CSV bundle and Parquet have them.

use demarche_core::{Article, Event, Party};
use jiff::civil::Date;

/// A column: its name, what it holds, and how a record fills it.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// For the codebook.
    pub(crate) about: &'static str,
    pub(crate) read: Read,
}

/// How a record fills a column, by the column's type.
pub(crate) enum Read {
    Text(Fill<Option<String>>),
    List(Fill<Vec<String>>),
    Date(Fill<Option<Date>>),
    Number(Fill<Option<f64>>),
}

pub(crate) type Fill<T> = fn(&Article, &Event) -> T;

const fn column(name: &'static str, about: &'static str, read: Read) -> Column {
    Column { name, about, read }
}

/// One row per record.
pub(crate) const EVENTS: &[Column] = &[
    column(
        "id",
        "The same for the same text and event on every run. Unique together with `article`.",
        Read::Text(|_, e| Some(e.id.clone())),
    ),
    column("article", "The article's id.", Read::Text(|_, e| Some(e.article.clone()))),
    column("title", "The article's headline.", Read::Text(|a, _| a.title.clone())),
    column("source", "Who published the article.", Read::Text(|a, _| a.source.clone())),
    column(
        "published",
        "When the article was published, or the first day of that period.",
        Read::Date(|a, _| Some(a.published?.date)),
    ),
    column(
        "published_precision",
        "How precisely that is known; see Values.",
        Read::Text(|a, _| Some(a.published?.precision.to_string())),
    ),
    column(
        "published_method",
        "How that is known; see Values.",
        Read::Text(|a, _| Some(a.published?.method.to_string())),
    ),
    column("analyzer", "Which analyzer wrote the record.", Read::Text(|_, e| Some(e.analyzer.to_string()))),
    column(
        "rule",
        "Which rule fired; `demarche explain RULE` prints it.",
        Read::Text(|_, e| Some(e.rule.clone())),
    ),
    column("kind", "What sort of event it is; see Values.", Read::Text(|_, e| Some(e.kind.to_string()))),
    column("status", "How far it has come; see Values.", Read::Text(|_, e| e.status.map(|s| s.to_string()))),
    column(
        "act",
        "With which act a concern is put; see Values.",
        Read::Text(|_, e| e.act.map(|a| a.to_string())),
    ),
    column(
        "actors",
        "Who acts: visitors, raisers, speakers, all parties of a contact.",
        Read::List(|_, e| names(&e.actors)),
    ),
    column("actor_ids", "Their ids, in the same order.", Read::List(|_, e| ids(&e.actors))),
    column(
        "actor_countries",
        "Their countries (ISO 3166-1 alpha-3, or a body's short name), or empty items.",
        Read::List(|_, e| countries(&e.actors)),
    ),
    column(
        "recipients",
        "Towards whom: hosts, addressees, audience.",
        Read::List(|_, e| names(&e.recipients)),
    ),
    column("recipient_ids", "Their ids, in the same order.", Read::List(|_, e| ids(&e.recipients))),
    column("recipient_countries", "Their countries, likewise.", Read::List(|_, e| countries(&e.recipients))),
    column(
        "place",
        "Where it happens; the destination of a visit.",
        Read::Text(|_, e| Some(e.place.as_ref()?.name.clone())),
    ),
    column(
        "place_country",
        "The place's country, ISO 3166-1 alpha-3.",
        Read::Text(|_, e| e.place.as_ref()?.country.clone()),
    ),
    column(
        "date_text",
        "When it happens, in the article's words.",
        Read::Text(|_, e| Some(e.time.as_ref()?.text.clone())),
    ),
    column(
        "date_value",
        "The same in the style of TIMEX3: 2024, 2024-W06, PAST_REF.",
        Read::Text(|_, e| Some(e.time.as_ref()?.value.clone())),
    ),
    column("date_start", "Its first day, where it can be fixed.", Read::Date(|_, e| e.time.as_ref()?.start)),
    column("date_end", "Its last day, included.", Read::Date(|_, e| e.time.as_ref()?.end)),
    column(
        "date_precision",
        "How wide the time is; see Values.",
        Read::Text(|_, e| Some(e.time.as_ref()?.precision.to_string())),
    ),
    column("topics", "What it is about: ids of topics.", Read::List(|_, e| e.topics.clone())),
    column("score", "Tone, from -1 (tense) to 1 (warm).", Read::Number(|_, e| e.score)),
    column(
        "according_to",
        "Who says so, outermost first; empty: the article itself.",
        Read::List(|_, e| names(&e.according_to)),
    ),
    column("according_to_ids", "Their ids, in the same order.", Read::List(|_, e| ids(&e.according_to))),
    column(
        "plover",
        "Code of the PLOVER ontology, with its mode after a slash.",
        Read::Text(|_, e| e.codes.plover.clone()),
    ),
    column(
        "cameo",
        "Code of the CAMEO ontology. It is text: zeros in front count.",
        Read::Text(|_, e| e.codes.cameo.clone()),
    ),
    column("confidence", "How sure the engine is, from 0 to 1.", Read::Number(|_, e| Some(e.confidence))),
    column(
        "sentence",
        "The sentence that proves it.",
        Read::Text(|_, e| Some(e.evidence.first()?.text.clone())),
    ),
    column("triggers", "The words that tell of the event, one item per mention.", Read::List(triggers)),
    column(
        "details",
        "What only this kind of event has, as a JSON object.",
        Read::Text(|_, e| serde_json::to_string(&e.details).ok()),
    ),
    column(
        "schema",
        "The record's schema; a change of meaning is a new number.",
        Read::Text(|_, e| Some(e.schema.to_string())),
    ),
];

fn names(parties: &[Party]) -> Vec<String> {
    parties.iter().map(|party| party.name.clone()).collect()
}

fn ids(parties: &[Party]) -> Vec<String> {
    parties.iter().map(|party| party.id.clone()).collect()
}

fn countries(parties: &[Party]) -> Vec<String> {
    parties.iter().map(|party| party.country.clone().unwrap_or_default()).collect()
}

fn triggers(_: &Article, event: &Event) -> Vec<String> {
    event.evidence.iter().filter(|e| e.role == "trigger").map(|e| e.text.clone()).collect()
}

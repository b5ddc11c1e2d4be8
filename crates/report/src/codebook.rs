//! The codebook of the CSV bundle: what every file and column holds.

use crate::columns::{EVENTS, Read};
use demarche_core::event::Kind;
use demarche_core::{Act, DateMethod, Mode, PartyKind, Precision, SCHEMA, Status};
use std::fmt::Write;

/// Names of columns and what they hold.
pub(crate) type Header = [(&'static str, &'static str)];

/// The columns of `parties.csv`.
pub(crate) const PARTIES: &Header = &[
    ("article", "The article's id."),
    ("event", "The record's id, as in `events.csv`."),
    ("side", "`actor`, `recipient`, or `according_to`: who says so."),
    ("position", "Place in the record's list of this side, from 0."),
    ("party", "The party's id, as in `actors.csv`."),
    ("name", "The fullest name that the article gives."),
    ("kind", "What the party is; see Values."),
    ("role", "Office or function as written near the name."),
    (
        "country",
        "ISO 3166-1 alpha-3, or a body's short name; empty where the text and the atlas leave it open.",
    ),
];

/// The columns of `evidence.csv`.
pub(crate) const EVIDENCE: &Header = &[
    ("article", "The article's id."),
    ("event", "The record's id, as in `events.csv`."),
    ("position", "Place in the record's list of evidence, from 0; the first is the sentence."),
    ("role", "What the words stand for: `sentence`, `trigger`, `actor`, `place`, `time`, `topic` …"),
    ("text", "The words, exactly as in the article."),
    ("start_byte", "Where they begin in the article's text, in bytes of UTF-8, from 0."),
    ("end_byte", "Where they end; the byte there is not part of them."),
    ("start_char", "Where they begin, in characters (Unicode code points), from 0."),
    ("end_char", "Where they end; the character there is not part of them."),
];

/// The columns of `actors.csv`.
pub(crate) const ACTORS: &Header = &[
    ("party", "The party's id, the same in all articles."),
    ("name", "The name that most records give it."),
    ("kind", "What most records take it for; see Values."),
    ("country", "Its country in most records."),
    ("names", "All names, the most frequent first."),
    ("roles", "All offices and functions, the most frequent first."),
    ("events", "In how many records it is a party or the source."),
    ("articles", "In how many articles."),
];

/// The codebook as Markdown.
pub(crate) fn codebook() -> String {
    let mut out = format!(
        "# Codebook\n\nWritten by demarche {}, schema `{SCHEMA}`.\n\n\
         All tables are CSV in UTF-8 with a first row of names: cells are divided by commas, a cell with a comma, quotation mark or \
         line break stands in quotation marks, and an empty cell means not known or not applicable. Days are `YYYY-MM-DD`. Lists are \
         divided by `|`; within an item, `|` and `\\` have a `\\` before them.\n",
        env!("CARGO_PKG_VERSION")
    );
    let events = EVENTS.iter().map(|column| {
        let holds = match column.read {
            Read::Text(_) => "text",
            Read::List(_) => "list",
            Read::Date(_) => "day",
            Read::Number(_) => "number",
        };
        (column.name, format!("{} ({holds})", column.about))
    });
    section(&mut out, "events.csv", "One row per record.", events);
    let described = |header: &Header| -> Vec<(&'static str, String)> {
        header.iter().map(|&(name, about)| (name, about.to_owned())).collect()
    };
    section(&mut out, "parties.csv", "One row per party of a record.", described(PARTIES));
    section(
        &mut out,
        "evidence.csv",
        "One row per stretch of text that proves a record.",
        described(EVIDENCE),
    );
    section(&mut out, "actors.csv", "One row per party: the dictionary of actors.", described(ACTORS));
    out.push_str("\n## Values\n\n");
    let kinds = [Kind::VISIT, Kind::CONTACT, Kind::CONCERN, Kind::AGREEMENT, Kind::STATEMENT, Kind::TONE];
    values(&mut out, "kind of an event, beside those of other plugins", kinds.map(|kind| kind.to_string()));
    values(&mut out, "status", Status::ALL);
    values(&mut out, "act", Act::ALL);
    values(&mut out, "mode of a contact, in `details`", Mode::ALL);
    values(&mut out, "kind of a party", PartyKind::ALL);
    values(&mut out, "date_precision, published_precision", Precision::ALL);
    values(&mut out, "published_method", DateMethod::ALL);
    out
}

fn section(
    out: &mut String,
    file: &str,
    about: &str,
    columns: impl IntoIterator<Item = (&'static str, String)>,
) {
    // Writing to a string cannot fail.
    let _ = write!(out, "\n## {file}\n\n{about}\n\n| column | what it holds |\n|---|---|\n");
    for (name, about) in columns {
        let _ = writeln!(out, "| `{name}` | {} |", about.replace('|', "\\|"));
    }
}

fn values<T: ToString>(out: &mut String, what: &str, values: impl IntoIterator<Item = T>) {
    let values: Vec<String> = values.into_iter().map(|value| format!("`{}`", value.to_string())).collect();
    let _ = writeln!(out, "- {what}: {}", values.join(" · "));
}

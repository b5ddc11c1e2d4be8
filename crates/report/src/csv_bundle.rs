//! A folder of CSV files for spreadsheets and statistics, with a codebook that describes every column.

use crate::Report;
use crate::actors::Actors;
use crate::characters::Characters;
use crate::codebook::{ACTORS, EVIDENCE, Header, PARTIES, codebook};
use crate::columns::{Column, EVENTS, Read};
use crate::folder::{Entry, Folder};
use csv::Writer;
use demarche_core::{Article, Event, Party};
use std::io;
use std::path::Path;

/// `events.csv`, `parties.csv` and `evidence.csv`, written as articles come; `actors.csv` and `codebook.md` at the end.
pub struct CsvBundle {
    folder: Folder,
    /// None once they are closed.
    tables: Option<Tables>,
    actors: Actors,
}

/// What is written as articles come.
struct Tables {
    events: Writer<Entry>,
    parties: Writer<Entry>,
    evidence: Writer<Entry>,
}

impl CsvBundle {
    /// Writes into a new or empty folder, or one that it has written before.
    ///
    /// # Errors
    /// If the folder holds anything else, or cannot be written.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let mut folder = Folder::open(folder)?;
        let mut events = Writer::from_writer(folder.create("events.csv")?);
        events.write_record(EVENTS.iter().map(|column| column.name))?;
        let tables = Tables {
            events,
            parties: table(&mut folder, "parties.csv", PARTIES)?,
            evidence: table(&mut folder, "evidence.csv", EVIDENCE)?,
        };
        Ok(CsvBundle { folder, tables: Some(tables), actors: Actors::default() })
    }
}

impl Report for CsvBundle {
    fn article(&mut self, article: &Article, events: &[Event]) -> io::Result<()> {
        self.actors.count(events);
        let Some(tables) = &mut self.tables else { return Ok(()) };
        let characters = Characters::of(&article.text);
        for event in events {
            tables.events.write_record(EVENTS.iter().map(|column| cell(column, article, event)))?;
            tables.parties(event)?;
            tables.evidence(event, &characters)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let Some(Tables { events, parties, evidence }) = self.tables.take() else { return Ok(()) };
        let mut actors = table(&mut self.folder, "actors.csv", ACTORS)?;
        for (id, actor) in self.actors.iter() {
            actors.write_record([
                id,
                actor.names().first().map_or("", String::as_str),
                &actor.kind(),
                &actor.country(),
                &list(&actor.names()),
                &list(&actor.roles()),
                &actor.events.to_string(),
                &actor.articles.to_string(),
            ])?;
        }
        for table in [events, parties, evidence, actors] {
            self.folder.close(table.into_inner().map_err(csv::IntoInnerError::into_error)?)?;
        }
        self.folder.write("codebook.md", codebook().as_bytes())
    }
}

impl Tables {
    fn parties(&mut self, event: &Event) -> io::Result<()> {
        let sides = [
            ("actor", &event.actors),
            ("recipient", &event.recipients),
            ("according_to", &event.according_to),
        ];
        for (side, parties) in sides {
            for (position, Party { name, id, kind, role, country }) in parties.iter().enumerate() {
                self.parties.write_record([
                    &event.article,
                    &event.id,
                    side,
                    &position.to_string(),
                    id,
                    name,
                    kind.as_str(),
                    role.as_deref().unwrap_or(""),
                    country.as_deref().unwrap_or(""),
                ])?;
            }
        }
        Ok(())
    }

    fn evidence(&mut self, event: &Event, characters: &Characters<'_>) -> io::Result<()> {
        for (position, evidence) in event.evidence.iter().enumerate() {
            let range = characters.range(evidence.span);
            self.evidence.write_record([
                &event.article,
                &event.id,
                &position.to_string(),
                &*evidence.role,
                &evidence.text,
                &evidence.span.start.to_string(),
                &evidence.span.end.to_string(),
                &range.start.to_string(),
                &range.end.to_string(),
            ])?;
        }
        Ok(())
    }
}

/// A table with its first row.
fn table(folder: &mut Folder, name: &'static str, header: &Header) -> io::Result<Writer<Entry>> {
    let mut table = Writer::from_writer(folder.create(name)?);
    table.write_record(header.iter().map(|(name, _)| name))?;
    Ok(table)
}

fn cell(column: &Column, article: &Article, event: &Event) -> String {
    match column.read {
        Read::Text(read) => read(article, event).unwrap_or_default(),
        Read::List(read) => list(&read(article, event)),
        Read::Date(read) => read(article, event).map_or_else(String::new, |date| date.to_string()),
        Read::Number(read) => read(article, event).map_or_else(String::new, |number| number.to_string()),
    }
}

/// Items divided by bars; a bar or backslash within an item has a backslash before it.
fn list(items: &[String]) -> String {
    let escaped = items.iter().map(|item| item.replace('\\', "\\\\").replace('|', "\\|"));
    escaped.collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_can_be_taken_apart_again() {
        let items = ["NOR", "", r"a|b", r"c\"].map(str::to_owned);
        assert_eq!(list(&items), r"NOR||a\|b|c\\");
        assert_eq!(list(&[]), "");
    }
}

//! What the file tells.

use crate::{Store, StoreError};
use demarche_core::{Article, Event, Published};
use demarche_ledger::{Applied, Finding, History, Mention, Person, Source, Verdict};
use jiff::civil::Date;
use rusqlite::{Row, Rows, ToSql, params_from_iter};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Which histories are wanted; what is not given does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Kinds of event.
    pub kinds: Vec<String>,
    /// Countries or bodies that all take part.
    pub sides: Vec<String>,
    /// A person or body, by id or by a part of the name.
    pub party: Option<String>,
    /// A topic, or the first part of its id.
    pub topic: Option<String>,
    /// Not over before this day.
    pub since: Option<Date>,
    /// Begun by this day.
    pub until: Option<Date>,
}

impl Store {
    /// Histories by day, kind and id.
    ///
    /// # Errors
    /// If SQLite fails or a row was changed by hand.
    pub fn histories(&self, filter: &Filter) -> Result<Vec<History>, StoreError> {
        let mut terms = vec!["1".to_owned()];
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        let mut term = |sql: &str, value: String| {
            values.push(Box::new(value));
            terms.push(sql.replace('?', &format!("?{}", values.len())));
        };
        if !filter.kinds.is_empty() {
            let kinds: Vec<String> = filter.kinds.iter().map(|kind| format!(" {kind} ")).collect();
            term("instr(?, ' ' || kind || ' ') > 0", kinds.concat());
        }
        for side in &filter.sides {
            term(
                "EXISTS (SELECT 1 FROM history_party p WHERE p.history_id = history.id AND (p.country = ? OR p.party = ?))",
                side.clone(),
            );
        }
        if let Some(party) = &filter.party {
            term(
                "EXISTS (SELECT 1 FROM history_party p WHERE p.history_id = history.id
                   AND (p.party = ? OR instr(lower(p.name), lower(?)) > 0))",
                party.clone(),
            );
        }
        if let Some(topic) = &filter.topic {
            term(
                "EXISTS (SELECT 1 FROM history_topic t WHERE t.history_id = history.id
                   AND (t.topic = ? OR substr(t.topic, 1, length(?) + 1) = ? || '.'))",
                topic.clone(),
            );
        }
        if let Some(since) = filter.since {
            term("coalesce(end_date, last_known) >= ?", since.to_string());
        }
        if let Some(until) = filter.until {
            term("coalesce(start_date, first_known) <= ?", until.to_string());
        }
        let mut find = self.db.prepare(&format!(
            "SELECT record FROM history WHERE {}
             ORDER BY coalesce(start_date, first_known) IS NULL, coalesce(start_date, first_known), kind, id",
            terms.join(" AND ")
        ))?;
        all(find.query(params_from_iter(values))?, record)
    }

    /// The histories whose id begins so, or that a record of this id belongs to.
    ///
    /// # Errors
    /// If SQLite fails or a row was changed by hand.
    pub fn find(&self, id: &str) -> Result<Vec<History>, StoreError> {
        let mut find = self.db.prepare(
            "SELECT record FROM history WHERE substr(id, 1, length(?1)) = ?1
               OR id IN (SELECT m.history_id FROM mention m JOIN event e ON e.id = m.event_id WHERE e.name = ?1)
             ORDER BY id",
        )?;
        all(find.query([id])?, record)
    }

    /// The records of a history, by the day on which they became known.
    ///
    /// # Errors
    /// If SQLite fails or a row was changed by hand.
    pub fn mentions(&self, history: &str) -> Result<Vec<Mention>, StoreError> {
        let mut find = self.db.prepare_cached(&format!(
            "SELECT {MENTION} FROM {FROM} JOIN mention m ON m.event_id = e.id WHERE m.history_id = ?1
             ORDER BY a.dated IS NULL, a.dated, a.name, e.merge_order"
        ))?;
        all(find.query([history])?, mention)
    }

    /// The concerns in the articles that tell of a history.
    ///
    /// # Errors
    /// If SQLite fails or a row was changed by hand.
    pub fn concerns_beside(&self, history: &str) -> Result<Vec<Mention>, StoreError> {
        let mut find = self.db.prepare_cached(&format!(
            "SELECT {MENTION} FROM {FROM} WHERE e.kind = 'concern' AND a.id IN
               (SELECT e.article_id FROM mention m JOIN event e ON e.id = m.event_id WHERE m.history_id = ?1)
             ORDER BY a.name, e.merge_order"
        ))?;
        all(find.query([history])?, mention)
    }

    /// Hands over every article with its records, in the order of their ids.
    ///
    /// # Errors
    /// If SQLite fails, a row was changed by hand, or `take` fails.
    pub fn articles<E: From<StoreError>>(
        &self,
        mut take: impl FnMut(&Article, &[Event]) -> Result<(), E>,
    ) -> Result<(), E> {
        let lift = |error: rusqlite::Error| E::from(StoreError::from(error));
        let mut articles = self
            .db
            .prepare("SELECT name, title, publisher, text, published, published_precision, published_method, id FROM article ORDER BY name")
            .map_err(lift)?;
        let mut records =
            self.db.prepare("SELECT record FROM event WHERE article_id = ?1 ORDER BY id").map_err(lift)?;
        let mut rows = articles.query([]).map_err(lift)?;
        while let Some(row) = rows.next().map_err(lift)? {
            let article = || -> Result<(Article, i64), StoreError> {
                let article = Article {
                    id: row.get(0)?,
                    title: row.get(1)?,
                    source: row.get(2)?,
                    text: row.get(3)?,
                    published: published(row, 4)?,
                };
                Ok((article, row.get(7)?))
            };
            let (article, id) = article()?;
            let mut events: Vec<Event> = Vec::new();
            let mut found = records.query([id]).map_err(lift)?;
            while let Some(row) = found.next().map_err(lift)? {
                let record: String = row.get(0).map_err(lift)?;
                events.push(serde_json::from_str(&record).map_err(|error| E::from(StoreError::from(error)))?);
            }
            take(&article, &events)?;
        }
        Ok(())
    }

    /// What was known on a day: a ledger of the articles that were out by then, as far as it is known when they were; an article that
    /// others date counts from that day on.
    ///
    /// # Errors
    /// If SQLite fails or a row was changed by hand.
    pub fn as_of(&self, day: Date) -> Result<Store, StoreError> {
        let mut then = Store::in_memory()?;
        if let Some(corrections) = self.setting("corrections")? {
            then.correct(&corrections)?;
        }
        then.begin()?;
        let dated: BTreeMap<String, Option<Published>> = self.undated()?.into_iter().collect();
        self.articles(|article, events| -> Result<(), StoreError> {
            let out = article.published.or_else(|| dated.get(&article.id).copied().flatten());
            if out.is_some_and(|published| published.date <= day) {
                then.add(article, events)?;
            }
            Ok(())
        })?;
        then.commit()?;
        then.build()?;
        Ok(then)
    }

    /// What to look at before publishing, worst first.
    ///
    /// # Errors
    /// If SQLite fails or a row was changed by hand.
    pub fn findings(&self) -> Result<Vec<Finding>, StoreError> {
        let mut find =
            self.db.prepare("SELECT verdict, history_id, message, articles FROM finding ORDER BY id")?;
        let mut rows = find.query([])?;
        let mut findings = Vec::new();
        while let Some(row) = rows.next()? {
            let (verdict, articles): (String, String) = (row.get(0)?, row.get(3)?);
            findings.push(Finding {
                verdict: serde_json::from_value::<Verdict>(verdict.into())?,
                history: row.get(1)?,
                message: row.get(2)?,
                articles: serde_json::from_str(&articles)?,
            });
        }
        Ok(findings)
    }

    /// What became of the user's corrections: verb, record, reason, and whether there is such a record.
    ///
    /// # Errors
    /// If SQLite fails.
    pub fn corrections(&self) -> Result<Vec<Applied>, StoreError> {
        let mut find = self.db.prepare("SELECT verb, event, why, found FROM correction ORDER BY id")?;
        let applied = find.query_map([], |row| {
            Ok(Applied { verb: row.get(0)?, event: row.get(1)?, why: row.get(2)?, found: row.get(3)? })
        })?;
        Ok(applied.collect::<Result<_, _>>()?)
    }

    /// How many articles there are, and how many stories they tell.
    ///
    /// # Errors
    /// If SQLite fails.
    pub fn size(&self) -> Result<(i64, i64), StoreError> {
        let count = "SELECT count(*), count(DISTINCT story_id) FROM article";
        Ok(self.db.query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Articles that are dated by others, or not at all: id, day, precision.
    ///
    /// # Errors
    /// If SQLite fails.
    pub fn undated(&self) -> Result<Vec<(String, Option<Published>)>, StoreError> {
        let mut find = self.db.prepare(
            "SELECT name, dated, dated_precision, dated_method FROM article WHERE published IS NULL ORDER BY name",
        )?;
        let mut rows = find.query([])?;
        let mut undated = Vec::new();
        while let Some(row) = rows.next()? {
            undated.push((row.get(0)?, published(row, 1)?));
        }
        Ok(undated)
    }

    /// Everybody who is named, by id.
    ///
    /// # Errors
    /// If SQLite fails or a row was changed by hand.
    pub fn people(&self) -> Result<Vec<Person>, StoreError> {
        let mut find = self.db.prepare("SELECT id, name, names, countries FROM person ORDER BY id")?;
        let mut offices =
            self.db.prepare("SELECT office, country, first_known, last_known FROM office WHERE person_id = ?1 ORDER BY number")?;
        let mut rows = find.query([])?;
        let mut people = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, names, countries): (String, String, String) = (row.get(0)?, row.get(2)?, row.get(3)?);
            let day = |day: Option<String>| day.and_then(|day| day.parse().ok());
            let held = offices.query_map([&id], |row| {
                Ok(demarche_ledger::Office {
                    role: row.get(0)?,
                    country: row.get(1)?,
                    first: day(row.get(2)?),
                    last: day(row.get(3)?),
                })
            })?;
            people.push(Person {
                offices: held.collect::<Result<_, _>>()?,
                id,
                name: row.get(1)?,
                names: serde_json::from_str(&names)?,
                countries: serde_json::from_str(&countries)?,
            });
        }
        Ok(people)
    }
}

/// The columns of which [`mention`] is made.
pub(crate) const MENTION: &str =
    "e.record, a.name, a.title, a.publisher, a.dated, a.dated_precision, a.dated_method, s.name";
/// The tables that have them.
pub(crate) const FROM: &str =
    "event e JOIN article a ON a.id = e.article_id JOIN article s ON s.id = a.story_id";

/// Every row, read in this way.
fn all<T>(mut rows: Rows<'_>, read: fn(&Row<'_>) -> Result<T, StoreError>) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// What the first column holds as JSON.
fn record<T: DeserializeOwned>(row: &Row<'_>) -> Result<T, StoreError> {
    Ok(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?)
}

/// A mention from the columns of [`MENTION`].
pub(crate) fn mention(row: &Row<'_>) -> Result<Mention, StoreError> {
    Ok(Mention {
        event: record(row)?,
        source: Source {
            id: row.get(1)?,
            title: row.get(2)?,
            publisher: row.get(3)?,
            published: published(row, 4)?,
            story: row.get(7)?,
        },
    })
}

/// A publication date from three columns.
pub(crate) fn published(row: &Row<'_>, at: usize) -> Result<Option<Published>, StoreError> {
    let (day, precision, method): (Option<String>, Option<String>, Option<String>) =
        (row.get(at)?, row.get(at + 1)?, row.get(at + 2)?);
    let (Some(day), Some(precision), Some(method)) = (day, precision, method) else { return Ok(None) };
    let json = serde_json::json!({ "date": day, "precision": precision, "method": method });
    Ok(Some(serde_json::from_value(json)?))
}

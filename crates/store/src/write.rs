//! Articles and records into the file.

use crate::{Store, StoreError};
use demarche_core::{Article, Event};
use demarche_ledger::{Corrections, Mention, Sketch, Source};
use rusqlite::{OptionalExtension, params};

/// Copies of one story come within so many days of each other; standing texts are printed again after longer.
const SAME_NEWS: i64 = 14;

/// What became of an article that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// An article of the same id was there and is replaced.
    Replaced,
    /// The very same article with the same records was there already.
    Known,
}

impl Store {
    /// Begins a transaction: what is added until [`Store::commit`] is added as a whole or not at all.
    ///
    /// # Errors
    /// If SQLite fails, for example because another process writes for more than ten seconds.
    pub fn begin(&mut self) -> Result<(), StoreError> {
        Ok(self.db.execute_batch("BEGIN IMMEDIATE")?)
    }

    /// Ends the transaction; what was added is on its way to the disk.
    ///
    /// # Errors
    /// If SQLite fails.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        Ok(self.db.execute_batch("COMMIT")?)
    }

    /// Adds an article with its records; one of the same id gives way.
    ///
    /// # Errors
    /// If SQLite fails.
    pub fn add(&mut self, article: &Article, events: &[Event]) -> Result<Added, StoreError> {
        let published =
            article.published.map(|p| (p.date.to_string(), p.precision.as_str(), p.method.as_str()));
        let (day, precision, method) = match &published {
            Some((day, precision, method)) => (Some(day.as_str()), Some(*precision), Some(*method)),
            None => (None, None, None),
        };
        let old: Option<(i64, bool)> = self
            .db
            .prepare_cached(
                "SELECT id, text = ?2 AND title IS ?3 AND publisher IS ?4 AND published IS ?5
                 FROM article WHERE name = ?1",
            )?
            .query_row(params![article.id, article.text, article.title, article.source, day], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let records: Vec<String> = events.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        if let Some((id, same)) = old {
            if same && self.records(id)? == records {
                return Ok(Added::Known);
            }
            self.db
                .prepare_cached("UPDATE article SET story_id = NULL WHERE story_id = ?1")?
                .execute([id])?;
            self.db.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([id])?;
        }
        let sketch = Sketch::of(&article.text);
        self.db
            .prepare_cached(
                "INSERT INTO article (name, title, publisher, published, published_precision, published_method, text, sketch)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                article.id,
                article.title,
                article.source,
                day,
                precision,
                method,
                article.text,
                sketch.as_ref().map(Sketch::to_bytes)
            ])?;
        let id = self.db.last_insert_rowid();
        if let Some(sketch) = &sketch {
            self.copies(id, day, sketch)?;
        }
        let source = Source::from(article);
        for (event, record) in events.iter().zip(&records) {
            self.event(id, event, record, &source)?;
        }
        self.stale()?;
        Ok(if old.is_some() { Added::Replaced } else { Added::New })
    }

    /// Takes over the user's corrections for this and all later builds; nothing in the text takes them back.
    ///
    /// # Errors
    /// If they are not of the documented form, or SQLite fails.
    pub fn correct(&mut self, corrections: &str) -> Result<(), StoreError> {
        Corrections::parse(corrections)?;
        self.db.execute("INSERT OR REPLACE INTO setting VALUES ('corrections', ?1)", [corrections])?;
        self.stale()
    }

    fn stale(&self) -> Result<(), StoreError> {
        self.db.prepare_cached("DELETE FROM setting WHERE name = 'built'")?.execute([])?;
        Ok(())
    }

    /// The records of an article, as they were written.
    fn records(&self, article: i64) -> Result<Vec<String>, StoreError> {
        let mut records =
            self.db.prepare_cached("SELECT record FROM event WHERE article_id = ?1 ORDER BY id")?;
        let records = records.query_map([article], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(records)
    }

    /// Notes which articles are near copies of this one.
    fn copies(&self, id: i64, day: Option<&str>, sketch: &Sketch) -> Result<(), StoreError> {
        let mut near = self.db.prepare_cached(
            "SELECT DISTINCT article.id, article.sketch FROM band JOIN article ON article.id = band.article_id
             WHERE band.hash = ?1 AND coalesce(abs(julianday(article.published) - julianday(?2)) <= ?3, 1)",
        )?;
        let mut pair = self.db.prepare_cached("INSERT OR IGNORE INTO copy VALUES (?1, ?2)")?;
        let mut band = self.db.prepare_cached("INSERT INTO band VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
        for hash in sketch.bands() {
            // SQLite's integers are signed; the bits are the same.
            let hash = hash as i64;
            let mut rows = near.query(params![hash, day, SAME_NEWS])?;
            while let Some(row) = rows.next()? {
                let (other, bytes): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
                if other != id && Sketch::from_bytes(&bytes).is_some_and(|other| other.is_copy(sketch)) {
                    pair.execute([id, other])?;
                }
            }
            band.execute([hash, id])?;
        }
        Ok(())
    }

    fn event(&self, article: i64, event: &Event, record: &str, source: &Source) -> Result<(), StoreError> {
        let order = Mention { event: event.clone(), source: source.clone() }.order();
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let time = event.time.as_ref();
        self.db
            .prepare_cached(
                "INSERT INTO event (name, article_id, kind, rule, status, act, start_date, end_date, date_precision, place,
                   place_country, score, confidence, plover, cameo, sentence, merge_order, record)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            )?
            .execute(params![
                event.id,
                article,
                event.kind.as_str(),
                event.rule,
                event.status.map(|s| s.as_str()),
                event.act.map(|a| a.as_str()),
                day(time.and_then(|t| t.start)),
                day(time.and_then(|t| t.end)),
                time.map(|t| t.precision.as_str()),
                event.place.as_ref().map(|p| &p.name),
                event.place.as_ref().and_then(|p| p.country.as_ref()),
                event.score,
                event.confidence,
                event.codes.plover,
                event.codes.cameo,
                event.evidence.first().map(|e| &e.text),
                order,
                record,
            ])?;
        let id = self.db.last_insert_rowid();
        let mut insert =
            self.db.prepare_cached("INSERT INTO event_party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        for (role, parties) in [("actor", &event.actors), ("recipient", &event.recipients)] {
            for (number, p) in parties.iter().enumerate() {
                insert.execute(params![
                    id,
                    role,
                    number as i64,
                    p.id,
                    p.name,
                    p.kind.as_str(),
                    p.country,
                    p.role
                ])?;
            }
        }
        Ok(())
    }
}

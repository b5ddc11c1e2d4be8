//! Histories from records, worked out anew.

use crate::read::{FROM, MENTION, mention, published};
use crate::{Store, StoreError};
use demarche_core::Published;
use demarche_ledger::{
    Aliases, Corrections, History, Mention, Merger, Names, Number, People, Seat, Thread, Union, check, drops,
    stops,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// Whether histories are those of the articles and corrections in the file.
    ///
    /// # Errors
    /// If SQLite fails.
    pub fn is_built(&self) -> Result<bool, StoreError> {
        Ok(self.setting("built")?.is_some())
    }

    /// Works out histories, people and findings. Memory grows with the histories; records pass one by one.
    ///
    /// # Errors
    /// If SQLite fails, or the corrections in the file cannot be used.
    pub fn build(&mut self) -> Result<(), StoreError> {
        let corrections = match self.setting("corrections")? {
            Some(text) => Corrections::parse(&text)?,
            None => Corrections::default(),
        };
        let build = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        clear(&build)?;
        stories(&build)?;
        let aliases = names(&build)?;
        place(&build, &corrections, &aliases)?;
        let (mut histories, articles) = fold(&build, &corrections, &aliases)?;
        let changed = stops(&mut histories, &articles).into_iter().chain(drops(&mut histories));
        for number in changed.collect::<BTreeSet<_>>() {
            revise(&build, &histories[number])?;
        }
        people(&build, &aliases)?;
        for finding in check(&histories) {
            build
                .prepare_cached(
                    "INSERT INTO finding (verdict, history_id, message, articles) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![
                    finding.verdict.as_str(),
                    finding.history,
                    finding.message,
                    serde_json::to_string(&finding.articles)?
                ])?;
        }
        log(&build, &corrections)?;
        build.execute("INSERT OR REPLACE INTO setting VALUES ('built', '1')", [])?;
        Ok(build.commit()?)
    }
}

fn clear(db: &Connection) -> Result<(), StoreError> {
    for table in [
        "history",
        "person",
        "finding",
        "correction",
        "mention",
        "history_party",
        "history_topic",
        "step",
        "office",
    ] {
        db.execute(&format!("DELETE FROM {table}"), [])?;
    }
    db.execute(
        "UPDATE article SET dated = published, dated_precision = published_precision, dated_method = published_method",
        [],
    )?;
    Ok(())
}

/// Of two articles the lesser is the earlier: undated ones come last, names decide among equals.
type Age = (bool, Option<String>, String);

/// Near copies, and copies of copies, are one story; the earliest of them names it.
fn stories(db: &Connection) -> Result<(), StoreError> {
    db.execute("UPDATE article SET story_id = id WHERE story_id IS NOT id", [])?;
    let mut union = Union::default();
    let mut pairs = db.prepare("SELECT one_id, other_id FROM copy")?;
    let mut rows = pairs.query([])?;
    while let Some(row) = rows.next()? {
        union.join(row.get::<_, i64>(0)?, row.get(1)?);
    }
    let mut members: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (id, root) in union.members() {
        members.entry(root).or_default().push(id);
    }
    // Row numbers tell the order of adding, which must not matter: the earliest, by name among equals, comes first.
    let mut key = db.prepare("SELECT published IS NULL, published, name FROM article WHERE id = ?1")?;
    let mut update = db.prepare("UPDATE article SET story_id = ?1 WHERE id = ?2")?;
    for (root, mut ids) in members {
        ids.push(root);
        let mut keyed: Vec<(Age, i64)> = Vec::new();
        for &id in &ids {
            keyed.push((key.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?, id));
        }
        if let Some((_, first)) = keyed.iter().min() {
            for id in &ids {
                update.execute([first, id])?;
            }
        }
    }
    Ok(())
}

fn names(db: &Connection) -> Result<Aliases, StoreError> {
    let mut names = Names::default();
    let mut parties =
        db.prepare("SELECT DISTINCT coalesce(country, party), party FROM event_party WHERE kind = 'person'")?;
    let mut rows = parties.query([])?;
    while let Some(row) = rows.next()? {
        names.add_person(row.get(0)?, row.get(1)?);
    }
    Ok(names.aliases())
}

/// Assigns every record to its histories, in the table `seat`.
fn place(db: &Connection, corrections: &Corrections, aliases: &Aliases) -> Result<(), StoreError> {
    db.execute_batch(
        "DROP TABLE IF EXISTS temp.seat;
         CREATE TEMP TABLE seat (history INTEGER NOT NULL, event_id INTEGER NOT NULL, thread TEXT);",
    )?;
    let mut merger = Merger::new(aliases, corrections);
    let mut insert = db.prepare("INSERT INTO temp.seat VALUES (?1, ?2, ?3)")?;
    let mut seat = |event: i64, seats: Vec<Seat>| -> Result<(), StoreError> {
        for seat in seats {
            let thread = seat.thread.as_ref().map(serde_json::to_string).transpose()?;
            insert.execute(params![seat.history, event, thread])?;
        }
        Ok(())
    };
    let mut dated = db.prepare(&format!(
        "SELECT {MENTION}, e.id FROM {FROM} WHERE a.published IS NOT NULL ORDER BY e.merge_order"
    ))?;
    let mut rows = dated.query([])?;
    while let Some(row) = rows.next()? {
        let mut mention = mention(row)?;
        if corrections.drops(&mention.event.id) {
            continue;
        }
        corrections.amend(&mut mention.event);
        seat(row.get(8)?, merger.place(&mention))?;
    }
    let mut undated = db.prepare("SELECT id FROM article WHERE published IS NULL ORDER BY name")?;
    let articles: Vec<i64> = undated.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut records =
        db.prepare(&format!("SELECT {MENTION}, e.id FROM {FROM} WHERE a.id = ?1 ORDER BY e.merge_order"))?;
    for article in articles {
        let mut ids: BTreeMap<String, i64> = BTreeMap::new();
        let mut mentions: Vec<Mention> = Vec::new();
        let mut rows = records.query([article])?;
        while let Some(row) = rows.next()? {
            let mut mention = mention(row)?;
            if !corrections.drops(&mention.event.id) {
                corrections.amend(&mut mention.event);
                ids.insert(mention.event.id.clone(), row.get(8)?);
                mentions.push(mention);
            }
        }
        let seats = merger.place_undated(&mut mentions);
        for (mention, seats) in mentions.iter().zip(seats) {
            seat(ids[&mention.event.id], seats)?;
        }
        if let Some(published) = mentions.first().and_then(|mention| mention.source.published) {
            date(db, article, published)?;
        }
    }
    let mut link = db.prepare("UPDATE temp.seat SET history = ?2 WHERE history = ?1")?;
    db.execute_batch("CREATE INDEX temp.seat_history ON seat(history)")?;
    for (from, to) in merger.links() {
        link.execute([from, to])?;
    }
    Ok(())
}

fn date(db: &Connection, article: i64, published: Published) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE article SET dated = ?2, dated_precision = ?3, dated_method = ?4 WHERE id = ?1",
    )?
    .execute(params![
        article,
        published.date.to_string(),
        published.precision.as_str(),
        published.method.as_str()
    ])?;
    Ok(())
}

/// A history's number and thread, and its records with their rows.
type Group = (Number, Option<Thread>, Vec<(i64, Mention)>);

/// Writes the history of each group of records; hands them back with the ids of their articles.
fn fold(
    db: &Connection,
    corrections: &Corrections,
    aliases: &Aliases,
) -> Result<(Vec<History>, Vec<BTreeSet<String>>), StoreError> {
    let mut seats = db.prepare(&format!(
        "SELECT {MENTION}, e.id, seat.history, seat.thread FROM {FROM}
         JOIN temp.seat seat ON seat.event_id = e.id ORDER BY seat.history"
    ))?;
    let mut rows = seats.query([])?;
    let mut histories = Vec::new();
    let mut group: Option<Group> = None;
    loop {
        let row = rows.next()?;
        let number: Option<Number> = row.map(|row| row.get(9)).transpose()?;
        if group.as_ref().map(|group| group.0) != number
            && let Some((_, thread, members)) = group.take()
        {
            histories.extend(write(db, thread.as_ref(), members, aliases)?);
        }
        let (Some(row), Some(number)) = (row, number) else { break };
        let mut mention = mention(row)?;
        corrections.amend(&mut mention.event);
        let thread: Option<String> = row.get(10)?;
        let thread = thread.map(|thread| serde_json::from_str(&thread)).transpose()?;
        group.get_or_insert_with(|| (number, thread, Vec::new())).2.push((row.get(8)?, mention));
    }
    db.execute_batch("DROP TABLE temp.seat")?;
    Ok(histories.into_iter().unzip())
}

fn write(
    db: &Connection,
    thread: Option<&Thread>,
    members: Vec<(i64, Mention)>,
    aliases: &Aliases,
) -> Result<Option<(History, BTreeSet<String>)>, StoreError> {
    let (ids, mentions): (Vec<i64>, Vec<Mention>) = members.into_iter().unzip();
    let articles = mentions.iter().map(|mention| mention.source.id.clone()).collect();
    let Some(history) = History::of(mentions, thread, aliases) else { return Ok(None) };
    let place = history.places.first();
    db.prepare_cached(
        "INSERT INTO history (id, kind, label, status, start_date, end_date, date_precision, place, country, first_known,
           last_known, articles, witnesses, confidence, record)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        history.id,
        history.kind.as_str(),
        history.label(),
        history.status.map(|s| s.as_str()),
        history.when.as_ref().map(|w| w.start.to_string()),
        history.when.as_ref().map(|w| w.end.to_string()),
        history.when.as_ref().map(|w| w.precision.as_str()),
        place.map(|p| &p.name),
        place.and_then(|p| p.country.as_ref()),
        history.first_known.map(|d| d.to_string()),
        history.last_known.map(|d| d.to_string()),
        history.articles as i64,
        history.witnesses as i64,
        history.confidence,
        serde_json::to_string(&history)?,
    ])?;
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO mention VALUES (?1, ?2)")?;
    for id in ids {
        insert.execute(params![history.id, id])?;
    }
    parties(db, &history)?;
    let mut insert = db.prepare_cached("INSERT INTO history_topic VALUES (?1, ?2)")?;
    for topic in &history.topics {
        insert.execute([&history.id, topic])?;
    }
    let mut insert = db.prepare_cached("INSERT INTO step VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (number, step) in history.path.iter().enumerate() {
        let known = step.known.map(|known| known.to_string());
        insert.execute(params![
            history.id,
            number as i64,
            step.status.as_str(),
            known,
            step.article,
            step.words
        ])?;
    }
    Ok(Some((history, articles)))
}

/// Who takes part in a history.
fn parties(db: &Connection, history: &History) -> Result<(), StoreError> {
    let mut insert = db.prepare_cached("INSERT INTO history_party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for (role, parties) in [("actor", &history.actors), ("recipient", &history.recipients)] {
        for (number, p) in parties.iter().enumerate() {
            insert.execute(params![
                history.id,
                role,
                number as i64,
                p.id,
                p.name,
                p.kind.as_str(),
                p.country
            ])?;
        }
    }
    Ok(())
}

/// Writes anew what the other histories tell about one.
fn revise(db: &Connection, history: &History) -> Result<(), StoreError> {
    let (place, when) = (history.places.first(), history.when.as_ref());
    db.prepare_cached(
        "UPDATE history SET label = ?2, start_date = ?3, end_date = ?4, date_precision = ?5, place = ?6, country = ?7, record = ?8
         WHERE id = ?1",
    )?
    .execute(params![
        history.id,
        history.label(),
        when.map(|w| w.start.to_string()),
        when.map(|w| w.end.to_string()),
        when.map(|w| w.precision.as_str()),
        place.map(|p| &p.name),
        place.and_then(|p| p.country.as_ref()),
        serde_json::to_string(history)?
    ])?;
    db.prepare_cached("DELETE FROM history_party WHERE history_id = ?1")?.execute([&history.id])?;
    parties(db, history)
}

fn people(db: &Connection, aliases: &Aliases) -> Result<(), StoreError> {
    let mut people = People::default();
    let mut parties = db.prepare(
        "SELECT DISTINCT p.party, p.name, p.country, p.office, a.dated, a.dated_precision, a.dated_method
         FROM event_party p JOIN event e ON e.id = p.event_id JOIN article a ON a.id = e.article_id WHERE p.kind = 'person'",
    )?;
    let mut rows = parties.query([])?;
    while let Some(row) = rows.next()? {
        let party = demarche_core::Party {
            id: row.get(0)?,
            name: row.get(1)?,
            kind: demarche_core::PartyKind::Person,
            country: row.get(2)?,
            role: row.get(3)?,
        };
        people.add(&party, published(row, 4)?, aliases);
    }
    for person in people.finish() {
        db.prepare_cached("INSERT INTO person VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            person.id,
            person.name,
            serde_json::to_string(&person.names)?,
            serde_json::to_string(&person.countries)?
        ])?;
        let mut insert = db.prepare_cached("INSERT INTO office VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (number, office) in person.offices.iter().enumerate() {
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
            insert.execute(params![
                person.id,
                number as i64,
                office.role,
                office.country,
                day(office.first),
                day(office.last)
            ])?;
        }
    }
    Ok(())
}

fn log(db: &Connection, corrections: &Corrections) -> Result<(), StoreError> {
    let mut find = db.prepare("SELECT 1 FROM event WHERE name = ?1")?;
    let mut insert =
        db.prepare("INSERT INTO correction (verb, event, why, found) VALUES (?1, ?2, ?3, ?4)")?;
    let mut found = BTreeMap::new();
    for id in corrections.records() {
        found.insert(id, find.query_row([id], |_| Ok(())).optional()?.is_some());
    }
    for applied in corrections.log(|id| found.get(id).copied().unwrap_or(false)) {
        insert.execute(params![applied.verb, applied.event, applied.why, applied.found])?;
    }
    Ok(())
}

//! A ledger's file: what is put in, in any order, comes out merged, and nothing half-done stays.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use demarche_core::{Article, DateMethod, Event, Published};
use demarche_ledger::{Corrections, Mention, Source, merge};
use demarche_store::{Added, Filter, Store, StoreError};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

/// The articles of `fixtures/scenario` with their gold records.
fn scenario() -> Vec<(Article, Vec<Event>)> {
    let read = |name: &str| -> Vec<Value> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/scenario/");
        let text = fs::read_to_string(format!("{path}{name}")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let mut events: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for line in read("gold.jsonl") {
        let event: Event = serde_json::from_value(line["event"].clone()).unwrap();
        events.entry(event.article.clone()).or_default().push(event);
    }
    let article = |line: Value| {
        let text = |field: &str| line[field].as_str().map(str::to_owned);
        let mut article = Article::new(text("id").unwrap(), text("text").unwrap());
        article.title = text("title");
        article.source = text("source");
        if let Some(date) = text("date") {
            article = article.with_date(date.parse().unwrap());
        }
        let events = events.remove(&article.id).unwrap_or_default();
        (article, events)
    };
    read("articles.jsonl").into_iter().map(article).collect()
}

fn add(store: &mut Store, articles: &[(Article, Vec<Event>)]) -> Vec<Added> {
    store.begin().unwrap();
    let added = articles.iter().map(|(article, events)| store.add(article, events).unwrap()).collect();
    store.commit().unwrap();
    added
}

fn built(articles: &[(Article, Vec<Event>)]) -> Store {
    let mut store = Store::in_memory().unwrap();
    add(&mut store, articles);
    store.build().unwrap();
    store
}

/// All that a reader can see.
fn shown(store: &Store) -> String {
    let json = |value: &dyn erased::Json| value.json();
    let mut shown = Vec::new();
    for history in store.histories(&Filter::default()).unwrap() {
        shown.push(json(&history));
        shown.extend(store.mentions(&history.id).unwrap().iter().map(|mention| json(mention)));
    }
    shown.extend(store.people().unwrap().iter().map(|person| json(person)));
    shown.extend(store.findings().unwrap().iter().map(|finding| json(finding)));
    shown.push(format!("{:?}", store.undated().unwrap()));
    shown.join("\n")
}

/// Anything that can be shown as JSON.
mod erased {
    pub(crate) trait Json {
        fn json(&self) -> String;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}

#[test]
fn order_and_sharding_do_not_matter_and_the_file_merges_as_the_ledger_does() {
    let articles = scenario();
    let at_once = built(&articles);
    let mut backwards = articles.clone();
    backwards.reverse();
    assert_eq!(shown(&at_once), shown(&built(&backwards)));
    let mut store = Store::in_memory().unwrap();
    for shard in backwards.chunks(7) {
        add(&mut store, shard);
        store.build().unwrap();
    }
    assert_eq!(shown(&at_once), shown(&store));

    // The same without a file. Stories are the file's matter, so every article is its own here.
    let mut mentions = Vec::new();
    for (article, events) in &articles {
        for event in events {
            mentions.push(Mention { event: event.clone(), source: Source::from(article) });
        }
    }
    let mut ids: Vec<String> =
        merge(mentions, &Corrections::default()).into_iter().map(|(h, _)| h.id).collect();
    let mut stored: Vec<String> =
        at_once.histories(&Filter::default()).unwrap().into_iter().map(|h| h.id).collect();
    ids.sort();
    stored.sort();
    assert_eq!(ids, stored);
}

#[test]
fn adding_twice_changes_nothing_and_a_corrected_article_replaces_its_old_version() {
    let articles = scenario();
    let mut store = built(&articles);
    let before = shown(&store);
    assert!(add(&mut store, &articles).iter().all(|added| *added == Added::Known));
    assert!(store.is_built().unwrap());
    assert_eq!(shown(&store), before);

    let mut corrected = articles.clone();
    corrected[3].0.text.push_str(" This report has been corrected.");
    corrected[3].1.truncate(1);
    assert_eq!(add(&mut store, &corrected[3..4]), [Added::Replaced]);
    assert!(!store.is_built().unwrap());
    store.build().unwrap();
    assert_eq!(shown(&store), shown(&built(&corrected)));
}

#[test]
fn the_wire_story_in_three_outlets_is_one_witness() {
    let store = built(&scenario());
    let (articles, stories) = store.size().unwrap();
    assert!(stories <= articles - 2, "{stories} stories in {articles} articles");
    let copied = store.histories(&Filter::default()).unwrap().into_iter().find(|h| h.witnesses < h.articles);
    assert!(copied.is_some());
}

#[test]
fn what_was_known_on_a_day_is_what_had_been_published() {
    let articles = scenario();
    let day = "2018-01-01".parse().unwrap();
    let store = built(&articles);
    let dated: BTreeMap<String, _> = store.undated().unwrap().into_iter().collect();
    let out = |a: &Article| a.published.or_else(|| dated.get(&a.id).copied().flatten());
    let then: Vec<_> =
        articles.iter().filter(|(a, _)| out(a).is_some_and(|p| p.date <= day)).cloned().collect();
    assert!(then.len() < articles.len() && then.iter().any(|(a, _)| a.published.is_none()));
    assert_eq!(shown(&store.as_of(day).unwrap()), shown(&built(&then)));
}

#[test]
fn an_article_without_a_date_gets_one_from_the_others() {
    let store = built(&scenario());
    let undated = store.undated().unwrap();
    assert_eq!(undated.len(), 3);
    assert!(undated.iter().any(|(_, published)| published.is_some()));
    for (article, published) in undated {
        let Some(Published { date, method, .. }) = published else { continue };
        assert_eq!(method, DateMethod::Corpus);
        let gold =
            fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/scenario/ledger.json"));
        let gold: Value = serde_json::from_str(&gold.unwrap()).unwrap();
        let gold =
            gold["dates"].as_array().unwrap().iter().find(|d| d["article"] == article.as_str()).unwrap();
        let latest: jiff::civil::Date = gold["latest"].as_str().unwrap().parse().unwrap();
        assert!(date <= latest, "{article} is dated {date}, later than {latest}");
    }
}

#[test]
fn what_is_not_committed_leaves_no_trace() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ledger.db");
    let articles = scenario();
    let mut store = Store::create(&path).unwrap();
    add(&mut store, &articles[..5]);
    store.begin().unwrap();
    store.add(&articles[5].0, &articles[5].1).unwrap();
    // As when the process is killed: neither committed nor rolled back.
    drop(store);
    assert_eq!(shown(&Store::open(&path).unwrap()), shown(&built(&articles[..5])));
}

#[test]
fn corrections_stay_and_are_logged() {
    let articles = scenario();
    let mut store = built(&articles);
    let event = articles[0].1[0].id.clone();
    let before = store.find(&event).unwrap();
    assert_eq!(before.len(), 1);
    store.correct(&format!("[[drop]]\nevents = ['{event}', 'nothing']\nwhy = 'misread'")).unwrap();
    store.build().unwrap();
    add(&mut store, &articles[..1]);
    store.build().unwrap();
    assert!(store.find(&event).unwrap().is_empty());
    let log: Vec<(String, bool)> =
        store.corrections().unwrap().into_iter().map(|a| (a.event, a.found)).collect();
    assert_eq!(log, [(event, true), ("nothing".to_owned(), false)]);
    assert!(matches!(store.correct("nonsense"), Err(StoreError::Corrections(_))));
}

#[test]
fn filters_narrow_down() {
    let store = built(&scenario());
    let count = |filter: Filter| store.histories(&filter).unwrap().len();
    let all = count(Filter::default());
    let visits = count(Filter { kinds: vec!["visit".to_owned()], ..Filter::default() });
    let pair = count(Filter { sides: vec!["IND".to_owned(), "NPL".to_owned()], ..Filter::default() });
    let late = count(Filter { since: "2019-01-01".parse().ok(), ..Filter::default() });
    let early = count(Filter { until: "2017-06-30".parse().ok(), ..Filter::default() });
    let modi = count(Filter { party: Some("modi".to_owned()), ..Filter::default() });
    for (part, name) in [(visits, "kind"), (pair, "pair"), (late, "since"), (early, "until"), (modi, "party")]
    {
        assert!(part > 0 && part < all, "{name}: {part} of {all}");
    }
    assert_eq!(count(Filter { topic: Some("nothing".to_owned()), ..Filter::default() }), 0);
    let topic = |topic: &str| count(Filter { topic: Some(topic.to_owned()), ..Filter::default() });
    assert!(topic("trade") >= topic("trade.market_access"));
}

#[test]
fn a_file_that_is_no_ledger_is_named_for_what_it_is() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(matches!(Store::open(&path("none.db")), Err(StoreError::Missing)));
    fs::write(
        path("text.db"),
        "This is a text of some length that no database would begin with. ".repeat(20),
    )
    .unwrap();
    assert!(matches!(Store::open(&path("text.db")), Err(StoreError::Foreign)));
    let other = rusqlite::Connection::open(path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE note (words TEXT)").unwrap();
    assert!(matches!(Store::open(&path("other.db")), Err(StoreError::Foreign)));
    drop(Store::create(&path("old.db")).unwrap());
    let old = rusqlite::Connection::open(path("old.db")).unwrap();
    old.pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Store::open(&path("old.db")), Err(StoreError::Version { found: 99, .. })));
}

#[test]
fn the_metadata_names_what_there_is_and_its_questions_can_be_asked() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("archive.db");
    drop(Store::create(&path).unwrap());
    let db = rusqlite::Connection::open(&path).unwrap();
    let metadata = demarche_store::metadata("archive").unwrap();
    let archive = &metadata["databases"]["archive"];
    for (table, about) in archive["tables"].as_object().unwrap() {
        let named =
            about["facets"].as_array().into_iter().flatten().chain([&about["label_column"], &about["sort"]]);
        let columns = about["columns"].as_object().into_iter().flatten().map(|(column, _)| column.as_str());
        for column in named.filter_map(Value::as_str).chain(columns) {
            db.prepare(&format!("SELECT {column} FROM {table}")).unwrap();
        }
        db.prepare(&format!("SELECT * FROM {table}")).unwrap();
    }
    for (_, query) in archive["queries"].as_object().unwrap() {
        db.prepare(query["sql"].as_str().unwrap()).unwrap();
    }
}

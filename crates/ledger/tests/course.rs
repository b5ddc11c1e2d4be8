//! What becomes of a concern that nobody raises any more.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use demarche_core::{Act, Article, Event, Kind, Party, PartyKind, Status};
use demarche_ledger::{Corrections, History, Mention, Source, Turn, drops, merge};

fn country(code: &str) -> Party {
    Party {
        name: code.to_owned(),
        id: code.to_owned(),
        kind: PartyKind::Country,
        role: None,
        country: Some(code.to_owned()),
    }
}

fn told(mut event: Event, date: &str) -> Mention {
    event.article = format!("{}-{date}", event.kind);
    event.id = event.article.clone();
    let article = Article::new(event.article.clone(), "").with_date(date.parse().unwrap());
    Mention { event, source: Source::from(&article) }
}

fn raised(date: &str) -> Mention {
    let mut event = Event::new(Kind::CONCERN, "concern.test");
    (event.actors, event.recipients) = (vec![country("NOR")], vec![country("PER")]);
    (event.act, event.topics) = (Some(Act::RaiseConcern), vec!["trade.tariffs".to_owned()]);
    told(event, date)
}

fn met(date: &str, with: &str) -> Mention {
    let mut event = Event::new(Kind::CONTACT, "contact.test");
    event.actors = vec![country("NOR"), country(with)];
    event.status = Some(Status::Completed);
    told(event, date)
}

/// The turns of the one concern, with their days.
fn course(mentions: Vec<Mention>) -> Vec<(Turn, String)> {
    let merged = merge(mentions, &Corrections::default());
    let mut histories: Vec<History> = merged.into_iter().map(|(history, _)| history).collect();
    drops(&mut histories);
    let concern = histories.iter().find(|history| history.kind == Kind::CONCERN).unwrap();
    concern.course.iter().map(|stage| (stage.turn, stage.day.unwrap().to_string())).collect()
}

#[test]
fn what_two_later_meetings_pass_over_is_dropped() {
    let start = || (Turn::Raised, "2014-01-10".to_owned());
    let meetings = ["2014-03-01", "2014-09-01", "2015-02-01"];
    let with =
        |other: &'static str| meetings.map(|day| met(day, other)).into_iter().chain([raised("2014-01-10")]);
    assert_eq!(course(with("PER").collect()), [start(), (Turn::Dropped, "2015-02-01".to_owned())]);
    assert_eq!(course(with("CHL").collect()), [start()]);
    assert_eq!(course(vec![raised("2014-01-10"), met("2014-09-01", "PER")]), [start()]);
    let again = with("PER").chain([raised("2014-12-01")]).collect();
    assert_eq!(course(again), [start(), (Turn::Repeated, "2014-12-01".to_owned())]);
}

#[test]
fn the_same_occasion_told_twice_is_no_repetition() {
    assert_eq!(course(vec![raised("2014-01-10"), raised("2014-01-12")]).len(), 1);
}

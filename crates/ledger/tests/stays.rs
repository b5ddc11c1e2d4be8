//! What visits and the meetings on them tell of each other.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::ledger;
use demarche_core::event::{Evidence, Place};
use demarche_core::{Article, Event, Kind, Party, PartyKind, Precision, Span, Status, Time};
use demarche_ledger::{Mention, Source};
use jiff::civil::{Date, date};

const DENMARK: &str = "DNK";
const GHANA: &str = "GHA";

fn person(id: &str, country: &str) -> Party {
    Party {
        name: id.to_owned(),
        id: id.to_owned(),
        kind: PartyKind::Person,
        role: None,
        country: Some(country.to_owned()),
    }
}

fn days(start: Date, end: Date, precision: Precision) -> Option<Time> {
    Some(Time { text: String::new(), value: String::new(), start: Some(start), end: Some(end), precision })
}

fn may(day: i8) -> Date {
    date(2031, 5, day)
}

fn mention(kind: Kind, article: &str, actors: &[Party], town: Option<&str>, time: Option<Time>) -> Mention {
    let mut event = Event::new(kind, "test");
    event.actors = actors.to_vec();
    event.place = town.map(|name| Place { name: name.to_owned(), country: Some(GHANA.to_owned()) });
    if event.kind == Kind::VISIT {
        event.recipients = vec![Party { kind: PartyKind::Country, ..person("Ghana", GHANA) }];
    }
    event.status = Some(Status::Completed);
    event.time = time;
    event.article = article.to_owned();
    event.id = format!("{article}-{}-{}", event.kind, actors.len());
    let source = Article::new(article.to_owned(), "").with_date(may(20));
    Mention { event, source: Source::from(&source) }
}

#[test]
fn a_meeting_without_a_day_is_that_of_the_visit_told_beside_it() {
    let (guest, host) = (person("bo-larsen", DENMARK), person("ama-boateng", GHANA));
    let two = [guest.clone(), host];
    let stay = days(may(4), may(5), Precision::Interval);
    let histories = ledger(vec![
        mention(Kind::VISIT, "one", &[guest], Some("Accra"), stay),
        mention(Kind::CONTACT, "one", &two, None, None),
        mention(Kind::CONTACT, "two", &two, None, days(may(5), may(5), Precision::Day)),
    ]);
    let [visit, meeting] = &histories[..] else { panic!("{histories:#?}") };
    assert_eq!(visit.contacts, std::slice::from_ref(&meeting.id));
    assert_eq!((meeting.articles, meeting.places[0].name.as_str()), (2, "Accra"));
}

#[test]
fn a_visit_takes_days_towns_and_names_from_its_meetings() {
    let two = [person("bo-larsen", DENMARK), person("ama-boateng", GHANA)];
    let group = Party { kind: PartyKind::Group, ..person("dnk-delegation", DENMARK) };
    let month = days(may(1), may(31), Precision::Month);
    let histories = ledger(vec![
        mention(Kind::VISIT, "one", &[group], Some("Ghana"), month),
        mention(Kind::CONTACT, "one", &two, Some("Kumasi"), days(may(4), may(5), Precision::Interval)),
    ]);
    let visit = &histories[0];
    let when = visit.when.as_ref().unwrap();
    assert_eq!((when.start, when.end), (may(4), may(5)));
    assert_eq!(visit.actors.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["bo-larsen"]);
    assert_eq!(visit.places[0].name, "Kumasi");
}

#[test]
fn talks_of_nobody_by_name_are_on_no_visit() {
    let officials = |country| Party { kind: PartyKind::Group, ..person("officials", country) };
    let histories = ledger(vec![
        mention(Kind::VISIT, "one", &[person("bo-larsen", DENMARK)], Some("Accra"), None),
        mention(Kind::CONTACT, "one", &[officials(DENMARK), officials(GHANA)], None, None),
    ]);
    assert!(histories[0].contacts.is_empty() && histories[1].places.is_empty());
}

#[test]
fn what_copies_tell_in_the_same_words_is_one_event() {
    let told = |article: &str, day: Date| {
        let mut mention = mention(
            Kind::VISIT,
            article,
            &[person("bo-larsen", DENMARK)],
            Some("Accra"),
            days(day, day, Precision::Day),
        );
        let text = "flew to Accra on Thursday".to_owned();
        mention.event.evidence = vec![Evidence { role: "sentence".into(), span: Span::default(), text }];
        mention.source.story = "one".to_owned();
        mention
    };
    assert_eq!(ledger(vec![told("one", may(8)), told("two", may(15))]).len(), 1);
}

#[test]
fn a_guess_at_the_day_keeps_no_plan_apart_from_its_visit() {
    let guest = [person("bo-larsen", DENMARK)];
    let mut plan =
        mention(Kind::VISIT, "one", &guest, Some("Accra"), days(may(20), may(29), Precision::Vague));
    plan.event.status = Some(Status::Planned);
    let mut made = mention(
        Kind::VISIT,
        "two",
        &guest,
        Some("Accra"),
        days(date(2031, 9, 3), date(2031, 9, 3), Precision::Day),
    );
    made.source = Source::from(&Article::new("two".to_owned(), "").with_date(date(2031, 9, 4)));
    assert_eq!(ledger(vec![plan, made]).len(), 1);
}

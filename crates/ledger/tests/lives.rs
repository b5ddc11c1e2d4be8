//! One life for each visit and meeting: put off and made, called off with what was to be done on it, told by office or by name.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::ledger;
use demarche_core::event::Place;
use demarche_core::{Article, Event, Kind, Party, PartyKind, Precision, Status, Time};
use demarche_ledger::{History, Mention, Source};
use jiff::civil::{Date, date};

const PERU: &str = "PER";
const LATVIA: &str = "LVA";

fn party(name: &str, kind: PartyKind, country: &str) -> Party {
    let id = name.to_lowercase().replace(' ', "-");
    Party { name: name.to_owned(), id, kind, role: None, country: Some(country.to_owned()) }
}

fn guest() -> Party {
    Party { role: Some("Foreign Minister".to_owned()), ..party("Inga Ozola", PartyKind::Person, LATVIA) }
}

fn host() -> Party {
    party("Rosa Quispe", PartyKind::Person, PERU)
}

/// "The Latvian foreign minister", whom the article does not name.
fn office() -> Party {
    Party { id: "lva-foreign-minister".to_owned(), name: "Latvian foreign minister".to_owned(), ..guest() }
}

fn march(day: i8) -> Date {
    date(2032, 3, day)
}

/// A record of an article of this day in March, for one day if it tells one.
fn told(kind: Kind, actors: &[Party], status: Status, known: i8, on: Option<i8>) -> Mention {
    let mut event = Event::new(kind, "test");
    event.actors = actors.to_vec();
    if event.kind == Kind::VISIT {
        event.recipients = vec![party("Peru", PartyKind::Country, PERU)];
        event.place = Some(Place { name: "Lima".to_owned(), country: Some(PERU.to_owned()) });
    }
    event.status = Some(status);
    event.time = on.map(march).map(|day| Time {
        text: String::new(),
        value: day.to_string(),
        start: Some(day),
        end: Some(day),
        precision: Precision::Day,
    });
    event.article = format!("march-{known:02}");
    event.id = format!("{known}-{}-{status}", event.kind);
    let source = Article::new(event.article.clone(), "").with_date(march(known));
    Mention { event, source: Source::from(&source) }
}

fn path(history: &History) -> Vec<(Status, i8)> {
    history.path.iter().map(|step| (step.status, step.known.unwrap().day())).collect()
}

#[test]
fn a_day_that_was_put_off_gives_way_to_the_new_one() {
    let histories = ledger(vec![
        told(Kind::VISIT, &[guest()], Status::Planned, 1, Some(8)),
        told(Kind::VISIT, &[guest()], Status::Postponed, 7, Some(8)),
        told(Kind::VISIT, &[guest()], Status::Planned, 12, Some(22)),
    ]);
    let [visit] = &histories[..] else { panic!("{histories:#?}") };
    assert_eq!(visit.when.as_ref().unwrap().start, march(22));
    assert!(visit.conflicts.is_empty());
}

#[test]
fn a_visit_on_which_somebody_met_has_been_made() {
    let histories = ledger(vec![
        told(Kind::VISIT, &[guest()], Status::Planned, 1, Some(8)),
        told(Kind::CONTACT, &[guest(), host()], Status::Completed, 9, Some(8)),
        told(Kind::VISIT, &[office()], Status::Completed, 15, None),
    ]);
    assert_eq!(path(&histories[0]), [(Status::Planned, 1), (Status::Completed, 9)]);
}

#[test]
fn what_was_to_be_done_on_a_visit_is_called_off_with_it() {
    let mut called_off = vec![
        told(Kind::VISIT, &[guest()], Status::Planned, 1, Some(8)),
        told(Kind::CONTACT, &[guest(), host()], Status::Planned, 1, Some(8)),
        told(Kind::VISIT, &[guest()], Status::Cancelled, 6, None),
    ];
    let fates = |mentions: Vec<Mention>| ledger(mentions).iter().map(path).collect::<Vec<_>>();
    let off = vec![(Status::Planned, 1), (Status::Cancelled, 6)];
    assert_eq!(fates(called_off.clone()), [off.clone(), off.clone()]);
    let instead = told(Kind::CONTACT, &[guest(), host()], Status::Planned, 7, Some(9));
    called_off.push(instead);
    assert_eq!(fates(called_off), [off, vec![(Status::Planned, 1)]]);
}

#[test]
fn an_office_is_whoever_is_named_with_it() {
    let histories = ledger(vec![
        told(Kind::VISIT, &[guest()], Status::Completed, 5, Some(4)),
        told(Kind::VISIT, &[office()], Status::Completed, 12, None),
        told(
            Kind::VISIT,
            &[Party { id: "lva-premier".to_owned(), role: Some("Premier".to_owned()), ..office() }],
            Status::Invited,
            20,
            None,
        ),
    ]);
    assert_eq!(histories.len(), 2, "{histories:#?}");
    let names = |history: &History| history.actors.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
    assert!(histories.iter().any(|history| names(history) == ["Inga Ozola"] && history.articles == 2));
}

#[test]
fn a_country_says_less_than_whoever_met_for_it() {
    let country = |name: &str, code: &str| party(name, PartyKind::Country, code);
    let histories = ledger(vec![
        told(Kind::CONTACT, &[guest(), host()], Status::Completed, 5, Some(4)),
        told(
            Kind::CONTACT,
            &[country("Latvia", LATVIA), country("Peru", PERU)],
            Status::Completed,
            6,
            Some(4),
        ),
    ]);
    assert_eq!(histories[0].label(), "Inga Ozola – Rosa Quispe");
}

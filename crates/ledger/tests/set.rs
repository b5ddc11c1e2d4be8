//! The ledger is a function of the set of records.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use demarche_core::event::Place;
use demarche_core::{Article, DateMethod, Event, Kind, Party, PartyKind, Precision, Status, Time};
use demarche_ledger::{Corrections, Mention, Source, merge};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const VISITORS: [(&str, &str); 4] =
    [("ana-silva", "BRA"), ("silva", "BRA"), ("bo-larsen", "DNK"), ("dnk-delegation", "DNK")];

fn visit(article: u8, visitor: usize, day: i32, status: Status, known: Option<i32>, copy_of: u8) -> Mention {
    let of = |day: i32| date(2015, 1, 1).saturating_add(day.days());
    let (id, country) = VISITORS[visitor];
    let mut event = Event::new(Kind::VISIT, "visit.test");
    let kind = if id.contains("delegation") { PartyKind::Group } else { PartyKind::Person };
    event.actors = vec![Party {
        name: id.to_owned(),
        id: id.to_owned(),
        kind,
        role: None,
        country: Some(country.to_owned()),
    }];
    event.place = Some(Place { name: "Ghana".to_owned(), country: Some("GHA".to_owned()) });
    event.status = Some(status);
    event.article = format!("a{article}");
    event.id = format!("{article}-{visitor}-{day}-{status}");
    if day >= 0 {
        let (start, end): (Date, Date) = (of(day), of(day + day % 40));
        let precision = if start == end { Precision::Day } else { Precision::Interval };
        event.time = Some(Time {
            text: String::new(),
            value: String::new(),
            start: Some(start),
            end: Some(end),
            precision,
        });
    }
    let mut source = Article::new(event.article.clone(), "");
    if let Some(known) = known {
        source = source.with_date(of(known));
    }
    let source = Source { story: format!("a{}", copy_of.min(article)), ..Source::from(&source) };
    Mention { event, source }
}

prop_compose! {
    fn any_visit()(article in 0u8..12, visitor in 0usize..4, day in -1i32..400, status in 0usize..8) -> Mention {
        // An article has one date and tells one story, as its number has it: every third is a copy of the one before.
        let known = (article % 5 != 0).then_some(i32::from(article) * 31);
        let story = if article % 3 == 2 { article - 1 } else { article };
        visit(article, visitor, day, Status::ALL[status], known, story)
    }
}

fn shown(mentions: Vec<Mention>) -> String {
    let histories = merge(mentions, &Corrections::default());
    let members = |mentions: &[Mention]| {
        let mut ids: Vec<String> = mentions.iter().map(|m| m.event.id.clone()).collect();
        ids.sort();
        ids
    };
    let shown = histories
        .iter()
        .map(|(history, mentions)| (serde_json::to_string(history).unwrap(), members(mentions)));
    format!("{:#?}", shown.collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn neither_order_nor_repetition_of_records_matters(
        (mentions, shuffled) in prop::collection::vec(any_visit(), 1..30)
            .prop_flat_map(|mentions| (Just(mentions.clone()), Just(mentions).prop_shuffle())),
        again in 0usize..30,
    ) {
        let mut repeated = shuffled;
        repeated.push(mentions[again % mentions.len()].clone());
        prop_assert_eq!(shown(mentions), shown(repeated));
    }

    #[test]
    fn every_record_is_in_exactly_one_visit(mentions in prop::collection::vec(any_visit(), 1..30)) {
        let mut ids: Vec<String> = mentions.iter().map(|m| m.event.id.clone()).collect();
        ids.sort();
        ids.dedup();
        let mut found: Vec<String> =
            merge(mentions, &Corrections::default()).into_iter().flat_map(|(_, m)| m).map(|m| m.event.id).collect();
        found.sort();
        prop_assert_eq!(ids, found);
    }
}

/// Three reports of one trip, and one of another.
fn trips() -> Vec<Mention> {
    vec![
        visit(1, 0, -1, Status::Invited, Some(10), 12),
        visit(2, 0, 40, Status::Planned, Some(30), 12),
        visit(3, 1, 40, Status::Completed, Some(45), 12),
        visit(4, 0, 200, Status::Completed, Some(205), 12),
    ]
}

fn groups(mentions: Vec<Mention>, corrections: &str) -> Vec<Vec<String>> {
    let corrections = Corrections::parse(corrections).unwrap();
    let mut groups: Vec<Vec<String>> = merge(mentions, &corrections)
        .into_iter()
        .map(|(_, mentions)| {
            let mut articles: Vec<String> = mentions.into_iter().map(|m| m.source.id).collect();
            articles.sort();
            articles
        })
        .collect();
    groups.sort();
    groups
}

#[test]
fn a_trip_is_one_life_from_the_invitation_on() {
    assert_eq!(groups(trips(), ""), [vec!["a1", "a2", "a3"], vec!["a4"]]);
    let histories = merge(trips(), &Corrections::default());
    let (trip, _) = histories.iter().find(|(_, mentions)| mentions.len() == 3).unwrap();
    let path: Vec<String> =
        trip.path.iter().map(|step| format!("{} {}", step.status, step.known.unwrap())).collect();
    assert_eq!(path, ["invited 2015-01-11", "planned 2015-01-31", "completed 2015-02-15"]);
    // "Silva" alone is the one Silva of Brazil.
    assert_eq!(trip.actors.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["ana-silva"]);
}

#[test]
fn days_of_one_stay_are_one_visit_and_no_contradiction() {
    let stay = vec![
        visit(1, 0, 80, Status::Completed, Some(83), 12),
        visit(1, 0, 81, Status::Completed, Some(83), 12),
        visit(1, 0, 120, Status::Planned, Some(83), 12),
    ];
    let histories = merge(stay, &Corrections::default());
    let mut sizes: Vec<usize> = histories.iter().map(|(_, mentions)| mentions.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2]);
    assert!(histories.iter().all(|(history, _)| history.conflicts.is_empty()));
}

#[test]
fn what_took_place_without_a_date_is_not_what_was_put_off() {
    let trip = vec![
        visit(1, 0, 40, Status::Planned, Some(30), 12),
        visit(2, 0, 40, Status::Postponed, Some(36), 12),
        visit(3, 0, -1, Status::Completed, None, 12),
        visit(4, 0, 80, Status::Completed, Some(81), 12),
    ];
    assert_eq!(groups(trip, ""), [["a1", "a2", "a3", "a4"]]);
}

#[test]
fn a_weekday_dates_an_undated_report_of_a_known_visit() {
    // Day 80 is Sunday, 22 March 2015.
    let mut undated = visit(2, 0, 80, Status::Completed, None, 12);
    undated.event.time = undated.event.time.map(|time| Time {
        value: "XXXX-WXX-7".to_owned(),
        start: None,
        end: None,
        ..time
    });
    let mentions = vec![visit(1, 0, 80, Status::Completed, Some(83), 12), undated];
    let histories = merge(mentions, &Corrections::default());
    let [(_, mentions)] = &histories[..] else { panic!("{histories:#?}") };
    let found = mentions.iter().find(|m| m.source.id == "a2").and_then(|m| m.source.published).unwrap();
    assert_eq!(
        (found.date, found.precision, found.method),
        (date(2015, 3, 22), Precision::Week, DateMethod::Corpus)
    );
}

#[test]
fn copies_of_one_story_are_one_witness() {
    let mut mentions = trips();
    mentions[2].source.story = "a2".to_owned();
    let histories = merge(mentions, &Corrections::default());
    let (trip, _) = histories.iter().find(|(_, mentions)| mentions.len() == 3).unwrap();
    assert_eq!((trip.articles, trip.witnesses), (3, 2));
}

#[test]
fn corrections_drop_split_merge_and_set() {
    let id = |n: usize| trips()[n].event.id.clone();
    assert_eq!(groups(trips(), &format!("[[drop]]\nevents = ['{}']", id(1))), [vec!["a1", "a3"], vec!["a4"]]);
    assert_eq!(
        groups(trips(), &format!("[[split]]\nevents = ['{}']", id(0))),
        [vec!["a1"], vec!["a2", "a3"], vec!["a4"]]
    );
    assert_eq!(
        groups(trips(), &format!("[[merge]]\nevents = ['{}', '{}']", id(2), id(3))),
        [vec!["a1", "a2", "a3", "a4"]]
    );
    let set = format!("[[set]]\nevent = '{}'\ntime = {{ start = '2015-09-01', end = '2015-09-02' }}", id(2));
    assert_eq!(groups(trips(), &set), [vec!["a1", "a2"], vec!["a3"], vec!["a4"]]);
}

#[test]
fn corrections_that_cannot_be_used_say_why() {
    for (text, hint) in [
        ("[[dorp]]\nevents = []", "form"),
        ("[[merge]]\nevents = ['x']\n[[split]]\nevents = ['x']", "`x`"),
        ("[[set]]\nevent = 'x'", "sets nothing"),
        ("[[set]]\nevent = 'x'\ntime = { start = '2015-02-01', end = '2015-01-01' }", "before it begins"),
    ] {
        let error = Corrections::parse(text).unwrap_err().to_string();
        assert!(error.contains(hint), "{text}: {error}");
    }
}

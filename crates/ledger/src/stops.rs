//! Which contacts took place on which visit, and what each tells of the other: towns, days, who came, how far it has come.

use crate::details::detail;
use crate::history::{History, Step, When};
use crate::names::side;
use crate::phase::Phase;
use crate::window::{Window, date};
use demarche_core::event::Place;
use demarche_core::{Kind, Mode, Party, PartyKind, Precision, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A contact that may have been made in a country.
#[derive(Clone, Copy)]
struct Meeting<'a> {
    number: usize,
    history: &'a History,
    articles: &'a BTreeSet<String>,
    /// Whether it is only a guess that it was there: one of those who met is at home there.
    assumed: bool,
}

/// Days by which a meeting may lie outside of the days of a journey as they are told.
const MARGIN: i32 = 2;

/// By whom and in which country meetings are looked up: a person, or the side of an unnamed delegation.
type Key = (String, String);

/// What a visit and the meetings on it tell of each other.
struct Stay {
    visit: usize,
    meetings: Vec<usize>,
    /// Those for whom "a delegation" stands.
    members: Vec<Party>,
}

/// Adds to every visit the meetings that its visitors had on it: with the towns and, if nothing else tells them, the days on which
/// they had them and the names of an unnamed delegation; and to a meeting the days and the town of its visit. Returns the numbers of
/// the histories that changed. `articles` holds the ids of each history's articles.
pub fn stops(histories: &mut [History], articles: &[BTreeSet<String>]) -> Vec<usize> {
    let (stays, off): (Vec<Stay>, Vec<Stay>) =
        stays(histories, articles).into_iter().partition(|stay| !is_off(&histories[stay.visit]));
    let mut changed = BTreeSet::new();
    for Stay { visit, meetings, .. } in off {
        let visit = histories[visit].clone();
        changed.extend(meetings.into_iter().filter(|&number| call_off(&visit, &mut histories[number])));
    }
    for Stay { visit, meetings, members } in stays {
        let told = histories[visit].when.clone().filter(is_narrow);
        let held: Vec<History> = meetings.iter().map(|&number| histories[number].clone()).collect();
        extend(&mut histories[visit], &held, members);
        changed.insert(visit);
        for meeting in &held {
            come(&mut histories[visit], meeting);
        }
        let stay = &histories[visit];
        let hosts: Vec<String> = stay.recipients.iter().map(|host| host.name.clone()).collect();
        let town: Option<Place> = match &stay.places[..] {
            [town] if !hosts.contains(&town.name) => Some(town.clone()),
            _ => None,
        };
        for number in meetings {
            let meeting = &mut histories[number];
            if !meeting.when.as_ref().is_some_and(is_narrow) && told.is_some() {
                meeting.when.clone_from(&told);
                changed.insert(number);
            }
            let whole = meeting.places.iter().all(|place| hosts.contains(&place.name));
            let places = meeting.places.len();
            if whole && town.is_some() {
                meeting.places = town.iter().cloned().collect();
            } else if !whole {
                meeting.places.retain(|place| !hosts.contains(&place.name));
            }
            if whole && town.is_some() || meeting.places.len() < places {
                changed.insert(number);
            }
        }
    }
    changed.into_iter().collect()
}

/// Every visit on which somebody met.
fn stays(histories: &[History], articles: &[BTreeSet<String>]) -> Vec<Stay> {
    let mut meetings: BTreeMap<Key, Vec<Meeting<'_>>> = BTreeMap::new();
    for (number, (history, articles)) in histories.iter().zip(articles).enumerate() {
        if history.kind != Kind::CONTACT || is_off(history) || is_remote(history) {
            continue;
        }
        let sides = history.sides();
        let told: BTreeSet<String> =
            history.places.iter().filter_map(|place| place.country.clone()).collect();
        let assumed = told.is_empty();
        // "Officials of both sides held talks" may have been anywhere.
        if assumed && history.actors.iter().all(|party| party.kind != PartyKind::Person) {
            continue;
        }
        for land in if assumed { &sides } else { &told } {
            let meeting = Meeting { number, history, articles, assumed };
            let persons = history.actors.iter().filter(|party| party.kind == PartyKind::Person);
            let guests = persons.filter(|party| side(party) != *land).map(|party| party.id.clone());
            for who in guests.chain(sides.iter().filter(|side| *side != land).cloned()) {
                meetings.entry((who, land.clone())).or_default().push(meeting);
            }
        }
    }
    let visits = histories.iter().zip(articles).enumerate();
    visits
        .filter(|(_, (visit, _))| visit.kind == Kind::VISIT)
        .filter_map(|(number, (visit, articles))| stay(number, visit, articles, &meetings))
        .collect()
}

fn stay(
    number: usize,
    visit: &History,
    articles: &BTreeSet<String>,
    meetings: &BTreeMap<Key, Vec<Meeting<'_>>>,
) -> Option<Stay> {
    let land = visit.land();
    let persons: Vec<&Party> = visit.actors.iter().filter(|party| party.kind == PartyKind::Person).collect();
    let unnamed = persons.is_empty();
    let who: BTreeSet<String> = if unnamed {
        visit.actors.iter().map(side).collect()
    } else {
        persons.iter().map(|person| person.id.clone()).collect()
    };
    let all = who.iter().filter_map(|who| meetings.get(&(who.clone(), land.clone()))).flatten();
    // Of two sides alone, only the article tells that a meeting was on this visit.
    let near = |meeting: &&Meeting<'_>| !unnamed || !articles.is_disjoint(meeting.articles);
    let held: BTreeMap<&str, &Meeting<'_>> = all
        .filter(near)
        .filter(|meeting| on_it(visit, articles, meeting))
        .map(|meeting| (meeting.history.id.as_str(), meeting))
        .collect();
    if held.is_empty() {
        return None;
    }
    let mut members: BTreeMap<&str, &Party> = BTreeMap::new();
    for party in held.values().filter(|_| unnamed).flat_map(|meeting| &meeting.history.actors) {
        if party.kind == PartyKind::Person && who.contains(&side(party)) {
            members.insert(&party.id, party);
        }
    }
    Some(Stay {
        visit: number,
        meetings: held.values().map(|meeting| meeting.number).collect(),
        members: members.into_values().cloned().collect(),
    })
}

/// Takes over what the meetings on a visit tell of it.
fn extend(visit: &mut History, held: &[History], members: Vec<Party>) {
    visit.contacts = held.iter().map(|meeting| meeting.id.clone()).collect();
    if !members.is_empty() {
        let named: BTreeSet<String> = members.iter().map(side).collect();
        visit.actors.retain(|party| party.kind != PartyKind::Group || !named.contains(&side(party)));
        visit.actors.splice(0..0, members);
    }
    let land = visit.land();
    let here = |name: &str| visit.recipients.iter().any(|host| host.name == name);
    let towns: Vec<Place> = held
        .iter()
        .flat_map(|meeting| &meeting.places)
        .filter(|place| place.country.as_deref() == Some(&land) && !here(&place.name))
        .filter(|place| !visit.places.contains(place))
        .cloned()
        .collect();
    if !towns.is_empty() {
        visit.places.retain(|place| !visit.recipients.iter().any(|host| host.name == place.name));
    }
    for town in towns {
        if !visit.places.contains(&town) {
            visit.places.push(town);
        }
    }
    if !visit.when.as_ref().is_some_and(is_narrow) {
        visit.when = days(visit, held).or(visit.when.take());
    }
}

/// A visit on which somebody met has been made: it comes as far as the meeting, by the same article.
fn come(visit: &mut History, meeting: &History) {
    let is_made = |step: &Step| matches!(step.status, Status::Completed | Status::Ongoing);
    let Some(step) = meeting.path.iter().find(|step| is_made(step)) else { return };
    let ahead = visit.path.iter().take_while(|step| !is_made(step)).count();
    let later = |next: &Step| next.known.is_none() || next.known > step.known;
    let told = ahead == 0 || !visit.path[..ahead].last().is_some_and(later);
    if ahead == 0 || !told || step.known.is_none() || !visit.path[ahead..].first().is_none_or(later) {
        return;
    }
    visit.path.truncate(ahead);
    visit.path.push(Step { status: Status::Completed, ..step.clone() });
    visit.status = Some(Status::Completed);
}

/// What was to be done on a visit that is called off or put off is so, too, unless it is told later.
fn call_off(visit: &History, meeting: &mut History) -> bool {
    let (Some(off), Some(last)) = (visit.path.last(), meeting.path.last()) else { return false };
    let told = meeting.last_known <= off.known.or(meeting.last_known) && last.article != off.article;
    if told {
        meeting.path.push(off.clone());
        meeting.status = Some(off.status);
    }
    told
}

/// From the first to the last day of the meetings on a visit, if they are known to days and make one stay.
fn days(visit: &History, held: &[History]) -> Option<When> {
    let narrow = held.iter().filter_map(|meeting| meeting.when.as_ref()).filter(|when| is_narrow(when));
    let narrow: Vec<&When> = narrow.collect();
    let all: Window = narrow.iter().map(|when| when.window()).reduce(Window::cover)?;
    let told = visit.when.as_ref().filter(|when| when.stated).map(When::window);
    if all.rank() > 1 || told.is_some_and(|told| told.meet(all).is_none()) {
        return None;
    }
    let same = narrow.iter().all(|when| when.window() == all);
    Some(When {
        start: date(all.from),
        end: date(all.to),
        precision: if same { narrow[0].precision } else { Precision::Interval },
        stated: true,
    })
}

/// Whether it is known to days.
fn is_narrow(when: &When) -> bool {
    when.stated && when.window().rank() <= 1
}

fn is_remote(history: &History) -> bool {
    let mode = detail(&history.details, "mode").and_then(|mode| mode.parse().ok());
    matches!(mode, Some(Mode::Call | Mode::Letter))
}

fn is_off(history: &History) -> bool {
    matches!(Phase::of(history.status), Phase::Off | Phase::Postponed)
}

fn is_ahead(history: &History) -> bool {
    Phase::of(history.status) == Phase::Ahead
}

/// Whether a meeting lies within a visit: by their days where both are known to days, else because one article tells of both, at
/// one stage, and no other time is given.
fn on_it(visit: &History, articles: &BTreeSet<String>, meeting: &Meeting<'_>) -> bool {
    let narrow =
        |history: &History| history.when.as_ref().map(When::window).filter(|window| window.rank() <= 1);
    // On what is called off, no more than what was planned for its days.
    if is_off(visit) {
        let days = narrow(visit).zip(narrow(meeting.history));
        return is_ahead(meeting.history) && days.is_some_and(|(visit, days)| visit.meet(days).is_some());
    }
    match (narrow(visit), narrow(meeting.history)) {
        (Some(visit), Some(days)) => visit.pad(if meeting.assumed { 0 } else { MARGIN }).meet(days).is_some(),
        // "Will come this spring" and met there in April.
        (None, Some(days)) if is_ahead(visit) && !is_ahead(meeting.history) && !meeting.assumed => {
            let told = visit.when.as_ref().filter(|when| when.stated).map(When::window);
            told.is_some_and(|told| told.meet(days).is_some())
        }
        _ => {
            let told = |history: &History| history.when.as_ref().filter(|when| when.stated).map(When::window);
            let over = meeting.history.last_known.zip(visit.when.as_ref());
            is_ahead(visit) == is_ahead(meeting.history)
                && (is_ahead(visit) || over.is_none_or(|(known, when)| when.start <= known))
                && told(visit).zip(told(meeting.history)).is_none_or(|(a, b)| a.meet(b).is_some())
                && !articles.is_disjoint(meeting.articles)
        }
    }
}

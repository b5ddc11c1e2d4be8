//! Which contacts took place on which visit, and what they tell about where it went.

use crate::history::{History, When};
use crate::phase::Phase;
use demarche_core::{Kind, PartyKind};
use std::collections::{BTreeMap, BTreeSet};

/// A contact in its country.
struct Meeting<'a> {
    history: &'a History,
    articles: &'a BTreeSet<String>,
}

/// Days by which a meeting may lie outside of the days of a journey as they are told.
const MARGIN: i32 = 2;

/// Adds to every visit the meetings that its visitors had on it, with the towns in which they had them; returns the numbers of the
/// visits that changed. `articles` holds the ids of each history's articles.
pub fn stops(histories: &mut [History], articles: &[BTreeSet<String>]) -> Vec<usize> {
    let mut meetings: BTreeMap<(String, String), Vec<Meeting<'_>>> = BTreeMap::new();
    let contacts = histories.iter().zip(articles).filter(|(history, _)| history.kind == Kind::CONTACT);
    for (history, articles) in contacts {
        let lands = history.places.iter().filter_map(|place| place.country.clone());
        for land in lands.collect::<BTreeSet<_>>() {
            for person in history.actors.iter().filter(|party| party.kind == PartyKind::Person) {
                let meeting = Meeting { history, articles };
                meetings.entry((person.id.clone(), land.clone())).or_default().push(meeting);
            }
        }
    }
    let mut added = Vec::new();
    for (number, (visit, articles)) in histories.iter().zip(articles).enumerate() {
        if visit.kind != Kind::VISIT || is_off(visit) {
            continue;
        }
        let land = visit.land();
        let visitors = visit.actors.iter().filter(|party| party.kind == PartyKind::Person);
        let held = visitors.filter_map(|visitor| meetings.get(&(visitor.id.clone(), land.clone()))).flatten();
        let held: BTreeMap<&str, &History> = held
            .filter(|meeting| !is_off(meeting.history) && on_it(visit, articles, meeting))
            .map(|meeting| (meeting.history.id.as_str(), meeting.history))
            .collect();
        if !held.is_empty() {
            let ids: Vec<String> = held.keys().map(|id| (*id).to_owned()).collect();
            let places: Vec<_> = held.values().flat_map(|history| history.places.clone()).collect();
            added.push((number, ids, places));
        }
    }
    let mut changed = Vec::new();
    for (number, ids, places) in added {
        let visit = &mut histories[number];
        visit.contacts = ids;
        let land = visit.land();
        let here = |name: &str| visit.recipients.iter().any(|host| host.name == name);
        let towns: Vec<_> = places
            .into_iter()
            .filter(|place| {
                place.country.as_deref() == Some(&land) && !here(&place.name) && !visit.places.contains(place)
            })
            .collect();
        if !towns.is_empty() {
            visit.places.retain(|place| !visit.recipients.iter().any(|host| host.name == place.name));
        }
        for town in towns {
            if !visit.places.contains(&town) {
                visit.places.push(town);
            }
        }
        changed.push(number);
    }
    changed
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
    match (narrow(visit), narrow(meeting.history)) {
        (Some(visit), Some(meeting)) => visit.pad(MARGIN).meet(meeting).is_some(),
        _ => {
            let told = |history: &History| history.when.as_ref().filter(|when| when.stated).map(When::window);
            is_ahead(visit) == is_ahead(meeting.history)
                && told(visit).zip(told(meeting.history)).is_none_or(|(a, b)| a.meet(b).is_some())
                && !articles.is_disjoint(meeting.articles)
        }
    }
}

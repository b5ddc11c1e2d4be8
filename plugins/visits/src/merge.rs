//! Mentions of one trip become one record.

use crate::mention::{Visit, host, width};
use demarche_core::event::Place;
use demarche_core::{Codes, EntityId, EntityKind, Event, Kind, Reading, Status, Time};

/// One record per visitor, country and time.
pub(crate) fn records(reading: &dyn Reading, mut mentions: Vec<Visit>) -> Vec<Event> {
    // What is said outright decides; what is only implied joins it.
    mentions.sort_by_key(|m| (m.implied, m.sentence, m.evidence.first().map(|e| e.span)));
    let mut trips: Vec<Vec<Visit>> = Vec::new();
    for mention in mentions {
        match trips.iter_mut().find(|trip| {
            trip.iter().any(|m| same_trip(reading, m, &mention))
                && trip.iter().all(|m| dates_fit(m.time.as_ref(), mention.time.as_ref()))
        }) {
            Some(trip) => trip.push(mention),
            None => trips.push(vec![mention]),
        }
    }
    trips.iter().map(|trip| record(reading, trip)).collect()
}

/// Ahead, under way or done, or off: a trip that is planned and one that is done are two, unless a date ties them.
fn stage(status: Option<Status>) -> Option<u8> {
    match status? {
        Status::Ongoing | Status::Completed => Some(1),
        _ => Some(0),
    }
}

fn same_trip(reading: &dyn Reading, a: &Visit, b: &Visit) -> bool {
    if a.country != b.country || !shares_visitor(reading, a, b) {
        return false;
    }
    let both_dated = a.time.as_ref().is_some_and(|t| t.start.is_some())
        && b.time.as_ref().is_some_and(|t| t.start.is_some());
    let staged = match (stage(a.status), stage(b.status)) {
        (Some(x), Some(y)) => {
            x == y || (both_dated && !(a.told && b.told)) || a.rule == b.rule && a.sentence == b.sentence
        }
        _ => true,
    };
    staged && dates_fit(a.time.as_ref(), b.time.as_ref())
}

fn shares_visitor(reading: &dyn Reading, a: &Visit, b: &Visit) -> bool {
    a.visitors.iter().any(|v| b.visitors.contains(v)) || {
        // "a US delegation" and its leader: one of the two is not named.
        let nations = |v: &Visit| {
            v.visitors.iter().filter_map(|&e| reading.entity(e).country.clone()).collect::<Vec<_>>()
        };
        let unnamed = |v: &Visit| v.visitors.iter().all(|&e| reading.entity(e).kind == EntityKind::Group);
        (unnamed(a) || unnamed(b)) && nations(a).iter().any(|n| nations(b).contains(n))
    }
}

/// Two times may be one if either is open or they overlap.
fn dates_fit(a: Option<&Time>, b: Option<&Time>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    match (a.start, a.end, b.start, b.end) {
        (Some(a_start), Some(a_end), Some(b_start), Some(b_end)) => a_start <= b_end && b_start <= a_end,
        _ => true,
    }
}

fn record(reading: &dyn Reading, trip: &[Visit]) -> Event {
    // The first mention that says its status in words leads; a trip that is said outright leads one that is implied.
    let lead = trip
        .iter()
        .find(|m| m.told && !m.implied)
        .or_else(|| trip.iter().find(|m| m.told))
        .unwrap_or(&trip[0]);
    let mut event = Event::new(Kind::VISIT, lead.rule.clone());
    let mut visitors: Vec<EntityId> = Vec::new();
    for id in std::iter::once(lead).chain(trip).flat_map(|m| &m.visitors) {
        if !visitors.contains(id) {
            visitors.push(*id);
        }
    }
    event.actors = visitors.iter().filter_map(|&e| reading.entity(e).party()).collect();
    event.recipients = host(reading, &lead.country).into_iter().collect();
    let named = std::iter::once(lead).chain(trip).find_map(|m| m.place);
    event.place = Some(Place {
        name: named
            .map(|e| reading.entity(e).name.clone())
            .or_else(|| event.recipients.first().map(|p| p.name.clone()))
            .unwrap_or_else(|| lead.country.clone()),
        country: Some(lead.country.clone()),
    });
    event.time = trip.iter().filter_map(|m| m.time.clone()).min_by_key(width);
    event.status = Some(status(reading, trip, lead));
    event.codes = codes(event.status);
    event.according_to = sources(reading, lead);
    let mut spans: Vec<_> = lead.evidence.clone();
    for evidence in trip.iter().flat_map(|m| &m.evidence) {
        if !spans.iter().any(|e| e.role == evidence.role && e.span == evidence.span) {
            spans.push(evidence.clone());
        }
    }
    event.evidence = spans;
    for (name, value) in trip.iter().flat_map(|m| &m.details) {
        if !event.details.contains_key(*name) {
            event.detail(name, value.clone());
        }
    }
    let implied = trip.iter().all(|m| m.implied);
    if implied {
        event.detail("implied", true);
    }
    event.confidence = confidence(reading, trip, lead, implied);
    event
}

/// The lead's status; where no mention says any, a trip that the text takes for granted has taken or is taking place.
fn status(reading: &dyn Reading, trip: &[Visit], lead: &Visit) -> Status {
    let off = trip
        .iter()
        .filter_map(|m| m.status)
        .find(|s| matches!(s, Status::Cancelled | Status::Postponed | Status::Rejected));
    let told =
        off.or(lead.status).or_else(|| trip.iter().find_map(|m| m.status)).unwrap_or(Status::Completed);
    let over = trip
        .iter()
        .filter_map(|m| m.time.as_ref()?.end)
        .min()
        .zip(reading.published())
        .is_some_and(|(end, published)| end < published.date);
    if told == Status::Ongoing && over { Status::Completed } else { told }
}

/// Who tells of the trip, if not the article itself.
fn sources(reading: &dyn Reading, lead: &Visit) -> Vec<demarche_core::Party> {
    let Some(trigger) = lead.evidence.iter().find(|e| e.role == "trigger") else { return Vec::new() };
    let Some(token) = reading.tokens(lead.sentence).iter().position(|t| t.span == trigger.span) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for source in reading.sources(lead.sentence, token) {
        all.extend(source.entities.iter().filter_map(|&e| reading.entity(e).party()));
    }
    all
}

fn codes(status: Option<Status>) -> Codes {
    match status {
        Some(Status::Completed | Status::Ongoing) => Codes::new("CONSULT/visit", "042"),
        Some(Status::Cancelled | Status::Postponed) => Codes::new("REJECT/meet", "160"),
        Some(Status::Rejected) => Codes::new("REJECT/meet", "125"),
        Some(Status::Invited) => Codes::new("AGREE", "028"),
        _ => Codes::new("AGREE", "036"),
    }
}

/// How sure the record is: outright or implied, how often it is said, whether the visitor is named, whether its status is read
/// from words.
fn confidence(reading: &dyn Reading, trip: &[Visit], lead: &Visit, implied: bool) -> f64 {
    let mut sure: f64 = if implied { 0.6 } else { 0.85 };
    if trip.iter().filter(|m| !m.implied).count() > 1 {
        sure += 0.05;
    }
    if !lead.told {
        sure -= 0.1;
    }
    if lead.visitors.iter().all(|&e| reading.entity(e).kind != EntityKind::Person) {
        sure -= 0.1;
    }
    if lead.time.as_ref().is_some_and(|t| t.start.is_some()) {
        sure += 0.05;
    }
    sure
}

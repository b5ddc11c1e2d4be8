//! What the mentions of one trip come to as a record.

use crate::days::{around_now, goes_on, is_near, is_one_stay, is_stay};
use crate::goal::Destination;
use crate::visit::{Visit, is_off, stage};
use demarche_core::event::Place;
use demarche_core::{CodeTable, EntityId, EntityKind, Event, Kind, Reading, Status, Time, Zone};
use demarche_frames::{View, time};

/// The record of one trip, by all its mentions.
pub(crate) fn record(table: &CodeTable, reading: &dyn Reading, trip: &[Visit]) -> Event {
    // The first mention that says its status in words leads; a trip that is said outright leads one that is implied.
    let lead = trip
        .iter()
        .find(|m| m.told && !m.implied)
        .or_else(|| trip.iter().find(|m| m.told))
        .unwrap_or(&trip[0]);
    let all = || std::iter::once(lead).chain(trip);
    let mut event = Event::new(Kind::VISIT, lead.rule.clone());
    let mut visitors: Vec<EntityId> = Vec::new();
    for id in all().flat_map(|m| &m.visitors) {
        if !visitors.contains(id) {
            visitors.push(*id);
        }
    }
    event.actors = visitors.iter().filter_map(|&e| reading.entity(e).party()).collect();
    // Whoever sends them knows better whose they are than the place that the report comes from.
    if let Some(home) = all().find_map(|m| m.home.as_ref()) {
        event.actors.iter_mut().for_each(|visitor| visitor.country = Some(home.clone()));
    }
    if let Some(Destination { country, .. }) = all().find_map(|m| m.destination.as_ref()) {
        event.recipients = reading.country(country).into_iter().collect();
        // "There" is where the trip goes that is told before; which city that is, its own words know better.
        let outright = trip.iter().any(|m| m.destination.is_some() && !m.points_back);
        let goals = || all().filter(|m| !(outright && m.points_back)).filter_map(|m| m.destination.as_ref());
        let city = goals().find_map(|goal| goal.place).map(|e| reading.entity(e).name.clone());
        let name = city.or_else(|| event.recipients.first().map(|p| p.name.clone()));
        event.place =
            Some(Place { name: name.unwrap_or_else(|| country.clone()), country: Some(country.clone()) });
    }
    // The days of a stay, told as such, hold those of the meetings on it.
    let precise = |t: &Time| (t.start.is_none(), !is_stay(t), time::width(t));
    event.time = all().filter_map(|m| m.time.clone()).min_by_key(precise);
    let status = match status(reading, trip, lead) {
        Status::Completed if event.time.as_ref().is_some_and(|t| goes_on(reading, t)) => Status::Ongoing,
        status => status,
    };
    event.status = Some(status);
    if event.time.as_ref().is_none_or(|t| t.start.is_none()) {
        event.time = around_now(reading, status, lead).or(event.time);
    }
    event.codes = table.of(&[event.status.map_or("", Status::as_str)]);
    event.according_to = View::new(reading, lead.sentence).sources(lead.trigger);
    for evidence in all().flat_map(|m| &m.evidence) {
        if !event.evidence.contains(evidence) {
            event.evidence.push(evidence.clone());
        }
    }
    for (name, value) in all().flat_map(|m| &m.details) {
        event.details.entry((*name).to_owned()).or_insert_with(|| value.clone().into());
    }
    let implied = trip.iter().all(|m| m.implied);
    if implied {
        event.detail("implied", true);
    }
    event.confidence = confidence(reading, trip, lead, implied);
    event
}

/// What calls the trip off wins, then the lead's words; where no mention says anything, a trip that the text takes for granted
/// has taken or is taking place.
fn status(reading: &dyn Reading, trip: &[Visit], lead: &Visit) -> Status {
    let off = trip.iter().map(|m| m.status).find(|&s| is_off(s)).flatten();
    let told =
        off.or(lead.status).or_else(|| trip.iter().find_map(|m| m.status)).unwrap_or(Status::Completed);
    // "Will see the port on Thursday": a stop on a stay that has begun.
    let begun =
        trip.iter().find(|m| m.told && is_one_stay(reading, lead, m) && stage(m.status) == Some(true));
    let told = begun.filter(|_| told == Status::Planned).and_then(|m| m.status).unwrap_or(told);
    // "Is visiting Lima this week. On Tuesday she met the premier": what was done on a trip does not end it.
    let own = lead.time.as_ref().and_then(|t| t.end).filter(|_| lead.told && !lead.implied);
    let body = lead.told && !lead.implied && reading.sentence(lead.sentence).zone == Zone::Body;
    let over = own
        .or_else(|| trip.iter().filter_map(|m| m.time.as_ref()?.end).min())
        .zip(reading.published())
        .is_some_and(|(end, published)| {
            end < published.date && (own.is_some() || !body || !is_near(end, published.date))
        });
    let accepted = || trip.iter().any(|m| m.told && m.status == Some(Status::Planned));
    match told {
        Status::Ongoing if over => Status::Completed,
        Status::Invited if accepted() => Status::Planned,
        told => told,
    }
}

/// How sure the record is: outright or implied, how often it is said, whether the visitor and the visitor's country are known,
/// whether its status is read from words.
fn confidence(reading: &dyn Reading, trip: &[Visit], lead: &Visit, implied: bool) -> f64 {
    let mut sure: f64 = if implied { 0.6 } else { 0.85 };
    if trip.iter().filter(|m| !m.implied).count() > 1 {
        sure += 0.05;
    }
    if !lead.told {
        sure -= 0.1;
    }
    let visitors = std::iter::once(lead).chain(trip).map(|m| &m.visitors).find(|v| !v.is_empty());
    let visitors = visitors.unwrap_or(&lead.visitors);
    if visitors.iter().all(|&e| reading.entity(e).kind != EntityKind::Person) {
        sure -= 0.1;
    }
    if visitors.iter().all(|&e| reading.entity(e).country.is_none()) {
        sure -= 0.15;
    }
    if lead.time.as_ref().is_some_and(|t| t.start.is_some()) {
        sure += 0.05;
    }
    sure
}

//! Mentions of one trip become one record.

use crate::days::{came_before, goes_with, is_one_stay, opens};
use crate::goal::Destination;
use crate::guests::realm;
use crate::record::record;
use crate::visit::{NEXT, Visit, is_before, is_dated, is_off, one_go, stage};
use demarche_core::event::Evidence;
use demarche_core::{CodeTable, Deprel, EntityId, EntityKind, Event, Reading, SentenceId, Status};
use demarche_frames::{View, item, time};

/// How many sentences apart "a delegation" and the person who leads it may stand to be taken for one party.
const NEAR: u32 = 2;

/// As `NEXT`, of a stop elsewhere on it.
const STOPS: u32 = 4;

/// One record per visitor, country and time.
pub(crate) fn records(
    table: &CodeTable,
    reading: &dyn Reading,
    mut mentions: Vec<Visit>,
    venue: &dyn Fn(SentenceId) -> Option<Destination>,
) -> Vec<Event> {
    for mention in &mut mentions {
        if (mention.venue || mention.also && mention.with.is_empty()) && mention.destination.is_none() {
            let there = of_item(reading, mention).or_else(|| venue(mention.sentence));
            mention.destination = there.filter(|there| is_abroad(reading, mention, there));
            let span = mention.destination.as_ref().map(|there| there.span);
            mention.evidence.extend(span.map(|span| Evidence {
                role: "place".into(),
                span,
                text: span.slice(reading.text()).to_owned(),
            }));
        }
    }
    // "Attended a conference": nobody knows where, so nothing says that it was abroad.
    mentions.retain(|m| m.destination.is_some() || !(m.venue && m.implied));
    // "Had been expected to receive him": whom else the guest did not see on a trip that he made.
    let made: Vec<Visit> =
        mentions.iter().filter(|m| !m.hosted && stage(m.status) == Some(true)).cloned().collect();
    let country = |m: &Visit| m.destination.as_ref().map(|d| d.country.clone());
    let came = |m: &Visit| {
        let of_guest = |other: &&Visit| other.visitors.iter().any(|v| m.visitors.contains(v));
        made.iter().filter(of_guest).any(|other| country(other) == country(m))
    };
    mentions.retain(|m| !(m.hosted && m.status == Some(Status::Cancelled) && came(m)));
    let (anaphors, mentions): (Vec<Visit>, Vec<Visit>) = mentions.into_iter().partition(|m| m.anaphor);
    let told = |a: &Visit| mentions.iter().any(|m| m.sentence == a.sentence && m.trigger == a.trigger);
    let anaphors: Vec<Visit> = anaphors.into_iter().filter(|a| !told(a)).collect();
    let (mut placed, open): (Vec<Visit>, Vec<Visit>) =
        mentions.into_iter().partition(|m| m.destination.is_some());
    // What is said outright decides; what is only implied joins it.
    placed.sort_by_key(|m| (m.implied, m.sentence, m.trigger));
    let mut trips: Vec<Vec<Visit>> = Vec::new();
    for mention in placed {
        let joins = |trip: &&mut Vec<Visit>| {
            trip.iter().any(|m| same_trip(reading, m, &mention))
                && trip.iter().all(|m| goes_with(reading, m, &mention))
        };
        match trips.iter_mut().find(joins) {
            Some(trip) => trip.push(mention),
            None => trips.push(vec![mention]),
        }
    }
    for mention in open {
        place(reading, mention, &mut trips);
    }
    for anaphor in anaphors {
        refer(anaphor, &mut trips);
    }
    trips.iter().map(|trip| record(table, reading, trip)).collect()
}

/// The place of the item of a diary that tells of a trip.
fn of_item(reading: &dyn Reading, mention: &Visit) -> Option<Destination> {
    let city = item::place(reading, mention.sentence, mention.trigger)?;
    item::day(reading, mention.sentence)?;
    let country = reading.entity(city).country.clone()?;
    Some(Destination { country, place: Some(city), span: trigger_of(mention) })
}

/// "The trip was put off", "the visit will begin on May 3" speaks of the last trip told before it, or of all its stops: of one
/// that lies ahead if it comes to nothing, of one without a day if it names one.
fn refer(anaphor: Visit, trips: &mut Vec<Vec<Visit>>) {
    let here = anaphor.sentence.0;
    let last = |trip: &Vec<Visit>| trip.iter().filter(|m| is_before(m, &anaphor)).map(|m| m.sentence.0).max();
    let reach = if anaphor.elsewhere { STOPS } else { NEXT };
    let Some(near) = trips.iter().filter_map(last).max().filter(|&s| here - s <= reach) else { return };
    let meant: Vec<usize> = (0..trips.len()).filter(|&i| last(&trips[i]) == Some(near)).collect();
    let told = |i: usize| (trips[i][0].sentence, trips[i][0].trigger);
    let shared = |i: usize| trips[i][0].visitors.iter().any(|v| trips[meant[0]][0].visitors.contains(v));
    let one_party = |i: &usize| shared(*i) || told(*i) == told(meant[0]);
    if anaphor.elsewhere {
        if meant.iter().all(one_party) {
            let visitors = trips[meant[0]][0].visitors.clone();
            trips.push(vec![Visit { visitors, ..anaphor }]);
        }
        return;
    }
    let fits = |i: &usize| {
        let trip = &trips[*i];
        let place = anaphor.destination.as_ref().map(|d| &d.country);
        let dated = trip.iter().any(is_dated);
        let ahead = trip.iter().all(|m| stage(m.status) != Some(true));
        place.is_none_or(|p| trip.iter().any(|m| m.destination.as_ref().is_some_and(|d| d.country == *p)))
            && trip.iter().all(|m| time::fit(m.time.as_ref(), anaphor.time.as_ref()))
            && if is_off(anaphor.status) {
                ahead
            } else {
                !dated
                    && trip.iter().all(|m| !is_off(m.status))
                    && stage(anaphor.status).is_none_or(|s| s != ahead)
            }
    };
    if meant.iter().all(|i| fits(i) && one_party(i)) {
        for i in meant {
            trips[i].push(anaphor.clone());
        }
    }
}

/// A mention without a destination ("the trip", "began a state visit") belongs to the one trip of its visitor that it fits;
/// if there is none, to the foreign city that the story is told from.
fn place(reading: &dyn Reading, mut mention: Visit, trips: &mut Vec<Vec<Visit>>) {
    if mention.also {
        join_others(reading, mention, trips);
        return;
    }
    // "In town on a tour that will also take him to Pristina": the town is none of the stops told elsewhere.
    let there = mention.scene || mention.venue && !mention.implied;
    let here = Some(()).filter(|()| there).and_then(|()| scene(reading, &mention, trips));
    let is_here = |trip: &[Visit]| {
        let goal = trip.iter().find_map(|m| m.destination.as_ref());
        here.as_ref().zip(goal).is_none_or(|(here, goal)| here.country == goal.country)
    };
    let fitting: Vec<usize> = (0..trips.len())
        .filter(|&i| {
            let trip = &trips[i];
            is_here(trip)
                && trip.iter().any(|m| m.visitors.iter().any(|v| mention.visitors.contains(v)))
                && trip.iter().all(|m| goes_with(reading, m, &mention))
                && !trip.iter().any(|m| came_before(reading, m, &mention))
                && trip.iter().any(|m| stages_fit(m, &mention) || one_go(m, &mention))
        })
        .collect();
    if let [only] = fitting[..] {
        // "During the visit the two leaders will sign": only one of them travels.
        let country = trips[only].iter().find_map(|m| m.destination.as_ref().map(|d| d.country.clone()));
        let at_home =
            |v: &EntityId| reading.entity(*v).country.as_deref().map(realm) == country.as_deref().map(realm);
        mention.visitors.retain(|v| !at_home(v));
        trips[only].push(mention);
        return;
    }
    if !fitting.is_empty() {
        return;
    }
    if let Some(there) = here.or_else(|| returned_to(reading, &mention, trips)) {
        mention.destination = Some(there);
        trips.push(vec![mention]);
        return;
    }
    // "welcomed a return visit, following her first visit last July": another trip to where the same sentence says.
    let beside =
        |m: &Visit| m.sentence == mention.sentence && m.visitors.iter().any(|v| mention.visitors.contains(v));
    let trip = trips.iter().find(|trip| trip.iter().any(beside));
    if let Some(there) = trip.and_then(|trip| trip.iter().find_map(|m| m.destination.clone())) {
        mention.destination = Some(there);
        trips.push(vec![mention]);
        return;
    }
    // "Highlighted the visit of the Maldivian minister": of whom nothing else is told, the guest is where the report is.
    let alone = || {
        let trips = trips.iter().flatten();
        mention.noun
            && (reading.location().is_some() && opens(reading, &mention)
                || !trips.flat_map(|m| &m.visitors).any(|v| mention.visitors.contains(v)))
    };
    let told = mention.told || mention.scene || mention.venue || alone();
    if !told || mention.points_back || mention.unknown {
        return;
    }
    let other = || to_other_side(reading, &mention).filter(|_| alone());
    if let Some(there) = scene(reading, &mention, trips).or_else(other) {
        mention.destination = Some(there);
        trips.push(vec![mention]);
    }
}

/// "The programme of the premier's stay": in a story of two countries the guest from one of them goes to the other.
fn to_other_side(reading: &dyn Reading, mention: &Visit) -> Option<Destination> {
    let own = mention.visitors.iter().find_map(|&v| reading.entity(v).country.as_deref())?;
    let view = View::new(reading, mention.sentence);
    let trip = view.is(mention.trigger, &["visit", "trip", "stay", "journey"]);
    // "As part of the visit", "crowned a visit": another's, or one told before.
    let whose = view.children(mention.trigger, &[Deprel::NmodPoss, Deprel::Nmod]).next().is_some();
    let made = view
        .tree
        .head(mention.trigger)
        .is_some_and(|verb| view.is(verb, &["make", "pay", "return", "repay"]));
    if !trip || !(whose || made) || !reading.story().keeps_to_pair(mention.sentence) {
        return None;
    }
    let country = reading.story().other(own).filter(|other| reading.is_state(other))?.to_owned();
    let there = Destination { country, place: None, span: trigger_of(mention) };
    is_abroad(reading, mention, &there).then_some(there)
}

/// Where the story takes place that a mention is told in: where the visitor has just gone, else the foreign city that it is filed
/// from, else where those went of whom it told before.
fn scene(reading: &dyn Reading, mention: &Visit, trips: &[Vec<Visit>]) -> Option<Destination> {
    let span = trigger_of(mention);
    let item = item::place(reading, mention.sentence, mention.trigger);
    let filed = || {
        let city = item.or_else(|| reading.location())?;
        let country = reading.entity(city).country.clone()?;
        Some(Destination { country, place: Some(city), span })
    };
    let abroad = |there: &Destination| is_abroad(reading, mention, there);
    // "A visit by the Dane was put off": where all the others go.
    let mut goals = trips.iter().flatten().filter_map(|m| m.destination.as_ref()).map(|d| &d.country);
    let first = goals.next();
    let one_goal = goals.all(|goal| Some(goal) == first);
    let goes = |m: &&Visit| {
        is_before(m, mention)
            && mention.sentence.0 - m.sentence.0 <= OTHERS
            && !is_off(m.status)
            && m.destination.as_ref().is_some_and(abroad)
    };
    let ranking = reading.entities_by_weight();
    let states: Vec<String> =
        ranking.iter().filter_map(|(id, _)| reading.entity(*id).country.clone()).collect();
    let followed = || {
        let last = trips.iter().flatten().filter(goes).max_by_key(|m| (m.sentence, m.trigger))?;
        // "The premier flies to Abidjan. … The Norwegian minister was in town": of a paper that tells of its own, the town is home.
        let home = states.first().filter(|_| mention.sentence.0 - last.sentence.0 > NEXT)?;
        let leaves = last.visitors.iter().any(|&v| reading.entity(v).country.as_ref() == Some(home));
        let town = Destination { country: home.clone(), place: None, span };
        if leaves && abroad(&town) { Some(town) } else { None }
    };
    let followed = || {
        let last = trips.iter().flatten().filter(goes).max_by_key(|m| (m.sentence, m.trigger))?;
        followed().or_else(|| Some(Destination { span, ..last.destination.clone()? }))
    };
    // "Flew to Warsaw on Monday. The visiting premier": a trip just told of the same visitor.
    let gone = || {
        let own = |m: &&Visit| {
            goes(m)
                && mention.sentence.0 - m.sentence.0 <= NEXT
                && stage(m.status) == Some(true)
                && m.visitors.iter().any(|v| mention.visitors.contains(v))
        };
        let last = trips.iter().flatten().filter(own).max_by_key(|m| (m.sentence, m.trigger))?;
        Some(Destination { span, ..last.destination.clone()? })
    };
    // "Is visiting", "is in the country": the reader knows which.
    let spoken_of = || {
        let mut named: Vec<&String> = Vec::new();
        for country in &states {
            if reading.is_state(country) && !named.contains(&country) {
                named.push(country);
            }
        }
        let goals = named.into_iter().take(mention.spoken_of).cloned();
        goals.map(|country| Destination { country, place: None, span }).find(abroad)
    };
    let open = mention.scene || mention.venue || one_goal && mention.noun && is_off(mention.status);
    let gone = gone().filter(|_| mention.scene && item.is_none());
    gone.or_else(|| filed().filter(abroad)).or_else(|| followed().filter(|_| open)).or_else(spoken_of)
}

/// Whether everybody who goes there is known to be at home elsewhere.
fn is_abroad(reading: &dyn Reading, mention: &Visit, there: &Destination) -> bool {
    mention.visitors.iter().all(|&visitor| lives_elsewhere(reading, visitor, there))
}

fn lives_elsewhere(reading: &dyn Reading, visitor: EntityId, there: &Destination) -> bool {
    let own = reading.entity(visitor).country.as_deref();
    own.is_some_and(|own| realm(own) != realm(&there.country))
}

/// The words that tell the trip.
fn trigger_of(mention: &Visit) -> demarche_core::Span {
    mention.evidence.iter().find(|e| e.role == "trigger").map(|e| e.span).unwrap_or_default()
}

/// How many sentences back those may stand whom somebody joins.
const OTHERS: u32 = 8;

/// "Rabuka is also expected": where the others go of whom the text told last.
fn join_others(reading: &dyn Reading, mut mention: Visit, trips: &mut Vec<Vec<Visit>>) {
    let goes =
        |party: &[EntityId]| trips.iter().flatten().any(|m| party.iter().any(|v| m.visitors.contains(v)));
    // "The premier is travelling with her minister": of the two, she is whose trip was told.
    let home = |party: &[EntityId]| party.first().and_then(|&v| reading.entity(v).country.clone());
    let own = home(&mention.with).is_some() && home(&mention.with) == home(&mention.visitors);
    if own && !goes(&mention.with) && goes(&mention.visitors) {
        std::mem::swap(&mut mention.with, &mut mention.visitors);
    }
    let shared = |m: &Visit| mention.with.iter().any(|leader| m.visitors.contains(leader));
    let before = |m: &&Visit| {
        let told = is_before(m, &mention) && mention.sentence.0 - m.sentence.0 <= OTHERS;
        let beside = || shared(m) && mention.sentence.0.abs_diff(m.sentence.0) <= NEXT;
        (told || beside()) && is_off(m.status) == mention.instead && (mention.with.is_empty() || shared(m))
    };
    let nearest = |m: &&Visit| (m.sentence <= mention.sentence, m.sentence, m.trigger);
    let last = trips.iter().flatten().filter(before).max_by_key(nearest);
    let Some((there, last)) = last.and_then(|m| Some((m.destination.clone()?, m))) else { return };
    let last_at = (last.sentence, last.trigger);
    if !mention.with.is_empty() {
        (mention.status, mention.told, mention.time) = (last.status, last.told, last.time.clone());
    }
    // "Oman's sultan will attend. Chad is sending its premier": the one lies ahead as the other does.
    if (mention.status, last.status) == (Some(Status::Ongoing), Some(Status::Planned)) {
        mention.status = last.status;
    }
    // Who comes along with a guest is taken to come from where the guest does.
    let along = |id: EntityId| !mention.with.is_empty() && reading.entity(id).country.is_none();
    let mut visitors = mention.visitors.clone();
    visitors.retain(|&visitor| along(visitor) || lives_elsewhere(reading, visitor, &there));
    mention.visitors = visitors;
    if mention.visitors.is_empty() {
        return;
    }
    mention.destination = Some(there);
    let home = |m: &Visit| m.visitors.iter().find_map(|&v| reading.entity(v).country.clone());
    // Those of the guest's own country are of the same party.
    let leads = |trip: &&mut Vec<Visit>| {
        trip.iter().any(|m| shared(m) && (m.sentence, m.trigger) == last_at)
            && home(&trip[0]) == home(&mention)
    };
    match trips.iter_mut().find(leads) {
        Some(trip) => trip.push(mention),
        None => trips.push(vec![mention]),
    }
}

/// "Gül will pay a return visit": to the country of the guest who came to his before.
fn returned_to(reading: &dyn Reading, mention: &Visit, trips: &[Vec<Visit>]) -> Option<Destination> {
    let country = |id: EntityId| reading.entity(id).country.as_deref().filter(|c| reading.is_state(c));
    let own = mention.visitors.first().and_then(|&id| country(id))?;
    let returns =
        |(name, value): &(&str, String)| *name == "type" && matches!(value.as_str(), "return" | "reciprocal");
    if !mention.details.iter().any(returns) {
        return None;
    }
    let came = |m: &&Visit| is_before(m, mention) && m.destination.as_ref().is_some_and(|d| d.country == own);
    let last = trips.iter().flatten().filter(came).max_by_key(|m| (m.sentence, m.trigger))?;
    let guest = last.visitors.iter().find_map(|&id| country(id))?;
    Some(Destination { country: guest.to_owned(), place: None, span: trigger_of(mention) })
}

/// A trip that is planned and one that is done are two, unless a date ties them.
fn stages_fit(a: &Visit, b: &Visit) -> bool {
    match (stage(a.status), stage(b.status)) {
        (Some(x), Some(y)) => x == y || is_dated(a) && is_dated(b) && !(a.told && b.told),
        _ => true,
    }
}

fn same_trip(reading: &dyn Reading, a: &Visit, b: &Visit) -> bool {
    let country = |v: &Visit| v.destination.as_ref().map(|d| d.country.clone());
    country(a) == country(b)
        && a.before == b.before
        && shares_visitor(reading, a, b)
        && (stages_fit(a, b)
            || one_go(a, b)
            || is_one_stay(reading, a, b)
            || goes_on_during(reading, a, b)
            || goes_on_during(reading, b, a))
        && goes_with(reading, a, b)
        && !came_before(reading, a, b)
        && !came_before(reading, b, a)
        && !goes_on(a, b)
}

/// "Is in Algiers. During his stay there he will be received": what lies ahead is the reception.
fn goes_on_during(reading: &dyn Reading, ongoing: &Visit, during: &Visit) -> bool {
    let stage = (ongoing.status, during.status) == (Some(Status::Ongoing), Some(Status::Planned));
    stage && during.noun && View::new(reading, during.sentence).has_case(during.trigger, &["during"])
}

/// "will be in Milan for the fair, and was invited to come on to Rome", "put off the visit to Rome but flies to Milan": what is
/// invited, called off or going on in one city is no other trip's fate in another.
fn goes_on(a: &Visit, b: &Visit) -> bool {
    let city = |v: &Visit| v.destination.as_ref().and_then(|d| d.place);
    let fate = |v: &Visit| match v.status {
        Some(Status::Invited) => 1,
        status if is_off(status) => 2,
        _ => 0,
    };
    city(a).zip(city(b)).is_some_and(|(x, y)| x != y) && fate(a) != fate(b)
}

fn shares_visitor(reading: &dyn Reading, a: &Visit, b: &Visit) -> bool {
    if a.visitors.iter().any(|v| b.visitors.contains(v)) {
        return true;
    }
    // "a US delegation" and its leader: one of the two is not named.
    let nations = |v: &Visit| -> Vec<Option<String>> {
        v.visitors.iter().map(|&e| reading.entity(e).country.clone()).filter(Option::is_some).collect()
    };
    let unnamed = |v: &Visit| v.visitors.iter().all(|&e| reading.entity(e).kind == EntityKind::Group);
    a.several == b.several
        && a.sentence.0.abs_diff(b.sentence.0) <= NEAR
        && (unnamed(a) || unnamed(b))
        && nations(a).iter().any(|n| nations(b).contains(n))
}

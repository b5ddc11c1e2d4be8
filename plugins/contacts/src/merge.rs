//! Mentions of one contact become one record.

use crate::contact::{Contact, dated, same_place, same_stage};
use crate::modes;
use crate::refer::refer;
use demarche_core::event::Place;
use demarche_core::{CodeTable, Deprel, EntityId, EntityKind, Event, Kind, Mode, Reading, Status, Upos};
use demarche_frames::{Parties, View, time};
use std::collections::BTreeSet;

/// How many sentences behind the session of a body words without names still speak of it.
const NEXT: u32 = 2;

/// One record per contact: the same parties, at times, places, modes and stages that do not contradict each other.
pub(crate) fn records(table: &CodeTable, reading: &dyn Reading, mut mentions: Vec<Contact>) -> Vec<Event> {
    // What is said outright decides, and what names the sides, and persons before what names only their countries.
    mentions.sort_by_key(|m| {
        (m.implied, m.parties.assumed.len() > 1, m.parties.persons(reading).len() < 2, m.sentence, m.trigger)
    });
    // The gathering at which they met is a contact of its own, and tells nothing more of theirs.
    let gatherings: BTreeSet<_> =
        mentions.iter().filter(|m| m.margins).map(|m| (m.sentence, m.trigger)).collect();
    mentions.retain(|m| m.margins || !gatherings.contains(&(m.sentence, m.trigger)));
    // Whoever met on its margins did so in its days.
    let days: Vec<Contact> = mentions.iter().filter(|m| m.margins && dated(m)).cloned().collect();
    for mention in mentions.iter_mut().filter(|m| !m.margins && m.time.is_none()) {
        let there = |g: &&Contact| {
            g.sentence == mention.sentence && mention.parties.sides.is_subset(&g.parties.sides)
        };
        mention.time = days.iter().find(there).and_then(|gathering| gathering.time.clone());
    }
    let (anaphors, mentions): (Vec<Contact>, Vec<Contact>) = mentions.into_iter().partition(|m| m.anaphor);
    let mut contacts: Vec<Vec<Contact>> = Vec::new();
    for mention in mentions {
        let fits = |c: &Vec<Contact>| c.iter().all(|m| same(reading, m, &mention));
        let fitting: Vec<usize> = (0..contacts.len()).filter(|&i| fits(&contacts[i])).collect();
        let clear = fitting.iter().find(|&&i| !points_nowhere(reading, &contacts[i], &mention));
        match clear.or(fitting.first().filter(|_| fitting.len() == 1)) {
            Some(&i) => contacts[i].push(mention),
            None => contacts.push(vec![mention]),
        }
    }
    for anaphor in anaphors {
        refer(reading, anaphor, &mut contacts);
    }
    name_call(reading, &mut contacts);
    contacts.iter().map(|c| record(table, reading, c)).collect()
}

/// A readout whose title announces a call says no more than "spoke with": the first contact that it tells of is that call.
fn name_call(reading: &dyn Reading, contacts: &mut [Vec<Contact>]) {
    if !modes::is_titled_call(reading) {
        return;
    }
    let place = |c: &Vec<Contact>| c.iter().map(|m| (m.sentence, m.trigger)).min();
    let Some(first) = contacts.iter_mut().min_by_key(|c| place(c)) else { return };
    let open = |m: &Contact| m.mode == Mode::Unknown && !matches!(m.status, Some(Status::Planned));
    if first.iter().all(open)
        && let Some(mention) = first.first_mut()
    {
        mention.mode = Mode::Call;
    }
}

/// Whether a mention names nobody and its words do not point back: "Chinese and Indian officials held talks" may be any of several
/// contacts that the article tells of, or yet another. The bare names of the countries go on about the contact told before.
fn points_nowhere(reading: &dyn Reading, contact: &[Contact], mention: &Contact) -> bool {
    let tied = mention.definite || dated(mention) && contact.iter().any(dated);
    // On some side the contact has persons where the mention has only people without a name.
    let of = |c: &Contact, side: &str, named: bool| {
        c.parties.entities.iter().map(|&e| reading.entity(e)).any(|e| {
            e.country.as_deref() == Some(side)
                && e.kind != EntityKind::Country
                && (e.kind == EntityKind::Person) == named
        })
    };
    let unnamed = mention.parties.sides.iter().any(|side| {
        of(mention, side, false) && !of(mention, side, true) && contact.iter().any(|c| of(c, side, true))
    });
    unnamed && !tied
}

fn same(reading: &dyn Reading, a: &Contact, b: &Contact) -> bool {
    let one_word =
        a.sentence == b.sentence && a.trigger == b.trigger && time::fit(a.time.as_ref(), b.time.as_ref());
    // One frame tells of two at one word only if they have been told apart.
    let apart = a.rule == b.rule && !same_parties(reading, a, b);
    let one = one_word && !apart || a.sentence == b.sentence && one_noun(reading, a, b);
    one && a.parties.sides == b.parties.sides
        || is_held_at(reading, a, b)
        || is_held_at(reading, b, a)
        || same_event(reading, a, b)
}

/// "Leaders of the Union meet those of six states at a summit": a gathering of which only one side is told, and the meeting that
/// takes place there.
fn is_held_at(reading: &dyn Reading, meeting: &Contact, gathering: &Contact) -> bool {
    let view = View::new(reading, meeting.sentence);
    meeting.sentence == gathering.sentence
        && gathering.parties.sides.len() == 1
        && gathering.parties.sides.is_subset(&meeting.parties.sides)
        && view.word(gathering.trigger).rel == Deprel::Obl
        && view.tree.head(gathering.trigger) == Some(meeting.trigger)
        && time::fit(meeting.time.as_ref(), gathering.time.as_ref())
}

/// "A telephone call": two words for one thing.
fn one_noun(reading: &dyn Reading, a: &Contact, b: &Contact) -> bool {
    let view = View::new(reading, a.sentence);
    let part = |part: &Contact, whole: &Contact| {
        view.word(part.trigger).rel == Deprel::Compound && view.tree.head(part.trigger) == Some(whole.trigger)
    };
    part(a, b) || part(b, a)
}

fn same_event(reading: &dyn Reading, a: &Contact, b: &Contact) -> bool {
    same_parties(reading, a, b)
        && remote(a.mode).zip(remote(b.mode)).is_none_or(|(x, y)| x == y)
        // Those who sign together have met, and have not done so by letter.
        && !(a.implied && b.mode == Mode::Letter || b.implied && a.mode == Mode::Letter)
        && same_stage(a, b)
        && time::fit(a.time.as_ref(), b.time.as_ref())
        && same_place(reading, a, b)
        && !(a.distinct && b.distinct && a.sentence != b.sentence)
        && (a.earlier == b.earlier || dated(a) && dated(b))
        && a.margins == b.margins
        && !(is_met_there(reading, a, b) || is_met_there(reading, b, a))
        && !one_after_other(reading, a, b)
        && !beside_each_other(reading, a, b)
        && (a.of_body == b.of_body || is_of_one_body(reading, a, b))
}

/// A conference of many in the host's country, and the meeting in which the host receives the guest: two contacts.
fn is_met_there(reading: &dyn Reading, gathering: &Contact, meeting: &Contact) -> bool {
    gathering.gathering
        && gathering.mode == Mode::Multilateral
        && meeting.mode == Mode::InPerson
        && !meeting.gathering
        && named(reading, meeting)
}

/// A session of a body, and a contact whose words do not say so: the same if they hang together in one sentence, or if the other one
/// points back and names nobody.
fn is_of_one_body(reading: &dyn Reading, a: &Contact, b: &Contact) -> bool {
    if a.sentence == b.sentence {
        let tree = reading.tree(a.sentence);
        return a.trigger == b.trigger
            || tree.is_below(a.trigger, b.trigger)
            || tree.is_below(b.trigger, a.trigger);
    }
    // "The third round ended on Friday. Across the table sat his counterpart."
    let (body, other) = if a.of_body { (a, b) } else { (b, a) };
    let next = other.sentence > body.sentence && other.sentence.0 - body.sentence.0 <= NEXT;
    !named(reading, other) && (other.definite || next && !other.parties.assumed.is_empty())
}

/// "The ministers will meet three days after a meeting of the border guards": what is told as earlier or later is another one.
fn one_after_other(reading: &dyn Reading, a: &Contact, b: &Contact) -> bool {
    const APART: &[&str] = &["after", "before", "following"];
    let view = View::new(reading, a.sentence);
    let apart = |inner: &Contact, outer: &Contact| {
        view.tree.is_below(inner.trigger, outer.trigger) && view.has_case(inner.trigger, APART)
    };
    a.sentence == b.sentence && a.trigger != b.trigger && (apart(a, b) || apart(b, a))
}

/// "Met the speaker and called on the president": coordinated verbs, each with a partner of its own.
fn beside_each_other(reading: &dyn Reading, a: &Contact, b: &Contact) -> bool {
    if a.sentence != b.sentence || a.partners.is_empty() || b.partners.is_empty() {
        return false;
    }
    let view = View::new(reading, a.sentence);
    let carrier = |c: &Contact| {
        let mut upwards = std::iter::once(c.trigger).chain(view.tree.ancestors(c.trigger));
        upwards.find(|&t| view.word(t).upos == Upos::Verb)
    };
    // The first of the verbs that are coordinated.
    let first = |verb: usize| {
        let mut first = verb;
        while let Some(head) = view.tree.head(first).filter(|_| view.word(first).rel == Deprel::Conj) {
            first = head;
        }
        first
    };
    let apart = a.partners.iter().all(|x| b.partners.iter().all(|y| !x.overlaps(*y)));
    apart && carrier(a).zip(carrier(b)).is_some_and(|(x, y)| x != y && first(x) == first(y))
}

/// Whether two persons are named.
fn named(reading: &dyn Reading, contact: &Contact) -> bool {
    contact.parties.persons(reading).len() > 1
}

/// Whether the two may have the same parties: two sides in common, and no side with different persons.
fn same_parties(reading: &dyn Reading, a: &Contact, b: &Contact) -> bool {
    let (x, y) = (&a.parties.sides, &b.parties.sides);
    let persons = |c: &Contact| c.parties.persons(reading);
    if x.intersection(y).count() < 2 {
        // Sides that the text leaves open: the persons must tell.
        return persons(a).iter().filter(|e| persons(b).contains(e)).count() >= 2;
    }
    let of_side = |c: &Contact, side: &str| -> Vec<EntityId> {
        let mut persons = persons(c);
        // Of whom the text does not say whose he is, he is of the side that is only assumed.
        let assumed = c.parties.assumed.len() == 1 && c.parties.assumed.contains(side);
        persons.retain(|&e| match reading.entity(e).country.as_deref() {
            Some(country) => country == side,
            None => assumed,
        });
        persons
    };
    x.intersection(y).all(|side| {
        let (x, y) = (of_side(a, side), of_side(b, side));
        let open = (x.is_empty() || y.is_empty()) && !(a.further || b.further);
        open || x.iter().any(|e| y.contains(e))
    })
}

/// Whether the mode is a remote one, if it is known.
fn remote(mode: Mode) -> Option<bool> {
    match mode {
        Mode::Call | Mode::Letter => Some(true),
        Mode::InPerson | Mode::Multilateral => Some(false),
        Mode::Unknown => None,
    }
}

fn record(table: &CodeTable, reading: &dyn Reading, mentions: &[Contact]) -> Event {
    let lead = mentions.iter().find(|m| m.told && !m.implied).unwrap_or(&mentions[0]);
    let in_order = || std::iter::once(lead).chain(mentions);
    let mut event = Event::new(Kind::CONTACT, lead.rule.clone());
    let mut parties = Parties::default();
    in_order().for_each(|m| parties.join(&m.parties));
    event.actors = parties.shown(reading);
    event.place = in_order().find_map(|m| m.place).map(|p| {
        let place = reading.entity(p);
        Place { name: place.name.clone(), country: place.country.clone() }
    });
    event.time = mentions.iter().filter_map(|m| m.time.clone()).min_by_key(time::width);
    let status = status(reading, mentions, lead);
    if let (Status::Completed, Some(days)) = (status, mentions.iter().find_map(|m| m.lasted)) {
        event.time = event.time.map(|end| time::until(&end, days));
    }
    event.status = Some(status);
    event.according_to = View::new(reading, lead.sentence).sources(lead.trigger);
    for &(role, span) in in_order().flat_map(|m| &m.evidence) {
        event.cite(reading.text(), role, span);
    }
    let mode = mode(mentions, &event);
    let negotiation = mentions.iter().any(|m| m.negotiation);
    event.codes = table.of(&[status.as_str(), manner(mode, &event, negotiation)]);
    event.detail("mode", mode.as_str());
    let about: Vec<String> = in_order().filter_map(|m| m.about.clone()).fold(Vec::new(), |mut all, a| {
        if !all.contains(&a) {
            all.push(a);
        }
        all
    });
    if !about.is_empty() {
        event.detail("about", about);
    }
    if let Some(count) = in_order().find_map(|m| m.count.as_ref()) {
        for (name, value) in count.details(reading.text()) {
            event.detail(name, value);
        }
    }
    if mentions.iter().all(|m| m.implied) {
        event.detail("implied", true);
    }
    event.confidence = confidence(reading, mentions, lead);
    event
}

/// The first mode that is known; one that says more wins over "in person".
fn mode(mentions: &[Contact], event: &Event) -> Mode {
    let known = || mentions.iter().map(|m| m.mode).filter(|&m| m != Mode::Unknown);
    let sides: BTreeSet<_> = event.actors.iter().filter_map(|p| p.country.as_deref()).collect();
    let first = known().next().unwrap_or(Mode::Unknown);
    let body = sides.iter().any(|s| !is_state(s));
    match known().find(|&m| m == Mode::Multilateral) {
        // A summit of two states is a meeting; it takes a body or a third side to make it multilateral.
        Some(_) if sides.len() > 2 || body || mentions.iter().any(|m| m.gathering) => Mode::Multilateral,
        _ if first == Mode::Multilateral => Mode::InPerson,
        _ => first,
    }
}

/// Bodies have short names, countries three letters.
fn is_state(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

/// The lead's status; calling off wins, and what has no status of its own and is taken for granted has taken place.
fn status(reading: &dyn Reading, mentions: &[Contact], lead: &Contact) -> Status {
    let off = mentions
        .iter()
        .filter_map(|m| m.status)
        .find(|s| matches!(s, Status::Cancelled | Status::Postponed | Status::Rejected));
    let told =
        off.or(lead.status).or_else(|| mentions.iter().find_map(|m| m.status)).unwrap_or(Status::Completed);
    mentions.iter().filter_map(|m| m.time.as_ref()).fold(told, |s, t| match s {
        Status::Ongoing => time::settle(reading, s, Some(t)),
        s => s,
    })
}

/// By which name the table of codes knows a contact that has taken place.
fn manner(mode: Mode, event: &Event, negotiation: bool) -> &'static str {
    let place = event.place.as_ref().and_then(|p| p.country.as_deref());
    let at_home = event.actors.iter().any(|p| p.country.as_deref() == place);
    match mode {
        Mode::Call => "call",
        Mode::Multilateral => "multilateral",
        _ if negotiation => "negotiation",
        Mode::Letter => "letter",
        Mode::InPerson if place.is_some() && at_home => "at_home",
        Mode::InPerson if place.is_some() => "third_place",
        _ => "contact",
    }
}

/// How sure the record is: outright or implied, how often it is said, whether persons are named and their sides known.
fn confidence(reading: &dyn Reading, mentions: &[Contact], lead: &Contact) -> f64 {
    let mut sure: f64 = if mentions.iter().all(|m| m.implied) { 0.6 } else { 0.85 };
    if mentions.iter().filter(|m| !m.implied).count() > 1 {
        sure += 0.05;
    }
    if lead.parties.persons(reading).len() >= 2 {
        sure += 0.05;
    }
    if lead.parties.open || !lead.parties.assumed.is_empty() {
        sure -= 0.15;
    }
    if !lead.told {
        sure -= 0.1;
    }
    sure
}

//! Sentences that say no more than when or where the contact told before is: "That will take place in Suva on Friday."

use crate::contact::{Contact, same_place, same_stage};
use crate::place::places;
use demarche_core::{Mode, Reading};
use demarche_frames::{Match, Parties, View, mood, time};

/// How many sentences before the contact may have been told.
const NEXT: u32 = 1;

/// What such a match adds to a contact; nothing if it tells neither time nor place.
pub(crate) fn from_match(reading: &dyn Reading, found: &Match<'_>) -> Option<Contact> {
    let view = View::new(reading, found.sentence);
    let mood = mood::of(view, found.trigger);
    let when = time::of(view, found.trigger);
    let place = places(reading, found).first().copied();
    if mood.hypothetical || mood.negated || when.is_none() && place.is_none() {
        return None;
    }
    let mut evidence =
        vec![("sentence", reading.sentence(found.sentence).span), ("trigger", view.span(found.trigger))];
    evidence.extend(place.map(|(_, span)| ("place", span)));
    evidence.extend(when.map(|t| ("time", t.span)));
    Some(Contact {
        rule: found.frame.id.clone(),
        sentence: found.sentence,
        trigger: found.trigger,
        parties: Parties::default(),
        mode: Mode::Unknown,
        negotiation: false,
        place: place.map(|(place, _)| place),
        status: mood.status,
        told: mood.status.is_some(),
        time: when.map(|t| t.time.clone()),
        implied: false,
        distinct: false,
        further: false,
        earlier: false,
        margins: false,
        lasted: None,
        definite: true,
        anaphor: true,
        count: None,
        gathering: false,
        of_body: false,
        partners: Vec::new(),
        about: None,
        evidence,
    })
}

/// Adds it to the last contact told before that it fits.
pub(crate) fn refer(reading: &dyn Reading, anaphor: Contact, contacts: &mut [Vec<Contact>]) {
    let told = |m: &&Contact| {
        (m.sentence, m.trigger) < (anaphor.sentence, anaphor.trigger)
            && anaphor.sentence.0 - m.sentence.0 <= NEXT
    };
    let fits = |m: &Contact| {
        same_stage(m, &anaphor)
            && same_place(reading, m, &anaphor)
            && time::fit(m.time.as_ref(), anaphor.time.as_ref())
    };
    let last = |contact: &Vec<Contact>| {
        let told = contact.iter().filter(told).map(|m| (m.sentence, m.trigger)).max();
        told.filter(|_| contact.iter().all(fits))
    };
    let all = contacts.iter().enumerate().filter_map(|(i, contact)| Some((last(contact)?, i)));
    if let Some((_, meant)) = all.max() {
        contacts[meant].push(anaphor);
    }
}

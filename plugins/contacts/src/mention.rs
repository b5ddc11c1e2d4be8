//! One mention of a contact: a frame's match, read as who is in touch with whom, how, where, when, and how far it has come.

use crate::modes;
use demarche_core::{Deprel, EntityId, EntityKind, Mode, Reading, SentenceId, Span, Status, Time};
use demarche_frames::{Match, Parties, View, mood, time};

/// The slots that name parties, in the order in which they are listed in the record.
const SLOTS: &[&str] = &["party", "with", "with_too", "pair", "also"];

/// A contact as one sentence tells it.
#[derive(Debug, Clone)]
pub(crate) struct Contact {
    pub(crate) rule: String,
    pub(crate) sentence: SentenceId,
    pub(crate) trigger: usize,
    pub(crate) parties: Parties,
    pub(crate) mode: Mode,
    pub(crate) negotiation: bool,
    /// City, building or country, where the text names one.
    pub(crate) place: Option<EntityId>,
    pub(crate) status: Option<Status>,
    /// Whether the status was read from the words, not assumed.
    pub(crate) told: bool,
    pub(crate) time: Option<Time>,
    pub(crate) implied: bool,
    /// A further contact of a series, by its own words: "the second round", "another meeting", "last month's talks".
    pub(crate) distinct: bool,
    /// What is discussed, as written.
    pub(crate) about: Option<String>,
    /// Roles and places of the words that prove it.
    pub(crate) evidence: Vec<(&'static str, Span)>,
}

/// The contact that a match tells of; none if it is denied or only imagined, or if fewer than two sides take part.
pub(crate) fn from_match(reading: &dyn Reading, found: &Match<'_>) -> Option<Contact> {
    let view = View::new(reading, found.sentence);
    let mut parties = Parties::of(reading, found, SLOTS);
    if parties.sides.len() < 2 {
        parties.join(&Parties::of(reading, found, &["carrier"]));
    }
    let place = found.slot("place").find_map(|f| f.mention.map(|m| (m, f.span)));
    let place = place.and_then(|(m, span)| Some((place_of(reading, &m.entities)?, span)));
    settle_open_side(reading, &mut parties, place.map(|(e, _)| e));
    if parties.sides.len() < 2 && !strangers(reading, &parties) {
        return None;
    }
    if found.frame.set("named").is_some() && parties.persons(reading).len() < 2 {
        return None;
    }
    let mood = mood::of(view, found.trigger);
    if mood.hypothetical && mood.status != Some(Status::Planned) || mood.negated && mood.status.is_none() {
        return None;
    }
    let when = time::of(view, found.trigger);
    let fixed: Option<Status> = found.frame.set("status").and_then(|s| s.parse().ok());
    let told = fixed.or(mood.status);
    let status = told.or_else(|| when.and_then(|t| time::status(reading, &t.time)));
    let implied = found.frame.set("implied").is_some();
    if implied && !matches!(status, Some(Status::Completed | Status::Ongoing)) {
        return None;
    }
    let manner = modes::manner(view, found.trigger);
    let framed: Option<Mode> = found.frame.set("mode").and_then(|m| m.parse().ok());
    let mode = match (framed, manner.mode) {
        (Some(Mode::Call | Mode::Letter), _) | (Some(_), None) => framed.unwrap_or(Mode::Unknown),
        (_, Some(mode)) => mode,
        (None, None) if place.is_some() || view.is(found.trigger, &["meeting", "summit"]) => Mode::InPerson,
        (None, None) => Mode::Unknown,
    };

    let mut evidence =
        vec![("sentence", reading.sentence(found.sentence).span), ("trigger", view.span(found.trigger))];
    evidence.extend(parties.spans.iter().map(|&s| ("actor", s)));
    evidence.extend(place.map(|(_, span)| ("place", span)));
    evidence.extend(when.map(|t| ("time", t.span)));
    evidence.extend(mood.cue.map(|cue| ("status", cue)));
    let dated = |span: Span| reading.times(found.sentence).iter().any(|t| t.span.overlaps(span));
    let about = found.slot("about").map(|f| f.span).find(|&s| !dated(s));
    evidence.extend(about.map(|span| ("topic", span)));
    Some(Contact {
        rule: found.frame.id.clone(),
        sentence: found.sentence,
        trigger: found.trigger,
        parties,
        mode,
        negotiation: manner.negotiation,
        place: place.map(|(e, _)| e),
        status: status.map(|s| time::settle(reading, s, when.map(|t| &t.time))),
        told: told.is_some(),
        time: when.map(|t| t.time.clone()),
        implied,
        distinct: is_distinct(view, found.trigger),
        about: about.map(|span| view.words(span)),
        evidence,
    })
}

/// The most telling place of a mention.
fn place_of(reading: &dyn Reading, entities: &[EntityId]) -> Option<EntityId> {
    let of = |kind: EntityKind| entities.iter().copied().find(|&e| reading.entity(e).kind == kind);
    of(EntityKind::Place).or_else(|| of(EntityKind::Country))
}

/// "In Tokyo she met senior officials": those whose side is left open belong to the country of the place, if it is another.
fn settle_open_side(reading: &dyn Reading, parties: &mut Parties, place: Option<EntityId>) {
    if !parties.open || parties.sides.len() != 1 {
        return;
    }
    let Some(country) = place.and_then(|p| reading.entity(p).country.clone()) else { return };
    if parties.sides.insert(country.clone()) {
        let host = reading.entities_by_weight().into_iter().map(|(e, _)| e);
        let of_country = |e: &EntityId| reading.entity(*e).key == country;
        parties.entities.extend(host.filter(of_country).take(1));
    }
}

/// Two officials who are both named, one of them without a country that the text or the atlas knows: foreigners to each other
/// more often than not, since colleagues share their country.
fn strangers(reading: &dyn Reading, parties: &Parties) -> bool {
    let persons = parties.persons(reading);
    let unknown = persons.iter().filter(|&&e| reading.entity(e).country.is_none()).count();
    persons.len() >= 2 && unknown >= 1
}

/// Whether a noun says that it is one contact of several.
fn is_distinct(view: View<'_>, trigger: usize) -> bool {
    const WORDS: &[&str] = &[
        "another",
        "next",
        "last",
        "previous",
        "earlier",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "further",
        "future",
        "fresh",
        "new",
        "upcoming",
        "past",
        "initial",
        "separate",
        "follow-up",
    ];
    view.children(trigger, &[Deprel::Amod, Deprel::Det, Deprel::Advmod])
        .any(|c| WORDS.contains(&view.text(c).to_lowercase().as_str()))
}

//! One mention of a contact: a frame's match, read as who is in touch with whom, how, where, when, and how far it has come.

use crate::contact::Contact;
use crate::each::{one_by_one, one_with_each, partners};
use crate::mediator;
use crate::modes;
use crate::place::places;
use crate::refer;
use crate::strangers::strangers;
use demarche_core::{
    Deprel, EntityId, EntityKind, Mention, MentionForm, Mode, Reading, Sense, Span, Status, TimeMention,
    Upos, Xpos,
};
use demarche_frames::focus::{Case, Own};
use demarche_frames::{
    Count, Filler, Focus, Match, Parties, View, are_among_themselves, is_all_sides, item, mood, time, unreal,
    untied,
};

/// The slots that name parties, in the order in which they are listed in the record.
pub(crate) const SLOTS: &[&str] = &["party", "with", "with_too", "pair", "also", "led"];

/// The contacts that a match tells of, one for each country if the other side is only known by where it was met; none if the
/// contact is denied or only imagined, or if fewer than two sides take part.
pub(crate) fn from_match(focus: &Focus, reading: &dyn Reading, found: &Match<'_>) -> Vec<Contact> {
    if found.frame.set("anaphor").is_some() {
        return refer::from_match(reading, found).into_iter().collect();
    }
    let each = one_by_one(reading, found);
    if each.is_empty() {
        together(focus, reading, found)
    } else {
        each.iter().flat_map(|f| together(focus, reading, f)).collect()
    }
}

/// Without those who are only what it is about or where it takes place: "a discussion of Ukraine and Russia", "attends the
/// summit in Brussels, Belgium".
fn without_topics<'r>(reading: &'r dyn Reading, found: &Match<'r>) -> Match<'r> {
    let view = View::new(reading, found.sentence);
    let about = modes::tells_topic(view, found.trigger);
    let place = |f: &Filler<'_>| f.slot == "with" && f.mention.is_some_and(|m| m.sense == Sense::Place);
    let attended = found.frame.set("attended").is_some() && found.slot("with").any(|f| !place(f));
    let mut own = found.clone();
    own.fillers.retain(|f| !(about && view.has_case(f.token, &["of"]) || attended && place(f)));
    own
}

fn together(focus: &Focus, reading: &dyn Reading, found: &Match<'_>) -> Vec<Contact> {
    let found = &without_topics(reading, found);
    let Some(mut told) = Told::of(reading, found) else { return Vec::new() };
    if told.at_host {
        let contacts = told.at_hosts(reading, found);
        if !contacts.is_empty() {
            return contacts;
        }
    }
    if told.lacks_sides(reading, found) {
        focus.fill(reading, found, &mut told.parties, Own::NONE);
    }
    let view = View::new(reading, found.sentence);
    let matter = |span: Span| {
        view.word(found.trigger).upos == Upos::Verb
            && found.slot("place").any(|f| f.span == span && modes::is_of_situation(view, f.token))
    };
    let place = told.places.iter().copied().find(|&(_, span)| !matter(span));
    let each = one_with_each(reading, found, &told.parties);
    let contacts = each.into_iter().filter_map(|parties| read(reading, found, parties, place));
    contacts.flat_map(|contact| on_each_date(view, contact)).collect()
}

/// "They met in May and in October": two contacts.
fn on_each_date(view: View<'_>, contact: Contact) -> Vec<Contact> {
    let verb = view.word(contact.trigger).upos == Upos::Verb;
    let first = time::of(view, contact.trigger).filter(|t| verb && contact.time.as_ref() == Some(&t.time));
    let Some(again) = first.and_then(|first| time::again(view, first)) else { return vec![contact] };
    let mut other = Contact { time: Some(again.time.clone()), ..contact.clone() };
    other.evidence.retain(|(role, _)| *role != "time");
    other.evidence.push(("time", again.span));
    vec![contact, other]
}

/// The contacts that a match may tell of, for the trainer of what it lacks.
pub(crate) fn cases(reading: &dyn Reading, found: &Match<'_>) -> Vec<Case> {
    let each = one_by_one(reading, found);
    let each = if each.is_empty() { std::slice::from_ref(found) } else { &each };
    each.iter().filter_map(|found| case(reading, &without_topics(reading, found))).collect()
}

fn case(reading: &dyn Reading, found: &Match<'_>) -> Option<Case> {
    let told = Told::of(reading, found)?;
    let at_host = told.at_host && !told.at_hosts(reading, found).is_empty();
    if at_host || told.parties.sides.len() < 2 && !told.lacks_sides(reading, found) {
        return None;
    }
    let case = Case::of(reading, found, &told.parties.sides, Own::NONE);
    let mut parties = told.parties;
    case.proposals.first()?.added.iter().for_each(|side| parties.assume(side));
    read(reading, found, parties, told.places.first().copied()).map(|_| case)
}

/// Who takes part by a match's own words and those around it, and where.
struct Told {
    parties: Parties,
    places: Vec<(EntityId, Span)>,
    /// Whether the other side is whoever is at home there.
    at_host: bool,
    /// Whether they are the members of one body.
    among: bool,
}

impl Told {
    /// Whether sides are missing, and it is not two persons by name who meet, known or not.
    fn lacks_sides(&self, reading: &dyn Reading, found: &Match<'_>) -> bool {
        self.parties.sides.len() < 2
            && !are_unknown(reading, found)
            && !are_firms(reading, found)
            && (!strangers(reading, found.sentence, &self.parties) || is_side_by_side(found))
    }

    fn of(reading: &dyn Reading, found: &Match<'_>) -> Option<Self> {
        let view = View::new(reading, found.sentence);
        if modes::is_of_outsiders(view, found.trigger) {
            return None;
        }
        let mut parties = Parties::of(reading, found, SLOTS);
        let is_lone = || found.frame.set("lone").is_some() && stands_alone(reading, found);
        // "Reports from the rounds with Chile and Peru": they are partners of somebody else, who is told further off or not at all.
        if only_partners(found) && parties.sides.len() > 1 {
            let before = parties.sides.len();
            parties.join(&Parties::of(reading, found, &["carrier", "topic"]));
            // "Talks with the premiers of Peru and Chile will deal with fish": those of whoever the article is about.
            if parties.sides.len() == before && is_lone() {
                parties.assume_heaviest(reading);
            }
            if parties.sides.len() == before {
                return None;
            }
        }
        if parties.sides.len() < 2 {
            parties.join(&Parties::of(reading, found, &["carrier"]));
        }
        // "Pleased to meet X", X tweeted: where nobody is told to meet, it is who speaks.
        if parties.sides.len() < 2 && found.slot("party").next().is_none() {
            speak(reading, found, &mut parties);
        }
        // "On the margins of the meetings of two funds … their meeting": a pronoun for two bodies is more likely one for those who met.
        let told = found.fillers.iter().filter(|f| SLOTS.contains(&f.slot)).filter_map(|f| f.mention);
        let pronouns = || told.into_iter().all(|m| m.form == MentionForm::Pronoun);
        if parties.sides.len() > 1 && !parties.sides.iter().any(|code| reading.is_state(code)) && pronouns() {
            return None;
        }
        // "He urged the embassy to think again and spoke with": where a partner is told, the other one may be told further off.
        let partner = || ["with", "with_too"].iter().any(|slot| found.slot(slot).next().is_some());
        if parties.sides.len() < 2 && partner() {
            parties.join(&Parties::of(reading, found, &["topic"]));
        }
        let among = are_among_themselves(reading, found, &parties) && !meets_others(reading, found, &parties);
        // "What they are talking about": somebody whom the text has named, or nobody in particular.
        let named = |f: &Filler<'_>| f.mention.is_none_or(|m| m.form != MentionForm::Pronoun);
        if parties.sides.len() < 2 && found.slot("all").any(|f| named(f) && is_all_sides(reading, f)) {
            parties.assume_main_sides(reading);
        }
        let bare = parties.sides.len() < 2 && parties.persons(reading).is_empty() && !among;
        if bare && found.frame.set("unnamed").is_some() {
            // "Chad and Niger set up a group, which will meet in May": of those who have told of it.
            let told = Parties::of(reading, found, &["topic"]).sides;
            match told.len() {
                2.. => told.iter().for_each(|side| parties.assume(side)),
                _ => parties.assume_main_sides(reading),
            }
        }
        if modes::is_mediated(view, found.trigger) {
            mediator::assume_others(reading, &mut parties);
        }
        // "Talks with President X are set for Monday": those of whoever the article is about.
        if parties.is_main_side(reading) && is_lone() {
            parties.assume_main_sides(reading);
        }
        parties.assume_number(reading, found);
        let places = places(reading, found);
        // Without two names, the host is whoever is at home where it takes place.
        let strange = strangers(reading, found.sentence, &parties) && !is_side_by_side(found);
        let hosted = found.frame.set("hosted").is_some();
        let at_host = parties.sides.len() == 1 && (parties.open || hosted || among) && !strange;
        Some(Told { parties, places, at_host, among })
    }

    /// One contact for each country in which it takes place.
    fn at_hosts(&self, reading: &dyn Reading, found: &Match<'_>) -> Vec<Contact> {
        let hosts = self.places.iter().filter_map(|p| Some((p, reading.entity(p.0).country.clone()?)));
        // In the city of its seat, a body is at home.
        let seat = |place: EntityId| {
            let own =
                |side: &String| reading.seat(side).is_some_and(|city| city == reading.entity(place).name);
            self.among && self.parties.sides.iter().any(own)
        };
        let abroad =
            hosts.filter(|&(&(place, _), ref country)| !self.parties.sides.contains(country) && !seat(place));
        let contact = |(&place, country): (&(EntityId, Span), String)| {
            let mut parties = self.parties.clone();
            parties.assume(&country);
            read(reading, found, parties, Some(place))
        };
        // Whoever stays away meets nobody.
        let away = |c: &Contact| matches!(c.status, Some(Status::Rejected | Status::Cancelled));
        let hosted = found.frame.set("hosted").is_some();
        abroad.filter_map(contact).filter(|c| !hosted || !away(c)).collect()
    }
}

/// Adds the speaker of a quotation whose words leave out the first person.
fn speak(reading: &dyn Reading, found: &Match<'_>, parties: &mut Parties) {
    let view = View::new(reading, found.sentence);
    let verb = view.word(found.trigger).upos == Upos::Verb;
    let at = view.span(found.trigger);
    let around = reading.quotes().iter().find(|q| q.span.start <= at.start && at.end <= q.span.end);
    let Some(quote) = around.filter(|_| verb && view.subjects(found.trigger).is_empty()) else { return };
    if let (&[speaker], Some(span)) = (quote.speakers.as_slice(), quote.speaker)
        && !parties.entities.contains(&speaker)
    {
        parties.entities.push(speaker);
        parties.spans.push(span);
        match &reading.entity(speaker).country {
            Some(country) => _ = parties.sides.insert(country.clone()),
            None => parties.open = true,
        }
    }
}

/// "Kennedy met Khrushchev": both are named, and nobody knows them. The countries around them are those of others.
fn are_unknown(reading: &dyn Reading, found: &Match<'_>) -> bool {
    let view = View::new(reading, found.sentence);
    let unknown = |token: usize| view.word(token).upos == Upos::Propn && view.entities(token).is_empty();
    ["party", "with"].iter().all(|slot| found.reached(reading, slot).into_iter().any(unknown))
}

/// "Polish firms are in touch with buyers in Ghana": nobody acts for a side.
fn are_firms(reading: &dyn Reading, found: &Match<'_>) -> bool {
    let view = View::new(reading, found.sentence);
    found.reached(reading, "party").into_iter().any(|token| view.is_firm(token))
}

/// Whether all who are told stand behind "with".
fn only_partners(found: &Match<'_>) -> bool {
    SLOTS.iter().all(|&slot| slot == "with" || found.slot(slot).next().is_none())
}

/// Why a match tells of no contact, if it tells of none.
pub(crate) fn objection(focus: &Focus, reading: &dyn Reading, found: &Match<'_>) -> Option<String> {
    if !from_match(focus, reading, found).is_empty() {
        return None;
    }
    let view = View::new(reading, found.sentence);
    unreal(view, found.trigger).or_else(|| {
        let sides = Parties::of(reading, found, SLOTS).sides;
        Some(match sides.first().filter(|_| sides.len() == 1) {
            Some(only) => format!("it takes two sides, and only {only} is known to take part"),
            None if sides.is_empty() => "it takes two sides, and none is known to take part".to_owned(),
            None => "the words around it leave open whether it takes place".to_owned(),
        })
    })
}

/// Whether a noun is nobody's: the subject or the head of its sentence, with a partner who is named and no other hint of a side.
fn stands_alone(reading: &dyn Reading, found: &Match<'_>) -> bool {
    let view = View::new(reading, found.sentence);
    let leads = matches!(view.word(found.trigger).rel, Deprel::Root | Deprel::Nsubj | Deprel::NsubjPass);
    let person = |e: &EntityId| reading.entity(*e).kind == EntityKind::Person;
    let partner = found.slot("with").filter_map(|f| f.mention).any(|m| m.entities.iter().any(person));
    leads && partner && view.children(found.trigger, &[Deprel::NmodPoss]).next().is_none()
}

fn read(
    reading: &dyn Reading,
    found: &Match<'_>,
    parties: Parties,
    place: Option<(EntityId, Span)>,
) -> Option<Contact> {
    let view = View::new(reading, found.sentence);
    let alone = parties.sides.len() < 2 && !are_among_themselves(reading, found, &parties);
    if alone && (!strangers(reading, found.sentence, &parties) || is_side_by_side(found))
        || is_aimed_at_things(reading, found)
    {
        return None;
    }
    // Whoever meets somebody by name is somebody, too, though only the story tells of which side.
    let person = |f: &Filler<'_>| {
        f.mention.is_some_and(|m| m.entities.iter().any(|&e| reading.entity(e).kind == EntityKind::Person))
    };
    let partner = ["with", "with_too"].iter().any(|slot| found.slot(slot).any(person));
    let persons = parties.persons(reading).len() + usize::from(partner && parties.assumed.len() == 1);
    // "Will see the Omani leadership": a verb that may be meant otherwise is a contact where those who are met are officials.
    let officials = |f: &Filler<'_>| {
        f.mention.is_some_and(|m| m.entities.iter().any(|&e| reading.entity(e).kind == EntityKind::Group))
    };
    let one = found.frame.set("named") == Some("one") && found.slot("with").any(officials);
    if found.frame.set("named").is_some() && persons < if one { 1 } else { 2 } {
        return None;
    }
    let margins = found.frame.set("margins").is_some();
    if margins && parties.sides.iter().all(|code| reading.is_state(code)) {
        return None;
    }
    // "Acts in consultation with its allies": how it acts, not that they met.
    let bare = view
        .children(found.trigger, &[Deprel::Cop, Deprel::Det, Deprel::Amod, Deprel::NmodPoss])
        .next()
        .is_none();
    let manner = view.is(found.trigger, &["consultation", "dialogue"]) && bare;
    // "Engages in dialogue", "enters into consultations": there it is what is done.
    let done = || {
        let head = view.tree.head(found.trigger);
        head.is_some_and(|h| view.is(h, &["engage", "enter", "participate", "take"]))
    };
    if manner && view.has_case(found.trigger, &["in"]) && !done() {
        return None;
    }
    let mood = mood::of(view, found.trigger);
    if mood.hypothetical && mood.status != Some(Status::Planned) || mood.negated && mood.status.is_none() {
        return None;
    }
    let count = Count::of(view, found.trigger);
    let over = |t: &&TimeMention| count.as_ref().is_some_and(|count| count.is_over(t));
    // "They discussed a visit planned for May": what has been talked of is dated, not the talk.
    let later = |t: &TimeMention| time::status(reading, &t.time) == Some(Status::Planned);
    let past = view.word(found.trigger).xpos == Xpos::Vbd || mood.status == Some(Status::Completed);
    let when = time::of(view, found.trigger).filter(|t| !(over(t) || past && later(t)));
    let fixed: Option<Status> = found.frame.set("status").and_then(|s| s.parse().ok());
    let told = fixed.or(mood.status);
    let timetable = told == Some(Status::Ongoing) && time::is_timetable(view, found.trigger, when);
    let aim = matches!(told, Some(Status::Completed | Status::Ongoing)) && modes::is_aim(view, found.trigger);
    let told = if timetable || aim { Some(Status::Planned) } else { told };
    // "They meet again on Monday" is news of the Monday to come.
    let present =
        |t: &TimeMention| told == Some(Status::Ongoing) && time::is_present_on(view, found.trigger, t);
    let dated = |t: &TimeMention| {
        if present(t) { time::coming(reading, t.time.clone()) } else { t.time.clone() }
    };
    let day = when.map(dated).or_else(|| item::date(reading, found.sentence, told));
    let status = told.or_else(|| day.as_ref().and_then(|t| time::status(reading, t)));
    // "The third round, held in Doha", "a further round may take place in May": told so closely, it is worth a record whoever is named.
    let distinct = is_distinct(view, found.trigger);
    let close = distinct && (when.is_some() || place.is_some());
    // "They can talk more of that", "waited for lunch": nobody is named, and nothing has happened.
    let vague = parties.assumed.len() > 1 || parties.sides.len() < 2 || bare && !parties.assumed.is_empty();
    if vague && status == Some(Status::Desired) && !close {
        return None;
    }
    // "Could not settle where their next summit should take place": nor has it been fixed.
    if modes::is_asked_about(view, found.trigger) {
        return None;
    }
    // "Set up a working group, which will meet every quarter": a habit, and no one meeting.
    if time::is_habit(view, found.trigger) && !matches!(status, Some(Status::Completed)) {
        return None;
    }
    let implied = found.frame.set("implied").is_some();
    if implied && !matches!(status, Some(Status::Completed | Status::Ongoing)) {
        return None;
    }
    if found.frame.set("ahead").is_some()
        && matches!(status, None | Some(Status::Completed | Status::Ongoing))
        && !parties.assumed.is_empty()
        && !close
    {
        return None;
    }
    // "Hopes to build on her talks of last week": those that have been had are over, whatever is hoped of them.
    let own = view.children(found.trigger, &[Deprel::NmodPoss]).next().is_some();
    let over = own
        && status == Some(Status::Desired)
        && day.as_ref().and_then(|t| time::status(reading, t)) == Some(Status::Completed);
    let status = if over { Some(Status::Completed) } else { status };
    let manner = modes::manner(view, found.trigger);
    let framed: Option<Mode> = found.frame.set("mode").and_then(|m| m.parse().ok());
    let city = place.is_some_and(|(e, _)| reading.entity(e).kind == EntityKind::Place);
    let mode = match (framed, manner.mode) {
        (Some(_), _) if found.frame.set("firm").is_some() => framed.unwrap_or(Mode::Unknown),
        (Some(Mode::Call | Mode::Letter), _) | (Some(_), None) => framed.unwrap_or(Mode::Unknown),
        (_, Some(mode)) => mode,
        (None, None) if city || view.is(found.trigger, &["meeting", "summit"]) => Mode::InPerson,
        (None, None) => Mode::Unknown,
    };

    let mut evidence =
        vec![("sentence", reading.sentence(found.sentence).span), ("trigger", view.span(found.trigger))];
    evidence.extend(parties.spans.iter().map(|&s| ("actor", s)));
    evidence.extend(place.map(|(_, span)| ("place", span)));
    evidence.extend(when.map(|t| ("time", t.span)));
    evidence.extend(mood.cue.map(|cue| ("status", cue)));
    let dated = |span: Span| reading.times(found.sentence).iter().any(|t| t.span.overlaps(span));
    // "also met the premier" is one more contact, "the two sides also discussed" goes on about the one before.
    let adds = |a: usize| view.is(a, &["also", "separately", "later", "then", "too"]);
    let further = !implied
        && !parties.persons(reading).is_empty()
        && view.children(found.trigger, &[Deprel::Advmod]).any(adds);
    let mut matters = found.slot("about").filter(|f| modes::is_matter(view, f.token)).map(|f| f.span);
    let about = matters.find(|&span| !dated(span));
    evidence.extend(about.map(|span| ("topic", span)));
    Some(Contact {
        rule: found.frame.id.clone(),
        sentence: found.sentence,
        trigger: found.trigger,
        parties,
        mode,
        negotiation: manner.negotiation,
        place: place.map(|(e, _)| e),
        status: status.map(|s| time::settle(reading, s, day.as_ref())),
        told: told.is_some(),
        time: day.clone(),
        implied,
        distinct,
        further,
        earlier: modes::is_earlier(view, found.trigger, day.as_ref()),
        margins,
        lasted: time::lasted(view, found.trigger),
        definite: is_definite(view, found),
        anaphor: false,
        count,
        gathering: found.frame.set("hosted").is_some(),
        of_body: modes::is_of_body(view, found.trigger),
        partners: partners(found).filter(|m| m.form != MentionForm::Pronoun).map(|m| m.span).collect(),
        about: about.map(|span| untied(&view.words(span)).to_owned()),
        evidence,
    })
}

/// Whether the words point back: an article or possessive on the noun, or a pronoun or "the two sides" as a party.
fn is_definite(view: View<'_>, found: &Match<'_>) -> bool {
    const POINTERS: &[&str] =
        &["the", "this", "these", "that", "those", "both", "their", "its", "his", "her", "they"];
    let points = |token: usize| POINTERS.contains(&view.text(token).to_lowercase().as_str());
    let noun = view.children(found.trigger, &[Deprel::Det, Deprel::NmodPoss]).any(points);
    let mentions = found.fillers.iter().filter_map(|f| f.mention);
    noun || mentions.into_iter().any(|m| match m.form {
        MentionForm::Pronoun => true,
        MentionForm::Nominal => points(m.tokens.start),
        _ => false,
    })
}

/// "Must meet its responsibilities", "welcomes a prosperous China": what is met or received is no people.
fn is_aimed_at_things(reading: &dyn Reading, found: &Match<'_>) -> bool {
    let view = View::new(reading, found.sentence);
    match found.frame.set("aim") {
        Some("object") => {
            let objects = view.objects(found.trigger);
            let dated =
                |token: usize| reading.times(found.sentence).iter().any(|t| t.tokens.contains(&token));
            let thing = |&token: &usize| {
                view.word(token).upos == Upos::Noun && view.mention(token).is_none() && !dated(token)
            };
            !objects.is_empty() && objects.iter().all(thing)
        }
        Some("guest") => {
            let people =
                |e: EntityId| matches!(reading.entity(e).kind, EntityKind::Person | EntityKind::Group);
            let known = |m: &Mention| m.entities.iter().any(|&e| people(e)) || m.entities.is_empty();
            // Without a guest nobody is received.
            !found.slot("with").filter_map(|f| f.mention).any(known)
        }
        _ => false,
    }
}

/// "Leaders of the Union meet those of six states at a summit": whether the verb that a gathering hangs on has others for its object.
fn meets_others(reading: &dyn Reading, found: &Match<'_>, parties: &Parties) -> bool {
    let view = View::new(reading, found.sentence);
    let verb = view.tree.head(found.trigger).filter(|_| view.word(found.trigger).rel == Deprel::Obl);
    let met = verb.and_then(|verb| view.tree.child(verb, &[Deprel::Obj]));
    // "those of six states"
    let words =
        met.into_iter().flat_map(|met| std::iter::once(met).chain(view.children(met, &[Deprel::Nmod])));
    let entities = words.flat_map(|word| view.entities(word));
    let sides = entities.filter_map(|&e| reading.entity(e).country.as_ref());
    sides.into_iter().any(|side| !parties.sides.contains(side))
}

/// Whether those named only do something together, to others: "X and Y hosted a meeting with executives".
fn is_side_by_side(found: &Match<'_>) -> bool {
    let against = ["with", "with_too", "pair", "also"].iter().any(|slot| found.slot(slot).next().is_some());
    found.frame.set("side_by_side").is_some() && !against
}

/// Whether a noun says that it is one contact of several.
fn is_distinct(view: View<'_>, trigger: usize) -> bool {
    // "Tuesday's talks": those of that day.
    let times = view.reading.times(view.sentence);
    let dated = view
        .children(trigger, &[Deprel::NmodPoss])
        .any(|owner| times.iter().any(|t| t.tokens.contains(&owner)));
    dated
        || view
            .children(trigger, &[Deprel::Amod, Deprel::Det, Deprel::Advmod])
            .any(|c| modes::is_of_series(view, c))
}

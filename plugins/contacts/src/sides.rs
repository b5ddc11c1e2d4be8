//! Who takes part in a contact whose own words name fewer than two sides: those whom the article's story is about.

use crate::mention::SLOTS;
use demarche_core::{Deprel, EntityId, EntityKind, Mention, MentionForm, Reading, Upos, Xpos};
use demarche_frames::{Filler, Match, Parties, View, is_all_sides};

/// Nouns of talks that a text takes up again without saying whose they are.
const TALKS: &[&str] = &[
    "talk",
    "meeting",
    "discussion",
    "negotiation",
    "consultation",
    "conversation",
    "encounter",
    "dialogue",
    "session",
    "sitting",
    "round",
    "summit",
    "one-on-one",
];

/// What points at talks of which the reader knows: an article, or the possessive of those who have been told.
const POINTERS: &[&str] = &["the", "this", "both", "their"];

/// Modifiers of talks at home, or of many.
const OTHERS: &[&str] = &[
    "annual",
    "cabinet",
    "coalition",
    "domestic",
    "general",
    "global",
    "internal",
    "international",
    "monetary",
    "multilateral",
    "national",
    "parliamentary",
    "planned",
    "plenary",
    "public",
    "regional",
    "regular",
    "roundtable",
    "special",
    "weekly",
];

/// Whose talks are those of the sides: "the meeting of the two ministers", "a one-on-one between the leaders".
const OFFICIALS: &[&str] = &[
    "side",
    "country",
    "minister",
    "president",
    "premier",
    "leader",
    "delegation",
    "official",
    "head",
    "state",
    "government",
    "chief",
    "counterpart",
    "team",
    "two",
    "nation",
    "neighbour",
    "neighbor",
    "pair",
    "commission",
];

/// Adds the sides of the story where somebody takes part of whom the words do not say whose he is, or where they only point at talks
/// that the text has told of.
pub(crate) fn fill(reading: &dyn Reading, found: &Match<'_>, parties: &mut Parties, place: Option<EntityId>) {
    let view = View::new(reading, found.sentence);
    let set = |name: &str| found.frame.set(name).is_some();
    if parties.sides.len() > 1 || set("implied") || set("hosted") || set("attended") {
        return;
    }
    if let Some(others) = without_compatriots(reading, found) {
        let mut pair = others;
        pair.assume_story(reading, found.sentence);
        if pair.sides.len() > 1 {
            *parties = pair;
            return;
        }
    }
    let noun = matches!(view.word(found.trigger).upos, Upos::Noun | Upos::Propn);
    let fits = if parties.sides.is_empty() {
        noun && !parties.open && points_back(view, found) || together(view, found)
    } else {
        somebody_else(view, found, parties)
            || view.is(found.trigger, TALKS) && is_away(reading, parties, place)
    };
    if fits {
        parties.assume_story(reading, found.sentence);
    }
}

/// "He will meet President X" with "he" taken for one of X's own people: colleagues' meetings are no news abroad, so he is of the
/// other side. Those who are named, without him.
fn without_compatriots(reading: &dyn Reading, found: &Match<'_>) -> Option<Parties> {
    let person = |e: EntityId| reading.entity(e).kind == EntityKind::Person;
    // The one person for whom a mention stands, with his country.
    let who = |m: &Mention| match m.entities[..] {
        [e] if person(e) => reading.entity(e).country.clone(),
        _ => None,
    };
    let partners = ["with", "with_too"].iter().flat_map(|slot| found.slot(slot)).filter_map(|f| f.mention);
    let named = partners.filter(|m| m.form == MentionForm::Name).find_map(who)?;
    let mut doers = found.slot("party").filter_map(|f| f.mention).peekable();
    doers.peek()?;
    if !doers.all(|m| m.form != MentionForm::Name && who(m).as_ref() == Some(&named)) {
        return None;
    }
    let mut others = found.clone();
    others.fillers.retain(|f| f.slot != "party");
    Some(Parties::of(reading, &others, SLOTS))
}

/// "The two presidents faced the press": all of the two sides, whoever they are.
fn together(view: View<'_>, found: &Match<'_>) -> bool {
    let all = |&token: &usize| {
        // "They speak" may be said of anybody, as may "all interested parties".
        let told = view.is(token, &["they"]) && view.word(found.trigger).upos == Upos::Noun
            || view
                .children(token, &[Deprel::Det, Deprel::Nummod, Deprel::NmodPoss])
                .any(|d| view.is(d, &["the", "both", "two", "their"]));
        if !told {
            return false;
        }
        let mention = view.mention(token);
        let span = mention.map_or_else(|| view.extent(token), |m| m.span);
        is_all_sides(view.reading, &Filler { slot: "all", token, mention, span })
    };
    let doers = found.reached(view.reading, "party");
    !doers.is_empty() && doers.iter().all(all)
}

/// "the talks", "talks will be held", "their meeting": talks without a word on whose they are.
fn points_back(view: View<'_>, found: &Match<'_>) -> bool {
    let trigger = found.trigger;
    let plural = matches!(view.word(trigger).xpos, Xpos::Nns | Xpos::Nnps);
    if !view.is(trigger, TALKS) || view.is(trigger, &["talk"]) && !plural {
        return false;
    }
    let mut pointers = view.children(trigger, &[Deprel::Det, Deprel::NmodPoss]).peekable();
    let bare = pointers.peek().is_none();
    let pointed =
        pointers.all(|p| view.is(p, POINTERS) || POINTERS.contains(&view.text(p).to_lowercase().as_str()));
    let of_sides = |&n: &usize| view.has_case(n, &["between", "of"]) && view.is(n, OFFICIALS);
    let behind = || {
        view.children(trigger, &[Deprel::Nmod])
            .filter(|&n| view.has_case(n, &["of", "between", "among", "with", "by", "for", "from", "to"]))
    };
    let of_others = behind().any(|n| !of_sides(&n));
    let other_kind = view.children(trigger, &[Deprel::Amod, Deprel::Compound]).any(|m| {
        view.is(m, OTHERS)
            || OTHERS.contains(&view.text(m).to_lowercase().as_str())
            || view.word(m).rel == Deprel::Compound && !view.is(m, OFFICIALS)
    });
    // "Released on Friday at the end of the talks": their day is not that of the sentence.
    let deep = matches!(view.word(trigger).rel, Deprel::Nmod | Deprel::Conj);
    // Whoever holds them is told, and is of no known side.
    let holder = SLOTS.iter().any(|slot| found.slot(slot).next().is_some());
    let leads = matches!(view.word(trigger).rel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Root);
    (bare && plural && leads || !bare && pointed || behind().any(|n| of_sides(&n)))
        && !of_others
        && !other_kind
        && !deep
        && !holder
}

/// Whether somebody takes part of whom it is not known whose he is: a pronoun, a name, "the minister".
fn somebody_else(view: View<'_>, found: &Match<'_>, parties: &Parties) -> bool {
    let reading = view.reading;
    let known = |token: usize| {
        found.fillers.iter().any(|f| {
            f.token == token
                && f.mention.is_some_and(|m| m.entities.iter().any(|&e| reading.entity(e).country.is_some()))
        })
    };
    let person = |token: usize| match view.word(token).upos {
        Upos::Pron => PERSONS.contains(&view.text(token).to_lowercase().as_str()),
        Upos::Propn => view.mention(token).is_some_and(|m| m.form == MentionForm::Name),
        Upos::Noun => view.is(token, OFFICIALS) && view.children(token, &[Deprel::Nummod]).next().is_none(),
        _ => false,
    };
    let reached = ["party", "with", "with_too"].iter().flat_map(|slot| found.reached(reading, slot));
    !parties.sides.is_empty() && reached.into_iter().any(|token| person(token) && !known(token))
}

/// Pronouns for those who take part.
const PERSONS: &[&str] = &["he", "she", "they", "him", "her", "his", "their", "them", "who", "whom", "we"];

/// Whether a side of the story holds talks in the other one's country.
fn is_away(reading: &dyn Reading, parties: &Parties, place: Option<EntityId>) -> bool {
    let host = place.and_then(|place| reading.entity(place).country.as_deref());
    host.is_some_and(|host| !parties.sides.contains(host))
        && parties
            .entities
            .iter()
            .any(|&e| matches!(reading.entity(e).kind, EntityKind::Person | EntityKind::Group))
}

//! Who takes part in a contact whose own words name fewer than two sides: those whom the article's story is about.

use crate::mention::SLOTS;
use demarche_core::{Deprel, EntityId, EntityKind, Mention, MentionForm, Reading, SentenceId, Upos, Xpos};
use demarche_frames::{Filler, Match, Parties, View, is_all_sides};
use serde::Deserialize;
use std::sync::LazyLock;

/// Words that tell whose talks they are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    talks: Vec<String>,
    pointers: Vec<String>,
    elsewhere: Vec<String>,
    pairs: Vec<String>,
    offices: Vec<String>,
    persons: Vec<String>,
    joint_bodies: Vec<String>,
    joint: Vec<String>,
    foreigners: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/sides.toml")).unwrap_or_else(|e| panic!("data/sides.toml: {e}"))
});

/// Adds the sides of the story where somebody takes part of whom the words do not say whose he is, or where they only point at talks
/// that the text has told of.
pub(crate) fn fill(reading: &dyn Reading, found: &Match<'_>, parties: &mut Parties, place: Option<EntityId>) {
    let view = View::new(reading, found.sentence);
    let set = |name: &str| found.frame.set(name).is_some();
    if parties.sides.len() > 1 || set("implied") || set("hosted") || set("attended") {
        return;
    }
    if let Some(mut pair) = without_compatriots(reading, found) {
        pair.assume_near(reading, found.sentence);
        if pair.sides.len() > 1 {
            *parties = pair;
            return;
        }
    }
    parties.assume_number(reading, found);
    if parties.sides.len() > 1 {
        return;
    }
    let (fits, near) = if parties.sides.is_empty() {
        fits_both(view, found, parties)
    } else {
        // "She is on a visit to Kenya. She ended her talks in Nairobi": the host has just been named.
        let away = view.is(found.trigger, &TABLE.talks) && is_away(reading, parties, place);
        if away
            && let Some(host) = host(reading, place).filter(|host| was_named(reading, found.sentence, host))
        {
            parties.assume(&host);
            return;
        }
        let other = set("other") || somebody_else(view, found, parties) || by_joint_body(reading, found);
        (other || away, other)
    };
    if fits && near {
        parties.assume_near(reading, found.sentence);
    } else if fits {
        parties.assume_story(reading, found.sentence);
    }
}

/// Whether a contact of which no side is known is that of the story, and whether the sentence and the one before it tell of whom it is.
fn fits_both(view: View<'_>, found: &Match<'_>, parties: &Parties) -> (bool, bool) {
    let trigger = found.trigger;
    let noun = matches!(view.word(trigger).upos, Upos::Noun | Upos::Propn);
    let told = noun && !parties.open && points_back(view, found);
    // Only what a sentence is about is surely that of its neighbours.
    let bare = view.children(trigger, &[Deprel::Det]).next().is_none();
    let near = told && bare && leads(view, trigger) && !view.is(trigger, &["summit"]);
    (told || together(view, found), near)
}

/// Whether a word is what its clause is about.
fn leads(view: View<'_>, token: usize) -> bool {
    matches!(view.word(token).rel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Root)
}

/// "He will meet President X" with "he" taken for one of X's own people: colleagues' meetings are no news abroad, so he is of the
/// other side. Those who are named, without him.
fn without_compatriots(reading: &dyn Reading, found: &Match<'_>) -> Option<Parties> {
    // "The envoy was called to the ministry": nobody summons his own.
    let envoy = found.frame.set("envoy").is_some();
    let person = |e: EntityId| envoy || reading.entity(e).kind == EntityKind::Person;
    // The one person for whom a mention stands, with his country.
    let who = |m: &Mention| match m.entities[..] {
        [e] if person(e) => reading.entity(e).country.clone(),
        _ => None,
    };
    let partners = ["with", "with_too"].iter().flat_map(|slot| found.slot(slot)).filter_map(|f| f.mention);
    let named = partners.filter(|m| envoy || m.form == MentionForm::Name).find_map(who)?;
    let mut doers = found.slot("party").filter_map(|f| f.mention).peekable();
    doers.peek()?;
    if !doers.all(|m| m.form != MentionForm::Name && who(m).as_ref() == Some(&named)) {
        return None;
    }
    // He of whom the article tells most is surely meant; then it is the partner of whom the text did not say whose he is.
    let persons = reading.entities_by_weight().into_iter().map(|(id, _)| id);
    let hero = persons.into_iter().find(|&id| reading.entity(id).kind == EntityKind::Person);
    let is_hero =
        found.slot("party").filter_map(|f| f.mention).any(|m| m.entities.iter().any(|&e| Some(e) == hero));
    let mut others = found.clone();
    others.fillers.retain(|f| is_hero || f.slot != "party");
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
    // "A talk" is a lecture.
    if !view.is(trigger, &TABLE.talks) || view.is(trigger, &["talk"]) && !plural {
        return false;
    }
    let mut pointers = view.children(trigger, &[Deprel::Det, Deprel::NmodPoss]).peekable();
    let bare = pointers.peek().is_none();
    let pointed = pointers.all(|p| is_listed(view, p, &TABLE.pointers));
    let mut owners = view
        .children(trigger, &[Deprel::Nmod])
        .filter(|&n| view.has_case(n, &["of", "between", "among", "with", "by", "for", "from", "to"]))
        .map(|n| view.has_case(n, &["between", "of"]) && is_side(view, n))
        .peekable();
    let owned = owners.peek().is_some();
    let by_others = !owners.all(|of_the_sides| of_the_sides);
    // "Released on Friday at the end of the talks": their day is not that of the sentence.
    let own = view.children(trigger, &[Deprel::Acl, Deprel::AclRelcl]).next().is_some();
    let deep = matches!(view.word(trigger).rel, Deprel::Nmod | Deprel::Conj) && !own;
    // Whoever holds them is told, and is of no known side.
    let held = SLOTS.iter().any(|slot| found.slot(slot).next().is_some());
    (bare && plural && leads(view, trigger) || !bare && pointed || owned)
        && !by_others
        && !is_elsewhere(view, trigger)
        && !deep
        && !held
}

/// "Cabinet meeting", "the plenary session", "the OPEC talks": talks at home or of many, by what stands before the noun.
fn is_elsewhere(view: View<'_>, talks: usize) -> bool {
    let times = view.reading.times(view.sentence);
    let dated = |m: usize| times.iter().any(|t| t.tokens.contains(&m));
    let other = |m: usize| {
        is_listed(view, m, &TABLE.elsewhere) || view.word(m).rel == Deprel::Compound && !is_side(view, m)
    };
    view.children(talks, &[Deprel::Amod, Deprel::Compound]).any(|m| !dated(m) && other(m))
}

/// Whether a word stands for one of the sides, or for the two: "the meeting of the ministers", "a one-on-one between the pair".
fn is_side(view: View<'_>, token: usize) -> bool {
    view.is_official(token) || view.is(token, &TABLE.pairs)
}

/// Whether a list has a word by its lemma, or as written where the lemma is a guess.
fn is_listed(view: View<'_>, token: usize, list: &[String]) -> bool {
    view.is(token, list) || list.contains(&view.text(token).to_lowercase())
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
    let verb = view.word(found.trigger).upos == Upos::Verb;
    // At home a president meets his own ministers; abroad "the minister" is the host's.
    let abroad = reading.home().is_some_and(|home| parties.sides.iter().all(|side| side != home));
    let person = |token: usize| match view.word(token).upos {
        Upos::Pron => TABLE.persons.contains(&view.text(token).to_lowercase()),
        // A name that nothing in the text explains is somebody's where it does what people do.
        Upos::Propn => view.mention(token).map_or(verb, |m| m.form == MentionForm::Name),
        // "Officials" may be anybody's; "the officials" are those of whom the text speaks.
        Upos::Noun => {
            let many = view.word(token).xpos == Xpos::Nns
                && view.children(token, &[Deprel::Det, Deprel::NmodPoss]).next().is_none();
            !many
                && (abroad && (is_side(view, token) || view.is(token, &TABLE.offices))
                    || view.is(token, &TABLE.foreigners))
                && view.children(token, &[Deprel::Nummod]).next().is_none()
        }
        _ => false,
    };
    let reached = ["party", "with", "with_too"].iter().flat_map(|slot| found.reached(reading, slot));
    !parties.sides.is_empty() && reached.into_iter().any(|token| person(token) && !known(token))
}

/// Whether a side of the story holds talks in the other one's country.
fn is_away(reading: &dyn Reading, parties: &Parties, place: Option<EntityId>) -> bool {
    let acts = |&e: &EntityId| matches!(reading.entity(e).kind, EntityKind::Person | EntityKind::Group);
    host(reading, place).is_some_and(|host| !parties.sides.contains(&host))
        && parties.entities.iter().any(acts)
}

/// The country in which a place lies.
fn host(reading: &dyn Reading, place: Option<EntityId>) -> Option<String> {
    reading.entity(place?).country.clone()
}

/// Whether the sentence before, in the same paragraph, speaks of a country.
fn was_named(reading: &dyn Reading, sentence: SentenceId, country: &str) -> bool {
    let before = sentence.0.checked_sub(1).map(SentenceId);
    let near = |s: &SentenceId| reading.sentence(*s).paragraph == reading.sentence(sentence).paragraph;
    before.filter(near).is_some_and(|s| reading.sides(s).contains(&country))
}

/// "The commission last met in Tashkent": a body that bears the name of one side and is joint.
fn by_joint_body(reading: &dyn Reading, found: &Match<'_>) -> bool {
    let joint = |&e: &EntityId| {
        let entity = reading.entity(e);
        let name = entity.name.to_lowercase();
        let any =
            |list: &[String]| name.split(|c: char| !c.is_alphabetic()).any(|w| list.iter().any(|l| l == w));
        matches!(entity.kind, EntityKind::Organization | EntityKind::Group | EntityKind::Government)
            && any(&TABLE.joint_bodies)
            && any(&TABLE.joint)
    };
    found
        .slot("party")
        .filter_map(|f| f.mention)
        .any(|m| !m.entities.is_empty() && m.entities.iter().all(joint))
}

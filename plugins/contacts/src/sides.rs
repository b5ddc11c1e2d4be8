//! Who takes part in a contact whose own words name fewer than two sides: those whom the article's story is about.

use crate::mention::SLOTS;
use demarche_core::{Deprel, EntityId, EntityKind, Mention, MentionForm, Reading, SentenceId, Upos, Xpos};
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
    "interagency",
    "inter-agency",
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
    "ministry",
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

/// Offices of single persons.
const OFFICES: &[&str] = &[
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "speaker",
    "governor",
    "commander",
    "director",
    "secretary",
    "ambassador",
    "envoy",
    "undersecretary",
    "commissioner",
    "chancellor",
    "king",
    "queen",
    "emir",
    "sultan",
    "dignitary",
    "visitor",
    "admiral",
    "representative",
    "colleague",
    "pm",
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
        pair.assume_near(reading, found.sentence);
        if pair.sides.len() > 1 {
            *parties = pair;
            return;
        }
    }
    if parties.sides.is_empty()
        && let Some(&doer) = found.reached(reading, "party").first()
    {
        parties.assume_number(reading, &view.words(view.extent(doer)));
        if parties.sides.len() > 1 {
            return;
        }
    }
    let noun = matches!(view.word(found.trigger).upos, Upos::Noun | Upos::Propn);
    let bare = view.children(found.trigger, &[Deprel::Det]).next().is_none();
    let leads =
        bare && matches!(view.word(found.trigger).rel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Root);
    // Only what a sentence is about is surely that of its neighbours.
    let (fits, near) = if parties.sides.is_empty() {
        let told = noun && !parties.open && points_back(view, found);
        (told || together(view, found), told && leads && !view.is(found.trigger, &["summit"]))
    } else {
        let someone = somebody_else(view, found, parties);
        let away = view.is(found.trigger, TALKS) && is_away(reading, parties, place);
        // "She is on a visit to Kenya. She ended her talks in Nairobi": the host has just been named.
        if away
            && let Some(host) = host(reading, place).filter(|host| was_named(reading, found.sentence, host))
        {
            parties.assume(&host);
            return;
        }
        let other = set("other") || someone || by_joint_body(reading, found);
        (other || away, other)
    };
    if fits && near {
        parties.assume_near(reading, found.sentence);
    } else if fits {
        parties.assume_story(reading, found.sentence);
    }
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
    let times = view.reading.times(view.sentence);
    let dated = |m: &usize| times.iter().any(|t| t.tokens.contains(m));
    let kinds = view.children(trigger, &[Deprel::Amod, Deprel::Compound]).filter(|m| !dated(m));
    let other_kind = kinds.into_iter().any(|m| {
        view.is(m, OTHERS)
            || OTHERS.contains(&view.text(m).to_lowercase().as_str())
            || view.word(m).rel == Deprel::Compound && !view.is(m, OFFICIALS)
    });
    // "Released on Friday at the end of the talks": their day is not that of the sentence.
    let own = view.children(trigger, &[Deprel::Acl, Deprel::AclRelcl]).next().is_some();
    let deep = matches!(view.word(trigger).rel, Deprel::Nmod | Deprel::Conj) && !own;
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
    let verb = view.word(found.trigger).upos == Upos::Verb;
    let person = |token: usize| match view.word(token).upos {
        Upos::Pron => PERSONS.contains(&view.text(token).to_lowercase().as_str()),
        // A name that nothing in the text explains is somebody's where it does what people do.
        Upos::Propn => view.mention(token).map_or(verb, |m| m.form == MentionForm::Name),
        // "Officials" may be anybody's; "the officials" are those of whom the text speaks.
        Upos::Noun => {
            let many = view.word(token).xpos == Xpos::Nns
                && view.children(token, &[Deprel::Det, Deprel::NmodPoss]).next().is_none();
            !many
                && (view.is(token, OFFICIALS) || view.is(token, OFFICES))
                && view.children(token, &[Deprel::Nummod]).next().is_none()
        }
        _ => false,
    };
    let reached = ["party", "with", "with_too"].iter().flat_map(|slot| found.reached(reading, slot));
    !parties.sides.is_empty() && reached.into_iter().any(|token| person(token) && !known(token))
}

/// Pronouns for those who take part.
const PERSONS: &[&str] = &["he", "she", "they", "him", "her", "his", "their", "them", "who", "whom", "we"];

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
        let words = || name.split(|c: char| !c.is_alphabetic());
        matches!(entity.kind, EntityKind::Organization | EntityKind::Group | EntityKind::Government)
            && words().any(|w| matches!(w, "commission" | "committee"))
            && words()
                .any(|w| matches!(w, "joint" | "intergovernmental" | "interstate" | "mixed" | "binational"))
    };
    found
        .slot("party")
        .filter_map(|f| f.mention)
        .any(|m| !m.entities.is_empty() && m.entities.iter().all(joint))
}

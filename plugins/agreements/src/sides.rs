//! Whose agreement it is where its own words name fewer than two sides: of those whom the article's story is about.

use demarche_core::{Deprel, MentionForm, Reading, SentenceId, Upos, Xpos};
use demarche_frames::{Match, Parties, View};

/// Those who agree, told by what they do there.
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
    "nation",
    "neighbour",
    "neighbor",
    "commission",
    "participant",
    "negotiator",
    "ministry",
    "expert",
    "envoy",
    "parliament",
    "legislature",
];

/// What decides for the sides that have come to it.
const GATHERINGS: &[&str] = &["meeting", "session", "sitting", "commission", "round", "talk"];

/// What may be any of many.
const STATES: &[&str] = &["country", "nation", "state", "government", "neighbour", "neighbor", "parliament"];

/// Adds the sides of the story to a match that lacks them.
pub(crate) fn fill(reading: &dyn Reading, found: &Match<'_>, parties: &mut Parties) {
    let view = View::new(reading, found.sentence);
    if parties.sides.len() > 1 {
        return;
    }
    parties.assume_number(reading, found);
    if parties.sides.len() > 1 {
        return;
    }
    let fits = if parties.sides.is_empty() {
        !parties.open && (is_told_of(view, found) || by_officials(view, found) || is_impersonal(view, found))
    } else {
        somebody_else(view, found) || found.frame.set("promise").is_some()
    };
    if fits {
        parties.assume_near(reading, found.sentence);
    }
}

/// "The agreement", "a memorandum was signed", "six papers are ready": a paper that the sentence is about, and nobody's by its words.
fn is_told_of(view: View<'_>, found: &Match<'_>) -> bool {
    let trigger = found.trigger;
    // A contract may be anybody's, and understanding is no paper.
    if !matches!(view.word(trigger).upos, Upos::Noun | Upos::Propn)
        || view.is(trigger, &["contract", "understanding"])
    {
        return false;
    }
    let leads = matches!(view.word(trigger).rel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Root);
    let whose = view.children(trigger, &[Deprel::Nmod, Deprel::NmodPoss, Deprel::Acl]).any(|n| {
        view.word(n).rel == Deprel::NmodPoss && !view.is(n, &["their", "our"])
            || view.has_case(n, &["between", "among", "with", "by", "from"]) && !are_of_the_sides(view, n)
    });
    // "Peace deal", "Paris Agreement": a paper with a name of its own.
    let named = view
        .children(trigger, &[Deprel::Compound, Deprel::NmodDesc])
        .any(|c| view.word(c).upos == Upos::Propn)
        || view.word(trigger).upos == Upos::Propn && view.text(trigger).starts_with(char::is_uppercase);
    // "There is agreement", "a great deal", "an agreement would help": no paper that is told of, unless something is done to it.
    let definite = view
        .children(trigger, &[Deprel::Det])
        .any(|d| view.is(d, &["the", "this", "that", "these", "those"]));
    let done = view.word(trigger).rel == Deprel::NsubjPass
        || view.tree.head(trigger).is_some_and(|h| view.is(h, &["ready", "due", "complete"]));
    let holder = ["party", "with", "pair"].iter().any(|slot| found.slot(slot).next().is_some());
    leads && (definite || done) && !whose && !named && !holder && !is_of_others(view, trigger)
}

/// "The two legislatures", "their ministries": what each of the sides has.
pub(crate) fn are_of_the_sides(view: View<'_>, token: usize) -> bool {
    let pair = |d: usize| view.is(d, &["two", "both", "their"]);
    view.is(token, OFFICIALS)
        && view.children(token, &[Deprel::Det, Deprel::Nummod, Deprel::NmodPoss]).any(pair)
}

/// "A deal between two carmakers … the deal": a paper that the sentences before it tell as somebody's.
fn is_of_others(view: View<'_>, trigger: usize) -> bool {
    let lemma = view.lemma(trigger);
    let before = (view.sentence.0.saturating_sub(2)..view.sentence.0).map(SentenceId);
    before.into_iter().any(|sentence| {
        let view = View::new(view.reading, sentence);
        let same = |&t: &usize| view.lemma(t) == lemma && view.word(t).upos == Upos::Noun;
        (0..view.tree.words.len()).filter(same).any(|t| {
            view.children(t, &[Deprel::Nmod]).any(|n| view.has_case(n, &["between", "with", "among"]))
        })
    })
}

/// "The sitting's participants agreed", "their ministers decided": officials of whom it is not said whose.
fn by_officials(view: View<'_>, found: &Match<'_>) -> bool {
    // "Countries agree", "136 nations": any, unless it is said which.
    let any = |d: usize| {
        let told = view.children(d, &[Deprel::Det, Deprel::NmodPoss]).next().is_some();
        view.children(d, &[Deprel::Nummod]).next().is_some() || view.is(d, STATES) && !told
    };
    let unknown = |d: usize| {
        (matches!(view.word(d).xpos, Xpos::Nns) && view.is(d, OFFICIALS) || view.is(d, GATHERINGS))
            && !any(d)
            && view.mention(d).is_none_or(|m| m.entities.is_empty())
    };
    let doers = found.reached(view.reading, "party");
    // Whoever else is told beside them ("ministries and agencies") is of the same sides.
    doers.first().is_some_and(|&d| unknown(d))
}

/// "It was decided to", "ten papers are to be signed": by those of whom the text speaks.
fn is_impersonal(view: View<'_>, found: &Match<'_>) -> bool {
    view.word(found.trigger).upos == Upos::Verb
        && found.frame.set("unnamed").is_some()
        && view.is_passive(found.trigger)
        && ["party", "with", "pair"].iter().all(|slot| found.reached(view.reading, slot).is_empty())
}

/// Whether one takes part of whom it is not known whose he is.
fn somebody_else(view: View<'_>, found: &Match<'_>) -> bool {
    let reading = view.reading;
    let unknown = |&token: &usize| {
        let mention = view.mention(token);
        let side =
            |m: &demarche_core::Mention| m.entities.iter().any(|&e| reading.entity(e).country.is_some());
        match view.word(token).upos {
            Upos::Propn => mention.is_some_and(|m| m.form == MentionForm::Name && !side(m)),
            Upos::Noun => {
                let many = view.children(token, &[Deprel::Nummod]).next().is_some();
                view.is(token, OFFICIALS) && !many && mention.is_none_or(|m| !side(m))
            }
            _ => false,
        }
    };
    ["party", "with"].iter().flat_map(|slot| found.reached(reading, slot)).any(|token| unknown(&token))
}

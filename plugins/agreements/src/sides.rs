//! Whose agreement it is where its own words name fewer than two sides: of those whom the article's story is about.

use demarche_core::{Deprel, Mention, MentionForm, Reading, SentenceId, Upos, Xpos};
use demarche_frames::{Match, Parties, View};
use serde::Deserialize;
use std::sync::LazyLock;

/// Words that tell whose agreement it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    officials: Vec<String>,
    gatherings: Vec<String>,
    states: Vec<String>,
    joint: Vec<String>,
    panels: Vec<String>,
    shared: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/sides.toml")).unwrap_or_else(|e| panic!("data/sides.toml: {e}"))
});

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
        somebody_else(view, found)
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
    let holder = ["party", "with", "pair"].iter().any(|slot| found.slot(slot).next().is_some());
    leads
        && is_definite(view, trigger)
        && !has_owner(view, trigger)
        && !has_name(view, trigger)
        && !holder
        && !is_of_others(view, trigger)
}

/// "There is agreement", "a great deal", "an agreement would help": no paper that is told of, unless something is done to it.
fn is_definite(view: View<'_>, paper: usize) -> bool {
    let mut determiners = view.children(paper, &[Deprel::Det]);
    determiners.any(|d| view.is(d, &["the", "this", "that", "these", "those"]))
        || view.word(paper).rel == Deprel::NsubjPass
        || view.tree.head(paper).is_some_and(|h| view.is(h, &["ready", "due", "complete"]))
}

/// "The club's agreement", "the deal with the union": a paper of others than the sides.
fn has_owner(view: View<'_>, paper: usize) -> bool {
    view.children(paper, &[Deprel::Nmod, Deprel::NmodPoss, Deprel::Acl]).any(|n| {
        view.word(n).rel == Deprel::NmodPoss && !view.is(n, &["their", "our"])
            || view.has_case(n, &["between", "among", "with", "by", "from"]) && !are_of_the_sides(view, n)
    })
}

/// "Paris Agreement", "the Northern Sea Accord": a paper with a name of its own.
fn has_name(view: View<'_>, paper: usize) -> bool {
    let proper = |token: usize| view.word(token).upos == Upos::Propn;
    view.children(paper, &[Deprel::Compound, Deprel::NmodDesc]).any(proper)
        || proper(paper) && view.text(paper).starts_with(char::is_uppercase)
}

/// Those who agree, told by what they do there: "the minister", "their negotiators".
fn is_official(view: View<'_>, token: usize) -> bool {
    view.is_official(token) || view.is(token, &TABLE.officials)
}

/// Whether two sides make it together, even where nobody is named: a hotline does, a committee if it is a joint one.
pub(crate) fn is_joint(view: View<'_>, token: usize) -> bool {
    let mut kinds = view.children(token, &[Deprel::Amod, Deprel::Compound]);
    view.is(token, &TABLE.joint) || view.is(token, &TABLE.panels) && kinds.any(|k| view.is(k, &TABLE.shared))
}

/// "The two legislatures", "their ministries": what each of the sides has.
fn are_of_the_sides(view: View<'_>, token: usize) -> bool {
    let pair = |d: usize| view.is(d, &["two", "both", "their"]);
    is_official(view, token)
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
        view.children(d, &[Deprel::Nummod]).next().is_some() || view.is(d, &TABLE.states) && !told
    };
    let unknown = |d: usize| {
        (matches!(view.word(d).xpos, Xpos::Nns) && is_official(view, d) || view.is(d, &TABLE.gatherings))
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
        let side = |m: &Mention| m.entities.iter().any(|&e| reading.entity(e).country.is_some());
        match view.word(token).upos {
            Upos::Propn => mention.is_some_and(|m| m.form == MentionForm::Name && !side(m)),
            Upos::Noun => {
                let many = view.children(token, &[Deprel::Nummod]).next().is_some();
                is_official(view, token) && !many && mention.is_none_or(|m| !side(m))
            }
            _ => false,
        }
    };
    ["party", "with"].iter().flat_map(|slot| found.reached(reading, slot)).any(|token| unknown(&token))
}

//! Whose agreement it is where its own words name fewer than two sides.

use demarche_core::{Deprel, Upos};
use demarche_frames::{Match, Parties, View, table};
use serde::Deserialize;
use std::sync::LazyLock;

/// Words that tell whose an agreement is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    joint: Vec<String>,
    panels: Vec<String>,
    shared: Vec<String>,
    deciders: Vec<String>,
    greeted: Vec<String>,
    initials: Vec<String>,
    groups: Vec<String>,
    leaders: Vec<String>,
    peace: Vec<String>,
    domestic: Vec<String>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| table!("data/sides.toml").read().unwrap_or_else(|e| panic!("data/sides.toml: {e}")));

/// Whether two sides make it together, even where nobody is named: a hotline does, a committee if it is a joint one.
pub(crate) fn is_joint(view: View<'_>, token: usize) -> bool {
    let mut kinds = view.children(token, &[Deprel::Amod, Deprel::Compound]);
    view.is(token, &TABLE.joint) || view.is(token, &TABLE.panels) && kinds.any(|k| view.is(k, &TABLE.shared))
}

/// "Welcomed the signing": whether a word greets what is done.
pub(crate) fn is_greeting(word: &str) -> bool {
    TABLE.greeted.iter().any(|greeting| greeting.eq_ignore_ascii_case(word))
}

/// "Initialled": whether a word, by its form, tells that a text is agreed, and is yet to be signed.
pub(crate) fn is_initialling(word: &str) -> bool {
    TABLE.initials.iter().any(|form| form.eq_ignore_ascii_case(word))
}

/// "A coalition agreement", "the wage deal": whether what is agreed is a matter of people at home.
pub(crate) fn is_domestic(view: View<'_>, found: &Match<'_>) -> bool {
    let papers = found.slot("what").chain(found.slot("cue")).map(|f| f.token).chain([found.trigger]);
    let mut kinds = papers.flat_map(|t| view.children(t, &[Deprel::Amod, Deprel::Compound]));
    kinds.any(|k| view.is(k, &TABLE.domestic))
}

/// Whether a sentence speaks of a truce or of peace.
pub(crate) fn is_of_peace(view: View<'_>) -> bool {
    (0..view.tree.words.len()).any(|t| view.is(t, &TABLE.peace))
}

/// "Its government and the rebels": whether somebody who is no state's, but a side of its own, takes part.
pub(crate) fn is_with_group(view: View<'_>, found: &Match<'_>) -> bool {
    let kinds = |token| view.children(token, &[Deprel::Amod, Deprel::Compound, Deprel::NmodDesc]);
    // "The president and Renamo leader Momade signed a truce": a leader of whom nobody makes peace but those whom he leads.
    let peace = is_of_peace(view);
    let fights = |t: usize| view.is(t, &TABLE.groups) || peace && view.is(t, &TABLE.leaders);
    let group = |token: usize| fights(token) || kinds(token).any(fights);
    let all = ["party", "with"].iter().flat_map(|slot| found.reached(view.reading, slot));
    let (groups, others): (Vec<usize>, Vec<usize>) = all.partition(|&token| group(token));
    !groups.is_empty() && !others.is_empty()
}

/// "Analysts agree", "a deal between the union and the shipyard": an agreement of people who act for no side.
pub(crate) fn is_of_strangers(view: View<'_>, found: &Match<'_>, parties: &Parties) -> bool {
    // Beside a side that is known, an unknown name is more likely one of its officials.
    let counts = |token: usize| view.word(token).upos == Upos::Noun || parties.entities.is_empty();
    let stranger =
        |token: usize| view.is_stranger(token) && counts(token) && !view.is(token, &TABLE.deciders);
    ["party", "with"].iter().flat_map(|slot| found.reached(view.reading, slot)).any(stranger)
}

//! Whose agreement it is where its own words name fewer than two sides.

use demarche_core::{Deprel, Upos};
use demarche_frames::{Match, Parties, View, is_all_sides, table};
use serde::Deserialize;
use std::sync::LazyLock;

/// Words that tell whose an agreement is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    joint: Vec<String>,
    panels: Vec<String>,
    own: Vec<String>,
    sole: Vec<String>,
    private: Vec<String>,
    shared: Vec<String>,
    deciders: Vec<String>,
    greeted: Vec<String>,
    kept: Vec<String>,
    initials: Vec<String>,
    groups: Vec<String>,
    leaders: Vec<String>,
    peace: Vec<String>,
    domestic: Vec<String>,
    crowd: Vec<String>,
    home: Vec<String>,
    universal: Vec<String>,
    wishes: Vec<String>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| table!("data/sides.toml").read().unwrap_or_else(|e| panic!("data/sides.toml: {e}")));

/// Whether two sides make it together, even where nobody is named: a hotline does, a committee if it is a joint one.
pub(crate) fn is_joint(view: View<'_>, token: usize) -> bool {
    view.is(token, &TABLE.joint) || view.is(token, &TABLE.panels) && is_shared(view, token)
}

/// "Unveiled a plan", "adopted a strategy", "signed a presidential memorandum": whether what is told is of a kind that one side makes
/// alone, unless it is a joint one.
pub(crate) fn is_own(view: View<'_>, found: &Match<'_>) -> bool {
    let sole = |token| view.children(token, KINDS).any(|k| view.is(k, &TABLE.sole));
    found.slot("what").any(|f| view.is(f.token, &TABLE.own) && !is_shared(view, f.token) || sole(f.token))
}

/// "Holds a contract": whether it is of a kind that firms make more often than states.
pub(crate) fn is_private(view: View<'_>, found: &Match<'_>) -> bool {
    view.is(found.trigger, &TABLE.private) || found.slot("what").any(|f| view.is(f.token, &TABLE.private))
}

/// What stands before a noun and says of what kind it is.
const KINDS: &[Deprel] = &[Deprel::Amod, Deprel::Compound];

fn is_shared(view: View<'_>, token: usize) -> bool {
    view.children(token, KINDS).any(|k| view.is(k, &TABLE.shared))
}

fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// "Welcomed the signing": whether a word greets what is done.
pub(crate) fn is_greeting(word: &str) -> bool {
    has(&TABLE.greeted, word)
}

/// "Their commitment to the treaty": whether a word tells that a paper is kept.
pub(crate) fn is_keeping(word: &str) -> bool {
    has(&TABLE.kept, word)
}

/// "Initialled": whether a word, by its form, tells that a text is agreed, and is yet to be signed.
pub(crate) fn is_initialling(word: &str) -> bool {
    has(&TABLE.initials, word)
}

/// "A coalition agreement", "the wage deal": whether what is agreed is a matter of people at home.
pub(crate) fn is_domestic(view: View<'_>, found: &Match<'_>) -> bool {
    is_kind(view, found, KINDS, &TABLE.domestic)
}

/// "Agreed to raise the pension age", "a deal on the budget": whether it is a matter that every state settles at home.
pub(crate) fn is_home_affair(view: View<'_>, found: &Match<'_>) -> bool {
    let told =
        found.slot("what").map(|f| f.token).chain(view.children(found.trigger, &[Deprel::Nmod, Deprel::Obl]));
    let objects = |t: usize| view.children(t, &[Deprel::Obj]).chain([t]);
    let kind = |t: usize| view.children(t, KINDS).chain([t]).any(|k| view.is(k, &TABLE.home));
    told.flat_map(objects).any(kind)
}

/// "The Chemical Weapons Convention": whether what is agreed is a treaty of many states.
pub(crate) fn is_universal(view: View<'_>, found: &Match<'_>) -> bool {
    is_kind(view, found, &[Deprel::Amod, Deprel::Compound, Deprel::Nmod], &TABLE.universal)
}

/// Whether one of some words stands by the paper that a match tells of, or by a word that does.
fn is_kind(view: View<'_>, found: &Match<'_>, by: &'static [Deprel], kinds: &[String]) -> bool {
    let papers = found.slot("what").chain(found.slot("cue")).map(|f| f.token).chain([found.trigger]);
    let kind = |k: usize| view.is(k, kinds);
    papers.flat_map(|t| view.children(t, by)).any(|k| kind(k) || view.children(k, by).any(kind))
}

/// "Kenya urged the parties to agree": whether one side wishes it of others, whose names are not told.
pub(crate) fn is_wished(view: View<'_>, found: &Match<'_>, parties: &Parties) -> bool {
    let word = view.word(found.trigger);
    let below = matches!(word.rel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl);
    let head = view.tree.head(found.trigger).filter(|&head| below && view.is(head, &TABLE.wishes));
    let is_side = |t: usize| {
        let codes = view.mention(t).into_iter().flat_map(|m| &m.entities);
        codes.filter_map(|&e| view.reading.entity(e).country.as_ref()).any(|c| parties.sides.contains(c))
    };
    let all_assumed = parties.sides.len() == parties.assumed.len();
    // Who urges one to make peace is seldom the other with whom it is to be made.
    let assumed = all_assumed || !parties.assumed.is_empty() && is_of_peace(view);
    let all_sides = || found.slot("all").any(|f| is_all_sides(view.reading, f));
    head.is_some_and(|head| assumed || all_sides() && view.subjects(head).into_iter().all(is_side))
}

/// "A ceasefire in Sudan": whether it is the peace of another country than those of the sides, which are only assumed.
pub(crate) fn is_peace_elsewhere(view: View<'_>, found: &Match<'_>, parties: &Parties) -> bool {
    let peace = |t: usize| {
        view.is(t, &TABLE.peace) || view.children(t, &[Deprel::Compound]).any(|k| view.is(k, &TABLE.peace))
    };
    let of_sides = |e| view.reading.entity(e).country.as_ref().is_some_and(|c| parties.sides.contains(c));
    let elsewhere = |t: usize| {
        let places = view.children(t, &[Deprel::Nmod]).filter(|&p| view.has_case(p, &["in"]));
        places.filter_map(|p| view.mention(p)).any(|m| !m.entities.iter().any(|&e| of_sides(e)))
    };
    let mut papers = found.slot("what").map(|f| f.token).chain([found.trigger]);
    parties.sides.len() == parties.assumed.len() && papers.any(|t| peace(t) && elsewhere(t))
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

/// "World leaders agreed", "136 nations adopted": whether more take part than the sides that are known.
pub(crate) fn is_of_crowd(view: View<'_>, found: &Match<'_>, parties: &Parties) -> bool {
    let crowd = |k: usize| {
        view.is(k, &TABLE.crowd) || view.text(k).parse().is_ok_and(|n: usize| n > parties.sides.len())
    };
    let kinds = |t: usize| view.children(t, &[Deprel::Amod, Deprel::Compound, Deprel::Nummod]);
    ["party", "with"].iter().flat_map(|slot| found.reached(view.reading, slot)).any(|t| kinds(t).any(crowd))
}

/// "Analysts agree", "a deal between the union and the shipyard": an agreement of people who act for no side.
pub(crate) fn is_of_strangers(view: View<'_>, found: &Match<'_>, parties: &Parties) -> bool {
    // Beside a side that is known, an unknown name is more likely one of its officials.
    let counts = |token: usize| view.word(token).upos == Upos::Noun || parties.entities.is_empty();
    // A verb may do without partners, so whatever else is told beside it counts; a noun only if it is told as a partner.
    let verb = view.word(found.trigger).upos == Upos::Verb;
    let with = if verb { found.reached(view.reading, "with") } else { partners(view, found) };
    let mut all = found.reached(view.reading, "party").into_iter().chain(with);
    all.any(|token| counts(token) && is_outsider(view, token))
}

/// "Universities in Ukraine signed": whether those who do it act for no side.
pub(crate) fn is_by_strangers(view: View<'_>, found: &Match<'_>) -> bool {
    let outsider = |&token: &usize| view.word(token).upos == Upos::Noun && is_outsider(view, token);
    found.reached(view.reading, "party").iter().any(outsider)
}

/// Whether a word is one for people who act for no side, and decide nothing for one.
fn is_outsider(view: View<'_>, token: usize) -> bool {
    view.is_stranger(token) && !view.is(token, &TABLE.deciders)
}

/// The words for the other side: "*with* the club". What else the slot's paths reach may be a thing: "pledged to send ships".
fn partners(view: View<'_>, found: &Match<'_>) -> Vec<usize> {
    let partner = |&t: &usize| view.has_case(view.first_conjunct(t), &["with", "between", "among", "by"]);
    found.reached(view.reading, "with").into_iter().filter(partner).collect()
}

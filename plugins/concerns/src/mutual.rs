//! Acts of two sides towards each other: "each side blames the other", "Oman and Yemen traded accusations".

use crate::concern::{can_raise, countries};
use demarche_core::{Deprel, EntityId};
use demarche_frames::{Match, View};

/// What two sides give each other by such a verb.
const EXCHANGED: [&str; 7] =
    ["accusation", "blame", "recrimination", "threat", "allegation", "barb", "reproach"];

/// How they do it.
const EXCHANGES: [&str; 4] = ["trade", "exchange", "swap", "level"];

/// The two sides that do this to each other: those that the subject names, else the two of whom the article tells.
pub(crate) fn sides(view: View<'_>, found: &Match<'_>) -> Option<[EntityId; 2]> {
    let reading = view.reading;
    let verb = found.trigger;
    let objects = || view.children(verb, &[Deprel::Obj, Deprel::Iobj, Deprel::Obl, Deprel::Nmod]);
    let is = |t: usize, words: &[&str]| words.iter().any(|one| view.text(t).eq_ignore_ascii_case(one));
    // "Each other", "one another", "each blames the other"; "the others" are a third.
    let pair = |t: usize| is(t, &["each", "one", "the"]) && is(t + 1, &["other", "another"]);
    let other = |t: usize| t + 1 < view.tree.words.len() && pair(t) || t > 0 && pair(t - 1);
    let exchanged = view.is(verb, &EXCHANGES) && objects().any(|t| view.is(t, &EXCHANGED));
    if !exchanged && !objects().any(other) {
        return None;
    }
    // "Norway and Sweden traded accusations with Russia": they do it to a third, not to each other.
    let third = |t: usize| {
        view.has_case(t, &["with", "at", "against", "on"])
            && view.entities(t).iter().any(|&e| can_raise(reading, e))
    };
    let beside = |head: usize| view.children(head, &[Deprel::Obl, Deprel::Nmod]).any(third);
    if exchanged && (beside(verb) || objects().any(beside)) {
        return None;
    }
    let subjects = view.subjects(verb);
    let named: Vec<EntityId> =
        subjects.iter().flat_map(|&s| view.entities(s)).copied().filter(|&e| can_raise(reading, e)).collect();
    let first = named.first().copied();
    let second = first.and_then(|a| {
        let own = countries(reading, &[a]);
        named.iter().copied().find(|&b| countries(reading, &[b]).is_disjoint(&own))
    });
    if let (Some(a), Some(b)) = (first, second) {
        return Some([a, b]);
    }
    let unnamed = |s: usize| {
        let counted = view.children(s, &[Deprel::Det, Deprel::Nummod, Deprel::DetPredet]);
        counted.chain([s]).any(|d| view.is(d, &["each", "both", "two", "they"]))
    };
    if named.len() > 1 || !subjects.iter().any(|&s| unnamed(s)) {
        return None;
    }
    let weights = reading.entities_by_weight();
    let of = |side: &str| {
        let stands =
            |e: &EntityId| can_raise(reading, *e) && reading.entity(*e).country.as_deref() == Some(side);
        weights.iter().map(|(e, _)| *e).find(stands)
    };
    let [a, b] = reading.story().pair()?;
    Some([of(a)?, of(b)?])
}

//! What a concern is about.

use crate::Concerns;
use crate::acts::ActTable;
use crate::concern::{Addressees, Draft, Found, Known, Raisers, Topics, countries};
use crate::matter::Matter;
use crate::ranking::{Candidate, candidates};
use crate::topics::TopicHit;
use demarche_core::{Deprel, EntityId, EntityKind, Reading, Sentence, SentenceId, Span, Upos, Xpos};
use demarche_frames::{Match, View};
use std::cell::OnceCell;
use std::ops::Range;

/// The topics of the whole article, looked for when first asked for.
pub(crate) type Matters = OnceCell<Matter>;

/// What stands around an act.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// The acts of the sentences before.
    pub(crate) before: &'a [Draft],
    /// Where the sentence's acts are.
    pub(crate) acts: &'a [usize],
    pub(crate) matters: &'a Matters,
    /// Whether no other frame has read an act here, so that whom it leaves unsaid may be the other one of two.
    pub(crate) last: bool,
}

/// The likeliest of the article's topics. An act whose frame is too weak to stand without a topic has them only if its own words
/// name one, or are sure to be about what is named around them.
pub(crate) fn topics(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    raisers: &Raisers,
    addressees: &Addressees,
    Setting { acts, matters, .. }: Setting<'_>,
) -> Topics {
    let reading = view.reading;
    let text = reading.text();
    let named: Vec<Span> = found.slot("addressee").map(|f| f.span).chain([raisers.span]).collect();
    // "Syrian drivers", said by Syria or to it: the name of a side is no matter.
    let sides: Vec<Span> = own_names(view, raisers, addressees);
    let search = |span: Span| -> Vec<TopicHit> {
        let hits = concerns.topics.find(text, span);
        hits.into_iter().filter(|h| !named.iter().chain(&sides).any(|n| n.contains(h.span))).collect()
    };
    let scope = scope(concerns, view, found.trigger, acts);
    // What a parser hangs below one act may belong to the next: "voiced concern over the probe and requested access to …".
    let next = acts.iter().map(|&t| view.span(t).start).find(|&start| start >= scope.end).unwrap_or(u32::MAX);
    let until_next = |span: Span| Span { end: span.end.min(next.max(span.start)), ..span };
    let mut hits: Vec<TopicHit> = reached(found).map(until_next).flat_map(&search).collect();
    let inside = !hits.is_empty();
    let speech = found.frame.set("speech").is_some();
    if !speech {
        // Coordinations and clauses hang wrong in many a tree, so the words that follow count as well.
        hits.extend(search(scope));
    }
    hits.sort_unstable();
    hits.dedup();
    let mut place = if inside { Found::Inside } else { Found::Around };
    if hits.is_empty() && points_back(concerns, view, found) {
        // "Noted the glut and urged action on the matter": what the words point at may begin their own sentence.
        let start = reading.sentence(view.sentence).span.start;
        hits = search(Span { start, end: view.span(found.trigger).start });
        place = Found::Before;
    }
    let matter = matters.get_or_init(|| Matter::of(&concerns.topics, reading));
    let likely = concerns.ranking.choose(candidates(matter, &(view.sentence..=view.sentence), &hits, text));
    if !hits.is_empty() {
        return Topics { hits: words_for(&likely, &hits), found: place };
    }
    if likely.iter().any(|topic| (0..=NEAR).contains(&topic.nearest.0)) {
        return Topics { hits: words_for(&likely, &[]), found: Found::Before };
    }
    let named = concerns.topics.find(text, addressees.span);
    if !named.is_empty() {
        return Topics { hits: named, found: Found::Addressee };
    }
    // What is only said later, and of others, is not what these two are at odds over.
    let ours = countries(reading, &[&raisers.entities[..], &addressees.entities[..]].concat());
    let of_others = |topic: &Candidate| {
        let names = |s: &&Sentence| s.span.contains(topic.nearest.1.span);
        let sides = reading.sentences().iter().find(names).map(|s| reading.sides(s.id)).unwrap_or_default();
        topic.nearest.0 < 0 && !sides.is_empty() && sides.iter().all(|side| !ours.contains(side))
    };
    let likely: Vec<Candidate> = likely.into_iter().filter(|topic| !of_others(topic)).collect();
    let tied = || !likely.is_empty() && is_between_the_two(view, found.trigger, raisers, addressees);
    let lost = matter.is_empty() || needs_topic(found, addressees) && !tied();
    let found = if lost { Found::Nowhere } else { Found::Passage };
    Topics { hits: words_for(&likely, &[]), found }
}

/// What an act is about, if its own words do not tell, is named in so few sentences before it.
const NEAR: i64 = 2;

/// The words that name these topics: an act's own, else those that stand nearest.
fn words_for(topics: &[Candidate], own: &[TopicHit]) -> Vec<TopicHit> {
    let words = |topic: &Candidate| -> Vec<TopicHit> {
        let inside: Vec<TopicHit> = own.iter().filter(|hit| hit.topic == topic.topic).copied().collect();
        if inside.is_empty() { vec![topic.nearest.1] } else { inside }
    };
    topics.iter().flat_map(words).collect()
}

/// Whether an act is of the one towards the other of the two of whom the article tells, in a sentence that speaks of nobody else: then
/// it is about what the two are at odds over. A noun may only name what somebody did once.
fn is_between_the_two(view: View<'_>, trigger: usize, raisers: &Raisers, addressees: &Addressees) -> bool {
    let reading = view.reading;
    // Whom the story alone tells was not named towards anybody.
    let guessed = matches!(addressees.known, Known::Counterpart);
    if guessed || raisers.as_speaker || view.word(trigger).upos == Upos::Noun {
        return false;
    }
    let story = reading.story();
    let theirs = countries(reading, &addressees.entities);
    let across = |own: &&str| story.other(own).is_some_and(|other| theirs.contains(other));
    countries(reading, &raisers.entities).iter().any(across) && story.keeps_to_pair(view.sentence)
}

/// Where the sentence names the states of those who raise it and hear it.
fn own_names(view: View<'_>, raisers: &Raisers, addressees: &Addressees) -> Vec<Span> {
    let reading = view.reading;
    let theirs = countries(reading, &[&raisers.entities[..], &addressees.entities[..]].concat());
    let state = |e: &EntityId| {
        let entity = reading.entity(*e);
        matches!(entity.kind, EntityKind::Country | EntityKind::Government)
            && entity.country.as_deref().is_some_and(|c| theirs.contains(c))
    };
    let mentions = reading.mentions(view.sentence).iter();
    mentions.filter(|m| m.entities.iter().any(state)).map(|m| m.span).collect()
}

/// Whether the frame is too weak to stand without a topic of its own; some are strong enough where they name the addressee.
pub(crate) fn needs_topic(found: &Match<'_>, addressees: &Addressees) -> bool {
    match found.frame.set("strict") {
        None => false,
        Some("unless named") => addressees.known != Known::Named,
        Some("unless owned") => addressees.known == Known::Counterpart,
        Some(_) => true,
    }
}

/// Whether [`topics`] may find any here: the sentence names some, or points at what one of the two before it named.
pub(crate) fn may_have_topic(concerns: &Concerns, reading: &dyn Reading, sentence: SentenceId) -> bool {
    let names = |s: SentenceId| !concerns.topics.find(reading.text(), reading.sentence(s).span).is_empty();
    let points = || {
        let mut words = reading.tokens(sentence).iter().map(|t| t.span.slice(reading.text()));
        words.any(|w| concerns.acts.words.pointers.has(w) || concerns.acts.may_stand_in(w))
    };
    let before = || (1..=2).filter_map(|back| sentence.0.checked_sub(back)).any(|s| names(SentenceId(s)));
    names(sentence) || points() && before()
}

/// The words behind an act, by the order of words: up to one that begins another story, for a noun up to the comma.
pub(crate) fn behind(acts: &ActTable, view: View<'_>, trigger: usize) -> Range<usize> {
    let count = view.tree.words.len();
    let noun = view.word(trigger).upos == Upos::Noun;
    let stop = |text: &str| text == ";" || noun && text == ",";
    let ends = |&t: &usize| acts.words.ends.has(view.text(t)) || stop(view.text(t));
    trigger + 1..(trigger + 1..count).find(ends).unwrap_or(count)
}

/// From the act to the end of its clause, or to the next of the sentence's acts that is coordinated with it.
pub(crate) fn scope(concerns: &Concerns, view: View<'_>, trigger: usize, acts: &[usize]) -> Span {
    view.reading.span_of(view.sentence, trigger..until(&concerns.acts, view, trigger, acts))
}

/// One past the words that an act may be about.
pub(crate) fn until(table: &ActTable, view: View<'_>, trigger: usize, acts: &[usize]) -> usize {
    let mut behind = behind(table, view, trigger);
    let coordinated = |&t: &usize| {
        let joins = |w: usize| matches!(view.text(w), "and" | "," | "or");
        acts.contains(&t) && (t.saturating_sub(3).max(trigger + 1)..t).any(joins)
    };
    let end = behind.end;
    behind.find(coordinated).unwrap_or(end)
}

/// The stretches of text that the topic slots of a match cover.
pub(crate) fn reached<'a>(found: &'a Match<'_>) -> impl Iterator<Item = Span> + 'a {
    found.fillers.iter().filter(|f| f.slot.starts_with("topic")).map(|f| f.span)
}

/// Whether what the frame reaches only points at what was said before: "this", "the grievances", "raised its concerns".
pub(crate) fn points_back(concerns: &Concerns, view: View<'_>, found: &Match<'_>) -> bool {
    let heads = found.fillers.iter().filter(|f| f.slot.starts_with("topic")).map(|f| f.token);
    heads.into_iter().any(|head| {
        // "Stressed that …": a conjunction points at nothing, nor does a relative pronoun.
        let joins = |t: usize| view.word(t).upos == Upos::Sconj || view.word(t).xpos == Xpos::Wdt;
        let pointer = |t: usize| concerns.acts.words.pointers.has(view.text(t)) && !joins(t);
        let below = view.tree.extent(head);
        let noun = |t: usize| {
            view.word(t).upos == Upos::Noun
                && concerns.acts.words.stand_ins.has(view.lemma(t))
                && !view.children(t, &[Deprel::Nmod, Deprel::Acl]).any(|c| view.word(c).upos == Upos::Propn)
        };
        below.into_iter().any(|t| pointer(t) || noun(t))
    })
}

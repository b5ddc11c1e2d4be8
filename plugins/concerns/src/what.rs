//! What a concern is about.

use crate::Concerns;
use crate::acts::ActTable;
use crate::draft::Draft;
use crate::raiser::Raisers;
use crate::topics::TopicHit;
use crate::who::{Addressees, Known, countries};
use demarche_core::{Deprel, EntityId, EntityKind, Reading, Sentence, SentenceId, Span, Upos, Xpos, Zone};
use demarche_frames::{Match, View};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// How the topics were found; the first is the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Found {
    /// In the words that the frame reaches.
    Inside,
    /// In the clause around them.
    Around,
    /// In what the words point back to.
    Before,
    /// In the addressee's own name: warning North Korea is about Korea.
    Addressee,
    /// In what the passage and the article are about, if anywhere.
    Passage,
    /// The topic table knows none.
    Nowhere,
}

/// The topics of a concern and where they stand.
#[derive(Debug, Clone)]
pub(crate) struct Topics {
    pub(crate) hits: Vec<TopicHit>,
    pub(crate) found: Found,
}

/// The topics of a whole article, looked for when first asked for.
pub(crate) type Matters = OnceCell<Vec<TopicHit>>;

/// What stands around an act.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// The acts of the sentences before.
    pub(crate) before: &'a [Draft],
    /// Where the sentence's acts are.
    pub(crate) acts: &'a [usize],
    pub(crate) matters: &'a Matters,
}

/// Looks for topics in what the frame reaches, then in its clause, then, if the words point back, in what they point at.
pub(crate) fn topics(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    raisers: &Raisers,
    addressees: &Addressees,
    Setting { before, acts, matters }: Setting<'_>,
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
    if !hits.is_empty() {
        return Topics { hits, found: if inside { Found::Inside } else { Found::Around } };
    }
    if points_back(concerns, view, found) {
        let hits = antecedents(concerns, view, found.trigger, before);
        if !hits.is_empty() {
            return Topics { hits, found: Found::Before };
        }
    }
    if speech || view.is_passive(found.trigger) {
        let hits = search(reading.sentence(view.sentence).span);
        if !hits.is_empty() {
            return Topics { hits, found: Found::Around };
        }
    }
    if !addressees.span.is_empty() {
        let hits = concerns.topics.find(text, addressees.span);
        if !hits.is_empty() {
            return Topics { hits, found: Found::Addressee };
        }
    }
    let strict = needs_topic(found, addressees);
    if !strict || is_between_the_two(view, found.trigger, raisers, addressees) {
        let hits = passage(concerns, view, matters);
        if !strict || !hits.is_empty() {
            return Topics { hits, found: Found::Passage };
        }
    }
    Topics { hits: Vec::new(), found: Found::Nowhere }
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
    countries(reading, &raisers.entities).iter().any(across) && story.keeps_to_pair(reading, view.sentence)
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

/// So many words of one topic, and so many times those of any other, make it what an article is about.
const MATTER: (usize, usize) = (4, 3);

/// The topics of the sentence, else of the one or two before it in the same paragraph or the one above, as far as they are what
/// the article returns to: who is urged "to reconsider" is urged in the matter that the article is about. Where none of them
/// names it, the one that the article is plainly about.
fn passage(concerns: &Concerns, view: View<'_>, matters: &Matters) -> Vec<TopicHit> {
    let reading = view.reading;
    let topics_of = |s: &Sentence| concerns.topics.find(reading.text(), s.span);
    let told = |s: &&Sentence| matches!(s.zone, Zone::Body | Zone::Headline);
    let all = matters.get_or_init(|| reading.sentences().iter().filter(told).flat_map(topics_of).collect());
    let mut weights: BTreeMap<usize, usize> = BTreeMap::new();
    for hit in all {
        *weights.entry(hit.topic).or_default() += 1;
    }
    let most = weights.values().copied().max().unwrap_or(0);
    if most < 2 {
        return Vec::new();
    }
    let here = reading.sentence(view.sentence);
    let near = (0..=2)
        .filter_map(|back| view.sentence.0.checked_sub(back))
        .map(|id| reading.sentence(SentenceId(id)))
        .filter(|s| s.zone == Zone::Body && s.paragraph + 1 >= here.paragraph)
        .map(topics_of)
        .find(|hits| !hits.is_empty());
    let mut hits = near.unwrap_or_default();
    hits.retain(|h| weights[&h.topic] == most);
    let (words, times) = MATTER;
    let others = weights.values().filter(|&&weight| weight * times > most).count();
    if hits.is_empty() && most >= words && others == 1 {
        hits.extend(all.iter().find(|h| weights[&h.topic] == most));
    }
    hits
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
fn scope(concerns: &Concerns, view: View<'_>, trigger: usize, acts: &[usize]) -> Span {
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

/// What the words point at: the start of the same sentence, else the last concern nearby, else the sentence before.
fn antecedents(concerns: &Concerns, view: View<'_>, trigger: usize, before: &[Draft]) -> Vec<TopicHit> {
    let reading = view.reading;
    let sentence = reading.sentence(view.sentence);
    let start = Span { start: sentence.span.start, end: view.span(trigger).start };
    let hits = concerns.topics.find(reading.text(), start);
    if !hits.is_empty() {
        return hits;
    }
    let near = |d: &&Draft| view.sentence.0.saturating_sub(d.sentence.0) <= 2;
    // A verdict in passing is not what is pointed at, if there is an act.
    let topical = || before.iter().rev().filter(near).filter(|d| !d.topics.hits.is_empty());
    if let Some(draft) = topical().find(|d| !d.speech).or_else(|| topical().next()) {
        return draft.topics.hits.clone();
    }
    let Some(previous) = view.sentence.0.checked_sub(1).map(SentenceId) else { return Vec::new() };
    concerns.topics.find(reading.text(), reading.sentence(previous).span)
}

//! What stands around a sentence: of whom the passage, the headings and the article speak.

use crate::matching::Match;
use crate::view::View;
use demarche_core::{
    Deprel, Entity, EntityKind, Mention, MentionForm, Reading, Sense, SentenceId, Story, Zone,
};
use std::collections::BTreeSet;

/// So many sentences before may tell of whom the passage speaks.
const PASSAGE: u32 = 6;

/// So many sentences before are near.
const NEAR: u32 = 3;

/// So many sentences before belong to the same part of the article.
const SECTION: u32 = 30;

/// What is asked of each side, and then of all sides together.
pub(super) const NAMES: &[&str] = &[
    "here",
    "actor",
    "place_here",
    "close",
    "person",
    "modifier",
    "subject",
    "partner",
    "before",
    "near",
    "passage",
    "paragraph",
    "local",
    "share",
    "first",
    "second",
    "ahead",
    "home",
    "dateline",
    "state",
    "heading",
    "pair",
    "together",
    "tied",
    "alone",
    "third",
    "known_home",
    "known_here",
    "known_first",
];

/// How many of [`NAMES`] are asked of each side.
const EACH: usize = 21;

/// A sentence among its neighbours.
pub(super) struct Scene<'r> {
    reading: &'r dyn Reading,
    story: &'r Story,
    sentence: SentenceId,
    trigger: usize,
    /// The places in the story of the sides that are known to take part.
    known: Vec<Option<usize>>,
    home: Option<usize>,
    dateline: Option<usize>,
    heading: &'r [usize],
    /// Of each side of the story, how many of the last sentences speak of it.
    counts: Vec<u32>,
    /// The most sentences that speak of a side that is not known, and the heaviest such side.
    most: u32,
    heaviest: u32,
}

impl<'r> Scene<'r> {
    pub(super) fn new(reading: &'r dyn Reading, found: &Match<'_>, known: &BTreeSet<String>) -> Self {
        let sentence = found.sentence;
        let story = reading.story();
        let place = |code: &str| story.sides().iter().position(|(side, _)| side == code);
        let dateline = reading.location().and_then(|id| reading.entity(id).country.as_deref());
        let heads =
            |s: &u32| matches!(reading.sentence(SentenceId(*s)).zone, Zone::Headline | Zone::Subheading);
        let heading = (sentence.0.saturating_sub(SECTION)..=sentence.0).rev().find(heads);
        let known: Vec<Option<usize>> = known.iter().map(|code| place(code)).collect();
        let mut counts = vec![0; story.sides().len()];
        back(sentence, PASSAGE).flat_map(|s| story.spoken(s)).for_each(|&side| counts[side] += 1);
        let other = |side: &usize| !known.contains(&Some(*side));
        let most = (0..counts.len()).filter(other).map(|side| counts[side]).max().unwrap_or(0);
        let heaviest = (0..counts.len()).find(other).map_or(0, |side| story.sides()[side].1);
        Scene {
            home: reading.home().and_then(place),
            dateline: dateline.and_then(place),
            heading: heading.map_or(&[], |s| story.spoken(SentenceId(s))),
            reading,
            story,
            sentence,
            trigger: found.trigger,
            known,
            counts,
            most,
            heaviest,
        }
    }

    /// The sides that may be meant: those of the passage, the nearest first, the heaviest of the story, and those of its heading.
    pub(super) fn candidates(&self, most: usize) -> Vec<usize> {
        let near = back(self.sentence, PASSAGE).flat_map(|s| self.story.spoken(s)).copied();
        let mut all = Vec::new();
        // The two heaviest are always among them.
        for side in near.take(2 * most).chain(self.heading.iter().copied()) {
            if !all.contains(&side) && !self.known.contains(&Some(side)) && all.len() + 2 < most {
                all.push(side);
            }
        }
        let heavy = (0..self.counts.len()).filter(|side| !self.known.contains(&Some(*side))).take(2);
        all.extend(heavy.filter(|side| !all.contains(side)).collect::<Vec<_>>());
        all
    }

    pub(super) fn codes(&self, sides: &[usize]) -> Vec<String> {
        sides.iter().map(|&side| self.story.sides()[side].0.clone()).collect()
    }

    /// What speaks for the sides that would be added: the mean of each, and of them together with those known.
    pub(super) fn features(&self, added: &[usize]) -> Vec<f64> {
        let mut features = vec![0.0; EACH];
        for &side in added {
            let each = self.side(side);
            features.iter_mut().zip(each).for_each(|(sum, x)| *sum += x / added.len() as f64);
        }
        features.extend(self.together(added));
        features
    }

    fn side(&self, side: usize) -> [f64; EACH] {
        let speaks = |s: SentenceId| self.story.spoken(s).contains(&side);
        let within = |reach: u32| back(self.sentence, reach).any(speaks);
        let paragraph = |s: SentenceId| self.reading.sentence(s).paragraph;
        let here = paragraph(self.sentence);
        let (code, weight) = &self.story.sides()[side];
        let rank = (0..side).filter(|s| !self.known.contains(&Some(*s))).count();
        let ratio = |part: u32, of: u32| f64::from(part) / f64::from(of.max(1));
        let [actor, place, person, modifier, subject, partner] = self.meant(code);
        [
            yes(speaks(self.sentence)),
            yes(actor),
            yes(place && !actor),
            self.closeness(code),
            yes(person),
            yes(modifier),
            yes(subject),
            yes(partner),
            yes(within(1)),
            yes(within(NEAR)),
            yes(within(PASSAGE)),
            yes(back(self.sentence, PASSAGE).take_while(|&s| paragraph(s) == here).any(speaks)),
            ratio(self.counts[side], self.most),
            ratio(*weight, self.heaviest),
            yes(rank == 0),
            yes(rank == 1),
            yes(self.story.is_ahead(code)),
            yes(self.home == Some(side)),
            yes(self.dateline == Some(side)),
            yes(self.reading.is_state(code)),
            yes(self.heading.contains(&side)),
        ]
    }

    /// The mentions of a side in the sentence, each as one of its entities.
    fn mentions(&self, code: &'r str) -> impl Iterator<Item = (&'r Mention, &'r Entity)> {
        let reading = self.reading;
        let all = reading.mentions(self.sentence).iter();
        let entities = all.flat_map(move |m| m.entities.iter().map(move |&e| (m, reading.entity(e))));
        entities.filter(move |(_, entity)| entity.country.as_deref() == Some(code))
    }

    /// Whether the sentence mentions a side as somebody who acts, as a place, by a person, by an adjective, as a subject, and behind "with".
    fn meant(&self, code: &'r str) -> [bool; 6] {
        let view = View::new(self.reading, self.sentence);
        let mut meant = [false; 6];
        for (mention, entity) in self.mentions(code) {
            let acts =
                mention.sense == Sense::Actor && (entity.official || entity.kind == EntityKind::Country);
            let subject = matches!(view.word(mention.head).rel, Deprel::Nsubj | Deprel::NsubjPass);
            let so = [
                acts,
                !acts,
                entity.kind == EntityKind::Person,
                mention.form == MentionForm::Modifier,
                acts && subject,
                acts && view.has_case(mention.head, &["with", "between", "to"]),
            ];
            meant.iter_mut().zip(so).for_each(|(meant, so)| *meant |= so);
        }
        meant
    }

    /// How near the event's word the sentence mentions a side: 1 right beside it, 0 not at all.
    fn closeness(&self, code: &'r str) -> f64 {
        let away =
            |m: &Mention| m.tokens.start.abs_diff(self.trigger).min(m.tokens.end.abs_diff(self.trigger));
        let nearest = self.mentions(code).map(|(mention, _)| away(mention)).min();
        nearest.map_or(0.0, |away| 4.0 / (4.0 + away as f64))
    }

    fn together(&self, added: &[usize]) -> [f64; NAMES.len() - EACH] {
        let all: Vec<usize> = self.known.iter().flatten().chain(added).copied().collect();
        let names = |s: SentenceId| {
            let spoken = self.story.spoken(s);
            all.iter().all(|side| spoken.contains(side))
        };
        let pair = self.story.pair().is_some_and(|pair| {
            all.len() == 2 && all.iter().all(|&side| pair.contains(&self.story.sides()[side].0.as_str()))
        });
        let sentences = || back(self.sentence, SECTION);
        let both = sentences().filter(|&s| names(s)).count() as f64;
        let one = |side: usize| sentences().filter(|&s| self.story.spoken(s).contains(&side)).count();
        let least = all.iter().map(|&side| one(side)).min().unwrap_or(0);
        let third = |s: SentenceId| self.story.spoken(s).iter().filter(|side| !all.contains(side)).count();
        let rivals: BTreeSet<usize> = back(self.sentence, NEAR)
            .flat_map(|s| self.story.spoken(s))
            .copied()
            .filter(|side| !all.contains(side))
            .collect();
        let known = self.known.first().copied().flatten();
        [
            yes(pair),
            yes(back(self.sentence, PASSAGE).any(names)),
            both / least.max(1) as f64,
            1.0 / (1.0 + rivals.len() as f64),
            yes(third(self.sentence) > 0),
            yes(known.is_some() && known == self.home),
            yes(known.is_some_and(|side| self.story.spoken(self.sentence).contains(&side))),
            yes(known == Some(0)),
        ]
    }
}

/// A sentence and so many before it, the last first.
fn back(sentence: SentenceId, reach: u32) -> impl Iterator<Item = SentenceId> {
    (sentence.0.saturating_sub(reach)..=sentence.0).rev().map(SentenceId)
}

fn yes(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

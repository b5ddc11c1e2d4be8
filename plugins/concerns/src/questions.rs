//! What is asked of each side of which a passage speaks, where a sentence does not say who raises a concern or to whom it is put.

use crate::Concerns;
use crate::concern::{Draft, Raisers, countries};
use crate::raiser;
use crate::what;
use crate::who;
use demarche_core::{Act, Deprel, EntityId, EntityKind, Mention, MentionForm, Sense, SentenceId};
use demarche_frames::{Match, View};
use std::collections::BTreeSet;

/// So many sentences before an act another one may tell of whom it speaks.
const RECENT: u32 = 4;

/// A side of which the story speaks so many times less than of another is of little weight in it.
const LIGHT: u32 = 4;

/// What is asked of each side, and then of the act, whichever side is asked about.
pub const QUESTIONS: &[&str] = &[
    "owner",
    "only_here",
    "in_whom",
    "in_topic",
    "place_behind",
    "leads",
    "suffers",
    "possessor",
    "against",
    "object",
    "speaker",
    "tells",
    "told_last",
    "addressed",
    "addressed_last",
    "raised_last",
    "spoke",
    "question",
    "raise_concern",
    "criticise",
    "accuse",
    "demand",
    "request",
    "warn_threaten",
    "strict",
    "speech",
    "joint",
    "voice",
    "violence",
    "topical",
    "inside",
    "raiser_pair",
    "raiser_ahead",
    "raiser_light",
    "unsaid",
    "no_subject",
    "official",
];

/// So many of [`QUESTIONS`] are asked of each side.
const OF_SIDE: usize = 17;

/// The places of those that decide alone who may be meant.
const OWNER: usize = 0;
const SUFFERS: usize = 6;

/// What stands around a match.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    /// The acts before it that say who puts them to whom, the last at the end.
    pub(crate) told: &'a [&'a Draft],
    /// Where the sentence's acts are.
    pub(crate) acts: &'a [usize],
}

/// The answers about a match.
pub(crate) struct Answers<'r> {
    /// By question, of which sides it is true.
    sides: [BTreeSet<&'r str>; OF_SIDE],
    /// Whether it is true of the act.
    act: [bool; QUESTIONS.len() - OF_SIDE],
}

impl<'r> Answers<'r> {
    /// The answers about a match that these raise, if they are known.
    pub(crate) fn of(
        concerns: &Concerns,
        view: View<'r>,
        found: &Match<'_>,
        raisers: Option<&Raisers>,
        around: Around<'_>,
    ) -> Self {
        Answers {
            sides: of_sides(concerns, view, found, raisers, around.told),
            act: of_act(concerns, view, found, raisers, around.acts),
        }
    }

    /// The answers about a side, in the order of [`QUESTIONS`].
    pub(crate) fn about(&self, side: &str) -> Vec<f64> {
        let sides = self.sides.iter().map(|sides| sides.contains(side));
        sides.chain(self.act).map(|holds| f64::from(u8::from(holds))).collect()
    }

    /// Whether what the concern is about belongs to a side.
    pub(crate) fn is_owner(&self, side: &str) -> bool {
        self.sides[OWNER].contains(side)
    }

    /// Whether the matter is done to a side, or only happens there.
    pub(crate) fn suffers(&self, side: &str) -> bool {
        self.sides[SUFFERS].contains(side)
    }
}

/// Of which sides the questions are true.
fn of_sides<'r>(
    concerns: &Concerns,
    view: View<'r>,
    found: &Match<'_>,
    raisers: Option<&Raisers>,
    told: &[&Draft],
) -> [BTreeSet<&'r str>; OF_SIDE] {
    let (reading, acts, trigger) = (view.reading, &concerns.acts, found.trigger);
    let of = |entities: &[EntityId]| countries(reading, entities);
    let home = raisers.map(|r| of(&r.entities)).unwrap_or_default();
    let abroad = |e: &EntityId| reading.entity(*e).country.as_deref().is_some_and(|c| !home.contains(c));
    let state = |e: &EntityId| abroad(e) && reading.entity(*e).kind != EntityKind::Organization;
    let those = |holds: &dyn Fn(&Mention) -> bool| -> BTreeSet<&'r str> {
        let mentions = reading.mentions(view.sentence).iter();
        mentions.filter(|m| holds(m)).flat_map(|m| of(&m.entities)).collect()
    };
    let under = |tokens: &[usize]| -> BTreeSet<usize> {
        tokens.iter().filter(|&&t| t != trigger).flat_map(|&t| view.tree.extent(t)).collect()
    };
    let suffers = |m: &Mention| who::suffers(acts, view, m.head);
    let rel = |m: &Mention| view.word(m.head).rel;

    let speech = found.frame.set("speech").is_some();
    // "It violates UN resolutions": whose rule is broken is not the one who breaks it.
    let about = |slot: &str| slot.starts_with("topic") && !(speech && slot == "topic_object");
    let about: Vec<usize> = found.fillers.iter().filter(|f| about(f.slot)).map(|f| f.token).collect();
    let owned = found.frame.set("owner") != Some("no");
    let owner = about.iter().filter(|_| owned).find_map(|&t| who::owner(acts, view, t, &abroad));
    let only = those(&|m| {
        let apart = who::is_told_by(view, m.head) || who::is_own_post(acts, view, m.head);
        m.form != MentionForm::Modifier && !suffers(m) && !apart && m.entities.iter().any(state)
    });
    let whom = under(&[found.reached(reading, "whom"), found.reached(reading, "addressee")].concat());
    let topic = under(&about);
    let behind = what::behind(acts, view, trigger);
    let at = view.span(trigger);
    let quote = reading.quotes().iter().find(|q| q.span.contains(at));
    let sources = reading.sources(view.sentence, trigger);
    let speakers = sources.iter().flat_map(|s| &s.entities).chain(quote.iter().flat_map(|q| &q.speakers));
    let before = view.sentence.0.checked_sub(1).map(|s| View::new(reading, SentenceId(s)));
    let mut recent = told.iter().rev().filter(|d| d.sentence.0 + RECENT >= view.sentence.0).peekable();
    let last = recent.peek().copied();
    let recent: Vec<&&Draft> = recent.collect();
    let same = recent.iter().find(|d| !home.is_empty() && of(&d.raisers.entities) == home);
    let answered = recent.iter().find(|d| !of(&d.addressees.entities).is_disjoint(&home));
    [
        owner.map(|m| of(&m.entities)).unwrap_or_default(),
        if only.len() == 1 { only } else { BTreeSet::new() },
        those(&|m| whom.contains(&m.head)),
        those(&|m| topic.contains(&m.head) && !suffers(m)),
        those(&|m| m.sense == Sense::Place && behind.contains(&m.head)),
        those(&|m| m.sense == Sense::Actor && m.head < trigger),
        those(&suffers),
        those(&|m| rel(m) == Deprel::NmodPoss),
        those(&|m| view.has_case(m.head, &["against", "at", "on", "toward", "towards"])),
        those(&|m| matches!(rel(m), Deprel::Obj | Deprel::Iobj)),
        of(&speakers.copied().collect::<Vec<_>>()),
        subjects(view),
        before.map(subjects).unwrap_or_default(),
        same.map(|d| of(&d.addressees.entities)).unwrap_or_default(),
        last.map(|d| of(&d.addressees.entities)).unwrap_or_default(),
        last.map(|d| of(&d.raisers.entities)).unwrap_or_default(),
        answered.map(|d| of(&d.raisers.entities)).unwrap_or_default(),
    ]
}

/// Whether the questions are true of the act.
fn of_act(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    raisers: Option<&Raisers>,
    acts: &[usize],
) -> [bool; QUESTIONS.len() - OF_SIDE] {
    let (reading, story) = (view.reading, view.reading.story());
    let home = raisers.map(|r| countries(reading, &r.entities)).unwrap_or_default();
    let is = |act: Act| found.frame.set("act") == Some(act.as_str());
    let set = |key: &str| found.frame.set(key).is_some();
    let objects = found.fillers.iter().filter(|f| f.slot == "topic").map(|f| f.token);
    let mut nouns = objects.flat_map(|t| std::iter::once(t).chain(view.children(t, &[Deprel::Nmod])));
    let names_topic = |span| !concerns.topics.find(reading.text(), span).is_empty();
    let inside = what::reached(found).any(names_topic);
    let weight = |side: &str| story.sides().iter().find(|(s, _)| s == side).map_or(0, |(_, w)| *w);
    let heaviest = story.sides().first().map_or(0, |(_, w)| *w);
    let subjects = view.subjects(found.trigger);
    [
        is(Act::Question),
        is(Act::RaiseConcern),
        is(Act::Criticise),
        is(Act::Accuse),
        is(Act::Demand),
        is(Act::Request),
        is(Act::WarnThreaten),
        set("strict"),
        set("speech"),
        home.len() > 1,
        raisers.is_some_and(|r| r.as_speaker),
        nouns.any(|t| concerns.acts.words.violence.has(view.lemma(t))),
        inside || names_topic(what::scope(concerns, view, found.trigger, acts)),
        inside,
        story.pair().is_some_and(|pair| pair.iter().any(|side| home.contains(side))),
        home.iter().any(|side| story.is_ahead(side)),
        !home.is_empty() && home.iter().all(|side| weight(side) * LIGHT <= heaviest),
        raiser::is_speakers(view, found),
        subjects.is_empty(),
        subjects.iter().any(|&s| view.is_official(s)),
    ]
}

/// Of which sides they are who do what a sentence mainly tells.
fn subjects(view: View<'_>) -> BTreeSet<&str> {
    let heads = view.root().map(|root| view.subjects(root)).unwrap_or_default();
    heads.into_iter().flat_map(|s| countries(view.reading, view.entities(s))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_stand_at_their_places() {
        assert_eq!([QUESTIONS[OWNER], QUESTIONS[SUFFERS]], ["owner", "suffers"]);
        assert_eq!((QUESTIONS[OF_SIDE - 1], QUESTIONS[OF_SIDE]), ("spoke", "question"));
    }
}

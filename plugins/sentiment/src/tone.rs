//! From pairs to records: one for each relationship, one for each side's tone towards the other.

use crate::cues::Axis;
use crate::model::Model;
use crate::pairs::{Pair, assertions};
use crate::sides::Weighed;
use demarche_core::{Event, Kind, Reading, Span};

/// The rule of a relationship's record.
pub(crate) const RELATIONSHIP: &str = "tone.relationship";
/// The rule of one side's record.
pub(crate) const TOWARDS: &str = "tone.towards";

/// One side's tone is told by several acts towards the other, not by one.
const ENOUGH_TOWARDS: f64 = 5.0;
/// What a plain cue weighs beside those that are tied to the two.
const PLAIN: f64 = 0.3;
/// What a deed weighs beside them.
const DEED: f64 = 1.0;
/// So many cues are cited, strongest first.
const CITED: usize = 8;

pub(crate) fn records(reading: &dyn Reading, model: &Model, pairs: &[Pair<'_>]) -> Vec<Event> {
    let told: Vec<&Pair<'_>> = pairs.iter().filter(|pair| pair.features.is_told(model)).collect();
    let relationships = told.iter().filter_map(|pair| relationship(reading, model, pair));
    let mut events: Vec<Event> = relationships.collect();
    for pair in told {
        let [a, b] = pair.sides;
        events.extend([[a, b], [b, a]].into_iter().filter_map(|sides| towards(reading, pair, sides)));
    }
    events
}

fn relationship(reading: &dyn Reading, model: &Model, pair: &Pair<'_>) -> Option<Event> {
    let mut event = Event::new(Kind::TONE, RELATIONSHIP);
    event.actors = vec![reading.country(pair.sides[0])?, reading.country(pair.sides[1])?];
    let score = model.tone(&pair.features);
    let near = || {
        pair.near.iter().map(|cue| Cited {
            weight: PLAIN * cue.part,
            axis: cue.axis,
            sentence: cue.sentence,
            span: cue.span,
        })
    };
    let deeds = || {
        pair.deeds.iter().map(|deed| Cited {
            weight: DEED,
            axis: deed.axis(),
            sentence: deed.sentence,
            span: deed.word,
        })
    };
    let sum = |axis| {
        let loose: f64 = near().chain(deeds()).filter(|cue| cue.axis == axis).map(|cue| cue.weight).sum();
        assertions(reading.text(), pair.tied.iter().filter(|cue| cue.axis == axis).copied()) + loose
    };
    fill(
        reading,
        event,
        score,
        [sum(Axis::Cooperation), sum(Axis::Conflict)],
        pair.tied.iter().map(|cue| Cited::of(reading, cue)).chain(deeds()).chain(near()).collect(),
    )
}

/// What one side's words and acts towards the other come to.
fn towards(reading: &dyn Reading, pair: &Pair<'_>, [source, target]: [&str; 2]) -> Option<Event> {
    let acts: Vec<&Weighed> = pair
        .tied
        .iter()
        .filter(|cue| cue.directed && cue.source == source && cue.target == target)
        .copied()
        .collect();
    let [cooperation, conflict] = [Axis::Cooperation, Axis::Conflict]
        .map(|axis| assertions(reading.text(), acts.iter().filter(|cue| cue.axis == axis).copied()));
    if cooperation + conflict < ENOUGH_TOWARDS {
        return None;
    }
    let mut event = Event::new(Kind::TONE, TOWARDS);
    event.actors = vec![reading.country(source)?];
    event.recipients = vec![reading.country(target)?];
    // Few words give a weak score (the constant below the line).
    let score = (cooperation - conflict) / (cooperation + conflict + 1.0);
    fill(
        reading,
        event,
        score,
        [cooperation, conflict],
        acts.into_iter().map(|cue| Cited::of(reading, cue)).collect(),
    )
}

/// A cue or a deed as evidence.
struct Cited {
    weight: f64,
    axis: Axis,
    sentence: Span,
    span: Span,
}

impl Cited {
    fn of(reading: &dyn Reading, cue: &Weighed) -> Self {
        let sentence = reading.sentence(cue.sentence).span;
        Cited { weight: cue.weight, axis: cue.axis, sentence, span: cue.span }
    }
}

/// Score, levels and evidence; nothing if no word shows the tone.
fn fill(
    reading: &dyn Reading,
    mut event: Event,
    score: f64,
    sums: [f64; 2],
    mut cues: Vec<Cited>,
) -> Option<Event> {
    event.score = Some((score * 100.0).round() / 100.0);
    // 0 … 1, rising steeply at first: three plain words of an axis come to about two thirds.
    let [cooperation, conflict] = sums.map(|sum| ((1.0 - (-sum / 3.0_f64).exp()) * 100.0).round() / 100.0);
    event.detail("cooperation", cooperation);
    event.detail("conflict", conflict);
    event.confidence = 0.5 + 0.4 * score.abs();
    cues.sort_by(|x, y| y.weight.total_cmp(&x.weight).then(x.span.cmp(&y.span)));
    cues.dedup_by_key(|cue| cue.span);
    event.detail("cues", cues.len());
    cues.truncate(CITED);
    event.cite(reading.text(), "sentence", cues.first()?.sentence);
    cues.sort_by_key(|cue| cue.span);
    for cue in cues {
        let role = if cue.axis == Axis::Cooperation { "cooperation" } else { "conflict" };
        event.cite(reading.text(), role, cue.span);
    }
    Some(event)
}

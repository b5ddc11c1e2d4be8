//! From weighed cues to records: one for each relationship, one for each side's tone towards the other.

use crate::cues::Axis;
use crate::sides::Weighed;
use demarche_core::{Event, Kind, Reading, SentenceId};
use std::collections::BTreeMap;

/// The rule of a relationship's record.
pub(crate) const RELATIONSHIP: &str = "tone.relationship";
/// The rule of one side's record.
pub(crate) const TOWARDS: &str = "tone.towards";

/// Less than this is no tone but a stray word.
const ENOUGH: f64 = 1.0;
/// Of the two states that the article is about one plain word tells.
const ENOUGH_MAIN: f64 = 0.5;
/// Two who are not what the article is about have a tone only if much is said of them.
const ENOUGH_ASIDE: f64 = 1.8;
/// One visit or meeting is enough where the cue's own words name the two.
const ENOUGH_TOLD: f64 = 0.45;
/// One side's tone is told by several acts towards the other, not by one.
const ENOUGH_TOWARDS: f64 = 5.0;
/// So many cues are cited, strongest first.
const CITED: usize = 8;

pub(crate) fn records(reading: &dyn Reading, weighed: &[Weighed]) -> Vec<Event> {
    let mut pairs: BTreeMap<(String, String), Vec<&Weighed>> = BTreeMap::new();
    let mut directed: BTreeMap<(String, String), Vec<&Weighed>> = BTreeMap::new();
    for cue in weighed {
        let (a, b) = (cue.source.clone(), cue.target.clone());
        if cue.directed {
            directed.entry((a.clone(), b.clone())).or_default().push(cue);
        }
        pairs.entry(if a < b { (a, b) } else { (b, a) }).or_default().push(cue);
    }
    let mut events = Vec::new();
    for ((a, b), cues) in &pairs {
        events.extend(record(reading, RELATIONSHIP, a, b, cues));
    }
    for ((a, b), cues) in &directed {
        events.extend(record(reading, TOWARDS, a, b, cues));
    }
    events
}

fn record(reading: &dyn Reading, rule: &str, a: &str, b: &str, cues: &[&Weighed]) -> Option<Event> {
    let sum = |axis| assertions(reading.text(), cues, axis);
    let (cooperation, conflict) = (sum(Axis::Cooperation), sum(Axis::Conflict));
    let (told, salient) = (cues.iter().any(|c| c.told), cues.iter().any(|c| c.salient));
    let enough = match rule {
        TOWARDS => ENOUGH_TOWARDS,
        _ if !salient => ENOUGH_ASIDE,
        _ if told => ENOUGH_TOLD,
        _ if cues.iter().any(|c| c.main) => ENOUGH_MAIN,
        _ => ENOUGH,
    };
    if cooperation + conflict < enough || !cues.iter().any(|c| c.firm) {
        return None;
    }
    let (first, second) = (reading.country(a)?, reading.country(b)?);
    let mut event = Event::new(Kind::TONE, rule);
    if rule == RELATIONSHIP {
        event.actors = vec![first, second];
    } else {
        event.actors = vec![first];
        event.recipients = vec![second];
    }
    event.score = Some(balance(cooperation, conflict));
    // 0 … 1, rising steeply at first: three plain words of an axis come to about two thirds.
    let level = |sum: f64| ((1.0 - (-sum / 3.0_f64).exp()) * 100.0).round() / 100.0;
    event.detail("cooperation", level(cooperation));
    event.detail("conflict", level(conflict));
    event.detail("cues", cues.len());
    event.confidence = 0.5 + 0.4 * level(cooperation + conflict);
    let mut strongest: Vec<&&Weighed> = cues.iter().collect();
    strongest.sort_by(|x, y| y.weight.total_cmp(&x.weight).then(x.span.cmp(&y.span)));
    strongest.truncate(CITED);
    event.cite(reading.text(), "sentence", reading.sentence(strongest.first()?.sentence).span);
    strongest.sort_by_key(|c| c.span);
    for cue in strongest {
        event.cite(
            reading.text(),
            if cue.axis == Axis::Cooperation { "cooperation" } else { "conflict" },
            cue.span,
        );
    }
    Some(event)
}

/// The weight of all that is asserted on an axis. A sentence is one assertion: its strongest cue counts in full, each further
/// one half of the one before. A word that the article has used before tells half as much again.
fn assertions(text: &str, cues: &[&Weighed], axis: Axis) -> f64 {
    let mut by_sentence: BTreeMap<SentenceId, Vec<f64>> = BTreeMap::new();
    let mut said: BTreeMap<String, i32> = BTreeMap::new();
    let mut in_order: Vec<&&Weighed> = cues.iter().filter(|c| c.axis == axis).collect();
    in_order.sort_by_key(|c| c.span);
    for cue in in_order {
        let before = said.entry(cue.span.slice(text).to_lowercase()).or_default();
        by_sentence.entry(cue.sentence).or_default().push(cue.weight * 0.5_f64.powi(*before));
        *before += 1;
    }
    by_sentence
        .into_values()
        .map(|mut weights| {
            weights.sort_by(|a, b| b.total_cmp(a));
            weights.iter().zip(0..).map(|(w, further)| w * 0.5_f64.powi(further)).sum::<f64>()
        })
        .sum()
}

/// From −1 to +1. Few words give a weak score (the constant below the line); much on both axes draws it towards the middle.
fn balance(cooperation: f64, conflict: f64) -> f64 {
    let mixed = cooperation.min(conflict) / cooperation.max(conflict).max(f64::MIN_POSITIVE);
    (cooperation - conflict) / (cooperation + conflict + 1.0) * (1.0 - 0.6 * mixed)
}

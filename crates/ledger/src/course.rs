//! What became of a concern: raised, repeated, answered, dropped.

use crate::history::History;
use crate::mention::Mention;
use crate::phase::Phase;
use crate::window::{Day, Window, date, day};
use demarche_core::{Kind, text_enum};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Days within which what is told again is one occasion, told by others.
const OCCASION: Day = 7;
/// Days of silence after which meetings of the two sides show that a concern is no longer raised.
const SILENCE: Day = 180;

text_enum! {
    /// A turn in the course of a concern.
    Turn, "turn" {
        /// Put for the first time.
        Raised = "raised",
        /// Put again.
        Repeated = "repeated",
        /// The other side responded.
        Answered = "answered",
        /// The sides have since met at least twice, half a year after the last time or later, and no report says that it was
        /// raised.
        Dropped = "dropped",
    }
}

/// A turn, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// What happened.
    pub turn: Turn,
    /// When it became known; of what was dropped, the day of the last meeting that passed without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// Of an answer, in which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// The article that tells it; of what was dropped, the history of that meeting.
    pub source: String,
    /// Its words, if it has any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// The course of a concern, by its mentions in the order in which they became known.
pub(crate) fn course(mentions: &[Mention]) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    let mut last: Option<Day> = None;
    let mut stories: BTreeSet<&str> = BTreeSet::new();
    for mention in mentions {
        let known = mention.source.known();
        // A report that says when it was put may look back.
        let told = mention
            .event
            .time
            .as_ref()
            .and_then(|time| Some(Window { from: day(time.start?), to: day(time.end?) }));
        let told = told.filter(|window| window.rank() <= 2).map(|window| window.from);
        let on = told.zip(known).map(|(told, known)| told.min(known)).or(known);
        let again = match (on, last) {
            (Some(on), Some(last)) => on > last + OCCASION,
            _ => stages.is_empty(),
        };
        let quote = |role: &str| {
            let mut evidence = mention.event.evidence.iter();
            evidence.find(|e| e.role == role).map(|e| e.text.clone()).unwrap_or_default()
        };
        let stage = |turn, how: Option<&str>, words| Stage {
            turn,
            day: known.map(date),
            how: how.map(str::to_owned),
            source: mention.source.id.clone(),
            words,
        };
        // What is only announced has not been raised.
        let announced = mention.event.details.contains_key("announced");
        if again && !announced && stories.insert(&mention.source.story) {
            let turn = if stages.is_empty() { Turn::Raised } else { Turn::Repeated };
            stages.push(stage(turn, None, quote("sentence")));
            last = on.or(last);
        }
        let how = mention.event.details.get("response").and_then(|how| how.as_str());
        if let Some(how) = how {
            stages.push(stage(Turn::Answered, Some(how), quote("response")));
        }
    }
    stages
}

/// Marks the concerns about which the sides are silent when they meet; returns the numbers of those histories.
pub fn drops(histories: &mut [History]) -> Vec<usize> {
    let mut meetings: BTreeMap<BTreeSet<String>, Vec<(Date, String)>> = BTreeMap::new();
    let held = |history: &&History| history.kind == Kind::CONTACT && Phase::of(history.status) == Phase::Done;
    for history in histories.iter().filter(held) {
        let Some(on) = history.when.as_ref().map(|when| when.start).or(history.first_known) else { continue };
        let sides: Vec<String> = history.sides().into_iter().collect();
        for (number, one) in sides.iter().enumerate() {
            for other in &sides[number + 1..] {
                let pair = BTreeSet::from([one.clone(), other.clone()]);
                meetings.entry(pair).or_default().push((on, history.id.clone()));
            }
        }
    }
    let mut changed = Vec::new();
    for (number, history) in histories.iter_mut().enumerate() {
        let Some(thread) = history.thread.as_ref().filter(|_| history.kind == Kind::CONCERN) else {
            continue;
        };
        let put = |stage: &&Stage| matches!(stage.turn, Turn::Raised | Turn::Repeated);
        let last = history.course.iter().rev().find(put).and_then(|stage| stage.day);
        let pair = BTreeSet::from([thread.from.clone(), thread.to.clone()]);
        let silent = |last: Date| {
            let all = meetings.get(&pair).into_iter().flatten();
            let since: BTreeSet<_> = all.filter(|(on, _)| day(*on) > day(last) + SILENCE).collect();
            let (first, latest) = (since.first()?, since.last()?);
            (first.0 < latest.0).then_some(*latest)
        };
        if let Some((on, meeting)) = last.and_then(silent) {
            history.course.push(Stage {
                turn: Turn::Dropped,
                day: Some(*on),
                how: None,
                source: meeting.clone(),
                words: String::new(),
            });
            changed.push(number);
        }
    }
    changed
}

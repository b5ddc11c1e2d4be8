//! Concerns that are no longer raised: the sides meet, and no report says that anybody put them.

use crate::course::{Stage, Turn};
use crate::history::History;
use crate::pairs::pairs;
use crate::phase::Phase;
use crate::window::{Day, day};
use demarche_core::Kind;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Days of silence after which meetings of the two sides show that a concern is no longer raised.
const SILENCE: Day = 180;

/// Marks the concerns about which the sides are silent when they meet; returns the numbers of those histories.
pub fn drops(histories: &mut [History]) -> Vec<usize> {
    let mut meetings: BTreeMap<(String, String), Vec<(Date, String)>> = BTreeMap::new();
    let held = |history: &&History| history.kind == Kind::CONTACT && Phase::of(history.status) == Phase::Done;
    for history in histories.iter().filter(held) {
        let Some(on) = history.when.as_ref().map(|when| when.start).or(history.first_known) else { continue };
        // Sorted, so that each pair is.
        let sides: Vec<String> = history.sides().into_iter().collect();
        for (one, other) in pairs(&sides) {
            let pair = (one.clone(), other.clone());
            meetings.entry(pair).or_default().push((on, history.id.clone()));
        }
    }
    let mut changed = Vec::new();
    for (number, history) in histories.iter_mut().enumerate() {
        let Some(thread) = history.thread.as_ref().filter(|_| history.kind == Kind::CONCERN) else {
            continue;
        };
        let put = |stage: &&Stage| matches!(stage.turn, Turn::Raised | Turn::Repeated);
        let last = history.course.iter().rev().find(put).and_then(|stage| stage.day);
        let (from, to) = (&thread.from, &thread.to);
        let pair = (from.min(to).clone(), from.max(to).clone());
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

//! Why a mention belongs to a history, in words.

use crate::history::History;
use crate::mention::Mention;
use crate::names::side;
use demarche_core::PartyKind;
use std::collections::BTreeSet;

/// What ties a mention to its history: people, sides, time, topic.
pub fn reasons(history: &History, mention: &Mention) -> Vec<String> {
    let event = &mention.event;
    let mut reasons = Vec::new();
    if let Some(thread) = &history.thread {
        let to = if thread.to.is_empty() { String::new() } else { format!(" → {}", thread.to) };
        let about = if thread.about.is_empty() || history.topics.is_empty() {
            String::new()
        } else {
            format!(" on {}", thread.about)
        };
        return vec![format!("runs on as {}{to}{about}", thread.from)];
    }
    let named: Vec<&str> = event
        .actors
        .iter()
        .chain(&event.recipients)
        .filter(|party| party.kind == PartyKind::Person)
        .filter(|party| {
            history
                .actors
                .iter()
                .chain(&history.recipients)
                .any(|p| p.name.ends_with(&party.name) || p.id == party.id)
        })
        .map(|party| party.name.as_str())
        .collect();
    if named.is_empty() {
        let sides: BTreeSet<String> = event.actors.iter().chain(&event.recipients).map(side).collect();
        reasons.push(format!("the same sides: {}", sides.into_iter().collect::<Vec<_>>().join(", ")));
    } else {
        reasons.push(format!("names {}", named.join(" and ")));
    }
    let told = event.time.as_ref().filter(|time| !time.text.is_empty());
    match (told, &history.when) {
        (Some(time), Some(when)) => match (time.start, time.end) {
            (Some(start), Some(end)) if start <= when.end && when.start <= end => {
                reasons.push(format!("its time “{}” ({}) fits", time.text, time.value));
            }
            (Some(_), Some(_)) => {
                reasons.push(format!("its time “{}” ({}) is within days", time.text, time.value))
            }
            _ => reasons.push(format!("its time “{}” fits none better", time.text)),
        },
        (None, Some(_)) => {
            reasons.push(
                "says no time; of the events that it may mean, this is the nearest to its day".to_owned(),
            );
        }
        _ => {}
    }
    if let Some(status) = event.status {
        reasons.push(format!("says it is {status}"));
    }
    reasons
}

//! Two readouts of one meeting: what each side is said to have raised, and who says so.

use crate::history::History;
use crate::mention::Mention;
use crate::names::side;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A topic that a side raised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Raised {
    /// The side that raised it.
    pub by: String,
    /// The topic's id.
    pub topic: String,
    /// The sides by whose word it is known; `reporter` where an article says so itself.
    pub told_by: Vec<String>,
}

/// What was raised in a contact, from the concerns in the articles that tell of it.
pub fn readout(contact: &History, concerns: &[Mention]) -> Vec<Raised> {
    let sides = contact.sides();
    let mut raised: BTreeMap<(String, &str), BTreeSet<String>> = BTreeMap::new();
    for concern in concerns {
        let event = &concern.event;
        if !event.recipients.iter().all(|party| sides.contains(&side(party))) {
            continue;
        }
        for by in event.actors.iter().map(side).filter(|by| sides.contains(by)) {
            for topic in &event.topics {
                let told = raised.entry((by.clone(), topic)).or_default();
                // The innermost source is the one that was there.
                told.insert(event.according_to.last().map_or_else(|| "reporter".to_owned(), side));
            }
        }
    }
    raised
        .into_iter()
        .map(|((by, topic), told)| Raised {
            by,
            topic: topic.to_owned(),
            told_by: told.into_iter().collect(),
        })
        .collect()
}

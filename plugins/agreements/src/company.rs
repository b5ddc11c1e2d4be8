//! Who agrees with whom elsewhere in the article, where all sides are named: likely those of an agreement that names fewer.

use crate::mention;
use demarche_core::{Reading, SentenceId};
use demarche_frames::Match;
use demarche_frames::focus::Own;
use std::collections::BTreeSet;

/// What is asked of a side.
pub(crate) const QUESTIONS: &[&str] = &["agreed_before", "agreed"];

/// The sides of every match that names them all, in the order of the text.
pub(crate) struct Company {
    told: Vec<(SentenceId, BTreeSet<String>)>,
}

impl Company {
    pub(crate) fn of(reading: &dyn Reading, matches: &[Match<'_>]) -> Self {
        let named = |found: &Match<'_>| Some((found.sentence, mention::named(reading, found)?));
        let mut told: Vec<_> = matches.iter().filter_map(named).collect();
        told.sort();
        Company { told }
    }

    /// Hands over what is asked of the sides that a match may have.
    pub(crate) fn ask<T>(&self, found: &Match<'_>, then: impl FnOnce(Own<'_>) -> T) -> T {
        then(Own { count: QUESTIONS.len(), of: &|side| self.about(found.sentence, side) })
    }

    /// Whether a side takes part in the last of these before a sentence or in it, and in any of them.
    fn about(&self, sentence: SentenceId, side: &str) -> Vec<f64> {
        let takes_part = |(_, sides): &(SentenceId, BTreeSet<String>)| sides.contains(side);
        let last = self.told.iter().rfind(|(s, _)| *s <= sentence).is_some_and(takes_part);
        [last, self.told.iter().any(takes_part)].map(|holds| f64::from(u8::from(holds))).to_vec()
    }
}

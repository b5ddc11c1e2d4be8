//! Time expressions, resolved against the publication date, the clause's tense and the last time mentioned.

use crate::base::Base;
use demarche_core::{SentenceId, TimeMention, Tree};

/// What the earlier sentences say of time, for every sentence: the anchor of "later in the month", "the next day".
///
/// Made once per article, from tokens alone, when somebody first asks for a time.
#[derive(Debug, Default)]
pub struct Memory {}

impl Memory {
    /// Runs through the whole article without trees.
    pub fn new(_base: &Base<'_>) -> Self {
        Memory {}
    }
}

/// The time expressions of a sentence, in order. A sentence without tree resolves by its words alone.
pub fn find(_base: &Base<'_>, _memory: &Memory, _sentence: SentenceId, _tree: Option<&Tree>) -> Vec<TimeMention> {
    Vec::new()
}

//! What reading and analysing took.

use std::time::Duration;

/// What an article, or a whole run, cost.
#[derive(Debug, Clone, Default)]
pub struct Cost {
    /// The eager layers of the reading. Deep layers are worked out when first asked for, and are on the account of the
    /// analyzer that asked.
    pub reading: Duration,
    /// Each analyzer, in the order of their turn.
    pub analyzers: Vec<(&'static str, Duration)>,
    /// Sentences.
    pub sentences: usize,
    /// Sentences of which somebody wanted the tree.
    pub parsed: usize,
}

impl Cost {
    /// Adds what something else cost.
    pub(crate) fn add(&mut self, other: &Cost) {
        self.reading += other.reading;
        self.sentences += other.sentences;
        self.parsed += other.parsed;
        for &(id, time) in &other.analyzers {
            match self.analyzers.iter_mut().find(|(known, _)| *known == id) {
                Some((_, sum)) => *sum += time,
                None => self.analyzers.push((id, time)),
            }
        }
    }
}

//! What a run came to.

use crate::article::Findings;
use demarche_core::{Diagnostic, Severity};
use std::collections::BTreeMap;
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
    fn add(&mut self, other: &Cost) {
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

/// What a run came to.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Articles analysed.
    pub articles: u64,
    /// Their text, in bytes.
    pub bytes: u64,
    /// Records by kind.
    pub events: BTreeMap<String, u64>,
    /// Messages that say that something was not analysed.
    pub errors: u64,
    /// Other messages.
    pub warnings: u64,
    /// The sum over all threads, which is more than the time that passed.
    pub cost: Cost,
}

impl Summary {
    pub(crate) fn add(&mut self, item: &Result<Findings, Diagnostic>) {
        let findings = match item {
            Ok(findings) => findings,
            Err(diagnostic) => return self.count(diagnostic),
        };
        self.articles += 1;
        self.bytes += findings.article.text.len() as u64;
        for event in &findings.events {
            match self.events.get_mut(event.kind.as_str()) {
                Some(count) => *count += 1,
                None => {
                    self.events.insert(event.kind.to_string(), 1);
                }
            }
        }
        for diagnostic in &findings.diagnostics {
            self.count(diagnostic);
        }
        self.cost.add(&findings.cost);
    }

    /// Counts a message that came up outside the stream, too.
    pub fn count(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }
}

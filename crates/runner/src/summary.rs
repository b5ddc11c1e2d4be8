//! What a run came to.

use crate::article::Findings;
use crate::cost::Cost;
use demarche_core::{Diagnostic, Severity};
use std::collections::BTreeMap;

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

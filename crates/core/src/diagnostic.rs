//! What went wrong with one input or one analyzer while the rest went on.

use std::fmt;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Everything was analysed, but the user should know.
    Warning,
    /// Something was not analysed; the run's exit code says so.
    Error,
}

/// A message in three parts: what happened and where, why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// File and line, or article and analyzer.
    pub place: String,
    /// What happened.
    pub what: String,
    /// Why, as far as it is known.
    pub why: String,
    /// What the user can do.
    pub fix: String,
}

impl Diagnostic {
    /// Something was not analysed.
    pub fn error(place: impl Into<String>, what: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            place: place.into(),
            what: what.into(),
            why: String::new(),
            fix: String::new(),
        }
    }

    /// Everything was analysed, but the user should know.
    pub fn warning(place: impl Into<String>, what: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(place, what) }
    }

    /// Adds why.
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// Adds what to do.
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = fix.into();
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}: {}: {}", self.place, self.what)?;
        if !self.why.is_empty() {
            write!(f, "\n  why: {}", self.why)?;
        }
        if !self.fix.is_empty() {
            write!(f, "\n  do:  {}", self.fix)?;
        }
        Ok(())
    }
}

/// An analyzer cannot be built: one of its data files is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct BuildError {
    /// The file.
    pub file: String,
    /// What is wrong and what to do.
    pub problem: String,
}

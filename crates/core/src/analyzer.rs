//! What a plugin is to the rest of the engine.

use crate::codes::CodeRow;
use crate::confidence::Calibration;
use crate::event::{Event, Kind};
use crate::reading::Reading;
use crate::sentence::SentenceId;
use crate::span::Span;
use std::collections::BTreeMap;

/// Finds events of its kinds in a reading.
///
/// An analyzer is built once and used by many threads at a time; everything it knows of an article comes from the reading.
pub trait Analyzer: Send + Sync {
    /// Who it is and what it writes.
    fn declaration(&self) -> &'static Declaration;

    /// The words that make a sentence worth a closer look, for the one scan of the text. Case is ignored, whole words
    /// are meant, single spaces match any white space, and `*` at the end of a word stands for any further letters:
    /// `visit*`, `export control*`, `rein* in`.
    fn triggers(&self) -> Vec<String>;

    /// What it can find, rule by rule, for `demarche explain`; the examples are run as tests.
    fn rules(&self) -> Vec<RuleDoc>;

    /// The events of one article, in any order.
    fn analyze(&self, reading: &dyn Reading) -> Vec<Event>;

    /// Of which kinds it takes the records of others into account. They have their turn before it, even if nobody asked for them, and
    /// rest on nobody themselves.
    fn rests_on(&self) -> &[Kind] {
        &[]
    }

    /// The events of one article in which others found these, of the kinds on which it rests.
    fn conclude(&self, reading: &dyn Reading, _found: &[&Event]) -> Vec<Event> {
        self.analyze(reading)
    }

    /// Whether it runs only when the user asks for it by name.
    fn on_request(&self) -> bool {
        false
    }

    /// What its own estimates (`Event::confidence` as it sets it) come to; none: they are taken as they are.
    fn calibration(&self) -> Option<&Calibration> {
        None
    }

    /// Which codes of other ontologies it writes when; none if it writes none.
    fn codes(&self) -> &[CodeRow] {
        &[]
    }

    /// How near its rules came to a record of this sentence, in any order, for `demarche why-not`; none if it cannot tell.
    /// It may parse what [`Analyzer::analyze`] would not.
    fn attempts(&self, _reading: &dyn Reading, _sentence: SentenceId) -> Vec<Attempt> {
        Vec::new()
    }
}

/// A rule tried on a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// `visit.verb`
    pub rule: String,
    /// The words that woke it.
    pub trigger: Span,
    /// How many conditions the rule has.
    pub conditions: usize,
    /// Which of them do not hold, in plain words; empty if the rule fits.
    pub missing: Vec<String>,
    /// Why the analyzer makes no record where the rule fits, if it makes none.
    pub objection: Option<String>,
}

/// What an analyzer says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    /// Lower case, one word; the name of its folder under `plugins/`.
    pub id: &'static str,
    /// Its own version; a change of output is a change of version.
    pub version: &'static str,
    /// What it is for, in one line.
    pub purpose: &'static str,
    /// What it writes.
    pub kinds: &'static [KindDoc],
}

/// What the fields of one kind of event mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindDoc {
    /// The kind.
    pub kind: &'static str,
    /// Who the actors are.
    pub actors: &'static str,
    /// Who the recipients are; empty if there are none.
    pub recipients: &'static str,
}

/// One rule, explained.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleDoc {
    /// `visit.verb`
    pub id: String,
    /// What it finds, in prose.
    pub finds: String,
    /// Why it matters, or why it is shaped so.
    pub why: String,
    /// The pattern as its data file has it.
    pub pattern: String,
    /// Texts in which it must fire.
    pub examples: Vec<Example>,
    /// Texts in which it must not.
    pub counter_examples: Vec<String>,
}

/// A text in which a rule must fire, and what the record must say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Example {
    /// One or more sentences.
    pub text: String,
    /// Expected fields of the record, as `demarche_testkit` names them: `status = "planned"`, `actors = "Janet Yellen"`.
    pub expect: BTreeMap<String, String>,
}

/// Files that the user adds for this run.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// By what they are for: `frames`, `topics` …
    pub files: BTreeMap<String, Vec<DataFile>>,
}

/// A file's name and content; reading it is the command's business.
#[derive(Debug, Clone)]
pub struct DataFile {
    /// For messages.
    pub name: String,
    /// What it holds.
    pub text: String,
}

impl Settings {
    /// The user's files for this purpose.
    pub fn files(&self, purpose: &str) -> &[DataFile] {
        self.files.get(purpose).map_or(&[], Vec::as_slice)
    }
}

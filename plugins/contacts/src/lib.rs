//! Contacts: officials of two or more countries or bodies meet, talk, call or write to each other.
//!
//! Frames (`data/frames/`) find mentions in single sentences; [`mention`] reads a match as who is in touch
//! with whom, where, when and how ([`modes`]); [`merge`] makes one record of all mentions of one contact.

mod contact;
mod each;
mod mediator;
mod mention;
mod merge;
mod modes;
mod place;
mod refer;
mod strangers;

use demarche_core::{
    Analyzer, Attempt, BuildError, Calibration, CodeRow, CodeTable, Declaration, Event, KindDoc, Reading,
    RuleDoc, SentenceId, Settings, Table, register_analyzer,
};
use demarche_frames::focus::Case;
use demarche_frames::{Focus, FrameSet, Match, cases_in, mentions_in, table};

/// What this analyzer says of itself.
pub static DECLARATION: Declaration = Declaration {
    id: "contacts",
    version: "0.1.0",
    purpose: "Finds meetings, talks, calls and letters between officials of different countries and bodies",
    kinds: &[KindDoc { kind: "contact", actors: "all parties", recipients: "" }],
};

register_analyzer!(DECLARATION, |settings| Ok(Box::new(Contacts::new(settings)?)));

/// The built-in frames. Where two of them fire on one word, the one that stands first names the record.
const FRAMES: Table = table!(
    "data/frames/lists.toml",
    "data/frames/receive.toml",
    "data/frames/meet.toml",
    "data/frames/company.toml",
    "data/frames/talk.toml",
    "data/frames/write.toml",
    "data/frames/event.toml",
    "data/frames/gathering.toml",
);

/// The analyzer.
pub struct Contacts {
    frames: FrameSet,
    focus: Focus,
    codes: CodeTable,
    confidence: Calibration,
}

impl Contacts {
    /// With the built-in frames and those of the user whose id begins with `contact.`.
    ///
    /// # Errors
    /// If a file of frames is wrong.
    pub fn new(settings: &Settings) -> Result<Self, BuildError> {
        let frames = FrameSet::load("contact.", FRAMES, settings)?;
        let codes =
            CodeTable::embedded("plugins/contacts/data/codes.tsv", include_str!("../data/codes.tsv"))?;
        let confidence = Calibration::embedded(
            "plugins/contacts/data/confidence.tsv",
            include_str!("../data/confidence.tsv"),
        )?;
        let focus =
            Focus::embedded("plugins/contacts/data/focus.tsv", include_str!("../data/focus.tsv"), &[])?;
        Ok(Contacts { frames, focus, codes, confidence })
    }
}

impl Contacts {
    /// The matches that name too few sides, for the trainer of what they lack; none in a transcript, where nothing is assumed.
    pub fn cases(&self, reading: &dyn Reading) -> Vec<Case> {
        cases_in(reading, self.frames.asserted(reading, DECLARATION.id), mention::cases)
    }
}

impl Analyzer for Contacts {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn triggers(&self) -> Vec<String> {
        self.frames.triggers()
    }

    fn rules(&self) -> Vec<RuleDoc> {
        self.frames.docs()
    }

    fn analyze(&self, reading: &dyn Reading) -> Vec<Event> {
        let matches = self.frames.asserted(reading, DECLARATION.id);
        let read =
            |reading: &dyn Reading, found: &Match<'_>| mention::from_match(&self.focus, reading, found);
        // Whoever answers in a briefing need not say that his own side took part.
        let own = |side: &String| reading.home() == Some(side.as_str());
        let mut mentions = mentions_in(reading, matches, read, |m| !m.parties.assumed.iter().all(own));
        if !mentions.is_empty() && reading.is_sport() {
            mentions.retain(|m| m.parties.persons(reading).len() > 1);
        }
        merge::records(&self.codes, reading, mentions)
    }

    fn codes(&self) -> &[CodeRow] {
        self.codes.rows()
    }

    fn calibration(&self) -> Option<&Calibration> {
        Some(&self.confidence)
    }

    fn attempts(&self, reading: &dyn Reading, sentence: SentenceId) -> Vec<Attempt> {
        self.frames.attempts(reading, sentence, &|found| mention::objection(&self.focus, reading, found))
    }
}

//! Agreements: what two or more sides agree on, sign, launch, extend, offer or end.
//!
//! Frames (`data/frames/`) find mentions in single sentences; [`mention`] reads a match as who agrees with whom on what, one
//! mention for each thing agreed; [`merge`] makes one record of all mentions of one agreement.

mod company;
mod items;
mod list;
mod mention;
mod merge;
mod sides;

use company::{Company, QUESTIONS};
use demarche_core::{
    Analyzer, Attempt, BuildError, Calibration, CodeRow, CodeTable, Declaration, Event, KindDoc, Reading,
    RuleDoc, SentenceId, Settings, Table, register_analyzer,
};
use demarche_frames::focus::Case;
use demarche_frames::{Focus, FrameSet, Match, cases_in, mentions_in, table};

/// What this analyzer says of itself.
pub static DECLARATION: Declaration = Declaration {
    id: "agreements",
    version: "0.1.0",
    purpose: "Finds what sides agree on, sign, set up, extend, promise or end",
    kinds: &[KindDoc { kind: "agreement", actors: "the sides", recipients: "" }],
};

register_analyzer!(DECLARATION, |settings| Ok(Box::new(Agreements::new(settings)?)));

/// The built-in frames. Where two of them fire on one word, the one that stands first names the record.
const FRAMES: Table = table!(
    "data/frames/lists.toml",
    "data/frames/agree.toml",
    "data/frames/sign.toml",
    "data/frames/reach.toml",
    "data/frames/join.toml",
    "data/frames/paper.toml",
    "data/frames/joint.toml",
    "data/frames/mechanism.toml",
    "data/frames/exchange.toml",
    "data/frames/pledge.toml",
    "data/frames/aid.toml",
    "data/frames/leave.toml",
    "data/frames/offer.toml",
    "data/frames/end.toml",
);

/// The analyzer.
pub struct Agreements {
    frames: FrameSet,
    focus: Focus,
    codes: CodeTable,
    confidence: Calibration,
}

impl Agreements {
    /// With the built-in frames and those of the user whose id begins with `agreement.`.
    ///
    /// # Errors
    /// If a file of frames is wrong.
    pub fn new(settings: &Settings) -> Result<Self, BuildError> {
        let frames = FrameSet::load("agreement.", FRAMES, settings)?;
        let codes =
            CodeTable::embedded("plugins/agreements/data/codes.tsv", include_str!("../data/codes.tsv"))?;
        let confidence = Calibration::embedded(
            "plugins/agreements/data/confidence.tsv",
            include_str!("../data/confidence.tsv"),
        )?;
        let focus = Focus::embedded(
            "plugins/agreements/data/focus.tsv",
            include_str!("../data/focus.tsv"),
            QUESTIONS,
        )?;
        Ok(Agreements { frames, focus, codes, confidence })
    }
}

impl Agreements {
    /// Words for an agreement that say nothing of what it is about.
    fn papers(&self) -> &[String] {
        self.frames.list("papers")
    }

    /// What it asks of a side beside what every focus asks, for the trainer.
    pub const QUESTIONS: &'static [&'static str] = QUESTIONS;

    /// Every match, and who agrees with whom by those that name all sides.
    fn matches<'r>(&'r self, reading: &'r dyn Reading) -> (Vec<Match<'r>>, Company) {
        let matches: Vec<Match<'_>> = self.frames.asserted(reading, DECLARATION.id).collect();
        let company = Company::of(reading, &matches);
        (matches, company)
    }

    /// The matches that name too few sides, for the trainer of what they lack; none in a transcript, where nothing is assumed.
    pub fn cases(&self, reading: &dyn Reading) -> Vec<Case> {
        let (matches, company) = self.matches(reading);
        let case =
            |reading: &dyn Reading, found: &Match<'_>| mention::case(&company, self.papers(), reading, found);
        cases_in(reading, matches.into_iter(), case)
    }
}

impl Analyzer for Agreements {
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
        let (matches, company) = self.matches(reading);
        let read = |reading: &dyn Reading, found: &Match<'_>| {
            mention::from_match(&self.focus, &company, self.papers(), reading, found)
        };
        let mut mentions = mentions_in(reading, matches.into_iter(), read, |m| !m.parties.assumed.is_empty());
        // "The two associations agreed on a friendly": only who is named can be told from clubs and federations.
        if !mentions.is_empty() && reading.is_sport() {
            mentions.retain(|m| m.parties.persons(reading).len() > 1);
        }
        merge::records(&self.codes, self.papers(), reading, mentions)
    }

    fn codes(&self) -> &[CodeRow] {
        self.codes.rows()
    }

    fn calibration(&self) -> Option<&Calibration> {
        Some(&self.confidence)
    }

    fn attempts(&self, reading: &dyn Reading, sentence: SentenceId) -> Vec<Attempt> {
        let (_, company) = self.matches(reading);
        self.frames.attempts(reading, sentence, &|found| {
            mention::objection(&self.focus, &company, self.papers(), reading, found)
        })
    }
}

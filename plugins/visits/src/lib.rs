//! Visits: who travels to which country, and whether the trip is invited, wanted, planned, done or called off.
//!
//! Frames (`data/frames/`) find mentions of visits in single sentences ([`mention`]); mentions of the same trip are then
//! merged into one record per visitor, country and time ([`merge`]).

mod days;
mod goal;
mod guests;
mod mention;
mod merge;
mod record;
mod sender;
mod venue;
mod visit;

use demarche_core::{
    Analyzer, Attempt, BuildError, Calibration, CodeRow, CodeTable, Declaration, Event, KindDoc, Reading,
    RuleDoc, SentenceId, Settings, Table, register_analyzer,
};
use demarche_frames::{Frame, FrameSet, item, knows_several, table};
use venue::Venues;

/// What this analyzer says of itself.
pub static DECLARATION: Declaration = Declaration {
    id: "visits",
    version: "0.1.0",
    purpose: "Finds official travel to other countries and how far it has come",
    kinds: &[KindDoc { kind: "visit", actors: "the visitors", recipients: "the hosts" }],
};

register_analyzer!(DECLARATION, |settings| Ok(Box::new(Visits::new(settings)?)));

/// The built-in frames.
const FRAMES: Table = table!(
    "data/frames/lists.toml",
    "data/frames/go.toml",
    "data/frames/trip.toml",
    "data/frames/host.toml",
    "data/frames/stay.toml",
    "data/frames/here.toml",
    "data/frames/along.toml",
    "data/frames/there.toml",
);

/// The analyzer.
pub struct Visits {
    frames: FrameSet,
    venues: Venues,
    codes: CodeTable,
    confidence: Calibration,
}

impl Visits {
    /// With the built-in frames and those of the user whose id begins with `visit.`.
    ///
    /// # Errors
    /// If a file of frames is wrong.
    pub fn new(settings: &Settings) -> Result<Self, BuildError> {
        let frames = FrameSet::load("visit.", FRAMES, settings)?;
        let codes = CodeTable::embedded("plugins/visits/data/codes.tsv", include_str!("../data/codes.tsv"))?;
        let confidence = Calibration::embedded(
            "plugins/visits/data/confidence.tsv",
            include_str!("../data/confidence.tsv"),
        )?;
        let venues = Venues::embedded(frames.list("gathering"))?;
        Ok(Visits { frames, venues, codes, confidence })
    }
}

impl Analyzer for Visits {
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
        let worth = |frame: &Frame, s| {
            knows_several(reading, s)
                && (!reading.is_question(s) || frame.set("given").is_some())
                && (frame.set("item").is_none() || item::stands_in(reading, s))
        };
        let matches = self.frames.matches_where(reading, DECLARATION.id, worth).flatten();
        let mentions = matches.flat_map(|found| mention::from_match(reading, &found)).collect();
        let venue = |sentence| self.venues.before(reading, sentence);
        merge::records(&self.codes, reading, mentions, &venue)
    }

    fn codes(&self) -> &[CodeRow] {
        self.codes.rows()
    }

    fn calibration(&self) -> Option<&Calibration> {
        Some(&self.confidence)
    }

    fn attempts(&self, reading: &dyn Reading, sentence: SentenceId) -> Vec<Attempt> {
        self.frames.attempts(reading, sentence, &|found| mention::objection(reading, found))
    }
}

//! Visits: who travels to which country, and whether the trip is invited, wanted, planned, done or called off.
//!
//! Frames (`data/frames/`) find mentions of visits in single sentences ([`mention`]); mentions of the same trip are then
//! merged into one record per visitor, country and time ([`merge`]).

mod mention;
mod merge;

use demarche_core::{
    Analyzer, BuildError, Declaration, Event, KindDoc, Reading, RuleDoc, SentenceId, Settings, Zone,
    register_analyzer,
};
use demarche_frames::FrameSet;

/// What this analyzer says of itself.
pub static DECLARATION: Declaration = Declaration {
    id: "visits",
    version: "0.1.0",
    purpose: "Finds official travel to other countries and how far it has come",
    kinds: &[KindDoc {
        kind: "visit",
        actors: "the visitors",
        recipients: "the hosts",
        codes: "CONSULT/visit 042 · AGREE 036 · REJECT/meet 160, 125",
    }],
};

register_analyzer!(DECLARATION, |settings| Ok(Box::new(Visits::new(settings)?)));

/// The built-in frames.
const FRAMES: &str = concat!(
    include_str!("../data/frames/lists.toml"),
    include_str!("../data/frames/go.toml"),
    include_str!("../data/frames/trip.toml"),
    include_str!("../data/frames/host.toml"),
    include_str!("../data/frames/stay.toml"),
);

/// The analyzer.
pub struct Visits {
    frames: FrameSet,
}

impl Visits {
    /// With the built-in frames and those of the user whose id begins with `visit.`.
    ///
    /// # Errors
    /// If a file of frames is wrong.
    pub fn new(settings: &Settings) -> Result<Self, BuildError> {
        let frames = FrameSet::load("visit.", FRAMES, settings)?;
        Ok(Visits { frames })
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
        let mut sentences: Vec<SentenceId> =
            reading.hits(DECLARATION.id).iter().map(|h| h.sentence).collect();
        sentences.dedup();
        let mut mentions = Vec::new();
        for sentence in sentences {
            if reading.sentence(sentence).zone == Zone::Body {
                for found in self.frames.matches(reading, sentence) {
                    mentions.extend(mention::from_match(reading, &found));
                }
            }
        }
        merge::records(reading, mentions)
    }
}

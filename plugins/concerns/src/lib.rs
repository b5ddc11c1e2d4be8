//! Concerns: who raises what with whom, by which act.
//!
//! Frames (`data/frames/`) find the acts in single sentences; [`draft`] reads a match as who ([`raiser`]) puts what ([`what`]) to
//! whom ([`who`]); where a sentence leaves one of them out, [`meant`] says who is likely meant, by what [`questions`] asks of each side;
//! [`beside`] gives it what another act of its sentence tells;
//! [`merge`] makes one record of all drafts with the same raiser, addressee and act. Topics are phrases (`data/topics/`); which of those
//! that an article names ([`matter`]) a concern has is decided by where they stand ([`ranking`]), with weights that `examples/topics`
//! learns from gold records. [`response`] finds what the other side responds.

mod acts;
mod beside;
mod concern;
mod draft;
mod matter;
mod meant;
mod merge;
mod mutual;
mod other;
mod phrase;
mod questions;
mod raiser;
mod ranking;
mod response;
mod topics;
mod what;
mod who;

pub use matter::Matter;
pub use meant::is_of;
pub use questions::QUESTIONS;
pub use ranking::{Candidate, FEATURES, Ranking, candidates};
pub use topics::{Topic, TopicHit, TopicTable};

use acts::ActTable;
use demarche_core::{
    Analyzer, Attempt, BuildError, Calibration, CodeRow, Declaration, Event, KindDoc, Reading, RuleDoc,
    SentenceId, Settings, Table, register_analyzer,
};
use demarche_frames::focus::Case;
use demarche_frames::{Focus, Frame, FrameSet, Match, knows_several, table};
use response::Responses;
use std::cell::Cell;

/// What this analyzer says of itself.
pub static DECLARATION: Declaration = Declaration {
    id: "concerns",
    version: "0.1.0",
    purpose: "Finds who raises which concern with whom, by which act",
    kinds: &[KindDoc { kind: "concern", actors: "the raisers", recipients: "the addressees" }],
};

register_analyzer!(DECLARATION, |settings| Ok(Box::new(Concerns::new(settings)?)));

/// The built-in frames. Where two of them fire on one word, the one that stands first counts.
const FRAMES: Table = table!(
    "data/frames/lists.toml",
    "data/frames/question.toml",
    "data/frames/envoys.toml",
    "data/frames/demand.toml",
    "data/frames/request.toml",
    "data/frames/wishes.toml",
    "data/frames/needs.toml",
    "data/frames/raise.toml",
    "data/frames/worries.toml",
    "data/frames/criticise.toml",
    "data/frames/verdicts.toml",
    "data/frames/stances.toml",
    "data/frames/accuse.toml",
    "data/frames/warn.toml",
    "data/frames/threats.toml",
);

/// The analyzer.
pub struct Concerns {
    frames: FrameSet,
    topics: TopicTable,
    ranking: Ranking,
    acts: ActTable,
    focus: Focus,
    responses: Responses,
    confidence: Calibration,
}

impl Concerns {
    /// With the built-in frames and topics and those of the user: frames whose id begins with `concern.`, and files of topics.
    ///
    /// # Errors
    /// If a file is wrong.
    pub fn new(settings: &Settings) -> Result<Self, BuildError> {
        let topics = TopicTable::new(settings.files("topics"))?;
        Ok(Concerns {
            frames: FrameSet::load("concern.", FRAMES, settings)?,
            ranking: Ranking::embedded(&topics)?,
            topics,
            acts: ActTable::new()?,
            focus: Focus::embedded(
                "plugins/concerns/data/focus.tsv",
                include_str!("../data/focus.tsv"),
                QUESTIONS,
            )?,
            responses: Responses::new()?,
            confidence: Calibration::embedded(
                "plugins/concerns/data/confidence.tsv",
                include_str!("../data/confidence.tsv"),
            )?,
        })
    }
}

impl Concerns {
    /// What fits a frame, sentence by sentence.
    fn matches<'r>(&'r self, reading: &'r dyn Reading) -> impl Iterator<Item = Vec<Match<'r>>> {
        // One frame after the other is asked about a sentence, whose topics are looked for once.
        let last: Cell<Option<(SentenceId, bool)>> = Cell::new(None);
        let topical = move |sentence| {
            let known = last.get().filter(|&(of, _)| of == sentence);
            let (_, topical) =
                known.unwrap_or_else(|| (sentence, what::may_have_topic(self, reading, sentence)));
            last.set(Some((sentence, topical)));
            topical
        };
        let worth = move |frame: &Frame, sentence| {
            knows_several(reading, sentence)
                && (frame.set("act") == Some("question") || !reading.is_question(sentence))
                && (frame.set("strict") != Some("yes") || topical(sentence))
        };
        self.frames.matches_where(reading, DECLARATION.id, worth)
    }

    /// The matches for the trainer of whoever is meant where they do not say.
    pub fn cases(&self, reading: &dyn Reading) -> Vec<Case> {
        let (mut drafts, matters, mut cases) = (Vec::new(), what::Matters::new(), Vec::new());
        for matches in self.matches(reading) {
            cases.extend(draft::cases(self, reading, &matches, &drafts, &matters));
            drafts.extend(draft::of_sentence(self, reading, &matches, &drafts, &matters));
        }
        cases
    }
}

impl Analyzer for Concerns {
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
        let (mut drafts, matters) = (Vec::new(), what::Matters::new());
        for matches in self.matches(reading) {
            drafts.extend(draft::of_sentence(self, reading, &matches, &drafts, &matters));
        }
        // In sport what somebody should do or has failed to do is said of teams.
        if !drafts.is_empty() && reading.is_sport() {
            drafts.retain(|d| !d.speech);
        }
        merge::records(self, reading, drafts)
    }

    fn codes(&self) -> &[CodeRow] {
        self.acts.rows()
    }

    fn calibration(&self) -> Option<&Calibration> {
        Some(&self.confidence)
    }

    fn attempts(&self, reading: &dyn Reading, sentence: SentenceId) -> Vec<Attempt> {
        self.frames.attempts(reading, sentence, &|found| draft::objection(self, reading, found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_data_is_sound_and_every_frame_names_a_known_act() {
        let concerns = Concerns::new(&Settings::default()).expect("the built-in data");
        for frame in concerns.frames.frames() {
            let act = frame.set("act").map(str::parse::<demarche_core::Act>);
            assert!(matches!(act, Some(Ok(_))), "{}", frame.id);
            assert!(frame.slots.iter().any(|s| s.name.starts_with("topic")), "{}", frame.id);
        }
    }
}

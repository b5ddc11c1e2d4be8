//! Sentiment: how warm or tense the relationship between two countries or bodies is, and the tone of one towards the other.
//!
//! Cues ([`cues`]) are words of cooperation or conflict; each is tied by syntax to the two sides that it is about ([`sides`]), with
//! negation, modality and verbs that turn a cue around. Sentences that name one side or none belong to the two of whom the thread of the
//! article tells ([`thread`]), and what other analyzers found the two to do counts as well ([`acts`]). What an article so offers on a
//! pair ([`pairs`]) is weighed by sums that are learned ([`model`], `examples/relations`) and makes the records ([`tone`]). It is not an average
//! over the words of a text: a thaw is told in words of tension.

mod acts;
mod cues;
mod features;
mod model;
mod pairs;
mod sides;
mod thread;
mod tone;

pub use features::Features;
pub use model::{Answer, Model, NEUTRAL};

use cues::{Cues, Group};
use demarche_core::{
    Analyzer, Attempt, BuildError, Calibration, Declaration, Event, Example, Hit, Kind, KindDoc, Reading,
    RuleDoc, SentenceId, Settings, register_analyzer,
};
use pairs::Pair;
use std::collections::BTreeMap;

/// What this analyzer says of itself.
pub static DECLARATION: Declaration = Declaration {
    id: "sentiment",
    version: "0.1.0",
    purpose: "Measures cooperation and conflict between two sides, and one side's tone towards the other",
    kinds: &[KindDoc {
        kind: "tone",
        actors: "both sides of the relationship, or the side whose tone it is",
        recipients: "the side towards which the tone is; empty for the relationship",
    }],
};

register_analyzer!(DECLARATION, |settings| Ok(Box::new(Sentiment::new(settings)?)));

/// Why a cue counts for nobody.
const MISSING: &str = "its sentence names no two sides to whom it could be tied";

/// The analyzer.
pub struct Sentiment {
    cues: Cues,
    model: Model,
    confidence: Calibration,
}

impl Sentiment {
    /// With the built-in cues.
    ///
    /// # Errors
    /// If the table of cues is wrong.
    pub fn new(_settings: &Settings) -> Result<Self, BuildError> {
        let confidence = Calibration::embedded(
            "plugins/sentiment/data/confidence.tsv",
            include_str!("../data/confidence.tsv"),
        )?;
        Ok(Sentiment { cues: Cues::embedded()?, model: Model::embedded()?, confidence })
    }

    /// What an article, in which other analyzers found these, offers on every two sides, by their codes: what the trainer learns from.
    #[must_use]
    pub fn features(&self, reading: &dyn Reading, found: &[&Event]) -> BTreeMap<[String; 2], Features> {
        let hits = self.cues.select(reading.hits(DECLARATION.id));
        let weighed = sides::weigh(reading, &self.cues, &hits);
        let pairs = pairs::gather(reading, &hits, &weighed, found);
        pairs.into_iter().map(|Pair { sides, features, .. }| (sides.map(str::to_owned), features)).collect()
    }
}

impl Analyzer for Sentiment {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn triggers(&self) -> Vec<String> {
        self.cues.patterns()
    }

    fn rules(&self) -> Vec<RuleDoc> {
        let example = |text: &str, score: &str| Example {
            text: text.to_owned(),
            expect: BTreeMap::from([("score".to_owned(), score.to_owned())]),
        };
        let doc = |id: &str, finds: &str, examples, counter: &[&str]| {
            RuleDoc {
            id: id.to_owned(),
            finds: finds.to_owned(),
            why: "A whole text's average mistakes a thaw, told in words of tension, for hostility; cues count only for the sides \
                  that the sentence ties them to."
                .to_owned(),
            pattern: format!("{}\n{}", self.cues.describe(), self.model.table()),
            examples,
            counter_examples: counter.iter().map(|c| (*c).to_owned()).collect(),
        }
        };
        vec![
            doc(
                tone::RELATIONSHIP,
                "The relationship between two countries or bodies: score, cooperation and conflict, with the cue words.",
                vec![
                    example(
                        "Peru and Chile signed an agreement to deepen cooperation on mining. Relations between Peru and Chile have improved, Chilean Foreign Minister Alberto van Klaveren told Peruvian President Dina Boluarte.",
                        "+",
                    ),
                    example(
                        "Relations between Sudan and Ethiopia have soured. Sudan's government accused Ethiopia's government of aggression on the border.",
                        "-",
                    ),
                ],
                &[
                    "The weather in Peru was warm and the harvest strong.",
                    "Shares fell on worries about inflation.",
                ],
            ),
            doc(
                tone::TOWARDS,
                "What one side's words and acts towards the other come to.",
                vec![example(
                    "Colombian President Iván Duque condemned Venezuelan President Nicolás Maduro for the attack. Colombia accused Venezuela of aggression. Colombia threatened Venezuela with sanctions. Colombia denounced Venezuela again on Friday.",
                    "-",
                )],
                &["Colombia's economy is strong, the bank said."],
            ),
        ]
    }

    fn analyze(&self, reading: &dyn Reading) -> Vec<Event> {
        self.conclude(reading, &[])
    }

    fn rests_on(&self) -> &[Kind] {
        &acts::KINDS
    }

    fn conclude(&self, reading: &dyn Reading, found: &[&Event]) -> Vec<Event> {
        let hits = self.cues.select(reading.hits(DECLARATION.id));
        let weighed = sides::weigh(reading, &self.cues, &hits);
        tone::records(reading, &self.model, &pairs::gather(reading, &hits, &weighed, found))
    }

    fn calibration(&self) -> Option<&Calibration> {
        Some(&self.confidence)
    }

    fn attempts(&self, reading: &dyn Reading, sentence: SentenceId) -> Vec<Attempt> {
        let here: Vec<Hit> =
            reading.hits(DECLARATION.id).iter().filter(|h| h.sentence == sentence).copied().collect();
        let attempt = |cue: &(Hit, &Group)| {
            let tied = sides::weigh(reading, &self.cues, &[*cue]);
            let plain = cue.1.is_plain() && reading.sides(sentence).len() > 1;
            let missing = if plain || !tied.is_empty() { Vec::new() } else { vec![MISSING.to_owned()] };
            let under = |a: &str, b: &str| format!("{a} and {b} stay under what makes a tone");
            let sides = reading.sides(sentence);
            let named = plain.then(|| under(sides[0], sides[1]));
            Attempt {
                rule: cue.1.id.clone(),
                trigger: cue.0.span,
                conditions: 2,
                missing,
                objection: tied.first().map(|w| under(&w.source, &w.target)).or(named),
            }
        };
        self.cues.select(&here).iter().map(attempt).collect()
    }
}

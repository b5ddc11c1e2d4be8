//! Sentiment: how warm or tense the relationship between two countries or bodies is, and the tone of one towards the other.
//!
//! Cues ([`cues`]) are words of cooperation or conflict; each is tied by syntax to the two sides that it is about ([`sides`]), with
//! negation, modality and verbs that turn a cue around; the sums per pair make the records ([`tone`]). It is not an average over
//! the words of a text: a thaw is told in words of tension.

mod cues;
mod sides;
mod tone;

use cues::{Cues, Group};
use demarche_core::{
    Analyzer, Attempt, BuildError, Calibration, Declaration, Event, Example, Hit, KindDoc, Reading, RuleDoc,
    SentenceId, Settings, register_analyzer,
};
use sides::Weighed;
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

/// The analyzer.
pub struct Sentiment {
    cues: Cues,
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
        Ok(Sentiment { cues: Cues::embedded()?, confidence })
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
            pattern: self.cues.describe(),
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
        let weighed = sides::weigh(reading, &self.cues, reading.hits(DECLARATION.id));
        tone::records(reading, &weighed)
    }

    fn calibration(&self) -> Option<&Calibration> {
        Some(&self.confidence)
    }

    fn attempts(&self, reading: &dyn Reading, sentence: SentenceId) -> Vec<Attempt> {
        let here: Vec<Hit> =
            reading.hits(DECLARATION.id).iter().filter(|h| h.sentence == sentence).copied().collect();
        let attempt = |(hit, group): &(Hit, &Group)| {
            let tied = sides::weigh(reading, &self.cues, &[*hit]);
            let missing = match tied.first() {
                None => {
                    vec!["it is tied to no two sides of whom one at least speaks in the article".to_owned()]
                }
                Some(_) => Vec::new(),
            };
            let weight = |w: &Weighed| format!("{} and {} stay under what makes a tone", w.source, w.target);
            Attempt {
                rule: group.id.clone(),
                trigger: hit.span,
                conditions: 2,
                missing,
                objection: tied.first().map(weight),
            }
        };
        self.cues.select(&here).iter().map(attempt).collect()
    }
}

//! The words by which a sentence tells whose somebody is: `[clues]` of `data/mentions/words.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Words by which a sentence tells whose somebody is whose title tells nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clues {
    /// Verbs of leaving a place.
    leaving: Vec<String>,
    /// Verbs of leading a side.
    leading: Vec<String>,
    /// Nouns of a journey.
    trips: Vec<String>,
    /// Verbs of going somewhere.
    going: Vec<String>,
    /// Verbs and nouns of being somewhere as a guest, with "in" and "at".
    staying: Vec<String>,
    /// Verbs and nouns of a meeting, before whoever is met.
    meeting: Vec<String>,
    /// Participles before "by" and whoever is host.
    received: Vec<String>,
    /// Nouns for those who travel with somebody.
    suite: Vec<String>,
    /// Words that say who belongs to them.
    joining: Vec<String>,
    /// What is done to a foreign envoy, and what he brings.
    envoys: Vec<String>,
    /// Verbs of visiting, before a place.
    visiting: Vec<String>,
    /// Participles before "to" and whoever is made welcome.
    given: Vec<String>,
    /// Nouns of gatherings that are called by their city.
    gatherings: Vec<String>,
    /// Nouns of what was agreed, which is called by the city where it was.
    instruments: Vec<String>,
    /// Participles behind "it was" where "it" is nobody.
    impersonal: Vec<String>,
    /// Verbs of receiving whose subject is at home.
    hosting: Vec<String>,
    /// Offices that a state has none of, by code: nobody who holds one is at home there.
    lacking: BTreeMap<String, Vec<String>>,
}

/// What a word may be a clue to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clue {
    Leaving,
    Leading,
    Trip,
    Going,
    Staying,
    Meeting,
    Received,
    Suite,
    Joining,
    Envoy,
    Visiting,
    Given,
    Gathering,
    Instrument,
    Impersonal,
    Hosting,
}

impl Clues {
    /// Whether a word, in lower case, is a clue of this kind.
    pub(super) fn is(&self, clue: Clue, lower: &str) -> bool {
        let words = match clue {
            Clue::Leaving => &self.leaving,
            Clue::Leading => &self.leading,
            Clue::Trip => &self.trips,
            Clue::Going => &self.going,
            Clue::Staying => &self.staying,
            Clue::Meeting => &self.meeting,
            Clue::Received => &self.received,
            Clue::Suite => &self.suite,
            Clue::Joining => &self.joining,
            Clue::Envoy => &self.envoys,
            Clue::Visiting => &self.visiting,
            Clue::Given => &self.given,
            Clue::Gathering => &self.gatherings,
            Clue::Instrument => &self.instruments,
            Clue::Impersonal => &self.impersonal,
            Clue::Hosting => &self.hosting,
        };
        words.iter().any(|w| w == lower)
    }

    /// Whether a state has no office of this name.
    pub(super) fn lacks(&self, code: &str, office: &str) -> bool {
        self.lacking.get(code).is_some_and(|offices| offices.iter().any(|o| o == office))
    }
}

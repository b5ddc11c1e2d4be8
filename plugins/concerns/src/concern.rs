//! A concern as one sentence tells it: who raises it, to whom it is put, and what it is about.

use crate::topics::TopicHit;
use demarche_core::{Act, EntityId, EntityKind, Mention, Reading, SentenceId, Span};
use std::collections::BTreeSet;

/// A concern as one sentence tells it.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) rule: String,
    pub(crate) sentence: SentenceId,
    /// Where the word of the act stands.
    pub(crate) token: usize,
    pub(crate) trigger: Span,
    /// The stretch that the act and what it is about cover.
    pub(crate) reach: Span,
    pub(crate) act: Act,
    pub(crate) raisers: Raisers,
    pub(crate) addressees: Addressees,
    pub(crate) topics: Topics,
    pub(crate) sources: Vec<EntityId>,
    pub(crate) strength: Option<String>,
    pub(crate) cameo: Option<String>,
    /// Whether it is announced rather than done: "will raise".
    pub(crate) ahead: bool,
    /// Whether the frame reads a verdict or duty out of speech, and yields to an act that says so.
    pub(crate) speech: bool,
    pub(crate) confidence: f64,
}

impl Draft {
    /// Whether the text itself says who puts it to whom.
    pub(crate) fn is_told(&self) -> bool {
        self.addressees.known == Known::Named && !self.raisers.guessed
    }
}

/// Those who raise it, and the words that name them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Raisers {
    pub(crate) entities: Vec<EntityId>,
    pub(crate) span: Span,
    /// Whether they are known only as the speakers of the sentence.
    pub(crate) as_speaker: bool,
    /// Whether they are only likely to be meant.
    pub(crate) guessed: bool,
}

/// Those to whom it is put.
#[derive(Debug, Clone)]
pub(crate) struct Addressees {
    pub(crate) entities: Vec<EntityId>,
    pub(crate) span: Span,
    pub(crate) known: Known,
}

impl Addressees {
    /// Whoever is at home at a place.
    pub(crate) fn at(place: &Mention) -> Self {
        Addressees { entities: place.entities.clone(), span: place.span, known: Known::Counterpart }
    }
}

/// How an addressee is known; the first is the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Known {
    /// The frame names it.
    Named,
    /// It is likely to be meant, and owns what the concern is about: "US restrictions", "China's controls".
    Owner,
    /// It is likely to be meant.
    Counterpart,
}

/// The topics of a concern and where they stand.
#[derive(Debug, Clone)]
pub(crate) struct Topics {
    pub(crate) hits: Vec<TopicHit>,
    pub(crate) found: Found,
}

/// How the topics were found; the first is the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Found {
    /// In the words that the frame reaches.
    Inside,
    /// In the clause around them.
    Around,
    /// In the words just before them.
    Before,
    /// In the addressee's own name: warning North Korea is about Korea.
    Addressee,
    /// In what the passage and the article are about, if anywhere.
    Passage,
    /// The topic table knows none.
    Nowhere,
}

/// Whether somebody speaks for a country or body.
pub(crate) fn can_raise(reading: &dyn Reading, id: EntityId) -> bool {
    let entity = reading.entity(id);
    entity.official && entity.country.is_some() && entity.kind != EntityKind::Place
}

/// The countries and bodies that entities belong to.
pub(crate) fn countries<'r>(reading: &'r dyn Reading, entities: &[EntityId]) -> BTreeSet<&'r str> {
    entities.iter().filter_map(|&e| reading.entity(e).country.as_deref()).collect()
}

//! Who says what: direct quotations, and the sources to which a text attributes a clause.

use crate::entity::EntityId;
use crate::sentence::SentenceId;
use crate::span::Span;

/// A direct quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words between the marks.
    pub span: Span,
    /// The sentence in which it begins.
    pub sentence: SentenceId,
    /// Who speaks; empty if the text leaves it open.
    pub speakers: Vec<EntityId>,
    /// The words that name the speaker.
    pub speaker: Option<Span>,
    /// The verb or phrase of speech.
    pub verb: Option<Span>,
    /// To whom.
    pub audience: Vec<EntityId>,
}

/// Somebody to whom the text attributes what is said around a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Who says it; empty if unresolved.
    pub entities: Vec<EntityId>,
    /// The words that name the source and the verb or phrase of speech.
    pub span: Span,
}

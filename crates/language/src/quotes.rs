//! Direct quotations: their extent, and who is said to say them.

use crate::base::Base;
use demarche_core::{SentenceId, Span, Tree};
use std::ops::Range;

/// A direct quotation whose speaker is still only words: what can be known of it before mentions are resolved, so that
/// the "I" and "we" inside it can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// The words between the marks.
    pub span: Span,
    /// The sentence in which it begins.
    pub sentence: SentenceId,
    /// The tokens that name the speaker, and their sentence, which may be an earlier one.
    pub speaker: Option<(SentenceId, Range<usize>)>,
    /// The tokens of the verb or phrase of speech, in the speaker's sentence.
    pub verb: Option<Range<usize>>,
    /// The tokens that name the audience, in the speaker's sentence.
    pub audience: Option<Range<usize>>,
}

/// Every direct quotation of the article, in order.
pub fn find<'t>(_base: &Base<'_>, _tree: &dyn Fn(SentenceId) -> &'t Tree) -> Vec<Utterance> {
    Vec::new()
}

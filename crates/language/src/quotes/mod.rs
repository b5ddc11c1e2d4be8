//! Direct quotations: their extent, and who is said to say them.
//!
//! The extent comes from the marks alone ([`extent`]), the speaker from the words around them ([`attribution`], [`clause`]), looked for in
//! this order: behind the quotation (`…,” she said`, `…,” said Liao`), `according to`, before it (`He told reporters: “…`,
//! `calling it “…`), and for a quotation that fills its sentence the last one who spoke.

mod attribution;
mod clause;
mod extent;

use crate::base::Base;
use attribution::{Attribution, Outside};
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
    /// The token among these on which the others hang.
    pub head: Option<usize>,
    /// The tokens of the verb or phrase of speech, in the speaker's sentence.
    pub verb: Option<Range<usize>>,
    /// The tokens that name the audience, in the speaker's sentence.
    pub audience: Option<Range<usize>>,
}

/// Every direct quotation of the article, in order. Sentences are parsed where the words around a quotation may tell who speaks.
pub(crate) fn find<'t>(
    base: &Base<'_>,
    parse: &dyn Fn(&[SentenceId]),
    tree: &dyn Fn(SentenceId) -> &'t Tree,
) -> Vec<Utterance> {
    let extents = &extent::find(base)[..];
    let mut telling: Vec<SentenceId> = extents.iter().flat_map(|e| [e.sentence, e.last]).collect();
    telling.dedup();
    telling.retain(|&sentence| Outside::new(base, extents, sentence).may_tell());
    parse(&telling);
    let mut found: Vec<Utterance> = Vec::with_capacity(extents.len());
    for (i, extent) in extents.iter().enumerate() {
        let attribution = Attribution { base, tree, extents, number: i };
        let said = attribution.find(&found).or_else(|| attribution.carried(&found));
        let span = base.tokens[extent.tokens.start].span.cover(base.tokens[extent.tokens.end - 1].span);
        let (speaker, head, verb, audience) = match said {
            Some(said) => (Some((said.sentence, said.speaker)), Some(said.head), said.verb, said.audience),
            None => (None, None, None, None),
        };
        found.push(Utterance { span, sentence: extent.sentence, speaker, head, verb, audience });
    }
    found
}

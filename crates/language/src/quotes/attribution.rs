//! Who is said to say a quotation, by the words around it.

use super::Utterance;
use super::clause::{Clause, Said};
use super::extent::Extent;
use crate::base::Base;
use crate::chars::is_word;
use crate::speech;
use demarche_core::{SentenceId, Tree, Zone};
use std::ops::Range;

/// Looks for the speaker of one quotation.
pub(super) struct Attribution<'b, 'a, 't> {
    pub(super) base: &'b Base<'a>,
    pub(super) tree: &'b dyn Fn(SentenceId) -> &'t Tree,
    pub(super) extents: &'b [Extent],
    pub(super) number: usize,
}

/// How many sentences back a quotation without a word of its own beside it looks for who spoke last.
const BACK: usize = 3;

/// So many tokens may stand between the words of a quotation and "according to" somebody: a comma and its mark.
const NEXT: usize = 3;

impl<'t> Attribution<'_, '_, 't> {
    /// The speaker that is named in the quotation's own sentences.
    pub(super) fn find(&self, found: &[Utterance]) -> Option<Said> {
        let extent = &self.extents[self.number];
        let apart = extent.sentence != extent.last;
        let start = if apart { self.clause(extent.sentence) } else { None };
        let end = self.clause(extent.last);
        let end = end.as_ref();
        let start = if apart { start.as_ref() } else { end };
        let inside = local(self.base, extent, extent.last);
        let opened = local(self.base, extent, extent.sentence);
        let named = |clause: &Clause<'_, '_>| {
            let said = clause.behind(&inside)?;
            (!apart).then(|| clause.reported(&opened)).flatten().or(Some(said))
        };
        // "The reply did not, according to the ministry, “address …": the phrase stands right before the quotation, or right behind it.
        let beside = |said: &Said| {
            let begins = said.verb.as_ref().map_or(said.speaker.start, |verb| verb.start);
            let leads = said.speaker.end < opened.start && opened.start <= said.speaker.end + NEXT;
            leads || inside.end <= begins && begins <= inside.end + NEXT
        };
        let resumed = || start.and_then(|start| self.resumed(start, &opened, found));
        end.and_then(named)
            .or_else(|| end.and_then(|end| end.according(&inside)).filter(beside))
            .or_else(resumed)
            .or_else(|| start.and_then(|start| start.introduced(&opened)))
            .or_else(|| start.and_then(|start| start.governed(&opened)))
            .or_else(|| end.and_then(|end| end.according(&inside)))
            .or_else(|| end.filter(|_| apart).and_then(|end| end.governed(&inside)))
    }

    /// `“We hope,” said Smith, “that …”`: a quotation that goes on behind the words that say who speaks.
    fn resumed(&self, clause: &Clause<'_, '_>, quote: &Range<usize>, found: &[Utterance]) -> Option<Said> {
        let extent = &self.extents[self.number];
        let last = found.last().filter(|u| self.ends_in(u, extent.sentence))?;
        let said = carry(last).filter(|said| said.sentence == extent.sentence)?;
        let verb = said.verb.clone()?.start;
        let first = clause.quoted.iter().filter(|q| q.end <= verb).map(|q| q.end).max()?;
        let other = |t: usize| t != verb && t < clause.length && clause.verb(t).is_some();
        let comma = clause.word(quote.start.checked_sub(2)?) == ",";
        (comma && verb < quote.start && !(first..quote.start).any(other)).then_some(said)
    }

    /// For a quotation that fills its sentences: who spoke last, directly or not.
    pub(super) fn carried(&self, found: &[Utterance]) -> Option<Said> {
        let extent = &self.extents[self.number];
        let alone = |sentence| Outside::new(self.base, self.extents, sentence).words().next().is_none();
        if !alone(extent.sentence) || !alone(extent.last) {
            return None;
        }
        let here = extent.sentence.0 as usize;
        let paragraph = self.base.sentences[here].paragraph;
        let before = self.base.sentences[..here].iter().rev().filter(|s| s.zone == Zone::Body).take(BACK);
        for sentence in before.filter(|s| s.paragraph + 2 >= paragraph) {
            let quotes = found.iter().rev().find(|u| self.ends_in(u, sentence.id));
            if let Some(said) = quotes.and_then(carry) {
                return Some(said);
            }
            if let Some(said) = self.clause(sentence.id).and_then(|clause| clause.speaks()) {
                return Some(said);
            }
        }
        None
    }

    fn ends_in(&self, utterance: &Utterance, sentence: SentenceId) -> bool {
        let span = self.base.sentence(sentence).span;
        span.start < utterance.span.end && utterance.span.end <= span.end
    }

    /// A sentence with its tree, if the words outside quotations can tell who speaks.
    fn clause(&self, sentence: SentenceId) -> Option<Clause<'_, 't>> {
        let outside = Outside::new(self.base, self.extents, sentence);
        if !outside.may_tell() {
            return None;
        }
        let Outside { base, quoted, length, .. } = outside;
        let tree = (self.tree)(sentence);
        Some(Clause { base, tree, sentence, quoted, length: tree.words.len().min(length) })
    }
}

/// A sentence and what of it is quoted, without its tree.
pub(super) struct Outside<'s> {
    base: &'s Base<'s>,
    sentence: SentenceId,
    /// Tokens that stand within quotations.
    quoted: Vec<Range<usize>>,
    length: usize,
}

impl<'s> Outside<'s> {
    pub(super) fn new(base: &'s Base<'s>, extents: &[Extent], sentence: SentenceId) -> Self {
        let within = extents.iter().filter(|e| e.sentence <= sentence && sentence <= e.last);
        let quoted = within.map(|e| local(base, e, sentence)).collect();
        Outside { base, sentence, quoted, length: base.tokens(sentence).len() }
    }

    /// The words outside all quotations.
    fn words(&self) -> impl Iterator<Item = &str> {
        let open = (0..self.length).filter(|t| !self.quoted.iter().any(|q| q.contains(t)));
        open.map(|t| self.base.word(self.sentence, t)).filter(|w| w.contains(is_word))
    }

    /// Whether the words outside can tell who speaks; if they cannot, the sentence need not be parsed for it.
    pub(super) fn may_tell(&self) -> bool {
        let marks = |t: usize| self.base.word(self.sentence, t) == ":";
        let tells = |word: &str| {
            let known = ["according", "words", "he", "she"].iter().any(|w| word.eq_ignore_ascii_case(w));
            known || speech::verb(word).is_some()
        };
        self.words().any(tells) || (0..self.length).any(marks)
    }
}

/// The tokens of a quotation that stand in a sentence, counted within it.
fn local(base: &Base<'_>, extent: &Extent, sentence: SentenceId) -> Range<usize> {
    let s = sentence.0 as usize;
    let (from, to) = (base.starts[s] as usize, base.starts[s + 1] as usize);
    let cut = |token: usize| token.clamp(from, to) - from;
    cut(extent.tokens.start)..cut(extent.tokens.end)
}

/// The speaker of an earlier quotation, for the next one.
fn carry(utterance: &Utterance) -> Option<Said> {
    let (sentence, speaker) = utterance.speaker.clone()?;
    let head = utterance.head?;
    Some(Said { sentence, speaker, head, verb: utterance.verb.clone(), audience: utterance.audience.clone() })
}

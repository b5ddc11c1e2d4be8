//! What every article's reading starts from: structure, sentences, tokens, names and trigger hits.

use demarche_atlas::Atlas;
use demarche_core::{Article, Hit, Published, Sentence, SentenceId, Span, Token};
use std::cell::OnceCell;
use std::ops::Range;

/// A name of the atlas that occurs in the text: the longest one at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameHit {
    /// Where it stands; begins and ends with a token.
    pub span: Span,
    /// The sentence.
    pub sentence: SentenceId,
    /// The tokens, counted within the sentence.
    pub tokens: Range<usize>,
    /// Which name, as an index into `Atlas::names()`.
    pub name: usize,
}

/// The eager layer of a reading. It has no tree and resolves nothing; the deep layers read it.
pub struct Base<'a> {
    pub(crate) article: &'a Article,
    pub(crate) atlas: &'a Atlas,
    /// Set at once if the source or the head of the text gives it, else worked out from the text when asked for.
    pub(crate) published: OnceCell<Option<Published>>,
    pub(crate) agency: Option<Span>,
    pub(crate) location: Option<Span>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) tokens: Vec<Token>,
    /// `tokens[starts[s]..starts[s + 1]]` are the tokens of sentence `s`.
    pub(crate) starts: Vec<u32>,
    pub(crate) names: Vec<NameHit>,
    /// `names[name_starts[s]..name_starts[s + 1]]` are the names in sentence `s`.
    pub(crate) name_starts: Vec<u32>,
    /// One list per analyzer, in the order in which the reader was given them.
    pub(crate) hits: Vec<Vec<Hit>>,
}

impl<'a> Base<'a> {
    /// The article.
    pub fn article(&self) -> &'a Article {
        self.article
    }

    /// The article's text.
    pub fn text(&self) -> &'a str {
        &self.article.text
    }

    /// The news agency named in the date or place line: `Reuters` in `BEIJING (Reuters) -`.
    pub fn agency(&self) -> Option<Span> {
        self.agency
    }

    /// The city of the place line.
    pub fn location(&self) -> Option<Span> {
        self.location
    }

    /// All sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// A sentence by its number.
    pub fn sentence(&self, id: SentenceId) -> &Sentence {
        &self.sentences[id.0 as usize]
    }

    /// The tokens of a sentence.
    pub fn tokens(&self, sentence: SentenceId) -> &[Token] {
        let s = sentence.0 as usize;
        match (self.starts.get(s), self.starts.get(s + 1)) {
            (Some(&from), Some(&to)) => &self.tokens[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The words of a token; empty beyond the last one.
    pub fn word(&self, sentence: SentenceId, token: usize) -> &'a str {
        self.tokens(sentence).get(token).map_or("", |t| t.span.slice(self.text()))
    }

    /// The words of all tokens of a sentence.
    pub fn words(&self, sentence: SentenceId) -> impl ExactSizeIterator<Item = &'a str> + '_ {
        let text = self.text();
        self.tokens(sentence).iter().map(move |t| t.span.slice(text))
    }

    /// The bytes of a range of tokens; empty if there are none.
    pub fn span_of(&self, sentence: SentenceId, tokens: Range<usize>) -> Span {
        match self.tokens(sentence).get(tokens) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// Names of the atlas, in order of position; they do not overlap.
    pub fn names(&self) -> &[NameHit] {
        &self.names
    }

    /// Names of the atlas in a sentence.
    pub fn names_in(&self, sentence: SentenceId) -> &[NameHit] {
        let s = sentence.0 as usize;
        match (self.name_starts.get(s), self.name_starts.get(s + 1)) {
            (Some(&from), Some(&to)) => &self.names[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The sentence in which a byte stands, or the last one before it.
    pub fn sentence_at(&self, byte: usize) -> Option<SentenceId> {
        let after = self.sentences.partition_point(|s| s.span.start as usize <= byte);
        after.checked_sub(1).map(|s| self.sentences[s].id)
    }

    /// The token of a sentence that covers a byte, or the first one behind it.
    pub fn token_at(&self, sentence: SentenceId, byte: usize) -> usize {
        self.tokens(sentence).partition_point(|t| t.span.end as usize <= byte)
    }
}

//! The pieces of a text, without any meaning: sentences, tokens, and where a trigger stands.

use crate::span::Span;
use crate::text_enum::text_enum;

/// A sentence's number in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

text_enum! {
    /// What part of the article a sentence belongs to.
    Zone, "zone of an article" {
        /// A headline inside the text.
        Headline = "headline",
        /// Date line, agency, place line: what stands before the first sentence.
        Dateline = "dateline",
        /// The article itself.
        Body = "body",
        /// A short line between paragraphs.
        Subheading = "subheading",
        /// Links, credits, captions, notices.
        Boilerplate = "boilerplate",
    }
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its number.
    pub id: SentenceId,
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// The number of its paragraph.
    pub paragraph: u32,
    /// What part of the article it belongs to; analyzers look at [`Zone::Body`] only, unless they know better.
    pub zone: Zone,
}

/// A token: a word, a number, a punctuation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
}

/// A trigger of an analyzer that occurs in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The sentence.
    pub sentence: SentenceId,
    /// The words.
    pub span: Span,
    /// Which of the analyzer's triggers, as an index into what [`crate::Analyzer::triggers`] returned.
    pub trigger: u32,
}

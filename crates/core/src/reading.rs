//! What can be known of a text before any analyzer asks.
//!
//! A reading is made once per article and is lazy: sentences, tokens and trigger hits are there at once, trees, mentions
//! and times are worked out for a sentence when somebody first asks for them. It belongs to one thread.

use crate::article::{Article, Published};
use crate::entity::{Entity, EntityId};
use crate::mention::{Mention, TimeMention};
use crate::outline::Outline;
use crate::party::Party;
use crate::quote::{Quote, Source};
use crate::sentence::{Hit, Sentence, SentenceId, Token};
use crate::span::Span;
use crate::story::Story;
use crate::syntax::Tree;
use std::ops::Range;

/// What an analyzer may ask about an article.
pub trait Reading {
    /// The article.
    fn article(&self) -> &Article;

    /// When it was published: as given, or as the text says.
    fn published(&self) -> Option<Published>;

    /// The city of the place line (`BEIJING (Reuters) -`).
    fn location(&self) -> Option<EntityId>;

    /// All sentences, in order.
    fn sentences(&self) -> &[Sentence];

    /// The tokens of a sentence.
    fn tokens(&self, sentence: SentenceId) -> &[Token];

    /// Whether the text writes down who says what, turn by turn, as that of a press briefing does, where what is said freely is full
    /// of suppositions.
    fn is_transcript(&self) -> bool;

    /// Whether the text is about sport, where countries are teams: "the two sides met" is a match, and what is signed is a player.
    fn is_sport(&self) -> bool;

    /// Whether a sentence asks: it ends with a question mark, inside a quotation mark or not.
    fn is_question(&self, sentence: SentenceId) -> bool {
        self.tokens(sentence).iter().rev().take(2).any(|t| t.span.slice(self.text()) == "?")
    }

    /// Where the triggers of this analyzer occur, in order of position.
    fn hits(&self, analyzer: &str) -> &[Hit];

    /// The dependency tree of a sentence, one word per token.
    fn tree(&self, sentence: SentenceId) -> &Tree;

    /// Works out the trees of some sentences together, which takes less time than one after another.
    fn parse(&self, sentences: &[SentenceId]);

    /// Whether a sentence is worth a tree: what it offers, at most.
    fn outline(&self, sentence: SentenceId) -> Outline;

    /// The mentions of a sentence, resolved, in order of position. They may nest ("her" in "her counterpart").
    fn mentions(&self, sentence: SentenceId) -> &[Mention];

    /// The time expressions of a sentence, resolved, in order.
    fn times(&self, sentence: SentenceId) -> &[TimeMention];

    /// The direct quotations of the article, in order.
    fn quotes(&self) -> &[Quote];

    /// Who says the clause around this token, by indirect or direct speech, outermost first; empty: the article itself.
    fn sources(&self, sentence: SentenceId, token: usize) -> Vec<Source>;

    /// An entity.
    fn entity(&self, id: EntityId) -> &Entity;

    /// Every entity that the whole article mentions as an actor, most often mentioned first.
    fn entities_by_weight(&self) -> Vec<(EntityId, u32)>;

    /// The countries and bodies of which a sentence speaks: by name, by place, by an adjective or by those who act for them; each
    /// once, in order, without the sentence's tree.
    fn sides(&self, sentence: SentenceId) -> Vec<&str>;

    /// The country that publishes, as its agency, its place line or the offices of its own tell.
    fn home(&self) -> Option<&str>;

    /// The state or body whose office publishes the text as its own: who speaks where the text names nobody.
    fn publisher(&self) -> Option<&str>;

    /// Whose affair the article tells.
    fn story(&self) -> &Story;

    /// The country or body with this code as a party, under the name that the atlas gives it.
    fn country(&self, code: &str) -> Option<Party>;

    /// The city where a body has its seat.
    fn seat(&self, code: &str) -> Option<&str>;

    /// Whether a country is a member of a body, as far as its members are known.
    fn is_member(&self, country: &str, body: &str) -> bool;

    /// Whether a code is a country's, not a body's.
    fn is_state(&self, code: &str) -> bool;

    /// The article's text.
    fn text(&self) -> &str {
        &self.article().text
    }

    /// A sentence by its number.
    fn sentence(&self, id: SentenceId) -> &Sentence {
        &self.sentences()[id.0 as usize]
    }

    /// The words of a token.
    fn word(&self, sentence: SentenceId, token: usize) -> &str {
        self.tokens(sentence).get(token).map_or("", |t| t.span.slice(self.text()))
    }

    /// The bytes of a range of tokens.
    fn span_of(&self, sentence: SentenceId, tokens: Range<usize>) -> Span {
        let all = self.tokens(sentence);
        let (Some(first), Some(last)) = (all.get(tokens.start), all.get(tokens.end.saturating_sub(1))) else {
            return Span::default();
        };
        first.span.cover(last.span)
    }

    /// The widest mention whose head is this token.
    fn mention_at(&self, sentence: SentenceId, token: usize) -> Option<&Mention> {
        self.mentions(sentence).iter().filter(|m| m.head == token).max_by_key(|m| m.tokens.len())
    }

    /// The parties that a mention stands for.
    fn parties(&self, mention: &Mention) -> Vec<Party> {
        mention.entities.iter().filter_map(|&e| self.entity(e).party()).collect()
    }
}

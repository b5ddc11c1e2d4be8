//! What can be known of a text before any analyzer asks.
//!
//! A reading is made once per article and is lazy: sentences, tokens and trigger hits are there at once, trees, mentions
//! and times are worked out for a sentence when somebody first asks for them. It belongs to one thread.

use crate::article::{Article, Published};
use crate::party::{Party, PartyKind};
use crate::span::Span;
use crate::story::Story;
use crate::syntax::Tree;
use crate::text_enum::text_enum;
use crate::time::Time;
use std::ops::Range;

/// A sentence's number in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

/// An entity's number in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

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

text_enum! {
    /// What an entity is.
    EntityKind, "kind of entity" {
        /// One human being.
        Person = "person",
        /// A state or territory.
        Country = "country",
        /// A state's government, ministry or other organ.
        Government = "government",
        /// An international body, company or other organisation.
        Organization = "organization",
        /// People not named one by one.
        Group = "group",
        /// A city, region or building.
        Place = "place",
    }
}

/// Somebody or something that the article mentions, once for all its mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The fullest name in the article.
    pub name: String,
    /// Stable across articles.
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
    /// The office or function as written.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3 or a body's short name.
    pub country: Option<String>,
    /// Whether it can act for a state or an international body: an official, a government, a delegation; not a
    /// company, a fan, a market.
    pub official: bool,
}

impl Entity {
    /// The entity as a party of an event; a city or building is none.
    pub fn party(&self) -> Option<Party> {
        let kind = match self.kind {
            EntityKind::Person => PartyKind::Person,
            EntityKind::Country => PartyKind::Country,
            EntityKind::Government => PartyKind::Government,
            EntityKind::Organization => PartyKind::Organization,
            EntityKind::Group => PartyKind::Group,
            EntityKind::Place => return None,
        };
        Some(Party {
            name: self.name.clone(),
            id: self.key.clone(),
            kind,
            role: self.role.clone(),
            country: self.country.clone(),
        })
    }
}

text_enum! {
    /// How a mention is worded.
    MentionForm, "form of a mention" {
        /// A name, with or without title: "Treasury Secretary Janet Yellen".
        Name = "name",
        /// A description: "the vice premier", "a US delegation", "both sides".
        Nominal = "nominal",
        /// A pronoun or possessive: "she", "her", "its".
        Pronoun = "pronoun",
        /// A nationality before a noun: "Chinese" in "Chinese imports", "US" in "US tariffs".
        Modifier = "modifier",
    }
}

text_enum! {
    /// As what a mention is meant.
    Sense, "sense of a mention" {
        /// As somebody who acts or is acted upon.
        Actor = "actor",
        /// As somewhere.
        Place = "place",
    }
}

/// Words that stand for one or more entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The sentence.
    pub sentence: SentenceId,
    /// The tokens, counted within the sentence, with title and name.
    pub tokens: Range<usize>,
    /// The token that the tree hangs the mention on.
    pub head: usize,
    /// Where it stands.
    pub span: Span,
    /// How it is worded.
    pub form: MentionForm,
    /// As what it is meant.
    pub sense: Sense,
    /// Whom it stands for: several for "the two leaders", none if unresolved. For a metonym this is the government
    /// when the sense is [`Sense::Actor`] and the city when it is [`Sense::Place`].
    pub entities: Vec<EntityId>,
}

text_enum! {
    /// What a time expression is.
    TimeKind, "kind of time expression" {
        /// A day, month, year or other point or stretch on the calendar.
        Date = "date",
        /// An hour or part of a day: "Tuesday night", "at 9:30 a.m.".
        Hour = "time",
        /// A length: "two days".
        Duration = "duration",
        /// A frequency: "every year".
        Set = "set",
    }
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMention {
    /// The sentence.
    pub sentence: SentenceId,
    /// The tokens, counted within the sentence.
    pub tokens: Range<usize>,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TimeKind,
    /// What it comes to.
    pub time: Time,
    /// The value that TimeML gives it, which tells hours as well: `2024-02-06T09:30`, `2024-02-05TNI`, `P3M`.
    pub timex: String,
}

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

/// Whom and what a sentence mentions, as far as that is known without its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outline {
    /// Somebody: a person, body or state.
    pub party: bool,
    /// Somebody who can act for a state or body.
    pub official: bool,
    /// A place, or a state that may be meant as one.
    pub place: bool,
    /// Whose people and places they are.
    pub sides: Sides,
}

/// Whether more than one country or body takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sides {
    /// Nobody whose country is known.
    #[default]
    None,
    /// One, by the first letters of its code.
    One([u8; 8]),
    /// Several, or one and whoever says "we".
    Several,
}

impl Sides {
    /// One of which it is not known whose it is, only that it is none of those named.
    pub const UNKNOWN: Sides = Sides::One(*b"?\0\0\0\0\0\0\0");

    /// The side of a country or body.
    pub fn of(code: &str) -> Self {
        let mut letters = [0; 8];
        for (to, from) in letters.iter_mut().zip(code.bytes()) {
            *to = from;
        }
        Self::One(letters)
    }

    /// Both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, sides) | (sides, Self::None) => sides,
            (a, b) if a == b => a,
            _ => Self::Several,
        }
    }
}

impl Outline {
    /// What a mention offers, by its sense and the entities for which it stands.
    pub fn of<'e>(sense: Sense, entities: impl Iterator<Item = &'e Entity>) -> Self {
        let mut outline = Outline { place: sense == Sense::Place, ..Outline::default() };
        for entity in entities {
            let place = entity.kind == EntityKind::Place;
            outline.party |= !place;
            outline.official |= entity.official && !place;
            outline.sides = outline.sides.or(entity.country.as_deref().map_or(Sides::None, Sides::of));
            outline.place |= place || matches!(entity.kind, EntityKind::Country | EntityKind::Government);
        }
        outline
    }

    /// What two mentions offer.
    #[must_use]
    pub fn or(self, other: Outline) -> Outline {
        Outline {
            party: self.party || other.party,
            official: self.official || other.official,
            place: self.place || other.place,
            sides: self.sides.or(other.sides),
        }
    }
}

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

    /// Whether a code is a country's, not a body's.
    fn is_state(&self, code: &str) -> bool {
        self.country(code).is_some_and(|party| party.kind == PartyKind::Country)
    }

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

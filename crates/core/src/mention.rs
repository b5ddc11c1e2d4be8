//! Words that stand for somebody, something or some time.

use crate::entity::EntityId;
use crate::sentence::SentenceId;
use crate::span::Span;
use crate::text_enum::text_enum;
use crate::time::Time;
use std::ops::Range;

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

//! What is written: the event record of `demarche.event/1`.

use crate::article::Article;
use crate::codes::Codes;
use crate::party::Party;
use crate::span::Span;
use crate::text_enum::text_enum;
use crate::time::Time;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::Xxh3;

/// The record's schema; a change of meaning or shape is a new number.
pub const SCHEMA: &str = "demarche.event/1";

/// Which in a row something is said to be, as `details.ordinal` has it: the first word is the first.
pub const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// What sort of event a record is; plugins may declare further kinds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(Cow<'static, str>);

impl Kind {
    /// An official travels to another country.
    pub const VISIT: Kind = Kind::new("visit");
    /// Officials of two or more sides meet, talk, call or write.
    pub const CONTACT: Kind = Kind::new("contact");
    /// One official actor puts a worry, complaint, demand or warning to another.
    pub const CONCERN: Kind = Kind::new("concern");
    /// Sides agree, sign, launch, extend or end something.
    pub const AGREEMENT: Kind = Kind::new("agreement");
    /// Somebody is quoted.
    pub const STATEMENT: Kind = Kind::new("statement");
    /// How warm or tense a relationship is.
    pub const TONE: Kind = Kind::new("tone");

    /// A kind by its name, in lower case, singular.
    pub const fn new(name: &'static str) -> Self {
        Kind(Cow::Borrowed(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

text_enum! {
    /// How far an event has come.
    Status, "status" {
        /// The host asks.
        Invited = "invited",
        /// One side wants it, hopes for it, considers it.
        Desired = "desired",
        /// Announced, due, will take place.
        Planned = "planned",
        /// Under way.
        Ongoing = "ongoing",
        /// Took place.
        Completed = "completed",
        /// Put off.
        Postponed = "postponed",
        /// Called off.
        Cancelled = "cancelled",
        /// Declined, ruled out, denied.
        Rejected = "rejected",
        /// An agreement that is only on the table.
        Proposed = "proposed",
        /// Agreed.
        Agreed = "agreed",
        /// Signed.
        Signed = "signed",
        /// At work.
        InForce = "in_force",
        /// No longer in force.
        Ended = "ended",
    }
}

text_enum! {
    /// With which act a concern is put.
    Act, "act" {
        /// Asks about it.
        Question = "question",
        /// Voices worry.
        RaiseConcern = "raise_concern",
        /// Finds fault.
        Criticise = "criticise",
        /// Alleges wrong-doing.
        Accuse = "accuse",
        /// Insists on a change.
        Demand = "demand",
        /// Asks for a change.
        Request = "request",
        /// Announces consequences.
        WarnThreaten = "warn_threaten",
    }
}

text_enum! {
    /// How a contact takes place (`details.mode`).
    Mode, "mode of contact" {
        /// In one room.
        InPerson = "in_person",
        /// By telephone or video.
        Call = "call",
        /// A summit, forum or conference of many.
        Multilateral = "multilateral",
        /// By letter.
        Letter = "letter",
        /// The text leaves it open.
        Unknown = "unknown",
    }
}

/// The words that prove a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// What the words stand for: `sentence`, `trigger`, `actor`, `recipient`, `place`, `time`, `topic`, `cue` …
    pub role: Cow<'static, str>,
    /// Where they stand.
    #[serde(flatten)]
    pub span: Span,
    /// The exact slice of the article's text.
    pub text: String,
}

/// One event that an analyzer found in one article. Mentions of the same event in the article are one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// [`SCHEMA`].
    pub schema: Cow<'static, str>,
    /// The same for the same article text, analyzer and event, on every run and machine. Set by [`Event::seal`].
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The analyzer's id.
    pub analyzer: Cow<'static, str>,
    /// Which rule fired, as `demarche explain RULE` knows it.
    pub rule: String,
    /// What sort of event it is.
    pub kind: Kind,
    /// Who acts: visitors, raisers, speakers, all parties of a contact.
    pub actors: Vec<Party>,
    /// Towards whom: hosts, addressees, audience.
    pub recipients: Vec<Party>,
    /// Where.
    pub place: Option<Place>,
    /// When, resolved against the publication date; absent if the text gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// How far it has come.
    pub status: Option<Status>,
    /// With which act (concerns).
    pub act: Option<Act>,
    /// Topic ids, sorted.
    pub topics: Vec<String>,
    /// Tone, −1 … +1.
    pub score: Option<f64>,
    /// Who says so, outermost first; empty: the article itself.
    pub according_to: Vec<Party>,
    /// PLOVER and CAMEO codes.
    pub codes: Codes,
    /// 0 … 1: of the records at 0.9, nine in ten are right. An analyzer sets its own estimate, which its calibration corrects.
    pub confidence: f64,
    /// The words that prove it; the first is the sentence.
    pub evidence: Vec<Evidence>,
    /// What only this kind has, by name.
    pub details: BTreeMap<String, serde_json::Value>,
}

/// A place, as the record shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// As the atlas names it, else as written.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Event {
    /// An event of this kind, found by this rule; everything else is filled in by the analyzer, and the article's and
    /// analyzer's ids by the runner.
    pub fn new(kind: Kind, rule: impl Into<String>) -> Self {
        Event {
            schema: Cow::Borrowed(SCHEMA),
            id: String::new(),
            article: String::new(),
            analyzer: Cow::Borrowed(""),
            rule: rule.into(),
            kind,
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            time: None,
            status: None,
            act: None,
            topics: Vec::new(),
            score: None,
            according_to: Vec::new(),
            codes: Codes::default(),
            confidence: 0.0,
            evidence: Vec::new(),
            details: BTreeMap::new(),
        }
    }

    /// Adds the words at `span` as evidence, once per role and place.
    pub fn cite(&mut self, text: &str, role: &'static str, span: Span) {
        if !span.is_empty() && !self.evidence.iter().any(|e| e.role == role && e.span == span) {
            self.evidence.push(Evidence {
                role: Cow::Borrowed(role),
                span,
                text: span.slice(text).to_owned(),
            });
        }
    }

    /// Sets a detail.
    pub fn detail(&mut self, name: &str, value: impl Into<serde_json::Value>) {
        self.details.insert(name.to_owned(), value.into());
    }

    /// Where the record's first words stand; records of an article are written in this order.
    pub fn position(&self) -> Span {
        self.evidence.first().map(|e| e.span).unwrap_or_default()
    }

    /// Takes over the article's and the analyzer's id and derives the record's own id from the article's text, the
    /// analyzer, and what was found where; nothing that differs between runs or machines goes into it.
    pub fn seal(&mut self, article: &Article, analyzer: &'static str) {
        self.article.clone_from(&article.id);
        self.analyzer = Cow::Borrowed(analyzer);
        self.confidence = round(self.confidence.clamp(0.0, 1.0));
        self.score = self.score.map(|s| round(s.clamp(-1.0, 1.0)));
        let mut hash = Xxh3::new();
        let mut add = |part: &str| {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        };
        add(&article.text);
        add(analyzer);
        add(self.kind.as_str());
        add(&self.rule);
        for party in self.actors.iter().chain(&self.recipients) {
            add(&party.id);
        }
        add(self.act.map_or("", Act::as_str));
        add(self.place.as_ref().map_or("", |p| &p.name));
        for e in &self.evidence {
            add(&format!("{}:{}-{}", e.role, e.span.start, e.span.end));
        }
        self.id = format!("{:016x}", hash.digest());
    }
}

/// Two decimals are what a confidence or a score can honestly claim.
fn round(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}

//! What became of a concern: raised, repeated, answered, dropped.

use crate::details::detail;
use crate::mention::Mention;
use crate::window::{Day, Window, date};
use demarche_core::text_enum;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Days within which what is told again is one occasion, told by others.
const OCCASION: Day = 7;

text_enum! {
    /// A turn in the course of a concern.
    Turn, "turn" {
        /// Put for the first time.
        Raised = "raised",
        /// Put again.
        Repeated = "repeated",
        /// The other side responded.
        Answered = "answered",
        /// The sides have since met at least twice, half a year after the last time or later, and no report says that it was
        /// raised.
        Dropped = "dropped",
    }
}

/// A turn, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// What happened.
    pub turn: Turn,
    /// When it became known; of what was dropped, the day of the last meeting that passed without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// Of an answer, in which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// The article that tells it; of what was dropped, the history of that meeting.
    pub source: String,
    /// Its words, if it has any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// The course of a concern, by its mentions in the order in which they became known. Each story tells an occasion once.
pub(crate) fn course(mentions: &[Mention]) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    let mut raised = Occasions::default();
    let mut answered = Occasions::default();
    for mention in mentions {
        let known = mention.source.known();
        // A report that says when it was put may look back.
        let told = mention.event.time.as_ref().and_then(Window::said);
        let told = told.filter(|window| window.rank() <= 2).map(|window| window.from);
        let on = told.zip(known).map(|(told, known)| told.min(known)).or(known);
        let quote = |role: &str| {
            let mut evidence = mention.event.evidence.iter();
            evidence.find(|e| e.role == role).map(|e| e.text.clone()).unwrap_or_default()
        };
        let stage = |turn, how: Option<&str>, words| Stage {
            turn,
            day: known.map(date),
            how: how.map(str::to_owned),
            source: mention.source.id.clone(),
            words,
        };
        // What is only announced has not been raised.
        let announced = mention.event.details.contains_key("announced");
        let first = raised.is_empty();
        if !announced && raised.is_new(on, &mention.source.story) {
            let turn = if first { Turn::Raised } else { Turn::Repeated };
            stages.push(stage(turn, None, quote("sentence")));
        }
        let how = detail(&mention.event.details, "response");
        if let Some(how) = how.filter(|_| answered.is_new(known, &mention.source.story)) {
            stages.push(stage(Turn::Answered, Some(how), quote("response")));
        }
    }
    stages
}

/// The occasions of one turn.
#[derive(Default)]
struct Occasions<'a> {
    stories: BTreeSet<&'a str>,
    last: Option<Day>,
}

impl<'a> Occasions<'a> {
    fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// Whether a story tells one of a day on which none was known; what has no day is none but the first.
    fn is_new(&mut self, on: Option<Day>, story: &'a str) -> bool {
        let new = match (on, self.last) {
            (Some(on), Some(last)) => on > last + OCCASION,
            (Some(_), None) => true,
            (None, _) => self.is_empty(),
        };
        let new = new && self.stories.insert(story);
        if new {
            self.last = on.or(self.last);
        }
        new
    }
}

//! A trip as one sentence tells it, and what can be said of one or two without asking the text.

use crate::goal::Destination;
use demarche_core::event::Evidence;
use demarche_core::{EntityId, SentenceId, Status, Time};

/// How many sentences before "the trip" the trip may have been told.
pub(crate) const NEXT: u32 = 1;

/// A trip as one sentence tells it.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) rule: String,
    pub(crate) sentence: SentenceId,
    pub(crate) trigger: usize,
    pub(crate) visitors: Vec<EntityId>,
    pub(crate) destination: Option<Destination>,
    pub(crate) status: Option<Status>,
    /// Whether the status was read from the words, not assumed.
    pub(crate) told: bool,
    pub(crate) time: Option<Time>,
    pub(crate) implied: bool,
    /// Whether the words point back at a place named before: "there".
    pub(crate) points_back: bool,
    /// Whether it goes where the trip told before went: "is also expected".
    pub(crate) also: bool,
    /// Whether somebody goes who had been expected less than another: "will go in his stead".
    pub(crate) instead: bool,
    /// Whether a noun tells of it: "the visit of".
    pub(crate) noun: bool,
    /// Whether it is several trips in one word: "recent visits by officials".
    pub(crate) several: bool,
    /// Whether it is the trip of the one before: "the first since X's".
    pub(crate) before: bool,
    /// Whether the words point back at a trip told before, without its visitor: "the trip was put off".
    pub(crate) anaphor: bool,
    /// Whether it is told from the side of the host: "received the premier".
    pub(crate) hosted: bool,
    /// Whether those words name another place: "a stop in Malawi was dropped".
    pub(crate) elsewhere: bool,
    /// Whether it goes to where a gathering takes place that was told before: "also attended", "flew in".
    pub(crate) venue: bool,
    /// Whether it goes to where the story takes place: "is expected here", "in town", "the visiting premier".
    pub(crate) scene: bool,
    /// Whether the words name a goal that no map knows: "a stop at the Ruwenya space base".
    pub(crate) unknown: bool,
    /// Whose trip it is as well: "she was accompanied by".
    pub(crate) with: Vec<EntityId>,
    /// Whose country sends those who travel: "the Omani side will send".
    pub(crate) home: Option<String>,
    /// Whether it tells only since when somebody was asked: "a year after she was invited".
    pub(crate) asked_before: bool,
    /// Among how many of the countries that the article speaks of most that may be, if nothing tells it better.
    pub(crate) spoken_of: usize,
    pub(crate) details: Vec<(&'static str, String)>,
    pub(crate) evidence: Vec<Evidence>,
}

/// Whether a trip comes to nothing, or not yet.
pub(crate) fn is_off(status: Option<Status>) -> bool {
    matches!(status, Some(Status::Cancelled | Status::Postponed | Status::Rejected))
}

/// Ahead or off, against under way or done.
pub(crate) fn stage(status: Option<Status>) -> Option<bool> {
    status.map(|s| matches!(s, Status::Ongoing | Status::Completed))
}

/// Whether it is known when a trip begins.
pub(crate) fn is_dated(visit: &Visit) -> bool {
    visit.time.as_ref().is_some_and(|time| time.start.is_some())
}

/// Whether one mention stands before another.
pub(crate) fn is_before(earlier: &Visit, later: &Visit) -> bool {
    (earlier.sentence, earlier.trigger) < (later.sentence, later.trigger)
}

/// "Flew on to Kigali. He is to meet the premier there on Friday", "landed two years after he was invited": told at two stages, and
/// one trip.
pub(crate) fn one_go(a: &Visit, b: &Visit) -> bool {
    let there = |told: &Visit, done: &Visit| {
        done.points_back
            && done.implied
            && is_before(told, done)
            && done.sentence.0 - told.sentence.0 <= NEXT
            && stage(told.status) == Some(true)
    };
    there(a, b) || there(b, a) || a.sentence == b.sentence && (a.asked_before || b.asked_before)
}

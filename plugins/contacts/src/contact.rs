//! A contact as one sentence tells it, and whether two may be one by how far they have come and where they are.

use demarche_core::{EntityId, EntityKind, Mode, Reading, SentenceId, Span, Status, Time};
use demarche_frames::{Count, Parties};

/// A contact as one sentence tells it.
#[derive(Debug, Clone)]
pub(crate) struct Contact {
    pub(crate) rule: String,
    pub(crate) sentence: SentenceId,
    pub(crate) trigger: usize,
    pub(crate) parties: Parties,
    pub(crate) mode: Mode,
    pub(crate) negotiation: bool,
    /// City, building or country, where the text names one.
    pub(crate) place: Option<EntityId>,
    pub(crate) status: Option<Status>,
    /// Whether the status was read from the words, not assumed.
    pub(crate) told: bool,
    pub(crate) time: Option<Time>,
    pub(crate) implied: bool,
    /// A further contact of a series, by its own words: "the second round", "another meeting", "last month's talks".
    pub(crate) distinct: bool,
    /// One more contact beside those told before: "also met", "separately met".
    pub(crate) further: bool,
    /// The words look back on an earlier one: "last met in May".
    pub(crate) earlier: bool,
    /// It is the gathering on whose margins others meet.
    pub(crate) margins: bool,
    /// How many days it has lasted, where it is over: "after two days of talks".
    pub(crate) lasted: Option<i32>,
    /// The words point back at a contact told before: "the talks", "both sides met".
    pub(crate) definite: bool,
    /// The words say no more than when or where the one told before is: "that will take place in Suva".
    pub(crate) anaphor: bool,
    /// Which in a row it is: "the fourth round".
    pub(crate) count: Option<Count>,
    /// It is a gathering of many, of whom only the host and a guest are named.
    pub(crate) gathering: bool,
    /// It is a joint body that meets.
    pub(crate) of_body: bool,
    /// The words for those who are met, as names, not pronouns.
    pub(crate) partners: Vec<Span>,
    /// What is discussed, as written.
    pub(crate) about: Option<String>,
    /// Roles and places of the words that prove it.
    pub(crate) evidence: Vec<(&'static str, Span)>,
}

/// Whether it is known when it is.
pub(crate) fn dated(contact: &Contact) -> bool {
    contact.time.as_ref().is_some_and(|t| t.start.is_some())
}

/// A contact ahead and one that is over are two, unless dates tie them.
pub(crate) fn same_stage(a: &Contact, b: &Contact) -> bool {
    let over = |c: &Contact| c.status.map(|s| matches!(s, Status::Ongoing | Status::Completed));
    over(a).zip(over(b)).is_none_or(|(x, y)| x == y || (dated(a) && dated(b) && !(a.told && b.told)))
}

/// Two cities are two contacts; a city and its country may be one.
pub(crate) fn same_place(reading: &dyn Reading, a: &Contact, b: &Contact) -> bool {
    let (Some(x), Some(y)) = (a.place, b.place) else { return true };
    let (x, y) = (reading.entity(x), reading.entity(y));
    x.key == y.key || (x.country == y.country && (x.kind != EntityKind::Place || y.kind != EntityKind::Place))
}

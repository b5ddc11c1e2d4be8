//! The ledger: the records of many articles merged into **histories**.
//!
//! A visit is one life: invited, wanted, planned, made or called off, however many articles tell it. So are contacts and
//! agreements; concerns run on as threads of a raiser, an addressee and a topic. What is merged depends on nothing but the set
//! of records: not on the order of articles, nor on how they are split over runs.
//!
//! ```text
//! mentions, in the order of Mention::order ──► Merger ──► seats ──► History::of, over the mentions of each history
//! ```
//!
//! This crate reads no text and does no input or output; it sees records and what is known of their articles.

mod check;
mod clusters;
mod corrections;
mod course;
mod details;
mod history;
mod index;
mod mention;
mod merger;
mod names;
mod pairs;
mod people;
mod phase;
mod profile;
mod readout;
mod reasons;
mod silence;
mod sketch;
mod stops;
mod union;
mod window;
mod words;

pub use check::{Finding, Verdict, check};
pub use clusters::{Seat, Thread};
pub use corrections::{Applied, Corrections, CorrectionsError};
pub use course::{Stage, Turn};
pub use history::{Claim, Conflict, History, Step, When};
pub use index::Number;
pub use mention::{Mention, Source};
pub use merger::{Merger, merge};
pub use names::{Aliases, Names};
pub use people::{Office, People, Person};
pub use readout::{Raised, readout};
pub use reasons::reasons;
pub use silence::drops;
pub use sketch::Sketch;
pub use stops::stops;
pub use union::Union;

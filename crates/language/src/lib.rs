//! The reading: sentences, mentions, times, quotations and structure of one article.
//!
//! ```text
//!            eager, every article                        lazy, per sentence or article
//! text ──► blocks ──► tokens ──► sentences ──► names ──► tree ──► mentions ──► sources
//!        (structure)                           hits      times    quotes
//! ```
//!
//! [`Reader`] is built once per run; [`Reader::read`] makes the [`Base`] (everything cheap) and an [`ArticleReading`], which
//! works out the deep layers when an analyzer asks for them and keeps what it worked out.

mod acronyms;
mod base;
mod chars;
mod cues;
mod head;
mod labels;
mod lexicon;
pub mod mentions;
mod paragraphs;
mod quotes;
mod reader;
mod scan;
mod segment;
mod sentences;
pub mod sources;
mod speech;
mod sport;
mod structure;
pub mod times;
mod tokens;
mod transcript;

pub use base::{Base, NameHit};
pub use quotes::Utterance;
pub use reader::{ArticleReading, Reader};

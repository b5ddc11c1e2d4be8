//! The model every other crate speaks: the **article**, the **reading** that is made of it, the
//! **event** that an **analyzer** finds in it, and the **registry** in which analyzers announce themselves.
//!
//! This crate does no input or output, starts no thread, knows nothing of any language and cannot fail on
//! anything that a text may contain.

pub mod analyzer;
pub mod article;
mod case;
mod codes;
mod confidence;
pub mod diagnostic;
pub mod entity;
pub mod event;
pub mod mention;
pub mod outline;
pub mod party;
pub mod quote;
pub mod reading;
pub mod registry;
pub mod sentence;
pub mod span;
pub mod story;
pub mod syntax;
mod table;
pub mod text_enum;
pub mod time;

pub use analyzer::{Analyzer, Attempt, DataFile, Declaration, Example, KindDoc, RuleDoc, Settings};
pub use article::{Article, DateMethod, Published};
pub use case::lower;
pub use codes::{CodeRow, CodeTable, Codes};
pub use confidence::Calibration;
pub use diagnostic::{BuildError, Diagnostic, Severity};
pub use entity::{Entity, EntityId, EntityKind};
pub use event::{Act, Event, Evidence, Kind, Mode, ORDINALS, SCHEMA, Status};
pub use mention::{Mention, MentionForm, Sense, TimeKind, TimeMention};
pub use outline::{Outline, Sides};
pub use party::{Party, PartyKind};
pub use quote::{Quote, Source};
pub use reading::Reading;
pub use registry::{Registration, RegistryError, analyzers};
pub use sentence::{Hit, Sentence, SentenceId, Token, Zone};
pub use span::Span;
pub use story::Story;
pub use syntax::{Deprel, Tree, Upos, Word, Xpos};
pub use table::{Table, Words};
pub use text_enum::UnknownName;
pub use time::{Precision, Time};

/// Reexported so that `register_analyzer!` works in a crate that does not itself depend on `inventory`.
#[doc(hidden)]
pub use inventory;

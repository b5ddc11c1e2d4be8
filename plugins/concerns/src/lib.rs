//! Analyzer: who raises which concern with whom.

mod phrase;
mod topics;

pub use topics::{Topic, TopicHit, TopicTable};

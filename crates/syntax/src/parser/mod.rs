//! The parser: transitions, what it looks at to choose them, and the beam.

pub(crate) mod beam;
mod features;
pub(crate) mod scorer;
pub(crate) mod state;

pub(crate) use beam::{Arc, Beam};
pub(crate) use features::Sentence;
pub(crate) use state::{Action, Labels};

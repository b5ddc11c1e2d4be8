//! The **frame**: a pattern over a sentence's dependency tree, written as data.
//!
//! A frame says which word triggers it, which words of the tree fill its slots, and what must or must not stand around it.
//! A plugin keeps its frames in TOML beside its code; users add their own with `--frames FILE`. This crate loads and checks
//! frames ([`FrameSet`]), matches them ([`FrameSet::matches`]) and explains them ([`FrameSet::docs`]). It also reads what
//! tense, modality, negation and governing words make of an event ([`mood`]), since every kind of event needs that.
//!
//! It knows of no particular kind of event.

mod attempt;
mod control;
mod coordination;
mod count;
pub mod focus;
mod frame;
mod gate;
mod inflect;
pub mod item;
mod lemmas;
mod linear;
mod load;
mod matching;
mod members;
pub mod mood;
mod near;
mod parties;
mod path;
mod prose;
mod sides;
pub mod time;
mod transcript;
mod view;

pub use attempt::unreal;
pub use count::Count;
pub use demarche_table::table;
pub use focus::Focus;
pub use frame::{Fills, Frame, Slot};
pub use inflect::forms;
pub use lemmas::Lists;
pub use load::{FrameError, FrameSet};
pub use matching::{Filler, Match, Miss, knows_several};
pub use members::are_among_themselves;
pub use mood::Mood;
pub use parties::{Parties, is_all_sides, sides_meant};
pub use path::{Path, PathError};
pub use prose::untied;
pub use transcript::{cases_in, mentions_in};
pub use view::View;

//! The ways out: a table for the terminal, JSON Lines, JSON, and the text with its evidence marked.
//!
//! JSON Lines and JSON are written as articles come; the table is held back to its end, because its columns are as wide as
//! their widest cell.

mod chronicle;
mod dossier;
mod grid;
mod json;
mod marks;
mod matrix;
mod style;
mod table;
mod text;
mod words;

pub use chronicle::{chronicle, chronicle_markdown};
pub use dossier::dossier;
pub use json::{Array, Lines};
pub use matrix::matrix;
pub use style::Style;
pub use table::Table;
pub use text::{annotate, quote};
pub use words::line;

use demarche_core::{Article, Event};
use std::io;

/// A way to write records.
pub trait Report {
    /// Takes the records of one article, in order.
    ///
    /// # Errors
    /// If what it writes to fails.
    fn article(&mut self, article: &Article, events: &[Event]) -> io::Result<()>;

    /// Writes what is still held back.
    ///
    /// # Errors
    /// If what it writes to fails.
    fn finish(&mut self) -> io::Result<()>;
}

#[cfg(test)]
mod tests;

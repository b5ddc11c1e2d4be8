//! The ways out: a table for the terminal, a page for the browser, JSON, the text with its evidence marked, and the formats of
//! other tools.
//!
//! Each format is a [`Report`], made from articles and their records alone. Most are written as articles come; the table is held
//! back to its end, because its columns are as wide as their widest cell.

mod actors;
mod annotations;
mod brat;
mod characters;
mod chronicle;
mod codebook;
mod columns;
mod csv_bundle;
mod dossier;
mod entity;
mod file_name;
mod folder;
mod grid;
mod html;
mod json;
mod marks;
mod matrix;
#[cfg(feature = "parquet")]
mod parquet;
mod plover;
mod style;
mod table;
mod text;
mod words;

pub use annotations::Annotations;
pub use brat::Brat;
pub use chronicle::{chronicle, chronicle_markdown};
pub use csv_bundle::CsvBundle;
pub use dossier::dossier;
pub use html::Html;
pub use json::{Array, Lines};
pub use matrix::matrix;
#[cfg(feature = "parquet")]
pub use parquet::Parquet;
pub use plover::Plover;
pub use style::Style;
pub use table::Table;
pub use text::{annotate, quote};
pub use words::line;

use demarche_core::{Article, Diagnostic, Event};
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

    /// What the user should know of what was written: records that the format cannot hold.
    fn remarks(&self) -> Vec<Diagnostic> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests;

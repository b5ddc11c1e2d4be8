//! The ways in: files, folders, standard input, JSON Lines and gzip become articles.
//!
//! [`Inputs::find`] turns what the user named into a sorted set of files, [`Inputs::articles`] streams their articles.
//! Whatever cannot be read becomes a [`Diagnostic`] that names file and line; the rest goes on. Memory does not grow with the
//! size of the input, but for 16 bytes per article that tell a repeated id.

mod articles;
mod bytes;
mod files;
mod lines;
mod problem;
mod record;
mod seen;

pub use articles::Articles;
pub use files::Inputs;

/// The longest article that is taken, in bytes; longer ones are dumps, not articles, and would not fit the memory that a run
/// promises.
pub const LONGEST_ARTICLE: usize = 16 << 20;

#[cfg(test)]
mod tests;

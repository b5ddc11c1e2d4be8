//! A table that was packed into the program when it was built, and the lists of words in one.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Data that people edit as TOML, as `table!` of the crate `demarche-table` packs it: reading TOML would take a third of every
/// start.
#[derive(Debug, Clone, Copy)]
pub struct Table(&'static str);

impl Table {
    /// What `table!` has packed.
    pub const fn new(packed: &'static str) -> Self {
        Self(packed)
    }

    /// Reads the table.
    ///
    /// # Errors
    /// If it has not the shape that is asked for.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, String> {
        serde_json::from_str(self.0).map_err(|e| e.to_string())
    }
}

/// A short list of words in a table; case does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Words(Vec<String>);

impl Words {
    /// Whether a word is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.all().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

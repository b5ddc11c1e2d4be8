//! A table that was packed into the program when it was built.

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

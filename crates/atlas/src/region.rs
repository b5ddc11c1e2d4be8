//! Regions whose states act together under no name of their own.

use crate::{
    record::Record,
    table::{AtlasError, List, Row},
};

/// A region by whose name or adjective a group of states goes: "the Baltic states", "Gulf ministers".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The adjective.
    pub name: &'static str,
    /// The noun, and other spellings.
    pub aliases: List,
    /// Its people, where they stand for its states: `Europeans`.
    pub people: &'static str,
    /// The states, or the one body in which they act together.
    pub codes: List,
}

impl Record for Region {
    const TABLE: &'static str = "regions";
    const COLUMNS: &'static [&'static str] = &["name", "aliases", "people", "codes"];

    fn read(row: &Row<'_>) -> Result<Region, AtlasError> {
        row.required(3)?;
        Ok(Region { name: row.required(0)?, aliases: row.list(1), people: row.cell(2), codes: row.list(3) })
    }

    fn key(&self) -> String {
        self.name.to_owned()
    }
}

//! Whose news a source is.

use crate::{
    record::Record,
    table::{AtlasError, Row},
};

/// An outlet that is no agency, or the end of an internet address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// The outlet's name, or the end of an address with the dot before it: `.gov.mn`.
    pub name: &'static str,
    /// Code of the state or body whose news it is.
    pub country: &'static str,
}

impl Record for Publisher {
    const TABLE: &'static str = "publishers";
    const COLUMNS: &'static [&'static str] = &["name", "country"];

    fn read(row: &Row<'_>) -> Result<Publisher, AtlasError> {
        Ok(Publisher { name: row.required(0)?, country: row.required(1)? })
    }

    fn key(&self) -> String {
        self.name.to_owned()
    }
}

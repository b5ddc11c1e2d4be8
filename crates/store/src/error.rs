//! What can go wrong with a ledger's file.

use demarche_ledger::CorrectionsError;
use rusqlite::ErrorCode;

/// Why a ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("there is no such ledger; make one with `demarche analyze … --into FILE`")]
    Missing,
    /// It is a file of another program.
    #[error("this is no ledger of demarche; name another file, or a new one")]
    Foreign,
    /// It cannot be opened.
    #[error("this cannot be opened; name a file, in a folder that exists and may be written to")]
    Closed,
    /// It was made by another version.
    #[error(
        "this ledger has the schema number {found}, this program knows {known}; analyse the articles again into a new file"
    )]
    Version {
        /// The file's number.
        found: i32,
        /// The number of this program.
        known: i32,
    },
    /// The corrections in the ledger cannot be used.
    #[error("the corrections cannot be used")]
    Corrections(#[from] CorrectionsError),
    /// SQLite failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// A row does not hold what was written.
    #[error("the ledger holds a record that cannot be read; it was changed by hand or damaged")]
    Record(#[from] serde_json::Error),
}

impl StoreError {
    /// Of an error at the first touch of a file: most likely it is none of SQLite's.
    pub(crate) fn foreign(error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::Foreign,
            Some(ErrorCode::CannotOpen) => StoreError::Closed,
            _ => StoreError::Sqlite(error),
        }
    }
}

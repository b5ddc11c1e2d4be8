//! The store: articles, records and histories in one SQLite file.
//!
//! Articles and their records are added in transactions: whatever happens, what is committed stays and what is not leaves no
//! trace. Histories, people and findings are worked out from them by [`Store::build`] whenever they have changed, in a
//! transaction of their own; a file whose building was cut off knows it and is built when it is next opened.

mod build;
mod error;
mod metadata;
mod read;
mod write;

pub use error::StoreError;
pub use metadata::metadata;
pub use read::Filter;
pub use write::Added;

use rusqlite::Connection;
use std::path::Path;

/// The number that tells our files from other SQLite files ("dmch").
const APPLICATION: i32 = 0x646d_6368;
/// The version of the schema.
const VERSION: i32 = 2;
/// Tables, indexes and views, with what they mean.
pub const SCHEMA: &str = include_str!("schema.sql");

/// A ledger in a file, or in memory.
pub struct Store {
    db: Connection,
}

impl Store {
    /// Opens a ledger, or begins one where there is no file.
    ///
    /// # Errors
    /// If the file is no ledger of this version or cannot be read or written.
    pub fn create(path: &Path) -> Result<Store, StoreError> {
        Store::prepare(Connection::open(path).map_err(StoreError::foreign)?)
    }

    /// Opens a ledger that exists.
    ///
    /// # Errors
    /// As [`Store::create`], and if there is no file.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing);
        }
        let mut store = Store::create(path)?;
        if !store.is_built()? {
            store.build()?;
        }
        Ok(store)
    }

    /// A ledger that is gone when it is dropped.
    ///
    /// # Errors
    /// If SQLite fails.
    pub fn in_memory() -> Result<Store, StoreError> {
        Store::prepare(Connection::open_in_memory()?)
    }

    fn prepare(db: Connection) -> Result<Store, StoreError> {
        db.busy_timeout(std::time::Duration::from_secs(10))?;
        let application: i32 =
            db.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(StoreError::foreign)?;
        let version: i32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        // Another program's file stays as it is.
        if tables > 0 && application != APPLICATION {
            return Err(StoreError::Foreign);
        }
        // Readers go on while articles are added, and a killed process leaves nothing that the next one must mend by hand.
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "NORMAL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        if tables == 0 {
            let schema = format!(
                "BEGIN; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; {SCHEMA} COMMIT;"
            );
            db.execute_batch(&schema)?;
        } else if version != VERSION {
            return Err(StoreError::Version { found: version, known: VERSION });
        }
        Ok(Store { db })
    }

    pub(crate) fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        use rusqlite::OptionalExtension;
        let mut find = self.db.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
        Ok(find.query_row([name], |row| row.get(0)).optional()?)
    }
}

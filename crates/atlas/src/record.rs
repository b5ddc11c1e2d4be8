//! What every kind of row has in common.

use crate::table::{AtlasError, Row};
use std::{fmt, hash::Hash, marker::PhantomData};

/// Where a record stands in the atlas: `atlas[id]` is the record.
pub struct Id<T> {
    pub(crate) index: u16,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    pub(crate) fn new(index: usize) -> Id<T> {
        // A table of more than 65,536 rows is refused when it is read.
        Id { index: index as u16, of: PhantomData }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Id<T> {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Id<T>) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Id<T>) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Id<T>) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// A type of row.
pub(crate) trait Record: Sized {
    /// Name of the table, as in `[people]`.
    const TABLE: &'static str;
    /// The columns that a row may have; the first is required.
    const COLUMNS: &'static [&'static str];
    /// Makes the record.
    fn read(row: &Row<'_>) -> Result<Self, AtlasError>;
    /// What no two rows of the table share.
    fn key(&self) -> String;
}

/// Declares the fixed words of one column and what each means.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            pub(crate) const WORDS: &'static [(&'static str, $name)] = &[$(($word, $name::$variant),)+];
        }
    };
}

pub(crate) use words;

words! {
    /// What gender a name or title tells.
    Gender {
        /// She.
        Female = "f",
        /// He.
        Male = "m",
        /// Not told.
        Unknown = "",
    }
}

pub(crate) const YES_NO: &[(&str, bool)] = &[("yes", true), ("no", false)];

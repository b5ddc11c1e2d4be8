//! Finding records by a word.

use crate::record::Id;

/// A word's first eight bytes as a number. Words are in the order of these numbers as far as they differ, so that most comparisons
/// need not look at the word.
pub(crate) fn prefix(word: &str) -> u64 {
    let mut first = [0; 8];
    let length = word.len().min(first.len());
    first[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(first)
}

/// Records by a key that several may share, in the order of their table.
#[derive(Debug)]
pub(crate) struct Lookup<T> {
    sorted: Vec<(u64, &'static str, Id<T>)>,
}

impl<T> Default for Lookup<T> {
    fn default() -> Lookup<T> {
        Lookup { sorted: Vec::new() }
    }
}

impl<T> Lookup<T> {
    pub(crate) fn new(keys: impl Iterator<Item = (&'static str, Id<T>)>) -> Lookup<T> {
        let mut sorted: Vec<_> = keys.map(|(key, id)| (prefix(key), key, id)).collect();
        sorted.sort_unstable();
        Lookup { sorted }
    }

    pub(crate) fn get(&self, key: &str) -> impl Iterator<Item = Id<T>> {
        let wanted = (prefix(key), key);
        let first = self.sorted.partition_point(|&(prefix, own, _)| (prefix, own) < wanted);
        self.sorted[first..].iter().take_while(move |(_, own, _)| *own == key).map(|(_, _, id)| *id)
    }
}

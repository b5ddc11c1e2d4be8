//! Finding records by a word.

use crate::record::Id;

/// Records by a key that several may share, in the order of their table.
#[derive(Debug)]
pub(crate) struct Lookup<T> {
    sorted: Vec<(&'static str, Id<T>)>,
}

impl<T> Default for Lookup<T> {
    fn default() -> Lookup<T> {
        Lookup { sorted: Vec::new() }
    }
}

impl<T> Lookup<T> {
    pub(crate) fn new(keys: impl Iterator<Item = (&'static str, Id<T>)>) -> Lookup<T> {
        let mut sorted: Vec<_> = keys.collect();
        sorted.sort_unstable();
        Lookup { sorted }
    }

    pub(crate) fn get(&self, key: &str) -> impl Iterator<Item = Id<T>> {
        let first = self.sorted.partition_point(|(own, _)| *own < key);
        self.sorted[first..].iter().take_while(move |(own, _)| *own == key).map(|(_, id)| *id)
    }
}

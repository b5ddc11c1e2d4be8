//! Which numbers stand for one thing: a union-find in which the least number of a group stands for it.

use std::collections::BTreeMap;

/// Numbers in groups. A number that was never joined stands for itself.
#[derive(Debug, Clone)]
pub struct Union<T>(BTreeMap<T, T>);

impl<T> Default for Union<T> {
    fn default() -> Self {
        Union(BTreeMap::new())
    }
}

impl<T: Copy + Ord> Union<T> {
    /// Puts the groups of two numbers together.
    pub fn join(&mut self, a: T, b: T) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.0.insert(a.max(b), a.min(b));
        }
    }

    /// The number that stands for the group of this one.
    pub fn root(&self, mut number: T) -> T {
        while let Some(&next) = self.0.get(&number) {
            number = next;
        }
        number
    }

    /// Every number that stands for none, with the one that stands for it.
    pub fn members(&self) -> impl Iterator<Item = (T, T)> {
        self.0.keys().map(|&number| (number, self.root(number)))
    }
}

//! Histories by what they are looked up by and when they lie.

use crate::window::{Day, Window};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A history's place in the order of their beginnings.
pub type Number = u32;

/// Longest window of each rank of [`Window::rank`], in days; the last has no bound.
const LONGEST: [Option<Day>; 6] = [Some(3), Some(10), Some(31), Some(93), Some(366), None];

/// The histories of one key: by rank, then by first day.
type Shelf = [BTreeMap<Day, Vec<Number>>; LONGEST.len()];

/// Finds histories in time that grows with those that lie near, not with all.
#[derive(Default)]
pub(crate) struct Index(FxHashMap<String, Shelf>);

impl Index {
    /// Puts a history in.
    pub(crate) fn add(&mut self, key: &str, window: Window, number: Number) {
        if !self.0.contains_key(key) {
            self.0.insert(key.to_owned(), Shelf::default());
        }
        if let Some(shelf) = self.0.get_mut(key) {
            shelf[usize::from(window.rank())].entry(window.from).or_default().push(number);
        }
    }

    /// Takes a history out again; `window` must be that with which it was put in.
    pub(crate) fn remove(&mut self, key: &str, window: Window, number: Number) {
        let Some(shelf) = self.0.get_mut(key) else { return };
        let days = &mut shelf[usize::from(window.rank())];
        if let Some(numbers) = days.get_mut(&window.from) {
            numbers.retain(|&other| other != number);
            if numbers.is_empty() {
                days.remove(&window.from);
            }
        }
    }

    /// The histories of any of these keys that may have a day in common with a window, sorted.
    pub(crate) fn near(&self, keys: &[String], window: Window) -> Vec<Number> {
        let mut found = Vec::new();
        for shelf in keys.iter().filter_map(|key| self.0.get(key)) {
            for (days, longest) in shelf.iter().zip(LONGEST) {
                let from = longest.map_or(Window::ALL.from, |longest| window.from - longest);
                found.extend(days.range(from..=window.to.max(from)).flat_map(|(_, numbers)| numbers));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

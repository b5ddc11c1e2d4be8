//! Weights while they are learned: an averaged perceptron.

use crate::table::{CHUNK, Weights, touch};
use rustc_hash::FxHashMap;

/// A feature's row of cells; free slots have no capacity.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    feature: u32,
    start: u32,
    /// How often the feature was counted.
    count: u32,
    length: u8,
    capacity: u8,
}

/// Weights in training. Only features that were admitted ever get a weight.
///
/// Lookups are bound by memory, not by arithmetic: rows lie in one open hash table, cells in one array, and each pass
/// over the features makes loads that do not wait for one another.
pub(crate) struct Perceptron {
    rows: Vec<Row>,
    mask: usize,
    /// Weights, shifted left by eight, with their class.
    cells: Vec<i32>,
    /// Each weight's changes, each times the moment of the change: what averaging needs.
    moments: Vec<i64>,
    moment: i64,
    /// Whether a feature may still get weights for more classes.
    open: bool,
}

/// What one mistake changes a weight by. Larger than 1 so that averages make good whole numbers.
const STEP: i32 = 16;

impl Perceptron {
    /// Admits every feature that was counted at least `least` times.
    pub(crate) fn admit(counts: &FxHashMap<u32, u32>, least: u32) -> Self {
        let mut features: Vec<(u32, u32)> = counts
            .iter()
            .map(|(&feature, &count)| (feature, count))
            .filter(|&(_, count)| count >= least)
            .collect();
        features.sort_unstable();
        let mut weights = Self::empty(features.len());
        for (feature, count) in features {
            weights.new_row(feature, count, 2);
        }
        weights
    }

    /// Room for so many features.
    fn empty(features: usize) -> Self {
        let size = (features * 2).next_power_of_two();
        Self {
            rows: vec![Row::default(); size],
            mask: size - 1,
            cells: vec![0],
            moments: vec![0],
            moment: 1,
            open: true,
        }
    }

    fn new_row(&mut self, feature: u32, count: u32, capacity: u8) -> usize {
        let slot = self.slot(feature);
        self.rows[slot] = Row { feature, start: self.cells.len() as u32, count, length: 0, capacity };
        self.grow(usize::from(capacity));
        slot
    }

    /// Starts anew from the averages of the `pairs` most important weights: the large ones of frequent features. From
    /// then on no feature gets a weight for another class, so that training makes up for what is left out, and the
    /// model is no larger than this.
    pub(crate) fn prune(&self, pairs: usize) -> Self {
        let averages = self.average();
        let importance = |row: &Row, weight: i32| i64::from(weight).pow(2) * i64::from(row.count);
        let rows: Vec<&Row> = averages.iter().map(|(feature, _)| &self.rows[self.slot(*feature)]).collect();
        let mut all: Vec<i64> = averages
            .iter()
            .zip(&rows)
            .flat_map(|((_, pairs), row)| pairs.iter().map(|&(_, weight)| importance(row, weight)))
            .collect();
        all.sort_unstable();
        let least = all[all.len().saturating_sub(pairs)..].first().copied().unwrap_or(0);
        let mut pruned = Self::empty(averages.len());
        for ((feature, mut pairs), row) in averages.into_iter().zip(rows) {
            pairs.retain(|&(_, weight)| importance(row, weight) >= least);
            if pairs.is_empty() {
                continue;
            }
            let slot = pruned.new_row(feature, row.count, pairs.len() as u8);
            for (class, weight) in pairs {
                let cell = pruned.new_cell(slot, class);
                pruned.cells[cell] += weight << 8;
            }
        }
        pruned.open = false;
        pruned
    }

    fn grow(&mut self, by: usize) {
        self.cells.resize(self.cells.len() + by, 0);
        self.moments.resize(self.moments.len() + by, 0);
    }

    /// The feature's slot, or the free one where it would be.
    #[inline]
    fn slot(&self, feature: u32) -> usize {
        let mut slot = feature as usize & self.mask;
        while self.rows[slot].capacity > 0 && self.rows[slot].feature != feature {
            slot = (slot + 1) & self.mask;
        }
        slot
    }

    /// Time passes; an average is over time.
    pub(crate) fn tick(&mut self) {
        self.moment += 1;
    }

    /// Changes the weights of the features for a class.
    pub(crate) fn update(&mut self, features: &[u32], class: u8, change: i32) {
        for &feature in features {
            let slot = self.slot(feature);
            let row = self.rows[slot];
            if row.capacity == 0 {
                continue;
            }
            let cells = row.start as usize..row.start as usize + usize::from(row.length);
            let at = match cells.clone().find(|&at| self.cells[at] as u8 == class) {
                Some(at) => at,
                None if self.open => self.new_cell(slot, class),
                None => continue,
            };
            self.cells[at] += (change * STEP) << 8;
            self.moments[at] += i64::from(change * STEP) * self.moment;
        }
    }

    /// A cell for one more class, at the end of the row, which moves when it is full.
    fn new_cell(&mut self, slot: usize, class: u8) -> usize {
        let mut row = self.rows[slot];
        if row.length == row.capacity {
            let (from, start) = (row.start as usize, self.cells.len());
            let capacity = row.capacity.saturating_mul(2);
            self.grow(usize::from(capacity));
            self.cells.copy_within(from..from + usize::from(row.length), start);
            self.moments.copy_within(from..from + usize::from(row.length), start);
            (row.start, row.capacity) = (start as u32, capacity);
        }
        let at = row.start as usize + usize::from(row.length);
        row.length += 1;
        self.cells[at] = i32::from(class);
        self.rows[slot] = row;
        at
    }

    /// The averaged weights, sorted by feature and class; those that round to nothing are left out.
    pub(crate) fn average(&self) -> Vec<(u32, Vec<(u8, i32)>)> {
        let mut rows: Vec<(u32, Vec<(u8, i32)>)> = Vec::new();
        for row in self.rows.iter().filter(|row| row.length > 0) {
            let cells = row.start as usize..row.start as usize + usize::from(row.length);
            let mut pairs: Vec<(u8, i32)> = cells
                .map(|at| {
                    let sum = i64::from(self.cells[at] >> 8) * self.moment - self.moments[at];
                    (self.cells[at] as u8, rounded(sum, self.moment).clamp(-32_000, 32_000) as i32)
                })
                .filter(|&(_, weight)| weight != 0)
                .collect();
            pairs.sort_unstable();
            if !pairs.is_empty() {
                rows.push((row.feature, pairs));
            }
        }
        rows.sort_unstable();
        rows
    }
}

/// `a / b`, rounded to the nearest whole number.
fn rounded(a: i64, b: i64) -> i64 {
    (2 * a + b).div_euclid(2 * b)
}

impl Weights for Perceptron {
    fn add(&self, features: &[u32], scores: &mut [i32]) {
        for chunk in features.chunks(CHUNK) {
            touch(chunk.iter().map(|&feature| self.rows[feature as usize & self.mask].feature));
            let mut found = [(0, 0); CHUNK];
            for (&feature, found) in chunk.iter().zip(&mut found) {
                let row = &self.rows[self.slot(feature)];
                *found = (row.start as usize, usize::from(row.length));
            }
            let found = &found[..chunk.len()];
            touch(found.iter().map(|&(start, _)| self.cells[start] as u32));
            for &(start, length) in found {
                for &cell in &self.cells[start..start + length] {
                    scores[usize::from(cell as u8)] += cell >> 8;
                }
            }
        }
    }
}

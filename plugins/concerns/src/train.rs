//! How the weights of [`Ranking`] are learnt: logistic regression over every topic that an article names, for every concern of the gold
//! records.

use crate::ranking::{Candidate, FEATURES, Ranking};
use std::collections::BTreeSet;

/// A concern with the topics that its article names.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its article; the concerns of an article are never parted by a fold.
    pub article: usize,
    /// From [`crate::candidates`].
    pub candidates: Vec<Candidate>,
    /// The topics that the gold record gives it.
    pub topics: BTreeSet<usize>,
    /// How many the gold record gives it, with those that the table does not know.
    pub count: usize,
}

/// Sweeps over all weights; they have come to rest long before.
const SWEEPS: usize = 80;
/// How strongly weights and priors are drawn to zero, in units of evidence, of which a topic at a share of one half gives a quarter.
const PULL: [f64; 2] = [1.0, 4.0];
/// From which log-odds on the best topic is given, and from which on further ones: shares of 0.35 and 0.31.
const ENOUGH: [f64; 2] = [-0.619, -0.8];

/// The weights that fit these examples best; `topics` is how many the table has.
pub fn fit(examples: &[&Example], topics: usize) -> Ranking {
    let count = FEATURES.len() + topics;
    // By feature, the rows in which it is not zero; the topics themselves are the last features.
    let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
    let mut right = Vec::new();
    for (example, candidate) in examples.iter().flat_map(|e| e.candidates.iter().map(move |c| (e, c))) {
        let row = right.len();
        for (column, &value) in
            columns.iter_mut().zip(&candidate.features).filter(|(_, value)| **value != 0.0)
        {
            column.push((row, value));
        }
        columns[FEATURES.len() + candidate.topic].push((row, 1.0));
        right.push(f64::from(u8::from(example.topics.contains(&candidate.topic))));
    }
    let mut weights = vec![0.0; count];
    let mut odds = vec![0.0_f64; right.len()];
    for _ in 0..SWEEPS {
        for (feature, column) in columns.iter().enumerate() {
            let pull = PULL[usize::from(feature >= FEATURES.len())];
            let (mut off, mut curve) = (pull * weights[feature], pull);
            for &(row, value) in column {
                let share = 1.0 / (1.0 + (-odds[row]).exp());
                off += (share - right[row]) * value;
                curve += share * (1.0 - share) * value * value;
            }
            let step = off / curve;
            weights[feature] -= step;
            column.iter().for_each(|&(row, value)| odds[row] -= step * value);
        }
    }
    let priors = weights.split_off(FEATURES.len());
    Ranking { weights, priors, first: ENOUGH[0], further: ENOUGH[1] }
}

/// How well topics are given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    concerns: usize,
    shared: usize,
    given: usize,
    right: usize,
    wanted: usize,
}

impl Figures {
    /// Counts a concern for which the ranking chooses.
    pub fn add(&mut self, ranking: &Ranking, example: &Example) {
        let given = ranking.choose(example.candidates.clone());
        let right = given.iter().filter(|c| example.topics.contains(&c.topic)).count();
        self.concerns += 1;
        self.shared += usize::from(right > 0);
        self.given += given.len();
        self.right += right;
        self.wanted += example.count;
    }

    /// Which share of the topics given is right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.given)
    }

    /// Which share of the gold records' topics is given.
    pub fn recall(&self) -> f64 {
        share(self.right, self.wanted)
    }

    /// Which share of concerns has at least one right topic.
    pub fn shared(&self) -> f64 {
        share(self.shared, self.concerns)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Trains on all folds but one and asks about that one, for each fold of articles.
pub fn cross_validate(examples: &[Example], topics: usize, folds: usize) -> Figures {
    let mut figures = Figures::default();
    for fold in 0..folds {
        let (left_out, rest): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|e| e.article % folds == fold);
        let ranking = fit(&rest, topics);
        left_out.into_iter().for_each(|example| figures.add(&ranking, example));
    }
    figures
}

//! The trainer: logistic regression by stochastic gradient descent in a fixed order, and its test by cross-validation.

use crate::model::{Class, Model, STEPS, Trust};
use std::collections::BTreeMap;

const CLASSES: usize = Class::ALL.len();

/// A party in a sentence, with what a reader says of it.
#[derive(Debug, Clone)]
pub struct Example {
    /// From [`crate::features()`].
    pub features: Vec<u32>,
    /// What the sentence says of the party.
    pub class: Class,
    /// Examples of one group (an article) are never parted by a fold.
    pub group: u64,
}

/// How the trainer goes about it.
#[derive(Debug, Clone, Copy)]
pub struct Config {
    /// Passes over the examples.
    pub epochs: usize,
    /// The length of the first steps.
    pub rate: f32,
    /// How strongly weights are drawn to zero.
    pub decay: f32,
    /// A feature that occurs less often is left out.
    pub at_least: u32,
    /// For the order of the examples; never zero.
    pub seed: u64,
}

impl Default for Config {
    fn default() -> Self {
        Config { epochs: 16, rate: 0.05, decay: 1e-3, at_least: 3, seed: 0x9e37_79b9_7f4a_7c15 }
    }
}

/// A model of these examples, with the trust that `trust` gives it. Weights are the mean of those after each pass of the second
/// half, which err less than the last, in bytes.
pub fn fit(examples: &[&Example], config: Config, trust: Trust) -> Model {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for feature in examples.iter().flat_map(|e| &e.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let features: Vec<u32> = counts
        .into_iter()
        .filter(|&(_, count)| count >= config.at_least)
        .map(|(feature, _)| feature)
        .collect();
    let known = |e: &&Example| -> Vec<usize> {
        e.features.iter().filter_map(|f| features.binary_search(f).ok()).collect()
    };
    let inputs: Vec<Vec<usize>> = examples.iter().map(known).collect();

    let mut weights = vec![[0.0_f32; CLASSES]; features.len()];
    let mut squares = vec![[1e-6_f32; CLASSES]; features.len()];
    let mut sums = vec![[0.0_f32; CLASSES]; features.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = config.seed;
    for epoch in 0..config.epochs {
        shuffle(&mut order, &mut state);
        for &i in &order {
            let scale = 1.0 / (inputs[i].len().max(1) as f32).sqrt();
            let mut scores = [0.0_f32; CLASSES];
            for &f in &inputs[i] {
                (0..CLASSES).for_each(|c| scores[c] += weights[f][c] * scale);
            }
            let shares = softmax(scores);
            for &f in &inputs[i] {
                for c in 0..CLASSES {
                    let wanted = if c == examples[i].class as usize { 1.0 } else { 0.0 };
                    let gradient = (shares[c] - wanted) * scale + config.decay * weights[f][c];
                    squares[f][c] += gradient * gradient;
                    weights[f][c] -= config.rate * gradient / squares[f][c].sqrt();
                }
            }
        }
        if epoch * 2 >= config.epochs {
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                (0..CLASSES).for_each(|c| sum[c] += weight[c]);
            }
        }
    }
    let largest = sums.iter().flatten().fold(f32::MIN_POSITIVE, |most, w| most.max(w.abs()));
    let bytes = sums.iter().map(|w| w.map(|w| (w / largest * 127.0).round() as i8)).collect();
    Model::new(features, bytes, trust)
}

fn shuffle(order: &mut [usize], state: &mut u64) {
    for i in (1..order.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        order.swap(i, (*state % (i as u64 + 1)) as usize);
    }
}

fn softmax(scores: [f32; CLASSES]) -> [f32; CLASSES] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let all = scores.map(|s| (s - most).exp());
    let sum: f32 = all.iter().sum();
    all.map(|s| s / sum)
}

/// What cross-validation finds.
#[derive(Debug, Clone, Default)]
pub struct Validation {
    /// Examples by true class, then by given class.
    pub counts: [[u32; CLASSES]; CLASSES],
    /// Leads of the answers, and whether each was right.
    answers: Vec<(f64, bool)>,
}

impl Validation {
    /// F1 of each class.
    pub fn f1(&self) -> [f64; CLASSES] {
        std::array::from_fn(|class| {
            let given: u32 = self.counts.iter().map(|row| row[class]).sum();
            let there: u32 = self.counts[class].iter().sum();
            2.0 * f64::from(self.counts[class][class]) / f64::from((given + there).max(1))
        })
    }

    /// The mean over the classes.
    pub fn macro_f1(&self) -> f64 {
        self.f1().iter().sum::<f64>() / CLASSES as f64
    }

    /// The share that is right.
    pub fn accuracy(&self) -> f64 {
        let right: u32 = (0..CLASSES).map(|c| self.counts[c][c]).sum();
        f64::from(right) / f64::from(self.counts.iter().flatten().sum::<u32>().max(1))
    }

    /// In steps of equally many answers: from which lead on, and which share of them is right.
    pub fn trust(&self) -> Trust {
        let mut answers = self.answers.clone();
        answers.sort_by(|a, b| a.0.total_cmp(&b.0));
        let size = answers.len().div_ceil(STEPS).max(1);
        let step = |part: &[(f64, bool)]| {
            let right = part.iter().filter(|(_, right)| *right).count();
            (part[0].0 as f32, right as f32 / part.len() as f32)
        };
        answers.chunks(size).map(step).collect()
    }
}

/// Trains on all folds but one and asks about that one, for each fold.
pub fn cross_validate(examples: &[Example], folds: u64, config: Config) -> Validation {
    let mut found = Validation::default();
    for fold in 0..folds {
        let (test, train): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|e| e.group % folds == fold);
        let model = fit(&train, config, Trust::new());
        for example in test {
            let answer = model.ask(&example.features);
            found.counts[example.class as usize][answer.class as usize] += 1;
            found.answers.push((answer.lead, answer.class == example.class));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feature 7 goes with the class; the others tell nothing.
    fn examples() -> Vec<Example> {
        let example = |i: u32| Example {
            features: vec![1, 2 + i % 3, if i.is_multiple_of(2) { 7 } else { 8 }],
            class: if i.is_multiple_of(2) { Class::Positive } else { Class::Negative },
            group: u64::from(i),
        };
        (0..60).map(example).collect()
    }

    #[test]
    fn what_can_be_learnt_is_learnt_and_always_the_same() {
        let found = cross_validate(&examples(), 5, Config::default());
        assert!((found.accuracy() - 1.0).abs() < 1e-9, "{:?}", found.counts);
        let all = examples();
        let all: Vec<&Example> = all.iter().collect();
        let train = || fit(&all, Config::default(), found.trust()).to_bytes();
        assert_eq!(train(), train());
    }

    #[test]
    fn figures_follow_from_the_counts() {
        let found = Validation { counts: [[1, 1, 0], [0, 2, 0], [0, 0, 0]], answers: Vec::new() };
        assert!((found.accuracy() - 0.75).abs() < 1e-9);
        assert!((found.f1()[0] - 2.0 / 3.0).abs() < 1e-9 && (found.f1()[1] - 0.8).abs() < 1e-9);
    }
}

//! The trainer: logistic regression by Newton's steps, and its test by cross-validation.

use crate::model::{Answer, Model, NEUTRAL};
use crate::pairs::Features;

/// Two sides of an article, with what a reader says of them.
#[derive(Debug, Clone)]
pub struct Example {
    /// The article, which no fold parts.
    pub article: String,
    /// What the article offers on them; nothing if it never names the two together.
    pub features: Option<Features>,
    /// The sign of their relationship, if the article is about it.
    pub sign: Option<i8>,
}

/// Steps of a fit; it has come to rest before.
const STEPS: usize = 12;
/// How strongly weights are drawn to zero, in units of evidence, of which an example at a share of one half gives a quarter: of
/// the few relationships more than of the many pairs.
const PULL_RELATION: f64 = 2.0;
const PULL_TONE: f64 = 8.0;
/// The bias is all but free.
const PULL_BIAS: f64 = 1e-6;
/// So many parts, each of which is once left out of training.
const FOLDS: usize = 10;

/// A model of these examples.
#[must_use]
pub fn fit(examples: &[&Example]) -> Model {
    let pairs: Vec<(&Features, Option<i8>)> =
        examples.iter().filter_map(|e| Some((e.features.as_ref()?, e.sign))).collect();
    let relation: Vec<(&[f64], bool)> =
        pairs.iter().map(|(f, sign)| (f.relation.as_slice(), sign.is_some())).collect();
    let signed = |wanted: i8| -> Vec<(&[f64], bool)> {
        pairs.iter().filter_map(|(f, sign)| Some((f.tone.as_slice(), (*sign)? == wanted))).collect()
    };
    Model {
        relation: logistic(&relation, PULL_RELATION),
        warm: logistic(&signed(1), PULL_TONE),
        tense: logistic(&signed(-1), PULL_TONE),
    }
}

/// Logistic regression by Newton's steps.
fn logistic(examples: &[(&[f64], bool)], pull: f64) -> Answer {
    let count = examples.first().map_or(0, |(x, _)| x.len());
    let mut answer = Answer { bias: 0.0, weights: vec![0.0; count] };
    for _ in 0..STEPS {
        // The gradient stands in the last column.
        let mut rows = vec![vec![0.0; count + 2]; count + 1];
        rows[0][0] = PULL_BIAS;
        for (at, weight) in answer.weights.iter().enumerate() {
            rows[at + 1][at + 1] = pull;
            rows[at + 1][count + 1] = pull * weight;
        }
        for (features, yes) in examples {
            let share = answer.share(features);
            let off = share - f64::from(u8::from(*yes));
            let curve = share * (1.0 - share);
            let x = |at: usize| if at == 0 { 1.0 } else { features[at - 1] };
            for (i, row) in rows.iter_mut().enumerate() {
                for (j, cell) in row.iter_mut().enumerate().take(count + 1) {
                    *cell += curve * x(i) * x(j);
                }
                row[count + 1] += off * x(i);
            }
        }
        let step = solve(rows);
        answer.bias -= step[0];
        answer.weights.iter_mut().zip(&step[1..]).for_each(|(weight, by)| *weight -= by);
    }
    answer
}

/// The solution of linear equations, of which each row is one with its right side at the end. The matrix is positive definite, so
/// no row need be swapped.
fn solve(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    let count = rows.len();
    for pivot in 0..count {
        let head = rows[pivot].clone();
        for row in rows.iter_mut().skip(pivot + 1) {
            let factor = row[pivot] / head[pivot];
            row.iter_mut().zip(&head).skip(pivot).for_each(|(cell, by)| *cell -= factor * by);
        }
    }
    let mut solution = vec![0.0; count];
    for at in (0..count).rev() {
        let known: f64 = (at + 1..count).map(|j| rows[at][j] * solution[j]).sum();
        solution[at] = (rows[at][count] - known) / rows[at][at];
    }
    solution
}

/// What a model says of examples.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Relationships that readers saw.
    pub gold: u32,
    /// Of these, those that the model sees as well.
    pub found: u32,
    /// Of these, those with the right sign.
    pub right: u32,
    /// All that the model sees.
    pub given: u32,
}

impl Figures {
    /// Adds what a model says of examples, as an analysis would write it.
    fn count(&mut self, model: &Model, examples: &[&Example]) {
        for example in examples {
            let given = example.features.as_ref().filter(|f| f.is_told(model));
            self.given += u32::from(given.is_some());
            self.gold += u32::from(example.sign.is_some());
            if let (Some(features), Some(sign)) = (given, example.sign) {
                self.found += 1;
                let score = model.tone(features);
                self.right += u32::from(i8::from(score > NEUTRAL) - i8::from(score < -NEUTRAL) == sign);
            }
        }
    }

    /// The share of relationships that are found and have the right sign.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        f64::from(self.right) / f64::from(self.gold.max(1))
    }
}

/// Trains on all folds but one and asks about that one, for each fold; articles are dealt out in the order of their names.
#[must_use]
pub fn cross_validate(examples: &[Example]) -> Figures {
    let mut articles: Vec<&str> = examples.iter().map(|e| e.article.as_str()).collect();
    articles.sort_unstable();
    articles.dedup();
    let mut figures = Figures::default();
    for fold in 0..FOLDS {
        let place =
            |e: &&Example| articles.binary_search(&e.article.as_str()).is_ok_and(|at| at % FOLDS == fold);
        let (left_out, rest): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(place);
        figures.count(&fit(&rest), &left_out);
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_tells_gets_a_weight_and_one_that_does_not_gets_none() {
        let rows: Vec<[f64; 2]> = (0..40).map(|i| [f64::from(i % 2), f64::from(i / 2 % 2)]).collect();
        let examples: Vec<(&[f64], bool)> = rows.iter().map(|x| (x.as_slice(), x[0] > 0.5)).collect();
        let answer = logistic(&examples, 1.0);
        assert!(answer.weights[0] > 2.0, "{answer:?}");
        assert!(answer.weights[1].abs() < 1e-6, "{answer:?}");
    }

    #[test]
    fn equations_are_solved() {
        let solution = solve(vec![vec![4.0, 1.0, 9.0], vec![1.0, 3.0, 5.0]]);
        assert!((solution[0] - 2.0).abs() < 1e-9 && (solution[1] - 1.0).abs() < 1e-9, "{solution:?}");
    }
}

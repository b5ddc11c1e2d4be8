//! Logistic regression by Newton's steps: the one fit by which every trainer of weights learns.

/// Newton's steps; the fit has come to rest before.
const STEPS: usize = 12;

/// Something of which it is known whether it holds, and what is told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The features that are not zero, each with its number.
    pub features: Vec<(usize, f64)>,
    /// Whether it holds.
    pub right: bool,
    /// How much it tells; 1 unless there is doubt.
    pub weight: f64,
}

impl Row {
    /// A row of which all `features` are given, in the order of their numbers.
    pub fn of(features: impl IntoIterator<Item = f64>, right: bool) -> Self {
        let features = features.into_iter().enumerate().filter(|(_, x)| *x != 0.0).collect();
        Row { features, right, weight: 1.0 }
    }

    /// How likely it is to hold by some weights, in log-odds.
    pub fn odds(&self, weights: &[f64]) -> f64 {
        self.features.iter().map(|&(i, x)| weights[i] * x).sum()
    }
}

/// The weights that fit some rows best. `pull` says of each feature how strongly its weight is drawn to zero, in units of evidence, of
/// which a row at a share of one half gives a quarter; it must be above zero.
pub fn fit<'r>(rows: impl Iterator<Item = &'r Row> + Clone, pull: &[f64]) -> Vec<f64> {
    let count = pull.len();
    let mut weights = vec![0.0; count];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = pull.iter().zip(&weights).map(|(pull, w)| pull * w).collect();
        let mut curve = vec![vec![0.0; count]; count];
        (0..count).for_each(|i| curve[i][i] = pull[i]);
        for row in rows.clone() {
            let share = 1.0 / (1.0 + (-row.odds(&weights)).exp());
            let off = row.weight * (share - f64::from(u8::from(row.right)));
            let weight = row.weight * share * (1.0 - share);
            for &(i, x) in &row.features {
                slope[i] += off * x;
                for &(j, y) in row.features.iter().filter(|(j, _)| *j <= i) {
                    curve[i][j] += weight * x * y;
                }
            }
        }
        let step = solve(curve, slope);
        weights.iter_mut().zip(step).for_each(|(w, s)| *w -= s);
    }
    weights
}

/// Solves `curve · step = slope` for a symmetric positive matrix, of which the lower half is given.
fn solve(mut curve: Vec<Vec<f64>>, mut slope: Vec<f64>) -> Vec<f64> {
    let count = slope.len();
    for i in 0..count {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| curve[i][k] * curve[j][k]).sum();
            let rest = curve[i][j] - dot;
            curve[i][j] = if i == j { rest.sqrt() } else { rest / curve[j][j] };
        }
    }
    for i in 0..count {
        let dot: f64 = (0..i).map(|k| curve[i][k] * slope[k]).sum();
        slope[i] = (slope[i] - dot) / curve[i][i];
    }
    for i in (0..count).rev() {
        let dot: f64 = (i + 1..count).map(|k| curve[k][i] * slope[k]).sum();
        slope[i] = (slope[i] - dot) / curve[i][i];
    }
    slope
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_tells_gets_a_weight_and_one_that_does_not_gets_none() {
        let row = |i: u8| Row::of([1.0, f64::from(i % 2), f64::from(i / 2 % 2)], i % 2 == 1);
        let rows: Vec<Row> = (0..40).map(row).collect();
        let weights = fit(rows.iter(), &[1e-6, 1.0, 1.0]);
        assert!(weights[1] > 2.0, "{weights:?}");
        assert!(weights[2].abs() < 1e-6, "{weights:?}");
    }

    #[test]
    fn what_tells_less_weighs_less() {
        let row = |right, weight| Row { features: vec![(0, 1.0)], right, weight };
        let rows = [row(true, 1.0), row(false, 0.5)];
        assert!(fit(rows.iter(), &[0.1])[0] > 0.0);
    }

    #[test]
    fn equations_are_solved() {
        let solution = solve(vec![vec![4.0, 0.0], vec![1.0, 3.0]], vec![9.0, 5.0]);
        assert!((solution[0] - 2.0).abs() < 1e-9 && (solution[1] - 1.0).abs() < 1e-9, "{solution:?}");
    }
}

//! The steps of training: Adam (Kingma and Ba 2015).

use super::network::{Gradient, Net};
use ndarray::{Array2, Zip};

/// What is remembered of every weight's past changes.
pub(crate) struct Adam {
    weights: Vec<[Array2<f32>; 2]>,
    tables: Vec<[Array2<f32>; 2]>,
    steps: i32,
}

/// How much of the mean change and of the mean square stays with every step.
const KEPT: [f32; 2] = [0.9, 0.98];
/// Longer changes are cut to this.
const LONGEST: f32 = 2.0;

impl Adam {
    pub(crate) fn new(net: &Net) -> Self {
        let pair = |like: &Array2<f32>| [Array2::zeros(like.dim()), Array2::zeros(like.dim())];
        Self {
            weights: net.weights.iter().map(pair).collect(),
            tables: net.tables.iter().map(pair).collect(),
            steps: 0,
        }
    }

    /// Changes the network. Rows of tables move only if they were looked up.
    pub(crate) fn step(&mut self, net: &mut Net, gradients: Vec<Gradient>, rate: f32) {
        self.steps += 1;
        let Some(all) = gradients.into_iter().reduce(Gradient::and) else { return };
        let squares: f32 = all.weights.iter().map(|m| m.iter().map(|v| v * v).sum::<f32>()).sum();
        let cut = (LONGEST / squares.sqrt().max(LONGEST)).min(1.0);
        let rate = rate * (1.0 - KEPT[1].powi(self.steps)).sqrt() / (1.0 - KEPT[0].powi(self.steps));
        let step = |weight: &mut f32, &change: &f32, mean: &mut f32, square: &mut f32| {
            let change = change * cut;
            *mean = KEPT[0] * *mean + (1.0 - KEPT[0]) * change;
            *square = KEPT[1] * *square + (1.0 - KEPT[1]) * change * change;
            *weight -= rate * *mean / (square.sqrt() + 1e-8);
        };
        for ((weights, change), [mean, square]) in
            net.weights.iter_mut().zip(&all.weights).zip(&mut self.weights)
        {
            Zip::from(weights).and(change).and(mean).and(square).for_each(step);
        }
        for ((table, rows), [mean, square]) in net.tables.iter_mut().zip(&all.tables).zip(&mut self.tables) {
            for (&row, change) in rows {
                let row = row as usize;
                Zip::from(table.row_mut(row))
                    .and(change)
                    .and(mean.row_mut(row))
                    .and(square.row_mut(row))
                    .for_each(step);
            }
        }
    }
}

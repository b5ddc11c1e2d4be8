//! One layer of the network in one direction, forwards and backwards, for a batch of sentences.

use crate::lstm::{sigmoid, tanh};
use ndarray::{Array2, Axis};

/// How the words of a batch follow one another: for every step the rows that are at work, the longest sentence first.
/// Words lie in one matrix, sentence after sentence.
pub(crate) struct Walk {
    /// Forwards and backwards.
    pub(crate) steps: [Vec<Vec<usize>>; 2],
}

impl Walk {
    pub(crate) fn new(lengths: &[usize]) -> Self {
        let mut starts = Vec::new();
        let mut total = 0;
        for length in lengths {
            starts.push(total);
            total += length;
        }
        let mut order: Vec<usize> = (0..lengths.len()).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(lengths[i]), i));
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let rows = |step: usize, backwards: bool| -> Vec<usize> {
            let running = order.iter().filter(|&&i| lengths[i] > step);
            running.map(|&i| starts[i] + if backwards { lengths[i] - 1 - step } else { step }).collect()
        };
        Self {
            steps: [false, true].map(|backwards| (0..longest).map(|step| rows(step, backwards)).collect()),
        }
    }
}

/// The weights: from the input, from the past, and the bias. Gates: input, forget, candidate, output.
pub(crate) struct Weights<'a> {
    pub(crate) input: &'a Array2<f32>,
    pub(crate) past: &'a Array2<f32>,
    pub(crate) bias: &'a Array2<f32>,
}

/// What went through a layer.
pub(crate) struct Passed {
    gates: Array2<f32>,
    cells: Array2<f32>,
    /// The cells' hyperbolic tangents.
    squashed: Array2<f32>,
    /// What comes out.
    pub(crate) output: Array2<f32>,
}

/// Forwards.
pub(crate) fn forwards(weights: &Weights, input: &Array2<f32>, steps: &[Vec<usize>]) -> Passed {
    let hidden = weights.past.nrows();
    let size = (input.nrows(), hidden);
    let mut passed = Passed {
        gates: input.dot(weights.input) + weights.bias,
        cells: Array2::zeros(size),
        squashed: Array2::zeros(size),
        output: Array2::zeros(size),
    };
    let mut before: &[usize] = &[];
    for rows in steps {
        if !before.is_empty() {
            let past = passed.output.select(Axis(0), &before[..rows.len()]).dot(weights.past);
            for (&row, past) in rows.iter().zip(past.outer_iter()) {
                let mut gates = passed.gates.row_mut(row);
                gates += &past;
            }
        }
        for (place, &row) in rows.iter().enumerate() {
            let mut gates = passed.gates.row_mut(row);
            if let Some(gates) = gates.as_slice_mut() {
                let (enter_keep, rest) = gates.split_at_mut(2 * hidden);
                let (candidate, leave) = rest.split_at_mut(hidden);
                enter_keep.iter_mut().for_each(|gate| *gate = sigmoid(*gate));
                candidate.iter_mut().for_each(|gate| *gate = tanh(*gate));
                leave.iter_mut().for_each(|gate| *gate = sigmoid(*gate));
            }
            for i in 0..hidden {
                let past = before.get(place).map_or(0.0, |&before| passed.cells[[before, i]]);
                let cell = gates[i] * gates[2 * hidden + i] + gates[hidden + i] * past;
                passed.cells[[row, i]] = cell;
                passed.squashed[[row, i]] = tanh(cell);
                passed.output[[row, i]] = gates[3 * hidden + i] * tanh(cell);
            }
        }
        before = rows;
    }
    passed
}

/// What the weights and the input should change by.
pub(crate) struct Changes {
    pub(crate) input_weights: Array2<f32>,
    pub(crate) past_weights: Array2<f32>,
    pub(crate) bias: Array2<f32>,
    pub(crate) input: Array2<f32>,
}

/// Backwards: from the change that the output should have.
pub(crate) fn backwards(
    weights: &Weights,
    input: &Array2<f32>,
    passed: &Passed,
    mut output: Array2<f32>,
    steps: &[Vec<usize>],
) -> Changes {
    let hidden = weights.past.nrows();
    let mut gates = Array2::<f32>::zeros(passed.gates.dim());
    let mut cells = Array2::<f32>::zeros(output.dim());
    let mut past_output = Array2::<f32>::zeros(output.dim());
    for (step, rows) in steps.iter().enumerate().rev() {
        let before = step.checked_sub(1).map(|step| &steps[step]);
        for (place, &row) in rows.iter().enumerate() {
            let values = passed.gates.row(row);
            for i in 0..hidden {
                let (enter, keep) = (values[i], values[hidden + i]);
                let (candidate, leave) = (values[2 * hidden + i], values[3 * hidden + i]);
                let squashed = passed.squashed[[row, i]];
                let out = output[[row, i]];
                let cell = cells[[row, i]] + out * leave * (1.0 - squashed * squashed);
                let past = before.map_or(0.0, |before| passed.cells[[before[place], i]]);
                gates[[row, i]] = cell * candidate * enter * (1.0 - enter);
                gates[[row, hidden + i]] = cell * past * keep * (1.0 - keep);
                gates[[row, 2 * hidden + i]] = cell * enter * (1.0 - candidate * candidate);
                gates[[row, 3 * hidden + i]] = out * squashed * leave * (1.0 - leave);
                if let Some(before) = before {
                    cells[[before[place], i]] += cell * keep;
                }
            }
        }
        if let Some(before) = before {
            let past = gates.select(Axis(0), rows).dot(&weights.past.t());
            for ((&row, &earlier), past) in rows.iter().zip(before).zip(past.outer_iter()) {
                let mut change = output.row_mut(earlier);
                change += &past;
                past_output.row_mut(row).assign(&passed.output.row(earlier));
            }
        }
    }
    Changes {
        input_weights: input.t().dot(&gates),
        past_weights: past_output.t().dot(&gates),
        bias: gates.sum_axis(Axis(0)).insert_axis(Axis(0)),
        input: gates.dot(&weights.input.t()),
    }
}

//! Long short-term memory in both directions.

use crate::bytes::Reader;
use crate::matrix::{Matrix, add, write};
use multiversion::multiversion;
use std::ops::Range;

/// What the outputs of a layer lie between is cut into this many steps on each side of zero: 14 bits, so that sums of
/// 256 products with a weight of 8 bits fit into 32.
pub(crate) const STEPS: f32 = 16_384.0;

/// A layer in both directions, forwards first.
pub(crate) struct Layer {
    /// From a word to the gates of both directions.
    pub(crate) input: Matrix,
    /// From what a direction said last to its gates.
    past: [Matrix; 2],
}

/// Working memory.
#[derive(Default)]
pub(crate) struct State {
    gates: Vec<f32>,
    cells: Vec<f32>,
    said: Vec<i16>,
    sums: Vec<i32>,
}

impl Layer {
    pub(crate) fn read(reader: &mut Reader) -> Option<Self> {
        let mut matrix = || Matrix::read(reader);
        let [forwards, past, backwards, future] = [matrix()?, matrix()?, matrix()?, matrix()?];
        let layer = Self { input: forwards.and(backwards)?, past: [past, future] };
        let gates = 4 * layer.hidden();
        let right = |past: &Matrix| past.inputs == layer.hidden() && past.outputs == gates;
        (layer.hidden().is_multiple_of(2) && layer.input.outputs == 2 * gates && layer.past.iter().all(right))
            .then_some(layer)
    }

    /// How many outputs each direction has.
    pub(crate) fn hidden(&self) -> usize {
        self.past[0].inputs
    }

    /// Reads some sentences side by side, the longest first, as weights are loaded once for all of them: `sentences` says
    /// which of the words are whose, `places` for every word which row of `inputs` is its product with [`Self::input`], where a step
    /// is worth `1 / steps`.
    pub(crate) fn walk(
        &self,
        inputs: &[i32],
        steps: f32,
        places: &[u32],
        sentences: &[Range<usize>],
        state: &mut State,
        outputs: &mut Vec<i16>,
    ) {
        let hidden = self.hidden();
        let State { gates: now, cells, said, sums } = state;
        now.resize(4 * hidden, 0.0);
        outputs.clear();
        outputs.resize(places.len() * 2 * hidden, 0);
        for (direction, past) in self.past.iter().enumerate() {
            cells.clear();
            cells.resize(sentences.len() * hidden, 0.0);
            said.clear();
            said.resize(sentences.len() * hidden, 0);
            for step in 0..sentences.first().map_or(0, ExactSizeIterator::len) {
                let left = sentences.iter().take_while(|words| words.len() > step).count();
                let mut sums = past.multiply(&said[..if step > 0 { left * hidden } else { 0 }], sums);
                let each = cells.chunks_exact_mut(hidden).zip(said.chunks_exact_mut(hidden));
                for (words, (cells, said)) in sentences[..left].iter().zip(each) {
                    let at = if direction == 0 { words.start + step } else { words.end - 1 - step };
                    let own = direction * 4 * hidden..(direction + 1) * 4 * hidden;
                    let inputs = &inputs[places[at] as usize * self.input.height()..][own.clone()];
                    let inputs = self.input.row(inputs, own, steps);
                    match sums.next() {
                        Some(sums) => add(inputs, past.row(sums, 0..4 * hidden, STEPS), now),
                        None => write(inputs, now),
                    }
                    cell(now, cells, said);
                    outputs[(2 * at + direction) * hidden..][..hidden].copy_from_slice(said);
                }
            }
        }
    }
}

/// One step of an LSTM. Gates: input, forget, candidate, output.
// One thing in each loop, so that the compiler has eight numbers worked out at once; plain loops over indices, as zipping is a call.
#[multiversion(targets("x86_64+avx512vnni", "x86_64+avx2"))]
fn cell(gates: &mut [f32], cells: &mut [f32], said: &mut [i16]) {
    let hidden = cells.len();
    let (inner, output) = gates.split_at_mut(3 * hidden);
    let (input, rest) = inner.split_at_mut(hidden);
    let (forget, candidate) = rest.split_at_mut(hidden);
    for gates in [&mut *input, &mut *forget, &mut *output] {
        for gate in gates {
            *gate = sigmoid(*gate);
        }
    }
    for gate in candidate.iter_mut() {
        *gate = tanh(*gate);
    }
    let (output, said) = (&output[..hidden], &mut said[..hidden]);
    let mut at = 0;
    while at < hidden {
        cells[at] = input[at] * candidate[at] + forget[at] * cells[at];
        at += 1;
    }
    let mut at = 0;
    while at < hidden {
        // Within 16 bits; the way over 32 is one that the processor knows.
        said[at] = (output[at] * tanh(cells[at]) * STEPS) as i32 as i16;
        at += 1;
    }
}

/// `1 / (1 + e^-x)`
#[inline]
pub(crate) fn sigmoid(x: f32) -> f32 {
    0.5 * tanh(0.5 * x) + 0.5
}

/// Like the hyperbolic tangent, which it meets within 0.03: the first steps of its continued fraction, up to where they reach 1.
#[inline]
pub(crate) fn tanh(x: f32) -> f32 {
    let x = x.clamp(-3.0, 3.0);
    let square = x * x;
    x * (27.0 + square) / (27.0 + 9.0 * square)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tanh_is_near_enough() {
        for step in -1000..1000 {
            let x = step as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 0.03, "{x}: {} {}", tanh(x), x.tanh());
        }
    }
}

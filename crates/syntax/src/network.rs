//! The network that makes the tree: two layers of LSTM over the words in both directions, then scores of every word as
//! every other's head.
//!
//! Long short-term memory (Hochreiter and Schmidhuber 1997) reads the sentence; heads are scored by a biaffine product
//! (Dozat and Manning 2017), and a joint tag is told from the first layer (Søgaard and Goldberg 2016). Weights are small
//! integers and so is what they are multiplied with: sums of products are exact, so that their order, and with it the
//! processor, cannot change a tree.

use crate::bytes::{Bytes, Reader};
use crate::form::Form;
use multiversion::multiversion;
use multiversion::target::match_target;

/// How many things are looked up for a word.
pub(crate) const SLOTS: usize = 7;

/// How many rows the tables of word ends and of shapes, tags and capitals have.
pub(crate) const ROWS: [usize; SLOTS - 1] = [2048, 4096, 4096, 256, 256, 5];

/// The rows of a word in the tables: its vector, its ends, its shape, the tag that the tagger gave it, its capitals.
pub(crate) fn rows(form: &Form, tag: u8) -> [u32; SLOTS] {
    let end = |hash: u32, slot: usize| hash % ROWS[slot] as u32;
    [
        form.vector,
        end(form.suffix[1], 0),
        end(form.suffix[2], 1),
        end(form.prefix[2], 2),
        form.shape & 0xFF,
        u32::from(tag),
        (form.capital >> 16).min(4),
    ]
}

/// What the outputs of a layer lie between is cut into this many steps on each side of zero: 14 bits, so that sums of
/// 256 products with a weight of 8 bits fit into 32.
const STEPS: f32 = 16_384.0;
/// The same for what is looked up, which lies between -8 and 8.
const INPUT_STEPS: f32 = 2_048.0;
/// What is multiplied with other outputs instead of weights gets 11 bits, for the same reason.
const PAIR_STEPS: f32 = 2_047.0;

/// A table: a vector for every row, where it lies in the model file.
struct Lookup {
    size: usize,
    /// What each of the bytes stands for.
    values: [i16; 256],
    rows: Bytes,
}

impl Lookup {
    /// Reads the number of rows, their size, what a step is worth, and the bytes.
    fn read(reader: &mut Reader) -> Option<Self> {
        let (rows, size) = (reader.u32()? as usize, usize::from(reader.u16()?));
        let step = reader.f32()? * INPUT_STEPS;
        let values = std::array::from_fn(|byte| (f32::from(byte as u8 as i8) * step).round() as i16);
        let rows = reader.take(rows.checked_mul(size)?)?;
        (size > 0 && !rows.is_empty()).then_some(Self { size, values, rows })
    }

    /// The vector of a row; that of row 0, which stands for the unknown, if there is none.
    fn row(&self, row: u32) -> impl Iterator<Item = i16> + '_ {
        let at = row as usize * self.size;
        let bytes = self.rows.get(at..at + self.size).unwrap_or(&self.rows[..self.size]);
        bytes.iter().map(|&byte| self.values[usize::from(byte)])
    }
}

/// A matrix of weights: one row for each output.
struct Matrix {
    /// How many inputs there are.
    inputs: usize,
    /// The same, filled up with zeros to whole blocks.
    width: usize,
    outputs: usize,
    /// As [`arrange`] orders them.
    weights: Vec<i16>,
    /// What a step of each output is worth.
    scales: Vec<f32>,
    biases: Vec<f32>,
}

/// Inputs are multiplied in blocks of so many.
const BLOCK: usize = 16;
/// Outputs are worked out so many at a time.
const BAND: usize = 8;

impl Matrix {
    /// Reads the number of inputs and of outputs, the outputs' scales and biases, and the weights.
    fn read(reader: &mut Reader) -> Option<Self> {
        let (inputs, outputs) = (usize::from(reader.u16()?), usize::from(reader.u16()?));
        let width = inputs.next_multiple_of(BLOCK);
        let scales = (0..outputs).map(|_| reader.f32()).collect::<Option<Vec<_>>>()?;
        let biases = (0..outputs).map(|_| reader.f32()).collect::<Option<Vec<_>>>()?;
        let bytes = reader.take(inputs * outputs)?;
        let (mut rows, mut weights) = (vec![0; width * outputs], Vec::new());
        for (to, from) in rows.chunks_exact_mut(width).zip(bytes.chunks_exact(inputs.max(1))) {
            for (to, &from) in to.iter_mut().zip(from) {
                *to = i16::from(from as i8);
            }
        }
        arrange(&rows, width, &mut weights);
        (inputs > 0 && outputs > 0).then_some(Self { inputs, width, outputs, weights, scales, biases })
    }

    /// Multiplies rows of inputs, each as long as [`Self::width`], of which a step is worth `1 / steps`.
    fn apply(&self, inputs: &[i16], steps: Steps, sums: &mut Vec<i32>, outputs: &mut Vec<f32>) {
        let height = self.outputs.next_multiple_of(BAND);
        let rows = inputs.len() / self.width;
        sums.clear();
        sums.resize(rows * height, 0);
        products(&self.weights, self.width, inputs, sums, height);
        outputs.clear();
        outputs.reserve(rows * self.outputs);
        for (row, sums) in sums.chunks_exact(height).enumerate() {
            let worth = 1.0 / steps.of(row);
            let parts = sums.iter().zip(&self.scales).zip(&self.biases);
            outputs.extend(parts.map(|((&sum, scale), bias)| sum as f32 * (scale * worth) + bias));
        }
    }
}

/// How finely inputs were cut: all alike, or each row in its own way.
#[derive(Clone, Copy)]
enum Steps<'a> {
    All(f32),
    Each(&'a [f32]),
}

impl Steps<'_> {
    fn of(self, row: usize) -> f32 {
        match self {
            Self::All(steps) => steps,
            Self::Each(steps) => steps.get(row).copied().unwrap_or(1.0),
        }
    }
}

/// What is multiplied at once.
type Block = [i16; BLOCK];
/// A block of each row of a band, side by side: in this order weights are needed.
type Panel = [Block; BAND];

/// Writes rows of weights, each of `width`, in the order in which they are needed, and fills them up to whole bands.
fn arrange(rows: &[i16], width: usize, out: &mut Vec<i16>) {
    out.clear();
    let height = rows.len() / width;
    for band in (0..height).step_by(BAND) {
        for at in (0..width).step_by(BLOCK) {
            for row in band..band + BAND {
                match rows.get(row * width + at..row * width + at + BLOCK) {
                    Some(block) => out.extend_from_slice(block),
                    None => out.extend_from_slice(&[0; BLOCK]),
                }
            }
        }
    }
}

/// Sums of products of every row of weights with every row of inputs; `width` is a row's length, `height` the number of
/// rows of weights.
// Sums of integers are the same in any order, so the widest instructions that there are may be used; they are four times
// as fast here as what the compiler makes of the plain loop.
#[multiversion(targets("x86_64+avx2"))]
fn products(weights: &[i16], width: usize, inputs: &[i16], sums: &mut [i32], height: usize) {
    let (weights, inputs) = (weights.as_chunks().0.as_chunks().0, inputs.as_chunks().0);
    let (width, height, sums) = (width / BLOCK, height / BAND, sums.as_chunks_mut().0);
    match_target! {
        "x86_64+avx2" => wide(weights, width, inputs, sums, height),
        _ => plain(weights, width, inputs, sums, height),
    }
}

fn plain(weights: &[Panel], width: usize, inputs: &[Block], sums: &mut [[i32; BAND]], height: usize) {
    for (band, panels) in weights.chunks_exact(width).enumerate() {
        for (input, sums) in inputs.chunks_exact(width).zip(sums.chunks_exact_mut(height)) {
            for (panel, input) in panels.iter().zip(input) {
                for (sum, block) in sums[band].iter_mut().zip(panel) {
                    let pairs = block.iter().zip(input);
                    *sum += pairs.map(|(&weight, &value)| i32::from(weight) * i32::from(value)).sum::<i32>();
                }
            }
        }
    }
}

/// The same with instructions for sixteen products at once.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn wide(weights: &[Panel], width: usize, inputs: &[Block], sums: &mut [[i32; BAND]], height: usize) {
    use std::arch::x86_64 as x86;
    // Plain loops over indices: iterators are functions, and not always inlined into one with other instructions.
    let count = inputs.len() / width;
    let mut band = 0;
    while band < height {
        let panels = &weights[band * width..][..width];
        let mut item = 0;
        while item < count {
            let input = &inputs[item * width..][..width];
            let mut all = [x86::_mm256_setzero_si256(); BAND];
            let mut at = 0;
            while at < width {
                let values = bytemuck::cast(input[at]);
                let panel = &panels[at];
                let mut row = 0;
                while row < BAND {
                    let products = x86::_mm256_madd_epi16(values, bytemuck::cast(panel[row]));
                    all[row] = x86::_mm256_add_epi32(all[row], products);
                    row += 1;
                }
                at += 1;
            }
            let [a, b, c, d, e, f, g, h] = all;
            let first = x86::_mm256_hadd_epi32(x86::_mm256_hadd_epi32(a, b), x86::_mm256_hadd_epi32(c, d));
            let last = x86::_mm256_hadd_epi32(x86::_mm256_hadd_epi32(e, f), x86::_mm256_hadd_epi32(g, h));
            sums[item * height + band] = bytemuck::cast(x86::_mm256_add_epi32(
                x86::_mm256_permute2x128_si256::<0x20>(first, last),
                x86::_mm256_permute2x128_si256::<0x31>(first, last),
            ));
            item += 1;
        }
        band += 1;
    }
}

/// One direction of a layer.
struct Lstm {
    input: Matrix,
    past: Matrix,
}

/// The network.
pub(crate) struct Network {
    tables: Vec<Lookup>,
    layers: Vec<[Lstm; 2]>,
    tag: Matrix,
    dependent: Matrix,
    head: Matrix,
    pair: Matrix,
    label_dependent: Matrix,
    label_head: Matrix,
    label: Matrix,
    /// The root as a head.
    root: Vec<f32>,
    label_root: Vec<f32>,
}

/// What the network has to say of a sentence.
#[derive(Default)]
pub(crate) struct Findings {
    /// The words' joint tags.
    pub(crate) tags: Vec<u8>,
    /// For every word the scores of all words as its head, and of the root, which is last.
    pub(crate) scores: Vec<f32>,
    label_dependents: Vec<f32>,
    label_heads: Vec<f32>,
    work: Work,
}

/// Working memory.
#[derive(Default)]
struct Work {
    inputs: Vec<i16>,
    outputs: Vec<i16>,
    gates: Vec<f32>,
    past: Vec<f32>,
    cells: Vec<f32>,
    state: Vec<i16>,
    sums: Vec<i32>,
    values: Vec<f32>,
    dependents: Vec<i16>,
    heads: Vec<i16>,
    panels: Vec<i16>,
    steps: [Vec<f32>; 2],
}

impl Network {
    /// Reads a network; `tags` and `labels` are how many there may be of each.
    pub(crate) fn read(bytes: Bytes, tags: usize, labels: usize) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let reader = &mut reader;
        let tables = (0..SLOTS).map(|_| Lookup::read(reader)).collect::<Option<Vec<_>>>()?;
        let count = reader.u8()?;
        let mut layers = Vec::new();
        for _ in 0..count {
            let mut direction = || Some(Lstm { input: Matrix::read(reader)?, past: Matrix::read(reader)? });
            layers.push([direction()?, direction()?]);
        }
        let mut matrix = || Matrix::read(reader);
        let (tag, dependent, head, pair) = (matrix()?, matrix()?, matrix()?, matrix()?);
        let (label_dependent, label_head, label) = (matrix()?, matrix()?, matrix()?);
        let root = (0..head.outputs).map(|_| reader.f32()).collect::<Option<Vec<_>>>()?;
        let label_root = (0..label_head.outputs).map(|_| reader.f32()).collect::<Option<Vec<_>>>()?;
        let network = Self {
            tables,
            layers,
            tag,
            dependent,
            head,
            pair,
            label_dependent,
            label_head,
            label,
            root,
            label_root,
        };
        network.fits(tags, labels).then_some(network)
    }

    /// Whether the parts go together.
    fn fits(&self, tags: usize, labels: usize) -> bool {
        let mut size = self.tables.iter().map(|t| t.size).sum();
        for layer in &self.layers {
            let hidden = layer[0].past.inputs;
            let right = |l: &Lstm| {
                l.input.inputs == size
                    && l.past.inputs == hidden
                    && l.input.outputs == 4 * hidden
                    && l.past.outputs == 4 * hidden
            };
            if !layer.iter().all(right) {
                return false;
            }
            size = 2 * hidden;
        }
        !self.layers.is_empty()
            && [&self.tag, &self.dependent, &self.head, &self.label_dependent, &self.label_head]
                .iter()
                .all(|m| m.inputs == size)
            && self.tag.outputs <= tags
            && self.label.outputs <= labels
            && self.pair.inputs == self.dependent.outputs
            && self.pair.outputs == self.head.outputs
            && self.label_dependent.outputs == self.label_head.outputs
            && self.label.inputs == self.label_head.outputs
    }

    /// Reads a sentence.
    pub(crate) fn run(&self, words: impl ExactSizeIterator<Item = [u32; SLOTS]>, findings: &mut Findings) {
        let count = words.len();
        let Findings { tags, scores, label_dependents, label_heads, work } = findings;
        tags.clear();
        scores.clear();
        self.look_up(words, work);
        for (number, layer) in self.layers.iter().enumerate() {
            let steps = if number == 0 { INPUT_STEPS } else { STEPS };
            layer_over(layer, count, steps, work);
            std::mem::swap(&mut work.inputs, &mut work.outputs);
            if number == 0 {
                self.tag.apply(&work.inputs, Steps::All(STEPS), &mut work.sums, &mut work.values);
                tags.extend(work.values.chunks_exact(self.tag.outputs).map(|values| best(values, |_| true)));
            }
        }
        let Work { inputs, sums, values, dependents, heads, panels, steps: [steps, head_steps], .. } = work;
        let all = Steps::All(STEPS);
        self.label_dependent.apply(inputs, all, sums, label_dependents);
        self.label_head.apply(inputs, all, sums, label_heads);
        label_heads.extend_from_slice(&self.label_root);
        self.head.apply(inputs, all, sums, values);
        rectify(values);
        values.extend_from_slice(&self.root);
        quantise(values, self.head.outputs, heads, head_steps);
        self.dependent.apply(inputs, all, sums, values);
        rectify(values);
        quantise(values, self.dependent.outputs, dependents, steps);
        self.pair.apply(dependents, Steps::Each(steps), sums, values);
        quantise(values, self.pair.outputs, dependents, steps);
        // The words' vectors are the weights here.
        let width = self.pair.outputs.next_multiple_of(BLOCK);
        let height = (count + 1).next_multiple_of(BAND);
        arrange(heads, width, panels);
        sums.clear();
        sums.resize(count * height, 0);
        products(panels, width, dependents, sums, height);
        for (sums, steps) in sums.chunks_exact(height).zip(&*steps) {
            let pairs = sums.iter().zip(&*head_steps);
            scores.extend(pairs.map(|(&sum, head_steps)| sum as f32 / (steps * head_steps)));
        }
    }

    /// Writes the words' vectors, one after the other.
    fn look_up(&self, words: impl Iterator<Item = [u32; SLOTS]>, work: &mut Work) {
        let width = self.layers[0][0].input.width;
        work.inputs.clear();
        for rows in words {
            let end = work.inputs.len() + width;
            for (table, row) in self.tables.iter().zip(rows) {
                work.inputs.extend(table.row(row));
            }
            work.inputs.resize(end, 0);
        }
    }

    /// The relation by which a word hangs on its head, which is the number of words for the root.
    pub(crate) fn label(
        &self,
        word: usize,
        head: usize,
        allowed: impl Fn(u8) -> bool,
        findings: &mut Findings,
    ) -> u8 {
        let size = self.label_head.outputs;
        let Findings { label_dependents, label_heads, work, .. } = findings;
        let Work { inputs, sums, values, steps: [steps, _], .. } = work;
        let both = label_dependents[word * size..][..size].iter().zip(&label_heads[head * size..]);
        values.clear();
        values.extend(both.map(|(a, b)| a + b));
        rectify(values);
        quantise(values, size, inputs, steps);
        self.label.apply(inputs, Steps::Each(steps), sums, values);
        best(values, allowed)
    }
}

/// Runs a layer in both directions over `work.inputs`, into `work.outputs`.
fn layer_over(layer: &[Lstm; 2], count: usize, steps: f32, work: &mut Work) {
    let hidden = layer[0].past.inputs;
    let width = (2 * hidden).next_multiple_of(BLOCK);
    let Work { inputs, outputs, gates, past, cells, state, sums, .. } = work;
    outputs.clear();
    outputs.resize(count * width, 0);
    for (direction, Lstm { input, past: matrix }) in layer.iter().enumerate() {
        input.apply(inputs, Steps::All(steps), sums, gates);
        cells.clear();
        cells.resize(hidden, 0.0);
        state.clear();
        state.resize(matrix.width, 0);
        for step in 0..count {
            let at = if direction == 0 { step } else { count - 1 - step };
            let gates = &mut gates[at * 4 * hidden..][..4 * hidden];
            if step > 0 {
                matrix.apply(state, Steps::All(STEPS), sums, past);
                for (gate, past) in gates.iter_mut().zip(&*past) {
                    *gate += past;
                }
            }
            cell(gates, cells, &mut state[..hidden]);
            outputs[at * width + direction * hidden..][..hidden].copy_from_slice(&state[..hidden]);
        }
    }
}

/// One step of an LSTM. Gates: input, forget, candidate, output.
#[multiversion(targets("x86_64+avx2"))]
fn cell(gates: &mut [f32], cells: &mut [f32], state: &mut [i16]) {
    let hidden = cells.len();
    let (input, rest) = gates.split_at_mut(hidden);
    let (forget, rest) = rest.split_at_mut(hidden);
    let (candidate, output) = rest.split_at_mut(hidden);
    let (candidate, output) = (&candidate[..hidden], &output[..hidden]);
    for i in 0..hidden {
        cells[i] = sigmoid(input[i]) * tanh(candidate[i]) + sigmoid(forget[i]) * cells[i];
        state[i] = (sigmoid(output[i]) * tanh(cells[i]) * STEPS) as i16;
    }
}

/// `1 / (1 + e^-x)`
#[inline]
pub(crate) fn sigmoid(x: f32) -> f32 {
    0.5 * tanh(0.5 * x) + 0.5
}

/// The hyperbolic tangent, by a rational function that every machine computes alike (as in the library Eigen).
#[inline]
pub(crate) fn tanh(x: f32) -> f32 {
    const ODD: [f32; 7] = [
        4.893_524_6e-3,
        6.372_619_3e-4,
        1.485_722_4e-5,
        5.122_297e-8,
        -8.604_672e-11,
        2.000_188e-13,
        -2.760_768_5e-16,
    ];
    const EVEN: [f32; 4] = [4.893_525e-3, 2.268_434_6e-3, 1.185_347_1e-4, 1.198_258_4e-6];
    let x = x.clamp(-7.9, 7.9);
    let square = x * x;
    let above = ODD.iter().rev().fold(0.0, |sum, c| sum * square + c);
    let below = EVEN.iter().rev().fold(0.0, |sum, c| sum * square + c);
    x * above / below
}

fn rectify(values: &mut [f32]) {
    for value in values {
        *value = value.max(0.0);
    }
}

/// Cuts rows of values into steps, each as finely as its largest value allows, and fills them up to whole blocks.
fn quantise(values: &[f32], size: usize, out: &mut Vec<i16>, steps: &mut Vec<f32>) {
    out.clear();
    steps.clear();
    for row in values.chunks_exact(size) {
        let largest = row.iter().fold(0f32, |most, value| most.max(value.abs()));
        let fine = if largest > 0.0 { PAIR_STEPS / largest } else { 1.0 };
        steps.push(fine);
        let end = out.len() + size.next_multiple_of(BLOCK);
        out.extend(row.iter().map(|value| (value * fine + 0.5_f32.copysign(*value)) as i16));
        out.resize(end, 0);
    }
}

/// The first of the allowed classes with the highest score.
fn best(scores: &[f32], allowed: impl Fn(u8) -> bool) -> u8 {
    let classes = (0u8..).zip(scores).filter(|&(class, _)| allowed(class));
    classes
        .fold(
            (0, f32::NEG_INFINITY),
            |most, (class, &score)| if score > most.1 { (class, score) } else { most },
        )
        .0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_are_the_same_on_every_machine(
            weights in proptest::collection::vec(-127i16..=127, 2 * BAND * 3 * BLOCK),
            inputs in proptest::collection::vec(-16_384i16..=16_384, 2 * 3 * BLOCK),
        ) {
            let (width, height) = (3 * BLOCK, 2 * BAND);
            let mut sums = vec![0; 2 * height];
            let mut panels = Vec::new();
            arrange(&weights, width, &mut panels);
            products(&panels, width, &inputs, &mut sums, height);
            for (input, sums) in inputs.chunks(width).zip(sums.chunks(height)) {
                for (row, &sum) in weights.chunks(width).zip(sums) {
                    let right: i64 = row.iter().zip(input).map(|(&w, &v)| i64::from(w) * i64::from(v)).sum();
                    prop_assert_eq!(i64::from(sum), right);
                }
            }
        }
    }

    #[test]
    fn tanh_is_near_enough() {
        for step in -1000..1000 {
            let x = step as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-6, "{x}: {} {}", tanh(x), x.tanh());
        }
    }
}

//! The network that makes the tree: two layers of LSTM over the words in both directions, then scores of every word as
//! every other's head.
//!
//! Long short-term memory (Hochreiter and Schmidhuber 1997) reads the sentence; heads are scored by a biaffine product
//! (Dozat and Manning 2017), and a joint tag is told from the first layer (Søgaard and Goldberg 2016). Weights are small
//! integers and so is what they are multiplied with: sums of products are exact, so that their order, and with it the
//! processor, cannot change a tree.

use crate::bytes::{Bytes, Reader};
use crate::lstm::{Layer, STEPS, State};
use crate::matrix::{Matrix, Panel, Steps, pairs, width};
use crate::vocabulary::{self, Memo, SLOTS, Vocabulary};
use multiversion::multiversion;
use std::ops::Range;

/// What is multiplied with other outputs instead of weights gets 11 bits, for the same reason.
const PAIR_STEPS: f32 = 2_047.0;

/// The network.
pub(crate) struct Network {
    vocabulary: Vocabulary,
    layers: Vec<Layer>,
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

/// What the network has to say of some sentences, one after the other.
#[derive(Default)]
pub(crate) struct Findings {
    /// The words' joint tags.
    pub(crate) tags: Vec<u8>,
    /// For every word the scores of all words of its sentence as its head, and of the root, which is last.
    pub(crate) scores: Vec<f32>,
    label_dependents: Vec<f32>,
    label_heads: Vec<f32>,
    memo: Memo,
    work: Work,
}

/// Working memory.
#[derive(Default)]
struct Work {
    /// What the last layer said.
    said: Vec<i16>,
    outputs: Vec<i16>,
    state: State,
    places: Vec<u32>,
    sums: Vec<i32>,
    values: Vec<f32>,
    dependents: Vec<i16>,
    heads: Vec<i16>,
    candidates: Vec<usize>,
    panels: Vec<Panel>,
    steps: [Vec<f32>; 2],
}

impl Network {
    /// Reads a network; `tags` and `labels` are how many there may be of each.
    pub(crate) fn read(bytes: Bytes, tags: usize, labels: usize) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let reader = &mut reader;
        let vocabulary = Vocabulary::read(reader)?;
        let count = reader.u8()?;
        let layers = (0..count).map(|_| Layer::read(reader)).collect::<Option<Vec<_>>>()?;
        let mut matrix = || Matrix::read(reader);
        let (tag, dependent, head, pair) = (matrix()?, matrix()?, matrix()?, matrix()?);
        let (label_dependent, label_head, label) = (matrix()?, matrix()?, matrix()?);
        let root = (0..head.outputs).map(|_| reader.f32()).collect::<Option<Vec<_>>>()?;
        let label_root = (0..label_head.outputs).map(|_| reader.f32()).collect::<Option<Vec<_>>>()?;
        let network = Self {
            vocabulary,
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
        let mut size = self.vocabulary.size();
        for layer in &self.layers {
            if layer.input.inputs != size {
                return false;
            }
            size = 2 * layer.hidden();
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

    /// Tells the tags of some sentences, the longest first: `sentences` says which of the words are whose. `model` is the
    /// number of the model whose network this is.
    pub(crate) fn tag(
        &self,
        words: &[[u32; SLOTS]],
        sentences: &[Range<usize>],
        model: u64,
        findings: &mut Findings,
    ) {
        let Findings { tags, memo, work, .. } = findings;
        let Work { said, state, sums, values, .. } = work;
        let Some(layer) = self.layers.first() else { return };
        memo.find(words, model, &self.vocabulary, &layer.input);
        layer.walk(&memo.sums, vocabulary::STEPS, &memo.places, sentences, state, said);
        self.tag.apply(said, Steps::All(STEPS), sums, values);
        tags.clear();
        tags.extend(values.chunks_exact(self.tag.outputs).map(|values| best(values, |_| true)));
    }

    /// The same, and whatever else the network has to say.
    pub(crate) fn run(
        &self,
        words: &[[u32; SLOTS]],
        sentences: &[Range<usize>],
        model: u64,
        findings: &mut Findings,
    ) {
        self.tag(words, sentences, model, findings);
        let Findings { scores, label_dependents, label_heads, work, .. } = findings;
        let Work { said, outputs, state, places, sums, values, dependents, heads, candidates, panels, steps } =
            work;
        let all = Steps::All(STEPS);
        places.clear();
        places.extend(0..words.len() as u32);
        for layer in self.layers.iter().skip(1) {
            layer.input.multiply_behind(0, said, sums);
            layer.walk(sums, STEPS, places, sentences, state, outputs);
            std::mem::swap(said, outputs);
        }
        let [steps, head_steps] = steps;
        self.label_dependent.apply(said, all, sums, label_dependents);
        self.label_head.apply(said, all, sums, label_heads);
        label_heads.extend_from_slice(&self.label_root);
        self.head.apply(said, all, sums, values);
        rectify(values);
        values.extend_from_slice(&self.root);
        quantise(values, self.head.outputs, heads, head_steps);
        self.dependent.apply(said, all, sums, values);
        rectify(values);
        quantise(values, self.dependent.outputs, dependents, steps);
        self.pair.apply(dependents, Steps::Each(steps), sums, values);
        quantise(values, self.pair.outputs, dependents, steps);
        scores.clear();
        let width = width(self.pair.outputs);
        for words in sentences {
            candidates.clear();
            candidates.extend(words.clone().chain([head_steps.len() - 1]));
            let own = &dependents[words.start * width..words.end * width];
            let sums = pairs(own, heads, candidates, width, panels, sums);
            for (sums, steps) in sums.zip(&steps[words.clone()]) {
                let pairs = sums.iter().zip(&*candidates);
                scores.extend(pairs.map(|(&sum, &head)| sum as f32 / (steps * head_steps[head])));
            }
        }
    }

    /// The scores of the relations by which the words hang on their heads; the root's number is that of all words.
    pub(crate) fn labels<'f>(
        &self,
        heads: &[usize],
        findings: &'f mut Findings,
    ) -> impl Iterator<Item = &'f [f32]> {
        let size = self.label_head.outputs;
        let Findings { label_dependents, label_heads, work, .. } = findings;
        let Work { dependents, sums, values, steps: [steps, _], .. } = work;
        values.clear();
        for (dependent, &head) in label_dependents.chunks_exact(size).zip(heads) {
            let both = dependent.iter().zip(&label_heads[head * size..]);
            values.extend(both.map(|(a, b)| a + b));
        }
        rectify(values);
        quantise(values, size, dependents, steps);
        self.label.apply(dependents, Steps::Each(steps), sums, values);
        values.chunks_exact(self.label.outputs)
    }
}

fn rectify(values: &mut [f32]) {
    for value in values {
        *value = larger(*value, 0.0);
    }
}

/// Cuts rows of values into steps, each as finely as its largest value allows, and fills them up to their width.
fn quantise(values: &[f32], size: usize, out: &mut Vec<i16>, steps: &mut Vec<f32>) {
    let width = width(size);
    out.clear();
    out.resize(values.len() / size * width, 0);
    steps.clear();
    for (values, out) in values.chunks_exact(size).zip(out.chunks_exact_mut(width)) {
        steps.push(cut(values, out));
    }
}

/// The larger of two numbers, in the one instruction that processors have for it: unlike [`f32::max`] it need not ask what is none.
#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// Cuts one row; returns into how many steps.
#[multiversion(targets("x86_64+avx512vnni", "x86_64+avx2"))]
fn cut(values: &[f32], out: &mut [i16]) -> f32 {
    let mut most = [0f32; 8];
    let (eights, rest) = values.as_chunks::<8>();
    for eight in eights {
        // A plain loop: to zip eight numbers is a call to a function of no such instructions.
        let mut at = 0;
        while at < most.len() {
            most[at] = larger(eight[at].abs(), most[at]);
            at += 1;
        }
    }
    let largest = most.iter().chain(rest).fold(0f32, |most, value| larger(value.abs(), most));
    let fine = if largest > 0.0 { PAIR_STEPS / largest } else { 1.0 };
    for (out, value) in out.iter_mut().zip(values) {
        *out = (value * fine + 0.5_f32.copysign(*value)) as i32 as i16;
    }
    fine
}

/// The first of the allowed classes with the highest score.
pub(crate) fn best(scores: &[f32], allowed: impl Fn(u8) -> bool) -> u8 {
    let classes = (0u8..).zip(scores).filter(|&(class, _)| allowed(class));
    classes
        .fold(
            (0, f32::NEG_INFINITY),
            |most, (class, &score)| if score > most.1 { (class, score) } else { most },
        )
        .0
}

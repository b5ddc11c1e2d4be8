//! The network of [`crate::network`] while it is trained: what it makes of a batch of sentences, and how it should change.

use super::lstm::{Passed, Walk, Weights, backwards, forwards};
use super::random::Random;
use crate::vocabulary::SLOTS;
use ndarray::{Array1, Array2, Axis, Zip, concatenate, s};
use std::collections::BTreeMap;

/// How large the parts are.
#[derive(Debug, Clone)]
pub(crate) struct Size {
    /// Rows and columns of the tables in which words are looked up.
    pub(crate) tables: [(usize, usize); SLOTS],
    /// Layers, and what each has of memory in each direction.
    pub(crate) layers: usize,
    pub(crate) hidden: usize,
    /// What heads and dependents are compared by.
    pub(crate) arc: usize,
    /// The same for relations.
    pub(crate) label: usize,
    /// How many joint tags there are.
    pub(crate) tags: usize,
    /// How many relations there are.
    pub(crate) labels: usize,
}

/// A sentence to learn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    /// The words' rows in the tables.
    pub(crate) rows: Vec<[u32; SLOTS]>,
    pub(crate) tags: Vec<u8>,
    /// The root's is the number of words.
    pub(crate) heads: Vec<usize>,
    pub(crate) labels: Vec<u8>,
}

/// How often a value is hidden from what comes next (Srivastava et al. 2014): of what is looked up, of what a layer
/// says, of what is compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dropout {
    pub(crate) input: f32,
    pub(crate) layer: f32,
    pub(crate) compared: f32,
}

/// The network. A matrix has a row for each input and a column for each output.
pub(crate) struct Net {
    pub(crate) size: Size,
    pub(crate) tables: Vec<Array2<f32>>,
    /// Of every layer's two directions the three matrices of [`Weights`], then the [`Part`]s.
    pub(crate) weights: Vec<Array2<f32>>,
}

/// The matrices after the layers; each bias follows its matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Tag,
    TagBias,
    Dependent,
    DependentBias,
    Head,
    HeadBias,
    Pair,
    PairBias,
    LabelDependent,
    LabelDependentBias,
    LabelHead,
    Label,
    LabelBias,
    Root,
    LabelRoot,
}

/// What should change.
pub(crate) struct Gradient {
    pub(crate) tables: Vec<BTreeMap<u32, Array1<f32>>>,
    pub(crate) weights: Vec<Array2<f32>>,
}

impl Gradient {
    /// Both changes.
    pub(crate) fn and(mut self, other: Self) -> Self {
        for (sum, more) in self.weights.iter_mut().zip(&other.weights) {
            *sum += more;
        }
        for (sums, table) in self.tables.iter_mut().zip(other.tables) {
            for (row, change) in table {
                add_row(sums, row, change);
            }
        }
        self
    }
}

fn add_row(sums: &mut BTreeMap<u32, Array1<f32>>, row: u32, change: Array1<f32>) {
    match sums.get_mut(&row) {
        Some(sum) => *sum += &change,
        None => drop(sums.insert(row, change)),
    }
}

impl Net {
    /// A network that knows nothing.
    pub(crate) fn new(size: Size, random: &mut Random) -> Self {
        let mut even = |size: (usize, usize), most: f32| {
            Array2::from_shape_simple_fn(size, || (random.below(20_001) as f32 / 10_000.0 - 1.0) * most)
        };
        // Glorot and Bengio 2010.
        let spread = |(rows, columns): (usize, usize)| (6.0 / (rows + columns) as f32).sqrt();
        let tables: Vec<Array2<f32>> = size.tables.iter().map(|&table| even(table, 0.1)).collect();
        let mut weights = Vec::new();
        let mut inputs: usize = size.tables.iter().map(|table| table.1).sum();
        let hidden = size.hidden;
        for _ in 0..size.layers {
            for _ in 0..2 {
                weights.push(even((inputs, 4 * hidden), spread((inputs, 4 * hidden))));
                weights.push(even((hidden, 4 * hidden), spread((hidden, 4 * hidden))));
                // At first, nothing is forgotten.
                let mut bias = Array2::zeros((1, 4 * hidden));
                bias.slice_mut(s![.., hidden..2 * hidden]).fill(1.0);
                weights.push(bias);
            }
            inputs = 2 * hidden;
        }
        let Size { arc, label, tags, labels, .. } = size;
        for (rows, columns) in [(inputs, tags), (inputs, arc), (inputs, arc), (arc, arc), (inputs, label)] {
            weights.push(even((rows, columns), spread((rows, columns))));
            weights.push(Array2::zeros((1, columns)));
        }
        weights.push(even((inputs, label), spread((inputs, label))));
        weights.push(even((label, labels), spread((label, labels))));
        weights.push(Array2::zeros((1, labels)));
        weights.push(even((1, arc), 0.1));
        weights.push(even((1, label), 0.1));
        Self { size, tables, weights }
    }

    /// The weights of a layer in one direction.
    fn layer(&self, layer: usize, direction: usize) -> Weights<'_> {
        let at = Self::layer_at(layer, direction);
        Weights { input: &self.weights[at], past: &self.weights[at + 1], bias: &self.weights[at + 2] }
    }

    fn layer_at(layer: usize, direction: usize) -> usize {
        (layer * 2 + direction) * 3
    }

    fn at(&self, part: Part) -> usize {
        Self::layer_at(self.size.layers, 0) + part as usize
    }

    pub(crate) fn part(&self, part: Part) -> &Array2<f32> {
        &self.weights[self.at(part)]
    }

    fn inputs(&self, batch: &[&Example]) -> Array2<f32> {
        let words: usize = batch.iter().map(|example| example.rows.len()).sum();
        let mut all = Array2::zeros((words, self.tables.iter().map(Array2::ncols).sum()));
        for (mut to, rows) in all.outer_iter_mut().zip(batch.iter().flat_map(|example| &example.rows)) {
            let mut at = 0;
            for (&row, table) in rows.iter().zip(&self.tables) {
                to.slice_mut(s![at..at + table.ncols()]).assign(&table.row(row as usize));
                at += table.ncols();
            }
        }
        all
    }

    /// How the network should change to know these sentences better; `words` is the number of words that the step is
    /// made from, and the second value the mean surprise.
    pub(crate) fn learn(
        &self,
        batch: &[&Example],
        words: usize,
        dropout: Dropout,
        random: &mut Random,
    ) -> (Gradient, f32) {
        let mut lesson = Lesson {
            net: self,
            batch,
            share: 1.0 / words as f32,
            dropout,
            random,
            gradient: Gradient {
                tables: vec![BTreeMap::new(); self.tables.len()],
                weights: self.weights.iter().map(|m| Array2::zeros(m.dim())).collect(),
            },
            surprise: 0.0,
        };
        lesson.run();
        (lesson.gradient, lesson.surprise)
    }
}

/// One batch in work.
struct Lesson<'a> {
    net: &'a Net,
    batch: &'a [&'a Example],
    /// How much a word weighs.
    share: f32,
    dropout: Dropout,
    random: &'a mut Random,
    gradient: Gradient,
    surprise: f32,
}

impl Lesson<'_> {
    fn run(&mut self) {
        let net = self.net;
        let lengths: Vec<usize> = self.batch.iter().map(|example| example.rows.len()).collect();
        let walk = Walk::new(&lengths);
        let mut input = net.inputs(self.batch);
        let input_mask = self.mask(&mut input, self.dropout.input);
        let mut values = vec![input];
        let mut layers: Vec<([Passed; 2], Array2<f32>)> = Vec::new();
        for layer in 0..net.size.layers {
            let [a, b] = [0, 1].map(|d| forwards(&net.layer(layer, d), &values[layer], &walk.steps[d]));
            let mut output = concatenate![Axis(1), a.output, b.output];
            let mask = self.mask(&mut output, self.dropout.layer);
            layers.push(([a, b], mask));
            values.push(output);
        }
        let last = net.size.layers;
        let mut changes: Vec<Array2<f32>> = values.iter().map(|v| Array2::zeros(v.dim())).collect();
        changes[1] += &self.tags(&values[1]);
        changes[last] += &self.arcs(&values[last]);
        changes[last] += &self.labels(&values[last]);
        for (layer, (passed, mask)) in layers.iter().enumerate().rev() {
            let change = &changes[layer + 1] * mask;
            for (direction, passed) in passed.iter().enumerate() {
                let hidden = net.size.hidden;
                let part = change.slice(s![.., direction * hidden..(direction + 1) * hidden]).to_owned();
                let weights = net.layer(layer, direction);
                let found = backwards(&weights, &values[layer], passed, part, &walk.steps[direction]);
                let at = Net::layer_at(layer, direction);
                self.gradient.weights[at] += &found.input_weights;
                self.gradient.weights[at + 1] += &found.past_weights;
                self.gradient.weights[at + 2] += &found.bias;
                changes[layer] += &found.input;
            }
        }
        self.tables(&(&changes[0] * &input_mask));
    }

    fn tables(&mut self, change: &Array2<f32>) {
        for (change, rows) in change.outer_iter().zip(self.batch.iter().flat_map(|example| &example.rows)) {
            let mut at = 0;
            for ((&row, table), sums) in rows.iter().zip(&self.net.tables).zip(&mut self.gradient.tables) {
                add_row(sums, row, change.slice(s![at..at + table.ncols()]).to_owned());
                at += table.ncols();
            }
        }
    }

    /// Learns tags, and returns how the values from which they are told should change.
    fn tags(&mut self, values: &Array2<f32>) -> Array2<f32> {
        let mut scores = values.dot(self.net.part(Part::Tag)) + self.net.part(Part::TagBias);
        let right = self.batch.iter().flat_map(|example| &example.tags);
        for (mut row, &tag) in scores.outer_iter_mut().zip(right) {
            self.surprise += surprise(row.as_slice_mut().unwrap_or_default(), usize::from(tag), self.share);
        }
        self.through(Part::Tag, values, &scores)
    }

    /// The same for heads.
    fn arcs(&mut self, values: &Array2<f32>) -> Array2<f32> {
        let net = self.net;
        let mut dependents = rectified(values.dot(net.part(Part::Dependent)) + net.part(Part::DependentBias));
        let dependent_mask = self.mask(&mut dependents, self.dropout.compared);
        let mut heads = rectified(values.dot(net.part(Part::Head)) + net.part(Part::HeadBias));
        let head_mask = self.mask(&mut heads, self.dropout.compared);
        let pairs = dependents.dot(net.part(Part::Pair)) + net.part(Part::PairBias);
        let mut pair_changes = Array2::zeros(pairs.dim());
        let mut head_changes = Array2::zeros(heads.dim());
        let mut start = 0;
        for example in self.batch {
            let count = example.rows.len();
            let words = s![start..start + count, ..];
            let all = concatenate![Axis(0), heads.slice(words), net.part(Part::Root).view()];
            let mut scores = pairs.slice(words).dot(&all.t());
            for (i, &head) in example.heads.iter().enumerate() {
                scores[[i, i]] = f32::NEG_INFINITY;
                let mut row = scores.row_mut(i);
                self.surprise += surprise(row.as_slice_mut().unwrap_or_default(), head, self.share);
            }
            pair_changes.slice_mut(words).assign(&scores.dot(&all));
            let changes = scores.t().dot(&pairs.slice(words));
            head_changes.slice_mut(words).assign(&changes.slice(s![..count, ..]));
            let mut root = self.gradient.weights[net.at(Part::Root)].row_mut(0);
            root += &changes.row(count);
            start += count;
        }
        let mut dependent_changes = self.through(Part::Pair, &dependents, &pair_changes);
        unrectify(&mut dependent_changes, &dependents, &dependent_mask);
        unrectify(&mut head_changes, &heads, &head_mask);
        self.through(Part::Dependent, values, &dependent_changes)
            + self.through(Part::Head, values, &head_changes)
    }

    /// The same for relations, given the right heads.
    fn labels(&mut self, values: &Array2<f32>) -> Array2<f32> {
        let net = self.net;
        let mut compared = values.dot(net.part(Part::LabelDependent)) + net.part(Part::LabelDependentBias);
        let heads = values.dot(net.part(Part::LabelHead));
        // The row of every word's head; none for the root.
        let mut head_rows = Vec::new();
        for example in self.batch {
            let (start, count) = (head_rows.len(), example.rows.len());
            head_rows.extend(example.heads.iter().map(|&head| (head < count).then_some(start + head)));
        }
        for (mut row, head) in compared.outer_iter_mut().zip(&head_rows) {
            row += &head.map_or(net.part(Part::LabelRoot).row(0), |head| heads.row(head));
        }
        let mut compared = rectified(compared);
        let mask = self.mask(&mut compared, self.dropout.compared);
        let mut scores = compared.dot(net.part(Part::Label)) + net.part(Part::LabelBias);
        for (mut row, &label) in scores.outer_iter_mut().zip(self.batch.iter().flat_map(|e| &e.labels)) {
            self.surprise += surprise(row.as_slice_mut().unwrap_or_default(), usize::from(label), self.share);
        }
        let mut changes = self.through(Part::Label, &compared, &scores);
        unrectify(&mut changes, &compared, &mask);
        let mut head_changes = Array2::<f32>::zeros(heads.dim());
        for (change, head) in changes.outer_iter().zip(&head_rows) {
            let mut to = match head {
                Some(head) => head_changes.row_mut(*head),
                None => self.gradient.weights[net.at(Part::LabelRoot)].row_mut(0),
            };
            to += &change;
        }
        let head_weights = values.t().dot(&head_changes);
        self.gradient.weights[net.at(Part::LabelHead)] += &head_weights;
        self.through(Part::LabelDependent, values, &changes)
            + head_changes.dot(&net.part(Part::LabelHead).t())
    }

    /// Back through a matrix and its bias, which follows it.
    fn through(&mut self, part: Part, values: &Array2<f32>, changes: &Array2<f32>) -> Array2<f32> {
        let at = self.net.at(part);
        self.gradient.weights[at] += &values.t().dot(changes);
        self.gradient.weights[at + 1] += &changes.sum_axis(Axis(0)).insert_axis(Axis(0));
        changes.dot(&self.net.weights[at].t())
    }

    /// Hides some values and raises the others so that the sum stays; returns what each was multiplied by.
    fn mask(&mut self, values: &mut Array2<f32>, share: f32) -> Array2<f32> {
        let raised = 1.0 / (1.0 - share);
        let mask = Array2::from_shape_simple_fn(values.dim(), || {
            if (self.random.below(1 << 16) as f32) < share * f32::from(u16::MAX) { 0.0 } else { raised }
        });
        *values *= &mask;
        mask
    }
}

fn rectified(values: Array2<f32>) -> Array2<f32> {
    values.mapv_into(|value| value.max(0.0))
}

/// Back through [`rectified`] and the mask.
fn unrectify(changes: &mut Array2<f32>, values: &Array2<f32>, mask: &Array2<f32>) {
    Zip::from(changes).and(values).and(mask).for_each(|change, &value, &mask| {
        *change *= if value > 0.0 { mask } else { 0.0 };
    });
}

/// Turns scores into how they should change (for softmax and cross entropy), and returns the surprise.
fn surprise(scores: &mut [f32], right: usize, share: f32) -> f32 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        *score = (*score - most).exp();
    }
    let sum: f32 = scores.iter().sum();
    let probability = scores[right] / sum;
    for score in scores.iter_mut() {
        *score *= share / sum;
    }
    scores[right] -= share;
    -probability.max(1e-9).ln() * share
}

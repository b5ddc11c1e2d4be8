//! Matrices of small integers, and their products with rows of whole numbers.
//!
//! Sums of products are exact, so that their order, and with it the processor, cannot change a result.

use crate::bytes::Reader;
use multiversion::multiversion;
use multiversion::target::match_target;
use std::ops::Range;

/// A matrix of weights: one row for each output.
pub(crate) struct Matrix {
    /// How many inputs there are.
    pub(crate) inputs: usize,
    /// How many outputs there are.
    pub(crate) outputs: usize,
    /// As [`arrange`] orders them.
    weights: Vec<Panel>,
    /// What a step of each output is worth.
    scales: Vec<f32>,
    biases: Vec<f32>,
}

/// Outputs are worked out so many at a time.
const BAND: usize = 32;
/// Inputs are multiplied two by two; an odd last one stands beside a zero.
type Pair = [i16; 2];
/// The weights of two inputs for each output of a band.
pub(crate) type Panel = [[i16; 2 * LANES]; BAND / LANES];
/// How many sums one register holds.
const LANES: usize = 8;

/// How finely inputs were cut: all alike, or each row in its own way.
#[derive(Clone, Copy)]
pub(crate) enum Steps<'a> {
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

/// How long a row of so many inputs is in memory.
pub(crate) fn width(inputs: usize) -> usize {
    inputs.next_multiple_of(2)
}

impl Matrix {
    /// Reads the number of inputs and of outputs, the outputs' scales and biases, and the weights.
    pub(crate) fn read(reader: &mut Reader) -> Option<Self> {
        let (inputs, outputs) = (usize::from(reader.u16()?), usize::from(reader.u16()?));
        let scales = (0..outputs).map(|_| reader.f32()).collect::<Option<Vec<_>>>()?;
        let biases = (0..outputs).map(|_| reader.f32()).collect::<Option<Vec<_>>>()?;
        let weights = arrange(&reader.take(inputs * outputs)?, inputs);
        (inputs > 0 && outputs > 0).then_some(Self { inputs, outputs, weights, scales, biases })
    }

    /// Both matrices as one that is applied to the same inputs; `None` if their sizes do not allow it.
    pub(crate) fn and(mut self, other: Self) -> Option<Self> {
        let fit = self.inputs == other.inputs && self.outputs.is_multiple_of(BAND);
        self.outputs += other.outputs;
        self.weights.extend(other.weights);
        self.scales.extend(other.scales);
        self.biases.extend(other.biases);
        fit.then_some(self)
    }

    /// Multiplies rows of inputs, each as long as [`width`] says, of which a step is worth `1 / steps`.
    pub(crate) fn apply(&self, inputs: &[i16], steps: Steps, sums: &mut Vec<i32>, outputs: &mut Vec<f32>) {
        let sums = self.multiply(inputs, sums);
        outputs.resize(sums.len() * self.outputs, 0.0);
        for (row, (outputs, sums)) in outputs.chunks_exact_mut(self.outputs).zip(sums).enumerate() {
            write(self.row(sums, 0..self.outputs, steps.of(row)), outputs);
        }
    }

    /// Sums of products with a row of inputs, of which a step is worth `1 / steps`, for some of the outputs.
    pub(crate) fn row<'a>(&'a self, sums: &'a [i32], outputs: Range<usize>, steps: f32) -> Row<'a> {
        let (scales, biases) = (&self.scales[outputs.clone()], &self.biases[outputs]);
        Row { sums, scales, biases, worth: 1.0 / steps }
    }

    /// For every row of inputs the sums of its products with every row of weights.
    pub(crate) fn multiply<'s>(
        &self,
        inputs: &[i16],
        sums: &'s mut Vec<i32>,
    ) -> impl ExactSizeIterator<Item = &'s [i32]> + use<'s> {
        self.multiply_behind(0, inputs, sums);
        sums.chunks_exact(self.height())
    }

    /// The same, written behind so many sums.
    pub(crate) fn multiply_behind(&self, others: usize, inputs: &[i16], sums: &mut Vec<i32>) {
        // Those that are there are overwritten.
        sums.resize(others + inputs.len() / width(self.inputs) * self.height(), 0);
        let sums = sums[others..].as_chunks_mut().0;
        products(&self.weights, inputs.as_chunks().0, sums, self.inputs.div_ceil(2));
    }

    /// How many sums there are for a row of inputs.
    pub(crate) fn height(&self) -> usize {
        self.outputs.next_multiple_of(BAND)
    }
}

/// Sums of products, and what they are worth.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    sums: &'a [i32],
    scales: &'a [f32],
    biases: &'a [f32],
    worth: f32,
}

/// Writes what sums are worth.
#[multiversion(targets("x86_64+avx512vnni", "x86_64+avx2"))]
pub(crate) fn write(row: Row<'_>, outputs: &mut [f32]) {
    // Plain loops over indices, as below.
    let (count, worth) = (outputs.len(), row.worth);
    let (sums, scales, biases) = (&row.sums[..count], &row.scales[..count], &row.biases[..count]);
    let mut at = 0;
    while at < count {
        outputs[at] = sums[at] as f32 * (scales[at] * worth) + biases[at];
        at += 1;
    }
}

/// Writes what two rows are worth together.
#[multiversion(targets("x86_64+avx512vnni", "x86_64+avx2"))]
pub(crate) fn add(a: Row<'_>, b: Row<'_>, outputs: &mut [f32]) {
    let (count, worths) = (outputs.len(), [a.worth, b.worth]);
    let (sums, scales, biases) = (&a.sums[..count], &a.scales[..count], &a.biases[..count]);
    let (more, more_scales, more_biases) = (&b.sums[..count], &b.scales[..count], &b.biases[..count]);
    let mut at = 0;
    while at < count {
        outputs[at] = (sums[at] as f32 * (scales[at] * worths[0]) + biases[at])
            + (more[at] as f32 * (more_scales[at] * worths[1]) + more_biases[at]);
        at += 1;
    }
}

/// Brings rows of weights into the order in which they are needed: band by band, and in each two inputs after two.
fn arrange(bytes: &[u8], inputs: usize) -> Vec<Panel> {
    let inputs = inputs.max(1);
    let (length, bands) = (inputs.div_ceil(2), (bytes.len() / inputs).div_ceil(BAND));
    let mut panels = vec![Panel::default(); length * bands];
    for (row, bytes) in bytes.chunks_exact(inputs).enumerate() {
        let (band, row) = (row / BAND, row % BAND);
        let (part, place) = (row / LANES, row % LANES * 2);
        let panels = &mut panels[band * length..][..length];
        let weight = |byte: u8| i16::from(byte as i8);
        let (pairs, odd) = bytes.as_chunks();
        for (panel, &[a, b]) in panels.iter_mut().zip(pairs) {
            [panel[part][place], panel[part][place + 1]] = [weight(a), weight(b)];
        }
        if let (&[last], Some(panel)) = (odd, panels.last_mut()) {
            panel[part][place] = weight(last);
        }
    }
    panels
}

/// Loads weights once for so many rows of inputs, and once for each that is left.
macro_rules! in_rows {
    ($rows:literal, $products:ident, $weights:ident, $inputs:ident, $sums:ident, $length:ident) => {{
        let (count, height) = ($inputs.len() / $length, $weights.len() / $length);
        let together = count - count % $rows;
        let (inputs, last) = $inputs.split_at(together * $length);
        let (sums, last_sums) = $sums.split_at_mut(together * height);
        $products::<$rows>($weights, inputs, sums, $length);
        $products::<1>($weights, last, last_sums, $length);
    }};
}
/// Sums of products of every row of weights with every row of inputs, which has `length` pairs.
// Sums of integers are the same in any order, so the widest instructions that there are may be used; they are four to ten
// times as fast here as what the compiler makes of the plain loop.
#[multiversion(targets("x86_64+avx512vnni", "x86_64+avx2"))]
fn products(weights: &[Panel], inputs: &[Pair], sums: &mut [[i32; BAND]], length: usize) {
    match_target! {
        "x86_64+avx512vnni" => in_rows!(4, widest, weights, inputs, sums, length),
        "x86_64+avx2" => in_rows!(2, wide, weights, inputs, sums, length),
        _ => plain(weights, inputs, sums, length),
    }
}

fn plain(weights: &[Panel], inputs: &[Pair], sums: &mut [[i32; BAND]], length: usize) {
    let height = weights.len() / length;
    for (band, panels) in weights.chunks_exact(length).enumerate() {
        for (inputs, sums) in inputs.chunks_exact(length).zip(sums.chunks_exact_mut(height)) {
            let sums = &mut sums[band];
            *sums = [0; BAND];
            for (panel, [a, b]) in panels.iter().zip(inputs) {
                let weights = panel.as_flattened().as_chunks().0;
                for (sum, [v, w]) in sums.iter_mut().zip(weights) {
                    *sum += i32::from(*v) * i32::from(*a) + i32::from(*w) * i32::from(*b);
                }
            }
        }
    }
}

/// The same with instructions for many products at once, for so many rows of inputs together.
macro_rules! kernel {
    ($name:ident, $features:literal, $register:ident, $zero:ident, $splat:ident, $add:expr) => {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = $features)]
        fn $name<const ROWS: usize>(
            weights: &[Panel],
            inputs: &[Pair],
            sums: &mut [[i32; BAND]],
            length: usize,
        ) {
            use std::arch::x86_64 as x86;
            /// How many registers hold a band.
            const PARTS: usize = size_of::<[i32; BAND]>() / size_of::<x86::$register>();
            // Plain loops over indices: iterators are functions, and not always inlined into one with other instructions.
            let (count, height) = (inputs.len() / length, weights.len() / length);
            let mut band = 0;
            while band < height {
                let panels = &weights[band * length..][..length];
                let mut from = 0;
                while from + ROWS <= count {
                    let inputs = &inputs[from * length..][..ROWS * length];
                    let mut all = [[x86::$zero(); PARTS]; ROWS];
                    let mut at = 0;
                    while at < length {
                        let parts: [x86::$register; PARTS] = bytemuck::cast(panels[at]);
                        let mut row = 0;
                        while row < ROWS {
                            let pair = x86::$splat(bytemuck::cast(inputs[row * length + at]));
                            let mut part = 0;
                            while part < PARTS {
                                all[row][part] = $add(all[row][part], pair, parts[part]);
                                part += 1;
                            }
                            row += 1;
                        }
                        at += 1;
                    }
                    let mut row = 0;
                    while row < ROWS {
                        sums[(from + row) * height + band] = bytemuck::cast(all[row]);
                        row += 1;
                    }
                    from += ROWS;
                }
                band += 1;
            }
        }
    };
}
kernel!(wide, "avx2", __m256i, _mm256_setzero_si256, _mm256_set1_epi32, |sum, pair, weights| {
    x86::_mm256_add_epi32(sum, x86::_mm256_madd_epi16(pair, weights))
});
kernel!(
    widest,
    "avx512f,avx512bw,avx512vnni",
    __m512i,
    _mm512_setzero_si512,
    _mm512_set1_epi32,
    |sum, pair, weights| x86::_mm512_dpwssd_epi32(sum, pair, weights)
);

/// Sums of products of every row of `a` with the chosen rows of `b`, all of `width`; those of one row of `a` after another. `panels`
/// is working memory: the chosen rows as weights, since sums side by side need not be gathered from a register's parts.
pub(crate) fn pairs<'s>(
    a: &[i16],
    b: &[i16],
    chosen: &[usize],
    width: usize,
    panels: &mut Vec<Panel>,
    sums: &'s mut Vec<i32>,
) -> impl Iterator<Item = &'s [i32]> + use<'s> {
    let (length, bands) = (width / 2, chosen.len().div_ceil(BAND));
    panels.clear();
    panels.resize(length * bands, Panel::default());
    for (output, &row) in chosen.iter().enumerate() {
        let (band, output) = (output / BAND, output % BAND);
        let (part, place) = (output / LANES, output % LANES * 2);
        let pairs: &[Pair] = b[row * width..][..width].as_chunks().0;
        for (panel, pair) in panels[band * length..][..length].iter_mut().zip(pairs) {
            // One by one: to copy four bytes as a slice is a call.
            [panel[part][place], panel[part][place + 1]] = *pair;
        }
    }
    let height = bands * BAND;
    sums.resize(a.len() / width * height, 0);
    products(panels, a.as_chunks().0, sums.as_chunks_mut().0, length);
    let count = chosen.len();
    sums.chunks_exact(height).map(move |sums| &sums[..count])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Three rows of five inputs each.
    const ROWS: usize = 3;
    const INPUTS: usize = 5;

    #[test]
    fn pairs_are_products_of_the_chosen_rows() {
        let (a, b) = ([1, 2, 3, 4], [5, 6, 7, 8, 9, 10]);
        let (mut panels, mut sums) = (Vec::new(), Vec::new());
        let pairs: Vec<Vec<i32>> =
            pairs(&a, &b, &[2, 0], 2, &mut panels, &mut sums).map(<[i32]>::to_vec).collect();
        assert_eq!(pairs, [[29, 17], [67, 39]]);
    }

    proptest! {
        #[test]
        fn products_are_the_same_on_every_machine(
            weights in proptest::collection::vec(-127i8..=127, (BAND + 7) * INPUTS),
            inputs in proptest::collection::vec(-16_384i16..=16_384, ROWS * (INPUTS + 1)),
        ) {
            let bytes: Vec<u8> = weights.iter().map(|&weight| weight as u8).collect();
            let panels = arrange(&bytes, INPUTS);
            let (mut sums, mut plainly) = (vec![[0; BAND]; 2 * ROWS], vec![[0; BAND]; 2 * ROWS]);
            products(&panels, inputs.as_chunks().0, &mut sums, INPUTS.div_ceil(2));
            plain(&panels, inputs.as_chunks().0, &mut plainly, INPUTS.div_ceil(2));
            prop_assert_eq!(&sums, &plainly);
            for (input, sums) in inputs.chunks(INPUTS + 1).zip(sums.as_flattened().chunks(2 * BAND)) {
                for (row, &sum) in weights.chunks(INPUTS).zip(sums) {
                    let right: i64 = row.iter().zip(input).map(|(&w, &v)| i64::from(w) * i64::from(v)).sum();
                    prop_assert_eq!(i64::from(sum), right);
                }
            }
        }
    }
}

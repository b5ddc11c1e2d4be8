//! Word vectors from unlabelled text: words that stand in the same places between the same words get vectors that lie
//! near each other.
//!
//! Skip-grams with negative sampling (Mikolov et al. 2013), where every place around a word has its own vectors of
//! neighbours (Ling et al. 2015): what stands where matters more for syntax than what is near.

use super::random::Random;

/// How many words on each side are predicted.
const REACH: usize = 3;
/// How many random words are told apart from each neighbour.
const NEGATIVES: usize = 4;
/// How steep the first step is.
const RATE: f32 = 0.05;
/// Words that make up more than this share of the text are passed over now and then.
const COMMON: f64 = 5e-4;

/// Learns vectors of `size` numbers for the words of `text`, which are numbered below `words`; 0 is an edge or a rare
/// word. The same input gives the same vectors.
pub(crate) fn train(text: &[u32], words: usize, size: usize, rounds: usize, seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut counts = vec![0u32; words];
    for &word in text {
        counts[word as usize] += 1;
    }
    let total: f64 = counts.iter().map(|&n| f64::from(n)).sum();
    let keep: Vec<f64> =
        counts.iter().map(|&n| (COMMON * total / f64::from(n.max(1))).sqrt().min(1.0)).collect();
    let noise = noise(&counts);
    let mut vectors: Vec<f32> =
        (0..words * size).map(|_| (random.below(2001) as f32 / 1000.0 - 1.0) * 0.5 / size as f32).collect();
    let mut outside = vec![0f32; 2 * REACH * words * size];
    let mut change = vec![0f32; size];
    let steps = (rounds * text.len()) as f32;
    for round in 0..rounds {
        for (at, &word) in text.iter().enumerate() {
            if word == 0 || (random.below(1 << 24) as f64) > keep[word as usize] * f64::from(1 << 24) {
                continue;
            }
            let rate = RATE * (1.0 - (round * text.len() + at) as f32 / steps).max(0.01);
            let vector = &mut vectors[word as usize * size..][..size];
            for place in 0..2 * REACH {
                let offset = if place < REACH {
                    place as isize - REACH as isize
                } else {
                    (place - REACH) as isize + 1
                };
                let Some(&neighbour) = at.checked_add_signed(offset).and_then(|i| text.get(i)) else {
                    continue;
                };
                change.fill(0.0);
                for sample in 0..=NEGATIVES {
                    let (other, wanted) = match sample {
                        0 => (neighbour, 1.0),
                        _ => (noise[random.below(noise.len())], 0.0),
                    };
                    if sample > 0 && other == neighbour {
                        continue;
                    }
                    let row = &mut outside[(place * words + other as usize) * size..][..size];
                    let step = rate * (wanted - crate::lstm::sigmoid(dot(vector, row)));
                    for ((c, o), v) in change.iter_mut().zip(row).zip(&*vector) {
                        *c += step * *o;
                        *o += step * v;
                    }
                }
                for (v, c) in vector.iter_mut().zip(&change) {
                    *v += c;
                }
            }
        }
    }
    vectors
}

/// Words as often as chance should draw them: by their counts to the power of 3/4.
fn noise(counts: &[u32]) -> Vec<u32> {
    let weight = |n: u32| f64::from(n).powf(0.75);
    let all: f64 = counts.iter().map(|&n| weight(n)).sum();
    let mut drawn = Vec::new();
    for (word, &count) in counts.iter().enumerate().skip(1) {
        let times = (weight(count) / all * 4e6).round() as usize;
        drawn.extend(std::iter::repeat_n(word as u32, times.max(1)));
    }
    drawn
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, rest_a) = a.as_chunks::<8>();
    let (b, rest_b) = b.as_chunks::<8>();
    let mut sums = [0f32; 8];
    for (a, b) in a.iter().zip(b) {
        for i in 0..8 {
            sums[i] += a[i] * b[i];
        }
    }
    sums.iter().sum::<f32>() + rest_a.iter().zip(rest_b).map(|(a, b)| a * b).sum::<f32>()
}

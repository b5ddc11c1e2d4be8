//! Near copies of one text: MinHash (Broder 1997) over runs of words, with bands to find candidates.

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Words in a run: short enough that a changed word spoils little, long enough that stock phrases do not match.
const RUN: usize = 4;
/// Hash functions. The share of equal minima estimates the likeness to about ±0.06.
const SIZE: usize = 64;
/// Minima per band: two texts of likeness 0.5 share a band of 2 among 32 with 99.99 %.
const BAND: usize = 2;
/// From which likeness two texts are copies: a cut end or a new lead leaves more, two reports of one event far less.
const COPY: f64 = 0.45;
/// Shorter texts, in words, are too like each other to tell.
const SHORT: usize = 30;

/// A text in 64 numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u32; SIZE]);

impl Sketch {
    /// The sketch of a text; none if it is too short to tell.
    pub fn of(text: &str) -> Option<Sketch> {
        let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
        let words: Vec<u64> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|w| xxh3_64(w.as_bytes()))
            .collect();
        if words.len() < SHORT {
            return None;
        }
        let runs: FxHashSet<u64> = words.windows(RUN).map(|run| xxh3_64(bytes(run).as_slice())).collect();
        let mut minima = [u32::MAX; SIZE];
        #[expect(clippy::iter_over_hash_type, reason = "a minimum does not depend on the order")]
        for run in runs {
            for (seed, minimum) in minima.iter_mut().enumerate() {
                *minimum = (*minimum).min(xxh3_64_with_seed(&run.to_le_bytes(), seed as u64) as u32);
            }
        }
        Some(Sketch(minima))
    }

    /// The hashes of its bands: copies share at least one.
    pub fn bands(&self) -> Vec<u64> {
        let band = |(number, band): (usize, &[u32])| {
            let bytes: Vec<u8> = band.iter().flat_map(|m| m.to_le_bytes()).collect();
            xxh3_64_with_seed(&bytes, number as u64)
        };
        self.0.chunks(BAND).enumerate().map(band).collect()
    }

    /// Whether two texts are copies of one story.
    pub fn is_copy(&self, other: &Sketch) -> bool {
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        equal as f64 >= COPY * SIZE as f64
    }

    /// As bytes, little endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|m| m.to_le_bytes()).collect()
    }

    /// From the bytes of [`Sketch::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let mut minima = [0; SIZE];
        if bytes.len() != SIZE * 4 {
            return None;
        }
        for (minimum, bytes) in minima.iter_mut().zip(bytes.chunks_exact(4)) {
            *minimum = u32::from_le_bytes(bytes.try_into().ok()?);
        }
        Some(Sketch(minima))
    }
}

fn bytes(run: &[u64]) -> Vec<u8> {
    run.iter().flat_map(|word| word.to_le_bytes()).collect()
}

//! Weights and words where they lie in the model file: nothing is unpacked, so that loading costs nothing.

use crate::bytes::{Bytes, Reader, u32_at, write_section};

/// Somewhere weights can be found: trained, or being trained.
pub(crate) trait Weights {
    /// Adds the weights of every feature to the classes' scores. `scores` is as long as there are classes.
    fn add(&self, features: &[u32], scores: &mut [i32]);
}

/// How many features are looked up together.
pub(crate) const CHUNK: usize = 64;

/// Loads values for no other reason than to have them near when they are needed. Features lie all over the memory;
/// these loads do not wait for one another, whereas those of the loops that use the values do, for their branches
/// cannot be foreseen.
#[inline]
pub(crate) fn touch(values: impl Iterator<Item = u32>) {
    std::hint::black_box(values.fold(0, |a, b| a ^ b));
}

/// Weights of a trained linear model: features in buckets by the first bits of their hash, each with the rest of its
/// hash and the classes for which it has a weight.
///
/// A record is `check: u16, count: u8`, then `count` pairs of class and code; the code stands for a weight in `codes`.
pub(crate) struct Table {
    bits: u32,
    codes: [i32; 256],
    offsets: Bytes,
    records: Bytes,
}

impl Table {
    pub(crate) fn read(from: Bytes) -> Option<Self> {
        let mut reader = Reader::new(from);
        let bits = reader.u32().filter(|bits| (1..=24).contains(bits))?;
        let mut codes = [0; 256];
        for code in &mut codes {
            *code = i32::from(reader.u16()? as i16);
        }
        let offsets = reader.section()?;
        let records = reader.section()?;
        let table = Self { bits, codes, offsets, records };
        let count = 1usize << bits;
        let ordered = (0..count).all(|b| u32_at(&table.offsets, b) <= u32_at(&table.offsets, b + 1));
        (table.offsets.len() == (count + 1) * 4 && ordered).then_some(table)
    }

    /// The records of a feature's bucket.
    #[inline]
    fn bucket(&self, feature: u32) -> &[u8] {
        let bucket = (feature >> (32 - self.bits)) as usize;
        let (from, to) = (u32_at(&self.offsets, bucket) as usize, u32_at(&self.offsets, bucket + 1) as usize);
        self.records.get(from..to).unwrap_or_default()
    }
}

/// The weights of one feature, found among the records of its bucket.
#[inline]
fn pairs(mut rest: &[u8], feature: u32) -> &[[u8; 2]] {
    let [low, high, ..] = feature.to_le_bytes();
    while let [a, b, count, tail @ ..] = rest {
        let Some((pairs, next)) = tail.split_at_checked(usize::from(*count) * 2) else { break };
        if *a == low && *b == high {
            return pairs.as_chunks().0;
        }
        rest = next;
    }
    &[]
}

impl Weights for Table {
    fn add(&self, features: &[u32], scores: &mut [i32]) {
        for chunk in features.chunks(CHUNK) {
            let mut buckets: [&[u8]; CHUNK] = [&[]; CHUNK];
            for (&feature, bucket) in chunk.iter().zip(&mut buckets) {
                *bucket = self.bucket(feature);
            }
            let buckets = &buckets[..chunk.len()];
            touch(buckets.iter().map(|bucket| bucket.first().copied().map_or(0, u32::from)));
            for (&feature, bucket) in chunk.iter().zip(buckets) {
                for &[class, code] in pairs(bucket, feature) {
                    if let Some(score) = scores.get_mut(usize::from(class)) {
                        *score += self.codes[usize::from(code)];
                    }
                }
            }
        }
    }
}

/// Packs weights, sorted by feature, for [`Table::read`]. The codes are chosen so that small weights, which are many,
/// are told apart finely, and none is clipped.
pub(crate) fn pack(features: &[(u32, Vec<(u8, i32)>)]) -> Vec<u8> {
    let largest =
        features.iter().flat_map(|(_, pairs)| pairs).map(|(_, w)| w.unsigned_abs()).max().unwrap_or(1);
    let codes = codes(largest.max(1));
    let bits = features.len().div_ceil(4).max(2).next_power_of_two().ilog2().clamp(8, 24);
    let mut offsets = Vec::new();
    let mut records = Vec::new();
    let mut at = 0;
    for bucket in 0..1u32 << bits {
        offsets.extend_from_slice(&(records.len() as u32).to_le_bytes());
        while let Some((feature, pairs)) = features.get(at).filter(|(f, _)| f >> (32 - bits) == bucket) {
            let mut coded: Vec<[u8; 2]> =
                pairs.iter().map(|&(class, weight)| [class, nearest(&codes, weight)]).collect();
            coded.retain(|&[_, code]| codes[usize::from(code)] != 0);
            coded.truncate(255);
            if !coded.is_empty() {
                records.extend_from_slice(&feature.to_le_bytes()[..2]);
                records.push(coded.len() as u8);
                records.extend_from_slice(coded.as_flattened());
            }
            at += 1;
        }
    }
    offsets.extend_from_slice(&(records.len() as u32).to_le_bytes());
    let mut out = bits.to_le_bytes().to_vec();
    for code in codes {
        out.extend_from_slice(&(code as i16).to_le_bytes());
    }
    write_section(&mut out, &offsets);
    write_section(&mut out, &records);
    out
}

/// 256 weights from `-largest` to `largest`, closer together near zero. Sorted.
fn codes(largest: u32) -> [i32; 256] {
    std::array::from_fn(|i| {
        // Integers only, so that every machine writes the same bytes: a cubic mixed with a straight line.
        let x = i as i64 - 128;
        let top = i64::from(largest.min(i16::MAX as u32));
        ((top * (x * 127 * 127 + 4 * x * x * x)) / (5 * 127 * 127 * 127)).clamp(-top, top) as i32
    })
}

/// The code of the nearest weight.
fn nearest(codes: &[i32; 256], weight: i32) -> u8 {
    let above = codes.partition_point(|&code| code < weight).min(255);
    let below = above.saturating_sub(1);
    if (codes[above] - weight).abs() < (weight - codes[below]).abs() { above as u8 } else { below as u8 }
}

/// What the lexicon knows of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) cluster: u32,
    pub(crate) group: u32,
    pub(crate) tags: u32,
    /// How often it is capitalised within sentences: 0 unknown, 1 never … 4 always.
    pub(crate) capital: u32,
    /// The number of its vector; 0 if it has none.
    pub(crate) vector: u32,
}

/// Words with what is known of them: an open hash table of `word, value, vector`, 32 bits each; the value's bits are,
/// from the low ones, 10 for the cluster, 6 for the group, 12 for the tags, 3 for capitals.
pub(crate) struct Lexicon(Bytes);

/// A slot's length in bytes.
const SLOT: usize = 12;

impl Lexicon {
    /// Clusters are numbered below this.
    pub(crate) const CLUSTERS: u16 = 1 << 10;
    /// Groups are numbered below this.
    pub(crate) const GROUPS: u16 = 1 << 6;

    pub(crate) fn read(slots: Bytes) -> Option<Self> {
        let count = slots.len() / SLOT;
        // At least one slot is free, so that every search ends.
        let free = (0..count).any(|i| u32_at(&slots, i * 3) == 0);
        (count.is_power_of_two() && slots.len().is_multiple_of(SLOT) && free).then_some(Self(slots))
    }

    #[inline]
    pub(crate) fn get(&self, word: u32) -> Entry {
        let mask = self.0.len() / SLOT - 1;
        let mut slot = word as usize & mask;
        loop {
            match u32_at(&self.0, slot * 3) {
                0 => return Entry::default(),
                found if found == word => {
                    let value = u32_at(&self.0, slot * 3 + 1);
                    return Entry {
                        cluster: value & 0x3FF,
                        group: value >> 10 & 0x3F,
                        tags: value >> 16 & 0xFFF,
                        capital: value >> 28,
                        vector: u32_at(&self.0, slot * 3 + 2),
                    };
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// Packs words for [`Lexicon::read`].
    pub(crate) fn pack(words: &[(u32, Entry)]) -> Vec<u8> {
        let count = (words.len() * 8 / 7 + 2).next_power_of_two();
        let mut slots = vec![[0u32; 3]; count];
        for (word, entry) in words.iter().filter(|w| w.0 != 0) {
            let mut slot = *word as usize & (count - 1);
            while slots[slot][0] != 0 && slots[slot][0] != *word {
                slot = (slot + 1) & (count - 1);
            }
            let value = entry.cluster | entry.group << 10 | entry.tags << 16 | entry.capital << 28;
            slots[slot] = [*word, value, entry.vector];
        }
        slots.as_flattened().iter().flat_map(|n| n.to_le_bytes()).collect()
    }
}

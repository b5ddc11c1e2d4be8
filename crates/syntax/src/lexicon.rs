//! What is known of single words, where it lies in the model file: nothing is unpacked, so that loading costs nothing.

use crate::bytes::{Bytes, u32_at};

/// What the lexicon knows of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Which tags it has been seen with, by number; 0 if unknown.
    pub(crate) class: u32,
    /// How often it is capitalised within sentences: 0 unknown, 1 never … 4 always.
    pub(crate) capital: u32,
    /// The number of its vector; 0 if it has none.
    pub(crate) vector: u32,
}

/// Words with what is known of them: an open hash table of `word, value`, 32 bits each; the value's bits are, from the low
/// ones, 20 for the vector, 8 for the class, 3 for capitals.
pub(crate) struct Lexicon(Bytes);

/// A slot's length in bytes.
const SLOT: usize = 8;

impl Lexicon {
    /// Classes are numbered below this.
    pub(crate) const CLASSES: u32 = 1 << 8;
    /// Vectors are numbered below this.
    pub(crate) const VECTORS: u32 = 1 << 20;

    pub(crate) fn read(slots: Bytes) -> Option<Self> {
        let count = slots.len() / SLOT;
        // At least one slot is free, so that every search ends.
        let free = (0..count).any(|i| u32_at(&slots, i * 2) == 0);
        (count.is_power_of_two() && slots.len().is_multiple_of(SLOT) && free).then_some(Self(slots))
    }

    #[inline]
    pub(crate) fn get(&self, word: u32) -> Entry {
        let mask = self.0.len() / SLOT - 1;
        let mut slot = word as usize & mask;
        loop {
            match u32_at(&self.0, slot * 2) {
                0 => return Entry::default(),
                found if found == word => {
                    let value = u32_at(&self.0, slot * 2 + 1);
                    return Entry {
                        vector: value % Self::VECTORS,
                        class: value / Self::VECTORS % Self::CLASSES,
                        capital: value >> 28,
                    };
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// Packs words for [`Lexicon::read`].
    pub(crate) fn pack(words: &[(u32, Entry)]) -> Vec<u8> {
        let count = (words.len() * 8 / 7 + 2).next_power_of_two();
        let mut slots = vec![[0u32; 2]; count];
        for (word, entry) in words.iter().filter(|w| w.0 != 0) {
            let mut slot = *word as usize & (count - 1);
            while slots[slot][0] != 0 && slots[slot][0] != *word {
                slot = (slot + 1) & (count - 1);
            }
            slots[slot] = [*word, entry.vector | (entry.class * Self::VECTORS) | (entry.capital << 28)];
        }
        slots.as_flattened().iter().flat_map(|n| n.to_le_bytes()).collect()
    }
}

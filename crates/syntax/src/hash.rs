//! The hash by which words and their ends are looked up. It is part of the model's format: change it and the model must be
//! trained anew.

const K: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash in the making.
#[derive(Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    /// Starts a hash that depends on `seed`.
    #[inline]
    pub(crate) fn new(seed: u32) -> Self {
        Self((u64::from(seed) + 1).wrapping_mul(K))
    }

    /// Mixes in a value.
    #[inline]
    pub(crate) fn with(self, value: u32) -> Self {
        Self((self.0.rotate_left(23) ^ u64::from(value)).wrapping_mul(K))
    }

    /// The hash, all of whose bits are fit for use.
    #[inline]
    pub(crate) fn finish(self) -> u32 {
        ((self.0 ^ (self.0 >> 31)).wrapping_mul(K) >> 32) as u32
    }
}

/// The hash of a string.
#[inline]
pub(crate) fn bytes(seed: u32, text: &[u8]) -> u32 {
    let (chunks, rest) = text.as_chunks::<4>();
    let mut hash = chunks.iter().fold(Hash::new(seed), |h, c| h.with(u32::from_le_bytes(*c)));
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    // The length tells "a" from "a\0".
    hash = hash.with(u32::from_le_bytes(last)).with(text.len() as u32);
    hash.finish()
}

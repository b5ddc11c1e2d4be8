//! Offsets as other programs count them.

use demarche_core::Span;
use std::ops::Range;

/// How many bytes are counted at once.
const BLOCK: usize = 1024;

/// Where the characters (Unicode code points) of a text stand. Records count bytes; W3C selectors, brat and PLOVER count
/// characters.
pub(crate) struct Characters<'a> {
    text: &'a str,
    /// How many characters begin before each block, so that a look-up counts within one block only.
    before: Vec<usize>,
}

impl<'a> Characters<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let counts = text.as_bytes().chunks(BLOCK).scan(0, |all, block| {
            let before = *all;
            *all += begun(block);
            Some(before)
        });
        Characters { text, before: counts.collect() }
    }

    /// How many characters stand before this byte.
    pub(crate) fn before(&self, byte: usize) -> usize {
        let bytes = self.text.as_bytes();
        let byte = byte.min(bytes.len());
        let block = byte / BLOCK;
        match self.before.get(block) {
            Some(before) => before + begun(&bytes[block * BLOCK..byte]),
            // The end of a text that fills its blocks.
            None => self.before.last().map_or(0, |last| last + begun(&bytes[(block - 1) * BLOCK..])),
        }
    }

    /// The characters of a stretch.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        self.before(span.start as usize)..self.before(span.end as usize)
    }
}

/// How many characters begin among these bytes: all but the continuations of UTF-8 begin one.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_as_many_characters_before_it_as_counting_finds() {
        for text in ["", "Oslo", &"a".repeat(2 * BLOCK), &"Ö🕊京x".repeat(700)] {
            let characters = Characters::of(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                assert_eq!(characters.before(byte), text[..byte].chars().count(), "{byte}");
            }
        }
    }
}

//! The frame: a pattern over a sentence's tree, as data; loaded, checked, matched, explained.

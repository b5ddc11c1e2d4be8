//! Sentences and tokens of any text.
#![no_main]

#[path = "../../crates/language/tests/sound/mod.rs"]
mod sound;

libfuzzer_sys::fuzz_target!(|text: &str| sound::segmentation(text));

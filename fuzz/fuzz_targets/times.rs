//! Times of any text, on several days.
#![no_main]

#[path = "../../crates/language/tests/sound/mod.rs"]
mod sound;

libfuzzer_sys::fuzz_target!(|text: &str| sound::times(text));

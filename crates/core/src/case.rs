//! Words without regard to case.

use std::borrow::Cow;

/// A word in lower case; most already are, and nothing is copied.
pub fn lower(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() {
        return Cow::Owned(word.to_lowercase());
    }
    match word.bytes().any(|b| b.is_ascii_uppercase()) {
        true => Cow::Owned(word.to_ascii_lowercase()),
        false => Cow::Borrowed(word),
    }
}

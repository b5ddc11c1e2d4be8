//! Words without regard to case.

use std::borrow::Cow;

/// A word in lower case; most already are, and nothing is copied.
pub fn lower(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.to_lowercase()),
    }
}

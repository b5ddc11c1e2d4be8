//! Who says what: sources of direct and indirect speech, nested.

use crate::reader::ArticleReading;
use demarche_core::{SentenceId, Source};

/// Who says the clause around this token, outermost first.
pub fn of(_reading: &ArticleReading<'_>, _sentence: SentenceId, _token: usize) -> Vec<Source> {
    Vec::new()
}

//! Verbs of speech, from `data/speech_verbs.tsv`.

use crate::chars::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a verb of speech takes what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A direct quotation, or a clause.
    Quote,
    /// A clause only.
    Clause,
    /// Quoted words as its object: "citing “…”", "called it “…”".
    Object,
}

/// By inflected form; a phrasal verb ("point out") by its verb.
static VERBS: LazyLock<FxHashMap<&str, Content>> = LazyLock::new(|| {
    let mut verbs = FxHashMap::default();
    for (forms, content) in rows() {
        for form in forms {
            verbs.insert(form, content);
        }
    }
    verbs
});

/// The rows of the table as (forms, how content is taken).
fn rows() -> impl Iterator<Item = (Vec<&'static str>, Content)> {
    let lines = include_str!("../data/speech_verbs.tsv").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        let (lemma, forms, content) = (fields.next()?, fields.next()?, fields.next()?);
        let content = match content {
            "quote" => Content::Quote,
            "clause" => Content::Clause,
            "object" => Content::Object,
            _ => return None,
        };
        // "point out  points out pointed out": the particle is dropped, it may stand apart.
        let particle = lemma.split_once(' ').map(|(_, p)| p);
        let verbs = std::iter::once(lemma).chain(forms.split(' ')).flat_map(|f| f.split(' '));
        Some((verbs.filter(|&f| Some(f) != particle).collect(), content))
    })
}

/// How the word takes content, if it is a form of a verb of speech.
pub(crate) fn content(word: &str) -> Option<Content> {
    if word.len() > 14 {
        return None;
    }
    if let Some(&content) = VERBS.get(word) {
        return Some(content);
    }
    let lower: String = word.chars().map(fold).collect();
    VERBS.get(lower.as_str()).copied()
}

/// Whether the word is a form of a verb that takes direct quotations.
pub(crate) fn is_verb(word: &str) -> bool {
    content(word) == Some(Content::Quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let lines = include_str!("../data/speech_verbs.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        assert_eq!(rows().count(), lines.count());
    }

    #[test]
    fn forms_are_found_whatever_their_case() {
        assert_eq!(content("SAID"), Some(Content::Quote));
        assert_eq!(content("pointed"), Some(Content::Quote));
        assert_eq!(content("out"), None);
        assert_eq!(content("citing"), Some(Content::Object));
    }
}

//! Words of speech, from `data/speech.tsv`.

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
    /// A clause that tells what somebody thinks: its words are rather those of whoever reports it.
    Mind,
    /// Quoted words as its object: "citing “…”", "called it “…”".
    Object,
    /// Its object is the one who speaks: "quoted him as saying “…”".
    Cite,
}

/// How a verb of speech is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verb {
    /// How it takes what is said.
    pub(crate) content: Content,
    /// Whether its object is the one who is told ("told reporters").
    pub(crate) tells: bool,
}

/// By inflected form; a phrasal verb ("point out") by its verb.
static VERBS: LazyLock<FxHashMap<&str, Verb>> = LazyLock::new(|| {
    let mut verbs = FxHashMap::default();
    for (forms, verb) in rows() {
        for form in forms {
            verbs.insert(form, verb);
        }
    }
    verbs
});

/// Every form of a noun for what is issued: "statement", "readout".
static DOCUMENTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines().filter(|l| l[2] == "document").flat_map(|l| [l[0], l[1]]).collect());

/// The rows of the table: lemma, other forms, use.
fn lines() -> impl Iterator<Item = [&'static str; 3]> {
    let lines = include_str!("../data/speech.tsv").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        Some([fields.next()?, fields.next()?, fields.next()?])
    })
}

/// The verbs of the table as (forms, use).
fn rows() -> impl Iterator<Item = (Vec<&'static str>, Verb)> {
    lines().filter_map(|[lemma, forms, usage]| {
        let content = match usage {
            "quote" | "tell" => Content::Quote,
            "clause" => Content::Clause,
            "mind" => Content::Mind,
            "object" => Content::Object,
            "cite" => Content::Cite,
            _ => return None,
        };
        // "point out  points out pointed out": the particle is dropped, it may stand apart.
        let particle = lemma.split_once(' ').map(|(_, p)| p);
        let verbs = std::iter::once(lemma).chain(forms.split(' ')).flat_map(|f| f.split(' '));
        Some((verbs.filter(|&f| Some(f) != particle).collect(), Verb { content, tells: usage == "tell" }))
    })
}

/// The word's use, if it is a form of a verb of speech.
pub(crate) fn verb(word: &str) -> Option<Verb> {
    if word.len() > 14 {
        return None;
    }
    if let Some(&verb) = VERBS.get(word) {
        return Some(verb);
    }
    let lower: String = word.chars().map(fold).collect();
    VERBS.get(lower.as_str()).copied()
}

/// Whether the word is a noun for what is issued, so that its issuer is the one who speaks.
pub(crate) fn is_document(word: &str) -> bool {
    let lower = word.to_lowercase();
    DOCUMENTS.contains(&lower.as_str())
}

/// Irregular verbs that decide or declare, besides those of speech.
const OPERATIVE: [&str; 12] = [
    "took",
    "takes",
    "called",
    "calls",
    "drew",
    "gave",
    "held",
    "undertook",
    "undertakes",
    "paid",
    "underscored",
    "looked",
];

/// Whether a word, of whatever case, can be the verb of a document's clause that leaves its subject out: "CONDEMNED the attack".
pub(crate) fn is_operative(word: &str) -> bool {
    let lower: String = word.chars().map(fold).collect();
    let finite = lower.ends_with("ed") && lower.len() > 4 || OPERATIVE.contains(&lower.as_str());
    finite || lower.ends_with(['s', 'g']) && verb(&lower).is_some()
}

impl Verb {
    /// Whether people say or agree something by it, and no paper is cited.
    pub(crate) fn is_done_by_people(self) -> bool {
        matches!(self.content, Content::Quote | Content::Mind)
    }
}

/// Whether the word is a form of a verb that takes direct quotations.
pub(crate) fn is_verb(word: &str) -> bool {
    verb(word).is_some_and(|v| v.content == Content::Quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_use() {
        let rows =
            include_str!("../data/speech.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        assert_eq!(lines().count(), rows.count());
        for [lemma, forms, usage] in lines() {
            assert!(
                ["quote", "tell", "cite", "clause", "mind", "object", "document"].contains(&usage),
                "{lemma}: {usage}"
            );
            assert!(!forms.is_empty(), "{lemma} has no other form");
        }
    }

    #[test]
    fn forms_are_found_whatever_their_case() {
        assert_eq!(verb("SAID"), Some(Verb { content: Content::Quote, tells: false }));
        assert_eq!(verb("told"), Some(Verb { content: Content::Quote, tells: true }));
        assert!(is_verb("pointed") && !is_verb("out") && !is_verb("citing"));
        assert_eq!(verb("citing").map(|v| v.content), Some(Content::Object));
    }
}

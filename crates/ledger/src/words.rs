//! The words of a phrase that carry its content.

use std::collections::BTreeSet;

/// Words that tell nothing about what is agreed.
const EMPTY: &[&str] = &[
    "about",
    "according",
    "after",
    "against",
    "agreed",
    "agreement",
    "also",
    "been",
    "before",
    "between",
    "both",
    "countries",
    "each",
    "foreign",
    "from",
    "further",
    "have",
    "into",
    "minister",
    "ministers",
    "more",
    "other",
    "over",
    "said",
    "sides",
    "signed",
    "that",
    "their",
    "them",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "under",
    "which",
    "will",
    "with",
    "would",
];

/// Content words, cut to a common beginning so that "exchange" and "exchanges" are one.
pub(crate) fn content(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() > 3 && !EMPTY.contains(&word.as_str()))
        .map(|word| word.chars().take(6).collect())
        .collect()
}

/// Share of the smaller set that the other has, too; 0 if one is empty.
pub(crate) fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let small = a.len().min(b.len());
    if small == 0 { 0.0 } else { a.intersection(b).count() as f64 / small as f64 }
}

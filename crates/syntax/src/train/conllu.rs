//! Treebanks in CoNLL-U.

use crate::Tag;
use demarche_core::{Deprel, Upos, Xpos};

/// A sentence of a treebank.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// The words' forms.
    pub forms: Vec<String>,
    /// The words' lemmas.
    pub lemmas: Vec<String>,
    /// The words' tags.
    pub tags: Vec<Tag>,
    /// The words' heads; the root's is the number of words.
    pub heads: Vec<usize>,
    /// The words' relations.
    pub rels: Vec<Deprel>,
}

impl Gold {
    /// The forms, as the model takes them.
    pub fn words(&self) -> Vec<&str> {
        self.forms.iter().map(String::as_str).collect()
    }
}

/// A treebank that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the treebank is no CoNLL-U: {what}")]
pub struct ConlluError {
    /// The line's number, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// Reads a treebank. Lines for multiword tokens and for empty nodes are passed over; a relation's unknown subtype is
/// dropped, and an unknown tag becomes `X` or `XX`.
///
/// # Errors
///
/// If a line has no ten columns, or a head is no number within the sentence.
pub fn read(text: &str) -> Result<Vec<Gold>, ConlluError> {
    let mut sentences = Vec::new();
    let mut sentence = Gold::default();
    for (number, line) in text.lines().chain([""]).enumerate() {
        let error = |what: String| ConlluError { line: number + 1, what };
        if line.is_empty() {
            let mut gold = std::mem::take(&mut sentence);
            let length = gold.forms.len();
            // The root is written as head 0; here words are counted from 0, and the root comes last.
            for head in &mut gold.heads {
                *head = head.checked_sub(1).unwrap_or(length);
                if *head > length {
                    return Err(error("a head lies outside the sentence".to_owned()));
                }
            }
            if length > 0 {
                sentences.push(gold);
            }
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, _, head, rel, ..] = columns.as_slice() else {
            return Err(error(format!("{} columns instead of ten", columns.len())));
        };
        if id.contains(['-', '.']) {
            continue;
        }
        let head: usize = head.parse().map_err(|_| error(format!("`{head}` is no head")))?;
        sentence.forms.push(form.to_owned());
        sentence.lemmas.push(lemma.to_owned());
        sentence
            .tags
            .push(Tag { upos: upos.parse().unwrap_or(Upos::X), xpos: xpos.parse().unwrap_or(Xpos::Xx) });
        sentence.heads.push(head);
        sentence.rels.push(relation(rel));
    }
    Ok(sentences)
}

/// A relation, without its subtype if that is unknown.
fn relation(name: &str) -> Deprel {
    let base = name.split(':').next().unwrap_or(name);
    name.parse().or_else(|_| base.parse()).unwrap_or(Deprel::Dep)
}

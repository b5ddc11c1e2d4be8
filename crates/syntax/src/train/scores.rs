//! How good a model is on a treebank.

use super::conllu::{ConlluError, Gold, read};
use crate::{Model, Scratch};
use demarche_core::{Deprel, Upos};
use std::collections::BTreeMap;
use std::fmt;

/// Right answers among answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many were right.
    pub right: u64,
    /// How many there were.
    pub all: u64,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += u64::from(right);
        self.all += 1;
    }

    /// In percent; 0 of nothing.
    pub fn percent(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.right as f64 * 100.0 / self.all as f64 }
    }
}

/// How often a relation was right, given and wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Relation {
    /// Right head and right relation.
    pub right: u64,
    /// How often the model gives the relation.
    pub given: u64,
    /// How often the treebank has it.
    pub wanted: u64,
}

impl Relation {
    /// The harmonic mean of precision and recall, in percent.
    pub fn f1(self) -> f64 {
        let sum = self.given + self.wanted;
        if sum == 0 { 0.0 } else { self.right as f64 * 200.0 / sum as f64 }
    }
}

/// A model's scores on a treebank: tokens as given, tags as predicted, relations without their subtypes. Shown one
/// figure a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    /// Universal tags.
    pub upos: Share,
    /// Penn tags.
    pub xpos: Share,
    /// Lemmas, without regard to case.
    pub lemma: Share,
    /// Heads.
    pub uas: Share,
    /// Heads and relations.
    pub las: Share,
    /// Heads of words that are no punctuation.
    pub uas_words: Share,
    /// Heads and relations of words that are no punctuation.
    pub las_words: Share,
    /// Each relation, by name.
    pub relations: BTreeMap<&'static str, Relation>,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shares = [
            ("UPOS", self.upos),
            ("XPOS", self.xpos),
            ("Lemma", self.lemma),
            ("UAS", self.uas),
            ("LAS", self.las),
            ("UAS-nopunct", self.uas_words),
            ("LAS-nopunct", self.las_words),
        ];
        for (name, share) in shares {
            writeln!(f, "{name} {:.2}", share.percent())?;
        }
        for (name, relation) in &self.relations {
            writeln!(f, "F1-{name} {:.2}", relation.f1())?;
        }
        Ok(())
    }
}

/// Tags and parses every sentence of a treebank, and compares.
///
/// # Errors
///
/// If the treebank is no CoNLL-U.
pub fn evaluate(model: &Model, conllu: &str) -> Result<Scores, ConlluError> {
    Ok(score(model, &read(conllu)?))
}

/// The same for sentences already read.
pub fn score(model: &Model, sentences: &[Gold]) -> Scores {
    let mut scores = Scores::default();
    let mut scratch = Scratch::new();
    for gold in sentences {
        let tree = model.parse(&gold.words(), &mut scratch);
        for (i, word) in tree.words.iter().enumerate() {
            scores.upos.count(word.upos == gold.tags[i].upos);
            scores.xpos.count(word.xpos == gold.tags[i].xpos);
            scores.lemma.count(word.lemma.to_lowercase() == gold.lemmas[i].to_lowercase());
            let head = word.head.map_or(tree.words.len(), usize::from);
            let (wanted, given) = (base(gold.rels[i]), base(word.rel));
            let (attached, right) = (head == gold.heads[i], head == gold.heads[i] && wanted == given);
            scores.uas.count(attached);
            scores.las.count(right);
            if gold.tags[i].upos != Upos::Punct {
                scores.uas_words.count(attached);
                scores.las_words.count(right);
            }
            scores.relations.entry(wanted).or_default().wanted += 1;
            let relation = scores.relations.entry(given).or_default();
            relation.given += 1;
            relation.right += u64::from(right);
        }
    }
    scores
}

/// A relation's name without its subtype.
fn base(rel: Deprel) -> &'static str {
    rel.as_str().split(':').next().unwrap_or_default()
}

//! Learning lemmas: a rule for an ending only where the shorter ending's rule is wrong.

use super::conllu::Gold;
use crate::lemma::{Edit, Lemmas, place};
use demarche_core::{Upos, Xpos};
use std::collections::BTreeMap;

/// A word in lower case with its tag's class.
type Word = (u8, String);

/// Learns from the treebanks' lemmas, and returns the packed rules.
pub(crate) fn train(sentences: &[Gold]) -> Vec<u8> {
    let mut seen: BTreeMap<Word, BTreeMap<Edit, u32>> = BTreeMap::new();
    for gold in sentences {
        for ((form, lemma), tag) in gold.forms.iter().zip(&gold.lemmas).zip(&gold.tags) {
            // Misspelt and split words teach nothing.
            if lemma == "_" || matches!(tag.xpos, Xpos::Gw | Xpos::Add | Xpos::Xx) || tag.upos == Upos::X {
                continue;
            }
            let lower = form.to_lowercase().replace(['\u{2019}', '\u{2018}'], "'");
            let edit = Edit::between(&lower, &lemma.to_lowercase().replace(['\u{2019}', '\u{2018}'], "'"));
            *seen.entry((tag.xpos as u8, lower)).or_default().entry(edit).or_default() += 1;
        }
    }
    // One vote per word: rules are for words not seen, among which the frequent ones are not.
    let words: Vec<(Word, Edit)> = seen
        .into_iter()
        .filter_map(|(word, edits)| Some((word, edits.into_iter().max_by_key(|(_, count)| *count)?.0)))
        .collect();
    let mut rules: BTreeMap<(u8, bool, String), Edit> = BTreeMap::new();
    for length in 0..=Lemmas::LONGEST {
        let mut votes: BTreeMap<(u8, String), BTreeMap<&Edit, u32>> = BTreeMap::new();
        for ((class, form), edit) in &words {
            if let Some(ending) = ending(form, length) {
                *votes.entry((*class, ending.to_owned())).or_default().entry(edit).or_default() += 1;
            }
        }
        for ((class, ending), edits) in votes {
            let Some((&edit, &count)) = edits.iter().max_by_key(|(_, count)| **count) else { continue };
            let all: u32 = edits.values().sum();
            let shorter = rule(&rules, class, &ending, length.saturating_sub(1));
            if shorter != Some(edit) && (length == 0 || count >= 2 && count * 3 >= all * 2) {
                let edit = edit.clone();
                rules.insert((class, false, ending), edit);
            }
        }
    }
    for ((class, form), edit) in &words {
        if rule(&rules, *class, form, Lemmas::LONGEST) != Some(edit) {
            rules.insert((*class, true, form.clone()), edit.clone());
        }
    }
    let mut edits: Vec<Edit> = rules.values().cloned().collect();
    edits.sort_unstable();
    edits.dedup();
    let number = |edit: &Edit| edits.binary_search(edit).unwrap_or(0) as u16;
    let mut packed: Vec<(u32, u16)> = rules
        .iter()
        .map(|((class, whole, ending), edit)| (place(*class, *whole, ending), number(edit)))
        .collect();
    packed.sort_unstable();
    packed.dedup_by_key(|(place, _)| *place);
    Lemmas::pack(&edits, &packed)
}

/// The last `length` characters, if there are so many.
fn ending(form: &str, length: usize) -> Option<&str> {
    match length {
        0 => Some(""),
        _ => form.char_indices().rev().nth(length - 1).map(|(at, _)| &form[at..]),
    }
}

/// The rule of the longest ending of `form` that has one, up to `longest` characters.
fn rule<'r>(
    rules: &'r BTreeMap<(u8, bool, String), Edit>,
    class: u8,
    form: &str,
    longest: usize,
) -> Option<&'r Edit> {
    (0..=longest).rev().find_map(|length| rules.get(&(class, false, ending(form, length)?.to_owned())))
}

//! Learning lemmas: a rule for an ending only where the shorter ending's rule is wrong.

use super::conllu::Gold;
use crate::lemma::{Edit, Lemmas, place};
use demarche_core::{Upos, Xpos};
use std::collections::BTreeMap;

/// A word in lower case with its tag's class.
type Word = (u8, String);

/// Learns from the treebanks' lemmas and from how often words occur in unlabelled text, and returns the packed rules.
pub(crate) fn train(sentences: &[Gold], vocabulary: &BTreeMap<&str, u32>) -> Vec<u8> {
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
    let mut words: BTreeMap<Word, Edit> = seen
        .into_iter()
        .filter_map(|(word, edits)| Some((word, edits.into_iter().max_by_key(|(_, count)| *count)?.0)))
        .collect();
    for &form in vocabulary.keys() {
        if let Some(base) = base(form, vocabulary) {
            let classes: &[Xpos] = if form.ends_with('g') { &[Xpos::Vbg] } else { &[Xpos::Vbd, Xpos::Vbn] };
            for &class in classes {
                words.entry((class as u8, form.to_owned())).or_insert_with(|| Edit::between(form, &base));
            }
        }
    }
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

/// The verb of which a word in -ed or -ing would be a form: of all that it could come from, what text has most often.
fn base(form: &str, vocabulary: &BTreeMap<&str, u32>) -> Option<String> {
    let stem = form.strip_suffix("ed").or_else(|| form.strip_suffix("ing")).filter(|stem| stem.len() >= 3)?;
    let mut candidates = vec![stem.to_owned(), format!("{stem}e")];
    if let &[.., a, b] = stem.as_bytes()
        && a == b
        && b.is_ascii_alphabetic()
    {
        candidates.push(stem[..stem.len() - 1].to_owned());
    }
    if form.ends_with("ied") {
        candidates = vec![format!("{}y", &stem[..stem.len() - 1])];
    }
    // A word that is rare itself says little about which of two is meant.
    let often = |word: &String| vocabulary.get(word.as_str()).copied().unwrap_or(0);
    candidates.retain(|word| often(word) >= 20);
    candidates.into_iter().max_by_key(|word| often(word))
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

//! Writing a sentence a little differently each time it is learnt from.

use super::conllu::Gold;
use super::random::Random;
use demarche_core::{Deprel, Xpos};

/// A sentence's words, now and then with other names, written as in a headline, in capitals, carelessly, or without the
/// full stop; and how many of them are to be used.
pub(crate) fn varied(gold: &Gold, random: &mut Random) -> (Vec<String>, usize) {
    let mut words = gold.forms.clone();
    if random.percent(15) {
        rename(gold, &mut words, random);
    }
    let recase: Option<fn(&str) -> String> = match random.below(100) {
        0..8 => Some(titled),
        8..15 => Some(str::to_uppercase),
        15..20 => Some(str::to_lowercase),
        _ => None,
    };
    if let Some(recase) = recase {
        words.iter_mut().for_each(|word| *word = recase(word));
    }
    let last = words.len().saturating_sub(1);
    let stop =
        last > 0 && words[last] == "." && !gold.heads.contains(&last) && gold.heads[last] != words.len();
    let length = if stop && random.percent(8) { last } else { words.len() };
    (words, length)
}

/// Names that look like other words, or like nothing in the treebanks.
const NAMES: &str = include_str!("../../data/names.tsv");

/// Puts other names in the place of those that are likely persons': two flat words, or one that does something.
fn rename(gold: &Gold, words: &mut [String], random: &mut Random) {
    let names: Vec<(&str, &str)> = NAMES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let name = |i: usize| gold.tags[i].xpos == Xpos::Nnp;
    let flat = |i: usize| gold.rels.get(i) == Some(&Deprel::Flat);
    for i in 0..words.len() {
        let (family, given) = names[random.below(names.len())];
        if !name(i) || flat(i) || random.percent(40) {
            continue;
        }
        if flat(i + 1) && gold.heads[i + 1] == i && name(i + 1) && !flat(i + 2) {
            let family_first = random.percent(60);
            let (first, second) = if family_first { (family, given) } else { (given, family) };
            (words[i], words[i + 1]) = (first.to_owned(), second.to_owned());
        } else if matches!(gold.rels[i], Deprel::Nsubj | Deprel::NsubjPass | Deprel::NmodPoss | Deprel::Iobj)
            && !gold.heads.contains(&i)
        {
            words[i] = family.to_owned();
        }
    }
}

/// A word as it stands in a headline.
fn titled(word: &str) -> String {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to", "with", "'s",
        "’s", "n't", "n’t",
    ];
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if !SMALL.contains(&word) => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

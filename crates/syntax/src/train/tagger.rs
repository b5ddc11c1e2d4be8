//! Training the tagger.

use super::conllu::Gold;
use super::random::Random;
use super::weights::Perceptron;
use crate::form::{Form, forms};
use crate::table::{Lexicon, Weights, pack};
use crate::tagger::{best, features};
use demarche_core::{Deprel, Xpos};
use rustc_hash::FxHashMap;

/// A sentence to learn tags from.
pub(crate) struct Lesson<'a> {
    pub(crate) gold: &'a Gold,
    /// The joint tags' numbers.
    pub(crate) tags: Vec<u8>,
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Course {
    pub(crate) seed: u64,
    /// In the second half of them, only the largest weights are left.
    pub(crate) rounds: usize,
    /// How many weights the model may have.
    pub(crate) pairs: usize,
    pub(crate) least: u32,
    /// How often words are hidden: see [`Random::hides`].
    pub(crate) rarity: usize,
    /// By how much the right tag must win.
    pub(crate) margin: i32,
}

/// Trains, and returns the packed weights.
pub(crate) fn train(lessons: &[&Lesson], lexicon: &Lexicon, classes: usize, course: Course) -> Vec<u8> {
    let mut random = Random::new(course.seed);
    let (mut text, mut word_forms, mut found) = (String::new(), Vec::new(), Vec::new());
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let mut known: FxHashMap<u32, u32> = FxHashMap::default();
    for lesson in lessons {
        forms(&lesson.gold.words(), lexicon, &mut text, &mut word_forms);
        for i in 0..word_forms.len() {
            *known.entry(word_forms[i].word).or_default() += 1;
            features(&word_forms, &lesson.tags, i, &mut found);
            for &feature in &found {
                *counts.entry(feature).or_default() += 1;
            }
        }
    }
    let mut weights = Perceptron::admit(&counts, course.least);
    drop(counts);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let (mut tags, mut scores) = (Vec::new(), Vec::new());
    for round in 0..course.rounds {
        if round == course.rounds / 2 {
            weights = weights.prune(course.pairs);
        }
        random.shuffle(&mut order);
        for &at in &order {
            let (words, length) = varied(lessons[at].gold, &mut random);
            let words: Vec<&str> = words.iter().map(String::as_str).take(length).collect();
            forms(&words, lexicon, &mut text, &mut word_forms);
            for form in &mut word_forms {
                if random.hides(known.get(&form.word).copied().unwrap_or(0), course.rarity) {
                    *form = Form { word: 0, tags: 0, ..*form };
                }
            }
            learn(
                &word_forms,
                &lessons[at].tags,
                &mut weights,
                classes,
                course.margin,
                (&mut found, &mut scores, &mut tags),
            );
        }
    }
    pack(&weights.average())
}

/// Goes through a sentence once.
fn learn(
    word_forms: &[Form],
    gold: &[u8],
    weights: &mut Perceptron,
    classes: usize,
    margin: i32,
    (found, scores, tags): (&mut Vec<u32>, &mut Vec<i32>, &mut Vec<u8>),
) {
    tags.clear();
    for i in 0..word_forms.len() {
        features(word_forms, tags, i, found);
        scores.clear();
        scores.resize(classes, 0);
        weights.add(found, scores);
        let guess = best(scores);
        let rival = best_but(scores, gold[i]);
        if scores[usize::from(gold[i])] - scores[usize::from(rival)] <= margin {
            weights.update(found, gold[i], 1);
            weights.update(found, rival, -1);
        }
        weights.tick();
        tags.push(guess);
    }
}

/// The class with the highest score but one that is left out.
fn best_but(scores: &[i32], but: u8) -> u8 {
    let others = (0..scores.len()).filter(|&class| class != usize::from(but));
    others.max_by_key(|&class| (scores[class], std::cmp::Reverse(class))).unwrap_or(0) as u8
}

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

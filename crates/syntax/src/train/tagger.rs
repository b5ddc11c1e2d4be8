//! Training the tagger.

use super::conllu::Gold;
use super::random::Random;
use super::weights::Perceptron;
use crate::form::{Form, forms};
use crate::table::{Lexicon, Weights, pack};
use crate::tagger::{best, features};
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
}

/// Trains, and returns the packed weights.
pub(crate) fn train(lessons: &[&Lesson], lexicon: &Lexicon, classes: usize, course: Course) -> Vec<u8> {
    let mut random = Random::new(course.seed);
    let (mut text, mut word_forms, mut found) = (String::new(), Vec::new(), Vec::new());
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for lesson in lessons {
        forms(&lesson.gold.words(), lexicon, &mut text, &mut word_forms);
        for i in 0..word_forms.len() {
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
            learn(
                &word_forms,
                &lessons[at].tags,
                &mut weights,
                classes,
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
    (found, scores, tags): (&mut Vec<u32>, &mut Vec<i32>, &mut Vec<u8>),
) {
    tags.clear();
    #[allow(clippy::needless_range_loop, reason = "several tables run in step with the index")]
    for i in 0..word_forms.len() {
        features(word_forms, tags, i, found);
        scores.clear();
        scores.resize(classes, 0);
        weights.add(found, scores);
        let guess = best(scores);
        if guess != gold[i] {
            weights.update(found, gold[i], 1);
            weights.update(found, guess, -1);
        }
        weights.tick();
        tags.push(guess);
    }
}

/// A sentence's words, now and then written as in a headline, in capitals, carelessly, or without the full stop; and
/// how many of them are to be used.
fn varied(gold: &Gold, random: &mut Random) -> (Vec<String>, usize) {
    let words = &gold.forms;
    let recased: Vec<String> = match random.below(100) {
        0..8 => words.iter().map(|word| titled(word)).collect(),
        8..15 => words.iter().map(|word| word.to_uppercase()).collect(),
        15..20 => words.iter().map(|word| word.to_lowercase()).collect(),
        _ => words.clone(),
    };
    let stop = words.len() > 1 && words.last().is_some_and(|word| word == ".");
    let length = if stop && random.percent(8) { words.len() - 1 } else { words.len() };
    (recased, length)
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

//! The tagger: left to right, each word's joint tag from the words around it and the two tags before it.

use crate::form::{Form, OUTSIDE};
use crate::hash::Hash;
use crate::table::Weights;

/// Tags before the sentence.
const START: u32 = 255;

/// The features of the word at `i`, given the joint tags of the words before it.
pub(crate) fn features(forms: &[Form], tags: &[u8], i: usize, out: &mut Vec<u32>) {
    let at = |offset: isize| i.checked_add_signed(offset).and_then(|i| forms.get(i)).unwrap_or(&OUTSIDE);
    let tag = |back: usize| i.checked_sub(back).and_then(|i| tags.get(i)).map_or(START, |&t| u32::from(t));
    let (w, p1, p2, n1, n2) = (at(0), at(-1), at(-2), at(1), at(2));
    let (t1, t2) = (tag(1), tag(2));
    out.clear();
    let mut template = 0;
    let mut add = |values: &[u32]| {
        template += 1;
        out.push(values.iter().fold(Hash::new(template), |h, &v| h.with(v)).finish());
    };
    add(&[]);
    add(&[w.word]);
    add(&[w.word, w.shape]);
    add(&[w.shape]);
    for suffix in w.suffix {
        add(&[suffix]);
    }
    for prefix in w.prefix {
        add(&[prefix]);
    }
    add(&[w.suffix[2], w.shape]);
    add(&[w.suffix[1], w.shape]);
    add(&[w.cluster]);
    add(&[w.cluster, w.shape]);
    add(&[w.tags]);
    add(&[w.tags, w.shape]);
    add(&[p1.word]);
    add(&[p2.word]);
    add(&[n1.word]);
    add(&[p1.word, w.word]);
    add(&[w.word, n1.word]);
    add(&[p1.cluster]);
    add(&[n1.cluster]);
    add(&[n2.cluster]);
    add(&[p1.cluster, w.cluster]);
    add(&[w.cluster, n1.cluster]);
    add(&[p1.group, w.group, n1.group]);
    add(&[n1.tags]);
    add(&[n2.tags]);
    add(&[w.tags, n1.tags]);
    add(&[n1.suffix[2]]);
    add(&[p1.suffix[2]]);
    add(&[n1.shape]);
    add(&[w.shape, n1.shape]);
    add(&[t1]);
    add(&[t1, t2]);
    add(&[t1, w.word]);
    add(&[t1, t2, w.word]);
    add(&[t1, w.cluster]);
    add(&[t1, w.tags]);
    add(&[t1, t2, w.tags]);
    add(&[t1, w.tags, n1.tags]);
    add(&[t1, n1.word]);
    add(&[t1, w.suffix[2]]);
    add(&[t1, w.tags, n1.word]);
    add(&[p1.word, w.tags]);
}

/// Tags a sentence with the numbers of joint tags.
pub(crate) fn tag(
    forms: &[Form],
    weights: &impl Weights,
    classes: usize,
    features_buffer: &mut Vec<u32>,
    scores: &mut Vec<i32>,
    tags: &mut Vec<u8>,
) {
    tags.clear();
    for i in 0..forms.len() {
        features(forms, tags, i, features_buffer);
        scores.clear();
        scores.resize(classes, 0);
        weights.add(features_buffer, scores);
        tags.push(best(scores));
    }
}

/// The first class with the highest score.
pub(crate) fn best(scores: &[i32]) -> u8 {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best as u8
}

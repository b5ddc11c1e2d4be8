//! The tagger: left to right, each word's joint tag from the words around it and the two tags before it.

use crate::form::{Form, OUTSIDE};
use crate::hash::Hash;
use crate::table::Weights;
use rustc_hash::FxHashMap;

/// Stands for the tags before the sentence.
const START: u32 = 255;

/// Where a word stands, seen from the one that is tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Here,
    Before,
    TwoBefore,
    After,
    TwoAfter,
}

/// The words at the places, seen from `i`.
fn around(forms: &[Form], i: usize) -> [(Place, &Form); 5] {
    let at = |offset: isize| i.checked_add_signed(offset).and_then(|i| forms.get(i)).unwrap_or(&OUTSIDE);
    [
        (Place::Here, at(0)),
        (Place::Before, at(-1)),
        (Place::TwoBefore, at(-2)),
        (Place::After, at(1)),
        (Place::TwoAfter, at(2)),
    ]
}

/// Writes features, each as the hash of its template and values.
struct Out<'a> {
    to: &'a mut Vec<u32>,
    template: u32,
}

impl Out<'_> {
    #[inline]
    fn add(&mut self, values: &[u32]) {
        self.template += 1;
        self.to.push(values.iter().fold(Hash::new(self.template), |hash, &value| hash.with(value)).finish());
    }
}

/// What a word at a place says by itself.
fn single(place: Place, form: &Form, to: &mut Vec<u32>) {
    let mut out = Out { to, template: 10_000 + 32 * place as u32 };
    out.add(&[form.word]);
    match place {
        Place::Here => {
            out.add(&[]);
            out.add(&[form.word, form.shape]);
            out.add(&[form.shape]);
            for end in form.suffix.iter().chain(&form.prefix) {
                out.add(&[*end]);
            }
            out.add(&[form.suffix[1], form.shape]);
            out.add(&[form.suffix[2], form.shape]);
            out.add(&[form.cluster]);
            out.add(&[form.cluster, form.shape]);
            out.add(&[form.tags]);
            out.add(&[form.tags, form.shape]);
            out.add(&[form.capital]);
            out.add(&[form.capital, form.suffix[1]]);
            out.add(&[form.capital, form.group]);
        }
        Place::Before => {
            out.add(&[form.cluster]);
            out.add(&[form.suffix[2]]);
        }
        Place::After => {
            out.add(&[form.cluster]);
            out.add(&[form.tags]);
            out.add(&[form.suffix[2]]);
            out.add(&[form.capital]);
        }
        Place::TwoAfter => {
            out.add(&[form.cluster]);
            out.add(&[form.tags]);
        }
        Place::TwoBefore => {}
    }
}

/// What words and tags say together.
fn together(forms: &[Form], tags: &[u8], i: usize, to: &mut Vec<u32>) {
    let [(_, w), (_, p), (_, pp), (_, n), (_, nn)] = around(forms, i);
    let tag = |back: usize| i.checked_sub(back).and_then(|i| tags.get(i)).map_or(START, |&t| u32::from(t));
    let (t1, t2) = (tag(1), tag(2));
    let mut out = Out { to, template: 11_000 };
    out.add(&[t1]);
    out.add(&[t1, t2]);
    out.add(&[t1, w.word]);
    out.add(&[t1, t2, w.word]);
    out.add(&[t1, w.cluster]);
    out.add(&[t1, w.tags]);
    out.add(&[t1, t2, w.tags]);
    out.add(&[t1, w.tags, n.tags]);
    out.add(&[t1, w.tags, n.word]);
    out.add(&[t1, n.word]);
    out.add(&[t1, w.suffix[2]]);
    out.add(&[t1, w.shape, n.shape]);
    out.add(&[t1, w.capital]);
    out.add(&[p.capital, w.capital, n.capital]);
    out.add(&[t1, w.cluster, n.cluster]);
    out.add(&[p.word, w.word]);
    out.add(&[p.word, w.tags]);
    out.add(&[w.word, n.word]);
    out.add(&[p.cluster, w.cluster]);
    out.add(&[w.cluster, n.cluster]);
    out.add(&[w.tags, n.tags, nn.tags]);
    out.add(&[p.group, w.group, n.group]);
    out.add(&[pp.word, p.word, w.tags]);
    out.add(&[w.suffix[1], n.word]);
}

/// All features of the word at `i`, given the joint tags of the words before it.
pub(crate) fn features(forms: &[Form], tags: &[u8], i: usize, to: &mut Vec<u32>) {
    to.clear();
    for (place, form) in around(forms, i) {
        single(place, form, to);
    }
    together(forms, tags, i, to);
}

/// Scores of what words say by themselves, kept from sentence to sentence, as most words of a text come again.
#[derive(Default)]
pub(crate) struct Memo {
    /// The model whose scores these are.
    model: u64,
    blocks: Vec<i32>,
    known: FxHashMap<(Place, u32, u32), u32>,
    features: Vec<u32>,
    scores: Vec<i32>,
}

/// A memo that has grown to so many numbers starts anew: 2 MB.
const FULL: usize = 500_000;

impl Memo {
    /// Tags a sentence with the numbers of joint tags, of which there are `classes`, by the weights of `model`.
    pub(crate) fn tag(
        &mut self,
        forms: &[Form],
        model: u64,
        weights: &impl Weights,
        classes: usize,
        tags: &mut Vec<u8>,
    ) {
        if self.model != model || self.blocks.len() > FULL {
            self.blocks.clear();
            self.known.clear();
            self.model = model;
        }
        tags.clear();
        for i in 0..forms.len() {
            self.scores.clear();
            self.scores.resize(classes, 0);
            self.features.clear();
            together(forms, tags, i, &mut self.features);
            weights.add(&self.features, &mut self.scores);
            for (place, form) in around(forms, i) {
                let block = self.block(place, form, weights, classes);
                for (score, more) in self.scores.iter_mut().zip(&self.blocks[block..block + classes]) {
                    *score += more;
                }
            }
            tags.push(best(&self.scores));
        }
    }

    /// Where the block of scores of a word at a place begins.
    fn block(&mut self, place: Place, form: &Form, weights: &impl Weights, classes: usize) -> usize {
        let new = self.blocks.len();
        // The word and its shape decide everything else about a form.
        let block = *self.known.entry((place, form.word, form.shape)).or_insert(new as u32) as usize;
        if block == new {
            self.blocks.resize(new + classes, 0);
            self.features.clear();
            single(place, form, &mut self.features);
            weights.add(&self.features, &mut self.blocks[new..]);
        }
        block
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

//! What the parser looks at, in the manner of Zhang and Nivre (2011), with word clusters.
//!
//! Features come in groups, by what they depend on: a word, a pair of words, a node with its children … The states of a
//! beam have most of these in common, so that a group's scores are worked out once (see [`super::scorer`]).

use super::state::{Child, NONE, Node};
use crate::form::Form;
use crate::hash::Hash;
use demarche_core::Upos;

/// A word as the parser sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    word: u32,
    tag: u32,
    cluster: u32,
    group: u32,
}

/// No word: beyond the ends of the stack and the buffer.
const NOTHING: Atom = Atom { word: 2, tag: 0xFF, cluster: 0xFFFE, group: 0xFFFE };
/// The root, which stands after the last word.
const ROOT: Atom = Atom { word: 3, tag: 0xFE, cluster: 0xFFFD, group: 0xFFFD };

/// A tagged sentence as the parser sees it.
#[derive(Debug, Default)]
pub(crate) struct Sentence {
    atoms: Vec<Atom>,
    /// Before each word: how many verbs, punctuation marks and conjunctions stand to its left.
    counts: Vec<[u16; 3]>,
}

impl Sentence {
    /// Makes the sentence of forms, their joint tags' numbers and their universal tags.
    pub(crate) fn fill(&mut self, forms: &[Form], tags: impl Iterator<Item = (u8, Upos)>) {
        self.atoms.clear();
        self.counts.clear();
        let mut counts = [0; 3];
        for (form, (tag, upos)) in forms.iter().zip(tags) {
            self.atoms.push(Atom {
                word: form.word,
                tag: u32::from(tag),
                cluster: form.cluster,
                group: form.group,
            });
            self.counts.push(counts);
            match upos {
                Upos::Verb | Upos::Aux => counts[0] += 1,
                Upos::Punct => counts[1] += 1,
                Upos::Cconj => counts[2] += 1,
                _ => {}
            }
        }
        self.counts.push(counts);
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.atoms.len()
    }

    #[inline]
    fn atom(&self, token: u16) -> &Atom {
        match self.atoms.get(usize::from(token)) {
            Some(atom) => atom,
            None if usize::from(token) == self.atoms.len() => &ROOT,
            None => &NOTHING,
        }
    }

    /// Verbs, punctuation marks and conjunctions between two words, capped.
    #[inline]
    fn between(&self, left: u16, right: u16) -> u32 {
        let (Some(l), Some(r)) =
            (self.counts.get(usize::from(left) + 1), self.counts.get(usize::from(right)))
        else {
            return 63;
        };
        let count = |i: usize| u32::from((r[i].saturating_sub(l[i])).min(3));
        count(0) | count(1) << 2 | count(2).min(1) << 4
    }
}

/// How far apart two words are, in classes.
#[inline]
fn distance(left: u16, right: u16) -> u32 {
    if left == NONE || right == NONE {
        return 9;
    }
    match right.saturating_sub(left) {
        d @ 0..=4 => u32::from(d),
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the top of the stack, first, second, third.
    Stack0,
    Stack1,
    Stack2,
    /// At the front of the buffer.
    Front,
}

/// Two words that are looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pair {
    /// The stack's top and the buffer's front, between which *left* makes an arc.
    TopFront,
    /// The stack's second and its top, between which *right* makes an arc.
    SecondTop,
    /// The stack's second and the buffer's front.
    SecondFront,
}

/// Writes features, each as the hash of its template and values.
struct Out<'a> {
    to: &'a mut Vec<u32>,
    template: u32,
}

impl<'a> Out<'a> {
    /// For a group with its own templates; none has more than 64.
    fn new(group: u32, to: &'a mut Vec<u32>) -> Self {
        Self { to, template: 100 + group * 64 }
    }

    #[inline]
    fn add(&mut self, values: &[u32]) {
        self.template += 1;
        self.to.push(values.iter().fold(Hash::new(self.template), |hash, &value| hash.with(value)).finish());
    }
}

fn label(child: Child) -> u32 {
    u32::from(child.label)
}

impl Sentence {
    /// A word by itself.
    pub(crate) fn single(&self, place: Place, token: u16, to: &mut Vec<u32>) {
        let mut out = Out::new(place as u32, to);
        let a = self.atom(token);
        out.add(&[a.word]);
        out.add(&[a.tag]);
        out.add(&[a.word, a.tag]);
        out.add(&[a.cluster]);
        out.add(&[a.cluster, a.tag]);
        if place == Place::Front {
            let next = |offset: u16| self.atom(token.saturating_add(offset));
            let (b1, b2, b3) = (next(1), next(2), next(3));
            out.add(&[b1.word]);
            out.add(&[b1.tag]);
            out.add(&[b1.word, b1.tag]);
            out.add(&[b1.cluster]);
            out.add(&[b2.word]);
            out.add(&[b2.tag]);
            out.add(&[b3.tag]);
            out.add(&[a.word, b1.word]);
            out.add(&[a.tag, b1.tag]);
            out.add(&[a.word, b1.tag]);
            out.add(&[a.tag, b1.tag, b2.tag]);
            out.add(&[a.cluster, b1.cluster]);
        }
    }

    /// Two words, with what stands between and, for the buffer's front, behind them.
    pub(crate) fn pair(&self, pair: Pair, left: u16, right: u16, to: &mut Vec<u32>) {
        let mut out = Out::new(4 + pair as u32, to);
        let (a, b) = (self.atom(left), self.atom(right));
        out.add(&[a.tag, b.tag]);
        out.add(&[a.word, b.tag]);
        out.add(&[a.tag, b.word]);
        out.add(&[a.cluster, b.cluster]);
        out.add(&[a.word, b.word]);
        if pair == Pair::SecondFront {
            return;
        }
        let (distance, between) = (distance(left, right), self.between(left, right));
        out.add(&[a.word, a.tag, b.word, b.tag]);
        out.add(&[a.word, a.tag, b.tag]);
        out.add(&[a.tag, b.word, b.tag]);
        out.add(&[a.cluster, b.tag]);
        out.add(&[a.tag, b.cluster]);
        out.add(&[a.word, b.cluster]);
        out.add(&[a.cluster, b.word]);
        out.add(&[a.group, b.group, a.tag, b.tag]);
        out.add(&[a.word, distance]);
        out.add(&[a.tag, distance]);
        out.add(&[b.word, distance]);
        out.add(&[b.tag, distance]);
        out.add(&[a.tag, b.tag, distance]);
        out.add(&[a.tag, b.tag, between]);
        out.add(&[a.cluster, b.tag, between]);
        if pair == Pair::TopFront {
            let next = |offset: u16| self.atom(right.saturating_add(offset));
            let (b1, b2) = (next(1), next(2));
            out.add(&[a.tag, b1.tag]);
            out.add(&[a.word, b1.word]);
            out.add(&[a.tag, b.tag, b1.tag]);
            out.add(&[a.word, b.tag, b1.tag]);
            out.add(&[a.tag, b.word, b1.tag]);
            out.add(&[a.tag, b.tag, b1.word]);
            out.add(&[a.tag, b.tag, b1.tag, b2.tag]);
            out.add(&[a.group, b.group, b1.group]);
        }
    }

    /// The stack's second, its top, and the buffer's front.
    pub(crate) fn triple(&self, second: u16, top: u16, front: u16, to: &mut Vec<u32>) {
        let mut out = Out::new(8, to);
        let (s1, s0, b0) = (self.atom(second), self.atom(top), self.atom(front));
        let b1 = self.atom(front.saturating_add(1));
        out.add(&[s1.tag, s0.tag, b0.tag]);
        out.add(&[s1.word, s0.tag, b0.tag]);
        out.add(&[s1.tag, s0.word, b0.tag]);
        out.add(&[s1.tag, s0.tag, b0.word]);
        out.add(&[s1.group, s0.group, b0.group]);
        out.add(&[s1.tag, s0.tag, b0.tag, b1.tag]);
    }

    /// A node's children.
    pub(crate) fn children(&self, place: Place, node: &Node, to: &mut Vec<u32>) {
        let mut out = Out::new(9 + place as u32, to);
        let a = self.atom(node.token);
        let seen = u32::from(node.seen);
        out.add(&[a.word, seen]);
        out.add(&[a.tag, seen]);
        out.add(&[a.cluster, seen]);
        for (side, children) in [node.left, node.right].into_iter().enumerate() {
            if side == 1 && place == Place::Front {
                break;
            }
            let (first, second) = (self.atom(children[0].token), self.atom(children[1].token));
            out.add(&[a.tag, u32::from(node.valency[side])]);
            out.add(&[first.word]);
            out.add(&[first.tag]);
            out.add(&[label(children[0]), a.tag]);
            out.add(&[label(children[0]), a.word]);
            out.add(&[first.word, a.tag]);
            out.add(&[first.cluster, a.cluster]);
            out.add(&[a.tag, first.tag, second.tag]);
            out.add(&[a.tag, label(children[0]), label(children[1])]);
        }
    }

    /// The stack's second and its top with their children, and the third below them.
    pub(crate) fn stack(&self, third: &Node, second: &Node, top: &Node, to: &mut Vec<u32>) {
        let mut out = Out::new(13, to);
        let (s2, s1, s0) = (self.atom(third.token), self.atom(second.token), self.atom(top.token));
        out.add(&[s2.tag, s1.tag, s0.tag]);
        out.add(&[s2.word, s1.tag, s0.tag]);
        self.families(second, top, &mut out);
        out.add(&[s1.tag, s0.tag, self.atom(top.right[0].token).tag]);
    }

    /// The stack's top and the buffer's front with their children, and what is below on the stack.
    pub(crate) fn middle(&self, third: &Node, second: &Node, top: &Node, front: &Node, to: &mut Vec<u32>) {
        let mut out = Out::new(14, to);
        let (s2, s1) = (self.atom(third.token), self.atom(second.token));
        let (s0, b0) = (self.atom(top.token), self.atom(front.token));
        self.families(top, front, &mut out);
        out.add(&[s2.tag, s1.tag, b0.tag]);
        out.add(&[s2.tag, s1.tag, s0.tag, b0.tag]);
        out.add(&[s1.tag, b0.tag, u32::from(second.seen)]);
        out.add(&[s1.tag, s0.tag, b0.tag, u32::from(second.seen)]);
    }

    /// Two nodes between which an arc may be made, with their children.
    #[inline]
    fn families(&self, left: &Node, right: &Node, out: &mut Out) {
        let (a, b) = (self.atom(left.token), self.atom(right.token));
        let tag = |child: Child| self.atom(child.token).tag;
        out.add(&[a.tag, b.tag, u32::from(left.seen)]);
        out.add(&[a.tag, b.tag, u32::from(right.seen)]);
        out.add(&[a.tag, b.tag, label(left.right[0]), label(right.left[0])]);
        out.add(&[a.cluster, b.tag, label(left.right[0])]);
        out.add(&[a.tag, b.cluster, label(right.left[0])]);
        out.add(&[a.tag, b.tag, tag(left.left[0])]);
        out.add(&[a.tag, b.tag, tag(left.right[0])]);
        out.add(&[a.tag, b.tag, tag(right.left[0])]);
        out.add(&[a.word, b.tag, self.atom(right.left[0].token).word]);
        out.add(&[self.atom(left.right[0].token).cluster, b.cluster]);
    }
}

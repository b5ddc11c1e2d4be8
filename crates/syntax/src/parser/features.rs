//! What the parser looks at, in the manner of Zhang and Nivre (2011), with word clusters.

use super::state::{CHILDLESS, Child, NONE, Node, State};
use crate::form::Form;
use crate::hash::Hash;
use demarche_core::Upos;

/// A word as the parser sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    pub(crate) word: u32,
    pub(crate) tag: u32,
    pub(crate) cluster: u32,
    pub(crate) group: u32,
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
        let (Some(l), Some(r)) = (self.counts.get(usize::from(left) + 1), self.counts.get(usize::from(right)))
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

/// The features of a state.
pub(crate) fn features(sentence: &Sentence, nodes: &[Node], state: &State, out: &mut Vec<u32>) {
    let (n0, n1, n2, f) = (state.stack(nodes, 0), state.stack(nodes, 1), state.stack(nodes, 2), &state.front);
    let atom = |token: u16| sentence.atom(token);
    let next = |offset: u16| atom(f.token.saturating_add(offset));
    let (s0, s1, s2) = (atom(n0.token), atom(n1.token), atom(n2.token));
    let (b0, b1, b2, b3) = (atom(f.token), next(1), next(2), next(3));
    let child = |c: Child| atom(c.token);
    let label = |c: Child| u32::from(c.label);
    out.clear();
    let mut template = 100;
    let mut add = |values: &[u32]| {
        template += 1;
        out.push(values.iter().fold(Hash::new(template), |h, &v| h.with(v)).finish());
    };

    add(&[]);
    // Single words.
    for a in [s0, s1, b0] {
        add(&[a.word]);
        add(&[a.tag]);
        add(&[a.word, a.tag]);
        add(&[a.cluster]);
        add(&[a.cluster, a.tag]);
    }
    for a in [s2, b1] {
        add(&[a.word]);
        add(&[a.tag]);
        add(&[a.word, a.tag]);
        add(&[a.cluster]);
    }
    add(&[b2.tag]);
    add(&[b2.word]);
    add(&[b3.tag]);

    // The two pairs between which an arc may be made.
    let pairs = [(s0, b0, n0, f), (s1, s0, n1, n0)];
    for (a, b, an, bn) in pairs {
        let d = distance(an.token, bn.token);
        let between = sentence.between(an.token, bn.token);
        add(&[a.word, a.tag, b.word, b.tag]);
        add(&[a.word, a.tag, b.tag]);
        add(&[a.tag, b.word, b.tag]);
        add(&[a.word, b.word]);
        add(&[a.tag, b.tag]);
        add(&[a.cluster, b.cluster]);
        add(&[a.cluster, b.tag]);
        add(&[a.tag, b.cluster]);
        add(&[a.word, b.cluster]);
        add(&[a.cluster, b.word]);
        add(&[a.group, b.group, a.tag, b.tag]);
        add(&[a.word, d]);
        add(&[a.tag, d]);
        add(&[b.word, d]);
        add(&[b.tag, d]);
        add(&[a.tag, b.tag, d]);
        add(&[a.tag, b.tag, between]);
        add(&[a.cluster, b.tag, between]);
        add(&[a.tag, b.tag, u32::from(an.seen)]);
        add(&[a.tag, b.tag, u32::from(bn.seen)]);
        add(&[a.tag, b.tag, label(an.right[0]), label(bn.left[0])]);
        add(&[a.cluster, b.tag, label(an.right[0])]);
        add(&[a.tag, b.cluster, label(bn.left[0])]);
    }

    // Three words.
    add(&[s0.tag, b0.tag, b1.tag]);
    add(&[s0.word, b0.tag, b1.tag]);
    add(&[s0.tag, b0.word, b1.tag]);
    add(&[s0.tag, b0.tag, b1.word]);
    add(&[b0.tag, b1.tag, b2.tag]);
    add(&[s0.tag, b0.tag, b1.tag, b2.tag]);
    add(&[s1.tag, s0.tag, b0.tag]);
    add(&[s1.word, s0.tag, b0.tag]);
    add(&[s1.tag, s0.word, b0.tag]);
    add(&[s1.tag, s0.tag, b0.word]);
    add(&[s1.group, s0.group, b0.group]);
    add(&[s1.tag, s0.tag, b0.tag, b1.tag]);
    add(&[s2.tag, s1.tag, s0.tag]);
    add(&[s2.tag, s1.tag, s0.tag, b0.tag]);
    add(&[s2.word, s1.tag, s0.tag]);
    add(&[s2.tag, s1.tag, b0.tag]);
    add(&[s1.tag, b0.tag]);
    add(&[s1.word, b0.tag]);
    add(&[s1.tag, b0.word]);
    add(&[s1.cluster, b0.cluster]);
    add(&[s0.tag, b1.tag]);
    add(&[s0.word, b1.word]);
    add(&[b0.word, b1.word]);
    add(&[b0.tag, b1.tag]);

    // Children.
    for (a, n) in [(s0, n0), (s1, n1), (b0, f)] {
        add(&[a.word, u32::from(n.valency[0])]);
        add(&[a.tag, u32::from(n.valency[0])]);
        add(&[a.word, u32::from(n.seen)]);
        add(&[a.tag, u32::from(n.seen)]);
        add(&[a.cluster, u32::from(n.seen)]);
        for c in n.left {
            add(&[child(c).word]);
            add(&[child(c).tag]);
            add(&[label(c), a.tag]);
        }
        add(&[a.tag, child(n.left[0]).tag, child(n.left[1]).tag]);
        add(&[a.tag, label(n.left[0]), label(n.left[1])]);
        add(&[a.word, label(n.left[0])]);
        add(&[a.tag, child(n.left[0]).word]);
    }
    for (a, n) in [(s0, n0), (s1, n1)] {
        add(&[a.word, u32::from(n.valency[1])]);
        add(&[a.tag, u32::from(n.valency[1])]);
        for c in n.right {
            add(&[child(c).word]);
            add(&[child(c).tag]);
            add(&[label(c), a.tag]);
        }
        add(&[a.tag, child(n.right[0]).tag, child(n.right[1]).tag]);
        add(&[a.tag, label(n.right[0]), label(n.right[1])]);
        add(&[a.word, label(n.right[0])]);
        add(&[a.tag, child(n.right[0]).word]);
    }
    for (c, other) in [(n0.left[0], b0), (n0.right[0], b0), (n1.left[0], s0), (n1.right[0], s0)] {
        let head = if std::ptr::eq(other, b0) { s0 } else { s1 };
        add(&[head.tag, child(c).tag, other.tag]);
        add(&[child(c).cluster, other.cluster]);
    }
    add(&[s0.tag, b0.tag, child(f.left[0]).tag]);
    add(&[s1.tag, s0.tag, child(n0.left[0]).tag]);
    add(&[s1.tag, s0.tag, child(n0.right[0]).tag]);
    add(&[s1.word, s0.tag, child(n0.left[0]).word]);
    add(&[s0.word, s0.tag, child(n0.left[0]).word, child(CHILDLESS).tag]);
    add(&[b0.word, b0.tag, child(f.left[0]).word]);
}

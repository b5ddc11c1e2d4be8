//! Scores of all moves in a state, with what the states of a beam have in common worked out only once.

use super::features::{Pair, Place, Sentence};
use super::state::{Node, State};
use crate::table::Weights;
use rustc_hash::FxHashMap;

/// Scores of the classes for groups of features, as one array; reused from sentence to sentence.
#[derive(Default)]
pub(crate) struct Scorer {
    classes: usize,
    blocks: Vec<i32>,
    /// Where a group's block begins.
    known: FxHashMap<Group, u32>,
    features: Vec<u32>,
    scores: Vec<i32>,
}

/// Features that depend on the same things; equal groups of one sentence have equal scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Group {
    Single(u8, u16),
    Pair(u8, u16, u16),
    Triple(u16, u16, u16),
    Children(u8, u32),
    /// Everything that the stack with this node on top decides.
    Stack(u32),
}

impl Scorer {
    /// Forgets the last sentence.
    pub(crate) fn start(&mut self, classes: usize) {
        self.classes = classes;
        self.blocks.clear();
        self.known.clear();
    }

    /// The scores of every class in `state`.
    pub(crate) fn score(
        &mut self,
        sentence: &Sentence,
        nodes: &[Node],
        state: State,
        weights: &impl Weights,
    ) -> &[i32] {
        let [third, second, top] = state.stack(nodes).map(|at| &nodes[at]);
        let front = &nodes[state.front as usize];
        self.scores.clear();
        self.scores.resize(self.classes, 0);
        self.features.clear();
        sentence.middle(third, second, top, front, &mut self.features);
        weights.add(&self.features, &mut self.scores);
        let groups = [
            Group::Single(Place::Front as u8, front.token),
            Group::Pair(Pair::TopFront as u8, top.token, front.token),
            Group::Pair(Pair::SecondFront as u8, second.token, front.token),
            Group::Triple(second.token, top.token, front.token),
            Group::Children(Place::Front as u8, state.front),
        ];
        for group in groups {
            let block = self.block(group, weights, |to| write(group, sentence, nodes, state, to));
            add(&mut self.scores, &self.blocks, block);
        }
        let stack = self.stack(sentence, nodes, state, weights);
        add(&mut self.scores, &self.blocks, stack);
        &self.scores
    }

    /// The block of everything that depends on the stack only.
    fn stack(&mut self, sentence: &Sentence, nodes: &[Node], state: State, weights: &impl Weights) -> usize {
        if let Some(&block) = self.known.get(&Group::Stack(state.top)) {
            return block as usize;
        }
        let [third, second, top] = state.stack(nodes);
        let (t2, t1, t0) = (nodes[third].token, nodes[second].token, nodes[top].token);
        let groups = [
            Group::Single(Place::Stack0 as u8, t0),
            Group::Single(Place::Stack1 as u8, t1),
            Group::Single(Place::Stack2 as u8, t2),
            Group::Pair(Pair::SecondTop as u8, t1, t0),
            Group::Children(Place::Stack0 as u8, top as u32),
            Group::Children(Place::Stack1 as u8, second as u32),
        ];
        let parts =
            groups.map(|group| self.block(group, weights, |to| write(group, sentence, nodes, state, to)));
        let whole = self.block(Group::Stack(state.top), weights, |to| {
            sentence.stack(&nodes[third], &nodes[second], &nodes[top], to);
        });
        let (before, sum) = self.blocks.split_at_mut(whole);
        for part in parts {
            add(sum, before, part);
        }
        whole
    }

    /// The block of a group whose features `write` writes.
    fn block(&mut self, group: Group, weights: &impl Weights, write: impl FnOnce(&mut Vec<u32>)) -> usize {
        let new = self.blocks.len();
        let block = *self.known.entry(group).or_insert(new as u32) as usize;
        if block == new {
            self.blocks.resize(new + self.classes, 0);
            self.features.clear();
            write(&mut self.features);
            weights.add(&self.features, &mut self.blocks[new..]);
        }
        block
    }
}

/// Adds the block at `from` to the scores.
#[inline]
fn add(scores: &mut [i32], blocks: &[i32], from: usize) {
    for (score, more) in scores.iter_mut().zip(&blocks[from..]) {
        *score += more;
    }
}

/// Writes the features of a group other than the whole stack.
fn write(group: Group, sentence: &Sentence, nodes: &[Node], state: State, to: &mut Vec<u32>) {
    const PLACES: [Place; 4] = [Place::Stack0, Place::Stack1, Place::Stack2, Place::Front];
    const PAIRS: [Pair; 3] = [Pair::TopFront, Pair::SecondTop, Pair::SecondFront];
    match group {
        Group::Single(place, token) => sentence.single(PLACES[usize::from(place)], token, to),
        Group::Pair(pair, left, right) => sentence.pair(PAIRS[usize::from(pair)], left, right, to),
        Group::Triple(second, top, front) => sentence.triple(second, top, front, to),
        Group::Children(place, node) => {
            sentence.children(PLACES[usize::from(place)], &nodes[node as usize], to);
        }
        Group::Stack(_) => {
            let [third, second, top] = state.stack(nodes).map(|at| &nodes[at]);
            sentence.stack(third, second, top, to);
        }
    }
}

/// All features of a state, group after group.
pub(crate) fn features(sentence: &Sentence, nodes: &[Node], state: State, to: &mut Vec<u32>) {
    let [third, second, top] = state.stack(nodes).map(|at| &nodes[at]);
    let front = &nodes[state.front as usize];
    to.clear();
    sentence.middle(third, second, top, front, to);
    sentence.stack(third, second, top, to);
    sentence.single(Place::Front, front.token, to);
    sentence.single(Place::Stack0, top.token, to);
    sentence.single(Place::Stack1, second.token, to);
    sentence.single(Place::Stack2, third.token, to);
    sentence.pair(Pair::TopFront, top.token, front.token, to);
    sentence.pair(Pair::SecondTop, second.token, top.token, to);
    sentence.pair(Pair::SecondFront, second.token, front.token, to);
    sentence.triple(second.token, top.token, front.token, to);
    sentence.children(Place::Front, front, to);
    sentence.children(Place::Stack0, top, to);
    sentence.children(Place::Stack1, second, to);
}

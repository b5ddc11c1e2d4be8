//! The beam: the best few sequences of moves, kept step by step.

use super::features::Sentence;
use super::scorer::Scorer;
use super::state::{Action, Labels, Node, State};
use crate::table::Weights;

/// A word's head and its relation's label; the root's head is the sentence's length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arc {
    pub(crate) head: u16,
    pub(crate) label: u8,
}

/// A state that the beam has reached, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) state: State,
    pub(crate) score: i32,
    /// The step before, as an index; the first step is its own.
    pub(crate) before: u32,
    /// The move's class.
    pub(crate) class: u8,
}

/// A move that the beam might make.
struct Candidate {
    score: i32,
    /// The step before.
    before: u32,
    class: u8,
}

/// What is worse than the best by more than this hardly ever wins: with 5000, trees are as good as without a limit and a
/// third faster; with 3000, they lose 0.3 points of LAS.
const LEAD: i32 = 4500;

/// What a parse needs to remember; reused from sentence to sentence.
#[derive(Default)]
pub(crate) struct Beam {
    pub(crate) nodes: Vec<Node>,
    pub(crate) steps: Vec<Step>,
    pub(crate) scorer: Scorer,
    candidates: Vec<Candidate>,
}

impl Beam {
    /// Goes to the start of a sentence and returns the range of the one step there.
    pub(crate) fn start(&mut self, sentence: &Sentence, labels: &Labels) -> std::ops::Range<usize> {
        let state = State::start(&mut self.nodes, sentence.len());
        self.scorer.start(labels.classes());
        self.steps.clear();
        self.steps.push(Step { state, score: 0, before: 0, class: 0 });
        0..1
    }

    /// Makes the best `width` moves from the steps in `from`, but none that is worse than the best by more than `lead`,
    /// and returns the range of the new ones, best first.
    pub(crate) fn advance(
        &mut self,
        from: std::ops::Range<usize>,
        width: usize,
        lead: i32,
        sentence: &Sentence,
        weights: &impl Weights,
        labels: &Labels,
    ) -> std::ops::Range<usize> {
        self.candidates.clear();
        for at in from {
            let step = self.steps[at];
            let legal = step.state.legal(&self.nodes, sentence.len());
            let scores = self.scorer.score(sentence, &self.nodes, step.state, weights);
            for (range, excluded) in labels.classes_of(legal) {
                for class in range.filter(|&class| class != excluded) {
                    let score = step.score + scores[usize::from(class)];
                    if self.candidates.len() == width && score <= self.candidates[width - 1].score {
                        // Of equals, those found first stay.
                        continue;
                    }
                    let place = self.candidates.partition_point(|better| better.score >= score);
                    self.candidates.truncate(width - 1);
                    self.candidates.insert(place, Candidate { score, before: at as u32, class });
                }
            }
        }
        let least = self.candidates.first().map_or(0, |best| best.score.saturating_sub(lead));
        self.candidates.retain(|candidate| candidate.score >= least);
        let first = self.steps.len();
        for candidate in &self.candidates {
            let &Candidate { score, before, class } = candidate;
            let state =
                self.steps[before as usize].state.after(&mut self.nodes, labels.action(class), labels);
            self.steps.push(Step { state, score, before, class });
        }
        first..self.steps.len()
    }

    /// Parses a sentence with a beam of `width`.
    pub(crate) fn parse(
        &mut self,
        sentence: &Sentence,
        width: usize,
        weights: &impl Weights,
        labels: &Labels,
        arcs: &mut Vec<Arc>,
    ) {
        let mut last = self.start(sentence, labels);
        for _ in 0..2 * sentence.len() {
            last = self.advance(last, width.max(1), LEAD, sentence, weights, labels);
        }
        arcs.clear();
        arcs.resize(sentence.len(), Arc { head: sentence.len() as u16, label: labels.root() });
        let mut at = last.start;
        while at != 0 {
            let step = self.steps[at];
            let before = self.steps[step.before as usize].state;
            let token = |node: usize| self.nodes[node].token;
            let [_, second, top] = before.stack(&self.nodes);
            let (label, head) = match labels.action(step.class) {
                Action::Shift => (0, None),
                Action::Left(label) => (label, Some(before.front as usize)),
                Action::Right(label) => (label, Some(second)),
            };
            if let Some(head) = head {
                arcs[usize::from(token(top))] = Arc { head: token(head), label };
            }
            at = step.before as usize;
        }
    }
}

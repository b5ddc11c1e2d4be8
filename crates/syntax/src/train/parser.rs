//! Training the parser: max-violation updates (Huang, Fayong and Guo 2012).

use super::conllu::Gold;
use super::random::Random;
use super::weights::Perceptron;
use crate::Tag;
use crate::form::{Form, forms};
use crate::parser::state::{Node, State};
use crate::parser::{Action, Beam, Labels, Sentence, scorer::features};
use crate::table::{Lexicon, pack};
use rustc_hash::FxHashMap;

/// A sentence to learn trees from.
pub(crate) struct Lesson<'a> {
    pub(crate) gold: &'a Gold,
    /// Predicted joint tags.
    pub(crate) tags: Vec<u8>,
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Course {
    pub(crate) seed: u64,
    /// Rounds with a quarter of the beam and all features, with half of it and twice the weights, with all of it and
    /// no more weights than the model may have.
    pub(crate) rounds: [usize; 3],
    /// How many weights the model may have.
    pub(crate) pairs: usize,
    pub(crate) least: u32,
    pub(crate) width: usize,
    /// How often words are hidden: see [`Random::hides`].
    pub(crate) rarity: usize,
    /// By how much the right move must win when there is no beam.
    pub(crate) margin: i32,
    /// In how many of a hundred cases a wrong move is followed.
    pub(crate) exploration: usize,
}

/// A lesson, prepared: forms, tags, the moves that make the tree.
struct Prepared {
    forms: Vec<Form>,
    tags: Vec<(u8, demarche_core::Upos)>,
    gold: Heads,
    moves: Vec<Action>,
}

/// Trains, and returns the packed weights. `progress` hears of every round.
pub(crate) fn train(
    lessons: &[Lesson],
    lexicon: &Lexicon,
    tags: &[Tag],
    labels: &Labels,
    course: Course,
    progress: &mut dyn FnMut(&str),
) -> Vec<u8> {
    let mut prepared = Vec::new();
    let mut text = String::new();
    for lesson in lessons {
        let mut word_forms = Vec::new();
        forms(&lesson.gold.words(), lexicon, &mut text, &mut word_forms);
        let word_tags = lesson.tags.iter().map(|&tag| (tag, tags[usize::from(tag)].upos)).collect();
        let heads = projective(&lesson.gold.heads);
        let moves = moves(&heads, &lesson.gold.rels, labels);
        let word_labels = lesson.gold.rels.iter().map(|&rel| labels.label(rel).unwrap_or(0)).collect();
        let gold = Heads { heads, labels: word_labels };
        prepared.push(Prepared { forms: word_forms, tags: word_tags, gold, moves });
    }
    let mut beam = Beam::default();
    let mut sentence = Sentence::default();
    let (mut counts, mut found) = (FxHashMap::<u32, u32>::default(), Vec::new());
    for lesson in &prepared {
        sentence.fill(&lesson.forms, lesson.tags.iter().copied());
        let mut state = State::start(&mut beam.nodes, sentence.len());
        for &action in &lesson.moves {
            features(&sentence, &beam.nodes, state, &mut found);
            for &feature in &found {
                *counts.entry(feature).or_default() += 1;
            }
            state = state.after(&mut beam.nodes, action, labels);
        }
    }
    let mut weights = Perceptron::admit(&counts, course.least);
    drop(counts);
    let mut words: FxHashMap<u32, u32> = FxHashMap::default();
    for form in prepared.iter().flat_map(|lesson| &lesson.forms) {
        *words.entry(form.word).or_default() += 1;
    }
    let mut hidden: Vec<Form> = Vec::new();
    let mut random = Random::new(course.seed);
    let mut order: Vec<usize> = (0..prepared.len()).collect();
    for round in 0..course.rounds.iter().sum() {
        let (first, second) = (course.rounds[0], course.rounds[0] + course.rounds[1]);
        if round == first {
            weights = weights.prune(course.pairs);
        }
        random.shuffle(&mut order);
        let mut updates = 0;
        for &at in &order {
            let lesson = &prepared[at];
            hidden.clear();
            hidden.extend(lesson.forms.iter().map(|form| {
                let hide = random.hides(words.get(&form.word).copied().unwrap_or(0), course.rarity);
                if hide { Form { word: 0, ..*form } } else { *form }
            }));
            sentence.fill(&hidden, lesson.tags.iter().copied());
            if round < second {
                updates +=
                    explore(&sentence, &lesson.gold, &mut weights, labels, &course, &mut beam, &mut random);
            } else if let Some((length, at)) =
                violation(&sentence, &lesson.moves, &weights, labels, course.width, &mut beam)
            {
                update(&sentence, &lesson.moves[..length], at, &mut weights, labels, &mut beam);
                updates += 1;
            }
            weights.tick();
        }
        progress(&format!("parser: round {}, {updates} updates", round + 1));
    }
    pack(&weights.average())
}

/// Goes through a sentence without a beam, now and then along the wrong moves that the model would make, and learns
/// from every mistake: the dynamic oracle of Goldberg and Nivre (2013), with a margin. The weights change only at the
/// end, so that scores can be kept until then.
fn explore(
    sentence: &Sentence,
    gold: &Heads,
    weights: &mut Perceptron,
    labels: &Labels,
    course: &Course,
    beam: &mut Beam,
    random: &mut Random,
) -> usize {
    let mut state = State::start(&mut beam.nodes, sentence.len());
    beam.scorer.start(labels.classes());
    let mut mistakes: Vec<(State, u8, u8)> = Vec::new();
    for _ in 0..2 * sentence.len() {
        let legal = state.legal(&beam.nodes, sentence.len());
        let [shift, left, right] = gold.costs(&beam.nodes, state);
        let free = [(legal.shift, shift), (legal.left || legal.root, left), (legal.right, right)]
            .into_iter()
            .filter_map(|(allowed, cost)| allowed.then_some(cost))
            .min()
            .unwrap_or(0);
        let scores = beam.scorer.score(sentence, &beam.nodes, state, weights);
        let top = usize::from(beam.nodes[state.stack(&beam.nodes)[2]].token);
        let head = gold.heads.get(top).copied();
        let mut good: Option<(i32, u8)> = None;
        let mut bad: Option<(i32, u8)> = None;
        let costs = [shift, left, right];
        for ((kind, (range, excluded)), cost) in labels.classes_of(legal).into_iter().enumerate().zip(costs) {
            let arc = match kind {
                1 => Some(usize::from(beam.nodes[state.front as usize].token)),
                2 => Some(usize::from(beam.nodes[state.stack(&beam.nodes)[1]].token)),
                _ => None,
            };
            for class in range.filter(|&class| class != excluded) {
                // The right arc with the wrong relation is a mistake too.
                let named = match labels.action(class) {
                    Action::Left(label) | Action::Right(label) => arc != head || gold.labels[top] == label,
                    Action::Shift => true,
                };
                let best = if cost == free && named { &mut good } else { &mut bad };
                let score = scores[usize::from(class)];
                if best.is_none_or(|(most, _)| score > most) {
                    *best = Some((score, class));
                }
            }
        }
        let Some((good_score, good_class)) = good.or(bad) else { break };
        let mut class = good_class;
        if let Some((bad_score, bad_class)) = bad.filter(|_| good.is_some()) {
            if good_score - bad_score <= course.margin {
                mistakes.push((state, good_class, bad_class));
            }
            if bad_score >= good_score && random.percent(course.exploration) {
                class = bad_class;
            }
        }
        state = state.after(&mut beam.nodes, labels.action(class), labels);
    }
    let mut found = Vec::new();
    for &(state, good, bad) in &mistakes {
        features(sentence, &beam.nodes, state, &mut found);
        weights.update(&found, good, 1);
        weights.update(&found, bad, -1);
    }
    mistakes.len()
}

/// A tree to learn.
struct Heads {
    heads: Vec<usize>,
    labels: Vec<u8>,
}

impl Heads {
    /// How many of the tree's arcs a shift, an arc to the left and one to the right would make impossible.
    fn costs(&self, nodes: &[Node], state: State) -> [usize; 3] {
        let [_, second, top] = state.stack(nodes).map(|at| usize::from(nodes[at].token));
        let front = usize::from(nodes[state.front as usize].token);
        let waiting = |head: usize| self.heads.iter().skip(front).filter(|&&h| h == head).count();
        let (mut lost, mut head_below) = (0, false);
        for (depth, node) in stack(nodes, state).enumerate() {
            let token = usize::from(nodes[node].token);
            lost += usize::from(self.heads.get(token) == Some(&front));
            head_below |= depth > 0 && self.heads.get(front) == Some(&token);
        }
        let shift = lost + usize::from(head_below);
        let Some(&head) = self.heads.get(top) else { return [shift, 0, 0] };
        let children = waiting(top);
        let left = children + usize::from(head == second || head > front);
        let right = children + usize::from(head >= front);
        [shift, left, right]
    }
}

/// The nodes of the stack from the top down.
fn stack(nodes: &[Node], state: State) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(Some(state.top as usize), |&at| Some(nodes[at].below as usize))
        .take_while(|&at| at != 0)
}

/// Where the beam is most in the wrong: after how many moves, and the best wrong step there. `None` if it ends right.
fn violation(
    sentence: &Sentence,
    moves: &[Action],
    weights: &Perceptron,
    labels: &Labels,
    width: usize,
    beam: &mut Beam,
) -> Option<(usize, usize)> {
    let mut range = beam.start(sentence, labels);
    let (mut gold, mut gold_score) = (beam.steps[0].state, 0);
    // The right step's place in the beam, as long as it is there.
    let mut right = Some(0);
    let mut worst: Option<(i32, usize, usize)> = None;
    for (done, &action) in moves.iter().enumerate() {
        let scores = beam.scorer.score(sentence, &beam.nodes, gold, weights);
        gold_score += scores[usize::from(labels.class(action))];
        gold = gold.after(&mut beam.nodes, action, labels);
        range = beam.advance(range, width, i32::MAX, sentence, weights, labels);
        right = right.and_then(|before| {
            range.clone().find(|&at| {
                let step = &beam.steps[at];
                step.before as usize == before && step.class == labels.class(action)
            })
        });
        if right != Some(range.start) {
            let excess = beam.steps[range.start].score - gold_score;
            if worst.is_none_or(|(most, ..)| excess > most) {
                worst = Some((excess, done + 1, range.start));
            }
        }
    }
    if right == Some(range.start) {
        return None;
    }
    worst.map(|(_, length, at)| (length, at))
}

/// Rewards the right moves and punishes the beam's, from where they part.
fn update(
    sentence: &Sentence,
    moves: &[Action],
    at: usize,
    weights: &mut Perceptron,
    labels: &Labels,
    beam: &mut Beam,
) {
    let (mut wrong, mut found) = (Vec::new(), Vec::new());
    let mut step = at;
    while step != 0 {
        wrong.push(labels.action(beam.steps[step].class));
        step = beam.steps[step].before as usize;
    }
    wrong.reverse();
    let same = moves.iter().zip(&wrong).take_while(|(a, b)| a == b).count();
    for (path, change) in [(moves, 1), (&wrong[..], -1)] {
        let mut state = State::start(&mut beam.nodes, sentence.len());
        for (i, &action) in path.iter().enumerate() {
            if i >= same {
                features(sentence, &beam.nodes, state, &mut found);
                weights.update(&found, labels.class(action), change);
            }
            state = state.after(&mut beam.nodes, action, labels);
        }
    }
}

/// The moves that make a projective tree: arcs as early as they can be.
fn moves(heads: &[usize], rels: &[demarche_core::Deprel], labels: &Labels) -> Vec<Action> {
    let length = heads.len();
    let label = |word: usize| labels.label(rels[word]).unwrap_or(0);
    let mut last_child = vec![0; length + 1];
    for (word, &head) in heads.iter().enumerate() {
        last_child[head] = last_child[head].max(word);
    }
    let (mut stack, mut front, mut moves) = (Vec::<usize>::new(), 0, Vec::new());
    while front < length || !stack.is_empty() {
        let action = match stack[..] {
            [.., top] if heads[top] == front => Action::Left(label(top)),
            [.., below, top] if heads[top] == below && last_child[top] < front => Action::Right(label(top)),
            _ if front < length => Action::Shift,
            // Not reached with a projective tree.
            _ => break,
        };
        match action {
            Action::Shift => {
                stack.push(front);
                front += 1;
            }
            _ => drop(stack.pop()),
        }
        moves.push(action);
    }
    moves
}

/// Heads made projective: the shortest crossing arc is hung on its head's head, until none crosses (Nivre and Nilsson
/// 2005, without encoding what was lifted).
fn projective(heads: &[usize]) -> Vec<usize> {
    let mut heads = heads.to_vec();
    let length = heads.len();
    let crosses = |heads: &[usize], word: usize| {
        let head = heads[word];
        (word.min(head) + 1..word.max(head)).any(|between| {
            let mut at = between;
            while at != length && at != head {
                at = heads[at];
            }
            at != head
        })
    };
    loop {
        let lifted = (0..length)
            .filter(|&word| heads[word] != length && crosses(&heads, word))
            .min_by_key(|&word| (word.abs_diff(heads[word]), word));
        match lifted {
            Some(word) => heads[word] = heads[heads[word]],
            None => return heads,
        }
    }
}

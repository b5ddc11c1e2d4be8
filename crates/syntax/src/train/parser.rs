//! Training the network that makes trees.

use super::adam::Adam;
use super::conllu::Gold;
use super::network::{Dropout, Example, Gradient, Net, Size};
use super::pack::pack;
use super::random::Random;
use super::variety::varied;
use super::{Config, Shape};
use crate::form::forms;
use crate::lexicon::Lexicon;
use crate::vocabulary::{ROWS, SLOTS, rows};
use ndarray::Array2;
use rustc_hash::FxHashMap;
use std::f32::consts::PI;

/// A sentence to learn trees from.
pub(crate) struct Lesson<'a> {
    pub(crate) gold: &'a Gold,
    /// The joint tags' numbers.
    pub(crate) tags: Vec<u8>,
    /// The relations' numbers.
    pub(crate) labels: Vec<u8>,
}

/// The lengths of what is looked up besides the word's vector, in the order of [`rows`].
const LENGTHS: [usize; SLOTS - 1] = [12, 20, 12, 12, 24, 4];
/// The vectors' root mean square at the start.
const SPREAD: f32 = 0.35;
/// Every round goes through all of the treebanks and one of so many parts of what a teacher has parsed.
const PARTS: usize = 10;
/// The rate rises over so many steps.
const RISE: usize = 100;

/// Trains on the treebanks' lessons and on those that a teacher has parsed, and returns the packed network. `vectors` has a
/// row for each of the lexicon's vectors; `tags` and `labels` are how many classes there are. `progress` hears of every round.
pub(crate) fn train(
    [lessons, parsed]: [&[Lesson]; 2],
    lexicon: &Lexicon,
    vectors: Array2<f32>,
    [tags, labels]: [usize; 2],
    config: &Config,
    shape: Shape,
    progress: &mut dyn FnMut(&str),
) -> Vec<u8> {
    let mut random = Random::new(config.seed);
    let mut tables = [vectors.dim(); SLOTS];
    for (table, size) in tables[1..].iter_mut().zip(ROWS.into_iter().zip(LENGTHS)) {
        *table = size;
    }
    let size = Size {
        tables,
        layers: shape.layers,
        hidden: shape.hidden,
        arc: shape.compared,
        label: shape.compared,
        tags,
        labels,
    };
    let [input, layer, compared] = shape.dropout;
    let dropout = Dropout { input, layer, compared };
    let mut net = Net::new(size, &mut random);
    let square = vectors.iter().map(|value| value * value).sum::<f32>() / vectors.len() as f32;
    net.tables[0] = vectors * (SPREAD / square.sqrt().max(1e-6));
    let mut adam = Adam::new(&net);
    let school = School::new(lessons.iter().chain(parsed), lexicon, config.rarity);
    let count = |lessons: &[Lesson]| lessons.iter().map(|lesson| lesson.tags.len()).sum::<usize>();
    let words = count(lessons) + count(parsed) / PARTS;
    let steps = (shape.rounds * words / config.batch).max(1);
    let mut step = 0;
    for round in 0..shape.rounds {
        let part = parsed.iter().skip(round % PARTS).step_by(PARTS);
        let examples: Vec<Example> =
            lessons.iter().chain(part).map(|lesson| school.example(lesson, &mut random)).collect();
        let mut all = 0.0;
        let batches = batches(&examples, config.batch, &mut random);
        for batch in &batches {
            let (gradients, surprise) = learn(&net, batch, dropout, &mut random);
            // Along a cosine down to almost nothing (Loshchilov and Hutter 2017).
            let done = (step as f32 / steps as f32).min(1.0);
            let rate = config.rate * (0.5 + 0.5 * (done * PI).cos()).max(0.01);
            adam.step(&mut net, gradients, rate * ((step + 1) as f32 / RISE as f32).min(1.0));
            step += 1;
            all += surprise;
        }
        progress(&format!("trees, round {}: {:.3}", round + 1, all / batches.len() as f32));
    }
    pack(&net)
}

/// What one batch teaches, worked out in two halves at once; the halves are the same whatever the machine.
fn learn(net: &Net, batch: &[&Example], dropout: Dropout, random: &mut Random) -> (Vec<Gradient>, f32) {
    let words = batch.iter().map(|example| example.rows.len()).sum();
    let (first, second) = batch.split_at(batch.len() / 2);
    let mut chances = [Random::new(random.next()), Random::new(random.next())];
    let [a, b] = &mut chances;
    let (x, y) = std::thread::scope(|scope| {
        let other = scope.spawn(|| net.learn(first, words, dropout, a));
        let mine = net.learn(second, words, dropout, b);
        (other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), mine)
    });
    (vec![x.0, y.0], x.1 + y.1)
}

/// Batches of sentences of like length.
fn batches<'a>(examples: &'a [Example], words: usize, random: &mut Random) -> Vec<Vec<&'a Example>> {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    random.shuffle(&mut order);
    order.sort_by_key(|&i| examples[i].rows.len() / 4);
    let mut batches: Vec<Vec<&Example>> = Vec::new();
    let mut count = words;
    for i in order {
        if count >= words {
            batches.push(Vec::new());
            count = 0;
        }
        if let Some(batch) = batches.last_mut() {
            batch.push(&examples[i]);
            count += examples[i].rows.len();
        }
    }
    random.shuffle(&mut batches);
    batches
}

/// Makes examples of lessons: each time the sentence is written a little differently.
struct School<'a> {
    lexicon: &'a Lexicon,
    rarity: usize,
    /// How often each word is in the lessons.
    known: FxHashMap<u32, u32>,
}

impl<'a> School<'a> {
    fn new<'l>(lessons: impl Iterator<Item = &'l Lesson<'l>>, lexicon: &'a Lexicon, rarity: usize) -> Self {
        let mut known: FxHashMap<u32, u32> = FxHashMap::default();
        let (mut text, mut word_forms) = (String::new(), Vec::new());
        for lesson in lessons {
            forms(&lesson.gold.words(), lexicon, &mut text, &mut word_forms);
            for form in &word_forms {
                *known.entry(form.word).or_default() += 1;
            }
        }
        Self { lexicon, rarity, known }
    }

    fn example(&self, lesson: &Lesson, random: &mut Random) -> Example {
        let gold = lesson.gold;
        let (words, length) = varied(gold, random);
        let (mut text, mut word_forms) = (String::new(), Vec::new());
        let words: Vec<&str> = words.iter().map(String::as_str).take(length).collect();
        forms(&words, self.lexicon, &mut text, &mut word_forms);
        let rows = word_forms.iter().map(|form| {
            let mut rows = rows(form);
            if random.hides(self.known.get(&form.word).copied().unwrap_or(0), self.rarity) {
                rows[0] = 0;
            }
            rows
        });
        Example {
            rows: rows.collect(),
            tags: lesson.tags[..length].to_vec(),
            heads: gold.heads[..length].iter().map(|&head| head.min(length)).collect(),
            labels: lesson.labels[..length].to_vec(),
        }
    }
}

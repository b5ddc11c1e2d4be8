//! Training a model, and scoring one.

mod adam;
mod conllu;
mod corpus;
mod lemma;
mod lstm;
mod network;
mod pack;
mod parser;
mod random;
mod scores;
mod variety;
mod vectors;

pub use conllu::{ConlluError, Gold, read};
pub use scores::{Relation, Scores, Share, evaluate, score};

use crate::form::normalise;
use crate::hash;
use crate::lexicon::{Entry, Lexicon};
use crate::model::Parts;
use crate::{Model, Scratch, Tag};
use corpus::Corpus;
use demarche_core::Deprel;
use ndarray::Array2;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What to train, and how.
#[derive(Debug, Clone)]
pub struct Config {
    /// Every random choice follows from this.
    pub seed: u64,
    /// The network that is kept.
    pub network: Shape,
    /// The network that parses the sentences from which the kept one learns too: larger, so better and slower.
    pub teacher: Shape,
    /// How many words each step is made from.
    pub batch: usize,
    /// How large the first steps are.
    pub rate: f32,
    /// A word that the lessons have `n` times is hidden once in `1 + n / rarity` times.
    pub rarity: usize,
    /// How many numbers a word's vector has.
    pub vector_size: usize,
    /// How often learning vectors goes through the text.
    pub vector_rounds: usize,
    /// A word must occur this often to have a vector.
    pub least: u32,
}

/// How large a network is, and how it learns.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// How often it goes through the treebanks.
    pub rounds: usize,
    /// How many layers it has.
    pub layers: usize,
    /// How many numbers each layer remembers in each direction.
    pub hidden: usize,
    /// How many numbers words are compared by, as heads and dependents.
    pub compared: usize,
    /// How often a value is hidden from what comes next: of what is looked up, of what a layer says, of what is compared.
    pub dropout: [f32; 3],
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 1,
            network: Shape { rounds: 24, layers: 2, hidden: 64, compared: 64, dropout: [0.2, 0.1, 0.1] },
            teacher: Shape { rounds: 24, layers: 2, hidden: 128, compared: 96, dropout: [0.2, 0.3, 0.3] },
            batch: 500,
            rate: 2e-3,
            rarity: 1,
            vector_size: 64,
            vector_rounds: 4,
            least: 6,
        }
    }
}

/// Trains a model, and returns its file: first a teacher on treebanks, then a small network on these and on what the teacher
/// makes of other sentences (Hinton, Vinyals and Dean 2015; for trees Kuncoro et al. 2016). Words are learnt from
/// `unlabelled` texts. The same input and the same configuration give the same bytes. `progress` hears what is being done.
pub fn train(
    treebanks: &[Gold],
    unlabelled: &[String],
    sentences: &[Vec<String>],
    config: &Config,
    progress: &mut dyn FnMut(&str),
) -> Vec<u8> {
    progress("words");
    let corpus =
        Corpus::new(unlabelled.iter().map(String::as_str), treebanks.iter().map(Gold::words), config.least);
    let tags: Vec<Tag> = {
        let names: BTreeSet<_> = treebanks.iter().flat_map(|s| &s.tags).map(|t| (t.upos, t.xpos)).collect();
        names.into_iter().map(|(upos, xpos)| Tag { upos, xpos }).collect()
    };
    let rels: Vec<Deprel> = {
        let set: BTreeSet<Deprel> = treebanks.iter().flat_map(|s| s.rels.iter().copied()).collect();
        set.into_iter().collect()
    };
    let classes = Classes { tags: &tags, rels: &rels };
    let packed_lexicon = lexicon(treebanks, &corpus, &classes);
    let Some(lexicon) = Lexicon::read(packed_lexicon.clone().into()) else { return Vec::new() };
    let lemmas = lemma::train(treebanks, &corpus.counted());
    progress("vectors");
    let size = config.vector_size;
    let vectors = vectors::train(&corpus.text, corpus.words.len(), size, config.vector_rounds, config.seed);
    let Ok(vectors) = Array2::from_shape_vec((corpus.words.len(), size), vectors) else { return Vec::new() };

    let mut learn = |lessons: [&[parser::Lesson]; 2], shape: Shape| {
        let counts = [tags.len(), rels.len()];
        let network = parser::train(lessons, &lexicon, vectors.clone(), counts, config, shape, progress);
        Parts { tags: &tags, rels: &rels, lexicon: &packed_lexicon, lemmas: &lemmas, network: &network }
            .write()
    };
    let lessons: Vec<parser::Lesson> = treebanks.iter().map(|gold| classes.lesson(gold)).collect();
    let Ok(teacher) = Model::read(learn([&lessons, &[]], config.teacher)) else { return Vec::new() };
    let parsed = parsed(&teacher, sentences);
    let parsed: Vec<parser::Lesson> = parsed.iter().map(|gold| classes.lesson(gold)).collect();
    learn([&lessons, &parsed], config.network).into_owned()
}

/// The classes that the network tells apart; they are counted in this order.
struct Classes<'a> {
    tags: &'a [Tag],
    rels: &'a [Deprel],
}

impl Classes<'_> {
    fn tag(&self, tag: &Tag) -> u8 {
        self.tags.iter().position(|t| t == tag).unwrap_or(0) as u8
    }

    fn lesson<'g>(&self, gold: &'g Gold) -> parser::Lesson<'g> {
        let label = |rel: &Deprel| self.rels.iter().position(|r| r == rel).unwrap_or(0) as u8;
        parser::Lesson {
            gold,
            tags: gold.tags.iter().map(|tag| self.tag(tag)).collect(),
            labels: gold.rels.iter().map(label).collect(),
        }
    }
}

/// Sentences with the trees that a model makes of them.
fn parsed(model: &Model, sentences: &[Vec<String>]) -> Vec<Gold> {
    let mut scratch = Scratch::new();
    let parsed = sentences.iter().map(|forms| {
        let words: Vec<&str> = forms.iter().map(String::as_str).collect();
        let mut gold = Gold { forms: forms.clone(), ..Gold::default() };
        for word in model.parse(&words, &mut scratch).words {
            gold.tags.push(Tag { upos: word.upos, xpos: word.xpos });
            gold.heads.push(word.head.map_or(words.len(), usize::from));
            gold.rels.push(word.rel);
        }
        gold
    });
    parsed.collect()
}

/// A word must occur this often for its tags to be remembered: those of rarer words would teach to trust them.
const KNOWN: u32 = 5;

/// The lexicon: words' vectors, and which tags they have.
fn lexicon(treebanks: &[Gold], corpus: &Corpus, classes: &Classes<'_>) -> Vec<u8> {
    let mut entries: BTreeMap<&str, Entry> = BTreeMap::new();
    for (i, word) in corpus.words.iter().enumerate().take(Lexicon::VECTORS as usize).skip(1) {
        entries.insert(word, Entry { class: 0, capital: corpus.capital(i), vector: i as u32 });
    }
    let mut words: BTreeMap<String, BTreeMap<u8, u32>> = BTreeMap::new();
    let mut text = String::new();
    for gold in treebanks {
        for (form, tag) in gold.forms.iter().zip(&gold.tags) {
            normalise(form, &mut text);
            *words.entry(text.clone()).or_default().entry(classes.tag(tag)).or_default() += 1;
        }
    }
    let often = words.iter().filter_map(|(word, counts)| {
        let all: u32 = counts.values().sum();
        let tags = counts.iter().filter(|(_, n)| **n * 50 >= all).map(|(&tag, _)| tag);
        (all >= KNOWN).then(|| (word.as_str(), tags.collect::<Vec<u8>>()))
    });
    let often: Vec<(&str, Vec<u8>)> = often.collect();
    let mut counts: BTreeMap<&[u8], u32> = BTreeMap::new();
    for (_, class) in &often {
        *counts.entry(class).or_default() += 1;
    }
    // The rarest have no number.
    let mut order: Vec<&[u8]> = counts.keys().copied().collect();
    order.sort_by_key(|class| Reverse(counts[class]));
    order.truncate(Lexicon::CLASSES as usize - 1);
    for (word, class) in &often {
        let place = order.iter().position(|known| known == class);
        entries.entry(word).or_default().class = place.map_or(0, |place| place as u32 + 1);
    }
    let entries: Vec<(u32, Entry)> =
        entries.into_iter().map(|(word, entry)| (hash::bytes(0, word.as_bytes()), entry)).collect();
    Lexicon::pack(&entries)
}

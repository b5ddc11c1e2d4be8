//! Training a model, and scoring one.

mod adam;
mod clusters;
mod conllu;
mod lemma;
mod lstm;
mod network;
mod pack;
mod parser;
mod random;
mod scores;
mod tagger;
mod vectors;
mod weights;

pub use conllu::{ConlluError, Gold, read};
pub use scores::{Relation, Scores, Share, evaluate, score};

use crate::Tag;
use crate::form::normalise;
use crate::hash;
use crate::model::Parts;
use crate::table::{Entry, Lexicon, Table};
use clusters::Corpus;
use demarche_core::Deprel;
use ndarray::Array2;
use std::collections::{BTreeMap, BTreeSet};

/// What to train on, and how.
#[derive(Debug, Clone)]
pub struct Config {
    /// Every random choice follows from this.
    pub seed: u64,
    /// How often the tagger goes through the treebanks.
    pub tagger_rounds: usize,
    /// How many weights the tagger has.
    pub tagger_pairs: usize,
    /// A tagger's feature must occur this often.
    pub tagger_least: u32,
    /// A word that the treebanks have `n` times is hidden from the tagger once in `1 + n / tagger_rarity` times.
    pub tagger_rarity: usize,
    /// By how much the right tag must win in training.
    pub tagger_margin: i32,
    /// How often the network goes through the treebanks.
    pub network_rounds: usize,
    /// How many words each of the network's steps is made from.
    pub network_batch: usize,
    /// How large the network's first steps are.
    pub network_rate: f32,
    /// How often a value is hidden from what comes next: of what is looked up, of what a layer says, of what is compared.
    pub network_dropout: [f32; 3],
    /// The same as `tagger_rarity` for the network.
    pub network_rarity: usize,
    /// How many layers the network has.
    pub network_layers: usize,
    /// How many numbers each layer remembers in each direction.
    pub network_hidden: usize,
    /// How many numbers words are compared by, as heads and dependents.
    pub network_compared: usize,
    /// How many numbers a word's vector has.
    pub vector_size: usize,
    /// How often learning vectors goes through the text.
    pub vector_rounds: usize,
    /// How many fine clusters of words there are.
    pub clusters: u16,
    /// How many coarse ones.
    pub groups: u16,
    /// How often the clustering goes through the words.
    pub cluster_rounds: usize,
    /// A word must occur this often to be in a cluster.
    pub cluster_least: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 1,
            tagger_rounds: 12,
            tagger_pairs: 330_000,
            tagger_least: 2,
            tagger_rarity: 1,
            tagger_margin: 1500,
            network_rounds: 24,
            network_batch: 500,
            network_rate: 2e-3,
            network_dropout: [0.2, 0.3, 0.3],
            network_rarity: 1,
            network_layers: 2,
            network_hidden: 128,
            network_compared: 96,
            vector_size: 64,
            vector_rounds: 4,
            clusters: 512,
            groups: 48,
            cluster_rounds: 8,
            cluster_least: 6,
        }
    }
}

/// In how many parts the treebank is cut, so that each may be tagged by a tagger that has not seen it.
const FOLDS: usize = 4;

/// Trains a model on treebanks, and returns its file. The same treebanks and the same configuration give the same bytes. `progress` hears what is being done.
pub fn train(
    sentences: &[Gold],
    unlabelled: &[String],
    config: &Config,
    progress: &mut dyn FnMut(&str),
) -> Vec<u8> {
    progress("clusters");
    let corpus = Corpus::new(
        unlabelled.iter().map(String::as_str),
        sentences.iter().map(Gold::words),
        config.cluster_least,
    );
    let tags: Vec<Tag> = {
        let names: BTreeSet<_> = sentences.iter().flat_map(|s| &s.tags).map(|t| (t.upos, t.xpos)).collect();
        names.into_iter().map(|(upos, xpos)| Tag { upos, xpos }).collect()
    };
    let number = |tag: &Tag| tags.iter().position(|t| t == tag).unwrap_or(0) as u8;
    let rels: Vec<Deprel> = {
        let set: BTreeSet<Deprel> = sentences.iter().flat_map(|s| s.rels.iter().copied()).collect();
        set.into_iter().collect()
    };
    let packed_lexicon = lexicon(sentences, &corpus, config, &number);
    let Some(lexicon) = Lexicon::read(packed_lexicon.clone().into()) else { return Vec::new() };
    let packed_lemmas = lemma::train(sentences, &corpus.counted());

    let lessons: Vec<tagger::Lesson> = sentences
        .iter()
        .map(|gold| tagger::Lesson { gold, tags: gold.tags.iter().map(number).collect() })
        .collect();
    let course = tagger::Course {
        seed: config.seed,
        rounds: config.tagger_rounds,
        pairs: config.tagger_pairs,
        least: config.tagger_least,
        rarity: config.tagger_rarity,
        margin: config.tagger_margin,
    };
    progress("tagger");
    let all: Vec<&tagger::Lesson> = lessons.iter().collect();
    let packed_tagger = tagger::train(&all, &lexicon, tags.len(), course);

    let mut folds = Vec::new();
    for fold in 0..FOLDS {
        progress(&format!("tagger without part {} of {FOLDS}", fold + 1));
        let others: Vec<&tagger::Lesson> =
            lessons.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, lesson)| lesson).collect();
        let packed = tagger::train(&others, &lexicon, tags.len(), course);
        let Some(table) = Table::read(packed.into()) else { return Vec::new() };
        folds.push(table);
    }
    progress("vectors");
    let size = config.vector_size;
    let vectors = vectors::train(&corpus.text, corpus.words.len(), size, config.vector_rounds, config.seed);
    let Ok(vectors) = Array2::from_shape_vec((corpus.words.len(), size), vectors) else { return Vec::new() };
    let label = |rel: &Deprel| rels.iter().position(|r| r == rel).unwrap_or(0) as u8;
    let lessons: Vec<parser::Lesson> = lessons
        .into_iter()
        .enumerate()
        .map(|(i, tagger::Lesson { gold, tags })| parser::Lesson {
            gold,
            tags,
            labels: gold.rels.iter().map(label).collect(),
            tagger: &folds[i % FOLDS],
            fold: i % FOLDS,
        })
        .collect();
    let [input, layer, compared] = config.network_dropout;
    let course = parser::Course {
        seed: config.seed,
        rounds: config.network_rounds,
        batch: config.network_batch,
        rate: config.network_rate,
        dropout: network::Dropout { input, layer, compared },
        rarity: config.network_rarity,
        layers: config.network_layers,
        hidden: config.network_hidden,
        compared: config.network_compared,
    };
    let packed_network = parser::train(&lessons, &lexicon, vectors, tags.len(), rels.len(), course, progress);
    Parts {
        tags: &tags,
        rels: &rels,
        lexicon: &packed_lexicon,
        lemmas: &packed_lemmas,
        tagger: &packed_tagger,
        network: &packed_network,
    }
    .write()
    .into_owned()
}

/// A word must occur this often for its tags to be remembered: those of rarer words would teach to trust them.
const KNOWN: u32 = 5;

/// The lexicon: words' clusters, and which tags they have.
fn lexicon(sentences: &[Gold], corpus: &Corpus, config: &Config, number: &dyn Fn(&Tag) -> u8) -> Vec<u8> {
    let clusters =
        corpus.cluster(usize::from(config.clusters.min(Lexicon::CLUSTERS - 1)), config.cluster_rounds);
    let groups = corpus.cluster(usize::from(config.groups.min(Lexicon::GROUPS - 1)), config.cluster_rounds);
    let mut entries: BTreeMap<&str, Entry> = BTreeMap::new();
    for (i, word) in corpus.words.iter().enumerate().skip(1) {
        let entry = Entry {
            cluster: u32::from(clusters[i]),
            group: u32::from(groups[i]),
            tags: 0,
            capital: corpus.capital(i),
            vector: i as u32,
        };
        entries.insert(word, entry);
    }
    let mut words: BTreeMap<String, BTreeMap<u8, u32>> = BTreeMap::new();
    let mut text = String::new();
    for gold in sentences {
        for (form, tag) in gold.forms.iter().zip(&gold.tags) {
            normalise(form, &mut text);
            *words.entry(text.clone()).or_default().entry(number(tag)).or_default() += 1;
        }
    }
    let mut classes: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    for (word, counts) in &words {
        let all: u32 = counts.values().sum();
        if all >= KNOWN {
            let often: Vec<u8> =
                counts.iter().filter(|(_, n)| **n * 50 >= all).map(|(&tag, _)| tag).collect();
            let next = classes.len() as u32 + 1;
            entries.entry(word).or_default().tags = *classes.entry(often).or_insert(next);
        }
    }
    let entries: Vec<(u32, Entry)> =
        entries.into_iter().map(|(word, entry)| (hash::bytes(0, word.as_bytes()), entry)).collect();
    Lexicon::pack(&entries)
}

//! Training a model, and scoring one.

mod clusters;
mod conllu;
mod lemma;
mod parser;
mod random;
mod scores;
mod tagger;
mod weights;

pub use conllu::{ConlluError, Gold, read};
pub use scores::{Relation, Scores, Share, evaluate, score};

use crate::Tag;
use crate::form::{self, normalise};
use crate::hash;
use crate::model::Parts;
use crate::parser::Labels;
use crate::table::{Entry, Lexicon, Table};
use crate::tagger::Memo;
use clusters::Corpus;
use demarche_core::Deprel;
use std::collections::{BTreeMap, BTreeSet};

/// What to train on, and how.
#[derive(Debug, Clone)]
pub struct Config {
    /// Every random choice follows from this.
    pub seed: u64,
    /// How often the tagger goes through the treebanks.
    pub tagger_rounds: usize,
    /// How often the parser does: without a beam on all features; without one on those that are kept; with the beam.
    pub parser_rounds: [usize; 3],
    /// How many weights the tagger has.
    pub tagger_pairs: usize,
    /// How many weights the parser has.
    pub parser_pairs: usize,
    /// A tagger's feature must occur this often.
    pub tagger_least: u32,
    /// A parser's feature must occur this often.
    pub parser_least: u32,
    /// The beam in training.
    pub width: usize,
    /// A word that the treebanks have `n` times is hidden from the tagger once in `1 + n / tagger_rarity` times.
    pub tagger_rarity: usize,
    /// The same for the parser.
    pub parser_rarity: usize,
    /// By how much the right tag must win in training.
    pub tagger_margin: i32,
    /// By how much the right move must win while there is no beam.
    pub parser_margin: i32,
    /// In how many of a hundred cases a wrong move is followed, so that training sees where it leads.
    pub exploration: usize,
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
            parser_rounds: [10, 0, 8],
            tagger_pairs: 330_000,
            parser_pairs: 1_540_000,
            tagger_least: 2,
            parser_least: 3,
            width: 8,
            tagger_rarity: 1,
            parser_rarity: 2,
            tagger_margin: 1500,
            parser_margin: 1500,
            exploration: 90,
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
    let Some(labels) = Labels::new(rels.clone()) else { return Vec::new() };
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

    let mut predicted: Vec<Vec<u8>> = vec![Vec::new(); sentences.len()];
    let (mut text, mut forms) = (String::new(), Vec::new());
    for fold in 0..FOLDS {
        progress(&format!("tagging part {} of {FOLDS} by the others", fold + 1));
        let others: Vec<&tagger::Lesson> =
            lessons.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, lesson)| lesson).collect();
        let packed = tagger::train(&others, &lexicon, tags.len(), course);
        let Some(table) = Table::read(packed.into()) else { return Vec::new() };
        let mut memo = Memo::default();
        for i in (fold..sentences.len()).step_by(FOLDS) {
            form::forms(&sentences[i].words(), &lexicon, &mut text, &mut forms);
            memo.tag(&forms, 1, &table, tags.len(), &mut predicted[i]);
        }
    }
    let lessons: Vec<parser::Lesson> =
        sentences.iter().zip(predicted).map(|(gold, tags)| parser::Lesson { gold, tags }).collect();
    let course = parser::Course {
        seed: config.seed,
        rounds: config.parser_rounds,
        pairs: config.parser_pairs,
        least: config.parser_least,
        width: config.width,
        rarity: config.parser_rarity,
        margin: config.parser_margin,
        exploration: config.exploration,
    };
    let packed_parser = parser::train(&lessons, &lexicon, &tags, &labels, course, progress);
    Parts {
        tags: &tags,
        rels: &rels,
        lexicon: &packed_lexicon,
        lemmas: &packed_lemmas,
        tagger: &packed_tagger,
        parser: &packed_parser,
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

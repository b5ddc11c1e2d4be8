//! The model: what it offers, how it is read from its file.

use crate::bytes::{Bytes, Reader, write_section};
use crate::form::{self, Form};
use crate::hash;
use crate::lemma::Lemmas;
use crate::lexicon::Lexicon;
use crate::network::{Findings, Network, best};
use crate::repair::repair;
use crate::tree::Scores;
use crate::vocabulary::{SLOTS, rows};
use demarche_core::{Deprel, Tree, Upos, Word, Xpos};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

static ENGLISH: &[u8] = include_bytes!("../model/english.bin");

/// The first bytes of a model file; the last is the format's version.
const MAGIC: [u8; 8] = *b"DEMSYN\0\x03";

/// Tags, lemmas and trees for English.
pub struct Model {
    /// Tells models apart; working memory remembers scores of one.
    number: u64,
    pub(crate) tags: Vec<Tag>,
    rels: Vec<Deprel>,
    /// The number of the relation of the root.
    root: u8,
    pub(crate) lexicon: Lexicon,
    pub(crate) lemmas: Lemmas,
    network: Network,
}

/// A model file that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It is no model file, or one of another version.
    #[error("these bytes are no syntax model of this version; train one with `cargo xtask train`")]
    Magic,
    /// It ends early or contradicts itself.
    #[error("the syntax model is damaged in its part `{0}`; train it again with `cargo xtask train`")]
    Part(&'static str),
}

/// A word's tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tag {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
}

/// Working memory, to be reused from sentence to sentence.
#[derive(Default)]
pub struct Scratch {
    text: String,
    forms: Vec<Form>,
    tagged: Vec<Tag>,
    rows: Vec<[u32; SLOTS]>,
    findings: Findings,
    lemmas: Known,
}

/// Lemmas that were worked out already, as most words of a text come again: of the words that fall on one place the last.
#[derive(Default)]
struct Known {
    /// The model whose lemmas these are.
    model: u64,
    places: Vec<Option<KnownWord>>,
}

/// A word as it stands, with its lemma: most words are their own, and the two share their memory.
#[derive(Clone)]
struct KnownWord {
    word: Arc<str>,
    tag: Tag,
    lemma: Arc<str>,
}

impl Known {
    /// The lemma of a word, as [`Model::lemma`] tells it.
    fn find(&mut self, model: &Model, word: &str, tag: Tag) -> Arc<str> {
        if self.model != model.number {
            self.places.clear();
            self.places.resize(KNOWN, None);
            self.model = model.number;
        }
        let place = &mut self.places[hash::bytes(tag.xpos as u32, word.as_bytes()) as usize % KNOWN];
        if let Some(known) = place
            && known.tag == tag
            && *known.word == *word
        {
            return known.lemma.clone();
        }
        let lemma = model.lemma(word, tag);
        let word = if *lemma == *word { lemma.clone() } else { word.into() };
        *place = Some(KnownWord { word, tag, lemma: lemma.clone() });
        lemma
    }
}

impl Scratch {
    /// Empty working memory.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Model {
    /// The model for English that is part of this program. The first call reads it, in a few milliseconds.
    pub fn embedded() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        // The embedded bytes are fixed when the program is built, and a test reads them.
        #[allow(clippy::expect_used)]
        MODEL.get_or_init(|| Model::read(Cow::Borrowed(ENGLISH)).expect("the embedded model is whole"))
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If the bytes are not what [`crate::train::train`] of this version returns.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes);
        if reader.take(MAGIC.len()).as_deref() != Some(&MAGIC) {
            return Err(ModelError::Magic);
        }
        static MODELS: AtomicU64 = AtomicU64::new(1);
        let tags = reader.text().and_then(|text| read_tags(&text)).ok_or(ModelError::Part("tags"))?;
        let rels = reader.text().and_then(|text| read_rels(&text)).ok_or(ModelError::Part("relations"))?;
        let network = |bytes| Network::read(bytes, tags.len(), rels.len());
        Ok(Self {
            number: MODELS.fetch_add(1, Ordering::Relaxed),
            lexicon: reader.section().and_then(Lexicon::read).ok_or(ModelError::Part("lexicon"))?,
            lemmas: reader.section().and_then(Lemmas::read).ok_or(ModelError::Part("lemmas"))?,
            network: reader.section().and_then(network).ok_or(ModelError::Part("network"))?,
            tags,
            root: rels.iter().position(|&rel| rel == Deprel::Root).unwrap_or_default() as u8,
            rels,
        })
    }

    /// Tags a sentence: one tag per token, as the network tells them; [`Self::parse`] mends a few by the tree. Only the first
    /// layer is needed.
    pub fn tag<'s>(&self, words: &[&str], scratch: &'s mut Scratch) -> &'s [Tag] {
        let Scratch { text, forms, tagged, rows: all, findings, .. } = scratch;
        form::forms(words, &self.lexicon, text, forms);
        tagged.clear();
        for forms in forms.chunks(PIECE) {
            all.clear();
            all.extend(forms.iter().map(rows));
            self.network.tag(all, std::slice::from_ref(&(0..forms.len())), self.number, findings);
            tagged.extend(findings.tags.iter().map(|&tag| self.tags[usize::from(tag)]));
        }
        tagged
    }

    /// The dictionary form of a word: in lower case, except that names keep theirs.
    pub fn lemma(&self, word: &str, tag: Tag) -> Arc<str> {
        let straight = |c: char| if matches!(c, '\u{2019}' | '\u{2018}') { '\'' } else { c };
        let mut lower: String = word.chars().map(straight).flat_map(char::to_lowercase).collect();
        let name = tag.upos == Upos::Propn || matches!(tag.xpos, Xpos::Nnp | Xpos::Nnps);
        let edit = self.lemmas.edit(tag.xpos as u8, &lower);
        if name {
            // The edit was found in lower case; its ending is small even after capitals.
            lower = word.chars().map(straight).collect();
        }
        if let Some(edit) = edit {
            edit.apply(&mut lower);
        }
        if lower == "i" && tag.xpos == Xpos::Prp {
            lower = "I".to_owned();
        }
        lower.into()
    }

    /// Parses a sentence: tags, lemmas, heads and relations, one word per token.
    ///
    /// The tree of no tokens is empty; every other has exactly one root and no cycle.
    pub fn parse(&self, words: &[&str], scratch: &mut Scratch) -> Tree {
        self.parse_all(&[words], scratch).pop().unwrap_or_default()
    }

    /// Parses some sentences as [`Self::parse`] would each of them, which takes less time together.
    pub fn parse_all<'w>(&self, sentences: &[impl AsRef<[&'w str]>], scratch: &mut Scratch) -> Vec<Tree> {
        let mut all = Vec::new();
        let mut pieces = Vec::new();
        for (sentence, words) in sentences.iter().enumerate() {
            let words = words.as_ref();
            form::forms(words, &self.lexicon, &mut scratch.text, &mut scratch.forms);
            let start = all.len();
            all.extend(scratch.forms.iter().map(rows));
            let starts = (0..words.len()).step_by(PIECE);
            pieces.extend(starts.map(|from| Piece {
                sentence,
                from,
                words: start + from..all.len().min(start + from + PIECE),
            }));
        }
        // The sort is stable: a sentence's pieces, of which but the last are equally long, stay in order.
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.words.len()));
        let mut trees = vec![Tree::default(); sentences.len()];
        for pieces in pieces.chunks(TOGETHER) {
            self.parse_pieces(pieces, &all, sentences, scratch, &mut trees);
        }
        for (tree, words) in trees.iter_mut().zip(sentences) {
            repair(tree, |i, upos, xpos| self.lemma(words.as_ref()[i], Tag { upos, xpos }));
        }
        trees
    }

    /// Adds the words of some pieces to the trees of their sentences.
    fn parse_pieces<'w>(
        &self,
        pieces: &[Piece],
        rows: &[[u32; SLOTS]],
        sentences: &[impl AsRef<[&'w str]>],
        scratch: &mut Scratch,
        trees: &mut [Tree],
    ) {
        let Scratch { findings, rows: together, lemmas, .. } = scratch;
        together.clear();
        let mut places = Vec::new();
        for piece in pieces {
            places.push(together.len()..together.len() + piece.words.len());
            together.extend_from_slice(&rows[piece.words.clone()]);
        }
        self.network.run(together, &places, self.number, findings);
        let mut scores = findings.scores.as_slice();
        let mut heads = Vec::new();
        for place in &places {
            let (own, rest) = scores.split_at(place.len() * (place.len() + 1));
            scores = rest;
            let tree = Scores::new(own, place.len()).tree();
            let root = together.len();
            heads.extend(tree.into_iter().map(|h| if h == place.len() { root } else { place.start + h }));
        }
        let tags = std::mem::take(&mut findings.tags);
        let labels = self.network.labels(&heads, findings);
        let mut found = heads.iter().zip(&tags).zip(labels);
        for (piece, place) in pieces.iter().zip(&places) {
            let tree = &mut trees[piece.sentence];
            let root = tree.words.iter().position(|w| w.head.is_none()).map(|root| root as u16);
            let words = &sentences[piece.sentence].as_ref()[piece.from..];
            for (word, ((&head, &tag), labels)) in words.iter().zip(found.by_ref().take(place.len())) {
                let is_root = head == together.len();
                let rel = match is_root {
                    true => Deprel::Root,
                    false => self.rel(best(labels, |label| label != self.root)),
                };
                let (head, rel) = match u16::try_from(piece.from + head.saturating_sub(place.start)) {
                    Ok(head) if !is_root => (Some(head), rel),
                    _ if piece.from == 0 => (None, Deprel::Root),
                    // The root of a further piece, or what lies beyond the words that a head can name.
                    _ => (root, Deprel::Parataxis),
                };
                let tag = self.tags[usize::from(tag)];
                let lemma = lemmas.find(self, word, tag);
                tree.words.push(Word { upos: tag.upos, xpos: tag.xpos, lemma, head, rel });
            }
        }
    }

    fn rel(&self, label: u8) -> Deprel {
        self.rels.get(usize::from(label)).copied().unwrap_or(Deprel::Dep)
    }
}

/// Longer sentences, which are lists and tables, are parsed in pieces of so many words, so that working memory stays
/// small; the pieces hang on the first one's root.
const PIECE: usize = 256;

/// The lemmas of so many words are kept: half a megabyte.
const KNOWN: usize = 4_096;

/// So many sentences or pieces are read together; with more, what is known of their words would no longer fit near the
/// processor.
const TOGETHER: usize = 4;

/// A sentence or a piece of it.
struct Piece {
    sentence: usize,
    /// Its first word, counted within the sentence.
    from: usize,
    /// Its words, counted over all sentences.
    words: Range<usize>,
}

fn read_tags(text: &str) -> Option<Vec<Tag>> {
    let tags = text
        .lines()
        .map(|line| {
            let (upos, xpos) = line.split_once(' ')?;
            Some(Tag { upos: upos.parse().ok()?, xpos: xpos.parse().ok()? })
        })
        .collect::<Option<Vec<_>>>()?;
    (!tags.is_empty() && tags.len() < 250).then_some(tags)
}

fn read_rels(text: &str) -> Option<Vec<Deprel>> {
    let rels = text.lines().map(|line| line.parse().ok()).collect::<Option<Vec<Deprel>>>()?;
    (rels.contains(&Deprel::Root) && rels.len() < 250).then_some(rels)
}

/// The parts of a model file, packed.
pub(crate) struct Parts<'a> {
    pub(crate) tags: &'a [Tag],
    pub(crate) rels: &'a [Deprel],
    pub(crate) lexicon: &'a [u8],
    pub(crate) lemmas: &'a [u8],
    pub(crate) network: &'a [u8],
}

impl Parts<'_> {
    /// The model file.
    pub(crate) fn write(&self) -> Bytes {
        let tags: Vec<String> = self.tags.iter().map(|tag| format!("{} {}", tag.upos, tag.xpos)).collect();
        let rels: Vec<&str> = self.rels.iter().map(|rel| rel.as_str()).collect();
        let mut out = MAGIC.to_vec();
        for part in
            [tags.join("\n").as_bytes(), rels.join("\n").as_bytes(), self.lexicon, self.lemmas, self.network]
        {
            write_section(&mut out, part);
        }
        Cow::Owned(out)
    }
}

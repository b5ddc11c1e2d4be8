//! The model: what it offers, how it is read from its file.

use crate::bytes::{Bytes, Reader, write_section};
use crate::form::{self, Form};
use crate::lemma::Lemmas;
use crate::parser::{Arc, Beam, Labels, Sentence};
use crate::table::{Lexicon, Table};
use crate::tagger;
use demarche_core::{Deprel, Tree, Upos, Word, Xpos};
use std::borrow::Cow;
use std::sync::OnceLock;

static ENGLISH: &[u8] = include_bytes!("../model/english.bin");

/// The first bytes of a model file; the last is the format's version.
const MAGIC: [u8; 8] = *b"DEMSYN\0\x01";

/// Tags, lemmas and trees for English.
pub struct Model {
    pub(crate) tags: Vec<Tag>,
    pub(crate) labels: Labels,
    pub(crate) lexicon: Lexicon,
    pub(crate) lemmas: Lemmas,
    tagger: Table,
    parser: Table,
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

/// How much work a tree is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Quality {
    /// A beam of eight: the best trees.
    #[default]
    Full,
    /// No beam: several times faster, for bulk.
    Greedy,
}

impl Quality {
    fn width(self) -> usize {
        match self {
            Self::Full => 8,
            Self::Greedy => 1,
        }
    }
}

/// Working memory, to be reused from sentence to sentence.
#[derive(Default)]
pub struct Scratch {
    text: String,
    forms: Vec<Form>,
    tags: Vec<u8>,
    features: Vec<u32>,
    scores: Vec<i32>,
    tagged: Vec<Tag>,
    sentence: Sentence,
    beam: Beam,
    arcs: Vec<Arc>,
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
        Ok(Self {
            tags: reader.text().and_then(|text| read_tags(&text)).ok_or(ModelError::Part("tags"))?,
            labels: reader.text().and_then(|text| read_labels(&text)).ok_or(ModelError::Part("relations"))?,
            lexicon: reader.section().and_then(Lexicon::read).ok_or(ModelError::Part("lexicon"))?,
            lemmas: reader.section().and_then(Lemmas::read).ok_or(ModelError::Part("lemmas"))?,
            tagger: reader.section().and_then(Table::read).ok_or(ModelError::Part("tagger"))?,
            parser: reader.section().and_then(Table::read).ok_or(ModelError::Part("parser"))?,
        })
    }

    /// Tags a sentence: one tag per token.
    pub fn tag<'s>(&self, words: &[&str], scratch: &'s mut Scratch) -> &'s [Tag] {
        self.tag_numbers(words, scratch);
        scratch.tagged.clear();
        scratch.tagged.extend(scratch.tags.iter().map(|&tag| self.tags[usize::from(tag)]));
        &scratch.tagged
    }

    fn tag_numbers(&self, words: &[&str], scratch: &mut Scratch) {
        let Scratch { text, forms, tags, features, scores, .. } = scratch;
        form::forms(words, &self.lexicon, text, forms);
        tagger::tag(forms, &self.tagger, self.tags.len(), features, scores, tags);
    }

    /// The dictionary form of a word: in lower case, except that names keep theirs.
    pub fn lemma(&self, word: &str, tag: Tag) -> Box<str> {
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
    pub fn parse(&self, words: &[&str], quality: Quality, scratch: &mut Scratch) -> Tree {
        self.tag_numbers(words, scratch);
        self.parse_tagged(quality, scratch);
        let Scratch { tags, arcs, .. } = scratch;
        let word = |(i, word): (usize, &&str)| {
            let tag = self.tags[usize::from(tags[i])];
            // What lies beyond the longest sentence that a tree can hold hangs on the first word.
            let (head, rel) = match arcs.get(i) {
                Some(arc) if usize::from(arc.head) == arcs.len() => (None, Deprel::Root),
                Some(arc) => (Some(arc.head), self.labels.rel(arc.label)),
                None => (Some(0), Deprel::Dep),
            };
            Word { upos: tag.upos, xpos: tag.xpos, lemma: self.lemma(word, tag), head, rel }
        };
        Tree { words: words.iter().enumerate().map(word).collect() }
    }

    /// Finds the arcs of the sentence whose forms and tags are in `scratch`.
    pub(crate) fn parse_tagged(&self, quality: Quality, scratch: &mut Scratch) {
        let Scratch { forms, tags, sentence, beam, arcs, .. } = scratch;
        let tags = tags.iter().map(|&tag| (tag, self.tags[usize::from(tag)].upos));
        sentence.fill(&forms[..forms.len().min(LONGEST)], tags);
        beam.parse(sentence, quality.width(), &self.parser, &self.labels, arcs);
    }
}

/// The most words that a tree's heads can number, with room for the root and for "no word".
const LONGEST: usize = u16::MAX as usize - 2;

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

fn read_labels(text: &str) -> Option<Labels> {
    Labels::new(text.lines().map(|line| line.parse().ok()).collect::<Option<Vec<_>>>()?)
}

/// The parts of a model file, packed.
pub(crate) struct Parts<'a> {
    pub(crate) tags: &'a [Tag],
    pub(crate) rels: &'a [Deprel],
    pub(crate) lexicon: &'a [u8],
    pub(crate) lemmas: &'a [u8],
    pub(crate) tagger: &'a [u8],
    pub(crate) parser: &'a [u8],
}

impl Parts<'_> {
    /// The model file.
    pub(crate) fn write(&self) -> Bytes {
        let tags: Vec<String> = self.tags.iter().map(|tag| format!("{} {}", tag.upos, tag.xpos)).collect();
        let rels: Vec<&str> = self.rels.iter().map(|rel| rel.as_str()).collect();
        let mut out = MAGIC.to_vec();
        for part in [
            tags.join("\n").as_bytes(),
            rels.join("\n").as_bytes(),
            self.lexicon,
            self.lemmas,
            self.tagger,
            self.parser,
        ] {
            write_section(&mut out, part);
        }
        Cow::Owned(out)
    }
}

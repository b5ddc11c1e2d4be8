//! The model: what it offers, how it is read from its file.

use crate::bytes::{Bytes, Reader, write_section};
use crate::form::{self, Form};
use crate::lemma::Lemmas;
use crate::parser::{Arc, Beam, Labels, Sentence};
use crate::repair::repair;
use crate::table::{Lexicon, Table};
use crate::tagger::Memo;
use demarche_core::{Deprel, Tree, Upos, Word, Xpos};
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

static ENGLISH: &[u8] = include_bytes!("../model/english.bin");

/// The first bytes of a model file; the last is the format's version.
const MAGIC: [u8; 8] = *b"DEMSYN\0\x01";

/// Tags, lemmas and trees for English.
pub struct Model {
    /// Tells models apart; working memory remembers scores of one.
    number: u64,
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
    memo: Memo,
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
        static MODELS: AtomicU64 = AtomicU64::new(1);
        Ok(Self {
            number: MODELS.fetch_add(1, Ordering::Relaxed),
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
        let Scratch { text, forms, tags, memo, .. } = scratch;
        form::forms(words, &self.lexicon, text, forms);
        memo.tag(forms, self.number, &self.tagger, self.tags.len(), tags);
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
        let Scratch { forms, tags, sentence, beam, arcs, .. } = scratch;
        let tag = |i: usize| self.tags[usize::from(tags[i])];
        let mut tree = Tree { words: Vec::with_capacity(words.len()) };
        let mut root: u16 = 0;
        for (number, piece) in words.chunks(PIECE).enumerate() {
            let start = number * PIECE;
            let piece_tags = (start..).zip(&tags[start..]).map(|(i, &number)| (number, tag(i).upos));
            sentence.fill(&forms[start..start + piece.len()], piece_tags);
            beam.parse(sentence, quality.width(), &self.parser, &self.labels, arcs);
            for (i, arc) in arcs.iter().enumerate() {
                let head = usize::from(arc.head);
                let (head, rel) = match u16::try_from(start + head) {
                    Ok(head) if usize::from(head) < start + piece.len() => {
                        (Some(head), self.labels.rel(arc.label))
                    }
                    _ if start == 0 => {
                        root = i as u16;
                        (None, Deprel::Root)
                    }
                    // The root of a further piece, or what lies beyond the words that a head can name.
                    _ => (Some(root), Deprel::Parataxis),
                };
                let Tag { upos, xpos } = tag(start + i);
                let lemma = self.lemma(words[start + i], tag(start + i));
                tree.words.push(Word { upos, xpos, lemma, head, rel });
            }
        }
        repair(&mut tree, |i, upos, xpos| self.lemma(words[i], Tag { upos, xpos }));
        tree
    }
}

/// Longer sentences, which are lists and tables, are parsed in pieces of so many words, so that working memory stays
/// small; the pieces hang on the first one's root.
const PIECE: usize = 256;

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

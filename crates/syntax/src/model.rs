//! The model: what it offers, how it is read from its file.

use crate::bytes::{Bytes, Reader, write_section};
use crate::form::{self, Form};
use crate::lemma::Lemmas;
use crate::network::{Findings, Network, rows};
use crate::repair::repair;
use crate::table::{Lexicon, Table};
use crate::tagger::Memo;
use crate::tree::Scores;
use demarche_core::{Deprel, Tree, Upos, Word, Xpos};
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

static ENGLISH: &[u8] = include_bytes!("../model/english.bin");

/// The first bytes of a model file; the last is the format's version.
const MAGIC: [u8; 8] = *b"DEMSYN\0\x02";

/// Tags, lemmas and trees for English.
pub struct Model {
    /// Tells models apart; working memory remembers scores of one.
    number: u64,
    pub(crate) tags: Vec<Tag>,
    rels: Vec<Deprel>,
    pub(crate) lexicon: Lexicon,
    pub(crate) lemmas: Lemmas,
    tagger: Table,
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
    tags: Vec<u8>,
    memo: Memo,
    tagged: Vec<Tag>,
    findings: Findings,
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
            tagger: reader.section().and_then(Table::read).ok_or(ModelError::Part("tagger"))?,
            network: reader.section().and_then(network).ok_or(ModelError::Part("network"))?,
            tags,
            rels,
        })
    }

    /// Tags a sentence: one tag per token. This takes a small part of a parse's time; the tags of [`Self::parse`] are better.
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
    pub fn parse(&self, words: &[&str], scratch: &mut Scratch) -> Tree {
        self.tag_numbers(words, scratch);
        let Scratch { forms, tags, findings, .. } = scratch;
        let mut tree = Tree { words: Vec::with_capacity(words.len()) };
        let mut root: u16 = 0;
        for start in (0..words.len()).step_by(PIECE) {
            let end = (start + PIECE).min(words.len());
            let piece = forms[start..end].iter().zip(&tags[start..end]);
            self.network.run(piece.map(|(form, &tag)| rows(form, tag)), findings);
            let heads = Scores::new(&findings.scores, end - start).tree();
            for (i, &head) in heads.iter().enumerate() {
                let is_root = head == heads.len();
                let allowed = |label: u8| (self.rel(label) == Deprel::Root) == is_root;
                let rel = self.rel(self.network.label(i, head, allowed, findings));
                let (head, rel) = match u16::try_from(start + head) {
                    Ok(head) if !is_root => (Some(head), rel),
                    _ if start == 0 => {
                        root = i as u16;
                        (None, Deprel::Root)
                    }
                    // The root of a further piece, or what lies beyond the words that a head can name.
                    _ => (Some(root), Deprel::Parataxis),
                };
                let tag = self.tags[usize::from(findings.tags[i])];
                let lemma = self.lemma(words[start + i], tag);
                tree.words.push(Word { upos: tag.upos, xpos: tag.xpos, lemma, head, rel });
            }
        }
        repair(&mut tree, |i, upos, xpos| self.lemma(words[i], Tag { upos, xpos }));
        tree
    }

    fn rel(&self, label: u8) -> Deprel {
        self.rels.get(usize::from(label)).copied().unwrap_or(Deprel::Dep)
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
    pub(crate) tagger: &'a [u8],
    pub(crate) network: &'a [u8],
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
            self.network,
        ] {
            write_section(&mut out, part);
        }
        Cow::Owned(out)
    }
}

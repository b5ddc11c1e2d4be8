//! The tree: tags, lemmas and dependency relations of a tokenised sentence, with the model and its trainer.
//!
//! [`Model::embedded`] is a model trained by `cargo xtask train` on the English Web Treebank and on the written
//! part of GUM (see `model/README.md` for the licences). Tags and relations are those of Universal Dependencies
//! version 2, subtypes included, as [`demarche_core::syntax`] lists them.
//!
//! # Tokens
//!
//! The model expects one sentence, tokenised as these treebanks do it: clitics apart (`do n't`, `can not`, `it 's`,
//! `China 's`), hyphenated words in three (`US - based`) unless the first part is a prefix (`non-`, `pro-`, `ex-`, `e-`
//! …), currency, percent and unit signs apart from the number, full stops kept on abbreviations, every quotation mark,
//! bracket and dash alone. Quotation marks and dashes of any style are understood as they stand, and so are headlines
//! in capitals.
//!
//! # Method
//!
//! A small network reads the sentence in both directions, gives every word a joint universal and Penn tag, and scores every
//! word as every other's head; the best tree with one root is found by the algorithm of Chu, Liu and Edmonds. Word vectors
//! come from unlabelled text. The network learns from the treebanks and from what a larger one makes of unlabelled text.

mod bytes;
mod form;
mod hash;
mod lemma;
mod lexicon;
mod lstm;
mod matrix;
mod model;
mod network;
mod repair;
pub mod train;
mod tree;
mod vocabulary;

pub use model::{Model, ModelError, Scratch, Tag};

//! The tree: tags, lemmas and dependency relations of a tokenised sentence, with the model and its trainer.
//!
//! [`Model::embedded`] is a linear model trained by `cargo xtask train` on the English Web Treebank and on the written
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
//! The tagger is a greedy left-to-right classifier over joint universal and Penn tags. The parser makes the tree by
//! transitions (the arc-hybrid system of Kuhlmann, Gómez-Rodríguez and Satta 2011), with features in the manner of
//! Zhang and Nivre (2011) and a beam trained by max-violation updates (Huang, Fayong and Guo 2012) of an averaged
//! perceptron. Any sequence of tokens gets a tree with exactly one root, in time linear in its length.

mod bytes;
mod form;
mod hash;
mod lemma;
mod model;
mod parser;
mod repair;
mod table;
mod tagger;
pub mod train;

pub use model::{Model, ModelError, Quality, Scratch, Tag};

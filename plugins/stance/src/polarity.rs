//! Words that speak well or ill of somebody, by sort.

use demarche_core::BuildError;
use demarche_frames::{forms, table};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a word says of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sort {
    Blame,
    Harm,
    Trouble,
    Law,
    Bad,
    Praise,
    Help,
    Luck,
    Good,
    Turn,
}

impl Sort {
    pub(crate) const ALL: [Sort; 10] = [
        Sort::Blame,
        Sort::Harm,
        Sort::Trouble,
        Sort::Law,
        Sort::Bad,
        Sort::Praise,
        Sort::Help,
        Sort::Luck,
        Sort::Good,
        Sort::Turn,
    ];

    /// +1 for good words, −1 for bad ones.
    pub(crate) fn sign(self) -> i32 {
        match self {
            Sort::Blame | Sort::Harm | Sort::Trouble | Sort::Law | Sort::Bad => -1,
            Sort::Praise | Sort::Help | Sort::Luck | Sort::Good => 1,
            Sort::Turn => 0,
        }
    }
}

/// The table of words.
#[derive(Debug)]
pub struct Polarity {
    classes: FxHashMap<String, Vec<Sort>>,
}

impl Polarity {
    /// The built-in words.
    ///
    /// # Errors
    /// If the table is malformed.
    pub fn embedded() -> Result<Self, BuildError> {
        let raw: FxHashMap<Sort, Vec<String>> = table!("data/polarity.toml")
            .read()
            .map_err(|problem| BuildError { file: "plugins/stance/data/polarity.toml".into(), problem })?;
        let mut classes: FxHashMap<String, Vec<Sort>> = FxHashMap::default();
        for class in Sort::ALL {
            for word in raw.get(&class).into_iter().flatten() {
                classes.entry(word.clone()).or_default().push(class);
            }
        }
        Ok(Polarity { classes })
    }

    /// Every form of every word that has a sign, for the scan.
    pub(crate) fn triggers(&self) -> Vec<String> {
        let signed = self.classes.iter().filter(|(_, sorts)| sorts.iter().any(|s| s.sign() != 0));
        signed.flat_map(|(word, _)| forms(word)).collect::<BTreeSet<String>>().into_iter().collect()
    }

    /// The classes of a word: of its lemma, else of its form.
    pub(crate) fn of(&self, lemma: &str, form: &str) -> &[Sort] {
        let found = self.classes.get(lemma).or_else(|| self.classes.get(form));
        found.map_or(&[], Vec::as_slice)
    }
}

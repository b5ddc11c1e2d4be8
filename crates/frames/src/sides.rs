//! Words that stand for the sides of an article without naming them: "both", "the three ministers", "their delegations".
//!
//! The words are data (`data/sides.toml`); [`Parties`](crate::Parties) says who they are.

use crate::lemmas::distinct;
use demarche_table::table;
use serde::Deserialize;
use std::sync::LazyLock;

/// The words, by what they stand for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SideWords {
    /// All sides at once.
    pub(crate) all: Vec<String>,
    /// Offices in the plural.
    pub(crate) heads: Vec<String>,
    /// Numbers of sides in order, the first of them [`SideWords::FIRST_NUMBER`].
    pub(crate) numbers: Vec<String>,
    /// Numbers beyond those.
    pub(crate) many: Vec<String>,
    /// Who acts for a side, as lemmas.
    pub(crate) officials: Vec<String>,
    /// Who leads a member of a body, as lemmas.
    pub(crate) leaders: Vec<String>,
    /// What trades on its own account, as lemmas.
    pub(crate) firms: Vec<String>,
    /// What makes a state's own of a bank, as lemmas.
    pub(crate) public: Vec<String>,
}

static TABLE: LazyLock<SideWords> = LazyLock::new(|| {
    table!("data/sides.toml")
        .read()
        .and_then(SideWords::check)
        .unwrap_or_else(|e| panic!("data/sides.toml: {e}"))
});

impl SideWords {
    /// What the first of the `numbers` counts.
    const FIRST_NUMBER: usize = 3;

    /// The table that is built in.
    pub(crate) fn embedded() -> &'static SideWords {
        &TABLE
    }

    fn check(self) -> Result<Self, String> {
        distinct([
            &self.all,
            &self.heads,
            &self.numbers,
            &self.many,
            &self.officials,
            &self.leaders,
            &self.firms,
            &self.public,
        ])?;
        Ok(self)
    }

    /// The number of sides beyond a pair that a word tells.
    pub(crate) fn number(&self, word: &str) -> Option<usize> {
        let place = self.numbers.iter().position(|number| number.eq_ignore_ascii_case(word));
        place.map(|place| place + Self::FIRST_NUMBER)
    }

    /// Whether a word in lower case tells of more than a pair.
    pub(crate) fn is_beyond_pair(&self, word: &str) -> bool {
        self.numbers.iter().chain(&self.many).any(|number| number == word)
    }
}

#[cfg(test)]
mod tests {
    use super::SideWords;

    #[test]
    fn numbers_count_from_three() {
        let words = SideWords::embedded();
        assert_eq!(words.number("Three"), Some(3));
        assert_eq!(words.number("six"), Some(6));
        assert_eq!(words.number("two"), None);
        assert!(
            words.is_beyond_pair("four") && words.is_beyond_pair("several") && !words.is_beyond_pair("two")
        );
    }

    #[test]
    fn a_word_stands_in_a_list_once() {
        let table = |all: &str| {
            let text = "heads = []\nnumbers = []\nmany = []\nofficials = []\nleaders = []\nfirms = []\npublic = []\n";
            toml::from_str::<SideWords>(&format!("all = {all}\n{text}")).expect("a table").check()
        };
        assert!(table("[\"both\", \"they\"]").is_ok());
        assert!(table("[\"both\", \"both\"]").is_err_and(|e| e.contains("both")));
    }
}

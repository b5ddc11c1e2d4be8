//! The word lists of segmentation, loaded once from `data/segmentation.toml`.

use crate::chars::fold;
use demarche_table::table;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

/// What an abbreviation says of the end of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A name or noun follows.
    Title,
    /// A number follows, else it is none.
    Numbered,
    /// A number follows, or a new sentence.
    Month,
    /// After a name or number.
    Suffix,
    /// Ends a list.
    Final,
}

/// The lists, ready for look-up.
#[derive(Debug)]
pub(crate) struct Lexicon {
    abbreviations: FxHashMap<String, Abbreviation>,
    starters: FxHashSet<String>,
    prefixes: FxHashSet<String>,
    joined: FxHashMap<String, usize>,
    clipped: FxHashSet<String>,
    units: FxHashSet<String>,
    domains: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    abbreviations: AbbreviationLists,
    starters: Starters,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AbbreviationLists {
    title: Vec<String>,
    numbered: Vec<String>,
    month: Vec<String>,
    suffix: Vec<String>,
    r#final: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Starters {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    prefixes: Vec<String>,
    joined: FxHashMap<String, usize>,
    clipped: Vec<String>,
    units: Vec<String>,
    domains: Vec<String>,
}

/// The embedded lists.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let file: File =
        table!("data/segmentation.toml").read().expect("the embedded lists are checked by a test");
    Lexicon::new(file)
});

impl Lexicon {
    fn new(file: File) -> Self {
        let lists = file.abbreviations;
        let mut abbreviations = FxHashMap::default();
        // The first class that lists a word wins, the ones that hold a sentence together before the others.
        for (list, class) in [
            (lists.numbered, Abbreviation::Numbered),
            (lists.title, Abbreviation::Title),
            (lists.month, Abbreviation::Month),
            (lists.suffix, Abbreviation::Suffix),
            (lists.r#final, Abbreviation::Final),
        ] {
            for word in list {
                let capitals = word.to_uppercase();
                abbreviations.entry(word).or_insert(class);
                if capitals.chars().filter(|c| c.is_alphabetic()).count() > 2 {
                    abbreviations.entry(capitals).or_insert(class);
                }
            }
        }
        Lexicon {
            abbreviations,
            starters: file.starters.words.into_iter().collect(),
            prefixes: file.words.prefixes.into_iter().collect(),
            joined: file.words.joined,
            clipped: file.words.clipped.into_iter().collect(),
            units: file.words.units.into_iter().collect(),
            domains: file.words.domains.into_iter().collect(),
        }
    }

    /// The class of an abbreviation, which is given with its full stop.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied()
    }

    /// Whether the word, as written, usually begins a sentence.
    pub(crate) fn starts_sentence(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether the word stays together with what follows its hyphen.
    pub(crate) fn is_prefix(&self, word: &str) -> bool {
        self.prefixes.contains(lower(word).as_str())
    }

    /// Where a word that is written as one is to be split.
    pub(crate) fn joint(&self, word: &str) -> Option<usize> {
        // Most words of a text are ruled out here.
        if word.len() < 5
            || word.len() > 6
            || !matches!(word.as_bytes()[0], b'c' | b'C' | b'g' | b'G' | b'w' | b'W')
        {
            return None;
        }
        self.joined.get(lower(word).as_str()).copied()
    }

    /// Whether an apostrophe before this word is part of it.
    pub(crate) fn is_clipped(&self, word: &str) -> bool {
        self.clipped.contains(lower(word).as_str())
    }

    /// Whether the letters behind a number are a word of their own.
    pub(crate) fn is_unit(&self, word: &str) -> bool {
        self.units.contains(lower(word).as_str())
    }

    /// Whether this can be the last part of a web address or file name.
    pub(crate) fn is_domain(&self, word: &str) -> bool {
        self.domains.contains(lower(word).as_str())
    }
}

/// A short word in lower case, without allocation when it is short enough to be in a list.
fn lower(word: &str) -> Short {
    let mut short = Short::default();
    for c in word.chars().map(fold) {
        let end = short.len + c.len_utf8();
        if end > short.bytes.len() {
            return Short::default();
        }
        c.encode_utf8(&mut short.bytes[short.len..end]);
        short.len = end;
    }
    short
}

#[derive(Default)]
struct Short {
    bytes: [u8; 16],
    len: usize,
}

impl Short {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lists_are_sound() {
        let file: File = table!("data/segmentation.toml").read().expect("a sound table");
        let lists = &file.abbreviations;
        for word in
            [&lists.title, &lists.numbered, &lists.month, &lists.suffix, &lists.r#final].into_iter().flatten()
        {
            assert!(word.ends_with('.'), "`{word}` in abbreviations lacks its full stop");
        }
        let words = &file.words;
        for list in [&words.prefixes, &words.clipped, &words.units, &words.domains] {
            for word in list {
                assert_eq!(*word, word.to_lowercase(), "`{word}` must be in lower case");
            }
            let set: FxHashSet<&String> = list.iter().collect();
            assert_eq!(set.len(), list.len(), "a word is listed twice");
        }
        #[allow(
            clippy::iter_over_hash_type,
            reason = "each entry is checked by itself; the order reaches nothing"
        )]
        for (word, &at) in &words.joined {
            assert_eq!(LEXICON.joint(word), Some(at), "`{word}` is ruled out too early");
            assert!(at > 0 && at < word.len(), "`{word}` cannot be split at {at}");
        }
    }

    #[test]
    fn abbreviations_count_in_capitals_too() {
        assert_eq!(LEXICON.abbreviation("Gen."), Some(Abbreviation::Title));
        assert_eq!(LEXICON.abbreviation("GEN."), Some(Abbreviation::Title));
        assert_eq!(LEXICON.abbreviation("gen."), None);
    }
}

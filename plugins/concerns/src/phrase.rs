//! Phrases with wildcards, found in running text by their first word.

use demarche_core::{Span, lower};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// How many words a `*` that stands alone may cover.
const GAP: usize = 4;

/// A phrase of whole words: `*` at a word's end stands for further letters, `a|b` for either word, a lone `*` for up to
/// four words.
#[derive(Debug, Clone)]
struct Phrase {
    pieces: Vec<Piece>,
    /// What the phrase stands for, as its owner counts.
    value: usize,
}

#[derive(Debug, Clone)]
enum Piece {
    Word(Vec<Pattern>),
    Gap,
}

/// One word, or the beginning of one.
#[derive(Debug, Clone)]
struct Pattern {
    stem: Box<str>,
    open: bool,
}

impl Pattern {
    fn fits(&self, word: &str) -> bool {
        if self.open { word.starts_with(&*self.stem) } else { *word == *self.stem }
    }
}

/// Many phrases, indexed by the word they begin with.
#[derive(Debug, Clone, Default)]
pub(crate) struct PhraseBook {
    phrases: Vec<Phrase>,
    whole: FxHashMap<Box<str>, Vec<usize>>,
    /// Those that begin with the beginning of a word, which is given, by its first [`KEY`] letters or as many as there are.
    begun: FxHashMap<Box<str>, Vec<(Box<str>, usize)>>,
}

/// By so many letters phrases are found that begin with the beginning of a word.
const KEY: usize = 3;

/// A phrase that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// Where.
    pub(crate) span: Span,
    /// What the phrase stands for.
    pub(crate) value: usize,
    /// Whether it has no gap, so that all words between its ends belong to it.
    pub(crate) solid: bool,
}

/// A word of the text, in lower case.
struct Word<'t> {
    text: Cow<'t, str>,
    span: Span,
    /// Whether something stands before it that no phrase may cross.
    after_break: bool,
}

impl PhraseBook {
    /// Adds a phrase.
    ///
    /// # Errors
    /// If it is empty, begins or ends with a gap, or an alternative is not one word.
    pub(crate) fn add(&mut self, phrase: &str, value: usize) -> Result<(), String> {
        let mut pieces = Vec::new();
        for part in phrase.split_whitespace() {
            if part == "*" {
                pieces.push(Piece::Gap);
            } else if part.contains('|') {
                let words = part.split('|').map(one_word).collect::<Option<Vec<_>>>();
                pieces.push(Piece::Word(words.ok_or_else(|| {
                    format!("`{phrase}`: each alternative in `{part}` must be one word without hyphens")
                })?));
            } else {
                let parts = part.split(['-', '\'', '’', '+']).filter(|p| !p.is_empty());
                let words = parts.map(one_word).collect::<Option<Vec<_>>>();
                let words = words.ok_or_else(|| format!("`{phrase}`: `{part}` is no word"))?;
                pieces.extend(words.into_iter().map(|w| Piece::Word(vec![w])));
            }
        }
        let (Some(Piece::Word(first)), Some(Piece::Word(_))) = (pieces.first(), pieces.last()) else {
            return Err(format!("`{phrase}`: a phrase begins and ends with a word"));
        };
        for pattern in first {
            let phrase = self.phrases.len();
            if pattern.open {
                let key = starts(&pattern.stem).last().unwrap_or_default();
                self.begun.entry(key.into()).or_default().push((pattern.stem.clone(), phrase));
            } else {
                self.whole.entry(pattern.stem.clone()).or_default().push(phrase);
            }
        }
        self.phrases.push(Phrase { pieces, value });
        Ok(())
    }

    /// Every place where a phrase stands within these bytes of the text, in order of position. They may overlap.
    pub(crate) fn find(&self, text: &str, within: Span) -> Vec<Found> {
        let words = words(text, within);
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let whole = self.whole.get(&*word.text).into_iter().flatten();
            let begun = starts(&word.text).filter_map(|start| self.begun.get(start)).flatten();
            let begun = begun.filter(|(stem, _)| word.text.starts_with(&**stem)).map(|(_, phrase)| phrase);
            for &index in whole.chain(begun) {
                let phrase = &self.phrases[index];
                if let Some(last) = phrase.ends(&words, at) {
                    let span = word.span.cover(words[last].span);
                    let solid = !phrase.pieces.iter().any(|p| matches!(p, Piece::Gap));
                    found.push(Found { span, value: phrase.value, solid });
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Phrase {
    /// The last word of the phrase, if it stands here; the shortest reading of its gaps.
    fn ends(&self, words: &[Word<'_>], at: usize) -> Option<usize> {
        fit(&self.pieces, words, at).map(|end| end - 1)
    }
}

/// One past the last word, if the pieces fit the words from `at` on.
fn fit(pieces: &[Piece], words: &[Word<'_>], at: usize) -> Option<usize> {
    let Some((first, rest)) = pieces.split_first() else { return Some(at) };
    match first {
        Piece::Word(patterns) => {
            let word = words.get(at)?;
            if !patterns.iter().any(|p| p.fits(&word.text)) {
                return None;
            }
            if rest.is_empty() {
                return Some(at + 1);
            }
            if words.get(at + 1)?.after_break {
                return None;
            }
            fit(rest, words, at + 1)
        }
        Piece::Gap => (at..=(at + GAP).min(words.len()))
            .take_while(|&to| to == at || words.get(to).is_some_and(|w| !w.after_break))
            .find_map(|to| fit(rest, words, to)),
    }
}

/// The first letter of a word, the first two …, up to [`KEY`].
fn starts(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().take(KEY).map(|(i, c)| &word[..i + c.len_utf8()])
}

fn one_word(text: &str) -> Option<Pattern> {
    let (stem, open) = text.strip_suffix('*').map_or((text, false), |stem| (stem, true));
    let clean = !stem.is_empty() && stem.chars().all(char::is_alphanumeric);
    clean.then(|| Pattern { stem: stem.to_lowercase().into(), open })
}

/// The words of a stretch of text: runs of letters and digits; hyphens, apostrophes and quotation marks only part them.
fn words(text: &str, within: Span) -> Vec<Word<'_>> {
    let stretch = within.slice(text);
    let offset = within.start as usize;
    let mut all: Vec<Word<'_>> = Vec::new();
    let mut begin = None;
    let mut broken = false;
    for (i, c) in stretch.char_indices().chain([(stretch.len(), ' ')]) {
        if c.is_alphanumeric() {
            begin.get_or_insert(i);
            continue;
        }
        if let Some(start) = begin.take() {
            let span = Span::new(offset + start, offset + i);
            all.push(Word { text: lower(&stretch[start..i]), span, after_break: broken });
            broken = false;
        }
        // The full stop of an initial or abbreviation ("U.S. chips") does not end a phrase.
        let initial = || all.last().is_some_and(|w| w.span.len() == 1);
        broken |=
            matches!(c, ',' | ';' | ':' | '(' | ')' | '—' | '–' | '?' | '!') || (c == '.' && !initial());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrase: &str, text: &str) -> Vec<String> {
        let mut book = PhraseBook::default();
        book.add(phrase, 0).expect("a phrase");
        let all = book.find(text, Span::new(0, text.len()));
        all.into_iter().map(|f| f.span.slice(text).to_owned()).collect()
    }

    #[test]
    fn a_star_stands_for_letters_or_words() {
        assert_eq!(found("tariff*", "New Tariffs, a tariff and a riff"), ["Tariffs", "tariff"]);
        assert_eq!(
            found("access to * technolog*", "access to any of the best new technology"),
            Vec::<String>::new()
        );
        assert_eq!(
            found("access to * technolog*", "access to U.S. technology"),
            ["access to U.S. technology"]
        );
        assert_eq!(found("dut*|lev* on", "levies on steel"), ["levies on"]);
    }

    #[test]
    fn hyphens_apostrophes_and_quotation_marks_do_not_matter_but_commas_do() {
        assert_eq!(found("anti-dumping", "an “anti–dumping” case"), Vec::<String>::new());
        assert_eq!(found("anti-dumping", "an anti-dumping case"), ["anti-dumping"]);
        assert_eq!(found("russia's war", "Russia’s war"), ["Russia’s war"]);
        assert_eq!(found("economic coercion", "economic “coercion”"), ["economic “coercion"]);
        assert_eq!(found("trade deal", "on trade, deal by deal"), Vec::<String>::new());
    }

    #[test]
    fn a_malformed_phrase_is_refused() {
        let mut book = PhraseBook::default();
        for phrase in ["", "*", "* war", "war *", "a|b-c", "$"] {
            assert!(book.add(phrase, 0).is_err(), "{phrase}");
        }
    }
}

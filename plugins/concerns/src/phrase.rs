//! Phrases with wildcards, found in running text by their first word.

use demarche_core::{Span, lower};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// How many words a `*` that stands alone may cover.
const GAP: usize = 4;

/// A phrase of whole words: `*` at a word's end stands for further letters, `a|b` for either word, a lone `*` for up to
/// four words.
#[derive(Debug, Clone)]
struct Phrase {
    /// As places among the pieces of all phrases.
    pieces: Range<u32>,
    /// What the phrase stands for, as its owner counts.
    value: usize,
}

#[derive(Debug, Clone)]
enum Piece {
    /// One of some patterns, as places among all.
    Word(Range<u32>),
    Gap,
}

/// One word, or the beginning of one.
#[derive(Debug, Clone)]
struct Pattern {
    /// Where it stands among the letters of all.
    stem: Span,
    open: bool,
}

/// Many phrases, indexed by the word they begin with. What they are made of lies together: memory for each piece would take most of the
/// time of reading them.
#[derive(Debug, Clone, Default)]
pub(crate) struct PhraseBook {
    phrases: Vec<Phrase>,
    pieces: Vec<Piece>,
    patterns: Vec<Pattern>,
    letters: String,
    beginnings: Vec<Beginning>,
    /// The last of the beginnings that are this word.
    whole: FxHashMap<Box<str>, u32>,
    /// The last of those that are the beginning of a word, by its first [`KEY`] letters or as many as there are.
    begun: FxHashMap<Box<str>, u32>,
}

/// How a phrase may begin.
#[derive(Debug, Clone)]
struct Beginning {
    pattern: u32,
    phrase: u32,
    /// The beginning before it that is looked up alike.
    next: Option<u32>,
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
        let from = self.pieces.len();
        for part in phrase.split_whitespace() {
            if part == "*" {
                self.pieces.push(Piece::Gap);
            } else if part.contains('|') {
                self.word(part.split('|')).ok_or_else(|| {
                    format!("`{phrase}`: each alternative in `{part}` must be one word without hyphens")
                })?;
            } else {
                for word in part.split(['-', '\'', '’', '+']).filter(|p| !p.is_empty()) {
                    self.word([word]).ok_or_else(|| format!("`{phrase}`: `{part}` is no word"))?;
                }
            }
        }
        let pieces = &self.pieces[from..];
        let (Some(Piece::Word(first)), Some(Piece::Word(_))) = (pieces.first(), pieces.last()) else {
            return Err(format!("`{phrase}`: a phrase begins and ends with a word"));
        };
        for pattern in first.clone() {
            let Pattern { stem, open } = self.patterns[pattern as usize];
            let stem = stem.slice(&self.letters);
            let (alike, key) = match open {
                true => (&mut self.begun, starts(stem).last().unwrap_or_default()),
                false => (&mut self.whole, stem),
            };
            let next = alike.insert(key.into(), self.beginnings.len() as u32);
            self.beginnings.push(Beginning { pattern, phrase: self.phrases.len() as u32, next });
        }
        self.phrases.push(Phrase { pieces: from as u32..self.pieces.len() as u32, value });
        Ok(())
    }

    /// Adds a piece that is one of these words, or the beginning of one; none if one of them is no word.
    fn word<'w>(&mut self, alternatives: impl IntoIterator<Item = &'w str>) -> Option<()> {
        let from = self.patterns.len() as u32;
        for word in alternatives {
            let (stem, open) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
            if stem.is_empty() || !stem.chars().all(char::is_alphanumeric) {
                return None;
            }
            let start = self.letters.len();
            self.letters.push_str(&lower(stem));
            self.patterns.push(Pattern { stem: Span::new(start, self.letters.len()), open });
        }
        self.pieces.push(Piece::Word(from..self.patterns.len() as u32));
        Some(())
    }

    /// Every place where a phrase stands within these bytes of the text, in order of position. They may overlap.
    pub(crate) fn find(&self, text: &str, within: Span) -> Vec<Found> {
        let words = words(text, within);
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let whole = self.whole.get(&*word.text);
            let begun = starts(&word.text).filter_map(|start| self.begun.get(start));
            let alike = whole.into_iter().chain(begun).flat_map(|&last| self.alike(last));
            for beginning in alike.filter(|b| self.fits(&self.patterns[b.pattern as usize], &word.text)) {
                let phrase = &self.phrases[beginning.phrase as usize];
                let pieces = &self.pieces[phrase.pieces.start as usize..phrase.pieces.end as usize];
                if let Some(end) = self.fit(pieces, &words, at) {
                    let span = word.span.cover(words[end - 1].span);
                    let solid = !pieces.iter().any(|p| matches!(p, Piece::Gap));
                    found.push(Found { span, value: phrase.value, solid });
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A beginning and those before it that are looked up alike.
    fn alike(&self, last: u32) -> impl Iterator<Item = &Beginning> {
        let beginning = |number: u32| &self.beginnings[number as usize];
        std::iter::successors(Some(beginning(last)), move |found| found.next.map(beginning))
    }

    fn fits(&self, pattern: &Pattern, word: &str) -> bool {
        let stem = pattern.stem.slice(&self.letters);
        if pattern.open { word.starts_with(stem) } else { word == stem }
    }

    /// One past the last word, if the pieces fit the words from `at` on; the shortest reading of their gaps.
    fn fit(&self, pieces: &[Piece], words: &[Word<'_>], at: usize) -> Option<usize> {
        let Some((first, rest)) = pieces.split_first() else { return Some(at) };
        match first {
            Piece::Word(patterns) => {
                let word = words.get(at)?;
                let patterns = &self.patterns[patterns.start as usize..patterns.end as usize];
                if !patterns.iter().any(|p| self.fits(p, &word.text)) {
                    return None;
                }
                if rest.is_empty() {
                    return Some(at + 1);
                }
                if words.get(at + 1)?.after_break {
                    return None;
                }
                self.fit(rest, words, at + 1)
            }
            Piece::Gap => (at..=(at + GAP).min(words.len()))
                .take_while(|&to| to == at || words.get(to).is_some_and(|w| !w.after_break))
                .find_map(|to| self.fit(rest, words, to)),
        }
    }
}

/// The first letter of a word, the first two …, up to [`KEY`].
fn starts(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().take(KEY).map(|(i, c)| &word[..i + c.len_utf8()])
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

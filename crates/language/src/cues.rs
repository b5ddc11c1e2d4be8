//! Cue words of an article's structure, loaded once from `data/structure.toml`.

use crate::chars::{fold, is_word};
use demarche_core::Words;
use demarche_table::table;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    links: Vec<String>,
    credits: Vec<String>,
    notices: Vec<String>,
    ends: Vec<String>,
    dated: Vec<String>,
    told: Words,
    clock: Words,
    byline: Words,
    labels: Words,
    asks: Words,
    answers: Words,
    months: FxHashMap<String, i8>,
    weekdays: Weekdays,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weekdays {
    names: Vec<String>,
}

/// The cue words, ready for look-up.
pub(crate) struct Cues {
    links: Phrases,
    credits: Phrases,
    notices: Phrases,
    dated: Phrases,
    ends: FxHashSet<String>,
    /// Before a date: it is not the page's.
    pub(crate) told: Words,
    /// Beside a date: of the time of day, or of what was done then.
    pub(crate) clock: Words,
    /// In a byline, though they are no names.
    pub(crate) byline: Words,
    /// Of a notice to the press.
    pub(crate) labels: Words,
    /// In a transcript, for whoever asks.
    pub(crate) asks: Words,
    /// The same for whoever answers.
    pub(crate) answers: Words,
    months: FxHashMap<String, i8>,
    weekdays: FxHashSet<String>,
}

/// The embedded cue words.
pub(crate) static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let file: File = table!("data/structure.toml").read().expect("the embedded cues are checked by a test");
    Cues {
        links: Phrases::new(file.links),
        credits: Phrases::new(file.credits),
        notices: Phrases::new(file.notices),
        dated: Phrases::new(file.dated),
        ends: file.ends.into_iter().collect(),
        told: file.told,
        clock: file.clock,
        byline: file.byline,
        labels: file.labels,
        asks: file.asks,
        answers: file.answers,
        months: file.months,
        weekdays: file.weekdays.names.into_iter().collect(),
    }
});

/// Phrases by which a line may begin, longest first, by their first letter.
struct Phrases(FxHashMap<char, Vec<String>>);

impl Phrases {
    fn new(mut phrases: Vec<String>) -> Self {
        phrases.sort_by_key(|p| std::cmp::Reverse(p.len()));
        let mut by_letter: FxHashMap<char, Vec<String>> = FxHashMap::default();
        for phrase in phrases {
            if let Some(letter) = phrase.chars().next() {
                by_letter.entry(letter).or_default().push(phrase);
            }
        }
        Phrases(by_letter)
    }

    /// The length of the phrase with which the line begins, whatever the case; whole words only. 0 if with none.
    fn at_start(&self, line: &str) -> usize {
        let listed = line.chars().next().and_then(|c| self.0.get(&fold(c)));
        listed.and_then(|phrases| phrases.iter().find_map(|phrase| begins(line, phrase))).unwrap_or(0)
    }
}

fn begins(line: &str, phrase: &str) -> Option<usize> {
    let mut rest = line.chars();
    for want in phrase.chars() {
        if fold(rest.next()?) != want {
            return None;
        }
    }
    let cut = phrase.ends_with(is_word) && rest.as_str().starts_with(is_word);
    (!cut).then(|| line.len() - rest.as_str().len())
}

impl Cues {
    /// What follows a link's cue word, if the line begins with one.
    pub(crate) fn link<'l>(&self, line: &'l str) -> Option<&'l str> {
        let length = self.links.at_start(line);
        (length > 0).then(|| &line[length..])
    }

    /// Whether the line begins like a credit or caption.
    pub(crate) fn is_credit(&self, line: &str) -> bool {
        self.credits.at_start(line) > 0
    }

    /// Whether the line begins like a notice.
    pub(crate) fn is_notice(&self, line: &str) -> bool {
        self.notices.at_start(line) > 0
    }

    /// Whether the line marks the end of the article.
    pub(crate) fn is_end(&self, line: &str) -> bool {
        line.len() <= 12 && self.ends.contains(line.to_lowercase().as_str())
    }

    /// The length of a cue for a date at the start of `text`; 0 if there is none.
    pub(crate) fn dated_length(&self, text: &str) -> usize {
        self.dated.at_start(text)
    }

    /// Whether a text ends with a cue for a date.
    pub(crate) fn ends_dated(&self, text: &str) -> bool {
        let starts = text.char_indices().filter(|(at, c)| is_word(*c) && !text[..*at].ends_with(is_word));
        starts.rev().take(2).any(|(at, _)| self.dated.at_start(&text[at..]) == text.len() - at)
    }

    /// The month's number.
    pub(crate) fn month(&self, word: &str) -> Option<i8> {
        if !(3..=9).contains(&word.len()) {
            return None;
        }
        self.months.get(word.to_lowercase().as_str()).copied()
    }

    /// Whether the word is a day of the week.
    pub(crate) fn is_weekday(&self, word: &str) -> bool {
        (3..=9).contains(&word.len()) && self.weekdays.contains(word.to_lowercase().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_cues_are_in_lower_case() {
        let file: File = table!("data/structure.toml").read().expect("a sound table");
        let phrases = [&file.links, &file.credits, &file.notices, &file.ends, &file.dated];
        let phrases = phrases.map(|list| list.iter().map(String::as_str).collect());
        let words = [&file.told, &file.clock, &file.byline, &file.labels, &file.asks, &file.answers]
            .map(|list| list.all().collect());
        for list in phrases.into_iter().chain(words) {
            let list: Vec<&str> = list;
            let set: FxHashSet<&str> = list.iter().copied().collect();
            assert_eq!(set.len(), list.len(), "a cue is listed twice");
            for cue in list {
                assert!(!cue.is_empty() && cue == cue.to_lowercase(), "`{cue}` must be in lower case");
            }
        }
        assert!(file.months.values().all(|m| (1..=12).contains(m)));
    }
}

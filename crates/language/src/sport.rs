//! Whether a text is about sport.

use demarche_core::{Words, lower};
use demarche_table::table;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// So many different words of sport make a text one about it.
const ENOUGH: usize = 3;
/// One word in so many must be one of them: a long briefing names goals, cups and clubs as well.
const DENSE: usize = 100;

/// Words of sport, in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: Words,
}

static WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let file: File = table!("data/sport.toml").read().expect("the embedded words are checked by a test");
    file.words.all().map(str::to_owned).collect()
});

/// Whether a text has so many words of sport, and so close together, that it is about it.
pub(crate) fn is_sport(text: &str) -> bool {
    let mut different = BTreeSet::new();
    let (mut words, mut found) = (0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()) {
        let sport = WORDS.get(lower(word).as_ref());
        different.extend(sport);
        found += usize::from(sport.is_some());
        words += 1;
    }
    different.len() >= ENOUGH && found * DENSE >= words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_words_are_in_lower_case_and_there_once() {
        let file: File = table!("data/sport.toml").read().expect("a sound table");
        assert_eq!(file.words.all().count(), WORDS.len(), "a word is listed twice");
        assert!(WORDS.iter().all(|word| !word.is_empty() && *word == word.to_lowercase()));
    }

    #[test]
    fn a_match_is_sport() {
        assert!(is_sport("Peru's coach named his squad. The goalkeeper is fit for the qualifier in Quito."));
    }

    #[test]
    fn a_long_briefing_that_names_its_words_is_none() {
        let talk = "The spokesman said that both ministers would go on with their talks on fish and ferries next week. ";
        let briefing =
            format!("The goal is peace, he told the club. {} He had a cup of tea.", talk.repeat(30));
        assert!(!is_sport(&briefing));
    }
}

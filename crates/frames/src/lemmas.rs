//! Lemmas that a step of a path asks for. Many paths of a file ask for the same ones, by the file's lists.

use crate::inflect::each_form;
use demarche_core::lower;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Some lemmas, and what is worked out of them when it is first asked for: many are looked for in few articles.
#[derive(Debug, Default)]
pub(crate) struct Lemmas {
    pub(crate) all: Vec<String>,
    /// The same in lower case.
    lower: OnceLock<Sorted>,
    /// Every form of them, in lower case: a lemma is a guess for a rare word, its form stands in the text.
    forms: OnceLock<Sorted>,
}

impl PartialEq for Lemmas {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl Eq for Lemmas {}

impl Lemmas {
    /// Every form of them, in lower case.
    fn forms(&self) -> &Sorted {
        self.forms.get_or_init(|| {
            let (mut forms, mut form) = (Sorting::default(), String::new());
            self.all.iter().for_each(|lemma| each_form(lemma, &mut form, |form| forms.add(form)));
            forms.done()
        })
    }

    /// Whether a word in lower case is one of them.
    pub(crate) fn has(&self, lemma: &str) -> bool {
        let all = || self.all.iter().map(|lemma| lower(lemma));
        self.lower.get_or_init(|| Sorted::of(all())).has(lemma)
    }

    /// Whether a word in lower case is a form of one of them.
    pub(crate) fn has_form(&self, word: &str) -> bool {
        self.forms().has(word)
    }
}

/// Words in their order, each once, in one piece of memory.
#[derive(Debug, Default)]
struct Sorted {
    text: String,
    /// Where each word ends.
    ends: Vec<u32>,
}

impl Sorted {
    /// These words.
    fn of(words: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut all = Sorting::default();
        words.into_iter().for_each(|word| all.add(word.as_ref()));
        all.done()
    }

    fn at(&self, i: usize) -> &str {
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[i] as usize]
    }

    fn has(&self, word: &str) -> bool {
        let (mut from, mut to) = (0, self.ends.len());
        while from < to {
            let middle = from.midpoint(to);
            match self.at(middle).cmp(word) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return true,
                Ordering::Greater => to = middle,
            }
        }
        false
    }
}

/// Words that are still to be sorted.
#[derive(Default)]
struct Sorting {
    text: String,
    words: Vec<Range<u32>>,
}

impl Sorting {
    fn add(&mut self, word: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(word);
        self.words.push(start..self.text.len() as u32);
    }

    fn done(self) -> Sorted {
        let mut words: Vec<&str> =
            self.words.iter().map(|word| &self.text[word.start as usize..word.end as usize]).collect();
        words.sort_unstable();
        words.dedup();
        let mut sorted = Sorted::default();
        for word in words {
            sorted.text.push_str(word);
            sorted.ends.push(sorted.text.len() as u32);
        }
        sorted
    }
}

/// The first word that stands in a list twice.
pub(crate) fn double(words: &[String]) -> Option<&str> {
    words.iter().enumerate().find(|(i, word)| words[..*i].contains(word)).map(|(_, word)| word.as_str())
}

/// Refuses a list in which a word stands twice.
pub(crate) fn distinct<'a>(lists: impl IntoIterator<Item = &'a Vec<String>>) -> Result<(), String> {
    match lists.into_iter().find_map(|list| double(list)) {
        Some(word) => Err(format!("`{word}` stands in a list twice; remove one")),
        None => Ok(()),
    }
}

/// A file's lists of words.
#[derive(Debug, Default)]
pub struct Lists {
    lists: BTreeMap<String, Vec<String>>,
    /// What paths have asked for so far; to inflect words again for every path would take most of the time of a start.
    known: RefCell<FxHashMap<String, Arc<Lemmas>>>,
}

impl Lists {
    /// Lists by their names.
    ///
    /// # Errors
    /// If a word stands in a list twice.
    pub(crate) fn new(lists: BTreeMap<String, Vec<String>>) -> Result<Self, String> {
        for (name, words) in &lists {
            if let Some(word) = double(words) {
                return Err(format!("list `{name}`: `{word}` stands there twice; remove one"));
            }
        }
        Ok(Self { lists, known: RefCell::default() })
    }

    /// The lists without what was worked out of them.
    pub(crate) fn into_words(self) -> BTreeMap<String, Vec<String>> {
        self.lists
    }

    /// The words of a list.
    pub(crate) fn get(&self, name: &str) -> Result<&[String], String> {
        let list = self.lists.get(name).map(Vec::as_slice);
        list.ok_or_else(|| format!("there is no list `{name}`; add it under [lists]"))
    }

    /// The words that stand between brackets, separated by `|`; `@name` stands for a list.
    pub(crate) fn words(&self, inner: Option<&str>) -> Result<Vec<String>, String> {
        let mut all = Vec::new();
        for word in inner.into_iter().flat_map(|i| i.split('|')) {
            match word.strip_prefix('@') {
                Some(name) => all.extend_from_slice(self.get(name)?),
                None if word.is_empty() => return Err("a word in brackets is empty".into()),
                None => all.push(word.to_owned()),
            }
        }
        Ok(all)
    }

    /// The same as lemmas.
    pub(crate) fn lemmas(&self, inner: Option<&str>) -> Result<Arc<Lemmas>, String> {
        let key = inner.unwrap_or_default();
        if let Some(known) = self.known.borrow().get(key) {
            return Ok(known.clone());
        }
        let lemmas = Arc::new(Lemmas { all: self.words(inner)?, ..Lemmas::default() });
        self.known.borrow_mut().insert(key.to_owned(), lemmas.clone());
        Ok(lemmas)
    }
}

#[cfg(test)]
mod tests {
    use crate::load::FrameSet;

    #[test]
    fn a_word_stands_in_a_list_once() {
        let refused = |text: &str| FrameSet::parse("mine.toml", text).expect_err("a double").to_string();
        let error = refused("[lists]\nlight = [\"make\", \"pay\", \"make\"]\n");
        assert!(error.contains("mine.toml") && error.contains("`light`: `make`"), "{error}");
        let frame = "[[frame]]\nid = \"visit.x\"\nfinds = \"\"\nlemma = [\"go\", \"go\"]\ncounter = [\"No.\"]\n\
                     [[frame.example]]\ntext = \"Yes.\"\n";
        let error = refused(frame);
        assert!(error.contains("`visit.x`") && error.contains("`go` twice"), "{error}");
        assert!(FrameSet::parse("mine.toml", &frame.replace("\"go\", \"go\"", "\"go\", \"come\"")).is_ok());
    }
}

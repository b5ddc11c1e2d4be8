//! Lemmas that a step of a path asks for. Many paths of a file ask for the same ones, by the file's lists.

use crate::inflect::forms;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Some lemmas.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Lemmas {
    pub(crate) all: Vec<String>,
    /// Every form of them, in lower case and sorted: a lemma is a guess for a rare word, its form stands in the text.
    forms: Vec<String>,
}

impl Lemmas {
    fn new(all: Vec<String>) -> Self {
        let mut forms: Vec<String> = all.iter().flat_map(|l| forms(l)).map(|f| f.to_lowercase()).collect();
        forms.sort();
        forms.dedup();
        Self { all, forms }
    }

    /// Every form of them, in lower case.
    pub(crate) fn forms(&self) -> &[String] {
        &self.forms
    }

    /// Whether a word in lower case is a form of one of them.
    pub(crate) fn has_form(&self, word: &str) -> bool {
        self.forms.binary_search_by(|form| form.as_str().cmp(word)).is_ok()
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
        let lemmas = Arc::new(Lemmas::new(self.words(inner)?));
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

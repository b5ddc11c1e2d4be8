//! Frames as data: reading and checking the TOML, indexing by trigger, explaining.

use crate::frame::{Fills, Frame, Slot};
use crate::gate::Gate;
use crate::lemmas::{Lists, double};
use crate::path::Path;
use demarche_core::{BuildError, Example, RuleDoc, Settings, Table, Upos, lower};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A file of frames cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Not the TOML that is expected.
    #[error("{file}: {problem}")]
    Toml {
        /// The file.
        file: String,
        /// What the parser says.
        problem: String,
    },
    /// One frame is wrong.
    #[error("{file}: frame `{frame}`: {problem}")]
    Frame {
        /// The file.
        file: String,
        /// The frame's id.
        frame: String,
        /// What is wrong and what to do.
        problem: String,
    },
}

/// Frames, indexed by trigger.
#[derive(Debug, Clone, Default)]
pub struct FrameSet {
    frames: Vec<Frame>,
    /// The lists of words of the plugin's own file.
    lists: BTreeMap<String, Vec<String>>,
    /// What the words of a sentence promise. It knows triggers by every form of theirs, not by lemmas: a lemma is a guess for a verb
    /// that the parser's training data never showed it.
    pub(crate) gate: Gate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    abroad: Option<u32>,
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    frame: Vec<RawFrame>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    id: String,
    finds: String,
    #[serde(default)]
    why: String,
    lemma: Vec<String>,
    abroad: Option<u32>,
    #[serde(default)]
    scan: Vec<String>,
    #[serde(default)]
    upos: Vec<Upos>,
    #[serde(default)]
    slot: BTreeMap<String, RawSlot>,
    #[serde(default)]
    when: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, String>,
    #[serde(default)]
    example: Vec<RawExample>,
    #[serde(default)]
    counter: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSlot {
    path: Vec<String>,
    fills: Fills,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    text: String,
    #[serde(default)]
    expect: BTreeMap<String, String>,
}

impl FrameSet {
    /// A plugin's own frames, and those of the user's files whose id begins with `prefix`.
    ///
    /// # Errors
    /// If a file is wrong; the user's is named as given.
    pub fn load(prefix: &str, own: Table, settings: &Settings) -> Result<Self, BuildError> {
        let built_in = format!("the frames of `{prefix}`");
        let refuse =
            |file: &str, e: &FrameError| BuildError { file: file.to_owned(), problem: e.to_string() };
        let malformed = |problem| FrameError::Toml { file: built_in.clone(), problem };
        let all = own.read().map_err(malformed).and_then(|raw| FrameSet::check(&built_in, raw));
        let mut all = all.map_err(|e| refuse(&built_in, &e))?;
        for file in settings.files("frames") {
            let mut more = FrameSet::parse(&file.name, &file.text).map_err(|e| refuse(&file.name, &e))?;
            more.frames.retain(|f| f.id.starts_with(prefix));
            all.extend(&file.name, more).map_err(|e| refuse(&file.name, &e))?;
        }
        Ok(all)
    }

    /// Reads a file of frames; `file` is for messages.
    ///
    /// # Errors
    /// If the TOML is malformed, a path or list is wrong, an id or a word of a list is used twice, or a frame has no trigger, no
    /// example or no counter-example.
    pub fn parse(file: &str, text: &str) -> Result<Self, FrameError> {
        let raw = toml::from_str(text)
            .map_err(|e| FrameError::Toml { file: file.to_owned(), problem: e.to_string() })?;
        FrameSet::check(file, raw)
    }

    fn check(file: &str, raw: RawFile) -> Result<Self, FrameError> {
        let lists =
            Lists::new(raw.lists).map_err(|problem| FrameError::Toml { file: file.to_owned(), problem })?;
        let mut set = FrameSet::default();
        for frame in raw.frame {
            let id = frame.id.clone();
            let wrong = |problem| FrameError::Frame { file: file.to_owned(), frame: id.clone(), problem };
            let mut frame = check(frame, &lists).map_err(wrong)?;
            frame.abroad = frame.abroad.or(raw.abroad);
            set.add(frame).map_err(wrong)?;
        }
        set.lists = lists.into_words();
        Ok(set)
    }

    /// The words of a list of the plugin's own file, for what else needs them; none if there is no such list.
    pub fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Adds the frames of another set, a user's file say.
    ///
    /// # Errors
    /// If one has the id of a frame that is there already.
    pub fn extend(&mut self, file: &str, other: FrameSet) -> Result<(), FrameError> {
        for frame in other.frames {
            let id = frame.id.clone();
            self.add(frame).map_err(|problem| FrameError::Frame {
                file: file.to_owned(),
                frame: id,
                problem,
            })?;
        }
        Ok(())
    }

    fn add(&mut self, frame: Frame) -> Result<(), String> {
        if self.frames.iter().any(|f| f.id == frame.id) {
            return Err("this id is used twice; rename one".into());
        }
        self.gate.add(&frame);
        self.frames.push(frame);
        Ok(())
    }

    /// All frames, in the order of the files.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The frames that a word may trigger, by its lemma or its form, in the order of the files, with their numbers.
    pub(crate) fn triggered_by(&self, lemma: &str, form: &str) -> impl Iterator<Item = (usize, &Frame)> {
        let by_lemma = self.gate.triggered_by(lemma);
        let form = lower(form);
        let by_form = if form == lemma { by_lemma } else { self.gate.triggered_by(&form) };
        // Most words trigger nothing, and most others the same by both.
        let all = if by_lemma.is_empty() || by_lemma == by_form {
            Cow::Borrowed(by_form)
        } else {
            let mut all = [by_lemma, by_form].concat();
            all.sort_unstable();
            all.dedup();
            Cow::Owned(all)
        };
        (0..all.len()).map(move |at| (all[at], &self.frames[all[at]]))
    }

    /// Every form of every trigger, for the scan, or what it looks for instead; in no order to rely on.
    pub fn triggers(&self) -> Vec<String> {
        let (scanned, plain): (Vec<&Frame>, Vec<&Frame>) =
            self.frames.iter().partition(|f| !f.scan.is_empty());
        let mut all = self.gate.forms(plain.iter().flat_map(|f| f.lemmas.iter().map(String::as_str)));
        let mut phrases: Vec<&String> = scanned.into_iter().flat_map(|f| &f.scan).collect();
        phrases.sort_unstable();
        phrases.dedup();
        all.extend(phrases.into_iter().cloned());
        all
    }

    /// Each frame, explained.
    pub fn docs(&self) -> Vec<RuleDoc> {
        self.frames
            .iter()
            .map(|f| RuleDoc {
                id: f.id.clone(),
                finds: f.finds.clone(),
                why: f.why.clone(),
                pattern: f.pattern(),
                examples: f.examples.clone(),
                counter_examples: f.counter_examples.clone(),
            })
            .collect()
    }
}

/// The tokens of a phrase: a clitic is one of its own, and a hyphen may be ("cease-fire") or not ("non-binding").
fn tokens(phrase: &str) -> Vec<Vec<String>> {
    let phrase = phrase.replace('\'', " '").replace('’', " ’");
    let split = |phrase: &str| phrase.split_whitespace().map(str::to_owned).collect();
    let apart = phrase.contains('-').then(|| split(&phrase.replace('-', " - ")));
    std::iter::once(split(&phrase)).chain(apart).collect()
}

fn check(raw: RawFrame, lists: &Lists) -> Result<Frame, String> {
    let path = |p: &String| Path::parse(p, lists).map_err(|e| e.to_string());
    let all = |paths: &[String]| -> Result<Vec<Path>, String> {
        // As many as there are, as to collect what may fail makes room for four of the few that most have.
        let mut all = Vec::with_capacity(paths.len());
        for source in paths {
            all.push(path(source)?);
        }
        Ok(all)
    };
    if let Some(lemma) = double(&raw.lemma) {
        return Err(format!("`lemma` has `{lemma}` twice; remove one"));
    }
    let mut lemmas = Vec::new();
    for lemma in raw.lemma {
        match lemma.strip_prefix('@') {
            Some(name) => lemmas.extend_from_slice(lists.get(name)?),
            None => lemmas.push(lemma),
        }
    }
    if lemmas.is_empty() {
        return Err("has no trigger; give `lemma`".into());
    }
    if raw.example.is_empty() || raw.counter.is_empty() {
        return Err(
            "needs at least one [[frame.example]] and one entry in `counter`; both are run as tests".into()
        );
    }
    let slots = raw
        .slot
        .into_iter()
        .map(|(name, s)| Ok(Slot { name, paths: all(&s.path)?, fills: s.fills, optional: s.optional }))
        .collect::<Result<Vec<_>, String>>()?;
    Ok(Frame {
        id: raw.id,
        finds: raw.finds,
        why: raw.why,
        lemmas,
        said: raw.scan.iter().flat_map(|phrase| tokens(phrase)).collect(),
        scan: raw.scan,
        upos: raw.upos,
        abroad: raw.abroad,
        slots,
        when: all(&raw.when)?,
        unless: all(&raw.unless)?,
        set: raw.set,
        examples: raw.example.into_iter().map(|e| Example { text: e.text, expect: e.expect }).collect(),
        counter_examples: raw.counter,
    })
}

//! Frames against a sentence.

use crate::frame::{Fills, Frame, Slot};
use crate::load::FrameSet;
use crate::path::Path;
use crate::view::View;
use demarche_core::{
    Deprel, EntityId, Mention, MentionForm, Outline, Reading, SentenceId, Sides, Span, Upos, Zone, lower,
};
use std::borrow::Cow;

/// A word that fills a slot.
#[derive(Debug, Clone)]
pub struct Filler<'r> {
    /// The slot.
    pub slot: &'r str,
    /// The word that the path reached.
    pub token: usize,
    /// The mention that it stands for, unless the slot takes any word.
    pub mention: Option<&'r Mention>,
    /// The bytes: of the mention, else of the subtree.
    pub span: Span,
}

/// A frame that fired.
#[derive(Debug, Clone)]
pub struct Match<'r> {
    /// The frame.
    pub frame: &'r Frame,
    /// The sentence.
    pub sentence: SentenceId,
    /// The token that triggered it.
    pub trigger: usize,
    /// What fills its slots; several fillers of one slot are coordinated.
    pub fillers: Vec<Filler<'r>>,
}

/// A frame that was triggered and did not fire, and what was missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// A required path reached nothing.
    When(String),
    /// A forbidden path reached this word.
    Unless(String, usize),
    /// A slot that must be filled is empty: its name, and the words that were reached but did not qualify.
    Slot(String, Vec<usize>),
}

impl<'r> Match<'r> {
    /// The fillers of a slot.
    pub fn slot<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Filler<'r>> {
        self.fillers.iter().filter(move |f| f.slot == name)
    }

    /// The words at which a slot's paths look for whoever fills it, whether or not they do.
    pub fn reached(&self, reading: &'r dyn Reading, name: &str) -> Vec<usize> {
        let view = View::new(reading, self.sentence);
        let slots = self.frame.slots.iter().filter(|slot| slot.name == name);
        slots.flat_map(|slot| slot.fill(view, self.trigger, &mut Vec::new())).collect()
    }

    /// What each path of a slot finds by itself, in their order: who may be meant if the first cannot be.
    pub fn by_path(&self, reading: &'r dyn Reading, name: &str) -> impl Iterator<Item = Vec<Filler<'r>>> {
        let view = View::new(reading, self.sentence);
        let slots = self.frame.slots.iter().filter(move |slot| slot.name == name);
        let trigger = self.trigger;
        slots.flat_map(move |slot| {
            slot.paths.iter().map(move |path| {
                let mut fillers = Vec::new();
                slot.fill_by(path, view, trigger, &mut fillers);
                fillers
            })
        })
    }

    /// The entities of a slot, in order, each once.
    pub fn entities(&self, name: &str) -> Vec<EntityId> {
        let mut all = Vec::new();
        for id in self.slot(name).filter_map(|f| f.mention).flat_map(|m| &m.entities) {
            if !all.contains(id) {
                all.push(*id);
            }
        }
        all
    }
}

impl FrameSet {
    /// Sentence by sentence every frame that fires, in order of trigger, then of the files: in the text's body, where words
    /// of this analyzer were found. Parses the sentences in which any may fire.
    pub fn matches<'r>(
        &'r self,
        reading: &'r dyn Reading,
        analyzer: &str,
    ) -> impl Iterator<Item = Vec<Match<'r>>> + 'r {
        self.matches_where(reading, analyzer, |_, _| true)
    }

    /// The same one by one, for what is not asked and takes several sides: in a transcript, where none is assumed, the sentence must
    /// name them.
    pub fn asserted<'r>(
        &'r self,
        reading: &'r dyn Reading,
        analyzer: &str,
    ) -> impl Iterator<Item = Match<'r>> + 'r {
        let told = move |s| reading.outline(s).sides == Sides::Several || !reading.is_transcript();
        let worth = move |s| knows_several(reading, s) && told(s) && !reading.is_question(s);
        self.matches_where(reading, analyzer, move |_, s| worth(s)).flatten()
    }

    /// The same for what is `worth` a parse: what the analyzer would drop whatever the tree says need not be parsed.
    pub fn matches_where<'r>(
        &'r self,
        reading: &'r dyn Reading,
        analyzer: &str,
        worth: impl Fn(&Frame, SentenceId) -> bool,
    ) -> impl Iterator<Item = Vec<Match<'r>>> + 'r {
        let mut sentences: Vec<SentenceId> = reading.hits(analyzer).iter().map(|h| h.sentence).collect();
        sentences.dedup();
        // Where not even the frame fires that looks back the farthest, the words need not be asked.
        let farthest = self.frames().iter().try_fold(0, |farthest, frame| Some(frame.abroad?.max(farthest)));
        let may = |s| farthest.is_none_or(|back| is_abroad(reading, s, back));
        sentences.retain(|&sentence| reading.sentence(sentence).zone == Zone::Body && may(sentence));
        let promising = sentences.into_iter().map(|s| (s, self.promising(reading, s, &worth)));
        let (sentences, frames): (Vec<_>, Vec<_>) =
            promising.filter(|(_, frames)| !frames.is_empty()).unzip();
        reading.parse(&sentences);
        let tried = sentences.into_iter().zip(frames);
        tried.map(|(sentence, frames)| self.matches_in(View::new(reading, sentence), &frames))
    }

    /// Tries some frames on every word that triggers them.
    fn matches_in<'r>(&'r self, view: View<'r>, frames: &[usize]) -> Vec<Match<'r>> {
        let mut found = Vec::new();
        for trigger in 0..view.tree.words.len() {
            let word = view.word(trigger);
            for (number, frame) in self.triggered_by(&word.lemma, view.text(trigger)) {
                let tried = frames.binary_search(&number).is_ok() && frame.takes(word.upos);
                found.extend(tried.then(|| frame.try_match(view, trigger).ok()).flatten());
            }
        }
        found
    }

    /// The numbers of the frames that the words of a sentence trigger and whose slots its mentions can fill; none if no record
    /// could come of any.
    fn promising(
        &self,
        reading: &dyn Reading,
        sentence: SentenceId,
        worth: &impl Fn(&Frame, SentenceId) -> bool,
    ) -> Vec<usize> {
        let words = words(reading, sentence);
        let promise = self.gate.promise(reading.outline(sentence), words.iter().map(AsRef::as_ref));
        let frames = self.gate.open(&promise);
        // Many frames look back as far.
        let mut abroad: Option<(u32, bool)> = None;
        let mut is_abroad = |back: u32| match abroad {
            Some((known, abroad)) if known == back => abroad,
            _ => abroad.insert((back, is_abroad(reading, sentence, back))).1,
        };
        let may = |&number: &usize| {
            let frame = &self.frames()[number];
            frame.abroad.is_none_or(&mut is_abroad)
                && self.gate.may_be_said(number, &promise)
                && frame.is_said(&words)
                && worth(frame, sentence)
        };
        if frames.iter().any(may) { frames } else { Vec::new() }
    }
}

/// Whether more than one country or body may take part in what a sentence tells: it names several, or the article does.
pub fn knows_several(reading: &dyn Reading, sentence: SentenceId) -> bool {
    reading.story().sides().len() > 1 || reading.outline(sentence).sides == Sides::Several
}

/// Whether what a sentence tells may be between countries: it or so many before it name several, or the article is about two and the
/// sentence speaks of one of them.
pub(crate) fn is_abroad(reading: &dyn Reading, sentence: SentenceId, back: u32) -> bool {
    sides(reading, sentence, back) == Sides::Several
        || !reading.story().spoken(sentence).is_empty() && reading.story().keeps_to_pair(sentence)
}

/// Whose people and places a sentence and so many before it name.
pub(crate) fn sides(reading: &dyn Reading, sentence: SentenceId, back: u32) -> Sides {
    let all = sentence.0.saturating_sub(back)..=sentence.0;
    all.fold(Sides::None, |sides, at| sides.or(reading.outline(SentenceId(at)).sides))
}

impl Frame {
    /// Whether a trigger may be of this part of speech.
    pub(crate) fn takes(&self, upos: Upos) -> bool {
        self.upos.is_empty() || self.upos.contains(&upos)
    }

    /// Whether words in lower case have one of the phrases for which the scan looks instead of common lemmas.
    pub(crate) fn is_said(&self, words: &[Cow<'_, str>]) -> bool {
        self.scan.is_empty() || self.said.iter().any(|phrase| stands_in(phrase, words))
    }

    /// Tries the frame on a word that triggers it.
    ///
    /// # Errors
    /// With what was missing, if it does not fire.
    pub fn try_match<'r>(&'r self, view: View<'r>, trigger: usize) -> Result<Match<'r>, Miss> {
        if let Some(path) = self.when.iter().find(|p| p.follow(view, trigger).is_empty()) {
            return Err(Miss::When(path.as_str().to_owned()));
        }
        for path in &self.unless {
            if let Some(&word) = path.follow(view, trigger).first() {
                return Err(Miss::Unless(path.as_str().to_owned(), word));
            }
        }
        let mut fillers = Vec::new();
        for slot in &self.slots {
            let before = fillers.len();
            let reached = slot.fill(view, trigger, &mut fillers);
            if fillers.len() == before && !slot.optional {
                return Err(Miss::Slot(slot.name.clone(), reached));
            }
        }
        Ok(Match { frame: self, sentence: view.sentence, trigger, fillers })
    }
}

/// The words of a sentence in lower case.
pub(crate) fn words<'r>(reading: &'r dyn Reading, sentence: SentenceId) -> Vec<Cow<'r, str>> {
    let text = reading.text();
    reading.tokens(sentence).iter().map(|token| lower(token.span.slice(text))).collect()
}

/// Whether words in lower case have this phrase of a scan among them; see [`demarche_core::Analyzer::triggers`].
fn stands_in(phrase: &[String], words: &[Cow<'_, str>]) -> bool {
    let fits = |(word, part): (&Cow<'_, str>, &String)| match part.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == part,
    };
    words.windows(phrase.len()).any(|window| window.iter().zip(phrase).all(fits))
}

impl Slot {
    /// Adds the fillers of the first path that yields any; returns every word that was reached.
    pub(crate) fn fill<'r>(
        &'r self,
        view: View<'r>,
        trigger: usize,
        fillers: &mut Vec<Filler<'r>>,
    ) -> Vec<usize> {
        let mut reached = Vec::new();
        let before = fillers.len();
        for path in &self.paths {
            reached.extend(self.fill_by(path, view, trigger, fillers));
            if fillers.len() > before {
                break;
            }
        }
        reached
    }

    /// The same for one path.
    fn fill_by<'r>(
        &'r self,
        path: &Path,
        view: View<'r>,
        trigger: usize,
        fillers: &mut Vec<Filler<'r>>,
    ) -> Vec<usize> {
        let mut reached = Vec::new();
        let before = fillers.len();
        let found = path.follow(view, trigger).into_iter().map(|t| view.referent(t));
        let found =
            found.flat_map(|t| if self.fills == Fills::Place { view.places_named(t) } else { vec![t] });
        for token in found.flat_map(|t| joined(view, t)) {
            reached.push(token);
            let seen = fillers[before..].iter().any(|f| f.token == token);
            if let Some(filler) = self.filler(view, token).filter(|_| !seen) {
                fillers.push(filler);
            }
        }
        reached
    }

    fn filler<'r>(&'r self, view: View<'r>, token: usize) -> Option<Filler<'r>> {
        if self.fills == Fills::Any {
            return Some(Filler {
                slot: &self.name,
                token,
                mention: view.mention(token),
                span: view.extent(token),
            });
        }
        let mention = view.mention(token).filter(|m| !is_label(view, m))?;
        let offer = Outline::of(mention.sense, mention.entities.iter().map(|&e| view.reading.entity(e)));
        self.fills.accepts(offer).then_some(Filler {
            slot: &self.name,
            token,
            mention: Some(mention),
            span: mention.span,
        })
    }
}

/// "The minister: Two envoys will meet": in a transcript, who has the turn, and does nothing in the sentence.
fn is_label(view: View<'_>, mention: &Mention) -> bool {
    let behind = mention.tokens.end;
    let colon = behind < view.tree.words.len() && view.text(behind) == ":";
    colon && mention.tokens.start == 0 && view.reading.is_transcript()
}

/// A word and what is coordinated with it, or with the name inside its phrase ("presidents Biden and Xi"); names that explain
/// it stand for it ("the two ministers, Gerapetritis and Fidan").
fn joined(view: View<'_>, token: usize) -> Vec<usize> {
    let mention = view.mention(token);
    let described = mention.is_none_or(|m| m.form == MentionForm::Nominal);
    let is_name = |&t: &usize| view.mention(t).is_some_and(|m| m.form == MentionForm::Name && m.head == t);
    let names = || view.children(token, &[Deprel::Appos]).find(is_name);
    if let Some(names) = described.then(names).flatten() {
        return view.coordinated(names);
    }
    let mut all = view.coordinated(token);
    // "the India-Nepal group": each of the two names the other one's partner, whichever hangs on which.
    let dash = |i: usize| matches!(view.text(i), "-" | "–" | "—");
    let modifier = |i: &usize| view.mention(*i).is_some_and(|m| m.form == MentionForm::Modifier);
    let before = token.checked_sub(2).filter(|i| dash(i + 1) && modifier(i));
    let after = Some(token + 2).filter(|&i| i < view.tree.words.len() && dash(token + 1) && modifier(&i));
    all.extend(before.into_iter().chain(after).filter(|_| modifier(&token)));
    // "Mr" and "Machel" may hang side by side.
    let beside = |h: usize| {
        mention.is_some_and(|m| m.form == MentionForm::Name) && view.tree.head(h) == view.tree.head(token)
    };
    let name = mention.map(|m| m.head).filter(|&h| h != token && (view.tree.is_below(h, token) || beside(h)));
    if let Some(name) = name {
        all.extend(view.coordinated(name).into_iter().filter(|&w| w != name));
    }
    all
}

//! What kept frames from firing on a sentence, condition by condition and in plain words.

use crate::frame::{Fills, Frame, Slot};
use crate::load::FrameSet;
use crate::matching::{Match, is_abroad, words};
use crate::mood;
use crate::prose::{list, quoted};
use crate::view::View;
use demarche_core::{Attempt, EntityKind, Mention, Reading, SentenceId, Span, Upos, Zone};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// So many words of a phrase are quoted.
const QUOTED: usize = 8;

impl FrameSet {
    /// Every frame that a word of the sentence could trigger, with all that it misses. `objection` says why the plugin makes no
    /// record of a match, if it makes none. Parses the sentence, whatever its words promise.
    pub fn attempts(
        &self,
        reading: &dyn Reading,
        sentence: SentenceId,
        objection: &dyn Fn(&Match<'_>) -> Option<String>,
    ) -> Vec<Attempt> {
        let view = View::new(reading, sentence);
        let words = words(reading, sentence);
        let promise = self.gate.promise(reading.outline(sentence), words.iter().map(AsRef::as_ref));
        let open = self.gate.open(&promise);
        let mut all = Vec::new();
        for trigger in 0..view.tree.words.len() {
            for (number, frame) in self.triggered_by(view.lemma(trigger), view.text(trigger)) {
                let mut missing = frame.missing(view, trigger, &words);
                if missing.is_empty() && open.binary_search(&number).is_err() {
                    missing.push("its words promise too little, so the sentence is not parsed".to_owned());
                }
                // A word of another kind that shares the form, or a common one without its phrase, is not tried in earnest.
                if missing.len() > 1 && !frame.is_woken(view, trigger, &words) {
                    continue;
                }
                let fits = missing.is_empty().then(|| frame.try_match(view, trigger).ok()).flatten();
                all.push(Attempt {
                    rule: frame.id.clone(),
                    trigger: view.span(trigger),
                    conditions: frame.conditions(),
                    missing,
                    objection: fits.and_then(|found| objection(&found)),
                });
            }
        }
        all
    }
}

impl Frame {
    /// Whether the trigger is of the right kind, in the right phrase.
    fn is_woken(&self, view: View<'_>, trigger: usize, words: &[Cow<'_, str>]) -> bool {
        self.takes(view.word(trigger).upos) && self.is_said(words)
    }

    fn conditions(&self) -> usize {
        let required = self.slots.iter().filter(|slot| !slot.optional).count();
        let asked = [!self.upos.is_empty(), self.abroad.is_some(), !self.scan.is_empty()];
        1 + required + self.when.len() + self.unless.len() + asked.iter().filter(|&&a| a).count()
    }

    /// All conditions that do not hold, not only the first.
    fn missing(&self, view: View<'_>, trigger: usize, words: &[Cow<'_, str>]) -> Vec<String> {
        let mut all = Vec::new();
        let word = view.text(trigger);
        let zone = view.reading.sentence(view.sentence).zone;
        if zone != Zone::Body {
            all.push(format!("it stands in a {zone}, and only the body of an article is read"));
        }
        let upos = view.word(trigger).upos;
        if !self.takes(upos) {
            all.push(format!(
                "`{word}` is read as {}, not as {}",
                part(upos),
                list(self.upos.iter().map(|&u| part(u).to_owned()))
            ));
        }
        if !self.is_said(words) {
            all.push(format!("`{word}` alone is too common: it takes {}", quoted(&self.scan)));
        }
        all.extend(self.abroad.and_then(|back| at_home(view, word, back)));
        for path in self.when.iter().filter(|path| path.follow(view, trigger).is_empty()) {
            all.push(format!("no {}", path.in_words()));
        }
        for path in &self.unless {
            if let Some(&found) = path.follow(view, trigger).first() {
                all.push(format!("ruled out by `{}`, the {}", view.text(found), path.in_words()));
            }
        }
        let mut found = Vec::new();
        for slot in self.slots.iter().filter(|slot| !slot.optional) {
            let before = found.len();
            slot.fill(view, trigger, &mut found);
            if found.len() == before {
                all.push(slot.missing(view, trigger));
            }
        }
        all
    }
}

impl Slot {
    /// Who or what is missing, and who stands there instead.
    fn missing(&self, view: View<'_>, trigger: usize) -> String {
        // Slots that are called by a preposition or a question.
        let name = match self.name.as_str() {
            "with" | "with_too" | "also" => "other side",
            "pair" => "two sides",
            "what" => "thing that it is about",
            "cue" => "word that tells",
            name => name,
        };
        let reached = self.paths.iter().find_map(|path| Some((path, *path.follow(view, trigger).first()?)));
        if let Some((path, token)) = reached {
            let mention = view.mention(token);
            let why = match mention {
                None => "names nobody and nothing that is known",
                Some(mention) => self.fills.refusal(view.reading, mention),
            };
            let span = mention.map_or_else(|| view.extent(token), |m| m.span);
            return format!("no {name}: the {} `{}` {why}", path.in_words(), short(view, span));
        }
        let mut places: Vec<String> = self.paths.iter().map(|p| p.in_words()).collect();
        places.dedup();
        let more = if places.len() > 2 { " or other place where it may stand" } else { "" };
        places.truncate(2);
        format!("no {name}: there is no {}{more}", list(places.into_iter()))
    }
}

impl Fills {
    /// Why a mention cannot fill the slot.
    fn refusal(self, reading: &dyn Reading, mention: &Mention) -> &'static str {
        if mention.entities.is_empty() {
            return "stands for nobody that the text makes known";
        }
        let place = |&e| reading.entity(e).kind == EntityKind::Place;
        match self {
            Fills::Official | Fills::People if mention.entities.iter().all(place) => {
                "is a place, not an official"
            }
            Fills::Official => "is no official of a country or body",
            Fills::People => "is no official who can travel",
            Fills::Party => "is a place",
            Fills::Place => "is no place",
            Fills::Any => "does not qualify",
        }
    }
}

/// What the sentence lacks if what is looked for takes several countries.
fn at_home(view: View<'_>, word: &str, back: u32) -> Option<String> {
    if is_abroad(view.reading, view.sentence, back) {
        return None;
    }
    let named: BTreeSet<&str> = view
        .reading
        .mentions(view.sentence)
        .iter()
        .flat_map(|m| &m.entities)
        .filter_map(|&e| view.reading.entity(e).country.as_deref())
        .collect();
    let before = if back > 0 { ", as do those before it" } else { "" };
    Some(match named.first() {
        None => format!("`{word}` is there, but the sentence names nobody of a country or body{before}"),
        Some(only) => format!("`{word}` is there, but the sentence names only one side ({only}){before}"),
    })
}

/// Why an event that a frame finds is none: it is denied, or only imagined.
pub fn unreal(view: View<'_>, trigger: usize) -> Option<String> {
    let mood = mood::of(view, trigger);
    let cue = mood.cue.map_or_else(String::new, |cue| format!(" (`{}`)", view.words(cue)));
    let word = view.text(trigger);
    if mood.negated && mood.status.is_none() {
        return Some(format!("`{word}` is denied{cue}"));
    }
    mood.hypothetical.then(|| format!("`{word}` is only imagined or asked for{cue}"))
}

/// The beginning of a stretch of text.
fn short(view: View<'_>, span: Span) -> String {
    let words = view.words(span);
    let mut all = words.split(' ');
    let first: Vec<&str> = all.by_ref().take(QUOTED).collect();
    if all.next().is_some() { first.join(" ") + " …" } else { words }
}

fn part(upos: Upos) -> &'static str {
    match upos {
        Upos::Verb => "a verb",
        Upos::Noun => "a noun",
        Upos::Propn => "a name",
        Upos::Adj => "an adjective",
        Upos::Aux => "an auxiliary",
        Upos::Adv => "an adverb",
        Upos::Adp => "a preposition",
        other => other.as_str(),
    }
}

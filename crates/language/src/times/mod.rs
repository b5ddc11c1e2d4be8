//! Time expressions, resolved against the publication date, the clause's tense and the last time mentioned.
//!
//! ```text
//! tokens ──► atoms ──────► phrases ────────────────────────► resolved
//!          (atoms.rs)   (rules.rs, fill.rs, join.rs)      (resolve.rs: calendar, holidays, tense, context)
//! ```
//!
//! What counts as a time is said by tables: `times_rules.tsv` holds the phrases, each with an example that a test runs,
//! `times_words.tsv` the words, `times_tense.tsv` the words that look back or ahead, `times_holidays.tsv` the feasts.
//!
//! Values are those of TIMEX3 ([Pustejovsky et al., 2003](https://aclanthology.org/W03-1909/)): `2024-02-06`, `2024-W06`,
//! `2024-SP`, `2024-Q3`, `202` for a decade, `P2D`, `PT10H`, `PXD`, `XXXX-WXX-5`, `PAST_REF`. Two departures serve the reader
//! of events: a stretch from one time to another is one time, written `A/B`, and an hour of the day is given as its day. Beside it
//! stands `timex`, which has the hour too: `2024-02-06T09:30`, `2024-02-05TNI`.
//! Without a publication date what the text leaves open is written `X` and has no days.

mod atoms;
mod calendar;
mod class;
mod fill;
mod holidays;
pub(crate) mod infer;
mod join;
mod phrase;
mod resolve;
mod rules;
mod tense;
mod words;

#[cfg(test)]
mod tests;

use crate::base::Base;
use demarche_core::{Published, SentenceId, Span, Time, TimeKind, TimeMention, Tree};
use phrase::{Saying, Step};
use resolve::{Context, Scene};
use std::ops::Range;
use std::sync::LazyLock;

/// The tables, read once.
#[derive(Debug)]
struct Tables {
    lexicon: words::Lexicon,
    rules: rules::Rules,
    cues: tense::Cues,
    holidays: Vec<holidays::When>,
}

impl Tables {
    fn load() -> Result<Tables, String> {
        let mut lexicon = words::Lexicon::load(include_str!("../../data/times_words.tsv"))?;
        let feasts = holidays::load(
            include_str!("../../data/times_holidays.tsv"),
            include_str!("../../data/times_lunar.tsv"),
        )?;
        let patterns: Vec<(&str, u16)> =
            feasts.iter().zip(0..).flat_map(|(h, n)| h.patterns.iter().map(move |p| (*p, n))).collect();
        let rules = rules::Rules::load(include_str!("../../data/times_rules.tsv"), &patterns, &mut lexicon)?;
        let cues = tense::Cues::load(include_str!("../../data/times_tense.tsv"))?;
        Ok(Tables { lexicon, rules, cues, holidays: feasts.into_iter().map(|h| h.when).collect() })
    }

    /// Whether a token can be part of a time, so that its sentence is worth a look.
    fn tells(&self, word: &str) -> bool {
        let known = |w: &str| self.rules.tells(self.lexicon.id(w));
        if known(word.strip_suffix('.').unwrap_or(word)) {
            return true;
        }
        let bytes = word.as_bytes();
        if bytes.iter().any(u8::is_ascii_digit) {
            // A number says something if it can be a year, or with letters or a colon: "2019", "5th", "Q3", "10:30".
            return bytes.iter().any(|b| b.is_ascii_alphabetic() || *b == b':')
                || bytes.split(|b| !b.is_ascii_digit()).any(|run| run.len() == 4)
                || word.split(between_words).any(known);
        }
        bytes.iter().any(|b| !b.is_ascii_alphanumeric()) && word.split(between_words).any(known)
    }
}

fn between_words(c: char) -> bool {
    !c.is_alphanumeric()
}

static TABLES: LazyLock<Tables> =
    LazyLock::new(|| Tables::load().expect("the embedded tables are checked by a test"));

/// Reads the tables, so that nobody has to wait for them later.
pub(crate) fn prepare() {
    LazyLock::force(&TABLES);
}

/// A phrase and the tokens it stands on.
#[derive(Debug, Clone)]
struct Placed {
    tokens: Range<usize>,
    saying: Saying,
}

/// A time found in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    tokens: Range<usize>,
    kind: TimeKind,
    time: Time,
    timex: String,
}

/// The phrases of a sentence that name a time.
fn phrases(words: &[&str], spans: &[Span]) -> Vec<Placed> {
    let atoms = atoms::atoms(&TABLES.lexicon, words, spans);
    let placed = |phrase: phrase::Phrase| {
        let (first, last) = (atoms.get(phrase.atoms.start)?, atoms.get(phrase.atoms.end.checked_sub(1)?)?);
        Some(Placed { tokens: first.tokens.0..last.tokens.1 + 1, saying: phrase.saying })
    };
    let mut apart: Vec<Placed> = Vec::new();
    for phrase in fill::phrases(&TABLES.rules, &atoms).into_iter().filter_map(placed) {
        // "Monday/Tuesday" may be one token, which can stand for one time only.
        if apart.last().is_none_or(|last| last.tokens.end <= phrase.tokens.start) {
            apart.push(phrase);
        }
    }
    apart
}

/// "the November 27 deal", "a 1994 law": names a thing, and says nothing of when the story plays.
fn is_aside(words: &[&str], tokens: &Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1).and_then(|b| words.get(b));
    before.is_some_and(|b| {
        matches!(*b, "the" | "The" | "a" | "A" | "an" | "An" | "its" | "their" | "his" | "her" | "'s" | "’s")
    })
}

/// What the phrases of a sentence come to; the context learns from them.
fn resolve<'t>(
    phrases: &[Placed],
    words: &[&str],
    tree: &dyn Fn() -> Option<&'t Tree>,
    published: Option<Published>,
    context: &mut Context,
) -> Vec<Found> {
    let published = resolve::publication(published);
    context.begin_sentence();
    let mut found = Vec::with_capacity(phrases.len());
    for phrase in phrases {
        let look = || TABLES.cues.outlook(words, &phrase.tokens, tree());
        let scene = Scene::new(published, context, &look, &TABLES.holidays);
        let Some(resolved) = scene.resolve(&phrase.saying) else { continue };
        if let Some(stretch) = resolved.stretch.filter(|_| !is_aside(words, &phrase.tokens)) {
            context.note(stretch);
        }
        if let Saying::Point(point) = &phrase.saying {
            // "In 1989, …" and "in May 2005" say when the sentence plays; "since 2011" does not.
            if let Some(Step::Year(year)) =
                point.outer().filter(|_| phrase.tokens.start <= 1 || point.steps.len() > 1)
            {
                context.year = Some(year);
            }
        }
        let (start, end) = resolved.days.unzip();
        let timex = resolved.timex.unwrap_or_else(|| resolved.value.clone());
        let time =
            Time { text: String::new(), value: resolved.value, start, end, precision: resolved.precision };
        found.push(Found { tokens: phrase.tokens.clone(), kind: resolved.kind, time, timex });
    }
    found
}

/// What the article says of time, sentence by sentence: its phrases, and what "later in the month", "the next day" refer to.
///
/// Worked out from tokens alone, as far as the last sentence for which somebody has asked.
#[derive(Debug, Default)]
pub struct Memory {
    /// The sentences with a time, in order.
    sentences: Vec<Known>,
    /// How many sentences have been read.
    read: usize,
    /// What those say of time.
    context: Context,
}

#[derive(Debug)]
struct Known {
    sentence: SentenceId,
    phrases: Vec<Placed>,
    before: Context,
}

impl Memory {
    /// What is known of a sentence; runs through the article up to it, without trees.
    fn recall(&mut self, base: &Base<'_>, sentence: SentenceId) -> Option<&Known> {
        let end = sentence.0 as usize + 1;
        for sentence in base.sentences().get(self.read..end).unwrap_or_default() {
            if !tells(base, sentence.id) {
                continue;
            }
            let words: Vec<&str> = base.words(sentence.id).collect();
            let spans: Vec<Span> = base.tokens(sentence.id).iter().map(|t| t.span).collect();
            let phrases = phrases(&words, &spans);
            if phrases.is_empty() {
                continue;
            }
            let before = self.context.clone();
            resolve(&phrases, &words, &|| None, base.published(), &mut self.context);
            self.sentences.push(Known { sentence: sentence.id, phrases, before });
        }
        self.read = self.read.max(end);
        let known = self.sentences.binary_search_by_key(&sentence, |k| k.sentence).ok()?;
        Some(&self.sentences[known])
    }
}

/// Whether a sentence is worth a look.
fn tells(base: &Base<'_>, sentence: SentenceId) -> bool {
    base.words(sentence).any(|word| TABLES.tells(word))
}

/// The time expressions of a sentence, in order. The tree is asked for only where the tense decides; without one the words
/// alone must do.
pub fn find<'t>(
    base: &Base<'_>,
    memory: &mut Memory,
    sentence: SentenceId,
    tree: &dyn Fn() -> Option<&'t Tree>,
) -> Vec<TimeMention> {
    // What went before need not be read for a sentence without a time.
    let Some(known) = tells(base, sentence).then(|| memory.recall(base, sentence)).flatten() else {
        return Vec::new();
    };
    let words: Vec<&str> = base.words(sentence).collect();
    let mut context = known.before.clone();
    let found = resolve(&known.phrases, &words, tree, base.published(), &mut context);
    let mention = |found: Found| {
        let span = base.span_of(sentence, found.tokens.clone());
        let time = Time { text: span.slice(base.text()).to_owned(), ..found.time };
        TimeMention { sentence, tokens: found.tokens, span, kind: found.kind, time, timex: found.timex }
    };
    found.into_iter().map(mention).collect()
}

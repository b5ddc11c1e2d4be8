//! An item of a diary or of a column of briefs: "ANKARA - Kuwait's emir meets the president", under the heading of its day. Such a
//! page has a place line for each item, not one for all.

use crate::time;
use demarche_core::{
    EntityId, EntityKind, MentionForm, Precision, Reading, SentenceId, Status, Time, TimeKind, TimeMention,
    Zone,
};
use std::cell::LazyCell;

/// How many sentences before an item its day may stand.
const DAY: u32 = 40;
/// How many sentences of its paragraph before a word its place line may stand.
const WALK: usize = 40;
/// How many words a heading has that tells a day.
const HEADING: usize = 5;

/// The place line of the item that a word stands in: the last name before it, with a dash behind, that its paragraph has; in capitals,
/// or at the head of a line under the heading of a day.
pub fn place(reading: &dyn Reading, sentence: SentenceId, word: usize) -> Option<EntityId> {
    let several = LazyCell::new(|| {
        let lines = reading.sentences().iter();
        lines.filter(|s| s.zone == Zone::Dateline && reading.outline(s.id).place).nth(1).is_some()
    });
    let dated = LazyCell::new(|| day(reading, sentence).is_some());
    let paragraph = reading.sentence(sentence).paragraph;
    let own = |s: &SentenceId| {
        let at = reading.sentence(*s);
        at.paragraph == paragraph && (at.zone == Zone::Body || at.zone == Zone::Dateline && *several)
    };
    (0..=sentence.0).rev().map(SentenceId).take(WALK).take_while(own).find_map(|s| {
        let before = |end: usize| s != sentence || end <= word;
        reading.mentions(s).iter().rev().find_map(|m| {
            let shouted = m.span.len() > 3 && !m.span.slice(reading.text()).contains(char::is_lowercase);
            let heads = || leads(reading, s, m.tokens.start) && *dated;
            if m.form != MentionForm::Name || !before(m.tokens.end) || !(shouted || heads()) {
                return None;
            }
            let id = *m.entities.first()?;
            let known = matches!(
                reading.entity(id).kind,
                EntityKind::Place | EntityKind::Government | EntityKind::Country
            );
            (known && is_set_off(reading, s, m.tokens.end)).then_some(id)
        })
    })
}

/// Whether nothing but a date, an hour or a bullet stands before a word.
fn leads(reading: &dyn Reading, sentence: SentenceId, word: usize) -> bool {
    let dated = |i: usize| reading.times(sentence).iter().any(|t| t.tokens.contains(&i));
    let words = reading.tokens(sentence).iter().take(word).enumerate();
    let text = |span: demarche_core::Span| span.slice(reading.text());
    words.into_iter().all(|(i, t)| dated(i) || !text(t.span).contains(char::is_alphabetic))
}

/// Whether a sentence stands in an item that has a place and a day.
pub fn stands_in(reading: &dyn Reading, sentence: SentenceId) -> bool {
    day(reading, sentence).is_some() && place(reading, sentence, usize::MAX).is_some()
}

/// Whether a dash stands behind a name, or behind its country: "DA NANG, Vietnam -".
fn is_set_off(reading: &dyn Reading, sentence: SentenceId, end: usize) -> bool {
    let text = reading.text();
    let behind = |at: usize| reading.tokens(sentence).get(at).map(|t| t.span.slice(text));
    let country = || reading.mentions(sentence).iter().find(|m| m.tokens.start == end + 1);
    let end = match behind(end) {
        Some(",") => country().map_or(end, |m| m.tokens.end),
        _ => end,
    };
    behind(end).is_some_and(is_mark)
}

/// Whether a token parts a label from what it labels.
fn is_mark(token: &str) -> bool {
    matches!(token, "-" | "–" | "—" | "--" | ":")
}

/// The date that labels the paragraph of a sentence, as timelines have it: "May 2013: Egypt's president flies to Khartoum."
fn label(reading: &dyn Reading, sentence: SentenceId) -> Option<Time> {
    let paragraph = reading.sentence(sentence).paragraph;
    let same = |s: &SentenceId| reading.sentence(*s).paragraph == paragraph;
    let first = (0..=sentence.0).rev().map(SentenceId).take_while(same).last()?;
    let mut times = reading.times(first).iter();
    let label = times.find(|t| t.tokens.start == 0 && t.kind == TimeKind::Date && t.time.start.is_some());
    let marked = |end: usize| {
        let behind = reading.tokens(first).get(end).map(|t| t.span.slice(reading.text()));
        behind.is_some_and(|b| is_mark(b) || b == "." && first != sentence)
    };
    let label = label.filter(|t| marked(t.tokens.end));
    label.map(|t| t.time.clone())
}

/// The date under which a text tells an event of this status, if it may take place then: that of its paragraph or, in a diary, that of
/// the heading above.
pub fn date(reading: &dyn Reading, sentence: SentenceId, status: Option<Status>) -> Option<Time> {
    let label = label(reading, sentence).or_else(|| in_diary(reading, sentence))?;
    let label = if status == Some(Status::Ongoing) { time::coming(reading, label) } else { label };
    let fits = match status {
        None | Some(Status::Ongoing) => true,
        // Under the heading of a day to come, what is done was done before.
        Some(Status::Completed) => label.text.contains(|c: char| c.is_ascii_digit()),
        Some(Status::Planned) => time::status(reading, &label) == Some(Status::Planned),
        _ => false,
    };
    fits.then_some(label)
}

/// The day under whose heading an item stands; of one that stands before all headings, the first that its paragraph tells.
pub fn day(reading: &dyn Reading, sentence: SentenceId) -> Option<Time> {
    headed(reading, sentence).or_else(|| first_told(reading, sentence))
}

/// The day of the heading above.
fn headed(reading: &dyn Reading, sentence: SentenceId) -> Option<Time> {
    let mut above = (sentence.0.saturating_sub(DAY)..sentence.0).rev().map(SentenceId);
    above.find_map(|s| heading(reading, s))
}

/// The first day or days that the paragraph of an item tells, in a diary whose headings begin below it: "top events".
fn first_told(reading: &dyn Reading, sentence: SentenceId) -> Option<Time> {
    let last = sentence.0.saturating_add(DAY).min(reading.sentences().len() as u32);
    let mut below = (sentence.0 + 1..last).map(SentenceId);
    below.find(|&s| heading(reading, s).is_some())?;
    let paragraph = reading.sentence(sentence).paragraph;
    let own = |s: &SentenceId| reading.sentence(*s).paragraph == paragraph;
    let first = (0..=sentence.0).rev().map(SentenceId).take_while(own).last()?;
    let exact = |t: &&TimeMention| matches!(t.time.precision, Precision::Day | Precision::Interval);
    let item = (first.0..last).map(SentenceId).take_while(own);
    let mut times = item.flat_map(|s| reading.times(s)).filter(|t| t.kind == TimeKind::Date);
    times.find(|t| exact(t) && t.time.start.is_some()).map(|t| t.time.clone())
}

/// The same, in a text that has headings of several days.
fn in_diary(reading: &dyn Reading, sentence: SentenceId) -> Option<Time> {
    let own = headed(reading, sentence)?;
    let last = sentence.0.saturating_add(DAY).min(reading.sentences().len() as u32);
    let around = (sentence.0.saturating_sub(2 * DAY)..last).map(SentenceId);
    let other = |day: Time| day.start != own.start;
    around.filter_map(|s| heading(reading, s)).any(other).then_some(own)
}

/// The day that a short line tells and nothing else.
fn heading(reading: &dyn Reading, sentence: SentenceId) -> Option<Time> {
    let text = reading.text();
    let is_word = |word: &str| word.contains(char::is_alphanumeric);
    let words = reading.tokens(sentence).iter().filter(|t| is_word(t.span.slice(text))).count();
    if words > HEADING || reading.sentence(sentence).zone == Zone::Dateline {
        return None;
    }
    let times = reading.times(sentence).iter();
    let mut days = times.filter(|t| t.kind == TimeKind::Date && t.time.precision == Precision::Day);
    days.find(|t| t.tokens.len() >= words.saturating_sub(1) && t.time.start.is_some()).map(|t| t.time.clone())
}

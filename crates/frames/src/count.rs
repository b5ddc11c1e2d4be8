//! Which in a row something is said to be: "her second visit in the past year", "the fourth round".

use crate::view::View;
use demarche_core::{ORDINALS, Span, TimeMention};
use jiff::civil::Date;

/// Within how many words after "her second visit" or "her second" the stretch begins over which is counted.
const NEAR: usize = 6;

/// Words that lead to a stretch of time up to the report, if the time is one; "this year" and "since May" always are.
const WITHIN: &[&str] = &["in", "within", "over"];
/// Words that make a time such a stretch.
const RECENT: &[&str] = &["past", "last", "recent"];

/// A number in a row, as an article gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// "second", in lower case.
    pub ordinal: String,
    /// Over which stretch is counted, if the text says: from which day on, and the ordinal with the time.
    pub since: Option<(Date, Span)>,
}

impl Count {
    /// The number that stands on a noun; none if there is none.
    pub fn of(view: View<'_>, noun: usize) -> Option<Count> {
        let is_ordinal = |i: &usize| ORDINALS.contains(&view.text(*i).to_lowercase().as_str());
        // "Third, we will receive the minister": of what is said.
        let counts = |i: &usize| is_ordinal(i) && (*i > noun || view.text(i + 1) != ",");
        let at = view.tree.children(noun).map(|(i, _)| i).find(counts)?;
        Some(Count { ordinal: view.text(at).to_lowercase(), since: since(view, noun, at) })
    }

    /// Whether a time is the stretch over which is counted, and so not when it happens.
    pub fn is_over(&self, time: &TimeMention) -> bool {
        self.since.is_some_and(|(_, words)| words.end == time.span.end)
    }

    /// What a record's details say of it, by name.
    pub fn details(&self, text: &str) -> Vec<(&'static str, String)> {
        let mut all = vec![("ordinal", self.ordinal.clone())];
        if let Some((since, words)) = &self.since {
            all.push(("ordinal_since", since.to_string()));
            all.push(("ordinal_words", words.slice(text).to_owned()));
        }
        all
    }
}

fn since(view: View<'_>, noun: usize, ordinal: usize) -> Option<(Date, Span)> {
    let published = view.reading.published()?.date;
    let counted = ordinal.max(noun);
    let word = |i: usize| view.text(i).to_lowercase();
    let (time, since) = view.reading.times(view.sentence).iter().find_map(|time| {
        let at = time.tokens.start;
        if !(counted + 1..=counted + NEAR).contains(&at) {
            return None;
        }
        let leads = |words: &[&str]| {
            (at.saturating_sub(2).max(counted + 1)..=at).any(|i| words.contains(&word(i).as_str()))
        };
        // "in two years" is a length that ends with the report; "in May" is when it happened.
        let length = || published.checked_sub(time.timex.parse::<jiff::Span>().ok()?).ok();
        let recent = || time.tokens.clone().any(|i| RECENT.contains(&word(i).as_str()));
        let since = match time.time.start {
            Some(start) if leads(&["since", "this"]) || leads(WITHIN) && recent() => Some(start),
            Some(_) => None,
            None => length().filter(|_| leads(WITHIN)),
        };
        Some((time, since?))
    })?;
    let words = Span { start: view.span(ordinal).start, end: time.span.end };
    (since <= published).then_some((since, words))
}

//! The labels of a notice to the press: WHO comes, to WHAT, WHEN and WHERE.

use crate::chars::is_word;
use crate::cues::CUES;
use demarche_core::Span;
use std::collections::BTreeSet;

/// So many different labels make a notice: a text may well ask "WHAT NOW?" once.
const ENOUGH: usize = 3;

/// The labels in a text, in order, each with the colon behind it; none if it is no notice. A label stands in capitals, "WHO The
/// minister WHAT Talks", or before a colon, "Who: The minister".
pub(crate) fn labels(text: &str) -> Vec<Span> {
    // Hardly any text has these, so that its words need not be asked.
    if !text.contains("WHAT") && !text.contains("What:") {
        return Vec::new();
    }
    let label = |(start, word): (usize, &str)| {
        let end = start + word.len();
        let colon = text[end..].starts_with(':');
        let stands = colon || word.bytes().all(|b| b.is_ascii_uppercase());
        (stands && CUES.labels.has(word)).then(|| Span::new(start, end + usize::from(colon)))
    };
    let all: Vec<Span> = words(text).filter_map(label).collect();
    let (marked, bare): (Vec<Span>, Vec<Span>) =
        all.into_iter().partition(|span| span.slice(text).ends_with(':'));
    // Where labels have colons, a WHO without one is the body.
    let found = if marked.is_empty() { bare } else { marked };
    let name = |span: &Span| span.slice(text).trim_end_matches(':').to_ascii_lowercase();
    let different: BTreeSet<String> = found.iter().map(name).collect();
    if different.len() < ENOUGH || is_shouted(text) { Vec::new() } else { found }
}

/// The words of a text, and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(|c| !is_word(c)).map(move |piece| {
        let start = at;
        at += piece.len();
        (start, piece.trim_end_matches(|c| !is_word(c)))
    })
}

/// Whether all is in capitals, where a label does not stand out.
fn is_shouted(text: &str) -> bool {
    let count = |is: fn(char) -> bool| text.chars().filter(|&c| is(c)).count();
    count(char::is_uppercase) > count(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        labels(text).into_iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn labels_stand_in_capitals_or_before_a_colon() {
        let notice = "WHO Minister Ana Ruiz WHAT Talks on fish WHEN 3 May WHERE Lima";
        assert_eq!(found(notice), ["WHO", "WHAT", "WHEN", "WHERE"]);
        let listed = "Who: Minister Ana Ruiz\nWhat: Talks on what the WHO found\nWhen: 3 May";
        assert_eq!(found(listed), ["Who:", "What:", "When:"]);
    }

    #[test]
    fn one_question_makes_no_notice() {
        assert!(found("WHAT NEXT FOR THE WHO? asked the paper. Its envoys met in Geneva.").is_empty());
        assert!(found("WHO SAID WHAT AND WHEN: MINISTERS QUARREL OVER THE TALKS").is_empty());
    }
}

//! Texts that write down who says what, turn by turn: briefings, interviews, hearings.

use crate::base::Base;
use crate::cues::CUES;
use demarche_core::{SentenceId, Zone};
use std::collections::BTreeMap;
use std::ops::Range;

/// So many turns make a text a transcript.
const TURNS: usize = 6;

/// Fewer turns on either side make no dialogue: colons stand behind places and days as well.
const EACH: usize = 2;

/// So many words name a speaker, at most.
const LABEL: usize = 8;

/// So many tokens of a paragraph are searched for the colon behind its speaker.
const FAR: usize = 20;

/// Whether a label stands for whoever answers.
pub(crate) fn is_answer(label: &str) -> bool {
    CUES.answers.has(label)
}

/// A stretch of a text that begins with whoever speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn {
    /// The sentence with which it begins.
    pub(crate) sentence: SentenceId,
    /// The tokens that name the speaker.
    pub(crate) label: Range<usize>,
    /// Whether it asks, as a journalist does.
    pub(crate) asks: bool,
}

/// Whether many lines of a text begin with a speaker in capitals or with the "Q" of a question.
pub(crate) fn is_transcript(text: &str) -> bool {
    text.lines().filter(|line| is_turn(line)).take(TURNS).count() == TURNS
}

/// "MS. OKORO: Good morning.", "Q Thank you.", "QUESTION: Will he go?"
fn is_turn(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with("Q ") || line.starts_with("Q: ") {
        return true;
    }
    let Some((speaker, _)) = line.split_once(':') else { return false };
    let letters = || speaker.chars().filter(|c| c.is_alphabetic());
    (2..40).contains(&speaker.len()) && letters().count() > 2 && letters().all(char::is_uppercase)
}

/// The turns of a dialogue, in order; none if the text is no dialogue. Who asks is told by the label, else by how most turns under
/// that label end.
pub(crate) fn turns(base: &Base<'_>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut ends: Vec<bool> = Vec::new();
    let mut paragraph = None;
    for sentence in base.sentences().iter().filter(|s| s.zone == Zone::Body) {
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph)
            && let Some(label) = label(base, sentence.id)
        {
            turns.push(Turn { sentence: sentence.id, label, asks: false });
            ends.push(false);
        }
        if let Some(asks) = ends.last_mut() {
            *asks = sentence.span.slice(base.text()).ends_with('?');
        }
    }
    if turns.len() < 2 * EACH {
        return Vec::new();
    }
    let names: Vec<String> = turns.iter().map(|t| name(base, t)).collect();
    let mut votes: BTreeMap<&str, i32> = BTreeMap::new();
    for (name, &asks) in names.iter().zip(&ends) {
        *votes.entry(name).or_default() += if asks { 1 } else { -1 };
    }
    for (turn, name) in turns.iter_mut().zip(&names) {
        let first = name.split(' ').next().unwrap_or_default();
        turn.asks = CUES.asks.has(first) || !is_answer(first) && votes.get(name.as_str()) > Some(&0);
    }
    let asked = turns.iter().filter(|t| t.asks).count();
    if asked < EACH || turns.len() - asked < EACH { Vec::new() } else { turns }
}

/// The tokens before the colon, or the "Q", with which a paragraph begins, if they can name a speaker.
fn label(base: &Base<'_>, sentence: SentenceId) -> Option<Range<usize>> {
    let words: Vec<&str> = base.words(sentence).take(FAR).collect();
    if words.len() > 2 && words[0] == "Q" && words[1] != "(" && words[1].starts_with(char::is_alphabetic) {
        return Some(0..1);
    }
    let colon = words.iter().position(|&w| w == ":").filter(|&c| c > 0 && c + 1 < words.len())?;
    let mut inside = false;
    let mut named = 0;
    for word in &words[..colon] {
        match *word {
            "(" | "[" => inside = true,
            ")" | "]" => inside = false,
            _ if inside => {}
            "," | "." | "-" | "’s" | "'s" | "of" | "the" | "for" | "and" | "&" => {}
            word if word.starts_with(char::is_uppercase) => named += 1,
            _ => return None,
        }
    }
    (1..=LABEL).contains(&named).then_some(0..colon)
}

/// Who is named, without what stands in brackets.
fn name(base: &Base<'_>, turn: &Turn) -> String {
    let words = turn.label.clone().map(|t| base.word(turn.sentence, t));
    let words: Vec<String> = words.take_while(|&w| w != "(").map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{segment, structure};
    use demarche_atlas::Atlas;
    use demarche_core::Article;

    /// The labels of a text's turns, those who ask with a question mark.
    fn labels(text: &str) -> Vec<String> {
        let article = Article::new("x", text);
        let base = segment::segment(&article, Atlas::embedded(), structure::layout(&article, &|_, _| false));
        let label = |t: &Turn| {
            let words = base.span_of(t.sentence, t.label.clone()).slice(text);
            format!("{words}{}", if t.asks { "?" } else { "" })
        };
        turns(&base).iter().map(label).collect()
    }

    #[test]
    fn turns_begin_with_a_speaker() {
        assert!(is_turn("MS. OKORO: Good morning, everyone."));
        assert!(is_turn("  Q    Did the minister call Lisbon?"));
        assert!(is_turn("PRIME MINISTER VARGA: We are old friends."));
        assert!(!is_turn("Quito will host the talks."));
        assert!(!is_turn("The minister said: we will see."));
    }

    #[test]
    fn colons_alone_make_no_dialogue() {
        let text = "LIMA: Two ministers met.\n\nQUITO: They parted.\n\nBOGOTA: A summit opened.\n\nOSLO: A pact was signed.";
        assert!(labels(text).is_empty());
    }
}

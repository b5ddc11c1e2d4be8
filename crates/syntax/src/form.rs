//! What the network looks at in a word: its normal form, its ends, its case, what the lexicon knows of it.

use crate::hash;
use crate::lexicon::{Entry, Lexicon};

/// How a sentence is written; case means nothing in some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Ordinary,
    Title,
    Upper,
    Lower,
}

/// A word as the network sees it. Strings are hashes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Form {
    /// The normal form in lower case, digits as `0`.
    pub(crate) word: u32,
    /// Its last two and three characters.
    pub(crate) suffix: [u32; 2],
    /// Its first three characters.
    pub(crate) prefix: u32,
    /// Letters, case, digits; the sentence's case is part of it. Below 256.
    pub(crate) shape: u32,
    /// What the lexicon knows.
    pub(crate) known: Entry,
}

/// Writes the normal form of a word into `out`: lower case, plain quotation marks and dashes, digits as `0`.
pub(crate) fn normalise(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars() {
        match c {
            'a'..='z' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '0'..='9' => out.push('0'),
            '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '`' | '\u{B4}' => out.push('\''),
            '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{2033}' => {
                out.push('"')
            }
            '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' => out.push('-'),
            '\u{2014}' | '\u{2015}' => out.push_str("--"),
            '\u{2026}' => out.push_str("..."),
            '\u{AD}' | '\u{200B}' | '\u{FEFF}' => {}
            _ => out.extend(c.to_lowercase()),
        }
    }
    match out.as_str() {
        "''" => "\"".clone_into(out),
        "---" | "----" => "--".clone_into(out),
        _ => {}
    }
}

/// How the sentence is written: judged by its longer words, as "of" and "the" stay small in titles.
pub(crate) fn case(words: &[&str]) -> Case {
    let (mut long, mut title, mut upper, mut any_upper) = (0, 0, 0, false);
    for word in words {
        let first_upper = word.chars().next().is_some_and(char::is_uppercase);
        any_upper |= first_upper;
        if word.len() < 4 || !word.chars().all(char::is_alphabetic) {
            continue;
        }
        long += 1;
        title += usize::from(first_upper);
        upper += usize::from(first_upper && !word.chars().any(char::is_lowercase));
    }
    match long {
        3.. if upper * 10 >= long * 9 => Case::Upper,
        4.. if title * 10 >= long * 9 => Case::Title,
        3.. if !any_upper => Case::Lower,
        _ => Case::Ordinary,
    }
}

/// The word's shape: which kinds of character it has, in which order.
fn shape(word: &str) -> u32 {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return 0 };
    let (mut upper, mut lower, mut digit, mut other) = (0u32, 0u32, 0u32, 0u32);
    for c in word.chars() {
        if c.is_uppercase() {
            upper += 1;
        } else if c.is_alphabetic() {
            lower += 1;
        } else if c.is_numeric() {
            digit += 1;
        } else {
            other += 1;
        }
    }
    match (upper, lower, digit, other) {
        (0, 0, 0, _) => match first {
            '\u{201C}' | '\u{2018}' | '`' | '\u{AB}' => 2,
            '\u{201D}' | '\u{2019}' | '\u{BB}' => 3,
            '\'' => 4,
            _ => 1,
        },
        (0, 0, _, 0) => 5 + digit.min(5),
        (0, 0, _, _) => 11,
        (0, _, 0, 0) => 12,
        (0, _, 0, _) => 13,
        (1, 0, 0, 0) => 14,
        (1, 0, 0, _) => 15,
        (_, 0, 0, 0) => 16,
        (_, 0, 0, _) => 17,
        (1, _, 0, 0) if first.is_uppercase() => 18,
        (1, _, 0, _) if first.is_uppercase() => 19,
        (_, _, 0, _) => 20,
        (0, _, _, _) => 21,
        _ => 22,
    }
}

/// Makes the forms of a sentence's words.
pub(crate) fn forms(words: &[&str], lexicon: &Lexicon, buffer: &mut String, out: &mut Vec<Form>) {
    let case = case(words);
    out.clear();
    for (i, word) in words.iter().enumerate() {
        normalise(word, buffer);
        let mut form = Form { word: hash::bytes(0, buffer.as_bytes()), ..Form::default() };
        let text = buffer.as_str();
        // Of a shorter word the ends are the word.
        let end = |count: usize| {
            let at = text.char_indices().rev().nth(count - 1);
            at.map_or(form.word, |(at, _)| hash::bytes(1, &text.as_bytes()[at..]))
        };
        let start = |count: usize| {
            let last = text.char_indices().nth(count - 1);
            last.map_or(form.word, |(at, c)| hash::bytes(2, &text.as_bytes()[..at + c.len_utf8()]))
        };
        (form.suffix, form.prefix) = ([end(2), end(3)], start(3));
        form.shape = shape(word) + 32 * (case as u32) + 128 * u32::from(i == 0);
        form.known = lexicon.get(form.word);
        out.push(form);
    }
}

//! One pass over the tokens for every name of the atlas and every trigger of the analyzers.
//!
//! Names are looked up by their first word, triggers by their first letters, so that a token costs two small look-ups and whole
//! words come for free. An automaton over the bytes would have to be built at every start, from some ten thousand names.

use crate::base::{Base, NameHit};
use crate::chars::{fold, is_word, unify};
use demarche_core::{Hit, Sentence, Span, Token};
use rustc_hash::FxHashMap;

/// The names of an atlas, by their first word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    surfaces: Vec<String>,
    /// By [`first_word`]; longest first, so that the first match is the one to keep.
    by_start: FxHashMap<u64, Vec<Candidate>>,
}

/// A name that may begin here.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    name: u32,
    /// Of the name's second word, if it has one; "Minister" and "United" have many candidates.
    second: Option<u64>,
}

impl Names {
    pub(crate) fn new<'n>(surfaces: impl Iterator<Item = &'n str>) -> Self {
        let surfaces: Vec<String> = surfaces.map(|s| s.chars().map(unify).collect()).collect();
        let mut by_start: FxHashMap<u64, Vec<Candidate>> = FxHashMap::default();
        for (name, surface) in (0..).zip(&surfaces) {
            by_start
                .entry(first_word(surface))
                .or_default()
                .push(Candidate { name, second: second_word(surface) });
        }
        #[expect(clippy::iter_over_hash_type, reason = "every list is sorted by itself")]
        for list in by_start.values_mut() {
            list.sort_by_key(|c| (std::cmp::Reverse(surfaces[c.name as usize].len()), c.name));
        }
        Names { surfaces, by_start }
    }

    /// Whether this is a name, whatever the case.
    pub(crate) fn knows(&self, text: &str) -> bool {
        let candidates = self.by_start.get(&first_word(text)).map_or(&[][..], Vec::as_slice);
        candidates.iter().any(|c| matches(&self.surfaces[c.name as usize], text, true) == Some(text.len()))
    }

    /// Writes the names into the base: the longest at each place, left to right.
    pub(crate) fn find(&self, base: &mut Base<'_>) {
        let text = base.text();
        let mut names = Vec::new();
        let mut starts = Vec::with_capacity(base.sentences.len() + 1);
        starts.push(0);
        for sentence in &base.sentences {
            let tokens = base.tokens(sentence.id);
            let shouting = is_shouting(sentence.span.slice(text));
            let mut next = 0;
            while next < tokens.len() {
                let found = self.at(text, tokens, next, shouting);
                if let Some((name, end)) = found {
                    let span = tokens[next].span.cover(tokens[end - 1].span);
                    names.push(NameHit { span, sentence: sentence.id, tokens: next..end, name });
                }
                next = found.map_or(next + 1, |(_, end)| end);
            }
            starts.push(names.len() as u32);
        }
        base.names = names;
        base.name_starts = starts;
    }

    fn at(&self, text: &str, tokens: &[Token], first: usize, shouting: bool) -> Option<(usize, usize)> {
        let start = tokens[first].span.start as usize;
        let word = tokens[first].span.slice(text);
        let candidates = self.by_start.get(&first_word(word))?;
        let rest = &text[start..tokens[tokens.len() - 1].span.end as usize];
        let capitals = shouting || (word.len() > 3 && is_shouting(word));
        let second = if candidates.len() > 2 { second_word(rest) } else { None };
        candidates.iter().find_map(|&Candidate { name, second: wanted }| {
            if candidates.len() > 2 && wanted.is_some() && wanted != second {
                return None;
            }
            let length = matches(&self.surfaces[name as usize], rest, capitals)?;
            let end = first + tokens[first..].iter().position(|t| t.span.end as usize >= start + length)? + 1;
            (tokens[end - 1].span.end as usize == start + length).then_some((name as usize, end))
        })
    }
}

/// Whether the letters are all capitals, and there are some.
fn is_shouting(text: &str) -> bool {
    let mut capitals = 0;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        capitals += usize::from(c.is_uppercase());
    }
    capitals > 1
}

/// The bytes at the start of `text` that say `name`. One space stands for any white space, typographic apostrophes and
/// hyphens for plain ones; in capitals, case is ignored.
fn matches(name: &str, text: &str, capitals: bool) -> Option<usize> {
    // Letter for letter as far as it goes; most candidates end here.
    let mut same = name.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
    let behind = (name.as_bytes().get(same), text.as_bytes().get(same));
    match behind {
        (None, _) => return Some(same),
        (Some(a), Some(b)) if !capitals && a.is_ascii_alphanumeric() && b.is_ascii() => return None,
        _ => {}
    }
    while !name.is_char_boundary(same) || !text.is_char_boundary(same) {
        same -= 1;
    }
    let mut rest = text[same..].char_indices().peekable();
    for want in name[same..].chars() {
        let (_, have) = rest.next()?;
        let alike = unify(have) == want || (capitals && fold(have) == fold(want));
        if !alike {
            return None;
        }
        if want == ' ' {
            while rest.next_if(|&(_, c)| unify(c) == ' ').is_some() {}
        }
    }
    Some(rest.peek().map_or(text.len(), |&(i, _)| same + i))
}

/// A number for the first word of a text, whatever its case: the same for a name and for the token with which it begins.
fn first_word(text: &str) -> u64 {
    let mix = |sum: u64, c: u32| (sum ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01B3);
    text.chars()
        .take_while(|&c| is_word(c))
        .fold(0xCBF2_9CE4_8422_2325, |sum, c| mix(sum, u32::from(fold(c))))
}

/// The same for the second word, if there is one.
fn second_word(text: &str) -> Option<u64> {
    let behind = text.trim_start_matches(is_word).trim_start_matches(|c| !is_word(c));
    (!behind.is_empty()).then(|| first_word(behind))
}

/// The first letters of a word, folded and packed: the same for a trigger and for the token with which it begins.
fn key(text: &str) -> u64 {
    text.chars()
        .take(3)
        .take_while(|&c| is_word(c))
        .fold(1, |key, c| key << 21 | u64::from(u32::from(fold(c))))
}

/// The triggers of all analyzers, by their first letters.
#[derive(Debug, Clone, Default)]
pub(crate) struct Triggers {
    analyzers: Vec<String>,
    patterns: Vec<Pattern>,
    by_start: FxHashMap<u64, Vec<u32>>,
    /// Patterns whose first word leaves letters of the key open (`a*`).
    open: Vec<u32>,
}

/// One trigger: words, each with an open end or not.
#[derive(Debug, Clone)]
struct Pattern {
    analyzer: u32,
    trigger: u32,
    words: Vec<(String, bool)>,
}

impl Triggers {
    pub(crate) fn new(triggers: &[(String, Vec<String>)]) -> Self {
        let mut all = Triggers::default();
        for (analyzer, (id, patterns)) in triggers.iter().enumerate() {
            all.analyzers.push(id.clone());
            for (trigger, pattern) in patterns.iter().enumerate() {
                let word = |w: &str| (w.trim_end_matches('*').chars().map(fold).collect(), w.ends_with('*'));
                let words: Vec<(String, bool)> = pattern.split_whitespace().map(word).collect();
                let Some((first, open)) = words.first() else { continue };
                let number = all.patterns.len() as u32;
                if *open && first.chars().take_while(|&c| is_word(c)).count() < 3 {
                    all.open.push(number);
                } else {
                    all.by_start.entry(key(first)).or_default().push(number);
                }
                all.patterns.push(Pattern { analyzer: analyzer as u32, trigger: trigger as u32, words });
            }
        }
        all
    }

    /// Writes the hits into the base, one list per analyzer.
    pub(crate) fn find(&self, base: &mut Base<'_>) {
        let mut hits = vec![Vec::new(); self.analyzers.len()];
        let text = base.text();
        for sentence in &base.sentences {
            for token in base.tokens(sentence.id) {
                let listed = self.by_start.get(&key(token.span.slice(text))).map_or(&[][..], Vec::as_slice);
                for &number in listed.iter().chain(&self.open) {
                    let pattern = &self.patterns[number as usize];
                    if let Some(hit) = pattern.at(text, sentence, *token) {
                        hits[pattern.analyzer as usize].push(hit);
                    }
                }
            }
        }
        for list in &mut hits {
            list.sort_unstable_by_key(|h: &Hit| (h.span.start, h.span.end, h.trigger));
        }
        base.hits = hits;
    }

    /// The hits of one analyzer.
    pub(crate) fn of<'b>(&self, base: &'b Base<'_>, analyzer: &str) -> &'b [Hit] {
        let found = self.analyzers.iter().position(|a| a == analyzer);
        found.and_then(|a| base.hits.get(a)).map_or(&[], Vec::as_slice)
    }
}

impl Pattern {
    fn at(&self, text: &str, sentence: &Sentence, token: Token) -> Option<Hit> {
        let start = token.span.start as usize;
        let mut end = start;
        let until = sentence.span.end as usize;
        for (i, (word, open)) in self.words.iter().enumerate() {
            if i > 0 {
                let rest = text.get(end..until)?;
                let space = rest.len() - rest.trim_start().len();
                if space == 0 {
                    return None;
                }
                end += space;
            }
            end += prefix(word, text.get(end..until)?)?;
            let letters =
                text.get(end..until)?.chars().take_while(|&c| is_word(c)).map(char::len_utf8).sum::<usize>();
            if letters > 0 && !open {
                return None;
            }
            end += letters;
        }
        Some(Hit { sentence: sentence.id, span: Span::new(start, end), trigger: self.trigger })
    }
}

/// The bytes at the start of `text` that say `word`, whatever the case.
fn prefix(word: &str, text: &str) -> Option<usize> {
    let mut rest = text.chars();
    for want in word.chars() {
        if fold(rest.next()?) != want {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

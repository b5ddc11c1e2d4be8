//! One pass over the tokens for every name of the atlas and every trigger of the analyzers.
//!
//! Names and triggers are looked up by their first word, triggers with an open end by its first letters, so that a token costs a few
//! small look-ups and whole words come for free. An automaton over the bytes would have to be built at every start, from some ten thousand names.

use crate::base::{Base, NameHit};
use crate::chars::{fold, is_word, unify};
use demarche_core::{Hit, Sentence, Span, Token};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

/// How many letters of a name's first word rule it out or not.
const NAME_LETTERS: usize = 6;
/// By how many letters triggers with an open end are looked up: by more if they have as many.
const KEYS: [usize; 2] = [3, 5];

/// The names of an atlas, by their first word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    surfaces: Vec<Cow<'static, str>>,
    /// The longest name that begins with two words, or is one, so that the first match is the one to keep.
    by_words: FxHashMap<u64, u32>,
    /// For each name the next one that begins like it.
    next: Vec<Option<u32>>,
    /// How names begin; rules out most words of a text.
    starts: Starts,
}

impl Names {
    pub(crate) fn new(surfaces: impl Iterator<Item = &'static str>) -> Self {
        let plain = |surface: &'static str| match surface.chars().all(|c| c == unify(c)) {
            true => Cow::Borrowed(surface),
            false => surface.chars().map(unify).collect(),
        };
        let surfaces: Vec<Cow<'static, str>> = surfaces.map(plain).collect();
        let lengths = surfaces.iter().map(|surface| surface.len() as u32);
        let mut by_length: Vec<(u32, Reverse<u32>)> = lengths.zip((0..).map(Reverse)).collect();
        by_length.sort_unstable();
        let mut by_words = FxHashMap::with_capacity_and_hasher(surfaces.len(), FxBuildHasher);
        let mut next = vec![None; surfaces.len()];
        let mut starts = Starts::default();
        for (_, Reverse(name)) in by_length {
            let surface = &surfaces[name as usize];
            next[name as usize] = by_words.insert(both(first_word(surface), second_word(surface)), name);
            starts.add(surface, NAME_LETTERS, |b| b);
            if surface.is_ascii() {
                starts.add(surface, NAME_LETTERS, |b| b.to_ascii_uppercase());
            } else {
                starts.add(&surface.to_uppercase(), NAME_LETTERS, |b| b);
            }
        }
        Names { surfaces, by_words, next, starts }
    }

    /// Whether this is a name, whatever the case.
    pub(crate) fn knows(&self, text: &str) -> bool {
        self.candidates(text).any(|name| matches(&self.surfaces[name], text, true) == Some(text.len()))
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
        if !self.starts.may_hold(word) {
            return None;
        }
        let rest = &text[start..tokens[tokens.len() - 1].span.end as usize];
        let loud = is_shouting(word);
        let capitals = shouting || (word.len() > 3 && loud);
        // "SAN JOSÉ", "ST. JOHN'S": a short word in capitals may be one anyway, but not two.
        let behind = &tokens[first + 1..(first + 3).min(tokens.len())];
        let both = loud && behind.iter().any(|next| is_shouting(next.span.slice(text)));
        self.candidates(rest).find_map(|name| {
            let surface = &self.surfaces[name];
            let length = matches(surface, rest, capitals || both && surface.contains(' '))?;
            let end = first + tokens[first..].iter().position(|t| t.span.end as usize >= start + length)? + 1;
            (tokens[end - 1].span.end as usize == start + length).then_some((name, end))
        })
    }

    /// Names that may stand at the start of a text, those of two words and more first.
    fn candidates(&self, text: &str) -> impl Iterator<Item = usize> {
        let (first, second) = (first_word(text), second_word(text));
        let longest = |second| self.by_words.get(&both(first, second)).copied();
        let all = |name| std::iter::successors(name, |&name: &u32| self.next[name as usize]);
        let more = second.and_then(|_| longest(second));
        all(more).chain(all(longest(None))).map(|name| name as usize)
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

/// A set of word starts, a few letters each, that may say "perhaps" too often but never "no" wrongly.
#[derive(Debug, Clone)]
struct Starts(Vec<u64>);

impl Default for Starts {
    fn default() -> Self {
        Starts(vec![0; 1 << 11])
    }
}

impl Starts {
    /// The place of a start, unless it has letters beyond ASCII.
    fn place(word: &str, letters: usize, form: impl Fn(u8) -> u8) -> Option<usize> {
        let mut start: u64 = 1;
        for byte in word.bytes().take(letters) {
            if !byte.is_ascii() {
                return None;
            }
            if !byte.is_ascii_alphanumeric() {
                break;
            }
            start = start << 8 | u64::from(form(byte));
        }
        Some(Self::place_of(start))
    }

    fn add(&mut self, word: &str, letters: usize, form: impl Fn(u8) -> u8) {
        if let Some(place) = Self::place(word, letters, form) {
            self.put(place);
        }
    }

    fn has(&self, place: Option<usize>) -> bool {
        place.is_none_or(|place| self.0[place / 64] >> (place % 64) & 1 == 1)
    }

    /// Whether a word as it stands may begin like one of the set.
    fn may_hold(&self, word: &str) -> bool {
        self.has(Self::place(word, NAME_LETTERS, |b| b))
    }

    fn add_number(&mut self, number: u64) {
        self.put(Self::place_of(number));
    }

    fn put(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    /// Whether a number may be one of the set.
    fn may_hold_number(&self, number: u64) -> bool {
        self.has(Some(Self::place_of(number)))
    }

    fn place_of(number: u64) -> usize {
        (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 47) as usize
    }
}

/// By which numbers for words are mixed.
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// A number for the first word of a text, or the mark with which it begins, whatever its case: the same for a name and for the
/// token with which it begins.
fn first_word(text: &str) -> u64 {
    beginnings(text).0
}

/// The same, and the numbers for so many of its first letters as triggers with an open end are looked up by, as far as it has them.
fn beginnings(text: &str) -> (u64, [Option<u64>; KEYS.len()]) {
    let (mut sum, mut keys) = (0xCBF2_9CE4_8422_2325, [None; KEYS.len()]);
    for (before, c) in text.chars().enumerate() {
        let word = is_word(c);
        if before > 0 && !word {
            break;
        }
        sum = (sum ^ u64::from(u32::from(fold(c)))).wrapping_mul(PRIME);
        if !word {
            break;
        }
        if let Some(key) = KEYS.iter().position(|&letters| letters == before + 1) {
            keys[key] = Some(sum);
        }
    }
    (sum, keys)
}

/// The same for the second word, if there is one.
fn second_word(text: &str) -> Option<u64> {
    let behind = text.trim_start_matches(is_word).trim_start_matches(|c| !is_word(c));
    (!behind.is_empty()).then(|| first_word(behind))
}

/// A number for two words, or one. Others may share it: a name is compared letter for letter before it counts.
fn both(first: u64, second: Option<u64>) -> u64 {
    second.map_or(first, |second| first.rotate_left(32) ^ second)
}

/// The triggers of all analyzers, by how they begin.
#[derive(Debug, Clone, Default)]
pub(crate) struct Triggers {
    analyzers: Vec<String>,
    patterns: Vec<Pattern>,
    /// The words of all patterns, and their letters: memory for each would take most of the time of reading them.
    parts: Vec<Part>,
    letters: String,
    /// The last pattern that begins with a whole word, by its letters; or by those of the first two, since many begin with "to" or
    /// "is".
    by_word: FxHashMap<u64, u32>,
    /// With which words patterns begin, and which of these are looked up with the next.
    words: Starts,
    pairs: Starts,
    /// The last pattern whose first word has an open end, by its first letters.
    by_start: FxHashMap<u64, u32>,
    /// The last pattern whose first word has fewer letters than a key (`a*`).
    open: Option<u32>,
    /// How those with an open end begin.
    starts: Starts,
}

/// One trigger.
#[derive(Debug, Clone)]
struct Pattern {
    analyzer: u32,
    trigger: u32,
    /// Its words, as places among the parts.
    parts: Range<u32>,
    /// The pattern before it that is looked up alike.
    next: Option<u32>,
}

/// A word of a trigger in lower case, with an open end or not.
#[derive(Debug, Clone, Copy)]
struct Part {
    letters: Span,
    open: bool,
}

impl Triggers {
    pub(crate) fn new(triggers: &[(String, Vec<String>)]) -> Self {
        let mut all = Triggers::default();
        for (analyzer, (id, patterns)) in (0u32..).zip(triggers) {
            all.analyzers.push(id.clone());
            for (trigger, pattern) in (0u32..).zip(patterns) {
                all.add(analyzer, trigger, pattern);
            }
        }
        all
    }

    fn add(&mut self, analyzer: u32, trigger: u32, pattern: &str) {
        let from = self.parts.len();
        for word in pattern.split_whitespace() {
            let start = self.letters.len();
            self.letters.extend(word.trim_end_matches('*').chars().map(fold));
            let letters = Span::new(start, self.letters.len());
            self.parts.push(Part { letters, open: word.ends_with('*') });
        }
        let mut parts = self.parts[from..].iter().map(|part| (part.letters.slice(&self.letters), part.open));
        let Some((first, open)) = parts.next() else { return };
        let whole = first.chars().all(is_word);
        let number = self.patterns.len() as u32;
        let next = if !open || !whole {
            let word = first_word(first);
            let second = parts.next().filter(|(next, open)| whole && !open && next.starts_with(is_word));
            let second = second.map(|(next, _)| first_word(next));
            if second.is_some() { &mut self.pairs } else { &mut self.words }.add_number(word);
            self.by_word.insert(both(word, second), number)
        } else if let Some(key) = beginnings(first).1.into_iter().flatten().last() {
            self.starts.add_number(key);
            self.by_start.insert(key, number)
        } else {
            self.open.replace(number)
        };
        let parts = from as u32..self.parts.len() as u32;
        self.patterns.push(Pattern { analyzer, trigger, parts, next });
    }

    /// Writes the hits into the base, one list per analyzer.
    pub(crate) fn find(&self, base: &mut Base<'_>) {
        let mut hits = vec![Vec::new(); self.analyzers.len()];
        let text = base.text();
        for sentence in &base.sentences {
            for token in base.tokens(sentence.id) {
                let rest = &text[token.span.start as usize..];
                let (first, keys) = beginnings(rest);
                let whole = self.words.may_hold_number(first).then(|| self.by_word.get(&first)).flatten();
                let second = self.pairs.may_hold_number(first).then(|| second_word(rest)).flatten();
                let pair = second.and_then(|second| self.by_word.get(&both(first, Some(second))));
                let begun = keys.into_iter().flatten().filter(|&key| self.starts.may_hold_number(key));
                let begun = begun.filter_map(|key| self.by_start.get(&key));
                let found = whole.into_iter().chain(pair).chain(begun).chain(&self.open);
                for pattern in found.flat_map(|&last| self.alike(last)) {
                    if let Some(hit) = self.at(pattern, text, sentence, *token) {
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

    /// A pattern and those before it that are looked up alike.
    fn alike(&self, last: u32) -> impl Iterator<Item = &Pattern> {
        let pattern = |number: u32| &self.patterns[number as usize];
        std::iter::successors(Some(pattern(last)), move |found| found.next.map(pattern))
    }

    fn at(&self, pattern: &Pattern, text: &str, sentence: &Sentence, token: Token) -> Option<Hit> {
        let start = token.span.start as usize;
        let mut end = start;
        let until = sentence.span.end as usize;
        let parts = pattern.parts.start as usize..pattern.parts.end as usize;
        for (i, part) in self.parts[parts].iter().enumerate() {
            if i > 0 {
                let rest = text.get(end..until)?;
                let space = rest.len() - rest.trim_start().len();
                if space == 0 {
                    return None;
                }
                end += space;
            }
            end += prefix(part.letters.slice(&self.letters), text.get(end..until)?)?;
            let letters =
                text.get(end..until)?.chars().take_while(|&c| is_word(c)).map(char::len_utf8).sum::<usize>();
            if letters > 0 && !part.open {
                return None;
            }
            end += letters;
        }
        Some(Hit { sentence: sentence.id, span: Span::new(start, end), trigger: pattern.trigger })
    }
}

/// The bytes at the start of `text` that say `word`, whatever the case.
fn prefix(word: &str, text: &str) -> Option<usize> {
    // Plain letters need no decoding, and most words are written with them.
    if let Some(start) = text.as_bytes().get(..word.len()).filter(|start| start.is_ascii()) {
        return start.eq_ignore_ascii_case(word.as_bytes()).then_some(word.len());
    }
    let mut rest = text.chars();
    for want in word.chars() {
        if fold(rest.next()?) != want {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

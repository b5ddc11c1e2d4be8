//! The words of unlabelled text and of the treebanks.

use crate::form::normalise;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Unlabelled sentences as numbers of words, and the words, most frequent first.
pub(crate) struct Corpus {
    pub(crate) words: Vec<String>,
    /// The text as numbers of words; 0 is an edge or a rare word.
    pub(crate) text: Vec<u32>,
    counts: Vec<u32>,
    /// How often each word stands within a sentence, and how often with a capital there.
    capitals: Vec<[u32; 2]>,
}

/// Stands for the edge of a paragraph and for every rare word.
const EDGE: u32 = 0;

impl Corpus {
    /// Counts the words of `texts` (paragraphs on lines) and of tokenised sentences. A word is kept if it
    /// occurs `least` times.
    pub(crate) fn new<'a>(
        texts: impl Iterator<Item = &'a str>,
        sentences: impl Iterator<Item = Vec<&'a str>>,
        least: u32,
    ) -> Self {
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        let mut all: Vec<u32> = vec![EDGE];
        let mut names: Vec<String> = vec![String::new()];
        let mut buffer = String::new();
        let mut capitals: Vec<[u32; 2]> = vec![[0; 2]];
        // Whether a sentence may begin here, where a capital says nothing.
        let mut fresh = true;
        let mut put = |token: &str, all: &mut Vec<u32>| {
            normalise(token, &mut buffer);
            let number = known.get(buffer.as_str()).copied().unwrap_or_else(|| {
                names.push(buffer.clone());
                capitals.push([0; 2]);
                known.insert(buffer.clone(), names.len() as u32 - 1);
                names.len() as u32 - 1
            });
            let capital = token.chars().next().is_some_and(char::is_uppercase);
            if !fresh && all.last() != Some(&EDGE) {
                capitals[number as usize][0] += 1;
                capitals[number as usize][1] += u32::from(capital);
            }
            fresh = !token.chars().any(char::is_alphanumeric) && token != ",";
            all.push(number);
        };
        for line in texts.flat_map(str::lines).filter(|line| !line.trim().is_empty()) {
            rough_tokens(line, &mut |token| put(token, &mut all));
            all.push(EDGE);
        }
        for sentence in sentences {
            for token in sentence {
                put(token, &mut all);
            }
            all.push(EDGE);
        }
        let mut counts = vec![0u32; names.len()];
        for &word in &all {
            counts[word as usize] += 1;
        }
        let mut order: Vec<u32> = (1..names.len() as u32).filter(|&w| counts[w as usize] >= least).collect();
        order.sort_by_key(|&word| (Reverse(counts[word as usize]), &names[word as usize]));
        let mut renumbered = vec![EDGE; names.len()];
        for (rank, &word) in order.iter().enumerate() {
            renumbered[word as usize] = rank as u32 + 1;
        }
        let words: Vec<String> =
            std::iter::once(String::new()).chain(order.iter().map(|&w| names[w as usize].clone())).collect();
        for word in &mut all {
            *word = renumbered[*word as usize];
        }
        let mut kept = vec![0; words.len()];
        for &word in &all {
            kept[word as usize] += 1;
        }
        let capitals = std::iter::once([0; 2]).chain(order.iter().map(|&word| capitals[word as usize]));
        Self { text: all, counts: kept, capitals: capitals.collect(), words }
    }

    /// The words with how often they occur.
    pub(crate) fn counted(&self) -> BTreeMap<&str, u32> {
        self.words.iter().map(String::as_str).zip(self.counts.iter().copied()).collect()
    }

    /// How often the word is capitalised within sentences: 0 unknown, 1 never, 2 seldom, 3 often, 4 always.
    pub(crate) fn capital(&self, word: usize) -> u32 {
        let [all, capital] = self.capitals[word];
        match all {
            0..5 => 0,
            _ if capital * 50 < all => 1,
            _ if capital * 2 < all => 2,
            _ if capital * 20 < all * 19 => 3,
            _ => 4,
        }
    }
}

/// Cuts a line into tokens nearly as the treebanks do; what is rare may be cut wrongly.
fn rough_tokens(line: &str, put: &mut dyn FnMut(&str)) {
    for chunk in line.split_whitespace() {
        let mut rest = chunk;
        while let Some(first) = rest.chars().next().filter(|c| !c.is_alphanumeric()) {
            put(&rest[..first.len_utf8()]);
            rest = &rest[first.len_utf8()..];
        }
        let core = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
        let (mut core, mut tail) = (core, &rest[core.len()..]);
        // An abbreviation keeps its stop.
        if tail.starts_with('.')
            && (core.contains('.') || core.chars().count() == 1 || ABBREVIATIONS.contains(&core))
        {
            (core, tail) = (&rest[..=core.len()], &tail[1..]);
        }
        words(core, put);
        for c in tail.chars() {
            put(c.encode_utf8(&mut [0; 4]));
        }
    }
}

/// What commonly ends in a full stop within a sentence.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Gen", "Lt", "Col", "Sen", "Rep", "Gov", "St", "Jr", "Sr", "Inc", "Corp", "Co",
    "Ltd", "No", "vs", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// Cuts hyphens and clitics off within a word.
fn words(core: &str, put: &mut dyn FnMut(&str)) {
    if core.contains("://") || core.contains('@') {
        return put(core);
    }
    let mut rest = core;
    while let Some(at) = rest.find(['-', '/', '\u{2013}', '\u{2014}']) {
        let sign = rest[at..].chars().next().map_or(1, char::len_utf8);
        // Prefixes and numbers stay whole.
        if at < 4 || rest[..at].ends_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        clitics(&rest[..at], put);
        put(&rest[at..at + sign]);
        rest = &rest[at + sign..];
    }
    clitics(rest, put);
}

/// Cuts a clitic off.
fn clitics(word: &str, put: &mut dyn FnMut(&str)) {
    const ENDS: &[&str] =
        &["n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"];
    match ENDS.iter().find(|&&end| word.len() > end.len() && word.ends_with(end)) {
        Some(end) => {
            put(&word[..word.len() - end.len()]);
            put(end);
        }
        None if !word.is_empty() => put(word),
        None => {}
    }
}

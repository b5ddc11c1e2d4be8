//! Word clusters from unlabelled text: words that stand between the same words fall together.
//!
//! The exchange algorithm on a two-sided predictive class bigram model (Kneser and Ney 1993; Uszkoreit and Brants 2008;
//! Dehdari, Tan and van Genabith 2016): every word in turn goes to the class in which it and its neighbours predict
//! each other best. Likelihoods are sums of fixed-point numbers, so that every machine finds the same clusters.

use crate::form::normalise;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Unlabelled sentences as numbers of words, and the words, most frequent first.
pub(crate) struct Corpus {
    pub(crate) words: Vec<String>,
    /// The text as numbers of words; 0 is an edge or a rare word.
    pub(crate) text: Vec<u32>,
    /// How often each pair of neighbours occurs, by the left and by the right one.
    right: Vec<Vec<(u32, u32)>>,
    left: Vec<Vec<(u32, u32)>>,
    counts: Vec<u32>,
    /// How often each word stands within a sentence, and how often with a capital there.
    capitals: Vec<[u32; 2]>,
}

/// Stands for the edge of a paragraph and for every rare word.
const EDGE: u32 = 0;

impl Corpus {
    /// Counts the words and neighbours of `texts` (paragraphs on lines) and of tokenised sentences. A word is kept if it
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
        let mut pairs: Vec<(u32, u32)> =
            all.windows(2).map(|pair| (renumbered[pair[0] as usize], renumbered[pair[1] as usize])).collect();
        pairs.sort_unstable();
        for word in &mut all {
            *word = renumbered[*word as usize];
        }
        let mut corpus = Self {
            text: all,
            counts: vec![0; words.len()],
            capitals: std::iter::once([0; 2])
                .chain(order.iter().map(|&word| capitals[word as usize]))
                .collect(),
            right: vec![Vec::new(); words.len()],
            left: vec![Vec::new(); words.len()],
            words,
        };
        for run in pairs.chunk_by(|a, b| a == b) {
            let ((left, right), count) = (run[0], run.len() as u32);
            corpus.counts[left as usize] += count;
            corpus.right[left as usize].push((right, count));
            corpus.left[right as usize].push((left, count));
        }
        corpus
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

    /// Sorts the words into `classes` clusters, numbered from 1; rare words are in none, 0. Goes through the words
    /// `rounds` times.
    pub(crate) fn cluster(&self, classes: usize, rounds: usize) -> Vec<u16> {
        let size = self.words.len();
        let mut class: Vec<usize> = (0..size).map(|word| word % classes).collect();
        let mut sides = [Side::new(&self.left, &class, classes), Side::new(&self.right, &class, classes)];
        let mut totals = vec![0u32; classes];
        for word in 0..size {
            totals[class[word]] += self.counts[word];
        }
        let logs = Logs::new();
        let mut gains = vec![0i64; classes];
        for _ in 0..rounds {
            let mut moved = 0;
            #[allow(clippy::needless_range_loop, reason = "several tables run in step with the index")]
            for word in 1..size {
                let count = self.counts[word];
                let old = class[word];
                totals[old] -= count;
                gains.fill(0);
                for side in &mut sides {
                    side.take(word, old);
                    side.gain(word, &logs, &mut gains);
                }
                let mut best = old;
                for (candidate, gain) in gains.iter_mut().enumerate() {
                    // Once for each side.
                    *gain -= 2 * (logs.of(totals[candidate] + count) - logs.of(totals[candidate]));
                }
                for (candidate, &gain) in gains.iter().enumerate() {
                    if gain > gains[best] {
                        best = candidate;
                    }
                }
                for side in &mut sides {
                    side.put(word, best);
                }
                totals[best] += count;
                class[word] = best;
                moved += usize::from(best != old);
            }
            if moved * 200 < size {
                break;
            }
        }
        class.iter().enumerate().map(|(word, &class)| if word == 0 { 0 } else { class as u16 + 1 }).collect()
    }
}

/// Neighbours on one side: each word's, and how often each neighbour stands beside each class.
struct Side<'a> {
    neighbours: &'a [Vec<(u32, u32)>],
    beside: Vec<u32>,
    classes: usize,
}

impl<'a> Side<'a> {
    fn new(neighbours: &'a [Vec<(u32, u32)>], class: &[usize], classes: usize) -> Self {
        let mut side = Self { neighbours, beside: vec![0; neighbours.len() * classes], classes };
        for (word, &class) in class.iter().enumerate() {
            side.put(word, class);
        }
        side
    }

    fn take(&mut self, word: usize, class: usize) {
        for &(other, count) in &self.neighbours[word] {
            self.beside[other as usize * self.classes + class] -= count;
        }
    }

    fn put(&mut self, word: usize, class: usize) {
        for &(other, count) in &self.neighbours[word] {
            self.beside[other as usize * self.classes + class] += count;
        }
    }

    /// What each class would gain in likelihood if it got the word.
    fn gain(&self, word: usize, logs: &Logs, gains: &mut [i64]) {
        for &(other, count) in &self.neighbours[word] {
            let row = &self.beside[other as usize * self.classes..][..self.classes];
            let alone = logs.of(count);
            for (gain, &before) in gains.iter_mut().zip(row) {
                *gain += if before == 0 { alone } else { logs.of(before + count) - logs.of(before) };
            }
        }
    }
}

/// `n ln n` in fixed point.
struct Logs(Vec<i64>);

impl Logs {
    fn new() -> Self {
        Self((0..1 << 16).map(Self::compute).collect())
    }

    fn compute(n: u32) -> i64 {
        let n = f64::from(n);
        if n < 1.0 { 0 } else { (n * n.ln() * 65_536.0).round() as i64 }
    }

    #[inline]
    fn of(&self, n: u32) -> i64 {
        self.0.get(n as usize).copied().unwrap_or_else(|| Self::compute(n))
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

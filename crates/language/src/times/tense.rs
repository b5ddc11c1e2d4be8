//! Whether the clause around a time looks back or ahead.
//!
//! Most sentences are never parsed, so the words alone must do: the nearest verb cue to the left, else the first to the
//! right. Where there is a tree, the verb above the time decides.

use demarche_core::{Deprel, Tree, Xpos};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Where a clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Past,
    Future,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    Future,
    Prospect,
    Base,
    Past,
    Neutral,
    Ahead,
}

/// The words that tell.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    words: FxHashMap<Box<str>, Cue>,
}

/// How far a cue may be away, in tokens.
const REACH: usize = 40;
/// How far before a time "until", "before" may stand.
const NEAR: usize = 6;

impl Cues {
    /// Reads the table of cues.
    pub(crate) fn load(table: &str) -> Result<Cues, String> {
        let mut cues = Cues::default();
        for line in table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).skip(1) {
            let cue = match line.split_once('\t') {
                Some((_, "future")) => Cue::Future,
                Some((_, "prospect")) => Cue::Prospect,
                Some((_, "base")) => Cue::Base,
                Some((_, "past")) => Cue::Past,
                Some((_, "neutral")) => Cue::Neutral,
                Some((_, "ahead")) => Cue::Ahead,
                _ => return Err(format!("`{line}`: unknown cue")),
            };
            let word = line.split('\t').next().unwrap_or_default();
            if cues.words.insert(word.into(), cue).is_some() {
                return Err(format!("`{word}` has two cues"));
            }
        }
        Ok(cues)
    }

    /// Where the clause around these tokens looks.
    pub(crate) fn direction(&self, words: &[&str], tokens: &Range<usize>, tree: Option<&Tree>) -> Direction {
        let by_tree = tree.map_or(Direction::Unknown, |tree| self.above(words, tokens, tree));
        if by_tree == Direction::Unknown { self.around(words, tokens) } else { by_tree }
    }

    fn cue(&self, word: &str) -> Option<Cue> {
        // A capital is a name, or the first word, which is hardly ever the verb: "May", "Will", "United".
        if word.len() > 20 || word.starts_with(char::is_uppercase) {
            return None;
        }
        let contracted = ["'ll", "’ll"].iter().any(|s| word.ends_with(s));
        let regular =
            || word.len() > 4 && word.ends_with("ed") && word.bytes().all(|b| b.is_ascii_lowercase());
        match self.words.get(word) {
            Some(cue) => Some(*cue),
            None if contracted => Some(Cue::Future),
            None => regular().then_some(Cue::Past),
        }
    }

    /// By the words alone.
    fn around(&self, words: &[&str], tokens: &Range<usize>) -> Direction {
        let before = words.get(..tokens.start).unwrap_or(words);
        let mut ahead = false;
        for (distance, at) in (0..before.len()).rev().take(REACH).enumerate() {
            if before[at] == ";" {
                break;
            }
            match self.cue(before[at]) {
                // "put off from May": when it was to be.
                Some(Cue::Prospect) if before.last() == Some(&"from") => return Direction::Unknown,
                Some(Cue::Future | Cue::Prospect) => return Direction::Future,
                Some(Cue::Past) => return self.of_participle(before, at),
                Some(Cue::Base) if at > 0 && before[at - 1] == "to" => return Direction::Future,
                Some(Cue::Ahead) => ahead |= distance < NEAR,
                _ => {}
            }
        }
        let found = (tokens.end..words.len()).take(REACH).find_map(|at| match self.cue(words[at])? {
            Cue::Future => Some(Direction::Future),
            Cue::Prospect if self.is_predicate(words, at) => Some(Direction::Future),
            Cue::Past => Some(self.of_participle(words, at)),
            _ => None,
        });
        found.unwrap_or(if ahead { Direction::Future } else { Direction::Unknown })
    }

    /// A past form may be a participle: "will be held", "to be held".
    fn of_participle(&self, words: &[&str], at: usize) -> Direction {
        let near = words.get(at.saturating_sub(4)..at).unwrap_or(&[]);
        let to_be = near.windows(2).any(|w| w[0] == "to" && w[1] == "be");
        let auxiliary = near.iter().any(|w| self.cue(w) == Some(Cue::Future))
            && near.iter().any(|w| matches!(*w, "be" | "have"));
        if to_be || auxiliary { Direction::Future } else { Direction::Past }
    }

    /// "is expected", "due to": not "a planned visit was called off".
    fn is_predicate(&self, words: &[&str], at: usize) -> bool {
        let be = at
            .checked_sub(1)
            .is_some_and(|b| matches!(words[b], "is" | "are" | "be" | "'s" | "’s" | "also" | "not"));
        be || words.get(at + 1).is_some_and(|w| *w == "to" || *w == "for")
    }

    /// By the verb above in the tree.
    fn above(&self, words: &[&str], tokens: &Range<usize>, tree: &Tree) -> Direction {
        if tree.words.len() != words.len() {
            return Direction::Unknown;
        }
        let outside = |t: &usize| tree.head(*t).is_none_or(|h| !tokens.contains(&h));
        let Some(top) = tokens.clone().find(outside) else { return Direction::Unknown };
        for at in tree.ancestors(top) {
            let word = &tree.words[at];
            let auxiliaries = || {
                tree.children(at)
                    .filter(|(_, w)| matches!(w.rel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
            };
            let has = |xpos: Xpos| auxiliaries().any(|(_, w)| w.xpos == xpos);
            if has(Xpos::Md) {
                return Direction::Future;
            }
            let prospect = self.cue(words[at]) == Some(Cue::Prospect);
            let infinitive = tree.children(at).any(|(c, w)| w.xpos == Xpos::To && c < at);
            match word.xpos {
                // "agreed to attend": what comes; "flew in to attend": why, so at the same time.
                _ if infinitive && word.rel != Deprel::Advcl => return Direction::Future,
                Xpos::Vbd => return Direction::Past,
                _ if prospect => return Direction::Future,
                Xpos::Vbn
                    if has(Xpos::Vbz)
                        && tree.child(at, &[Deprel::AuxPass]).is_some()
                        && !self.perfect(words, tree, at) =>
                {
                    return Direction::Unknown;
                }
                Xpos::Vbn => return Direction::Past,
                Xpos::Vbz | Xpos::Vbp => return Direction::Unknown,
                _ if has(Xpos::Vbd) => return Direction::Past,
                _ if has(Xpos::Vbz) || has(Xpos::Vbp) => return Direction::Unknown,
                _ => {}
            }
        }
        Direction::Unknown
    }

    /// "has been held".
    fn perfect(&self, words: &[&str], tree: &Tree, at: usize) -> bool {
        tree.children(at).any(|(c, w)| {
            w.rel == Deprel::Aux && matches!(words[c], "has" | "have" | "had" | "'ve" | "’ve" | "'d")
        })
    }
}

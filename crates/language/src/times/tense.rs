//! Whether the clause around a time looks back or ahead.
//!
//! Most sentences are never parsed, so the words alone must do: the nearest verb cue to the left, else the first to the
//! right. Where there is a tree, the verb above the time decides.

use demarche_core::{Deprel, Tree, Word, Xpos};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Where a clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Past,
    Future,
    Unknown,
}

/// Where a clause looks, and whether that leaves no doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outlook {
    pub(crate) direction: Direction,
    /// "will meet in May", "met in May", "since May"; not "hopes to meet in May", "asked for an answer before May".
    pub(crate) firm: bool,
}

impl Outlook {
    const UNKNOWN: Outlook = Outlook::weak(Direction::Unknown);

    const fn firm(direction: Direction) -> Outlook {
        Outlook { direction, firm: true }
    }

    const fn weak(direction: Direction) -> Outlook {
        Outlook { direction, firm: false }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    Future,
    Possible,
    Prospect,
    Base,
    Past,
    Request,
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
/// How far before a time "preparations for" may stand.
const PREPARED: usize = 16;

impl Cues {
    /// Reads the table of cues.
    pub(crate) fn load(table: &str) -> Result<Cues, String> {
        let mut cues = Cues::default();
        for line in table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).skip(1) {
            let cue = match line.split_once('\t') {
                Some((_, "future")) => Cue::Future,
                Some((_, "possible")) => Cue::Possible,
                Some((_, "prospect")) => Cue::Prospect,
                Some((_, "base")) => Cue::Base,
                Some((_, "past")) => Cue::Past,
                Some((_, "request")) => Cue::Request,
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
    pub(crate) fn outlook(&self, words: &[&str], tokens: &Range<usize>, tree: Option<&Tree>) -> Outlook {
        let before = &words[tokens.start.saturating_sub(3).min(words.len())..tokens.start.min(words.len())];
        if matches!(before, [.., "since"] | [.., "since", "the"]) {
            return Outlook::firm(Direction::Past);
        }
        let by_tree = tree.map_or(Outlook::UNKNOWN, |tree| self.above(words, tokens, tree));
        let found =
            if by_tree.direction == Direction::Unknown { self.around(words, tokens) } else { by_tree };
        // "April 24: The premier travels to Oslo": a chronology has its own tense, and tells of what is over or to come.
        let label = tokens.start == 0 && words.get(tokens.end).is_some_and(|w| *w == ":");
        if label && !found.firm {
            return Outlook::UNKNOWN;
        }
        // "pressed for an answer before May": the verb is past, the answer is not.
        let ahead = before.iter().any(|w| self.cue(w) == Some(Cue::Ahead));
        // "set a hearing for Wednesday", "was due back on April 7": what was planned lies ahead of its planning.
        let near = &words[tokens.start.saturating_sub(NEAR).min(words.len())..tokens.start.min(words.len())];
        let planned = near.iter().any(|w| self.cue(w) == Some(Cue::Prospect));
        let coming = planned && before.last() == Some(&"for") || self.is_prepared(words, tokens.start);
        match found.direction {
            Direction::Past if coming => Outlook::weak(Direction::Future),
            Direction::Past => Outlook { firm: found.firm && !ahead && !planned, ..found },
            // "plans to be back by May".
            Direction::Future => Outlook { firm: found.firm || before.last() == Some(&"by"), ..found },
            Direction::Unknown => found,
        }
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

    /// "discussed preparations for the visit in May": what is prepared or planned lies ahead, whatever verb stands before.
    fn is_prepared(&self, words: &[&str], start: usize) -> bool {
        let before = words.get(..start).unwrap_or(words);
        let tells = |w: &&str| !matches!(self.cue(w), None | Some(Cue::Neutral | Cue::Base));
        let nearest = before.iter().rposition(tells);
        nearest.is_some_and(|at| {
            start - at < PREPARED
                && self.cue(before[at]) == Some(Cue::Prospect)
                && before.get(at + 1) == Some(&"for")
        })
    }

    /// By the words alone.
    fn around(&self, words: &[&str], tokens: &Range<usize>) -> Outlook {
        let before = words.get(..tokens.start).unwrap_or(words);
        let mut ahead = false;
        for (distance, at) in (0..before.len()).rev().take(REACH).enumerate() {
            if before[at] == ";" {
                break;
            }
            match self.cue(before[at]) {
                // "put off from May": when it was to be.
                Some(Cue::Prospect) if before.last() == Some(&"from") => return Outlook::UNKNOWN,
                Some(Cue::Future) => return Outlook::firm(Direction::Future),
                Some(Cue::Prospect | Cue::Possible) => return Outlook::weak(Direction::Future),
                Some(Cue::Past | Cue::Request) => return self.of_participle(before, at),
                Some(Cue::Base) if at > 0 && before[at - 1] == "to" => {
                    return Outlook::weak(Direction::Future);
                }
                Some(Cue::Ahead) => ahead |= distance < NEAR,
                _ => {}
            }
        }
        // What follows is less sure to be the verb of this clause.
        let found = (tokens.end..words.len()).take(REACH).find_map(|at| match self.cue(words[at])? {
            Cue::Future => Some(Outlook::firm(Direction::Future)),
            Cue::Prospect if self.is_predicate(words, at) => Some(Outlook::weak(Direction::Future)),
            Cue::Past | Cue::Request => Some(Outlook::weak(self.of_participle(words, at).direction)),
            _ => None,
        });
        found.unwrap_or(if ahead { Outlook::weak(Direction::Future) } else { Outlook::UNKNOWN })
    }

    /// A past form may be a participle: "will be held", "to be held".
    fn of_participle(&self, words: &[&str], at: usize) -> Outlook {
        let near = words.get(at.saturating_sub(4)..at).unwrap_or(&[]);
        let modal = near.iter().any(|w| matches!(self.cue(w), Some(Cue::Future | Cue::Possible)));
        match () {
            () if near.windows(2).any(|w| w == ["to", "be"]) => Outlook::weak(Direction::Future),
            () if modal && near.iter().any(|w| matches!(*w, "be" | "have")) => {
                Outlook::firm(Direction::Future)
            }
            () => Outlook::firm(Direction::Past),
        }
    }

    /// "is expected", "due to": not "a planned visit was called off".
    fn is_predicate(&self, words: &[&str], at: usize) -> bool {
        let be = at
            .checked_sub(1)
            .is_some_and(|b| matches!(words[b], "is" | "are" | "be" | "'s" | "’s" | "also" | "not"));
        be || words.get(at + 1).is_some_and(|w| *w == "to" || *w == "for")
    }

    /// By the verb above in the tree.
    fn above(&self, words: &[&str], tokens: &Range<usize>, tree: &Tree) -> Outlook {
        if tree.words.len() != words.len() {
            return Outlook::UNKNOWN;
        }
        let outside = |t: &usize| tree.head(*t).is_none_or(|h| !tokens.contains(&h));
        let Some(top) = tokens.clone().find(outside) else { return Outlook::UNKNOWN };
        for at in tree.ancestors(top) {
            let word = &tree.words[at];
            let auxiliaries = || {
                tree.children(at)
                    .filter(|(_, w)| matches!(w.rel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
            };
            let has = |xpos: Xpos| auxiliaries().any(|(_, w)| w.xpos == xpos);
            if let Some((modal, _)) = auxiliaries().find(|(_, w)| w.xpos == Xpos::Md) {
                let firm = self.cue(words[modal]) == Some(Cue::Future);
                return Outlook { direction: Direction::Future, firm };
            }
            let prospect = self.cue(words[at]) == Some(Cue::Prospect);
            // "was due to hold talks", where "due to" was read as a conjunction.
            let due = |(c, w): (usize, &Word)| {
                matches!(w.rel, Deprel::Mark | Deprel::Case) && self.cue(words[c]) == Some(Cue::Prospect)
            };
            // "concurred in holding the next round in June"
            let next = |noun: usize| {
                let prospect = |(c, w): (usize, &Word)| {
                    w.rel == Deprel::Amod && self.cue(words[c]) == Some(Cue::Prospect)
                };
                tree.children(noun).any(prospect)
            };
            let coming = || match word.xpos {
                Xpos::Nn | Xpos::Nnp => next(at),
                Xpos::Vbg => tree.child(at, &[Deprel::Obj]).is_some_and(next),
                _ => false,
            };
            if tree.children(at).any(due) || coming() {
                return Outlook::weak(Direction::Future);
            }
            // "is coming on Friday": what is under way, or fixed, is not told of a day gone by.
            let under_way = word.xpos == Xpos::Vbg && (has(Xpos::Vbz) || has(Xpos::Vbp)) && !has(Xpos::Vbd);
            if under_way && tree.head(top) == Some(at) {
                return Outlook::weak(Direction::Future);
            }
            let infinitive = tree.children(at).any(|(c, w)| w.xpos == Xpos::To && c < at);
            let asked = || tree.head(at).is_some_and(|head| self.cue(words[head]) == Some(Cue::Request));
            match word.xpos {
                // "agreed to attend", "invited her to attend": what comes; "flew in to attend": why, so at the same time.
                _ if infinitive && (word.rel != Deprel::Advcl || asked()) => {
                    return Outlook::weak(Direction::Future);
                }
                Xpos::Vbd => return Outlook::firm(Direction::Past),
                _ if prospect => return Outlook::weak(Direction::Future),
                Xpos::Vbn
                    if has(Xpos::Vbz)
                        && tree.child(at, &[Deprel::AuxPass]).is_some()
                        && !self.perfect(words, tree, at) =>
                {
                    return Outlook::UNKNOWN;
                }
                Xpos::Vbn => return Outlook::firm(Direction::Past),
                Xpos::Vbz | Xpos::Vbp => return Outlook::UNKNOWN,
                _ if has(Xpos::Vbd) => return Outlook::firm(Direction::Past),
                _ if has(Xpos::Vbz) || has(Xpos::Vbp) => return Outlook::UNKNOWN,
                _ => {}
            }
        }
        Outlook::UNKNOWN
    }

    /// "has been held".
    fn perfect(&self, words: &[&str], tree: &Tree, at: usize) -> bool {
        tree.children(at).any(|(c, w)| {
            w.rel == Deprel::Aux && matches!(words[c], "has" | "have" | "had" | "'ve" | "’ve" | "'d")
        })
    }
}

//! Who stands next to a word, read from the order of the mentions: what remains when a tree is wrong.
//!
//! A small parser errs most in long sentences, where a verb's subject or a phrase with "with" hangs on the wrong word. Between
//! a verb and those who take part stand few words, though, and of few kinds: auxiliaries, adverbs, dates, places, "who". So a
//! frame may ask for the mentions to the `left` or `right` of a word as its last resort.

use crate::view::View;
use demarche_core::{Mention, MentionForm, Sense, Upos, Xpos};

/// More words than this between two that belong together are another clause.
const REACH: usize = 14;

impl<'r> View<'r> {
    /// The heads of the mentions that end before a word, left to right; several if they are coordinated.
    pub(crate) fn mentions_left(&self, token: usize) -> Vec<usize> {
        let mut at = token;
        while token - at < REACH {
            if let Some(found) = self.actor_ending(at) {
                return self.chain_left(found);
            }
            match at.checked_sub(1) {
                Some(previous) if self.is_passable(previous) => at = previous,
                _ => break,
            }
        }
        Vec::new()
    }

    /// The heads of the mentions that begin after a word, or after the first of these prepositions that follows it.
    pub(crate) fn mentions_right(&self, token: usize, prepositions: &[String]) -> Vec<usize> {
        let is_preposition = |i: usize| prepositions.iter().any(|p| p.eq_ignore_ascii_case(self.text(i)));
        let mut at = token + 1;
        if !prepositions.is_empty() {
            let stop = self.tree.words.len().min(token + REACH);
            let passed = (at..stop).take_while(|&i| !is_preposition(i) && self.is_passable(i)).count();
            at += passed;
            if at >= stop || !is_preposition(at) {
                return Vec::new();
            }
            at += 1;
        }
        self.actor_starting(at).map(|found| self.chain_right(found)).unwrap_or_default()
    }

    /// Words that may stand between a verb and those who take part.
    fn is_passable(&self, token: usize) -> bool {
        let within = |tokens: &std::ops::Range<usize>| tokens.contains(&token);
        matches!(
            self.word(token).upos,
            Upos::Adv | Upos::Aux | Upos::Part | Upos::Adp | Upos::Det | Upos::Num
        ) || matches!(self.word(token).xpos, Xpos::Wp | Xpos::Wdt)
            || matches!(self.text(token), "," | "(" | ")")
            || self.reading.times(self.sentence).iter().any(|t| within(&t.tokens))
            || self.named().any(|m| m.sense == Sense::Place && within(&m.tokens))
    }

    fn named(&self) -> impl Iterator<Item = &'r Mention> + use<'r> {
        self.reading.mentions(self.sentence).iter().filter(|m| m.form != MentionForm::Modifier)
    }

    /// The widest mention of an actor that ends at a boundary between tokens.
    fn actor_ending(&self, end: usize) -> Option<&'r Mention> {
        let ending = self.named().filter(|m| m.sense == Sense::Actor && m.tokens.end == end);
        ending.max_by_key(|m| m.tokens.len())
    }

    /// The widest mention of an actor that begins at a token, or after articles, adjectives and nationalities there.
    fn actor_starting(&self, start: usize) -> Option<&'r Mention> {
        let modifies = |i: usize| {
            let mentions = self.reading.mentions(self.sentence);
            mentions.iter().any(|m| m.form == MentionForm::Modifier && m.tokens.contains(&i))
        };
        let passable = |i: &usize| {
            self.tree.words.get(*i).is_some_and(|w| matches!(w.upos, Upos::Det | Upos::Adj | Upos::Num))
                || modifies(*i)
        };
        let skipped = (start..start + 3).take_while(passable).count();
        (start..=start + skipped).find_map(|at| {
            let starting = self.named().filter(|m| m.sense == Sense::Actor && m.tokens.start == at);
            starting.max_by_key(|m| m.tokens.len())
        })
    }

    /// With the one before it in "A and B".
    fn chain_left(&self, last: &Mention) -> Vec<usize> {
        let mut heads = vec![last.head];
        let mut start = last.tokens.start;
        while let Some(previous) = self.before_and(start).and_then(|end| self.actor_ending(end)) {
            heads.push(previous.head);
            start = previous.tokens.start;
        }
        heads.reverse();
        heads
    }

    /// With those after it in "A, B and C"; one that a verb follows begins a clause of its own.
    fn chain_right(&self, first: &Mention) -> Vec<usize> {
        let is_verb =
            |i: usize| self.tree.words.get(i).is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Aux));
        let mut heads = vec![first.head];
        let mut end = first.tokens.end;
        while let Some(next) = self.after_and(end).and_then(|start| self.actor_starting(start)) {
            if is_verb(next.tokens.end) {
                break;
            }
            heads.push(next.head);
            end = next.tokens.end;
        }
        heads
    }

    /// Past "and" to the left; a lone comma may set off anything.
    fn before_and(&self, start: usize) -> Option<usize> {
        let and = start.checked_sub(1).filter(|&i| self.text(i).eq_ignore_ascii_case("and"))?;
        Some(if and > 0 && self.text(and - 1) == "," { and - 1 } else { and })
    }

    /// Past a comma, "and", "and with", "as well as", "including" to the right.
    fn after_and(&self, end: usize) -> Option<usize> {
        const JOINS: &[&str] = &[",", "and", "with", "as", "well", "including"];
        let joins = |i: &usize| {
            *i < self.tree.words.len() && JOINS.iter().any(|j| j.eq_ignore_ascii_case(self.text(*i)))
        };
        let passed = (end..).take_while(joins).count();
        (passed > 0).then_some(end + passed)
    }
}

//! What the order of words says by itself, for the places where a parser errs most often.

use crate::view::View;
use demarche_core::{Upos, Xpos};

/// How far a word that belongs to this one may stand, when only order is asked.
const REACH: usize = 8;

/// How long a parenthesis between commas may be.
const PARENTHESIS: usize = 12;

/// Quotation marks, which stand anywhere and part nothing.
const QUOTATION_MARKS: [&str; 10] = ["\"", "“", "”", "‘", "'", "''", "``", "«", "»", "„"];

/// The possessive ending, in the ways it is written.
pub(crate) const POSSESSIVE: [&str; 4] = ["'s", "’s", "'", "’"];

impl View<'_> {
    /// The last word of the noun phrase that ends right before this word, adverbs, auxiliaries, quotation marks and
    /// prepositional phrases apart: "The *ministry* in Bern also “strongly condemned". A parenthesis between commas is skipped,
    /// and a coordinated verb asks the verb before it. None before an infinitive or a participle after "be".
    pub(crate) fn phrase_before(&self, token: usize) -> Option<usize> {
        let mut at = token;
        let mut skipped = false;
        while at > 0 {
            at -= 1;
            match self.word(at).upos {
                Upos::Adv => {}
                Upos::Aux if !self.is(at, &["be"]) => {}
                Upos::Punct if QUOTATION_MARKS.contains(&self.text(at)) => {}
                Upos::Noun | Upos::Propn | Upos::Pron => {
                    let first = (0..at).rev().take_while(|&w| self.is_nominal(w)).last().unwrap_or(at);
                    match first.checked_sub(1).filter(|&p| self.word(p).upos == Upos::Adp) {
                        Some(preposition) => at = preposition,
                        None => return Some(at),
                    }
                }
                // "“phasing out coal” harms"
                Upos::Verb if self.word(at).xpos == Xpos::Vbg => return Some(at),
                // "Pakistan, in turn, voiced"
                Upos::Punct if self.text(at) == "," && !skipped => {
                    skipped = true;
                    at = (at.saturating_sub(PARENTHESIS)..at).rev().find(|&w| self.text(w) == ",")?;
                }
                Upos::Cconj => {
                    let verb = (0..at).rev().find(|&w| self.word(w).upos == Upos::Verb)?;
                    return self.subjects(verb).last().copied().or_else(|| self.phrase_before(verb));
                }
                _ => return None,
            }
        }
        None
    }

    /// The last word of the noun phrase that begins right after this word, or after one of these prepositions.
    pub(crate) fn phrase_after(&self, token: usize, prepositions: &[String]) -> Option<usize> {
        let mut start = token + 1;
        let count = self.tree.words.len();
        if !prepositions.is_empty() {
            if start >= count || !prepositions.iter().any(|p| p.eq_ignore_ascii_case(self.text(start))) {
                return None;
            }
            start += 1;
        }
        let end = (start..count).take_while(|&w| self.is_nominal(w)).last()?;
        matches!(self.word(end).upos, Upos::Noun | Upos::Propn | Upos::Pron).then_some(end)
    }

    /// The words that follow, up to the next verb, comma or stop.
    pub(crate) fn ahead(&self, token: usize) -> Vec<usize> {
        let open = |&w: &usize| match self.word(w).upos {
            // A tagger may take the noun of "voiced concern" for a verb.
            Upos::Verb => w == token + 1,
            Upos::Punct => QUOTATION_MARKS.contains(&self.text(w)) || self.text(w) == "-",
            _ => true,
        };
        (token + 1..self.tree.words.len()).take(REACH).take_while(open).collect()
    }

    /// Whether a word can stand inside a noun phrase.
    pub(crate) fn is_nominal(&self, token: usize) -> bool {
        match self.word(token).upos {
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Det | Upos::Num => true,
            Upos::Part => POSSESSIVE.contains(&self.text(token)),
            Upos::Punct => self.text(token) == "-",
            _ => false,
        }
    }
}

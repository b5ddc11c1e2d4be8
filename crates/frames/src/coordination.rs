//! What is coordinated with a word.

use crate::view::View;
use demarche_core::{Deprel, EntityId, EntityKind, Mention, MentionForm, Upos};
use std::ops::Range;

impl View<'_> {
    /// The word and everything coordinated with it, left to right.
    pub fn coordinated(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        let mut next = 0;
        while next < all.len() {
            let at = all[next];
            let own = self.name_at(at).flat_map(|t| self.children(t, &[Deprel::Conj]));
            let more: Vec<usize> = own.chain(self.beside_land(at)).filter(|c| !all.contains(c)).collect();
            all.extend(more);
            next += 1;
        }
        all.sort_unstable();
        all
    }

    /// The words of the name at its head, else the word alone: what is coordinated with a name may hang on any of them ("the Republic
    /// of Chad and Niger").
    fn name_at(&self, token: usize) -> Range<usize> {
        let state = |e: &EntityId| {
            matches!(self.reading.entity(*e).kind, EntityKind::Country | EntityKind::Government)
        };
        let whole =
            |m: &&Mention| m.head == token && m.form == MentionForm::Name && m.entities.iter().any(state);
        let mentions = || self.reading.mentions(self.sentence).iter();
        let name = (self.word(token).upos == Upos::Propn).then(|| mentions().find(whole)).flatten();
        name.map_or(token..token + 1, |m| m.tokens.clone())
    }

    /// "The President of Peru and the Prime Minister of Chad": officials whom a parser joins to the country of the one before.
    fn beside_land(&self, token: usize) -> impl Iterator<Item = usize> {
        let official = self.is_official(token);
        let lands =
            self.children(token, &[Deprel::Nmod]).filter(move |&n| official && self.has_case(n, &["of"]));
        lands.flat_map(|n| self.children(n, &[Deprel::Conj])).filter(|&c| self.is_official(c))
    }

    /// The first of a chain of coordinated words.
    pub fn first_conjunct(&self, token: usize) -> usize {
        let mut first = token;
        while self.word(first).rel == Deprel::Conj {
            match self.tree.head(first) {
                Some(head) => first = head,
                None => break,
            }
        }
        first
    }
}

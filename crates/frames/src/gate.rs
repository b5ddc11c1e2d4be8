//! What the words of a sentence must promise before it is parsed for a frame.

use crate::lemmas::Sorted;
use crate::load::{Fills, Frame};
use crate::path::Path;
use demarche_core::Outline;
use rustc_hash::FxHashMap;

/// What the frames of a set ask of a sentence's words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate {
    /// The groups in which each word, in lower case, stands.
    groups: FxHashMap<Box<str>, Vec<u32>>,
    /// The numbers of the groups, for frames that are added later.
    numbers: FxHashMap<Sorted, u32>,
    frames: Vec<Demand>,
}

/// What one frame asks of a sentence.
#[derive(Debug, Clone)]
struct Demand {
    words: Need,
    /// Whom each slot takes that must be filled.
    fills: Vec<Fills>,
}

/// Words that must be there.
#[derive(Debug, Clone)]
enum Need {
    /// One of a group.
    One(u32),
    All(Vec<Need>),
    Any(Vec<Need>),
}

/// What a sentence has: a bit for each group.
pub(crate) struct Promise(Vec<u64>);

impl Gate {
    /// Adds the next frame of the set.
    pub(crate) fn add(&mut self, frame: &Frame) {
        let required = || frame.slots.iter().filter(|slot| !slot.optional);
        let when = frame.when.iter().map(|path| self.path(path)).collect::<Vec<_>>();
        let slots = required().map(|slot| any(slot.paths.iter().map(|path| self.path(path)).collect()));
        let words = all(when.into_iter().chain(slots).collect());
        self.frames.push(Demand { words, fills: required().map(|slot| slot.fills).collect() });
    }

    /// What a sentence of these words has.
    pub(crate) fn promise<'w>(&self, words: impl Iterator<Item = &'w str>) -> Promise {
        let mut bits = vec![0; self.numbers.len().div_ceil(64)];
        for &group in words.filter_map(|word| self.groups.get(word)).flatten() {
            bits[group as usize / 64] |= 1 << (group % 64);
        }
        Promise(bits)
    }

    /// Whether somebody is there for each slot of a frame that must be filled, and every word that must be reached.
    pub(crate) fn opens(&self, frame: usize, offer: Outline, promise: &Promise) -> bool {
        self.frames.get(frame).is_some_and(|demand| {
            demand.words.is_met(promise) && demand.fills.iter().all(|fills| fills.accepts(offer))
        })
    }

    fn path(&mut self, path: &Path) -> Need {
        let mut needs = Vec::new();
        for (lemmas, prepositions) in path.asks() {
            needs.extend(lemmas.map(|lemmas| self.group(lemmas)));
            if prepositions.iter().any(|p| p.contains(' ')) {
                needs.push(any(prepositions.iter().map(|phrase| self.phrase(phrase)).collect()));
            } else if !prepositions.is_empty() {
                needs.push(self.group(&Sorted::of(prepositions)));
            }
        }
        all(needs)
    }

    /// All words of a phrase, in any order.
    fn phrase(&mut self, phrase: &str) -> Need {
        all(phrase.split(' ').map(|word| self.group(&Sorted::of([word]))).collect())
    }

    fn group(&mut self, words: &Sorted) -> Need {
        let next = self.numbers.len() as u32;
        if let Some(&known) = self.numbers.get(words) {
            return Need::One(known);
        }
        for word in words.iter() {
            match self.groups.get_mut(word) {
                Some(groups) => groups.push(next),
                None => _ = self.groups.insert(word.into(), vec![next]),
            }
        }
        self.numbers.insert(words.clone(), next);
        Need::One(next)
    }
}

impl Need {
    fn is_met(&self, promise: &Promise) -> bool {
        match self {
            Need::One(group) => promise.0[*group as usize / 64] & (1 << (group % 64)) != 0,
            Need::All(needs) => needs.iter().all(|need| need.is_met(promise)),
            Need::Any(needs) => needs.iter().any(|need| need.is_met(promise)),
        }
    }
}

fn all(needs: Vec<Need>) -> Need {
    let flat = needs.into_iter().flat_map(|need| match need {
        Need::All(inner) => inner,
        other => vec![other],
    });
    Need::All(flat.collect())
}

fn any(needs: Vec<Need>) -> Need {
    // Nothing to ask of one is nothing to ask of all.
    if needs.iter().any(|need| matches!(need, Need::All(inner) if inner.is_empty())) {
        return Need::All(Vec::new());
    }
    Need::Any(needs)
}

//! What a sentence tells of one of its parties, as numbers.
//!
//! The party itself is masked: whoever it is, the same words say the same of it.

use crate::polarity::{Polarity, Sort};
use demarche_core::{Deprel, Upos};
use demarche_frames::View;
use std::ops::Range;

/// Where the party's own words would stand.
const TARGET: &str = "<party>";

/// Beyond this distance in the tree a word tells nothing of the party.
const NEAR: usize = 4;

/// The features of a party, sorted: hashes of what is there, as often as it is there.
pub fn features(view: View<'_>, target: Range<usize>, polarity: &Polarity) -> Vec<u32> {
    let sentence = Sentence::new(view, target, polarity);
    let mut out = Out::default();
    sentence.words(&mut out);
    sentence.window(&mut out);
    sentence.tree(&mut out);
    // What the party does and suffers weighs more than the words around it.
    for _ in 0..2 {
        sentence.roles(&mut out);
        sentence.clause(&mut out);
    }
    out.all.sort_unstable();
    out.all
}

#[derive(Default)]
struct Out {
    all: Vec<u32>,
}

impl Out {
    /// Adds the feature that these parts name (FNV-1a).
    fn add(&mut self, parts: &[&str]) {
        let mut hash: u32 = 0x811c_9dc5;
        for part in parts {
            for byte in part.bytes().chain([0]) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
        // The low bits of FNV are its weakest.
        self.all.push(hash ^ (hash >> 15));
    }
}

struct Sentence<'r> {
    view: View<'r>,
    target: Range<usize>,
    /// The word by which the party hangs in the tree.
    head: usize,
    /// The same, and the heads of the other mentions of the party: "Kim said *he* …".
    heads: Vec<usize>,
    lemmas: Vec<String>,
    classes: Vec<&'r [Sort]>,
    negated: Vec<bool>,
    /// Steps in the tree from the party, and whether the path first goes up.
    distance: Vec<usize>,
}

impl<'r> Sentence<'r> {
    fn new(view: View<'r>, target: Range<usize>, polarity: &'r Polarity) -> Self {
        let count = view.tree.words.len();
        let inside = |w: usize| target.contains(&w);
        let head =
            target.clone().find(|&w| view.tree.head(w).is_none_or(|h| !inside(h))).unwrap_or(target.start);
        let lemmas: Vec<String> = (0..count)
            .map(|w| if inside(w) { TARGET.to_owned() } else { view.lemma(w).to_lowercase() })
            .collect();
        let classes: Vec<&[Sort]> = (0..count)
            .map(|w| {
                if inside(w) { &[] as &[Sort] } else { polarity.of(&lemmas[w], &view.text(w).to_lowercase()) }
            })
            .collect();
        let own: Vec<bool> = (0..count).map(|w| view.is_negated(w)).collect();
        let negated = (0..count)
            .map(|w| {
                let above = |h: usize| own[h] && view.word(h).upos != Upos::Noun;
                own[w] || view.tree.head(w).is_some_and(above)
            })
            .collect();
        let mut distance = vec![usize::MAX; count];
        let mut layer = vec![head];
        let mut steps = 0;
        while !layer.is_empty() {
            let mut next = Vec::new();
            for &w in &layer {
                if distance[w] == usize::MAX {
                    distance[w] = steps;
                    next.extend(view.tree.head(w));
                    next.extend(view.tree.children(w).map(|(c, _)| c));
                }
            }
            layer = next;
            steps += 1;
        }
        let mentions = view.reading.mentions(view.sentence);
        let entities: Vec<_> = mentions.iter().filter(|m| m.head == head).flat_map(|m| &m.entities).collect();
        let mut heads: Vec<usize> = mentions
            .iter()
            .filter(|m| m.entities.len() == 1 && entities.contains(&&m.entities[0]))
            .map(|m| m.head)
            .chain([head])
            .collect();
        heads.sort_unstable();
        heads.dedup();
        Sentence { view, target, head, heads, lemmas, classes, negated, distance }
    }

    fn count(&self) -> usize {
        self.lemmas.len()
    }

    fn is_target(&self, w: usize) -> bool {
        self.target.contains(&w)
    }

    fn class_names(&self, w: usize) -> impl Iterator<Item = &'static str> {
        self.classes[w].iter().map(|c| NAMES[*c as usize])
    }

    fn not(&self, w: usize) -> &'static str {
        if self.negated[w] { "not" } else { "" }
    }

    /// The words of the whole sentence.
    fn words(&self, out: &mut Out) {
        out.add(&["bias"]);
        let mut signs = [0; 3];
        for w in 0..self.count() {
            if self.is_target(w) {
                continue;
            }
            out.add(&["w", &self.lemmas[w]]);
            if w + 1 < self.count() {
                out.add(&["ww", &self.lemmas[w], &self.lemmas[w + 1]]);
            }
            let side = if w < self.target.start { "left" } else { "right" };
            for (class, name) in self.classes[w].iter().zip(self.class_names(w)) {
                out.add(&["c", name, self.not(w)]);
                out.add(&["cs", name, self.not(w), side]);
                signs[(class.sign() + 1) as usize] += 1;
            }
        }
        let balance = (signs[2] - signs[0]).clamp(-3, 3).to_string();
        out.add(&["balance", &balance]);
        out.add(&["bad", &signs[0].min(4).to_string()]);
        out.add(&["good", &signs[2].min(4).to_string()]);
    }

    /// The words around the party, in order.
    fn window(&self, out: &mut Out) {
        let at = |w: Option<usize>| w.and_then(|w| self.lemmas.get(w)).map_or("<end>", String::as_str);
        let left = |n: usize| at(self.target.start.checked_sub(n));
        let right = |n: usize| at(Some(self.target.end + n - 1));
        for n in 1..=3 {
            out.add(&["l", &n.to_string(), left(n)]);
            out.add(&["r", &n.to_string(), right(n)]);
        }
        out.add(&["l12", left(2), left(1)]);
        out.add(&["r12", right(1), right(2)]);
        out.add(&["lr", left(1), right(1)]);
        out.add(&["l123", left(3), left(2), left(1)]);
        out.add(&["r123", right(1), right(2), right(3)]);
        for w in self.target.start.saturating_sub(6)..(self.target.end + 6).min(self.count()) {
            if self.is_target(w) {
                continue;
            }
            let side = if w < self.target.start { "left" } else { "right" };
            out.add(&["win", side, &self.lemmas[w]]);
            for name in self.class_names(w) {
                out.add(&["winc", side, name, self.not(w)]);
            }
        }
        let quotes = |range: Range<usize>| {
            range.filter(|&w| matches!(self.view.text(w), "\"" | "“" | "”" | "``" | "''")).count()
        };
        let before = quotes(0..self.target.start) % 2 == 1;
        let after = quotes(self.target.end..self.count()) > 0;
        out.add(&[
            "quoted",
            if before && after {
                "in"
            } else if before || after {
                "beside"
            } else {
                "out"
            },
        ]);
        out.add(&["place", &(self.target.start * 4 / self.count().max(1)).to_string()]);
        out.add(&["upos", self.view.word(self.head).upos.as_str()]);
        if self.view.word(self.head).upos == Upos::Pron {
            out.add(&["pronoun", &self.view.text(self.head).to_lowercase()]);
        }
    }

    /// Words near the party in the tree, and the path from it to the root.
    fn tree(&self, out: &mut Out) {
        for w in 0..self.count() {
            let steps = self.distance[w];
            if self.is_target(w) || steps > NEAR {
                continue;
            }
            let steps = steps.to_string();
            out.add(&["d", &steps, &self.lemmas[w]]);
            for name in self.class_names(w) {
                out.add(&["dc", &steps, name, self.not(w)]);
            }
        }
        for (child, word) in self.view.tree.children(self.head) {
            if !self.is_target(child) {
                out.add(&["mod", word.rel.as_str(), &self.lemmas[child]]);
                for name in self.class_names(child) {
                    out.add(&["modc", word.rel.as_str(), name]);
                }
            }
        }
        let mut path = String::new();
        let mut from = self.head;
        for (depth, above) in self.view.tree.ancestors(self.head).take(NEAR).enumerate() {
            let rel = self.view.word(from).rel;
            path.push_str(rel.as_str());
            path.push('/');
            let depth = depth.to_string();
            out.add(&["path", &path]);
            out.add(&["up", &path, &self.lemmas[above], self.not(above)]);
            out.add(&["anc", &depth, &self.lemmas[above]]);
            for name in self.class_names(above) {
                out.add(&["upc", &path, name, self.not(above)]);
                out.add(&["ancc", &depth, name, self.not(above)]);
            }
            for (sibling, word) in self.view.tree.children(above) {
                if sibling == from || self.is_target(sibling) || word.rel == Deprel::Punct {
                    continue;
                }
                out.add(&["sib", &path, word.rel.as_str(), &self.lemmas[sibling]]);
                for name in self.class_names(sibling) {
                    out.add(&["sibc", &path, word.rel.as_str(), name, self.not(sibling)]);
                    out.add(&["sibd", &depth, word.rel.as_str(), name]);
                }
            }
            from = above;
        }
    }

    /// The balance of good and bad words in the party's own clause, and the nearest of them on either side.
    fn clause(&self, out: &mut Out) {
        let predicate = |w: usize| {
            std::iter::once(w).chain(self.view.tree.ancestors(w)).find(|&a| self.view.is_predicate(a))
        };
        let own = predicate(self.head);
        let rel = self.view.word(self.head).rel.as_str();
        let sign = |w: usize| {
            let sum: i32 = self.classes[w].iter().map(|s| s.sign()).sum();
            if self.negated[w] { -sum.signum() } else { sum.signum() }
        };
        let balance: i32 = (0..self.count()).filter(|&w| predicate(w) == own).map(sign).sum();
        let balance = balance.clamp(-2, 2).to_string();
        out.add(&["clause", &balance]);
        out.add(&["clauser", rel, &balance]);
        let left = (0..self.target.start).rev().find(|&w| sign(w) != 0);
        let right = (self.target.end..self.count()).find(|&w| sign(w) != 0);
        for (side, found) in [("left", left), ("right", right)] {
            let Some(w) = found else {
                out.add(&["near", side, "none"]);
                continue;
            };
            let far = w.abs_diff(self.head).ilog2().to_string();
            let sign = sign(w).to_string();
            out.add(&["near", side, &far, &sign]);
            out.add(&["nearr", side, rel, &sign]);
            let between = if predicate(w) == own { "same" } else { "other" };
            out.add(&["nearc", side, between, &sign]);
        }
    }

    /// What the party does and what is done to it, whatever the voice.
    fn roles(&self, out: &mut Out) {
        for verb in 0..self.count() {
            if self.is_target(verb) || !self.view.is_predicate(verb) {
                continue;
            }
            let subjects = self.view.subjects(verb);
            let objects = self.view.objects(verb);
            if self.heads.iter().any(|h| subjects.contains(h)) {
                self.role("does", verb, &objects, out);
            }
            if self.heads.iter().any(|h| objects.contains(h)) {
                self.role("suffers", verb, &subjects, out);
            }
            let oblique =
                self.view.children(verb, &[Deprel::Obl, Deprel::OblAgent]).find(|o| self.heads.contains(o));
            if let Some(oblique) = oblique {
                let case = self.view.cases(oblique).next().unwrap_or_default().to_lowercase();
                self.role(&format!("obl {case}"), verb, &subjects, out);
            }
        }
        // "Kim's lies": what the party has, and what becomes of it.
        for &head in &self.heads {
            let owns = [Deprel::NmodPoss, Deprel::Nmod, Deprel::Compound, Deprel::Amod];
            let Some(owned) = self.view.tree.head(head).filter(|_| owns.contains(&self.view.word(head).rel))
            else {
                continue;
            };
            self.role("owns", owned, &[], out);
            if let Some(verb) = self.view.tree.head(owned) {
                self.role(&format!("owns {}", self.view.word(owned).rel), verb, &[], out);
            }
        }
    }

    fn role(&self, role: &str, word: usize, others: &[usize], out: &mut Out) {
        let not = self.not(word);
        out.add(&["role", role, &self.lemmas[word]]);
        out.add(&["rolen", role, &self.lemmas[word], not]);
        for name in self.class_names(word) {
            out.add(&["rolec", role, name, not]);
        }
        for &other in others {
            out.add(&["roleo", role, &self.lemmas[word], &self.lemmas[other]]);
            for name in self.class_names(other) {
                out.add(&["roleoc", role, name, not]);
            }
        }
        for (child, dependent) in self.view.tree.children(word) {
            if child == self.head || self.is_target(child) || dependent.rel == Deprel::Punct {
                continue;
            }
            for name in self.class_names(child) {
                out.add(&["rolex", role, dependent.rel.as_str(), name, not]);
            }
        }
    }
}

/// The classes by name, in the order of [`Sort::ALL`].
const NAMES: [&str; 10] =
    ["blame", "harm", "trouble", "law", "bad", "praise", "help", "luck", "good", "turn"];

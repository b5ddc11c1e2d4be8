//! A frame: a trigger, the slots around it, and what must and must not be there.

use crate::path::Path;
use demarche_core::{Example, Outline, Upos};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What may fill a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fills {
    /// A mention of anybody.
    Party,
    /// A mention of somebody who can act for a state or body.
    Official,
    /// As `Official`, but of people: whoever can travel, not a country or body as such.
    People,
    /// A mention of a place, country or body with a seat.
    Place,
    /// Any word; the filler is its whole subtree.
    Any,
}

impl Fills {
    /// Whether what a mention or a whole sentence offers is enough.
    pub(crate) fn accepts(self, offer: Outline) -> bool {
        match self {
            Fills::Party => offer.party,
            Fills::Official => offer.official,
            Fills::People => offer.people,
            Fills::Place => offer.place,
            Fills::Any => true,
        }
    }
}

/// A slot of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `visitor`, `destination`, `topic` …
    pub name: String,
    /// Where to look, best first; the first path that yields a filler wins.
    pub paths: Vec<Path>,
    /// What may fill it.
    pub fills: Fills,
    /// Whether the frame may fire without it.
    pub optional: bool,
}

/// A pattern over a sentence's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// `visit.verb`
    pub id: String,
    /// What it finds, in prose.
    pub finds: String,
    /// Why it is shaped so.
    pub why: String,
    /// Lemmas that trigger it.
    pub lemmas: Vec<String>,
    /// What the scan looks for instead of the lemmas' forms, where those are too common: `is in`.
    pub scan: Vec<String>,
    /// The same, each phrase token by token.
    pub(crate) said: Vec<Vec<String>>,
    /// Parts of speech the trigger may have; empty: any.
    pub upos: Vec<Upos>,
    /// What it finds is between countries or bodies: several must be named, in its sentence or in so many before it.
    pub abroad: Option<u32>,
    /// Its slots.
    pub slots: Vec<Slot>,
    /// Each of these paths must reach a word.
    pub when: Vec<Path>,
    /// None of these paths may reach a word.
    pub unless: Vec<Path>,
    /// What the plugin should know of a match: `status = "invited"`, `act = "demand"`.
    pub set: BTreeMap<String, String>,
    /// Texts in which it must fire.
    pub examples: Vec<Example>,
    /// Texts in which it must not.
    pub counter_examples: Vec<String>,
}

impl Frame {
    /// What the plugin should know of a match, by name.
    pub fn set(&self, name: &str) -> Option<&str> {
        self.set.get(name).map(String::as_str)
    }

    /// The pattern, one part a line.
    pub(crate) fn pattern(&self) -> String {
        let paths = |p: &[Path]| p.iter().map(Path::as_str).collect::<Vec<_>>().join("  or  ");
        let upos = self.upos.iter().map(|u| u.as_str()).collect::<Vec<_>>().join(", ");
        let mut lines = vec![format!(
            "trigger      {} ({})",
            self.lemmas.join(", "),
            if upos.is_empty() { "any" } else { &upos }
        )];
        for slot in &self.slots {
            let fills = format!("{:?}", slot.fills).to_lowercase();
            let optional = if slot.optional { ", optional" } else { "" };
            lines.push(format!("{:<12} {} ({fills}{optional})", slot.name, paths(&slot.paths)));
        }
        lines.extend(self.when.iter().map(|p| format!("{:<12} {}", "when", p.as_str())));
        lines.extend(self.unless.iter().map(|p| format!("{:<12} {}", "unless", p.as_str())));
        lines.extend(self.set.iter().map(|(k, v)| format!("{:<12} {k} = {v}", "set")));
        lines.join("\n")
    }
}

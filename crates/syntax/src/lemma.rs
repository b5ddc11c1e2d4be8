//! Dictionary forms: exceptions and rules by ending, learned from the treebanks.

use crate::bytes::{Bytes, Reader, write_section};
use crate::hash;
use rustc_hash::FxHashMap;

/// How a word's end changes: so many characters are taken off, then these are put on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Edit {
    pub(crate) cut: u8,
    pub(crate) add: String,
}

/// The longest ending that has a rule decides. A whole word is an ending too, with a mark before it.
pub(crate) struct Lemmas {
    edits: Vec<Edit>,
    rules: FxHashMap<u32, u16>,
}

/// The place of an ending's rule. `class` tells tags apart that inflect differently.
pub(crate) fn place(class: u8, whole: bool, ending: &str) -> u32 {
    hash::bytes(1000 + u32::from(class) * 2 + u32::from(whole), ending.as_bytes())
}

impl Edit {
    /// The edit that makes `lemma` out of `form`.
    pub(crate) fn between(form: &str, lemma: &str) -> Self {
        let common: usize =
            form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        Self { cut: form[common..].chars().count().min(255) as u8, add: lemma[common..].to_owned() }
    }

    /// Makes the lemma.
    pub(crate) fn apply(&self, form: &mut String) {
        for _ in 0..self.cut {
            form.pop();
        }
        form.push_str(&self.add);
    }
}

impl Lemmas {
    /// No rule looks at more characters than this.
    pub(crate) const LONGEST: usize = 6;

    pub(crate) fn read(from: Bytes) -> Option<Self> {
        let mut reader = Reader::new(from);
        let count = reader.u16()?;
        let edits = (0..count)
            .map(|_| Some(Edit { cut: reader.u8()?, add: reader.text()? }))
            .collect::<Option<Vec<_>>>()?;
        let count = reader.u32()?;
        let mut rules = FxHashMap::default();
        for _ in 0..count {
            let (place, edit) = (reader.u32()?, reader.u16()?);
            if usize::from(edit) >= edits.len() {
                return None;
            }
            rules.insert(place, edit);
        }
        Some(Self { edits, rules })
    }

    /// Packs edits and rules, sorted by place, for [`Lemmas::read`].
    pub(crate) fn pack(edits: &[Edit], rules: &[(u32, u16)]) -> Vec<u8> {
        let mut out = (edits.len() as u16).to_le_bytes().to_vec();
        for edit in edits {
            out.push(edit.cut);
            write_section(&mut out, edit.add.as_bytes());
        }
        out.extend_from_slice(&(rules.len() as u32).to_le_bytes());
        for (place, edit) in rules {
            out.extend_from_slice(&place.to_le_bytes());
            out.extend_from_slice(&edit.to_le_bytes());
        }
        out
    }

    /// The edit for a word in lower case, if its end changes.
    pub(crate) fn edit(&self, class: u8, lower: &str) -> Option<&Edit> {
        let mut found = self.rules.get(&place(class, false, ""));
        for (at, _) in lower.char_indices().rev().take(Self::LONGEST) {
            found = self.rules.get(&place(class, false, &lower[at..])).or(found);
        }
        let found = self.rules.get(&place(class, true, lower)).or(found)?;
        // A word that would vanish stays as it is.
        self.edits
            .get(usize::from(*found))
            .filter(|edit| usize::from(edit.cut) < lower.chars().count() || !edit.add.is_empty())
    }
}

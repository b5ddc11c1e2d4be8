//! Whether an article is about sport, where countries are teams: "the two sides met" is a match, and what is signed is a player.

use crate::lemmas::distinct;
use demarche_core::{Reading, lower};
use demarche_table::table;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// So many different words of sport make an article one about it.
const ENOUGH: usize = 3;
/// One word in so many must be one of them: a long briefing names goals, cups and clubs as well.
const DENSE: usize = 100;

/// Words of sport, in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    words: Vec<String>,
}

static WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let table = table!("data/sport.toml").read().and_then(Table::check);
    table.unwrap_or_else(|e| panic!("data/sport.toml: {e}")).words.into_iter().collect()
});

impl Table {
    fn check(self) -> Result<Self, String> {
        distinct([&self.words])?;
        Ok(self)
    }
}

/// Whether an article is about sport.
pub fn is_sport(reading: &dyn Reading) -> bool {
    let mut different = BTreeSet::new();
    let (mut words, mut found) = (0, 0);
    for word in reading.text().split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()) {
        let sport = WORDS.get(lower(word).as_ref());
        different.extend(sport);
        found += usize::from(sport.is_some());
        words += 1;
    }
    different.len() >= ENOUGH && found * DENSE >= words
}

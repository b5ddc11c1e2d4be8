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
    let mut found = BTreeSet::new();
    reading.text().split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| {
        found.extend(WORDS.get(lower(word).as_ref()));
        found.len() == ENOUGH
    })
}

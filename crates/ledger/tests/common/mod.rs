//! What tests of merged histories share.

use demarche_ledger::{Corrections, History, Mention, merge, stops};
use std::collections::BTreeSet;

/// The histories of some mentions, with what they tell of each other, visits first.
pub(crate) fn ledger(mentions: Vec<Mention>) -> Vec<History> {
    let merged = merge(mentions, &Corrections::default());
    let articles: Vec<BTreeSet<String>> =
        merged.iter().map(|(_, mentions)| mentions.iter().map(|m| m.source.id.clone()).collect()).collect();
    let mut histories: Vec<History> = merged.into_iter().map(|(history, _)| history).collect();
    stops(&mut histories, &articles);
    histories.sort_by(|a, b| b.kind.cmp(&a.kind));
    histories
}

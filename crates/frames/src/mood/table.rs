//! The words that say how far an event has come, from `data/mood.toml`.

use demarche_core::Status;
use demarche_table::table;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// The words that say how far an event has come.
#[derive(Debug)]
pub(super) struct MoodTable {
    pub(super) governors: FxHashMap<String, Effect>,
    pub(super) modifiers: FxHashMap<String, Status>,
    pub(super) prepositions: FxHashMap<String, Status>,
    pub(super) modals: FxHashMap<String, Modal>,
    pub(super) feelings: Vec<String>,
    pub(super) hopes: Vec<String>,
    pub(super) silences: Vec<String>,
    pub(super) terms: Vec<String>,
    pub(super) around: Vec<String>,
}

/// What a word above an event does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Is(Status),
    Transparent,
}

/// What an auxiliary says of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modal {
    Planned,
    Would,
    Desired,
    Hypothetical,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    governors: FxHashMap<String, Vec<String>>,
    modifiers: FxHashMap<String, Vec<String>>,
    prepositions: FxHashMap<String, Vec<String>>,
    modals: FxHashMap<String, Vec<String>>,
    feelings: Vec<String>,
    hopes: Vec<String>,
    silences: Vec<String>,
    terms: Vec<String>,
    around: Vec<String>,
}

static TABLE: LazyLock<MoodTable> = LazyLock::new(|| {
    table!("data/mood.toml").read().and_then(MoodTable::of).unwrap_or_else(|e| panic!("data/mood.toml: {e}"))
});

impl MoodTable {
    /// The table that is built in.
    pub(super) fn embedded() -> &'static MoodTable {
        &TABLE
    }

    fn of(raw: Raw) -> Result<Self, String> {
        let statuses = |groups: FxHashMap<String, Vec<String>>| -> Result<FxHashMap<String, Status>, String> {
            let mut all = FxHashMap::default();
            for (name, lemmas) in sorted(groups) {
                let status: Status = name.parse().map_err(|e: demarche_core::UnknownName| e.to_string())?;
                all.extend(lemmas.into_iter().map(|l| (l, status)));
            }
            Ok(all)
        };
        let mut governors = raw.governors;
        let transparent = governors.remove("transparent").unwrap_or_default();
        let mut effects: FxHashMap<String, Effect> =
            statuses(governors)?.into_iter().map(|(l, s)| (l, Effect::Is(s))).collect();
        effects.extend(transparent.into_iter().map(|l| (l, Effect::Transparent)));
        let mut modals = FxHashMap::default();
        for (name, lemmas) in sorted(raw.modals) {
            let modal = match name.as_str() {
                "planned" => Modal::Planned,
                "would" => Modal::Would,
                "desired" => Modal::Desired,
                "hypothetical" => Modal::Hypothetical,
                _ => return Err(format!("`{name}` is no group of modals")),
            };
            modals.extend(lemmas.into_iter().map(|l| (l, modal)));
        }
        Ok(MoodTable {
            governors: effects,
            modifiers: statuses(raw.modifiers)?,
            prepositions: statuses(raw.prepositions)?,
            modals,
            feelings: raw.feelings,
            hopes: raw.hopes,
            silences: raw.silences,
            terms: raw.terms,
            around: raw.around,
        })
    }
}

fn sorted(groups: FxHashMap<String, Vec<String>>) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<_> = groups.into_iter().collect();
    all.sort();
    all
}

//! Who takes part in events, counted over all articles: the dictionary of actors.

use demarche_core::{Event, Party, PartyKind};
use std::collections::{BTreeMap, BTreeSet};

/// Everyone who is a party of some record, by id. It grows with the number of parties, not of articles.
#[derive(Default)]
pub(crate) struct Actors(BTreeMap<String, Actor>);

/// One party under all names that articles give it.
#[derive(Default)]
pub(crate) struct Actor {
    names: Counts<String>,
    kinds: Counts<PartyKind>,
    countries: Counts<String>,
    roles: Counts<String>,
    /// In how many records it is a party or the source.
    pub(crate) events: u64,
    /// In how many articles.
    pub(crate) articles: u64,
}

/// Values and how often they came.
type Counts<T> = BTreeMap<T, u64>;

impl Actors {
    /// Counts the parties of an article's records.
    pub(crate) fn count(&mut self, events: &[Event]) {
        let mut here = BTreeSet::new();
        for event in events {
            let parties = event.actors.iter().chain(&event.recipients).chain(&event.according_to);
            let once: BTreeMap<&str, &Party> = parties.map(|party| (party.id.as_str(), party)).collect();
            for (id, party) in once {
                let actor = self.0.entry(id.to_owned()).or_default();
                actor.events += 1;
                actor.articles += u64::from(here.insert(id));
                *actor.names.entry(party.name.clone()).or_default() += 1;
                *actor.kinds.entry(party.kind).or_default() += 1;
                for (counts, value) in
                    [(&mut actor.countries, &party.country), (&mut actor.roles, &party.role)]
                {
                    value.iter().for_each(|value| *counts.entry(value.clone()).or_default() += 1);
                }
            }
        }
    }

    /// All of them, by id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Actor)> {
        self.0.iter().map(|(id, actor)| (id.as_str(), actor))
    }
}

impl Actor {
    /// All names, the most frequent first.
    pub(crate) fn names(&self) -> Vec<String> {
        by_frequency(&self.names)
    }

    /// What it mostly is.
    pub(crate) fn kind(&self) -> String {
        by_frequency(&self.kinds).first().map_or_else(String::new, PartyKind::to_string)
    }

    /// Its country, as most records have it.
    pub(crate) fn country(&self) -> String {
        by_frequency(&self.countries).into_iter().next().unwrap_or_default()
    }

    /// All offices and functions, the most frequent first.
    pub(crate) fn roles(&self) -> Vec<String> {
        by_frequency(&self.roles)
    }
}

/// Values by falling frequency; equals in their own order.
fn by_frequency<T: Clone>(counts: &Counts<T>) -> Vec<T> {
    let mut values: Vec<(&T, u64)> = counts.iter().map(|(value, &count)| (value, count)).collect();
    values.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    values.into_iter().map(|(value, _)| value.clone()).collect()
}

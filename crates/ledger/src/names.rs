//! Which ids are names of one person, and for whom she stands.

use demarche_core::{Party, PartyKind};
use std::collections::{BTreeMap, BTreeSet};

/// Gathers the ids of everybody who is named.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<(String, String)>);

impl Names {
    /// Takes note of a party.
    pub fn add(&mut self, party: &Party) {
        if party.kind == PartyKind::Person {
            self.add_person(side(party), party.id.clone());
        }
    }

    /// Takes note of a person, by the country or body for which she stands (or the id, if none is known) and by id.
    pub fn add_person(&mut self, side: String, id: String) {
        self.0.insert((side, id));
    }

    /// Who is who: a surname alone is the one person of that country who bears it; with two bearers it stays open.
    pub fn aliases(&self) -> Aliases {
        let mut bearers: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for (side, id) in self.0.iter().filter(|(_, id)| id.contains('-')) {
            // Where surnames come first, the first word is the surname; either may be meant.
            for name in [id.split('-').next(), id.rsplit('-').next()].into_iter().flatten() {
                bearers.entry((side, name)).or_default().insert(id);
            }
        }
        let full = |side: &str, id: &str| {
            let bearers = bearers.get(&(side, id))?;
            (bearers.len() == 1).then(|| bearers.first().map(|id| (*id).to_owned())).flatten()
        };
        let alone = self.0.iter().filter(|(_, id)| !id.contains('-'));
        let full =
            alone.filter_map(|(side, id)| Some(((side.clone(), id.clone()), full(side, id)?))).collect();
        Aliases { full, homes: self.homes() }
    }

    /// The country of everybody whose full name stands somewhere without one, and elsewhere with one and the same.
    fn homes(&self) -> BTreeMap<String, String> {
        let mut sides: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (side, id) in self.0.iter().filter(|(side, id)| side != id && id.contains('-')) {
            sides.entry(id).or_default().push(side);
        }
        let open = self.0.iter().filter(|(side, id)| side == id);
        open.filter_map(|(_, id)| match sides.get(id.as_str())?[..] {
            [side] => Some((id.clone(), side.to_owned())),
            _ => None,
        })
        .collect()
    }
}

/// The full id of everybody who is also called by a surname alone, and the country of those with whom some articles name none.
#[derive(Debug, Default)]
pub struct Aliases {
    full: BTreeMap<(String, String), String>,
    homes: BTreeMap<String, String>,
}

impl Aliases {
    /// The id under which a party's mentions are gathered.
    pub fn id<'a>(&'a self, party: &'a Party) -> &'a str {
        if party.kind != PartyKind::Person || self.full.is_empty() {
            return &party.id;
        }
        self.full.get(&(side(party), party.id.clone())).unwrap_or(&party.id)
    }
    /// The country or body for which a party stands, as far as any article tells, else the party itself.
    pub(crate) fn side(&self, party: &Party) -> String {
        self.homes.get(&party.id).filter(|_| party.country.is_none()).cloned().unwrap_or_else(|| side(party))
    }
}

/// The country or body for which a party stands, else the party itself.
pub(crate) fn side(party: &Party) -> String {
    party.country.clone().unwrap_or_else(|| party.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_told_once_holds_wherever_none_is_told() {
        let mut names = Names::default();
        for (side, id) in [("PER", "ana-rojas"), ("ana-rojas", "ana-rojas"), ("juan-soto", "juan-soto")] {
            names.add_person(side.to_owned(), id.to_owned());
        }
        let homes = names.aliases().homes;
        assert_eq!(homes, BTreeMap::from([("ana-rojas".to_owned(), "PER".to_owned())]));
        names.add_person("CHL".to_owned(), "ana-rojas".to_owned());
        assert!(names.aliases().homes.is_empty());
    }
}

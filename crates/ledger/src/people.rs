//! People over time: their names and offices, as articles give them.

use crate::names::Aliases;
use demarche_core::{Party, PartyKind, Published};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One human being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The id under which all mentions are gathered.
    pub id: String,
    /// The fullest name.
    pub name: String,
    /// Every name that articles use.
    pub names: BTreeSet<String>,
    /// The countries or bodies for which articles hold the person to stand; more than one is a conflict or a change.
    pub countries: BTreeSet<String>,
    /// Offices as written, with the days of the first and the last article that gives them.
    pub offices: Vec<Office>,
}

/// An office or function that a person was called by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Office {
    /// As written.
    pub role: String,
    /// The country or body of the person where it was written.
    pub country: Option<String>,
    /// The first article with it.
    pub first: Option<Date>,
    /// The last article with it.
    pub last: Option<Date>,
}

/// Gathers people from the parties of records, in any order. Memory grows with the people.
#[derive(Debug, Default)]
pub struct People(BTreeMap<String, Gathered>);

/// A role with the country for which it was written.
type Role = (String, Option<String>);

#[derive(Debug, Default)]
struct Gathered {
    names: BTreeSet<String>,
    countries: BTreeSet<String>,
    offices: BTreeMap<Role, (Option<Date>, Option<Date>)>,
}

impl People {
    /// Takes note of a party in an article of this date.
    pub fn add(&mut self, party: &Party, published: Option<Published>, aliases: &Aliases) {
        if party.kind != PartyKind::Person {
            return;
        }
        let person = self.0.entry(aliases.id(party).to_owned()).or_default();
        person.names.insert(party.name.clone());
        person.countries.extend(party.country.clone());
        let Some(role) = &party.role else { return };
        let day = published.map(|p| p.date);
        let (first, last) = person.offices.entry((role.clone(), party.country.clone())).or_default();
        *first = first.iter().copied().chain(day).min();
        *last = last.iter().copied().chain(day).max();
    }

    /// Everybody, by id.
    pub fn finish(self) -> Vec<Person> {
        let person = |(id, gathered): (String, Gathered)| {
            let fullest =
                gathered.names.iter().max_by_key(|name| (name.chars().count(), std::cmp::Reverse(*name)));
            Person {
                name: fullest.cloned().unwrap_or_else(|| id.clone()),
                offices: gathered
                    .offices
                    .into_iter()
                    .map(|((role, country), (first, last))| Office { role, country, first, last })
                    .collect(),
                names: gathered.names,
                countries: gathered.countries,
                id,
            }
        };
        self.0.into_iter().map(person).collect()
    }
}

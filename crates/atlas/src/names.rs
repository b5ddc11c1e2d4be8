//! Every surface that the atlas knows, with all that it may mean.

use crate::{
    Atlas,
    body::{Agency, Body, Metonym, Ministry},
    lookup::prefix,
    office::{Courtesy, Office},
    person::Person,
    place::{City, Country, Summit},
    record::Id,
};
use std::{borrow::Cow, ops::Range};

/// A record of the atlas that has names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A state or territory.
    Country(Id<Country>),
    /// An international body or movement.
    Body(Id<Body>),
    /// A seat that stands for a government.
    Metonym(Id<Metonym>),
    /// A ministry under a fixed name.
    Ministry(Id<Ministry>),
    /// A place.
    City(Id<City>),
    /// A person.
    Person(Id<Person>),
    /// A title of an office.
    Office(Id<Office>),
    /// A courtesy title.
    Courtesy(Id<Courtesy>),
    /// A meeting of many states.
    Summit(Id<Summit>),
    /// A news agency or outlet.
    Agency(Id<Agency>),
}

/// In what form a surface gives its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The usual name or title.
    Name,
    /// Another name or spelling.
    Alias,
    /// An adjective: `Chinese`.
    Adjective,
    /// One of its people: `Dane`.
    One,
    /// Several of its people, or holders of an office: `Danes`, `Foreign Ministers`.
    Many,
}

/// One thing that a surface may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Meaning {
    /// The record.
    pub entry: Entry,
    /// The form in which the surface gives it.
    pub form: Form,
    /// The table says that the surface is often something else, a common word or a person's name.
    pub ambiguous: bool,
}

/// A surface, as the scan looks for it: letter for letter, case included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The letters.
    pub surface: Cow<'static, str>,
    prefix: u64,
    meanings: Range<u32>,
}

/// All surfaces in byte order, each once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    names: Vec<Name>,
    meanings: Vec<Meaning>,
}

impl Names {
    pub(crate) fn of(atlas: &Atlas) -> Names {
        let mut list = Collector::default();
        list.countries(atlas);
        list.places(atlas);
        list.organisations(atlas);
        list.offices(atlas);
        list.people(atlas);
        list.finish()
    }

    pub(crate) fn names(&self) -> &[Name] {
        &self.names
    }

    pub(crate) fn meanings(&self, name: &Name) -> &[Meaning] {
        &self.meanings[name.meanings.start as usize..name.meanings.end as usize]
    }

    pub(crate) fn look_up(&self, surface: &str) -> &[Meaning] {
        let wanted = (prefix(surface), surface);
        match self.names.binary_search_by(|name| (name.prefix, name.surface.as_ref()).cmp(&wanted)) {
            Ok(found) => self.meanings(&self.names[found]),
            Err(_) => &[],
        }
    }
}

/// A surface with one of its meanings, in the order in which the list will be.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    /// That of the surface: halves the time of the sort.
    prefix: u64,
    surface: Cow<'static, str>,
    meaning: Meaning,
}

impl Found {
    fn new(surface: Cow<'static, str>, meaning: Meaning) -> Found {
        Found { prefix: prefix(&surface), surface, meaning }
    }
}

#[derive(Default)]
struct Collector {
    found: Vec<Found>,
}

impl Collector {
    fn add(&mut self, surface: impl Into<Cow<'static, str>>, entry: Entry, form: Form, ambiguous: bool) {
        self.found.push(Found::new(surface.into(), Meaning { entry, form, ambiguous }));
    }

    /// A name and its aliases.
    fn named(
        &mut self,
        entry: Entry,
        name: &'static str,
        aliases: impl Iterator<Item = &'static str>,
        ambiguous: impl Fn(&str) -> bool,
    ) {
        self.add(name, entry, Form::Name, ambiguous(name));
        for alias in aliases {
            self.add(alias, entry, Form::Alias, ambiguous(alias));
        }
    }

    fn countries(&mut self, atlas: &Atlas) {
        for (id, country) in atlas.countries() {
            let (entry, ambiguous) =
                (Entry::Country(id), |surface: &str| country.ambiguous.contains(surface));
            self.named(entry, country.name, country.aliases.iter(), ambiguous);
            for adjective in country.adjectives.iter() {
                self.add(adjective, entry, Form::Adjective, ambiguous(adjective));
            }
            for (one, many) in country.people() {
                self.add(one, entry, Form::One, ambiguous(one));
                self.add(many, entry, Form::Many, ambiguous(many));
            }
        }
    }

    fn places(&mut self, atlas: &Atlas) {
        for (id, city) in atlas.cities() {
            self.named(Entry::City(id), city.name, city.aliases.iter(), |surface| {
                city.ambiguous.contains(surface)
            });
        }
        for (id, summit) in atlas.summits() {
            self.named(Entry::Summit(id), summit.series, summit.aliases.iter(), |_| false);
        }
    }

    fn organisations(&mut self, atlas: &Atlas) {
        for (id, body) in atlas.bodies() {
            let ambiguous = |surface: &str| body.ambiguous.contains(surface);
            self.named(Entry::Body(id), body.name, body.aliases.iter(), ambiguous);
            // The ids of bodies that are acronyms are names, too; keys such as `european-commission` are not.
            if body.id.starts_with(char::is_uppercase) && body.id != body.name {
                self.add(body.id, Entry::Body(id), Form::Alias, ambiguous(body.id));
            }
        }
        for (id, metonym) in atlas.metonyms() {
            let ambiguous = |surface: &str| metonym.ambiguous.contains(surface);
            self.named(Entry::Metonym(id), metonym.name, metonym.aliases.iter(), ambiguous);
        }
        for (id, ministry) in atlas.ministries() {
            self.named(Entry::Ministry(id), ministry.name, ministry.aliases.iter(), |_| false);
        }
        for (id, agency) in atlas.agencies() {
            let ambiguous = |surface: &str| agency.ambiguous.contains(surface);
            self.named(Entry::Agency(id), agency.name, agency.aliases.iter(), ambiguous);
        }
    }

    fn offices(&mut self, atlas: &Atlas) {
        for (id, office) in atlas.offices() {
            let entry = Entry::Office(id);
            let forms = std::iter::once((office.title, Form::Name))
                .chain(office.plurals.iter().map(|many| (many, Form::Many)));
            for (title, form) in forms {
                for surface in [Cow::Borrowed(title), sentence_case(title), title_case(title)] {
                    let ambiguous = office.ambiguous.contains(&surface);
                    self.add(surface, entry, form, ambiguous);
                }
            }
        }
        for (id, courtesy) in atlas.courtesies() {
            self.add(courtesy.title, Entry::Courtesy(id), Form::Name, false);
        }
    }

    fn people(&mut self, atlas: &Atlas) {
        for (id, person) in atlas.people() {
            self.named(Entry::Person(id), person.name, person.aliases.iter(), |_| false);
        }
    }

    fn finish(mut self) -> Names {
        // The tables have the straight apostrophe, news has both.
        let curly: Vec<Found> = self
            .found
            .iter()
            .filter(|found| found.surface.contains('\''))
            .map(|found| Found::new(Cow::Owned(found.surface.replace('\'', "’")), found.meaning))
            .collect();
        self.found.extend(curly);
        self.found.sort_unstable();
        let mut names: Vec<Name> = Vec::with_capacity(self.found.len());
        let mut meanings: Vec<Meaning> = Vec::with_capacity(self.found.len());
        for Found { prefix, surface, meaning } in self.found {
            match names.last_mut() {
                Some(name) if name.surface == surface => {
                    // A name outranks an alias of the same record: `Form::Name` sorts first.
                    let known = &meanings[name.meanings.start as usize..];
                    if !known.iter().any(|own| own.entry == meaning.entry && own.form == meaning.form) {
                        meanings.push(meaning);
                    }
                    name.meanings.end = meanings.len() as u32;
                }
                _ => {
                    let start = meanings.len() as u32;
                    meanings.push(meaning);
                    names.push(Name { surface, prefix, meanings: start..start + 1 });
                }
            }
        }
        Names { names, meanings }
    }
}

/// `Foreign minister`: the first letter large.
fn sentence_case(title: &'static str) -> Cow<'static, str> {
    match title.chars().next() {
        Some(first) if first.is_lowercase() => {
            Cow::Owned(first.to_uppercase().chain(title[first.len_utf8()..].chars()).collect())
        }
        _ => Cow::Borrowed(title),
    }
}

/// `Secretary of the Treasury`: the first letter of each word large, but for the small words.
fn title_case(title: &'static str) -> Cow<'static, str> {
    const SMALL: &[&str] = &["of", "the", "for", "to", "and", "in", "at", "d'affaires"];
    let mut cased = String::with_capacity(title.len());
    for (index, word) in title.split_inclusive([' ', '-']).enumerate() {
        let bare = word.trim_end_matches([' ', '-']);
        match word.chars().next() {
            Some(first) if index == 0 || !SMALL.contains(&bare) => {
                cased.extend(first.to_uppercase());
                cased.push_str(&word[first.len_utf8()..]);
            }
            _ => cased.push_str(word),
        }
    }
    Cow::Owned(cased)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_in_three_cases() {
        assert_eq!(sentence_case("treasury secretary"), "Treasury secretary");
        assert_eq!(sentence_case("US trade representative"), "US trade representative");
        assert_eq!(title_case("secretary of the treasury"), "Secretary of the Treasury");
        assert_eq!(title_case("secretary-general"), "Secretary-General");
        assert_eq!(title_case("ambassador-at-large"), "Ambassador-at-Large");
        assert_eq!(title_case("tánaiste"), "Tánaiste");
    }
}

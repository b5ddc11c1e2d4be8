//! What the atlas knows, as the finders ask for it.

use super::lexicon::Gender;
use demarche_atlas::{Atlas, Branch, CityKind, Entry, Form, Id, Meaning, Person};
use jiff::civil::Date;

/// What a name of the atlas most likely means in news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known<'a> {
    /// A state, by code.
    Country(&'a str),
    /// Its adjective, which may also be its people: "Chinese".
    Adjective(&'a str),
    /// One of its people, or several: "the Briton".
    People(&'a str, bool),
    /// A city or region; `seat_of` is the state for whose government it stands.
    City { name: &'a str, country: &'a str, seat_of: Option<&'a str> },
    /// A sea or continent.
    Area,
    /// An international body.
    Body { id: &'a str, name: &'a str, code: &'a str },
    /// A seat or organ that stands for a government; without code if many states have one.
    Metonym { name: &'a str, code: &'a str, place: bool, government: bool },
    /// A ministry under a fixed name; without country if many states have one.
    Ministry { id: &'a str, name: &'a str, country: &'a str },
    /// A title; with the state that alone uses it.
    Office { country: Option<&'a str> },
    /// Somebody.
    Person(Id<Person>),
    /// A news agency.
    Agency { name: &'a str, country: &'a str, state: bool },
}

/// The atlas at the time of an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct World<'a> {
    atlas: &'a Atlas,
    date: Option<Date>,
}

/// How many days a term may be off: news calls people by their office shortly before and after.
const SLACK: u16 = 120;

impl<'a> World<'a> {
    pub(super) fn new(atlas: &'a Atlas, date: Option<Date>) -> Self {
        World { atlas, date }
    }

    /// What a name most likely means, by its index in [`Atlas::names`].
    pub(super) fn known(&self, name: usize) -> Option<Known<'a>> {
        let name = self.atlas.names().get(name)?;
        let meanings = self.atlas.meanings(name);
        meanings.iter().filter_map(|m| Some((rank(m), self.read(m)?))).min_by_key(|(rank, _)| *rank).map(|(_, known)| known)
    }

    fn read(&self, meaning: &Meaning) -> Option<Known<'a>> {
        let atlas = self.atlas;
        Some(match meaning.entry {
            Entry::Country(id) => match meaning.form {
                Form::Name | Form::Alias => Known::Country(atlas[id].code),
                Form::Adjective => Known::Adjective(atlas[id].code),
                Form::One => Known::People(atlas[id].code, false),
                Form::Many => Known::People(atlas[id].code, true),
            },
            Entry::City(id) => {
                let city = &atlas[id];
                if city.kind == CityKind::Area {
                    return Some(Known::Area);
                }
                let seat = |c: &&demarche_atlas::Country| c.seats.iter().any(|s| s == city.name);
                let seat_of = atlas.country(city.country).filter(seat).map(|c| c.code);
                let past = || atlas.countries().map(|(_, c)| c).find(|c| c.past.is_some() && seat(c)).map(|c| c.code);
                Known::City { name: city.name, country: city.country, seat_of: seat_of.or_else(past) }
            }
            Entry::Body(id) => Known::Body { id: atlas[id].id, name: atlas[id].name, code: atlas[id].code },
            Entry::Metonym(id) => {
                let metonym = &atlas[id];
                Known::Metonym { name: metonym.name, code: metonym.country, place: metonym.visitable, government: metonym.branch == Branch::Government }
            }
            Entry::Ministry(id) => {
                Known::Ministry { id: atlas[id].id, name: atlas[id].name, country: atlas[id].country }
            }
            Entry::Person(id) => Known::Person(id),
            Entry::Office(id) => Known::Office { country: Some(atlas[id].country).filter(|c| !c.is_empty()) },
            Entry::Agency(id) => {
                let agency = &atlas[id];
                Known::Agency { name: agency.name, country: agency.country, state: agency.state_media }
            }
            Entry::Courtesy(_) | Entry::Summit(_) => return None,
        })
    }

    /// Whether this is a given name, and of which gender.
    pub(super) fn given(&self, lower: &str) -> Option<Option<Gender>> {
        let name = capitalized(lower);
        self.atlas.given_name(&name).map(|g| gender(g.gender))
    }

    /// Whether this is a surname that goes before the given name.
    pub(super) fn is_family_first(&self, lower: &str) -> bool {
        self.atlas.surname_first(&capitalized(lower)).next().is_some()
    }

    /// The usual name of a country or body.
    pub(super) fn label(&self, code: &str) -> Option<&'a str> {
        self.atlas.label(code)
    }

    /// Whether a code is a state's, not a body's.
    pub(super) fn is_country(&self, code: &str) -> bool {
        self.atlas.country(code).is_some() || self.atlas.countries().any(|(_, c)| c.code == code)
    }

    pub(super) fn person(&self, id: Id<Person>) -> &'a Person {
        &self.atlas[id]
    }

    /// Whether somebody held some office when the article was written, or shortly before or after.
    pub(super) fn in_office(&self, id: Id<Person>) -> bool {
        self.date.is_none_or(|date| self.atlas[id].in_office_on(date, SLACK))
    }

    /// Whose office somebody held when the article was written.
    pub(super) fn serves(&self, id: Id<Person>) -> Option<&'a str> {
        let date = self.date?;
        self.atlas[id].offices_on(date, SLACK).last().map(|t| t.of)
    }

    /// The only person of this surname who held an office that `fits` when the article was written.
    pub(super) fn holder(&self, surname: &str, fits: impl Fn(&str) -> bool) -> Option<Id<Person>> {
        let date = self.date?;
        let mut found = self.atlas.surnamed(surname).filter(|&id| self.atlas[id].offices_on(date, SLACK).any(|t| fits(t.office)));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Everyone who goes by this name in full.
    pub(super) fn named(&self, full: &str) -> Option<Id<Person>> {
        self.atlas.look_up(full).iter().find_map(|m| match m.entry {
            Entry::Person(id) => Some(id),
            _ => None,
        })
    }
}

/// Which of several meanings to prefer: the one that needs the least context.
fn rank(meaning: &Meaning) -> u8 {
    let kind = match meaning.entry {
        Entry::Country(_) => 0,
        Entry::Body(_) => 1,
        Entry::Metonym(_) => 2,
        Entry::Ministry(_) => 3,
        Entry::City(_) => 4,
        Entry::Person(_) => 5,
        Entry::Office(_) => 6,
        Entry::Agency(_) => 7,
        Entry::Courtesy(_) | Entry::Summit(_) => 8,
    };
    // "Georgia" the country may be ambiguous; nothing else is more likely unless the table has an unambiguous meaning.
    kind + if meaning.ambiguous { 4 } else { 0 }
}

pub(super) fn gender(gender: demarche_atlas::Gender) -> Option<Gender> {
    match gender {
        demarche_atlas::Gender::Male => Some(Gender::Male),
        demarche_atlas::Gender::Female => Some(Gender::Female),
        demarche_atlas::Gender::Unknown => None,
    }
}

/// A lower-case word as a name is written.
fn capitalized(lower: &str) -> String {
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

//! What the atlas knows, as the finders ask for it.

use super::lexicon::{Gender, Rank, RoleClass, RoleRef, lexicon};
use crate::base::Base;
use demarche_atlas::{Atlas, BodyKind, Branch, CityKind, Entry, Form, Id, Meaning, Person, Region};
use jiff::civil::Date;
use std::collections::BTreeSet;

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
    City { name: &'a str, country: &'a str, seat_of: Option<&'a str>, region: bool },
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
#[derive(Debug, Clone)]
pub(super) struct World<'a> {
    atlas: &'a Atlas,
    date: Option<Date>,
    /// The states that the article names beyond doubt; they decide what "Congolese" means in it.
    seen: BTreeSet<&'a str>,
    /// Those of them that are named as such, not by their cities alone.
    named_states: BTreeSet<&'a str>,
    /// Bodies, and states whose organs are named in full: without them "Congress" and "the Commission" are anybody's.
    organs: BTreeSet<&'a str>,
    /// Regions that are named beyond doubt, with their states: among them "Georgia" is one more.
    regions: BTreeSet<(&'a str, &'a str)>,
}

/// How many days a term may be off: news calls people by their office shortly before and after.
const SLACK: u16 = 120;

impl<'a> World<'a> {
    pub(super) fn new(atlas: &'a Atlas, base: &Base<'_>) -> Self {
        let mut world = World {
            atlas,
            date: base.published().map(|p| p.date),
            seen: BTreeSet::new(),
            named_states: BTreeSet::new(),
            organs: BTreeSet::new(),
            regions: BTreeSet::new(),
        };
        let meanings = |name: usize| atlas.names().get(name).map_or(&[][..], |n| atlas.meanings(n));
        for hit in base.names() {
            // "US Treasury" names the United States, too.
            let surface = atlas.names().get(hit.name).map_or("", |n| n.surface.as_ref());
            let first_word = surface.split(' ').next().filter(|w| w.len() < surface.len());
            for meaning in first_word.map_or(&[][..], |w| atlas.look_up(w)) {
                if let Entry::Country(id) = meaning.entry {
                    world.seen.insert(atlas[id].code);
                }
            }
            let codes = || meanings(hit.name).iter().filter_map(|m| world.code(m));
            if let Some(first) = codes().next().filter(|first| codes().all(|c| c == *first)) {
                let state = meanings(hit.name).iter().any(|m| matches!(m.entry, Entry::Country(_)));
                world.seen.insert(first);
                if state {
                    world.named_states.insert(first);
                }
            }
            if let [Meaning { entry: Entry::City(id), ambiguous: false, .. }] = meanings(hit.name)
                && atlas[*id].kind == CityKind::Region
            {
                world.regions.insert((atlas[*id].country, atlas[*id].name));
            }
            let clear = meanings(hit.name).iter().filter(|m| !m.ambiguous);
            let owners: Vec<&str> = clear.filter_map(|m| world.owner(m)).collect();
            world.organs.extend(owners);
        }
        world
    }

    /// The state or body whose organ a meaning is.
    fn owner(&self, meaning: &Meaning) -> Option<&'a str> {
        let code = match meaning.entry {
            Entry::Body(id) => self.atlas[id].code,
            Entry::Metonym(id) => self.atlas[id].country,
            Entry::Ministry(id) => self.atlas[id].country,
            _ => return None,
        };
        Some(code).filter(|c| !c.is_empty())
    }

    /// Whether a meaning is a common noun unless the article tells whose: "Congress", "the Commission".
    fn is_idle(&self, meaning: &Meaning) -> bool {
        let idle = |owner| !self.seen.contains(owner) && !self.organs.contains(owner);
        meaning.ambiguous && self.owner(meaning).is_some_and(idle)
    }

    /// The state that a meaning is of, or that its city is in.
    fn code(&self, meaning: &Meaning) -> Option<&'a str> {
        match meaning.entry {
            Entry::Country(id) => Some(self.atlas[id].code),
            Entry::City(id) => Some(self.atlas[id].country),
            _ => None,
        }
    }

    /// What a name most likely means, by its index in [`Atlas::names`].
    pub(super) fn known(&self, name: usize) -> Option<Known<'a>> {
        let name = self.atlas.names().get(name)?;
        let meanings = self.atlas.meanings(name);
        let unseen = |m: &Meaning| self.code(m).is_some_and(|c| !self.seen.contains(c));
        if let Some(region) = meanings.iter().find(|m| m.ambiguous && self.is_among_regions(m))
            && meanings.iter().all(|m| m.ambiguous && (std::ptr::eq(m, region) || unseen(m)))
        {
            return self.read(region);
        }
        let ranked = meanings
            .iter()
            .filter(|m| !self.is_idle(m))
            .filter_map(|m| Some((rank(m), unseen(m), self.read(m)?)));
        let away = |known: &Known<'_>| if let Known::Person(id) = known { self.away(*id) } else { 0 };
        // Of two cities of one name, the seat of a government.
        let minor = |known: &Known<'_>| matches!(known, Known::City { seat_of: None, .. });
        let best = ranked.min_by_key(|(rank, unseen, known)| (*rank, *unseen, minor(known), away(known)));
        best.map(|(_, _, known)| known)
    }

    /// The region that a name means behind a city of the same state: "Georgia" in "Atlanta, Georgia".
    pub(super) fn region_in(&self, name: usize, state: &str) -> Option<Known<'a>> {
        let meanings = self.atlas.names().get(name).map_or(&[][..], |n| self.atlas.meanings(n));
        let inside = |m: &&Meaning| matches!(m.entry, Entry::City(id) if self.atlas[id].country == state);
        self.read(meanings.iter().find(inside)?)
    }

    /// The region that a name may mean, of whatever state: "Georgia" in "the governor of Georgia".
    pub(super) fn any_region(&self, name: usize) -> Option<Known<'a>> {
        let meanings = self.atlas.names().get(name).map_or(&[][..], |n| self.atlas.meanings(n));
        let region =
            |m: &&Meaning| matches!(m.entry, Entry::City(id) if self.atlas[id].kind == CityKind::Region);
        self.read(meanings.iter().find(region)?)
    }

    /// The name of an organ of a body if a state may have one of the same name: nothing in it tells of the body.
    pub(super) fn common_organ(&self, id: &str, surface: &str) -> Option<&'a str> {
        let organ = self.atlas.body(id).filter(|body| body.kind == BodyKind::Organ)?;
        let owner = self.atlas.body(organ.code)?;
        let name = std::iter::once(organ.name).chain(organ.aliases.iter()).find(|name| *name == surface)?;
        let tells = |word: &str| {
            let word = word.replace('.', "");
            word == owner.id || owner.name.split(' ').any(|w| w == word)
        };
        (name.contains(' ') && !name.split(' ').any(tells)).then_some(name)
    }

    /// Whether a meaning is a region of a state of which the article names several.
    fn is_among_regions(&self, meaning: &Meaning) -> bool {
        const SEVERAL: usize = 2;
        let Entry::City(id) = meaning.entry else { return false };
        let city = &self.atlas[id];
        let others = self.regions.iter().filter(|(state, _)| *state == city.country).count();
        city.kind == CityKind::Region && others >= SEVERAL
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
                let past = || {
                    atlas.countries().map(|(_, c)| c).find(|c| c.past.is_some() && seat(c)).map(|c| c.code)
                };
                let then = self.state_then(city.name, city.country);
                Known::City {
                    name: city.name,
                    country: then.unwrap_or(city.country),
                    seat_of: then.or(seat_of).or_else(past),
                    region: city.kind == CityKind::Region,
                }
            }
            Entry::Body(id) => Known::Body { id: atlas[id].id, name: atlas[id].name, code: atlas[id].code },
            Entry::Metonym(id) => {
                let metonym = &atlas[id];
                Known::Metonym {
                    name: metonym.name,
                    code: self.state_then(metonym.city, metonym.country).unwrap_or(metonym.country),
                    place: metonym.visitable,
                    government: metonym.branch == Branch::Government,
                }
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
            // "The NATO summit" is where NATO meets; a conference without a body stands for nobody.
            Entry::Summit(id) => {
                let body = atlas.body(atlas[id].body)?;
                Known::Body { id: body.id, name: body.name, code: body.code }
            }
            Entry::Courtesy(_) => return None,
        })
    }

    /// The state that had its seat in a city when the article was written, if it has ended since: Moscow was the Soviet
    /// Union's.
    fn state_then(&self, city: &str, heir: &str) -> Option<&'a str> {
        let date = self.date.filter(|_| !city.is_empty())?;
        let then = |past: &demarche_atlas::Past| {
            past.successor == heir && past.from.first <= date && date <= past.to.last
        };
        let mut past = self.atlas.countries().map(|(_, c)| c).filter(|c| c.past.as_ref().is_some_and(then));
        let state = past.find(|c| c.code != heir && c.seats.iter().any(|s| s == city))?;
        Some(state.code)
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

    /// Whether this surname is a Korean one.
    pub(super) fn is_korean(&self, lower: &str) -> bool {
        self.atlas.surname_first(&capitalized(lower)).any(|s| s.origin == demarche_atlas::Origin::Korean)
    }

    /// Whether the article names this state beyond doubt by other words than its seats.
    pub(super) fn names(&self, code: &str) -> bool {
        self.named_states.contains(code)
    }

    /// Whether the article speaks of this state at all, by name, people or city.
    pub(super) fn has_seen(&self, code: &str) -> bool {
        self.seen.contains(code)
    }

    /// The region that goes by this adjective or name.
    pub(super) fn region(&self, surface: &str) -> Option<&'a Region> {
        self.atlas.region(surface)
    }

    /// The region whose states are called by its people.
    pub(super) fn region_of(&self, people: &str) -> Option<&'a Region> {
        self.atlas.region_of(people)
    }

    /// How many states a region has, if the members are known of the body in which they act.
    pub(super) fn size(&self, region: &Region) -> Option<usize> {
        let body = region.codes.iter().next().and_then(|code| self.atlas.body(code));
        Some(body.map_or(region.codes, |body| body.members).iter().count()).filter(|&size| size > 0)
    }

    /// The usual name of a country or body.
    pub(super) fn label(&self, code: &str) -> Option<&'a str> {
        self.atlas.label(code)
    }

    /// Whether one of a state's people goes by this word: "American", not "French".
    pub(super) fn is_one_of(&self, code: &str, word: &str) -> bool {
        self.atlas.country(code).is_some_and(|c| c.people().any(|(one, many)| one == word && many != word))
    }

    /// The body that a common noun means in an article that names its owner: "the commission" of the Union.
    pub(super) fn common_body(&self, noun: &str) -> Option<&'a demarche_atlas::Body> {
        let meanings = self.atlas.look_up(&format!("the {}", capitalized(noun)));
        meanings.iter().find_map(|m| match m.entry {
            Entry::Body(id) if !self.is_idle(m) => Some(&self.atlas[id]),
            _ => None,
        })
    }

    /// Whether a state's full name tells that it is a kingdom or republic.
    pub(super) fn is_called(&self, code: &str, kind: &str) -> bool {
        let kind = capitalized(kind);
        let names = |c: &'a demarche_atlas::Country| std::iter::once(c.name).chain(c.aliases.iter());
        self.atlas.country(code).is_some_and(|c| names(c).any(|name| name.split(' ').any(|w| w == kind)))
    }

    /// Whether a code is a state's, not a body's.
    pub(super) fn is_country(&self, code: &str) -> bool {
        self.atlas.country(code).is_some()
    }

    /// Whether a code is that of an alliance of states.
    pub(super) fn is_alliance(&self, code: &str) -> bool {
        self.atlas.body(code).is_some_and(|body| body.kind == BodyKind::Alliance)
    }

    pub(super) fn person(&self, id: Id<Person>) -> &'a Person {
        &self.atlas[id]
    }

    /// The offices that somebody held when the article was written; all that are known if its date is not.
    pub(super) fn offices(&self, id: Id<Person>) -> Vec<&'a str> {
        let terms = &self.atlas[id].terms;
        terms
            .iter()
            .filter(|t| self.date.is_none_or(|date| t.covers(date, SLACK)))
            .map(|t| t.office)
            .collect()
    }

    /// Whose office somebody held when the article was written; of an office just left only where there is no other.
    pub(super) fn serves(&self, id: Id<Person>) -> Option<&'a str> {
        let date = self.date?;
        let held = |slack| self.atlas[id].offices_on(date, slack).last().map(|t| t.of);
        held(0).or_else(|| held(SLACK))
    }

    /// Whether somebody of whom terms in office are known held none when the article was written.
    pub(super) fn has_retired(&self, id: Id<Person>) -> bool {
        let person = &self.atlas[id];
        let serves = |date| person.in_office_on(date, SLACK);
        !person.terms.is_empty() && self.date.is_some_and(|date| !serves(date))
    }

    /// The only person of this surname who held an office that `fits` when the article was written, or ever if its date
    /// is not known.
    pub(super) fn holder(&self, surname: &str, fits: impl Fn(&str) -> bool) -> Option<Id<Person>> {
        let holds = |id: &Id<Person>| self.offices(*id).into_iter().any(&fits);
        let mut found = self.atlas.surnamed(surname).filter(holds);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The only person of this surname who led a state, or its diplomacy, when the article was written, if readers know them without an
    /// introduction: the state is a power, or the article speaks of it.
    pub(super) fn leader(&self, surname: &str) -> Option<Id<Person>> {
        self.date?;
        let leads = |office: &str| {
            let leads =
                |r: &RoleRef| r.rank == Rank::Full && lexicon().role(r.role).class == RoleClass::Leader;
            lexicon().roles_in(office).iter().any(leads) || is_top_diplomat(office)
        };
        let id = self.holder(surname, leads)?;
        let state = self.serves(id).unwrap_or(self.atlas[id].country);
        (lexicon().is_power(state) || self.seen.contains(state)).then_some(id)
    }

    /// Who goes by this name in full, in either order: "Kishida Fumio".
    pub(super) fn named(&self, full: &str) -> Option<Id<Person>> {
        let turned =
            full.split_once(' ').filter(|(_, rest)| !rest.contains(' ')).map(|(a, b)| format!("{b} {a}"));
        self.exactly(full).or_else(|| self.exactly(&turned?))
    }

    fn exactly(&self, full: &str) -> Option<Id<Person>> {
        let persons = self.atlas.look_up(full).iter().filter_map(|m| match m.entry {
            Entry::Person(id) => Some(id),
            _ => None,
        });
        // Two kings of one name reign at once: the one of whose state the article speaks.
        let spoken_of =
            |id: Id<Person>| self.seen.contains(self.serves(id).unwrap_or(self.atlas[id].country));
        persons.min_by_key(|&id| (self.away(id), !spoken_of(id)))
    }

    /// How many days before or after the article somebody was in office, to tell namesakes apart.
    fn away(&self, id: Id<Person>) -> i32 {
        let Some(date) = self.date else { return 0 };
        let days = |term: &demarche_atlas::Term| {
            let early = date.until(term.start.first).map_or(0, |s| s.get_days());
            let late = term.end.map_or(0, |end| end.last.until(date).map_or(0, |s| s.get_days()));
            early.max(late).max(0)
        };
        self.atlas[id].terms.iter().map(days).min().unwrap_or(i32::MAX)
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

/// Whether an office is that of whoever stands for a state abroad beside its leader: "Foreign Minister", "Secretary of State".
fn is_top_diplomat(office: &str) -> bool {
    let words = || office.split(' ').map(str::to_lowercase);
    let minister = |r: &RoleRef| r.rank == Rank::Full && lexicon().role(r.role).class == RoleClass::Minister;
    lexicon().roles_in(office).iter().any(minister)
        && words().any(|w| matches!(w.as_str(), "foreign" | "state"))
}

//! People with their terms, and the names by which a person is known for one.

use crate::{
    record::{Gender, Record, words},
    table::{AtlasError, List, Row},
    term::Term,
};
use jiff::civil::Date;

words! {
    /// Which part of a full name is the surname.
    NameOrder {
        /// Janet Yellen.
        GivenFirst = "",
        /// He Lifeng.
        SurnameFirst = "surname-first",
    }
}

/// Someone who holds or held offices that news names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name most used in English-language news.
    pub name: &'static str,
    /// Other spellings and fuller forms.
    pub aliases: List,
    /// The names by which a text goes on to call them, usual one first: surnames, or given names where those are used.
    pub surnames: List,
    /// Code of their own country.
    pub country: &'static str,
    /// Gender, if known.
    pub gender: Gender,
    /// Which part of the name is the surname.
    pub order: NameOrder,
    /// Offices held, by their start.
    pub terms: Box<[Term]>,
}

impl Person {
    /// The offices that may have been held on `date`, with `slack` days allowed on either side.
    pub fn offices_on(&self, date: Date, slack: u16) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.covers(date, slack))
    }

    /// Whether any office is known for `date`, with `slack` days allowed on either side.
    pub fn in_office_on(&self, date: Date, slack: u16) -> bool {
        self.offices_on(date, slack).next().is_some()
    }
}

impl Record for Person {
    const TABLE: &'static str = "people";
    const COLUMNS: &'static [&'static str] =
        &["name", "aliases", "surnames", "country", "gender", "order", "terms"];

    fn read(row: &Row<'_>) -> Result<Person, AtlasError> {
        let country = row.required(3)?;
        let advice = "write `Office START..END` or `CODE:Office START..END`, dates as YYYY, YYYY-MM or YYYY-MM-DD, `|` between offices";
        let terms = row.list(6).iter().map(|term| {
            Term::parse(term, country)
                .map_err(|problem| row.error(6, &format!("{problem} (`{term}`)"), advice))
        });
        let mut terms = terms.collect::<Result<Box<[Term]>, AtlasError>>()?;
        terms.sort_by_key(|term| term.start);
        Ok(Person {
            name: row.required(0)?,
            aliases: row.list(1),
            surnames: row.required(2).map(List)?,
            country,
            gender: row.word(4, Gender::WORDS)?,
            order: row.word(5, NameOrder::WORDS)?,
            terms,
        })
    }

    fn key(&self) -> String {
        format!("{}/{}", self.name, self.country)
    }
}

/// A given name that news often has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenName {
    /// The name.
    pub name: &'static str,
    /// The gender of those who mostly bear it.
    pub gender: Gender,
}

impl Record for GivenName {
    const TABLE: &'static str = "given_names";
    const COLUMNS: &'static [&'static str] = &["name", "gender"];

    fn read(row: &Row<'_>) -> Result<GivenName, AtlasError> {
        Ok(GivenName { name: row.required(0)?, gender: row.word(1, Gender::WORDS)? })
    }

    fn key(&self) -> String {
        self.name.to_owned()
    }
}

words! {
    /// Where a surname that comes first is at home.
    Origin {
        /// China, Taiwan, and the Chinese abroad.
        Chinese = "chinese",
        /// Both Koreas.
        Korean = "korean",
        /// Vietnam.
        Vietnamese = "vietnamese",
        /// Cambodia.
        Khmer = "khmer",
    }
}

/// A surname that is written before the given name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstSurname {
    /// The surname in Latin letters.
    pub surname: &'static str,
    /// Where it is at home; a surname may have several rows.
    pub origin: Origin,
}

impl Record for FirstSurname {
    const TABLE: &'static str = "surnames_first";
    const COLUMNS: &'static [&'static str] = &["surname", "origin"];

    fn read(row: &Row<'_>) -> Result<FirstSurname, AtlasError> {
        Ok(FirstSurname { surname: row.required(0)?, origin: row.word(1, Origin::WORDS)? })
    }

    fn key(&self) -> String {
        let origin =
            Origin::WORDS.iter().find(|(_, origin)| *origin == self.origin).map_or("", |(word, _)| word);
        format!("{}/{}", self.surname, origin)
    }
}

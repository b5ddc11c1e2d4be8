//! Countries, cities and the meetings they host.

use crate::{
    record::{Record, words},
    table::{AtlasError, List, Row},
    term::Days,
};
use jiff::civil::Date;

/// When a historic state existed, or a former name was in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// First month.
    pub from: Days,
    /// Last month.
    pub to: Days,
    /// Code of the living state that holds most of the ties.
    pub successor: &'static str,
}

/// A state or territory, living or historic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3 (living), the withdrawn ISO 3166 code, or that of the living state of which this is a
    /// former name.
    pub code: &'static str,
    /// The usual short name.
    pub name: &'static str,
    /// Other names.
    pub aliases: List,
    /// Adjectives as before a noun: `Chinese`, `British`, `UK`.
    pub adjectives: List,
    /// Words for its people, each `one/many`; see [`Country::people`].
    people: List,
    /// Its capital first, then other cities that stand for its government.
    pub seats: List,
    /// Surfaces that are often something else.
    pub ambiguous: List,
    /// Set for a historic state and a former name.
    pub past: Option<Past>,
}

impl Country {
    /// Words for its people, one and many: `("Dane", "Danes")`.
    pub fn people(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.people.iter().map(|pair| pair.split_once('/').unwrap_or((pair, pair)))
    }

    /// The capital; city-states and a few territories have none of their own.
    pub fn capital(&self) -> Option<&'static str> {
        self.seats.iter().next()
    }
}

impl Record for Country {
    const TABLE: &'static str = "countries";
    const COLUMNS: &'static [&'static str] =
        &["code", "name", "aliases", "adjectives", "people", "seats", "ambiguous", "from", "to", "successor"];

    fn read(row: &Row<'_>) -> Result<Country, AtlasError> {
        let past = if row.cell(7).is_empty() {
            None
        } else {
            let days = |index| {
                Days::parse(row.cell(index))
                    .ok_or_else(|| row.error(index, "is no date", "write YYYY, YYYY-MM or YYYY-MM-DD"))
            };
            Some(Past { from: days(7)?, to: days(8)?, successor: row.required(9)? })
        };
        Ok(Country {
            code: row.required(0)?,
            name: row.required(1)?,
            aliases: row.list(2),
            adjectives: row.list(3),
            people: row.list(4),
            seats: row.list(5),
            ambiguous: row.list(6),
            past,
        })
    }

    fn key(&self) -> String {
        format!("{}/{}", self.code, self.name)
    }
}

words! {
    /// What sort of place.
    CityKind {
        /// A town or city.
        City = "city",
        /// A province, island or other part of a country.
        Region = "region",
        /// A palace, estate, base or conference place.
        Venue = "venue",
        /// A sea, continent, or disputed or shared ground.
        Area = "area",
    }
}

/// A place that diplomacy uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// The usual name.
    pub name: &'static str,
    /// Other names, older names, other spellings.
    pub aliases: List,
    /// The country's code; empty for areas.
    pub country: &'static str,
    /// What sort of place.
    pub kind: CityKind,
    /// Surfaces that are often something else.
    pub ambiguous: List,
}

impl Record for City {
    const TABLE: &'static str = "cities";
    const COLUMNS: &'static [&'static str] = &["name", "aliases", "country", "kind", "ambiguous"];

    fn read(row: &Row<'_>) -> Result<City, AtlasError> {
        Ok(City {
            name: row.required(0)?,
            aliases: row.list(1),
            country: row.cell(2),
            kind: row.word(3, CityKind::WORDS)?,
            ambiguous: row.list(4),
        })
    }

    fn key(&self) -> String {
        format!("{}/{}", self.name, self.country)
    }
}

/// One edition of a summit or other meeting of many states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summit {
    /// The series it belongs to: `G20 summit`.
    pub series: &'static str,
    /// Other names of the series.
    pub aliases: List,
    /// Id of the body that meets; empty for a conference without one.
    pub body: &'static str,
    /// The host's code.
    pub country: &'static str,
    /// The city; empty for city-states.
    pub city: &'static str,
    /// First day.
    pub start: Date,
    /// Last day, included.
    pub end: Date,
}

impl Record for Summit {
    const TABLE: &'static str = "summits";
    const COLUMNS: &'static [&'static str] =
        &["series", "aliases", "body", "country", "city", "start", "end"];

    fn read(row: &Row<'_>) -> Result<Summit, AtlasError> {
        let days = |index| {
            Days::parse(row.cell(index)).ok_or_else(|| row.error(index, "is no date", "write YYYY-MM-DD"))
        };
        let (start, end) = (days(5)?.first, days(6)?.last);
        if end < start {
            return Err(row.error(6, "is before `start`", "put the two in order"));
        }
        Ok(Summit {
            series: row.required(0)?,
            aliases: row.list(1),
            body: row.cell(2),
            country: row.required(3)?,
            city: row.cell(4),
            start,
            end,
        })
    }

    fn key(&self) -> String {
        format!("{}/{}/{}", self.series, self.city, self.start)
    }
}

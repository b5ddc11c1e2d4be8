//! The tables together, and the ways to look something up in them.

use crate::{
    body::{Agency, Body, Metonym, Ministry},
    lookup::Lookup,
    names::{Meaning, Name, Names},
    office::{Courtesy, Modifier, Office, Portfolio},
    person::{FirstSurname, GivenName, Person},
    place::{City, Country, Summit},
    publisher::Publisher,
    record::{Id, Record},
    region::Region,
    table::{AtlasError, Lines, Table},
};
use jiff::civil::Date;
use std::{collections::HashSet, ops::Index, sync::LazyLock};

/// Declares the atlas: one vector per type of record, an iterator and `atlas[id]` for each, and the reading of a
/// table by its name.
macro_rules! atlas {
    ($($(#[$meta:meta])* $table:ident: $record:ty,)+) => {
        /// What the project knows of the world.
        #[derive(Debug, Default)]
        pub struct Atlas {
            $($table: Vec<$record>,)+
            names: Names,
            codes: Lookup<Country>,
            body_ids: Lookup<Body>,
            surnames: Lookup<Person>,
            region_names: Lookup<Region>,
            given: Lookup<GivenName>,
            first_surnames: Lookup<FirstSurname>,
        }

        impl Atlas {
            /// The name of every table.
            const TABLES: &'static [&'static str] = &[$(<$record as Record>::TABLE,)+];

            /// Reads the lines of one table.
            fn read(&mut self, table: &str, lines: &mut Lines, mode: Mode) -> Result<(), AtlasError> {
                match table {
                    $(<$record as Record>::TABLE => read_table(&mut self.$table, lines, mode),)+
                    _ => Err(AtlasError::new(
                        "user file",
                        lines.at,
                        format!("there is no table `{table}`"),
                        format!("the tables are: {}", Atlas::TABLES.join(", ")),
                    )),
                }
            }

            $(
                $(#[$meta])*
                pub fn $table(&self) -> impl Iterator<Item = (Id<$record>, &$record)> {
                    self.$table.iter().enumerate().map(|(index, record)| (Id::new(index), record))
                }
            )+
        }

        $(
            impl Index<Id<$record>> for Atlas {
                type Output = $record;
                fn index(&self, id: Id<$record>) -> &$record {
                    &self.$table[usize::from(id.index)]
                }
            }
        )+
    };
}

atlas! {
    /// States and territories, living ones first, then historic ones.
    countries: Country,
    /// Places.
    cities: City,
    /// International bodies and movements.
    bodies: Body,
    /// Seats that stand for governments.
    metonyms: Metonym,
    /// Ministries under fixed names.
    ministries: Ministry,
    /// Titles of offices.
    offices: Office,
    /// Courtesy titles.
    courtesies: Courtesy,
    /// Words that change a title.
    modifiers: Modifier,
    /// What ministries are in charge of.
    portfolios: Portfolio,
    /// News agencies and outlets.
    agencies: Agency,
    /// Outlets and internet addresses that tell who publishes.
    publishers: Publisher,
    /// Regions whose states act together.
    regions: Region,
    /// Editions of summits.
    summits: Summit,
    /// People who hold or held offices.
    people: Person,
    /// Given names.
    given_names: GivenName,
    /// Surnames that come first.
    surnames_first: FirstSurname,
}

/// The embedded files, each with the table whose rows it holds.
const EMBEDDED: &[(&str, &str)] = &[
    ("countries", include_str!("../data/countries.tsv")),
    ("countries", include_str!("../data/historic.tsv")),
    ("cities", include_str!("../data/cities.tsv")),
    ("bodies", include_str!("../data/bodies.tsv")),
    ("metonyms", include_str!("../data/metonyms.tsv")),
    ("ministries", include_str!("../data/ministries.tsv")),
    ("offices", include_str!("../data/offices.tsv")),
    ("courtesies", include_str!("../data/courtesies.tsv")),
    ("modifiers", include_str!("../data/modifiers.tsv")),
    ("portfolios", include_str!("../data/portfolios.tsv")),
    ("agencies", include_str!("../data/agencies.tsv")),
    ("publishers", include_str!("../data/publishers.tsv")),
    ("regions", include_str!("../data/regions.tsv")),
    ("summits", include_str!("../data/summits.tsv")),
    ("people", include_str!("../data/people.tsv")),
    ("given_names", include_str!("../data/given_names.tsv")),
    ("surnames_first", include_str!("../data/surnames_first.tsv")),
];

impl Atlas {
    /// The atlas of the embedded tables, read on first use and then kept.
    ///
    /// # Panics
    /// If an embedded table is malformed, which this crate's tests rule out.
    pub fn embedded() -> &'static Atlas {
        static ATLAS: LazyLock<Atlas> = LazyLock::new(|| {
            let mut atlas = Atlas::from_embedded().unwrap_or_else(|error| panic!("embedded {error}"));
            atlas.build_lookups();
            atlas
        });
        &ATLAS
    }

    /// The embedded tables, and on top of them the tables in `text`: each under a line such as `[people]`, with a
    /// line that names its columns, in the dialect of the embedded ones. A row with the same key replaces an
    /// embedded one, any other is added.
    ///
    /// The text is kept until the process ends, so that records may point into it; a run reads one such file.
    ///
    /// # Errors
    /// The first malformed row, unknown table, or reference to a country that does not exist, with its line.
    pub fn with_user_file(text: &str) -> Result<Atlas, AtlasError> {
        let mut atlas = Atlas::from_embedded()?;
        let mut lines = Lines::new(String::leak(text.to_owned()));
        while let Some((line, text)) = lines.next() {
            let Some(table) = text.strip_prefix('[').and_then(|text| text.trim_end().strip_suffix(']'))
            else {
                let problem = "expected the name of a table";
                return Err(AtlasError::new(
                    "user file",
                    line,
                    problem,
                    "write a line such as `[people]` before its rows",
                ));
            };
            atlas.read(table, &mut lines, Mode::User)?;
        }
        if let Some(problem) = atlas.dangling().into_iter().next() {
            return Err(AtlasError::new(
                "user file",
                lines.at,
                problem,
                "add the record that it names, or mend the name",
            ));
        }
        atlas.build_lookups();
        Ok(atlas)
    }

    fn from_embedded() -> Result<Atlas, AtlasError> {
        let mut atlas = Atlas::default();
        for (table, text) in EMBEDDED {
            atlas.read(table, &mut Lines::new(text), Mode::Embedded)?;
        }
        Ok(atlas)
    }

    /// Builds what lookups need from the tables as they stand.
    fn build_lookups(&mut self) {
        self.names = Names::of(self);
        // Living states come before historic ones, so the first hit of a code is the living state.
        self.codes = Lookup::new(self.countries().map(|(id, country)| (country.code, id)));
        self.body_ids = Lookup::new(self.bodies().map(|(id, body)| (body.id, id)));
        self.surnames = Lookup::new(
            self.people().flat_map(|(id, person)| person.surnames.iter().map(move |surname| (surname, id))),
        );
        let surfaces = self.regions().flat_map(|(id, region)| {
            std::iter::once(region.name).chain(region.aliases.iter()).map(move |surface| (surface, id))
        });
        self.region_names = Lookup::new(surfaces);
        self.given = Lookup::new(self.given_names().map(|(id, given)| (given.name, id)));
        self.first_surnames = Lookup::new(self.surnames_first().map(|(id, first)| (first.surname, id)));
    }

    /// Every surface for the scan, in byte order, each once. Surnames alone are not among them: see
    /// [`Atlas::surnamed`].
    pub fn names(&self) -> &[Name] {
        self.names.names()
    }

    /// All that one of [`Atlas::names`] may mean; never empty.
    pub fn meanings(&self, name: &Name) -> &[Meaning] {
        self.names.meanings(name)
    }

    /// All that a surface may mean, letter for letter; empty if it is unknown.
    pub fn look_up(&self, surface: &str) -> &[Meaning] {
        self.names.look_up(surface)
    }

    /// The country or territory with this code; the living one, where a historic one shares it.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.codes.get(code).next().map(|id| &self[id])
    }

    /// The body with this id.
    pub fn body(&self, id: &str) -> Option<&Body> {
        self.body_ids.get(id).next().map(|id| &self[id])
    }

    /// The region that goes by this adjective or name, letter for letter.
    pub fn region(&self, surface: &str) -> Option<&Region> {
        self.region_names.get(surface).next().map(|id| &self[id])
    }

    /// The region whose states are called by its people: "the Europeans".
    pub fn region_of(&self, people: &str) -> Option<&Region> {
        self.regions.iter().find(|region| !people.is_empty() && region.people == people)
    }

    /// The usual name for what stands in an event's `country`: of a country, else of a body.
    pub fn label(&self, code: &str) -> Option<&'static str> {
        self.country(code).map(|country| country.name).or_else(|| self.body(code).map(|body| body.name))
    }

    /// Everyone whom a text may go on to call by this surname.
    pub fn surnamed(&self, surname: &str) -> impl Iterator<Item = Id<Person>> {
        self.surnames.get(surname)
    }

    /// Everyone who may have held an office of `country` (a country's or body's code) with this title on `date`.
    /// The title is compared without regard to case.
    pub fn holders(
        &self,
        country: &str,
        title: &str,
        date: Date,
        slack: u16,
    ) -> impl Iterator<Item = Id<Person>> {
        self.people()
            .filter(move |(_, person)| {
                person
                    .offices_on(date, slack)
                    .any(|term| term.of == country && term.office.eq_ignore_ascii_case(title))
            })
            .map(|(id, _)| id)
    }

    /// The given name, if the atlas has it.
    pub fn given_name(&self, name: &str) -> Option<&GivenName> {
        self.given.get(name).next().map(|id| &self[id])
    }

    /// The rows of a surname that is written before the given name; none if it is not known to be.
    pub fn surname_first(&self, surname: &str) -> impl Iterator<Item = &FirstSurname> {
        self.first_surnames.get(surname).map(|id| &self[id])
    }

    /// References in the tables to countries, cities and bodies that the tables do not have.
    fn dangling(&self) -> Vec<String> {
        let codes: HashSet<&str> = self.countries.iter().map(|country| country.code).collect();
        let bodies: HashSet<&str> = self.bodies.iter().map(|body| body.id).collect();
        let cities: HashSet<&str> = self.cities.iter().map(|city| city.name).collect();
        let mut problems = Vec::new();
        let mut party = |owner: &str, code: &str| {
            if !code.is_empty() && !codes.contains(code) && !bodies.contains(code) {
                problems.push(format!("`{owner}` names `{code}`, which is neither a country nor a body"));
            }
        };
        for country in self.countries.iter() {
            party(country.name, country.past.map_or("", |past| past.successor));
        }
        self.cities.iter().for_each(|city| party(city.name, city.country));
        for body in &self.bodies {
            party(body.name, body.code);
            body.members.iter().for_each(|member| party(body.name, member));
        }
        for region in &self.regions {
            region.codes.iter().for_each(|code| party(region.name, code));
        }
        self.metonyms.iter().for_each(|metonym| party(metonym.name, metonym.country));
        self.ministries.iter().for_each(|ministry| party(ministry.name, ministry.country));
        self.offices.iter().for_each(|office| party(office.title, office.country));
        self.agencies.iter().for_each(|agency| party(agency.name, agency.country));
        for summit in &self.summits {
            party(summit.series, summit.country);
            party(summit.series, summit.body);
        }
        for person in &self.people {
            party(person.name, person.country);
            person.terms.iter().for_each(|term| party(person.name, term.of));
        }
        let mut city = |owner: &str, name: &str| {
            if !name.is_empty() && !cities.contains(name) {
                problems
                    .push(format!("`{owner}` names the city `{name}`, which is not in the table `cities`"));
            }
        };
        for country in self.countries.iter() {
            country.seats.iter().for_each(|seat| city(country.name, seat));
        }
        self.bodies.iter().for_each(|body| city(body.name, body.seat));
        self.metonyms.iter().for_each(|metonym| city(metonym.name, metonym.city));
        self.summits.iter().for_each(|summit| city(summit.series, summit.city));
        problems
    }
}

/// Whose table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Ours: tests rule out doubles.
    Embedded,
    /// The user's: a row replaces one with the same key.
    User,
}

/// Reads the head and the rows of one table, up to the next table of the file.
fn read_table<R: Record>(into: &mut Vec<R>, lines: &mut Lines, mode: Mode) -> Result<(), AtlasError> {
    let row_line = |text: &str| !text.starts_with('[');
    let Some((line, head)) = lines.next_if(row_line) else {
        let advice = format!("name its columns: {}", R::COLUMNS.join(", "));
        return Err(AtlasError::new(R::TABLE, lines.at, "the table has no head", advice));
    };
    let table = Table::open(R::TABLE, R::COLUMNS, line, head)?;
    while let Some((line, text)) = lines.next_if(row_line) {
        let record = R::read(&table.row(line, text)?)?;
        let known = match mode {
            Mode::Embedded => None,
            Mode::User => into.iter().position(|own| own.key() == record.key()),
        };
        match known {
            Some(index) => into[index] = record,
            None if into.len() > usize::from(u16::MAX) => {
                return Err(AtlasError::new(
                    R::TABLE,
                    line,
                    "the table has more than 65536 rows",
                    "keep to what news names",
                ));
            }
            None => into.push(record),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::{Entry, Form};
    use std::collections::BTreeSet;

    #[test]
    fn the_embedded_tables_refer_only_to_what_they_have() {
        assert_eq!(Atlas::embedded().dangling(), Vec::<String>::new());
    }

    #[test]
    fn no_table_has_two_rows_with_one_key() {
        fn doubles<R: Record>(rows: &[R]) -> Vec<String> {
            let mut seen = BTreeSet::new();
            rows.iter()
                .map(|row| format!("{}: {}", R::TABLE, row.key()))
                .filter(|key| !seen.insert(key.clone()))
                .collect()
        }
        let atlas = Atlas::embedded();
        let mut found = doubles(&atlas.countries);
        found.extend(doubles(&atlas.cities));
        found.extend(doubles(&atlas.bodies));
        found.extend(doubles(&atlas.metonyms));
        found.extend(doubles(&atlas.ministries));
        found.extend(doubles(&atlas.offices));
        found.extend(doubles(&atlas.courtesies));
        found.extend(doubles(&atlas.modifiers));
        found.extend(doubles(&atlas.portfolios));
        found.extend(doubles(&atlas.agencies));
        found.extend(doubles(&atlas.publishers));
        found.extend(doubles(&atlas.regions));
        found.extend(doubles(&atlas.summits));
        found.extend(doubles(&atlas.people));
        found.extend(doubles(&atlas.given_names));
        found.extend(doubles(&atlas.surnames_first));
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn a_user_file_adds_and_replaces() {
        let text = "# ours\n[people]\nname\tsurnames\tcountry\tterms\nAda Example\tExample\tUSA\tTreasury Secretary 2040-01..\n\n\
                    [countries]\ncode\tname\taliases\nCHN\tChina\tMiddle Kingdom\n";
        let atlas = Atlas::with_user_file(text).expect("well formed");
        let Entry::Person(ada) = atlas.look_up("Ada Example")[0].entry else { panic!("a person") };
        assert_eq!(atlas[ada].terms[0].office, "Treasury Secretary");
        assert_eq!(atlas.look_up("Middle Kingdom")[0].form, Form::Alias);
        assert_eq!(atlas.look_up("PRC"), &[], "the row was replaced");
        assert_eq!(atlas.countries.len(), Atlas::embedded().countries.len());
    }

    #[test]
    fn errors_name_table_line_and_remedy() {
        let message = |text| Atlas::with_user_file(text).expect_err("malformed").to_string();
        assert_eq!(
            message("\n[people]\nname\tsurnames\tcountry\tgender\nAda Example\tExample\tUSA\tx\n"),
            "atlas table `people`, line 4: column `gender` holds `x`; write one of: f, m, (empty)"
        );
        assert!(message("name\n").contains("line 1: expected the name of a table"));
        assert!(
            message("[peoples]\n").contains("there is no table `peoples`; the tables are: countries, cities")
        );
        assert!(message("[people]\n").contains("no head"));
        assert!(message("[people]\nname\tage\n").contains("`age` is no column"));
        assert!(message("[people]\nname\tname\n").contains("`name` is named twice"));
        assert!(message("[people]\nsurnames\n").contains("column `name` is missing"));
        assert!(message("[people]\nname\nAda\tExample\n").contains("more cells"));
        assert!(message("[people]\nname\tcountry\nAda\tUSA\n").contains("column `surnames` is empty"));
        assert!(message("[cities]\nname\tcountry\tkind\nNowhere\tQQQ\tcity\n").contains("`QQQ`"));
        assert!(
            message("[people]\nname\tsurnames\tcountry\tterms\nA B\tB\tUSA\tPresident 2040\n")
                .contains("lack `..`")
        );
    }

    #[test]
    fn a_code_that_a_former_name_shares_is_the_living_state() {
        let atlas = Atlas::embedded();
        assert_eq!(atlas.label("DEU"), Some("Germany"));
        assert_eq!(atlas.label("SUN"), Some("Soviet Union"));
        assert_eq!(atlas.label("EU"), Some("European Union"));
        assert_eq!(atlas.label("QQQ"), None);
    }
}

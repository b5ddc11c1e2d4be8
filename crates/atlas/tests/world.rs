//! What must hold of the embedded tables as facts, beyond being well formed.

use demarche_atlas::{Atlas, CityKind, Entry, Form, Person, Term};
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

fn person(name: &str) -> &'static Person {
    let atlas = Atlas::embedded();
    let found = atlas.look_up(name).iter().find_map(|meaning| match meaning.entry {
        Entry::Person(id) => Some(&atlas[id]),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("the atlas does not know {name}"))
}

fn offices(name: &str, date: Date) -> Vec<&'static str> {
    person(name).offices_on(date, 0).map(|term| term.office).collect()
}

#[test]
fn every_iso_country_is_there_once_and_has_its_words() {
    let atlas = Atlas::embedded();
    let living: Vec<_> =
        atlas.countries().map(|(_, country)| country).filter(|country| country.past.is_none()).collect();
    let codes: BTreeSet<_> = living.iter().map(|country| country.code).collect();
    assert_eq!((living.len(), codes.len()), (250, 250), "249 of ISO 3166-1, and Kosovo");
    for country in &living {
        assert!(
            country.code.len() == 3 && country.code.bytes().all(|byte| byte.is_ascii_uppercase()),
            "{}",
            country.code
        );
        for (one, many) in country.people() {
            assert!(!one.is_empty() && !many.is_empty(), "{}", country.name);
        }
    }
    // States of which diplomacy speaks; territories may lack words for their people.
    let silent = living
        .iter()
        .filter(|country| country.seats.iter().next().is_some() && country.adjectives.is_empty());
    assert!(silent.count() < 20);
}

#[test]
fn historic_states_end_and_have_an_heir() {
    let atlas = Atlas::embedded();
    for (_, country) in atlas.countries() {
        if let Some(past) = country.past {
            assert!(past.from.first < past.to.last, "{}", country.name);
            let heir = atlas.country(past.successor).expect("dangling references are tested in the crate");
            assert!(heir.past.is_none(), "{} has {} for an heir", country.name, heir.name);
        }
    }
}

#[test]
fn every_seat_is_a_city_of_that_country() {
    let atlas = Atlas::embedded();
    let cities: BTreeSet<_> = atlas.cities().map(|(_, city)| (city.name, city.country)).collect();
    for (_, country) in atlas.countries() {
        let home = country.past.map_or(country.code, |past| past.successor);
        for seat in country.seats.iter() {
            let found = cities.contains(&(seat, home));
            assert!(found, "{seat}, seat of {}, is not in cities.tsv", country.name);
        }
    }
    assert!(atlas.cities().all(|(_, city)| city.country.is_empty() == (city.kind == CityKind::Area)));
}

#[test]
fn offices_of_people_are_titles_that_the_atlas_knows() {
    let atlas = Atlas::embedded();
    let known: BTreeSet<String> = atlas.offices().map(|(_, office)| office.title.to_lowercase()).collect();
    let strange: BTreeSet<_> = atlas
        .people()
        .flat_map(|(_, person)| &person.terms)
        .map(|term| term.office)
        .filter(|office| !known.contains(&office.to_lowercase()))
        .collect();
    assert_eq!(strange, BTreeSet::new());
}

#[test]
fn portfolios_are_known_wherever_they_are_named() {
    let atlas = Atlas::embedded();
    let mut known: BTreeSet<_> = atlas.portfolios().map(|(_, portfolio)| portfolio.id).collect();
    known.extend(["", "government", "legislature", "court", "central_bank", "treasury", "nuclear"]);
    let named = atlas.offices().map(|(_, office)| office.portfolio);
    let strange: BTreeSet<_> = named
        .chain(atlas.ministries().map(|(_, ministry)| ministry.portfolio))
        .filter(|id| !known.contains(id))
        .collect();
    assert_eq!(strange, BTreeSet::new());
    let titles: BTreeSet<_> = atlas.offices().map(|(_, office)| office.title).collect();
    for (_, courtesy) in atlas.courtesies() {
        assert!(courtesy.office.is_empty() || titles.contains(courtesy.office), "{}", courtesy.title);
    }
}

/// Two heads of one government at a time are a slip in a date, but for what history itself had.
#[test]
fn an_office_of_one_has_one_holder_at_a_time() {
    const ONE: &[&str] = &[
        "President",
        "Prime Minister",
        "Chancellor",
        "Taoiseach",
        "King",
        "Queen",
        "Emir",
        "Sultan",
        "Pope",
        "Premier",
        "Foreign Minister",
        "Foreign Secretary",
        "Finance Minister",
        "Secretary of State",
        "Treasury Secretary",
        "Defence Minister",
        "Defense Secretary",
        "Secretary-General",
        "Director-General",
        "Managing Director",
        "European Commission President",
        "European Council President",
        "High Representative",
        "Trade Representative",
        "Chancellor of the Exchequer",
        "National Security Adviser",
        "Commerce Minister",
        "Commerce Secretary",
    ];
    // Sharon lay ill while Olmert acted; Cambodia had two prime ministers, Libya two governments.
    const HISTORY: &[(&str, &str)] =
        &[("ISR", "Prime Minister"), ("KHM", "Prime Minister"), ("LBY", "Prime Minister")];
    let mut held: BTreeMap<(&str, &str), Vec<(&Term, &str)>> = BTreeMap::new();
    for (_, person) in Atlas::embedded().people() {
        for term in &person.terms {
            held.entry((term.of, term.office)).or_default().push((term, person.name));
        }
    }
    let mut slips = Vec::new();
    for ((of, office), mut terms) in held {
        if !ONE.contains(&office) || HISTORY.contains(&(of, office)) {
            continue;
        }
        terms.sort_by_key(|(term, _)| term.start);
        for pair in terms.windows(2) {
            let ((earlier, one), (later, other)) = (pair[0], pair[1]);
            let weeks = |end: Date| later.start.last.until(end).map_or(0, |span| span.get_days()) > 31;
            if earlier.end.is_none_or(|end| weeks(end.first)) {
                slips.push(format!("{of} {office}: {one} and {other}"));
            }
        }
    }
    assert_eq!(slips, Vec::<String>::new());
}

#[test]
fn terms_and_surfaces_are_sane() {
    let atlas = Atlas::embedded();
    for (_, person) in atlas.people() {
        for pair in person.terms.windows(2) {
            assert!(pair[0].start <= pair[1].start, "{}", person.name);
        }
        for term in &person.terms {
            assert!(
                (1946..=2026).contains(&term.start.first.year())
                    || term.start.first.year() < 1946 && term.office == "Emperor",
                "{}",
                person.name
            );
        }
    }
    let mut before = "";
    for name in atlas.names() {
        let surface = name.surface.as_ref();
        assert!(before < surface, "{before} and {surface} are out of order");
        assert_eq!(surface.trim(), surface);
        assert!(!surface.contains("  ") && !surface.chars().any(char::is_control), "{surface:?}");
        assert!(surface.chars().any(char::is_alphabetic), "{surface:?}");
        assert!(surface.chars().count() > 1, "{surface:?}");
        assert!(!atlas.meanings(name).is_empty());
        before = surface;
    }
}

#[test]
fn every_surface_marked_ambiguous_is_one() {
    let atlas = Atlas::embedded();
    let marked = |surface: &str, entry: Entry| {
        let found = atlas.look_up(surface).iter().any(|meaning| meaning.entry == entry && meaning.ambiguous);
        assert!(found, "{surface:?} is marked as ambiguous, but is no surface of {entry:?}");
    };
    for (id, country) in atlas.countries() {
        country.ambiguous.iter().for_each(|surface| marked(surface, Entry::Country(id)));
    }
    for (id, city) in atlas.cities() {
        city.ambiguous.iter().for_each(|surface| marked(surface, Entry::City(id)));
    }
    for (id, body) in atlas.bodies() {
        body.ambiguous.iter().for_each(|surface| marked(surface, Entry::Body(id)));
    }
    for (id, metonym) in atlas.metonyms() {
        metonym.ambiguous.iter().for_each(|surface| marked(surface, Entry::Metonym(id)));
    }
    for (id, office) in atlas.offices() {
        office.ambiguous.iter().for_each(|surface| marked(surface, Entry::Office(id)));
    }
    for (id, agency) in atlas.agencies() {
        agency.ambiguous.iter().for_each(|surface| marked(surface, Entry::Agency(id)));
    }
}

#[test]
fn the_tables_are_as_wide_as_promised() {
    let atlas = Atlas::embedded();
    let countries: BTreeSet<_> = atlas.people().map(|(_, person)| person.country).collect();
    let dated = atlas.people().filter(|(_, person)| !person.terms.is_empty());
    assert!(dated.count() >= 3000);
    assert!(countries.len() >= 190);
    let offices: BTreeSet<_> =
        atlas.people().flat_map(|(_, person)| &person.terms).map(|term| term.office).collect();
    assert!(offices.len() >= 100);
    assert!(atlas.countries().filter(|(_, country)| country.past.is_some()).count() >= 19);
    assert!(atlas.cities().count() >= 1000);
    assert!(atlas.bodies().count() >= 200);
    assert!(atlas.bodies().filter(|(_, body)| body.members.iter().next().is_some()).count() >= 40);
    assert!(atlas.summits().count() >= 300);
    let years: BTreeSet<_> = atlas.summits().map(|(_, summit)| summit.start.year()).collect();
    let gaps: Vec<_> = (1985..=2026).filter(|year| !years.contains(year)).collect();
    assert_eq!(gaps, Vec::<i16>::new(), "years without a summit");
    assert!(atlas.given_names().count() >= 1200);
}

#[test]
fn offices_follow_the_day() {
    assert_eq!(offices("Janet Yellen", date(2023, 7, 8)), ["Treasury Secretary"]);
    assert_eq!(offices("Janet Yellen", date(2016, 7, 8)), ["Federal Reserve Chair"]);
    assert_eq!(offices("Janet Yellen", date(2025, 6, 1)), Vec::<&str>::new());
    assert_eq!(offices("Wang Yi", date(2023, 3, 1)), ["State Councilor", "Top Diplomat"]);
    assert_eq!(offices("Eduard Shevardnadze", date(1987, 4, 14)), ["Foreign Minister"]);
    assert!(person("Janet Yellen").in_office_on(date(2025, 2, 1), 30));
    assert!(!person("Janet Yellen").in_office_on(date(2025, 2, 1), 3));
    let atlas = Atlas::embedded();
    let holder =
        |of, title, day| atlas.holders(of, title, day, 0).map(|id| atlas[id].name).collect::<Vec<_>>();
    assert_eq!(holder("NATO", "secretary-general", date(2025, 1, 1)), ["Mark Rutte"]);
    assert_eq!(holder("SUN", "Foreign Minister", date(1988, 1, 1)), ["Eduard Shevardnadze"]);
}

#[test]
fn a_surface_has_all_its_meanings() {
    let atlas = Atlas::embedded();
    let forms = |surface| atlas.look_up(surface).iter().map(|meaning| meaning.form).collect::<Vec<_>>();
    assert_eq!(forms("Danes"), [Form::Many]);
    assert_eq!(forms("US"), [Form::Alias, Form::Adjective]);
    assert_eq!(forms("Treasury secretary"), forms("Treasury Secretary"));
    assert_eq!(atlas.look_up("Cote d’Ivoire"), atlas.look_up("Cote d'Ivoire"));
    assert_eq!(atlas.look_up("Congo").len(), 2, "both states");
    assert!(atlas.look_up("Georgia")[0].ambiguous && !atlas.look_up("Germany")[0].ambiguous);
    assert!(atlas.look_up("no such name").is_empty());
    assert!(atlas.surnamed("Kim").count() > 10);
    assert!(atlas.surnamed("Sudani").any(|id| atlas[id].country == "IRQ"));
    assert_eq!(atlas.surname_first("He").count(), 1);
}

#[test]
fn summits_have_their_days() {
    let atlas = Atlas::embedded();
    let apec = atlas
        .summits()
        .map(|(_, summit)| summit)
        .find(|summit| summit.body == "APEC" && summit.city == "San Francisco");
    let apec = apec.expect("APEC met in San Francisco in 2023");
    assert_eq!((apec.start, apec.end), (date(2023, 11, 11), date(2023, 11, 17)));
}

#[test]
fn no_body_goes_by_the_code_of_a_country() {
    let atlas = Atlas::embedded();
    let international = |id: &str| atlas.body(id).is_some();
    let doubles: Vec<_> =
        atlas.countries().map(|(_, country)| country.code).filter(|&c| international(c)).collect();
    assert_eq!(doubles, Vec::<&str>::new());
}

#[test]
fn a_region_is_several_states_or_the_body_in_which_they_act() {
    let atlas = Atlas::embedded();
    let codes = |surface: &str| -> Vec<_> { atlas.region(surface).expect(surface).codes.iter().collect() };
    assert_eq!(codes("Baltic"), ["EST", "LVA", "LTU"]);
    assert_eq!(codes("Western Balkans").len(), 6);
    assert_eq!(codes("Gulf"), ["GCC"]);
    for (_, region) in atlas.regions() {
        let codes: Vec<_> = region.codes.iter().collect();
        let one_body = || matches!(codes[..], [body] if atlas.body(body).is_some());
        let states = codes.len() > 1 && codes.iter().all(|code| atlas.country(code).is_some());
        assert!(states || one_body(), "{}", region.name);
    }
    assert_eq!(atlas.region_of("Europeans").map(|region| region.name), Some("European"));
}

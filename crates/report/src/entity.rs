//! A party as PLOVER codes it.

use demarche_atlas::{Atlas, BodyKind, Entry};
use demarche_core::{Party, PartyKind};
use serde::Serialize;

/// An actor or recipient of a PLOVER record.
#[derive(Serialize)]
pub(crate) struct Entity<'a> {
    /// ISO 3166-1 alpha-3 of a state, `IGO` for a body of states; absent if the party's side is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sector: Option<&'static str>,
    entity_text: &'a str,
    /// The party's id in our own records; the field `identifier_id` is for Wikidata, of which we know nothing.
    identifier_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<&'a str>,
}

impl<'a> From<&'a Party> for Entity<'a> {
    fn from(party: &'a Party) -> Self {
        let atlas = Atlas::embedded();
        let code =
            party.country.as_deref().map(|code| if atlas.country(code).is_some() { code } else { "IGO" });
        // A body of states has no sectors of its own.
        let sector = if code == Some("IGO") { None } else { sector(party, atlas) };
        Entity {
            code,
            sector,
            entity_text: &party.name,
            identifier_text: &party.id,
            office: party.role.as_deref(),
        }
    }
}

/// The part of a country that a party belongs to, as far as its kind, role and id tell.
fn sector(party: &Party, atlas: &Atlas) -> Option<&'static str> {
    match party.kind {
        PartyKind::Country => None,
        PartyKind::Person => by_words(party.role.as_deref()?),
        PartyKind::Group => by_words(&party.id),
        PartyKind::Government => by_words(&party.id).or(Some("GOV")),
        PartyKind::Organization => {
            let agency = atlas.look_up(&party.name).iter().find_map(|meaning| match meaning.entry {
                Entry::Agency(id) => Some(if atlas[id].state_media { "GOVJRN" } else { "JRN" }),
                _ => None,
            });
            agency.or_else(|| match atlas.body(&party.id)?.kind {
                BodyKind::Court => Some("JUD"),
                BodyKind::Military => Some("MIL"),
                BodyKind::Party => Some("PTY"),
                BodyKind::Government => Some("GOV"),
                _ => None,
            })
        }
    }
}

/// By the first row of the table whose words stand in a role or id.
fn by_words(text: &str) -> Option<&'static str> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let text = format!(" {} ", words.join(" "));
    rows().find(|(words, _)| text.contains(&format!(" {words} "))).map(|(_, sector)| sector)
}

/// Words and sectors.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../data/sectors.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded(name: &str, id: &str, kind: PartyKind, role: Option<&str>, country: &str) -> String {
        let country = (!country.is_empty()).then(|| country.to_owned());
        let party =
            Party { name: name.to_owned(), id: id.to_owned(), kind, role: role.map(str::to_owned), country };
        let entity = Entity::from(&party);
        format!("{}{}", entity.code.unwrap_or("-"), entity.sector.unwrap_or(""))
    }

    #[test]
    fn kind_role_and_id_tell_code_and_sector() {
        use PartyKind::{Country, Government, Group, Organization, Person};
        for (name, id, kind, role, country, expected) in [
            ("Kenya", "KEN", Country, None, "KEN", "KEN"),
            ("Ane Berg", "ane-berg", Person, Some("Foreign Minister"), "NOR", "NORGOV"),
            ("Luis Paz", "luis-paz", Person, Some("Minister of Finance"), "PER", "PERGOVBUS"),
            ("Ida Holm", "ida-holm", Person, Some("Former Prime Minister"), "DNK", "DNKELI"),
            ("Omar Said", "omar-said", Person, Some("Commander-in-Chief"), "OMN", "OMNMIL"),
            ("Mia Koch", "mia-koch", Person, None, "AUT", "AUT"),
            ("Ben Okoro", "ben-okoro", Person, Some("President"), "AU", "IGO"),
            ("the ministry", "che-defence", Government, None, "CHE", "CHEGOVMIL"),
            ("Nairobi", "ken-government", Government, None, "KEN", "KENGOV"),
            ("parliament", "rus-parliament", Government, None, "RUS", "RUSLEG"),
            ("officials", "chl-officials", Group, None, "CHL", "CHLGOV"),
            ("delegation", "delegation", Group, None, "", "-"),
            ("European Union", "EU", Organization, None, "EU", "IGO"),
            ("Xinhua", "xinhua", Organization, None, "CHN", "CHNGOVJRN"),
        ] {
            assert_eq!(coded(name, id, kind, role, country), expected, "{name}");
        }
    }

    #[test]
    fn sectors_are_codes_of_three_letters_or_two_of_them() {
        for (words, sector) in rows() {
            assert!(
                matches!(sector.len(), 3 | 6) && sector.chars().all(|c| c.is_ascii_uppercase()),
                "{words}"
            );
            assert_eq!(words, words.to_lowercase());
        }
    }

    /// A row behind one whose words it contains would never decide.
    #[test]
    fn no_row_is_behind_a_row_that_takes_its_words() {
        let all: Vec<(&str, &str)> = rows().collect();
        for (number, (words, sector)) in all.iter().enumerate() {
            let taken = all[..number]
                .iter()
                .find(|(before, own)| own != sector && format!(" {words} ").contains(&format!(" {before} ")));
            assert_eq!(taken, None, "{words}");
        }
    }
}

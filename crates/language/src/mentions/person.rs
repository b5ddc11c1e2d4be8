//! A person of the article: the names, offices and country by which the text knows one.

use super::lexicon::{Gender, RoleClass, RoleRef, lexicon};
use super::line::Line;
use super::titles::Title;
use demarche_atlas::Id;
use std::ops::Range;

/// A person of the article.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    /// The fullest name, as written.
    pub(super) name: String,
    /// Its parts in lower case, without initials, suffixes and accents.
    pub(super) parts: Vec<String>,
    /// Which parts a text goes on to use.
    pub(super) family: Range<usize>,
    pub(super) key: String,
    /// As written; offices before courtesies.
    pub(super) role: Option<String>,
    /// The text calls them former.
    pub(super) past: bool,
    /// `role` is a mere rank.
    pub(super) by_rank: bool,
    pub(super) roles: Vec<RoleRef>,
    pub(super) portfolio: Vec<String>,
    pub(super) country: Option<String>,
    /// How well the country is known; higher is better.
    pub(super) certainty: u8,
    pub(super) gender: Option<Gender>,
    pub(super) official: bool,
    pub(super) atlas: Option<Id<demarche_atlas::Person>>,
    /// Where first named.
    pub(super) line: usize,
}

/// How a person's country is known, worst first.
pub(super) mod certainty {
    pub(crate) const CONTEXT: u8 = 1;
    /// An office that somebody held once: who served Mali may speak for the Union today.
    pub(crate) const PAST: u8 = 2;
    pub(crate) const USUAL: u8 = 3;
    pub(crate) const LIST: u8 = 4;
    pub(crate) const ATLAS: u8 = 5;
    pub(crate) const DESCRIPTION: u8 = 6;
    pub(crate) const OWN: u8 = 7;
}

/// Whether a role is to be somebody's wife or relative, and no office.
pub(super) fn is_kinship(role: RoleRef) -> bool {
    matches!(lexicon().role(role.role).same.as_str(), "first lady" | "relative")
}

impl Person {
    pub(super) fn take_country(&mut self, country: Option<&str>, certainty: u8) {
        if let Some(country) = country
            && (certainty > self.certainty)
        {
            self.country = Some(country.to_owned());
            self.certainty = certainty;
        }
    }

    /// Whether the text makes somebody known only as whose wife or husband it is.
    pub(super) fn is_kin(&self) -> bool {
        !self.roles.is_empty() && self.roles.iter().all(|r| is_kinship(*r))
    }

    pub(super) fn take_title(&mut self, title: &Title, line: &Line<'_, '_>, text: &str, sure: u8) {
        self.gender = self.gender.or(title.gender);
        let sure = if title.past && sure == certainty::DESCRIPTION { certainty::PAST } else { sure };
        self.take_country(title.country.as_deref(), sure);
        self.take_country(title.usual_country.as_deref(), certainty::USUAL);
        let official = title.is_official(line);
        self.official |= official;
        self.past |= title.past;
        for role in &title.roles {
            if !self.roles.contains(role) {
                self.roles.push(*role);
            }
        }
        for word in &title.portfolio {
            if !self.portfolio.contains(word) {
                self.portfolio.push(word.clone());
            }
        }
        // "Gen." gives way to "chairman of the Joint Chiefs".
        let rank = title.roles.iter().all(|r| {
            let role = lexicon().role(r.role);
            matches!(role.class, RoleClass::Military | RoleClass::Royal) || role.is_towards_another()
        }) && !title.portfolio.iter().any(|w| w != "general");
        if (self.role.is_none() || self.by_rank && !rank) && !title.roles.is_empty() && !text.is_empty() {
            self.role = Some(text.to_owned());
            self.by_rank = rank;
        }
    }

    /// How well words fit as a name of this person: 4 the whole, 3 the family name, 1 something else of it.
    pub(super) fn fit(&self, parts: &[String]) -> Option<u8> {
        if parts == self.parts.as_slice() {
            return Some(4);
        }
        if let [first, .., last] = parts
            && self.parts.len() > parts.len()
        {
            // "Joe Biden" for "Joe Robinette Biden": first and last agree, the rest in order.
            let mut rest = self.parts.iter();
            let inside = parts.iter().all(|p| rest.any(|own| own == p));
            if inside && self.parts.first() == Some(first) && self.parts.last() == Some(last) {
                return Some(4);
            }
        }
        let at = self.parts.windows(parts.len().max(1)).position(|w| w == parts)?;
        let covered = at..at + parts.len();
        let family = &self.family;
        Some(
            if covered.start <= family.start && family.end <= covered.end
                || covered == (self.parts.len() - 1..self.parts.len())
            {
                3
            } else {
                1
            },
        )
    }

    /// Whether this person may have this role: same role, same rank, nothing else in charge of.
    pub(super) fn holds(&self, role: RoleRef, portfolio: &[String]) -> bool {
        let same = |own: &RoleRef| {
            let (own_role, role_data) = (lexicon().role(own.role), lexicon().role(role.role));
            own.rank == role.rank && roles_agree(&own_role.same, &role_data.same)
        };
        self.roles.iter().any(same) && portfolio.iter().all(|w| self.portfolio.contains(w))
    }
}

/// "minister" fits "foreign minister", "secretary" fits "secretary of state"; "general secretary" only itself, since nobody
/// calls a party's leader "the Secretary".
fn roles_agree(own: &str, asked: &str) -> bool {
    let tail =
        || own.ends_with(asked) && own.as_bytes()[own.len() - asked.len() - 1] == b' ' && asked != "general";
    own == asked
        || tail() && own != "general secretary"
        || own.starts_with("secretary of") && asked == "secretary"
}

/// Whether a role speaks for a state.
pub(super) fn is_public(role: u16) -> bool {
    lexicon().role(role).class != RoleClass::Private
}

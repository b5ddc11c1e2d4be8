//! Somebody or something that an article mentions.

use crate::party::{Party, PartyKind};
use crate::text_enum::text_enum;

/// An entity's number in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

text_enum! {
    /// What an entity is.
    EntityKind, "kind of entity" {
        /// One human being.
        Person = "person",
        /// A state or territory.
        Country = "country",
        /// A state's government, ministry or other organ.
        Government = "government",
        /// An international body, company or other organisation.
        Organization = "organization",
        /// People not named one by one.
        Group = "group",
        /// A city, region or building.
        Place = "place",
    }
}

/// Somebody or something that the article mentions, once for all its mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The fullest name in the article.
    pub name: String,
    /// Stable across articles.
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
    /// The office or function as written.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3 or a body's short name.
    pub country: Option<String>,
    /// Whether it can act for a state or an international body: an official, a government, a delegation; not a
    /// company, a fan, a market.
    pub official: bool,
}

impl Entity {
    /// The entity as a party of an event; a city or building is none.
    pub fn party(&self) -> Option<Party> {
        let kind = match self.kind {
            EntityKind::Person => PartyKind::Person,
            EntityKind::Country => PartyKind::Country,
            EntityKind::Government => PartyKind::Government,
            EntityKind::Organization => PartyKind::Organization,
            EntityKind::Group => PartyKind::Group,
            EntityKind::Place => return None,
        };
        Some(Party {
            name: self.name.clone(),
            id: self.key.clone(),
            kind,
            role: self.role.clone(),
            country: self.country.clone(),
        })
    }
}

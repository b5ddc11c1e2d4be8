//! Who takes part in an event.

use crate::text_enum::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a party is.
    PartyKind, "kind of party" {
        /// One human being.
        Person = "person",
        /// A state or territory.
        Country = "country",
        /// A state's government, ministry or other organ.
        Government = "government",
        /// An international body, company, agency or other organisation.
        Organization = "organization",
        /// People who are not named one by one: a delegation, "Chinese officials".
        Group = "group",
    }
}

/// A participant of an event, as the record shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Party {
    /// The fullest name that the article gives.
    pub name: String,
    /// Stable across articles: `janet-yellen`, `CHN`, `usa-treasury`.
    pub id: String,
    /// What it is.
    pub kind: PartyKind,
    /// The office or function as written near the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3, or a body's short name (`EU`, `UN`); absent if the text and the atlas leave it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

//! Bodies, seats of government, ministries and news agencies.

use crate::{
    record::{Record, YES_NO, words},
    table::{AtlasError, List, Row},
};

words! {
    /// What sort of body.
    BodyKind {
        /// An intergovernmental organisation.
        Organization = "organization",
        /// A part of another body.
        Organ = "organ",
        /// A specialised agency.
        Agency = "agency",
        /// A development or central bank.
        Bank = "bank",
        /// A court.
        Court = "court",
        /// A group of states that meets: G7, BRICS.
        Forum = "forum",
        /// A union with powers of its own.
        Union = "union",
        /// A military or political alliance.
        Alliance = "alliance",
        /// A peace or monitoring mission.
        Mission = "mission",
        /// A movement or armed group that acts in diplomacy.
        Movement = "movement",
        /// A country's armed forces or a part of them.
        Military = "military",
        /// A political party.
        Party = "party",
        /// A regional government.
        Government = "government",
    }
}

/// An international body, an organ of one, or a movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Stable key: `EU`, `european-commission`.
    pub id: &'static str,
    /// Full name.
    pub name: &'static str,
    /// Short and other names.
    pub aliases: List,
    /// What sort of body.
    pub kind: BodyKind,
    /// What stands in an event's `country`: a body's short name, or a country's code for a movement.
    pub code: &'static str,
    /// The city of its seat, if it has one.
    pub seat: &'static str,
    /// Codes of the members, where that matters; not complete for every body.
    pub members: List,
    /// Surfaces that are often something else.
    pub ambiguous: List,
}

impl Record for Body {
    const TABLE: &'static str = "bodies";
    const COLUMNS: &'static [&'static str] =
        &["id", "name", "aliases", "kind", "code", "seat", "members", "ambiguous"];

    fn read(row: &Row<'_>) -> Result<Body, AtlasError> {
        Ok(Body {
            id: row.required(0)?,
            name: row.required(1)?,
            aliases: row.list(2),
            kind: row.word(3, BodyKind::WORDS)?,
            code: row.required(4)?,
            seat: row.cell(5),
            members: row.list(6),
            ambiguous: row.list(7),
        })
    }

    fn key(&self) -> String {
        self.id.to_owned()
    }
}

words! {
    /// Which branch of a government a metonym stands for.
    Branch {
        /// The head of state or of government and their office.
        Government = "government",
        /// One ministry.
        Ministry = "ministry",
        /// Parliament or one chamber.
        Legislature = "legislature",
        /// The courts.
        Court = "court",
        /// The central bank.
        CentralBank = "central_bank",
        /// An agency or council.
        Agency = "agency",
        /// The armed forces.
        Military = "military",
        /// The ruling party.
        Party = "party",
        /// The court of a monarch.
        Royal = "royal",
        /// A country's business.
        Business = "business",
    }
}

/// A building, seat or organ whose name stands for a government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metonym {
    /// The usual name.
    pub name: &'static str,
    /// Other names.
    pub aliases: List,
    /// Code of the country or body; empty if many countries have one.
    pub country: &'static str,
    /// Which branch of the government.
    pub branch: Branch,
    /// The city where it stands, if one is settled.
    pub city: &'static str,
    /// Whether one may also travel to it.
    pub visitable: bool,
    /// Surfaces that are often something else.
    pub ambiguous: List,
}

impl Record for Metonym {
    const TABLE: &'static str = "metonyms";
    const COLUMNS: &'static [&'static str] =
        &["name", "aliases", "country", "kind", "city", "visitable", "ambiguous"];

    fn read(row: &Row<'_>) -> Result<Metonym, AtlasError> {
        Ok(Metonym {
            name: row.required(0)?,
            aliases: row.list(1),
            country: row.cell(2),
            branch: row.word(3, Branch::WORDS)?,
            city: row.cell(4),
            visitable: row.word(5, YES_NO)?,
            ambiguous: row.list(6),
        })
    }

    fn key(&self) -> String {
        format!("{}/{}", self.name, self.country)
    }
}

/// A ministry or organ of one government under a fixed name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ministry {
    /// Stable key: `usa-treasury`; without a country `finance-ministry`.
    pub id: &'static str,
    /// Usual name.
    pub name: &'static str,
    /// Other names.
    pub aliases: List,
    /// The country's code; empty if every country has one.
    pub country: &'static str,
    /// As in the table `portfolios`, or `government`, `legislature`, `court`, `central_bank`.
    pub portfolio: &'static str,
}

impl Record for Ministry {
    const TABLE: &'static str = "ministries";
    const COLUMNS: &'static [&'static str] = &["id", "name", "aliases", "country", "portfolio"];

    fn read(row: &Row<'_>) -> Result<Ministry, AtlasError> {
        Ok(Ministry {
            id: row.required(0)?,
            name: row.required(1)?,
            aliases: row.list(2),
            country: row.cell(3),
            portfolio: row.required(4)?,
        })
    }

    fn key(&self) -> String {
        self.id.to_owned()
    }
}

/// A news agency or outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Usual name.
    pub name: &'static str,
    /// Other names.
    pub aliases: List,
    /// The country's code; empty if several outlets share the name.
    pub country: &'static str,
    /// Owned or directed by a government.
    pub state_media: bool,
    /// Surfaces to trust only in a date line, a credit or with a verb of reporting.
    pub ambiguous: List,
}

impl Record for Agency {
    const TABLE: &'static str = "agencies";
    const COLUMNS: &'static [&'static str] = &["name", "aliases", "country", "state_media", "ambiguous"];

    fn read(row: &Row<'_>) -> Result<Agency, AtlasError> {
        Ok(Agency {
            name: row.required(0)?,
            aliases: row.list(1),
            country: row.cell(2),
            state_media: row.word(3, YES_NO)?,
            ambiguous: row.list(4),
        })
    }

    fn key(&self) -> String {
        format!("{}/{}", self.name, self.country)
    }
}

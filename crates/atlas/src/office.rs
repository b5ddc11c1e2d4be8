//! Titles of offices, and the words that stand with them.

use crate::{
    record::{Gender, Record, words},
    table::{AtlasError, List, Row},
};

words! {
    /// What sort of office.
    OfficeKind {
        /// President, king as ruler, party leader who rules.
        HeadOfState = "head_of_state",
        /// Prime minister, chancellor.
        HeadOfGovernment = "head_of_government",
        /// Vice president, vice premier, deputy prime minister.
        DeputyHead = "deputy_head",
        /// Head of a ministry.
        Minister = "minister",
        /// Any other office of a state.
        Official = "official",
        /// Member or speaker of a parliament.
        Legislator = "legislator",
        /// An officer of armed forces.
        Military = "military",
        /// Ambassador, envoy, negotiator.
        Diplomat = "diplomat",
        /// King, queen, prince, emir.
        Royal = "royal",
        /// Pope, patriarch, imam.
        Religious = "religious",
        /// Speaks for an office.
        Spokesperson = "spokesperson",
        /// Leads or helps to lead an international body.
        BodyHead = "body_head",
        /// A person of business.
        Business = "business",
        /// Named for what they do, not for an office: economist, dissident.
        Other = "other",
    }
}

/// The title of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// In lower case, proper nouns capitalised: `Treasury` is not one here, `US` is.
    pub title: &'static str,
    /// The common name of the same office.
    pub lemma: &'static str,
    /// What sort of office.
    pub kind: OfficeKind,
    /// Code of the country or body, if it alone uses the title.
    pub country: &'static str,
    /// What a ministry is in charge of, as in the table `portfolios`; may be empty.
    pub portfolio: &'static str,
    /// Gender, if the title tells.
    pub gender: Gender,
    /// Plural forms.
    pub plurals: List,
    /// Surfaces that are often something else.
    pub ambiguous: List,
}

impl Record for Office {
    const TABLE: &'static str = "offices";
    const COLUMNS: &'static [&'static str] =
        &["title", "lemma", "kind", "country", "portfolio", "gender", "plural", "ambiguous"];

    fn read(row: &Row<'_>) -> Result<Office, AtlasError> {
        Ok(Office {
            title: row.required(0)?,
            lemma: row.required(1)?,
            kind: row.word(2, OfficeKind::WORDS)?,
            country: row.cell(3),
            portfolio: row.cell(4),
            gender: row.word(5, Gender::WORDS)?,
            plurals: row.list(6),
            ambiguous: row.list(7),
        })
    }

    fn key(&self) -> String {
        format!("{}/{}", self.title, self.country)
    }
}

/// A courtesy title or abbreviated rank before a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Courtesy {
    /// As written: `Mr.`, `Gen.`.
    pub title: &'static str,
    /// Gender, if it tells.
    pub gender: Gender,
    /// The title in the table `offices` that it abbreviates; empty for mere courtesy.
    pub office: &'static str,
}

impl Record for Courtesy {
    const TABLE: &'static str = "courtesies";
    const COLUMNS: &'static [&'static str] = &["title", "gender", "office"];

    fn read(row: &Row<'_>) -> Result<Courtesy, AtlasError> {
        Ok(Courtesy { title: row.required(0)?, gender: row.word(1, Gender::WORDS)?, office: row.cell(2) })
    }

    fn key(&self) -> String {
        self.title.to_owned()
    }
}

words! {
    /// How a word changes the title it stands with.
    Change {
        /// One step below: deputy, vice, under.
        Deputy = "deputy",
        /// No longer: former, ex-.
        Former = "former",
        /// Not for much longer.
        Outgoing = "outgoing",
        /// For the time being: acting, interim.
        Acting = "acting",
        /// Not yet: elect, designate, incoming.
        Designate = "designate",
        /// Now: current, new.
        Current = "current",
        /// Says only how high: chief, senior.
        Rank = "rank",
        /// Of the opposition: shadow.
        Opposition = "opposition",
    }
}

/// A word that changes a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modifier {
    /// In lower case; a hyphen at its end or start says on which side it is joined.
    pub word: &'static str,
    /// What it does.
    pub change: Change,
}

impl Record for Modifier {
    const TABLE: &'static str = "modifiers";
    const COLUMNS: &'static [&'static str] = &["word", "meaning"];

    fn read(row: &Row<'_>) -> Result<Modifier, AtlasError> {
        Ok(Modifier { word: row.required(0)?, change: row.word(1, Change::WORDS)? })
    }

    fn key(&self) -> String {
        self.word.to_owned()
    }
}

/// What a ministry may be in charge of, for titles and ministries that are built by pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portfolio {
    /// Key: `finance`.
    pub id: &'static str,
    /// The words for it, in lower case.
    pub words: List,
}

impl Record for Portfolio {
    const TABLE: &'static str = "portfolios";
    const COLUMNS: &'static [&'static str] = &["portfolio", "words"];

    fn read(row: &Row<'_>) -> Result<Portfolio, AtlasError> {
        Ok(Portfolio { id: row.required(0)?, words: row.list(1) })
    }

    fn key(&self) -> String {
        self.id.to_owned()
    }
}

//! When an event takes place.

use crate::text_enum::text_enum;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

text_enum! {
    /// How wide a time is.
    Precision, "precision of a time" {
        /// One day.
        Day = "day",
        /// One week.
        Week = "week",
        /// One month.
        Month = "month",
        /// A season or a quarter.
        Season = "season",
        /// One year.
        Year = "year",
        /// Any other stretch with a beginning and an end.
        Interval = "interval",
        /// Not to be fixed: "recently", "some time".
        Vague = "vague",
    }
}

/// A time as the text says it, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Time {
    /// The words of the article; empty where only the tense and the day of the report bound it.
    pub text: String,
    /// In the style of ISO 8601 and TIMEX3: `2024`, `2023-07`, `2024-W06`, `2024-SP`, `P2D`, `PAST_REF`.
    pub value: String,
    /// First day, if it can be fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// How wide it is.
    pub precision: Precision,
}

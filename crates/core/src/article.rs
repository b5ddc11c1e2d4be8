//! What is read: one article.

use crate::text_enum::text_enum;
use crate::time::Precision;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One article as it came in. The text is never altered: every offset in every record points into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Given by the source, else the file's stem.
    pub id: String,
    /// The headline, where the source keeps it apart from the text.
    pub title: Option<String>,
    /// The publication date that came with the article; one that is only written in the text is found by the reading.
    pub published: Option<Published>,
    /// Who published it, where the source says so.
    pub source: Option<String>,
    /// The text as given.
    pub text: String,
}

impl Article {
    /// An article of which only the text is known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Article { id: id.into(), title: None, published: None, source: None, text: text.into() }
    }

    /// The same article with the date that its source gives.
    pub fn with_date(mut self, date: Date) -> Self {
        self.published = Some(Published { date, precision: Precision::Day, method: DateMethod::Given });
        self
    }

    /// The same article with a title.
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }
}

/// When an article was published, how precisely that is known, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, or the first day of the period if `precision` is coarser.
    pub date: Date,
    /// How precise the date is.
    pub precision: Precision,
    /// How it is known.
    pub method: DateMethod,
}

text_enum! {
    /// How a publication date is known.
    DateMethod, "way to know a publication date" {
        /// The source gave it beside the text.
        Given = "given",
        /// Written at the head of the text.
        DateLine = "date_line",
        /// Inferred from what the text says.
        Inferred = "inferred",
        /// Inferred from what other articles say about the same events.
        Corpus = "corpus",
        /// Set by the user for this run.
        User = "user",
    }
}

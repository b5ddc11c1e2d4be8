//! One record, with what is known of the article in which it stands.

use crate::window::{Day, Window, day};
use demarche_core::{Article, Event, Kind, Published};
use serde::{Deserialize, Serialize};

/// An article, as the ledger knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The article's id.
    pub id: String,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// The id of the first article that tells the same story in nearly the same words; its own id if it is that article.
    pub story: String,
}

impl From<&Article> for Source {
    /// An article that is no copy of another.
    fn from(article: &Article) -> Self {
        Source {
            id: article.id.clone(),
            title: article.title.clone(),
            publisher: article.source.clone(),
            published: article.published,
            story: article.id.clone(),
        }
    }
}

impl Source {
    /// The day from which its content counts as known.
    pub(crate) fn known(&self) -> Option<Day> {
        self.published.map(|published| day(published.date))
    }
}

/// A record in its article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The record.
    pub event: Event,
    /// The article.
    pub source: Source,
}

impl Mention {
    /// When the event lies, by this record alone.
    pub(crate) fn window(&self) -> Window {
        Window::of(self.event.time.as_ref(), self.event.status, self.source.known())
    }

    /// Where the record stands in the order in which records are merged: visits first, as they date the contacts made on them; those
    /// that fix their time most narrowly first, so that vaguer ones find something to join; then by day, article, number of those who
    /// take part (two who met before the summit at which they did) and position. The order depends on the record alone, so that the
    /// merged result depends on nothing but the set of records. Compares as bytes.
    pub fn order(&self) -> String {
        let window = self.window();
        let known = self.source.known().unwrap_or(Window::ALL.to);
        format!(
            "{}{}{:08}{:08}{}\u{1}{:04}{:08}{}",
            u8::from(self.event.kind != Kind::VISIT),
            window.rank(),
            window.from - Window::ALL.from,
            known - Window::ALL.from,
            self.source.id,
            self.event.actors.len(),
            self.event.position().start,
            self.event.id,
        )
    }
}

//! How an analyzer is tested: its rules on their own examples, its records on the fixtures.
//!
//! ```ignore
//! #[test]
//! fn rules_hold_on_their_examples() {
//!     demarche_testkit::check_rules(Visits::new(&Settings::default()).unwrap());
//! }
//!
//! #[test]
//! fn fixtures() {
//!     demarche_testkit::check_fixtures(Visits::new(&Settings::default()).unwrap());
//! }
//! ```
//!
//! Checks panic when they fail. [`gold`], [`logistic`] and [`focus`] serve the programs that learn weights.

mod expect;
mod fixtures;
pub mod focus;
mod gold;
mod keys;
pub mod logistic;
mod rules;

pub use fixtures::{check_fixtures, check_fixtures_among};
pub use gold::gold;
pub use keys::check_keys;
pub use rules::check_rules;

use demarche_atlas::Atlas;
use demarche_core::{Analyzer, Article, Event};
use demarche_language::{ArticleReading, Reader};
use demarche_runner::{Engine, Findings};
use jiff::civil::{Date, date};
use std::sync::LazyLock;

/// The day on which every text of a test is published, a Friday, so that "next week" comes to the same dates forever.
pub const TODAY: Date = date(2024, 3, 15);

/// A text as an article of [`TODAY`].
pub fn article(text: &str) -> Article {
    Article::new("example", text).with_date(TODAY)
}

/// The reading of a text of [`TODAY`], without any analyzer's triggers. It is never freed, so that a test need not hold
/// on to the article.
pub fn read(text: &str) -> ArticleReading<'static> {
    reading(article(text))
}

/// The reading of an article, like [`read`].
pub fn reading(article: Article) -> ArticleReading<'static> {
    static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Atlas::embedded(), &[]));
    READER.read(Box::leak(Box::new(article)))
}

/// The records that an analyzer finds in a text of [`TODAY`], as the runner would write them.
pub fn events(analyzer: impl Analyzer + 'static, text: &str) -> Vec<Event> {
    analyze(&engine(analyzer), article(text)).events
}

fn engine(analyzer: impl Analyzer + 'static) -> Engine {
    Engine::new(Atlas::embedded(), vec![Box::new(analyzer)])
}

/// The findings of an article, in which nothing may have failed.
fn analyze(engine: &Engine, article: Article) -> Findings {
    let findings = engine.analyze(article);
    let failed: Vec<String> = findings.diagnostics.iter().map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    findings
}

#[cfg(test)]
mod tests;

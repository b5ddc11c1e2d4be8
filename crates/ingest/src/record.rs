//! One line of JSON Lines.

use crate::problem::{broken, empty};
use demarche_core::{Article, DateMethod, Diagnostic, Precision, Published};
use jiff::civil::Date;
use serde::Deserialize;

/// What a line may hold; other fields are left alone.
#[derive(Deserialize)]
struct Record {
    id: Option<Scalar>,
    title: Option<String>,
    date: Option<Scalar>,
    source: Option<String>,
    text: Option<String>,
}

/// Ids and dates come as strings or as numbers.
#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Number(serde_json::Number),
}

impl Scalar {
    /// The value without surrounding space; none if nothing is left.
    fn text(self) -> Option<String> {
        let text = match self {
            Scalar::Text(text) => text,
            Scalar::Number(number) => number.to_string(),
        };
        Some(text.trim().to_owned()).filter(|t| !t.is_empty())
    }
}

/// What a line turned out to be.
pub(crate) enum Parsed {
    /// An article. A date that is none costs the date only: the article comes with a message beside it.
    Article(Box<Article>, Option<Diagnostic>),
    /// An object without a text.
    Textless,
}

/// The article on this line; `id` is its id and `undated` its date if it comes without. A date that cannot be read is not
/// "none": the user's date would be a guess.
///
/// # Errors
/// If the line is no JSON object, or the text is empty.
pub(crate) fn parse(
    line: &str,
    place: &str,
    id: String,
    undated: Option<Published>,
) -> Result<Parsed, Diagnostic> {
    let record: Record = serde_json::from_str(line).map_err(|e| broken(place, &e))?;
    let Some(text) = record.text else { return Ok(Parsed::Textless) };
    if is_blank(&text) {
        return Err(empty(place));
    }
    let id = record.id.and_then(Scalar::text).unwrap_or(id);
    let mut article = Article::new(id, text);
    article.title = record.title.filter(|t| !t.trim().is_empty());
    article.source = record.source.filter(|s| !s.trim().is_empty());
    article.published = undated;
    let mut problem = None;
    if let Some(date) = record.date.and_then(Scalar::text) {
        article.published = published(&date);
        if article.published.is_none() {
            problem = Some(
                Diagnostic::error(place, format!("`{}` is no date", shorten(&date)))
                    .because("the article was analysed as if it had none, so its times may be unresolved")
                    .fix("write the date as YYYY-MM-DD"),
            );
        }
    }
    Ok(Parsed::Article(Box::new(article), problem))
}

/// Whether there is nothing to read: white space, or a byte order mark.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

/// `2024-02-06`, with or without a time of day behind it, `2024-02` or `2024`.
fn published(date: &str) -> Option<Published> {
    // The day is as the source's own clock had it; the zone does not matter.
    let date = date.split_once(['T', 't', ' ']).map_or(date, |(day, _time)| day);
    let given = |date, precision| Some(Published { date, precision, method: DateMethod::Given });
    let year = || date.get(..4)?.parse().ok();
    match date.len() {
        4 => given(Date::new(year()?, 1, 1).ok()?, Precision::Year),
        7 => {
            let month = date.strip_prefix(date.get(..4)?)?.strip_prefix('-')?.parse().ok()?;
            given(Date::new(year()?, month, 1).ok()?, Precision::Month)
        }
        _ => given(date.parse().ok()?, Precision::Day),
    }
}

/// Enough of a value to recognise it by.
fn shorten(value: &str) -> String {
    match value.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

//! Feasts and named days.

use super::calendar::{Stretch, days_from, easter, islamic, islamic_year, nth_weekday};
use jiff::civil::{Date, Weekday};

/// When a feast is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum When {
    /// From one day of the year to another, as (month, day).
    Yearly((i8, i8), (i8, i8)),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The nth such weekday of a month.
    Nth(i8, Weekday, i8),
    /// From one day of the Islamic year to another. Sightings of the moon differ by a day, so one is added at both ends.
    Islamic((i32, i32), (i32, i32)),
    /// As a table says.
    Table(Vec<Date>),
    /// Once.
    Once(Date),
}

impl When {
    /// The days in a year; two of them if a lunar year ends early enough.
    pub(crate) fn in_year(&self, year: i16) -> Vec<Stretch> {
        let day = |date: Option<Date>| date.map(Stretch::day).into_iter().collect();
        match self {
            When::Yearly(from, to) => {
                let date = |(month, day)| Date::new(year, month, day).ok();
                let span = date(*from).zip(date(*to)).and_then(|(from, to)| Stretch::between(from, to));
                span.into_iter().collect()
            }
            When::Easter(offset) => day(easter(year).and_then(|sunday| days_from(sunday, *offset))),
            When::Nth(nth, weekday, month) => day(nth_weekday(year, *month, *nth, *weekday)),
            When::Islamic(from, to) => {
                let first = islamic_year(year);
                let span = |y| {
                    let start = days_from(islamic(y, from.0, from.1)?, -1)?;
                    Stretch::between(start, days_from(islamic(y, to.0, to.1)?, 1)?)
                };
                (first - 1..=first + 2).filter_map(span).filter(|s| s.start.year() == year).collect()
            }
            When::Table(days) => {
                days.iter().filter(|d| d.year() == year).copied().map(Stretch::day).collect()
            }
            When::Once(date) => day(Some(*date).filter(|d| d.year() == year)),
        }
    }
}

/// A line of the table: its patterns, and when.
pub(crate) struct Holiday<'t> {
    pub(crate) patterns: Vec<&'t str>,
    pub(crate) when: When,
}

/// Reads the table of feasts, and that of those without a rule.
pub(crate) fn load<'t>(table: &'t str, days: &str) -> Result<Vec<Holiday<'t>>, String> {
    let rows = |text: &'t str| text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).skip(1);
    let mut holidays = Vec::new();
    for line in rows(table) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, names, when] = cells[..] else { return Err(format!("`{line}` has not three cells")) };
        let listed = || {
            let of_id =
                |l: &str| l.split_once('\t').filter(|(i, _)| *i == id).and_then(|(_, d)| d.parse().ok());
            days.lines().filter_map(of_id).collect::<Vec<Date>>()
        };
        let when = parse(when, listed).ok_or_else(|| format!("`{line}`: no such rule"))?;
        holidays.push(Holiday { patterns: names.split('|').collect(), when });
    }
    Ok(holidays)
}

fn parse(text: &str, listed: impl FnOnce() -> Vec<Date>) -> Option<When> {
    fn pair<T: std::str::FromStr>(text: &str) -> Option<(T, T)> {
        let (month, day) = text.split_once('-')?;
        Some((month.parse().ok()?, day.parse().ok()?))
    }
    fn span<T: std::str::FromStr>(text: &str) -> Option<((T, T), (T, T))> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        Some((pair(from)?, pair(to)?))
    }
    if text == "table" {
        return Some(When::Table(listed())).filter(|w| *w != When::Table(Vec::new()));
    }
    if let Some(offset) = text.strip_prefix("easter") {
        return Some(When::Easter(offset.parse().ok()?));
    }
    if let Some(days) = text.strip_prefix("islamic ") {
        let (from, to) = span(days)?;
        return Some(When::Islamic(from, to));
    }
    if let Ok(date) = text.parse::<Date>() {
        return Some(When::Once(date));
    }
    if let [nth, weekday, month] = text.split(' ').collect::<Vec<_>>()[..] {
        const NAMES: [&str; 7] =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let weekday = NAMES.iter().position(|n| *n == weekday)?;
        let weekday = Weekday::from_monday_zero_offset(weekday as i8).ok()?;
        return Some(When::Nth(nth.parse().ok()?, weekday, month.parse().ok()?));
    }
    let (from, to) = span(text)?;
    Some(When::Yearly(from, to))
}

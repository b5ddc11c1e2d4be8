//! Dating an article that bears no date, from its own text.
//!
//! Three kinds of evidence count, each only where it leaves no choice: a full date in the first sentences ("today, 4 May 2012"),
//! a summit of the atlas in its city with a word that ties it to now ("next week's APEC forum in San Francisco"), and a
//! month that the text still gives with a weekday ("on Tuesday, March 4") near one with a year. Evidence that disagrees dates nothing, and
//! a bare year never does: "for the first time since 2011" says little of when the words were written.

use super::calendar::{Grain, Stretch, days_from, shift};
use super::phrase::{Point, Saying, Step};
use super::rules::{Base as From, Relation};
use super::tense::Direction;
use super::{Placed, TABLES, is_aside, phrases};
use crate::base::Base;
use demarche_atlas::{Atlas, Entry, Summit};
use demarche_core::{DateMethod, Published, Sentence, Span, Zone};
use jiff::civil::{Date, Weekday};

/// How many sentences are the beginning of an article.
const LEAD: usize = 3;
/// How many tokens may lie between a summit and what ties it to now.
const NEAR: usize = 8;

/// When the article was published, as far as its text tells; none if it does not, or says two things.
pub(crate) fn published(base: &Base<'_>, atlas: &Atlas) -> Option<Published> {
    let lines = lines(base);
    let mut evidence: Vec<Stretch> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if number < LEAD {
            evidence.extend(line.dates().filter_map(|(phrase, date)| line.written(phrase, date)));
        }
        evidence.extend(summit(base, atlas, line, latest_year(&lines)));
    }
    if evidence.is_empty() {
        evidence.extend(weekday_year(&lines));
    }
    let best = evidence.iter().copied().min_by_key(|s| (s.grain, s.start))?;
    let agrees = |s: &Stretch| s.start <= best.end && best.start <= s.end;
    // Nothing that is told as past may come after the day on which it is told.
    let told = lines.iter().flat_map(|l| l.dates().filter(|(p, _)| l.direction(p) == Direction::Past));
    if !evidence.iter().all(agrees) || told.map(|(_, day)| day).any(|day| day > best.end) {
        return None;
    }
    let best = spoken_day(&lines, best).unwrap_or(best);
    Some(Published { date: best.start, precision: best.precision(), method: DateMethod::Inferred })
}

/// A sentence with its phrases of time.
struct Line<'a> {
    sentence: &'a Sentence,
    words: Vec<&'a str>,
    phrases: Vec<Placed>,
}

fn lines<'a>(base: &'a Base<'_>) -> Vec<Line<'a>> {
    let body = base.sentences().iter().filter(|s| s.zone == Zone::Body);
    body.map(|sentence| {
        let words: Vec<&str> = base.words(sentence.id).collect();
        let spans: Vec<Span> = base.tokens(sentence.id).iter().map(|t| t.span).collect();
        let worth = words.iter().any(|w| TABLES.tells(w));
        let phrases = if worth { phrases(&words, &spans) } else { Vec::new() };
        Line { sentence, words, phrases }
    })
    .collect()
}

impl Line<'_> {
    fn points(&self) -> impl Iterator<Item = (&Placed, &Point)> {
        self.phrases
            .iter()
            .filter_map(|p| if let Saying::Point(point) = &p.saying { Some((p, point)) } else { None })
    }

    fn direction(&self, phrase: &Placed) -> Direction {
        TABLES.cues.direction(&self.words, &phrase.tokens, None)
    }

    /// The days that are written in full.
    fn dates(&self) -> impl Iterator<Item = (&Placed, Date)> {
        self.points().filter_map(|(phrase, point)| {
            let [.., Step::Day(day), Step::Month(month), Step::Year(year)] = point.steps[..] else {
                return None;
            };
            Some((phrase, Date::new(year, month, day).ok()?))
        })
    }

    /// When an article was written whose first sentences hold this date: that day if it says so, else that month, unless
    /// the month was almost over.
    fn written(&self, phrase: &Placed, date: Date) -> Option<Stretch> {
        if is_aside(&self.words, &phrase.tokens) || self.direction(phrase) == Direction::Future {
            return None;
        }
        let today = self.points().any(|(_, p)| p.steps[..] == [Step::Shift(From::Now, Grain::Day, 0)]);
        match () {
            () if today => Some(Stretch::day(date)),
            () if date.day() < 24 => Stretch::containing(date, Grain::Month),
            () if date.month() < 12 => Stretch::containing(date, Grain::Year),
            () => None,
        }
    }
}

/// The latest year that the text names for what is past.
fn latest_year(lines: &[Line<'_>]) -> Option<i16> {
    let years = lines.iter().flat_map(|line| {
        let past = line.points().filter(|(p, _)| line.direction(p) == Direction::Past);
        past.filter_map(
            |(_, point)| if let Some(Step::Year(year)) = point.outer() { Some(year) } else { None },
        )
    });
    years.max()
}

/// The week, month or year in which a sentence was written that ties a summit to now.
fn summit(base: &Base<'_>, atlas: &Atlas, line: &Line<'_>, not_before: Option<i16>) -> Option<Stretch> {
    let names = base.names_in(line.sentence.id);
    let meanings = |name: usize| atlas.names().get(name).map(|n| atlas.meanings(n)).unwrap_or_default();
    let hosted = |summit: &Summit| {
        names.iter().flat_map(|hit| meanings(hit.name)).any(|m| match m.entry {
            Entry::City(city) => atlas[city].name == summit.city && atlas[city].country == summit.country,
            Entry::Country(country) => summit.city.is_empty() && atlas[country].code == summit.country,
            _ => false,
        })
    };
    let mut found: Vec<Stretch> = Vec::new();
    for hit in names {
        let editions = meanings(hit.name).iter().filter_map(|m| match m.entry {
            Entry::Summit(id) => Some(&atlas[id]),
            _ => None,
        });
        let possible = |s: &&Summit| hosted(s) && not_before.is_none_or(|year| s.end.year() >= year);
        let editions: Vec<&Summit> = editions.filter(possible).collect();
        let [edition] = editions[..] else { continue };
        let ties = line.points().filter(|(p, _)| {
            p.tokens.start <= hit.tokens.end + NEAR && hit.tokens.start <= p.tokens.end + NEAR
        });
        found.extend(ties.filter_map(|(_, point)| match point.steps[..] {
            [Step::Shift(From::Now, grain @ (Grain::Week | Grain::Month | Grain::Year), by)] => {
                let main = main_unit(edition, grain)?;
                Stretch::containing(shift(main.start, grain, by.checked_neg()?)?, grain)
            }
            _ => None,
        }));
    }
    found.into_iter().min_by_key(|s| s.grain)
}

/// The week, month or year in which most days of a meeting lie; none if two share them evenly.
fn main_unit(edition: &Summit, grain: Grain) -> Option<Stretch> {
    let (first, last) =
        (Stretch::containing(edition.start, grain)?, Stretch::containing(edition.end, grain)?);
    let days = |unit: &Stretch| {
        let inside = (0..60).map_while(|n| days_from(edition.start, n)).take_while(|d| *d <= edition.end);
        inside.filter(|d| unit.contains(*d)).count()
    };
    match (first == last, days(&first).cmp(&days(&last))) {
        (true, _) | (false, std::cmp::Ordering::Greater) => Some(first),
        (false, std::cmp::Ordering::Less) => Some(last),
        (false, std::cmp::Ordering::Equal) => None,
    }
}

/// The day of a week on which the beginning of an article says that things happened: "said Friday".
fn spoken_day(lines: &[Line<'_>], week: Stretch) -> Option<Stretch> {
    if week.grain != Some(Grain::Week) {
        return None;
    }
    let mut days: Vec<Weekday> = Vec::new();
    for line in lines {
        for (phrase, point) in line.points() {
            let ([Step::Weekday(day)], Relation::Free) = (&point.steps[..], point.relation) else { continue };
            if line.direction(phrase) == Direction::Past && !days.contains(day) {
                days.push(*day);
            }
        }
    }
    let [day] = days[..] else { return None };
    days_from(week.start, i64::from(day.to_monday_zero_offset())).map(Stretch::day)
}

/// The year in which every weekday of the text falls on its date, if the text names a month of that year or the one before.
fn weekday_year(lines: &[Line<'_>]) -> Option<Stretch> {
    let dated: Vec<(Weekday, i8, i8)> = lines
        .iter()
        .flat_map(|l| l.points())
        .filter_map(|(_, p)| match p.steps[..] {
            [Step::Weekday(weekday), Step::Day(day), Step::Month(month)] => Some((weekday, day, month)),
            _ => None,
        })
        .collect();
    let named =
        lines.iter().flat_map(|l| l.points().map(move |p| (l, p))).filter_map(|(line, (phrase, p))| {
            let [.., Step::Month(_), Step::Year(year)] = p.steps[..] else { return None };
            (line.direction(phrase) == Direction::Past).then_some(year)
        });
    let latest = named.max()?;
    let fits = |year: &i16| {
        let falls = |(weekday, day, month): &(Weekday, i8, i8)| {
            Date::new(*year, *month, *day).is_ok_and(|d| d.weekday() == *weekday)
        };
        !dated.is_empty() && dated.iter().all(falls)
    };
    let mut years = (latest..=latest.checked_add(1)?).filter(fits);
    let (year, None) = (years.next()?, years.next()) else { return None };
    Stretch::year(year)
}

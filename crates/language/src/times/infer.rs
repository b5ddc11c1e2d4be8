//! Dating an article that bears no date, from its own text.
//!
//! Three kinds of evidence count, each only where it leaves no choice: a full date at the beginning ("today, 4 May 2012"; "met on
//! Friday, 4 May 2012" in the first sentence), a summit of the atlas in its city with a word that ties it to now ("next week's APEC forum
//! in San Francisco"), and weekdays with their dates ("on Tuesday, March 4") that fit one year only of those that the text
//! names, or the one after. Evidence that disagrees dates nothing, and a bare year never does: "for the first time since
//! 2011" says little of when the words were written.

use super::calendar::{Grain, Stretch, days_between, days_from, shift};
use super::phrase::{Point, Saying, Step};
use super::rules::{Base as From, Relation};
use super::tense::Direction;
use super::{Placed, TABLES, phrases};
use crate::base::Base;
use crate::speech::{self, Verb};
use demarche_atlas::{Atlas, Entry, Summit};
use demarche_core::{DateMethod, Published, Sentence, Span, Zone};
use jiff::civil::{Date, Weekday};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// How many sentences are the beginning of an article.
const LEAD: usize = 3;
/// How many tokens may lie between a summit and what ties it to now.
const NEAR: usize = 8;

/// Between a summit and a time these part the two: "goes to Paris next week before the G7 summit in Hiroshima".
const APART: [&str; 13] = [
    "before",
    "ahead",
    "after",
    "following",
    "since",
    "until",
    "prior",
    "and",
    "but",
    "then",
    "than",
    ",",
    ";",
];

impl Base<'_> {
    /// When it was published: as given, else as its head says, else as its sentences let infer.
    pub fn published(&self) -> Option<Published> {
        *self.published.get_or_init(|| published(self, self.atlas))
    }
}

/// When the article was published, as far as its text tells; none if it does not, or says two things.
fn published(base: &Base<'_>, atlas: &Atlas) -> Option<Published> {
    let lines = lines(base);
    let mut evidence: Vec<Stretch> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if number < LEAD {
            evidence
                .extend(line.dates().filter_map(|(phrase, date)| line.written(phrase, date, number == 0)));
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
    let later = latest_year(&lines).is_some_and(|year| year > best.end.year());
    if later || !evidence.iter().all(agrees) || told.map(|(_, day)| day).any(|day| day > best.end) {
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
        TABLES.cues.outlook(&self.words, &phrase.tokens, None).direction
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

    /// When an article was written whose beginning holds this date: that day if "today" stands beside it, else that month if
    /// the first sentence tells what happened on it and names its weekday, unless the month was almost over.
    fn written(&self, phrase: &Placed, date: Date, first: bool) -> Option<Stretch> {
        let today = self.points().any(|(other, p)| {
            let beside = other
                .tokens
                .end
                .abs_diff(phrase.tokens.start)
                .min(phrase.tokens.end.abs_diff(other.tokens.start))
                <= 1;
            beside && p.steps[..] == [Step::Shift(From::Now, Grain::Day, 0)]
        });
        let before = phrase.tokens.start.checked_sub(1).map_or("", |b| self.words[b]);
        // With its weekday it is news; without, as often as not, an anniversary or a law.
        let weekday = self
            .points()
            .any(|(p, point)| p.tokens == phrase.tokens && matches!(point.steps[0], Step::Weekday(_)));
        // "Ten years ago, on Friday, 7 August 1998, …" looks back.
        let ago = self.points().any(|(_, point)| {
            matches!(point.steps[0], Step::Shift(From::Now, grain, by) if grain > Grain::Week && by != 0)
        });
        let told = first
            && weekday
            && !ago
            && !self.words.contains(&"anniversary")
            && before.eq_ignore_ascii_case("on")
            && self.direction(phrase) == Direction::Past;
        match () {
            () if today => Some(Stretch::day(date)),
            () if told && date.day() < 24 => Stretch::containing(date, Grain::Month),
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
    let editions = |name: usize| {
        let possible = |s: &&Summit| hosted(s) && not_before.is_none_or(|year| s.end.year() >= year);
        let all = meanings(name).iter().filter_map(|m| match m.entry {
            Entry::Summit(id) => Some(&atlas[id]),
            _ => None,
        });
        all.filter(possible).collect::<Vec<_>>()
    };
    let mut hits = names.iter().map(|hit| (hit, editions(hit.name))).filter(|(_, e)| !e.is_empty());
    // With two summits in a sentence it is open which of them is next week's.
    let (Some((hit, editions)), None) = (hits.next(), hits.next()) else { return None };
    let [edition] = editions[..] else { return None };
    let near = |p: &Placed| {
        let gap = if p.tokens.start < hit.tokens.start {
            p.tokens.end..hit.tokens.start
        } else {
            hit.tokens.end..p.tokens.start
        };
        gap.len() <= NEAR && line.words.get(gap).is_some_and(|gap| !gap.iter().any(|w| APART.contains(w)))
    };
    let ties =
        line.points().filter(|(phrase, _)| near(phrase)).filter_map(|(_, point)| match point.steps[..] {
            [Step::Shift(From::Now, grain @ (Grain::Week | Grain::Month | Grain::Year), by)] => {
                let main = main_unit(edition, grain)?;
                Stretch::containing(shift(main.start, grain, by.checked_neg()?)?, grain)
            }
            _ => None,
        });
    ties.min_by_key(|s| s.grain)
}

/// The week in which most days of a meeting lie, or the month or year in which all of them do; none if that leaves a choice.
fn main_unit(edition: &Summit, grain: Grain) -> Option<Stretch> {
    let first = Stretch::containing(edition.start, grain)?;
    let last = Stretch::containing(edition.end, grain)?;
    if first == last {
        return Some(first);
    }
    let (before, after) = (days_between(edition.start, first.end), days_between(last.start, edition.end));
    match before.cmp(&after) {
        _ if grain != Grain::Week => None,
        Ordering::Greater => Some(first),
        Ordering::Less => Some(last),
        Ordering::Equal => None,
    }
}

/// The day of a week on which the beginning of an article says that things happened: "said Friday".
fn spoken_day(lines: &[Line<'_>], week: Stretch) -> Option<Stretch> {
    if week.grain != Some(Grain::Week) {
        return None;
    }
    let mut days: Vec<Weekday> = Vec::new();
    let mut said = false;
    for line in lines {
        for (phrase, point) in line.points() {
            let ([Step::Weekday(day)], Relation::Free) = (&point.steps[..], point.relation) else { continue };
            if line.direction(phrase) == Direction::Past && !days.contains(day) {
                days.push(*day);
            }
            said |= line.words.iter().any(|w| speech::verb(w).is_some_and(Verb::is_done_by_people));
        }
    }
    let [day] = days[..] else { return None };
    if !said {
        return None;
    }
    days_from(week.start, i64::from(day.to_monday_zero_offset())).map(Stretch::day)
}

/// The only year near one that the text names in which every weekday of the text falls on its date.
fn weekday_year(lines: &[Line<'_>]) -> Option<Stretch> {
    let points = || lines.iter().flat_map(Line::points).map(|(_, point)| point);
    let dated: Vec<(Weekday, i8, i8)> = points()
        .filter_map(|point| match point.steps[..] {
            [Step::Weekday(weekday), Step::Day(day), Step::Month(month)] => Some((weekday, day, month)),
            _ => None,
        })
        .collect();
    let fits = |year: &i16| {
        let falls = |(weekday, day, month): &(Weekday, i8, i8)| {
            Date::new(*year, *month, *day).is_ok_and(|d| d.weekday() == *weekday)
        };
        !dated.is_empty() && dated.iter().all(falls)
    };
    let named = points().filter_map(|point| match point.steps[..] {
        [.., Step::Month(_), Step::Year(year)] => Some(year),
        _ => None,
    });
    let named: BTreeSet<i16> = named.collect();
    let latest = *named.last()?;
    let near: BTreeSet<i16> =
        named.into_iter().flat_map(|year| [year, year.saturating_add(1)]).filter(fits).collect();
    let [year] = near.into_iter().collect::<Vec<_>>()[..] else { return None };
    if year >= latest { Stretch::year(year) } else { None }
}

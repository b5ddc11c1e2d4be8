//! Days between which something lies.

use crate::phase::Phase;
use demarche_core::{Precision, Status, Time};
use jiff::civil::Date;
use jiff::{ToSpan, Unit};

/// A day as a number, for quick sums.
pub(crate) type Day = i32;

/// How long what is wanted, invited or planned without a date may take to come about.
const OPEN: Day = 550;
/// How long ago what an article tells without a date is at most, unless something says more.
const RECENT: Day = 45;
/// How long a stay may last before and after the day of a report that calls it under way.
const STAY: Day = 7;

/// The number of a day.
pub(crate) fn day(date: Date) -> Day {
    // Civil dates span some 7.3 million days; the difference of two always fits.
    date.since((Unit::Day, Date::constant(1970, 1, 1))).map_or(0, |span| span.get_days())
}

/// The day of a number.
pub(crate) fn date(day: Day) -> Date {
    Date::constant(1970, 1, 1).saturating_add(day.days())
}

/// What is known of a day without its year or date: "on 8 May", "on Monday".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Month and day, from 1.
    Date(i8, i8),
    /// Day of the week, from Monday = 1.
    Weekday(i8),
}

impl Part {
    /// From a TIMEX3 value with an open year or week: `XXXX-05-08`, `XXXX-WXX-1`.
    pub(crate) fn of(value: &str) -> Option<Part> {
        let rest = value.strip_prefix("XXXX-")?;
        if let Some(weekday) = rest.strip_prefix("WXX-") {
            return weekday.parse().ok().map(Part::Weekday);
        }
        let (month, day) = rest.split_once('-')?;
        Some(Part::Date(month.parse().ok()?, day.parse().ok()?))
    }

    /// Which of a few days are such days; stretches longer than a fortnight are not looked through.
    pub(crate) fn days_in(self, window: Window) -> impl Iterator<Item = Day> {
        let few = (window.days() <= 14).then_some(window.from..=window.to);
        few.into_iter().flatten().filter(move |&day| match (self, date(day)) {
            (Part::Date(month, day), date) => (date.month(), date.day()) == (month, day),
            (Part::Weekday(weekday), date) => date.weekday().to_monday_one_offset() == weekday,
        })
    }
}

/// First and last day of the stretch in which something lies, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Window {
    pub(crate) from: Day,
    pub(crate) to: Day,
}

impl Window {
    /// What is not bounded at all.
    pub(crate) const ALL: Window = Window { from: -5_000_000, to: 5_000_000 };

    /// From the first to the last day of a time, if both are known.
    pub(crate) fn said(time: &Time) -> Option<Window> {
        Some(Window { from: day(time.start?), to: day(time.end?) })
    }

    /// When an event lies by its own time, by how far it has come and by when it was reported.
    pub(crate) fn of(time: Option<&Time>, status: Option<Status>, known: Option<Day>) -> Window {
        // A stretch that only the day of the report bounds is an analyzer's guess; the status bounds it as well as that.
        let is_guess = |time: &&Time| time.precision == Precision::Vague && time.start.is_some();
        let time = time.filter(|time| !is_guess(time));
        let said = time.and_then(Window::said);
        let Some(known) = known else { return said.unwrap_or(Window::ALL) };
        let by_status = match Phase::of(status) {
            Phase::Ahead => Window { from: known - 1, to: known + OPEN },
            Phase::Postponed | Phase::Off => Window { from: known - RECENT, to: known + OPEN },
            Phase::Done if status == Some(Status::Ongoing) => Window { from: known - STAY, to: known + STAY },
            // Also where the text says a time that comes to nothing: it is not just news.
            Phase::Done if time.is_some() => Window { from: Window::ALL.from, to: known + 1 },
            Phase::Done => Window { from: known - RECENT, to: known + 1 },
        };
        // What the text says wins where the two do not agree.
        said.map_or(by_status, |said| said.meet(by_status).unwrap_or(said))
    }

    /// Days between two stretches; 0 if they have a day in common.
    pub(crate) fn gap(self, other: Window) -> Day {
        (self.from - other.to).max(other.from - self.to).max(0)
    }

    /// Length in days.
    pub(crate) fn days(self) -> Day {
        self.to - self.from + 1
    }

    /// What both have in common.
    pub(crate) fn meet(self, other: Window) -> Option<Window> {
        let both = Window { from: self.from.max(other.from), to: self.to.min(other.to) };
        (both.from <= both.to).then_some(both)
    }

    /// The shortest stretch with both.
    pub(crate) fn cover(self, other: Window) -> Window {
        Window { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// The same, longer at both ends.
    pub(crate) fn pad(self, days: Day) -> Window {
        Window { from: self.from - days, to: self.to + days }
    }

    /// How far away a day is; 0 inside.
    pub(crate) fn distance(self, day: Day) -> Day {
        (self.from - day).max(day - self.to).max(0)
    }

    /// Whether both are known to days, so that they can be held against each other.
    pub(crate) fn both_exact(self, other: Window) -> bool {
        self.rank() <= 1 && other.rank() <= 1
    }

    /// How narrow it is, in steps that a reader would tell apart: days, a week, a month, a season, a year, more.
    pub(crate) fn rank(self) -> u8 {
        match self.days() {
            ..=3 => 0,
            4..=10 => 1,
            11..=31 => 2,
            32..=93 => 3,
            94..=366 => 4,
            _ => 5,
        }
    }
}

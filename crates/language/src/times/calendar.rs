//! Stretches of the calendar: days, weeks, months and so on, and how they are written.
//!
//! Weeks run from Monday to Sunday and are numbered as ISO 8601 does. Seasons are those of meteorology in the northern
//! hemisphere, whose names news uses for both: spring is March to May, and a winter belongs to the year in which its
//! December lies. Values are those of TIMEX3 (Pustejovsky et al., 2003): `2024-W06`, `2024-SP`, `199` for the 1990s,
//! `19` for the 20th century.

use demarche_core::Precision;
use jiff::Span as Length;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// Units of time, from short to long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Grain {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
}

impl Grain {
    const NAMES: [(&'static str, Grain); 13] = [
        ("second", Grain::Second),
        ("minute", Grain::Minute),
        ("hour", Grain::Hour),
        ("day", Grain::Day),
        ("weekend", Grain::Weekend),
        ("week", Grain::Week),
        ("fortnight", Grain::Fortnight),
        ("month", Grain::Month),
        ("quarter", Grain::Quarter),
        ("season", Grain::Season),
        ("year", Grain::Year),
        ("decade", Grain::Decade),
        ("century", Grain::Century),
    ];

    /// By its English name.
    pub(crate) fn named(name: &str) -> Option<Grain> {
        Grain::NAMES.iter().find(|(n, _)| *n == name).map(|(_, g)| *g)
    }

    /// How a time of this width is written while nothing of it is known.
    pub(crate) fn blank(self) -> &'static str {
        match self {
            Grain::Second | Grain::Minute | Grain::Hour | Grain::Day => "XXXX-XX-XX",
            Grain::Weekend => "XXXX-WXX-WE",
            Grain::Week | Grain::Fortnight => "XXXX-WXX",
            Grain::Month => "XXXX-XX",
            Grain::Quarter => "XXXX-QX",
            Grain::Season => "XXXX-XX",
            Grain::Half => "XXXX-HX",
            Grain::Year => "XXXX",
            Grain::Decade => "XXX",
            Grain::Century => "XX",
        }
    }

    /// The precision that the model has for this width.
    pub(crate) fn precision(self) -> Precision {
        match self {
            Grain::Second | Grain::Minute | Grain::Hour | Grain::Day => Precision::Day,
            Grain::Week => Precision::Week,
            Grain::Month => Precision::Month,
            Grain::Quarter | Grain::Season => Precision::Season,
            Grain::Year => Precision::Year,
            Grain::Weekend | Grain::Fortnight | Grain::Half | Grain::Decade | Grain::Century => {
                Precision::Interval
            }
        }
    }
}

/// The seasons, in the order of their months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub(crate) const ALL: [Season; 4] = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter];

    /// As TIMEX3 writes it.
    pub(crate) fn code(self) -> &'static str {
        ["SP", "SU", "FA", "WI"][self as usize]
    }

    fn first_month(self) -> i8 {
        3 + 3 * self as i8
    }
}

/// A stretch of days with a beginning and an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Its width on the calendar; none for any other stretch.
    pub(crate) grain: Option<Grain>,
    /// First day.
    pub(crate) start: Date,
    /// Last day, included.
    pub(crate) end: Date,
}

impl Stretch {
    /// One day.
    pub(crate) fn day(date: Date) -> Self {
        Stretch { grain: Some(Grain::Day), start: date, end: date }
    }

    /// From one day to another; none if they are the wrong way round.
    pub(crate) fn between(start: Date, end: Date) -> Option<Self> {
        let grain = (start == end).then_some(Grain::Day);
        (start <= end).then_some(Stretch { grain, start, end })
    }

    /// The month, year and so on in which a day lies; none beyond the calendar's ends.
    pub(crate) fn containing(date: Date, grain: Grain) -> Option<Self> {
        let (year, month) = (i32::from(date.year()), i32::from(date.month()));
        let months = |from: i32, count: i32| {
            let start = month_start(from)?;
            Some(Stretch { grain: Some(grain), start, end: days_from(month_start(from + count)?, -1)? })
        };
        match grain {
            Grain::Second | Grain::Minute | Grain::Hour | Grain::Day => Some(Stretch::day(date)),
            Grain::Week | Grain::Fortnight => {
                let start = days_from(date, -i64::from(date.weekday().to_monday_zero_offset()))?;
                Some(Stretch { grain: Some(Grain::Week), start, end: days_from(start, 6)? })
            }
            Grain::Weekend => {
                let start = days_from(date, 5 - i64::from(date.weekday().to_monday_zero_offset()))?;
                Some(Stretch { grain: Some(grain), start, end: days_from(start, 1)? })
            }
            Grain::Month => months(year * 12 + month - 1, 1),
            Grain::Quarter => months(year * 12 + (month - 1) / 3 * 3, 3),
            Grain::Season => months((year * 12 + month - 1) / 3 * 3 + if month % 3 == 0 { 2 } else { -1 }, 3),
            Grain::Half => months(year * 12 + (month - 1) / 6 * 6, 6),
            Grain::Year => months(year * 12, 12),
            Grain::Decade => months(year.div_euclid(10) * 120, 120),
            Grain::Century => months(year.div_euclid(100) * 1200, 1200),
        }
    }

    /// A year; none beyond the calendar's ends.
    pub(crate) fn year(year: i16) -> Option<Self> {
        Stretch::containing(Date::new(year, 1, 1).ok()?, Grain::Year)
    }

    /// A month.
    pub(crate) fn month(year: i16, month: i8) -> Option<Self> {
        Stretch::containing(Date::new(year, month, 1).ok()?, Grain::Month)
    }

    /// A season: that which begins in this year.
    pub(crate) fn season(year: i16, season: Season) -> Option<Self> {
        Stretch::containing(Date::new(year, season.first_month(), 1).ok()?, Grain::Season)
    }

    /// Whether a day lies within.
    pub(crate) fn contains(&self, date: Date) -> bool {
        self.start <= date && date <= self.end
    }

    /// As TIMEX3 writes it.
    pub(crate) fn value(&self) -> String {
        let (year, month) = (self.start.year(), self.start.month());
        let Some(grain) = self.grain else { return format!("{}/{}", self.start, self.end) };
        let iso = |date: Date| -> ISOWeekDate { date.iso_week_date() };
        match grain {
            Grain::Second | Grain::Minute | Grain::Hour | Grain::Day => self.start.to_string(),
            Grain::Week | Grain::Fortnight => {
                format!("{:04}-W{:02}", iso(self.start).year(), iso(self.start).week())
            }
            Grain::Weekend => format!("{:04}-W{:02}-WE", iso(self.start).year(), iso(self.start).week()),
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Grain::Season => {
                let season = Season::ALL.into_iter().find(|s| s.first_month() == month);
                format!("{year:04}-{}", season.map_or("XX", Season::code))
            }
            Grain::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
            Grain::Year => format!("{year:04}"),
            Grain::Decade => format!("{:03}", year.div_euclid(10)),
            Grain::Century => format!("{:02}", year.div_euclid(100)),
        }
    }

    /// The precision that the model has for this width.
    pub(crate) fn precision(&self) -> Precision {
        self.grain.map_or(Precision::Interval, Grain::precision)
    }
}

/// The day so many days later; none beyond the calendar's ends.
pub(crate) fn days_from(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Length::new().try_days(days).ok()?).ok()
}

/// How many days lie between two days; negative if the second comes first.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The day so many units later, or earlier if negative; none beyond the calendar's ends.
pub(crate) fn shift(date: Date, grain: Grain, by: i32) -> Option<Date> {
    let by = i64::from(by);
    let months = |each: i64| date.checked_add(Length::new().try_months(by * each).ok()?).ok();
    match grain {
        Grain::Second | Grain::Minute | Grain::Hour => Some(date),
        Grain::Day => days_from(date, by),
        Grain::Weekend | Grain::Week => days_from(date, 7 * by),
        Grain::Fortnight => days_from(date, 14 * by),
        Grain::Month => months(1),
        Grain::Quarter | Grain::Season => months(3),
        Grain::Half => months(6),
        Grain::Year => months(12),
        Grain::Decade => months(120),
        Grain::Century => months(1200),
    }
}

/// The first day of a month that is counted from the beginning of year 0.
fn month_start(months: i32) -> Option<Date> {
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    Date::new(year, months.rem_euclid(12) as i8 + 1, 1).ok()
}

/// The nth such weekday of a month, -1 the last; none if the month has no such day.
pub(crate) fn nth_weekday(year: i16, month: i8, nth: i8, weekday: Weekday) -> Option<Date> {
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Easter Sunday of the Western churches, by the anonymous Gregorian computus (Nature, 1876).
pub(crate) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// A day of the tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30).
pub(crate) fn islamic(year: i32, month: i32, day: i32) -> Option<Date> {
    let days = 354 * (year - 1) + (3 + 11 * year).div_euclid(30) + 29 * (month - 1) + month / 2 + day - 1;
    days_from(Date::new(622, 7, 19).ok()?, i64::from(days))
}

/// The Islamic year in which a year of ours begins, or the one before.
pub(crate) fn islamic_year(year: i16) -> i32 {
    ((i32::from(year) - 622) * 33).div_euclid(32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn value(day: Date, grain: Grain) -> String {
        Stretch::containing(day, grain)
            .map(|s| format!("{} {}..{}", s.value(), s.start, s.end))
            .unwrap_or_default()
    }

    #[test]
    fn a_day_lies_in_stretches_of_every_width() {
        let day = date(2024, 2, 6);
        assert_eq!(value(day, Grain::Day), "2024-02-06 2024-02-06..2024-02-06");
        assert_eq!(value(day, Grain::Week), "2024-W06 2024-02-05..2024-02-11");
        assert_eq!(value(day, Grain::Weekend), "2024-W06-WE 2024-02-10..2024-02-11");
        assert_eq!(value(day, Grain::Month), "2024-02 2024-02-01..2024-02-29");
        assert_eq!(value(day, Grain::Quarter), "2024-Q1 2024-01-01..2024-03-31");
        assert_eq!(value(day, Grain::Season), "2023-WI 2023-12-01..2024-02-29");
        assert_eq!(value(date(2023, 12, 1), Grain::Season), "2023-WI 2023-12-01..2024-02-29");
        assert_eq!(value(date(2023, 11, 30), Grain::Season), "2023-FA 2023-09-01..2023-11-30");
        assert_eq!(value(day, Grain::Half), "2024-H1 2024-01-01..2024-06-30");
        assert_eq!(value(day, Grain::Decade), "202 2020-01-01..2029-12-31");
        assert_eq!(value(day, Grain::Century), "20 2000-01-01..2099-12-31");
        assert_eq!(value(date(2021, 1, 3), Grain::Week), "2020-W53 2020-12-28..2021-01-03");
    }

    #[test]
    fn nothing_lies_beyond_the_calendar() {
        assert_eq!(Stretch::containing(Date::MAX, Grain::Century), None);
        assert_eq!(shift(Date::MAX, Grain::Day, 1), None);
        assert_eq!(shift(Date::MIN, Grain::Century, i32::MIN), None);
    }

    #[test]
    fn feasts_fall_on_their_days() {
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(easter(1989), Some(date(1989, 3, 26)));
        assert_eq!(easter(2038), Some(date(2038, 4, 25)));
        assert_eq!(islamic(1445, 9, 1), Some(date(2024, 3, 11)));
        assert_eq!(islamic(1420, 1, 1), Some(date(1999, 4, 17)));
        assert_eq!(nth_weekday(2023, 11, 4, Weekday::Thursday), Some(date(2023, 11, 23)));
    }
}

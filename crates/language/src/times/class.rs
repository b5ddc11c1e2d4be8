//! What words can be in time expressions.

/// What a word can be in a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// A month's name; value 1 to 12.
    Month,
    /// A month's name that needs support.
    MonthMaybe,
    /// A month's short form, which needs support and may have a full stop.
    MonthShort,
    /// A weekday; 1 is Monday.
    Weekday,
    /// A weekday's short form that needs support.
    WeekdayMaybe,
    /// "Mondays".
    Weekdays,
    /// A unit of time; value a [`Grain`].
    Unit,
    /// A unit in the plural.
    Units,
    /// A season; value an index into [`Season::ALL`].
    Season,
    /// A number; value in tenths.
    Num,
    /// "hundred", "thousand".
    Times,
    /// A number that is left open.
    Vague,
    /// "first" … ; -1 is the last.
    Ordinal,
    /// "23rd".
    NthDay,
    /// 1 to 31 in digits.
    Day,
    /// Two digits.
    Two,
    /// Four digits that can be a year of our time.
    Year,
    /// Four digits that can be an earlier or later year.
    OldYear,
    /// A year, or two digits of one, as accountants write it.
    FiscalYear,
    /// "FY2022", "FY"; value the year or 0.
    Fy,
    /// "1990s", "nineties"; value the first year.
    Decade,
    /// "Q3".
    Q,
    /// "H1".
    H,
    /// "10:30"; value the minutes since midnight.
    Clock,
    /// "early", "end"; value a [`Part`].
    Part,
    /// "morning"; value an [`Hour`].
    DayPart,
    /// "a.m.", "p.m.", "GMT"; value 1 before noon, 2 after, 0 for a time zone.
    Meridiem,
    /// A word before which "May" is a month.
    Licence,
    /// A word after which a number of four digits is no year.
    Counter,
    /// A thing that is counted.
    Counted,
    /// A verb that puts something off: "moved from May to June".
    Moved,
    /// Any word of letters.
    Word,
}

impl Class {
    /// The names by which the tables call the classes.
    const NAMES: [(&'static str, Class); 33] = [
        ("month", Class::Month),
        ("month?", Class::MonthMaybe),
        ("month.", Class::MonthShort),
        ("weekday", Class::Weekday),
        ("weekday?", Class::WeekdayMaybe),
        ("weekdays", Class::Weekdays),
        ("unit", Class::Unit),
        ("units", Class::Units),
        ("season", Class::Season),
        ("num", Class::Num),
        ("number", Class::Num),
        ("times", Class::Times),
        ("vague", Class::Vague),
        ("ordinal", Class::Ordinal),
        ("nthday", Class::NthDay),
        ("day", Class::Day),
        ("two", Class::Two),
        ("year", Class::Year),
        ("oldyear", Class::OldYear),
        ("fiscalyear", Class::FiscalYear),
        ("fy", Class::Fy),
        ("decade", Class::Decade),
        ("q", Class::Q),
        ("h", Class::H),
        ("clock", Class::Clock),
        ("part", Class::Part),
        ("daypart", Class::DayPart),
        ("meridiem", Class::Meridiem),
        ("licence", Class::Licence),
        ("counter", Class::Counter),
        ("counted", Class::Counted),
        ("moved", Class::Moved),
        ("word", Class::Word),
    ];

    pub(crate) fn named(name: &str) -> Option<Class> {
        Class::NAMES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
    }

    /// The class as a set of one.
    pub(crate) fn bit(self) -> u32 {
        1 << self as u8
    }
}

/// Months, certain or not.
pub(crate) const MONTHS: u32 =
    1 << Class::Month as u8 | 1 << Class::MonthMaybe as u8 | 1 << Class::MonthShort as u8;

/// When in a day: a part of it, or minutes since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hour(i32);

impl Hour {
    /// The parts of a day as TIMEX3 writes them; they are numbered below zero.
    const PARTS: [&'static str; 6] = ["MO", "MI", "AF", "EV", "NI", "DT"];
    const NOON: i32 = 12 * 60;

    /// From the value of a word.
    pub(crate) fn of(value: i32) -> Hour {
        Hour(value)
    }

    /// As tables write it: `MO`, `12:00`.
    pub(crate) fn named(name: &str) -> Option<Hour> {
        if let Some(part) = Hour::PARTS.iter().zip(0..).find_map(|(p, n)| (*p == name).then_some(n)) {
            return Some(Hour(-1 - part));
        }
        let (hours, minutes) = name.split_once(':')?;
        Hour::clock(hours.parse().ok()?, minutes.parse().ok()?, 0)
    }

    /// By the clock, before noon (1), after (2) or not said (0); none if no clock shows it.
    pub(crate) fn clock(hours: i32, minutes: i32, meridiem: i32) -> Option<Hour> {
        if !(0..60).contains(&minutes) || !(0..=24).contains(&hours) || meridiem > 0 && hours > 12 {
            return None;
        }
        let hours = match meridiem {
            1 if hours == 12 => 0,
            2 if hours < 12 => hours + 12,
            _ => hours,
        };
        Some(Hour(60 * hours + minutes))
    }

    /// The value of a word that says this.
    pub(crate) fn value(self) -> i32 {
        self.0
    }

    /// "10:30" in the morning or at night.
    pub(crate) fn in_part(self, part: Hour) -> Hour {
        let late = part.0 < -2 && (60..Hour::NOON).contains(&self.0);
        if late { Hour(self.0 + Hour::NOON) } else { self }
    }

    /// Whether it is a part of the day rather than an hour of the clock.
    pub(crate) fn is_part(self) -> bool {
        self.0 < 0
    }

    /// As TIMEX3 writes it behind a day: `T09:30`, `TNI`.
    pub(crate) fn timex(self) -> String {
        match usize::try_from(-1 - self.0).ok().and_then(|part| Hour::PARTS.get(part)) {
            Some(part) => format!("T{part}"),
            None => format!("T{:02}:{:02}", self.0 / 60, self.0 % 60),
        }
    }
}

/// A part of a longer stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The first third.
    Early,
    /// The middle third.
    Mid,
    /// The last third.
    Late,
    /// The first third, as a noun: "the beginning of".
    Start,
    /// The middle third, as a noun.
    Middle,
    /// The last third, as a noun.
    End,
    /// What has passed of it.
    Earlier,
    /// What is left of it.
    Later,
}

impl Part {
    pub(crate) const NAMES: [(&'static str, Part); 8] = [
        ("early", Part::Early),
        ("mid", Part::Mid),
        ("late", Part::Late),
        ("start", Part::Start),
        ("middle", Part::Middle),
        ("end", Part::End),
        ("earlier", Part::Earlier),
        ("later", Part::Later),
    ];

    pub(crate) fn named(name: &str) -> Option<Part> {
        Part::NAMES.iter().find(|(n, _)| *n == name).map(|(_, p)| *p)
    }
}

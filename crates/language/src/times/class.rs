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
    /// "10:30".
    Clock,
    /// "early", "end"; value a [`Part`].
    Part,
    /// "morning".
    DayPart,
    /// "a.m.".
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

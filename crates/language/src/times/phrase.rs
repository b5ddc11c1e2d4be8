//! Phrases: what a stretch of words says of time, before anything is known of when it is said.

use super::calendar::{Grain, Season};
use super::class::{Hour, Part};
use super::rules::{Base, Relation, Side};
use jiff::civil::Weekday;
use std::ops::Range;

/// A step of a date, from the small to the large: each is looked for in what the next one gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A day of the month.
    Day(i8),
    /// From one day of the month to another.
    Days(i8, i8),
    Month(i8),
    Year(i16),
    /// First year.
    Decade(i16),
    /// First year.
    Century(i16),
    Weekday(Weekday),
    Weekend,
    Season(Season),
    Quarter(i8),
    Half(i8),
    /// The nth week, month … of something; -1 the last.
    Nth(i8, Grain),
    /// The nth Monday of a month.
    NthWeekday(i8, Weekday),
    /// The first so many weeks, months … of something; the last if negative.
    Edge(i32, Grain),
    /// So many units after, or before, a day.
    Offset(i32, Grain),
    /// The week around a day.
    Containing(Grain),
    /// By its number in the table.
    Holiday(u16),
    /// So many units from the publication or the last time mentioned.
    Shift(Base, Grain, i32),
}

impl Step {
    /// How wide it is.
    pub(crate) fn grain(self) -> Grain {
        match self {
            Step::Day(_) | Step::Days(..) | Step::Weekday(_) | Step::NthWeekday(..) | Step::Holiday(_) => {
                Grain::Day
            }
            Step::Month(_) => Grain::Month,
            Step::Year(_) => Grain::Year,
            Step::Decade(_) => Grain::Decade,
            Step::Century(_) => Grain::Century,
            Step::Weekend => Grain::Weekend,
            Step::Season(_) => Grain::Season,
            Step::Quarter(_) => Grain::Quarter,
            Step::Half(_) => Grain::Half,
            Step::Nth(_, grain) | Step::Edge(_, grain) | Step::Offset(_, grain) => grain,
            Step::Containing(grain) | Step::Shift(_, grain, _) => grain,
        }
    }

    /// Whether it can be looked for in a stretch of this width.
    pub(crate) fn fits_in(self, outer: Grain) -> bool {
        match self {
            Step::Day(_) | Step::Days(..) => outer == Grain::Month,
            Step::Weekday(_) => matches!(outer, Grain::Day | Grain::Week),
            Step::Weekend => outer == Grain::Week,
            Step::Month(_) | Step::Season(_) | Step::Quarter(_) | Step::Half(_) | Step::Holiday(_) => {
                outer == Grain::Year
            }
            Step::Nth(_, grain) | Step::Edge(_, grain) => outer > grain && outer > Grain::Day,
            Step::NthWeekday(..) => outer == Grain::Month,
            Step::Offset(..) | Step::Containing(_) => outer == Grain::Day,
            Step::Year(_) | Step::Decade(_) | Step::Century(_) | Step::Shift(..) => false,
        }
    }

    /// Whether it comes round again and again, so that a year or month has to be found for it.
    pub(crate) fn recurs(self) -> bool {
        matches!(
            self,
            Step::Day(_)
                | Step::Days(..)
                | Step::Month(_)
                | Step::Weekday(_)
                | Step::Weekend
                | Step::Season(_)
                | Step::Quarter(_)
                | Step::Half(_)
                | Step::Holiday(_)
        )
    }
}

/// A time on the calendar as the text puts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    /// From the small to the large; never empty.
    pub(crate) steps: Vec<Step>,
    pub(crate) relation: Relation,
    pub(crate) part: Option<Part>,
    pub(crate) hour: Option<Hour>,
    /// Whether it counts only within a larger phrase.
    pub(crate) weak: bool,
}

impl Point {
    /// How wide it is.
    pub(crate) fn grain(&self) -> Grain {
        self.steps.first().map_or(Grain::Century, |s| s.grain())
    }

    /// The outermost step.
    pub(crate) fn outer(&self) -> Option<Step> {
        self.steps.last().copied()
    }

    pub(crate) fn takes(&self, outer: &Point) -> bool {
        let open = self.relation == Relation::Free && self.part.is_none();
        // "Monday, Wednesday" are two days, "Monday, May 3" is one.
        let two = matches!(
            (self.steps.first(), outer.steps.first()),
            (Some(Step::Weekday(_)), Some(Step::Weekday(_)))
        );
        open && !two && self.outer().is_some_and(|s| s.fits_in(outer.grain())) && outer.part.is_none()
    }

    pub(crate) fn within(mut self, outer: &Point) -> Point {
        self.steps.extend(&outer.steps);
        let hour = self.hour.or(outer.hour);
        Point { steps: self.steps, relation: outer.relation, part: self.part, hour, weak: false }
    }
}

/// How many: in tenths, or some number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    Tenths(i32),
    Some,
}

/// What a phrase says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Saying {
    Point(Point),
    /// From one to another, both included.
    Range(Point, Point),
    /// How long; the unit is missing in "some time".
    Length(Count, Option<Grain>, Side),
    /// "in two days".
    Ahead(i32, Grain),
    /// A frequency, as TIMEX3 writes it.
    Set(String),
    /// A value that stands for itself: "recently", "fiscal 2022".
    Value(String),
    Part(Part),
    DayPart(Hour),
    Clock(Hour),
    Nothing,
}

/// A phrase and the atoms it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) atoms: Range<usize>,
    pub(crate) saying: Saying,
}

impl Phrase {
    pub(super) fn stands_alone(&self) -> bool {
        match &self.saying {
            Saying::Point(point) => !point.weak,
            Saying::Part(_) | Saying::DayPart(_) | Saying::Nothing => false,
            _ => true,
        }
    }
}

/// A length as TIMEX3 writes it: `P2D`, `PT10H`, `PXM`, `PXX`. Decades and centuries are written in years.
pub(crate) fn length_value(count: Count, unit: Option<Grain>) -> String {
    let Some(unit) = unit else { return "PXX".to_owned() };
    let (prefix, each, mark) = match unit {
        Grain::Second => ("PT", 1, "S"),
        Grain::Minute => ("PT", 1, "M"),
        Grain::Hour => ("PT", 1, "H"),
        Grain::Day => ("P", 1, "D"),
        Grain::Weekend => ("P", 1, "WE"),
        Grain::Week => ("P", 1, "W"),
        Grain::Fortnight => ("P", 2, "W"),
        Grain::Month => ("P", 1, "M"),
        Grain::Quarter => ("P", 1, "Q"),
        Grain::Season => ("P", 3, "M"),
        Grain::Half => ("P", 6, "M"),
        Grain::Year => ("P", 1, "Y"),
        Grain::Decade => ("P", 10, "Y"),
        Grain::Century => ("P", 100, "Y"),
    };
    match count {
        Count::Some if matches!(unit, Grain::Decade | Grain::Century) => format!("{prefix}XY"),
        Count::Some => format!("{prefix}X{mark}"),
        Count::Tenths(5) if unit == Grain::Year => "P6M".to_owned(),
        Count::Tenths(5) if unit == Grain::Hour => "PT30M".to_owned(),
        Count::Tenths(tenths) => {
            let tenths = i64::from(tenths) * each;
            match tenths % 10 {
                0 => format!("{prefix}{}{mark}", tenths / 10),
                rest => format!("{prefix}{}.{rest}{mark}", tenths / 10),
            }
        }
    }
}

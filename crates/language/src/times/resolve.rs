//! From what a phrase says to days on the calendar.

use super::calendar::{Grain, Stretch, days_between, days_from, nth_weekday, shift};
use super::class::{Hour, Part};
use super::holidays::When;
use super::phrase::{Count, Point, Saying, Step, length_value};
use super::rules::{Base, Relation, Side};
use super::tense::{Direction, Outlook};
use demarche_core::{Precision, Published, TimeKind};
use jiff::civil::Date;
use std::cell::OnceCell;

/// What earlier words of the article say of time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Context {
    /// The last stretches mentioned, latest last.
    mentioned: Vec<Stretch>,
    /// The year that this sentence names for what it tells: "In 1989, …", "in May 2005".
    pub(crate) year: Option<i16>,
}

impl Context {
    const KEPT: usize = 6;

    /// Forgets what holds within one sentence only.
    pub(crate) fn begin_sentence(&mut self) {
        self.year = None;
    }

    /// Notes a stretch.
    pub(crate) fn note(&mut self, stretch: Stretch) {
        if self.mentioned.len() == Context::KEPT {
            self.mentioned.remove(0);
        }
        self.mentioned.push(stretch);
    }

    /// The last stretch that is no wider than this.
    fn latest(&self, grain: Grain) -> Option<Stretch> {
        let narrow = |s: &&Stretch| {
            let one = Stretch::containing(s.start, grain).is_some_and(|w| w.contains(s.end));
            s.grain.is_none_or(|g| g <= grain) && (one || s.grain.is_none())
        };
        self.mentioned.iter().rev().find(narrow).copied()
    }
}

/// What a time comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) kind: TimeKind,
    pub(crate) value: String,
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) precision: Precision,
    /// What later words may refer to.
    pub(crate) stretch: Option<Stretch>,
    /// As TIMEX3 has it, if that is another value.
    pub(crate) timex: Option<String>,
}

impl Resolved {
    fn vague(kind: TimeKind, value: String) -> Self {
        Resolved { kind, value, days: None, precision: Precision::Vague, stretch: None, timex: None }
    }

    fn placed(kind: TimeKind, value: String, stretch: Stretch) -> Self {
        let days = Some((stretch.start, stretch.end));
        Resolved { kind, value, days, precision: stretch.precision(), stretch: Some(stretch), timex: None }
    }

    /// The same, at an hour of its day.
    fn at(self, hour: Option<Hour>) -> Self {
        match hour {
            Some(hour) => {
                Resolved { kind: TimeKind::Hour, timex: Some(self.value.clone() + &hour.timex()), ..self }
            }
            None => self,
        }
    }
}

/// What a phrase is resolved against.
pub(crate) struct Scene<'s> {
    published: Option<Stretch>,
    context: &'s Context,
    look: &'s dyn Fn() -> Outlook,
    outlook: OnceCell<Outlook>,
    holidays: &'s [When],
}

/// The stretch in which an article was published.
pub(crate) fn publication(published: Option<Published>) -> Option<Stretch> {
    let published = published?;
    let grain = match published.precision {
        Precision::Day => Grain::Day,
        Precision::Week => Grain::Week,
        Precision::Month => Grain::Month,
        Precision::Season if published.date.month() % 3 == 1 => Grain::Quarter,
        Precision::Season => Grain::Season,
        Precision::Year => Grain::Year,
        Precision::Interval | Precision::Vague => return None,
    };
    Stretch::containing(published.date, grain)
}

impl<'s> Scene<'s> {
    pub(crate) fn new(
        published: Option<Stretch>,
        context: &'s Context,
        look: &'s dyn Fn() -> Outlook,
        holidays: &'s [When],
    ) -> Self {
        Scene { published, context, look, outlook: OnceCell::new(), holidays }
    }

    /// Where the clause looks; worked out only where it matters.
    fn outlook(&self) -> Outlook {
        *self.outlook.get_or_init(self.look)
    }

    fn direction(&self) -> Direction {
        self.outlook().direction
    }

    /// What the phrase comes to; none if it is no possible date.
    pub(crate) fn resolve(&self, saying: &Saying) -> Option<Resolved> {
        Some(match saying {
            Saying::Point(point) => self.point(point)?,
            Saying::Range(from, to) => self.range(from, to)?,
            Saying::Length(count, unit, side) => self.length(*count, *unit, *side),
            Saying::Ahead(number, grain) => {
                let ahead = |p: Stretch| Stretch::containing(shift(p.start, *grain, *number)?, *grain);
                let base = self.published.filter(|p| p.grain.is_some_and(|g| g <= *grain));
                match (self.direction(), base.and_then(ahead)) {
                    (Direction::Future, Some(day)) if *grain >= Grain::Day => {
                        Resolved::placed(TimeKind::Date, day.value(), day)
                    }
                    _ => self.length(Count::Tenths(number.checked_mul(10)?), Some(*grain), Side::Free),
                }
            }
            Saying::Set(value) => Resolved::vague(TimeKind::Set, value.clone()),
            Saying::Value(value) if value.starts_with("FY") => {
                Resolved { precision: Precision::Year, ..Resolved::vague(TimeKind::Date, value.clone()) }
            }
            Saying::Value(value) => Resolved::vague(TimeKind::Date, value.clone()),
            Saying::Clock(hour) => {
                let day = self
                    .context
                    .latest(Grain::Day)
                    .or(self.published.filter(|p| p.grain == Some(Grain::Day)));
                let day = match day {
                    Some(day) => Resolved::placed(TimeKind::Date, day.value(), day),
                    None => Resolved {
                        precision: Precision::Day,
                        ..Resolved::vague(TimeKind::Date, Grain::Day.blank().into())
                    },
                };
                let found = day.at(Some(*hour));
                if !hour.is_part() {
                    return Some(found);
                }
                // "in the evening": of which day is too much of a guess to date an event by it.
                let value = Grain::Day.blank().to_owned();
                Resolved { timex: found.timex, ..Resolved::vague(TimeKind::Hour, value) }
            }
            Saying::Part(_) | Saying::DayPart(_) | Saying::Nothing => return None,
        })
    }

    fn point(&self, point: &Point) -> Option<Resolved> {
        match self.place(point) {
            Ok(stretch) => {
                let mut resolved = Resolved::placed(TimeKind::Date, stretch.value(), stretch);
                let days = point.part.and_then(|part| self.cut(stretch, part));
                if days.is_some_and(|days| days != (stretch.start, stretch.end)) {
                    resolved.days = days;
                    resolved.precision = Precision::Interval;
                }
                match point.steps.first() {
                    Some(Step::Edge(count, grain)) => {
                        resolved.timex = Some(length_value(Count::Tenths(10 * count.abs()), Some(*grain)));
                    }
                    // Weeks of a month are counted from its first day; TIMEX3 knows only those of the calendar.
                    Some(Step::Nth(_, Grain::Week)) => {
                        let week =
                            days_from(stretch.start, 3).and_then(|d| Stretch::containing(d, Grain::Week));
                        resolved.timex = week.map(|w| w.value());
                    }
                    _ => {}
                }
                Some(resolved.at(point.hour))
            }
            Err(Missing::Anchor) => {
                let value = self.blank(point);
                Some(
                    Resolved {
                        precision: point.grain().precision(),
                        ..Resolved::vague(TimeKind::Date, value)
                    }
                    .at(point.hour),
                )
            }
            Err(Missing::Day) => None,
        }
    }

    fn range(&self, from: &Point, to: &Point) -> Option<Resolved> {
        let (start, end) = (self.place(from), self.place(to));
        if start == Err(Missing::Day) || end == Err(Missing::Day) {
            return None;
        }
        let (Ok(mut start), Ok(mut end)) = (start, end) else {
            let value = format!("{}/{}", self.blank(from), self.blank(to));
            return Some(Resolved {
                precision: Precision::Interval,
                ..Resolved::vague(TimeKind::Date, value)
            });
        };
        // "December to January", "Friday to Monday": one of the two lies in the neighbouring year or week.
        if start.start > end.start {
            let free = |p: &Point| p.relation == Relation::Free && p.outer().is_some_and(Step::recurs);
            let near = |step: Step, at: Stretch| self.around(step, at.start, 1);
            if free(to) && to.steps.len() == 1 && self.direction() != Direction::Past {
                let later = near(to.steps[0], end).into_iter().find(|s| s.start > start.start);
                end = later?;
            } else if from.steps.len() == 1 && from.steps[0].recurs() {
                start = near(from.steps[0], start).into_iter().rev().find(|s| s.start < end.start)?;
            } else {
                let year = end.start.year() - i16::from(start.start.month() > end.start.month());
                let moved = Date::new(year, start.start.month(), start.start.day()).ok()?;
                start = Stretch::containing(moved, start.grain?).filter(|s| s.start < end.start)?;
            }
        }
        let value = format!("{}/{}", start.value(), end.value());
        let stretch = Stretch { grain: None, start: start.start, end: end.end };
        // "the July-September period" is a quarter.
        let quarter = Stretch::containing(stretch.start, Grain::Quarter).filter(|q| {
            (q.start, q.end) == (stretch.start, stretch.end) && start.grain == Some(Grain::Month)
        });
        let timex = quarter.map(|q| q.value());
        Some(Resolved { timex, ..Resolved::placed(TimeKind::Date, value, stretch) })
    }

    fn length(&self, count: Count, unit: Option<Grain>, side: Side) -> Resolved {
        let mut resolved = Resolved::vague(TimeKind::Duration, length_value(count, unit));
        let (Some(now), Count::Tenths(tenths), Some(unit)) = (self.published, count, unit) else {
            return resolved;
        };
        let number = tenths / 10;
        let known = now.grain == Some(Grain::Day) && unit >= Grain::Day && tenths % 10 == 0;
        let days = match side {
            Side::Past if known => shift(now.start, unit, -number).map(|start| (start, now.end)),
            Side::Future if known => shift(now.start, unit, number).map(|end| (now.start, end)),
            _ => None,
        };
        if days.is_some() {
            resolved.days = days;
            resolved.precision = Precision::Interval;
        }
        resolved
    }

    /// Finds the days of a point.
    fn place(&self, point: &Point) -> Result<Stretch, Missing> {
        let (outer, inner) = point.steps.split_last().ok_or(Missing::Anchor)?;
        let mut stretch = self.outermost(*outer, point)?;
        for (at, step) in inner.iter().enumerate().rev() {
            let found = match (*step, outer, at + 1 == inner.len()) {
                // The year is only a guess: another one may be needed for 29 February, or for the weekday to fit.
                (Step::Day(_) | Step::Days(..), Step::Month(_), true) => {
                    self.day_of_guessed_year(*step, stretch, inner.first().copied())
                }
                _ => self.inside(*step, stretch),
            };
            stretch = found.ok_or(Missing::Day)?;
        }
        Ok(stretch)
    }

    fn outermost(&self, step: Step, point: &Point) -> Result<Stretch, Missing> {
        match step {
            Step::Year(year) => Stretch::year(year).ok_or(Missing::Day),
            Step::Decade(year) => Date::new(year, 1, 1)
                .ok()
                .and_then(|d| Stretch::containing(d, Grain::Decade))
                .ok_or(Missing::Day),
            Step::Century(year) => Date::new(year, 1, 1)
                .ok()
                .and_then(|d| Stretch::containing(d, Grain::Century))
                .ok_or(Missing::Day),
            Step::Shift(base, grain, by) => self.shifted(base, grain, by, point.part).ok_or(Missing::Anchor),
            Step::Holiday(number) => match self.holidays.get(usize::from(number)) {
                Some(When::Once(date)) => Ok(Stretch::day(*date)),
                _ => self.recurring(step, point).ok_or(Missing::Anchor),
            },
            _ if step.recurs() => self.recurring(step, point).ok_or(Missing::Anchor),
            _ => Err(Missing::Anchor),
        }
    }

    /// "last week", "two days later".
    fn shifted(&self, base: Base, grain: Grain, by: i32, part: Option<Part>) -> Option<Stretch> {
        let now = || {
            let now = self.published.filter(|p| p.grain.is_some_and(|g| g <= grain))?;
            let this = Stretch::containing(shift(now.start, grain, by)?, grain)?;
            // A week may lie in two months.
            (by != 0 || this.contains(now.end)).then_some(this)
        };
        let then = || {
            let mentioned = self.context.latest(grain)?;
            let from = if by > 0 { mentioned.end } else { mentioned.start };
            Stretch::containing(shift(from, grain, by)?, grain)
        };
        match base {
            Base::Now => now(),
            Base::Then => then().or_else(|| if by < 0 { now() } else { None }),
            Base::Either => match part {
                Some(Part::Earlier | Part::Later) => then().or_else(now),
                _ if self.direction() == Direction::Past => then().or_else(|| {
                    let this = now()?;
                    let over = part.and_then(|p| self.cut(this, p)).map_or(this.start, |(start, _)| start);
                    let published = self.published?;
                    if over <= published.end {
                        Some(this)
                    } else {
                        Stretch::containing(shift(this.start, grain, -1)?, grain)
                    }
                }),
                _ => now().or_else(then),
            },
        }
    }

    /// One of the times of a name that comes round: by "last", "next", else by the tense.
    fn recurring(&self, step: Step, point: &Point) -> Option<Stretch> {
        let cycle = cycle(step);
        if let Relation::ThenNext | Relation::ThenLast = point.relation {
            let base = self.context.latest(Grain::Month)?;
            let near = self.around(step, base.start, 1);
            return match point.relation {
                Relation::ThenNext => near.into_iter().find(|s| s.start > base.end),
                _ => near.into_iter().rev().find(|s| s.end < base.start),
            };
        }
        if let Some(year) = self.context.year
            && point.relation == Relation::Free
            && cycle == Grain::Year
            && self.direction() != Direction::Future
        {
            return self.inside(step, Stretch::year(year)?);
        }
        let now = self.published.filter(|p| p.grain.is_some_and(|g| g < cycle))?;
        let near = self.around(step, now.start, 2);
        match point.relation {
            Relation::Last => near.into_iter().rev().find(|s| s.end < now.start),
            Relation::Next if step == Step::Weekend => {
                let this = Stretch::containing(now.start, Grain::Week)?;
                near.into_iter().find(|s| s.start > this.end)
            }
            Relation::Next => near.into_iter().find(|s| s.start > now.end),
            Relation::This => {
                let this = Stretch::containing(now.start, cycle)?;
                let current = near.iter().find(|s| s.contains(now.start));
                current.or_else(|| near.iter().find(|s| this.contains(s.start))).copied()
            }
            _ if cycle == Grain::Year => self.by_outlook(&near, now),
            _ => {
                // "On July 31 he will go there; he will stay Tuesday and Wednesday".
                let day = self.context.latest(Grain::Day).filter(|d| d.start > now.end);
                match (self.direction(), day) {
                    (Direction::Future | Direction::Unknown, Some(day)) => {
                        self.around(step, day.start, 1).into_iter().find(|s| s.end >= day.start)
                    }
                    (Direction::Future, None) => near.into_iter().find(|s| s.end >= now.start),
                    // Days without a verb are those of the news: the latest.
                    _ => near.into_iter().rev().find(|s| s.start <= now.end),
                }
            }
        }
    }

    /// The one of these yearly times at which the clause looks, or the nearest. If only that one is nearly a year away
    /// and the clause leaves doubt, the nearest again: before April, "ahead of the April vote" is no look back.
    fn by_outlook(&self, times: &[Stretch], now: Stretch) -> Option<Stretch> {
        const FAR: i64 = 270;
        const NEAR: i64 = 60;
        let distance = |s: &Stretch| match () {
            () if s.end < now.start => days_between(s.end, now.start),
            () if s.start > now.end => days_between(now.end, s.start),
            () => 0,
        };
        let nearest = times.iter().copied().min_by_key(distance)?;
        let found = match self.direction() {
            Direction::Past => times.iter().rev().find(|s| s.start <= now.end),
            Direction::Future => times.iter().find(|s| s.end >= now.start),
            Direction::Unknown => None,
        };
        let doubtful = |s: &&Stretch| !self.outlook().firm && distance(s) > FAR && distance(&nearest) < NEAR;
        Some(found.copied().filter(|s| !doubtful(&s)).unwrap_or(nearest))
    }

    /// The times of a name in the weeks, months or years around a day, in order.
    fn around(&self, step: Step, at: Date, reach: i32) -> Vec<Stretch> {
        let cycle = cycle(step);
        let whole = |by| Stretch::containing(shift(at, cycle, by)?, cycle);
        let mut found: Vec<Stretch> =
            (-reach..=reach).filter_map(whole).flat_map(|w| self.all_inside(step, w)).collect();
        found.sort_by_key(|s| s.start);
        found
    }

    fn all_inside(&self, step: Step, whole: Stretch) -> Vec<Stretch> {
        match step {
            Step::Holiday(number) => {
                let when = self.holidays.get(usize::from(number));
                when.map(|w| w.in_year(whole.start.year())).unwrap_or_default()
            }
            _ => self.inside(step, whole).into_iter().collect(),
        }
    }

    /// Looks for a step in a larger stretch.
    fn inside(&self, step: Step, outer: Stretch) -> Option<Stretch> {
        let (year, month) = (outer.start.year(), outer.start.month());
        let date = |day: i8| Date::new(year, month, day).ok();
        match step {
            Step::Day(day) => date(day).map(Stretch::day),
            Step::Days(from, to) => Stretch::between(date(from)?, date(to)?),
            Step::Month(month) => Stretch::month(year, month),
            Step::Quarter(quarter) => {
                Stretch::containing(Date::new(year, 3 * quarter - 2, 1).ok()?, Grain::Quarter)
            }
            Step::Half(half) if outer.grain == Some(Grain::Month) => {
                let middle = date(15)?;
                let (start, end) =
                    if half == 1 { (outer.start, middle) } else { (days_from(middle, 1)?, outer.end) };
                Some(Stretch { grain: None, start, end })
            }
            Step::Half(half) => Stretch::containing(Date::new(year, 6 * half - 5, 1).ok()?, Grain::Half),
            Step::Season(season) => Stretch::season(year, season),
            // Beside a day the weekday says nothing new.
            Step::Weekday(_) if outer.grain == Some(Grain::Day) => Some(outer),
            Step::Weekday(weekday) => {
                let monday = Stretch::containing(outer.start, Grain::Week)?.start;
                days_from(monday, i64::from(weekday.to_monday_zero_offset())).map(Stretch::day)
            }
            Step::Weekend => Stretch::containing(outer.start, Grain::Weekend),
            Step::Holiday(_) => self.all_inside(step, outer).into_iter().next(),
            Step::NthWeekday(nth, weekday) => nth_weekday(year, month, nth, weekday).map(Stretch::day),
            Step::Nth(nth, grain) => {
                let found = if nth > 0 {
                    let start = shift(outer.start, grain, i32::from(nth) - 1)?;
                    self.unit_from(start, grain)?
                } else {
                    let end = outer.end;
                    let start = days_from(shift(days_from(end, 1)?, grain, -1)?, 0)?;
                    Stretch { end, ..self.unit_from(start, grain)? }
                };
                outer.contains(found.start).then_some(found)
            }
            Step::Edge(count, grain) if count > 0 => {
                let end = days_from(shift(outer.start, grain, count)?, -1)?;
                outer.contains(end).then_some(Stretch { grain: None, start: outer.start, end })
            }
            Step::Edge(count, grain) => {
                let start = shift(days_from(outer.end, 1)?, grain, count)?;
                outer.contains(start).then_some(Stretch { grain: None, start, end: outer.end })
            }
            Step::Offset(by, grain) => Stretch::containing(shift(outer.start, grain, by)?, grain),
            Step::Containing(grain) => Stretch::containing(outer.start, grain),
            Step::Year(_) | Step::Decade(_) | Step::Century(_) | Step::Shift(..) => None,
        }
    }

    /// A month, year and so on from its first day; a week that need not begin on a Monday is only a stretch.
    fn unit_from(&self, start: Date, grain: Grain) -> Option<Stretch> {
        match grain {
            Grain::Week | Grain::Fortnight => {
                Stretch::between(start, days_from(shift(start, grain, 1)?, -1)?)
            }
            _ => Stretch::containing(start, grain),
        }
    }

    /// The day in the nearest year in which it exists and, if the text names one, falls on the right weekday.
    fn day_of_guessed_year(&self, day: Step, month: Stretch, inner: Option<Step>) -> Option<Stretch> {
        let weekday = inner.and_then(|s| if let Step::Weekday(w) = s { Some(w) } else { None });
        let sooner: &[i16] = if self.direction() == Direction::Future { &[0, 1, -1] } else { &[0, -1, 1] };
        let farther = [2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 8, -8];
        let find = |years: &[i16], fits: &dyn Fn(&Stretch) -> bool| {
            years.iter().find_map(|y| {
                let year = month.start.year().checked_add(*y)?;
                self.inside(day, Stretch::month(year, month.start.month())?).filter(fits)
            })
        };
        weekday
            .and_then(|weekday| find(sooner, &|s| s.start.weekday() == weekday))
            .or_else(|| find(sooner, &|_| true))
            .or_else(|| find(&farther, &|_| true))
    }

    /// The part of a stretch: thirds for early, middle and late; up to and after now, or the last time mentioned,
    /// for earlier and later.
    fn cut(&self, whole: Stretch, part: Part) -> Option<(Date, Date)> {
        let days = days_between(whole.start, whole.end) + 1;
        let third = |from: i64, to: i64| {
            Some((days_from(whole.start, days * from / 3)?, days_from(whole.start, days * to / 3 - 1)?))
        };
        let now = || {
            let inside = |s: &Stretch| whole.contains(s.start) && whole.contains(s.end) && *s != whole;
            self.published
                .filter(inside)
                .or_else(|| self.context.mentioned.iter().rev().find(|s| inside(s)).copied())
        };
        if days < 3 {
            return None;
        }
        match part {
            Part::Early | Part::Start => third(0, 1),
            Part::Mid | Part::Middle => third(1, 2),
            Part::Late | Part::End => third(2, 3),
            Part::Earlier => Some((whole.start, now()?.end)),
            Part::Later => Some((now()?.start, whole.end)),
        }
    }

    /// How a point is written whose year, month or week is unknown.
    fn blank(&self, point: &Point) -> String {
        let find = |pick: &dyn Fn(&Step) -> Option<i8>| point.steps.iter().find_map(pick);
        let month = || find(&|s| if let Step::Month(m) = s { Some(*m) } else { None });
        let month = month().map_or("XX".to_owned(), |m| format!("{m:02}"));
        let day = find(&|s| if let Step::Day(d) = s { Some(*d) } else { None });
        match point.steps.first() {
            Some(Step::Weekday(weekday)) => match day {
                Some(day) => format!("XXXX-{month}-{day:02}"),
                None => format!("XXXX-WXX-{}", weekday.to_monday_one_offset()),
            },
            Some(Step::Day(day)) => format!("XXXX-{month}-{day:02}"),
            Some(Step::Days(from, to)) => format!("XXXX-{month}-{from:02}/XXXX-{month}-{to:02}"),
            Some(Step::Month(_)) => format!("XXXX-{month}"),
            Some(Step::Season(season)) => format!("XXXX-{}", season.code()),
            Some(Step::Quarter(quarter)) => format!("XXXX-Q{quarter}"),
            Some(Step::Half(half)) => format!("XXXX-H{half}"),
            Some(Step::Holiday(number)) => match self.holidays.get(usize::from(*number)) {
                Some(When::Yearly((month, day), to)) if (*month, *day) == *to => {
                    format!("XXXX-{month:02}-{day:02}")
                }
                _ => Grain::Day.blank().to_owned(),
            },
            _ => point.grain().blank().to_owned(),
        }
    }
}

/// Why a point has no days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    /// What it is counted from is not known.
    Anchor,
    /// There is no such day.
    Day,
}

/// In what a name comes round.
fn cycle(step: Step) -> Grain {
    match step {
        Step::Weekday(_) | Step::Weekend => Grain::Week,
        Step::Day(_) | Step::Days(..) => Grain::Month,
        _ => Grain::Year,
    }
}

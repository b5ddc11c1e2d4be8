//! What the rules found, filled with its words, and joined with its neighbours.
//!
//! "the 5th" of "this month", "Friday" "morning", "early" "next week", "from March 3" "to April 5".

use super::atoms::{Atom, century_of};
use super::calendar::{Grain, Season};
use super::class::{Class, Hour, Part};
use super::join::{halves, nested, ranges};
use super::phrase::{Count, Phrase, Point, Saying, Step, length_value};
use super::rules::{Base, By, Caught, Counting, Meaning, Relation, Rules, Side, Slot};
use jiff::civil::Weekday;
use std::ops::Range;

/// Every phrase of a sentence that names a time by itself.
pub(crate) fn phrases(rules: &Rules, atoms: &[Atom<'_>]) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut at = 0;
    // Every rule needs an anchor: places without one in reach are passed over.
    let mut anchor = 0;
    while at < atoms.len() {
        anchor = (anchor.max(at)..atoms.len()).find(|a| rules.anchors(&atoms[*a])).unwrap_or(atoms.len());
        if anchor == atoms.len() {
            break;
        }
        at = at.max(anchor.saturating_sub(rules.lead));
        // A rule that looks back begins earlier than its phrase: one that begins with the phrase may reach further.
        let best = rules.best(atoms, at).filter(|fit| {
            fit.atoms.start == at
                || rules.best(atoms, fit.atoms.start).is_none_or(|other| other.reach <= fit.reach)
        });
        match best {
            Some(fit) => {
                let saying = saying(&rules.rules[fit.rule].meaning, &fit.caught)
                    .filter(|s| !named(s, atoms, &fit.atoms));
                at = fit.atoms.end.max(at + 1);
                found.extend(saying.map(|saying| Phrase { atoms: fit.atoms, saying }));
            }
            None => at += 1,
        }
    }
    let joined = ranges(halves(nested(found, atoms), atoms), atoms);
    joined.into_iter().filter(|p| p.stands_alone()).collect()
}

/// Whether a common time word is part of a name here: "China Daily", "Russia Today".
fn named(saying: &Saying, atoms: &[Atom<'_>], at: &Range<usize>) -> bool {
    let common = match saying {
        Saying::Set(value) => value.starts_with('P'),
        Saying::Value(_) => true,
        Saying::Point(point) => matches!(point.outer(), Some(Step::Shift(..))),
        _ => false,
    };
    let [only] = &atoms[at.clone()] else { return false };
    let before = at.start.checked_sub(1).and_then(|b| atoms.get(b));
    let shouted = !only.text.chars().any(char::is_lowercase);
    common && only.capital() && !shouted && before.is_some_and(|b| b.text.starts_with(char::is_alphanumeric))
}

/// Fills a rule's meaning with what its pattern caught; none if that gives no possible time.
fn saying(meaning: &Meaning, caught: &Caught) -> Option<Saying> {
    let value = |class: Class| caught.iter().find(|(c, _)| *c == class).map(|(_, v)| *v);
    let unit = || {
        let number = value(Class::Unit).or_else(|| value(Class::Units))?;
        GRAINS.iter().copied().find(|g| *g as i32 == number)
    };
    let count = |counting: Counting| match counting {
        Counting::Vague | Counting::Open => Count::Some,
        _ if value(Class::Vague).is_some() => Count::Some,
        Counting::Half => Count::Tenths(5),
        Counting::HalfMore => Count::Tenths(value(Class::Num).unwrap_or(10).saturating_add(5)),
        Counting::Other => Count::Tenths(20),
        Counting::Single => Count::Tenths(10),
        Counting::Caught => Count::Tenths(value(Class::Num).unwrap_or(10)),
    };
    let hour = || {
        let meridiem = value(Class::Meridiem).unwrap_or(0);
        if let Some(part) = value(Class::DayPart) {
            return Some(Hour::of(part));
        }
        if let Some(minutes) = value(Class::Clock) {
            return Hour::clock(minutes / 60, minutes % 60, meridiem).or(Some(Hour::of(minutes)));
        }
        match value(Class::Year).or_else(|| value(Class::Num).map(|tenths| tenths / 10))? {
            hundreds @ 100.. => Hour::clock(hundreds / 100, hundreds % 100, 0),
            hours => Hour::clock(hours, 0, meridiem),
        }
    };
    Some(match meaning {
        Meaning::Date { steps, relation, part, hour: fixed, weak } => {
            let mut filled = Vec::with_capacity(steps.len() + 2);
            for slot in steps {
                fill(*slot, caught, unit(), &mut filled)?;
            }
            possible(&filled).then_some(())?;
            // "two hours later" is on no other day that the text would tell.
            if let [Step::Shift(Base::Then, grain, by)] = filled[..]
                && grain < Grain::Day
            {
                return Some(Saying::Length(
                    Count::Tenths(by.abs().checked_mul(10)?),
                    Some(grain),
                    Side::Free,
                ));
            }
            let hour = fixed.or_else(|| value(Class::DayPart).map(Hour::of));
            Saying::Point(Point { steps: filled, relation: *relation, part: *part, hour, weak: *weak })
        }
        Meaning::Length { unit: fixed, count: counting, side } => {
            let unit = fixed.or_else(unit);
            if *counting == Counting::Open {
                Saying::Length(Count::Some, None, *side)
            } else {
                Saying::Length(count(*counting), Some(unit?), *side)
            }
        }
        Meaning::Ahead => match count(Counting::Caught) {
            Count::Tenths(tenths) if tenths % 10 == 0 => Saying::Ahead(tenths / 10, unit()?),
            count => Saying::Length(count, Some(unit()?), Side::Free),
        },
        Meaning::Years => {
            let first = i16::try_from(value(Class::Year)?).ok()?;
            let last = first - first.rem_euclid(100) + i16::try_from(value(Class::Two)?).ok()?;
            let year = |y| Point {
                steps: vec![Step::Year(y)],
                relation: Relation::Free,
                part: None,
                hour: None,
                weak: false,
            };
            (first < last && last - first < 50).then(|| Saying::Range(year(first), year(last)))?
        }
        Meaning::Fiscal { open: true } => Saying::Value("FY".to_owned() + Grain::Year.blank()),
        Meaning::Fiscal { open: false } => {
            let year = value(Class::FiscalYear).or_else(|| value(Class::Fy))?;
            Saying::Value(format!("FY{year:04}"))
        }
        Meaning::Set { value: Some(value), .. } => Saying::Set(value.clone()),
        Meaning::Set { unit: fixed, times, .. } => {
            let name = value(Class::Weekday).or_else(|| value(Class::Weekdays));
            let hour = value(Class::DayPart).map(|part| Hour::of(part).timex()).unwrap_or_default();
            Saying::Set(match (name, value(Class::Month), value(Class::Season)) {
                (Some(day), _, _) => format!("XXXX-WXX-{day}{hour}"),
                (_, Some(month), _) => format!("XXXX-{month:02}"),
                (_, _, Some(season)) => format!("XXXX-{}", Season::ALL.get(season as usize)?.code()),
                _ => length_value(count(*times), fixed.or_else(unit)),
            })
        }
        Meaning::Reference(value) => Saying::Value((*value).to_owned()),
        Meaning::Part => {
            let number = value(Class::Part)?;
            Saying::Part(Part::NAMES.iter().map(|(_, p)| *p).find(|p| *p as i32 == number)?)
        }
        Meaning::DayPart(fixed) => Saying::DayPart(fixed.or_else(hour)?),
        Meaning::Clock => Saying::Clock(hour()?),
        Meaning::Nothing => Saying::Nothing,
    })
}

const GRAINS: [Grain; 13] = [
    Grain::Second,
    Grain::Minute,
    Grain::Hour,
    Grain::Day,
    Grain::Weekend,
    Grain::Week,
    Grain::Fortnight,
    Grain::Month,
    Grain::Quarter,
    Grain::Season,
    Grain::Year,
    Grain::Decade,
    Grain::Century,
];

fn fill(slot: Slot, caught: &Caught, unit: Option<Grain>, steps: &mut Vec<Step>) -> Option<()> {
    let all = |class: Class| caught.iter().filter(move |(c, _)| *c == class).map(|(_, v)| *v);
    let value = |class: Class| all(class).next();
    let nth = || value(Class::NthDay).or_else(|| value(Class::Ordinal));
    let small = |v: i32| i8::try_from(v).ok();
    let weekday = |v: i32| Weekday::from_monday_one_offset(small(v)?).ok();
    let mut days = caught
        .iter()
        .filter(|(c, _)| matches!(c, Class::Day | Class::NthDay | Class::Ordinal))
        .filter_map(|(_, v)| small(*v));
    let year = || i16::try_from(value(Class::Year).or_else(|| value(Class::OldYear))?).ok();
    let step = match slot {
        Slot::Day => Step::Day(days.next()?),
        Slot::Days => Step::Days(days.next()?, days.next_back()?),
        Slot::Month => Step::Month(small(value(Class::Month)?)?),
        Slot::Year => Step::Year(year()?),
        Slot::Iso => {
            let (month, day) = (days.next()?, days.next()?);
            steps.push(Step::Day(day));
            steps.push(Step::Month(month));
            Step::Year(year()?)
        }
        Slot::Slash => {
            // Which comes first, day or month, differs between countries: only numbers that leave no choice are taken.
            let (first, second) = (days.next()?, days.next()?);
            if value(Class::Year).is_none() && first <= 12 && second <= 12 && first != second {
                return None;
            }
            if first > 12 {
                steps.extend([Step::Day(first), Step::Month(second)]);
            } else if second > 12 || first == second {
                steps.extend([Step::Day(second), Step::Month(first)]);
            }
            let short = || value(Class::Two).map(century_of).and_then(|y| i16::try_from(y).ok());
            Step::Year(year().or_else(short)?)
        }
        Slot::Decade => Step::Decade(i16::try_from(value(Class::Decade)?).ok()?),
        Slot::Century => {
            Step::Century(i16::try_from(nth()?.checked_sub(1).filter(|c| (0..30).contains(c))? * 100).ok()?)
        }
        Slot::Weekday => Step::Weekday(weekday(value(Class::Weekday)?)?),
        Slot::Weekend => Step::Weekend,
        Slot::Season => Step::Season(*Season::ALL.get(value(Class::Season)? as usize)?),
        Slot::Quarter => {
            let quarter = value(Class::Q).or_else(nth)?;
            Step::Quarter(small(if quarter == -1 { 4 } else { quarter }).filter(|q| (1..=4).contains(q))?)
        }
        // "latter" is not among the ordinals and comes without a value.
        Slot::Half => Step::Half(small(value(Class::H).or_else(nth).unwrap_or(2))?),
        Slot::Nth => Step::Nth(small(nth().unwrap_or(-1))?, unit?),
        Slot::NthWeekday => Step::NthWeekday(small(nth().unwrap_or(-1))?, weekday(value(Class::Weekday)?)?),
        Slot::Edge => {
            let count = value(Class::Num).map_or(1, |n| n / 10);
            let sign = if nth() == Some(1) { 1 } else { -1 };
            Step::Edge(sign * count, unit?)
        }
        Slot::Offset => Step::Offset(0, unit.unwrap_or(Grain::Day)),
        Slot::Containing(grain) => Step::Containing(grain),
        Slot::Holiday(number) => Step::Holiday(number),
        Slot::Shift { base, grain, by } => {
            let by = match by {
                By::Fixed(by) => by,
                By::Caught(sign) => {
                    let tenths = value(Class::Num).unwrap_or(10);
                    // "two and a half years ago" is no whole number of years: it is left to the vague ones.
                    (tenths % 10 == 0).then_some(sign * (tenths / 10))?
                }
            };
            let grain = grain.or(unit)?;
            Step::Shift(base, grain, by)
        }
    };
    steps.push(step);
    Some(())
}

/// Whether the numbers can be a date: no 30 February, no month 13, no range that runs backwards.
fn possible(steps: &[Step]) -> bool {
    let month = steps.iter().find_map(|s| if let Step::Month(m) = s { Some(*m) } else { None });
    let longest = match month {
        Some(2) => 29,
        Some(4 | 6 | 9 | 11) => 30,
        Some(1..=12) | None => 31,
        Some(_) => return false,
    };
    steps.iter().all(|s| match s {
        Step::Day(day) => (1..=longest).contains(day),
        Step::Days(from, to) => 1 <= *from && from < to && *to <= longest,
        Step::Half(half) => (1..=2).contains(half),
        _ => true,
    })
}

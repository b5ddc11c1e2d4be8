//! When trips are: which days may be of one trip, and when a trip falls that is told without a day.

use crate::visit::{Visit, is_dated, one_go, stage};
use demarche_core::{Deprel, Precision, Reading, Status, Time, TimeMention, Upos, Zone};
use demarche_frames::{View, time};
use jiff::Span;
use jiff::civil::Date;

/// On the first day of a stay somebody does one of these, on the last one of those.
const FIRST: &[&str] =
    &["arrive", "begin", "start", "land", "embark", "come", "fly", "open", "kick", "touch"];
const LAST: &[&str] =
    &["return", "end", "conclude", "wrap", "finish", "complete", "leave", "depart", "close"];

/// How many steps in the tree a stay may hang below what is done on its first or last day.
const BELOW: usize = 3;

/// "Arrived on Monday for a two-day visit", "returned on Tuesday from a two-day visit": the days of the stay, if one of them is told.
pub(crate) fn days_of_stay(view: View<'_>, trigger: usize, told: &Time) -> Option<Time> {
    let stay = |t: &TimeMention| {
        let days: i32 = t.time.value.strip_prefix('P')?.strip_suffix('D')?.parse().ok()?;
        let noun =
            t.tokens.clone().rev().find_map(|k| view.tree.head(k).filter(|h| !t.tokens.contains(h)))?;
        let trip = view.is(noun, &["visit", "trip", "tour", "stay", "stopover"]);
        Some((noun, days)).filter(|_| trip && t.tokens.end <= noun && (2..=LONG).contains(&days))
    };
    let (noun, days) = view.reading.times(view.sentence).iter().find_map(stay)?;
    let mut up = std::iter::once(noun).chain(view.tree.ancestors(noun)).take(BELOW + 1);
    let verb = up.find(|&k| view.is(k, FIRST) || view.is(k, LAST))?;
    let own = verb == trigger || noun == trigger || view.tree.is_below(trigger, noun);
    if !own {
        return None;
    }
    Some(if view.is(verb, LAST) { time::until(told, days) } else { time::since(told, days) })
}

/// The longest stay that is told in days.
const LONG: i32 = 10;

/// Whether a time is that of a stay of some days, of which both the first and the last are known.
pub(crate) fn is_stay(time: &Time) -> bool {
    let days = time.start.zip(time.end).and_then(|(start, end)| end.since(start).ok());
    // "Earlier this week" and "the end of the month" are some days as well, on one of which it was.
    time.value.contains('/') && days.is_some_and(|days| (1..LONG).contains(&days.get_days()))
}

/// "Arrived on Monday for a four-day visit", told on Tuesday: whether a stay has days left after that of the report.
pub(crate) fn goes_on(reading: &dyn Reading, time: &Time) -> bool {
    let now = reading.published().filter(|p| p.precision == Precision::Day).map(|p| p.date);
    is_stay(time) && now.is_some_and(|now| time.start <= Some(now) && Some(now) < time.end)
}

/// "Has been in Lima since Monday", "is on a visit that began on Monday": whether a date is only the first day of what goes on.
pub(crate) fn goes_on_since(
    view: View<'_>,
    trigger: usize,
    when: &TimeMention,
    status: Option<Status>,
) -> bool {
    let since = when.tokens.start.checked_sub(1).is_some_and(|i| view.is(i, &["since"]));
    let begun = |verb: usize| {
        view.is(verb, &["begin", "start"]) && matches!(view.word(verb).rel, Deprel::Acl | Deprel::AclRelcl)
    };
    let below = || when.tokens.clone().filter_map(|t| view.tree.head(t)).any(begun);
    let clause = [Some(trigger), view.tree.head(trigger)];
    const BE: &[Deprel] = &[Deprel::Aux, Deprel::Cop];
    let says = |words: &[&str]| {
        let aux = |i: usize| words.iter().any(|w| w.eq_ignore_ascii_case(view.text(i)));
        clause.iter().flatten().any(|&c| aux(c) || view.children(c, BE).any(aux))
    };
    let been = || says(&["been"]) && says(&["has", "have", "’s", "'s"]);
    match status {
        Some(Status::Ongoing) => since || below(),
        Some(Status::Completed) => since && been(),
        _ => false,
    }
}

/// Days between the first and the last of a stay that is told by its days.
const STAY: i32 = 3;

/// Whether what was done on the one day may have been on a stay that goes on until the other.
pub(crate) fn is_near(earlier: Date, later: Date) -> bool {
    later.since(earlier).is_ok_and(|gap| gap.get_days() <= STAY)
}

/// Whether the times of two mentions may be of one trip: they overlap, or are days of one stay, "arrived on Monday … leaves on Wednesday".
pub(crate) fn goes_with(reading: &dyn Reading, a: &Visit, b: &Visit) -> bool {
    let day = |v: &Visit| {
        let time = v.time.as_ref().filter(|t| matches!(t.precision, Precision::Day | Precision::Interval))?;
        time.start.zip(time.end)
    };
    let near = |(from, to): (Date, Date), (first, last): (Date, Date)| {
        let stay = from.max(first).since(to.min(last)).map_or(i32::MAX, |gap| gap.get_days());
        stay <= STAY
    };
    let one = stage(a.status) == stage(b.status) || one_go(a, b) || is_one_stay(reading, a, b);
    let stay = || one && day(a).zip(day(b)).is_some_and(|(a, b)| near(a, b));
    time::fit(a.time.as_ref(), b.time.as_ref()) || stay()
}

/// "Arrived in Doha on Monday. She will see the port on Wednesday": a stop that lies ahead, on a stay that began some days ago.
pub(crate) fn is_one_stay(reading: &dyn Reading, a: &Visit, b: &Visit) -> bool {
    let Some(published) = reading.published().map(|p| p.date) else { return false };
    let goes_on = |made: &Visit, ahead: &Visit| {
        let time = |v: &Visit| {
            let time =
                v.time.as_ref().filter(|t| matches!(t.precision, Precision::Day | Precision::Interval))?;
            time.start.zip(time.end)
        };
        let Some((begun, last)) = time(made) else { return false };
        let days = |from: Date, to: Date| to.since(from).map_or(i32::MAX, |span| span.get_days());
        let now = begun <= published && days(last, published) <= STAY;
        let next = time(ahead).map_or(ahead.implied, |(start, _)| days(published, start) <= STAY);
        (stage(made.status), ahead.status) == (Some(true), Some(Status::Planned)) && now && next
    };
    goes_on(a, b) || goes_on(b, a)
}

/// How many days before the report a trip is another than that of which the report counts.
const EARLIER: i32 = 60;

/// "It was his third visit; he came in May of last year", "he has ended a visit; he had come in May of last year": which is counted, or
/// with which the report opens, is the one that it tells of, and the one that is dated came before.
pub(crate) fn came_before(reading: &dyn Reading, counted: &Visit, dated: &Visit) -> bool {
    let news =
        || counted.told && !counted.implied && opens(reading, counted) && !looks_back(reading, counted);
    let further = || counted.details.iter().any(|(name, value)| *name == "ordinal" && value != "first");
    let days = || {
        let published = reading.published()?.date;
        Some(published.since(dated.time.as_ref()?.end?).ok()?.get_days())
    };
    !is_dated(counted) && days().is_some_and(|days| days > EARLIER) && (further() || news())
}

/// How many sentences of the body tell what the report was filed for.
const LEAD: usize = 2;

/// Whether a report opens with a trip.
pub(crate) fn opens(reading: &dyn Reading, mention: &Visit) -> bool {
    let lead = reading.sentences().iter().filter(|s| s.zone == Zone::Body).take(LEAD).last();
    lead.is_some_and(|last| mention.sentence <= last.id)
}

/// Days before and after the report within which a trip that is under way falls, if the text names no day.
const UNDER_WAY: i32 = 2;
/// Days before the report within which a trip falls that it tells as its news, without a day.
const NEWS: i32 = 6;
/// As `NEWS`, of a trip made "recently".
const RECENT: i32 = 30;

/// Days after the report within which a trip is expected that it announces without a day.
const SOON: i32 = 9;

/// When a trip was that is told without a day, as far as the day of the report tells: around it if the trip is under way, shortly
/// before it if the report tells it as its news, or says "recently". Such a time quotes no words, unless a time word is there.
pub(crate) fn around_now(reading: &dyn Reading, status: Status, lead: &Visit) -> Option<Time> {
    let published = reading.published().filter(|p| p.precision == Precision::Day)?.date;
    let shift = |days: i32| published.checked_add(Span::new().days(days)).ok();
    let recent = lead.time.as_ref().is_some_and(|t| t.value == "PAST_REF");
    let counted = counted_back(reading, lead).filter(|_| lead.time.is_none());
    let (value, from, to) = match status {
        Status::Completed if let Some((days, margin)) = counted => {
            ("PAST_REF", shift(-days - margin)?, shift(margin - days)?)
        }
        Status::Ongoing if lead.told => ("PRESENT_REF", shift(-UNDER_WAY)?, shift(UNDER_WAY)?),
        Status::Completed if recent => ("PAST_REF", shift(-RECENT)?, published),
        Status::Completed
            if lead.told && lead.time.is_none() && !lead.before && !looks_back(reading, lead) =>
        {
            ("PAST_REF", shift(-NEWS)?, published)
        }
        Status::Planned if lead.told && lead.time.is_none() && !lead.noun && !is_left_open(reading, lead) => {
            ("FUTURE_REF", published, shift(SOON)?)
        }
        _ => return None,
    };
    let text = lead.time.as_ref().map(|t| t.text.clone()).unwrap_or_default();
    Some(Time {
        text,
        value: value.to_owned(),
        start: Some(from),
        end: Some(to),
        precision: Precision::Vague,
    })
}

/// "Two weeks after her visit": how many days before the report a trip was, and how far off that may be.
fn counted_back(reading: &dyn Reading, lead: &Visit) -> Option<(i32, i32)> {
    let view = View::new(reading, lead.sentence);
    let mut marks = view.children(lead.trigger, &[Deprel::Case, Deprel::Mark]);
    let after = marks.find(|&i| view.is(i, &["after"]))?;
    // "In 2011, two weeks after her visit, the treaty was signed": counted from another day than that of the report.
    let published = reading.published()?.date;
    let elsewhere = |end: Date| published.since(end).is_ok_and(|gap| gap.get_days() > NEWS);
    if reading.times(lead.sentence).iter().filter_map(|t| t.time.end).any(elsewhere) {
        return None;
    }
    let length = reading.times(lead.sentence).iter().find(|t| t.tokens.end == after)?;
    let (count, unit) = length.time.value.strip_prefix('P')?.split_at_checked(1)?;
    let count: i32 = count.parse().ok()?;
    match unit {
        "D" => Some((count, 1)),
        "W" => Some((7 * count, 4)),
        "M" => Some((30 * count, 15)),
        _ => None,
    }
}

/// "At a convenient time", "before the year is out", "no date was given": whether the words leave open when a trip will be.
fn is_left_open(reading: &dyn Reading, lead: &Visit) -> bool {
    const OPEN: &[&str] = &["time", "date", "course", "moment", "convenience", "opportunity"];
    let view = View::new(reading, lead.sentence);
    let undated = |i: usize| view.is(i, &["date"]) && view.is_negated(i);
    view.children(lead.trigger, &[Deprel::Obl, Deprel::OblUnmarked]).any(|i| view.is(i, OPEN))
        || view
            .children(lead.trigger, &[Deprel::Advcl])
            .any(|i| view.has_mark(i, &["before", "once", "when"]))
        || (0..view.tree.words.len()).any(undated)
}

/// Whether the words tell of an earlier time than the news: "his last trip", "her second visit", "earlier". "Had landed" need not: it
/// is before what else the news tells of.
fn looks_back(reading: &dyn Reading, lead: &Visit) -> bool {
    const BACK: &[&str] =
        &["last", "previous", "previously", "earlier", "past", "recent", "once", "ago", "former"];
    let view = View::new(reading, lead.sentence);
    let verb = view.tree.head(lead.trigger).filter(|_| view.word(lead.trigger).upos == Upos::Noun);
    let back = |i: usize| BACK.iter().any(|b| b.eq_ignore_ascii_case(view.text(i)));
    let around = |head: usize| view.tree.children(head).any(|(i, _)| back(i));
    lead.details.iter().any(|(name, _)| *name == "ordinal")
        || around(lead.trigger)
        || verb.is_some_and(around)
}

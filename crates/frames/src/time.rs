//! When an event takes place: which time expression tells it, and what its date says of the event.

use crate::view::View;
use demarche_core::{Deprel, Precision, Reading, Status, Time, TimeKind, TimeMention, Upos, Xpos, Zone};

/// A time further away in the tree than this belongs to something else.
const FAR: usize = 4;

/// How many words after "since" its date may stand.
const SINCE: usize = 6;

/// How far behind the event a date may stand that only the order of words ties to it.
const NEXT: usize = 14;

/// The clause of one of these around a date tells when the event is: "a visit beginning on May 3", "a trip planned for June".
const SPANNING: &[&str] =
    &["begin", "start", "commence", "open", "last", "run", "plan", "schedule", "set", "slate", "foresee"];

/// A clause with one of these that describes an event tells when it was: "the round that was held in May".
const HELD: &[&str] = &["hold", "happen", "occur", "end", "conclude"];

/// The date that the tree ties to the event most closely: in its own phrase, else on the words that govern it, without leaving
/// the clause. Else the first that follows with neither verb nor comma between, since prepositional phrases are where parsers
/// err most.
pub fn of<'r>(view: View<'r>, trigger: usize) -> Option<&'r TimeMention> {
    let times = view.reading.times(view.sentence);
    let dates = || {
        let placed =
            |t: &&TimeMention| t.kind == TimeKind::Date || t.kind == TimeKind::Hour && t.time.start.is_some();
        times
            .iter()
            .filter(placed)
            .filter(|t| !t.tokens.is_empty() && !is_of_the_last(view, t) && !is_of_a_topic(view, t, trigger))
            .filter(|t| !is_term(view, t))
    };
    dates()
        .filter_map(|t| distance(view, t, trigger).map(|d| (d, t.tokens.start.abs_diff(trigger), t)))
        // "Is now pencilled in for July", "a previously undisclosed trip in July": July.
        .min_by_key(|&(d, gap, t)| {
            (matches!(t.time.value.as_str(), "PRESENT_REF" | "PAST_REF"), is_given_up(view, t), d, gap)
        })
        .map(|(_, _, t)| t)
        .or_else(|| dates().filter(|t| follows(view, t, trigger)).min_by_key(|t| t.tokens.start))
}

/// Days between two dates of a verb from which it tells of two events, not of one that lasts.
const APART: i32 = 3;

/// The date of another event that the same verb tells: "went to Lima in 2011 and again last May", "met in May and in October".
pub fn again<'r>(view: View<'r>, first: &TimeMention) -> Option<&'r TimeMention> {
    let at = |i: usize| view.is(i, &["again"]) && i >= first.tokens.end;
    // "Said in May that she would come again in June" tells of two verbs.
    let one_verb = |to: usize| {
        (first.tokens.end..to).all(|i| !matches!(view.word(i).upos, Upos::Verb | Upos::Aux | Upos::Sconj))
    };
    let coordinated = |t: &TimeMention| {
        let top = top(view, t).filter(|&top| view.word(top).rel == Deprel::Conj);
        top.and_then(|top| view.tree.head(top)).is_some_and(|head| first.tokens.contains(&head))
    };
    let apart = |t: &TimeMention| {
        let gap = t.time.start.zip(first.time.end).map(|(start, end)| start.since(end));
        let back = first.time.start.zip(t.time.end).map(|(start, end)| start.since(end));
        [gap, back].into_iter().flatten().flatten().any(|gap| gap.get_days() > APART)
    };
    let behind = |t: &&TimeMention| {
        let start = t.tokens.start;
        t.time.start.is_some()
            && one_verb(start)
            && ((start.saturating_sub(2)..start).any(at)
                || t.kind == TimeKind::Date && coordinated(t) && apart(t))
    };
    view.reading.times(view.sentence).iter().find(behind)
}

/// "After two days of talks": how many days an event has lasted when it is over.
pub fn lasted(view: View<'_>, trigger: usize) -> Option<i32> {
    let days = view.tree.head(trigger).filter(|&days| view.has_case(days, &["after", "following"]))?;
    let time = view.reading.times(view.sentence).iter().find(|t| t.tokens.contains(&days))?;
    let count = time.time.value.strip_prefix('P')?.strip_suffix('D')?;
    count.parse().ok().filter(|_| view.has_case(trigger, &["of"]))
}

/// The days of an event that lasted some days, if its last one is known.
pub fn until(end: &Time, days: i32) -> Time {
    stretch(end, 1 - days, 0)
}

/// The days of an event that lasts some days, if its first one is known.
pub fn since(start: &Time, days: i32) -> Time {
    stretch(start, 0, days - 1)
}

/// The days from a first one to that of the report, of what still goes on.
pub fn to_now(reading: &dyn Reading, start: Time) -> Time {
    let days = || {
        let published = reading.published().filter(|p| p.precision == Precision::Day)?;
        Some(published.date.since(start.start?).ok()?.get_days())
    };
    let days = days();
    days.map_or(start.clone(), |days| stretch(&start, 0, days))
}

/// A day and so many before (negative) and after it.
fn stretch(day: &Time, before: i32, after: i32) -> Time {
    let shift = |days: i32| day.start?.checked_add(jiff::Span::new().days(days)).ok();
    match (shift(before), shift(after)) {
        (Some(start), Some(end)) if day.precision == Precision::Day && start < end => Time {
            value: format!("{start}/{end}"),
            start: Some(start),
            end: Some(end),
            precision: Precision::Interval,
            ..day.clone()
        },
        _ => day.clone(),
    }
}

/// Whether nothing parts a date from the event before it: no verb, no clause, no other event's preposition.
fn follows(view: View<'_>, time: &TimeMention, trigger: usize) -> bool {
    let start = time.tokens.start;
    let dated = |i: usize| view.reading.times(view.sentence).iter().any(|t| t.tokens.contains(&i));
    let parts = |i: usize| {
        let next = view.text((i + 1).min(start));
        match view.word(i).upos {
            Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Pron => true,
            // "to Lima, Peru, in May".
            Upos::Punct if view.text(i) == "," => {
                !next.starts_with(char::is_uppercase)
                    && !dated(i + 1)
                    && i + 1 != start
                    && !is_name(view, i - 1)
            }
            Upos::Punct => !matches!(view.text(i), "-" | "(" | ")"),
            _ => AFTER.iter().any(|a| a.eq_ignore_ascii_case(view.text(i))),
        }
    };
    trigger < start && start - trigger <= NEXT && !(trigger + 1..start).any(parts)
}

/// Whether a word is part of a name.
fn is_name(view: View<'_>, token: usize) -> bool {
    view.word(token).upos == Upos::Propn
}

/// A phrase behind one of these has a time of its own: "visited days after the attack of May 3".
const AFTER: [&str; 6] = ["after", "before", "since", "following", "until", "ahead"];

/// What is the first, or the third, since a date did not take place on it.
const COUNTED: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "highest", "longest",
    "only", "last",
];

/// "the first premier to come since Zhu Rongji in October 2000", "the first in 20 years": the date is that of the one before.
fn is_of_the_last(view: View<'_>, time: &TimeMention) -> bool {
    let before =
        |token: usize, words: &[&str]| words.iter().any(|w| w.eq_ignore_ascii_case(view.text(token)));
    let start = time.tokens.start;
    let since = (start.saturating_sub(SINCE)..start).rev().find(|&i| before(i, &["since"]));
    // "The first visit by a premier in 20 years".
    let within = || {
        const SPANS: &[&str] = &["years", "decade", "decades", "months", "weeks", "days"];
        let years = time.tokens.clone().any(|i| before(i, SPANS));
        let near =
            (start.saturating_sub(1)..(start + 1).min(view.tree.words.len())).find(|&i| before(i, &["in"]));
        near.filter(|_| years)
    };
    // "The commission, which has not sat since 2016".
    let idle = || {
        since.is_some()
            && top(view, time).and_then(|t| view.tree.head(t)).is_some_and(|verb| view.is_negated(verb))
    };
    // "The highest-ranking visitor to come since the two countries set up ties in 1973".
    let since_then = |&verb: &usize| view.has_mark(verb, &["since"]);
    let clause = || top(view, time).and_then(|t| view.tree.ancestors(t).find(since_then));
    let since = since.or_else(clause);
    since.or_else(within).is_some_and(|end| (0..end).any(|i| before(i, COUNTED))) || idle()
}

/// "Talks on the attack of May 3", "discussed last week's vote": the date of what is spoken of, not of the event.
fn is_of_a_topic(view: View<'_>, time: &TimeMention, trigger: usize) -> bool {
    const ABOUT: &[&str] = &["on", "about", "over", "of", "against", "regarding", "concerning"];
    let discussed = |noun: usize| {
        view.word(noun).rel == Deprel::Obj
            && view.tree.head(noun).is_some_and(|h| view.is(h, &["discuss", "raise", "review"]))
    };
    let about = |noun: usize| discussed(noun) || view.has_case(noun, ABOUT);
    let Some(top) = top(view, time) else { return false };
    let Some(noun) = view.tree.head(top).filter(|&n| view.word(n).upos == Upos::Noun) else { return false };
    let own = noun == trigger || view.tree.is_below(trigger, noun);
    let inside = top < noun || view.has_case(top, &["of"]);
    // "Denounced the 1951 treaty": the year of what the verb is about.
    let whole = view.tree.head(noun).filter(|_| view.word(noun).rel == Deprel::Compound).unwrap_or(noun);
    let object =
        || view.word(whole).rel == Deprel::Obj && view.tree.head(whole) == Some(trigger) && top < whole;
    // "Ended the charter, a pact of 1951".
    let aside = || view.word(noun).rel == Deprel::Appos;
    !own && inside
        && (about(noun) || top < noun && aside() || object() && time.time.precision == Precision::Year)
}

/// "The trip, first planned for March, will take place in June": whether another date was to replace this one.
fn is_given_up(view: View<'_>, time: &TimeMention) -> bool {
    const ONCE: &[&str] = &["first", "originally", "initially", "previously", "earlier"];
    let verb = top(view, time).and_then(|top| view.tree.head(top)).filter(|&v| view.is(v, SPANNING));
    let once = |v: usize| view.children(v, &[Deprel::Advmod]).any(|a| view.is(a, ONCE));
    verb.is_some_and(|v| matches!(view.word(v).rel, Deprel::Acl | Deprel::AclRelcl) && once(v))
}

/// "Signed a programme for 2021-2023": the years for which something is to hold.
fn is_term(view: View<'_>, time: &TimeMention) -> bool {
    let years = time.time.start.zip(time.time.end).is_some_and(|(start, end)| start.year() < end.year());
    years && top(view, time).is_some_and(|top| view.has_case(top, &["for"]))
}

/// The word of a time expression that hangs outside it.
fn top(view: View<'_>, time: &TimeMention) -> Option<usize> {
    time.tokens.clone().find(|&t| view.tree.head(t).is_none_or(|h| !time.tokens.contains(&h)))
}

/// Edges between the time and the event; none if another clause lies between them.
fn distance(view: View<'_>, time: &TimeMention, trigger: usize) -> Option<usize> {
    let top = top(view, time)?;
    let up: Vec<usize> = std::iter::once(top).chain(view.tree.ancestors(top)).collect();
    let mut steps = 0;
    let mut here = trigger;
    loop {
        if let Some(down) = up.iter().position(|&a| a == here) {
            // What lies between the meeting point and the time must be no clause, and no event, of its own.
            let next = |a: usize| view.word(trigger).upos == Upos::Noun && is_next_to(view, a);
            let own = |a: usize| view.is_predicate(a) && !spans(view, a) || is_after(view, a) && !next(a);
            let crossed = up[1..down.max(1)].iter().any(|&a| own(a) && a != here);
            return (!crossed && down + steps <= FAR + 1).then_some(down + 2 * steps);
        }
        if steps == FAR || !leads_on(view, here) {
            return None;
        }
        here = view.tree.head(here)?;
        steps += 1;
    }
}

/// Whether the clause of a verb only says when the event on which it hangs is.
fn spans(view: View<'_>, verb: usize) -> bool {
    let rel = view.word(verb).rel;
    // "The round that took place in May", not "the premier, who held talks in May" or "whose term ends in May".
    let place = || view.children(verb, &[Deprel::Obj]).any(|o| view.is(o, &["place"]));
    let alone = || view.children(verb, &[Deprel::Obj]).next().is_none();
    let held = || view.is(verb, HELD) && alone() || view.is(verb, &["take"]) && place();
    let itself = || {
        let mut subjects = view.children(verb, &[Deprel::Nsubj, Deprel::NsubjPass]);
        subjects.all(|s| view.is(s, &["which", "that"]))
    };
    matches!(rel, Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl) && view.is(verb, SPANNING)
        || matches!(rel, Deprel::Acl | Deprel::AclRelcl) && held() && itself()
}

/// Whether a noun stands behind "after" or the like.
fn is_after(view: View<'_>, noun: usize) -> bool {
    view.has_case(noun, &AFTER)
}

/// Whether a noun tells what an event was next to: "a call on the day after the vote in April" has its month from there.
fn is_next_to(view: View<'_>, noun: usize) -> bool {
    let beside = |case: usize| case > 0 && view.is(case - 1, &["day", "morning", "night", "eve", "hour"]);
    view.children(noun, &[Deprel::Case]).any(beside)
}

/// Whether the time of the head is the time of this word too, as with "flew to Oslo on Monday, where he met the king".
fn leads_on(view: View<'_>, token: usize) -> bool {
    let where_clause = view.children(token, &[Deprel::Advmod]).any(|a| view.is(a, &["where"]));
    let relative = view.word(token).rel == Deprel::AclRelcl;
    // "Was set up in 1997 and meets in Quito": what goes on has not the date of what was done.
    let goes_on = |verb: usize| {
        matches!(view.word(verb).xpos, Xpos::Vbz | Xpos::Vbp)
            && view.children(verb, &[Deprel::Aux]).next().is_none()
    };
    let first = view.tree.head(token).filter(|_| view.word(token).rel == Deprel::Conj);
    if goes_on(token) && first.is_some_and(|first| view.is_predicate(first) && !goes_on(first)) {
        return false;
    }
    // "Arrived on Monday and will go on", "left on Monday for Lima, where she is to meet the king": what lies ahead has not the date of
    // what is done.
    const AHEAD: &[&str] = &["will", "shall", "'ll", "’ll", "is", "are"];
    let ahead = view.children(token, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
    let mut above = view.tree.ancestors(token).filter(|&a| view.is_predicate(a));
    if ahead.into_iter().any(|a| AHEAD.iter().any(|w| w.eq_ignore_ascii_case(view.text(a))))
        && matches!(view.word(token).rel, Deprel::Conj | Deprel::AclRelcl)
        && above.next().is_some_and(|verb| view.word(verb).xpos == Xpos::Vbd)
    {
        return false;
    }
    // "Left on Friday, having met the king": on Friday at the latest.
    let before = view.word(token).rel == Deprel::Advcl
        && view.children(token, &[Deprel::Aux]).any(|a| view.text(a).eq_ignore_ascii_case("having"));
    if before {
        return false;
    }
    // "Flew to Oslo on Monday, days after returning from Bern": on another day.
    const DAYS: [&str; 8] = ["day", "days", "week", "weeks", "month", "months", "year", "years"];
    let apart = |m: usize| m > 0 && view.is(m, &AFTER) && DAYS.contains(&view.text(m - 1));
    if view.children(token, &[Deprel::Mark, Deprel::Case]).any(apart) {
        return false;
    }
    relative && where_clause
        || !matches!(
            view.word(token).rel,
            Deprel::Ccomp
                | Deprel::AclRelcl
                | Deprel::Parataxis
                | Deprel::Root
                | Deprel::Appos
                | Deprel::Csubj
        )
}

/// What a date alone says of an event: dated after publication it lies ahead, dated before it is done.
pub fn status(reading: &dyn Reading, time: &Time) -> Option<Status> {
    let published = reading.published()?.date;
    if time.start? > published {
        Some(Status::Planned)
    } else if time.end? < published {
        Some(Status::Completed)
    } else {
        None
    }
}

/// What a tense comes to once the date is known: "meets next week" is a plan, "is meeting" of last month is over.
pub fn settle(reading: &dyn Reading, told: Status, time: Option<&Time>) -> Status {
    match (told, time.and_then(|t| status(reading, t))) {
        // "Shuttled this winter": what is done lies ahead only if the date is sure.
        (Status::Completed, Some(Status::Planned)) if time.is_some_and(|t| width(t) > 3) => Status::Completed,
        (Status::Ongoing | Status::Completed, Some(Status::Planned)) => Status::Planned,
        (Status::Ongoing, Some(Status::Completed)) => Status::Completed,
        (told, _) => told,
    }
}

/// A bare weekday over what is told in the present is the next one: "FRIDAY. The premier leaves for Oslo."
pub fn coming(reading: &dyn Reading, time: Time) -> Time {
    let past = reading.published().zip(time.end).is_some_and(|(now, end)| end < now.date);
    let weekday = time.precision == Precision::Day && !time.text.contains(|c: char| c.is_ascii_digit());
    let later =
        |day: Option<jiff::civil::Date>| day.and_then(|d| d.checked_add(jiff::Span::new().weeks(1)).ok());
    let (start, end) = (later(time.start), later(time.end));
    match start.filter(|_| past && weekday) {
        Some(day) => Time { value: day.to_string(), start, end, ..time },
        None => time,
    }
}

/// Whether the simple present of the verb that tells an event has this date.
pub fn is_present_on(view: View<'_>, trigger: usize, when: &TimeMention) -> bool {
    let verb = if view.word(trigger).upos == Upos::Noun { view.tree.head(trigger) } else { Some(trigger) };
    let body = view.reading.sentence(view.sentence).zone == Zone::Body;
    let plain = |verb: &usize| {
        matches!(view.word(*verb).xpos, Xpos::Vbz | Xpos::Vbp)
            && !view.is(*verb, &["be", "continue"])
            && view.children(*verb, &[Deprel::Aux, Deprel::Cop]).next().is_none()
    };
    verb.filter(plain)
        .is_some_and(|verb| body && when.tokens.clone().any(|t| view.tree.head(t) == Some(verb)))
}

/// "Flies to Rabat tomorrow", "goes on to Tirana on Wednesday", "then travels to Oslo": the simple present with a time still to
/// come is a timetable. A date that is known tells that by itself ([`settle`]); this reads the words of one that is open, or of
/// this evening.
pub fn is_timetable(view: View<'_>, trigger: usize, when: Option<&TimeMention>) -> bool {
    const AHEAD: &[&str] = &["tomorrow", "tonight", "evening", "later", "next"];
    let verb = if view.word(trigger).upos == Upos::Noun { view.tree.head(trigger) } else { Some(trigger) };
    // "Is flying to Rabat tonight".
    let progressive = |v: usize| {
        let mut aux = view.children(v, &[Deprel::Aux]);
        view.word(v).xpos == Xpos::Vbg && aux.any(|a| matches!(view.word(a).xpos, Xpos::Vbz | Xpos::Vbp))
    };
    let ahead = |when: &TimeMention| {
        when.tokens.clone().any(|t| AHEAD.iter().any(|w| w.eq_ignore_ascii_case(view.text(t))))
    };
    if verb.is_some_and(progressive) {
        let published = view.reading.published().map(|p| p.date);
        let past = when.is_some_and(|t| t.time.start.is_some() && t.time.end < published);
        // "Is coming to Rabat", "is going to Rabat this week": of those who have come it is said otherwise.
        let to_come = verb.is_some_and(|v| view.is(v, &["come", "go"]));
        return !past && (to_come || when.is_some_and(ahead));
    }
    let Some(verb) = verb.filter(|&v| matches!(view.word(v).xpos, Xpos::Vbz | Xpos::Vbp)) else {
        return false;
    };
    let compound = view.children(verb, &[Deprel::Aux, Deprel::Cop]).next().is_some();
    if compound || view.is(verb, &["be", "continue"]) {
        return false;
    }
    let Some(when) = when else {
        return view
            .children(verb, &[Deprel::Advmod])
            .any(|a| view.is(a, &["then", "next", "later", "afterwards", "onward", "onwards"]));
    };
    let open = when.time.start.is_none();
    let published = view.reading.published().map(|p| p.date);
    let past = !open && when.time.end < published;
    !past && (ahead(when) || open && when.time.value.contains("-WXX-"))
}

/// "Will meet every quarter", "meet twice a year", "meets regularly": what is done again and again has no day.
pub fn is_habit(view: View<'_>, trigger: usize) -> bool {
    const OFTEN: &[&str] = &[
        "regularly",
        "annually",
        "yearly",
        "quarterly",
        "monthly",
        "weekly",
        "periodically",
        "twice",
        "once",
    ];
    let every = |token: usize| view.children(token, &[Deprel::Det]).any(|d| view.is(d, &["every", "each"]));
    let of_time = |token: usize| view.is(token, &["year", "quarter", "month", "week", "time"]);
    const WHEN: &[Deprel] = &[Deprel::Obl, Deprel::OblUnmarked, Deprel::Obj];
    // "Meets when both calendars permit".
    let present = matches!(view.word(trigger).xpos, Xpos::Vbz | Xpos::Vbp);
    let whenever = |clause: usize| {
        const WHEN: &[Deprel] = &[Deprel::Advmod, Deprel::Mark];
        view.children(clause, WHEN).any(|w| view.is(w, &["when", "whenever"]))
    };
    present && view.children(trigger, &[Deprel::Advcl]).any(whenever)
        || view.children(trigger, WHEN).any(|t| of_time(t) && every(t))
        || view
            .children(trigger, &[Deprel::Advmod])
            .any(|a| view.is(a, OFTEN) && (!view.is(a, &["once", "twice"]) || view.is(a + 1, &["a", "per"])))
}

/// "Continues his visit to Oman (to May 25)": the day on which what is under way ends.
pub fn is_end(view: View<'_>, when: &TimeMention) -> bool {
    when.tokens.start.checked_sub(1).is_some_and(|i| view.is(i, &["to", "until", "till", "through"]))
}

/// Whether two times may be one: either is open, or they overlap.
pub fn fit(a: Option<&Time>, b: Option<&Time>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    match (a.start, a.end, b.start, b.end) {
        (Some(a_start), Some(a_end), Some(b_start), Some(b_end)) => a_start <= b_end && b_start <= a_end,
        _ => true,
    }
}

/// How precisely a time is known; less is better.
pub fn width(time: &Time) -> u8 {
    match time.precision {
        Precision::Day => 0,
        Precision::Interval => 1,
        Precision::Week => 2,
        Precision::Month => 3,
        Precision::Season => 4,
        Precision::Year => 5,
        Precision::Vague => 6,
    }
}

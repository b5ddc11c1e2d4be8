//! Neighbouring phrases as one: "the 5th" of "this month", "Friday" "morning", "early" "next week", from "March 3" to "April 5".

use super::atoms::Atom;
use super::calendar::Grain;
use super::class::{Class, Part};
use super::phrase::{Count, Phrase, Point, Saying, Step};
use super::rules::{Relation, Side};

/// Joins a time with the larger one it lies in, with its part words, and with the hour.
pub(super) fn nested(found: Vec<Phrase>, atoms: &[Atom<'_>]) -> Vec<Phrase> {
    let mut done: Vec<Phrase> = Vec::with_capacity(found.len());
    for phrase in found {
        let mut current = phrase;
        while let Some(before) = done.pop() {
            match join(&before, &current, atoms) {
                Some(saying) => current = Phrase { atoms: before.atoms.start..current.atoms.end, saying },
                None => {
                    done.push(before);
                    break;
                }
            }
        }
        done.push(current);
    }
    done
}

/// Two neighbours as one, if they belong together.
fn join(left: &Phrase, right: &Phrase, atoms: &[Atom<'_>]) -> Option<Saying> {
    let gap: Vec<String> =
        atoms.get(left.atoms.end..right.atoms.start)?.iter().take(3).map(|a| a.text.to_lowercase()).collect();
    let gap = gap.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let gap = gap.as_str();
    match (&left.saying, &right.saying) {
        (Saying::Point(inner), Saying::Point(outer)) => {
            let exact = matches!(outer.outer(), Some(Step::Year(_)));
            let offset = matches!(inner.outer(), Some(Step::Offset(..) | Step::Containing(_)));
            let near = matches!(gap, "" | "of" | "of the") || gap == "," && !offset || gap == "in" && exact;
            let near = near || offset && gap == "the";
            if near && inner.takes(outer) {
                let mut inner = inner.clone();
                if let Some(Step::Offset(by, _)) = inner.steps.last_mut() {
                    let before =
                        atoms.get(left.atoms.end - 1).is_some_and(|a| a.text.eq_ignore_ascii_case("before"));
                    *by = if before { -1 } else { 1 };
                }
                return Some(Saying::Point(inner.within(outer)));
            }
            // "next year's second quarter", "last week's Friday".
            (matches!(gap, "'s" | "’s") && outer.takes(inner))
                .then(|| Saying::Point(outer.clone().within(inner)))
        }
        (Saying::Length(Count::Tenths(tenths), Some(grain), Side::Free), Saying::Point(day))
            if day.grain() == Grain::Day
                && matches!(gap, "before" | "after" | "before the" | "after the")
                && tenths % 10 == 0 =>
        {
            let by = if gap.starts_with("before") { -(tenths / 10) } else { tenths / 10 };
            let mut steps = vec![Step::Offset(by, *grain)];
            steps.extend(&day.steps);
            Some(Saying::Point(Point { steps, ..day.clone() }))
        }
        (Saying::Part(part), Saying::Point(whole)) if whole.part.is_none() => {
            let near = match part {
                Part::Start | Part::End | Part::Middle => matches!(gap, "of" | "of the" | "-"),
                Part::Mid => matches!(gap, "" | "-" | "of"),
                Part::Early | Part::Late => matches!(gap, "" | "-" | "in" | "on" | "on the" | "in the"),
                Part::Earlier | Part::Later => matches!(gap, "" | "in" | "on" | "in the" | "on the"),
            };
            near.then(|| Saying::Point(Point { part: Some(*part), weak: false, ..whole.clone() }))
        }
        (Saying::Point(day), Saying::DayPart(hour) | Saying::Clock(hour))
            if day.grain() == Grain::Day
                && matches!(gap, "" | "at" | "," | "in the" | "around" | "by" | "-") =>
        {
            Some(Saying::Point(Point { hour: Some(*hour), ..day.clone() }))
        }
        (Saying::DayPart(hour) | Saying::Clock(hour), Saying::Point(day))
            if day.grain() == Grain::Day && matches!(gap, "" | "of" | "on" | "," | ") on") =>
        {
            Some(Saying::Point(Point { hour: Some(*hour), ..day.clone() }))
        }
        (Saying::Clock(hour), Saying::Clock(_)) if gap == "(" => Some(Saying::Clock(*hour)),
        (Saying::Clock(hour), Saying::DayPart(part)) if matches!(gap, "" | "in the" | "at") => {
            Some(Saying::Clock(hour.in_part(*part)))
        }
        (Saying::DayPart(_), Saying::DayPart(part)) if gap.is_empty() => Some(Saying::DayPart(*part)),
        _ => None,
    }
}

/// "July and August 2023", "Monday and Tuesday of last week": what stands behind the second belongs to the first as well.
pub(super) fn halves(mut found: Vec<Phrase>, atoms: &[Atom<'_>]) -> Vec<Phrase> {
    for at in (1..found.len()).rev() {
        let (head, tail) = found.split_at_mut(at);
        let (Some(left), Some(right)) = (head.last_mut(), tail.first()) else { continue };
        let gap = atoms.get(left.atoms.end..right.atoms.start).unwrap_or(&[]);
        let paired = matches!(gap, [and] if matches!(and.text, "and" | "or" | "," | "&"));
        if let (true, Saying::Point(a), Saying::Point(b)) = (paired, &mut left.saying, &right.saying) {
            complete(a, b);
        }
        // "from 6 a.m. to 8 p.m. Saturday": both are Saturday's.
        let span = matches!(gap, [to] if matches!(to.text, "to" | "until" | "till" | "and" | "or" | "-"));
        if let (true, Saying::Clock(hour), Saying::Point(day)) = (span, &left.saying, &right.saying)
            && day.hour.is_some()
        {
            left.saying = Saying::Point(Point { hour: Some(*hour), ..day.clone() });
        }
    }
    found
}

/// Gives `open` the larger steps that only `full` has; says whether it did.
fn complete(open: &mut Point, full: &Point) -> bool {
    let alike = open.relation == Relation::Free
        && open.grain() == full.grain()
        && open.steps.len() < full.steps.len();
    if !alike || full.outer().is_some_and(Step::recurs) {
        return false;
    }
    let Some(outer) = open.outer() else { return false };
    let missing = &full.steps[open.steps.len()..];
    if !missing.first().is_some_and(|s| outer.fits_in(s.grain())) {
        return false;
    }
    open.steps.extend(missing);
    open.relation = full.relation;
    true
}

/// Words with which a range begins and ends.
pub(super) fn ranges(found: Vec<Phrase>, atoms: &[Atom<'_>]) -> Vec<Phrase> {
    let word = |at: usize| atoms.get(at).map_or("", |a| a.text);
    let mut done: Vec<Phrase> = Vec::with_capacity(found.len());
    for right in found {
        let Some(left) = done.last() else {
            done.push(right);
            continue;
        };
        let range = match (&left.saying, &right.saying) {
            (Saying::Point(from), Saying::Point(to))
                if from.grain() == to.grain()
                    && from.part.is_none() == to.part.is_none()
                    && (from.hour, to.hour) == (None, None) =>
            {
                let opener = left.atoms.start.checked_sub(1).map_or("", word).to_lowercase();
                let closed = matches!(opener.as_str(), "from" | "between");
                let gap = atoms.get(left.atoms.end..right.atoms.start).unwrap_or(&[]);
                let linked = match gap {
                    [link] => match link.text {
                        "to" | "until" | "till" => {
                            closed && opener == "from" && !moved(atoms, left.atoms.start)
                                || opener != "from" && link.text == "to" && !moved(atoms, left.atoms.start)
                        }
                        "through" | "thru" => true,
                        "-" | "–" => link.glued || closed,
                        "and" => opener == "between",
                        _ => false,
                    },
                    [link, the] => link.text == "to" && the.text == "the" && opener == "from",
                    _ => false,
                };
                linked.then(|| {
                    let mut from = from.clone();
                    complete(&mut from, to);
                    let start = left.atoms.start - usize::from(closed);
                    Phrase { atoms: start..right.atoms.end, saying: Saying::Range(from, to.clone()) }
                })
            }
            _ => None,
        };
        match range {
            Some(range) => {
                done.pop();
                done.push(range);
            }
            None => done.push(right),
        }
    }
    done
}

/// Whether something is put off a few words before: "moved from May to June" is no stretch.
fn moved(atoms: &[Atom<'_>], at: usize) -> bool {
    atoms[at.saturating_sub(6)..at].iter().any(|a| a.senses.has(Class::Moved))
}

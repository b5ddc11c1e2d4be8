//! How far a title reaches to the left of a name: word by word, what belongs to an office and what does not.

use super::super::lexicon::is;
use super::super::line::{Line, LineHit};
use super::super::world::Known;
use super::is_lesser_title;
use std::ops::Range;

/// What a word before a title is to it.
pub(super) enum Step {
    /// These tokens belong to the title.
    Solid(usize),
    /// They belong to it if something more to the left does.
    Loose(usize),
    Stop,
}

/// What the token before `i + 1` is to the title that ends at `end`.
pub(super) fn step_left(line: &Line<'_, '_>, i: usize, end: usize, role_seen: bool) -> Step {
    let cell = line.cell(i);
    let lower = line.lower(i);
    // "People's Republic of China (PRC)", "Chief of Army Staff (COAS)", "General (Rtd)"
    if lower == ")"
        && i > 2
        && line.lower(i - 2) == "("
        && (line.known(i - 1).is_some()
            || line.has(i - 3, is::TITLE) && (line.cell(i - 1).shouted || line.has(i - 1, is::HONORIFIC)))
    {
        return Step::Loose(i - 2);
    }
    // "Crown Prince": the first word alone is no role.
    if line.role_at(i, end).is_some_and(|(past, _, _)| past > i + 1) {
        return Step::Solid(i);
    }
    let own = cell.info.has(is::ROLE | is::HONORIFIC);
    if let Some(hit) = line.hit(i).filter(|h| !own || !matches!(h.known, Known::Person(_))) {
        let first = hit.tokens.start;
        return match hit.known {
            Known::Country(_) | Known::City { .. } if i + 1 == end && role_seen => Step::Loose(first),
            Known::Person(_) => Step::Stop,
            // "In Luanda Dr. X met": where, and then the title.
            Known::City { .. } if first > 0 && line.has(first - 1, is::WITHIN) => Step::Stop,
            // "received at Carthage Palace Italian Premier X": where, and then the title.
            Known::Metonym { place: true, .. } | Known::City { .. }
                if matches!(line.known(hit.tokens.end), Some(Known::Adjective(_))) =>
            {
                Step::Stop
            }
            // "brought to Fiji Australian Premier X": where, and then the title.
            Known::Country(_)
                if matches!(line.known(hit.tokens.end), Some(Known::Adjective(_) | Known::Country(_))) =>
            {
                Step::Stop
            }
            _ => Step::Solid(first),
        };
    }
    if line.is_possessive(i) {
        let owner = line.before(i).and_then(|k| line.hit(k));
        return match owner {
            Some(hit) if !matches!(hit.known, Known::Person(_)) && role_seen => Step::Solid(hit.tokens.start),
            // "spokesman of Iraq's Ministry of Trade": the role may stand before whose ministry it is.
            Some(hit)
                if matches!(hit.known, Known::Country(_))
                    && (matches!(
                        line.known(i + 1),
                        Some(Known::Ministry { .. } | Known::Metonym { .. })
                    ) || line.has(i + 1, is::PORTFOLIO)
                        && line.lower(hit.tokens.start.wrapping_sub(1)) == "of") =>
            {
                Step::Loose(hit.tokens.start)
            }
            _ => Step::Stop,
        };
    }
    if cell.info.has(is::ROLE) && (is_role_of_other(line, i, end) || is_act(line, i)) {
        return Step::Stop;
    }
    // "National Day" is nobody's name.
    if lower == "national" && cell.capital && i + 1 == end {
        return Step::Stop;
    }
    let under = line.is_rank(i) && line.has(i + 1, is::ROLE);
    let formal = cell.capital && !line.is_opening(i) && i + 1 < end;
    if under || cell.info.has(is::TITLE) && (!cell.info.has(is::FUNCTION) || formal) {
        return Step::Solid(i);
    }
    // "the Most Hon.", "the Rt. Hon."
    if matches!(lower, "most" | "right" | "rt" | "rt.") && line.has(i + 1, is::HONORIFIC) {
        return Step::Solid(i);
    }
    // "Deputy Prime Minister/Foreign Minister"
    if line.is_hyphen(i) || lower == "/" {
        return Step::Loose(i);
    }
    // "His Excellency", "Her Majesty"
    if matches!(lower, "his" | "her" | "their") && line.has(i + 1, is::STYLE) && line.cell(i + 1).capital {
        return Step::Solid(i);
    }
    match lower {
        "of" | "for" | "to" | "on" if !is_before_role_without_article(line, i, end) => Step::Loose(i),
        "the" | "in" | "at"
            if i > 0
                && (line.has(i - 1, is::ROLE | is::PORTFOLIO)
                    || matches!(line.lower(i - 1), "of" | "for" | "to" | "on" | "in" | "at")) =>
        {
            Step::Loose(i)
        }
        "and" | "&"
            if !line.is_opening(i)
                && line.cell(i + 1).capital
                && (line.cell(i - 1).capital && line.has(i - 1, is::TITLE) || ends_long_role(line, i)) =>
        {
            Step::Loose(i)
        }
        // "Qatar's emir, Sheikh X", "the army chief, Gen. X"
        "," if role_seen
            && is_lesser_title(line, i + 1, end)
            && i > 0
            && line.has(i - 1, is::ROLE | is::PORTFOLIO)
            && !line.has(i - 1, is::PLURAL)
            && !line.hit(i - 1).is_some_and(|h| matches!(h.known, Known::Country(_))) =>
        {
            Step::Loose(i)
        }
        // "Custodian of the Two Holy Mosques, King X"
        "," if role_seen
            && is_lesser_title(line, i + 1, end)
            && matches!(line.known(i.saturating_sub(1)), Some(Known::Office { country: Some(_) })) =>
        {
            Step::Loose(i)
        }
        // "Chief of Forces of the Republic of Ghana, General X"
        "," if role_seen && is_lesser_title(line, i + 1, end) && ends_office(line, i) => Step::Loose(i),
        // "minister of economy, trade and industry X"
        "," | "and" if is_matter(line, i + 1) && i > 0 && is_matter(line, i - 1) => Step::Loose(i),
        "," if role_seen
            && line.hit(i.saturating_sub(1)).is_none()
            && line.has(i.saturating_sub(1), is::PORTFOLIO)
            && line.cell(i - 1).capital
            && line.has(i + 1, is::PORTFOLIO) =>
        {
            Step::Loose(i)
        }
        // "the minister for oceans": whatever an office is about.
        _ if i >= 2
            && matches!(line.lower(i - 1), "for" | "of")
            && line.has(i - 2, is::ROLE)
            && !line.is_mark(i) =>
        {
            Step::Solid(i)
        }
        // "the EU's sanctions envoy X", "the German climate envoy X": whatever the office is about.
        _ if role_seen
            && i > 0
            && line.has(i + 1, is::ROLE | is::PORTFOLIO)
            && !cell.capital
            && !line.is_mark(i)
            && !cell.info.has(is::FUNCTION | is::PREPOSITION | is::VERB | is::DETERMINER)
            && (line.is_possessive(i - 1) || matches!(line.known(i - 1), Some(Known::Adjective(_)))) =>
        {
            Step::Loose(i)
        }
        // "Office of the Central Foreign Affairs Commission", "Industry and Information"
        _ if cell.capital && role_seen && cell.shouted && i + 1 < end && !line.title_case => Step::Solid(i),
        _ if role_seen && !cell.capital && lower == "party" => Step::Solid(i),
        _ => Step::Stop,
    }
}

/// A word for what an office is about, which is none itself.
fn is_matter(line: &Line<'_, '_>, i: usize) -> bool {
    line.has(i, is::PORTFOLIO) && !line.has(i, is::ROLE | is::FUNCTION) && line.hit(i).is_none()
}

/// "Chief of Forces of the Republic of Ghana": an office ends before this token with the state whose it is.
pub(in super::super) fn ends_office(line: &Line<'_, '_>, end: usize) -> bool {
    let state = end.checked_sub(1).and_then(|k| line.hit(k));
    let Some(before) = state.and_then(|h| h.tokens.start.checked_sub(1)) else { return false };
    let of = if line.lower(before) == "the" { before.saturating_sub(1) } else { before };
    line.lower(of) == "of" && of > 0 && line.has(of - 1, is::ROLE | is::PORTFOLIO)
}

/// "Politburo member and Permanent Member of the Secretariat X": a role of several words ends before this token.
fn ends_long_role(line: &Line<'_, '_>, end: usize) -> bool {
    (end.saturating_sub(4)..end).any(|from| line.role_at(from, end).is_some_and(|(past, _, _)| past == end))
}

/// Whether a role of several words stands in a stretch.
pub(super) fn long_role_in(line: &Line<'_, '_>, range: Range<usize>) -> bool {
    range.clone().any(|i| line.role_at(i, range.end).is_some())
}

/// "adviser to President X": going left from X, the connector ends the title of X.
fn is_before_role_without_article(line: &Line<'_, '_>, connector: usize, end: usize) -> bool {
    let mut next = connector + 1;
    let whose = |k: usize| {
        matches!(line.known(k), Some(Known::Adjective(_) | Known::Country(_) | Known::Body { .. }))
    };
    while line.has(next, is::RANK | is::TEMPER | is::PAST) || whose(next) {
        next += 1;
    }
    // "spokesman for UN Secretary-General X"
    let office = |h: &LineHit<'_>| {
        next + 1 < end && h.tokens == (next..end) && matches!(h.known, Known::Office { .. })
    };
    if line.hit(next).is_some_and(office) {
        return true;
    }
    let mut follows = next;
    while follows < end && line.has(follows, is::PORTFOLIO) && !line.has(follows, is::ROLE) {
        follows += 1;
    }
    // "Minister of State for External Affairs Shri X": a courtesy behind what the office is about is its holder's.
    let own = follows > next && !line.has(follows, is::ROLE) && matches!(line.lower(connector), "for" | "of");
    follows < end
        && !own
        && (line.has(follows, is::ROLE | is::HONORIFIC) || line.role_at(next, end).is_some())
}

/// "to the president", capital or not, right before the name: the role is not the name's.
fn is_role_of_other(line: &Line<'_, '_>, role: usize, end: usize) -> bool {
    role + 1 == end
        && role >= 2
        && line.lower(role - 1) == "the"
        && !line.cell(role).capital
        && matches!(line.lower(role - 2), "to" | "of" | "for")
}

/// "will host X", "Albanese hosts X": a role that is a verb where no noun can stand.
fn is_act(line: &Line<'_, '_>, i: usize) -> bool {
    let noun = |k: usize| {
        line.has(k, is::DETERMINER | is::PREPOSITION) && line.lower(k) != "to"
            || line.is_possessive(k)
            || matches!(line.lower(k), "and" | "," | "his" | "her" | "its" | "their")
    };
    line.has(i, is::ACT) && i > 0 && !noun(i - 1)
}

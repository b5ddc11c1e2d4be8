//! Descriptions behind a name: ", under secretary for international affairs,".

use super::super::lexicon::{Rank, RoleRef, is, lexicon};
use super::super::line::Line;
use super::super::names;
use super::super::world::{Known, World};
use super::{Title, before, opens_with_phrase, read};
use std::ops::Range;

/// How far a description may reach before its role: "a career diplomat who", "the kingdom's powerful former interior minister".
const REACH: usize = 9;

/// The description behind a name that ends at `name_end`: ", under secretary for international affairs,".
pub(in super::super) fn after(line: &Line<'_, '_>, world: &World<'_>, name_end: usize) -> Option<Title> {
    if let Some(title) = heading(line, name_end) {
        return Some(title);
    }
    let mut start = match line.lower(past_seat(line, name_end)) {
        "," | "(" | "—" | "–" => past_seat(line, name_end) + 1,
        _ => return None,
    };
    // "Paul Addy, 63, a farmer"
    if line.cell(start).word.chars().all(|c| c.is_ascii_digit()) && line.lower(start + 1) == "," {
        start += 2;
    }
    let became = became(line, start);
    start = became.map_or(start, |(office, _)| office);
    let article = line.has(start, is::DETERMINER);
    let mut i = start;
    let limit = (start + REACH).min(line.len());
    let (role_end, role_start) = loop {
        if i >= limit || is_boundary(line, i) || line.is_verb(i) && !line.has(i, is::TITLE) {
            return None;
        }
        if line.has(i, is::PREPOSITION) && !line.has(i, is::TITLE)
            || matches!(line.lower(i), "who" | "which" | "whose" | "where" | "and" | "but" | "while")
        {
            return None;
        }
        if let Some((end, _, plural)) = line.role_at(i, line.len()) {
            if plural && !line.has(i, is::TEMPER | is::RANK) {
                return None;
            }
            // "the Ukraine president's aide", "Chief Justice": go on to the last role of the phrase.
            if let Some((next, _, _)) = line.role_at(end, line.len()) {
                break (next, i);
            }
            if line.is_possessive(end) {
                i = end + 1;
                continue;
            }
            if line.has(end, is::PORTFOLIO | is::RANK) && !line.has(end, is::FUNCTION) {
                i = end;
                continue;
            }
            break (end, i);
        }
        i += 1;
    };
    // ", Foreign Minister Lavrov said": the title is the next one's.
    if names::name_at(line, world, role_end, true).is_some_and(|n| n.start == role_end)
        && !line.is_opening(role_end)
    {
        return None;
    }
    // "…, Deputy Assistant to the President and Coordinator X": of the next one, too.
    let named = |k: usize| names::is_nameable(line, k) || line.is_initial(k) && line.hit(k).is_none();
    let next_one = |k: &usize| named(*k) && before(line, world, *k).is_some();
    let mut phrase = (role_end..(role_end + 12).min(line.len())).take_while(|&k| !is_boundary(line, k));
    if let Some(next) = phrase.find(next_one) {
        return serving(line, world, start..role_end, next);
    }
    let formal = article
        || (start..role_end).any(|k| line.cell(k).capital || line.known(k).is_some())
        || line.has(start, is::TITLE);
    if !formal {
        return None;
    }
    let mut end = role_end;
    while end < line.len() && end - role_end < 14 && !is_boundary(line, end) && !line.is_verb(end) {
        let lower = line.lower(end);
        let titled = line.has(end, is::TITLE)
            || line.known(end).is_some()
            || line.cell(end).capital
            || line.is_possessive(end);
        let joint = matches!(
            lower,
            "of" | "for"
                | "to"
                | "at"
                | "in"
                | "on"
                | "the"
                | "and"
                | "an"
                | "a"
                | "'s"
                | "his"
                | "its"
                | "their"
        );
        if !(titled || joint || line.has(end.saturating_sub(1), is::PREPOSITION | is::DETERMINER)) {
            break;
        }
        end += 1;
    }
    while end > role_end
        && !line.has(end - 1, is::TITLE)
        && line.known(end - 1).is_none()
        && !line.cell(end - 1).capital
    {
        end -= 1;
    }
    // "In a call with X, the country's president promised": the description is the sentence's subject.
    if opens_with_phrase(line, name_end) && line.lower(start - 1) == "," && line.is_verb(end) {
        return None;
    }
    let _ = role_start;
    let mut title = read(line, world, start..end)?;
    title.past |= became.is_some_and(|(_, past)| past);
    title.core =
        if line.has(start, is::DETERMINER) { start..end } else { title.core.start.min(role_end)..end };
    if title.roles.is_empty() {
        return None;
    }
    Some(title)
}

/// ", who became Foreign Minister of Chad in May,": where the office begins that a clause tells, and whether it was held once.
fn became(line: &Line<'_, '_>, start: usize) -> Option<(usize, bool)> {
    if line.lower(start) != "who" {
        return None;
    }
    let verb = line.lower(start + 1);
    let behind = match (verb, line.lower(start + 2)) {
        ("took", "over") | ("took", "office") if line.lower(start + 3) == "as" => start + 4,
        ("serves" | "served", "as") => start + 3,
        ("was" | "is", "named" | "appointed" | "elected") => start + 3,
        ("became" | "is", _) => start + 2,
        _ => return None,
    };
    Some((behind, verb == "served"))
}

/// "Lord Ahmad of Wimbledon": where a name ends that has a place of its own.
fn past_seat(line: &Line<'_, '_>, name_end: usize) -> usize {
    /// So many words may such a place have.
    const PLACE: usize = 3;
    if line.lower(name_end) != "of" {
        return name_end;
    }
    let words = (name_end + 1..).take(PLACE + 1).take_while(|&k| line.cell(k).capital).count();
    let end = name_end + 1 + words;
    if (1..=PLACE).contains(&words) && line.lower(end) == "," { end } else { name_end }
}

/// ", who heads Estonia's foreign ministry,": an office told by what its holder does, with whose organ or delegation.
fn heading(line: &Line<'_, '_>, name_end: usize) -> Option<Title> {
    /// So many words may tell of what.
    const ORGAN: usize = 7;
    let verb = line.lower(name_end + 2);
    let past = matches!(verb, "headed" | "led" | "chaired");
    let who = line.lower(name_end) == "," && line.lower(name_end + 1) == "who";
    if !who || !past && !matches!(verb, "heads" | "leads" | "chairs") {
        return None;
    }
    let start = name_end + 3;
    let phrase = (start..start + ORGAN).take_while(|&k| !is_boundary(line, k) && !line.is_verb(k));
    let state = |k: usize| match line.known(k)? {
        Known::Ministry { country: code, .. } | Known::Metonym { code, .. } if !code.is_empty() => Some(code),
        Known::Country(code) | Known::Adjective(code) | Known::Body { code, .. } => Some(code),
        _ => None,
    };
    let organ = |k: usize| {
        let known = matches!(
            line.known(k),
            Some(Known::Ministry { .. } | Known::Metonym { .. } | Known::Body { .. })
        );
        known || line.has(k, is::ORGAN) || line.lower(k) == "delegation"
    };
    let end = phrase.clone().filter(|&k| organ(k)).last()? + 1;
    let code = (start..end).find_map(state)?;
    let role = RoleRef { role: lexicon().word("head").role?, rank: Rank::Full };
    let about = (start..end).filter(|&k| line.has(k, is::PORTFOLIO | is::ORGAN));
    let portfolio = about.map(|k| line.lower(k).to_owned()).collect();
    let country = Some(code.to_owned());
    Some(Title {
        tokens: start..end,
        core: end..end,
        roles: vec![role],
        portfolio,
        country,
        past,
        ..Title::default()
    })
}

/// ", an aide to Norwegian Foreign Minister X,": the description before the title of the one who is served, and whose state it is.
fn serving(line: &Line<'_, '_>, world: &World<'_>, words: Range<usize>, master: usize) -> Option<Title> {
    let end = words.end;
    if line.lower(end) != "to" || (end..master).any(|k| matches!(line.lower(k), "and" | "or")) {
        return None;
    }
    let mut title = read(line, world, words).filter(|t| !t.roles.is_empty())?;
    let state = (end..master).find_map(|k| match line.known(k) {
        Some(Known::Adjective(code) | Known::Country(code)) => Some(code.to_owned()),
        _ => None,
    });
    title.country = title.country.or(state);
    Some(title)
}

/// The country behind a name: "President Arévalo of Guatemala", "Jens Stoltenberg of NATO".
pub(in super::super) fn of_country(line: &Line<'_, '_>, name_end: usize) -> Option<(String, usize)> {
    // "President X, of Uruguay,"
    let apart = line.lower(name_end) == ",";
    let of = name_end + usize::from(apart);
    if line.lower(of) != "of" {
        return None;
    }
    let hit = line.hit(line.past_article(of)).filter(|h| !apart || line.lower(h.tokens.end) == ",")?;
    let code = match hit.known {
        Known::Country(code) | Known::Body { code, .. } => code,
        _ => return None,
    };
    // "Assured President X of Kenya's support": whose support it is.
    if line.is_possessive(hit.tokens.end) {
        return None;
    }
    Some((code.to_owned(), hit.tokens.end))
}

fn is_boundary(line: &Line<'_, '_>, i: usize) -> bool {
    matches!(line.lower(i), "," | ";" | ":" | "." | "(" | ")" | "—" | "\"" | "”" | "“" | "!" | "?")
        || i >= line.len()
}

//! Whether the name of a state or city means somebody who acts or somewhere.

use super::clue::Clue;
use super::lexicon::{RoleClass, RoleRef, is, lexicon};
use super::line::Line;
use super::people::People;
use super::person::is_kinship;
use super::sightings::NameFound;
use super::world::Known;
use demarche_core::Sense;
use std::ops::Range;

/// Surnames of an article's persons that are names of places as well ("Lloyd Austin … Austin", "Luís Montenegro … Montenegro"),
/// where nothing that it says takes them for a place: none stands behind "in" or "to", and nobody is of that state.
pub(super) fn namesakes(lines: &[Line<'_, '_>], people: &People, found: &[NameFound]) -> Vec<String> {
    let mut words: Vec<(String, bool)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        for hit in line.hits.iter().filter(|h| h.tokens.len() == 1) {
            let at = hit.tokens.start;
            let lower = line.lower(at);
            let state = match hit.known {
                Known::City { seat_of, .. } => seat_of,
                Known::Country(code) => Some(code),
                _ => continue,
            };
            // "Crown Princess Victoria … Victoria": royals have no other name.
            let named = |p: &usize| {
                let royal = |r: &RoleRef| lexicon().role(r.role).class == RoleClass::Royal && !is_kinship(*r);
                people.all[*p].parts.len() > 1 || people.all[*p].roles.iter().any(royal)
            };
            let Some(bearer) = people.surnamed(lower).filter(named) else {
                continue;
            };
            let within = |n: &NameFound| n.line == index && n.tokens.contains(&at) && n.person.is_some();
            let before = at.checked_sub(1);
            let behind = before.is_some_and(|k| {
                line.has(k, is::WITHIN | is::VISIT)
                    || matches!(line.lower(k), "to" | "from" | "for" | "," | "of")
            });
            // "Jordan and Egypt signed"
            let state_at = |k: usize| matches!(line.known(k), Some(Known::Country(_) | Known::Adjective(_)));
            let listed = line.lower(at + 1) == "and" && state_at(at + 2)
                || at > 1 && line.lower(at - 1) == "and" && state_at(at - 2);
            let headed = at == 0 && matches!(line.lower(1), ":" | "–" | "—" | "-" | "--" | "(" | ",");
            let spoken = || {
                let own = |code: &str| people.all[bearer].country.as_deref() == Some(code);
                let others = |code: &str| people.all.iter().any(|p| p.country.as_deref() == Some(code));
                let native = |code: &str| {
                    let hits = lines.iter().flat_map(|l| &l.hits);
                    hits.into_iter()
                        .any(|h| matches!(h.known, Known::Adjective(c) | Known::People(c, _) if c == code))
                };
                state.is_some_and(|code| own(code) || others(code) || native(code))
            };
            words.push((
                lower.to_owned(),
                !found.iter().any(within) && (behind || headed || listed || spoken()),
            ));
        }
    }
    let place = |word: &str| words.iter().any(|(w, place)| w == word && *place);
    let mut names: Vec<String> = words.iter().filter(|(w, _)| !place(w)).map(|(w, _)| w.clone()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The sense of the name at these tokens; `seat` says that the place can stand for a government.
pub(super) fn of(line: &Line<'_, '_>, tokens: &Range<usize>, seat: bool) -> Sense {
    let after = tokens.end;
    if line.is_possessive(after) {
        return if seat { Sense::Actor } else { Sense::Place };
    }
    // "ABU DHABI – …": a place line.
    if tokens.start == 0
        && matches!(line.lower(after), "–" | "—" | "-" | "--")
        && (!line.is_hyphen(after) || !line.cell(after + 1).glued)
    {
        return Sense::Place;
    }
    // "Paris Hilton", "Tokyo Electron": part of somebody's or something's name.
    let named = |k: usize| {
        let cell = line.cell(k);
        cell.capital && cell.hit.is_none() && !cell.info.has(is::FUNCTION | is::CALENDAR) && !line.is_mark(k)
    };
    if is_city(line, tokens.start) && !line.title_case && named(after) {
        return Sense::Place;
    }
    // "The Beijing summit of the union": where it is.
    if is_city(line, tokens.start) && lexicon().clues.is(Clue::Gathering, line.lower(after)) {
        return Sense::Place;
    }
    // "Beijing, China": part of an address.
    let address = line.lower(after) == ","
        && matches!(line.known(after + 1), Some(Known::Country(_)))
        && is_city(line, tokens.start);
    let Some(before) = before_noun(line, tokens.start) else {
        return if seat && !address { Sense::Actor } else { Sense::Place };
    };
    if address {
        return Sense::Place;
    }
    // "San Francisco, California": the second part follows the first.
    if line.lower(before) == ","
        && before > 0
        && before + 1 == tokens.start
        && matches!(line.known(before - 1), Some(Known::City { .. }))
        && is_city_or_country(line, tokens.start)
    {
        let first_is_place = before >= 2 && line.has(before - 2, is::PREPOSITION);
        if first_is_place {
            return Sense::Place;
        }
    }
    // "Hit out at Washington": whoever is aimed at acts.
    let aimed = line.lower(before) == "at"
        && matches!(
            line.lower(before.wrapping_sub(1)),
            "out"
                | "back"
                | "anger"
                | "angry"
                | "furious"
                | "fury"
                | "aimed"
                | "directed"
                | "swipe"
                | "jab"
                | "dig"
        );
    if line.has(before, is::WITHIN) && !(aimed && seat) {
        return Sense::Place;
    }
    let moves = |words: u32| {
        (before.saturating_sub(6)..before)
            .rev()
            .take_while(|&k| !matches!(line.lower(k), "," | ";"))
            .any(|k| line.has(k, words) || line.has(k, is::VISIT))
    };
    let place = match line.lower(before) {
        "for" => {
            before > 0
                && matches!(
                    line.lower(before - 1),
                    "left"
                        | "leave"
                        | "leaves"
                        | "leaving"
                        | "headed"
                        | "heading"
                        | "heads"
                        | "bound"
                        | "departed"
                        | "departs"
                        | "depart"
                )
        }
        "of" => {
            !seat
                || matches!(
                    line.lower(before.wrapping_sub(1)),
                    "island"
                        | "islands"
                        | "city"
                        | "province"
                        | "region"
                        | "coast"
                        | "territory"
                        | "south"
                        | "north"
                        | "east"
                        | "west"
                        | "part"
                        | "parts"
                        | "capital"
                        | "town"
                        | "village"
                        | "port"
                )
        }
        "from"
            if line.has(before.wrapping_sub(1), is::ROLE | is::GROUP | is::BYSTANDER)
                && is_city(line, tokens.start) =>
        {
            true
        }
        "to" | "from" => {
            let verb =
                before.checked_sub(1).is_some_and(|k| line.has(k, is::SPEECH) && !line.has(k, is::MOTION));
            !verb && moves(is::MOTION)
        }
        "and" | "," | "or" if seat && line.is_verb(after) => false,
        "and" | "," | "or" => return follows_coordinate(line, before, seat),
        _ if line.has(before, is::VISIT) => true,
        _ => false,
    };
    if place || !seat { Sense::Place } else { Sense::Actor }
}

/// "visited Japan and South Korea", "in Djibouti, Somalia, Kenya, and Niger": as the first of the list.
fn follows_coordinate(line: &Line<'_, '_>, joint: usize, seat: bool) -> Sense {
    let mut k = joint;
    while k > 0 && matches!(line.lower(k), "and" | "," | "or") {
        k -= 1;
    }
    if k == 0 && joint == 0 {
        return if seat { Sense::Actor } else { Sense::Place };
    }
    match line.hit(k) {
        Some(hit) if matches!(hit.known, Known::Country(_) | Known::City { .. } | Known::Area) => {
            let first = hit.tokens.clone();
            let own = of(
                line,
                &first,
                matches!(hit.known, Known::Country(_) | Known::City { seat_of: Some(_), .. }),
            );
            if own == Sense::Place || !seat { Sense::Place } else { Sense::Actor }
        }
        _ if seat => Sense::Actor,
        _ => Sense::Place,
    }
}

fn is_city(line: &Line<'_, '_>, i: usize) -> bool {
    matches!(line.known(i), Some(Known::City { .. }))
}

fn is_city_or_country(line: &Line<'_, '_>, i: usize) -> bool {
    matches!(line.known(i), Some(Known::City { .. } | Known::Country(_)))
}

/// What governs the noun: the token before its article and adjectives.
fn before_noun(line: &Line<'_, '_>, start: usize) -> Option<usize> {
    let mut k = start.checked_sub(1)?;
    for _ in 0..3 {
        let word = line.lower(k);
        let direction = matches!(
            word,
            "the"
                | "southern"
                | "northern"
                | "eastern"
                | "western"
                | "central"
                | "southwestern"
                | "southeastern"
                | "northwestern"
                | "northeastern"
                | "mainland"
                | "neighbouring"
                | "neighboring"
                | "nearby"
                | "downtown"
                | "rural"
                | "both"
                | "war-torn"
                | "communist"
                | "island"
                | "city"
                | "capital"
                | "its"
                | "his"
                | "her"
                | "their"
                | "old"
        );
        if !direction || k == 0 {
            return (!direction).then_some(k);
        }
        k -= 1;
    }
    Some(k)
}

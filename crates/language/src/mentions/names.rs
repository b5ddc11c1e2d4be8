//! Names of persons by their shape: which tokens may belong together to one.

use super::lexicon::{RoleClass, is, lexicon};
use super::line::Line;
use super::world::{Known, World};
use std::ops::Range;

/// Words that carry a capital in a name, but mean something else otherwise.
const BLOCKED: u32 = is::ROLE
    | is::PORTFOLIO
    | is::RANK
    | is::ORGAN
    | is::GROUP
    | is::CALENDAR
    | is::HONORIFIC
    | is::PAST
    | is::TEMPER
    | is::COMPANY
    | is::FUNCTION
    | is::COMMON
    | is::STATE;

/// How many tokens a name has at most: "Sabah Al-Ahmad Al-Jaber Al-Sabah" has ten.
const LONG: usize = 12;

/// Whether a token may stand in a name on the strength of its capital alone.
pub(super) fn is_nameable(line: &Line<'_, '_>, i: usize) -> bool {
    let cell = line.cell(i);
    let person = matches!(line.known(i), Some(Known::Person(_)));
    let acronym = cell.shouted && !line.title_case && cell.word.len() < 5 && !person;
    // "His Excellency" is no name.
    let own = |k: usize| matches!(line.lower(k), "his" | "her" | "your" | "their");
    let styled = own(i) && line.has(i + 1, is::STYLE) || i > 0 && own(i - 1) && line.has(i, is::STYLE);
    if !cell.capital
        || styled
        || cell.info.has(BLOCKED) && !is_given_month(line, i)
        || acronym
        || line.is_initial(i)
        || line.role_at(i, line.len()).is_some()
    {
        return false;
    }
    match line.known(i) {
        None => true,
        // "King Abdullah II of Jordan" is one person's name, "Jordan" is not.
        Some(Known::Person(_)) => {
            i == 0 || line.lower(i - 1) != "of" || line.hit(i).is_some_and(|h| h.tokens.start == i)
        }
        Some(Known::City { .. }) => {
            line.hit(i).is_some_and(|h| h.tokens.len() == 1) && is_nameable_neighbour(line, i)
        }
        Some(_) => false,
    }
}

/// "Jan Lipavský", "April Glaspie": months that are given names too, before another name.
fn is_given_month(line: &Line<'_, '_>, i: usize) -> bool {
    let next = line.cell(i + 1);
    matches!(line.lower(i), "jan" | "april" | "june" | "august")
        && next.capital
        && !next.shouted
        && !next.info.has(BLOCKED)
        && line.known(i + 1).is_none_or(|k| matches!(k, Known::Person(_)))
}

/// A city's name is part of a person's if a given name or initial goes before it.
fn is_nameable_neighbour(line: &Line<'_, '_>, i: usize) -> bool {
    i > 0 && line.is_initial(i - 1)
}

/// The name that begins at this token, if its tokens look like one.
pub(super) fn name_at(
    line: &Line<'_, '_>,
    world: &World<'_>,
    start: usize,
    titled: bool,
) -> Option<Range<usize>> {
    let mut next = first_part(line, world, start, titled)?;
    while next < line.len() && next - start < LONG {
        match further_part(line, world, start, next, titled || follows_possessive(line, start)) {
            Some(end) => next = end,
            None => break,
        }
    }
    if line.lower(next) == "," && line.has(next + 1, is::SUFFIX) && line.cell(next + 1).capital {
        next += 2;
    }
    Some(start..next)
}

/// "Portugal's Luís Montenegro"
fn follows_possessive(line: &Line<'_, '_>, start: usize) -> bool {
    start > 1 && line.is_possessive(start - 1) && matches!(line.known(start - 2), Some(Known::Country(_)))
}

fn first_part(line: &Line<'_, '_>, world: &World<'_>, i: usize, titled: bool) -> Option<usize> {
    if is_nameable(line, i) {
        return Some(i + 1);
    }
    let cell = line.cell(i);
    // "J.D. Vance", "R.K. Singh", "K P Sharma Oli", "Dr A K Abdul Momen"
    if line.is_initial(i)
        && !cell.info.has(is::HONORIFIC)
        && (is_nameable(line, i + 1)
            || (line.is_initial(i + 1) || line.has(i + 1, is::PARTICLE)) && is_nameable(line, i + 2))
        && matches!(line.known(i), None | Some(Known::Person(_)))
    {
        return Some(i + 1);
    }
    // "JD Vance"
    if titled && cell.shouted && cell.word.len() < 4 && line.known(i).is_none() && is_nameable(line, i + 1) {
        return Some(i + 1);
    }
    // "al-Sisi", "bin Salman", "de Gaulle"
    if cell.info.has(is::PARTICLE) && !cell.info.has(is::DETERMINER) {
        let after = if line.is_hyphen(i + 1) { i + 2 } else { i + 1 };
        let loose = cell.capital || titled || line.is_hyphen(i + 1);
        return (loose && is_nameable(line, after)).then_some(after + 1);
    }
    // Surnames that are also pronouns or particles: "He Lifeng", "Vice Premier He", "So Jae-won".
    if cell.capital && cell.info.has(is::FUNCTION) && line.lower(i) != "the" && !line.title_case {
        let followed = is_nameable(line, i + 1) && !line.cell(i + 1).shouted;
        if titled
            && !cell.info.has(is::TITLE)
            && (followed || !cell.info.has(is::PREPOSITION | is::DETERMINER))
        {
            return Some(i + 1);
        }
        let pronoun = cell.info.has(is::PRONOUN);
        let named = pronoun || world.is_family_first(line.lower(i)) && !line.is_opening(i);
        return (followed && (named || world.given(line.lower(i)).is_some() && !line.is_opening(i)))
            .then_some(i + 1);
    }
    // "Prince Sultan bin Nayef": a given name that is a rank as well.
    let rank = |r: u16| lexicon().role(r).class == RoleClass::Royal;
    if titled
        && cell.capital
        && cell.info.role.is_some_and(rank)
        && matches!(line.lower(i + 1), "bin" | "ibn" | "bint")
    {
        return Some(i + 1);
    }
    let one = line.hit(i).is_some_and(|h| h.tokens.len() == 1);
    // "Mr. French", "Ms. England": behind a bare courtesy stands a surname, whatever else it may mean.
    let courtesy = i > 0 && line.has(i - 1, is::HONORIFIC) && !line.has(i - 1, is::ROLE | is::STYLE);
    // "Crown Princess Victoria", "Prince Albert of Monaco"
    let royal = i > 0
        && line.cell(i - 1).capital
        && line.cell(i - 1).info.role.is_some_and(|r| lexicon().role(r).class == RoleClass::Royal)
        && matches!(line.known(i), Some(Known::City { .. }));
    let courtesy = courtesy || royal;
    // "H.E. President X": a courtesy and an office.
    let office =
        line.has(i + 1, is::TITLE | is::PORTFOLIO) || line.has(i, is::ROLE) && is_nameable(line, i + 1);
    if titled && courtesy && one && cell.capital && !cell.shouted && !line.title_case && !office {
        return Some(i + 1);
    }
    // A given or family name that is also the name of a country or city: "Israel Katz", "Chad Wolf".
    if is_lone_place(line, i) && is_nameable(line, i + 1) && (titled || world.given(line.lower(i)).is_some())
    {
        return Some(i + 1);
    }
    None
}

/// One past the next part of a name, if there is one at `i`.
fn further_part(
    line: &Line<'_, '_>,
    world: &World<'_>,
    start: usize,
    i: usize,
    introduced: bool,
) -> Option<usize> {
    // "Treasury Secretary Anna Dahl Visits Peru"
    if line.title_case && line.has(i, is::VERB) && line.known(i).is_none() {
        return None;
    }
    if is_nameable(line, i) {
        return Some(i + 1);
    }
    // "Yellen-He": the second half is a surname that looks like another word.
    let odd = line.cell(i + 1).capital && line.cell(i + 1).info.has(is::PRONOUN);
    let given = |k: usize| starts_lower_part(line, world, start, k);
    if line.is_hyphen(i) && (is_nameable(line, i + 1) || odd || given(i + 1)) {
        return Some(i + 2);
    }
    // "Liu He": a given name that looks like another word.
    let odd = line.cell(i).capital && line.has(i, is::PRONOUN) && !line.title_case && i == start + 1;
    if odd
        && (introduced
            || world.is_family_first(line.lower(start)) && world.given(line.lower(start)).is_none())
    {
        return Some(i + 1);
    }
    if line.is_initial(i) {
        return (is_nameable(line, i + 1) || line.is_initial(i + 1) || line.lower(i) == "jr.")
            .then_some(i + 1);
    }
    if line.has(i, is::SUFFIX) && line.cell(i).capital {
        return Some(i + 1);
    }
    if line.has(i, is::PARTICLE) && !line.cell(i).glued {
        let mut after = i + 1;
        while line.has(after, is::PARTICLE) || line.is_hyphen(after) {
            after += 1;
        }
        // "al-Sheikh", "bin Sultan"
        let styled = after > i && line.cell(after).capital && line.has(after, is::ROLE | is::HONORIFIC);
        // "Fernando Ruiz de Cordoba": a city behind the particle.
        let city = i > start + 1
            && matches!(line.known(after), Some(Known::City { .. }))
            && is_lone_place(line, after)
            && !line.cell(after + 1).capital;
        return ((is_nameable(line, after) || styled || city) && after - i < 4).then_some(after + 1);
    }
    // "Juan Pablo Monterrey Diaz", "Maria Elena Salvador": a place behind two given names, and nothing that makes it one.
    if i == start + 2 && is_lone_place(line, i) && (start..i).all(|k| world.given(line.lower(k)).is_some()) {
        return Some(i + 1);
    }
    // A surname that means something else: "Julie Bishop", "Theresa May", "Kelly Craft", "Seth Center".
    let cell = line.cell(i);
    let loose = introduced && !cell.info.has(is::ORGAN | is::PORTFOLIO | is::STATE | is::FUNCTION);
    let given = i == start + 1 && (loose || world.given(line.lower(start)).is_some())
        || i == start + 2 && line.is_initial(i - 1)
        // "Foreign Minister Bui Thanh Son"
        || i == start + 2 && introduced && world.is_family_first(line.lower(start)) && line.has(i, is::ROLE)
        // "President Vuong Dinh Hue of": behind a title and two parts of a name a city is its third where the name is at its end.
        || i == start + 2
            && introduced
            && matches!(line.known(i), Some(Known::City { .. }))
            && (matches!(line.lower(i + 1), "," | "of") || line.is_verb(i + 1));
    let ends = !line.cell(i + 1).capital || line.known(i + 1).is_some();
    let body =
        matches!(line.known(i), Some(Known::Adjective(_) | Known::Body { .. } | Known::Metonym { .. }));
    let soft = !body && !cell.info.has(is::CALENDAR | is::GROUP) && !line.is_initial(i);
    (cell.capital && given && ends && soft && !line.title_case).then_some(i + 1)
}

/// A city or state of one word.
fn is_lone_place(line: &Line<'_, '_>, i: usize) -> bool {
    let lone = line.hit(i).is_some_and(|h| h.tokens.len() == 1);
    lone && matches!(line.known(i), Some(Known::Country(_) | Known::City { .. }))
}

/// "Jae-myung", "Jae-in": the second half of a given name.
fn starts_lower_part(line: &Line<'_, '_>, world: &World<'_>, start: usize, i: usize) -> bool {
    let word = line.cell(i).word;
    let korean = || world.is_family_first(line.lower(start));
    !line.cell(i).capital
        && word.len() > 1
        && word.chars().all(char::is_alphabetic)
        && (!line.has(i, is::FUNCTION | is::TITLE) || korean())
}

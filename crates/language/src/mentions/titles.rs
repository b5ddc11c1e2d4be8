//! Titles before a name and descriptions behind it.

use super::lexicon::{Gender, Rank, RoleClass, RoleRef, is, lexicon};
use super::line::Line;
use super::names;
use super::world::{Known, World};
use std::ops::Range;

/// An office or function as a phrase gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// Everything that belongs to it, with nationality.
    pub(super) tokens: Range<usize>,
    /// The office alone, as a record shows it.
    pub(super) core: Range<usize>,
    /// The offices that it names, in order.
    pub(super) roles: Vec<RoleRef>,
    /// What the offices are about, in lower case, in the order of the text.
    pub(super) portfolio: Vec<String>,
    /// Whose office it is, by nationality, possessive or "of".
    pub(super) country: Option<String>,
    /// Whose office it is if nothing else tells: only one state has an office of this name.
    pub(super) usual_country: Option<String>,
    pub(super) gender: Option<Gender>,
    /// It speaks of several holders: "presidents".
    pub(super) plural: bool,
    /// Every nationality in it, in order.
    pub(super) nations: Vec<String>,
    /// It is no longer held.
    pub(super) past: bool,
    /// An honorific stands in it.
    pub(super) courtesy: bool,
}

impl Title {
    /// Whether its holder acts for a state or body.
    pub(super) fn is_official(&self, line: &Line<'_, '_>) -> bool {
        self.roles.iter().any(|r| match lexicon().role(r.role).class {
            RoleClass::Private => false,
            RoleClass::Head => self.tokens.clone().any(|i| is_public_word(line, i)),
            _ => true,
        })
    }
}

/// A word that tells a state's or body's office from a company's.
fn is_public_word(line: &Line<'_, '_>, i: usize) -> bool {
    let company = line.has(i, is::COMPANY) && !line.has(i.saturating_sub(1), is::PORTFOLIO);
    let known = matches!(
        line.known(i),
        Some(Known::Body { .. } | Known::Metonym { .. } | Known::Ministry { .. } | Known::Office { .. })
    );
    !company
        && (known
            || line.has(i, is::ORGAN)
            || line.has(i, is::PORTFOLIO) && !line.has(i, is::ROLE | is::TEMPER))
}

/// The title that ends right before `name`, if there is one.
pub(super) fn before(line: &Line<'_, '_>, world: &World<'_>, name: usize) -> Option<Title> {
    let comma = name > 0 && line.lower(name - 1) == ",";
    let end = if comma { name - 1 } else { name };
    // "analyst at Eurasia"
    if end == 0 || matches!(line.lower(end - 1), "at" | "in" | "of" | "for" | "to" | "on" | "and" | "the") {
        return None;
    }
    let (mut start, mut solid) = (end, end);
    let mut role_seen = false;
    while start > 0 {
        let i = start - 1;
        let step = match step_left(line, i, end, role_seen) {
            Step::Solid(to) => {
                role_seen |= (to..start).any(|k| line.has(k, is::ROLE | is::HONORIFIC | is::STYLE))
                    || long_role_in(line, to..end);
                start = to;
                solid = to;
                continue;
            }
            Step::Loose(to) => to,
            Step::Stop => break,
        };
        start = step;
    }
    if solid == end || !role_seen {
        return None;
    }
    let title = read(line, world, solid..end)?;
    if comma {
        let formal = title.tokens.clone().any(|i| line.cell(i).capital && line.has(i, is::ROLE))
            || introduced(line, &title);
        let bare = title.courtesy && title.roles.is_empty();
        if bare || !formal || is_fronted(line, world, end, name) {
            return None;
        }
    }
    Some(title)
}

/// "In a meeting with the foreign minister, Mr. X said": the phrase in front ends at the comma, and the name is the sentence's subject.
fn is_fronted(line: &Line<'_, '_>, world: &World<'_>, comma: usize, name: usize) -> bool {
    opens_with_phrase(line, comma)
        && names::name_at(line, world, name, true).is_some_and(|n| line.is_verb(n.end))
}

/// Whether what stands before a token is one phrase with a preposition: "In a meeting with the minister".
fn opens_with_phrase(line: &Line<'_, '_>, end: usize) -> bool {
    line.has(0, is::PREPOSITION) && (0..end).all(|k| line.lower(k) != ",")
}

/// "the", "a", "its" or a possessive stands before the title.
fn introduced(line: &Line<'_, '_>, title: &Title) -> bool {
    let start = title.tokens.start;
    title.country.is_some()
        || start > 0 && (line.has(start - 1, is::DETERMINER) || line.is_possessive(start - 1))
}

enum Step {
    /// These tokens belong to the title.
    Solid(usize),
    /// They belong to it if something more to the left does.
    Loose(usize),
    Stop,
}

fn step_left(line: &Line<'_, '_>, i: usize, end: usize, role_seen: bool) -> Step {
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
    if role_at(line, i, end).is_some_and(|(past, _, _)| past > i + 1) {
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
                    && matches!(line.known(i + 1), Some(Known::Ministry { .. } | Known::Metonym { .. })) =>
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
    let under = cell.info.has(is::RANK) && line.has(i + 1, is::ROLE);
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
            && !line.has(i - 1, is::PLURAL) =>
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
            && line.has(i + 1, is::ROLE)
            && !cell.capital
            && !line.is_mark(i)
            && !cell.info.has(is::FUNCTION | is::PREPOSITION | is::VERB | is::DETERMINER)
            && (line.is_possessive(i - 1) || matches!(line.known(i - 1), Some(Known::Adjective(_)))) =>
        {
            Step::Loose(i)
        }
        // "Office of the Central Foreign Affairs Commission", "Industry and Information"
        _ if cell.capital && role_seen && cell.shouted && i + 1 < end => Step::Solid(i),
        _ if role_seen && !cell.capital && lower == "party" => Step::Solid(i),
        _ => Step::Stop,
    }
}

/// A word for what an office is about, which is none itself.
fn is_matter(line: &Line<'_, '_>, i: usize) -> bool {
    line.has(i, is::PORTFOLIO) && !line.has(i, is::ROLE | is::FUNCTION) && line.hit(i).is_none()
}

/// "Chief of Forces of the Republic of Ghana": an office ends before this token with the state whose it is.
pub(super) fn ends_office(line: &Line<'_, '_>, end: usize) -> bool {
    let state = end.checked_sub(1).and_then(|k| line.hit(k));
    let Some(before) = state.and_then(|h| h.tokens.start.checked_sub(1)) else { return false };
    let of = if line.lower(before) == "the" { before.saturating_sub(1) } else { before };
    line.lower(of) == "of" && of > 0 && line.has(of - 1, is::ROLE | is::PORTFOLIO)
}

/// "Politburo member and Permanent Member of the Secretariat X": a role of several words ends before this token.
fn ends_long_role(line: &Line<'_, '_>, end: usize) -> bool {
    (end.saturating_sub(4)..end).any(|from| role_at(line, from, end).is_some_and(|(past, _, _)| past == end))
}

fn long_role_in(line: &Line<'_, '_>, range: Range<usize>) -> bool {
    range.clone().any(|i| role_at(line, i, range.end).is_some())
}

/// "adviser to President X": going left from X, the connector ends the title of X.
fn is_before_role_without_article(line: &Line<'_, '_>, connector: usize, end: usize) -> bool {
    let mut next = connector + 1;
    while line.has(next, is::RANK | is::TEMPER | is::PAST)
        || matches!(line.known(next), Some(Known::Adjective(_)))
    {
        next += 1;
    }
    let mut follows = next;
    while follows < end && line.has(follows, is::PORTFOLIO) && !line.has(follows, is::ROLE) {
        follows += 1;
    }
    follows < end && (line.has(follows, is::ROLE | is::HONORIFIC) || role_at(line, next, end).is_some())
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

/// A courtesy or military rank, behind which an office may stand: "the army chief, Gen. X".
fn is_lesser_title(line: &Line<'_, '_>, from: usize, end: usize) -> bool {
    let lesser = |i: usize| {
        let info = line.cell(i).info;
        let rank = info
            .role
            .is_some_and(|r| matches!(lexicon().role(r).class, RoleClass::Military | RoleClass::Royal));
        let plain = matches!(line.lower(i), "mr" | "mr." | "mrs" | "mrs." | "ms" | "ms." | "dr" | "dr.");
        let senior = line.lower(i) == "senior" && i + 1 < end;
        info.has(is::HONORIFIC | is::STYLE) && !plain
            || rank
            || senior
            || line.lower(i) == ","
            || matches!(line.lower(i), "his" | "her" | "maj" | "lt")
    };
    from < end && (from..end).all(lesser)
}

/// The role that begins at `i`: one past its end, the role, whether plural.
pub(super) fn role_at(line: &Line<'_, '_>, i: usize, end: usize) -> Option<(usize, u16, bool)> {
    let word = |k: usize| if i + k < end { line.lower(i + k) } else { "" };
    if let Some((length, role, plural)) = lexicon().long_role(word) {
        return Some((i + length, role, plural));
    }
    let info = line.cell(i).info;
    info.role.filter(|_| i < end).map(|role| (i + 1, role, info.has(is::PLURAL)))
}

/// Reads a phrase as a title; `None` if it names no role and no courtesy.
pub(super) fn read(line: &Line<'_, '_>, world: &World<'_>, tokens: Range<usize>) -> Option<Title> {
    let mut title = Title { tokens: tokens.clone(), core: tokens.clone(), ..Title::default() };
    let (mut rank, mut owned, mut connector) = (Rank::Full, false, None);
    let mut core_start = tokens.end;
    let mut i = tokens.start;
    while i < tokens.end {
        let info = line.cell(i).info;
        if let Some(hit) = line.hit(i) {
            let (known, past_hit) = (hit.known, hit.tokens.end);
            if let Some(code) = owner_code(known) {
                let goal = connector
                    .is_some_and(|c: usize| c + 2 >= i && matches!(line.lower(c), "to" | "for" | "on"));
                let city = matches!(known, Known::City { .. });
                title.nations.push(code.to_owned());
                if !goal && (!owned || !city && title.country.is_none()) {
                    title.country = Some(code.to_owned());
                    owned = true;
                }
            }
            if let Known::Office { country: Some(code) } = known
                && !world.is_country(code)
            {
                // "NATO secretary-general": the title itself names the body.
                title.country.get_or_insert_with(|| code.to_owned());
            }
            if let Known::Metonym { code: country, government: false, .. } | Known::Ministry { country, .. } =
                known
                && !country.is_empty()
            {
                title.usual_country.get_or_insert_with(|| country.to_owned());
            }
            if let Known::Office { country: Some(country) } = known {
                core_start = core_start.min(hit.tokens.start);
                title.usual_country.get_or_insert_with(|| country.to_owned());
            }
            if !matches!(known, Known::Office { .. } | Known::Ministry { .. } | Known::Person(_)) {
                if core_start == tokens.end && matches!(known, Known::Body { .. } | Known::Metonym { .. }) {
                    core_start = i;
                }
                i = past_hit.max(i + 1);
                continue;
            }
        }
        title.past |= info.has(is::PAST);
        if info.has(is::RANK) {
            rank = info.rank;
        }
        if info.has(is::HONORIFIC | is::STYLE) {
            title.courtesy = true;
            title.gender = title.gender.or(info.gender);
        }
        match line.lower(i) {
            "his" => title.gender = title.gender.or(Some(Gender::Male)),
            "her" => title.gender = title.gender.or(Some(Gender::Female)),
            "of" | "to" | "for" | "on" => connector = Some(i),
            "and" | "," => connector = None,
            _ => {}
        }
        let under = info.has(is::RANK) && line.has(i + 1, is::ROLE);
        let in_core = under || info.has(is::TITLE) && !info.has(is::HONORIFIC | is::STYLE | is::FUNCTION);
        if in_core && core_start == tokens.end {
            core_start = i;
        }
        // "deputy" before another role is its rank; "vice-president" has one of its own.
        let deputy = info.has(is::RANK)
            && !line.lower(i).contains('-')
            && (line.has(i + 1, is::ROLE | is::PORTFOLIO | is::RANK)
                || role_at(line, i + 1, tokens.end).is_some())
            && i + 1 < tokens.end;
        if let Some((end, role, plural)) = role_at(line, i, tokens.end).filter(|_| !deputy) {
            let other = connector.is_some_and(|c| {
                (c + 1..i)
                    .all(|k| line.has(k, is::DETERMINER | is::RANK | is::TEMPER) || line.known(k).is_some())
            }) && !title.roles.is_empty();
            if !other {
                title.portfolio.extend(lexicon().role(role).about.iter().cloned());
                title.roles.push(RoleRef { role, rank });
                title.plural |= plural;
                title.gender = title.gender.or(lexicon().role(role).gender);
            }
            core_start = core_start.min(i);
            rank = Rank::Full;
            // "foreign minister" is both a role of its own and a portfolio.
            for k in i..end {
                if line.has(k, is::PORTFOLIO) {
                    title.portfolio.push(line.lower(k).to_owned());
                }
            }
            i = end;
            continue;
        }
        if info.has(is::PORTFOLIO | is::ORGAN) {
            title.portfolio.push(line.lower(i).to_owned());
        }
        i += 1;
    }
    if title.roles.is_empty() && !title.courtesy {
        return None;
    }
    title.core = core_start.min(tokens.end)..tokens.end;
    trim_core(line, &mut title);
    // "the home secretary" is Britain's, but not in an article that never speaks of Britain.
    let words: Vec<&str> = tokens.clone().map(|i| line.lower(i)).collect();
    let unmistakable = lexicon().office_country(&words).map(str::to_owned);
    title.usual_country = unmistakable.or(title.usual_country.filter(|code| world.has_seen(code)));
    Some(title)
}

/// A courtesy at the end is none of the office: "National Security Advisor, His Highness Sheikh".
fn trim_core(line: &Line<'_, '_>, title: &mut Title) {
    let core = &mut title.core;
    // "army chief, Gen.": the office is enough.
    if let Some(comma) = core
        .clone()
        .rev()
        .find(|&i| line.lower(i) == ",")
        .filter(|&c| c > core.start && is_lesser_title(line, c + 1, core.end))
    {
        core.end = comma;
    }
    // "Foreign Minister Prince Faisal"
    let last = core.end.saturating_sub(1);
    let rank = line.cell(last).info.role.is_some_and(|r| lexicon().role(r).class == RoleClass::Royal);
    if title.roles.len() > 1 && rank && last > core.start {
        core.end = last;
    }
    while core.end > core.start {
        let last = core.end - 1;
        let courtesy = line.has(last, is::HONORIFIC | is::STYLE) && !line.has(last, is::ROLE);
        if courtesy || line.is_mark(last) || matches!(line.lower(last), "his" | "her" | "their" | "the") {
            core.end -= 1;
        } else {
            break;
        }
    }
}

fn owner_code(known: Known<'_>) -> Option<&str> {
    match known {
        Known::Country(code) | Known::Adjective(code) | Known::People(code, _) => Some(code),
        Known::Body { code, .. } => Some(code),
        Known::City { country, .. } => Some(country).filter(|c| !c.is_empty()),
        Known::Metonym { code, government: true, .. } => Some(code).filter(|c| !c.is_empty()),
        _ => None,
    }
}

/// How far a description may reach before its role: "a career diplomat who", "the kingdom's powerful former interior minister".
const REACH: usize = 9;

/// The description behind a name that ends at `name_end`: ", under secretary for international affairs,".
pub(super) fn after(line: &Line<'_, '_>, world: &World<'_>, name_end: usize) -> Option<Title> {
    let mut start = match line.lower(name_end) {
        "," | "(" | "—" | "–" => name_end + 1,
        _ => return None,
    };
    // "Paul Addy, 63, a farmer"
    if line.cell(start).word.chars().all(|c| c.is_ascii_digit()) && line.lower(start + 1) == "," {
        start += 2;
    }
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
        if let Some((end, _, plural)) = role_at(line, i, line.len()) {
            if plural && !line.has(i, is::TEMPER | is::RANK) {
                return None;
            }
            // "the Ukraine president's aide", "Chief Justice": go on to the last role of the phrase.
            if let Some((next, _, _)) = role_at(line, end, line.len()) {
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
    let next_one = |k: usize| names::is_nameable(line, k) && before(line, world, k).is_some();
    if (role_end..(role_end + 12).min(line.len())).take_while(|&k| !is_boundary(line, k)).any(next_one) {
        return None;
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
    title.core =
        if line.has(start, is::DETERMINER) { start..end } else { title.core.start.min(role_end)..end };
    if title.roles.is_empty() {
        return None;
    }
    Some(title)
}

/// The country behind a name: "President Arévalo of Guatemala", "Jens Stoltenberg of NATO".
pub(super) fn of_country(line: &Line<'_, '_>, name_end: usize) -> Option<(String, usize)> {
    if line.lower(name_end) != "of" {
        return None;
    }
    let hit = line.hit(line.past_article(name_end))?;
    let code = match hit.known {
        Known::Country(code) | Known::Body { code, .. } => code,
        _ => return None,
    };
    Some((code.to_owned(), hit.tokens.end))
}

fn is_boundary(line: &Line<'_, '_>, i: usize) -> bool {
    matches!(line.lower(i), "," | ";" | ":" | "." | "(" | ")" | "—" | "\"" | "”" | "“" | "!" | "?")
        || i >= line.len()
}

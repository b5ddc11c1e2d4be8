//! Titles before a name ([`before`]; how far they reach: [`reach`]) and descriptions behind it ([`behind`]).

mod behind;
mod reach;

use super::lexicon::{Gender, Rank, RoleClass, RoleRef, is, lexicon};
use super::line::Line;
use super::names;
use super::world::{Known, World};
use reach::{Step, long_role_in, step_left};
use std::ops::Range;

pub(super) use behind::{after, of_country};
pub(super) use reach::ends_office;

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
            RoleClass::Leader => self.country.is_some() || !self.is_of_firm(line),
            _ => true,
        })
    }

    /// "Toyota's president", "Lund University vice-chancellor": a leader, but of no state.
    fn is_of_firm(&self, line: &Line<'_, '_>) -> bool {
        let strange = |k: usize| line.cell(k).capital && line.hit(k).is_none() && !line.is_opening(k);
        let firm = |k: usize| strange(k) && line.is_firm(k);
        let before = self.tokens.start.saturating_sub(1);
        // "The president of Solenergia"
        let leads = |k: usize| line.lower(k) == "president" && line.lower(k + 1) == "of";
        let known = is::TITLE | is::GROUP | is::STATE | is::FUNCTION;
        let of = self.tokens.clone().find(|&k| leads(k)).map(|k| line.past_article(k + 1));
        (before..self.tokens.end).any(firm)
            || is_of_stranger(line, self.tokens.start)
            || of.is_some_and(|k| strange(k) && !line.has(k, known))
    }
}

/// "Toyota's president": whose an office is that begins here is the name of nobody that is known, neither a state's nor a person's.
fn is_of_stranger(line: &Line<'_, '_>, start: usize) -> bool {
    let owner = start.checked_sub(2).filter(|_| line.is_possessive(start - 1));
    owner.is_some_and(|k| {
        line.cell(k).capital
            && line.hit(k).is_none()
            && !line.has(k, is::TITLE | is::GROUP | is::STATE | is::FUNCTION)
    })
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
    // "a diplomat named X"
    let named = name > 0 && line.lower(name - 1) == "named";
    let end = if comma || named { name - 1 } else { name };
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
        if bare || !formal || is_fronted(line, world, end, name) || is_listed(line, world, &title, name) {
            return None;
        }
    }
    Some(title)
}

/// "The Chinese leader, A B and C D met": the name is the second of a list, unless it is that of whom the title tells.
fn is_listed(line: &Line<'_, '_>, world: &World<'_>, title: &Title, name: usize) -> bool {
    let Some(name) = names::name_at(line, world, name, true) else { return false };
    let known = match line.known(name.end - 1) {
        Some(Known::Person(id)) => Some(world.serves(id).unwrap_or(world.person(id).country)),
        _ => None,
    };
    let (Some(own), Some(state)) = (known, title.country.as_deref()) else { return false };
    own != state && world.is_country(own) && world.is_country(state) && !title.past
}

/// "In a meeting with the foreign minister, Mr. X said": the phrase in front ends at the comma, and the name is the sentence's subject.
fn is_fronted(line: &Line<'_, '_>, world: &World<'_>, comma: usize, name: usize) -> bool {
    opens_with_phrase(line, comma)
        && names::name_at(line, world, name, true).is_some_and(|n| line.is_verb(n.end))
}

/// Whether what stands before a token is one phrase with a preposition or participle: "In a meeting with the minister", "Received by
/// the minister".
pub(super) fn opens_with_phrase(line: &Line<'_, '_>, end: usize) -> bool {
    let received = line.lower(1) == "by" && !line.has(0, is::TITLE) && line.hit(0).is_none();
    (line.has(0, is::PREPOSITION) || received) && (0..end).all(|k| line.lower(k) != ",")
}

/// "the", "a", "its" or a possessive stands before the title.
fn introduced(line: &Line<'_, '_>, title: &Title) -> bool {
    let start = title.tokens.start;
    title.country.is_some()
        || start > 0 && (line.has(start - 1, is::DETERMINER) || line.is_possessive(start - 1))
}

/// A courtesy or military rank, behind which an office may stand: "the army chief, Gen. X".
fn is_lesser_title(line: &Line<'_, '_>, from: usize, end: usize) -> bool {
    // "The Prime Minister, H.E. Mr. X"
    let plain =
        |i: usize| matches!(line.lower(i), "mr" | "mr." | "mrs" | "mrs." | "ms" | "ms." | "dr" | "dr.");
    let styled = (from..end).any(|i| line.has(i, is::HONORIFIC | is::STYLE) && !plain(i));
    let lesser = |i: usize| {
        let info = line.cell(i).info;
        let rank = info
            .role
            .is_some_and(|r| matches!(lexicon().role(r).class, RoleClass::Military | RoleClass::Royal));
        let senior = line.lower(i) == "senior" && i + 1 < end;
        info.has(is::HONORIFIC | is::STYLE) && (styled || !plain(i))
            || rank
            || senior
            || line.lower(i) == ","
            || matches!(line.lower(i), "his" | "her" | "maj" | "lt")
    };
    from < end && (from..end).all(lesser)
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
                // "the Minister of Foreign and CARICOM Affairs": what the office is about.
                let goal = goal || line.lower(past_hit) == "affairs";
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
        if line.is_rank(i) {
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
        let under = line.is_rank(i) && line.has(i + 1, is::ROLE);
        let in_core = under || info.has(is::TITLE) && !info.has(is::HONORIFIC | is::STYLE | is::FUNCTION);
        if in_core && core_start == tokens.end {
            core_start = i;
        }
        // "deputy" before another role is its rank; "vice-president" has one of its own.
        let deputy = line.is_rank(i)
            && !line.lower(i).contains('-')
            && (line.has(i + 1, is::ROLE | is::PORTFOLIO | is::RANK)
                || line.role_at(i + 1, tokens.end).is_some())
            && i + 1 < tokens.end;
        if let Some((end, role, plural)) = line.role_at(i, tokens.end).filter(|_| !deputy) {
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
    // "First Lady" is an office, "Lady" a courtesy.
    let long = |from: usize, end: usize| line.role_at(from, end).is_some_and(|(past, _, _)| past == end);
    while core.end > core.start && !(core.len() > 1 && long(core.end - 2, core.end)) {
        let last = core.end - 1;
        // "Minister of Justice"
        let matter = last > core.start && line.lower(last - 1) == "of";
        let courtesy = line.has(last, is::HONORIFIC | is::STYLE) && !line.has(last, is::ROLE) && !matter;
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

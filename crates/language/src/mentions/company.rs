//! Whose somebody is who comes with another or serves him: "accompanied by Minister X", "the premier's spokesman X".

use super::clue::Clue;
use super::lexicon::{is, lexicon};
use super::line::Line;
use super::people::People;
use super::person::certainty;
use super::pronouns;
use super::sightings::NameFound;
use super::world::Known;

/// Before somebody so many sentences ago "he" may still be whom others accompany.
const RECENT: usize = 2;

/// So many words may stand between a word of travel and "with".
const WAY: usize = 6;

/// The state of the one whom somebody serves or accompanies, as far as the text tells both.
pub(super) fn state(
    lines: &[Line<'_, '_>],
    found: &[NameFound],
    at: usize,
    people: &People,
) -> Option<String> {
    served(lines, found, at, people).or_else(|| accompanied(lines, found, at, people))
}

/// "Okoro's spokesman X": the state of whoever is named as the owner of an office.
fn served(lines: &[Line<'_, '_>], found: &[NameFound], at: usize, people: &People) -> Option<String> {
    let name = &found[at];
    let line = &lines[name.line];
    let title = name.title.as_ref().filter(|t| !t.roles.is_empty() && t.country.is_none())?;
    let owned = title.tokens.start.checked_sub(1).filter(|&k| line.is_possessive(k))?;
    if title.roles.iter().any(|r| lexicon().role(r.role).is_towards_another()) {
        return None;
    }
    let owner = found[..at].iter().rev().find(|n| n.line == name.line && n.name.end == owned)?;
    people.all[owner.person?].country.clone()
}

/// "Was accompanied by Minister X", "is travelling with Minister X": the state of whoever leads them.
fn accompanied(lines: &[Line<'_, '_>], found: &[NameFound], at: usize, people: &People) -> Option<String> {
    let name = &found[at];
    let line = &lines[name.line];
    let start = name.tokens.start;
    let cue = (0..start).rev().find(|&k| is_cue(line, k))?;
    let apart = |k: usize| {
        line.is_verb(k) && !line.has(k, is::TITLE)
            || matches!(line.lower(k), "who" | "which" | "where" | "to")
    };
    let names = |k: usize| found.iter().any(|n| n.line == name.line && n.tokens.contains(&k));
    if (cue + 1..start).any(|k| apart(k) && !names(k)) {
        return None;
    }
    let known = |n: &NameFound| {
        let person = n.person.map(|p| &people.all[p]).filter(|p| p.certainty > certainty::CONTEXT)?;
        person.country.clone()
    };
    let mut before = found[..at].iter().rev().filter(|n| n.line == name.line && n.tokens.end <= cue);
    if let Some(leader) = before.next() {
        return known(leader);
    }
    // "Accompanied by X, President Y flew"
    if cue < 2 {
        let leads = |n: &&NameFound| n.line == name.line && n.acts(line);
        return found[at + 1..].iter().find(leads).and_then(known);
    }
    if let Some(code) = leading_office(line) {
        return Some(code.to_owned());
    }
    let points = line.has(0, is::PRONOUN) || line.lower(0) == "the" && !line.cell(1).capital;
    if !points {
        return None;
    }
    (name.line.saturating_sub(RECENT)..name.line).rev().find_map(|l| {
        let earlier = &lines[l];
        let acts = found.iter().find(|n| n.line == l && !pronouns::is_governed(earlier, n.tokens.start));
        acts.and_then(known).or_else(|| leading_office(earlier).map(str::to_owned))
    })
}

/// Whether a preposition says behind it who comes along: "accompanied by", "travelling with", "flew in from Lima with".
fn is_cue(line: &Line<'_, '_>, k: usize) -> bool {
    match line.lower(k) {
        "by" => k > 0 && line.lower(k - 1) == "accompanied",
        "with" => {
            let verb = (k.saturating_sub(WAY)..k).rev().find(|&v| line.is_verb(v));
            let together = k > 0 && matches!(line.lower(k - 1), "along" | "together");
            verb.is_some_and(|v| {
                let travels = lexicon().clues.is(Clue::Going, line.lower(v));
                travels || together && lexicon().clues.is(Clue::Staying, line.lower(v))
            })
        }
        _ => false,
    }
}

/// "Togo's president, …", "The Danish king was …": the state whose office opens a sentence.
fn leading_office<'a>(line: &Line<'_, 'a>) -> Option<&'a str> {
    let first = line.hits.first().filter(|h| h.tokens.start < 2)?;
    let office = first.tokens.end + usize::from(line.is_possessive(first.tokens.end));
    let held = line.has(office, is::ROLE | is::PORTFOLIO | is::RANK);
    let code = match first.known {
        Known::Adjective(code) | Known::Country(code) => code,
        _ => return None,
    };
    (held || line.role_at(office, line.len()).is_some()).then_some(code)
}

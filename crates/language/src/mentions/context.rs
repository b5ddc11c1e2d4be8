//! Whose news this is, and which states it is about.

use super::lexicon::{is, lexicon};
use super::line::Line;
use super::people::People;
use super::person::certainty;
use super::publisher::{Publisher, Standing};
use super::sightings::NameFound;
use super::texts::texts;
use super::world::{Known, World};
use crate::base::Base;
use demarche_core::{Span, Zone};
use std::collections::BTreeMap;

/// The state that publishes: by an official source, a national agency, the office that heads or signs the text, else by offices
/// that one state alone has, the place line, any other source.
pub(super) fn home(
    base: &Base<'_>,
    lines: &[Line<'_, '_>],
    found: &[NameFound],
    publisher: Option<Publisher<'_>>,
    letterhead: Option<&str>,
) -> Option<String> {
    if let Some(publisher) = publisher.filter(|p| p.standing > Standing::Outlet) {
        return Some(publisher.code.to_owned());
    }
    if let Some(Known::Agency { country, state, .. }) = at(base, lines, base.agency())
        && (state || !country.is_empty() && !texts().publisher.worldwide.has(country))
    {
        return Some(country.to_owned());
    }
    if let Some(office) = letterhead {
        return Some(office.to_owned());
    }
    let mut offices: BTreeMap<&str, u32> = BTreeMap::new();
    for title in found.iter().filter_map(|n| n.title.as_ref()) {
        // An office without nationality is the reader's own.
        if let (None, Some(code)) = (&title.country, title.usual_country.as_deref()) {
            *offices.entry(code).or_default() += 1;
        }
    }
    let usual = offices
        .iter()
        .max_by_key(|(code, count)| (**count, std::cmp::Reverse(**code)))
        .map(|(code, _)| (*code).to_owned());
    usual
        .or_else(|| place(base, lines))
        .or_else(|| lines.iter().find_map(summoner).map(str::to_owned))
        .or_else(|| lines.iter().take(OPENING).find_map(place_line).map(str::to_owned))
        .or_else(|| publisher.map(|p| p.code.to_owned()))
}

/// The state or body whose office publishes the text, by its source or by lines of the text.
pub(super) fn letterhead<'a>(publisher: Option<Publisher<'a>>, lines: &[Line<'_, 'a>]) -> Option<&'a str> {
    publisher.filter(|p| p.standing == Standing::Office).map(|p| p.code).or_else(|| signature(lines))
}

/// The state of the office that heads or signs a text in lines of their own: "Ministry of Foreign Affairs / Singapore".
fn signature<'a>(lines: &[Line<'_, 'a>]) -> Option<&'a str> {
    /// So many lines at the top may be a letterhead, and so many at the bottom a signature.
    const HEADING: usize = 2;
    const CLOSING: usize = 5;
    let plain = |l: &Line<'_, '_>, k: usize| {
        let part = matches!(
            l.lower(k),
            "of" | "and" | "for" | "the" | "press" | "media" | "information" | "service" | "affairs"
        );
        part || l.is_mark(k) || l.hit(k).is_some() || l.has(k, is::ORGAN | is::PORTFOLIO)
    };
    let office = |l: &&Line<'_, '_>| {
        let named =
            |k: usize| l.cell(k).capital && matches!(l.lower(k), "ministry" | "department" | "government");
        (0..l.len()).any(named) && (0..l.len()).all(|k| plain(l, k))
    };
    let state = |l: &Line<'_, 'a>| {
        let mut codes = l.hits.iter().filter_map(|hit| match hit.known {
            Known::Country(code) | Known::Adjective(code) => Some(code),
            Known::City { country, .. } if !country.is_empty() => Some(country),
            Known::Ministry { country, .. } if !country.is_empty() => Some(country),
            _ => None,
        });
        codes.next().filter(|first| codes.all(|code| code == *first))
    };
    let seat = |i: usize| lines.get(i).filter(|l| l.len() <= 2).and_then(state);
    let bottom = lines.len().saturating_sub(CLOSING);
    let ends = (0..lines.len()).filter(|&i| i < HEADING || i >= bottom);
    let offices = ends.filter(|&i| office(&&lines[i]));
    offices.into_iter().find_map(|i| state(&lines[i]).or_else(|| seat(i + 1)))
}

/// So many lines of an article may hold its place line.
const OPENING: usize = 6;

/// "12:15 PM Taipei, July 10 (CNA)": the state of a city before a date, in a line that says when and where it was written.
fn place_line<'a>(line: &Line<'_, 'a>) -> Option<&'a str> {
    line.hits.iter().find_map(|hit| {
        let end = hit.tokens.end;
        let dated = line.lower(end) == "," && line.has(end + 1, is::CALENDAR);
        let written = dated && (end + 2..end + 6).any(|k| matches!(line.lower(k), "(" | "-" | "–" | "—"));
        match hit.known {
            Known::City { country, .. } if written && !country.is_empty() => Some(country),
            _ => None,
        }
    })
}

/// The state of those known persons whose offices the article names without saying of which state, if it is one.
pub(super) fn unexplained(people: &People, found: &[NameFound]) -> Option<String> {
    let mut seen = vec![false; people.all.len()];
    let mut codes: Vec<&str> = Vec::new();
    for name in found {
        let Some(person) = name.person else { continue };
        let first = !std::mem::replace(&mut seen[person], true);
        let bare = |t: &super::titles::Title| !t.roles.is_empty() && t.country.is_none() && !t.plural;
        let bare = name.country.is_none() && !name.counterpart && name.title.as_ref().is_some_and(bare);
        let person = &people.all[person];
        if first && bare && person.certainty == certainty::ATLAS {
            codes.extend(person.country.as_deref());
        }
    }
    // One alone may be a guest.
    let alone = codes.len() < 2;
    codes.sort_unstable();
    codes.dedup();
    if let [code] = codes[..] { Some(code.to_owned()).filter(|_| !alone) } else { None }
}

/// The state that calls in an envoy, by where he serves: "summoned the Afghan ambassador in Islamabad", "the envoy to Chad".
fn summoner<'a>(line: &Line<'_, 'a>) -> Option<&'a str> {
    let called_in = |k: usize| line.lower(k) == "called" && line.lower(k + 1) == "in";
    let called = (0..line.len()).find(|&k| line.lower(k).starts_with("summon") || called_in(k))?;
    let envoy = |k: usize| {
        matches!(line.lower(k), "ambassador" | "envoy" | "commissioner" | "affaires" | "d'affaires")
    };
    let behind = |k: usize| {
        // "the Ambassador of Hungary in Romania"
        let of =
            if line.lower(k + 1) == "of" { line.hit(k + 2).map_or(k + 1, |h| h.tokens.end) } else { k + 1 };
        Some(of).filter(|&at| matches!(line.lower(at), "in" | "to"))
    };
    let at = (called..line.len()).filter(|&k| envoy(k)).find_map(behind)? + 1;
    match line.known(at)? {
        Known::City { seat_of: Some(code), .. } | Known::Country(code) => Some(code),
        _ => None,
    }
}

/// The state of the place line.
pub(super) fn place(base: &Base<'_>, lines: &[Line<'_, '_>]) -> Option<String> {
    match at(base, lines, base.location())? {
        Known::City { country, .. } if !country.is_empty() => Some(country.to_owned()),
        Known::Country(code) => Some(code.to_owned()),
        _ => None,
    }
}

fn at<'a>(base: &Base<'_>, lines: &[Line<'_, 'a>], span: Option<Span>) -> Option<Known<'a>> {
    let span = span?;
    let sentence = base.sentence_at(span.start as usize)?;
    let line = lines.get(sentence.0 as usize)?;
    line.known(base.token_at(sentence, span.start as usize))
}

/// How many times over a name in the first sentence of the text counts.
const LEDE: u32 = 3;

/// The states of the article, those named most first.
pub(super) fn ranking(
    lines: &[Line<'_, '_>],
    people: &People,
    found: &[NameFound],
    world: &World<'_>,
) -> Vec<String> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    // What the article opens with is what it is about.
    let lede = lines.iter().position(|l| l.zone == Zone::Body);
    let weight = |line: usize, plain: u32| if Some(line) == lede { plain * LEDE } else { plain };
    for (line, hit) in lines.iter().enumerate().flat_map(|(i, l)| l.hits.iter().map(move |h| (i, h))) {
        let code = match hit.known {
            Known::Country(code) | Known::Adjective(code) | Known::People(code, _) => code,
            Known::City { name, country, seat_of: Some(code), .. } => {
                lexicon().union_seat(name).filter(|_| !world.names(country)).unwrap_or(code)
            }
            _ => continue,
        };
        if world.is_country(code) {
            *counts.entry(code.to_owned()).or_default() += weight(line, 2);
        }
    }
    for name in found {
        if let Some(country) = name.person.and_then(|p| people.all[p].country.clone()) {
            *counts.entry(country).or_default() += weight(name.line, 1);
        }
    }
    let mut ranked: Vec<(u32, String)> = counts.into_iter().map(|(code, n)| (n, code)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    ranked.into_iter().map(|(_, code)| code).collect()
}

//! The countries of persons in office where their titles tell none.

use super::clue::Clue;
use super::clues::Scene;
use super::context;
use super::lexicon::{RoleClass, RoleRef, is, lexicon};
use super::line::{Line, LineHit};
use super::people::People;
use super::person::{Person, certainty};
use super::pronouns;
use super::sightings::NameFound;
use super::world::{Known, World};
use std::cell::OnceCell;
use std::ops::Range;

/// Gives persons in office a country where their titles tell none: that of the list in which they stand, of the place
/// where they are met, of the publisher.
pub(super) fn settle_countries(
    lines: &[Line<'_, '_>],
    found: &[NameFound],
    people: &mut People,
    home: Option<&str>,
    place: Option<&str>,
    pair: Option<&[String]>,
    world: &World<'_>,
) {
    // A body that publishes is nobody's state, but its officials are its own.
    let (home, body) = match home {
        Some(code) if !world.is_country(code) => (None, Some(code)),
        home => (home, main_body(lines)),
    };
    // A list behind "with" is one side; so is "X, accompanied by Y".
    for pair in found.windows(2) {
        let [a, b] = pair else { continue };
        let (Some(pa), Some(pb)) = (a.person, b.person) else { continue };
        let line = &lines[a.line];
        let between = a.tokens.end.max(a.description.as_ref().map_or(0, |d| d.tokens.end))..b.tokens.start;
        let joined = a.line == b.line
            && !between.is_empty()
            && between.len() <= 4
            && between.clone().all(|k| {
                matches!(line.lower(k), "," | "and" | "&" | "with" | "the" | "a" | "an" | "as" | "well")
                    || b.title.is_some() && line.cell(k).capital
            });
        if !joined || !people.all[pb].official && b.title.is_none() {
            continue;
        }
        let opposed = (0..a.tokens.start).rev().take(3).any(|k| line.lower(k) == "between");
        let listed = (0..a.tokens.start)
            .any(|k| matches!(line.lower(k), "with" | "including" | "by" | "to" | "met" | "alongside"));
        if opposed || !listed && between.clone().all(|k| line.lower(k) != ",") {
            continue;
        }
        if let Some(country) =
            people.all[pa].country.clone().filter(|_| people.all[pb].certainty < certainty::LIST)
        {
            people.all[pb].take_country(Some(&country), certainty::LIST);
        }
    }
    share_offices(lines, found, people);
    settle_kin(people);
    let scene = Scene::new(lines, found, home, pair);
    let told = OnceCell::new();
    let unknown = |name: &NameFound, people: &People| {
        name.person.filter(|&p| people.all[p].country.is_none() && people.all[p].official)
    };
    for (at, name) in found.iter().enumerate() {
        let Some(person) = unknown(name, people) else { continue };
        let of_body =
            people.all[person].roles.iter().any(heads_body) && !is_elsewhere(&lines[name.line], name);
        if let Some(code) = body.filter(|_| of_body) {
            people.all[person].take_country(Some(code), certainty::CONTEXT);
            continue;
        }
        // "The Ambassador of Germany came … Ambassador X": an envoy is nobody's at home where the text tells whose.
        if is_in_office(&lines[name.line], name) {
            continue;
        }
        if let Some(code) = sent_by(lines, &told, &people.all[person]).or_else(|| scene.told(at, people)) {
            people.all[person].take_country(Some(&code), certainty::CONTEXT);
        }
    }
    for name in found {
        let Some(person) = unknown(name, people) else { continue };
        let line = &lines[name.line];
        // Who acts is at home or abroad; who is met is where the meeting is.
        let acts = name.acts(line);
        let before = name.line.saturating_sub(1);
        let earlier = || {
            if before < name.line { met_in(&lines[before], lines[before].len(), true, world) } else { None }
        };
        let met = meets(line, name.tokens.start);
        let here = met_in(line, name.tokens.start, met, world)
            .or_else(|| if met { earlier() } else { None })
            .filter(|_| !acts);
        let host = host_of(found, name, people)
            .and_then(|guest| scene.across(&guest))
            .filter(|_| name.counterpart || met && !acts);
        // "Warsaw summoned the envoy. The deputy minister told him …": at home is who spoke last; nobody is at home in a
        // place that the sentence has to name.
        let leading = || {
            (name.line.saturating_sub(2)..=name.line)
                .rev()
                .find_map(|l| leading_state(&lines[l]))
                .filter(|_| acts)
        };
        let at_home = || hosts_in(line, name.tokens.end).filter(|_| acts);
        if let Some(code) = leaves(line, name.tokens.end, acts).or_else(at_home) {
            people.all[person].take_country(Some(code), certainty::CONTEXT);
            continue;
        }
        let abroad = met_in(line, line.len(), acts, world);
        let arrives = arrives_here(line, name.tokens.end);
        // An ambassador is where he is sent.
        let sent = people.all[person].roles.iter().any(is_ambassador);
        let local = place.filter(|place| !(arrives || sent && home != Some(*place)));
        let own = home.filter(|home| !arrives || Some(*home) != place);
        // Nobody is his own counterpart's countryman.
        let domestic = || {
            let own = leading().or(local).or(own).filter(|code| Some(*code) != abroad);
            own.filter(|_| !name.counterpart).map(str::to_owned)
        };
        let here = represented(line, name.tokens.start).or(here).map(str::to_owned);
        // A counterpart is of the other side than the one whose counterpart he or she is.
        let met = if name.counterpart { host.or(here) } else { here.or(host) };
        let receives = || scene.near_host(name).filter(|_| !acts).map(str::to_owned);
        let choice = met.or_else(receives).or_else(domestic);
        let guest = |code: &String| {
            let mut named = found.iter().filter(|n| n.person == Some(person));
            named.any(|n| is_visited(&lines[n.line], code) || scene.visits(n).any(|c| c == code))
        };
        let choice = choice.and_then(|code| holder(code, name, &people.all[person], &scene));
        let choice = choice.filter(|code| !guest(code));
        people.all[person].take_country(choice.as_deref(), certainty::CONTEXT);
    }
    // Who goes to one of two states is of the other; who is met is at home where the visitor goes; else an office of which
    // nobody says whose it is belongs where the others do of which nobody says it.
    let rest = context::unexplained(people, found);
    for name in found {
        let Some(person) = unknown(name, people) else { continue };
        let visits = |code: &String| {
            found.iter().any(|n| n.person == Some(person) && scene.visits(n).any(|c| c == code))
        };
        // "Arrived in Tokyo after talks in Seoul": of two places one may be home.
        let line = &lines[name.line];
        let at = |h: &LineHit<'_>| {
            h.tokens.start > 0 && matches!(line.lower(h.tokens.start - 1), "in" | "from" | "to")
        };
        let named = |code: &String| line.hits.iter().any(|h| at(h) && is_of(h, code));
        let guest = scene.visits(name).find_map(|code| scene.other(code)).filter(|code| !named(code));
        let sent = people.all[person].roles.iter().any(is_ambassador);
        let rest = || rest.clone().filter(|_| !sent);
        let own = if name.counterpart { host_of(found, name, people) } else { None };
        let opposite = own.and_then(|own| scene.across(&own));
        let choice = opposite.or(guest).or_else(|| scene.host(name).map(str::to_owned)).or_else(rest);
        let choice = choice.and_then(|code| holder(code, name, &people.all[person], &scene));
        let choice = choice.filter(|code| !visits(code));
        people.all[person].take_country(choice.as_deref(), certainty::CONTEXT);
    }
}

/// The state of which somebody's office was taken to be; if that has none of this name, as the United States have no minister, the
/// only other one that the sentence speaks of.
fn holder(code: String, name: &NameFound, person: &Person, scene: &Scene<'_, '_, '_>) -> Option<String> {
    let lacks = person.roles.iter().any(|r| lexicon().clues.lacks(&code, &lexicon().role(r.role).same));
    if lacks { scene.only_other(name.line, &code).map(str::to_owned) } else { Some(code) }
}

/// "The Under-Secretary for Africa, Ambassador X": who bears a rank beside an office is at home there.
fn is_in_office(line: &Line<'_, '_>, name: &NameFound) -> bool {
    /// So many words may an office have.
    const OFFICE: usize = 14;
    let envoy = |r: &RoleRef| lexicon().role(r.role).class == RoleClass::Envoy;
    let ranked = name.title.as_ref().is_some_and(|t| t.tokens.len() == 1 && t.roles.iter().all(envoy));
    let comma = name.tokens.start.checked_sub(1).filter(|&k| ranked && line.lower(k) == ",");
    let Some(comma) = comma else { return false };
    let phrase = (comma.saturating_sub(OFFICE)..comma).rev();
    let mut phrase = phrase.take_while(|&k| !line.is_mark(k) && (!line.is_verb(k) || line.has(k, is::TITLE)));
    phrase.any(|k| {
        let class = line.cell(k).info.role.map(|r| lexicon().role(r).class);
        line.has(k, is::ROLE) && matches!(class, Some(RoleClass::Minister | RoleClass::Official))
    })
}

/// "In Lima, Foreign Minister X received the ambassador of Chile": where somebody is at home who receives others in office.
fn hosts_in<'a>(line: &Line<'_, 'a>, end: usize) -> Option<&'a str> {
    /// So many words may stand between the verb and who is received.
    const NEAR: usize = 6;
    let verb = (end..end + 2).find(|&k| lexicon().clues.is(Clue::Hosting, line.lower(k)))?;
    let active = !line.has(verb.saturating_sub(1), is::AUXILIARY) && line.lower(verb + 1) != "by";
    let received = (verb + 1..verb + NEAR).any(|k| line.has(k, is::ROLE));
    let here = |h: &LineHit<'a>| match h.known {
        Known::City { seat_of, .. } if h.tokens.start > 0 && line.lower(h.tokens.start - 1) == "in" => {
            seat_of
        }
        _ => None,
    };
    line.hits.iter().find_map(here).filter(|_| active && received)
}

/// "The first lady, X": of the state of the official whose surname it is.
fn settle_kin(people: &mut People) {
    for kin in 0..people.all.len() {
        let this = &people.all[kin];
        if this.country.is_some() || !this.is_kin() {
            continue;
        }
        let Some(surname) = this.parts.get(this.family.clone()).filter(|s| !s.is_empty()) else { continue };
        let same = |p: &&Person| p.official && !p.is_kin() && p.parts.get(p.family.clone()) == Some(surname);
        let country = people.all.iter().filter(same).find_map(|p| p.country.clone());
        people.all[kin].take_country(country.as_deref(), certainty::LIST);
    }
}

/// The body that the article names again and again, if it is one or more often named than all others.
fn main_body<'a>(lines: &[Line<'_, 'a>]) -> Option<&'a str> {
    let mut codes: Vec<&str> = Vec::new();
    for hit in lines.iter().flat_map(|l| &l.hits) {
        if let Known::Body { code, .. } = hit.known {
            codes.push(code);
        }
    }
    codes.sort_unstable();
    let runs = codes.chunk_by(|a, b| a == b);
    let main = runs.max_by_key(|run| run.len())?;
    (main.len() > 1 && 2 * main.len() > codes.len()).then(|| main[0])
}

/// Whether the words around a name tell of which organ its bearer is: "Police Commissioner X", "Managing Director X of Acme".
fn is_elsewhere(line: &Line<'_, '_>, name: &NameFound) -> bool {
    let start = name.tokens.start;
    let organ = |k: usize| line.lower(k) == "police" || line.has(k, is::ORGAN);
    line.lower(name.name.end) == "of" || (start.saturating_sub(1)..name.name.start).any(organ)
}

/// Whether an office is at the head of an international body: "Commissioner X".
fn heads_body(role: &RoleRef) -> bool {
    let same = lexicon().role(role.role).same.as_str();
    matches!(same, "commissioner" | "high representative" | "secretary-general" | "managing director")
}

/// Whether a name of the atlas is a state's or one of its cities'.
fn is_of(hit: &LineHit<'_>, code: &str) -> bool {
    match hit.known {
        Known::Country(c) => c == code,
        Known::City { country, .. } => country == code,
        _ => false,
    }
}

/// "Fijian Foreign Minister X, Samoa's Y and Tonga's Z": those whom a list names by their states alone hold the office of the first.
fn share_offices(lines: &[Line<'_, '_>], found: &[NameFound], people: &mut People) {
    for pair in found.windows(2) {
        let [a, b] = pair else { continue };
        let (Some(pa), Some(pb)) = (a.person, b.person) else { continue };
        let line = &lines[a.line];
        let joined = a.line == b.line
            && a.tokens.end < b.tokens.start
            && (a.tokens.end..b.tokens.start).all(|k| matches!(line.lower(k), "," | "and"));
        let owned = b.title.is_none() && b.country.is_some() && b.tokens.start < b.name.start;
        let office = !people.all[pa].roles.is_empty() && people.all[pa].official;
        if joined && owned && office && people.all[pb].roles.is_empty() {
            people.all[pb].roles = people.all[pa].roles.clone();
            people.all[pb].portfolio = people.all[pa].portfolio.clone();
            people.all[pb].official = true;
        }
    }
}

/// "Foreign Minister X is leaving Ulaanbaatar": the state of the capital that the sentence's subject leaves, or of any city that
/// somebody leaves for another.
fn leaves<'a>(line: &Line<'_, 'a>, end: usize, acts: bool) -> Option<&'a str> {
    /// So many words may stand between the name and the verb.
    const NEAR: usize = 4;
    let verb = (end..end + NEAR).find(|&k| lexicon().clues.is(Clue::Leaving, line.lower(k)))?;
    let city = line.hit(verb + if line.lower(verb + 1) == "from" { 2 } else { 1 })?;
    let onward = (city.tokens.end..line.len()).any(|k| line.lower(k) == "for");
    match city.known {
        Known::City { seat_of: Some(code), .. } if acts => Some(code),
        Known::City { country, .. } if onward && !country.is_empty() => Some(country),
        _ => None,
    }
}

/// "Kazakhstan is represented by X", "the Tajik delegation was represented by X": the state for which somebody stands.
fn represented<'a>(line: &Line<'_, 'a>, start: usize) -> Option<&'a str> {
    let verb =
        start.checked_sub(2).filter(|&k| line.lower(k) == "represented" && line.lower(k + 1) == "by")?;
    line.hits.iter().rev().filter(|h| h.tokens.end <= verb).find_map(|h| match h.known {
        Known::Country(code) => Some(code),
        Known::Adjective(code) if line.has(h.tokens.end, is::GROUP) => Some(code),
        _ => None,
    })
}

/// How many words may stand between a visit and the country to which it goes.
const VISIT: usize = 3;

/// Whether a sentence tells of a visit to a country: who is named there may be its guest, and is not known to be at home.
fn is_visited(line: &Line<'_, '_>, code: &str) -> bool {
    let goes =
        |k: usize| matches!(line.lower(k), "visit" | "visits" | "visited" | "visiting" | "trip" | "tour");
    line.hits.iter().any(|hit| {
        let start = hit.tokens.start;
        matches!(hit.known, Known::Country(c) if c == code) && (start.saturating_sub(VISIT)..start).any(goes)
    })
}

fn is_ambassador(role: &RoleRef) -> bool {
    matches!(lexicon().role(role.role).same.as_str(), "ambassador" | "high commissioner")
}

/// The only state of whose ambassador the article speaks, for an ambassador.
fn sent_by(lines: &[Line<'_, '_>], told: &OnceCell<Vec<Office>>, person: &Person) -> Option<String> {
    if !person.roles.iter().any(is_ambassador) {
        return None;
    }
    let mut codes: Vec<&str> = owners(lines, told, person).collect();
    codes.sort_unstable();
    codes.dedup();
    if let [code] = codes[..] { Some(code.to_owned()) } else { None }
}

/// Gives those who are still without country that of an office which the article speaks of elsewhere ("the Latvian foreign
/// minister … Foreign Minister X"), or of their name.
pub(super) fn settle_rest(
    lines: &[Line<'_, '_>],
    found: &[NameFound],
    people: &mut People,
    world: &World<'_>,
) {
    let told = OnceCell::new();
    for person in 0..people.all.len() {
        let this = &people.all[person];
        if this.country.is_some() || !this.official || this.role.is_none() {
            continue;
        }
        let taken = |code: &str| {
            people.all.iter().any(|p| {
                p.country.as_deref() == Some(code)
                    && p.roles.iter().any(|r| this.roles.contains(r))
                    && this.portfolio.iter().all(|w| p.portfolio.contains(w))
            })
        };
        let mut codes: Vec<&str> = owners(lines, &told, this).filter(|code| !taken(code)).collect();
        codes.sort_unstable();
        codes.dedup();
        let office = if let [code] = codes[..] { Some(code) } else { None };
        let written = found.iter().find(|n| n.person == Some(person) && n.name.len() > 2);
        let by_name = || {
            let name = written?;
            let line = &lines[name.line];
            let given = line.is_hyphen(name.name.start + 2) && !line.cell(name.name.start + 3).capital;
            // The South writes given names with a hyphen, the North in two words.
            (given && world.is_korean(line.lower(name.name.start)) && world.has_seen("KOR")).then_some("KOR")
        };
        if let Some(code) = office.or_else(by_name) {
            people.all[person].take_country(Some(code), certainty::CONTEXT);
        }
    }
}

/// An office of which a sentence speaks.
struct Office {
    /// The sentence, as an index.
    line: usize,
    tokens: Range<usize>,
    role: u16,
    plural: bool,
}

/// Every office of which the article speaks, in order.
fn offices(lines: &[Line<'_, '_>]) -> Vec<Office> {
    let mut offices = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        offices.extend((0..line.len()).filter_map(|i| {
            let (end, role, plural) = line.role_at(i, line.len())?;
            Some(Office { line: index, tokens: i..end, role, plural })
        }));
    }
    offices
}

/// The states of which the article names the office that this person holds; its offices are looked for once, when the first person
/// asks.
fn owners<'a>(
    lines: &[Line<'_, 'a>],
    told: &OnceCell<Vec<Office>>,
    person: &Person,
) -> impl Iterator<Item = &'a str> {
    let held = |office: &&Office| person.roles.iter().any(|r| r.role == office.role);
    let offices = told.get_or_init(|| offices(lines)).iter().filter(held);
    offices.filter_map(|office| owner(&lines[office.line], office, person))
}

/// The state whose office a sentence names, if it is about what this person's is.
fn owner<'a>(line: &Line<'_, 'a>, office: &Office, person: &Person) -> Option<&'a str> {
    let Range { start, end } = office.tokens;
    // Leftwards over what the office is about, to the nationality.
    let mut at = start;
    let mut about: Vec<&str> = (start..end).map(|k| line.lower(k)).collect();
    while at > 0
        && line.hit(at - 1).is_none_or(|h| !matches!(h.known, Known::Adjective(_) | Known::Country(_)))
        && line.has(at - 1, is::PORTFOLIO | is::RANK)
    {
        at -= 1;
        about.push(line.lower(at));
    }
    if !person.portfolio.iter().all(|w| about.contains(&w.as_str())) {
        return None;
    }
    let before = if at > 1 && line.is_possessive(at - 1) { at - 2 } else { at.wrapping_sub(1) };
    let seat = if line.lower(end) == "in" { line.known(end + 1) } else { None };
    // "the Ambassador of Germany"
    let envoy = lexicon().role(office.role).class == RoleClass::Envoy && !office.plural;
    let of = Some(end).filter(|&k| envoy && line.lower(k) == "of");
    if let Some(Known::Country(code)) = of.and_then(|k| line.known(line.past_article(k))) {
        return Some(code);
    }
    match (line.known(before), seat) {
        (Some(Known::Adjective(code) | Known::Country(code)), _)
        | (_, Some(Known::City { seat_of: Some(code), .. })) => Some(code),
        _ => None,
    }
}

/// "Foreign Minister X arrived here": nobody arrives at home in news of it, unless he comes back.
fn arrives_here(line: &Line<'_, '_>, end: usize) -> bool {
    /// So many words may stand between the name and the verb.
    const NEAR: usize = 4;
    (end..end + NEAR).any(|k| {
        matches!(line.lower(k), "arrived" | "arrives" | "arriving" | "landed")
            && line.lower(k + 1) == "here"
            && !(k + 2..line.len()).any(|k| matches!(line.lower(k), "from" | "back"))
    })
}

/// The state whose government or name opens a sentence.
fn leading_state<'a>(line: &Line<'_, 'a>) -> Option<&'a str> {
    let first = line.hits.first()?;
    let start = first.tokens.start;
    // "The government of Argentina", "The authorities in Jakarta"
    let organ = start.checked_sub(2).filter(|&k| k <= 1 && line.has(k, is::ORGAN | is::GROUP));
    if start > 1 && organ.is_none() {
        return None;
    }
    let acts = pronouns::is_subject(line, organ.map_or(start, |_| 0), first.tokens.end);
    match first.known {
        Known::Country(code) | Known::City { seat_of: Some(code), .. } if acts => Some(code),
        _ => None,
    }
}

/// The state of the person who is named first in the sentence, before this one.
fn host_of(found: &[NameFound], name: &NameFound, people: &People) -> Option<String> {
    let first = found
        .iter()
        .find(|n| n.line == name.line && n.person.is_some() && n.tokens.start < name.tokens.start)?;
    people.all[first.person?].country.clone()
}

/// Whether the words before speak of a meeting of two sides.
fn meets(line: &Line<'_, '_>, before: usize) -> bool {
    /// So many words may stand between a participle and "by".
    const NEAR: usize = 5;
    // "a delegation led by X", "a deal signed in Fiji by X": they meet nobody yet.
    let received =
        |k: usize| (k.saturating_sub(NEAR)..k).any(|j| lexicon().clues.is(Clue::Received, line.lower(j)));
    let told =
        |k: usize| [Clue::Meeting, Clue::Hosting].iter().any(|&clue| lexicon().clues.is(clue, line.lower(k)));
    // "called on the governor-general"
    let calls = |k: usize| matches!(line.lower(k), "called" | "calls") && line.lower(k + 1) == "on";
    (0..before).any(|k| match line.lower(k) {
        "with" => true,
        // "One side is led by X and the Chadian one by Y": they face each other.
        "by" => received(k) || k > 0 && line.lower(k - 1) == "one",
        _ => told(k) || calls(k),
    })
}

/// "In Jerusalem, Mr. Sullivan met with President Herzog".
fn met_in<'a>(line: &Line<'_, 'a>, before: usize, meets: bool, world: &World<'_>) -> Option<&'a str> {
    let hits = line.hits.iter().filter(|h| h.tokens.end <= before && h.tokens.start > 0);
    let mut within = hits.filter(|h| {
        // "In the Netherlands"
        let article = h.tokens.start > 1 && line.lower(h.tokens.start - 1) == "the";
        line.has(h.tokens.start - 1 - usize::from(article), is::WITHIN)
            || line.lower(h.tokens.end) == "," && line.lower(h.tokens.end + 1) == "where"
            || matches!(line.lower(h.tokens.start - 1), "to" | "visiting" | "visited")
    });
    let place = within.next_back().filter(|_| meets)?;
    match place.known {
        Known::City { name, country, .. } if lexicon().is_body_seat(name) && !world.names(country) => None,
        Known::City { country, .. } if !country.is_empty() => Some(country),
        Known::Country(code) => Some(code),
        _ => None,
    }
}

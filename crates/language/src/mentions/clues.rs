//! What sentences tell of the country of a person in office whose title tells none: whose side they lead, beside whom they
//! stand, whose guest or host they are.

use super::clue::Clue;
use super::company;
use super::lexicon::{RoleClass, RoleRef, is, lexicon};
use super::line::{Line, LineHit};
use super::people::People;
use super::person::certainty;
use super::sightings::NameFound;
use super::world::Known;
use std::ops::Range;

/// How many words may stand between a name and what its bearer does.
const NEAR: usize = 6;

/// How many words may stand between a party and the word that says who is in it.
const CLOSE: usize = 3;

/// Of a journey told so many sentences before somebody may be.
const RECENT: usize = 5;

/// How many words may stand between a word of travel and where the way goes.
const WAY: usize = 8;

/// An article's names, and the states between which it moves.
pub(super) struct Scene<'s, 'l, 'a> {
    lines: &'s [Line<'l, 'a>],
    found: &'s [NameFound],
    home: Option<&'s str>,
    /// The two states that the article is mostly about.
    pair: Option<&'s [String]>,
    goals: Vec<Goal<'a>>,
}

/// Where somebody goes.
struct Goal<'a> {
    line: usize,
    /// The word of travel.
    travel: usize,
    code: &'a str,
}

impl<'s, 'l, 'a> Scene<'s, 'l, 'a> {
    pub(super) fn new(
        lines: &'s [Line<'l, 'a>],
        found: &'s [NameFound],
        home: Option<&'s str>,
        pair: Option<&'s [String]>,
    ) -> Self {
        let goals = lines.iter().enumerate().flat_map(|(i, line)| goals(line, i)).collect();
        Scene { lines, found, home, pair, goals }
    }

    /// Of the two states that the article is about the other one.
    pub(super) fn across(&self, one: &str) -> Option<String> {
        match self.pair? {
            [a, b] if a == one => Some(b.clone()),
            [a, b] if b == one => Some(a.clone()),
            _ => None,
        }
    }

    /// The same; else the article's own state, if that is another.
    pub(super) fn other(&self, one: &str) -> Option<String> {
        self.across(one).or_else(|| self.home.filter(|home| *home != one).map(str::to_owned))
    }

    /// What the words around a name tell outright.
    pub(super) fn told(&self, at: usize, people: &People) -> Option<String> {
        let name = &self.found[at];
        let line = &self.lines[name.line];
        let side = leads(line, name.tokens.end).or_else(|| led_by(line, name.tokens.start));
        side.or_else(|| self.speaks_at_home(name))
            .or_else(|| self.organ(name))
            .map(str::to_owned)
            .or_else(|| company::state(self.lines, self.found, at, people))
            .or_else(|| self.owner(at, people))
            .or_else(|| self.opposite(at).and_then(|code| self.other(code)))
            .or_else(|| self.beside(at, people).and_then(|code| self.other(&code)))
            .or_else(|| self.suite(name).and_then(|code| self.other(code)))
            .or_else(|| self.sender(name, people))
            .or_else(|| self.addressee(at, people))
    }

    /// "Assistant Minister X met Ambassador Y": whoever meets the article's own envoy, who is abroad, is of the other state.
    fn addressee(&self, at: usize, people: &People) -> Option<String> {
        let name = &self.found[at];
        let line = &self.lines[name.line];
        let next =
            self.found.get(at + 1).filter(|n| n.line == name.line && n.tokens.start > name.tokens.end)?;
        let envoy = &people.all[next.person?];
        let sent = envoy.roles.iter().any(|r| lexicon().role(r.role).class == RoleClass::Envoy);
        let own = self.home.filter(|home| sent && envoy.country.as_deref() == Some(home))?;
        let met = |k: usize| is_clue(line, k, Clue::Meeting) || is_clue(line, k, Clue::Envoy);
        let near = next.tokens.start - name.tokens.end <= NEAR;
        let met = near && (name.tokens.end..next.tokens.start).any(met) && name.acts(line);
        self.across(own).filter(|_| met)
    }

    /// "A note was handed to Ambassador X", "Oman summoned Ambassador X": an envoy who is received by one state is of the other: the
    /// article's own if it was not this one that received him, else the one that was spoken of most just before.
    fn sender(&self, name: &NameFound, people: &People) -> Option<String> {
        let line = &self.lines[name.line];
        let roles = &people.all[name.person?].roles;
        let envoy = roles.iter().any(|r| lexicon().role(r.role).class == RoleClass::Envoy);
        let called = |k: usize| line.lower(k) == "called" && matches!(line.lower(k + 1), "in" | "to");
        let clue = (0..line.len()).filter(|_| envoy).find(|&k| is_clue(line, k, Clue::Envoy) || called(k))?;
        let free = |h: &&LineHit<'_>| {
            h.tokens.end <= clue && !line.has(h.tokens.start.wrapping_sub(1), is::PREPOSITION)
        };
        let subject = line.hits.iter().filter(free).find_map(|h| state(h).or(capital(h)));
        // "The expulsion of Ambassador X from Rabat"
        let end = name.tokens.end;
        let from =
            Some(end).filter(|&k| line.lower(k) == "from").and_then(|k| line.hit(line.past_article(k)));
        let host = from.and_then(|h| state(h).or(capital(h))).or(subject).or(self.home)?;
        let guest = self.home.filter(|home| *home != host).map(str::to_owned);
        guest.or_else(|| self.near(name.line, host).map(str::to_owned)).or_else(|| self.across(host))
    }

    /// The only state that a sentence names, but for one.
    pub(super) fn only_other(&self, line: usize, but: &str) -> Option<&'a str> {
        let mut codes =
            self.lines[line].hits.iter().filter_map(|h| state(h).or(capital(h))).filter(|c| *c != but);
        let first = codes.next()?;
        codes.all(|code| code == first).then_some(first)
    }

    /// The state that this sentence and those just before name most often, but for one.
    fn near(&self, line: usize, but: &str) -> Option<&'a str> {
        /// So many sentences are just before.
        const BEFORE: usize = 3;
        let hits = self.lines[line.saturating_sub(BEFORE)..=line].iter().flat_map(|l| &l.hits);
        let mut codes: Vec<&str> =
            hits.filter_map(|h| state(h).or(capital(h))).filter(|code| *code != but).collect();
        codes.sort_unstable();
        let mut runs: Vec<&[&str]> = codes.chunk_by(|a, b| a == b).collect();
        runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
        match runs[..] {
            [only] => Some(only[0]),
            [most, next, ..] if most.len() > next.len() => Some(most[0]),
            _ => None,
        }
    }

    /// "The Malian army denied it. A spokesman for the army, X, …": whose organ was spoken of just before.
    fn organ(&self, name: &NameFound) -> Option<&'a str> {
        /// So many sentences may lie between, so many words between an organ and whose it is.
        const BEFORE: usize = 2;
        const OWNER: usize = 4;
        let line = &self.lines[name.line];
        let title = name.title.as_ref().or(name.description.as_ref()).filter(|t| t.country.is_none())?;
        let organ = title.tokens.clone().find(|&k| {
            line.has(k, is::ORGAN | is::GROUP)
                && k > 1
                && line.lower(k - 1) == "the"
                && matches!(line.lower(k - 2), "for" | "of")
        })?;
        let owner = |l: &Line<'_, 'a>, k: usize| {
            let before = (k.saturating_sub(OWNER)..=k).rev();
            before.take_while(|&j| !l.is_mark(j) && !l.has(j, is::PREPOSITION)).find_map(|j| {
                match l.known(j)? {
                    Known::Adjective(code) | Known::Country(code) => Some(code),
                    _ => None,
                }
            })
        };
        let lines = self.lines[name.line.saturating_sub(BEFORE)..name.line].iter().rev();
        lines.into_iter().find_map(|l| {
            let same = (0..l.len()).rev().filter(|&k| l.lower(k) == line.lower(organ));
            same.into_iter().find_map(|k| owner(l, k))
        })
    }

    /// "The delegation includes senators X and Y", "Secretary X was part of the entourage": where they go.
    fn suite(&self, name: &NameFound) -> Option<&'a str> {
        let line = &self.lines[name.line];
        let party = |k: usize| is_clue(line, k, Clue::Suite);
        let joins = |k: usize| is_clue(line, k, Clue::Joining);
        let start = name.tokens.start;
        let near = |k: &usize| (k.saturating_sub(CLOSE)..=k + CLOSE).filter(|&j| joins(j) && j < start).max();
        let last = (0..start).filter(|&k| party(k)).filter_map(|k| near(&k).map(|j| j.max(k))).max();
        // "His delegation, which included ministers, was received by X": X is none of them.
        let met =
            |k: usize| matches!(line.lower(k), "by" | "with" | "met") || is_clue(line, k, Clue::Received);
        let before = last.is_some_and(|last| !(last..start).any(met));
        let behind = name.tokens.end..(name.tokens.end + NEAR).min(line.len());
        let within = |k: usize| k > 1 && party(k) && line.lower(k - 2) == "in";
        let after = behind.clone().any(party) && behind.clone().any(|k| joins(k) || within(k));
        let goal = self.goals.iter().rev().find(|g| g.line <= name.line && g.line + RECENT > name.line);
        let goal = goal.filter(|_| before || after)?;
        Some(goal.code)
    }

    /// "His foreign minister, X": of the state of whoever was spoken of before.
    fn owner(&self, at: usize, people: &People) -> Option<String> {
        let name = &self.found[at];
        let line = &self.lines[name.line];
        let title = name.title.as_ref().filter(|t| !t.roles.is_empty() && t.country.is_none())?;
        let own = title.tokens.start.checked_sub(1)?;
        if !matches!(line.lower(own), "his" | "her") {
            return None;
        }
        let before = self.found[..at].iter().rev().take_while(|n| n.line + 1 >= name.line);
        let known = |n: &&NameFound| n.person.is_some_and(|p| people.all[p].certainty > certainty::CONTEXT);
        let mut known = before.filter(known);
        let near = known.clone().find(|n| n.line == name.line || n.acts(&self.lines[n.line]));
        let owner = near.or_else(|| known.next())?;
        let country = people.all[owner.person?].country.clone()?;
        // "his host, X"
        let across = title.roles.iter().any(|r| lexicon().role(r.role).is_towards_another());
        if across { self.other(&country) } else { Some(country) }
    }

    /// "X told his Romanian counterpart": the state across.
    fn opposite(&self, at: usize) -> Option<&'a str> {
        let name = &self.found[at];
        let line = &self.lines[name.line];
        let next = self.found.get(at + 1).filter(|n| n.line == name.line);
        let end = next.map_or(line.len(), |n| n.name.start);
        let counterpart = (name.tokens.end..end).find(|&k| {
            line.has(k, is::RELATION) && matches!(line.lower(k), "counterpart" | "colleague" | "homologue")
        })?;
        let from = counterpart.saturating_sub(4).max(name.tokens.end);
        let own = (from..counterpart).find(|&k| matches!(line.lower(k), "his" | "her"))?;
        (own..counterpart).find_map(|k| match line.known(k) {
            Some(Known::Adjective(code) | Known::Country(code)) => Some(code),
            _ => None,
        })
    }

    /// "Prime Minister X and Fiji's president Y met", "Japanese minister Y and minister X": the state beside; of one's own
    /// people nobody says whose the second is, unless he is the first one's equal.
    fn beside(&self, at: usize, people: &People) -> Option<String> {
        let name = &self.found[at];
        let line = &self.lines[name.line];
        let between = |a: &NameFound, b: &NameFound| {
            a.line == b.line
                && a.tokens.end < b.tokens.start
                && (a.tokens.end..b.tokens.start).all(|k| matches!(line.lower(k), "and" | "&" | "the"))
        };
        // "Fiji's ambassador to Japan": two states may stand in the title of an envoy.
        let envoy = |n: &NameFound| {
            let roles = n.person.map(|p| people.all[p].roles.as_slice()).unwrap_or_default();
            roles.iter().any(|r| lexicon().role(r.role).class == RoleClass::Envoy)
        };
        let told = |n: &NameFound| {
            let own = n.title.as_ref().and_then(|t| t.country.clone()).or_else(|| n.country.clone());
            own.filter(|_| !envoy(n))
        };
        if let Some(next) = self.found.get(at + 1).filter(|n| between(name, n)) {
            return told(next);
        }
        let last = at.checked_sub(1).map(|k| &self.found[k]).filter(|n| between(n, name))?;
        let roles = |n: &NameFound| n.person.map(|p| (&people.all[p].roles, &people.all[p].portfolio));
        let equal = roles(last) == roles(name) && roles(last).is_some_and(|(r, _)| !r.is_empty());
        told(last).filter(|_| equal)
    }

    /// "In Budapest, the government's spokesman X said", "In Lima the defence minister, General X, denied it": who speaks in a
    /// capital with which the sentence opens, and meets nobody there, is at home.
    fn speaks_at_home(&self, name: &NameFound) -> Option<&'a str> {
        let line = &self.lines[name.line];
        let title = name.title.as_ref().or(name.description.as_ref())?;
        let class = |r: &RoleRef| lexicon().role(r.role).class;
        let speaks = title.roles.iter().any(|r| class(r) == RoleClass::Spokesperson);
        let rules = title.roles.iter().any(|r| matches!(class(r), RoleClass::Minister | RoleClass::Leader));
        let capital = line.hits.first().filter(|h| h.tokens.start == 1 && line.lower(0) == "in")?;
        let from = capital.tokens.end;
        let next = if line.lower(from) == "," { from + 1 } else { from };
        let next = if line.lower(next) == "the" { next + 1 } else { next };
        let meets = |k: usize| is_clue(line, k, Clue::Meeting) || matches!(line.lower(k), "with" | "arrived");
        let end = name.tokens.end;
        let alone = || title.tokens.start == next && name.acts(line) && !(end..end + NEAR).any(meets);
        // "In Paris, Minister X said Britain would": abroad.
        let abroad = |code: &str| {
            self.home != Some(code) && line.hits.iter().any(|h| state(h) == self.home && self.home.is_some())
        };
        match capital.known {
            // A spokesman may travel with somebody.
            Known::City { name, seat_of: Some(code), .. }
                if (speaks && line.lower(from) == "," || rules && alone() && !abroad(code))
                    && lexicon().union_seat(name).is_none()
                    && self.goals.iter().all(|g| g.code != code) =>
            {
                Some(code)
            }
            _ => None,
        }
    }

    /// Where somebody goes or is as a guest, who is not at home there.
    pub(super) fn visits(&self, name: &NameFound) -> impl Iterator<Item = &'a str> {
        let travel = self.travel(name);
        let goals = self.goals.iter().filter(move |g| g.line == name.line);
        goals.filter(move |g| travel.contains(&g.travel)).map(|g| g.code)
    }

    /// Where the words may stand that tell of a journey of somebody's.
    fn travel(&self, name: &NameFound) -> Range<usize> {
        let line = &self.lines[name.line];
        // "the visit of X to Ghana", "a trip by X to Ghana"
        let of = name.tokens.start.checked_sub(1);
        let of = of.map(|k| if k > 0 && line.lower(k) == "the" { k - 1 } else { k });
        let of = of.filter(|&k| k > 0 && matches!(line.lower(k), "of" | "by"));
        if let Some(trip) = of.map(|k| k - 1).filter(|&k| is_clue(line, k, Clue::Trip)) {
            return trip..trip + 1;
        }
        // "the visit to Ghana of a delegation headed by X"
        let by = name.tokens.start.checked_sub(2).filter(|&k| line.lower(k + 1) == "by");
        if by.is_some_and(|k| is_clue(line, k, Clue::Leading)) {
            return 0..name.tokens.start;
        }
        // "X's visit to Ghana", "X will fly to Ghana", "X, who is on a visit to Ghana,"
        let owns = line.is_possessive(name.tokens.end);
        let who = line.lower(name.tokens.end) == "," && line.lower(name.tokens.end + 1) == "who";
        // "led X to raise it on a trip to Ghana"
        let to = line.lower(name.tokens.end) == "to" && line.known(name.tokens.end + 1).is_none();
        if !owns && !who && !to && !name.acts(line) {
            return 0..0;
        }
        let next = self.found.iter().find(|n| n.line == name.line && n.name.start >= name.tokens.end);
        let end = next.map_or(line.len(), |n| n.name.start);
        name.tokens.end..end.min(name.tokens.end + if owns { NEAR } else { 2 * WAY })
    }

    /// The same of a journey that was just told: "arrived in Lusaka. He was welcomed by Vice-President X".
    pub(super) fn near_host(&self, name: &NameFound) -> Option<&'a str> {
        self.host_on(name, RECENT)
    }

    /// Where somebody is who is met or who invites: where the visitor goes.
    pub(super) fn host(&self, name: &NameFound) -> Option<&'a str> {
        self.host_on(name, usize::MAX)
    }

    fn host_on(&self, name: &NameFound, reach: usize) -> Option<&'a str> {
        let line = &self.lines[name.line];
        let start = name.tokens.start;
        let last = |k: usize| start.checked_sub(k).map_or("", |k| line.lower(k));
        let near = || start.saturating_sub(NEAR)..start;
        let invites = last(1) == "of" && last(2) == "invitation";
        let called = near().any(|k| line.lower(k).starts_with("call") && line.lower(k + 1) == "on");
        // "is attending the meetings with minister X": they come together.
        let attends = || near().any(|k| line.lower(k).starts_with("attend"));
        let seen = last(1) != "by" && near().any(|k| is_clue(line, k, Clue::Meeting)) && !attends();
        let received = last(1) == "by" && near().any(|k| is_clue(line, k, Clue::Received));
        if !(invites || called || seen || received) {
            return None;
        }
        let goal = self
            .goals
            .iter()
            .rev()
            .find(|g| g.line < name.line || g.line == name.line && g.travel < start)?;
        Some(goal.code).filter(|_| name.line - goal.line < reach)
    }
}

/// "X will lead the Bangladeshi side", "X represents Nepal": whose side somebody leads.
fn leads<'a>(line: &Line<'_, 'a>, end: usize) -> Option<&'a str> {
    let verb = (end..end + NEAR).find(|&k| is_clue(line, k, Clue::Leading))?;
    // "X was led to": it is done to him.
    if verb > end && matches!(line.lower(verb - 1), "was" | "were" | "is" | "are" | "be" | "been") {
        return None;
    }
    let hit = line.hits.iter().find(|h| (verb + 1..=verb + 2).contains(&h.tokens.start))?;
    let owns = line.is_possessive(hit.tokens.end);
    // "Heads the Sudan team": what it is about.
    if matches!(hit.known, Known::Country(_)) && !owns {
        return None;
    }
    let group = hit.tokens.end + usize::from(owns);
    let near = (group..group + 3).find(|&k| line.has(k, is::GROUP))?;
    (group..near).all(|k| !line.has(k, is::PREPOSITION)).then_some(())?;
    state(hit)
}

/// "the Nigerian side is led by X and the Ghanaian one by Y", "the leader of the Chadian delegation, Minister X": whose side.
fn led_by<'a>(line: &Line<'_, 'a>, start: usize) -> Option<&'a str> {
    let start = start.checked_sub(1).filter(|&k| line.lower(k) == "the").unwrap_or(start);
    let last = start.checked_sub(2)?;
    let side = match line.lower(last + 1) {
        "by" => line.lower(last) == "one" || line.has(last, is::GROUP),
        "," => line.has(last, is::GROUP),
        _ => false,
    };
    let beside = last.checked_sub(1).filter(|_| side).and_then(|k| line.hit(k)).and_then(state);
    beside.or_else(|| sent_under(line, last).filter(|_| line.lower(last + 1) == "by"))
}

/// "a delegation from Togo led by X", "a Togolese parliamentary delegation headed by X": whose delegation it is.
fn sent_under<'a>(line: &Line<'_, 'a>, led: usize) -> Option<&'a str> {
    if !is_clue(line, led, Clue::Leading) {
        return None;
    }
    let group =
        (led.saturating_sub(NEAR)..led).rev().find(|&k| line.has(k, is::GROUP) || line.lower(k) == "one")?;
    let from =
        matches!(line.lower(group + 1), "from" | "of").then(|| line.known(line.past_article(group + 2)));
    if let Some(Known::Country(code) | Known::Adjective(code)) = from.flatten() {
        return Some(code);
    }
    let before = (group.saturating_sub(CLOSE)..group)
        .rev()
        .take_while(|&k| !line.is_mark(k) && !line.has(k, is::PREPOSITION | is::DETERMINER));
    before.into_iter().find_map(|k| line.hit(k).and_then(state))
}

/// Of a capital its state: of any other city whoever goes there may be a native.
fn capital<'a>(hit: &LineHit<'a>) -> Option<&'a str> {
    match hit.known {
        Known::City { seat_of, .. } => seat_of,
        _ => None,
    }
}

fn state<'a>(hit: &LineHit<'a>) -> Option<&'a str> {
    match hit.known {
        Known::Adjective(code) | Known::Country(code) => Some(code),
        _ => None,
    }
}

fn is_clue(line: &Line<'_, '_>, k: usize, clue: Clue) -> bool {
    lexicon().clues.is(clue, line.lower(k))
}

/// Where a sentence says that somebody goes, arrives, or is a guest.
fn goals<'a>(line: &Line<'_, 'a>, index: usize) -> Vec<Goal<'a>> {
    let goal = |hit: &LineHit<'a>| {
        let code = match hit.known {
            Known::Country(code) => code,
            // "arrived in the Zambian capital"
            Known::Adjective(code) if line.lower(hit.tokens.end) == "capital" => code,
            _ => capital(hit)?,
        };
        let article = hit.tokens.start.checked_sub(1).filter(|&k| line.lower(k) == "the");
        let mut before = article.unwrap_or(hit.tokens.start).checked_sub(1)?;
        // "in the town of Minsk"
        if line.lower(before) == "of" && before > 2 && matches!(line.lower(before - 1), "town" | "city") {
            before -= if line.lower(before - 2) == "the" { 3 } else { 2 };
        }
        let mut back = (before.saturating_sub(WAY)..before).rev();
        let travel = match line.lower(before) {
            "to" | "for" => back.find(|&k| {
                [Clue::Trip, Clue::Going, Clue::Staying].iter().any(|&clue| is_clue(line, k, clue))
            }),
            // "is on a visit in Minsk"
            "in" | "at" => {
                let visit = before.checked_sub(1).filter(|&k| is_clue(line, k, Clue::Trip));
                visit.or_else(|| back.find(|&k| is_clue(line, k, Clue::Staying)))
            }
            // "visits Ghana"
            _ => Some(before).filter(|&k| is_clue(line, k, Clue::Visiting)),
        };
        travel.map(|travel| Goal { line: index, travel, code })
    };
    let mut goals: Vec<Goal<'a>> = Vec::new();
    // Of the last place, the word of travel that leads there.
    let mut last: Option<(&LineHit<'a>, usize)> = None;
    for hit in &line.hits {
        let joined = |last: &LineHit<'a>| {
            last.tokens.end < hit.tokens.start
                && (last.tokens.end..hit.tokens.start).all(|k| matches!(line.lower(k), "," | "and" | "the"))
        };
        // "will visit Tokyo, Seoul and Manila"
        let again = last.filter(|(last, _)| joined(last)).map(|(_, travel)| travel);
        let code = state(hit).or(capital(hit));
        let again = again.zip(code).map(|(travel, code)| Goal { line: index, travel, code });
        let goal = goal(hit).or(again);
        last = goal.as_ref().map(|goal| (hit, goal.travel));
        goals.extend(goal);
    }
    goals
}

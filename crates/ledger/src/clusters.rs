//! Which mentions are one event: mentions come in a fixed order, each joins the history that it fits best or begins one.

use crate::details::detail;
use crate::index::{Index, Number};
use crate::mention::Mention;
use crate::names::Aliases;
use crate::names::side;
use crate::phase::Phase;
use crate::profile::Profile;
use crate::window::{Day, Part, Window};
use crate::words::likeness;
use demarche_core::{Kind, Mode, Party, Status};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Reports of one day's event differ by a day or two: time zones, "late on", a stay's first or last day.
const SLACK: Day = 2;
/// The longest that a trip put off may take to be one life with the one that is made.
const PUT_OFF: Day = 400;
/// By how many days a plan may be shifted without a word.
const SHIFTED: Day = 14;
/// Shares of the words of what is agreed from which it is the same matter.
const SAME_MATTER: f64 = 0.5;
/// How long an agreement may take from the first proposal to its end.
const MATTER: Day = 1100;

/// How many days after an event its report without a date still comes.
const NEWS: Day = 7;
/// How many days a weekday without a date reaches back or ahead.
const WEEK: Day = 6;
/// How many days before an event it is spoken of as ahead, without a date.
const AHEAD: Day = 60;

/// What is kept of each history while mentions are assigned; nothing of the mentions themselves but their article's hash.
struct Growing {
    kind: Kind,
    profile: Profile,
    articles: BTreeSet<u64>,
    /// Of a contact, the visit on which it is to be.
    visit: Option<Number>,
    /// When it was put off, if that is the last that is known.
    put_off: Option<Day>,
    /// When it was called off.
    off: Option<Day>,
    done: bool,
}

/// What runs on without being one event: a concern by topic, a statement by its words, tone by its pair.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Thread {
    /// The side from which it comes.
    pub from: String,
    /// The side to which it goes; empty where there is none.
    pub to: String,
    /// The topic of a concern, a hash of the words of a statement.
    pub about: String,
}

/// The place of a mention in a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Which history.
    pub history: Number,
    /// Which thread, for kinds that run on.
    pub thread: Option<Thread>,
}

/// Assigns mentions to histories. Memory grows with the histories.
pub(crate) struct Clusters<'a> {
    aliases: &'a Aliases,
    growing: BTreeMap<Number, Growing>,
    /// Visits, contacts and agreements by what they are looked up by.
    found: Index,
    /// Threads, which need no comparison: the key is the thread.
    threads: FxHashMap<String, Number>,
    /// Mentions by the words that prove them and their story: what copies of one text tell in the same words is one event, even where
    /// a later day has made another Thursday of "on Thursday".
    words: FxHashMap<u64, Number>,
    /// Which visits an article tells of, each with how far it has come there.
    visits: FxHashMap<u64, Vec<(Number, Phase)>>,
    count: Number,
}

impl<'a> Clusters<'a> {
    /// Nothing so far; `aliases` says which ids are one person.
    pub(crate) fn new(aliases: &'a Aliases) -> Self {
        Clusters {
            aliases,
            growing: BTreeMap::new(),
            found: Index::default(),
            threads: FxHashMap::default(),
            words: FxHashMap::default(),
            visits: FxHashMap::default(),
            count: 0,
        }
    }

    /// The histories to which a mention belongs; mentions must come in the order of [`Mention::order`].
    pub(crate) fn place(&mut self, mention: &Mention) -> Vec<Seat> {
        let kind = &mention.event.kind;
        if [Kind::VISIT, Kind::CONTACT, Kind::AGREEMENT].contains(kind) {
            return vec![Seat { history: self.join(mention), thread: None }];
        }
        let threads = threads(mention, self.aliases).into_iter();
        threads
            .map(|thread| Seat {
                history: self.thread(format!("{kind} {} > {} {}", thread.from, thread.to, thread.about)),
                thread: Some(thread),
            })
            .collect()
    }

    /// A history for this mention alone, whatever it is like.
    pub(crate) fn apart(&mut self) -> Number {
        self.count += 1;
        self.count - 1
    }

    fn thread(&mut self, key: String) -> Number {
        if let Some(&number) = self.threads.get(&key) {
            return number;
        }
        let number = self.apart();
        self.threads.insert(key, number);
        number
    }

    fn join(&mut self, mention: &Mention) -> Number {
        let mut profile = Profile::of(mention, self.aliases);
        let article = xxh3_64(mention.source.id.as_bytes());
        let kind = &mention.event.kind;
        let stay = if *kind == Kind::CONTACT { self.stay(article, &profile) } else { None };
        if let Some((days, _)) = stay {
            profile.window = days;
        }
        let mut best: Option<(Fit, Number)> = None;
        for number in self.found.near(&profile.keys, reach(kind, profile.window)) {
            let growing = &self.growing[&number];
            // Two records of one article are two events, as their analyzer has merged what is one; the days of a stay are not.
            if growing.articles.contains(&article) && !one_stay(growing, &profile) {
                continue;
            }
            if let Some(fit) = fit(kind, growing, &profile)
                && best.is_none_or(|(other, _)| fit > other)
            {
                best = Some((fit, number));
            }
        }
        let words = words_of(mention);
        let copied = words.and_then(|words| self.words.get(&words).copied());
        let copied = copied.filter(|number| !self.growing[number].articles.contains(&article));
        let number = best.map(|(_, number)| number).or(copied).unwrap_or_else(|| self.apart());
        if let Some(words) = words {
            self.words.entry(words).or_insert(number);
        }
        let growing = self.growing.entry(number).or_insert_with(|| Growing {
            kind: kind.clone(),
            profile: profile.clone(),
            articles: BTreeSet::new(),
            visit: None,
            put_off: None,
            off: None,
            done: false,
        });
        growing.articles.insert(article);
        growing.visit = growing.visit.or(stay.map(|(_, visit)| visit));
        if *kind == Kind::VISIT {
            self.visits.entry(article).or_default().push((number, profile.phase));
        }
        let before = growing.profile.window;
        growing.profile.absorb(&profile);
        match profile.phase {
            Phase::Done => growing.done = true,
            Phase::Postponed => growing.put_off = growing.put_off.max(profile.known),
            Phase::Off => growing.off = growing.off.max(profile.known),
            Phase::Ahead => {}
        }
        for key in &growing.profile.keys {
            self.found.remove(key, before, number);
        }
        growing.profile.keys.extend(profile.keys);
        growing.profile.keys.sort();
        growing.profile.keys.dedup();
        for key in &growing.profile.keys {
            self.found.add(key, growing.profile.window, number);
        }
        number
    }

    /// The days within which a contact falls that an article tells of without its day, if it was made on a visit of which the same
    /// article tells: those of the visit, as any article has them, and that visit.
    fn stay(&self, article: u64, contact: &Profile) -> Option<(Window, Number)> {
        let visits = self.visits.get(&article).filter(|_| contact.window.rank() > 1)?;
        let on_it = |(number, phase): &&(Number, Phase)| {
            let visit = &self.growing[number].profile;
            *phase == contact.phase && visit.window.rank() <= 1 && is_made_on(contact, visit)
        };
        let mut days = visits.iter().filter(on_it);
        let &(number, _) = days.next()?;
        let first = self.growing[&number].profile.window;
        let other = days.any(|(other, _)| self.growing[other].profile.window != first);
        contact.window.meet(first).filter(|_| !other).map(|days| (days, number))
    }

    /// When an article must have been published that speaks of an event as this mention does; nothing if no dated article tells of
    /// the event, or of several that may be meant.
    pub(crate) fn bounds(&self, mention: &Mention) -> Option<Window> {
        let profile = Profile::of(mention, self.aliases);
        let said = mention.event.time.is_some();
        let near = self.found.near(&profile.keys, reach(&mention.event.kind, profile.window));
        let mut meant = near.into_iter().filter(|number| {
            let growing = &self.growing[number];
            fit(&mention.event.kind, growing, &profile).is_some_and(|fit| fit.company == Company::Named)
        });
        let first = meant.next()?;
        if meant.any(|number| number != first) {
            return None;
        }
        let window = self.growing[&first].profile.window;
        let weekday = profile.part.filter(|part| matches!(part, Part::Weekday(_)));
        let mut days = weekday.into_iter().flat_map(|part| part.days_in(window.pad(1)));
        let day = days.next().filter(|_| days.next().is_none());
        let event = day.map_or(window, |day| Window { from: day, to: day });
        (event.rank() <= 2).then(|| match profile.phase {
            // "On Monday" is the last or the next one.
            Phase::Done if day.is_some() => Window { from: event.from, to: event.to + WEEK },
            _ if day.is_some() => Window { from: event.from - WEEK, to: event.to },
            Phase::Done if mention.event.status == Some(Status::Ongoing) => event,
            // What is told without a date is news.
            Phase::Done if !said => Window { from: event.from, to: event.to + NEWS },
            Phase::Done => Window { from: event.from, to: Window::ALL.to },
            _ => Window { from: event.from - AHEAD, to: event.to },
        })
    }

    /// Which histories turn out to be one when all mentions are placed: what was put off and the next of its kind that takes
    /// place, and a plan that never came about and the next that did within days. The second number goes into the first.
    pub(crate) fn relink(&self) -> Vec<(Number, Number)> {
        let mut links = Vec::new();
        for (&number, early) in &self.growing {
            if early.done || early.off.is_some() || early.kind == Kind::AGREEMENT {
                continue;
            }
            let visit = early.visit.and_then(|visit| self.growing.get(&visit));
            let wait = match early.put_off.or_else(|| visit?.put_off) {
                Some(_) => PUT_OFF,
                None if early.profile.window.rank() <= 1 => SHIFTED,
                None => continue,
            };
            let ahead =
                Window { from: early.profile.window.from, to: early.profile.window.to.saturating_add(wait) };
            let next = self.found.near(&early.profile.keys, ahead).into_iter();
            let next = next.filter(|&other| other != number).filter(|other| {
                let late = &self.growing[other];
                late.profile.window.from > early.profile.window.from
                    && late.profile.window.gap(early.profile.window) <= wait
                    && late.off.is_none()
                    && late.articles.is_disjoint(&early.articles)
                    && (late.kind != Kind::CONTACT || same_way(&early.profile, &late.profile))
                    && match together(&early.profile, &late.profile) {
                        Some(Company::Named) => true,
                        // "The fifth session of the commission".
                        Some(Company::Sides) => {
                            early.profile.ordinal.is_some() && early.profile.ordinal == late.profile.ordinal
                        }
                        None => false,
                    }
            });
            if let Some(next) = next.min_by_key(|&other| (self.growing[&other].profile.window, other)) {
                links.push((number, next));
            }
        }
        links
    }
}

/// Where the histories lie that a mention with this window may fit.
fn reach(kind: &Kind, window: Window) -> Window {
    window.pad(if *kind == Kind::AGREEMENT { MATTER } else { SLACK })
}

/// How well a mention fits a history; greater is better.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Fit {
    company: Company,
    /// Days between what the two say of the time, negative so that near is better.
    apart: Day,
    same_mode: bool,
    /// Share of those who take part in both.
    common: f64,
    same_town: bool,
    /// Share of common words, for agreements.
    words: f64,
    /// Days between report and event, negative so that near is better.
    near: Day,
    /// Of equals the one that began first.
    early: std::cmp::Reverse<Window>,
}

/// By whom two are held to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Company {
    /// Only by their countries.
    Sides,
    /// By a person who takes part in both.
    Named,
}

fn fit(kind: &Kind, growing: &Growing, mention: &Profile) -> Option<Fit> {
    let history = &growing.profile;
    let company = together(history, mention)?;
    let words = if *kind == Kind::AGREEMENT {
        let words = likeness(&history.words, &mention.words);
        let apart =
            history.window.distance(mention.window.from).min(history.window.distance(mention.window.to));
        if words < SAME_MATTER || apart > MATTER {
            return None;
        }
        words
    } else {
        timely(growing, mention, company)?;
        0.0
    };
    if *kind == Kind::CONTACT && !same_way(history, mention) {
        return None;
    }
    let near = mention.known.map_or(0, |known| history.window.distance(known));
    let everybody = history.persons.len() + history.sides.len() + mention.persons.len() + mention.sides.len();
    let common = history.persons.intersection(&mention.persons).count()
        + history.sides.intersection(&mention.sides).count();
    Some(Fit {
        company,
        apart: -history.window.gap(mention.window),
        same_mode: history.mode == mention.mode,
        common: common as f64 / everybody.max(1) as f64,
        same_town: history.town.is_some() && history.town == mention.town,
        words,
        near: -near,
        early: std::cmp::Reverse(history.window),
    })
}

/// Whether both are days of one person's journey.
fn one_stay(growing: &Growing, mention: &Profile) -> bool {
    growing.kind == Kind::VISIT
        && growing.profile.window.both_exact(mention.window)
        && together(&growing.profile, mention) == Some(Company::Named)
}

/// Whether the same people take part: nobody may be missing on both sides.
fn together(a: &Profile, b: &Profile) -> Option<Company> {
    let common: Vec<&String> = a.sides.intersection(&b.sides).collect();
    if common.is_empty() {
        return None;
    }
    let of = |profile: &Profile, side: &str| -> BTreeSet<String> {
        profile.persons.iter().filter(|(s, _)| s == side).map(|(_, id)| id.clone()).collect()
    };
    let mut company = Company::Sides;
    for side in common {
        let (named, other) = (of(a, side), of(b, side));
        if named.is_empty() != other.is_empty() {
            // "The Moldovan foreign minister" is whoever is named with that office.
            let mut offices = a.offices.intersection(&b.offices);
            if offices.any(|(s, _)| s == side) {
                company = Company::Named;
            }
            continue;
        }
        if named.is_empty() {
            continue;
        }
        if named.is_disjoint(&other) {
            return None;
        }
        company = Company::Named;
    }
    Some(company)
}

/// Whether the times agree, and what was called off stays so.
fn timely(growing: &Growing, mention: &Profile, company: Company) -> Option<()> {
    let history = &growing.profile;
    let exact = history.window.both_exact(mention.window);
    let elsewhere = history.town.as_ref().zip(mention.town.as_ref()).is_some_and(|(a, b)| a != b);
    // Two meetings of a journey are in two towns; the journey is one.
    let slack = match (exact, growing.kind == Kind::CONTACT && elsewhere) {
        (true, true) => 0,
        (true, false) => SLACK,
        (false, _) => 1,
    };
    history.window.pad(slack).meet(mention.window)?;
    if mention.part.is_some_and(|part| part.days_in(history.window.pad(1)).next().is_none()) {
        return None;
    }
    // Countries alone do not tell two events of one season apart; only days do.
    let numbered = history.ordinal.is_some() && history.ordinal == mention.ordinal;
    if company == Company::Sides && !numbered && history.window.cover(mention.window).days() > 31 {
        return None;
    }
    match mention.phase {
        // Told without a date, it is rather what took place instead.
        Phase::Done if growing.put_off.is_some() && !growing.done && mention.known.is_none() => None,
        // Planned anew after it was called off, it is another one.
        Phase::Ahead if growing.off.is_some_and(|off| mention.known > Some(off)) => None,
        // What took place was not called off afterwards.
        Phase::Off if growing.done && mention.known > Some(history.window.to) => None,
        _ => Some(()),
    }
}

/// Whether two contacts can be one: a call is no meeting, Geneva is not Rome.
fn same_way(a: &Profile, b: &Profile) -> bool {
    let room = |mode: Mode| if mode == Mode::Multilateral { Mode::InPerson } else { mode };
    let modes = a.mode.map(room).zip(b.mode.map(room)).is_none_or(|(a, b)| a == b);
    let lands = a.land.as_ref().zip(b.land.as_ref()).is_none_or(|(a, b)| a == b);
    modes && lands
}

/// The words that prove a mention, if any do, with its kind and story.
fn words_of(mention: &Mention) -> Option<u64> {
    if mention.event.evidence.is_empty() {
        return None;
    }
    let mut hash = Xxh3::new();
    let evidence = mention.event.evidence.iter().flat_map(|e| [e.role.as_ref(), e.text.as_str()]);
    for part in [mention.source.story.as_str(), mention.event.kind.as_str()].into_iter().chain(evidence) {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    Some(hash.digest())
}

/// Whether those who travel meet somebody where they go.
fn is_made_on(contact: &Profile, visit: &Profile) -> bool {
    let Some(land) = &visit.land else { return false };
    let there = contact.land.as_ref().is_none_or(|other| other == land);
    let remote = matches!(contact.mode, Some(Mode::Call | Mode::Letter));
    let guests = |side: &String| {
        let met = contact.persons.iter().any(|(s, _)| s == side);
        let named = visit.persons.iter().any(|(s, _)| s == side);
        !(met && named)
            || visit.persons.iter().any(|guest| guest.0 == *side && contact.persons.contains(guest))
    };
    let common = || visit.sides.intersection(&contact.sides).any(guests);
    there && !remote && (contact.sides.contains(land) || contact.land.is_some()) && common()
}

fn threads(mention: &Mention, aliases: &Aliases) -> BTreeSet<Thread> {
    let event = &mention.event;
    let sides = |parties: &[Party]| -> BTreeSet<String> { parties.iter().map(side).collect() };
    let joined = |sides: BTreeSet<String>| sides.into_iter().collect::<Vec<_>>().join("–");
    let (actors, recipients) = (sides(&event.actors), sides(&event.recipients));
    match event.kind.as_str() {
        "concern" => {
            let topics = if event.topics.is_empty() { vec![String::new()] } else { event.topics.clone() };
            let pairs = actors.iter().flat_map(|from| recipients.iter().map(move |to| (from, to)));
            pairs
                .flat_map(|(from, to)| {
                    topics.iter().map(|about| Thread {
                        from: from.clone(),
                        to: to.clone(),
                        about: about.clone(),
                    })
                })
                .collect()
        }
        "statement" => {
            let speakers: Vec<&str> = event.actors.iter().map(|party| aliases.id(party)).collect();
            let quote = detail(&event.details, "quote").unwrap_or_default();
            let words: String =
                quote.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            let about = format!("{:016x}", xxh3_64(words.as_bytes()));
            BTreeSet::from([Thread { from: speakers.join(" "), to: String::new(), about }])
        }
        _ => BTreeSet::from([Thread { from: joined(actors), to: joined(recipients), about: String::new() }]),
    }
}

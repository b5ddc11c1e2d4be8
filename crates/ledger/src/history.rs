//! What many mentions of one event come to.

use crate::clusters::Thread;
use crate::course::{Stage, course};
use crate::details::detail;
use crate::mention::Mention;
use crate::names::Aliases;
use crate::names::side;
use crate::profile::is_office;
use crate::window::{Window, date, day};
use demarche_core::event::Place;
use demarche_core::{Act, Kind, ORDINALS, Party, PartyKind, Precision, Status};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use xxhash_rust::xxh3::Xxh3;

/// One event through all its mentions, or one thread that runs on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Kind and a number made from the first mention: later articles do not change it.
    pub id: String,
    /// What sort of event it is.
    pub kind: Kind,
    /// What holds it together, if it is no single event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
    /// Who acts, under the fullest names.
    pub actors: Vec<Party>,
    /// Towards whom.
    pub recipients: Vec<Party>,
    /// Where, as precisely as any mention says; of a journey every stop.
    pub places: Vec<Place>,
    /// When it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// How far it has come, by the last that is known.
    pub status: Option<Status>,
    /// With which acts a concern was put.
    pub acts: Vec<Act>,
    /// Topic ids.
    pub topics: Vec<String>,
    /// How it came to its status.
    pub path: Vec<Step>,
    /// Of a concern, what became of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub course: Vec<Stage>,
    /// Of a visit, the ids of the contacts that took place on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<String>,
    /// Which number in a row articles give it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Where mentions contradict each other.
    pub conflicts: Vec<Conflict>,
    /// The day of the first report, if any is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_known: Option<Date>,
    /// The day of the last report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_known: Option<Date>,
    /// How many articles mention it.
    pub articles: usize,
    /// How many of them tell it in words of their own: copies of one story are one witness.
    pub witnesses: usize,
    /// That at least one witness is right, if they err independently.
    pub confidence: f64,
    /// What its best mention says about it beyond all that, by name.
    pub details: BTreeMap<String, serde_json::Value>,
}

/// When an event takes place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct When {
    /// First day.
    pub start: Date,
    /// Last day, included.
    pub end: Date,
    /// How wide that is.
    pub precision: Precision,
    /// Whether a text gives it; else it is no more than the day on which the event was reported as under way.
    pub stated: bool,
}

impl When {
    /// The days as numbers.
    pub(crate) fn window(&self) -> Window {
        Window { from: day(self.start), to: day(self.end) }
    }
}

/// `2024-02-06`, `2024-02-06/2024-02-08`
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.start == self.end {
            write!(f, "{}", self.start)
        } else {
            write!(f, "{}/{}", self.start, self.end)
        }
    }
}

/// A change of status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it came to.
    pub status: Status,
    /// When that became known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Date>,
    /// The record that says so.
    pub event: String,
    /// The article in which it stands.
    pub article: String,
    /// Its words.
    pub words: String,
}

/// A count that an article gives: "her second visit in the past year".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Which in the row it is said to be, from 1.
    pub ordinal: usize,
    /// From which day on is counted; none if the article does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The article.
    pub article: String,
    /// The words that count.
    pub words: String,
}

/// A field for which mentions give values that cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Which field.
    pub field: String,
    /// Each value with the articles that give it; the value that was taken comes first.
    pub values: Vec<(String, Vec<String>)>,
}

/// `when: 2018-06-26 (one, two) against 2018-06-27 (three)`
impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |(value, articles): &(String, Vec<String>)| format!("{value} ({})", articles.join(", "));
        let values: Vec<String> = self.values.iter().map(told).collect();
        write!(f, "{}: {}", self.field, values.join(" against "))
    }
}

impl History {
    /// What mentions of one event come to; they may come in any order. Of a thread, only its own pair and topic is kept.
    pub fn of(mut mentions: Vec<Mention>, thread: Option<&Thread>, aliases: &Aliases) -> Option<History> {
        mentions.sort_by_cached_key(|m| {
            (
                m.source.known().is_none(),
                m.source.known(),
                m.source.id.clone(),
                m.event.position(),
                m.event.id.clone(),
            )
        });
        let first = mentions.first()?;
        let kind = first.event.kind.clone();
        let (when, at_odds) = when(&mentions);
        let path = path(&mentions);
        let details = best(&mentions).map(|best| best.event.details.clone()).unwrap_or_default();
        let mut history = History {
            id: id(first, thread),
            thread: thread.cloned(),
            actors: parties(&mentions, aliases, |m| &m.event.actors),
            recipients: parties(&mentions, aliases, |m| &m.event.recipients),
            places: places(&mentions),
            when,
            status: path.last().map(|step| step.status),
            acts: mentions.iter().filter_map(|m| m.event.act).collect::<BTreeSet<_>>().into_iter().collect(),
            topics: mentions
                .iter()
                .flat_map(|m| m.event.topics.clone())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            course: if kind == Kind::CONCERN { course(&mentions) } else { Vec::new() },
            contacts: Vec::new(),
            claims: mentions.iter().filter_map(claim).collect(),
            path,
            conflicts: at_odds.into_iter().collect(),
            first_known: mentions.iter().find_map(|m| m.source.known()).map(date),
            last_known: mentions.iter().rev().find_map(|m| m.source.known()).map(date),
            articles: mentions.iter().map(|m| &m.source.id).collect::<BTreeSet<_>>().len(),
            witnesses: mentions.iter().map(|m| &m.source.story).collect::<BTreeSet<_>>().len(),
            confidence: confidence(&mentions),
            details,
            kind,
        };
        if let Some(thread) = thread {
            history.keep(thread);
        }
        Some(history)
    }

    /// The sides' codes, sorted.
    pub fn sides(&self) -> BTreeSet<String> {
        self.actors.iter().chain(&self.recipients).map(side).collect()
    }

    /// What it is, in a line: who, towards whom, about what.
    pub fn label(&self) -> String {
        // A joint commission stands for both of its sides.
        let names = |parties: &[Party]| {
            let mut names: Vec<&str> = Vec::new();
            for party in parties.iter().filter(|p| !p.name.is_empty()) {
                if !names.contains(&party.name.as_str()) {
                    names.push(&party.name);
                }
            }
            names.join(", ")
        };
        let told = |name: &str| detail(&self.details, name).unwrap_or_default();
        let actors = if self.actors.is_empty() { "?".to_owned() } else { names(&self.actors) };
        match (self.kind.as_str(), &self.thread) {
            ("visit", _) => {
                let hosts = names(&self.recipients);
                let towns: Vec<&str> =
                    self.places.iter().map(|p| p.name.as_str()).filter(|name| *name != hosts).collect();
                match (hosts.is_empty(), towns.is_empty()) {
                    (_, true) => format!("{actors} → {}", if hosts.is_empty() { "?" } else { &hosts }),
                    (true, false) => format!("{actors} → {}", towns.join(", ")),
                    (false, false) => format!("{actors} → {hosts} ({})", towns.join(", ")),
                }
            }
            ("concern", Some(thread)) => {
                let about = if thread.about.is_empty() { "no topic" } else { &thread.about };
                format!("{} → {}: {about}", thread.from, thread.to)
            }
            ("agreement", _) => format!("{}: {}", actors.replace(", ", " – "), told("what")),
            ("statement", _) => format!("{actors}: “{}”", told("quote")),
            (_, Some(thread)) if thread.to.is_empty() => thread.from.clone(),
            (_, Some(thread)) => format!("{} → {}", thread.from, thread.to),
            _ if self.recipients.is_empty() => actors.replace(", ", " – "),
            _ => format!("{actors} → {}", names(&self.recipients)),
        }
    }

    /// The country or body to which a visit goes.
    pub fn land(&self) -> String {
        let place = self.places.iter().find_map(|place| place.country.clone());
        place.or_else(|| self.recipients.first().map(side)).unwrap_or_default()
    }

    /// Of a joint concern with several topics, what belongs to one thread.
    fn keep(&mut self, thread: &Thread) {
        if self.kind == Kind::CONCERN {
            self.actors.retain(|party| side(party) == thread.from);
            self.recipients.retain(|party| side(party) == thread.to);
            self.topics.retain(|topic| *topic == thread.about);
        }
    }
}

/// Kind and a hash of the earliest mention.
fn id(first: &Mention, thread: Option<&Thread>) -> String {
    let mut hash = Xxh3::new();
    hash.update(first.event.id.as_bytes());
    if let Some(thread) = thread {
        for part in [&thread.from, &thread.to, &thread.about] {
            hash.update(&[0]);
            hash.update(part.as_bytes());
        }
    }
    format!("{}-{:010x}", first.event.kind, hash.digest() & 0xff_ffff_ffff)
}

/// The mention to trust most: that which fixes the time most narrowly, then the most certain.
fn best(mentions: &[Mention]) -> Option<&Mention> {
    mentions.iter().reduce(|a, b| {
        let rank = |m: &Mention| (m.event.time.is_none(), m.window().rank());
        if rank(b) < rank(a) || rank(b) == rank(a) && b.event.confidence > a.event.confidence { b } else { a }
    })
}

/// Every party once, under its fullest name; persons first, for a delegation says less than its members.
fn parties<'a>(
    mentions: &'a [Mention],
    aliases: &Aliases,
    of: impl Fn(&'a Mention) -> &'a [Party],
) -> Vec<Party> {
    let mut found: BTreeMap<(bool, String), Party> = BTreeMap::new();
    for party in mentions.iter().flat_map(of) {
        let id = aliases.id(party).to_owned();
        let entry = found
            .entry((party.kind != PartyKind::Person, id.clone()))
            .or_insert_with(|| Party { id, ..party.clone() });
        if party.name.chars().count() > entry.name.chars().count() {
            entry.name.clone_from(&party.name);
        }
        entry.role = entry.role.take().or_else(|| party.role.clone());
        entry.country = entry.country.take().or_else(|| party.country.clone());
    }
    // Whoever is named makes "a delegation" of the same side superfluous, and the country of those who met or travelled.
    let of = |kind: PartyKind| -> BTreeSet<String> {
        found.values().filter(|p| p.kind == kind).map(side).collect()
    };
    let (named, countries) = (of(PartyKind::Person), of(PartyKind::Country));
    let role = |p: &Party| Some((side(p), p.role.as_ref()?.to_lowercase()));
    let held: BTreeSet<_> = found.values().filter(|p| !is_office(p)).filter_map(role).collect();
    let whole = |m: &Mention| ![Kind::VISIT, Kind::CONTACT].contains(&m.event.kind);
    let whole = mentions.first().is_none_or(whole);
    let mut parties: Vec<Party> = found.into_values().collect();
    parties.retain(|p| match p.kind {
        PartyKind::Group => !named.contains(&side(p)) && (whole || !countries.contains(&side(p))),
        PartyKind::Country => whole || !named.contains(&side(p)),
        // "The Moldovan foreign minister" is whoever is named with that office.
        PartyKind::Person if is_office(p) => role(p).is_none_or(|office| !held.contains(&office)),
        _ => true,
    });
    parties
}

/// Towns and sites; a country only where nothing in it is named.
fn places(mentions: &[Mention]) -> Vec<Place> {
    let mut count: BTreeMap<&Place, usize> = BTreeMap::new();
    for mention in mentions {
        if let Some(place) = &mention.event.place {
            *count.entry(place).or_default() += 1;
        }
    }
    let whole = |place: &Place| {
        mentions
            .iter()
            .flat_map(|m| m.event.recipients.iter().chain(&m.event.actors))
            .any(|p| p.kind == PartyKind::Country && p.name == place.name)
            || place.country.as_ref() == Some(&place.name)
    };
    let mut places: Vec<(&Place, usize)> = count.into_iter().collect();
    if places.iter().any(|(place, _)| !whole(place)) {
        places.retain(|(place, _)| !whole(place));
    }
    places.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    places.into_iter().map(|(place, _)| place.clone()).collect()
}

/// Days by which a meeting on a journey may miss the day on which that is said to begin or end.
const STAY: i32 = 2;

/// The place of a day that was put off, behind what took place and what is planned.
const STALE: u8 = 2;

/// The narrowest time that a mention states, and who contradicts it.
fn when(mentions: &[Mention]) -> (Option<When>, Option<Conflict>) {
    let stated = |m: &Mention| {
        let time = m.event.time.as_ref()?;
        // A stretch that only the day of the report bounds is no day that anybody told.
        if time.precision == Precision::Vague {
            return None;
        }
        Some(When { start: time.start?, end: time.end?, precision: time.precision, stated: true })
    };
    let is_done = |m: &Mention| {
        matches!(m.event.status, Some(Status::Completed | Status::Ongoing | Status::Signed | Status::Agreed))
    };
    let put_off = mentions.iter().filter(|m| m.event.status == Some(Status::Postponed));
    let put_off = put_off.map(|m| m.source.known()).max();
    // A day planned before it was put off holds no longer, and is what the report of that names, if it names one of them.
    let before = |m: &Mention| {
        let known = m.source.known();
        m.event.status != Some(Status::Postponed) && known.is_some() && Some(known) <= put_off
    };
    let dropped: Vec<Window> =
        mentions.iter().filter(|m| before(m)).filter_map(stated).map(|w| w.window()).collect();
    let stale = |m: &Mention, when: &When| {
        let renamed = || dropped.is_empty() || dropped.iter().any(|d| d.meet(when.window()).is_some());
        put_off.is_some()
            && !is_done(m)
            && (before(m) || m.event.status == Some(Status::Postponed) && renamed())
    };
    let put_off = put_off.is_some();
    let done: Vec<When> = mentions.iter().filter(|m| is_done(m)).filter_map(stated).collect();
    // "Will come on 16 March" tells as much of when it was as "came in March" does.
    let kept = |plan: &When| !put_off && done.iter().any(|d| d.start <= plan.start && plan.end <= d.end);
    // What took place is known better afterwards than before; among equals the narrowest, then the most often told.
    let mut told: BTreeMap<(u8, u8, When), Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        if let Some(when) = stated(mention) {
            let ahead = match () {
                () if stale(mention, &when) => STALE,
                () => u8::from(!is_done(mention) && !kept(&when)),
            };
            told.entry((ahead, when.window().rank(), when)).or_default().push(mention);
        }
    }
    let order = |key: &(u8, u8, When)| (key.0 == STALE, key.1 > 2, key.0, key.1);
    let narrowest = told.keys().map(order).min();
    let mut choice: Vec<_> = told.iter().filter(|(key, _)| Some(order(key)) == narrowest).collect();
    choice.sort_by_key(|(key, mentions)| (std::cmp::Reverse(mentions.len()), key.2.clone()));
    let under_way =
        mentions.iter().filter(|m| m.event.status == Some(Status::Ongoing)).find_map(|m| m.source.published);
    let wide = |when: &When| when.window().rank() > 3;
    // "Next year" says less than the day on which it was under way.
    let exact = choice.first().filter(|((_, _, when), _)| under_way.is_none() || !wide(when));
    let Some(((_, _, chosen), by)) = exact else {
        let when = under_way.map(|p| When {
            start: p.date,
            end: p.date,
            precision: Precision::Vague,
            stated: false,
        });
        return (when, None);
    };
    // An agreement has a day for each of its steps, a thread one for each occasion; and a day that was put off is no error.
    let single = mentions.iter().all(|m| [Kind::VISIT, Kind::CONTACT].contains(&m.event.kind));
    let mut values: BTreeMap<&When, BTreeSet<&str>> = BTreeMap::new();
    // Two days told by one article are two days of a stay.
    let agree: BTreeSet<&str> = by.iter().map(|m| m.source.id.as_str()).collect();
    for ((ahead, _, when), mentions) in &told {
        let (told, held) = (when.window(), chosen.window());
        // Whoever arrived on Monday may have met his host on Tuesday.
        let implied = |m: &&Mention| m.event.details.contains_key("implied");
        let stay = mentions.iter().chain(by.iter()).any(implied) && told.gap(held) <= STAY;
        let at_odds = told.both_exact(held) && told.meet(held).is_none() && !stay;
        let articles = mentions.iter().map(|m| m.source.id.as_str());
        let others: Vec<&str> = articles.filter(|id| when == chosen || !agree.contains(id)).collect();
        if when == chosen || single && at_odds && !(put_off && *ahead > 0) && !others.is_empty() {
            values.entry(when).or_default().extend(others);
        }
    }
    let conflict = (values.len() > 1).then(|| {
        let mut values: Vec<_> = values.into_iter().collect();
        values.sort_by_key(|(when, _)| (*when != chosen, (*when).clone()));
        Conflict {
            field: "when".to_owned(),
            values: values
                .into_iter()
                .map(|(when, articles)| (when.to_string(), articles.into_iter().map(str::to_owned).collect()))
                .collect(),
        }
    });
    (Some(chosen.clone()), conflict)
}

fn claim(mention: &Mention) -> Option<Claim> {
    let told = |name: &str| detail(&mention.event.details, name);
    let word = told("ordinal")?;
    Some(Claim {
        ordinal: ORDINALS.iter().position(|ordinal| *ordinal == word)? + 1,
        since: told("ordinal_since").and_then(|since| since.parse().ok()),
        article: mention.source.id.clone(),
        words: told("ordinal_words").unwrap_or(word).to_owned(),
    })
}

/// How much a status says about the end of the matter.
fn rank(status: Status) -> u8 {
    match status {
        Status::Invited | Status::Desired | Status::Planned | Status::Proposed => 0,
        Status::Postponed | Status::Cancelled | Status::Rejected => 1,
        Status::Agreed => 2,
        Status::Ongoing | Status::Signed => 3,
        Status::Completed | Status::InForce => 4,
        Status::Ended => 5,
    }
}

/// The changes of status in the order in which they became known. A report that tells an earlier stage after a later one looks back.
fn path(mentions: &[Mention]) -> Vec<Step> {
    let mut path: Vec<Step> = Vec::new();
    for mention in mentions {
        let Some(status) = mention.event.status else { continue };
        if path.last().is_some_and(|last| {
            last.status == status || rank(last.status) >= 2 && rank(status) <= rank(last.status)
        }) {
            continue;
        }
        path.push(Step {
            status,
            known: mention.source.published.map(|p| p.date),
            event: mention.event.id.clone(),
            article: mention.source.id.clone(),
            words: mention.event.evidence.first().map(|e| e.text.clone()).unwrap_or_default(),
        });
    }
    path
}

/// Witnesses err independently, copies of one story do not: 1 − ∏ (1 − p), p the best of each story; never certain.
fn confidence(mentions: &[Mention]) -> f64 {
    let mut stories: BTreeMap<&str, f64> = BTreeMap::new();
    for mention in mentions {
        let best = stories.entry(&mention.source.story).or_default();
        *best = best.max(mention.event.confidence);
    }
    let wrong: f64 = stories.values().map(|p| 1.0 - p).product();
    ((1.0 - wrong).min(0.99) * 100.0).round() / 100.0
}

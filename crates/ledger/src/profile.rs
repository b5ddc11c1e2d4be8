//! What a mention, or a history as it grows, is recognised by.

use crate::details::detail;
use crate::mention::Mention;
use crate::names::{Aliases, side};
use crate::pairs::pairs;
use crate::phase::Phase;
use crate::window::{Day, Part, Window};
use crate::words::content;
use demarche_core::{Kind, Mode, Party, PartyKind};
use std::collections::BTreeSet;

/// The features by which mentions of one event are told from those of another.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    /// Under which it is looked up; two that share none are never compared.
    pub(crate) keys: Vec<String>,
    /// Country and id of everybody who is named.
    pub(crate) persons: BTreeSet<(String, String)>,
    /// Side and office of everybody whose office is told, with or without a name.
    pub(crate) offices: BTreeSet<(String, String)>,
    /// The countries or bodies that take part.
    pub(crate) sides: BTreeSet<String>,
    /// When.
    pub(crate) window: Window,
    /// What is known of the day where the date is not; of a mention.
    pub(crate) part: Option<Part>,
    /// Which in a row it is said to be: "the fifth round".
    pub(crate) ordinal: Option<String>,
    /// In which country, where that is not a side's own matter.
    pub(crate) land: Option<String>,
    /// In which town.
    pub(crate) town: Option<String>,
    /// How a contact takes place.
    pub(crate) mode: Option<Mode>,
    /// Words of what is agreed.
    pub(crate) words: BTreeSet<String>,
    /// How far it has come; of a mention.
    pub(crate) phase: Phase,
    /// When it became known; of a mention.
    pub(crate) known: Option<Day>,
}

impl Profile {
    /// The profile of a visit, contact or agreement.
    pub(crate) fn of(mention: &Mention, aliases: &Aliases) -> Profile {
        let event = &mention.event;
        let mut profile = Profile {
            keys: Vec::new(),
            persons: BTreeSet::new(),
            offices: BTreeSet::new(),
            sides: BTreeSet::new(),
            window: mention.window(),
            part: event.time.as_ref().and_then(|time| Part::of(&time.value)),
            // What is counted over a stretch ("the second in half a year") may have another number in the whole row.
            ordinal: detail(&event.details, "ordinal")
                .filter(|_| !event.details.contains_key("ordinal_since"))
                .map(str::to_owned),
            land: event.place.as_ref().and_then(|place| place.country.clone()),
            town: event
                .place
                .as_ref()
                .filter(|place| {
                    place.country.as_deref().is_some_and(|land| !names(&event.recipients, &place.name, land))
                })
                .map(|place| place.name.clone()),
            mode: detail(&event.details, "mode")
                .and_then(|mode| mode.parse().ok())
                .filter(|mode| *mode != Mode::Unknown),
            words: BTreeSet::new(),
            phase: Phase::of(event.status),
            known: mention.source.known(),
        };
        let visit = event.kind == Kind::VISIT;
        for party in event.actors.iter().chain(event.recipients.iter().filter(|_| !visit)) {
            let side = aliases.side(party);
            if party.kind == PartyKind::Person && !is_office(party) {
                profile.persons.insert((side.clone(), aliases.id(party).to_owned()));
            }
            if let Some(role) = party.role.as_ref().filter(|_| party.kind == PartyKind::Person) {
                profile.offices.insert((side.clone(), role.to_lowercase()));
            }
            profile.sides.insert(side);
        }
        if visit {
            let to = destination(mention);
            profile.keys = profile.sides.iter().map(|from| format!("visit {from} {to}")).collect();
        } else {
            let sides: Vec<&String> = profile.sides.iter().collect();
            profile.keys = pairs(&sides).map(|(a, b)| format!("{} {a} {b}", event.kind)).collect();
            // A summit is looked up by the body whose summit it is, too.
            let body = |party: &&Party| party.kind == PartyKind::Organization;
            let bodies: Vec<String> = event
                .actors
                .iter()
                .filter(body)
                .map(|party| format!("{} {}", event.kind, side(party)))
                .collect();
            profile.keys.extend(bodies);
            if profile.keys.is_empty() {
                profile.keys.extend(sides.iter().map(|a| format!("{} {a}", event.kind)));
            }
        }
        if event.kind == Kind::AGREEMENT {
            let what = detail(&event.details, "what").unwrap_or_default();
            // Who signs, and where, is no matter.
            let who = event.actors.iter().flat_map(|party| [Some(&party.name), party.role.as_ref()]);
            let place = event.place.as_ref().map(|place| &place.name);
            let aside: BTreeSet<String> =
                who.chain([place]).flatten().flat_map(|words| content(words)).collect();
            profile.words = content(what).difference(&aside).cloned().collect();
            profile.words.extend(event.topics.iter().cloned());
        }
        profile
    }

    /// Takes in what another mention of the same event adds.
    pub(crate) fn absorb(&mut self, other: &Profile) {
        self.persons.extend(other.persons.iter().cloned());
        self.offices.extend(other.offices.iter().cloned());
        self.sides.extend(other.sides.iter().cloned());
        self.window = if self.window.both_exact(other.window) {
            self.window.cover(other.window)
        } else {
            self.window.meet(other.window).unwrap_or(self.window)
        };
        self.ordinal = self.ordinal.take().or_else(|| other.ordinal.clone());
        self.land = self.land.take().or_else(|| other.land.clone());
        self.town = self.town.take().or_else(|| other.town.clone());
        self.mode = self.mode.or(other.mode);
        self.words.extend(other.words.iter().cloned());
    }
}

/// Whether an office stands for whoever holds it, without a name: "the prime minister" of India.
pub(crate) fn is_office(party: &Party) -> bool {
    let office = || Some(format!("{} {}", party.country.as_ref()?, party.role.as_ref()?));
    office().is_some_and(|office| office.to_lowercase().replace(' ', "-") == party.id)
}

/// Whether a place is no more than the country of the hosts.
fn names(hosts: &[Party], place: &str, land: &str) -> bool {
    hosts.iter().any(|host| {
        host.kind == PartyKind::Country && host.name == place && host.country.as_deref() == Some(land)
    })
}

/// Where a visit goes.
pub(crate) fn destination(mention: &Mention) -> String {
    let place = mention.event.place.as_ref();
    place
        .and_then(|place| place.country.clone())
        .or_else(|| mention.event.recipients.first().map(side))
        .or_else(|| place.map(|place| place.name.clone()))
        .unwrap_or_else(|| "?".to_owned())
}

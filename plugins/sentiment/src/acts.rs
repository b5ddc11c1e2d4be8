//! What two sides do with and to each other, as the records of other analyzers tell.

use crate::cues::Axis;
use crate::thread::{among, ordered};
use demarche_core::{Act, Event, Kind, Mode, Span, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of record that tell of two sides.
pub(crate) static KINDS: [Kind; 4] = [Kind::VISIT, Kind::CONTACT, Kind::AGREEMENT, Kind::CONCERN];

/// The sorts of deed: one visits the other, the two meet or are met among others, or do not after all; they agree, or end what was
/// agreed; one asks or worries, one finds fault or threatens.
pub(crate) const SORTS: [&str; 8] =
    ["visited", "met", "gathered", "off", "agreed", "ended", "asked", "faulted"];

/// What more sides than these do together tells of no two of them: "Balkan leaders met".
const CROWD: usize = 5;

/// A deed between two sides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed {
    /// As a place in [`SORTS`].
    pub(crate) sort: usize,
    /// The sentence that tells it.
    pub(crate) sentence: Span,
    /// The word for it.
    pub(crate) word: Span,
}

impl Deed {
    /// On which axis it counts.
    pub(crate) fn axis(&self) -> Axis {
        let warm = matches!(SORTS[self.sort], "visited" | "met" | "gathered" | "agreed");
        if warm { Axis::Cooperation } else { Axis::Conflict }
    }

    /// Whether it is a plain sign of warmth or tension: who asks may do so in either mood.
    pub(crate) fn is_plain(&self) -> bool {
        SORTS[self.sort] != "asked"
    }
}

/// The deeds of every two sides.
pub(crate) fn gather<'a>(records: &[&'a Event]) -> BTreeMap<[&'a str; 2], Vec<Deed>> {
    let mut all: BTreeMap<[&str; 2], Vec<Deed>> = BTreeMap::new();
    for record in records {
        let word = record.evidence.iter().find(|e| e.role == "trigger").or(record.evidence.first());
        let pairs = pairs(record);
        let deed = Deed {
            sort: sort(record, pairs.len()),
            sentence: record.position(),
            word: word.map(|e| e.span).unwrap_or_default(),
        };
        for pair in pairs {
            all.entry(pair).or_default().push(deed);
        }
    }
    all
}

/// The sort of what a record tells, between so many pairs.
fn sort(record: &Event, pairs: usize) -> usize {
    let off = is_off(record);
    let many = || {
        let mode = record.details.get("mode").and_then(|mode| mode.as_str());
        pairs > 1 || mode == Some(Mode::Multilateral.as_str())
    };
    let name = match record.act {
        Some(Act::Question | Act::RaiseConcern | Act::Request) => "asked",
        Some(Act::Criticise | Act::Accuse | Act::Demand | Act::WarnThreaten) => "faulted",
        None if record.kind == Kind::AGREEMENT => {
            if off {
                "ended"
            } else {
                "agreed"
            }
        }
        None if off => "off",
        None if record.kind == Kind::VISIT => "visited",
        None => {
            if many() {
                "gathered"
            } else {
                "met"
            }
        }
    };
    SORTS.iter().position(|sort| *sort == name).unwrap_or_default()
}

/// Whether it does not take place after all, or is broken.
fn is_off(record: &Event) -> bool {
    use Status::{Cancelled, Ended, Postponed, Rejected};
    matches!(record.status, Some(Postponed | Cancelled | Rejected | Ended))
}

/// Between whom it is, each two once: who comes and who receives, who speaks and who is addressed, else all that take part.
fn pairs(record: &Event) -> BTreeSet<[&str; 2]> {
    let sides = |parties| -> BTreeSet<&str> {
        let parties: &[demarche_core::Party] = parties;
        parties.iter().filter_map(|party| party.country.as_deref()).collect()
    };
    let (actors, mut others) = (sides(&record.actors), sides(&record.recipients));
    if record.kind == Kind::VISIT {
        others.extend(record.place.as_ref().and_then(|place| place.country.as_deref()));
    }
    if record.kind == Kind::VISIT || record.kind == Kind::CONCERN {
        let across = actors.iter().flat_map(|a| others.iter().map(move |b| (*a, *b)));
        return across.filter(|(a, b)| a != b).map(|(a, b)| ordered(a, b)).collect();
    }
    let all: Vec<&str> = actors.union(&others).copied().collect();
    if all.len() > CROWD {
        return BTreeSet::new();
    }
    // "Oman, Yemen and Iraq cut their ties with Chad": who breaks comes first, and among those nothing is broken.
    let last = record.actors.iter().rev().find_map(|party| party.country.as_deref());
    let broken = record.kind == Kind::AGREEMENT && is_off(record);
    among(&all).filter(|pair| !broken || last.is_none_or(|side| pair.contains(&side))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_core::{Party, PartyKind};

    fn party(code: &str) -> Party {
        let (name, id) = (code.to_owned(), code.to_owned());
        Party { name, id, kind: PartyKind::Country, role: None, country: Some(code.to_owned()) }
    }

    #[test]
    fn a_concern_is_between_raiser_and_addressee_and_a_contact_among_all() {
        let mut concern = Event::new(Kind::CONCERN, "test");
        concern.actors = vec![party("NOR"), party("SWE")];
        concern.recipients = vec![party("ISL")];
        concern.act = Some(Act::Demand);
        let deeds = gather(&[&concern]);
        assert_eq!(deeds.keys().collect::<Vec<_>>(), [&["ISL", "NOR"], &["ISL", "SWE"]]);
        assert!(deeds.values().flatten().all(|deed| SORTS[deed.sort] == "faulted"));
        let mut contact = Event::new(Kind::CONTACT, "test");
        contact.actors = vec![party("NOR"), party("SWE"), party("ISL")];
        contact.status = Some(Status::Cancelled);
        let deeds = gather(&[&contact]);
        assert_eq!(deeds.len(), 3);
        assert!(deeds.values().flatten().all(|deed| SORTS[deed.sort] == "off"));
        let mut rupture = Event::new(Kind::AGREEMENT, "test");
        rupture.actors = vec![party("NOR"), party("SWE"), party("ISL")];
        rupture.status = Some(Status::Ended);
        let deeds = gather(&[&rupture]);
        assert_eq!(deeds.keys().collect::<Vec<_>>(), [&["ISL", "NOR"], &["ISL", "SWE"]]);
    }
}

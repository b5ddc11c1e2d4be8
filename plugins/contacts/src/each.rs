//! Several contacts told in one clause: "met separately with A, B and C".

use crate::modes;
use demarche_core::{EntityId, EntityKind, Mention, Reading, Upos};
use demarche_frames::{Filler, Match, Parties, View};

/// So many words may stand between a preposition and the name behind it.
const NEAR: usize = 8;

/// "Met with the president and with the speaker": a preposition of one's own is a meeting of one's own.
pub(crate) fn one_by_one<'r>(reading: &'r dyn Reading, found: &Match<'r>) -> Vec<Match<'r>> {
    let view = View::new(reading, found.sentence);
    let partner = |f: &Filler<'_>| matches!(f.slot, "with" | "with_too");
    // "and with the newly elected president, X": the name may stand some words behind.
    let own = |start: usize| {
        let near = (start.saturating_sub(NEAR)..start).rev();
        let with = near.take_while(|&i| view.word(i).upos != Upos::Cconj).find(|&i| view.is(i, &["with"]));
        with.and_then(|i| i.checked_sub(1)).is_some_and(|i| view.is(i, &["and", "as"]))
    };
    // "As well as the speaker": told as a further one.
    let as_well = |start: usize| {
        start >= 3
            && view.is(start - 3, &["as"])
            && view.is(start - 2, &["well"])
            && view.is(start - 1, &["as"])
    };
    // "Calls on the president and the prime minister": each keeps a house of his own.
    let head = |f: &Filler<'_>| {
        let Some(&[id]) = f.mention.map(|m| m.entities.as_slice()) else { return None };
        let entity = reading.entity(id);
        Some((modes::house(entity.role.as_ref()?)?, entity.country.clone()))
    };
    let heads: Vec<_> =
        found.fillers.iter().filter(|f| partner(f)).filter_map(|f| Some((f.token, head(f)?))).collect();
    let other_house = |token: usize| {
        let this = heads.iter().find(|(t, _)| *t == token);
        this.is_some_and(|(_, (house, country))| {
            heads.iter().any(|(t, (h, c))| *t < token && h != house && c == country)
        })
    };
    // "Meetings with X of Oman and Y of Qatar": one with each. Those whom one phrase tells are parted later.
    let several =
        |f: &Filler<'_>| f.mention.is_some_and(|m| m.entities.len() > 1) && side(reading, f).is_none();
    let one_phrase = found.fillers.iter().any(|f| partner(f) && several(f));
    let lands: Vec<_> = found
        .fillers
        .iter()
        .filter(|f| partner(f) && !one_phrase && is_apart(view, found))
        .filter_map(|f| Some((f.token, side(reading, f)?)))
        .collect();
    let other_land = |token: usize| {
        let this = lands.iter().find(|(t, _)| *t == token);
        this.is_some_and(|(_, land)| lands.iter().filter(|(t, _)| *t < token).any(|(_, l)| l != land))
    };
    // "Call on the president and the minister": a courtesy to each.
    let each = found.frame.set("each").is_some();
    let first = found.fillers.iter().filter(|f| partner(f)).map(|f| f.token).min();
    let person = |e: &EntityId| reading.entity(*e).kind == EntityKind::Person;
    let own_call = |f: &Filler<'_>| {
        each && first != Some(f.token) && f.mention.is_some_and(|m| m.entities.iter().any(person))
    };
    let begins = |f: &&Filler<'_>| {
        let apart = || other_house(f.token) || other_land(f.token) || own_call(f);
        let starts = |m: &Mention| own(m.tokens.start) || as_well(m.tokens.start) || apart();
        partner(f) && f.mention.is_some_and(|m| !m.entities.is_empty() && starts(m))
    };
    let begin: Vec<usize> = found.fillers.iter().filter(begins).map(|f| f.token).collect();
    if begin.is_empty() {
        return Vec::new();
    }
    let group = |token: usize| begin.iter().filter(|&&b| b <= token).count();
    (0..=begin.len())
        .map(|part| {
            let mut own = found.clone();
            // Who is met on his own takes no part in the other meetings, whatever other slot he fills.
            let met_apart = |f: &Filler<'_>| {
                let partners = found.fillers.iter().filter(|p| partner(p) && p.token == f.token);
                partners.into_iter().any(|p| group(p.token) != part)
            };
            own.fillers.retain(|f| if partner(f) { group(f.token) == part } else { !met_apart(f) });
            own
        })
        .filter(|own| own.fillers.iter().any(partner))
        .collect()
}

/// The one country or body of which somebody is who is met.
fn side<'r>(reading: &'r dyn Reading, filler: &Filler<'_>) -> Option<&'r str> {
    let entities = &filler.mention?.entities;
    let first = reading.entity(*entities.first()?).country.as_deref()?;
    entities.iter().all(|&e| reading.entity(e).country.as_deref() == Some(first)).then_some(first)
}

/// "Met separately with the ministers of Oman and Qatar": of officials of several countries those of each, whether they are the ones
/// who are met or, on the telephone, the ones who call.
pub(crate) fn one_with_each(reading: &dyn Reading, found: &Match<'_>, parties: &Parties) -> Vec<Parties> {
    let country = |e: EntityId| reading.entity(e).country.as_deref();
    let lands = |of: &[EntityId]| {
        let mut lands: Vec<&str> = Vec::new();
        for land in of.iter().filter_map(|&e| country(e)) {
            if !lands.contains(&land) {
                lands.push(land);
            }
        }
        lands
    };
    let partners: Vec<EntityId> = partners(found).flat_map(|m| m.entities.iter().copied()).collect();
    let doers: Vec<EntityId> = parties.entities.iter().copied().filter(|e| !partners.contains(e)).collect();
    let view = View::new(reading, found.sentence);
    let many = match (lands(&doers).len(), lands(&partners).len()) {
        (_, 2..) if is_apart(view, found) => &partners,
        (2.., 1) if modes::is_by_phone(view, found.trigger) => &doers,
        _ => return vec![parties.clone()],
    };
    let own = |e: EntityId| !many.contains(&e);
    if !parties.entities.iter().any(|&e| own(e)) {
        return vec![parties.clone()];
    }
    let with = |land: &&str| {
        let mut one = parties.clone();
        let of = |e: EntityId| own(e) || country(e) == Some(*land);
        let mut kept = parties.entities.iter().map(|&e| of(e));
        one.spans.retain(|_| kept.next().unwrap_or(true));
        one.entities.retain(|&e| of(e));
        let acts = |code: &String| parties.entities.iter().any(|&e| own(e) && country(e) == Some(code));
        one.sides.retain(|code| code == land || parties.assumed.contains(code) || acts(code));
        one
    };
    lands(many).iter().map(with).collect()
}

/// Whether several partners are met one by one: the words or the frame say so, or a telephone has room for no more than one.
fn is_apart(view: View<'_>, found: &Match<'_>) -> bool {
    found.frame.set("each").is_some()
        || modes::is_one_each(view, found.trigger)
        || modes::is_by_phone(view, found.trigger)
}

/// Those who are met, written to or talked with.
pub(crate) fn partners<'r>(found: &Match<'r>) -> impl Iterator<Item = &'r Mention> {
    ["with", "with_too"].into_iter().flat_map(|slot| found.slot(slot)).filter_map(|f| f.mention)
}

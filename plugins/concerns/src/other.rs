//! The other side of what an article reports: whom an act is meant for that names nobody.

use crate::acts::ActTable;
use crate::who::{Around, is_own_post, is_told_by, suffers};
use demarche_core::{EntityId, EntityKind, MentionForm, Reading, SentenceId, Zone};
use demarche_frames::View;
use std::collections::{BTreeMap, BTreeSet};

/// A country that is named so many times less often than the raiser's own is named in passing, and no side of the story.
const IN_PASSING: u32 = 4;

/// Who is meant without being named has been named so few sentences before.
const NEARBY: u32 = 5;

/// The country or body that the article is about beside the raiser's own: the only one that this sentence names, else the one
/// to which the raiser has just spoken, else the one that the article names most. None if two are named equally often.
pub(crate) fn counterpart(
    acts: &ActTable,
    view: View<'_>,
    ask_sentence: bool,
    home: &BTreeSet<&str>,
    around: Around,
) -> Option<EntityId> {
    let reading = view.reading;
    let party = |e: EntityId| party_of(reading, e, home);
    let here: Vec<EntityId> = if ask_sentence { reading.mentions(view.sentence) } else { &[] }
        .iter()
        .filter(|m| m.form != MentionForm::Modifier && !suffers(acts, view, m.head))
        .filter(|m| around.next.is_none_or(|next| m.head < next))
        .filter(|m| !is_told_by(view, m.head) && !is_own_post(acts, view, m.head))
        .flat_map(|m| m.entities.iter().copied())
        // "asked for a role for the UN": a body is asked by name.
        .filter(|&e| party(e).is_some() && reading.entity(e).kind != EntityKind::Organization)
        .collect();
    let named: BTreeSet<&str> = here.iter().filter_map(|&e| party(e)).collect();
    if named.len() == 1 {
        return here.first().copied();
    }
    let heard = around.earlier.filter(|&e| named.is_empty() || party(e).is_some_and(|c| named.contains(c)));
    if heard.is_some() {
        return heard;
    }
    // A joint statement of both sides is meant for a third.
    if home.len() > 1 {
        return None;
    }
    heaviest(view, home).or_else(|| other_sides(view, home).first().copied())
}

/// The other side that the article names most, if it is named near, and not in passing. None if two are named equally often.
fn heaviest(view: View<'_>, home: &BTreeSet<&str>) -> Option<EntityId> {
    let reading = view.reading;
    let party = |e: EntityId| party_of(reading, e, home);
    let weights = reading.entities_by_weight();
    let at_home: u32 = weights
        .iter()
        .filter(|(e, _)| reading.entity(*e).country.as_deref().is_some_and(|c| home.contains(c)))
        .map(|(_, w)| w)
        .sum();
    let mut by_country: BTreeMap<&str, u32> = BTreeMap::new();
    for &(entity, weight) in &weights {
        if let Some(country) = party(entity) {
            *by_country.entry(country).or_default() += weight;
        }
    }
    let (&country, &most) = by_country.iter().max_by_key(|&(_, w)| *w)?;
    let rivalled = by_country.iter().any(|(&c, &w)| c != country && w == most);
    let last = reading.sentences().len().saturating_sub(1) as u32;
    let nearby = view.sentence.0.saturating_sub(NEARBY)..=(view.sentence.0 + 1).min(last);
    let near = nearby
        .flat_map(|s| reading.mentions(SentenceId(s)))
        .flat_map(|m| &m.entities)
        .any(|&e| reading.entity(e).country.as_deref() == Some(country));
    // In a readout the guest is named once, the host in every sentence: whose officials the first sentence names is no bystander.
    let first = reading.sentences().iter().find(|s| s.zone == Zone::Body).map(|s| reading.mentions(s.id));
    let mut opening = first.unwrap_or_default().iter().flat_map(|m| &m.entities).map(|&e| reading.entity(e));
    let met =
        opening.any(|e| e.official && e.kind == EntityKind::Person && e.country.as_deref() == Some(country));
    if rivalled || !near || !met && most * IN_PASSING < at_home {
        return None;
    }
    let of_country = || weights.iter().map(|&(e, _)| e).filter(|&e| party(e) == Some(country));
    let state =
        |e: &EntityId| matches!(reading.entity(*e).kind, EntityKind::Country | EntityKind::Government);
    of_country().find(state).or_else(|| of_country().next())
}

/// The other sides of the two of whom the article tells, where the sentence speaks of nobody else.
pub(crate) fn other_sides(view: View<'_>, home: &BTreeSet<&str>) -> Vec<EntityId> {
    let reading = view.reading;
    let own = |side: &str| home.contains(side);
    let named = reading.sides(view.sentence);
    let Some(pair) =
        reading.story().pair().filter(|pair| named.iter().all(|side| own(side) || pair.contains(side)))
    else {
        return Vec::new();
    };
    let weights = reading.entities_by_weight();
    // A firm or club that is named after a state does not stand for it.
    let stands = |e: EntityId, side: &str| {
        party_of(reading, e, home) == Some(side)
            && (reading.entity(e).kind != EntityKind::Organization || !reading.is_state(side))
    };
    let of = |side: &str| weights.iter().map(|&(e, _)| e).find(|&e| stands(e, side));
    pair.into_iter().filter(|side| !own(side)).filter_map(of).collect()
}

/// The country or body of whoever may be addressed: not of the raiser's own.
fn party_of<'r>(reading: &'r dyn Reading, id: EntityId, home: &BTreeSet<&str>) -> Option<&'r str> {
    let entity = reading.entity(id);
    let stands = entity.official || matches!(entity.kind, EntityKind::Country | EntityKind::Government);
    entity.country.as_deref().filter(|c| stands && !home.contains(c))
}

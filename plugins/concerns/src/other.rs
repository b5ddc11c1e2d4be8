//! The other side of what an article reports, where words for several others leave out their names: "all sides".

use demarche_core::{EntityId, EntityKind, Reading};
use demarche_frames::View;
use std::collections::BTreeSet;

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

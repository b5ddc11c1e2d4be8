//! Where a contact takes place.

use demarche_core::{EntityId, EntityKind, Reading, Span, Upos};
use demarche_frames::{Filler, Match, View};

/// How many words behind "since" a place may stand that is that of an earlier contact.
const SINCE: usize = 5;

/// Where it takes place: cities and buildings, else countries.
pub(crate) fn places(reading: &dyn Reading, found: &Match<'_>) -> Vec<(EntityId, Span)> {
    let mut all: Vec<(EntityId, Span)> = Vec::new();
    let view = View::new(reading, found.sentence);
    // "Their first encounter since December in Quito": the place of the one before.
    let earlier = |f: &Filler<'_>| {
        let back = (f.token.saturating_sub(SINCE)..f.token).rev();
        let mut back =
            back.take_while(|&k| view.word(k).upos != Upos::Punct && view.word(k).upos != Upos::Verb);
        f.token > found.trigger && back.any(|k| k > found.trigger && view.is(k, &["since"]))
    };
    for filler in found.slot("place").filter(|f| !earlier(f)) {
        // "in both countries" tells of two, and of no place.
        if let Some(&[id]) = filler.mention.map(|m| m.entities.as_slice())
            && matches!(reading.entity(id).kind, EntityKind::Place | EntityKind::Country)
        {
            all.push((id, filler.span));
        }
    }
    all.sort_by_key(|(e, _)| reading.entity(*e).kind != EntityKind::Place);
    all
}

//! Who acts together in a joint text without being named again: "the ministers condemned", "They urged", "EXPRESSED concern".

use crate::who::can_raise;
use demarche_core::{EntityId, EntityKind, Reading, SentenceId, Upos, Xpos, Zone};
use demarche_frames::View;

/// Whoever issues a joint text, in the plural.
const ISSUERS: [&str; 11] = [
    "minister",
    "president",
    "premier",
    "leader",
    "head",
    "government",
    "side",
    "party",
    "country",
    "delegation",
    "participant",
];

/// So many sentences open a text.
const OPENING: usize = 2;

/// More than so many do not speak with one voice that could be told from the body to which they belong.
const MOST: usize = 4;

/// Those for whom a subject in the plural, or a list's verb without any, stands: the officials of several countries with whom the
/// text opens.
pub(crate) fn issuers(view: View<'_>, trigger: usize) -> Option<Vec<EntityId>> {
    let subjects = view.subjects(trigger);
    let unnamed = |s: usize| {
        let plural = matches!(view.word(s).xpos, Xpos::Nns | Xpos::Nnps) && view.is(s, &ISSUERS);
        let pronoun = view.is(s, &["they", "both"]) && view.word(s).upos != Upos::Noun;
        (plural || pronoun) && view.entities(s).is_empty()
    };
    // "1. CONDEMNED the attack;" in a list whose head says who does it.
    let listed = subjects.is_empty()
        && view.text(trigger).starts_with(char::is_uppercase)
        && (0..trigger).all(|t| matches!(view.word(t).upos, Upos::Num | Upos::Punct | Upos::Adv));
    (listed || subjects.iter().any(|&s| unnamed(s))).then(|| opening(view.reading)).flatten()
}

/// The officials of two to four countries with whom the text opens, one each.
fn opening(reading: &dyn Reading) -> Option<Vec<EntityId>> {
    let body = reading.sentences().iter().filter(|s| s.zone == Zone::Body).take(OPENING);
    body.map(|s| of_several(reading, s.id)).find(|all| (2..=MOST).contains(&all.len()))
}

/// The persons in office whom a sentence names, one of each country.
fn of_several(reading: &dyn Reading, sentence: SentenceId) -> Vec<EntityId> {
    let mut all: Vec<EntityId> = Vec::new();
    for &id in reading.mentions(sentence).iter().flat_map(|m| &m.entities) {
        let entity = reading.entity(id);
        let known = all.iter().any(|&other| reading.entity(other).country == entity.country);
        if entity.kind == EntityKind::Person && can_raise(reading, id) && !known {
            all.push(id);
        }
    }
    all
}

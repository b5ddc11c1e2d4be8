//! The other side where its name is left out or stands apart from the act: "all sides", "wrote to the premier demanding …".

use crate::acts::ActTable;
use crate::concern::{Addressees, Known, Raisers, countries};
use demarche_core::{Deprel, EntityId, EntityKind, Mention, Reading, Span, Upos};
use demarche_frames::{Match, View};
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

/// The other one of the two of whom the article tells, where one of them does it and the sentence speaks of nobody else: "Peru's consul
/// had asked twice to see the files".
pub(crate) fn opposite(view: View<'_>, found: &Match<'_>, raisers: &Raisers) -> Option<Addressees> {
    let home = countries(view.reading, &raisers.entities);
    // "When asked about the files" asks nobody.
    let own = || view.tree.child(view.first_conjunct(found.trigger), &[Deprel::Nsubj]).is_some();
    let told = found.frame.set("unsaid") == Some("other") && !raisers.guessed && !raisers.as_speaker && own();
    let entities = if told { other_sides(view, &home) } else { Vec::new() };
    (entities.len() == 1).then(|| Addressees { entities, span: Span::default(), known: Known::Counterpart })
}

/// So many verbs above an act, whoever raises it may speak to the one who hears it: "wrote to the premier demanding …".
const ABOVE: usize = 3;

/// With whom whoever raises it is in touch as he does so, of another country: "telephoned the premier to press for …", "in a letter
/// to Peru the minister complained of …".
pub(crate) fn interlocutor<'r>(
    acts: &ActTable,
    view: View<'r>,
    trigger: usize,
    home: &BTreeSet<&str>,
) -> Option<&'r Mention> {
    let reading = view.reading;
    let foreign = |t: usize| {
        view.mention(t).filter(|m| m.entities.iter().any(|&e| party_of(reading, e, home).is_some()))
    };
    let own = |s: usize| view.mention(s).is_none_or(|m| !countries(reading, &m.entities).is_disjoint(home));
    let to = |t: usize| view.has_case(t, &["to", "with"]);
    let verb = |v: usize| {
        let contacts = view.word(v).upos == Upos::Verb && acts.words.contacts.has(view.lemma(v));
        let heard = |t: &usize| matches!(view.word(*t).rel, Deprel::Obj | Deprel::Iobj) || to(*t);
        let partners = view.children(v, &[Deprel::Obj, Deprel::Iobj, Deprel::Obl]).filter(heard);
        partners.filter(|_| contacts && view.subjects(v).into_iter().all(own)).find_map(foreign)
    };
    let noun = |v: usize| {
        let messages = view.children(v, &[Deprel::Obl]).filter(|&n| acts.words.messages.has(view.lemma(n)));
        messages.flat_map(|n| view.children(n, &[Deprel::Nmod])).filter(|&t| to(t)).find_map(foreign)
    };
    // "Handed a note to the embassy asking for …".
    let reader = || {
        view.tree.head(trigger).filter(|&t| view.word(trigger).rel == Deprel::Acl && to(t)).and_then(foreign)
    };
    let mut around = std::iter::once(trigger).chain(view.tree.ancestors(trigger).take(ABOVE));
    around.find_map(|v| verb(v).filter(|_| v != trigger).or_else(|| noun(v))).or_else(reader)
}

/// The country or body of whoever may be addressed: not of the raiser's own.
fn party_of<'r>(reading: &'r dyn Reading, id: EntityId, home: &BTreeSet<&str>) -> Option<&'r str> {
    let entity = reading.entity(id);
    let stands = entity.official || matches!(entity.kind, EntityKind::Country | EntityKind::Government);
    entity.country.as_deref().filter(|c| stands && !home.contains(c))
}

//! Whether two who meet are foreigners to each other, where the text does not say of which country both are.

use demarche_core::{EntityId, EntityKind, Mention, Reading, SentenceId, Span};
use demarche_frames::Parties;

/// Two officials who are both named, one of them without a country that the text or the atlas knows, where another country than
/// the other one's is spoken of: foreigners to each other more often than not, since colleagues share their country.
pub(crate) fn strangers(reading: &dyn Reading, sentence: SentenceId, parties: &Parties) -> bool {
    let persons = parties.persons(reading);
    let unknown = persons.iter().filter(|&&e| reading.entity(e).country.is_none()).count();
    let near = sentence.0.saturating_sub(1)..=sentence.0;
    let mut named = near.flat_map(|at| reading.mentions(SentenceId(at))).flat_map(|m| &m.entities);
    let abroad = |id: EntityId| {
        let country = &reading.entity(id).country;
        country.as_ref().is_some_and(|c| !parties.sides.contains(c))
    };
    // Whose country the article is mostly about is at home in it, and so are most of those of whom it says no more.
    let main = || {
        let mut states = reading.entities_by_weight().into_iter().map(|(id, _)| id);
        states.find(|&id| reading.entity(id).country.is_some())
    };
    persons.len() >= 2
        && unknown >= 1
        && (named.any(|&e| abroad(e))
            || main().is_some_and(abroad)
            || met_foreigner(reading, sentence, parties))
}

/// "The commerce minister X met Uzbek minister Y": of two colleagues nobody would say for the second alone whose minister he is.
fn met_foreigner(reading: &dyn Reading, sentence: SentenceId, parties: &Parties) -> bool {
    let mentions = reading.mentions(sentence);
    let country = |e: &EntityId| reading.entity(*e).kind == EntityKind::Country;
    let told = |span: Span| {
        let inside = |m: &&Mention| span.start <= m.span.start && m.span.end <= span.end;
        mentions.iter().filter(inside).any(|m| m.entities.iter().any(country))
    };
    let named = parties.entities.iter().zip(&parties.spans);
    let mut persons: Vec<(Span, bool)> = named
        .filter(|(e, _)| reading.entity(**e).kind == EntityKind::Person)
        .map(|(e, &span)| (span, reading.entity(*e).country.is_some()))
        .collect();
    persons.sort_by_key(|(span, _)| span.start);
    match persons[..] {
        [(first, false), (second, true)] => !told(first) && told(second),
        _ => false,
    }
}

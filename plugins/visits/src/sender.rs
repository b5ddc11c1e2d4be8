//! Whose a delegation is that bears no country of its own.

use demarche_core::{Deprel, EntityKind, Mention, Reading};
use demarche_frames::{Filler, Match, View};

/// The country or body of those who travel, where their own words leave it open: of whom the match tells to send them, of the office
/// that they are from ("a delegation from the Treasury"), or of the body that speaks of them ("the IMF said a mission would come").
pub(crate) fn sender<'r>(reading: &'r dyn Reading, found: &Match<'r>) -> Option<&'r str> {
    let view = View::new(reading, found.sentence);
    let sent = found.entities("state").into_iter().find_map(|e| reading.entity(e).country.as_deref());
    let open = || found.slot("visitor").filter(|f| is_open(reading, f));
    sent.or_else(|| open().find_map(|f| of_office(view, f.token)))
        .or_else(|| open().find_map(|f| of_speaker(view, f)))
}

/// Whether those who fill a slot are a group of which the text does not say whose it is.
fn is_open(reading: &dyn Reading, filler: &Filler<'_>) -> bool {
    let group = |m: &Mention| {
        m.entities
            .iter()
            .map(|&e| reading.entity(e))
            .all(|e| e.kind == EntityKind::Group && e.country.is_none())
    };
    filler.mention.is_some_and(|m| !m.entities.is_empty() && group(m))
}

fn of_office<'r>(view: View<'r>, group: usize) -> Option<&'r str> {
    let mut from = view.children(group, &[Deprel::Nmod]).filter(|&n| view.has_case(n, &["from", "of"]));
    from.find_map(|n| country(view, n))
}

fn of_speaker<'r>(view: View<'r>, filler: &Filler<'_>) -> Option<&'r str> {
    let start = filler.mention?.tokens.start;
    if !view.is(start, &["a", "an"]) {
        return None;
    }
    let clauses = view.tree.ancestors(filler.token).filter(|&t| view.word(t).rel == Deprel::Ccomp);
    let mut speakers = clauses.filter_map(|t| view.tree.head(t)).flat_map(|verb| view.subjects(verb));
    speakers.find_map(|s| country(view, s).filter(|code| !view.reading.is_state(code)))
}

/// The country or body of a country, government or organization.
fn country<'r>(view: View<'r>, token: usize) -> Option<&'r str> {
    let acts = |kind| matches!(kind, EntityKind::Country | EntityKind::Government | EntityKind::Organization);
    let entities = view.entities(token).iter().map(|&e| view.reading.entity(e));
    entities.filter(|e| acts(e.kind)).find_map(|e| e.country.as_deref())
}

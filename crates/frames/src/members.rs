//! What the members of one body do together, which names no second side: "ASEAN leaders gathered in Vientiane".

use crate::matching::Match;
use crate::parties::Parties;
use crate::sides::SideWords;
use crate::view::View;
use demarche_core::{Entity, EntityKind, Mention, Reading};

/// Whether those who take part are the states of one body, by those who lead them; where somebody else is told to take part, known or
/// not, they are not among themselves.
pub fn are_among_themselves(reading: &dyn Reading, found: &Match<'_>, parties: &Parties) -> bool {
    let Some(body) = parties.sides.first().filter(|_| parties.sides.len() == 1) else { return false };
    let partner = || ["with", "with_too", "also"].iter().any(|slot| !found.reached(reading, slot).is_empty());
    if reading.is_state(body) || !parties.assumed.is_empty() || partner() {
        return false;
    }
    let view = View::new(reading, found.sentence);
    let leaders =
        |token: usize| view.text(token).ends_with('s') && view.is(token, &SideWords::embedded().leaders);
    let members = |m: &Mention| {
        let of_body = |e: &Entity| e.kind == EntityKind::Group && e.country.as_ref() == Some(body);
        m.entities.iter().all(|&e| of_body(reading.entity(e))) && leaders(m.head)
    };
    let told = ["party", "pair"].iter().flat_map(|slot| found.slot(slot)).filter_map(|f| f.mention);
    let mut told = told.filter(|m| !m.entities.is_empty()).peekable();
    told.peek().is_some() && told.all(members)
}

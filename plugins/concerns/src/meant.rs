//! Who is meant where a sentence does not say who raises a concern, or to whom it is put.
//!
//! Of each side of which the passage speaks some questions are asked ([`crate::questions`]), and `demarche_frames::Focus` weighs the
//! answers, by weights learned from articles with gold records (`data/focus.tsv`).

use crate::Concerns;
use crate::concern::{Addressees, Known, Raisers, can_raise, countries};
use crate::other::interlocutor;
use crate::questions::{Answers, Around, QUESTIONS};
use crate::who;
use demarche_core::{EntityId, EntityKind, SentenceId, Span};
use demarche_frames::focus::{Case, Own, Proposal, one_more};
use demarche_frames::{Match, View};
use std::collections::BTreeSet;

/// The column of the weights by which it is decided who raises it, and to whom it is put; and the one for matches that tell both.
const RAISER: usize = 0;
const ADDRESSEE: usize = 1;
const NOBODY: usize = 2;

/// Whoever publishes a text has spoken in so many sentences before.
const NEARBY: u32 = 3;

/// Who likely raises a match that does not say who does.
pub(crate) fn raisers(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    around: Around<'_>,
) -> Option<Raisers> {
    let case = raiser_case(concerns, view, found, around);
    let side = concerns.focus.likeliest(RAISER, None, case.proposals)?.pop()?;
    let entity = stands_for(view, &side, found.trigger, &|e| can_raise(view.reading, e))?;
    Some(Raisers { entities: vec![entity], span: Span::default(), as_speaker: true, guessed: true })
}

/// Who publishes the text as its own, where what another side must do is said by nobody: "Tehran must abide by its promises."
pub(crate) fn publisher(view: View<'_>, found: &Match<'_>) -> Option<Raisers> {
    let reading = view.reading;
    if !is_unattributed(view, found) {
        return None;
    }
    let code = reading.publisher()?;
    let able = |e: EntityId| can_raise(reading, e);
    // "I am horrified": who speaks for the publisher counts for no weight.
    let nearby = || {
        let before = (found.sentence.0.saturating_sub(NEARBY)..found.sentence.0).rev();
        let mut all = before.flat_map(|s| reading.mentions(SentenceId(s))).flat_map(|m| &m.entities).copied();
        all.find(|&e| reading.entity(e).country.as_deref() == Some(code) && able(e))
    };
    let entity = stands_for(view, code, found.trigger, &able).or_else(nearby)?;
    Some(Raisers { entities: vec![entity], span: Span::default(), as_speaker: true, guessed: true })
}

/// Whether a verdict or duty stands in the text without anybody who says so.
pub(crate) fn is_unattributed(view: View<'_>, found: &Match<'_>) -> bool {
    let reading = view.reading;
    let here = view.span(found.trigger);
    let quoted = || reading.quotes().iter().any(|q| q.span.contains(here));
    found.frame.set("speech").is_some()
        && reading.sources(found.sentence, found.trigger).is_empty()
        && !quoted()
}

/// To whom a match is likely put that does not say so.
pub(crate) fn addressees(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    raisers: &Raisers,
    around: Around<'_>,
) -> Option<Addressees> {
    let answers = Answers::of(concerns, view, found, Some(raisers), around);
    let case = case_of(concerns, view, found, raisers, &answers);
    let side = concerns.focus.likeliest(ADDRESSEE, None, case.proposals)?.pop()?;
    let entity = stands_for(view, &side, found.trigger, &|e| {
        let entity = view.reading.entity(e);
        entity.official || matches!(entity.kind, EntityKind::Country | EntityKind::Government)
    })?;
    let known = if answers.is_owner(&side) { Known::Owner } else { Known::Counterpart };
    Some(Addressees { entities: vec![entity], span: Span::default(), known })
}

/// Who may raise a match that does not say who does.
pub(crate) fn raiser_case(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    around: Around<'_>,
) -> Case {
    let known = owned(&who::addressed(view.reading, found));
    let answers = Answers::of(concerns, view, found, None, around);
    let proposals = one_more(view.reading, found, &known, asked(&|side| answers.about(side)));
    Case { rule: None, sentence: found.sentence, known, column: RAISER, proposals }
}

/// To whom a match may be put that does not say so.
pub(crate) fn addressee_case(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    raisers: &Raisers,
    around: Around<'_>,
) -> Case {
    case_of(concerns, view, found, raisers, &Answers::of(concerns, view, found, Some(raisers), around))
}

/// To whom a match may be put: not to whoever suffers the matter, and if it is somebody's, to nobody else.
fn case_of(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    raisers: &Raisers,
    answers: &Answers<'_>,
) -> Case {
    let home = countries(view.reading, &raisers.entities);
    // "Complained to the Council": a body hears complaints about others.
    let hears = interlocutor(&concerns.acts, view, found.trigger, &home);
    let judges = countries(view.reading, hears.map(|m| &*m.entities).unwrap_or_default());
    let known = owned(&home);
    let mut proposals = one_more(view.reading, found, &known, asked(&|side| answers.about(side)));
    let judge = |side: &String| judges.contains(side.as_str()) && !view.reading.is_state(side);
    proposals.retain(|p| !p.added.iter().any(|side| answers.suffers(side) || judge(side)));
    let owns = |p: &Proposal| p.added.iter().any(|side| answers.is_owner(side));
    if proposals.iter().any(owns) {
        proposals.retain(owns);
    }
    Case { rule: None, sentence: found.sentence, known, column: ADDRESSEE, proposals }
}

/// A match that tells both, from which the trainer learns what is an act at all.
pub(crate) fn told_case(
    view: View<'_>,
    found: &Match<'_>,
    raisers: &Raisers,
    addressees: &Addressees,
) -> Case {
    let known = owned(&countries(view.reading, &raisers.entities));
    let added = owned(&countries(view.reading, &addressees.entities)).into_iter().collect();
    let any =
        one_more(view.reading, found, &known, asked(&|_| vec![0.0; QUESTIONS.len()])).into_iter().next();
    let proposals = any.map(|p| Proposal { added, ..p }).into_iter().collect();
    Case { rule: None, sentence: found.sentence, known, column: NOBODY, proposals }
}

/// Whether these are the raiser and the addressee of a case.
pub fn is_of(case: &Case, proposal: &Proposal, raiser: Option<&str>, addressee: Option<&str>) -> bool {
    let known = |side: &str| case.known.contains(side);
    let added = |side: &str| proposal.added.iter().any(|s| s == side);
    match case.column {
        RAISER => raiser.is_some_and(added) && (case.known.is_empty() || addressee.is_none_or(known)),
        ADDRESSEE => raiser.is_some_and(known) && addressee.is_some_and(added),
        _ => raiser.is_some_and(known) && (proposal.added.is_empty() || addressee.is_none_or(added)),
    }
}

/// Who of a side is meant: whom the sentence names nearest, else the state or body itself, else whom the article names most.
fn stands_for(
    view: View<'_>,
    side: &str,
    trigger: usize,
    able: &dyn Fn(EntityId) -> bool,
) -> Option<EntityId> {
    let reading = view.reading;
    let of_side = |e: &EntityId| reading.entity(*e).country.as_deref() == Some(side) && able(*e);
    let mentions = reading.mentions(view.sentence).iter();
    let here = mentions.flat_map(|m| m.entities.iter().map(|&e| (m.head.abs_diff(trigger), e)));
    if let Some((_, entity)) = here.filter(|(_, e)| of_side(e)).min_by_key(|&(away, _)| away) {
        return Some(entity);
    }
    let weights = reading.entities_by_weight();
    let all = || weights.iter().map(|&(e, _)| e).filter(of_side);
    let state =
        |e: &EntityId| matches!(reading.entity(*e).kind, EntityKind::Country | EntityKind::Government);
    all().find(state).or_else(|| all().next())
}

/// What is asked of each side, by who answers it.
fn asked(of: &dyn Fn(&str) -> Vec<f64>) -> Own<'_> {
    Own { count: QUESTIONS.len(), of }
}

fn owned(sides: &BTreeSet<&str>) -> BTreeSet<String> {
    sides.iter().map(|&side| side.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(column: usize, known: &[&str]) -> Case {
        let known = known.iter().map(|&side| side.to_owned()).collect();
        Case { rule: None, sentence: SentenceId(0), known, column, proposals: Vec::new() }
    }

    #[test]
    fn a_case_is_right_by_who_raises_it_and_to_whom() {
        let adds = |side: &str| Proposal { added: vec![side.to_owned()], features: Vec::new() };
        let open = Proposal { added: Vec::new(), features: Vec::new() };
        let (peru, chile) = (Some("PER"), Some("CHL"));
        assert!(is_of(&case(RAISER, &["CHL"]), &adds("PER"), peru, chile));
        assert!(is_of(&case(RAISER, &["CHL"]), &adds("PER"), peru, None));
        assert!(!is_of(&case(RAISER, &["CHL"]), &adds("PER"), chile, peru));
        assert!(is_of(&case(ADDRESSEE, &["PER"]), &adds("CHL"), peru, chile));
        assert!(!is_of(&case(ADDRESSEE, &["PER"]), &adds("CHL"), peru, None));
        assert!(is_of(&case(NOBODY, &["PER"]), &open, peru, chile));
        assert!(!is_of(&case(NOBODY, &["PER"]), &adds("BOL"), peru, chile));
    }
}

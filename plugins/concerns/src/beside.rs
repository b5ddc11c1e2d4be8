//! What an act shares with another one of its sentence: "urged Chad to free them, saying …", "voiced concern and called on Peru to …".

use crate::concern::{Addressees, Draft, Known, Raisers, countries};
use demarche_core::{Deprel, Span, Xpos};
use demarche_frames::View;

/// Those to whom the same raisers put another act of the sentence that belongs to this one.
pub(crate) fn addressees(
    view: View<'_>,
    trigger: usize,
    raisers: &Raisers,
    here: &[Draft],
) -> Option<Addressees> {
    let home = countries(view.reading, &raisers.entities);
    let same = |d: &&Draft| countries(view.reading, &d.raisers.entities) == home;
    let mut told =
        here.iter().filter(|d| d.addressees.known == Known::Named && is_tied(view, trigger, d.token));
    let entities = told.find(same)?.addressees.entities.clone();
    (!entities.is_empty()).then_some(Addressees {
        entities,
        span: Span::default(),
        known: Known::Counterpart,
    })
}

/// Who raises an act that a participle tells, by the verb that it hangs on: "noting with concern the rise of …, he urged". Behind a
/// comma it may hang on what is asked for: "urged Laos to release him, warning that …".
pub(crate) fn raisers(view: View<'_>, trigger: usize, here: &[Draft]) -> Option<Raisers> {
    let participle = view.word(trigger).xpos == Xpos::Vbg && view.word(trigger).rel == Deprel::Advcl;
    let own = view.tree.child(trigger, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some();
    let verb = view.tree.head(trigger).filter(|_| participle && !own)?;
    let comma = trigger.checked_sub(1).is_some_and(|t| view.text(t) == ",");
    let asks = || view.tree.head(verb).filter(|_| comma && view.word(verb).rel == Deprel::Xcomp);
    let of = |verb: usize| here.iter().find(|d| d.token == verb).map(|d| d.raisers.clone());
    of(verb).or_else(|| of(asks()?))
}

/// Those to whom the same raisers go on to say more, if a draft only guesses whom it is put to: "said that the levy was unfair and that
/// Togo must withdraw it".
pub(crate) fn goes_on(view: View<'_>, draft: &Draft, next: &Draft) -> Option<Addressees> {
    let meant = draft.addressees.known == Known::Counterpart && next.is_told() && draft.speech <= next.speech;
    let joined = is_tied(view, draft.token, next.token);
    (meant && joined && draft.raisers.entities == next.raisers.entities).then(|| next.addressees.clone())
}

/// Whether two acts are coordinated, or the one is an adverbial clause of the other.
fn is_tied(view: View<'_>, one: usize, other: usize) -> bool {
    // "Must" stands for the verb of which it is an auxiliary.
    let verb = |t: usize| view.tree.head(t).filter(|_| view.word(t).rel == Deprel::Aux).unwrap_or(t);
    let (one, other) = (view.first_conjunct(verb(one)), view.first_conjunct(verb(other)));
    let above = |t: usize| {
        let head = view.tree.head(t).filter(|_| view.word(t).rel == Deprel::Advcl)?;
        // "Urged Laos to release him, warning that …".
        let asks = view.tree.head(head).filter(|_| view.word(head).rel == Deprel::Xcomp);
        Some(view.first_conjunct(asks.unwrap_or(head)))
    };
    one == other || above(one) == Some(other) || above(other) == Some(one)
}

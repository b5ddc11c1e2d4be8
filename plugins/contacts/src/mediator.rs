//! Between whom somebody mediates, where the words name the mediator alone.

use demarche_core::Reading;
use demarche_frames::Parties;

/// "Talks mediated by Oman": where nobody else is told, between the other two of whom the article is.
pub(crate) fn assume_others(reading: &dyn Reading, parties: &mut Parties) {
    let story = reading.story();
    let Some(mediator) = parties.sides.first().filter(|_| parties.sides.len() == 1).cloned() else { return };
    let three = || story.first(3).filter(|all| all.contains(&mediator.as_str()));
    let all = story.pair().map(Vec::from).or_else(three);
    let others: Vec<&str> = all.unwrap_or_default().into_iter().filter(|side| *side != mediator).collect();
    if others.len() == 2 {
        others.into_iter().for_each(|side| parties.assume(side));
    }
}

//! Matches in texts that write down who says what, turn by turn: briefings, interviews, hearings.

use crate::focus::Case;
use crate::matching::Match;
use demarche_core::Reading;

/// What an analyzer reads in its matches. In a transcript nothing that assumes sides counts, for what is said freely is full of
/// suppositions.
pub fn mentions_in<'r, M>(
    reading: &dyn Reading,
    matches: impl Iterator<Item = Match<'r>>,
    read: impl Fn(&dyn Reading, &Match<'r>) -> Vec<M>,
    assumes: impl Fn(&M) -> bool,
) -> Vec<M> {
    let mut mentions: Vec<M> = matches.flat_map(|found| read(reading, &found)).collect();
    if mentions.iter().any(&assumes) && reading.is_transcript() {
        mentions.retain(|mention| !assumes(mention));
    }
    mentions
}

/// What a trainer learns from an analyzer's matches; nothing from a transcript, where no side is assumed.
pub fn cases_in<'r, C: IntoIterator<Item = Case>>(
    reading: &dyn Reading,
    matches: impl Iterator<Item = Match<'r>>,
    cases: impl Fn(&dyn Reading, &Match<'r>) -> C,
) -> Vec<Case> {
    if reading.is_transcript() {
        Vec::new()
    } else {
        matches.flat_map(|found| cases(reading, &found)).collect()
    }
}

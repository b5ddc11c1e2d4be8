//! Matches in texts that write down who says what, turn by turn: briefings, interviews, hearings.

use crate::matching::{Filler, Match};
use demarche_core::{EntityKind, Mention, MentionForm, Reading};

/// The first persons, who are whoever has the turn.
const SPEAKERS: [&str; 5] = ["I", "We", "we", "us", "our"];

impl Match<'_> {
    /// Keeps those who are named or speak: in a transcript a pronoun, or an office without a name, is whoever the speaker has in mind.
    /// Nobody, if that leaves no doer: those whom "he" met have not met each other.
    #[must_use]
    fn only_named(mut self, reading: &dyn Reading) -> Self {
        let person = |m: &Mention| m.entities.iter().any(|&e| reading.entity(e).kind == EntityKind::Person);
        let doers = |all: &[Filler<'_>]| all.iter().filter(|f| f.slot == "party").count();
        let before = doers(&self.fillers);
        self.fillers.retain(|f| {
            f.mention.is_none_or(|m| match m.form {
                MentionForm::Pronoun => SPEAKERS.contains(&m.span.slice(reading.text())),
                MentionForm::Nominal => !person(m),
                _ => true,
            })
        });
        if before > 0 && doers(&self.fillers) == 0 {
            self.fillers.clear();
        }
        self
    }
}

/// What an analyzer reads in its matches. In a transcript only those who are named count, for who "they" and "we" are changes
/// with the speaker; and nothing whose sides are only assumed.
pub fn mentions_in<'r, M>(
    reading: &dyn Reading,
    matches: impl Iterator<Item = Match<'r>>,
    read: impl Fn(&dyn Reading, &Match<'r>) -> Vec<M>,
    assumes: impl Fn(&M) -> bool,
) -> Vec<M> {
    let mut matches = matches.peekable();
    if matches.peek().is_none() || !reading.is_transcript() {
        return matches.flat_map(|found| read(reading, &found)).collect();
    }
    let named = matches.map(|found| found.only_named(reading));
    named.flat_map(|found| read(reading, &found)).filter(|mention| !assumes(mention)).collect()
}

//! Texts that write down who says what, turn by turn: briefings, interviews, hearings.

use crate::matching::{Filler, Match};
use demarche_core::{EntityKind, Mention, MentionForm, Reading};

/// So many turns make a text a transcript.
const TURNS: usize = 6;

/// Whether a text is a transcript: many of its lines begin with a speaker in capitals or with the "Q" of a question. Its "he",
/// "they" and "we" change with the speaker, and what is said freely is full of suppositions.
fn is_transcript(reading: &dyn Reading) -> bool {
    reading.text().lines().filter(|line| is_turn(line)).take(TURNS).count() == TURNS
}

/// "MS. OKORO: Good morning.", "Q Thank you.", "QUESTION: Will he go?"
fn is_turn(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with("Q ") || line.starts_with("Q: ") {
        return true;
    }
    let Some((speaker, _)) = line.split_once(':') else { return false };
    let letters = || speaker.chars().filter(|c| c.is_alphabetic());
    (2..40).contains(&speaker.len()) && letters().count() > 2 && letters().all(char::is_uppercase)
}

impl Match<'_> {
    /// Keeps those who are named: in a transcript a pronoun, or an office without a name, is whoever the speaker has in mind.
    /// Nobody, if that leaves no doer: those whom "he" met have not met each other.
    #[must_use]
    fn only_named(mut self, reading: &dyn Reading) -> Self {
        let person = |m: &Mention| m.entities.iter().any(|&e| reading.entity(e).kind == EntityKind::Person);
        let doers = |all: &[Filler<'_>]| all.iter().filter(|f| f.slot == "party").count();
        let before = doers(&self.fillers);
        self.fillers.retain(|f| {
            f.mention.is_none_or(|m| match m.form {
                MentionForm::Pronoun => false,
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
    if matches.peek().is_none() || !is_transcript(reading) {
        return matches.flat_map(|found| read(reading, &found)).collect();
    }
    let named = matches.map(|found| found.only_named(reading));
    named.flat_map(|found| read(reading, &found)).filter(|mention| !assumes(mention)).collect()
}

#[cfg(test)]
mod tests {
    use super::is_turn;

    #[test]
    fn turns_begin_with_a_speaker() {
        assert!(is_turn("MS. OKORO: Good morning, everyone."));
        assert!(is_turn("  Q    Did the minister call Lisbon?"));
        assert!(is_turn("PRIME MINISTER VARGA: We are old friends."));
        assert!(!is_turn("Quito will host the talks."));
        assert!(!is_turn("The minister said: we will see."));
    }
}

//! Texts that write down who says what, turn by turn: briefings, interviews, hearings.

/// So many turns make a text a transcript.
const TURNS: usize = 6;

/// Whether many lines of a text begin with a speaker in capitals or with the "Q" of a question.
pub(crate) fn is_transcript(text: &str) -> bool {
    text.lines().filter(|line| is_turn(line)).take(TURNS).count() == TURNS
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

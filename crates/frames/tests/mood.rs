//! What sentences make of an event: every line of `mood.tsv`.

use demarche_core::{Reading, Status};
use demarche_frames::{View, mood};

#[test]
fn sentences_tell_how_far_an_event_has_come() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("mood.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let [expected, trigger, text] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}")
        };
        let reading = demarche_testkit::read(text);
        let sentence = reading.sentences()[0].id;
        let token =
            (0..reading.tokens(sentence).len()).find(|&t| reading.word(sentence, t) == trigger).expect(line);
        let found = mood::of(View::new(&reading, sentence), token);
        let got = match found.status {
            _ if found.hypothetical => "hypothetical",
            None => "none",
            Some(status) => Status::as_str(status),
        };
        count += 1;
        if got != expected {
            wrong.push(format!("{expected:>12} but {got:<12} {text}"));
        }
    }
    // The parser errs on some; a change must not make it more.
    assert!(wrong.len() * 12 <= count, "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

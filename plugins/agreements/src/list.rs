//! What a communiqué lists below an opening line: "The Ministers agreed to: / (a) open a port; / (b) clear mines."

use crate::mention::{Agreement, What};
use demarche_core::{Reading, SentenceId, Status, Zone};
use demarche_frames::{Match, Parties, View};

/// So many items are read at most.
const ITEMS: usize = 20;

/// One agreement for each item below a match that ends in a colon, of the same sides; none if no list follows.
pub(crate) fn agreements(
    reading: &dyn Reading,
    found: &Match<'_>,
    parties: &Parties,
    status: Status,
) -> Vec<Agreement> {
    let opening = reading.sentence(found.sentence).span.slice(reading.text());
    if !opening.ends_with(':') {
        return Vec::new();
    }
    let below = reading.sentences().get(found.sentence.0 as usize + 1..).unwrap_or_default();
    let mut items = Vec::new();
    let mut marked = false;
    for sentence in below.iter().take(2 * ITEMS) {
        let line = sentence.span.slice(reading.text());
        // The mark may stand on a line of its own.
        if is_mark(line) {
            marked = true;
        } else if sentence.zone == Zone::Body && (marked || is_item(line)) {
            items.push(sentence.id);
            marked = false;
        } else {
            break;
        }
    }
    items.into_iter().filter_map(|item| agreement(reading, found, parties, status, item)).collect()
}

fn agreement(
    reading: &dyn Reading,
    found: &Match<'_>,
    parties: &Parties,
    status: Status,
    item: SentenceId,
) -> Option<Agreement> {
    let view = View::new(reading, item);
    let root = view.root()?;
    let span = reading.sentence(item).span;
    let mut evidence = vec![("sentence", span), ("trigger", view.span(root))];
    evidence.extend(parties.spans.iter().map(|&s| ("actor", s)));
    Some(Agreement {
        rule: found.frame.id.clone(),
        sentence: item,
        trigger: root,
        parties: parties.clone(),
        what: Some(What::of(view, root, span)),
        status,
        named: false,
        time: None,
        evidence,
    })
}

/// "(a) open a port;", "- open a port", "3. Open a port", "open a port;": a line that begins with a mark, or goes on with a small letter.
fn is_item(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(is_mark) || line.starts_with(char::is_lowercase)
}

/// "(a)", "iii.", "4)", "-".
fn is_mark(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty() || bare.len() < word.len() && bare.len() < 4 && !bare.contains(' ')
}

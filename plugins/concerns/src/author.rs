//! Whose words a text gives outside quotation marks: the author of a statement, whoever has the floor in a transcript.

use crate::acts::ActTable;
use crate::who::can_raise;
use demarche_core::{Deprel, EntityId, EntityKind, Reading, SentenceId, Span};
use demarche_frames::View;

/// How a heading names the author of the text below it.
const AUTHORED: [&str; 8] = [
    "statement by ",
    "statement from ",
    "statement of ",
    "remarks by ",
    "remarks from ",
    "message from ",
    "declaration by ",
    "declaration of ",
];

/// So many sentences a turn may be long.
const TURN: u32 = 40;

/// So many bytes the name before a turn may be long.
const NAME: usize = 60;

/// How the turns of those begin who only ask.
const ASKERS: [&str; 8] =
    ["q", "question", "questioner", "reporter", "journalist", "moderator", "correspondent", "interviewer"];

/// How the turns of those begin who answer and are not named.
const ANSWERS: [&str; 6] =
    ["a", "answer", "spokesperson", "official spokesperson", "spokesman", "spokeswoman"];

/// Who says what stands outside quotation marks, and the words that name him.
pub(crate) fn author(acts: &ActTable, view: View<'_>) -> Option<(Vec<EntityId>, Span)> {
    issuer(acts, view).or_else(|| turn(view)).or_else(|| heading(view.reading))
}

/// Whose statement "the statement said" is: of whoever spoke in one of the sentences before.
pub(crate) fn issuer(acts: &ActTable, view: View<'_>) -> Option<(Vec<EntityId>, Span)> {
    let top = view.root()?;
    let named = view.subjects(top).into_iter().find(|&s| {
        acts.words.voices.has(view.lemma(s)) && view.children(s, &[Deprel::Det]).any(|d| view.is(d, &["the"]))
    })?;
    let officials = |view: View<'_>, token: usize| able(view.reading, view.entities(token));
    let own = view.children(named, &[Deprel::Nmod, Deprel::NmodPoss]).find_map(|o| officials(view, o));
    let before = |s: u32| {
        let earlier = View::new(view.reading, SentenceId(s));
        let says = earlier.root()?;
        earlier.subjects(says).into_iter().find_map(|s| officials(earlier, s))
    };
    let earlier = || (1..=3).filter_map(|back| view.sentence.0.checked_sub(back)).find_map(before);
    own.or_else(earlier).map(|entities| (entities, view.span(named)))
}

/// Whose text it is, if its first lines say so: "Statement by President Biden on …". "We" outside quotations is then he.
fn heading(reading: &dyn Reading) -> Option<(Vec<EntityId>, Span)> {
    let text = reading.text();
    let heading = reading.sentences().iter().take(2).zip(0..);
    heading.into_iter().find_map(|(sentence, index)| {
        let line = sentence.span.slice(text).to_ascii_lowercase();
        let at = AUTHORED.iter().find_map(|words| line.find(words).map(|i| i + words.len()))?;
        let from = sentence.span.start + at as u32;
        let mention = reading.mentions(SentenceId(index)).iter().find(|m| m.span.end > from)?;
        // The name must follow at once: "a statement by lawyers on the president" is not his.
        let follows = mention.span.start <= from + 6;
        able(reading, &mention.entities).filter(|_| follows).map(|entities| (entities, mention.span))
    })
}

/// Who has the floor: the last line before that begins with a name and a colon tells. Whoever answers without being known speaks
/// for the state or body that publishes the transcript.
fn turn(view: View<'_>) -> Option<(Vec<EntityId>, Span)> {
    let reading = view.reading;
    let first = view.sentence.0.saturating_sub(TURN);
    let (id, name) = (first..=view.sentence.0).rev().find_map(|s| {
        let id = SentenceId(s);
        floor(reading, id).map(|name| (id, name))
    })?;
    let words = name.slice(reading.text()).to_lowercase();
    let label = words.split(['(', ',']).next().unwrap_or_default().trim();
    if ASKERS.contains(&label) {
        return None;
    }
    let mention = reading.mentions(id).iter().find(|m| name.contains(m.span));
    if let Some(entities) = mention.and_then(|m| able(reading, &m.entities)) {
        return Some((entities, name));
    }
    (reading.is_transcript() || ANSWERS.contains(&label))
        .then(|| briefer(reading).or_else(|| publisher(reading)))
        .flatten()
        .map(|e| (vec![e], name))
}

/// The words before the colon with which a line begins, if they may be a name: "Maria Silva:", "MR OKORO:", "Q (daily):".
fn floor(reading: &dyn Reading, id: SentenceId) -> Option<Span> {
    let text = reading.text();
    let start = reading.sentence(id).span.start;
    let before = Span { start: 0, end: start }.slice(text).trim_end_matches([' ', '\t']);
    let line = Span { start, end: text.len() as u32 }.slice(text).lines().next()?;
    let end = line.char_indices().take(NAME).find(|(_, c)| *c == ':')?.0;
    let capitals = line[..end]
        .split_whitespace()
        .all(|w| !w.starts_with(char::is_lowercase) || w.len() <= 3 || line.contains('('));
    let opens = before.is_empty() || before.ends_with('\n');
    (opens && capitals && line.starts_with(char::is_uppercase))
        .then(|| Span { start, end: start + end as u32 })
}

/// Whose briefing it is, if its first lines say so: "Foreign Ministry Spokesperson Li Hua's Regular Press Conference".
fn briefer(reading: &dyn Reading) -> Option<EntityId> {
    let held = |words: &str| ["press conference", "briefing"].iter().any(|b| words.contains(b));
    let mut first = reading.sentences().iter().take(2);
    let heading = first.find(|s| held(&s.span.slice(reading.text()).to_lowercase()))?;
    reading.mentions(heading.id).iter().find_map(|m| able(reading, &m.entities)?.first().copied())
}

/// The state or body that publishes, as one of those of whom the text speaks.
fn publisher(reading: &dyn Reading) -> Option<EntityId> {
    let home = reading.home()?;
    let of_home =
        |e: &EntityId| can_raise(reading, *e) && reading.entity(*e).country.as_deref() == Some(home);
    let named: Vec<EntityId> =
        reading.entities_by_weight().into_iter().map(|(e, _)| e).filter(of_home).collect();
    let state =
        |e: &&EntityId| matches!(reading.entity(**e).kind, EntityKind::Country | EntityKind::Government);
    named.iter().find(state).or_else(|| named.first()).copied()
}

/// Those who can raise a concern, if there are any.
fn able(reading: &dyn Reading, entities: &[EntityId]) -> Option<Vec<EntityId>> {
    let able: Vec<EntityId> = entities.iter().copied().filter(|&e| can_raise(reading, e)).collect();
    (!able.is_empty()).then_some(able)
}

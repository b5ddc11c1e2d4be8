//! What a sentence's own words tell of an event whose sides they do not name: "the talks", "they agreed", "their meeting".

use crate::matching::Filler;
use crate::matching::Match;
use crate::mood;
use crate::parties::is_all_sides;
use crate::view::View;
use demarche_core::{Deprel, Reading, SentenceId, Status, Upos, Xpos};

/// What is asked of whoever does it, of whomever it is done with, and then of the event itself.
pub(super) const NAMES: &[&str] = &[
    "party_all",
    "party_they",
    "party_he",
    "party_officials",
    "party_official",
    "party_name",
    "party_other",
    "party_none",
    "with_all",
    "with_they",
    "with_he",
    "with_officials",
    "with_official",
    "with_name",
    "with_other",
    "with_none",
    "verb",
    "passive",
    "definite",
    "owned",
    "bare",
    "plural",
    "lead",
    "both",
    "many",
    "counterpart",
    "dated",
    "unnamed",
    "quoted",
    "compound",
    "deep",
    "object",
    "phrase",
    "named",
    "held",
    "moved",
    "unreal",
    "in_force",
    "retold",
    "background",
    "clause",
    "about",
    "indefinite",
    "numbered",
    "ahead_of_it",
];

/// What somebody may be by the words for him: all sides, "they", "he", "officials", "the minister", a name, anything else, nobody.
const KINDS: usize = 8;

/// So many of [`NAMES`] are asked of the event itself, whoever takes part.
pub(super) const OWN: usize = NAMES.len() - 2 * KINDS;

/// Verbs that say of a noun no more than that it takes place.
const HOLDING: [&str; 11] =
    ["hold", "have", "begin", "open", "start", "conduct", "resume", "continue", "end", "conclude", "sign"];

/// So many sentences before may have told of the event.
const BEFORE: u32 = 6;

/// The slots of whoever does it, and of whomever it is done with.
const ROLES: [&[&str]; 2] = [&["party", "all", "raiser"], &["with", "with_too", "addressee", "whom"]];

/// The cues of a match.
#[derive(Debug, Clone)]
pub struct Cues([f64; NAMES.len()]);

impl Cues {
    /// What the words around the trigger tell.
    pub fn of(reading: &dyn Reading, found: &Match<'_>) -> Self {
        let view = View::new(reading, found.sentence);
        let trigger = found.trigger;
        let word = view.word(trigger);
        let noun = matches!(word.upos, Upos::Noun | Upos::Propn);
        let plural = matches!(word.xpos, Xpos::Nns | Xpos::Nnps);
        let mut determiners = view.children(trigger, &[Deprel::Det]).peekable();
        let indefinite = view.children(trigger, &[Deprel::Det]).any(|d| view.is(d, &["a", "an"]));
        let owned = view.children(trigger, &[Deprel::NmodPoss]).next().is_some();
        let bare = noun && determiners.peek().is_none() && !owned;
        let says = |words: &[&str]| (0..view.tree.words.len()).any(|i| view.is(i, words));
        let at = view.span(trigger);
        let mood = mood::of(view, trigger);
        let own: [bool; OWN] = [
            word.upos == Upos::Verb,
            view.is_passive(trigger),
            noun && determiners.any(|d| view.is(d, &["the", "this", "that", "these", "those"])),
            owned,
            bare,
            plural,
            matches!(word.rel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Root),
            says(&["both", "two", "bilateral", "mutual", "joint", "jointly", "side"]),
            says(&["three", "four", "five", "multilateral", "country", "member", "international"]),
            says(&["counterpart"]),
            !reading.times(found.sentence).is_empty(),
            found.frame.set("unnamed").is_some() || found.frame.set("other").is_some(),
            reading.quotes().iter().any(|q| q.span.start <= at.start && at.end <= q.span.end),
            noun && view.children(trigger, &[Deprel::Compound, Deprel::Amod]).next().is_some(),
            matches!(word.rel, Deprel::Nmod | Deprel::Conj),
            matches!(word.rel, Deprel::Obj | Deprel::Iobj),
            matches!(word.rel, Deprel::Obl | Deprel::Nmod),
            view.text(trigger).starts_with(char::is_uppercase) && trigger > 0,
            noun && view.tree.head(trigger).is_some_and(|h| view.is(h, &HOLDING)),
            mood.status.is_some(),
            mood.hypothetical || mood.negated,
            found.frame.set("status") == Some("in_force"),
            is_retold(view, trigger),
            view.has_case(
                trigger,
                &["during", "after", "before", "since", "following", "amid", "despite", "of", "until"],
            ),
            matches!(
                word.rel,
                Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Xcomp | Deprel::Ccomp
            ),
            found.slot("what").next().is_some(),
            indefinite,
            view.children(trigger, &[Deprel::Nummod, Deprel::Compound])
                .any(|n| view.word(n).upos == Upos::Num),
            matches!(mood.status, Some(Status::Planned | Status::Desired | Status::Invited)),
        ];
        let mut cues = [0.0; NAMES.len()];
        cues[2 * KINDS..].iter_mut().zip(own).for_each(|(cue, holds)| *cue = f64::from(u8::from(holds)));
        for (role, slots) in ROLES.iter().enumerate() {
            let base = role * KINDS;
            let reached: Vec<usize> = slots.iter().flat_map(|slot| found.reached(reading, slot)).collect();
            reached.iter().filter_map(|&token| kind(view, token)).for_each(|kind| cues[base + kind] = 1.0);
            if reached.is_empty() {
                cues[base + KINDS - 1] = 1.0;
            }
        }
        Cues(cues)
    }

    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.0.into_iter()
    }
}

/// Whether the sentences before have the event's word as well.
fn is_retold(view: View<'_>, trigger: usize) -> bool {
    let word = view.text(trigger);
    (view.sentence.0.saturating_sub(BEFORE)..view.sentence.0).map(SentenceId).any(|s| {
        (0..view.reading.tokens(s).len()).any(|i| view.reading.word(s, i).eq_ignore_ascii_case(word))
    })
}

/// What somebody is by the words for him, as a place among [`KINDS`]; none if it is known whose he is.
fn kind(view: View<'_>, token: usize) -> Option<usize> {
    let reading = view.reading;
    let mention = view.mention(token);
    let known = mention.is_some_and(|m| m.entities.iter().any(|&e| reading.entity(e).country.is_some()));
    if known {
        return None;
    }
    let span = mention.map_or_else(|| view.extent(token), |m| m.span);
    let plural = matches!(view.word(token).xpos, Xpos::Nns | Xpos::Nnps);
    Some(match view.word(token).upos {
        _ if is_all_sides(reading, &Filler { slot: "all", token, mention, span }) => 0,
        Upos::Pron if view.is(token, &["they", "we", "their", "our", "us", "them"]) => 1,
        Upos::Pron => 2,
        Upos::Noun if view.is_official(token) && plural => 3,
        Upos::Noun if view.is_official(token) => 4,
        Upos::Propn => 5,
        _ => 6,
    })
}

//! What the other side responds, where the text gives it.

use crate::Concerns;
use crate::concern::{Draft, countries};
use demarche_core::{BuildError, Deprel, EntityId, Reading, SentenceId, Span, Upos, Xpos, Zone};
use demarche_frames::{View, forms, mood, table};
use serde::Deserialize;
use std::collections::BTreeSet;

const FILE: &str = "plugins/concerns/data/responses.toml";

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    /// In which way.
    pub(crate) how: String,
    /// The words.
    pub(crate) span: Span,
}

/// The verbs of responding.
#[derive(Debug)]
pub(crate) struct Responses {
    ways: Vec<Way>,
    /// The verbs' forms, in lower case.
    forms: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Way {
    how: String,
    /// How many sentences behind the act.
    within: u32,
    /// Whether the verb itself says that something came before.
    #[serde(default)]
    replies: bool,
    verbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    response: Vec<Way>,
}

impl Responses {
    /// The built-in table.
    ///
    /// # Errors
    /// If the file is wrong.
    pub(crate) fn new() -> Result<Self, BuildError> {
        let raw: Raw = table!("data/responses.toml")
            .read()
            .map_err(|problem| BuildError { file: FILE.to_owned(), problem })?;
        let verbs = raw.response.iter().flat_map(|way| &way.verbs);
        let forms = verbs.flat_map(|verb| forms(verb)).collect();
        Ok(Responses { forms, ways: raw.response })
    }

    /// The first response to a concern.
    pub(crate) fn to(&self, concerns: &Concerns, reading: &dyn Reading, draft: &Draft) -> Option<Response> {
        let most = self.ways.iter().map(|way| way.within).max().unwrap_or(0);
        (0..=most).find_map(|behind| {
            let id = SentenceId(draft.sentence.0 + behind);
            let here = reading.sentences().get(id.0 as usize).filter(|s| s.zone == Zone::Body)?;
            let near = here.paragraph <= reading.sentence(draft.sentence).paragraph + 1;
            // Asked before the sentence is parsed.
            let named = || {
                let mut words =
                    reading.tokens(id).iter().map(|t| t.span.slice(reading.text()).to_lowercase());
                words.any(|word| self.forms.contains(&word))
            };
            if !near || !named() {
                return None;
            }
            let view = View::new(reading, id);
            (0..view.tree.words.len()).find_map(|verb| {
                let way = self.way(view, verb).filter(|way| way.within >= behind)?;
                let fits = is_theirs(view, verb, draft)
                    && happened(view, verb)
                    && match behind {
                        0 => is_behind(view, verb, draft.trigger),
                        _ => way.replies || is_about(concerns, view, verb, draft),
                    };
                fits.then(|| Response { how: way.how.clone(), span: clause(view, verb, draft.trigger) })
            })
        })
    }

    fn way(&self, view: View<'_>, verb: usize) -> Option<&Way> {
        let is = |way: &&Way| way.verbs.iter().any(|v| v == view.lemma(verb));
        (view.word(verb).upos == Upos::Verb).then(|| self.ways.iter().find(is)).flatten()
    }
}

/// The verb's clause, from its subject on; what stands before the act is not part of it.
fn clause(view: View<'_>, verb: usize, act: Span) -> Span {
    let subjects = view.subjects(verb).into_iter().map(|s| view.extent(s).start);
    let start = view.span(verb).start;
    let first = subjects.filter(|&s| s < start && !(s..start).contains(&act.start)).min();
    let span = Span { start: first.unwrap_or(start), end: view.extent(verb).end };
    let words = span.slice(view.reading.text()).trim_end_matches(['.', ';']);
    Span { end: span.start + words.len() as u32, ..span }
}

/// Whether the verb's subjects are all of the addressee's side.
fn is_theirs(view: View<'_>, verb: usize, draft: &Draft) -> bool {
    let of = |entities: &[EntityId]| countries(view.reading, entities);
    let subjects: Vec<EntityId> =
        view.subjects(verb).into_iter().flat_map(|s| view.entities(s)).copied().collect();
    let by = of(&subjects);
    !by.is_empty()
        && by.is_subset(&of(&draft.addressees.entities))
        && by.is_disjoint(&of(&draft.raisers.entities))
}

/// Whether a verb follows the act, and is not part of what is asked for: "demanded that Zagreb accept it".
fn is_behind(view: View<'_>, verb: usize, act: Span) -> bool {
    let governed = |t: &usize| {
        let within = matches!(view.word(*t).rel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::Acl);
        within && view.tree.ancestors(*t).any(|head| act.contains(view.span(head)))
    };
    view.span(verb).start > act.end
        && !std::iter::once(verb).chain(view.tree.ancestors(verb)).any(|t| governed(&t))
}

fn happened(view: View<'_>, verb: usize) -> bool {
    let mood = mood::of(view, verb);
    // A bare form is asked for or wished ("asked that it explain itself").
    let told = matches!(view.word(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbn);
    told && !mood.negated && !mood.hypothetical && !view.is_passive(verb)
}

/// Whether what the verb governs points at the matter, or shares a topic with it.
fn is_about(concerns: &Concerns, view: View<'_>, verb: usize, draft: &Draft) -> bool {
    let known = |t: usize| {
        let mut words = view.children(t, &[Deprel::Det, Deprel::NmodPoss]);
        words.any(|w| {
            view.is(w, &["the", "its", "their", "his", "her"])
                || concerns.acts.words.pointers.has(view.text(w))
        })
    };
    let points = |t: usize| {
        concerns.acts.words.pointers.has(view.text(t)) && view.word(t).upos == Upos::Pron
            || view.word(t).upos == Upos::Noun
                && concerns.acts.words.stand_ins.has(view.lemma(t))
                && known(t)
                && !view.has_case(t, &["according"])
    };
    let hits = concerns.topics.find(view.reading.text(), view.extent(verb));
    let shared = hits.iter().any(|hit| draft.topics.hits.iter().any(|h| h.topic == hit.topic));
    shared || view.tree.extent(verb).any(|t| t > verb && points(t))
}

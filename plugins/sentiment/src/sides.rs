//! Whom a cue is about.

use crate::cues::{Axis, Cues, Group};
use demarche_core::{Deprel, Hit, MentionForm, Reading, SentenceId, Span, Upos, Zone};
use demarche_frames::View;
use std::collections::BTreeMap;

/// A cue, tied to two sides.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    pub(crate) source: String,
    pub(crate) target: String,
    /// Whether the words say who acts towards whom, or only speak of the two.
    pub(crate) directed: bool,
    pub(crate) axis: Axis,
    pub(crate) weight: f64,
    pub(crate) sentence: SentenceId,
    pub(crate) span: Span,
}

/// Every cue of the article that can be tied to two sides.
pub(crate) fn weigh(reading: &dyn Reading, cues: &Cues, hits: &[Hit]) -> Vec<Weighed> {
    let main = main_pair(reading);
    let mut all = Vec::new();
    for (hit, group) in cues.select(hits) {
        if reading.sentence(hit.sentence).zone != Zone::Body {
            continue;
        }
        let here = countries_in(reading, hit.sentence);
        // A sentence that names nobody, in an article about nobody in particular, is not worth a parse.
        if here.is_empty() && main.is_none() {
            continue;
        }
        let view = View::new(reading, hit.sentence);
        let Some(token) = head_of(view, hit.span) else { continue };
        let (axis, weight) = meant(view, token, group, cues);
        let Some((source, target, directed, tied)) = pair(view, token, &here, main.as_ref()) else {
            continue;
        };
        let lead = if hit.sentence.0 < LEAD { 1.5 } else { 1.0 };
        let weight = weight * tied * lead;
        all.push(Weighed { source, target, directed, axis, weight, sentence: hit.sentence, span: hit.span });
    }
    all
}

/// The first sentences carry the story; the rest is background.
const LEAD: u32 = 3;

/// The two countries that the article is about, if two stand out.
fn main_pair(reading: &dyn Reading) -> Option<(String, String)> {
    let mut weights: BTreeMap<String, u32> = BTreeMap::new();
    for (id, weight) in reading.entities_by_weight() {
        if let Some(country) = &reading.entity(id).country {
            *weights.entry(country.clone()).or_default() += weight;
        }
    }
    let mut order: Vec<(String, u32)> = weights.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let third = order.get(2).map_or(0, |o| o.1);
    match order.as_slice() {
        [(a, _), (b, second), ..] if *second >= 2 && *second * 2 > third * 3 => Some((a.clone(), b.clone())),
        _ => None,
    }
}

/// The countries and bodies that a sentence mentions as somebody, each once, in order.
fn countries_in(reading: &dyn Reading, sentence: SentenceId) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for mention in reading.mentions(sentence) {
        for &id in &mention.entities {
            let entity = reading.entity(id);
            let counts = entity.official || mention.form == MentionForm::Modifier || entity.key.len() == 3;
            if let Some(country) = entity.country.as_ref().filter(|c| counts && !all.contains(c)) {
                all.push(country.clone());
            }
        }
    }
    all
}

/// The word of a phrase that the others hang on.
fn head_of(view: View<'_>, span: Span) -> Option<usize> {
    let tokens = view.reading.tokens(view.sentence);
    let first = tokens.iter().position(|t| t.span.overlaps(span))?;
    let last = tokens.iter().rposition(|t| t.span.overlaps(span))?;
    (first..=last).find(|&t| view.tree.head(t).is_none_or(|h| !(first..=last).contains(&h)))
}

/// On which axis a cue counts here, and how much.
fn meant(view: View<'_>, token: usize, group: &Group, cues: &Cues) -> (Axis, f64) {
    let mut axis = group.axis;
    let mut weight = group.weight;
    let governor = view.tree.head(token);
    let noun = matches!(view.word(token).upos, Upos::Noun | Upos::Propn | Upos::Adj);
    if let Some(head) = governor.filter(|_| noun) {
        // "improve tense relations": the adjective's noun is what is improved.
        let (verb, rel) = match view.word(token).rel {
            Deprel::Amod => (view.tree.head(head), view.word(head).rel),
            rel => (Some(head), rel),
        };
        let object = matches!(rel, Deprel::Obj | Deprel::NsubjPass | Deprel::Nmod | Deprel::Obl);
        let turns = |list: &[String], verb: usize| list.iter().any(|l| l == view.lemma(verb));
        if let Some(verb) = verb.filter(|_| object) {
            let list = if axis == Axis::Conflict { &cues.relief } else { &cues.harm };
            if turns(list, verb) {
                axis = axis.turned();
                weight *= 0.7;
            }
        }
    }
    let clause: Vec<usize> = std::iter::once(token).chain(view.tree.ancestors(token)).take(3).collect();
    let negated = view.is_negated(token)
        || clause
            .iter()
            .any(|&t| matches!(view.word(t).upos, Upos::Verb | Upos::Aux | Upos::Adj) && view.is_negated(t));
    if negated {
        axis = axis.turned();
        weight *= 0.6;
    }
    let imagined = clause.iter().any(|&t| {
        view.children(t, &[Deprel::Aux]).any(|a| view.is(a, &["would", "could", "may", "might", "should"]))
            || view.children(t, &[Deprel::Mark]).any(|m| view.is(m, &["if", "unless", "whether"]))
    });
    if imagined {
        weight *= 0.5;
    }
    // What came before the story: "after ties soured", "following years of rivalry".
    let background = clause.iter().any(|&t| {
        view.children(t, &[Deprel::Mark, Deprel::Case])
            .any(|m| view.is(m, &["after", "since", "following", "despite", "although", "though", "while"]))
    });
    if background {
        weight *= 0.5;
    }
    (axis, weight)
}

/// The two sides that a cue is about: source, target, whether the direction is told, and how firmly they are tied to it.
fn pair(
    view: View<'_>,
    token: usize,
    here: &[String],
    main: Option<&(String, String)>,
) -> Option<(String, String, bool, f64)> {
    let of = |words: &[usize]| -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for &w in words {
            for &id in view.entities(w) {
                if let Some(c) = &view.reading.entity(id).country
                    && !all.contains(c)
                {
                    all.push(c.clone());
                }
            }
        }
        all
    };
    let word = view.word(token);
    let (mut sources, mut targets) = (Vec::new(), Vec::new());
    if word.upos == Upos::Verb {
        sources = of(&view.subjects(token));
        let mut objects = view.objects(token);
        for o in view.children(token, &[Deprel::Obl, Deprel::Iobj]) {
            objects.push(o);
            // "accused Sudan of …", "agreement with Peru": what hangs on the object belongs to it.
            objects
                .extend(view.children(o, &[Deprel::NmodPoss, Deprel::Nmod, Deprel::Amod, Deprel::Compound]));
        }
        for o in view.objects(token) {
            objects
                .extend(view.children(o, &[Deprel::NmodPoss, Deprel::Nmod, Deprel::Amod, Deprel::Compound]));
        }
        targets = of(&objects);
    } else {
        let owners: Vec<usize> =
            view.children(token, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound]).collect();
        let others: Vec<usize> =
            view.children(token, &[Deprel::Nmod, Deprel::Obl]).flat_map(|n| view.coordinated(n)).collect();
        sources.extend(of(&owners));
        targets.extend(of(&others));
        if sources.is_empty()
            && let Some(head) = view.tree.head(token).filter(|&h| view.is_predicate(h))
        {
            sources = of(&view.subjects(head));
        }
    }
    for source in &sources {
        if let Some(target) = targets.iter().find(|t| *t != source) {
            return Some((source.clone(), target.clone(), word.upos == Upos::Verb, 1.0));
        }
    }
    let mut both: Vec<String> = sources.iter().chain(&targets).cloned().collect();
    both.dedup();
    if let [a, b, ..] = both.as_slice()
        && a != b
    {
        return Some((a.clone(), b.clone(), false, 1.0));
    }
    // One side is tied to the cue and the sentence names just one other; or it names just two.
    let other = |known: &String| {
        let mut rest = here.iter().filter(|c| *c != known);
        rest.next().filter(|_| rest.next().is_none()).cloned()
    };
    if let Some(known) = both.first()
        && let Some(b) = other(known)
    {
        return Some((known.clone(), b, false, 0.9));
    }
    if let [a, b] = here {
        return Some((a.clone(), b.clone(), false, 0.8));
    }
    let (a, b) = main?;
    here.iter().all(|c| c == a || c == b).then(|| (a.clone(), b.clone(), false, 0.7))
}

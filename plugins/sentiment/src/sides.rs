//! Whom a cue is about.

use crate::cues::{Axis, Cues, Group};
use demarche_core::{
    Deprel, EntityKind, Hit, Mention, MentionForm, Reading, SentenceId, Sides, Span, Upos, Zone,
};
use demarche_frames::View;
use std::collections::BTreeSet;

/// A cue, tied to two sides.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    pub(crate) source: String,
    pub(crate) target: String,
    /// Whether the words say who acts towards whom, or only speak of the two.
    pub(crate) directed: bool,
    /// Whether the cue's own words name both.
    pub(crate) told: bool,
    pub(crate) axis: Axis,
    pub(crate) weight: f64,
    pub(crate) sentence: SentenceId,
    pub(crate) span: Span,
}

/// How firmly a cue is tied to two sides that its sentence names.
const NAMED: f64 = 0.8;
/// What a sentence tells of times before the story counts for less by so much.
const HISTORY: f64 = 0.5;
/// What ended so many days before the article is history.
const LONG_AGO: i32 = 60;

/// Every cue that can be tied to two sides.
pub(crate) fn weigh<'c>(reading: &dyn Reading, cues: &Cues, hits: &[(Hit, &'c Group)]) -> Vec<Weighed> {
    // A sentence that does not name two sides is not worth a parse.
    let worth = |hit: &Hit| {
        reading.sentence(hit.sentence).zone == Zone::Body
            && reading.outline(hit.sentence).sides == Sides::Several
    };
    let weighty =
        |(hit, group): &(Hit, &'c Group)| Some((*hit, *group, group.weight.filter(|_| worth(hit))?));
    let hits: Vec<(Hit, &'c Group, f64)> = hits.iter().filter_map(weighty).collect();
    let mut sentences: Vec<SentenceId> = hits.iter().map(|(hit, _, _)| hit.sentence).collect();
    sentences.sort_unstable();
    sentences.dedup();
    reading.parse(&sentences);
    let mut all = Vec::new();
    for (hit, group, weight) in hits {
        if is_in_name(reading, &hit) {
            continue;
        }
        let here = countries_in(reading, hit.sentence);
        let view = View::new(reading, hit.sentence);
        let Some(token) = head_of(view, hit.span) else { continue };
        let (axis, mut weight) = meant(view, token, (group.axis, weight), cues);
        if is_history(reading, hit.sentence) {
            weight *= HISTORY;
        }
        let cue = Cue {
            view,
            token,
            joint: group.at_third && axis == Axis::Conflict && is_joint(view, token),
            warm: axis == Axis::Cooperation,
            themed: cues.theme.iter().any(|v| v == view.lemma(token)),
        };
        for (source, target, directed, tied) in pairs(&cue, &here, &cues.doing) {
            if group.named_only && tied < 1.0 {
                continue;
            }
            // "The agreement is void": one told before, and perhaps not of these two.
            if group.points_back
                && tied < 1.0
                && view.children(token, &[Deprel::Det]).any(|d| view.is(d, &["the", "this", "that"]))
            {
                continue;
            }
            let (sentence, span) = (hit.sentence, hit.span);
            all.push(Weighed {
                source,
                target,
                directed,
                told: tied >= 1.0,
                axis,
                weight: weight * tied,
                sentence,
                span,
            });
        }
    }
    all
}

/// Whether a cue is part of what somebody is called: "Frank-Walter Steinmeier", "Ban on Monday met".
fn is_in_name(reading: &dyn Reading, hit: &Hit) -> bool {
    // Descriptions may hold cues of their own: "the normalization critic".
    if !hit.span.slice(reading.text()).starts_with(char::is_uppercase) {
        return false;
    }
    let person = |m: &Mention| m.entities.iter().any(|&e| reading.entity(e).kind == EntityKind::Person);
    let mut names = reading.mentions(hit.sentence).iter().filter(|m| m.form == MentionForm::Name);
    names.any(|m| m.span.overlaps(hit.span) && person(m))
}

/// The countries and bodies that a sentence mentions as somebody, with the token that does so, in order.
fn countries_in(reading: &dyn Reading, sentence: SentenceId) -> Vec<(String, usize)> {
    let mut all: Vec<(String, usize)> = Vec::new();
    for mention in reading.mentions(sentence) {
        for &id in &mention.entities {
            let entity = reading.entity(id);
            let counts = entity.official
                || mention.form == MentionForm::Modifier
                || entity.kind == EntityKind::Country;
            if let Some(country) = entity.country.as_ref().filter(|_| counts) {
                all.push((country.clone(), mention.head));
            }
        }
    }
    all
}

/// Whether two sides together do it to a third: "both ministers condemned the attack", "they voiced concern at it".
fn is_joint(view: View<'_>, token: usize) -> bool {
    let countries = |words: Vec<usize>| -> BTreeSet<&str> {
        let entities = words.into_iter().flat_map(|w| view.entities(w));
        entities.filter_map(|&e| view.reading.entity(e).country.as_deref()).collect()
    };
    // A verb without an object is done to each other: "the two sides clashed".
    let transitive = |t: usize| view.tree.child(t, &[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).is_some();
    let mut verbs = std::iter::once(token).chain(view.tree.ancestors(token).take(2));
    let verb = verbs.find(|&t| view.word(t).upos == Upos::Verb && !view.subjects(t).is_empty());
    verb.is_some_and(|v| transitive(v) && !view.is_passive(v) && countries(view.subjects(v)).len() > 1)
}

/// Whether a sentence names times, and all of them lie long before the article: what led up to the story is not where the two
/// sides stand.
fn is_history(reading: &dyn Reading, sentence: SentenceId) -> bool {
    let Some(published) = reading.published() else { return false };
    let ends = reading.times(sentence).iter().filter_map(|t| t.time.end);
    let mut past = ends.map(|end| (published.date - end).get_days() > LONG_AGO).peekable();
    past.peek().is_some() && past.all(|long_ago| long_ago)
}

/// The word of a phrase that the others hang on.
fn head_of(view: View<'_>, span: Span) -> Option<usize> {
    let tokens = view.reading.tokens(view.sentence);
    let first = tokens.iter().position(|t| t.span.overlaps(span))?;
    let last = tokens.iter().rposition(|t| t.span.overlaps(span))?;
    (first..=last).find(|&t| view.tree.head(t).is_none_or(|h| !(first..=last).contains(&h)))
}

/// On which axis a cue counts here, and how much.
fn meant(view: View<'_>, token: usize, (mut axis, mut weight): (Axis, f64), cues: &Cues) -> (Axis, f64) {
    let governor = view.tree.head(token);
    let noun = matches!(view.word(token).upos, Upos::Noun | Upos::Propn | Upos::Adj);
    if let Some(head) = governor.filter(|_| noun) {
        // "improve tense relations": the adjective's noun is what is improved.
        let (verb, rel) = match view.word(token).rel {
            Deprel::Amod => (view.tree.head(head), view.word(head).rel),
            rel => (Some(head), rel),
        };
        let object = matches!(rel, Deprel::Obj | Deprel::NsubjPass | Deprel::Nmod | Deprel::Obl);
        let subject = rel == Deprel::Nsubj;
        let turns = |list: &[String], verb: usize| list.iter().any(|l| l == view.lemma(verb));
        if let Some(verb) = verb.filter(|_| object || subject) {
            let list = match (axis, subject) {
                (Axis::Conflict, false) => &cues.relief,
                (Axis::Conflict, true) => &cues.fade,
                (Axis::Cooperation, false) => &cues.harm,
                (Axis::Cooperation, true) => &cues.fail,
            };
            if turns(list, verb) {
                axis = axis.turned();
                weight *= 0.7;
            }
        }
    }
    let clause: Vec<usize> = std::iter::once(token).chain(view.tree.ancestors(token)).take(3).collect();
    let negated = view.is_negated(token)
        || clause[..own_clause(view, &clause)]
            .iter()
            .any(|&t| matches!(view.word(t).upos, Upos::Verb | Upos::Aux | Upos::Adj) && view.is_negated(t));
    if negated {
        axis = axis.turned();
        weight *= 0.6;
    }
    let imagined = clause.iter().any(|&t| {
        view.children(t, &[Deprel::Aux]).any(|a| view.is(a, &["would", "could", "may", "might", "should"]))
            || view.has_mark(t, &["if", "unless", "whether"])
    });
    if imagined {
        weight *= 0.5;
    }
    // What came before the story: "after ties soured", "following years of rivalry", "had accused".
    let background = clause.iter().any(|&t| {
        let pluperfect = view.children(t, &[Deprel::Aux]).any(|a| view.text(a).eq_ignore_ascii_case("had"));
        pluperfect
            || view.children(t, &[Deprel::Mark, Deprel::Case]).any(|m| {
                view.is(m, &["after", "since", "following", "despite", "although", "though", "while"])
            })
    });
    if background {
        weight *= 0.5;
    }
    (axis, weight)
}

/// How many words from a cue upwards a "not" holds for as well: "did not want to threaten"; not beyond a clause of its own: "did
/// not exclude it and warned them", "officials who came to warn did not stay".
fn own_clause(view: View<'_>, upwards: &[usize]) -> usize {
    let ends = |&word: &usize| {
        let word = view.word(word);
        word.upos == Upos::Verb && word.rel == Deprel::Conj
            || matches!(word.rel, Deprel::AclRelcl | Deprel::Advcl | Deprel::Parataxis)
    };
    upwards.iter().position(ends).map_or(upwards.len(), |last| last + 1)
}

/// What stands behind these suffers a conflict, or is where it happens.
const VICTIM: [&str; 5] = ["against", "on", "in", "into", "upon"];

/// So many sides of one cue are told apart: "an agreement between A, B, C and D".
const SIDES: usize = 4;

/// A cue as its sentence means it.
struct Cue<'r> {
    view: View<'r>,
    token: usize,
    /// Several do it together to a third: it is between each of them and the third.
    joint: bool,
    /// Among several ("both reaffirmed their resolve against") it is between them, and with a third only if it is done to him.
    warm: bool,
    /// Its object is talked of and is no side.
    themed: bool,
}

impl Cue<'_> {
    /// The countries and bodies that these words stand for, each once.
    fn countries(&self, words: &[usize]) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for &id in words.iter().flat_map(|&w| self.view.entities(w)) {
            if let Some(c) = &self.view.reading.entity(id).country
                && !all.contains(c)
            {
                all.push(c.clone());
            }
        }
        all
    }

    fn is_verb(&self) -> bool {
        self.view.word(self.token).upos == Upos::Verb
    }

    /// Who does it and to whom; nothing if the words say that it is the deed of neither.
    fn ends(&self, doing: &[String]) -> Option<(Vec<String>, Vec<String>)> {
        let (mut sources, mut targets) =
            if self.is_verb() { self.ends_of_verb() } else { self.ends_of_noun(doing)? };
        sources.truncate(SIDES);
        targets.truncate(SIDES);
        Some((sources, targets))
    }

    fn ends_of_verb(&self) -> (Vec<String>, Vec<String>) {
        let view = self.view;
        let mut objects = if self.themed { Vec::new() } else { view.objects(self.token) };
        let with = |o: usize| view.has_case(o, &["with"]);
        // "accused Sudan of …", "agreement with Peru": what hangs on the object belongs to it; whom the war is against does not.
        let below = |o: usize| {
            let parts = view.children(o, &[Deprel::NmodPoss, Deprel::Nmod, Deprel::Amod, Deprel::Compound]);
            parts.filter(|&part| self.warm || !view.has_case(part, &VICTIM)).collect::<Vec<_>>()
        };
        let own: Vec<usize> = objects.iter().flat_map(|&o| below(o)).collect();
        for o in view.children(self.token, &[Deprel::Obl, Deprel::Iobj]).filter(|&o| !self.themed || with(o))
        {
            objects.push(o);
            objects.extend(below(o));
        }
        objects.extend(own);
        (self.countries(&view.subjects(self.token)), self.countries(&objects))
    }

    fn ends_of_noun(&self, doing: &[String]) -> Option<(Vec<String>, Vec<String>)> {
        let (view, token) = (self.view, self.token);
        let owners: Vec<usize> =
            view.children(token, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound]).collect();
        let others: Vec<usize> =
            view.children(token, &[Deprel::Nmod, Deprel::Obl]).flat_map(|n| view.coordinated(n)).collect();
        // "The war in Ukraine" is not hers, and whoever speaks of the attack on her has not made it.
        let (suffer, others): (Vec<usize>, Vec<usize>) =
            others.into_iter().partition(|&n| !self.warm && view.has_case(n, &VICTIM));
        let (scenes, suffer): (Vec<usize>, Vec<usize>) =
            suffer.into_iter().partition(|&n| view.has_case(n, &["in"]));
        let mut sources = self.countries(&owners);
        let mut targets = self.countries(&others);
        let done = view.tree.head(token).filter(|&h| view.is_predicate(h)).filter(|&h| {
            suffer.is_empty() && scenes.is_empty() || doing.iter().any(|verb| verb == view.lemma(h))
        });
        if sources.is_empty()
            && let Some(head) = done
        {
            sources = self.countries(&view.subjects(head));
        }
        let suffer = self.countries(&suffer);
        if sources.is_empty() && !(suffer.is_empty() && self.countries(&scenes).is_empty()) {
            return None;
        }
        if !sources.is_empty() {
            targets.extend(suffer);
        }
        Some((sources, targets))
    }
}

/// The pairs of sides that a cue is about: source, target, whether the direction is told, and how firmly they are tied to it.
fn pairs(cue: &Cue<'_>, here: &[(String, usize)], doing: &[String]) -> Vec<(String, String, bool, f64)> {
    let Some((sources, targets)) = cue.ends(doing) else { return Vec::new() };
    let verb = cue.is_verb();
    let several = cue.warm && verb && sources.len() > 1;
    let mut third: Vec<&String> = targets.iter().filter(|t| !sources.contains(t)).collect();
    if several {
        let direct = cue.countries(&cue.view.objects(cue.token));
        third.retain(|t| direct.contains(t));
    }
    let across = sources.iter().flat_map(|s| third.iter().map(|&t| (s.clone(), t.clone(), verb, 1.0)));
    let across: Vec<_> = across.collect();
    if cue.joint || !across.is_empty() {
        return across;
    }
    let others = targets.iter().filter(|_| !several);
    let mut both: Vec<String> = Vec::new();
    for side in sources.iter().chain(others) {
        if !both.contains(side) {
            both.push(side.clone());
        }
    }
    if both.len() > 1 {
        let among = both.iter().enumerate().flat_map(|(i, a)| both[i + 1..].iter().map(move |b| (a, b)));
        return among.map(|(a, b)| (a.clone(), b.clone(), false, 1.0)).collect();
    }
    if cue.themed && both.len() == 1 && here.iter().any(|(c, _)| *c != both[0]) {
        return Vec::new();
    }
    nearest(cue, here, &both).into_iter().collect()
}

/// The two sides of a cue that its own words tie to one at most: whom the sentence names beside it.
fn nearest(cue: &Cue<'_>, here: &[(String, usize)], both: &[String]) -> Option<(String, String, bool, f64)> {
    let Cue { view, token, .. } = *cue;
    // "The pitch was criticised": nobody does it, and to neither side.
    if both.is_empty()
        && view.word(token).upos == Upos::Verb
        && view.is_passive(token)
        && !view.objects(token).is_empty()
    {
        return None;
    }
    // One side is tied to the cue: the other is the nearest that the sentence names besides.
    // "Algeria, which shelters the Polisario, denounced the change": what hangs on the one who does it is not the other side.
    let subjects = view.subjects(token);
    let apart = |at: usize| !subjects.iter().any(|&s| s != at && view.tree.is_below(at, s));
    let mut near: Vec<&(String, usize)> = here.iter().filter(|(_, at)| apart(*at)).collect();
    near.sort_by_key(|(_, at)| at.abs_diff(token));
    if let Some(known) = both.first() {
        if let Some((other, _)) = near.iter().find(|(c, _)| c != known) {
            return Some((known.clone(), other.clone(), false, 0.9));
        }
    } else if let Some((one, _)) = near.first()
        && let Some((other, _)) = near.iter().find(|(c, _)| c != one)
    {
        return Some((one.clone(), other.clone(), false, NAMED));
    }
    None
}

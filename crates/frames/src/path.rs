//! How a slot is reached from the trigger, as a short expression.
//!
//! ```text
//! path  = step { "/" step }
//! step  = [ "<" ] rel { "|" rel } [ "(" preposition { "|" preposition } ")" ] [ "[" lemma { "|" lemma } "]" ]
//! rel   = a Universal Dependencies relation | "subject" | "object" | "*" | "**" | "before" | "after" | "ahead"
//!       | "left" | "owner" | "right" | "within" | "toward" | "topic"
//! ```
//!
//! A step goes down to the words that hang by that relation, or, with `<`, up to the head on which this word hangs by it.
//! `subject` and `object` are the logical ones ([`View::subjects`], [`View::objects`]), whatever the voice. `*` is any
//! relation, `**` any word below. Some steps ask the order of words instead of the tree, as second paths where parsers err:
//! `before` is the noun phrase that ends right before this word, adverbs and auxiliaries apart; `after` the one that begins right
//! after it, `after(on|to)` behind one of these prepositions; `ahead` any word up to the next verb, comma or stop. `left` and
//! `right(with)` are the mentions of actors next to it, with those coordinated, across auxiliaries, adverbs, dates and places; `toward(to|in)` the places that follow behind one of
//! these prepositions, or at once if none is given. `topic` is the subject of the sentence's main verb, for clauses whose own is lost.
//! `within` is the mention of an actor that this word is part of: "the *visiting* premier".
//!
//! `obl(to|into)` wants one of these prepositions; with `<` it is this word that must have it. `[make|pay]` wants one of these lemmas where the step arrives; `[!make|pay]` none of them. `nmod` without a preposition
//! matches all; a relation without subtype also matches its subtypes.

use crate::lemmas::{Lemmas, Lists};
use crate::prose::list;
use crate::view::View;
use demarche_core::{Deprel, lower};
use std::str::FromStr;
use std::sync::Arc;

/// A path from the trigger to a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    source: String,
    steps: Box<[Step]>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    up: bool,
    edge: Edge,
    prepositions: Vec<String>,
    lemmas: Arc<Lemmas>,
    not: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Edge {
    Subject,
    Object,
    Any,
    Below,
    Before,
    After,
    Ahead,
    Left,
    Owner,
    Right,
    Within,
    Toward,
    Topic,
    Rels(Vec<Deprel>),
}

/// What is wrong with a path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("in the path `{path}`: {problem}")]
pub struct PathError {
    /// The path as written.
    pub path: String,
    /// What is wrong.
    pub problem: String,
}

impl Path {
    /// Parses a path; `@name` inside `[…]` or `(…)` stands for one of the file's lists.
    ///
    /// # Errors
    /// If the expression is malformed, a relation is unknown or a list does not exist.
    pub fn parse(source: &str, lists: &Lists) -> Result<Self, PathError> {
        let steps =
            source.split('/').map(|s| parse_step(s.trim(), lists)).collect::<Result<Box<[_]>, String>>();
        let steps = steps.map_err(|problem| PathError { path: source.to_owned(), problem })?;
        Ok(Path { source: source.to_owned(), steps })
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// For people: `obj/nmod(to)` is "phrase with `to` of the object".
    pub(crate) fn in_words(&self) -> String {
        self.steps.iter().rev().map(Step::in_words).collect::<Vec<_>>().join(" of the ")
    }

    /// What each step asks of a sentence's words.
    pub(crate) fn asks(&self) -> impl Iterator<Item = Asked<'_>> {
        let mut side = Side::Any;
        self.steps.iter().enumerate().map(move |(at, step)| {
            // What hangs below a word stands on the same side of the trigger.
            side = match side {
                _ if at == 0 => step.side(),
                Side::Near if step.goes_down() => Side::Before,
                Side::Before | Side::Behind if step.goes_down() => side,
                _ => Side::Any,
            };
            let asks = !step.not && !step.lemmas.all.is_empty();
            let be = !asks && step.is_be();
            let lemmas = asks.then_some(step.lemmas.all.as_slice());
            Asked { lemmas, be, prepositions: step.prepositions.as_slice(), side }
        })
    }

    /// The words that the path reaches from `token`, left to right, each once.
    pub fn follow(&self, view: View<'_>, token: usize) -> Vec<usize> {
        let Some((first, rest)) = self.steps.split_first() else { return vec![token] };
        let mut here = first.follow(view, token);
        here.sort_unstable();
        here.dedup();
        for step in rest {
            here = here.into_iter().flat_map(|t| step.follow(view, t)).collect();
            here.sort_unstable();
            here.dedup();
        }
        here
    }
}

/// What a step asks of a sentence's words, in lower case.
pub(crate) struct Asked<'p> {
    /// A form of one of these lemmas, if it asks for any.
    pub(crate) lemmas: Option<&'p [String]>,
    /// A form of "be".
    pub(crate) be: bool,
    /// One of these prepositions, unless there are none.
    pub(crate) prepositions: &'p [String],
    /// Where they stand.
    pub(crate) side: Side,
}

/// Where a word stands, seen from a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// Anywhere, and it may be the trigger itself.
    Any,
    /// Before it or behind it, or itself: its subject, if an opening line has it.
    Subject,
    /// Before it or behind it, not itself.
    Other,
    /// Before it.
    Before,
    /// So near before it as auxiliaries stand.
    Near,
    /// Behind it.
    Behind,
}

impl Step {
    /// Whether the step leads to words that hang on the one from which it starts.
    fn goes_down(&self) -> bool {
        !self.up && matches!(self.edge, Edge::Any | Edge::Below | Edge::Rels(_))
    }

    /// Whether only a form of "be" hangs so.
    fn is_be(&self) -> bool {
        matches!(&self.edge, Edge::Rels(rels) if !self.up && rels.iter().all(|rel| *rel == Deprel::Cop))
    }

    /// On which side of a word the words stand to which the step leads from it.
    fn side(&self) -> Side {
        let side = |rel: &Deprel| match rel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => Side::Near,
            Deprel::NmodPoss | Deprel::Det | Deprel::Compound | Deprel::Amod | Deprel::Nummod => Side::Before,
            // One that has a preposition is no owner.
            Deprel::Nmod if !self.prepositions.is_empty() => Side::Behind,
            Deprel::Obj
            | Deprel::Iobj
            | Deprel::Xcomp
            | Deprel::Acl
            | Deprel::OblAgent
            | Deprel::CompoundPrt => Side::Behind,
            _ => Side::Other,
        };
        match &self.edge {
            Edge::After | Edge::Ahead | Edge::Right | Edge::Toward => Side::Behind,
            Edge::Before | Edge::Left | Edge::Owner => Side::Before,
            Edge::Rels(rels) if !self.up => match rels.first().map(side) {
                Some(first) if rels.iter().all(|rel| side(rel) == first) => first,
                _ => Side::Other,
            },
            Edge::Subject if !self.up => Side::Subject,
            Edge::Topic | Edge::Within => Side::Any,
            _ => Side::Other,
        }
    }

    fn follow(&self, view: View<'_>, token: usize) -> Vec<usize> {
        let reached: Vec<usize> = match (&self.edge, self.up) {
            (Edge::Subject, false) => view.subjects(token),
            (Edge::Object, false) => view.objects(token),
            (Edge::Below, false) => {
                (0..view.tree.words.len()).filter(|&w| w != token && view.tree.is_below(w, token)).collect()
            }
            (Edge::Any, false) => view.tree.children(token).map(|(i, _)| i).collect(),
            (Edge::Before, _) => view.phrase_before(token).into_iter().collect(),
            (Edge::After, _) => {
                let reached = view.phrase_after(token, &self.prepositions);
                return reached.into_iter().filter(|&w| self.lemma_fits(view, w)).collect();
            }
            (Edge::Ahead, _) => view.ahead(token),
            (Edge::Left, _) => view.mentions_left(token),
            (Edge::Owner, _) => view.owner_left(token),
            (Edge::Within, _) => view.mention_around(token),
            (Edge::Right, _) => {
                let reached = view.mentions_right(token, &self.prepositions);
                return reached.into_iter().filter(|&w| self.lemma_fits(view, w)).collect();
            }
            (Edge::Topic, _) => view.topic(),
            (Edge::Toward, _) => return view.places_toward(token, &self.prepositions),
            (Edge::Rels(rels), false) => {
                view.tree.children(token).filter(|(_, w)| matches_rel(rels, w.rel)).map(|(i, _)| i).collect()
            }
            (_, true) => {
                // A coordinated word hangs where the first of its chain hangs.
                let from = if matches!(&self.edge, Edge::Rels(r) if r.contains(&Deprel::Conj)) {
                    token
                } else {
                    view.first_conjunct(token)
                };
                let fits = match &self.edge {
                    Edge::Rels(rels) => matches_rel(rels, view.word(from).rel),
                    Edge::Subject => {
                        matches!(view.word(from).rel, Deprel::Nsubj | Deprel::NsubjOuter | Deprel::OblAgent)
                    }
                    Edge::Object => matches!(view.word(from).rel, Deprel::Obj | Deprel::NsubjPass),
                    _ => true,
                };
                let fits = fits && (self.prepositions.is_empty() || view.has_case(from, &self.prepositions));
                return view
                    .tree
                    .head(from)
                    .filter(|&h| fits && self.lemma_fits(view, h))
                    .into_iter()
                    .collect();
            }
        };
        reached
            .into_iter()
            .filter(|&w| self.prepositions.is_empty() || view.has_case(w, &self.prepositions))
            .filter(|&w| self.lemma_fits(view, w))
            .collect()
    }

    fn in_words(&self) -> String {
        /// So many words are named; more would bury the rest.
        const NAMED: usize = 4;
        let quoted = |words: &[String]| {
            let more = if words.len() > NAMED { " …" } else { "" };
            list(words.iter().take(NAMED).map(|w| format!("`{w}`"))) + more
        };
        let mut said = match (&self.edge, self.up) {
            (Edge::Rels(rels), up) => {
                let all: Vec<String> = rels.iter().map(|r| name(*r, up).to_owned()).collect();
                let once: Vec<String> = all
                    .iter()
                    .enumerate()
                    .filter(|(i, n)| !all[..*i].contains(n))
                    .map(|(_, n)| n.clone())
                    .collect();
                list(once.into_iter())
            }
            (Edge::Subject, false) => "subject".to_owned(),
            (Edge::Object, false) => "object".to_owned(),
            (Edge::Below, false) => "word of its phrase".to_owned(),
            (Edge::Any, false) => "word that hangs on it".to_owned(),
            (Edge::Before, _) => "phrase right before it".to_owned(),
            (Edge::After, _) => "phrase right after it".to_owned(),
            (Edge::Ahead, _) => "word soon after it".to_owned(),
            (Edge::Left, _) => "party named to its left".to_owned(),
            (Edge::Owner, _) => "owner named before it".to_owned(),
            (Edge::Right, _) => "party named to its right".to_owned(),
            (Edge::Within, _) => "party whose name holds it".to_owned(),
            (Edge::Toward, _) => "place after it".to_owned(),
            (Edge::Topic, _) => "subject of the sentence".to_owned(),
            (_, true) => "word above it".to_owned(),
        };
        if !self.prepositions.is_empty() {
            said = format!("{said} behind {}", quoted(&self.prepositions));
        }
        match (self.lemmas.all.is_empty(), self.not) {
            (true, _) => said,
            (false, false) => format!("{said} that is {}", quoted(&self.lemmas.all)),
            (false, true) => format!("{said} other than {}", quoted(&self.lemmas.all)),
        }
    }

    fn lemma_fits(&self, view: View<'_>, word: usize) -> bool {
        let lemmas = &self.lemmas;
        let is_one = || lemmas.has(&lower(view.lemma(word))) || lemmas.has_form(&lower(view.text(word)));
        lemmas.all.is_empty() || self.not != is_one()
    }
}

/// What a relation is called by people who do not know its code.
fn name(rel: Deprel, up: bool) -> &'static str {
    match rel {
        _ if up => "word above it",
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => "subject",
        Deprel::Obj | Deprel::Iobj => "object",
        Deprel::Obl | Deprel::OblAgent | Deprel::OblUnmarked | Deprel::Nmod | Deprel::NmodUnmarked => {
            "phrase"
        }
        Deprel::NmodPoss => "owner",
        Deprel::Amod => "adjective",
        Deprel::Advmod => "adverb",
        Deprel::Compound | Deprel::NmodDesc | Deprel::Flat => "noun before it",
        Deprel::CompoundPrt => "particle",
        Deprel::Appos => "apposition",
        Deprel::Conj => "coordinated word",
        Deprel::Det => "article",
        Deprel::Case => "preposition",
        Deprel::Mark => "conjunction",
        Deprel::Aux | Deprel::AuxPass => "auxiliary",
        Deprel::Cop => "form of \"be\"",
        Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Acl | Deprel::AclRelcl => "clause",
        other => other.as_str(),
    }
}

/// `nmod` stands for `nmod:poss` too, `nmod:poss` only for itself.
fn matches_rel(rels: &[Deprel], rel: Deprel) -> bool {
    let base = rel.base();
    rels.iter().any(|&r| r == rel || r == base)
}

fn parse_step(text: &str, lists: &Lists) -> Result<Step, String> {
    let (up, rest) = match text.strip_prefix('<') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (rest, lemmas) = cut(rest, '[', ']')?;
    let (rest, prepositions) = cut(rest, '(', ')')?;
    let (not, lemmas) = match lemmas.and_then(|l| l.strip_prefix('!')) {
        Some(inner) => (true, Some(inner)),
        None => (false, lemmas),
    };
    let edge = match rest {
        "" => return Err("a step is empty".into()),
        "subject" => Edge::Subject,
        "object" => Edge::Object,
        "*" => Edge::Any,
        "**" => Edge::Below,
        "before" => Edge::Before,
        "after" => Edge::After,
        "ahead" => Edge::Ahead,
        "left" => Edge::Left,
        "owner" => Edge::Owner,
        "right" => Edge::Right,
        "within" => Edge::Within,
        "toward" => Edge::Toward,
        "topic" => Edge::Topic,
        rels => Edge::Rels(
            rels.split('|')
                .map(|r| Deprel::from_str(r).map_err(|e| e.to_string()))
                .collect::<Result<_, _>>()?,
        ),
    };
    Ok(Step { up, edge, prepositions: lists.words(prepositions)?, lemmas: lists.lemmas(lemmas)?, not })
}

/// Splits `rel(…)` or `rel[…]` at its brackets.
fn cut(text: &str, open: char, close: char) -> Result<(&str, Option<&str>), String> {
    match text.split_once(open) {
        None => Ok((text, None)),
        Some((rest, inner)) => match inner.strip_suffix(close) {
            Some(inner) => Ok((rest, Some(inner))),
            None => Err(format!("`{open}` has no `{close}` at the end of its step")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_can_be_told_to_people() {
        let told =
            |path: &str| Path::parse(path, &Lists::default()).map(|p| p.in_words()).unwrap_or_default();
        assert_eq!(told("subject"), "subject");
        assert_eq!(told("obj/nmod(to|into)"), "phrase behind `to` or `into` of the object");
        assert_eq!(told("<obj[make|pay]/subject"), "subject of the word above it that is `make` or `pay`");
        assert_eq!(told("nsubj|nsubj:pass"), "subject");
    }
}

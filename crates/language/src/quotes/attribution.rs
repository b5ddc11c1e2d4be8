//! Who is said to say a quotation, by the words around it.

use super::Utterance;
use super::extent::Extent;
use crate::base::Base;
use crate::chars::is_word;
use crate::speech::{self, Content};
use demarche_core::{Deprel, SentenceId, Tree, Upos, Zone};
use std::ops::Range;

/// The words that say who speaks; tokens are counted within the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) sentence: SentenceId,
    pub(super) speaker: Range<usize>,
    pub(super) head: usize,
    pub(super) verb: Option<Range<usize>>,
    pub(super) audience: Option<Range<usize>>,
}

/// Looks for the speaker of one quotation.
pub(super) struct Attribution<'b, 'a, 't> {
    pub(super) base: &'b Base<'a>,
    pub(super) tree: &'b dyn Fn(SentenceId) -> &'t Tree,
    pub(super) extents: &'b [Extent],
    pub(super) number: usize,
}

/// How many tokens may stand between a quotation and the verb of speech behind it.
const REACH: usize = 24;
/// How many sentences back a quotation without a word of its own beside it looks for who spoke last.
const BACK: usize = 3;

/// A sentence with its tree.
struct Clause<'s, 't> {
    base: &'s Base<'s>,
    tree: &'t Tree,
    sentence: SentenceId,
    /// Tokens that stand within quotations.
    quoted: Vec<Range<usize>>,
    length: usize,
}

impl<'t> Attribution<'_, '_, 't> {
    /// The speaker that is named in the quotation's own sentences.
    pub(super) fn find(&self) -> Option<Said> {
        let extent = &self.extents[self.number];
        let end = self.clause(extent.last);
        let start = if extent.sentence == extent.last { None } else { Some(self.clause(extent.sentence)) };
        let start = start.as_ref().unwrap_or(&end);
        let inside = self.local(extent, extent.last);
        let opened = self.local(extent, extent.sentence);
        end.behind(&inside)
            .or_else(|| end.according(&inside))
            .or_else(|| start.introduced(&opened))
            .or_else(|| start.governed(&opened))
            .or_else(|| (extent.sentence != extent.last).then(|| end.governed(&inside)).flatten())
    }

    /// For a quotation that fills its sentences: who spoke last, directly or not.
    pub(super) fn carried(&self, found: &[Utterance]) -> Option<Said> {
        let extent = &self.extents[self.number];
        let alone = |sentence: SentenceId| {
            let clause = self.clause(sentence);
            (0..clause.length).all(|t| clause.is_quoted(t) || !clause.word(t).contains(is_word))
        };
        if !alone(extent.sentence) || !alone(extent.last) {
            return None;
        }
        let here = extent.sentence.0 as usize;
        let paragraph = self.base.sentences[here].paragraph;
        let before = self.base.sentences[..here].iter().rev().filter(|s| s.zone == Zone::Body).take(BACK);
        for sentence in before.filter(|s| s.paragraph + 2 >= paragraph) {
            let quotes = found.iter().rev().find(|u| self.ends_in(u, sentence.id));
            if let Some(said) = quotes.and_then(carry) {
                return Some(said);
            }
            if let Some(said) = self.clause(sentence.id).speaks() {
                return Some(said);
            }
        }
        None
    }

    fn ends_in(&self, utterance: &Utterance, sentence: SentenceId) -> bool {
        let span = self.base.sentence(sentence).span;
        span.start < utterance.span.end && utterance.span.end <= span.end
    }

    fn clause(&self, sentence: SentenceId) -> Clause<'_, 't> {
        let quoted = self.extents.iter().filter(|e| e.sentence <= sentence && sentence <= e.last);
        let quoted = quoted.map(|e| self.local(e, sentence)).collect();
        let tree = (self.tree)(sentence);
        Clause { base: self.base, tree, sentence, quoted, length: tree.words.len().min(self.base.tokens(sentence).len()) }
    }

    /// The tokens of a quotation that stand in this sentence, counted within it.
    fn local(&self, extent: &Extent, sentence: SentenceId) -> Range<usize> {
        let s = sentence.0 as usize;
        let (from, to) = (self.base.starts[s] as usize, self.base.starts[s + 1] as usize);
        let cut = |token: usize| token.clamp(from, to) - from;
        cut(extent.tokens.start)..cut(extent.tokens.end)
    }
}

/// The speaker of an earlier quotation, for the next one.
fn carry(utterance: &Utterance) -> Option<Said> {
    let (sentence, speaker) = utterance.speaker.clone()?;
    let head = utterance.head?;
    Some(Said { sentence, speaker, head, verb: utterance.verb.clone(), audience: utterance.audience.clone() })
}

impl Clause<'_, '_> {
    fn word(&self, token: usize) -> &str {
        self.base.word(self.sentence, token)
    }

    fn is_quoted(&self, token: usize) -> bool {
        self.quoted.iter().any(|q| q.contains(&token))
    }

    /// Whether the token is a verb of speech outside all quotations.
    fn verb(&self, token: usize) -> Option<Content> {
        let content = speech::verb(self.word(token))?.content;
        let verbal = self.tree.words[token].upos == Upos::Verb;
        (verbal && !self.is_quoted(token)).then_some(content)
    }

    /// `“…,” Smith said`, `“…,” said Smith`, `“…”, the ministry's statement read`.
    fn behind(&self, quote: &Range<usize>) -> Option<Said> {
        let last = self.word(quote.end.checked_sub(1)?);
        let mark = quote.end;
        let next = mark + 1;
        // "…," she said; “…”, she said: what is quoted here is not the object of a verb before it.
        let set_off = matches!(last, "," | "!" | "?" | "—" | "–" | "--" | "..." | "…" | ".") || matches!(self.word(next), "," | "—" | "–" | "--" | "-");
        let until = (next..self.length.min(next + REACH)).find(|&t| self.is_quoted(t) || self.word(t) == ";").unwrap_or(self.length.min(next + REACH));
        let verb = (next..until).find(|&t| self.verb(t) == Some(Content::Quote))?;
        let close = set_off && self.is_plain_tag(next, verb);
        if !(close || self.holds(verb, quote)) {
            return None;
        }
        // "…," he said, and Li said …: the first verb is the one; a clause of its own is not.
        if !close && (next..verb).any(|t| matches!(self.word(t), "and" | "but" | "while" | "who" | "which" | "that" | "after" | "as" | "because" | "when")) {
            return None;
        }
        self.said(verb)
    }

    /// Whether only a name or noun phrase stands between a quotation and its verb, or the verb comes at once.
    fn is_plain_tag(&self, from: usize, verb: usize) -> bool {
        let from = from + usize::from(!self.word(from).contains(is_word));
        if from == verb {
            return true;
        }
        let joins = |t: usize| matches!(self.tree.words[t].upos, Upos::Cconj | Upos::Sconj) && !self.word(t).eq_ignore_ascii_case("and");
        let begins = !matches!(self.tree.words[from].upos, Upos::Cconj | Upos::Sconj | Upos::Adp | Upos::Verb);
        let subject = self.subject(verb);
        begins && !(from..verb).any(joins) && subject.is_some_and(|s| (from..verb).contains(&s))
    }

    /// Whether the verb's clause has the quotation in it, or is set into the quotation's.
    fn holds(&self, verb: usize, quote: &Range<usize>) -> bool {
        let Some(top) = self.top(quote) else { return false };
        let below = self.tree.is_below(top, verb) && top != verb;
        let inserted = self.tree.words[verb].rel == Deprel::Parataxis && self.tree.head(verb).is_some_and(|h| self.tree.is_below(top, h) || quote.contains(&h));
        below || inserted
    }

    /// The token of a stretch whose head is outside it.
    fn top(&self, range: &Range<usize>) -> Option<usize> {
        range.clone().find(|&t| {
            let word = &self.tree.words[t];
            word.upos != Upos::Punct && self.tree.head(t).is_none_or(|h| !range.contains(&h))
        })
    }

    /// `according to a statement`, anywhere in the sentence.
    fn according(&self, quote: &Range<usize>) -> Option<Said> {
        let to = (1..self.length).find(|&t| {
            self.word(t) == "to" && self.word(t - 1).eq_ignore_ascii_case("according") && !self.is_quoted(t) && !quote.contains(&t)
        })?;
        let start = to + 1;
        let head = self.tree.head(to - 1).filter(|&h| h > to).or_else(|| {
            (start..self.length).find(|&t| matches!(self.tree.words[t].upos, Upos::Noun | Upos::Propn | Upos::Pron))
        })?;
        let end = self.phrase(head).end.max(head + 1);
        Some(Said { sentence: self.sentence, speaker: start.min(head)..end, head, verb: Some(to - 1..to + 1), audience: None })
    }

    /// `He told reporters: “…`, `he said that “…`, `Smith: “…`: words of speech directly before the quotation.
    fn introduced(&self, quote: &Range<usize>) -> Option<Said> {
        let mut at = quote.start.checked_sub(2)?;
        let colon = self.word(at) == ":";
        while at > 0 && (!self.word(at).contains(is_word) || matches!(self.word(at), "that" | "as")) && !self.is_quoted(at) {
            at -= 1;
        }
        if self.verb(at).is_some() {
            return self.said(at);
        }
        let from = at.saturating_sub(REACH);
        let verb = (from..=at).rev().take_while(|&t| !self.is_quoted(t)).find(|&t| self.verb(t) == Some(Content::Quote))?;
        // A noun phrase between verb and mark is the audience ("told reporters, “"); after a colon anything may be.
        let comma = self.word(quote.start - 2) == ",";
        if colon || (comma && !(verb + 1..at).any(|t| self.tree.words[t].upos == Upos::Verb)) { self.said(verb) } else { None }
    }

    /// The verb of speech above the quotation: the nearest, or the one above an infinitive ("said they agreed to “…”").
    fn governed(&self, quote: &Range<usize>) -> Option<Said> {
        let top = self.top(quote)?;
        let mut infinitive = false;
        let mut below = top;
        let mut second = None;
        for verb in self.tree.ancestors(top) {
            infinitive |= self.tree.words[below].rel == Deprel::Xcomp;
            if self.verb(verb).is_some() && let Some(said) = self.said(verb) {
                if !infinitive {
                    return Some(said);
                }
                infinitive = false;
                second.get_or_insert(said);
            }
            below = verb;
        }
        second
    }

    /// The main clause's speech, direct or not, with its speaker: for a quotation that follows.
    fn speaks(&self) -> Option<Said> {
        let root = (0..self.length).find(|&t| self.tree.words[t].head.is_none())?;
        let main = |t: usize| {
            t == root || (self.tree.head(t) == Some(root) && matches!(self.tree.words[t].rel, Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp))
        };
        (0..self.length).filter(|&t| main(t) && self.verb(t).is_some()).find_map(|t| self.said(t))
    }

    /// A verb with its subject and audience.
    fn said(&self, verb: usize) -> Option<Said> {
        let head = self.subject(verb)?;
        let tells = speech::verb(self.word(verb)).is_some_and(|v| v.tells);
        let audience = self.tree.children(verb).find_map(|(t, w)| {
            let named = match w.rel {
                Deprel::Obj | Deprel::Iobj => tells,
                Deprel::Obl => self.tree.children(t).any(|(c, _)| self.word(c) == "to"),
                _ => false,
            };
            (named && t > verb && !self.is_quoted(t)).then(|| self.phrase(t))
        });
        Some(Said { sentence: self.sentence, speaker: self.phrase(head), head, verb: Some(verb..verb + 1), audience })
    }

    /// The subject of a verb: its own, the main verb's for a participle or a second predicate, else the noun phrase beside it.
    fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..6 {
            if let Some(subject) = self.tree.child(at, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter]) {
                let fits = !self.is_quoted(subject) && !is_relative(self.word(subject));
                if fits {
                    return Some(subject);
                }
                if is_relative(self.word(subject)) && self.tree.words[at].rel == Deprel::AclRelcl {
                    return self.tree.head(at);
                }
                return None;
            }
            let word = &self.tree.words[at];
            let head = self.tree.head(at);
            match word.rel {
                Deprel::Conj | Deprel::Xcomp | Deprel::Advcl => at = head?,
                Deprel::Acl if head.is_some_and(|h| self.tree.words[h].upos != Upos::Verb) => return head,
                _ => break,
            }
        }
        // The parser left the tag without subject: the name or noun next to it, before or after.
        let nominal = |t: usize| {
            t < self.length && !self.is_quoted(t) && matches!(self.tree.words[t].upos, Upos::Noun | Upos::Propn | Upos::Pron)
        };
        if verb > 0 && nominal(verb - 1) {
            return Some(verb - 1);
        }
        (nominal(verb + 1) && self.tree.words[verb + 1].upos == Upos::Propn).then(|| self.topmost(verb + 1))
    }

    /// The noun phrase's head for a token of it.
    fn topmost(&self, token: usize) -> usize {
        let within = |t: usize| matches!(self.tree.words[t].rel, Deprel::Compound | Deprel::Flat | Deprel::Amod | Deprel::NmodDesc);
        let mut at = token;
        while within(at) && self.tree.head(at).is_some_and(|h| !self.is_quoted(h)) {
            at = self.tree.head(at).unwrap_or(at);
        }
        at
    }

    /// The words of a noun phrase, without clauses that hang on it and marks at its ends.
    fn phrase(&self, head: usize) -> Range<usize> {
        let loose = |t: usize| {
            let rel = self.tree.words[t].rel;
            matches!(rel, Deprel::AclRelcl | Deprel::Acl | Deprel::Punct | Deprel::Parataxis | Deprel::Cc | Deprel::Advcl | Deprel::Advmod | Deprel::Dep)
        };
        let mut range = head..head + 1;
        let mut open = vec![head];
        while let Some(top) = open.pop() {
            for (child, _) in self.tree.children(top).filter(|&(c, _)| !loose(c) && !self.is_quoted(c)) {
                let coordinated = self.tree.words[child].rel == Deprel::Conj && self.tree.words[child].upos == Upos::Verb;
                if !coordinated && !(top == head && self.tree.words[child].rel == Deprel::Cop) {
                    range = range.start.min(child)..range.end.max(child + 1);
                    open.push(child);
                }
            }
        }
        range
    }
}

fn is_relative(word: &str) -> bool {
    matches!(word, "who" | "which" | "that" | "whom")
}

//! One sentence, and whom its words say to speak a quotation in it.

use crate::base::Base;
use crate::chars::is_word;
use crate::speech::{self, Content};
use demarche_core::{Deprel, SentenceId, Tree, Upos, Xpos};
use std::ops::Range;

const SUBJECTS: [Deprel; 3] = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter];
/// How many tokens may stand between a quotation and the verb of speech behind it.
const REACH: usize = 24;
/// The words that say who speaks; tokens are counted within the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) sentence: SentenceId,
    pub(super) speaker: Range<usize>,
    pub(super) head: usize,
    pub(super) verb: Option<Range<usize>>,
    pub(super) audience: Option<Range<usize>>,
}

/// A sentence with its tree.
pub(super) struct Clause<'s, 't> {
    pub(super) base: &'s Base<'s>,
    pub(super) tree: &'t Tree,
    pub(super) sentence: SentenceId,
    /// Tokens that stand within quotations.
    pub(super) quoted: Vec<Range<usize>>,
    pub(super) length: usize,
}

impl Clause<'_, '_> {
    pub(super) fn word(&self, token: usize) -> &str {
        self.base.word(self.sentence, token)
    }

    fn is_quoted(&self, token: usize) -> bool {
        self.quoted.iter().any(|q| q.contains(&token))
    }

    /// Whether the token is a verb of speech outside all quotations.
    pub(super) fn verb(&self, token: usize) -> Option<Content> {
        let content = speech::verb(self.word(token))?.content;
        let verbal = self.tree.words[token].upos == Upos::Verb;
        (verbal && !self.is_quoted(token)).then_some(content)
    }

    /// `“…,” Smith said`, `“…,” said Smith`, `“…”, the ministry's statement read`.
    pub(super) fn behind(&self, quote: &Range<usize>) -> Option<Said> {
        let last = self.word(quote.end.checked_sub(1)?);
        let next = quote.end + 1;
        // "…," she said; “…”, she said: what is quoted here is not the object of a verb before it.
        let set_off = matches!(last, "," | "!" | "?" | "—" | "–" | "--" | "..." | "…" | ".")
            || matches!(self.word(next), "," | "—" | "–" | "--" | "-");
        let reach = self.length.min(next + REACH);
        let until = (next..reach).find(|&t| self.is_quoted(t) || self.word(t) == ";").unwrap_or(reach);
        // "…,” sighs one diplomat": directly behind the comma a noun is no noun, whatever the tagger thinks.
        let at_once = next + usize::from(!self.word(next).contains(is_word));
        // So is the last word of what stands beside the quotation: "…,” the ministry's statement read.
        let last =
            |t: usize| self.tree.words[t].rel == Deprel::Parataxis && !self.word(t + 1).contains(is_word);
        let tagged = |t: usize| {
            set_off && t < self.length && speech::is_verb(self.word(t)) && (t == at_once || last(t))
        };
        // "…,” he recounted.": whatever she or he does there is a way to speak.
        let pronoun = |t: usize| matches!(self.word(t), "he" | "she" | "He" | "She");
        let voiced = |t: usize| {
            let finite = matches!(self.tree.words[t].xpos, Xpos::Vbd | Xpos::Vbz);
            set_off && t == at_once + 1 && pronoun(at_once) && finite && !self.word(t + 1).contains(is_word)
        };
        let verb = (next..until).find(|&t| {
            tagged(t) || voiced(t) || matches!(self.verb(t), Some(Content::Quote | Content::Cite))
        })?;
        // "“…,” an aide quoted her as saying": she speaks, not the aide.
        if self.verb(verb) == Some(Content::Cite)
            && let Some(said) = self.said(verb)
        {
            return Some(said);
        }
        if set_off && let Some(speaker) = self.tag(next, verb) {
            return Some(self.saying(verb, speaker));
        }
        // A clause of its own is no tag: "“…” and Li said …".
        let clause = |t: usize| {
            matches!(self.tree.words[t].upos, Upos::Cconj | Upos::Sconj) || is_relative(self.word(t))
        };
        if !self.holds(verb, quote) || (next..verb).any(clause) {
            return None;
        }
        self.said(verb)
    }

    /// `Smith told them it was “ready to …”, the agency reported`: whose words a clause tells that begins before them, not who reports it.
    pub(super) fn reported(&self, quote: &Range<usize>) -> Option<Said> {
        let inside = self.word(quote.start).starts_with(char::is_lowercase)
            && quote.start.checked_sub(2).is_some_and(|t| self.word(t).contains(is_word));
        let said = self.governed(quote).filter(|_| inside)?;
        let clause = |v: usize| {
            v < quote.start
                && self.verb(v) == Some(Content::Quote)
                && (v..quote.start).any(|t| self.word(t) == "that")
        };
        said.verb.clone().is_some_and(|v| clause(v.start)).then_some(said)
    }

    /// The speaker of a tag behind a quotation: a noun phrase before the verb ("Smith said"), or after one that comes at
    /// once ("said Smith"). Parsers often hang the quotation's words on the verb, so the order of words goes first.
    fn tag(&self, from: usize, verb: usize) -> Option<usize> {
        let from = from + usize::from(!self.word(from).contains(is_word));
        let nominal = |t: usize| matches!(self.tree.words[t].upos, Upos::Noun | Upos::Propn | Upos::Pron);
        if from == verb {
            let starts = |t: usize| t > verb && self.tree.extent(t).start == verb + 1;
            let beside = self
                .tree
                .children(verb)
                .map(|(t, _)| t)
                .find(|&t| starts(t) && nominal(t) && !self.is_quoted(t));
            let noun = (verb + 1..self.length)
                .take_while(|&t| self.is_inside_phrase(t))
                .filter(|&t| nominal(t))
                .last();
            return beside.or(noun);
        }
        let subject = self.subject(verb).filter(|s| (from..verb).contains(s));
        let begins =
            !matches!(self.tree.words[from].upos, Upos::Cconj | Upos::Sconj | Upos::Adp | Upos::Verb);
        let joins = |t: usize| {
            matches!(self.tree.words[t].upos, Upos::Cconj | Upos::Sconj)
                && !self.word(t).eq_ignore_ascii_case("and")
        };
        if begins && subject.is_some() && !(from..verb).any(joins) {
            return subject;
        }
        // "…,” the spokesman, Ivan Smith, clarified".
        let name = |t: usize| self.tree.words[t].upos == Upos::Propn;
        let aside =
            |t: usize| self.word(t) == "," && t > from && (name(t + 1) || t + 1 == verb && name(t - 1));
        let plain = (from..verb).all(|t| self.is_inside_phrase(t) || aside(t));
        (from..verb).rev().find(|&t| plain && nominal(t))
    }

    /// Whether a token can stand inside a simple noun phrase.
    fn is_inside_phrase(&self, token: usize) -> bool {
        let word = &self.tree.words[token];
        let of = matches!(self.word(token), "of" | "for" | "Under" | "'s" | "’s" | "-" | "'" | "’");
        of || matches!(word.upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            && !is_relative(self.word(token))
    }

    /// Whether the verb's clause has the quotation in it, or is set into the quotation's.
    fn holds(&self, verb: usize, quote: &Range<usize>) -> bool {
        let Some(top) = self.top(quote) else { return false };
        let below = self.tree.is_below(top, verb) && top != verb;
        let inserted = self.tree.words[verb].rel == Deprel::Parataxis
            && self.tree.head(verb).is_some_and(|h| self.tree.is_below(top, h) || quote.contains(&h));
        below || inserted
    }

    /// The token of a stretch whose head is outside it.
    fn top(&self, range: &Range<usize>) -> Option<usize> {
        range.clone().find(|&t| {
            let word = &self.tree.words[t];
            word.upos != Upos::Punct && self.tree.head(t).is_none_or(|h| !range.contains(&h))
        })
    }

    /// `according to a statement`, `in the words of an aide`, anywhere in the sentence.
    pub(super) fn according(&self, quote: &Range<usize>) -> Option<Said> {
        let phrases: [&[&str]; 2] = [&["according", "to"], &["in", "the", "words", "of"]];
        let (from, start) = (0..self.length).find_map(|t| {
            let fits =
                |p: &&&[&str]| p.iter().enumerate().all(|(i, w)| self.word(t + i).eq_ignore_ascii_case(w));
            let phrase = phrases.iter().find(fits)?;
            (!self.is_quoted(t) && !quote.contains(&t)).then_some((t, t + phrase.len()))
        })?;
        let nominal = |t: usize| matches!(self.tree.words[t].upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let above =
            self.tree.head(from).or_else(|| self.tree.head(start - 1)).filter(|&h| h >= start && nominal(h));
        let head = above.or_else(|| {
            (start..self.length).take_while(|&t| self.is_inside_phrase(t)).filter(|&t| nominal(t)).last()
        })?;
        let end = self.phrase(head).end.max(head + 1);
        Some(Said {
            sentence: self.sentence,
            speaker: start.min(head)..end,
            head,
            verb: Some(from..start),
            audience: None,
        })
    }

    /// `He told reporters: “…`, `he said that “…`, `Smith: “…`: words of speech directly before the quotation.
    pub(super) fn introduced(&self, quote: &Range<usize>) -> Option<Said> {
        let mut at = quote.start.checked_sub(2)?;
        let colon = self.word(at) == ":";
        while at > 0
            && (!self.word(at).contains(is_word) || matches!(self.word(at), "that" | "as"))
            && !self.is_quoted(at)
        {
            at -= 1;
        }
        if self.verb(at).is_some() {
            return self.said(at);
        }
        let from = at.saturating_sub(REACH);
        let verb = (from..=at)
            .rev()
            .take_while(|&t| !self.is_quoted(t))
            .find(|&t| self.verb(t) == Some(Content::Quote));
        if colon {
            let unsaid = || if verb.is_none() { self.issued(at).or_else(|| self.led_up_to()) } else { None };
            if let Some(said) = self.labelled(at, quote).or_else(unsaid) {
                return Some(said);
            }
        }
        let verb = verb?;
        // A noun phrase between verb and mark is the audience ("told reporters, “"); after a colon anything may be.
        let comma = self.word(quote.start - 2) == ",";
        if colon || (comma && !(verb + 1..at).any(|t| self.tree.words[t].upos == Upos::Verb)) {
            self.said(verb)
        } else {
            None
        }
    }

    /// `Sen. Smith: “…”`: a name alone on the way to the colon.
    fn labelled(&self, last: usize, quote: &Range<usize>) -> Option<Said> {
        const LONGEST: usize = 6;
        let from = (0..=last).find(|&t| self.word(t).contains(is_word))?;
        let named = |t: usize| self.word(t).starts_with(char::is_uppercase);
        let words = || quote.clone().map(|t| self.word(t)).filter(|w| w.starts_with(char::is_alphabetic));
        // A headline under the name of its paper is nobody's speech.
        let headline = words().filter(|w| w.starts_with(char::is_lowercase)).count() * 2 < words().count();
        let label =
            last + 1 - from <= LONGEST && (from..=last).all(named) && !self.is_quoted(last) && !headline;
        label.then(|| Said {
            sentence: self.sentence,
            speaker: from..last + 1,
            head: last,
            verb: None,
            audience: None,
        })
    }

    /// `The chancellor was blunt: “…”`: a sentence about somebody by name or pronoun that a quotation ends.
    fn led_up_to(&self) -> Option<Said> {
        let root = (0..self.length).find(|&t| self.tree.words[t].head.is_none() && !self.is_quoted(t))?;
        let person = |t: usize| {
            let pronoun = matches!(self.word(t), "He" | "She" | "he" | "she");
            let named = |t: usize| self.tree.words[t].upos == Upos::Propn;
            // "His colleague Smith was milder".
            let titled = || {
                let mut names = self.tree.children(t);
                names.any(|(n, w)| n == t + 1 && matches!(w.rel, Deprel::Flat | Deprel::Appos) && named(n))
            };
            pronoun || named(t) || titled()
        };
        let subject = self.tree.children(root).find(|&(t, w)| SUBJECTS.contains(&w.rel) && person(t));
        subject.map(|(t, _)| self.saying(root, t))
    }

    /// `The minister issued the following statement: “…”`: whoever issues it.
    fn issued(&self, last: usize) -> Option<Said> {
        let document = (0..=last).rev().find(|&t| speech::is_document(self.word(t)) && !self.is_quoted(t))?;
        let verb = self.tree.head(document).filter(|&h| self.tree.words[h].upos == Upos::Verb)?;
        let object = self.tree.words[document].rel == Deprel::Obj;
        let subject = self.tree.children(verb).find(|(_, w)| w.rel == Deprel::Nsubj).map(|(t, _)| t);
        subject.filter(|_| object).map(|subject| self.saying(verb, subject))
    }

    /// The verb of speech above the quotation: the nearest, or the one above an infinitive ("said they agreed to “…”").
    pub(super) fn governed(&self, quote: &Range<usize>) -> Option<Said> {
        let top = self.top(quote)?;
        let mut infinitive = false;
        let mut below = top;
        let mut second = None;
        for verb in self.tree.ancestors(top) {
            // "agreed to “…”", "a wish to continue “…”": rather who reports it, if anybody does. A clause of its own is reported as it is.
            infinitive &= self.tree.words[below].rel != Deprel::Ccomp;
            infinitive |= self.tree.words[below].rel == Deprel::Xcomp || self.is_infinitive(verb);
            if self.verb(verb).is_some()
                && let Some(said) = self.said(verb)
            {
                if !infinitive && self.verb(verb) != Some(Content::Mind) {
                    return Some(said);
                }
                infinitive = false;
                second.get_or_insert(said);
            }
            below = verb;
        }
        second.or_else(|| self.inserted(top, quote))
    }

    /// "Nobody, she added, was “…”": a verb of speech set into the clause that has the quotation in it.
    fn inserted(&self, top: usize, quote: &Range<usize>) -> Option<Said> {
        let above = std::iter::once(top).chain(self.tree.ancestors(top));
        let set_in = above.flat_map(|t| self.tree.children(t)).filter(|(t, w)| {
            w.rel == Deprel::Parataxis && *t < quote.start && self.verb(*t) == Some(Content::Quote)
        });
        set_in.filter_map(|(t, _)| self.said(t)).next()
    }

    fn is_infinitive(&self, verb: usize) -> bool {
        self.tree
            .children(verb)
            .any(|(t, w)| w.rel == Deprel::Mark && self.word(t).eq_ignore_ascii_case("to"))
    }

    /// The main clause's speech, direct or not, with its speaker: for a quotation that follows.
    pub(super) fn speaks(&self) -> Option<Said> {
        let root = (0..self.length).find(|&t| self.tree.words[t].head.is_none())?;
        let main = |t: usize| {
            t == root
                || (self.tree.head(t) == Some(root)
                    && matches!(self.tree.words[t].rel, Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp))
        };
        (0..self.length).filter(|&t| main(t) && self.verb(t).is_some()).find_map(|t| self.said(t))
    }

    /// A verb with its subject and audience; what is announced does not speak, but whoever announces it.
    fn said(&self, verb: usize) -> Option<Said> {
        let announced = self.tree.child(verb, &[Deprel::NsubjPass]).filter(|_| !self.cites(verb));
        let subject = match announced {
            Some(_) => self.tree.child(verb, &[Deprel::OblAgent]).or_else(|| self.subject(verb)),
            None => self.subject(verb),
        };
        Some(self.saying(verb, subject?))
    }

    /// Whether the object of a verb is the one who speaks: "quoted her".
    fn cites(&self, verb: usize) -> bool {
        speech::verb(self.word(verb)).is_some_and(|v| v.content == Content::Cite)
    }

    /// A verb with this speaker, and its audience.
    fn saying(&self, verb: usize, head: usize) -> Said {
        let tells = speech::verb(self.word(verb)).is_some_and(|v| v.tells);
        let audience = self.tree.children(verb).find_map(|(t, w)| {
            let named = match w.rel {
                Deprel::Obj | Deprel::Iobj => tells,
                Deprel::Obl => self.tree.children(t).any(|(c, _)| self.word(c) == "to"),
                _ => false,
            };
            (named && t > verb && !self.is_quoted(t)).then(|| self.phrase(t))
        });
        let mut speaker = self.phrase(head);
        // Whose statement it is stands before it, whatever the parser hangs it on.
        while speech::is_document(self.word(head))
            && speaker.start > 0
            && self.is_inside_phrase(speaker.start - 1)
            && !self.is_quoted(speaker.start - 1)
        {
            speaker.start -= 1;
        }
        Said { sentence: self.sentence, speaker, head, verb: Some(verb..verb + 1), audience }
    }

    /// The subject of a verb: its own, the main verb's for a participle or a second predicate, else the noun phrase beside it.
    fn subject(&self, verb: usize) -> Option<usize> {
        if self.cites(verb)
            && let Some((object, _)) =
                self.tree.children(verb).find(|(t, w)| w.rel == Deprel::Obj && !self.is_quoted(*t))
        {
            return Some(object);
        }
        // "Nobody, the minister added, was …": the phrase between comma and verb.
        let set_in =
            (verb.saturating_sub(REACH)..verb).rev().take_while(|&t| self.is_inside_phrase(t)).last();
        if let Some(from) = set_in.filter(|&from| from > 1 && self.word(from - 1) == ",")
            && self.word(verb + 1) == ","
            && let Some(subject) =
                (from..verb).rev().find(|&t| matches!(self.tree.words[t].upos, Upos::Propn | Upos::Pron))
        {
            return Some(subject);
        }
        let mut at = self.main_verb(verb).unwrap_or(verb);
        for _ in 0..6 {
            let mut subjects =
                self.tree.children(at).filter(|&(t, w)| SUBJECTS.contains(&w.rel) && !self.is_quoted(t));
            if let Some((subject, _)) = subjects.next() {
                let relative = is_relative(self.word(subject)) && self.tree.words[at].rel == Deprel::AclRelcl;
                return if relative {
                    self.tree.head(at).map(|noun| self.issuer(noun))
                } else {
                    Some(subject)
                };
            }
            let word = &self.tree.words[at];
            let head = self.tree.head(at);
            match word.rel {
                // "Quoted Smith as saying": Smith.
                Deprel::Xcomp | Deprel::Advcl if self.cites(head?) => return self.subject(head?),
                Deprel::Conj | Deprel::Xcomp | Deprel::Advcl => at = head?,
                // "…, citing “…”" speaks of the sentence's subject, even if the parser hangs it on the noun before the comma.
                Deprel::Acl if at > 0 && self.word(at - 1) == "," => {
                    at = self.tree.ancestors(at).find(|&a| self.tree.words[a].upos == Upos::Verb)?;
                }
                Deprel::Acl if head.is_some_and(|h| self.tree.words[h].upos != Upos::Verb) => return head,
                _ => break,
            }
        }
        // The parser left the verb without subject: the name or noun before it, or the first subject of the sentence.
        let before = verb.checked_sub(1)?;
        let nominal = matches!(self.tree.words[before].upos, Upos::Noun | Upos::Propn | Upos::Pron);
        if nominal && !self.is_quoted(before) {
            return Some(before);
        }
        let root = self.tree.words[verb].head.is_none();
        let mut subjects = (0..before).filter(|&t| root && SUBJECTS.contains(&self.tree.words[t].rel));
        subjects.next().filter(|&t| !self.is_quoted(t))
    }

    /// The verb whose subject a verb without one shares, where the parser hangs it too low: the sentence's own for a participle behind
    /// a comma ("…, saying “…”"), a past tense above for one that is joined to none ("asked that it be moved and accused …").
    fn main_verb(&self, verb: usize) -> Option<usize> {
        let past = |t: usize| self.tree.words[t].xpos == Xpos::Vbd;
        let own = self.tree.children(verb).any(|(_, w)| SUBJECTS.contains(&w.rel));
        let word = &self.tree.words[verb];
        let head = self.tree.head(verb).filter(|_| !own)?;
        let participle =
            word.xpos == Xpos::Vbg && verb > 0 && self.word(verb - 1) == "," && word.rel == Deprel::Advcl;
        let joined = past(verb) && word.rel == Deprel::Conj && !past(head);
        let mut above = self.tree.ancestors(verb).filter(|&t| past(t) && !self.is_quoted(t));
        let reports = |t: &usize| self.tree.children(*t).any(|(s, w)| SUBJECTS.contains(&w.rel) && s < *t);
        match (participle, joined) {
            (true, _) => above.filter(reports).last(),
            (_, true) => above.find(|t| reports(t)),
            _ => None,
        }
    }

    /// Who is behind a noun: whoever says something in that document, if it is one of nobody's ("said in a statement, which …").
    fn issuer(&self, noun: usize) -> usize {
        let owned = self
            .tree
            .children(noun)
            .any(|(_, w)| matches!(w.rel, Deprel::NmodPoss | Deprel::Nmod | Deprel::Compound | Deprel::Amod));
        let mut above = self.tree.ancestors(noun).filter(|&t| self.verb(t).is_some());
        let verb = above.next().filter(|_| speech::is_document(self.word(noun)) && !owned);
        verb.and_then(|verb| self.subject(verb)).unwrap_or(noun)
    }

    /// The words of a noun phrase, without clauses that hang on it and marks at its ends.
    fn phrase(&self, head: usize) -> Range<usize> {
        let loose = |t: usize| {
            let rel = self.tree.words[t].rel;
            matches!(
                rel,
                Deprel::AclRelcl
                    | Deprel::Acl
                    | Deprel::Punct
                    | Deprel::Parataxis
                    | Deprel::Cc
                    | Deprel::Advcl
                    | Deprel::Advmod
                    | Deprel::Dep
            )
        };
        let mut range = head..head + 1;
        let mut open = vec![head];
        while let Some(top) = open.pop() {
            for (child, _) in self.tree.children(top).filter(|&(c, _)| !loose(c) && !self.is_quoted(c)) {
                let word = &self.tree.words[child];
                let predicate =
                    word.rel == Deprel::Cop || (word.rel == Deprel::Conj && word.upos == Upos::Verb);
                if !predicate {
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

//! Who stands next to a word, read from the order of the mentions: what remains when a tree is wrong.
//!
//! A small parser errs most in long sentences, where a verb's subject or a phrase with "with" hangs on the wrong word. Between
//! a verb and those who take part stand few words, though, and of few kinds: auxiliaries, adverbs, dates, places, "who". So a
//! frame may ask for the mentions to the `left` or `right` of a word as its last resort.

use crate::linear::POSSESSIVE;
use crate::view::View;
use demarche_core::{Deprel, EntityKind, Mention, MentionForm, Sense, Upos, Xpos};

/// More words than this between two that belong together are another clause.
const REACH: usize = 14;

/// Prepositions of phrases that tell where, when or how something takes place.
const SETTINGS: &[&str] = &["at", "in", "during", "inside", "aboard", "by", "via", "over", "after", "before"];

impl<'r> View<'r> {
    /// The heads of the mentions that end before a word, left to right; several if they are coordinated.
    pub(crate) fn mentions_left(&self, token: usize) -> Vec<usize> {
        let mut at = token;
        while token - at < REACH {
            if let Some(found) = self.actor_ending(at) {
                return if self.is_origin(found.head) { Vec::new() } else { self.chain_left(found) };
            }
            match at.checked_sub(1) {
                Some(previous) if self.is_passable(previous) => at = previous,
                _ => break,
            }
        }
        Vec::new()
    }

    /// The head of the mention that owns a noun, by "'s" and nothing but adjectives and numbers between: "the *minister*'s own
    /// three-day visit".
    pub(crate) fn owner_left(&self, token: usize) -> Vec<usize> {
        let qualifies = |i: &usize| {
            let w = self.word(*i);
            matches!(w.upos, Upos::Adj | Upos::Num | Upos::Adv)
                || matches!(w.xpos, Xpos::Vbn | Xpos::Hyph)
                || self.text(*i) == "-"
                || self.text(i.saturating_sub(1)) == "-"
        };
        let between = (0..token).rev().take(REACH).take_while(qualifies).count();
        let Some(ending) = (token - between).checked_sub(1).filter(|&i| POSSESSIVE.contains(&self.text(i)))
        else {
            return Vec::new();
        };
        let owner = self.actor_ending(ending).or_else(|| self.actor_ending(ending + 1));
        owner.map(|m| self.chain_left(m)).unwrap_or_default()
    }

    /// The head of the mention of an actor that a word is part of without being its head: "the *visiting* premier".
    pub(crate) fn mention_around(&self, token: usize) -> Vec<usize> {
        let holds =
            |m: &&Mention| m.tokens.contains(&token) && m.head > token && m.form != MentionForm::Modifier;
        self.reading.mentions(self.sentence).iter().find(holds).map(|m| m.head).into_iter().collect()
    }

    /// The heads of the mentions that begin after a word, or after the first of these prepositions that follows it.
    pub(crate) fn mentions_right(&self, token: usize, prepositions: &[String]) -> Vec<usize> {
        let is_preposition = |i: usize| prepositions.iter().any(|p| p.eq_ignore_ascii_case(self.text(i)));
        let mut at = token + 1;
        if !prepositions.is_empty() {
            let stop = self.tree.words.len().min(token + REACH);
            let mut setting = false;
            while at < stop && !is_preposition(at) && (self.is_passable(at) || setting && self.is_nominal(at))
            {
                // "a meeting on Friday at the Summer Palace with": whatever the parser makes of where, when and over what.
                setting = match self.word(at).upos {
                    Upos::Adp => SETTINGS.iter().any(|s| s.eq_ignore_ascii_case(self.text(at))),
                    _ => setting && self.text(at) != ",",
                };
                at += 1;
            }
            if at >= stop || !is_preposition(at) {
                return Vec::new();
            }
            at += 1;
        }
        self.actor_starting(at).map(|found| self.chain_right(found)).unwrap_or_default()
    }

    /// The heads of the places that follow a word behind one of these prepositions, before the next clause; or at once, if
    /// there are none: "attend the summit *in* Kazan next month", "departs Thursday *for* Quito and Lima".
    pub(crate) fn places_toward(&self, token: usize, prepositions: &[String]) -> Vec<usize> {
        let mut at = token + 1;
        let stop = self.tree.words.len().min(token + REACH);
        if prepositions.is_empty() {
            let start = if at < stop && self.word(at).upos == Upos::Det { at + 1 } else { at };
            return self.place_starting(start).map(|p| self.chain_of_places(p)).unwrap_or_default();
        }
        while at < stop && self.is_open(at) {
            if prepositions.iter().any(|p| p.eq_ignore_ascii_case(self.text(at))) {
                let start =
                    if at + 1 < stop && self.word(at + 1).upos == Upos::Det { at + 2 } else { at + 1 };
                if let Some(place) = self.place_starting(start) {
                    return self.chain_of_places(place);
                }
            }
            at += 1;
        }
        Vec::new()
    }

    /// Whether the clause goes on at a word: no verb, no relative pronoun, no stop; commas only around a date.
    fn is_open(&self, token: usize) -> bool {
        let dated = |i: usize| self.reading.times(self.sentence).iter().any(|t| t.tokens.contains(&i));
        let place = |i: usize| self.place_starting(i).is_some();
        match self.word(token).upos {
            // A small tagger may take a name for a verb.
            Upos::Verb | Upos::Aux => place(token),
            Upos::Punct => match self.text(token) {
                "," => dated(token.saturating_sub(1)) || dated(token + 1),
                "-" | "(" | ")" => true,
                _ => false,
            },
            Upos::Sconj => self.is(token, &["to", "for"]),
            _ => !matches!(self.word(token).xpos, Xpos::Wp | Xpos::Wdt | Xpos::Wrb),
        }
    }

    /// The place, country or capital whose name begins at a token; not one that owns what follows ("Peru's border").
    fn place_starting(&self, start: usize) -> Option<&'r Mention> {
        let somewhere = |m: &&Mention| {
            m.form == MentionForm::Name
                && m.tokens.start == start
                && m.entities.first().is_some_and(|&e| {
                    let kind = self.reading.entity(e).kind;
                    matches!(kind, EntityKind::Place | EntityKind::Country | EntityKind::Government)
                })
        };
        self.named().filter(somewhere).max_by_key(|m| m.tokens.len()).filter(|m| !self.owns(m))
    }

    /// Whether a mention is a possessor: "'s" follows.
    fn owns(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        end < self.tree.words.len() && POSSESSIVE.contains(&self.text(end))
    }

    /// A word, with the places of the way on from there, which parsers seldom coordinate: "leaves for *Oslo*, then *Riga*", "was in *Oslo*
    /// on Monday and in *Riga* on Tuesday".
    pub(crate) fn places_on(&self, token: usize) -> Vec<usize> {
        let goes_on = |m: &&Mention| {
            let behind = m.tokens.end..(m.tokens.end + 4).min(self.tree.words.len());
            let then = behind.clone().any(|i| self.is(i, &["then", "there", "thence", "onward"]));
            (then || self.is_stage(m)) && self.place_starting(m.tokens.start).is_some()
        };
        let first = self.mention(token).filter(|m| m.head == token).filter(goes_on);
        first.map_or_else(|| vec![token], |m| self.chain_of_places(m))
    }

    /// Whether a place has its day, and so has the one that is joined to it.
    fn is_stage(&self, place: &Mention) -> bool {
        let day = |at: usize| {
            let start = if self.is(at, &["on"]) { at + 1 } else { at };
            let times = self.reading.times(self.sentence).iter();
            times.filter(|t| t.tokens.contains(&start)).map(|t| t.tokens.end).max()
        };
        let next = |at: usize| {
            let join = (at..at + 2).take_while(|&i| matches!(self.text(i), "," | "and")).count();
            let start =
                if self.is(at + join, &["in", "to", "for", "at"]) { at + join + 1 } else { at + join };
            self.place_starting(start).filter(|_| join > 0)
        };
        let count = self.tree.words.len();
        let at = |at: Option<usize>| at.filter(|&at| at + 2 < count);
        let then = at(Some(place.tokens.end)).and_then(day);
        at(then).and_then(next).is_some_and(|m| at(Some(m.tokens.end - 1)).and_then(|i| day(i + 1)).is_some())
    }

    /// With those after it in "to A on Monday, B and then to C".
    fn chain_of_places(&self, first: &Mention) -> Vec<usize> {
        const JOINS: &[&str] = &[
            ",", "and", "then", "from", "there", "thence", "onward", "to", "on", "in", "for", "as", "well",
            "both",
        ];
        let dated = |i: usize| self.reading.times(self.sentence).iter().any(|t| t.tokens.contains(&i));
        let passes = |i: &usize| {
            *i < self.tree.words.len()
                && (dated(*i)
                    || JOINS.iter().any(|j| j.eq_ignore_ascii_case(self.text(*i)))
                    || self.is(*i, &["on"]) && dated(*i + 1))
        };
        let mut heads = vec![first.head];
        let mut end = first.tokens.end;
        loop {
            let passed = (end..).take_while(passes).count();
            let next = (passed > 0).then(|| self.place_starting(end + passed)).flatten();
            let Some(next) = next else { return heads };
            // "in Quito and Peru said": the next one begins a clause.
            let after = next.tokens.end;
            if self.tree.words.get(after).is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Aux)) {
                return heads;
            }
            heads.push(next.head);
            end = after;
        }
    }

    /// Words that may stand between a verb and those who take part.
    fn is_passable(&self, token: usize) -> bool {
        let within = |tokens: &std::ops::Range<usize>| tokens.contains(&token);
        matches!(
            self.word(token).upos,
            Upos::Adv | Upos::Aux | Upos::Part | Upos::Adp | Upos::Det | Upos::Num
        ) || matches!(self.word(token).xpos, Xpos::Wp | Xpos::Wdt)
            || matches!(self.text(token), "," | "(" | ")")
            || self.reading.times(self.sentence).iter().any(|t| within(&t.tokens))
            || self.named().any(|m| m.sense == Sense::Place && within(&m.tokens))
    }

    fn named(&self) -> impl Iterator<Item = &'r Mention> + use<'r> {
        self.reading.mentions(self.sentence).iter().filter(|m| m.form != MentionForm::Modifier)
    }

    /// "Guests from Peru and Chad": where people come from who act for nobody.
    fn is_origin(&self, name: usize) -> bool {
        let first = self.first_conjunct(name);
        let of = self.tree.head(first).filter(|_| self.word(first).rel == Deprel::Nmod);
        let nobody = |&noun: &usize| {
            self.word(noun).upos == Upos::Noun && self.mention(noun).is_none() && !self.is_official(noun)
        };
        self.has_case(first, &["from"]) && of.filter(nobody).is_some()
    }

    /// The widest mention of an actor that ends at a boundary between tokens.
    fn actor_ending(&self, end: usize) -> Option<&'r Mention> {
        let ending = self.named().filter(|m| m.sense == Sense::Actor && m.tokens.end == end);
        ending.max_by_key(|m| m.tokens.len())
    }

    /// The widest mention of an actor that begins at a token, or after articles, adjectives and nationalities there.
    fn actor_starting(&self, start: usize) -> Option<&'r Mention> {
        let modifies = |i: usize| {
            let mentions = self.reading.mentions(self.sentence);
            mentions.iter().any(|m| m.form == MentionForm::Modifier && m.tokens.contains(&i))
        };
        let passable = |i: &usize| {
            self.tree.words.get(*i).is_some_and(|w| matches!(w.upos, Upos::Det | Upos::Adj | Upos::Num))
                || modifies(*i)
        };
        let skipped = (start..start + 3).take_while(passable).count();
        (start..=start + skipped).find_map(|at| {
            let starting = self.named().filter(|m| m.sense == Sense::Actor && m.tokens.start == at);
            // "welcomed Malta's pledge": whoever owns what follows is not next to the word.
            starting.max_by_key(|m| m.tokens.len()).filter(|m| !self.owns(m))
        })
    }

    /// With the one before it in "A and B".
    fn chain_left(&self, last: &Mention) -> Vec<usize> {
        let mut heads = vec![last.head];
        let mut start = last.tokens.start;
        while let Some(previous) = self.before_and(start).and_then(|end| self.actor_ending(end)) {
            heads.push(previous.head);
            start = previous.tokens.start;
        }
        heads.reverse();
        heads
    }

    /// With those after it in "A, B and C"; one that a verb follows begins a clause of its own.
    fn chain_right(&self, first: &Mention) -> Vec<usize> {
        let is_verb =
            |i: usize| self.tree.words.get(i).is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Aux));
        let mut heads = vec![first.head];
        let mut end = first.tokens.end;
        while let Some(next) = self.after_and(end).and_then(|start| self.actor_starting(start)) {
            if is_verb(next.tokens.end) {
                break;
            }
            heads.push(next.head);
            end = next.tokens.end;
        }
        heads
    }

    /// Past "and" to the left; a lone comma may set off anything.
    fn before_and(&self, start: usize) -> Option<usize> {
        let and = start.checked_sub(1).filter(|&i| self.text(i).eq_ignore_ascii_case("and"))?;
        Some(if and > 0 && self.text(and - 1) == "," { and - 1 } else { and })
    }

    /// Past a comma, "and", "and with", "as well as", "including" to the right.
    fn after_and(&self, end: usize) -> Option<usize> {
        const JOINS: &[&str] = &[",", "and", "with", "as", "well", "including"];
        let joins = |i: &usize| {
            *i < self.tree.words.len() && JOINS.iter().any(|j| j.eq_ignore_ascii_case(self.text(*i)))
        };
        let passed = (end..).take_while(joins).count();
        (passed > 0).then_some(end + passed)
    }
}

//! Who says what: sources of direct and indirect speech, nested.
//!
//! News attributes in few ways: "X said (that) …", "…, X said in a statement", "…, adding that …", "according to X", and
//! quotation marks. Each is recognised by its words and gives a stretch of the sentence; the tree narrows the stretch of
//! "X said …" to the clause that hangs on the verb, where it knows one. The sources of a token are those whose stretch
//! covers it, the widest first.

use crate::mentions::is_saying;
use crate::reader::ArticleReading;
use demarche_core::{Deprel, Mention, MentionForm, Reading, Sense, SentenceId, Source, Span, Tree};
use std::ops::Range;

/// An attribution within one sentence.
#[derive(Debug, Clone)]
struct Attribution {
    source: Source,
    /// The tokens whose content it covers.
    scope: Range<usize>,
}

/// Who says the clause around this token, outermost first.
pub fn of(reading: &ArticleReading<'_>, sentence: SentenceId, token: usize) -> Vec<Source> {
    let mut found = attributions(reading, sentence);
    found.retain(|a| a.scope.contains(&token));
    found.sort_by_key(|a| (std::cmp::Reverse(a.scope.len()), a.scope.start));
    let mut sources: Vec<Source> = Vec::new();
    for attribution in found {
        if sources
            .last()
            .is_none_or(|last| last.entities != attribution.source.entities || last.entities.is_empty())
        {
            sources.push(attribution.source);
        }
    }
    // Words between quotation marks are their speaker's, even where the sentence does not say so again.
    let span = reading.span_of(sentence, token..token + 1);
    let spoken = |q: &&demarche_core::Quote| q.span.contains(span) && !q.speakers.is_empty();
    if let Some(quote) = reading.quotes().iter().find(spoken) {
        let said = quote.speaker.unwrap_or(quote.span);
        let source =
            Source { entities: quote.speakers.clone(), span: quote.verb.map_or(said, |v| said.cover(v)) };
        if !sources.iter().any(|s| s.entities == source.entities || s.span.overlaps(source.span)) {
            sources.push(source);
        }
    }
    // Whoever has the turn in a dialogue says all of it; an announced statement, which no label opens, goes on until somebody else
    // is cited or its author is spoken of by name.
    let named = |m: &Mention| m.form == MentionForm::Name && m.sense == Sense::Actor;
    let spoken_of = |voice: &Source| {
        reading.mentions(sentence).iter().filter(|m| named(m)).any(|m| m.entities == voice.entities)
    };
    let lasts = |voice: &&Source| !voice.span.is_empty() || sources.is_empty() && !spoken_of(voice);
    if let Some(voice) = reading.voice(sentence).filter(|v| !v.entities.is_empty()).filter(lasts)
        && !sources.iter().any(|s| s.entities == voice.entities)
    {
        sources.insert(0, voice.clone());
    }
    sources
}

/// All attributions of a sentence.
fn attributions(reading: &ArticleReading<'_>, sentence: SentenceId) -> Vec<Attribution> {
    let words = Words { reading, sentence, length: reading.tokens(sentence).len() };
    let mut found: Vec<Attribution> = Vec::new();
    let mentions: Vec<&Mention> = reading
        .mentions(sentence)
        .iter()
        .filter(|m| m.form != MentionForm::Modifier && m.sense == Sense::Actor)
        .collect();
    let tree = reading.tree(sentence);
    let mut end = words.length;
    // From the back, so that ", X said" at the end bounds what comes before it.
    for verb in (0..words.length).rev() {
        let word = words.lower(verb);
        if word == "to" && verb > 0 && words.lower(verb - 1) == "according" {
            found.extend(according(&words, &mentions, verb, end));
            continue;
        }
        if !is_saying(&word) || word == "according" {
            continue;
        }
        let Some(mention) = speaker(&words, &mentions, tree, verb) else { continue };
        let source = source(&words, &mentions, mention, verb);
        let start = (0..4).fold(mention.tokens.start, |at, _| words.phrase_before(at).unwrap_or(at));
        let closing = start.checked_sub(1).filter(|&c| words.is_closing(c) && c > 2);
        let inverted = mention.tokens.start > verb;
        if inverted {
            if let Some(comma) = verb.checked_sub(1).filter(|&c| words.is_closing(c)) {
                found.push(Attribution { source, scope: 0..comma });
                end = comma;
            }
            continue;
        }
        let content = content(&words, &mentions, tree, verb, end);
        // ", X said." names who says what went before; ", X said that …" may open a new clause after a list or adverb.
        if let Some(comma) = closing.filter(|_| content.is_none()) {
            found.push(Attribution { source, scope: clause_start(&words, comma)..comma });
            end = comma;
        } else if let Some(scope) = content {
            found.push(Attribution { source, scope });
        }
    }
    found.extend(additions(&words, &found));
    found
}

/// The sentence's words.
struct Words<'r, 'a> {
    reading: &'r ArticleReading<'a>,
    sentence: SentenceId,
    length: usize,
}

impl Words<'_, '_> {
    fn lower(&self, i: usize) -> String {
        self.reading.word(self.sentence, i).to_lowercase()
    }

    /// A comma or closing quotation mark, behind which ", X said" may stand.
    fn is_closing(&self, i: usize) -> bool {
        matches!(self.reading.word(self.sentence, i), "," | "”" | "\"" | "''" | "’" | "'" | "—" | "–")
    }
}

impl Words<'_, '_> {
    /// Where the words begin that stand before a speaker's name and belong to it: "the official Xinhua News Agency", "Peru's embassy",
    /// "the Chilean embassy".
    fn phrase_before(&self, at: usize) -> Option<usize> {
        let last = at.checked_sub(1)?;
        let word = self.reading.word(self.sentence, last);
        let bare = word.chars().all(char::is_lowercase)
            && !is_saying(word)
            && !matches!(word, "that" | "and" | "but" | "as" | "if");
        let owns = matches!(word, "'s" | "’s" | "'" | "’");
        let ends = |m: &&Mention| {
            m.tokens.end == at && m.form == MentionForm::Modifier || owns && m.tokens.end == last
        };
        let named = || self.reading.mentions(self.sentence).iter().filter(ends).map(|m| m.tokens.start).min();
        if bare { Some(last) } else { named() }
    }
}

/// A speaker with those coordinated with it: "X and Y said".
fn source(words: &Words<'_, '_>, mentions: &[&Mention], mention: &Mention, verb: usize) -> Source {
    let said: Span = words.reading.span_of(words.sentence, verb..verb + 1);
    let mut source = Source { entities: mention.entities.clone(), span: mention.span.cover(said) };
    let partner = mention
        .tokens
        .start
        .checked_sub(1)
        .filter(|&and| words.lower(and) == "and" && mention.form == MentionForm::Name);
    if let Some(other) =
        partner.and_then(|and| mentions.iter().find(|m| m.tokens.end == and && m.form == MentionForm::Name))
    {
        let own = std::mem::replace(&mut source.entities, other.entities.clone());
        source.entities.extend(own.into_iter().filter(|e| !other.entities.contains(e)));
        source.span = other.span.cover(source.span);
    }
    source
}

/// Adverbs and auxiliaries between a subject and its verb.
fn is_between(word: &str) -> bool {
    matches!(
        word,
        "also"
            | "has"
            | "had"
            | "have"
            | "later"
            | "then"
            | "further"
            | "again"
            | "earlier"
            | "repeatedly"
            | "once"
            | "subsequently"
            | "already"
            | "in"
            | "turn"
    ) || word.ends_with("ly")
}

/// The mention that is the subject of a verb of saying.
fn speaker<'m>(
    words: &Words<'_, '_>,
    mentions: &[&'m Mention],
    tree: &Tree,
    verb: usize,
) -> Option<&'m Mention> {
    let mut at = verb;
    for _ in 0..3 {
        if at > 0 && is_between(&words.lower(at - 1)) {
            at -= 1;
        }
    }
    let ends_at =
        |end: usize| mentions.iter().copied().filter(|m| m.tokens.end == end).max_by_key(|m| m.tokens.len());
    let direct = ends_at(at);
    let apposed = || at.checked_sub(1).filter(|&c| words.lower(c) == ",").and_then(ends_at);
    let inverted = || {
        let starts = |m: &&Mention| m.tokens.start == verb + 1;
        let closed = verb > 0 && words.is_closing(verb - 1);
        mentions.iter().copied().filter(starts).max_by_key(|m| m.tokens.len()).filter(|_| closed)
    };
    // "the Foreign Ministry in Kyiv said"
    let seated = || {
        let place = words
            .reading
            .mentions(words.sentence)
            .iter()
            .filter(|m| m.sense == Sense::Place && m.tokens.end == at)
            .map(|m| m.tokens.start)
            .min()?;
        ends_at(place.checked_sub(1).filter(|&i| matches!(words.lower(i).as_str(), "in" | "at"))?)
    };
    let governed = || {
        let subject = tree.child(verb, &[Deprel::Nsubj]).filter(|&s| s < verb)?;
        mentions.iter().copied().filter(|m| m.head == subject).max_by_key(|m| m.tokens.len())
    };
    direct.or_else(apposed).or_else(seated).or_else(inverted).or_else(governed)
}

/// The tokens of the clause that a verb of saying reports, if one follows.
fn content(
    words: &Words<'_, '_>,
    mentions: &[&Mention],
    tree: &Tree,
    verb: usize,
    end: usize,
) -> Option<Range<usize>> {
    let limit = end.min(words.length);
    let clause = tree
        .children(verb)
        .find(|(i, w)| w.rel == Deprel::Ccomp && *i > verb && *i < limit)
        .map(|(i, _)| tree.extent(i));
    // "said in a meeting in November that …": the word itself is the surest sign.
    let added = |i: usize| words.lower(i) == "," && words.lower(i + 1).ends_with("ing");
    let ahead = (verb + 1..limit.min(verb + 24)).take_while(|&i| !added(i) && !is_saying(&words.lower(i)));
    let that = ahead.into_iter().find(|&i| words.lower(i) == "that" && !is_noun_before_relative(tree, i));
    if let Some(that) = that {
        let stop = (that + 1..limit).find(|&i| words.lower(i) == ";").unwrap_or(limit);
        return Some(that..stop);
    }
    if let Some(clause) = clause.filter(|c| c.end > verb + 2) {
        return Some(clause.start.max(verb + 1)..limit);
    }
    let next = words.lower(verb + 1);
    let names =
        mentions.iter().any(|m| m.tokens.start == verb + 1) && !words.is_closing(verb.saturating_sub(1));
    let opens = names && words.lower(verb) != "told"
        || matches!(
            next.as_str(),
            "the"
                | "he"
                | "she"
                | "it"
                | "they"
                | "we"
                | "his"
                | "her"
                | "its"
                | "their"
                | "a"
                | "no"
                | "there"
                | "both"
                | "“"
                | "\""
                | ":"
        );
    // "explained the stance" reports no clause; "said the stance was firm" does.
    let plain = matches!(
        words.lower(verb).as_str(),
        "said"
            | "says"
            | "say"
            | "told"
            | "added"
            | "adds"
            | "insisted"
            | "claimed"
            | "argued"
            | "stated"
            | "wrote"
    );
    (plain && opens && limit > verb + 4 && !words.is_closing(verb + 1)).then(|| verb + 1..limit)
}

/// "that" after a noun it belongs to: "said in a statement that was posted".
fn is_noun_before_relative(tree: &Tree, that: usize) -> bool {
    tree.words
        .get(that)
        .is_some_and(|w| matches!(w.rel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Det))
}

/// Where the part of a sentence begins that ends at `comma`.
fn clause_start(words: &Words<'_, '_>, comma: usize) -> usize {
    (0..comma).rev().find(|&i| words.lower(i) == ";").map_or(0, |i| i + 1)
}

/// "according to X": everything else in the sentence, or in its part up to the next attribution.
fn according(words: &Words<'_, '_>, mentions: &[&Mention], to: usize, end: usize) -> Option<Attribution> {
    // "according to the Chinese statement" names its source by nationality only.
    let near = |m: &&Mention| m.tokens.start > to && m.tokens.start <= to + 3;
    let named = mentions.iter().copied().filter(near);
    let all = words.reading.mentions(words.sentence).iter().filter(near);
    let mention = named.chain(all).max_by_key(|m| (std::cmp::Reverse(m.tokens.start), m.tokens.len()))?;
    let source = source(words, mentions, mention, to);
    let scope = if to <= 2 {
        let comma = (mention.tokens.end..end).find(|&i| words.lower(i) == ",")?;
        comma + 1..end
    } else {
        0..to - 1
    };
    Some(Attribution { source, scope })
}

/// "…, adding that …": the speaker of the clause before.
fn additions(words: &Words<'_, '_>, found: &[Attribution]) -> Vec<Attribution> {
    let mut added = Vec::new();
    for i in 1..words.length {
        if !matches!(
            words.lower(i).as_str(),
            "adding"
                | "saying"
                | "noting"
                | "stressing"
                | "insisting"
                | "warning"
                | "claiming"
                | "arguing"
                | "confirming"
                | "stating"
                | "explaining"
                | "reiterating"
        ) || !words.is_closing(i - 1)
        {
            continue;
        }
        let start = words.reading.span_of(words.sentence, i..i + 1).start;
        let before = found.iter().filter(|a| a.source.span.start < start && !a.source.entities.is_empty());
        // The nearest attribution before it, in the text.
        if let Some(last) = before.max_by_key(|a| a.source.span.end) {
            let scope = i + 1..words.length;
            let verb = words.reading.span_of(words.sentence, i..i + 1);
            added.push(Attribution {
                source: Source { entities: last.source.entities.clone(), span: verb },
                scope,
            });
        }
    }
    added
}

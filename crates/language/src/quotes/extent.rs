//! Where quotations begin and end.

use crate::base::Base;
use crate::chars::is_word;
use demarche_core::{SentenceId, Zone};
use std::ops::Range;

/// A stretch between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extent {
    /// The tokens between the marks, counted through the article.
    pub(super) tokens: Range<usize>,
    /// The sentence in which it begins.
    pub(super) sentence: SentenceId,
    /// The sentence in which it ends.
    pub(super) last: SentenceId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Angle,
    Single,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

/// How many tokens ahead the closing mark of a quotation in single marks is looked for.
const FAR: usize = 1000;

struct Open {
    style: Style,
    token: usize,
    sentence: SentenceId,
    /// The mark that was set again at the last paragraph's start, or the first one.
    resumed: usize,
    /// Sure marks ("“") are believed even if nothing closes them.
    sure: bool,
}

/// All quotations of the body, in order; one inside another is part of the other.
pub(super) fn find(base: &Base<'_>) -> Vec<Extent> {
    let mut scan = Scan { base, open: None, found: Vec::new() };
    let mut paragraph = None;
    for sentence in base.sentences.iter().filter(|s| s.zone == Zone::Body) {
        let range = scan.range(sentence.id);
        let first = range.start;
        if paragraph.is_some_and(|p| p != sentence.paragraph) {
            scan.enter_paragraph(first);
        }
        paragraph = Some(sentence.paragraph);
        for token in range {
            scan.step(token, sentence.id);
        }
    }
    scan.leave();
    scan.found
}

struct Scan<'b, 'a> {
    base: &'b Base<'a>,
    open: Option<Open>,
    found: Vec<Extent>,
}

impl Scan<'_, '_> {
    fn range(&self, sentence: SentenceId) -> Range<usize> {
        let s = sentence.0 as usize;
        self.base.starts[s] as usize..self.base.starts[s + 1] as usize
    }

    fn word(&self, token: usize) -> &str {
        self.base.tokens.get(token).map_or("", |t| t.span.slice(self.base.text()))
    }

    /// Whether white space, or an end of the text, stands before the token.
    fn gap(&self, token: usize) -> bool {
        match (token.checked_sub(1).and_then(|t| self.base.tokens.get(t)), self.base.tokens.get(token)) {
            (Some(before), Some(this)) => before.span.end < this.span.start,
            _ => true,
        }
    }

    fn mark(&self, token: usize) -> Option<(Style, Side)> {
        let (before, after) = (self.gap(token), self.gap(token + 1));
        let opening = before && !after;
        Some(match self.word(token) {
            "\"" | "''" | "＂" | "‟" | "″" => {
                (Style::Double, if opening { Side::Open } else { Side::Either })
            }
            "``" | "„" => (Style::Double, Side::Open),
            "“" => (Style::Double, self.curly(token)),
            "”" | "」" | "』" => (Style::Double, Side::Close),
            "「" | "『" => (Style::Double, Side::Open),
            "«" | "‹" => {
                (Style::Angle, if self.is_open(Style::Angle) && !before { Side::Close } else { Side::Open })
            }
            "»" | "›" => {
                (Style::Angle, if self.is_open(Style::Angle) || !opening { Side::Close } else { Side::Open })
            }
            "‘" | "‚" | "`" => (Style::Single, Side::Open),
            "'" | "’" => (Style::Single, self.single(token, opening)),
            _ => return None,
        })
    }

    fn opened(&self, style: Style, token: usize, sentence: SentenceId) -> Open {
        let sure = matches!(self.word(token), "“" | "„" | "«" | "‹" | "「" | "『");
        Open { style, token, sentence, resumed: token, sure }
    }

    fn is_open(&self, style: Style) -> bool {
        self.open.as_ref().is_some_and(|o| o.style == style)
    }

    /// `“` closes what `„` opened.
    fn curly(&self, token: usize) -> Side {
        let low = self.open.as_ref().is_some_and(|o| self.word(o.token) == "„");
        if low && !self.gap(token) { Side::Close } else { Side::Open }
    }

    /// An apostrophe on its own: an opening mark, a closing one, or the possessive of a plural ("the sides’ talks").
    fn single(&self, token: usize, opening: bool) -> Side {
        if opening && self.word(token + 1).contains(is_word) && self.word(token) == "'" {
            return Side::Open;
        }
        let before = token.checked_sub(1).map_or("", |t| self.word(t));
        let possessive = before.ends_with(['s', 'S', 'z', 'x']) && self.word(token + 1).contains(is_word);
        if possessive { Side::Either } else { Side::Close }
    }

    fn step(&mut self, token: usize, sentence: SentenceId) {
        let Some((style, side)) = self.mark(token) else { return };
        match &self.open {
            None => {
                let opens = side == Side::Open
                    || (side == Side::Either && style == Style::Double && !self.gap(token + 1));
                let opens = opens && (style != Style::Single || self.closes_later(token));
                if opens {
                    self.open = Some(self.opened(style, token, sentence));
                }
            }
            Some(open) if open.style != style => {}
            Some(open) => match side {
                Side::Close => self.close(token, sentence),
                Side::Either if style == Style::Double => self.close(token, sentence),
                Side::Either => {}
                // A second opening mark: a paragraph that goes on, or the first one was never closed.
                Side::Open if token == open.resumed => {}
                Side::Open => {
                    self.leave();
                    self.open = Some(self.opened(style, token, sentence));
                }
            },
        }
    }

    /// Whether a single mark that may open a quotation is closed in the same paragraph, by one that can be nothing else.
    fn closes_later(&self, token: usize) -> bool {
        let Some(sentence) = self.base.sentence_at(self.base.tokens[token].span.start as usize) else {
            return false;
        };
        let paragraph = self.base.sentence(sentence).paragraph;
        let rest = self.base.sentences[sentence.0 as usize..].iter().take_while(|s| s.paragraph == paragraph);
        let end = rest.last().map_or(token, |s| self.range(s.id).end).min(token + FAR);
        (token + 2..end).any(|t| {
            matches!(self.word(t), "'" | "’")
                && self.single(t, self.gap(t) && !self.gap(t + 1)) == Side::Close
        })
    }

    fn close(&mut self, token: usize, sentence: SentenceId) {
        if let Some(open) = self.open.take() {
            self.push(open, token, sentence);
        }
    }

    fn push(&mut self, open: Open, end: usize, last: SentenceId) {
        if open.token + 1 < end {
            self.found.push(Extent { tokens: open.token + 1..end, sentence: open.sentence, last });
        }
    }

    /// A quotation that is still open goes on if the new paragraph begins with its mark again; else it ended with the old one.
    fn enter_paragraph(&mut self, first: usize) {
        let Some(open) = &self.open else { return };
        // A plain mark is set again only if it is followed by a word, not by the end of the quotation.
        let again = self.mark(first).is_some_and(|(style, side)| style == open.style && side == Side::Open);
        if !again {
            self.leave();
            return;
        }
        if let Some(open) = &mut self.open {
            open.resumed = first;
            open.sure = true;
        }
    }

    /// Ends a quotation that nothing closes, at the end of its paragraph; a plain mark that nothing closes is none.
    fn leave(&mut self) {
        let Some(open) = self.open.take() else { return };
        let sentence = self.base.sentence(open.sentence);
        let same = self.base.sentences[open.sentence.0 as usize..]
            .iter()
            .take_while(|s| s.paragraph == sentence.paragraph);
        let Some(last) = same.last() else { return };
        let end = self.range(last.id).end;
        let opens_sentence = self.range(open.sentence).start == open.token;
        if open.sure || opens_sentence {
            self.push(open, end, last.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{segment, structure};
    use demarche_atlas::Atlas;
    use demarche_core::Article;

    fn quotes(text: &str) -> Vec<String> {
        let article = Article::new("x", text);
        let base = segment::segment(&article, Atlas::embedded(), structure::layout(&article, &|_, _| false));
        let words = |e: Extent| {
            base.tokens[e.tokens.start].span.cover(base.tokens[e.tokens.end - 1].span).slice(text).to_owned()
        };
        find(&base).into_iter().map(words).collect()
    }

    #[test]
    fn marks_of_every_style_are_paired() {
        assert_eq!(quotes("“Come,” she said, “and see.”"), ["Come,", "and see."]);
        assert_eq!(quotes("\"Come,\" she said, \"and see.\""), ["Come,", "and see."]);
        assert_eq!(
            quotes("'We won't come,' she said. The hosts' 'offer' stands."),
            ["We won't come,", "offer"]
        );
        assert_eq!(
            quotes("‘We won’t go to the hosts’ house,’ she said."),
            ["We won’t go to the hosts’ house,"]
        );
        assert_eq!(quotes("Er sagte: „Wir kommen.“ «Bien», dit-il."), ["Wir kommen.", "Bien"]);
        assert_eq!(quotes("He said: “They call it ‘peace’ here.”"), ["They call it ‘peace’ here."]);
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph_if_its_mark_is_set_again() {
        assert_eq!(quotes("She said: “We came.\n\n“We saw.” He left."), ["We came.\n\n“We saw."]);
        assert_eq!(quotes("She said: “We came.\n\nHe left."), ["We came."]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(
            quotes("The ministers' talks in the '90s weren't easy; the hosts' aides' notes don't say.")
                .is_empty()
        );
        assert!(quotes("A 5\" gun.").is_empty());
    }
}

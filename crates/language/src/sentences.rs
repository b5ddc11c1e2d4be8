//! Where sentences end, decided on the tokens of one block.

use crate::chars::{closes_quote, is_plain_quote, is_word, opens_quote};
use crate::lexicon::{Abbreviation, LEXICON};
use crate::speech;
use demarche_core::{Span, Token};

/// Cuts the tokens of a block into sentences: one past the last token of each, the last one included.
pub(crate) fn split(text: &str, tokens: &[Token]) -> Vec<usize> {
    let block = Block { text, tokens };
    let mut ends = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match block.end_at(at) {
            Some(end) if end < tokens.len() => {
                ends.push(end);
                at = end;
            }
            _ => at += 1,
        }
    }
    if !tokens.is_empty() {
        ends.push(tokens.len());
    }
    ends
}

/// How a token may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    Strong,
    Ellipsis,
    Initials,
    Short(Abbreviation),
}

struct Block<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl<'t> Block<'t> {
    fn word(&self, token: usize) -> &'t str {
        self.tokens.get(token).map_or("", |t| t.span.slice(self.text))
    }

    /// Whether white space, or nothing at all, stands before a token.
    fn gap(&self, token: usize) -> bool {
        token == 0
            || token >= self.tokens.len()
            || self.tokens[token - 1].span.end < self.tokens[token].span.start
    }

    fn stop(&self, token: usize) -> Option<Stop> {
        let end = self.tokens[token].span.end as usize;
        // Looked at for every token: the last byte rules most of them out.
        let byte = self.text.as_bytes()[end - 1];
        if byte.is_ascii() && !matches!(byte, b'.' | b'!' | b'?') {
            return None;
        }
        let word = self.word(token);
        match word.chars().next_back()? {
            '!' | '?' | '！' | '？' => Some(Stop::Strong),
            '。' => Some(Stop::Full),
            '…' => Some(Stop::Ellipsis),
            '.' if word == "." => Some(Stop::Full),
            '.' if !word.contains(|c: char| c != '.') => Some(Stop::Ellipsis),
            '.' => match LEXICON.abbreviation(word.rsplit('-').next().unwrap_or(word)) {
                Some(class) => Some(Stop::Short(class)),
                None => Some(Stop::Initials),
            },
            _ => None,
        }
    }

    /// One past the last token of the sentence that ends with this token, if one does.
    fn end_at(&self, token: usize) -> Option<usize> {
        let stop = self.stop(token)?;
        let (end, quoted) = self.closers(token + 1);
        if end >= self.tokens.len() {
            return Some(end);
        }
        let first = (end..self.tokens.len()).find(|&t| self.word(t).contains(is_word))?;
        let word = self.word(first);
        // "eBay" and "iPhone" begin sentences like a capital.
        let lower = word.starts_with(char::is_lowercase) && !word.contains(char::is_uppercase);
        let digit = word.starts_with(|c: char| c.is_ascii_digit());
        let next = self.word(end);
        let listed = matches!(next, "-" | "•" | "*") && self.gap(end) && self.gap(first);
        if lower
            || matches!(next, "," | ";" | ":" | ")" | "]" | "—" | "–" | "--" | "%")
            || (next == "-" && !listed)
        {
            return None;
        }
        let usual = LEXICON.starts_sentence(word);
        // "6 p.m. (1600 GMT)": what is in brackets explains the hour.
        let opened = first > end && !(digit && next == "(");
        let ends = match stop {
            Stop::Full => self.gap(end) || self.missing_space(token, first),
            // "Yahoo! Inc." is a name.
            Stop::Strong => {
                LEXICON.abbreviation(word) != Some(Abbreviation::Suffix)
                    && !self.attributed(first, quoted, false)
            }
            Stop::Ellipsis => usual || opened || quoted,
            Stop::Initials => self.initials_end(token, usual, word.len() > 2, opened || quoted),
            Stop::Short(Abbreviation::Title | Abbreviation::Numbered) => false,
            Stop::Short(Abbreviation::Month) => !digit && usual,
            Stop::Short(Abbreviation::Suffix) => usual || opened || quoted,
            Stop::Short(Abbreviation::Final) => !digit,
        };
        let ends = ends && !(stop == Stop::Full && self.attributed(first, quoted, true));
        ends.then_some(end)
    }

    /// One past the quotation marks and brackets that close behind a stop, and whether a quotation mark is among them.
    fn closers(&self, mut token: usize) -> (usize, bool) {
        let mut quoted = false;
        while token < self.tokens.len() {
            if let Some(end) = self.note(token) {
                token = end;
                continue;
            }
            let word = self.word(token);
            let mut chars = word.chars();
            let Some(c) = chars.next() else { break };
            // The German mark closes what „ opens.
            let plain = is_plain_quote(c) || c == '“' && self.gap(token + 1);
            let mark = closes_quote(c) || (plain && !self.gap(token));
            let closes = (mark || matches!(c, ')' | ']')) && !word.contains(is_word);
            if !closes || (self.gap(token) && opens_quote(c)) {
                break;
            }
            quoted |= mark;
            token += 1;
        }
        (token, quoted)
    }

    /// One past a footnote's number, which belongs to the sentence before it: `[12]`.
    fn note(&self, token: usize) -> Option<usize> {
        let number = self.word(token + 1);
        let fits = self.word(token) == "["
            && self.word(token + 2) == "]"
            && number.bytes().all(|b| b.is_ascii_digit());
        (fits && !number.is_empty()).then_some(token + 3)
    }

    /// A full stop directly followed by a word ends a sentence if the space is missing: "vehicles.The", not "No.10" or "3.5".
    fn missing_space(&self, token: usize, first: usize) -> bool {
        let before = token.checked_sub(1).map_or("", |t| self.word(t));
        let capital = self.word(first).starts_with(char::is_uppercase);
        let prose =
            before.chars().count() > 1 && before.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        capital && (prose || matches!(before, ")" | "”" | "\"" | "%"))
    }

    /// "U.S.", "J.", "p.m." before a capital: the end only if a usual first word follows, and not a name's initial.
    fn initials_end(&self, token: usize, usual: bool, long: bool, marked: bool) -> bool {
        let single = self.word(token).chars().filter(|&c| c != '.').count() == 1;
        let listed = token == 0 || self.word(token).starts_with(|c: char| c.is_ascii_digit());
        // "Vitamin C. The rest": no surname, as "He" and "An" in "Frank F. He" are.
        !listed && if single { usual && long && !marked } else { usual || marked }
    }

    /// Whether what follows a closed quotation says who spoke, and so belongs to the sentence: `“Why?” Smith asked.` A
    /// clause behind the verb is a new sentence's (`“Why?” Smith said he would go.`); after a full stop, where a comma would
    /// be usual, only the bare words count.
    fn attributed(&self, first: usize, quoted: bool, bare: bool) -> bool {
        if !quoted {
            return false;
        }
        let names = (first..self.tokens.len().min(first + 6))
            .find(|&t| !self.word(t).starts_with(char::is_uppercase) || speech::is_verb(self.word(t)));
        let Some(verb) = names else { return false };
        let next = self.word(verb + 1);
        // `He nodded.” She said, “Go.”` begins anew.
        let speaks = next == "," && self.word(verb + 2).starts_with(|c| is_plain_quote(c) || opens_quote(c));
        let ends = matches!(next, "." | "," | "") && !(bare && speaks);
        let clause = matches!(
            next,
            "that"
                | "he"
                | "she"
                | "it"
                | "they"
                | "we"
                | "I"
                | "the"
                | "there"
                | "his"
                | "her"
                | "its"
                | "their"
        );
        (verb > first || self.word(first) == "I")
            && speech::is_verb(self.word(verb))
            && (ends || (!bare && !clause && !next.starts_with(char::is_uppercase)))
    }
}

/// The stretch that some tokens cover.
pub(crate) fn cover(tokens: &[Token]) -> Span {
    match tokens {
        [first, .., last] => first.span.cover(last.span),
        [only] => only.span,
        [] => Span::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokenize;

    /// Expected sentence ends are marked by `¶` in the text.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace('¶', "");
        let mut tokens = Vec::new();
        tokenize(&text, Span::new(0, text.len()), &mut tokens);
        let mut start = 0;
        let mut found = String::new();
        for end in split(&text, &tokens) {
            let span = cover(&tokens[start..end]);
            if start > 0 {
                found.push('¶');
                found.push_str(&text[tokens[start - 1].span.end as usize..span.start as usize]);
            }
            found.push_str(span.slice(&text));
            start = end;
        }
        assert_eq!(found, marked);
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        check("Gen. Park met Sen. J. Doe on Sept. 5 in Washington, D.C. Wednesday.");
        check("The U.S. Senate agreed.¶ So did the U.S.¶ It said nothing on E.U. tariffs.");
        check("Acme Inc. Chairman Bo Li left.¶ He joined Beta Corp.¶ The firm is in St. Louis.");
        check("At 6 p.m. (1600 GMT) they met.¶ The post-Sept. 11 rules hold.¶ Yahoo! Inc. fell.¶ eBay rose.");
        check("He has vitamin C.¶ The rest was in J. R. Vega's plan B.");
        check("At 3 p.m. Tuesday they met.¶ They left at 5 p.m.¶ The talks go on.");
    }

    #[test]
    fn quotation_marks_close_behind_the_stop() {
        check("“We came.¶ We saw.”¶ Then they left.");
        check("„Wir gehen.“¶ Er ging.¶ \"I stay.\"¶ She said, \"Go.\"");
        check("\"Will you go?\" Ruiz asked.¶ \"No.\"¶ She left.");
        check("“Who pays?” Ruiz said in a note.¶ “All of us?”¶ Ruiz said he did not know.");
        check("'It is done!' he said.¶ (They were glad.)¶ All went home.");
    }

    #[test]
    fn missing_spaces_ellipses_and_notes() {
        check("They left for Oslo.¶The rest stayed.");
        check("We wait … and hope.¶ We wait...¶ The rest is silence.");
        check("He went in 2009.[12]¶ She stayed.[3][4]¶ All is well.");
        check("Growth was 3.5 percent.¶ 2019 was worse.");
    }
}

//! Tokens, as the English treebanks cut them.
//!
//! Conventions (counted in EWT and GUM): clitics and possessives apart ("do n't", "China 's"), hyphenated words in three
//! ("self - ruled") unless the first part is a prefix ("non-proliferation"), the full stop of an abbreviation kept on it,
//! currency, percent and units apart from their number, dates and phone numbers whole, every other mark its own token.

use crate::chars::{is_extender, is_space, is_word};
use crate::lexicon::{Abbreviation, LEXICON};
use demarche_core::{Span, Token};

/// Cuts a block of text into tokens, which cover everything but white space.
pub(crate) fn tokenize(text: &str, block: Span, tokens: &mut Vec<Token>) {
    let end = block.end as usize;
    let mut at = block.start as usize;
    loop {
        at += blank_length(&text[at..end]);
        if at >= end {
            break;
        }
        let rest = &text[at..end];
        let length = plain_length(rest);
        if length > 0 {
            word(text, at, length, tokens);
            at += length;
            continue;
        }
        let length = chunk_length(rest);
        let mut chunk = Chunk { text, start: at, at, end: at + length, block, tokens };
        chunk.cut();
        at += length;
    }
}

/// The length of the white space at the start, which is one plain space between most words.
fn blank_length(rest: &str) -> usize {
    let spaces = rest.bytes().take_while(|&b| b == b' ').count();
    match rest.as_bytes().get(spaces) {
        Some(b) if b.is_ascii_graphic() => spaces,
        _ => rest.find(|c| !is_space(c)).unwrap_or(rest.len()),
    }
}

/// The length of a plain ASCII word with white space behind it, which most words are; 0 for anything else.
fn plain_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    match bytes.get(letters) {
        None | Some(b' ' | b'\n') => letters,
        _ => 0,
    }
}

/// Adds a word of letters, which may be two ("cannot").
fn word(text: &str, at: usize, length: usize, tokens: &mut Vec<Token>) {
    let joint = LEXICON.joint(&text[at..at + length]);
    if let Some(first) = joint {
        tokens.push(Token { span: Span::new(at, at + first) });
    }
    let rest = at + joint.unwrap_or(0);
    tokens.push(Token { span: Span::new(rest, at + length) });
}

/// The bytes up to the next white space.
fn chunk_length(rest: &str) -> usize {
    for (i, &b) in rest.as_bytes().iter().enumerate() {
        if !b.is_ascii() {
            return rest[i..].find(is_space).map_or(rest.len(), |more| i + more);
        }
        if b == b' ' || (b'\t'..=b'\r').contains(&b) {
            return i;
        }
    }
    rest.len()
}

/// A stretch without white space that is being cut.
struct Chunk<'t> {
    text: &'t str,
    start: usize,
    at: usize,
    end: usize,
    block: Span,
    tokens: &'t mut Vec<Token>,
}

impl Chunk<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn take(&mut self, length: usize) {
        self.tokens.push(Token { span: Span::new(self.at, self.at + length) });
        self.at += length;
    }

    fn cut(&mut self) {
        // A plain word and a comma is the commonest of all.
        let letters = self.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters > 0 && self.at + letters + 1 == self.end && self.rest().as_bytes()[letters] == b',' {
            word(self.text, self.at, letters, self.tokens);
            self.at += letters;
            return self.take(1);
        }
        let addressed = holds_address(self.rest());
        while self.at < self.end {
            let found = if addressed { address(self.rest()) } else { None };
            let length = found.unwrap_or_else(|| self.next());
            if self.rest().as_bytes()[..length].iter().all(u8::is_ascii_alphabetic) {
                word(self.text, self.at, length, self.tokens);
                self.at += length;
            } else {
                self.take(length);
            }
        }
    }

    /// The length of the next token.
    fn next(&self) -> usize {
        let rest = self.rest();
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return 0 };
        let next = chars.next();
        let one = c.len_utf8() + extension(&rest[c.len_utf8()..]);
        match c {
            c if c.is_numeric() => self.list_number().unwrap_or_else(|| number(rest)),
            c if is_word(c) => self.word_length(),
            '\'' | '\u{2019}' => match clitic(rest) {
                Some(length) => length,
                None => self.apostrophe(c, one),
            },
            '.' if next.is_some_and(char::is_numeric) && !self.follows_word() => 1 + number(&rest[1..]),
            '[' if rest.starts_with("[...]") => 5,
            '[' if rest.starts_with("[…]") => "[…]".len(),
            '.' | '-' | '*' | '_' | '=' | '~' => run(rest, |x| x == c),
            '!' | '?' => run(rest, |x| x == '!' || x == '?'),
            '`' => run(rest, |x| x == c).min(2),
            '$' | '<' | '>' if next == Some(c) => run(rest, |x| x == c),
            '#' if next.is_some_and(char::is_alphabetic) => 1 + run(&rest[1..], |x| is_word(x) || x == '_'),
            '@' if next.is_some_and(|x| is_word(x) || x == '_') => {
                1 + run(&rest[1..], |x| is_word(x) || x == '_')
            }
            _ => one,
        }
    }

    /// The length of a list number at the start of the block: "1.", "2.1.".
    fn list_number(&self) -> Option<usize> {
        let rest = self.rest();
        let fits = self.at == self.block.start as usize && rest.ends_with('.') && rest.len() <= 6;
        (fits && rest.chars().all(|c| c.is_ascii_digit() || c == '.') && !rest.contains(".."))
            .then_some(rest.len())
    }

    fn follows_word(&self) -> bool {
        self.at > self.start && self.text[..self.at].chars().next_back().is_some_and(is_word)
    }

    /// The length of a token that begins with an apostrophe and is no clitic: `'90s`, `'em`, or a mark.
    fn apostrophe(&self, c: char, one: usize) -> usize {
        let rest = &self.rest()[one..];
        if rest.starts_with(c) && c == '\'' {
            return one + 1;
        }
        let letters = run(rest, is_word);
        let word = &rest[..letters];
        let decade = letters > 1 && rest.starts_with(|d: char| d.is_ascii_digit()) && word.ends_with('s');
        if self.at == self.start && (decade || LEXICON.is_clipped(word)) { one + letters } else { one }
    }

    /// The length of a word that begins here: letters, and what holds parts of a word together.
    fn word_length(&self) -> usize {
        let rest = self.rest();
        let mut end = 0;
        loop {
            end += run(&rest[end..], |c| is_word(c) || is_extender(c) || c == '_');
            let Some(c) = rest[end..].chars().next() else { return end };
            let behind = &rest[end + c.len_utf8()..];
            let letter_follows = behind.starts_with(char::is_alphabetic);
            match c {
                '\'' | '\u{2019}' if letter_follows => {
                    if clitic(&rest[end..]).is_some() {
                        return end;
                    }
                    if let Some(n) = negation(&rest[..end], behind) {
                        return n;
                    }
                    end += c.len_utf8();
                }
                '-' | '\u{2010}' | '\u{2011}'
                    if behind.starts_with(is_word) && LEXICON.is_prefix(&rest[..end]) =>
                {
                    end += c.len_utf8();
                }
                '&' if letter_follows
                    && rest[..end].chars().all(char::is_uppercase)
                    && behind.starts_with(char::is_uppercase) =>
                {
                    end += 1;
                }
                '.' => return self.dotted(end),
                _ => return end,
            }
        }
    }

    /// The length of a word of `length` bytes that a full stop follows, with the full stop if it is an abbreviation.
    fn dotted(&self, length: usize) -> usize {
        let rest = self.rest();
        let word = &rest[..length];
        if let Some(initials) = initialism(rest) {
            return initials;
        }
        // "Ph.D." has its full stops inside; the longest listed form counts.
        let dots = rest.match_indices('.').map(|(i, _)| i + 1).take(4);
        if let Some((end, class)) =
            dots.filter_map(|end| Some((end, LEXICON.abbreviation(&rest[..end])?))).last()
        {
            if class != Abbreviation::Numbered || self.number_follows(end) {
                return end;
            }
            return length;
        }
        // "post-Sept. 11": what stands behind a prefix may be short too.
        let behind = word.rfind('-').map_or(0, |hyphen| hyphen + 1);
        if behind > 0 && LEXICON.abbreviation(&rest[behind..=length]) == Some(Abbreviation::Month) {
            return length + 1;
        }
        let mut letters = word.chars();
        let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        // An initial; the last word of a block is none ("Plan B.").
        if single
            && (word != "I" || self.is_middle())
            && self.at + length + 1 < self.block.end as usize
            && !self.ends_block(length + 1)
        {
            return length + 1;
        }
        site(rest).unwrap_or(length)
    }

    /// Whether the word here stands between two capitalised ones, the first a given name: "Pavel I. Orlov", not "World War I. Then".
    fn is_middle(&self) -> bool {
        let before = self.text[self.block.start as usize..self.at].trim_end_matches(' ');
        let first = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let behind = &self.text[self.at..self.block.end as usize];
        let next = behind.strip_prefix("I. ").unwrap_or_default();
        let last = &next[..run(next, char::is_alphabetic)];
        first.starts_with(char::is_uppercase)
            && first.len() > 1
            && !NUMBERED.contains(&first)
            && last.starts_with(char::is_uppercase)
            && !LEXICON.starts_sentence(last)
    }

    /// Whether only closing marks and white space stand behind these bytes.
    fn ends_block(&self, length: usize) -> bool {
        self.text[self.at + length..self.block.end as usize].chars().all(|c| !is_word(c))
    }

    fn number_follows(&self, length: usize) -> bool {
        let behind = &self.text[self.at + length..self.block.end as usize];
        behind.trim_start_matches(is_space).starts_with(|c: char| c.is_numeric())
    }
}

/// What is counted in Roman numbers: "World War I. Then".
const NUMBERED: &[&str] = &[
    "War", "Phase", "Annex", "Part", "Chapter", "Title", "Article", "Tier", "Type", "Class", "Section",
    "Stage", "Category", "Volume",
];

/// The bytes at the start of `text` whose characters fit.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

/// The bytes of marks that change the character before them.
fn extension(text: &str) -> usize {
    run(text, is_extender)
}

/// The length of a possessive or a shortened verb that begins with this apostrophe, and ends its word: `'s`, `’re`; or
/// of the bare apostrophe.
fn clitic(text: &str) -> Option<usize> {
    let mark = text.chars().next()?.len_utf8();
    let letters = run(&text[mark..], is_word);
    let word = &text[mark..mark + letters];
    ["s", "m", "d", "re", "ve", "ll"].iter().any(|c| word.eq_ignore_ascii_case(c)).then_some(mark + letters)
}

/// Where to cut before "n't", if the word so far ends in n and the apostrophe's other side is a t.
fn negation(word: &str, behind: &str) -> Option<usize> {
    let t = run(behind, is_word);
    let cut = word.len().checked_sub(1)?;
    let n = word.ends_with(['n', 'N']) && cut > 0 && behind[..t].eq_ignore_ascii_case("t");
    n.then_some(cut)
}

/// Single letters with full stops: "U.S.", "a.m.", "J.M.", also without the last stop ("U.S"). Needs two letters.
fn initialism(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    loop {
        let mut chars = text[end..].chars();
        let letter = chars.next().filter(|c| c.is_alphabetic());
        let Some(letter) = letter else { break };
        if chars.next() != Some('.') {
            // A last letter without its stop, or the first of the next word ("J.Smith", "U.S.The").
            let alone =
                !chars.as_str().starts_with(is_word) && !text[end + letter.len_utf8()..].starts_with(is_word);
            if letters > 0 && alone {
                end += letter.len_utf8();
                letters += 1;
            }
            break;
        }
        end += letter.len_utf8() + 1;
        letters += 1;
    }
    (letters >= 2).then_some(end)
}

/// The length of a number: digits with their inner marks, ordinals, decades, codes such as "5G"; units are cut off.
fn number(text: &str) -> usize {
    let mut end = run(text, char::is_numeric);
    let digits = |from: usize| run(&text[from..], char::is_numeric);
    if let Some(dashed) = dashed_number(text) {
        return dashed;
    }
    while let Some(mark) = text[end..].chars().next().filter(|c| matches!(c, ',' | '.' | ':' | '/')) {
        let more = digits(end + mark.len_utf8());
        if more == 0 {
            break;
        }
        end += mark.len_utf8() + more;
    }
    let letters = run(&text[end..], |c| c.is_alphanumeric());
    let behind = &text[end..end + letters];
    let decade = text[end..]
        .strip_prefix(['\'', '\u{2019}'])
        .is_some_and(|s| run(s, is_word) == 1 && s.starts_with('s'));
    if decade && text[..end].ends_with('0') {
        return end + text[end..].chars().next().map_or(0, char::len_utf8) + 1;
    }
    let dotted = text[end..].starts_with("a.m") || text[end..].starts_with("p.m");
    if letters == 0 || dotted || LEXICON.is_unit(behind) { end } else { end + letters }
}

/// Dates and phone numbers: digits joined by two hyphens or more, or three and four digits by one.
fn dashed_number(text: &str) -> Option<usize> {
    let length = run(text, |c| c.is_ascii_digit() || c == '-');
    let whole = text[..length].trim_end_matches('-');
    let parts: Vec<usize> = whole.split('-').map(str::len).collect();
    let fits = match parts[..] {
        [3, 4] => true,
        [_, _, _, ..] => parts.iter().all(|&p| p > 0),
        _ => false,
    };
    (fits && !text[whole.len()..].starts_with(is_word)).then_some(whole.len())
}

/// Whether a web or e-mail address may be in the chunk.
fn holds_address(chunk: &str) -> bool {
    let marks = |b| matches!(b, b'@' | b'/' | b'w' | b'W');
    chunk.len() > 5
        && chunk.bytes().any(marks)
        && (chunk.contains(['@', '/']) || chunk.contains("www.") || chunk.contains("WWW."))
}

/// The length of a web or e-mail address at the start.
fn address(chunk: &str) -> Option<usize> {
    let scheme = chunk.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if (scheme > 0 && chunk[scheme..].starts_with("://")) || starts_with_www(chunk) {
        let length =
            run(chunk, |c| !is_space(c) && !matches!(c, '<' | '>' | '"' | '“' | '”' | '|' | ')' | ']' | '}'));
        let whole = chunk[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']);
        return Some(whole.len());
    }
    let user = run(chunk, |c| is_word(c) || matches!(c, '.' | '-' | '_' | '+'));
    let host = chunk[user..].strip_prefix('@')?;
    let host = host[..run(host, |c| is_word(c) || matches!(c, '.' | '-'))].trim_end_matches(['.', '-']);
    (user > 0 && chunk.starts_with(is_word) && !host.is_empty()).then_some(user + 1 + host.len())
}

fn starts_with_www(chunk: &str) -> bool {
    chunk.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("www."))
}

/// The length of a bare web address or file name: words joined by full stops, the last one known ("state.gov").
fn site(text: &str) -> Option<usize> {
    let length = run(text, |c| is_word(c) || matches!(c, '.' | '-' | '_'));
    let host = text[..length].trim_end_matches(['.', '-']);
    let (first, last) = host.rsplit_once('.')?;
    // "ended.In" is a missing space: such a last part is written in lower case, as is or is not the first.
    let known = LEXICON.is_domain(last) && last.chars().all(|c| !c.is_uppercase()) && !first.is_empty();
    known.then(|| {
        host.len()
            + if text[host.len()..].starts_with('/') {
                run(&text[host.len()..], |c| !is_space(c) && c != ')')
            } else {
                0
            }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|t| t.span.slice(text)).collect()
    }

    /// Expected tokens are given as one string, with spaces between them.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(cut(text).join(" "), expected);
    }

    #[test]
    fn a_mark_over_an_apostrophe_is_part_of_it() {
        check("'\u{1AB4}' x", "'\u{1AB4}' x");
    }

    #[test]
    fn clitics_and_possessives_stand_apart() {
        check(
            "They don’t, can't and won't say it's Peru's.",
            "They do n’t , ca n't and wo n't say it 's Peru 's .",
        );
        check("The Philippines’ envoys cannot stay.", "The Philippines ’ envoys can not stay .");
        check(
            "O'Rourke flew to Xi'an and Sana'a in the '90s.",
            "O'Rourke flew to Xi'an and Sana'a in the '90s .",
        );
        check("DIDN'T", "DID N'T");
    }

    #[test]
    fn hyphens_part_words_but_not_prefixes() {
        check(
            "the self-ruled isle's pro-Seoul ex-minister",
            "the self - ruled isle 's pro-Seoul ex-minister",
        );
        check("a Lula-Petro call on non-proliferation", "a Lula - Petro call on non-proliferation");
        check("Chile—its neighbour—waits -- again", "Chile — its neighbour — waits -- again");
    }

    #[test]
    fn numbers_keep_their_inner_marks() {
        check(
            "US$3.5bn, €40,000 and 7.2% by 10:30am on 2019-04-05",
            "US $ 3.5 bn , € 40,000 and 7.2 % by 10:30 am on 2019-04-05",
        );
        check("from 3-5 May 1990's 21st 10km", "from 3 - 5 May 1990's 21st 10 km");
        check("1. First 2. second", "1. First 2 . second");
    }

    #[test]
    fn abbreviations_keep_their_full_stop() {
        check(
            "Gen. J.M. Ruiz of the U.S. met Sen. Ng at 3 p.m.",
            "Gen. J.M. Ruiz of the U.S. met Sen. Ng at 3 p.m.",
        );
        check("The post-Sept. 11 rules date from mid-Dec.", "The post-Sept. 11 rules date from mid-Dec.");
        check("It was No. 3, he said no.", "It was No. 3 , he said no .");
        check("John F. Smith has a plan B.", "John F. Smith has a plan B .");
    }

    #[test]
    fn a_missing_space_does_not_glue_sentences() {
        check("They left.The rest stayed.", "They left . The rest stayed .");
        check(
            "See example.org/news or mail a.b@example.com.",
            "See example.org/news or mail a.b@example.com .",
        );
        check("(https://example.org/a?b=1), she said", "( https://example.org/a?b=1 ) , she said");
    }

    #[test]
    fn every_mark_is_a_token() {
        check("“Why?!” he said… «Ja», „nein“ ‘so’", "“ Why ?! ” he said … « Ja » , „ nein “ ‘ so ’");
        check("wait... [...] what", "wait ... [...] what");
    }

    #[test]
    fn unusual_spaces_are_white_space() {
        check("two\u{A0}sides\u{202F}met\u{200B}\u{3000}again\u{FEFF}", "two sides met again");
    }

    /// News-like text with everything that breaks tokenizers.
    fn messy() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[A-Za-z]{1,8}",
            "[0-9.,:/-]{1,8}",
            Just("U.S.".to_owned()),
            Just("n't".to_owned()),
            Just("’s".to_owned()),
            Just("--".to_owned()),
            Just("“".to_owned()),
            Just("”".to_owned()),
            Just("www.".to_owned()),
            Just("a@b.c".to_owned()),
            Just("://".to_owned()),
            Just("...".to_owned()),
            Just("\u{A0}".to_owned()),
            Just(" ".to_owned()),
            Just("\n\n".to_owned()),
            Just("é\u{301}".to_owned()),
            Just("👩‍🚀".to_owned()),
            "\\PC{1,3}",
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn tokens_cover_the_text_in_order(text in messy()) {
            let mut tokens = Vec::new();
            tokenize(&text, Span::new(0, text.len()), &mut tokens);
            let mut at = 0;
            for token in &tokens {
                let (start, end) = (token.span.start as usize, token.span.end as usize);
                prop_assert!(start >= at && end > start);
                prop_assert!(text[at..start].chars().all(is_space), "a gap holds more than space");
                prop_assert!(!text[start..end].contains(is_space), "a token holds space");
                at = end;
            }
            prop_assert!(text[at..].chars().all(is_space));
        }
    }
}

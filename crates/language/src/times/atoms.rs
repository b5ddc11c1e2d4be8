//! The words of a sentence made ready for the rules.

use super::class::{Class, Hour, MONTHS};
use super::words::{Lexicon, Senses, WordId};
use demarche_core::Span;

/// A word, number or mark as the rules see it: "mid-2019" is three, "a few" is one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom<'t> {
    /// The characters.
    pub(crate) text: &'t str,
    /// First and last token that it touches.
    pub(crate) tokens: (usize, usize),
    /// Which known word it is.
    pub(crate) word: WordId,
    /// What it can be.
    pub(crate) senses: Senses,
    /// Whether it follows the one before without a space.
    pub(crate) glued: bool,
}

impl Atom<'_> {
    /// Whether it begins with a capital letter.
    pub(crate) fn capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }
}

/// The atoms of a sentence.
pub(crate) fn atoms<'t>(lexicon: &Lexicon, words: &[&'t str], spans: &[Span]) -> Vec<Atom<'t>> {
    let mut atoms = Vec::with_capacity(words.len() + 8);
    for (token, word) in words.iter().enumerate() {
        let glued =
            token > 0 && spans.get(token - 1).zip(spans.get(token)).is_some_and(|(a, b)| a.end == b.start);
        if is_address(word) {
            let senses = Senses::default();
            atoms.push(Atom { text: word, tokens: (token, token), word: 0, senses, glued });
        } else {
            split(lexicon, word, token, glued, &mut atoms);
        }
    }
    merge_numbers(lexicon, &mut atoms);
    settle(&mut atoms);
    atoms
}

/// A web or mail address is no time, whatever numbers are in it.
fn is_address(word: &str) -> bool {
    word.len() > 8 && (word.contains("://") || word.starts_with("www.") || word.contains('@'))
}

/// Splits a token into runs of letters and digits, and single other characters; an apostrophe begins a run.
fn split<'t>(lexicon: &Lexicon, word: &'t str, token: usize, glued: bool, atoms: &mut Vec<Atom<'t>>) {
    let mut rest = word;
    let mut glued = glued;
    while let Some(first) = rest.chars().next() {
        let apostrophe = matches!(first, '\'' | '’' | '‘');
        let body = if apostrophe { &rest[first.len_utf8()..] } else { rest };
        let run = run_length(body);
        let length = if apostrophe { first.len_utf8() + run } else { run.max(first.len_utf8()) };
        let (text, after) = rest.split_at(length);
        let atom =
            if apostrophe { after_apostrophe(lexicon, text, &body[..run]) } else { plain(lexicon, text) };
        // The full stop of an abbreviation, whether the tokenizer left it on or split it off, says nothing here.
        let stop = text == "."
            && glued
            && atoms.last().is_some_and(|a: &Atom<'_>| {
                a.senses
                    .among(Class::MonthShort.bit() | Class::WeekdayMaybe.bit() | Class::Meridiem.bit())
                    .is_some()
            });
        match atoms.last_mut() {
            Some(before) if stop => before.tokens.1 = token,
            _ => atoms.push(Atom { tokens: (token, token), glued, ..atom }),
        }
        glued = true;
        rest = after;
    }
}

/// How many bytes of letters, digits, and marks within numbers and abbreviations come first.
fn run_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let (mut digits, mut stops) = (false, 0);
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let inside = match c {
            _ if c.is_alphanumeric() => true,
            '.' | ',' | ':' if digits && next.is_some_and(|n| n.is_ascii_digit()) => {
                stops += 1;
                // "23.05.2019" is three numbers, "10.5" and "2,000,000" are one.
                c != '.' || stops == 1 && !dotted_date(&text[at + 1..])
            }
            '.' if end == 1 && !digits && next.is_some_and(char::is_alphabetic) => true,
            _ => false,
        };
        if !inside {
            break;
        }
        digits = c.is_ascii_digit();
        end = at + c.len_utf8();
    }
    end
}

/// Whether what follows a full stop reads "05.2019" or "2019".
fn dotted_date(rest: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    match digits(rest) {
        4 => true,
        first @ 1..=2 => rest[first..].strip_prefix('.').is_some_and(|year| digits(year) == 4),
        _ => false,
    }
}

fn plain<'t>(lexicon: &Lexicon, text: &'t str) -> Atom<'t> {
    let known = if matches!(text, "–" | "‐" | "‑" | "−") { "-" } else { text };
    let word = lexicon.id(known);
    let mut senses = lexicon.senses(word);
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        number_senses(text, &mut senses);
    } else if text.len() <= 6 && text.ends_with(|c: char| c.is_ascii_digit()) {
        label_senses(text, &mut senses);
    }
    if text.starts_with(char::is_alphabetic) {
        senses.mark(Class::Word);
    }
    Atom { text, tokens: (0, 0), word, senses, glued: false }
}

/// "'s", "'98", "'90s", "'clock".
fn after_apostrophe<'t>(lexicon: &Lexicon, text: &'t str, body: &str) -> Atom<'t> {
    let mut senses = Senses::default();
    let word = if body.is_empty() {
        lexicon.id("'")
    } else if body.eq_ignore_ascii_case("s") {
        lexicon.id("'s")
    } else if body.eq_ignore_ascii_case("clock") {
        lexicon.id("'clock")
    } else {
        0
    };
    match (body.len(), body.get(..2).and_then(|d| d.parse::<i32>().ok())) {
        (2, Some(year)) => senses.add(Class::Year, century_of(year)),
        (3, Some(year)) if year % 10 == 0 && body.ends_with('s') => {
            senses.add(Class::Decade, century_of(year))
        }
        _ => {}
    }
    Atom { text, tokens: (0, 0), word, senses, glued: false }
}

/// The year meant by its last two digits: 1930 to 2029.
pub(crate) fn century_of(two_digits: i32) -> i32 {
    if two_digits < 30 { 2000 + two_digits } else { 1900 + two_digits }
}

/// What a text that begins with a digit can be.
fn number_senses(text: &str, senses: &mut Senses) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, tail) = text.split_at(digits);
    let Some(number) = (digits <= 6).then(|| head.parse::<i32>().ok()).flatten() else { return };
    let lower = tail.to_ascii_lowercase();
    match lower.as_str() {
        "" => {
            senses.add(Class::Num, 10 * number);
            if digits <= 2 && (1..=31).contains(&number) {
                senses.add(Class::Day, number);
            }
            if digits == 2 {
                senses.add(Class::Two, number);
                senses.add(Class::FiscalYear, century_of(number));
            }
            if digits == 4 {
                let class = if (1900..2050).contains(&number) { Class::Year } else { Class::OldYear };
                if (1000..2200).contains(&number) {
                    senses.add(class, number);
                    senses.add(Class::FiscalYear, number);
                }
            }
        }
        "st" | "nd" | "rd" | "th" if digits <= 2 => senses.add(Class::NthDay, number),
        "s" if number % 10 == 0 && (digits == 4 && (1000..2100).contains(&number)) => {
            senses.add(Class::Decade, number)
        }
        "s" if digits == 2 && number % 10 == 0 && number >= 20 => {
            senses.add(Class::Decade, century_of(number))
        }
        "am" | "pm" | "a.m" | "p.m" if digits <= 2 => add_clock(senses, number, 0, &lower),
        "hrs" | "gmt" if digits == 4 => add_clock(senses, number / 100, number % 100, ""),
        "q" if (1..=4).contains(&number) => senses.add(Class::Q, number),
        _ => {
            // "10:30", "10.30am", "2,000", "2.5".
            let suffix =
                lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ','));
            let after: String = lower.chars().filter(char::is_ascii_digit).collect();
            let hour = digits <= 2 && after.len() == 2;
            // "15h30".
            let french = lower.starts_with('h') && lower.len() == 3;
            if hour && (french || lower.starts_with(':') || matches!(suffix, "am" | "pm" | "a.m" | "p.m")) {
                add_clock(senses, number, after.parse().unwrap_or(60), if french { "" } else { suffix });
            } else if lower.starts_with(',') && suffix.is_empty() && digits + after.len() <= 7 {
                senses.add(Class::Num, format!("{head}{after}").parse::<i32>().map_or(0, |n| 10 * n));
            } else if lower.starts_with('.') && suffix.is_empty() && after.len() == 1 {
                senses.add(Class::Num, 10 * number + after.parse().unwrap_or(0));
            }
        }
    }
}

fn add_clock(senses: &mut Senses, hours: i32, minutes: i32, suffix: &str) {
    let meridiem = match suffix.as_bytes().first() {
        Some(b'a') => 1,
        Some(b'p') => 2,
        _ => 0,
    };
    if let Some(hour) = Hour::clock(hours, minutes, meridiem) {
        senses.add(Class::Clock, hour.value());
    }
}

/// "Q3", "H1", "FY22", "FY2022".
fn label_senses(text: &str, senses: &mut Senses) {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (head, tail) = text.split_at(letters);
    let Ok(number) = tail.parse::<i32>() else { return };
    match (head, tail.len()) {
        ("Q" | "q", 1) if (1..=4).contains(&number) => senses.add(Class::Q, number),
        ("H", 1) if (1..=2).contains(&number) => senses.add(Class::H, number),
        ("FY", 2) => senses.add(Class::Fy, century_of(number)),
        ("FY", 4) => senses.add(Class::Fy, number),
        _ => {}
    }
}

/// Joins what makes one number: "twenty-five", "two hundred", "a few", "a couple of", "several hundred".
fn merge_numbers(lexicon: &Lexicon, atoms: &mut Vec<Atom<'_>>) {
    if !atoms.iter().any(|a| a.senses.has(Class::Num) && a.is_word() || a.senses.has(Class::Vague)) {
        return;
    }
    let (a, an) = (lexicon.id("a"), lexicon.id("an"));
    let mut kept: Vec<Atom<'_>> = Vec::with_capacity(atoms.len());
    let mut at = 0;
    while let Some(&atom) = atoms.get(at) {
        if let Some((class, value, length)) = compound(&atoms[at..]) {
            let mut senses = Senses::default();
            senses.add(class, value);
            let tokens = (atom.tokens.0, atoms[at + length - 1].tokens.1);
            kept.push(Atom { tokens, senses, word: 0, ..atom });
            at += length;
            continue;
        }
        at += 1;
        let couple = matches!(atom.text.to_ascii_lowercase().as_str(), "couple" | "dozen");
        if !(atom.senses.has(Class::Vague) || couple) {
            kept.push(atom);
            continue;
        }
        let mut joined = atom;
        if let Some(article) = kept.pop_if(|b| b.word != 0 && (b.word == a || b.word == an)) {
            joined.tokens.0 = article.tokens.0;
            joined.glued = article.glued;
        }
        if let [of, unit, ..] = &atoms[at..]
            && of.word != 0
            && of.word == lexicon.id("of")
            && unit.senses.has(Class::Unit)
        {
            joined.tokens.1 = of.tokens.1;
            at += 1;
        }
        kept.push(joined);
    }
    *atoms = kept;
}

/// A number of several words at the beginning: "twenty-five", "two hundred", in tenths, or "twenty-first"; and how many atoms
/// it takes.
fn compound(atoms: &[Atom<'_>]) -> Option<(Class, i32, usize)> {
    let value = |at: usize, class: Class| atoms.get(at)?.senses.value(class);
    let first = value(0, Class::Num)?;
    if let Some(times) = value(1, Class::Times) {
        return Some((Class::Num, first.checked_mul(times)?, 2));
    }
    let tens = atoms[0].is_word() && first >= 200 && first % 100 == 0;
    let last = 1 + usize::from(atoms.get(1).is_some_and(|h| h.text == "-"));
    let ones = value(last, Class::Num).filter(|ones| tens && atoms[last].is_word() && *ones < 100);
    if let Some(ones) = ones {
        return Some((Class::Num, first + ones, last + 1));
    }
    let nth = value(last, Class::Ordinal).filter(|nth| tens && last == 2 && (1..10).contains(nth))?;
    Some((Class::Ordinal, first / 10 + nth, last + 1))
}

/// Decides which doubtful months and weekdays are such, and which numbers are no years and no days.
fn settle(atoms: &mut [Atom<'_>]) {
    for at in 0..atoms.len() {
        let atom = atoms[at];
        let before = at.checked_sub(1).map(|b| atoms[b]);
        let after = atoms.get(at + 1).copied();
        let numeric = Class::Day.bit() | Class::NthDay.bit() | Class::Year.bit();
        if let Some((class, month)) = atom.senses.among(Class::MonthMaybe.bit() | Class::MonthShort.bit()) {
            let beside = |a: Option<Atom<'_>>| a.is_some_and(|a| a.senses.classes() & numeric != 0);
            let hyphen = after.is_some_and(|h| h.text == "-" && h.glued);
            // "mid-May": the word before the hyphen counts.
            let joined = before.is_some_and(|b| b.text == "-" && b.glued && atom.glued);
            let licence = if joined { at.checked_sub(2).map(|b| atoms[b]) } else { before };
            let licensed = licence.is_some_and(|b| b.senses.has(Class::Licence));
            let of_nth =
                before.is_some_and(|b| b.senses.has(Class::Weekday) || b.text == ",") && beside(after);
            // "Theresa May": the word before is a name or title, so this is one too.
            let named = before.is_some_and(|b| b.capital() && !b.senses.has(Class::Licence) && b.is_word());
            // "June", "August" and "April" need no more than a capital; "May" and "March" do.
            let free = class == Class::MonthMaybe && !matches!(month, 3 | 5) && !named;
            // "to Jan Peter Novotny": a short form before another name is a given name.
            let given = class == Class::MonthShort && after.is_some_and(|a| a.capital() && a.is_word());
            let licensed = licensed && !given;
            if atom.capital() && (beside(after) || beside(before) || of_nth || licensed || free && !hyphen) {
                atoms[at].senses.add(Class::Month, month);
            }
        }
        if let Some(weekday) = atom.senses.value(Class::WeekdayMaybe) {
            let skip = usize::from(after.is_some_and(|c| c.text == ","));
            let date = atoms.get(at + 1 + skip);
            let dated = date.is_some_and(|d| d.senses.among(MONTHS | Class::Day.bit()).is_some());
            let licensed = atom.text.len() >= 3
                && before.is_some_and(|b| matches!(b.text, "on" | "On" | "last" | "next"));
            if atom.capital() && (dated || licensed && !matches!(atom.text, "Sun" | "Sat")) {
                atoms[at].senses.add(Class::Weekday, weekday);
            }
        }
        // "the 30s", "the mid-30s" are years, "under-30s" and "in his 30s" are people.
        let short = atom.text.len() == 3 && atom.text.starts_with(|c: char| c.is_ascii_digit());
        if (short || atom.is_word()) && atom.senses.has(Class::Decade) {
            let first = atoms[..at].iter().rev().find(|a| !a.senses.has(Class::Part) && a.text != "-");
            if first.is_none_or(|a| !a.text.eq_ignore_ascii_case("the")) {
                atoms[at].senses = atom.senses.without(Class::Decade);
            }
        }
        // "the Spring Meetings" are a name.
        if atom.senses.has(Class::Season) && at > 0 && atom.capital() && after.is_some_and(|a| a.capital()) {
            atoms[at].senses = atom.senses.without(Class::Season);
        }
        if atom.senses.has(Class::Year) && !plausible_year(atoms, at) {
            atoms[at].senses = atom.senses.without(Class::Year);
        }
    }
}

/// Whether four digits at this place are a year rather than a number of things or of a law.
fn plausible_year(atoms: &[Atom<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|b| atoms.get(b));
    let counted =
        |skip: usize| atoms.get(at + skip).is_some_and(|a| a.senses.has(Class::Counted) && !a.glued);
    let dash = |a: &Atom<'_>| a.text == "-" && a.glued;
    let dated =
        before.is_some_and(|b| b.text == "," || b.senses.among(MONTHS | Class::Season.bit()).is_some());
    // "F-2000", "2000-strong" are names and sizes; "mid-2019", "2019-2023" and "2008-style" are years.
    let label = atoms[at].glued
        && before.is_some_and(dash)
        && at >= 2
        && atoms[at - 1].glued
        && atoms[at - 2].capital()
        && atoms[at - 2].senses.among(Class::Part.bit() | MONTHS).is_none();
    // "555-1990" is a telephone's.
    let called = at >= 2
        && atoms[at - 2].text.len() == 3
        && atoms[at - 2].senses.has(Class::Num)
        && before.is_some_and(dash)
        && atoms[at].glued;
    let sized = atoms.get(at + 1).is_some_and(dash)
        && atoms.get(at + 2).is_some_and(|a| a.glued && a.senses.has(Class::Counted));
    let counter = before.is_some_and(|b| b.senses.has(Class::Counter));
    dated || !(label || called || sized || counter || counted(1))
}

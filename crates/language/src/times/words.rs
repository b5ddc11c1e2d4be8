//! What single words mean in time expressions, and the words of a sentence made ready for the rules.

use super::calendar::{Grain, Season};
use demarche_core::Span;
use rustc_hash::FxHashMap;

/// What a word can be in a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// A month's name; value 1 to 12.
    Month,
    /// A month's name that needs support.
    MonthMaybe,
    /// A month's short form, which needs support and may have a full stop.
    MonthShort,
    /// A weekday; 1 is Monday.
    Weekday,
    /// A weekday's short form that needs support.
    WeekdayMaybe,
    /// "Mondays".
    Weekdays,
    /// A unit of time; value a [`Grain`].
    Unit,
    /// A unit in the plural.
    Units,
    /// A season; value an index into [`Season::ALL`].
    Season,
    /// A number; value in tenths.
    Num,
    /// "hundred", "thousand".
    Times,
    /// A number that is left open.
    Vague,
    /// "first" … ; -1 is the last.
    Ordinal,
    /// "23rd".
    NthDay,
    /// 1 to 31 in digits.
    Day,
    /// Two digits.
    Two,
    /// Four digits that can be a year of our time.
    Year,
    /// Four digits that can be an earlier or later year.
    OldYear,
    /// A year, or two digits of one, as accountants write it.
    FiscalYear,
    /// "FY2022", "FY"; value the year or 0.
    Fy,
    /// "1990s", "nineties"; value the first year.
    Decade,
    /// "Q3".
    Q,
    /// "H1".
    H,
    /// "10:30".
    Clock,
    /// "early", "end"; value a [`Part`].
    Part,
    /// "morning".
    DayPart,
    /// "a.m.".
    Meridiem,
    /// A word before which "May" is a month.
    Licence,
    /// A word after which a number of four digits is no year.
    Counter,
    /// A thing that is counted.
    Counted,
    /// Any word of letters.
    Word,
}

impl Class {
    /// The names by which the tables call the classes.
    const NAMES: [(&'static str, Class); 31] = [
        ("month", Class::Month),
        ("month?", Class::MonthMaybe),
        ("month.", Class::MonthShort),
        ("weekday", Class::Weekday),
        ("weekday?", Class::WeekdayMaybe),
        ("weekdays", Class::Weekdays),
        ("unit", Class::Unit),
        ("units", Class::Units),
        ("season", Class::Season),
        ("num", Class::Num),
        ("number", Class::Num),
        ("times", Class::Times),
        ("vague", Class::Vague),
        ("ordinal", Class::Ordinal),
        ("nthday", Class::NthDay),
        ("day", Class::Day),
        ("two", Class::Two),
        ("year", Class::Year),
        ("oldyear", Class::OldYear),
        ("fiscalyear", Class::FiscalYear),
        ("fy", Class::Fy),
        ("decade", Class::Decade),
        ("q", Class::Q),
        ("h", Class::H),
        ("clock", Class::Clock),
        ("part", Class::Part),
        ("daypart", Class::DayPart),
        ("meridiem", Class::Meridiem),
        ("licence", Class::Licence),
        ("counter", Class::Counter),
        ("counted", Class::Counted),
    ];

    pub(crate) fn named(name: &str) -> Option<Class> {
        if name == "word" {
            return Some(Class::Word);
        }
        Class::NAMES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
    }

    /// The class as a set of one.
    pub(crate) fn bit(self) -> u32 {
        1 << self as u8
    }
}

/// Months, certain or not.
const MONTHS: u32 = 1 << Class::Month as u8 | 1 << Class::MonthMaybe as u8 | 1 << Class::MonthShort as u8;

/// A part of a longer stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The first third.
    Early,
    /// The middle third.
    Mid,
    /// The last third.
    Late,
    /// The first third, as a noun: "the beginning of".
    Start,
    /// The middle third, as a noun.
    Middle,
    /// The last third, as a noun.
    End,
    /// What has passed of it.
    Earlier,
    /// What is left of it.
    Later,
}

impl Part {
    pub(crate) const NAMES: [(&'static str, Part); 8] = [
        ("early", Part::Early),
        ("mid", Part::Mid),
        ("late", Part::Late),
        ("start", Part::Start),
        ("middle", Part::Middle),
        ("end", Part::End),
        ("earlier", Part::Earlier),
        ("later", Part::Later),
    ];

    pub(crate) fn named(name: &str) -> Option<Part> {
        Part::NAMES.iter().find(|(n, _)| *n == name).map(|(_, p)| *p)
    }
}

/// The classes of one word, with a value each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Senses {
    classes: u32,
    list: [(Class, i32); Senses::MOST],
    len: u8,
}

impl Default for Senses {
    fn default() -> Self {
        Senses { classes: 0, list: [(Class::Word, 0); Senses::MOST], len: 0 }
    }
}

impl Senses {
    /// No word of the table has more senses; a digit pair has Num, Day, Two, FiscalYear.
    const MOST: usize = 6;

    /// Adds a sense; beyond the room for them it is ignored, which a test of the tables excludes.
    pub(crate) fn add(&mut self, class: Class, value: i32) {
        if let Some(slot) = self.list.get_mut(usize::from(self.len)) {
            *slot = (class, value);
            self.len += 1;
            self.classes |= class.bit();
        }
    }

    pub(crate) fn classes(&self) -> u32 {
        self.classes
    }

    pub(crate) fn has(&self, class: Class) -> bool {
        self.classes & class.bit() != 0
    }

    /// The first of these classes that the word has, with its value.
    pub(crate) fn among(&self, classes: u32) -> Option<(Class, i32)> {
        self.list[..usize::from(self.len)].iter().copied().find(|(c, _)| classes & c.bit() != 0)
    }

    /// The same without one of them.
    fn without(&self, class: Class) -> Senses {
        let mut rest = Senses::default();
        for &(c, value) in self.list[..usize::from(self.len)].iter().filter(|(c, _)| *c != class) {
            rest.add(c, value);
        }
        rest
    }

    pub(crate) fn value(&self, class: Class) -> Option<i32> {
        self.among(class.bit()).map(|(_, v)| v)
    }
}

/// A known word's number; 0 is every other word.
pub(crate) type WordId = u16;

/// The words that the tables know.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    ids: FxHashMap<Box<str>, WordId>,
    spellings: Vec<Box<str>>,
    senses: Vec<Senses>,
    /// For each first byte, the lengths of known words, to turn away most others without hashing.
    lengths: Vec<u32>,
}

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 24;

impl Lexicon {
    /// Reads the table of words.
    pub(crate) fn load(table: &str) -> Result<Lexicon, String> {
        let mut lexicon = Lexicon {
            lengths: vec![0; 256],
            senses: vec![Senses::default()],
            spellings: vec!["".into()],
            ..Lexicon::default()
        };
        for line in table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).skip(1) {
            let mut cells = line.split('\t');
            let (Some(word), Some(class), Some(value), None) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                return Err(format!("`{line}` has not three cells"));
            };
            let class = Class::named(class).ok_or_else(|| format!("`{line}`: unknown class"))?;
            let number = || value.parse::<i32>().ok();
            let value = match class {
                Class::Unit | Class::Units => Grain::named(value).map(|g| g as i32),
                Class::Season => Season::ALL.iter().position(|s| s.code() == value).map(|s| s as i32),
                Class::Part => Part::named(value).map(|p| p as i32),
                Class::Num => number().map(|n| 10 * n),
                _ if value.is_empty() || value == "X" => Some(0),
                _ => number(),
            };
            let value = value.ok_or_else(|| format!("`{line}`: unknown value"))?;
            let id = lexicon.intern(word)?;
            lexicon.senses[usize::from(id)].add(class, value);
        }
        Ok(lexicon)
    }

    /// The number of a word, made if need be.
    pub(crate) fn intern(&mut self, word: &str) -> Result<WordId, String> {
        if let Some(&id) = self.ids.get(word) {
            return Ok(id);
        }
        if word.len() > LONGEST || word.is_empty() || word.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(format!("`{word}` is too long, empty or in capitals"));
        }
        let id = WordId::try_from(self.senses.len()).map_err(|_| "too many words".to_owned())?;
        self.lengths[usize::from(word.as_bytes()[0])] |= 1 << word.len();
        self.senses.push(Senses::default());
        self.spellings.push(word.into());
        self.ids.insert(word.into(), id);
        Ok(id)
    }

    /// The number of a word in whatever case, 0 if the tables do not know it.
    pub(crate) fn id(&self, word: &str) -> WordId {
        let bytes = word.as_bytes();
        let Some(first) = bytes.first() else { return 0 };
        let lengths = self.lengths[usize::from(first.to_ascii_lowercase())];
        if bytes.len() > LONGEST || lengths & (1 << bytes.len()) == 0 {
            return 0;
        }
        let mut lower = [0_u8; LONGEST];
        let lower = &mut lower[..bytes.len()];
        lower.copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).ok().and_then(|w| self.ids.get(w)).copied().unwrap_or(0)
    }

    /// What a word can be.
    pub(crate) fn senses(&self, id: WordId) -> Senses {
        self.senses[usize::from(id)]
    }

    /// How a word is spelt.
    pub(crate) fn spelling(&self, id: WordId) -> &str {
        &self.spellings[usize::from(id)]
    }

    /// How many words there are, with the unknown one.
    pub(crate) fn len(&self) -> usize {
        self.senses.len()
    }
}

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
        split(lexicon, word, token, glued, &mut atoms);
    }
    merge_numbers(lexicon, &mut atoms);
    settle(&mut atoms);
    atoms
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
    let known = if matches!(text, "–" | "—" | "‐" | "‑" | "−") { "-" } else { text };
    let word = lexicon.id(known);
    let mut senses = lexicon.senses(word);
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        number_senses(text, &mut senses);
    } else if text.len() <= 6 && text.ends_with(|c: char| c.is_ascii_digit()) {
        label_senses(text, &mut senses);
    }
    if text.starts_with(char::is_alphabetic) {
        senses.add(Class::Word, 0);
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
fn century_of(two_digits: i32) -> i32 {
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
        "am" | "pm" | "a.m" | "p.m" if digits <= 2 => senses.add(Class::Clock, number),
        "hrs" | "gmt" if digits == 4 => senses.add(Class::Clock, number),
        "q" if (1..=4).contains(&number) => senses.add(Class::Q, number),
        _ => {
            let separator = lower.as_bytes()[0];
            let after: String = lower[1..].chars().filter(char::is_ascii_digit).collect();
            let suffix = lower.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
            if digits <= 2
                && after.len() == 2
                && (separator == b':' || matches!(suffix, "am" | "pm" | "a.m" | "p.m"))
            {
                senses.add(Class::Clock, number);
            } else if separator == b',' && after.len() + digits <= 7 && suffix.starts_with(',') {
                if let Ok(whole) = format!("{head}{after}").parse::<i32>() {
                    senses.add(Class::Num, 10 * whole);
                }
            } else if separator == b'.' && after.len() == 1 && suffix.is_empty() {
                senses.add(Class::Num, 10 * number + after.parse().unwrap_or(0));
            }
        }
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
    let (a, an, of) = (lexicon.id("a"), lexicon.id("an"), lexicon.id("of"));
    let mut kept: Vec<Atom<'_>> = Vec::with_capacity(atoms.len());
    let mut at = 0;
    while let Some(&atom) = atoms.get(at) {
        at += 1;
        let next = |ahead: usize| atoms.get(at + ahead);
        let tens = atom.senses.value(Class::Num).filter(|n| atom.is_word() && *n >= 200 && n % 100 == 0);
        if let Some(tens) = tens {
            let skip = usize::from(next(0).is_some_and(|h| h.text == "-"));
            let ones = next(skip)
                .filter(|o| o.is_word())
                .and_then(|o| o.senses.value(Class::Num))
                .filter(|o| *o < 100);
            if let Some((ones, last)) = ones.zip(next(skip)) {
                let mut joined = Senses::default();
                joined.add(Class::Num, tens + ones);
                kept.push(Atom { tokens: (atom.tokens.0, last.tokens.1), senses: joined, word: 0, ..atom });
                at += skip + 1;
                continue;
            }
        }
        if let Some((number, times)) =
            atom.senses.value(Class::Num).zip(next(0).and_then(|t| t.senses.value(Class::Times)))
        {
            if let Some((whole, last)) = number.checked_mul(times).zip(next(0)) {
                let mut joined = Senses::default();
                joined.add(Class::Num, whole);
                kept.push(Atom { tokens: (atom.tokens.0, last.tokens.1), senses: joined, word: 0, ..atom });
                at += 1;
                continue;
            }
        }
        let couple =
            atom.is_word() && matches!(atom.senses.value(Class::Num), Some(20 | 120)) && atom.text.len() > 4;
        if atom.senses.has(Class::Vague) || couple {
            let mut joined = Atom { ..atom };
            if let Some(before) = kept.last().filter(|b| b.word != 0 && (b.word == a || b.word == an)) {
                joined.tokens.0 = before.tokens.0;
                joined.glued = before.glued;
                kept.pop();
            }
            if let Some(of) = next(0).filter(|o| o.word != 0 && o.word == of) {
                if next(1).is_some_and(|u| u.senses.has(Class::Unit)) {
                    joined.tokens.1 = of.tokens.1;
                    at += 1;
                }
            }
            kept.push(joined);
            continue;
        }
        kept.push(atom);
    }
    *atoms = kept;
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
            let licensed = before.is_some_and(|b| b.senses.has(Class::Licence));
            let of_nth =
                before.is_some_and(|b| b.senses.has(Class::Weekday) || b.text == ",") && beside(after);
            // "Theresa May": the word before is a name or title, so this is one too.
            let named = before.is_some_and(|b| b.capital() && !b.senses.has(Class::Licence) && b.is_word());
            // "June", "August" and "April" need no more than a capital; "May" and "March" do.
            let free = class == Class::MonthMaybe && !matches!(month, 3 | 5) && !named;
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
    let sized = atoms.get(at + 1).is_some_and(dash)
        && atoms.get(at + 2).is_some_and(|a| a.glued && a.senses.has(Class::Counted));
    let counter = before.is_some_and(|b| b.senses.has(Class::Counter));
    dated || !(label || sized || counter || counted(1))
}

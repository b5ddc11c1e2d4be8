//! Going through the head of a line, piece by piece: dates, places, notes, dashes.

use super::{As, Known, trim_end};
use crate::chars::{is_space, is_word};
use crate::cues::CUES;
use demarche_core::Span;
use jiff::civil::Date;

/// A date as written at the head: the day always, the year if given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) year: Option<i16>,
    pub(super) month: i8,
    pub(super) day: i8,
}

impl Written {
    /// The day, if the year is given and it exists.
    pub(super) fn full(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }
}

/// A place in a line.
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) end: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    pub(super) fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }

    /// Skips white space and these marks.
    pub(super) fn skip(&mut self, marks: &[char]) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(|c| is_space(c) || marks.contains(&c)).len();
    }

    /// The next word, without moving.
    pub(super) fn peek(&self) -> &'t str {
        let rest = self.rest();
        &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())]
    }

    /// Goes past "Published on:", "date", if such a cue stands here.
    pub(super) fn cue(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        let body = rest.trim_start_matches(is_space);
        let length = CUES.dated_length(body);
        if length == 0 {
            return false;
        }
        self.at += rest.len() - body.len() + length;
        self.skip(&[':', ',']);
        if self.at >= self.end {
            self.at = start;
            return false;
        }
        true
    }

    /// Goes past a date. `marked`: a cue says that it is one, so that `03/04/2011` is read, month first.
    pub(super) fn date(&mut self, marked: bool) -> Option<Written> {
        let start = self.at;
        let found = self.try_date(marked);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    pub(super) fn try_date(&mut self, marked: bool) -> Option<Written> {
        self.skip(&['(']);
        let weekday = Some(self.peek()).filter(|word| CUES.is_weekday(word));
        if let Some(day) = weekday {
            self.at += day.len();
            self.skip(&[',', '.']);
        }
        if let Some(date) = self.iso() {
            return Some(date);
        }
        if let Some(month) = self.month() {
            self.skip(&['.']);
            let day = self.number(1..=31)? as i8;
            self.ordinal();
            let mark = self.at;
            self.skip(&[',']);
            let year = self.year();
            if year.is_none() {
                self.at = mark;
            }
            return Some(Written { year, month, day });
        }
        let first = self.number(1..=31)?;
        self.ordinal();
        if let Some(date) = self.numeric(first, weekday) {
            return Some(date);
        }
        if marked && self.rest().starts_with('/') {
            self.at += 1;
            let day = self.number(1..=31)? as i8;
            self.at += usize::from(self.rest().starts_with('/'));
            let year = self.year();
            return Some(Written { year, month: i8::try_from(first).ok().filter(|m| *m <= 12)?, day });
        }
        self.skip(&['-']);
        let month = self.month()?;
        self.skip(&[',', '.', '-']);
        let mark = self.at;
        let year = self.year();
        if year.is_none() {
            self.at = mark;
        }
        Some(Written { year, month, day: first as i8 })
    }

    /// "LUANDA, 08/29 -": month and day between a city and a dash.
    pub(super) fn short_date(&mut self) -> Option<Written> {
        let start = self.at;
        let month = self.number(1..=12).filter(|_| self.rest().starts_with('/'));
        let day = month.and_then(|_| {
            self.at += 1;
            self.number(1..=31)
                .filter(|_| self.rest().trim_start_matches(is_space).starts_with(['-', '–', '—']))
        });
        if day.is_none() {
            self.at = start;
        }
        Some(Written { year: None, month: i8::try_from(month?).ok()?, day: i8::try_from(day?).ok()? })
    }

    /// "Tuesday, 30/9/2014": the weekday tells the day from the month; without one a full stop does ("30.9.2014"), as does a number
    /// that is no month.
    pub(super) fn numeric(&mut self, first: u16, weekday: Option<&str>) -> Option<Written> {
        let start = self.at;
        let mark = self.rest().chars().next().filter(|c| matches!(c, '/' | '.'))?;
        self.at += 1;
        let second = self.number(1..=31);
        self.at += usize::from(self.rest().starts_with(mark));
        let year = self.year();
        let fits = |day: u16, month: u16| {
            let date = Date::new(year?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            let name = format!("{:?}", date.weekday()).to_lowercase();
            let right = weekday.is_none_or(|day| name.starts_with(&day.to_lowercase()));
            right.then_some(Written { year, month: date.month(), day: date.day() })
        };
        let found = second.and_then(|second| match (fits(first, second), fits(second, first)) {
            (Some(_), Some(_)) if weekday.is_none() && mark == '/' && first != second => None,
            (day_first, month_first) => {
                day_first.or(month_first.filter(|_| weekday.is_some() || mark == '/'))
            }
        });
        if found.is_none() {
            self.at = start;
        }
        found
    }

    pub(super) fn iso(&mut self) -> Option<Written> {
        let digits = self.rest().get(..10)?;
        let date: Date = digits.parse().ok().filter(|_| digits.as_bytes()[4] == b'-')?;
        if self.rest()[10..].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        self.at += 10;
        Some(Written { year: Some(date.year()), month: date.month(), day: date.day() })
    }

    pub(super) fn month(&mut self) -> Option<i8> {
        let month = CUES.month(self.peek())?;
        self.at += self.peek().len();
        Some(month)
    }

    pub(super) fn number(&mut self, range: std::ops::RangeInclusive<u16>) -> Option<u16> {
        self.spaces();
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..digits].parse().ok().filter(|n| range.contains(n))?;
        self.at += digits;
        Some(number)
    }

    pub(super) fn ordinal(&mut self) {
        let word = self.peek();
        if ["st", "nd", "rd", "th"].iter().any(|o| word.eq_ignore_ascii_case(o)) {
            self.at += word.len();
        }
        self.spaces();
        if self.peek().eq_ignore_ascii_case("of") {
            self.at += 2;
            self.spaces();
        }
    }

    pub(super) fn year(&mut self) -> Option<i16> {
        self.number(1900..=2100).map(|y| y as i16)
    }

    /// Goes past a time of day behind a date: `10:32 AM EST`, `, 14.05 GMT`, `T10:32:00Z`, `| 5 min`.
    pub(super) fn clock(&mut self) {
        let start = self.at;
        self.skip(&[',', '|', 'T', '·']);
        for word in ["updated", "at"] {
            if self.peek().eq_ignore_ascii_case(word) {
                self.at += word.len();
                self.spaces();
            }
        }
        let rest = self.rest();
        let digits = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-')))
            .unwrap_or(rest.len());
        let clock = rest[..digits].trim_end_matches(['-', '.']);
        if !clock.starts_with(|c: char| c.is_ascii_digit()) || !clock.contains([':', '.']) {
            self.at = start;
            return;
        }
        self.at += clock.len();
        loop {
            self.spaces();
            let word = self.peek();
            let zone = matches!(word.len(), 1..=4)
                && (word.chars().all(char::is_uppercase) || ["am", "pm", "hrs"].contains(&word));
            if !zone {
                break;
            }
            self.at += word.len();
            let offset = self
                .rest()
                .strip_prefix(['+', '-'])
                .map_or(0, |r| r.len() - r.trim_start_matches(|c: char| c.is_ascii_digit()).len());
            self.at += if offset > 0 { offset + 1 } else { 0 };
        }
    }

    /// Goes past the country in brackets behind its city: "Lima [Peru]", "Lima (Peru) [India]".
    pub(super) fn country(&mut self, known: &Known<'_>) {
        loop {
            let start = self.at;
            self.spaces();
            let rest = self.rest();
            let close = match rest.chars().next() {
                Some('[') => rest.find(']'),
                Some('(') => rest.find(')'),
                _ => None,
            };
            let named = |i: usize| rest[1..i].chars().any(char::is_lowercase) && known(&rest[1..i], As::Name);
            let Some(close) = close.filter(|&i| i > 1 && i < 40 && named(i)) else {
                self.at = start;
                return;
            };
            self.at += close + 1;
        }
    }

    /// Goes past the stop between a date and an agency in slashes: ", March 3. /TASS/".
    pub(super) fn stop_before_slash(&mut self) -> bool {
        let stops = self.rest().trim_start_matches(is_space).starts_with(". /");
        if stops {
            self.skip(&['.']);
        }
        stops
    }

    /// Goes past a known city and a colon behind a date.
    pub(super) fn city_behind(&mut self, known: &Known<'_>) -> Option<Span> {
        let start = self.at;
        self.skip(&[',']);
        let place = self
            .place()
            .filter(|place| known(place.slice(self.text), As::Name) && self.rest().starts_with(':'));
        if place.is_none() {
            self.at = start;
        }
        place
    }

    /// "DAMASCUS May 18 TASS -": goes past an agency without brackets.
    pub(super) fn bare_agency(&mut self, known: &Known<'_>) -> Option<Span> {
        let start = self.at;
        self.skip(&[',']);
        let agency = Span::new(self.at, self.at + self.peek().len());
        let found = agency.len() > 2 && known(agency.slice(self.text), As::Agency);
        self.at = if found { agency.end as usize } else { start };
        found.then_some(agency)
    }

    /// Goes past a short note in brackets or slashes and returns what is inside: the agency.
    pub(super) fn bracket(&mut self) -> Option<Span> {
        let start = self.at;
        self.skip(&[',']);
        let closing = match self.rest().chars().next() {
            Some('(') => Some(')'),
            Some('[') => Some(']'),
            Some('/') => Some('/'),
            _ => None,
        };
        let open = closing.is_some();
        let inside = self.at + usize::from(open);
        let close = closing.and_then(|mark| self.rest()[1..].find(mark)).map(|i| i + 1);
        let close = close.filter(|&i| i > 1 && i < 60);
        let Some(close) = close else {
            self.at = start;
            return None;
        };
        let span = Span::new(inside, self.at + close);
        self.at += close + 1;
        span.slice(self.text).starts_with(is_word).then_some(span)
    }

    /// Goes past the dash that ends a place line.
    pub(super) fn dash(&mut self) -> bool {
        let start = self.at;
        // "NEW DELHI: Ministers met" as well; but "QUESTION: Will they?" is no place.
        let colon = self.rest().starts_with(':') && self.rest()[1..].starts_with(is_space);
        self.skip(&[':']);
        let spaced = self.text[..self.at].ends_with(is_space) && self.rest().starts_with(['-', '–', '_']);
        let marks = self.rest().len() - self.rest().trim_start_matches(['-', '–', '—', '―', '_']).len();
        let behind = self.rest()[marks..].chars().next().is_none_or(is_space);
        let long = self.rest().starts_with("--") || self.rest().starts_with(['—', '―']);
        let dash = marks > 0 && (long || (spaced && behind));
        match (dash, colon) {
            (true, _) => self.at += marks,
            (false, true) => {}
            (false, false) => self.at = start,
        }
        dash || colon
    }

    /// Goes past place names in capitals or title case, joined by spaces, commas and slashes, and returns the first one.
    pub(super) fn place(&mut self) -> Option<Span> {
        self.spaces();
        let start = self.at;
        let mut first = None;
        let mut words = 0;
        loop {
            let word = self.place_word();
            let month = CUES.month(word.trim_end_matches('.')).is_some() && words > 0;
            let particle = words > 0
                && matches!(
                    word,
                    "of" | "de" | "del" | "da" | "do" | "la" | "el" | "al" | "and" | "the" | "on"
                );
            let name = word.starts_with(char::is_uppercase) && !month && !CUES.is_weekday(word);
            if !(name || particle) || words == 8 {
                break;
            }
            self.at += word.len();
            words += 1;
            let end = self.at;
            self.spaces();
            let hyphen = self.at == end && self.rest().starts_with('-') && !self.rest().starts_with("--");
            if hyphen || self.rest().starts_with([',', '/']) {
                let mark = self.at;
                if !hyphen {
                    first.get_or_insert(end);
                }
                self.at += 1;
                self.spaces();
                if !self.place_word().starts_with(char::is_uppercase) {
                    self.at = mark;
                    break;
                }
            } else if self.at == end {
                break;
            }
        }
        let end = trim_end(self.text, start, self.at);
        self.at = end;
        (words > 0).then(|| Span::new(start, trim_end(self.text, start, first.unwrap_or(end))))
    }

    pub(super) fn place_word(&self) -> &'t str {
        let rest = self.rest();
        &rest[..rest.find(|c: char| !(is_word(c) || matches!(c, '.' | '\'' | '’'))).unwrap_or(rest.len())]
    }
}

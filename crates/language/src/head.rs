//! The head of an article: date lines, place lines, agencies, bylines.
//!
//! Recognised, at the start of the first lines: `date 2011-03-03 (Agency) --`, `Published: 3 March 2011`, `March 3, 2011`,
//! `BEIJING (Reuters) -`, `CITY, March 3 (TASS) --`, `ZURICH, SWITZERLAND –`, `Washington —`, `Tokyo, 5 April 2019`,
//! `(Xinhua) --`, `AFP, Lima :`, `LIMA, March 3. /TASS/.`, `Lima [Peru], March 3 (ANI):`, and what lies between these.

use crate::chars::{is_space, is_word};
use crate::cues::CUES;
use demarche_core::Span;
use jiff::civil::Date;

/// What stands before the first sentence of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Head {
    /// All of it, from the line's start, with the dash behind it.
    pub(crate) span: Span,
    /// The city.
    pub(crate) place: Option<Span>,
    /// The agency, without brackets.
    pub(crate) agency: Option<Span>,
    /// The full date, if it has one.
    pub(crate) date: Option<Date>,
}

/// A date as written at the head: the day always, the year if given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    year: Option<i16>,
    month: i8,
    day: i8,
}

/// A line longer than this that ends in a stop is no headline.
const SENTENCE: usize = 80;

/// What the world may know a name as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    /// Anything, whatever its case.
    Name,
    /// A news agency, as written.
    Agency,
}

/// Whether the world knows a name.
pub(crate) type Known<'k> = dyn Fn(&str, As) -> bool + 'k;

/// Reads the head of a line, if it has one.
pub(crate) fn read(text: &str, line: Span, known: &Known<'_>) -> Option<Head> {
    let mut cursor = Cursor { text, at: line.start as usize, end: line.end as usize };
    let mut head = Head::default();
    if let Some(head) = by_agency(text, line, known) {
        return Some(head);
    }
    let cue = cursor.cue();
    let mut date = cursor.date(cue);
    if date.is_none() && cue {
        return None;
    }
    if date.is_none() {
        head.place = cursor.place();
        if head.place.is_some() {
            cursor.country(known);
            let mark = cursor.at;
            cursor.skip(&[',', ' ', '(', '.']);
            date = cursor.date(false);
            if date.is_some() {
                cursor.skip(&[')']);
            } else if CUES.is_weekday(cursor.peek()) {
                // "LIMA, Thursday -": a day without its date.
                cursor.at += cursor.peek().len();
            } else {
                cursor.at = mark;
            }
        }
    }
    if date.is_some() {
        cursor.clock();
    }
    let stopped = date.is_some() && cursor.stop_before_slash();
    head.agency = cursor.bracket();
    if head.agency.is_some() && date.is_none() && head.place.is_some() {
        date = cursor.date(false);
    }
    // "June 8, 2017 (KHARTOUM) -": the city stands where others have the agency.
    if head.place.is_none()
        && date.is_some()
        && let Some(city) = head.agency.filter(|a| a.slice(text).chars().all(|c| !c.is_lowercase()))
        && city.len() > 4
        && known(city.slice(text), As::Name)
    {
        (head.place, head.agency) = (Some(city), None);
    }
    // "LONDON (UrduPoint / Sputnik - 27th January, 2022)": the note tells the day as well.
    if date.is_none()
        && let Some(note) = head.agency
        && let Some((agency, day)) = note.slice(text).rsplit_once(" - ")
    {
        let start = note.start as usize + agency.len() + 3;
        date = Cursor { text, at: start, end: start + day.len() }.date(false).filter(|d| d.year.is_some());
    }
    // "May 06 2011, Colombo: Ministers met"
    if head.place.is_none() && date.is_some() && head.agency.is_none() {
        head.place = cursor.city_behind(known);
    }
    let dash = cursor.dash() || stopped && head.agency.is_some();
    head.date = date.and_then(|d| Date::new(d.year?, d.month, d.day).ok());
    cursor.spaces();
    // "17 Jul 2019 at 05:12hrs | Views"
    let whole = cursor.at >= cursor.end || date.is_some() && cursor.rest().starts_with(['|', '·']);
    let capital = cursor
        .rest()
        .trim_start_matches(|c: char| !is_word(c))
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let shouted = head.place.is_some_and(|p| p.slice(text).chars().all(|c| !c.is_lowercase()));
    let sound = match (date, head.place, head.agency, dash) {
        // A date alone on its line, or one that a cue or a dash sets off, or a place with it.
        (Some(d), place, agency, _) => {
            let stop = cursor.rest().starts_with('.') && agency.is_some();
            cursor.at += usize::from(stop);
            (d.year.is_some() && (whole || cue || dash || agency.is_some()))
                || (place.is_some() && (dash || whole || stop))
        }
        (None, Some(_), Some(_), true) => true,
        // "Juba(Eye24)-Ministers met"
        (None, Some(place), Some(_), false) if cursor.rest().starts_with('-') => {
            cursor.at += 1;
            known(place.slice(text), As::Name)
        }
        (None, Some(_), Some(_), false) => shouted && capital,
        (None, Some(_), None, true) if whole => shouted,
        // "US - China talks" is none.
        (None, Some(place), None, true) => {
            let colon = text[..cursor.at].trim_end_matches(is_space).ends_with(':');
            // "Lima: No taxes" may be a headline; a full sentence is none.
            let told =
                || cursor.rest().len() > SENTENCE && cursor.rest().trim_end().ends_with(['.', '"', '”']);
            capital
                && place.len() > 3
                && !place.slice(text).contains('.')
                && (!colon || (known(place.slice(text), As::Name) && (shouted || told())))
        }
        (None, None, Some(_), true) => true,
        _ => false,
    };
    head.span = Span::new(line.start as usize, trim_end(text, line.start as usize, cursor.at));
    (sound && !head.span.is_empty()).then_some(head)
}

/// "AFP, Lima :", "EFE, Lima, March 4 —": the agency before the city, both known, with a mark behind.
fn by_agency(text: &str, line: Span, known: &Known<'_>) -> Option<Head> {
    let mut cursor = Cursor { text, at: line.start as usize, end: line.end as usize };
    cursor.spaces();
    let start = cursor.at;
    let agency = Span::new(start, start + cursor.peek().len());
    let shouted = agency.len() > 1 && agency.slice(text).chars().all(char::is_uppercase);
    cursor.at = agency.end as usize;
    if !shouted || !cursor.rest().starts_with(", ") || !known(agency.slice(text), As::Agency) {
        return None;
    }
    cursor.skip(&[',']);
    // "AFP, Thursday 5 April 2012"
    if let Some(day) = cursor.date(false) {
        let span = Span::new(line.start as usize, cursor.at);
        let date = Date::new(day.year?, day.month, day.day).ok();
        return cursor.rest().trim().is_empty().then_some(Head {
            span,
            place: None,
            agency: Some(agency),
            date,
        });
    }
    let place = cursor.place().filter(|place| known(place.slice(text), As::Name))?;
    let mark = cursor.at;
    cursor.skip(&[',']);
    let date = cursor.date(false);
    if date.is_none() {
        cursor.at = mark;
    }
    cursor.spaces();
    if !cursor.dash() {
        return None;
    }
    let date = date.and_then(|d| Date::new(d.year?, d.month, d.day).ok());
    let span = Span::new(line.start as usize, trim_end(text, line.start as usize, cursor.at));
    Some(Head { span, place: Some(place), agency: Some(agency), date })
}

fn trim_end(text: &str, start: usize, end: usize) -> usize {
    start + text[start..end].trim_end_matches(is_space).len()
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }

    /// Skips white space and these marks.
    fn skip(&mut self, marks: &[char]) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(|c| is_space(c) || marks.contains(&c)).len();
    }

    /// The next word, without moving.
    fn peek(&self) -> &'t str {
        let rest = self.rest();
        &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())]
    }

    /// Goes past "Published on:", "date", if such a cue stands here.
    fn cue(&mut self) -> bool {
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
    fn date(&mut self, marked: bool) -> Option<Written> {
        let start = self.at;
        let found = self.try_date(marked);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn try_date(&mut self, marked: bool) -> Option<Written> {
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
        if let Some(date) = weekday.and_then(|day| self.numeric(first, day)) {
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

    /// "Tuesday, 30/9/2014": the weekday tells the day from the month.
    fn numeric(&mut self, first: u16, weekday: &str) -> Option<Written> {
        let start = self.at;
        let mark = self.rest().chars().next().filter(|c| matches!(c, '/' | '.'))?;
        self.at += 1;
        let second = self.number(1..=31);
        self.at += usize::from(self.rest().starts_with(mark));
        let year = self.year();
        let fits = |day: u16, month: u16| {
            let date = Date::new(year?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            let name = format!("{:?}", date.weekday()).to_lowercase();
            name.starts_with(&weekday.to_lowercase()).then_some(Written {
                year,
                month: date.month(),
                day: date.day(),
            })
        };
        let found = second.and_then(|second| fits(first, second).or_else(|| fits(second, first)));
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn iso(&mut self) -> Option<Written> {
        let digits = self.rest().get(..10)?;
        let date: Date = digits.parse().ok().filter(|_| digits.as_bytes()[4] == b'-')?;
        if self.rest()[10..].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        self.at += 10;
        Some(Written { year: Some(date.year()), month: date.month(), day: date.day() })
    }

    fn month(&mut self) -> Option<i8> {
        let month = CUES.month(self.peek())?;
        self.at += self.peek().len();
        Some(month)
    }

    fn number(&mut self, range: std::ops::RangeInclusive<u16>) -> Option<u16> {
        self.spaces();
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..digits].parse().ok().filter(|n| range.contains(n))?;
        self.at += digits;
        Some(number)
    }

    fn ordinal(&mut self) {
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

    fn year(&mut self) -> Option<i16> {
        self.number(1900..=2100).map(|y| y as i16)
    }

    /// Goes past a time of day behind a date: `10:32 AM EST`, `, 14.05 GMT`, `T10:32:00Z`, `| 5 min`.
    fn clock(&mut self) {
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
    fn country(&mut self, known: &Known<'_>) {
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
    fn stop_before_slash(&mut self) -> bool {
        let stops = self.rest().trim_start_matches(is_space).starts_with(". /");
        if stops {
            self.skip(&['.']);
        }
        stops
    }

    /// Goes past a known city and a colon behind a date.
    fn city_behind(&mut self, known: &Known<'_>) -> Option<Span> {
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

    /// Goes past a short note in brackets or slashes and returns what is inside: the agency.
    fn bracket(&mut self) -> Option<Span> {
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
    fn dash(&mut self) -> bool {
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
    fn place(&mut self) -> Option<Span> {
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

    fn place_word(&self) -> &'t str {
        let rest = self.rest();
        &rest[..rest.find(|c: char| !(is_word(c) || matches!(c, '.' | '\'' | '’'))).unwrap_or(rest.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head's words, date, place and agency, or nothing.
    fn found(text: &str) -> Option<(&str, String, &str, &str)> {
        let known = |name: &str, sort: As| match sort {
            As::Name => matches!(name, "NEW DELHI" | "Lima" | "LIMA" | "Peru" | "EFE"),
            As::Agency => name == "EFE",
        };
        let head = read(text, Span::new(0, text.len()), &known)?;
        let words = |span: Option<Span>| span.map_or("", |s| s.slice(text));
        Some((
            head.span.slice(text),
            head.date.map_or(String::new(), |d| d.to_string()),
            words(head.place),
            words(head.agency),
        ))
    }

    #[track_caller]
    fn check(text: &str, head: &str, date: &str, place: &str, agency: &str) {
        assert_eq!(found(text), Some((head, date.to_owned(), place, agency)), "{text}");
    }

    #[test]
    fn heads_of_many_houses_are_read() {
        check(
            "date 2011-03-04 (EFE) -- Two ministers met.",
            "date 2011-03-04 (EFE) --",
            "2011-03-04",
            "",
            "EFE",
        );
        check(" date 2011-03-04 Two ministers met.", " date 2011-03-04", "2011-03-04", "", "");
        check("LIMA (EFE) - Two ministers met.", "LIMA (EFE) -", "", "LIMA", "EFE");
        check("LIMA, March 4 (EFE) -- Two ministers met.", "LIMA, March 4 (EFE) --", "", "LIMA", "EFE");
        check("BERN, SWITZERLAND – Two ministers met.", "BERN, SWITZERLAND –", "", "BERN", "");
        check("BERN, SWITZERLAND - Two ministers met.", "BERN, SWITZERLAND -", "", "BERN", "");
        check("SAN JOSÉ — Two ministers met.", "SAN JOSÉ —", "", "SAN JOSÉ", "");
        check("Bern — Two ministers met.", "Bern —", "", "Bern", "");
        check("NEW DELHI: Two ministers met.", "NEW DELHI:", "", "NEW DELHI", "");
        check(
            "Lima: Two ministers met on Friday and agreed to open a bridge that both have waited for since May.",
            "Lima:",
            "",
            "Lima",
            "",
        );
        check("LIMA (Kyodo) _ Two ministers met.", "LIMA (Kyodo) _", "", "LIMA", "Kyodo");
        check("LIMA, March 4 (EFE). Two ministers met.", "LIMA, March 4 (EFE).", "", "LIMA", "EFE");
        check("LIMA, Thursday - Two ministers met.", "LIMA, Thursday -", "", "LIMA", "");
        check("LIMA, Monday (EFE) - Two ministers met.", "LIMA, Monday (EFE) -", "", "LIMA", "EFE");
        check("CANBERRA –", "CANBERRA –", "", "CANBERRA", "");
        check("EFE, Lima : Two ministers met.", "EFE, Lima :", "", "Lima", "EFE");
        check("EFE, Lima, March 4 — Two ministers met.", "EFE, Lima, March 4 —", "", "Lima", "EFE");
        check("LIMA, Peru — Two ministers met.", "LIMA, Peru —", "", "LIMA", "");
        check("EFE, Thursday 4 March 2011", "EFE, Thursday 4 March 2011", "2011-03-04", "", "EFE");
        check("LIMA, March 4. /EFE/. Two ministers met.", "LIMA, March 4. /EFE/.", "", "LIMA", "EFE");
        check(
            "Lima [Peru], March 4 (EFE): Two ministers met.",
            "Lima [Peru], March 4 (EFE):",
            "",
            "Lima",
            "EFE",
        );
        check("Friday, 4/3/2011 | 9:15", "Friday, 4/3/2011 | 9:15", "2011-03-04", "", "");
        check("Friday, 4/3/2011 | 9:15 UTC+0", "Friday, 4/3/2011 | 9:15 UTC+0", "2011-03-04", "", "");
        check("Friday, 3/4/2011", "Friday, 3/4/2011", "2011-03-04", "", "");
        check(
            "LIMA (House / EFE - 4th March, 2011) Two ministers met.",
            "LIMA (House / EFE - 4th March, 2011)",
            "2011-03-04",
            "LIMA",
            "House / EFE - 4th March, 2011",
        );
        check("March 04 2011, Lima: Two ministers met.", "March 04 2011, Lima:", "2011-03-04", "Lima", "");
        check(
            "March 4, 2011 (NEW DELHI) - Two ministers met.",
            "March 4, 2011 (NEW DELHI) -",
            "2011-03-04",
            "NEW DELHI",
            "",
        );
        check("4 Mar 2011 at 05:12hrs | Views", "4 Mar 2011 at 05:12hrs", "2011-03-04", "", "");
        check("Lima(Eye)-Two ministers met.", "Lima(Eye)-", "", "Lima", "Eye");
        check("LIMA [EYE] – Two ministers met.", "LIMA [EYE] –", "", "LIMA", "EYE");
        check("(EFE) -- Two ministers met.", "(EFE) --", "", "", "EFE");
        check("Published: 3 March 2011", "Published: 3 March 2011", "2011-03-03", "", "");
        check(
            "Friday, March 4th, 2011 10:32 AM EST",
            "Friday, March 4th, 2011 10:32 AM EST",
            "2011-03-04",
            "",
            "",
        );
        check("Lima, 5 April 2019", "Lima, 5 April 2019", "2019-04-05", "Lima", "");
        check("LIMA, 5 April 2019 – Two ministers met.", "LIMA, 5 April 2019 –", "2019-04-05", "LIMA", "");
        check("LIMA, Peru (EFE) — Two ministers met.", "LIMA, Peru (EFE) —", "", "LIMA", "EFE");
        check(
            "PORT-AU-PRINCE (EFE) - Two ministers met.",
            "PORT-AU-PRINCE (EFE) -",
            "",
            "PORT-AU-PRINCE",
            "EFE",
        );
    }

    #[test]
    fn sentences_have_no_head() {
        for text in [
            "Two ministers met.",
            "On March 4, 2011, two ministers met.",
            "March 4 was the day when two ministers met.",
            "EFTA (the European Free Trade Association) ministers met.",
            "US - China talks went on.",
            "Peru—its neighbour said—is ready.",
            "Monday — the first day — was quiet.",
            "Lima, Thursday morning.",
            "Background: Two ministers met.",
            "Lima: No new taxes",
            "EFE, Lima and Quito agreed.",
            "EFTA, Lima : Two ministers met.",
            "QUESTION: Will they meet?",
            "Friday, 40/3/2011",
            "1987",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}

//! The line that dates a page, in whatever shape its site writes it: "18:32 pm on 24 April 2017", "Jo Doe February 11, 2016",
//! "NEWS > 05.05.2024", or a wire's last line, "EFE 02-20-96 1751GMT".

use super::cursor::{Cursor, Written};
use crate::chars::{is_space, is_word};
use crate::cues::CUES;
use demarche_core::Span;
use jiff::civil::Date;
use std::ops::Range;

/// The line that dates a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Which of the paragraphs it is.
    pub(crate) paragraph: usize,
    pub(crate) date: Date,
    /// Whether it says nothing else.
    pub(crate) alone: bool,
    /// Whether it stands above the text.
    pub(crate) above: bool,
    /// Whether "published" or the like stands before it.
    pub(crate) cue: bool,
}

/// How many paragraphs of a page may come before the line that dates it: menus, notices, a teaser.
const PAGE_HEAD: usize = 20;
/// How many paragraphs from the end a page's last line may be.
const PAGE_FOOT: usize = 6;
/// No line that dates a page is longer.
const LINE: usize = 160;
/// How many words may stand beside the date at the foot: the agency, the city.
const BESIDE: usize = 2;
/// How many words stand beside it in a byline.
const BYLINE: usize = 4;
/// How far two dates lie apart of which the second tells an update.
const UPDATE: i32 = 10;

/// How many of the first paragraphs tell of the page, not of its day: what stands there dates nothing. A site prints today's
/// date on top, over its menu, and the article's own further down.
pub(crate) fn masthead(text: &str, paragraphs: &[Span], stamp: Option<Stamp>) -> usize {
    let is_trail = |p: &Span| {
        let line = p.slice(text);
        let behind = line.get(4..).map(|rest| rest.trim_start_matches(is_space)).unwrap_or_default();
        line.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("home"))
            && behind.starts_with(['/', '>', '|', '»', '›'])
    };
    let trail = paragraphs.iter().take(3).position(is_trail).unwrap_or(0);
    trail.max(stamp.filter(|s| s.above).map_or(0, |s| s.paragraph))
}

/// The line that dates a page, if one does. At its head a line that says "published" comes before a byline, and that before
/// any other, each time the one nearest to the text, or what it updates; then a date alone below a teaser; then the foot.
pub(crate) fn find(text: &str, paragraphs: &[Span]) -> Option<Stamp> {
    let body = paragraphs.iter().position(|p| is_prose(p.slice(text))).unwrap_or(paragraphs.len());
    let head = body.min(PAGE_HEAD);
    let lines = |range: Range<usize>| -> Vec<(usize, Dated)> {
        range.filter_map(|i| Some((i, line_date(text, paragraphs[i], paragraphs)?))).collect()
    };
    let stamp = |(paragraph, found): &(usize, Dated)| Stamp {
        paragraph: *paragraph,
        date: found.date,
        alone: found.beside == 0,
        above: *paragraph < head,
        cue: found.cue,
    };
    let masthead = masthead(text, paragraphs, None);
    let above = lines(masthead.min(head)..head);
    // A diary has a date for each of its days.
    let is_day = |(_, found): &&(usize, Dated)| found.beside == 0 && !found.clock;
    let below = lines(head..paragraphs.len());
    if below.iter().filter(is_day).count() > 1 {
        return None;
    }
    let is_rank = |found: &Dated, rank: usize| match rank {
        0 => found.cue,
        1 => found.beside <= BYLINE && (found.named || found.clock),
        _ => found.named || found.clock,
    };
    // Of a date and its update the first counts, of today's and the article's the second.
    let of_rank = |rank: usize| {
        let last = above.iter().rfind(|(_, found)| is_rank(found, rank))?;
        let near = |found: &Dated| days_apart(last.1.date, found.date) <= UPDATE;
        above.iter().find(|(_, found)| is_rank(found, rank) && near(found))
    };
    if let Some(best) = (0..3).find_map(of_rank) {
        return Some(stamp(best));
    }
    let own = below.iter().find(|(paragraph, found)| *paragraph < PAGE_HEAD && found.beside == 0);
    let foot = paragraphs.len().saturating_sub(PAGE_FOOT);
    let last = || below.iter().find(|(paragraph, found)| *paragraph >= foot && is_foot(found));
    own.or_else(last).map(stamp)
}

/// Whether a line at the foot says who wrote when, not when something else is: "Next meeting: 12 June 2016".
fn is_foot(found: &Dated) -> bool {
    found.beside <= BESIDE && (found.named && !found.labelled || found.clock || found.cue)
}

fn days_apart(a: Date, b: Date) -> i32 {
    a.since((jiff::Unit::Day, b)).map_or(i32::MAX, |span| span.get_days().abs())
}

/// Whether a paragraph tells the story.
fn is_prose(line: &str) -> bool {
    let words = line.split(is_space).filter(|w| w.contains(is_word)).count();
    let closed = line.trim_end_matches(['”', '"', '’', ')', '»']).ends_with(['.', '!', '?']);
    words >= 12 && closed || line.len() > 220
}

/// The date of a line.
#[derive(Debug, Clone, Copy)]
struct Dated {
    date: Date,
    /// How many words stand beside it that are no time of day.
    beside: usize,
    /// Whether a time of day stands beside it.
    clock: bool,
    /// Whether "published" or the like stands before it.
    cue: bool,
    /// Whether only names stand beside it, as in a byline: no word in lower case.
    named: bool,
    /// Whether a label with a colon stands before it.
    labelled: bool,
}

/// The one date of a line that is written in full.
fn line_date(text: &str, line: Span, paragraphs: &[Span]) -> Option<Dated> {
    let words = line.slice(text);
    if words.len() > LINE || !words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (span, date) = starts(text, line).find_map(|at| {
        let mut cursor = Cursor { text, at, end: line.end as usize };
        let date = cursor.date(false).and_then(Written::full).or_else(|| {
            cursor.at = at;
            numbers(&mut cursor, &|day| is_named(text, paragraphs, day))
        })?;
        Some((Span::new(at, cursor.at), date))
    })?;
    let before = text[line.start as usize..span.start as usize]
        .trim_end_matches(|c| is_space(c) || matches!(c, '(' | ':' | ','));
    let behind = &text[span.end as usize..line.end as usize];
    let clock = has_clock(before) || has_clock(behind);
    let cue = CUES.ends_dated(before);
    let last = before.rsplit(|c| !is_word(c)).next().unwrap_or_default();
    if !cue && !clock && CUES.told.has(last) {
        return None;
    }
    let beside = if cue { 0 } else { count(before) } + count(behind);
    let labelled = text[line.start as usize..span.start as usize].trim_end_matches(is_space).ends_with(':');
    let named = is_named_by(before) && is_named_by(behind);
    Some(Dated { date, beside, clock, cue, named, labelled })
}

/// Whether words may stand in a byline.
fn is_named_by(text: &str) -> bool {
    let mut words = text.split(is_space).map(|w| w.trim_matches(|c| !is_word(c)));
    words.all(|w| CUES.byline.has(w) || !w.starts_with(char::is_lowercase))
}

/// Where a date may begin: at each word, and behind a time of day that is written without a space ("11:4224/10/2023").
fn starts(text: &str, line: Span) -> impl Iterator<Item = usize> {
    let words = line.slice(text);
    let glued = |at: usize| {
        let before = &words.as_bytes()[..at];
        before.len() >= 5
            && before[before.len() - 3] == b':'
            && [1, 2, 4].iter().all(|back| before[before.len() - back].is_ascii_digit())
    };
    let begins = move |(at, c): &(usize, char)| {
        is_word(*c) && (!words[..*at].ends_with(is_word) || c.is_ascii_digit() && glued(*at))
    };
    words.char_indices().filter(begins).map(move |(at, _)| line.start as usize + at)
}

/// A date in numbers alone that `date` leaves open: "07/10/2017" if the text names one of the two days, and a wire's
/// "02-20-96 1751GMT".
fn numbers(cursor: &mut Cursor<'_>, is_named: &dyn Fn(Date) -> bool) -> Option<Date> {
    let first = cursor.number(1..=31)?;
    let mark = cursor.rest().chars().next().filter(|c| matches!(c, '/' | '-' | '.'))?;
    cursor.at += 1;
    let second = cursor.number(1..=31)?;
    cursor.at += usize::from(cursor.rest().starts_with(mark));
    let year = cursor.year();
    let short = || {
        let two = cursor.rest().get(..2)?.parse::<i16>().ok()?;
        let time = cursor.rest()[2..].trim_start_matches(is_space);
        let clock = time.get(4..7).is_some_and(|zone| matches!(zone, "GMT" | "EST" | "EDT" | "UTC"));
        (clock && mark == '-').then_some(if two < 50 { 2000 + two } else { 1900 + two })
    };
    let written = year.is_some();
    let year = year.or_else(short)?;
    if !written {
        cursor.at += 2;
    }
    let date =
        |day: u16, month: u16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    match (date(first, second), date(second, first)) {
        // A wire writes the month first.
        (_, Some(month_first)) if !written => Some(month_first),
        (Some(a), Some(b)) if a != b => match (is_named(a), is_named(b)) {
            (true, false) => Some(a),
            (false, true) => Some(b),
            _ => None,
        },
        (a, b) => a.or(b),
    }
}

/// How much of a text may name the day that its head leaves open.
const LEAD: usize = 1500;

/// Whether the text's beginning names a day in words: "July 10".
fn is_named(text: &str, paragraphs: &[Span], date: Date) -> bool {
    paragraphs.iter().take_while(|p| (p.start as usize) < LEAD).any(|&p| {
        starts(text, p).any(|at| {
            let mut cursor = Cursor { text, at, end: p.end as usize };
            cursor.date(false).is_some_and(|day| (day.month, day.day) == (date.month(), date.day()))
        })
    })
}

/// Whether a time of day stands in a text: "9:15", "1751GMT".
fn has_clock(text: &str) -> bool {
    let digits = |w: &[u8], at: usize| w.get(at).is_some_and(u8::is_ascii_digit);
    text.as_bytes()
        .windows(4)
        .any(|w| digits(w, 0) && matches!(w[1], b':' | b'.') && digits(w, 2) && digits(w, 3))
        || text
            .as_bytes()
            .windows(7)
            .any(|w| (0..4).all(|i| digits(w, i)) && w[4..].iter().all(u8::is_ascii_uppercase))
}

/// How many words a text has that are no time of day and no note on one.
fn count(text: &str) -> usize {
    let told = |word: &str| {
        word.chars().any(char::is_alphabetic)
            && !(word.len() <= 4 && (CUES.is_weekday(word) || word.chars().all(char::is_uppercase)))
            && !CUES.is_weekday(word)
            && !CUES.clock.has(word)
            && !word.bytes().next().is_some_and(|b| b.is_ascii_digit())
    };
    text.split(|c| !is_word(c)).filter(|w| !w.is_empty() && told(w)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The day that a page of these paragraphs bears.
    fn dated(paragraphs: &[&str]) -> String {
        let text = paragraphs.join("\n");
        let mut at = 0;
        let spans: Vec<Span> = paragraphs
            .iter()
            .map(|p| {
                at += p.len() + 1;
                Span::new(at - 1 - p.len(), at - 1)
            })
            .collect();
        find(&text, &spans).map_or(String::new(), |s| s.date.to_string())
    }

    const STORY: &str = "The foreign ministers of Peru and Norway met in Lima on Monday, July 10, to open a new embassy there.";

    #[test]
    fn pages_are_dated_in_many_shapes() {
        for (line, date) in [
            ("18:32 pm on 24 April 2017", "2017-04-24"),
            ("(EFE) 08:44, June 21, 2018", "2018-06-21"),
            ("NEWS 05.05.2024 18:20", "2024-05-05"),
            ("HOME > NEWS > 29.06.2023", "2023-06-29"),
            ("Rosa Quispe February 11, 2016", "2016-02-11"),
            ("By our reporter  Published: Tuesday 10 October 2023, 18:20  Updated: 19:02", "2023-10-10"),
            ("11:4224/10/2023, Tuesday", "2023-10-24"),
            ("07/10/2017 12:15 PM", "2017-07-10"),
            ("Lima, 24.per, November 30, 2018. By Rosa Quispe", "2018-11-30"),
        ] {
            assert_eq!(dated(&["Ministers meet", line, STORY]), date, "{line}");
        }
        assert_eq!(dated(&[STORY, "EFE 02-20-96 1751GMT"]), "1996-02-20");
    }

    #[test]
    fn the_date_nearest_to_the_text_counts() {
        let page = [
            "Lima, November 11th 2024 - 08:12 UTC",
            "A quarrel over milk",
            "Tuesday, July 9th 2013 - 02:15 UTC",
            STORY,
        ];
        assert_eq!(dated(&page), "2013-07-09");
        assert_eq!(dated(&["Friday, 14 March 2025", "Home / News / Peru", "A quarrel over milk", STORY]), "");
        assert_eq!(dated(&["Published: 3 May 2016", "Updated: 5 May 2016", STORY]), "2016-05-03");
    }

    #[test]
    fn what_tells_of_a_day_dates_no_page() {
        for line in [
            "Ministers to meet on 5 June 2016",
            "Prices since 5 June 2016",
            "Application deadline 5 June 2016",
            "11/12/2017",
            "Xi's state visit to Prague, 28 March 2016, put off",
            "Ministers meet, 5 June 2016",
        ] {
            assert_eq!(dated(&["Ministers meet", line, STORY]), "", "{line}");
        }
        assert_eq!(dated(&[STORY, "Next meeting: 12 June 2016"]), "");
        assert_eq!(dated(&[STORY, "Next Meeting: 12 June 2016"]), "");
        assert_eq!(dated(&[STORY, "Rosa Quispe 12 June 2016"]), "2016-06-12");
        assert_eq!(
            dated(&[
                "Diary",
                "Monday, 4 May 2015",
                STORY,
                "Tuesday, 5 May 2015",
                STORY,
                "Wednesday, 6 May 2015",
                STORY
            ]),
            ""
        );
    }
}

//! The head of an article: date lines, place lines, agencies, bylines.
//!
//! Recognised, at the start of the first lines: `date 2011-03-03 (Agency) --`, `Published: 3 March 2011`, `March 3, 2011`,
//! `BEIJING (Reuters) -`, `CITY, March 3 (TASS) --`, `ZURICH, SWITZERLAND –`, `Washington —`, `Tokyo, 5 April 2019`,
//! `(Xinhua) --`, `AFP, Lima :`, `LIMA, March 3. /TASS/.`, `Lima [Peru], March 3 (ANI):`, and what lies between these.

mod cursor;
pub(crate) mod stamp;

use crate::chars::{is_space, is_word};
use crate::cues::CUES;
use cursor::{Cursor, Written};
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

/// A line longer than this that ends in a stop is no headline.
const SENTENCE: usize = 40;

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
            date = cursor.date(false).or_else(|| cursor.short_date());
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
    let dated = date.is_some() && head.place.is_some();
    head.agency = cursor.bracket().or_else(|| if dated { cursor.bare_agency(known) } else { None });
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
    head.date = date.and_then(Written::full);
    cursor.spaces();
    // "17 Jul 2019 at 05:12hrs | Views"
    let whole = cursor.at >= cursor.end || date.is_some() && cursor.rest().starts_with(['|', '·']);
    let capital = cursor
        .rest()
        .trim_start_matches(|c: char| !is_word(c))
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let shouted = head.place.is_some_and(|p| p.slice(text).chars().all(|c| !c.is_lowercase()));
    // "Lima, May 4 (PTI) The minister": wires that do without a dash.
    let wire = |note: Span| {
        let name = note.slice(text);
        known(name, As::Agency) || name.len() > 2 && name.chars().all(|c| c.is_ascii_uppercase())
    };
    let sound = match (date, head.place, head.agency, dash) {
        // A date alone on its line, or one that a cue or a dash sets off, or a place with it.
        (Some(d), place, agency, _) => {
            let stop = cursor.rest().starts_with('.') && agency.is_some();
            cursor.at += usize::from(stop);
            (d.year.is_some() && (whole || cue || dash || agency.is_some()))
                || (place.is_some() && (dash || whole || stop || capital && agency.is_some_and(wire)))
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
        day.year?;
        let span = Span::new(line.start as usize, cursor.at);
        return cursor.rest().trim().is_empty().then_some(Head {
            span,
            place: None,
            agency: Some(agency),
            date: day.full(),
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
    let date = date.and_then(Written::full);
    let span = Span::new(line.start as usize, trim_end(text, line.start as usize, cursor.at));
    Some(Head { span, place: Some(place), agency: Some(agency), date })
}

fn trim_end(text: &str, start: usize, end: usize) -> usize {
    start + text[start..end].trim_end_matches(is_space).len()
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
        check("Lima, Jan 19 (PTI) The minister came.", "Lima, Jan 19 (PTI)", "", "Lima", "PTI");
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
        check("Lima, 08/29 - Two ministers met.", "Lima, 08/29 -", "", "Lima", "");
        check("LIMA March 4 EFE - Two ministers met.", "LIMA March 4 EFE -", "", "LIMA", "EFE");
        check("LIMA March 4 EFE", "LIMA March 4 EFE", "", "LIMA", "EFE");
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
        check("24/3/2011 | 9:15", "24/3/2011 | 9:15", "2011-03-24", "", "");
        check("04.03.2011 18:20", "04.03.2011 18:20", "2011-03-04", "", "");
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
            "4/3/2011",
            "04.13.2011",
            "1987",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}

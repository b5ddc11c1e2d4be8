//! Days, and the terms during which a person holds an office.

use jiff::{ToSpan, civil::Date};

/// The days that a date of the tables may mean: one day for `2009-01-20`, a month for `2009-01`, a year for `2009`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// First day.
    pub first: Date,
    /// Last day, included.
    pub last: Date,
}

impl Days {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else is `None`.
    pub fn parse(text: &str) -> Option<Days> {
        let number = |part: &str, width: usize| -> Option<i16> {
            (part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let Some(month) = parts.next() else {
            return Some(Days { first: Date::new(year, 1, 1).ok()?, last: Date::new(year, 12, 31).ok()? });
        };
        let month = i8::try_from(number(month, 2)?).ok()?;
        let Some(day) = parts.next() else {
            let first = Date::new(year, month, 1).ok()?;
            return Some(Days { first, last: first.last_of_month() });
        };
        let day = Date::new(year, month, i8::try_from(number(day, 2)?).ok()?).ok()?;
        parts.next().is_none().then_some(Days { first: day, last: day })
    }
}

/// An office, and how long one person held it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The office as news writes it: `Foreign Minister`.
    pub office: &'static str,
    /// Whom the office serves: the code of a country or of a body.
    pub of: &'static str,
    /// When it began.
    pub start: Days,
    /// When it ended; `None` if it is held still, as far as the table knows.
    pub end: Option<Days>,
}

impl Term {
    /// Reads `Office START..END` or `CODE:Office START..END`; END may be missing. `of` is whom an office without a
    /// code serves.
    pub(crate) fn parse(text: &'static str, of: &'static str) -> Result<Term, &'static str> {
        let text = text.trim();
        let (title, dates) = text.rsplit_once(' ').ok_or("has an office without dates")?;
        let (of, office) = title.split_once(':').unwrap_or((of, title));
        let (start, end) = dates.split_once('.').ok_or("has an office whose dates lack `..`")?;
        let end = end.strip_prefix('.').ok_or("has an office whose dates lack `..`")?;
        let start = Days::parse(start).ok_or("has a start that is no date")?;
        let end = match end {
            "" => None,
            end => Some(Days::parse(end).ok_or("has an end that is no date")?),
        };
        if end.is_some_and(|end| end.last < start.first) {
            return Err("has an office that ends before it starts");
        }
        Ok(Term { office: office.trim(), of, start, end })
    }

    /// Whether the office may have been held on `date`, with `slack` days allowed on either side.
    pub fn covers(&self, date: Date, slack: u16) -> bool {
        let slack = i32::from(slack).days();
        self.start.first.saturating_sub(slack) <= date
            && self.end.is_none_or(|end| date <= end.last.saturating_add(slack))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_have_three_precisions() {
        assert_eq!(Days::parse("2024").map(|days| days.last), Some(date(2024, 12, 31)));
        assert_eq!(Days::parse("2024-02").map(|days| days.last), Some(date(2024, 2, 29)));
        assert_eq!(Days::parse("2024-02-06"), Some(Days { first: date(2024, 2, 6), last: date(2024, 2, 6) }));
        for wrong in ["", "24", "2024-13", "2024-2", "2024-02-30", "2024-02-06-1", "year", "２０２４"] {
            assert_eq!(Days::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_term_covers_its_days_and_the_slack() {
        let term = Term::parse("Treasury Secretary 2021-01-26..2025-01-20", "USA").expect("well formed");
        assert_eq!((term.office, term.of), ("Treasury Secretary", "USA"));
        assert!(term.covers(date(2021, 1, 26), 0) && term.covers(date(2025, 1, 20), 0));
        assert!(!term.covers(date(2025, 1, 21), 0) && term.covers(date(2025, 1, 21), 1));
        assert!(!term.covers(date(2020, 12, 31), 20));
        assert!(!term.covers(Date::MIN, u16::MAX) && !term.covers(Date::MAX, u16::MAX));
    }

    #[test]
    fn a_term_may_serve_a_body_and_be_open() {
        let term = Term::parse("NATO:Secretary-General 2024-10-01..", "NLD").expect("well formed");
        assert_eq!((term.of, term.end), ("NATO", None));
        assert!(Term::parse("President 2024-10..2023-01", "USA").is_err());
        assert!(Term::parse("President", "USA").is_err());
    }
}

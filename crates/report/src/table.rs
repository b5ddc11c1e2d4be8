//! The table: records of one kind under each other, each with the words that prove it.

use crate::Report;
use crate::grid::{Column, Fit, GAP, INDENT, lay_out, widths};
use crate::style::{FAINT, STRONG, Style};
use crate::words::{parties, sides, time, value};
use demarche_core::{Article, Event, Span};
use std::collections::BTreeMap;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A table per kind of event. It holds all rows until [`Report::finish`], some hundred bytes each.
pub struct Table<W> {
    out: W,
    style: Style,
    /// By the kind's place in the order of appearance on paper, then its name.
    kinds: BTreeMap<(usize, String), Vec<Row>>,
}

struct Row {
    cells: Vec<String>,
    quotation: Quotation,
}

/// The words that prove a record, cut to one line when the width is known.
struct Quotation {
    text: String,
    /// What matters in it, sorted, without overlaps.
    words: Vec<Span>,
    /// How many other sentences there are.
    more: usize,
    according_to: String,
}

impl<W: Write> Table<W> {
    /// Writes to `out`.
    pub fn new(out: W, style: Style) -> Self {
        Table { out, style, kinds: BTreeMap::new() }
    }
}

impl<W: Write> Report for Table<W> {
    fn article(&mut self, article: &Article, events: &[Event]) -> io::Result<()> {
        for event in events {
            let row = Row { cells: cells(event), quotation: quotation(event, &article.text) };
            let kind = event.kind.as_str();
            self.kinds.entry((rank(kind), kind.to_owned())).or_default().push(row);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        for (number, ((_, kind), rows)) in std::mem::take(&mut self.kinds).into_iter().enumerate() {
            if number > 0 {
                writeln!(self.out)?;
            }
            let title = self.style.paint(STRONG, title(&kind));
            writeln!(self.out, "{title} {}", self.style.paint(FAINT, rows.len()))?;
            self.rows(&columns(&kind), &rows)?;
        }
        self.out.flush()
    }
}

impl<W: Write> Table<W> {
    fn rows(&mut self, columns: &[Column], rows: &[Row]) -> io::Result<()> {
        let cells: Vec<&[String]> = rows.iter().map(|row| row.cells.as_slice()).collect();
        let widths = widths(columns, &cells, self.style.width.saturating_sub(INDENT));
        let titles: Vec<String> = columns.iter().map(|c| c.0.to_owned()).collect();
        for line in lay_out(&titles, &widths) {
            writeln!(self.out, "{}", self.style.paint(FAINT, line))?;
        }
        for row in rows {
            for line in lay_out(&row.cells, &widths) {
                writeln!(self.out, "{line}")?;
            }
            writeln!(self.out, "{}", row.quotation.show(self.style))?;
        }
        Ok(())
    }
}

/// The order of kinds on paper; kinds of other plugins come last.
pub(crate) fn rank(kind: &str) -> usize {
    const ORDER: [&str; 6] = ["visit", "contact", "concern", "agreement", "statement", "tone"];
    ORDER.iter().position(|k| *k == kind).unwrap_or(ORDER.len())
}

/// What a table of this kind is headed by.
pub(crate) fn title(kind: &str) -> String {
    let plural = if kind == "tone" { "" } else { "s" };
    format!("{kind}{plural}").to_uppercase()
}

fn columns(kind: &str) -> Vec<Column> {
    use Fit::{Whole, Wrap};
    let own: &[(&'static str, Fit)] = match kind {
        "visit" => &[("who → where", Wrap), ("status", Whole), ("when", Whole)],
        "contact" => &[("who", Wrap), ("mode", Whole), ("status", Whole), ("when", Whole)],
        "concern" => &[("who → whom", Wrap), ("act", Whole), ("about", Wrap)],
        "agreement" => &[("sides", Wrap), ("status", Whole), ("on", Wrap)],
        "statement" => &[("who → whom", Wrap), ("when", Whole)],
        "tone" => &[("between", Wrap), ("score", Whole), ("cooperation", Whole), ("conflict", Whole)],
        "stance" => &[("who → whom", Wrap), ("score", Whole), ("ill", Whole), ("well", Whole)],
        _ => &[("who → whom", Wrap), ("status", Whole), ("when", Whole)],
    };
    let shared = [("conf", Whole), ("article", Whole)];
    own.iter().chain(&shared).map(|&(title, fit)| Column(title, fit)).collect()
}

/// The cells of a record, as [`columns`] has them.
fn cells(event: &Event) -> Vec<String> {
    let status = || event.status.map_or_else(String::new, |s| s.to_string());
    let when = || event.time.as_ref().map_or_else(String::new, |t| time(t).to_owned());
    let detail = |name: &str| event.details.get(name).map(value).unwrap_or_default();
    let score = || event.score.map_or_else(String::new, |s| format!("{s:+.2}"));
    let mut cells = vec![sides(event)];
    cells.extend(match event.kind.as_str() {
        "contact" => vec![detail("mode"), status(), when()],
        "concern" => vec![event.act.map_or_else(String::new, |a| a.to_string()), event.topics.join(", ")],
        "agreement" => vec![status(), detail("what")],
        "statement" => vec![when()],
        "tone" => vec![score(), detail("cooperation"), detail("conflict")],
        "stance" => vec![score(), detail("negative"), detail("positive")],
        _ => vec![status(), when()],
    });
    cells.push(format!("{:.2}", event.confidence));
    cells.push(shorten(&event.article, 20));
    cells
}

/// At most `columns` wide, with an ellipsis in the middle: both ends of an id tell something.
fn shorten(text: &str, columns: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= columns {
        return text.to_owned();
    }
    let tail = columns / 3;
    let head: String = chars[..columns - tail - 1].iter().collect();
    let tail: String = chars[chars.len() - tail..].iter().collect();
    format!("{head}…{tail}")
}

/// The first sentence of the evidence, and which words in it matter.
fn quotation(event: &Event, text: &str) -> Quotation {
    let sentence = event.position();
    let mut inside: Vec<Span> = event
        .evidence
        .iter()
        .filter(|e| e.role != "sentence" && sentence.contains(e.span))
        .map(|e| e.span)
        .collect();
    inside.sort();
    let mut words: Vec<Span> = Vec::new();
    for span in inside {
        let span = Span { start: span.start - sentence.start, end: span.end - sentence.start };
        match words.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => words.push(span),
        }
    }
    let sentences = event.evidence.iter().filter(|e| e.role == "sentence").count();
    Quotation {
        // One character for each kind of white space, so that offsets stay right and the row is one line.
        text: sentence.slice(text).replace(['\n', '\r', '\t'], " "),
        words,
        more: sentences.saturating_sub(1),
        according_to: parties(&event.according_to),
    }
}

impl Quotation {
    /// One line: as much of the sentence as fits around the words that matter.
    fn show(&self, style: Style) -> String {
        let mut tail = String::new();
        if !self.according_to.is_empty() {
            tail.push_str(&format!(" — says {}", self.according_to));
        }
        if self.more > 0 {
            tail.push_str(&format!(" (+{} more)", self.more));
        }
        let indent = INDENT + GAP;
        let room = style.width.saturating_sub(indent + tail.width()).max(30);
        let window = self.window(room);
        let mut shown = String::new();
        let mut at = window.start as usize;
        for word in &self.words {
            let start = (word.start.max(window.start) as usize).max(at);
            let end = word.end.min(window.end) as usize;
            if start < end {
                shown.push_str(&style.paint(FAINT, &self.text[at..start]));
                shown.push_str(&style.paint(STRONG, &self.text[start..end]));
                at = end;
            }
        }
        shown.push_str(&style.paint(FAINT, &self.text[at..window.end as usize]));
        let before = if window.start > 0 { "…" } else { "" };
        let after = if (window.end as usize) < self.text.len() { "…" } else { "" };
        format!("{}{before}{shown}{after}{}", " ".repeat(indent), style.paint(FAINT, tail))
    }

    /// The stretch of the sentence to show: all of it, or from shortly before the first word that matters.
    fn window(&self, room: usize) -> Span {
        let all = Span::new(0, self.text.len());
        if self.text.width() <= room {
            return all;
        }
        let room = room.saturating_sub(2);
        let first = self.words.first().map_or(0, |w| w.start as usize);
        let last = self.words.last().map_or(0, |w| w.end as usize);
        // Whole words from the left, as late as the first word that matters, as early as the last one allows.
        let starts = self
            .text
            .char_indices()
            .filter(|&(i, _)| i == 0 || self.text[..i].ends_with(' '))
            .map(|(i, _)| i);
        let fits = |&start: &usize| self.text[start..last.max(start)].width() <= room;
        let start = starts.take_while(|&i| i <= first).find(fits).unwrap_or(first);
        let mut used = 0;
        let mut end = start;
        for (at, c) in self.text[start..].char_indices() {
            used += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
            if used > room {
                break;
            }
            end = start + at + c.len_utf8();
        }
        if end < self.text.len() && !self.text[end..].starts_with(' ') {
            end = self.text[start..end].rfind(' ').map_or(end, |space| start + space);
        }
        Span::new(start, end)
    }
}

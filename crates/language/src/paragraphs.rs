//! The lines of a text, and the paragraphs that they make.

use crate::chars::{is_space, is_word};
use demarche_core::Span;

/// A line without the white space around it.
#[derive(Debug, Clone, Copy)]
struct Line {
    span: Span,
    /// Whether an empty line, or the text's start, stands before it.
    apart: bool,
    /// Whether it is set in from the margin.
    indented: bool,
}

/// Lines that make one paragraph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    /// How many.
    pub(crate) lines: usize,
}

/// The stretch without white space at its ends.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let whole = span.slice(text);
    let start = whole.len() - whole.trim_start_matches(is_space).len();
    let length = whole.trim_matches(is_space).len();
    let start = span.start as usize + start;
    Span::new(start, start + length)
}

/// The lines that are not empty.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut apart = true;
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let span = trim(text, Span::new(start, start + raw.len()));
        start += raw.len();
        if span.is_empty() {
            apart = true;
            continue;
        }
        lines.push(Line { span, apart, indented: raw.starts_with([' ', '\t']) });
        apart = false;
    }
    lines
}

/// Joins the lines of a text that is broken at a fixed width; everywhere else a line is a paragraph.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let width = wrapped_at(text, &lines);
    let mut paragraphs: Vec<Paragraph> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let joins = i > 0 && !line.apart && continues(text, lines[i - 1], *line, width);
        match paragraphs.last_mut() {
            Some(paragraph) if joins => {
                paragraph.span.end = line.span.end;
                paragraph.lines += 1;
            }
            _ => paragraphs.push(Paragraph { span: line.span, lines: 1 }),
        }
    }
    paragraphs
}

/// The width at which the text is broken, if it is: no line is much longer, and many go on in lower case.
fn wrapped_at(text: &str, lines: &[Line]) -> Option<usize> {
    let widest = lines.iter().map(|l| l.span.len()).max().filter(|w| (40..=140).contains(w))?;
    let pairs = lines.windows(2).filter(|p| !p[1].apart).count();
    let running = lines.windows(2).filter(|p| !p[1].apart && runs_on(text, p[0], p[1])).count();
    // Where many names begin a line, most lines are full and stop nowhere.
    let is_full = |line: &Line| line.span.len() * 10 >= widest * 7 && !is_closed(line.span.slice(text));
    let full = lines.windows(2).filter(|p| !p[1].apart && is_full(&p[0])).count();
    (running >= 2 && (running * 4 >= pairs || full * 2 >= pairs)).then_some(widest)
}

/// A line of so many bytes is no line of an address.
const LONG: usize = 60;

/// Whether a line plainly goes on in the next one: that begins in lower case, or this ends with a word that ends nothing.
fn runs_on(text: &str, line: Line, next: Line) -> bool {
    const OPEN: &[&str] = &[
        "of", "the", "a", "an", "and", "in", "on", "at", "to", "for", "by", "with", "from", "that", "as",
        "his", "her",
    ];
    let words = line.span.slice(text);
    let open = words.ends_with(|c: char| is_word(c) || matches!(c, ',' | '-' | '’' | '\''));
    let hangs = || words.rsplit(is_space).next().is_some_and(|last| OPEN.contains(&last));
    // A long line does not end at a comma, as that of an address may.
    let broken = || words.ends_with(',') && words.len() >= LONG;
    open && (next.span.slice(text).starts_with(char::is_lowercase) || hangs() || broken())
}

fn continues(text: &str, line: Line, next: Line, width: Option<usize>) -> bool {
    let words = next.span.slice(text);
    if bullet(words) > 0 || (next.indented && !line.indented) {
        return false;
    }
    runs_on(text, line, next) || width.is_some_and(|w| line.span.len() * 10 >= w * 7)
}

/// The length of a list mark at the start of a line: `•`, `- `, `* `, `1. `, `a) `.
pub(crate) fn bullet(line: &str) -> usize {
    let sign = line.chars().next().filter(|c| {
        matches!(
            c,
            '•' | '●'
                | '◦'
                | '▪'
                | '■'
                | '‣'
                | '·'
                | '►'
                | '➤'
                | '✓'
                | '-'
                | '–'
                | '—'
                | '*'
                | '+'
                | '>'
        )
    });
    if let Some(sign) = sign {
        let behind = &line[sign.len_utf8()..];
        let own = !matches!(sign, '-' | '–' | '—' | '*' | '+' | '>');
        return if own || behind.starts_with(is_space) { sign.len_utf8() } else { 0 };
    }
    let body = line.strip_prefix('(').unwrap_or(line);
    let name = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    let number = body[..name].bytes().all(|b| b.is_ascii_digit());
    let behind = &body[name..];
    let closed = behind.starts_with(')') || (behind.starts_with('.') && number);
    let fits =
        (1..=2).contains(&name) && (number || name == 1) && closed && behind[1..].starts_with(is_space);
    if fits { line.len() - body.len() + name + 1 } else { 0 }
}

/// Whether the line ends like a sentence, a lead-in or a quotation.
pub(crate) fn is_closed(line: &str) -> bool {
    line.trim_end_matches(['”', '"', '’', '\'', ')', '»']).ends_with(['.', '!', '…', ':', ';', ','])
        || line.ends_with(['”', '"', '»'])
}

//! A stretch of text with carets and labels under some of its words.

use crate::style::Style;
use demarche_core::{Event, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Words to point at, and what to say about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    span: Span,
    label: String,
    /// The colour of the first record that cites the words.
    paint: anstyle::Style,
}

/// The evidence of these records within `within`, numbered by record if there are several. Words that are cited more than
/// once share a mark; the sentence itself gets none.
pub(crate) fn marks(events: &[&Event], within: Span) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (number, event) in events.iter().enumerate() {
        for evidence in event.evidence.iter().filter(|e| e.role != "sentence" && within.contains(e.span)) {
            let label = match events.len() {
                1 => evidence.role.to_string(),
                _ => format!("{} {}", evidence.role, number + 1),
            };
            match marks.iter_mut().find(|m| m.span == evidence.span) {
                Some(mark) => mark.label = format!("{}, {label}", mark.label),
                None => marks.push(Mark { span: evidence.span, label, paint: Style::kind(event) }),
            }
        }
    }
    marks.sort_by_key(|m| m.span);
    marks
}

/// The words of `span`, wrapped at the style's width, each line of text followed by the lines of its marks.
pub(crate) fn mark(text: &str, span: Span, marks: &[Mark], style: Style) -> String {
    let mut out = String::new();
    for line in wrap(text, span, style.width.max(20)) {
        // White space of the text, line breaks too, is shown as one column per character.
        out.extend(line.slice(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
        out.push('\n');
        for row in rows(text, line, marks, style) {
            out.push_str(&row.shown);
            out.push('\n');
        }
    }
    out
}

/// One line of carets and labels.
#[derive(Default)]
struct Row {
    shown: String,
    /// In columns, which is less than the string's length where there are colours.
    width: usize,
}

/// The rows of carets under one line: each mark in the first row that still has room for it and its label.
fn rows(text: &str, line: Span, marks: &[Mark], style: Style) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for mark in marks.iter().filter(|m| m.span.overlaps(line)) {
        let start = mark.span.start.max(line.start);
        let end = mark.span.end.min(line.end);
        let column = width(text, Span { start: line.start, end: start });
        let mut shown = "^".repeat(width(text, Span { start, end }).max(1));
        // A mark that runs on from the line before has said its label there.
        if start == mark.span.start {
            shown = format!("{shown} {}", mark.label);
        }
        let free = rows.iter().position(|row| row.width < column || column == 0 && row.width == 0);
        let row = match free {
            Some(row) => &mut rows[row],
            None => {
                rows.push(Row::default());
                let last = rows.len() - 1;
                &mut rows[last]
            }
        };
        row.shown.push_str(&" ".repeat(column - row.width));
        row.width = column + shown.width();
        row.shown.push_str(&style.paint(mark.paint, shown));
    }
    rows
}

/// Cuts a stretch into lines of at most `width` columns, between words where possible.
fn wrap(text: &str, span: Span, width: usize) -> Vec<Span> {
    let mut lines = Vec::new();
    let base = span.start as usize;
    let (mut start, mut used, mut gap) = (0, 0, None);
    let words = span.slice(text);
    for (at, c) in words.char_indices() {
        used += c.width().unwrap_or(1);
        if c.is_whitespace() {
            gap = Some((at, at + c.len_utf8()));
        } else if used > width {
            // Before this word, or inside it if it alone is too long.
            let (end, next) = gap.filter(|&(end, _)| end > start).unwrap_or((at, at));
            lines.push(Span::new(base + start, base + end));
            start = next;
            gap = None;
            used = words[start..at + c.len_utf8()].width();
        }
    }
    if start < words.len() {
        lines.push(Span::new(base + start, base + words.len()));
    }
    lines
}

/// Columns of a stretch, as [`mark`] shows it.
fn width(text: &str, span: Span) -> usize {
    span.slice(text).chars().map(|c| if c.is_whitespace() { 1 } else { c.width().unwrap_or(0) }).sum()
}

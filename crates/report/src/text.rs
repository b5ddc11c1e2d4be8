//! An article's text with its evidence marked.

use crate::marks::{mark, marks};
use crate::style::{FAINT, Style};
use crate::words::line;
use demarche_core::{Event, Span};

/// The sentences of an article, each with carets and labels under the words that prove a record, and the records in one line
/// each. A sentence that proves nothing is shown faintly.
pub fn annotate(text: &str, sentences: &[Span], events: &[Event], style: Style) -> String {
    let mut out = String::new();
    let mut marked = false;
    for &sentence in sentences {
        let proved: Vec<&Event> = events.iter().filter(|e| cites(e, sentence)).collect();
        // A marked sentence stands in a paragraph of its own.
        if marked || !proved.is_empty() && !out.is_empty() {
            out.push('\n');
        }
        marked = !proved.is_empty();
        if !marked {
            out.push_str(&style.paint(FAINT, mark(text, sentence, &[], style).trim_end()));
            out.push('\n');
            continue;
        }
        out.push_str(&mark(text, sentence, &marks(&proved, sentence), style));
        for (number, event) in proved.iter().enumerate() {
            let number = if proved.len() > 1 { format!("{} ", number + 1) } else { String::new() };
            let again = if event.position().overlaps(sentence) { "" } else { "again: " };
            out.push_str(&style.paint(Style::kind(event), format!("  └ {number}{again}{}", line(event))));
            out.push('\n');
        }
    }
    out
}

/// One record with the sentences that prove it.
pub fn quote(text: &str, sentences: &[Span], event: &Event, style: Style) -> String {
    let mut out = String::new();
    for &sentence in sentences.iter().filter(|&&s| cites(event, s)) {
        out.push_str(&mark(text, sentence, &marks(&[event], sentence), style));
    }
    out + "  └ " + &line(event) + "\n"
}

/// Whether words of this sentence are evidence of the record.
fn cites(event: &Event, sentence: Span) -> bool {
    event.evidence.iter().any(|e| sentence.overlaps(e.span))
}

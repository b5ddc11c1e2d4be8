//! Everything about one history: each mention in its own words, and why it was merged.

use crate::chronicle::{course, path, told_by, when};
use crate::style::{FAINT, STRONG, Style};
use crate::words::{line, parties};
use demarche_ledger::{History, Mention, Raised, reasons};
use std::io::{self, Write};

/// Writes a history with its mentions, and for a contact what each side is said to have raised.
///
/// # Errors
/// If what it writes to fails.
pub fn dossier(
    out: &mut dyn Write,
    history: &History,
    mentions: &[Mention],
    raised: &[Raised],
    style: Style,
) -> io::Result<()> {
    writeln!(out, "{}", style.paint(STRONG, format!("{}: {}", history.kind, history.label())))?;
    writeln!(out, "{}", style.paint(FAINT, &history.id))?;
    let mut field = |name: &str, value: String| {
        if value.is_empty() { Ok(()) } else { writeln!(out, "  {name:<11}{value}") }
    };
    field("who", parties(&history.actors))?;
    field("whom", parties(&history.recipients))?;
    field("where", history.places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", "))?;
    field("when", when(history))?;
    field("status", path(history))?;
    field("course", course(history))?;
    field("meetings", history.contacts.join(", "))?;
    field("topics", history.topics.join(", "))?;
    field("told by", told_by(history))?;
    field("confidence", format!("{:.2}", history.confidence))?;
    for conflict in &history.conflicts {
        field("conflict", conflict.to_string())?;
    }
    if !raised.is_empty() {
        writeln!(out, "\n{}", style.paint(STRONG, "what was raised"))?;
        for raised in raised {
            writeln!(out, "  {} raised {} — says {}", raised.by, raised.topic, raised.told_by.join(", "))?;
        }
    }
    for mention in mentions {
        let source = &mention.source;
        let day = source.published.map_or_else(|| "undated".to_owned(), |p| p.date.to_string());
        let publisher = source.publisher.as_ref().map(|p| format!(", {p}")).unwrap_or_default();
        let copy =
            if source.story == source.id { String::new() } else { format!(" (a copy of {})", source.story) };
        writeln!(out, "\n{}", style.paint(STRONG, format!("{day} · {}{publisher}{copy}", source.id)))?;
        for sentence in mention.event.evidence.iter().filter(|e| e.role == "sentence") {
            writeln!(out, "  “{}”", sentence.text.replace(['\n', '\r'], " "))?;
        }
        writeln!(out, "  {}", style.paint(FAINT, line(&mention.event)))?;
        writeln!(out, "  {}", style.paint(FAINT, reasons(history, mention).join("; ")))?;
    }
    Ok(())
}

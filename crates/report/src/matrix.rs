//! Who raises what with whom: for each pair of sides a table of topics, one column per direction.

use crate::grid::{Column, Fit, INDENT, lay_out, widths};
use crate::style::{FAINT, STRONG, Style};
use demarche_ledger::{History, Thread, Turn};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// By topic, what the first side raises and what the second.
type Topics<'a> = BTreeMap<&'a str, [Option<&'a History>; 2]>;

/// Writes the matrix of concern threads.
///
/// # Errors
/// If what it writes to fails.
pub fn matrix(out: &mut dyn Write, histories: &[History], style: Style) -> io::Result<()> {
    let mut pairs: BTreeMap<(&str, &str), Topics<'_>> = BTreeMap::new();
    for history in histories {
        let Some(Thread { from, to, about }) = &history.thread else { continue };
        let (pair, side) = if from <= to { ((from, to), 0) } else { ((to, from), 1) };
        let topics = pairs.entry((pair.0.as_str(), pair.1.as_str())).or_default();
        topics.entry(about).or_default()[side] = Some(history);
    }
    for (number, ((a, b), topics)) in pairs.into_iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", style.paint(STRONG, format!("{a} – {b}")))?;
        let columns = [Column("topic", Fit::Whole), Column("", Fit::Wrap), Column("", Fit::Wrap)];
        let rows: Vec<Vec<String>> = topics
            .into_iter()
            .map(|(topic, sides)| {
                let topic = if topic.is_empty() { "(no topic)" } else { topic };
                vec![topic.to_owned(), cell(sides[0]), cell(sides[1])]
            })
            .collect();
        let titles = vec!["topic".to_owned(), format!("{a} → {b}"), format!("{b} → {a}")];
        let cells: Vec<&[String]> = rows.iter().chain([&titles]).map(Vec::as_slice).collect();
        let widths = widths(&columns, &cells, style.width.saturating_sub(INDENT));
        for line in lay_out(&titles, &widths) {
            writeln!(out, "{}", style.paint(FAINT, line))?;
        }
        for line in rows.iter().flat_map(|row| lay_out(row, &widths)) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// `raise_concern, demand · 3× · 2023-11-10 … 2024-04-06 · answered`
fn cell(history: Option<&History>) -> String {
    let Some(history) = history else { return String::new() };
    let acts: Vec<&str> = history.acts.iter().map(|act| act.as_str()).collect();
    let times = if history.articles == 1 { String::new() } else { format!(" · {}×", history.articles) };
    let end = history.course.last().filter(|stage| matches!(stage.turn, Turn::Answered | Turn::Dropped));
    let end = end.map(|stage| format!(" · {}", stage.turn)).unwrap_or_default();
    format!("{}{times} · {}{end}", acts.join(", "), crate::chronicle::when(history))
}

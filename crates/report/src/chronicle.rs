//! Histories in the order of their days, for the terminal and as Markdown.

use crate::grid::{Column, Fit, GAP, INDENT, lay_out, widths};
use crate::style::{FAINT, Style};
use demarche_ledger::{History, When};
use std::io::{self, Write};

/// A table of histories, each with the way to its status under it.
///
/// # Errors
/// If what it writes to fails.
pub fn chronicle(out: &mut dyn Write, histories: &[History], style: Style) -> io::Result<()> {
    let columns = [
        Column("when", Fit::Whole),
        Column("kind", Fit::Whole),
        Column("what", Fit::Wrap),
        Column("status", Fit::Whole),
        Column("articles", Fit::Whole),
        Column("conf", Fit::Whole),
        Column("id", Fit::Whole),
    ];
    let rows: Vec<Vec<String>> = histories.iter().map(row).collect();
    let cells: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
    let widths = widths(&columns, &cells, style.width.saturating_sub(INDENT));
    let titles: Vec<String> = columns.iter().map(|column| column.0.to_owned()).collect();
    for line in lay_out(&titles, &widths) {
        writeln!(out, "{}", style.paint(FAINT, line))?;
    }
    for (history, row) in histories.iter().zip(&rows) {
        for line in lay_out(row, &widths) {
            writeln!(out, "{line}")?;
        }
        let way = way(history);
        if history.path.len().max(history.course.len()) > 1 {
            writeln!(out, "{}{}", " ".repeat(INDENT + GAP), style.paint(FAINT, way))?;
        }
        for conflict in &history.conflicts {
            let values: Vec<&str> = conflict.values.iter().map(|(value, _)| value.as_str()).collect();
            let line = format!("sources differ on {}: {}", conflict.field, values.join(" against "));
            writeln!(out, "{}{}", " ".repeat(INDENT + GAP), style.paint(FAINT, line))?;
        }
    }
    Ok(())
}

/// The same as a Markdown table.
///
/// # Errors
/// If what it writes to fails.
pub fn chronicle_markdown(out: &mut dyn Write, histories: &[History]) -> io::Result<()> {
    writeln!(out, "| when | kind | what | status | articles | path |\n|---|---|---|---|---|---|")?;
    for history in histories {
        let row = row(history);
        let cells = [&row[0], &row[1], &row[2], &row[3], &row[4], &way(history)];
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| cell.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " "))
            .collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn row(history: &History) -> Vec<String> {
    vec![
        when(history),
        history.kind.to_string(),
        short(&history.label()),
        history.status.map_or_else(String::new, |status| status.to_string()),
        articles(history),
        format!("{:.2}", history.confidence),
        history.id.clone(),
    ]
}

/// At most so many characters of a label: an agreement's may be a whole sentence, which `demarche why` shows.
const LABEL: usize = 90;

fn short(label: &str) -> String {
    match label.char_indices().nth(LABEL) {
        Some((end, _)) => format!("{}…", label[..end].trim_end()),
        None => label.to_owned(),
    }
}

/// `3, 1 copy`
fn articles(history: &History) -> String {
    format!("{}{}", history.articles, copies(history))
}

/// `3 articles, 1 copy`
pub(crate) fn told_by(history: &History) -> String {
    let noun = if history.articles == 1 { "article" } else { "articles" };
    format!("{} {noun}{}", history.articles, copies(history))
}

/// How many articles are near copies of others: those are no witnesses of their own.
fn copies(history: &History) -> String {
    match history.articles.saturating_sub(history.witnesses) {
        0 => String::new(),
        1 => ", 1 copy".to_owned(),
        copies => format!(", {copies} copies"),
    }
}

/// When it takes place; for what runs on, from the first to the last report.
pub(crate) fn when(history: &History) -> String {
    match (&history.when, history.first_known, history.last_known) {
        (Some(when), ..) => period(when),
        (None, Some(first), Some(last)) if history.thread.is_some() && first < last => {
            format!("{first} … {last}")
        }
        (None, Some(first), _) if history.thread.is_some() => first.to_string(),
        (None, Some(first), _) => format!("(told {first})"),
        (None, None, _) => "?".to_owned(),
    }
}

/// A year or month by its name, other stretches by both ends.
fn period(when: &When) -> String {
    let (start, end) = (when.start, when.end);
    if !when.stated {
        return format!("about {start}");
    }
    if start == start.first_of_year() && end == start.last_of_year() {
        format!("{:04}", start.year())
    } else if start == start.first_of_month() && end == start.last_of_month() {
        format!("{:04}-{:02}", start.year(), start.month())
    } else {
        when.to_string()
    }
}

/// `invited 2023-11-10 → planned 2024-02-06`
pub(crate) fn path(history: &History) -> String {
    let step = |step: &demarche_ledger::Step| match step.known {
        Some(known) => format!("{} {known}", step.status),
        None => step.status.to_string(),
    };
    history.path.iter().map(step).collect::<Vec<_>>().join(" → ")
}

/// How it came to where it is: a concern's course, else the path of the status.
fn way(history: &History) -> String {
    if history.course.is_empty() { path(history) } else { course(history) }
}

/// `raised 2017-03-21 → repeated 2017-09-13 → answered 2018-05-20 (promised)`
pub(crate) fn course(history: &History) -> String {
    let stage = |stage: &demarche_ledger::Stage| {
        let day = stage.day.map(|day| format!(" {day}")).unwrap_or_default();
        let how = stage.how.as_ref().map(|how| format!(" ({how})")).unwrap_or_default();
        format!("{}{day}{how}", stage.turn)
    };
    history.course.iter().map(stage).collect::<Vec<_>>().join(" → ")
}

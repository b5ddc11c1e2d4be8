//! Cells in columns, as a terminal shows them.

use unicode_width::UnicodeWidthStr;

/// Space between columns.
pub(crate) const GAP: usize = 2;
/// Before every row and quotation.
pub(crate) const INDENT: usize = 2;

/// A column: its title, and whether it gives way when the terminal is narrow.
pub(crate) struct Column(pub(crate) &'static str, pub(crate) Fit);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// As wide as its widest cell.
    Whole,
    /// Wrapped where there is too little room.
    Wrap,
}

/// How wide each column may be: what must stay whole gets its width, the rest share what is left by need.
pub(crate) fn widths(columns: &[Column], rows: &[&[String]], room: usize) -> Vec<usize> {
    let need = |i: usize| {
        let cells = rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.width());
        cells.chain([columns[i].0.width()]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(need).collect();
    let gaps = GAP * columns.len().saturating_sub(1);
    let wraps: Vec<usize> = (0..columns.len()).filter(|&i| columns[i].1 == Fit::Wrap).collect();
    let fixed: usize = widths.iter().sum::<usize>() - wraps.iter().map(|&i| widths[i]).sum::<usize>();
    let mut left = room.saturating_sub(fixed + gaps);
    // The narrow ones first: what they leave goes to the wide ones.
    let mut order = wraps;
    order.sort_by_key(|&i| (widths[i], i));
    for (turn, &i) in order.iter().enumerate() {
        let share = left / (order.len() - turn);
        widths[i] = widths[i].min(share.max(16));
        left = left.saturating_sub(widths[i]);
    }
    widths
}

/// A row of cells as lines of the terminal, cells wrapped to their column's width.
pub(crate) fn lay_out(cells: &[String], widths: &[usize]) -> Vec<String> {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, &width)| wrap(cell, width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let line = |y: usize| {
        let mut line = " ".repeat(INDENT);
        for (lines, &width) in wrapped.iter().zip(widths) {
            let cell = lines.get(y).map_or("", String::as_str);
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + GAP));
        }
        line.trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

/// Words onto lines of at most `width` columns; a word that is too long stands alone and sticks out.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

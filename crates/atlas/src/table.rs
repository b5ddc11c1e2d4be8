//! The one dialect in which every table is written, and the errors it can have.
//!
//! Tab-separated values. Lines that start with `#` and empty lines are comments. The first other line names the
//! columns; each further line is a row, which may leave out empty cells at its end. Within a cell `|` separates
//! the items of a list. A user's file holds several tables, each under a line such as `[people]`.

/// What is wrong with a table, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("atlas table `{table}`, line {line}: {problem}; {advice}")]
pub struct AtlasError {
    /// Name of the table, or `user file` outside of any.
    pub table: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub advice: String,
}

impl AtlasError {
    pub(crate) fn new(
        table: &str,
        line: usize,
        problem: impl Into<String>,
        advice: impl Into<String>,
    ) -> AtlasError {
        AtlasError { table: table.to_owned(), line, problem: problem.into(), advice: advice.into() }
    }
}

/// The items of a cell, separated by `|` in the table.
///
/// A view of the table's own text: making and copying it costs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct List(pub(crate) &'static str);

impl List {
    /// The items, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        pieces(self.0, b'|').filter(|item| !item.is_empty())
    }

    /// Whether `item` is among them, letter for letter.
    pub fn contains(self, item: &str) -> bool {
        self.iter().any(|own| own == item)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// The lines of a file that are not comments, with their numbers.
pub(crate) struct Lines {
    rest: std::iter::Peekable<std::iter::Enumerate<std::str::Lines<'static>>>,
    /// The last line given out, from 1.
    pub(crate) at: usize,
}

impl Lines {
    pub(crate) fn new(text: &'static str) -> Lines {
        Lines { rest: text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate().peekable(), at: 0 }
    }

    /// The next line that `wanted` accepts; a line that it refuses stays for the next call.
    pub(crate) fn next_if(&mut self, wanted: impl Fn(&str) -> bool) -> Option<(usize, &'static str)> {
        let comment = |text: &str| text.trim().is_empty() || text.starts_with('#');
        while self.rest.next_if(|(_, text)| comment(text)).is_some() {}
        let (index, text) = self.rest.next_if(|(_, text)| wanted(text))?;
        self.at = index + 1;
        Some((self.at, text))
    }

    pub(crate) fn next(&mut self) -> Option<(usize, &'static str)> {
        self.next_if(|_| true)
    }
}

/// The pieces of `text` between one-byte separators. Cells are a few bytes long, and a plain loop over them takes
/// half the time of `str::split`, which is made for longer ones; the tables have sixty thousand.
fn pieces(text: &'static str, separator: u8) -> impl Iterator<Item = &'static str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        let Some(at) = whole.bytes().position(|byte| byte == separator) else {
            return rest.take();
        };
        rest = Some(&whole[at + 1..]);
        Some(&whole[..at])
    })
}

/// A table that knows its columns.
pub(crate) struct Table {
    name: &'static str,
    /// For each column that the record asks for, where the file has it.
    places: Vec<Option<usize>>,
    /// How many columns the file has.
    width: usize,
    columns: &'static [&'static str],
}

impl Table {
    /// Reads the line that names the columns. Every name must be one of `columns`; the first of them is required.
    pub(crate) fn open(
        name: &'static str,
        columns: &'static [&'static str],
        line: usize,
        head: &'static str,
    ) -> Result<Table, AtlasError> {
        let given: Vec<&str> = head.split('\t').map(str::trim).collect();
        let advice = || format!("the columns of this table are: {}", columns.join(", "));
        if let Some(stranger) = given.iter().find(|name| !columns.contains(name)) {
            return Err(AtlasError::new(name, line, format!("`{stranger}` is no column"), advice()));
        }
        if !given.contains(&columns[0]) {
            return Err(AtlasError::new(name, line, format!("column `{}` is missing", columns[0]), advice()));
        }
        if let Some((_, twice)) =
            given.iter().enumerate().find(|(place, name)| given[..*place].contains(name))
        {
            return Err(AtlasError::new(name, line, format!("column `{twice}` is named twice"), advice()));
        }
        let places = columns.iter().map(|column| given.iter().position(|own| own == column)).collect();
        Ok(Table { name, places, width: given.len(), columns })
    }

    /// Reads one row.
    pub(crate) fn row(&self, line: usize, text: &'static str) -> Result<Row<'_>, AtlasError> {
        let mut cells = [""; MAX_COLUMNS];
        for (place, cell) in pieces(text, b'\t').enumerate() {
            if place >= self.width {
                let problem =
                    format!("more cells than the {} columns that the table's head names", self.width);
                return Err(AtlasError::new(self.name, line, problem, "check the tabs in this line"));
            }
            cells[place] = cell.trim_ascii();
        }
        Ok(Row { table: self, line, cells })
    }
}

/// No table is wider.
const MAX_COLUMNS: usize = 16;

/// One row of a table.
pub(crate) struct Row<'t> {
    table: &'t Table,
    line: usize,
    cells: [&'static str; MAX_COLUMNS],
}

impl Row<'_> {
    /// The cell in the `index`-th of the record's columns; empty if the file has no such column.
    pub(crate) fn cell(&self, index: usize) -> &'static str {
        self.table.places[index].map_or("", |place| self.cells[place])
    }

    /// A cell that must not be empty.
    pub(crate) fn required(&self, index: usize) -> Result<&'static str, AtlasError> {
        match self.cell(index) {
            "" => Err(self.error(index, "is empty", "fill it in or delete the row")),
            cell => Ok(cell),
        }
    }

    /// The items of a cell.
    pub(crate) fn list(&self, index: usize) -> List {
        List(self.cell(index))
    }

    /// A cell that holds one of a few fixed words.
    pub(crate) fn word<T: Copy>(&self, index: usize, words: &[(&str, T)]) -> Result<T, AtlasError> {
        let cell = self.cell(index);
        words.iter().find(|(word, _)| *word == cell).map(|(_, value)| *value).ok_or_else(|| {
            let known: Vec<&str> =
                words.iter().map(|(word, _)| if word.is_empty() { "(empty)" } else { word }).collect();
            self.error(index, &format!("holds `{cell}`"), &format!("write one of: {}", known.join(", ")))
        })
    }

    /// An error about one cell.
    pub(crate) fn error(&self, index: usize, problem: &str, advice: &str) -> AtlasError {
        let column = self.table.columns[index];
        AtlasError::new(self.table.name, self.line, format!("column `{column}` {problem}"), advice)
    }
}

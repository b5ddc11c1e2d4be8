//! Codes of other ontologies, with which existing event-data tools read a record.

use crate::diagnostic::BuildError;
use serde::{Deserialize, Serialize};

/// The codes of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    /// PLOVER event, with its mode after a slash where it has one: `CONSULT/visit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plover: Option<String>,
    /// CAMEO code: `042`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
}

impl Codes {
    /// Both codes.
    pub fn new(plover: &str, cameo: &str) -> Self {
        Codes { plover: Some(plover.to_owned()), cameo: Some(cameo.to_owned()) }
    }
}

/// Which codes are written when; a plugin keeps one as a table of four columns.
///
/// ```text
/// # when          plover          cameo   meaning
/// completed       CONSULT/visit   042     the visit took place
/// ```
///
/// Columns are parted by tabs; `-` stands for no code, `#` begins a comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeTable {
    rows: Vec<CodeRow>,
}

/// One row of a [`CodeTable`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// By which name the plugin asks for it: a status, an act, a mode.
    pub when: String,
    /// What is written.
    pub codes: Codes,
    /// When that is, in words.
    pub meaning: String,
}

impl CodeTable {
    /// Reads a table.
    ///
    /// # Errors
    /// If a row has not four columns, or a name stands in two rows.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rows: Vec<CodeRow> = Vec::new();
        for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let [when, plover, cameo, meaning] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(format!("`{line}` has not four columns parted by tabs"));
            };
            if rows.iter().any(|row| row.when == when) {
                return Err(format!("`{when}` stands in two rows"));
            }
            let code = |text: &str| (text != "-").then(|| text.to_owned());
            let codes = Codes { plover: code(plover), cameo: code(cameo) };
            rows.push(CodeRow { when: when.to_owned(), codes, meaning: meaning.to_owned() });
        }
        Ok(CodeTable { rows })
    }

    /// A plugin's own table; `file` is for the message.
    ///
    /// # Errors
    /// As [`CodeTable::parse`].
    pub fn embedded(file: &str, text: &str) -> Result<Self, BuildError> {
        CodeTable::parse(text).map_err(|problem| BuildError { file: file.to_owned(), problem })
    }

    /// The codes under the first of these names that has a row.
    pub fn of(&self, names: &[&str]) -> Codes {
        let row = names.iter().find_map(|name| self.rows.iter().find(|row| row.when == *name));
        row.map_or_else(Codes::default, |row| row.codes.clone())
    }

    /// All rows, in order.
    pub fn rows(&self) -> &[CodeRow] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_with_a_row_decides() {
        let table =
            CodeTable::parse("# when\ncall\tCONSULT/phone\t041\tby phone\nquoted\t-\t010\tsaid\n").unwrap();
        assert_eq!(table.of(&["letter", "call"]), Codes::new("CONSULT/phone", "041"));
        assert_eq!(table.of(&["quoted"]), Codes { plover: None, cameo: Some("010".to_owned()) });
        assert_eq!(table.of(&["letter"]), Codes::default());
    }

    #[test]
    fn a_malformed_table_is_refused() {
        assert!(CodeTable::parse("call\tCONSULT/phone\t041").is_err());
        assert!(CodeTable::parse("a\t-\t010\tx\na\t-\t011\ty").is_err());
    }
}

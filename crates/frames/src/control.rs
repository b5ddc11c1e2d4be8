//! Verbs that decide who does what a clause under them tells: the object of "invite", the subject of "promise".
//!
//! The words are data (`data/control.toml`); [`View`](crate::View) says how they decide.

use crate::lemmas::distinct;
use demarche_table::table;
use serde::Deserialize;
use std::sync::LazyLock;

/// The verbs, by what they do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Control {
    pub(crate) judging: Vec<String>,
    pub(crate) asking: Vec<String>,
    pub(crate) appealing: Vec<String>,
    pub(crate) binding: Vec<String>,
}

static TABLE: LazyLock<Control> = LazyLock::new(|| {
    table!("data/control.toml")
        .read()
        .and_then(Control::check)
        .unwrap_or_else(|e| panic!("data/control.toml: {e}"))
});

impl Control {
    /// The table that is built in.
    pub(crate) fn embedded() -> &'static Control {
        &TABLE
    }

    fn check(self) -> Result<Self, String> {
        distinct([&self.judging, &self.asking, &self.appealing, &self.binding])?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Control;

    #[test]
    fn a_verb_stands_in_a_list_once() {
        let table = |judging: &[&str]| {
            let judging = judging.iter().map(|&word| word.to_owned()).collect();
            Control { judging, asking: Vec::new(), appealing: Vec::new(), binding: Vec::new() }.check()
        };
        assert!(table(&["blame", "thank"]).is_ok());
        assert!(table(&["blame", "blame"]).is_err_and(|e| e.contains("blame")));
    }
}

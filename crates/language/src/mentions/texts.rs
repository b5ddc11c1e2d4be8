//! By what an article tells what kind of text it is and who publishes it: `data/mentions/texts.toml`.

use demarche_core::{Table, Words};
use demarche_table::table;
use serde::Deserialize;
use std::sync::LazyLock;

const TEXTS: Table = table!("data/mentions/texts.toml");

/// The words that tell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) document: Document,
    pub(super) briefing: Briefing,
    pub(super) publisher: Publisher,
}

/// Of a document that several issue.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    /// How its title begins or ends.
    pub(super) issued: Words,
    /// What says so anywhere in its title.
    pub(super) joint: Words,
    /// Those in whose name it speaks.
    pub(super) issuing: Words,
    /// What somebody issues under his name.
    pub(super) genres: Words,
    /// What a line announces behind which questions and answers stand without names.
    pub(super) interviews: Words,
    /// What begins, behind the author in a title, where it was said or what it is about.
    pub(super) occasions: Words,
}

/// Of a briefing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Briefing {
    /// How a heading tells that officials speak.
    pub(super) headings: Words,
    /// Whose briefings are a state's.
    pub(super) offices: Words,
}

/// Of who publishes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Publisher {
    /// Parts of an internet address that governments and bodies have.
    pub(super) addresses: Words,
    /// Words of a source that is an organ of a state.
    pub(super) organs: Words,
    /// What may stand beside the name of a body or ministry that is itself the source.
    pub(super) beside: Words,
    /// Whose organs are no state's.
    pub(super) local: Words,
    /// States, by code, whose outlets report on the whole world.
    pub(super) worldwide: Words,
}

/// The table of this crate.
pub(super) fn texts() -> &'static Texts {
    static TABLE: LazyLock<Texts> =
        LazyLock::new(|| TEXTS.read().unwrap_or_else(|e| panic!("data/mentions/texts.toml: {e}")));
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn the_table_can_be_read() {
        assert!(texts().document.genres.has("statement"));
    }
}

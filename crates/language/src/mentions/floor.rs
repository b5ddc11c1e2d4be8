//! Who has the floor: whose words the text is, as far as it has been read.

use super::texts::texts;
use demarche_core::{Article, EntityId};
use std::ops::Range;

/// A title has no more words.
const TITLE: usize = 25;

/// Who speaks from a line on.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    pub(super) line: usize,
    /// The tokens that name the speaker.
    pub(super) label: Range<usize>,
    /// Those for whom "we" stands; none for whoever asks.
    pub(super) entities: Vec<EntityId>,
    /// Whether no words of the text say so, but its title.
    pub(super) untold: bool,
}

/// Whose words the text is, as far as it has been read.
#[derive(Debug, Clone, Default)]
pub(super) struct Floor {
    /// Who has had the turn in a dialogue or was announced, the last one having it still.
    pub(super) voices: Vec<Voice>,
    /// Who issues the clauses that have no subject of their own.
    pub(super) issuers: Vec<EntityId>,
    /// The sides that the first line names before its verb, or those of the first line that names several.
    pub(super) opening: Vec<EntityId>,
    /// The officials of known states whom a dialogue introduces before its first turn.
    pub(super) guests: Vec<EntityId>,
    /// Whether the text is a dialogue.
    pub(super) dialogue: bool,
    /// Whether an office publishes the text as its own.
    pub(super) office: bool,
    /// Whether the state that publishes it speaks in it.
    pub(super) briefing: bool,
    /// Whether the text is a document that several issue.
    pub(super) issued: bool,
}

impl Floor {
    /// Nobody's yet; `office` if an office publishes the text as its own.
    pub(super) fn new(article: &Article, dialogue: bool, office: bool) -> Self {
        let briefing = office || headings(article).any(|heading| is_briefing(&heading));
        let issued = headings(article).any(|heading| is_issued(&heading));
        Floor { dialogue, office, briefing, issued, ..Floor::default() }
    }

    /// Those who issue a document together, as its opening line names them.
    pub(super) fn joint_issuers(&self) -> Option<&[EntityId]> {
        (self.issued && self.opening.len() > 1).then_some(&self.opening)
    }
}

/// The title and the first line of a text, in small letters.
fn headings(article: &Article) -> impl Iterator<Item = String> {
    let first = article.text.trim_start().lines().next().filter(|l| l.split_whitespace().count() <= TITLE);
    article.title.as_deref().into_iter().chain(first).map(str::to_lowercase)
}

/// Whether a heading tells of a briefing by officials: "CEO briefing" is none.
fn is_briefing(heading: &str) -> bool {
    texts().briefing.headings.all().any(|word| heading.contains(word))
        && heading.split(|c: char| !c.is_alphanumeric()).any(|word| texts().briefing.offices.has(word))
}

/// Whether a heading is that of a document: "Independence declaration marked" is news.
fn is_issued(heading: &str) -> bool {
    let document = &texts().document;
    let bare = heading.trim_matches(|c: char| !c.is_alphabetic());
    document.issued.all().any(|genre| bare.starts_with(genre) || bare.ends_with(genre))
        || document.joint.all().any(|genre| heading.contains(genre))
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_briefings_of_the_state_make_officials() {
        assert!(!super::is_briefing("ceo briefing"));
        assert!(super::is_briefing("foreign ministry spokesperson's remarks"));
    }
}

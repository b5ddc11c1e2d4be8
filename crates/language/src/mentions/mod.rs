//! Who and what the article speaks of: mentions, resolved to entities.

use crate::reader::ArticleReading;
use demarche_core::{Entity, EntityId, Mention, SentenceId};

/// The entities of one article and the mentions that stand for them.
///
/// The reading makes it when somebody first asks for a mention or entity. It may ask the reading for its base, atlas,
/// trees and utterances, never for mentions, quotes or sources, which come from here.
#[derive(Debug, Default)]
pub struct Mentions {}

impl Mentions {
    /// Works out the entities of the article.
    pub fn new(_reading: &ArticleReading<'_>) -> Self {
        Mentions {}
    }

    /// The mentions of a sentence, in order of position.
    pub fn of(&self, _reading: &ArticleReading<'_>, _sentence: SentenceId) -> &[Mention] {
        &[]
    }

    /// An entity. Ids come from this table only.
    pub fn entity(&self, _id: EntityId) -> &Entity {
        unreachable!("no entity has been handed out")
    }

    /// The city of the place line.
    pub fn location(&self) -> Option<EntityId> {
        None
    }

    /// Every entity that is mentioned as an actor, most often mentioned first.
    pub fn weights(&self) -> Vec<(EntityId, u32)> {
        Vec::new()
    }
}

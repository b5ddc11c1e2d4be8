//! Whom an interview introduces before its first question.

use super::resolver::{Draft, Resolver};
use crate::transcript::{self, Turn};
use demarche_core::{EntityId, EntityKind, MentionForm};

impl Resolver<'_, '_, '_> {
    /// Who gives the answers of an interview that marks them with an "A": the one official whom it introduces.
    pub(super) fn guest(&self, index: usize, turn: &Turn) -> Vec<EntityId> {
        let bare = turn.label.len() == 1 && transcript::is_answer(self.lines[index].lower(turn.label.start));
        if bare && self.floor.guests.len() == 1 { self.floor.guests.clone() } else { Vec::new() }
    }

    /// Learns from a line before the first turn whom a dialogue introduces.
    pub(super) fn remember_guests(&mut self, drafts: &[Draft]) {
        if !self.floor.dialogue || !self.floor.voices.is_empty() {
            return;
        }
        for &id in drafts.iter().filter(|d| d.form == MentionForm::Name).flat_map(|d| &d.entities) {
            let entity = self.cast.get(id);
            let able = entity.kind == EntityKind::Person && entity.official && entity.country.is_some();
            if able && !self.floor.guests.contains(&id) {
                self.floor.guests.push(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::Reader;
    use demarche_atlas::Atlas;
    use demarche_core::{Article, Reading};

    #[test]
    fn the_answers_of_an_interview_are_those_of_the_official_whom_it_introduces() {
        let text = "Peru's foreign minister, Ana Silva, spoke to us in Oslo.\n\nQ: What do you want from Chile?\n\nA: An apology.\n\nQ: Will it come?\n\nA: We hope so.";
        let reader = Reader::new(Atlas::embedded(), &[]);
        let article = Article::new("x", text);
        let reading = reader.read(&article);
        let mut all = reading.sentences().iter().flat_map(|s| reading.mentions(s.id));
        let we = all.find(|m| m.span.slice(text) == "We").map(|m| m.entities.clone()).unwrap_or_default();
        assert_eq!(
            we.iter().filter_map(|&e| reading.entity(e).country.as_deref()).collect::<Vec<_>>(),
            ["PER"]
        );
    }
}

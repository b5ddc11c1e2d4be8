//! The table of an article's entities.

use super::person::Person;
use super::spelling::{kebab, plain};
use super::world::World;
use demarche_core::{Entity, EntityId, EntityKind};
use rustc_hash::FxHashMap;

/// All entities, each once.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub(super) entities: Vec<Entity>,
    by_key: FxHashMap<String, EntityId>,
    persons: FxHashMap<usize, EntityId>,
}

impl Cast {
    pub(super) fn get(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    pub(super) fn country_of(&self, id: EntityId) -> Option<&str> {
        self.get(id).country.as_deref()
    }

    /// The entity with this key, if it has been mentioned.
    pub(super) fn known(&self, key: &str) -> Option<EntityId> {
        self.by_key.get(key).copied()
    }

    fn enter(&mut self, entity: Entity) -> EntityId {
        if let Some(&id) = self.by_key.get(&entity.key) {
            return id;
        }
        let id = EntityId(self.entities.len() as u32);
        self.by_key.insert(entity.key.clone(), id);
        self.entities.push(entity);
        id
    }

    pub(super) fn person(&mut self, index: usize, person: &Person) -> EntityId {
        if let Some(&id) = self.persons.get(&index) {
            return id;
        }
        let id = self.enter(Entity {
            name: person.name.clone(),
            key: person.key.clone(),
            kind: EntityKind::Person,
            role: person.role.clone(),
            country: person.country.clone(),
            official: person.official,
        });
        self.persons.insert(index, id);
        id
    }

    /// What the text has told of a person since the first mention.
    pub(super) fn appoint(&mut self, index: usize, person: &Person) {
        if let Some(id) = self.persons.get(&index) {
            let entity = &mut self.entities[id.0 as usize];
            entity.role.clone_from(&person.role);
            entity.country.clone_from(&person.country);
            entity.official = person.official;
        }
    }

    /// The state, or the body that a code stands for.
    pub(super) fn country(&mut self, code: &str, world: &World<'_>) -> EntityId {
        if let Some(known) = self.known(code) {
            return known;
        }
        let kind = if world.is_country(code) { EntityKind::Country } else { EntityKind::Organization };
        let name = world.label(code).unwrap_or(code).to_owned();
        self.enter(Entity {
            name,
            key: code.to_owned(),
            kind,
            role: None,
            country: Some(code.to_owned()),
            official: true,
        })
    }

    /// A state's government under a name that the text uses: "Beijing", "Biden administration".
    pub(super) fn government(&mut self, code: &str, name: &str) -> EntityId {
        let key = format!("{}-government", code.to_lowercase());
        self.enter(Entity {
            name: name.to_owned(),
            key,
            kind: EntityKind::Government,
            role: None,
            country: Some(code.to_owned()),
            official: true,
        })
    }

    /// A ministry, parliament, embassy; `words` tell it from the state's other organs.
    pub(super) fn organ(&mut self, code: Option<&str>, words: &[String], name: &str) -> EntityId {
        let generic = ["ministry", "department", "office", "of", "the", "for", "us", "u.s."];
        let mut kept: Vec<String> = Vec::new();
        for word in words {
            let word = match word.as_str() {
                "defense" => "defence",
                "commerce" => "commerce",
                other => other,
            };
            let word = plain(word);
            if !generic.contains(&word.as_str()) && !kept.contains(&word) && !word.is_empty() {
                kept.push(word);
            }
        }
        let mut key = code.map(str::to_lowercase).unwrap_or_default();
        for word in &kept {
            key = if key.is_empty() { word.clone() } else { format!("{key}-{word}") };
        }
        if kept.is_empty() {
            key = format!("{key}-ministry");
        }
        self.organ_with_key(code, &key, name)
    }

    pub(super) fn organ_with_key(&mut self, code: Option<&str>, key: &str, name: &str) -> EntityId {
        self.enter(Entity {
            name: name.to_owned(),
            key: key.to_owned(),
            kind: EntityKind::Government,
            role: None,
            country: code.map(str::to_owned),
            official: true,
        })
    }

    pub(super) fn body(&mut self, id: &str, name: &str, code: &str) -> EntityId {
        self.enter(Entity {
            name: name.to_owned(),
            key: id.to_owned(),
            kind: EntityKind::Organization,
            role: None,
            country: Some(code.to_owned()).filter(|c| !c.is_empty()),
            official: true,
        })
    }

    /// A company, agency or other organisation that acts for no state.
    pub(super) fn organization(&mut self, name: &str, country: &str) -> EntityId {
        self.enter(Entity {
            name: name.to_owned(),
            key: kebab(name),
            kind: EntityKind::Organization,
            role: None,
            country: Some(country.to_owned()).filter(|c| !c.is_empty()),
            official: false,
        })
    }

    pub(super) fn place(&mut self, name: &str, country: &str) -> EntityId {
        self.enter(Entity {
            name: name.to_owned(),
            key: format!("{}-city", kebab(name)),
            kind: EntityKind::Place,
            role: None,
            country: Some(country.to_owned()).filter(|c| !c.is_empty()),
            official: false,
        })
    }

    /// People not named one by one; one person not named is a group of one.
    pub(super) fn group(&mut self, code: Option<&str>, head: &str, name: &str, official: bool) -> EntityId {
        let head = kebab(head);
        let key = code.map_or_else(|| head.clone(), |c| format!("{}-{head}", c.to_lowercase()));
        let country = code.map(str::to_owned);
        self.enter(Entity {
            name: name.to_owned(),
            key,
            kind: EntityKind::Group,
            role: None,
            country,
            official,
        })
    }

    /// The holder of an office whom the text does not name.
    pub(super) fn holder(&mut self, code: &str, role: &str, name: &str, official: bool) -> EntityId {
        self.enter(Entity {
            name: name.to_owned(),
            key: format!("{}-{}", code.to_lowercase(), kebab(role)),
            kind: EntityKind::Person,
            role: Some(role.to_owned()),
            country: Some(code.to_owned()),
            official,
        })
    }
}

//! What a sentence offers at most, by which it is decided whether it is worth a tree.

use crate::entity::{Entity, EntityKind};
use crate::mention::Sense;

/// Whom and what a sentence mentions, as far as that is known without its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outline {
    /// Somebody: a person, body or state.
    pub party: bool,
    /// Somebody who can act for a state or body.
    pub official: bool,
    /// The same, and human: no state or body as such.
    pub people: bool,
    /// The subject that its first verb leaves to an opening line: "The Ministers: … CONDEMNED the attack".
    pub implied: bool,
    /// A place, or a state that may be meant as one.
    pub place: bool,
    /// Whose people and places they are.
    pub sides: Sides,
}

/// Whether more than one country or body takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sides {
    /// Nobody whose country is known.
    #[default]
    None,
    /// One, by the first letters of its code.
    One([u8; 8]),
    /// Several, or one and whoever says "we".
    Several,
}

impl Sides {
    /// One of which it is not known whose it is, only that it is none of those named.
    pub const UNKNOWN: Sides = Sides::One(*b"?\0\0\0\0\0\0\0");

    /// The side of a country or body.
    pub fn of(code: &str) -> Self {
        let mut letters = [0; 8];
        for (to, from) in letters.iter_mut().zip(code.bytes()) {
            *to = from;
        }
        Self::One(letters)
    }

    /// Both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, sides) | (sides, Self::None) => sides,
            (a, b) if a == b => a,
            _ => Self::Several,
        }
    }
}

impl Outline {
    /// What a mention offers, by its sense and the entities for which it stands.
    pub fn of<'e>(sense: Sense, entities: impl Iterator<Item = &'e Entity>) -> Self {
        let mut outline = Outline { place: sense == Sense::Place, ..Outline::default() };
        let mut human = false;
        for entity in entities {
            let place = entity.kind == EntityKind::Place;
            outline.party |= !place;
            outline.official |= entity.official && !place;
            human |= matches!(entity.kind, EntityKind::Person | EntityKind::Group);
            outline.sides = outline.sides.or(entity.country.as_deref().map_or(Sides::None, Sides::of));
            outline.place |= place || matches!(entity.kind, EntityKind::Country | EntityKind::Government);
        }
        outline.people = outline.official && human;
        outline
    }

    /// What two mentions offer.
    #[must_use]
    pub fn or(self, other: Outline) -> Outline {
        Outline {
            party: self.party || other.party,
            official: self.official || other.official,
            people: self.people || other.people,
            implied: self.implied || other.implied,
            place: self.place || other.place,
            sides: self.sides.or(other.sides),
        }
    }
}

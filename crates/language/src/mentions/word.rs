//! What one word may tell of somebody: its kinds as bits, the role, rank, gender and person that it stands for.

use serde::Deserialize;

/// What a word may be, as bits; a word may be several things.
pub(super) mod is {
    pub(crate) const RANK: u32 = 1;
    pub(crate) const TEMPER: u32 = 1 << 1;
    pub(crate) const PAST: u32 = 1 << 2;
    pub(crate) const PORTFOLIO: u32 = 1 << 3;
    pub(crate) const HONORIFIC: u32 = 1 << 4;
    pub(crate) const STYLE: u32 = 1 << 5;
    pub(crate) const PARTICLE: u32 = 1 << 6;
    pub(crate) const SUFFIX: u32 = 1 << 7;
    pub(crate) const RELATION: u32 = 1 << 8;
    pub(crate) const GROUP: u32 = 1 << 9;
    pub(crate) const BYSTANDER: u32 = 1 << 10;
    pub(crate) const STATE: u32 = 1 << 11;
    pub(crate) const PAIR: u32 = 1 << 12;
    pub(crate) const SPEECH: u32 = 1 << 13;
    pub(crate) const ACT: u32 = 1 << 14;
    pub(crate) const PRONOUN: u32 = 1 << 15;
    pub(crate) const FUNCTION: u32 = 1 << 16;
    pub(crate) const ROLE: u32 = 1 << 17;
    pub(crate) const PLURAL: u32 = 1 << 18;
    pub(crate) const ORGAN: u32 = 1 << 19;
    pub(crate) const MOTION: u32 = 1 << 20;
    pub(crate) const VISIT: u32 = 1 << 21;
    pub(crate) const CALENDAR: u32 = 1 << 22;
    pub(crate) const COMPANY: u32 = 1 << 23;
    pub(crate) const WITHIN: u32 = 1 << 24;
    pub(crate) const DETERMINER: u32 = 1 << 25;
    pub(crate) const PREPOSITION: u32 = 1 << 26;
    pub(crate) const AUXILIARY: u32 = 1 << 27;
    pub(crate) const NUMBER: u32 = 1 << 28;
    pub(crate) const COMMON: u32 = 1 << 29;
    pub(crate) const SAYING: u32 = 1 << 30;
    pub(crate) const UNOFFICIAL: u32 = 1 << 31;
    pub(crate) const VERB: u32 = SPEECH | ACT | MOTION | VISIT | AUXILIARY;
    pub(crate) const TITLE: u32 = RANK | TEMPER | PAST | PORTFOLIO | HONORIFIC | STYLE | ROLE | ORGAN;
}

/// Grammatical gender as titles, given names and pronouns tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// What kind of office a role is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RoleClass {
    Leader,
    Minister,
    Envoy,
    Legislator,
    Official,
    Military,
    Royal,
    Spokesperson,
    Head,
    Local,
    Private,
}

/// A role that somebody can hold: "prime minister".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Role {
    /// What it is matched as: "premier" and "prime minister" are one role.
    pub(super) same: String,
    pub(super) class: RoleClass,
    pub(super) gender: Option<Gender>,
    /// What it is about, where one word says it with the role: "FM".
    pub(super) about: Vec<String>,
}

impl Role {
    /// Whether it is played towards somebody of another state: "her host", "the guest".
    pub(super) fn is_towards_another(&self) -> bool {
        matches!(self.same.as_str(), "host" | "guest")
    }
}

/// A role with its rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RoleRef {
    pub(super) role: u16,
    pub(super) rank: Rank,
}

/// How far below the office a rank stands; "vice minister" and "deputy minister" are one rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Rank {
    #[default]
    Full,
    Deputy,
    Under,
    Assistant,
}

/// What pronouns a word is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
    I,
    We,
}

/// What is known of a word form.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) bits: u32,
    /// The role that this word alone is, as an index.
    pub(super) role: Option<u16>,
    pub(super) rank: Rank,
    pub(super) gender: Option<Gender>,
    pub(super) pronoun: Option<Pronoun>,
    /// A role of several words begins with it.
    pub(super) long: bool,
}

impl Word {
    pub(super) fn has(self, bits: u32) -> bool {
        self.bits & bits != 0
    }
}

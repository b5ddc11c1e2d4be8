//! Who takes part in an event on equal terms, and for which countries or bodies.

use crate::matching::{Filler, Match};
use crate::sides::SideWords;
use crate::view::View;
use demarche_core::{
    Deprel, Entity, EntityId, EntityKind, Mention, MentionForm, Party, Reading, Sense, Span, Story, Upos,
};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The parties of one mention of an event that has sides rather than a doer and somebody to whom it is done.
#[derive(Debug, Clone, Default)]
pub struct Parties {
    /// Everybody who takes part, in the order of the slots.
    pub entities: Vec<EntityId>,
    /// The words that name them.
    pub spans: Vec<Span>,
    /// The countries and bodies for which they stand.
    pub sides: BTreeSet<String>,
    /// Those sides for which nobody is named: they follow from the place or from what the article is about.
    pub assumed: BTreeSet<String>,
    /// Whether somebody takes part whose side the text leaves open: "senior officials", "her counterpart".
    pub open: bool,
}

impl Parties {
    /// Those who fill these slots of a match and can act for a country or body.
    pub fn of(reading: &dyn Reading, found: &Match<'_>, slots: &[&str]) -> Self {
        let mut parties = Parties::default();
        let view = View::new(reading, found.sentence);
        for filler in slots.iter().flat_map(|slot| found.slot(slot)) {
            if is_home_of_firm(view, filler) || is_principal(view, found, filler) {
                continue;
            }
            parties.add(reading, filler);
        }
        parties
    }

    fn add(&mut self, reading: &dyn Reading, filler: &Filler<'_>) {
        let Some(mention) = filler.mention else { return };
        if mention.entities.is_empty() && mention.form == MentionForm::Nominal {
            self.open = true;
        }
        for &id in &mention.entities {
            let entity = reading.entity(id);
            let acts = match entity.kind {
                EntityKind::Place => false,
                EntityKind::Country | EntityKind::Government => true,
                EntityKind::Person | EntityKind::Group | EntityKind::Organization => entity.official,
            };
            // "after which she is off to Singapore": a country that is a place here takes no part.
            let place = mention.sense == Sense::Place
                && entity.kind != EntityKind::Person
                && !filler.slot.starts_with("with");
            if !acts || place || self.entities.contains(&id) {
                continue;
            }
            match &entity.country {
                Some(country) => {
                    self.sides.insert(country.clone());
                }
                None => self.open = true,
            }
            self.entities.push(id);
            self.spans.push(filler.span);
        }
    }

    /// Adds a side for which nobody is named.
    pub fn assume(&mut self, country: &str) {
        if self.sides.insert(country.to_owned()) {
            self.assumed.insert(country.to_owned());
        }
    }

    /// Fills up to two sides with the countries or bodies that the article speaks of most.
    pub fn assume_main_sides(&mut self, reading: &dyn Reading) {
        let weights = weights(reading);
        // Where nobody is named and a third is spoken of as much, nobody can tell whose it is.
        let weight = |place: usize| weights.get(place).map_or(0, |&(_, weight)| weight);
        let negligible = weight(1) * Story::NEGLIGIBLE < weight(0);
        if self.sides.is_empty() && (weight(2) * 4 > weight(1) * 3 || negligible) {
            return;
        }
        // Two bodies are no more than the setting of what states do.
        if self.sides.is_empty() && !weights.iter().take(2).any(|&(code, _)| reading.is_state(code)) {
            return;
        }
        for (country, _) in weights.into_iter().filter(|&(_, weight)| weight > 1) {
            if self.sides.len() > 1 {
                break;
            }
            if reading.country(country).is_some() {
                self.assume(country);
            }
        }
    }

    /// Whether the only side known is one of those of which the article speaks most, and not in passing.
    pub fn is_main_side(&self, reading: &dyn Reading) -> bool {
        let main = |&(code, weight): &(&str, u32)| weight > 1 && self.sides.contains(code);
        self.sides.len() == 1 && weights(reading).iter().take(3).any(main)
    }

    /// Adds the state of which the article speaks most, if it is not one of those known, and not spoken of in passing.
    pub fn assume_heaviest(&mut self, reading: &dyn Reading) {
        let heaviest = weights(reading).into_iter().find(|&(code, _)| reading.is_state(code));
        let other = heaviest.filter(|&(code, weight)| weight > 1 && !self.sides.contains(code));
        if let Some((code, _)) = other {
            self.assume(code);
        }
    }

    /// Adds the other one of the two that the article is about, if it is plainly about two and the only side known is one of them.
    pub fn assume_other_side(&mut self, reading: &dyn Reading) {
        let Some(only) = self.sides.first().filter(|_| self.sides.len() == 1).cloned() else { return };
        if let Some(other) = reading.story().other(&only).filter(|other| reading.country(other).is_some()) {
            self.assume(other);
        }
    }

    /// Adds the sides of the story where no side is known and the one who fills `party` stands for so many: "the three",
    /// "the four ministers".
    pub fn assume_number(&mut self, reading: &dyn Reading, found: &Match<'_>) {
        if !self.sides.is_empty() {
            return;
        }
        let Some(&doer) = found.reached(reading, "party").first() else { return };
        let view = View::new(reading, found.sentence);
        let text = view.words(view.extent(doer));
        let number = words(&text).take(3).find_map(|word| SideWords::embedded().number(word));
        if let Some(sides) = number.and_then(|n| reading.story().first(n)) {
            sides.iter().for_each(|side| self.assume(side));
        }
    }

    /// The persons who are named.
    pub fn persons(&self, reading: &dyn Reading) -> Vec<EntityId> {
        self.entities.iter().copied().filter(|&e| reading.entity(e).kind == EntityKind::Person).collect()
    }

    /// Takes in those of another mention of the same event.
    pub fn join(&mut self, other: &Parties) {
        for (&id, &span) in other.entities.iter().zip(&other.spans) {
            if !self.entities.contains(&id) {
                self.entities.push(id);
                self.spans.push(span);
            }
        }
        self.sides.extend(other.sides.iter().cloned());
        self.assumed.extend(other.assumed.iter().cloned());
        self.open |= other.open;
    }

    /// As the record shows them: a country or body is left out where somebody who stands for it is named, and a joint body where its
    /// sides are.
    pub fn shown(&self, reading: &dyn Reading) -> Vec<Party> {
        let all: Vec<_> = self.entities.iter().map(|&e| reading.entity(e)).collect();
        let joint = |e: &Entity| {
            let other = |o: &&Entity| o.kind == e.kind && o.name == e.name && o.country != e.country;
            matches!(e.kind, EntityKind::Organization | EntityKind::Government) && all.iter().any(other)
        };
        let others: Vec<_> = all.iter().copied().filter(|e| !joint(e)).collect();
        let stood_for = |country: &Option<String>| {
            others.iter().any(|e| e.kind != EntityKind::Country && e.country == *country)
        };
        let itself = |e: &Entity| e.kind == EntityKind::Organization && Some(&e.key) == e.country.as_ref();
        let led = |e: &Entity| others.iter().any(|o| !itself(o) && o.country == e.country);
        let named = all.iter().filter(|e| match e.kind {
            EntityKind::Country => !stood_for(&e.country),
            _ if itself(e) => !led(e),
            _ => !joint(e) || !others.iter().any(|o| o.country == e.country),
        });
        let mut shown: Vec<Party> = named.filter_map(|e| e.party()).collect();
        for country in &self.assumed {
            if !shown.iter().any(|p| p.country.as_ref() == Some(country)) {
                shown.extend(reading.country(country));
            }
        }
        shown
    }
}

/// "Toyota of Japan", "airlines from Malta and Cyprus", "Danish firms": a country that only tells where a firm is at home.
fn is_home_of_firm(view: View<'_>, filler: &Filler<'_>) -> bool {
    let Some(mention) = filler.mention else { return false };
    let country = |e: &EntityId| view.reading.entity(*e).kind == EntityKind::Country;
    if !mention.entities.iter().all(country) {
        return false;
    }
    let token = view.first_conjunct(filler.token);
    let Some(head) = view.tree.head(token) else { return view.is_firm(filler.token) };
    let firm = view.is_firm(head);
    // A name that nobody knows, and that does or is asked something itself.
    let name = || {
        view.word(head).upos == Upos::Propn
            && view.entities(head).is_empty()
            && !view.is_official(head)
            && matches!(view.word(head).rel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl)
    };
    view.is_firm(filler.token)
        || match view.word(token).rel {
            Deprel::Nmod => view.has_case(token, &["of", "in", "from"]) && (firm || name()),
            Deprel::Amod | Deprel::Compound => firm,
            _ => false,
        }
}

/// "A special envoy of President X, Y", "the president of the Union, Z": of whom or of what another filler is somebody who is named.
fn is_principal(view: View<'_>, found: &Match<'_>, filler: &Filler<'_>) -> bool {
    let reading = view.reading;
    let Some(head) = view.tree.head(filler.token).filter(|_| view.has_case(filler.token, &["of"])) else {
        return false;
    };
    let [of] = view.entities(filler.token) else { return false };
    let of = reading.entity(*of);
    let served = matches!(of.kind, EntityKind::Person | EntityKind::Organization);
    let serves = |f: &Filler<'_>| {
        let [id] = f.mention.map_or(&[][..], |m| &m.entities) else { return false };
        let agent = reading.entity(*id);
        f.token == head
            && agent.kind == EntityKind::Person
            && agent.key != of.key
            && agent.country == of.country
    };
    served && view.word(filler.token).rel == Deprel::Nmod && found.fillers.iter().any(serves)
}

/// The countries and bodies whose officials or own names the article mentions, most often mentioned first.
fn weights(reading: &dyn Reading) -> Vec<(&str, u32)> {
    let mut weights: Vec<(&str, u32)> = Vec::new();
    for (id, weight) in reading.entities_by_weight() {
        let entity = reading.entity(id);
        let Some(country) = entity.country.as_deref().filter(|_| entity.official) else { continue };
        match weights.iter_mut().find(|(c, _)| *c == country) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((country, weight)),
        }
    }
    // The sort is stable: of equal weights the one that the reading lists first.
    weights.sort_by_key(|&(_, weight)| Reverse(weight));
    weights
}

/// Whether a filler stands for both sides of what the article is about; three need more than a pair.
pub fn is_all_sides(reading: &dyn Reading, filler: &Filler<'_>) -> bool {
    let text = filler.span.slice(reading.text());
    stands_for_sides(text, filler.mention.is_some_and(|m| is_unnamed(reading, m)))
}

/// The two sides of the article, if the noun phrase or pronoun at a token stands for both; in a note also without an article:
/// "Ministers condemned …".
pub fn sides_meant<'r>(view: View<'r>, token: usize) -> Option<[&'r str; 2]> {
    let reading = view.reading;
    if !view.mention(token).is_none_or(|m| is_unnamed(reading, m)) {
        return None;
    }
    let bare =
        token == 0 && SideWords::embedded().heads.iter().any(|h| view.text(token).eq_ignore_ascii_case(h));
    let meant = bare || stands_for_sides(&view.words(view.extent(token)), true);
    reading.story().pair().filter(|_| meant)
}

/// Whether nobody who belongs to a country or body is named.
fn is_unnamed(reading: &dyn Reading, mention: &Mention) -> bool {
    mention.entities.iter().all(|&e| reading.entity(e).country.is_none())
}

fn stands_for_sides(text: &str, unnamed: bool) -> bool {
    let stand_ins = SideWords::embedded();
    let text = text.to_lowercase();
    let words = || words(&text).take(5);
    let any = |list: &[String]| words().any(|word| list.iter().any(|listed| listed == word));
    let offices = || {
        let of_the_sides = unnamed && words().next() == Some("the") || words().next() == Some("their");
        of_the_sides && any(&stand_ins.heads)
    };
    (any(&stand_ins.all) || offices()) && !words().any(|word| stand_ins.is_beyond_pair(word))
}

/// The words of a text; between two marks there is an empty one.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

//! What has been resolved so far of an article, and what may be asked of it.

use super::cast::Cast;
use super::floor::Floor;
use super::lexicon::{Pronoun, RoleRef, lexicon};
use super::line::Line;
use super::nominals::{About, Lead, Nominal};
use super::people::People;
use super::person::Person;
use super::pronouns::{self, Sort, Trace};
use super::sightings::NameFound;
use super::world::World;
use demarche_core::{EntityId, MentionForm, Sense};
use std::ops::Range;

/// A mention before the tree has its say.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) tokens: Range<usize>,
    /// The tokens of which one is the head: the name, the noun.
    pub(super) core: Range<usize>,
    pub(super) form: MentionForm,
    pub(super) sense: Sense,
    pub(super) entities: Vec<EntityId>,
    /// "I" or "we": whoever speaks the quotation around it, else `entities`.
    pub(super) speaker: bool,
}

/// What has been resolved so far.
pub(super) struct Resolver<'r, 't, 'a> {
    pub(super) lines: &'r [Line<'t, 'a>],
    pub(super) world: &'r World<'a>,
    pub(super) people: &'r mut People,
    pub(super) found: &'r [NameFound],
    pub(super) cast: Cast,
    pub(super) traces: Vec<Trace>,
    /// The state whose news this is, as far as the text tells.
    pub(super) home: Option<String>,
    /// The state of the place line.
    pub(super) place: Option<String>,
    /// Surnames of its persons that are cities' names as well, but no cities here.
    pub(super) namesakes: Vec<String>,
    /// The states that the article names, most often named first.
    pub(super) main: Vec<String>,
    /// Whom "we" stands for, where the text says so: "We, the Leaders of the Group of Seven, …".
    pub(super) we: Vec<EntityId>,
    /// Who was last said to say something.
    pub(super) source: Option<Trace>,
    /// The paragraph of each sentence.
    pub(super) paragraphs: &'r [u32],
    /// Whose words the text is outside quotations.
    pub(super) floor: Floor,
}

impl Resolver<'_, '_, '_> {
    pub(super) fn person_id(&mut self, person: usize) -> EntityId {
        self.cast.person(person, &self.people.all[person])
    }

    /// "Its ambassador, X", "the United States, whose envoy X": whose, by what was said before.
    pub(super) fn possessor(&self, index: usize, start: usize) -> Option<String> {
        let line = &self.lines[index];
        let at = start.checked_sub(1)?;
        let owner = match line.lower(at) {
            "its" | "their" => self.last(|t| t.line == index && t.at == at && t.pronoun),
            "whose" => self.last(|t| t.line == index && t.end <= at && at <= t.end + 1),
            _ => None,
        }?;
        let [id] = owner.ids[..] else { return None };
        self.cast.country_of(id).map(str::to_owned)
    }

    pub(super) fn trace(&self, index: usize, tokens: Range<usize>, ids: Vec<EntityId>, sort: Sort) -> Trace {
        let line = &self.lines[index];
        Trace {
            quoted: pronouns::is_quoted(line, tokens.start),
            line: index,
            at: tokens.start,
            end: tokens.end,
            plural: ids.len() > 1,
            ids,
            sort,
            gender: None,
            subject: pronouns::is_subject(line, tokens.start, tokens.end),
            pronoun: false,
            modifier: false,
            place: false,
            landmark: pronouns::is_landmark(line, tokens.start),
        }
    }

    /// The last trace of this sort before this place.
    pub(super) fn last(&self, fits: impl Fn(&Trace) -> bool) -> Option<&Trace> {
        self.traces.iter().rev().find(|t| fits(t))
    }

    /// The states that "both sides" or "the three countries" stand for: those that were just joined in words, else the only ones
    /// spoken of nearby, the sentence itself first, else those that the article is mostly about.
    pub(super) fn sides_before(&mut self, index: usize, count: usize) -> Vec<EntityId> {
        // "France and China … both countries"
        let nearby = |t: &&Trace| t.line + 1 >= index;
        let joint = self
            .traces
            .iter()
            .rev()
            .take_while(|t| count > 2 || nearby(t))
            .find(|t| {
                matches!(t.sort, Sort::Country | Sort::Person)
                    && t.ids.len() == count
                    && !t.pronoun
                    && !t.place
            })
            .map(|t| self.states_of(&t.ids))
            // "She flies on to Singapore and China. The two sides agreed": not those where she only stops.
            .filter(|codes| {
                codes.len() == count
                    && (count > 2 || self.main.len() < 2 || codes.iter().any(|c| self.is_main(c)))
            });
        let joint = joint.or_else(|| self.told_here(index).filter(|_| count == 2));
        let codes = joint.or_else(|| {
            let acts = |t: &&Trace| !t.place && t.ids.iter().all(|id| self.cast.get(*id).official);
            let close = self.traces.iter().rev().take(60).take_while(nearby).filter(acts);
            let ids: Vec<EntityId> = close.clone().flat_map(|t| t.ids.iter().copied()).collect();
            let mut codes = self.states_of(&ids);
            codes.reverse();
            let persons: Vec<EntityId> =
                close.filter(|t| t.sort == Sort::Person).flat_map(|t| t.ids.iter().copied()).collect();
            // Two others who are only named in passing do not become the sides of what the article is about.
            // Nor does one of them become a side who only stops where the other is at home.
            let all = self.traces.iter().rev().take(60).take_while(nearby);
            let around = self.states_of(&all.flat_map(|t| t.ids.iter().copied()).collect::<Vec<_>>());
            let both = self.main.len() >= 2 && self.main.iter().take(2).all(|c| around.contains(c));
            let known = |c: &String| self.is_main(c);
            let ours = if both { codes.iter().all(known) } else { codes.iter().any(known) };
            let ours = ours || self.states_of(&persons).len() == count;
            (codes.len() == count && ours).then_some(codes)
        });
        // Of more than two nobody can tell the last from those who are only named.
        let main = || self.main.get(..2).filter(|_| count == 2).map(<[String]>::to_vec);
        let codes = codes.or_else(main).unwrap_or_default();
        codes.iter().map(|c| self.cast.country(c, self.world)).collect()
    }

    /// Whether a state is one of the two that the article is mostly about.
    pub(super) fn is_main(&self, code: &str) -> bool {
        self.main.iter().take(2).any(|c| c == code)
    }

    /// The states of entities, each once, in order.
    pub(super) fn states_of(&self, ids: &[EntityId]) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for code in ids.iter().filter_map(|id| self.cast.country_of(*id)) {
            if self.world.is_country(code) && !codes.iter().any(|c| c == code) {
                codes.push(code.to_owned());
            }
        }
        codes
    }

    /// Persons of a role named before a token, last named first, each once; if there are none, those named after.
    pub(super) fn holders(
        &self,
        index: usize,
        at: usize,
        role: RoleRef,
        portfolio: &[String],
        countries: &[String],
    ) -> Vec<usize> {
        let same = lexicon().role(role.role).same.as_str();
        let wide = same == "leader";
        // "the envoy", "the top diplomat": an ambassador, or whoever is in charge of foreign affairs.
        let diplomat = matches!(same, "diplomat" | "envoy");
        let minister = same == "diplomat";
        // "the UN chief": whoever leads that body.
        let body = matches!(same, "chief" | "head") && countries.iter().any(|c| !self.world.is_country(c));
        let fits = |p: &Person| {
            let same = p.holds(role, portfolio)
                || wide
                    && p.roles.iter().any(|r| {
                        matches!(
                            lexicon().role(r.role).class,
                            super::lexicon::RoleClass::Leader | super::lexicon::RoleClass::Royal
                        )
                    })
                // Heads of bodies are leaders among leaders.
                || wide && p.portfolio.is_empty() && p.country.as_ref().is_some_and(|c| !self.world.is_country(c));
            let class = |r: &RoleRef| lexicon().role(r.role).class;
            let same = same
                || diplomat && p.roles.iter().any(|r| class(r) == super::lexicon::RoleClass::Envoy)
                || minister && p.portfolio.iter().any(|w| w == "foreign" || w == "external")
                || body
                    && p.roles.iter().any(|r| {
                        matches!(
                            lexicon().role(r.role).class,
                            super::lexicon::RoleClass::Head | super::lexicon::RoleClass::Leader
                        )
                    });
            // "The Colombian diplomat" may be the UN's envoy.
            let lent = || diplomat && p.country.as_ref().is_some_and(|c| !self.world.is_country(c));
            let home =
                countries.is_empty() || p.country.as_ref().is_some_and(|c| countries.contains(c)) || lent();
            same && home
        };
        let mut seen: Vec<usize> = Vec::new();
        let upto = self.found.partition_point(|n| n.line < index || n.line == index && n.tokens.start < at);
        for name in self.found[..upto].iter().rev() {
            if let Some(person) = name.person.filter(|&p| fits(&self.people.all[p]) && !seen.contains(&p)) {
                seen.push(person);
            }
        }
        if seen.is_empty() {
            for name in &self.found[upto..] {
                if let Some(person) = name.person.filter(|&p| fits(&self.people.all[p]) && !seen.contains(&p))
                {
                    seen.push(person);
                }
            }
        }
        seen
    }

    /// Whose a possessive pronoun or person is: the state.
    pub(super) fn owner_country(&self, index: usize, nominal: &Nominal) -> Option<String> {
        if let Some(person) = nominal.owner {
            return self.people.all[person].country.clone();
        }
        if let Lead::Pronoun(pronoun) = nominal.lead {
            let at = nominal.tokens.start;
            let trace = self.traces.iter().rev().find(|t| t.line == index && t.at == at && t.pronoun);
            if matches!(pronoun, Pronoun::We | Pronoun::I) {
                return self.teller_country(index, at).or_else(|| self.own_country());
            }
            return trace
                .and_then(|t| t.ids.first())
                .and_then(|id| self.cast.country_of(*id))
                .map(str::to_owned);
        }
        None
    }

    /// Whether a description is about several, so that it points to several.
    pub(super) fn is_many(nominal: &Nominal) -> bool {
        nominal.plural
            && (nominal.two || nominal.lead == Lead::Both || nominal.lead == Lead::Definite)
            && !matches!(nominal.about, About::Bystander)
    }

    /// "These countries": as many as were listed before, which nobody knows to be a pair.
    pub(super) fn points(&self, index: usize, nominal: &Nominal) -> bool {
        matches!(self.lines[index].lower(nominal.tokens.start), "these" | "those")
    }
}

//! Counterparts: who "her Omani counterpart" and "his Greek and French counterparts" are.

use super::describe;
use super::lexicon::is;
use super::nominals::{self, Lead, Nominal};
use super::person::certainty;
use super::resolver::Resolver;
use demarche_core::EntityId;

/// "her counterpart": somebody of another state, with the same office if there is a choice.
pub(super) fn of(resolver: &mut Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Vec<EntityId> {
    let line = &resolver.lines[index];
    let owner = owner_person(resolver, index, nominal);
    let home = owner
        .and_then(|p| resolver.people.all[p].country.clone())
        .or_else(|| resolver.owner_country(index, nominal))
        .or_else(|| resolver.home.clone());
    if nominal.two && nominal.countries.is_empty() {
        return describe::pair(resolver, index, false);
    }
    if nominal.plural {
        // "his Greek and French counterparts, A and B"
        let from = resolver.found.partition_point(|n| n.line < index);
        let here = resolver.found[from..].iter().take_while(|n| n.line == index);
        let listed = here.filter(|n| n.counterpart && n.tokens.start > nominal.head);
        let named: Vec<usize> = listed.filter_map(|n| n.person).collect();
        if !named.is_empty() {
            return named.into_iter().map(|p| resolver.person_id(p)).collect();
        }
        let mut countries = nominal.countries.clone();
        if countries.is_empty() {
            let two = resolver.main.iter().take(2).filter(|_| resolver.main.len() > 1);
            countries.extend(two.filter(|code| Some(*code) != home.as_ref()).take(1).cloned());
        }
        let label = nominals::label(line, nominal);
        return countries
            .iter()
            .map(|c| resolver.cast.group(Some(c), "counterparts", &label, true))
            .collect();
    }
    if let Some(person) = introduced(resolver, index, nominal) {
        if let [code] = &nominal.countries[..] {
            resolver.people.all[person].take_country(Some(code), certainty::LIST);
        }
        return vec![resolver.person_id(person)];
    }
    let fits = |p: usize| {
        let person = &resolver.people.all[p];
        let abroad = person.country.is_some() && person.country != home;
        let named = nominal.countries.is_empty()
            || person.country.as_ref().is_some_and(|c| nominal.countries.contains(c));
        Some(p) != owner && abroad && named && (person.official || !nominal.countries.is_empty())
    };
    let peer = |p: usize| {
        owner.is_some_and(|o| {
            resolver.people.all[o].roles.iter().any(|r| resolver.people.all[p].roles.contains(r))
        })
    };
    let upto = resolver.found.partition_point(|n| n.line <= index);
    let near = |name: &super::sightings::NameFound| name.person.filter(|&p| fits(p));
    let before = resolver.found[..upto].iter().rev().take(24).filter_map(near);
    let behind = resolver.found[upto..].iter().filter_map(near);
    let all: Vec<usize> = before.chain(behind).collect();
    let choice = all.iter().copied().find(|&p| peer(p)).or_else(|| all.first().copied());
    if let Some(person) = choice {
        return vec![resolver.person_id(person)];
    }
    match nominal.countries.first() {
        Some(code) => {
            let code = code.clone();
            let label = nominals::label(line, nominal);
            vec![resolver.cast.holder(&code, "counterpart", &label, true)]
        }
        None => Vec::new(),
    }
}

/// "Her Omani counterpart, the Minister of Trade and Industry, Dr X,": the name behind a counterpart's own office.
fn introduced(resolver: &Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Option<usize> {
    /// So many words may an office and the courtesies before a name have.
    const OFFICE: usize = 16;
    let line = &resolver.lines[index];
    let end = nominal.tokens.end;
    let name = resolver.found.iter().find(|n| n.line == index && n.tokens.start > end)?;
    let between = end + 1..name.name.start;
    let office = between.len() <= OFFICE && between.clone().any(|k| line.has(k, is::ROLE));
    let apposed = line.lower(end) == "," && between.clone().all(|k| !line.is_verb(k));
    name.person.filter(|_| office && apposed)
}

fn owner_person(resolver: &Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Option<usize> {
    nominal.owner.or_else(|| {
        let Lead::Pronoun(_) = nominal.lead else { return None };
        let trace = resolver
            .traces
            .iter()
            .rev()
            .find(|t| t.line == index && t.at == nominal.tokens.start && t.pronoun)?;
        let key = &resolver.cast.get(*trace.ids.first()?).key;
        resolver.people.all.iter().position(|p| p.key == *key)
    })
}

//! Offices without a name beside them: who "the President" of a release is, and which name "the French foreign minister" takes up.

use super::lexicon::{RoleRef, is, lexicon};
use super::line::Line;
use super::nominals::{Lead, Nominal};
use super::people::{certainty, is_public};
use super::pronouns::Sort;
use super::resolve::Resolver;

/// How many sentences apart an office and the name that it takes up may stand.
const NEAR: usize = 2;

/// Offices that a state has one of, by which its own releases call their holder: "the President", "the Secretary".
const OWN: &[&str] = &[
    "president",
    "vice president",
    "prime minister",
    "secretary",
    "secretary of state",
    "minister",
    "foreign minister",
];

/// "the President", with a capital and nothing beside it, is the publishing state's, unless another was spoken of just now:
/// leaves only those of `holders` who are its own. The state, if none of them is.
pub(super) fn own(
    resolver: &Resolver<'_, '_, '_>,
    index: usize,
    nominal: &Nominal,
    role: RoleRef,
    holders: &mut Vec<usize>,
) -> Option<String> {
    let line = &resolver.lines[index];
    let bare = nominal.lead == Lead::Definite && nominal.countries.is_empty() && nominal.owner.is_none();
    let capital = line.cell(nominal.head).capital && !line.title_case;
    let home = resolver.home.as_ref().filter(|h| resolver.world.is_country(h))?;
    if !bare || !capital || nominal.plural || !OWN.contains(&lexicon().role(role.role).same.as_str()) {
        return None;
    }
    let country = |p: &usize| resolver.people.all[*p].country.as_ref();
    if holders.iter().any(|p| country(p) == Some(home)) {
        holders.retain(|p| country(p) == Some(home));
        return None;
    }
    let just_now = |p: &usize| {
        let key = &resolver.people.all[*p].key;
        let near = resolver.traces.iter().rev().take_while(|t| t.line + 1 >= index);
        near.filter(|t| !t.pronoun).any(|t| t.ids.iter().any(|&id| resolver.cast.get(id).key == *key))
    };
    if holders.iter().any(just_now) {
        return None;
    }
    holders.clear();
    Some(home.clone())
}

/// "X left Algiers. The French foreign minister …", "Latvia's president is due in Rome. X will …": an office that nobody in the
/// article is said to hold belongs to the person without office who leads the sentence before or after.
pub(super) fn bearer(
    resolver: &mut Resolver<'_, '_, '_>,
    index: usize,
    nominal: &Nominal,
    role: RoleRef,
) -> Option<usize> {
    let line = &resolver.lines[index];
    let leads = nominal.tokens.start == 0 && acts(line, nominal.tokens.end);
    let office = lexicon().role(role.role).same.clone();
    let general = matches!(office.as_str(), "official" | "diplomat" | "leader" | "envoy" | "visitor");
    let [code] = &nominal.countries[..] else { return None };
    if !leads || nominal.plural || nominal.past || general || !is_public(role.role) {
        return None;
    }
    let person = named_before(resolver, index, code).or_else(|| named_after(resolver, index, code))?;
    let code = code.clone();
    let mut words: Vec<&str> =
        nominal.portfolio.iter().map(String::as_str).filter(|w| !office.contains(w)).collect();
    words.push(&office);
    let bearer = &mut resolver.people.all[person];
    bearer.roles.push(role);
    bearer.portfolio.extend(nominal.portfolio.iter().cloned());
    bearer.role = Some(words.join(" "));
    bearer.official = true;
    bearer.take_country(Some(&code), certainty::DESCRIPTION);
    resolver.cast.appoint(person, &resolver.people.all[person]);
    Some(person)
}

/// Somebody with a full name of whom the text has said nothing yet that speaks against this country.
fn is_blank(resolver: &Resolver<'_, '_, '_>, person: usize, code: &str) -> bool {
    let person = &resolver.people.all[person];
    let foreign =
        person.certainty > certainty::CONTEXT && person.country.as_deref().is_some_and(|c| c != code);
    // The atlas may know an office of other years.
    let untold = person.roles.is_empty() || person.role.is_none() && person.certainty == certainty::ATLAS;
    untold && person.parts.len() > 1 && !foreign
}

/// Whether what ends here, at the head of a sentence, is followed by its verb: no preposition, comma or possessive.
fn acts(line: &Line<'_, '_>, end: usize) -> bool {
    let cell = line.cell(end);
    let word = cell.word.starts_with(char::is_lowercase);
    word && !cell.info.has(is::PREPOSITION) && !matches!(line.lower(end), "and" | "or" | "who")
}

fn named_before(resolver: &Resolver<'_, '_, '_>, index: usize, code: &str) -> Option<usize> {
    let trace = resolver.last(|t| {
        t.line < index
            && t.line + NEAR >= index
            && t.sort == Sort::Person
            && t.at == 0
            && acts(&resolver.lines[t.line], t.end)
            && !t.pronoun
            && !t.modifier
    })?;
    let [id] = trace.ids[..] else { return None };
    let key = &resolver.cast.get(id).key;
    let person = resolver.people.all.iter().position(|p| p.key == *key)?;
    is_blank(resolver, person, code).then_some(person)
}

fn named_after(resolver: &Resolver<'_, '_, '_>, index: usize, code: &str) -> Option<usize> {
    let from = resolver.found.partition_point(|n| n.line <= index);
    let near = resolver.found[from..].iter().take_while(|n| n.line <= index + NEAR);
    let mut leading = near.filter(|n| n.tokens.start == 0 && n.person.is_some());
    let name = leading.next()?;
    let person = name.person?;
    let first = resolver.people.all[person].line == name.line;
    let subject = acts(&resolver.lines[name.line], name.tokens.end);
    (first && subject && is_blank(resolver, person, code)).then_some(person)
}

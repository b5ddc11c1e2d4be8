//! Offices without a name beside them: who "the President" of a release is, and which name "the French foreign minister" takes up.

use super::lexicon::{Pronoun, RoleClass, RoleRef, is, lexicon};
use super::line::Line;
use super::nominals::{self, Lead, Nominal};
use super::person::{certainty, is_public};
use super::pronouns::{Sort, Trace};
use super::resolver::Resolver;
use super::sightings::NameFound;
use super::titles::Title;
use super::world::Known;
use demarche_core::{EntityId, EntityKind, Zone};

/// How many sentences apart an office and the name that it takes up may stand.
const NEAR: usize = 2;

/// How many words of a phrase may stand between a description and the comma before its name: "the ambassador of the Republic of
/// Kenya to the United Arab Emirates, X".
const NEAR_COMMA: usize = 13;

/// How many sentences back "the host" looks for who it is.
const REACH: usize = 8;

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

/// How many sentences ahead an office may point to who is then named, if it is not said whose it is.
const AHEAD: usize = 5;

/// How many sentences back somebody was spoken of just now.
const JUST_NOW: usize = 2;

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
    // "President Y has said so. […] The President": who held the office once is called by it still, but not meant by it.
    let retired = |p: &usize| resolver.people.all[*p].atlas.is_some_and(|id| resolver.world.has_retired(id));
    if !nominal.past && !holders.iter().all(retired) {
        holders.retain(|p| !retired(p));
    }
    let bare = nominal.lead == Lead::Definite && nominal.countries.is_empty() && nominal.owner.is_none();
    let capital = line.cell(nominal.head).capital && !line.title_case;
    // "the prime minister" of which the article names nobody: in a report that tells whose it is, its own.
    // "The president will fly to Rome. […] President Y of Peru called": who is named only further down was not meant.
    let first_named = holders.iter().map(|p| resolver.people.all[*p].line).min();
    let ahead = first_named.is_some_and(|line| line > index);
    let alone = (holders.is_empty() && resolver.place.is_some() || ahead && resolver.home.is_some())
        && !speaks_of_another(resolver, index, nominal);
    let data = lexicon().role(role.role);
    let heads = data.class == RoleClass::Head;
    if bare && resolver.home.is_none() && first_named.is_some_and(|line| line > index + AHEAD) {
        holders.clear();
    }
    if !bare || !capital && !alone || nominal.plural || !heads && !OWN.contains(&data.same.as_str()) {
        return None;
    }
    // An article that does not tell whose it is names its own president first.
    let first = || {
        let holds = |p: &usize| resolver.people.all[*p].holds(role, &nominal.portfolio);
        let holder = resolver.found.iter().filter_map(|n| n.person).find(holds)?;
        resolver.people.all[holder].country.as_ref()
    };
    // "the Managing Director" of a body's own release; a state has many.
    let known = resolver.home.as_ref().filter(|h| resolver.world.is_country(h) != heads);
    if heads && known.is_none() {
        return None;
    }
    let Some(home) = known.or_else(first) else {
        // Of a holder of whom it is not said whose, and others of whom it is, it is the first.
        let nobodys = |p: &usize| resolver.people.all[*p].country.is_none();
        if holders.iter().any(nobodys) {
            holders.retain(nobodys);
        }
        return None;
    };
    let country = |p: &usize| resolver.people.all[*p].country.as_ref();
    if holders.iter().any(|p| country(p) == Some(home)) {
        holders.retain(|p| country(p) == Some(home) && !retired(p));
        return holders.is_empty().then(|| home.clone());
    }
    let just_now = |p: &usize| {
        let key = &resolver.people.all[*p].key;
        let near = resolver.traces.iter().rev().take_while(|t| t.line + JUST_NOW >= index);
        near.filter(|t| !t.pronoun || t.line + 1 >= index)
            .any(|t| t.ids.iter().any(|&id| resolver.cast.get(id).key == *key))
    };
    // "Minister X of Bhutan arrived today. The Minister …": of whom the article tells from its first sentence.
    let lede = resolver.lines.iter().position(|l| l.zone == Zone::Body);
    let told = |p: &usize| {
        let named = resolver.found.iter().find(|n| n.person == Some(*p) && Some(n.line) == lede);
        named.is_some_and(|n| n.acts(&resolver.lines[n.line]))
    };
    // "The President spoke to X, President of Mali. The President condemned …": who was meant just now is meant again.
    let key = format!("{}-{}", home.to_lowercase(), data.same.replace(' ', "-"));
    let mut near = resolver.traces.iter().rev().take_while(|t| t.line + JUST_NOW >= index);
    if near.any(|t| t.subject && matches!(t.ids[..], [id] if resolver.cast.get(id).key == key)) {
        holders.clear();
        return Some(home.clone());
    }
    // In a report, not a release, "the Secretary" is the only one of whom it speaks.
    let only = !ahead && holders.len() == 1 && resolver.place.as_ref() == Some(home);
    if only || holders.iter().any(|p| just_now(p) || told(p)) {
        return None;
    }
    holders.clear();
    Some(home.clone())
}

/// Whether the same sentence names another state before a description: it may be that one's.
fn speaks_of_another(resolver: &Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> bool {
    let other =
        |id: &EntityId| resolver.cast.country_of(*id).is_some_and(|c| resolver.home.as_deref() != Some(c));
    let here = resolver.traces.iter().rev().take_while(|t| t.line == index);
    here.filter(|t| t.at < nominal.tokens.start && !t.place).any(|t| t.ids.iter().any(other))
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
    let foreign = person.certainty > certainty::PAST && person.country.as_deref().is_some_and(|c| c != code);
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

/// "the conductor, X,", "the envoy for the Horn, former president Y": the name behind a description and a comma is its own.
pub(super) fn apposed(
    resolver: &mut Resolver<'_, '_, '_>,
    index: usize,
    nominal: &Nominal,
    role: RoleRef,
) -> Option<usize> {
    // "The Minister of Fisheries and Tourism, Mr X": the words are known for the name's own title.
    let is_title = |title: &Title| title.tokens.contains(&nominal.head) && !title.plural;
    let from = resolver.found.partition_point(|n| n.line < index);
    let mut names = resolver.found[from..].iter().take_while(|n| n.line == index);
    if let Some(name) = names.find(|n| n.title.as_ref().is_some_and(is_title)) {
        return name.person.filter(|_| !nominal.plural);
    }
    let line = &resolver.lines[index];
    // "the Minister of Trade, Industry and Energy, X"
    let long =
        nominal.countries.is_empty() && (nominal.head..nominal.tokens.end).any(|k| line.lower(k) == ",");
    let from = if long { nominal.tokens.end } else { nominal.head + 1 };
    let comma = (from..from + NEAR_COMMA).find(|&k| line.lower(k) == ",")?;
    // "Minister of Foreign Affairs and Worship"
    let joins = |k: usize| {
        let name = |i: usize| line.cell(i).capital && !line.has(i, is::ROLE);
        name(k - 1) && name(k + 1) && line.hit(k + 1).is_none()
    };
    // "the envoy for the Horn", "a senator from the coalition": nothing but a phrase may stand between.
    let plain = |k: usize| {
        !line.is_verb(k)
            && (!line.is_mark(k) || line.is_hyphen(k))
            && !matches!(line.lower(k), "who" | "that")
            && (line.lower(k) != "and" || joins(k))
    };
    let phrase = comma == from || line.has(from, is::PREPOSITION);
    if nominal.plural || !phrase || !(from..comma).all(plain) {
        return None;
    }
    let name = resolver.found.iter().find(|n| n.line == index && n.tokens.start == comma + 1)?;
    let person = name.person?;
    // "the Cabinet Secretary for Trade, Amb. X": a rank is no office.
    let lesser = |r: &RoleRef| matches!(lexicon().role(r.role).class, RoleClass::Envoy | RoleClass::Military);
    let rank = |t: &Title| {
        t.tokens.len() == 1 && (line.lower(t.tokens.start).ends_with('.') || t.roles.iter().all(lesser))
    };
    let own = name.title.as_ref().is_some_and(|t| !t.past && !t.roles.is_empty() && !rank(t));
    let closed =
        line.is_mark(name.tokens.end) && !line.is_hyphen(name.tokens.end) || name.tokens.end >= line.len();
    // "the president, X and Y": a list.
    let joins = |k: usize| matches!(line.lower(k), "and" | "or") && !line.is_verb(k + 1);
    let listed = (name.tokens.end..name.tokens.end + 2).any(joins);
    let foreign = || {
        let known = &resolver.people.all[person];
        let other = |code: &String| nominal.countries.first().is_some_and(|c| c != code);
        // Whoever serves a body comes from somewhere.
        let serves = nominal.countries.first().is_some_and(|c| !resolver.world.is_country(c));
        let sure = if serves { certainty::ATLAS } else { certainty::PAST };
        known.certainty > sure
            && known.country.as_ref().is_some_and(other)
            && !name.title.as_ref().is_some_and(|t| t.past)
    };
    if own || !closed || listed || foreign() {
        return None;
    }
    // "the president's envoy, X": of the president's state.
    let owner = || nominal.owner.and_then(|p| resolver.people.all[p].country.clone());
    // Nobody is known to be at home in a state that the sentence has to name.
    let named = |code: &str| {
        line.hits.iter().any(|h| match h.known {
            Known::Country(c) | Known::City { country: c, .. } => c == code,
            _ => false,
        })
    };
    let home = || resolver.home.clone().filter(|h| nominal.lead == Lead::Definite && !named(h));
    let own = || led_group(resolver, index, nominal).or_else(home);
    let own = || own().filter(|code| resolver.world.is_country(code));
    let served = || {
        let name = master(resolver, index, nominal, role).filter(|n| n.tokens.end <= comma)?;
        resolver.people.all[name.person?].country.clone()
    };
    let told = nominal.countries.first().cloned().or_else(owner).or_else(served);
    let sure = if told.is_some() { certainty::DESCRIPTION } else { certainty::CONTEXT };
    let code = told.or_else(own);
    let text = lexicon().role(role.role).same.clone();
    let ranked = name.title.is_some();
    let bearer = &mut resolver.people.all[person];
    if !bearer.roles.contains(&role) {
        bearer.roles.push(role);
    }
    // "the Cabinet Secretary for Trade, Amb. X": "the Cabinet Secretary" is she, too.
    if ranked {
        bearer.portfolio.extend(nominal.portfolio.iter().cloned());
    }
    bearer.role.get_or_insert(text);
    bearer.official |= is_public(role.role);
    bearer.take_country(code.as_deref(), sure);
    resolver.cast.appoint(person, &resolver.people.all[person]);
    Some(person)
}

/// "A spokesman for Prime Minister X", "an adviser to President Y": the name of the one who is served.
pub(super) fn master<'r>(
    resolver: &Resolver<'r, '_, '_>,
    index: usize,
    nominal: &Nominal,
    role: RoleRef,
) -> Option<&'r NameFound> {
    /// So many words may be the title before that name.
    const TITLE: usize = 6;
    let line = &resolver.lines[index];
    let (data, of) = (lexicon().role(role.role), nominal.head + 1);
    let serves = data.class == RoleClass::Spokesperson || matches!(data.same.as_str(), "adviser" | "aide");
    if !serves || !matches!(line.lower(of), "for" | "to" | "of") {
        return None;
    }
    let from = resolver.found.partition_point(|n| n.line < index);
    let mut names = resolver.found[from..].iter().take_while(|n| n.line == index);
    let name = names.find(|n| n.name.start > of && n.person.is_some())?;
    let titled = name.tokens.start == line.past_article(of) && name.name.start <= of + 1 + TITLE;
    titled.then_some(name)
}

/// "a delegation of the Republic of Kenya, led by the minister, X": the state of the group that somebody leads.
fn led_group(resolver: &Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Option<String> {
    let line = &resolver.lines[index];
    let by = nominal.tokens.start.checked_sub(1).filter(|&k| k > 0 && line.lower(k) == "by")?;
    let led = matches!(line.lower(by - 1), "led" | "headed" | "chaired");
    let group = resolver.last(|t| t.line == index && t.sort == Sort::Group && t.ids.len() == 1);
    group.filter(|_| led).and_then(|t| resolver.cast.country_of(t.ids[0])).map(str::to_owned)
}

/// "The leader of the delegation, the Minister of Trade, Mr X, arrived": the name behind the second comma, if a verb follows.
pub(super) fn apposed_further(
    resolver: &Resolver<'_, '_, '_>,
    index: usize,
    nominal: &Nominal,
) -> Option<usize> {
    let line = &resolver.lines[index];
    let comma = |from: usize| (from..from + REACH).find(|&k| line.lower(k) == ",");
    let first = comma(nominal.head)?;
    let named = |at: usize| resolver.found.iter().find(|n| n.line == index && n.tokens.start == at);
    let name = named(first + 1).or_else(|| named(comma(first + 1)? + 1))?;
    let closed = line.lower(name.tokens.end) == "," && line.is_verb(name.tokens.end + 1);
    name.person.filter(|_| closed)
}

/// "the host", "his guests": of the persons in office spoken of, the last who is at home where the last place is, or who is
/// not; with an owner, the last of another state. Of several hosts, the state where they are.
pub(super) fn across(
    resolver: &mut Resolver<'_, '_, '_>,
    index: usize,
    nominal: &Nominal,
    host: bool,
    owner: Option<&str>,
) -> Vec<EntityId> {
    let near = |t: &&Trace| t.line + REACH > index;
    let official = |id: &EntityId| {
        let entity = resolver.cast.get(*id);
        entity.country.as_deref().filter(|_| entity.official && entity.kind == EntityKind::Person)
    };
    let persons =
        || resolver.traces.iter().rev().filter(near).filter(|t| t.sort == Sort::Person && t.ids.len() == 1);
    // Where they are: the last place that is home to one of them.
    let home = |code: &&str| persons().any(|t| official(&t.ids[0]) == Some(code));
    let places = resolver.traces.iter().rev().filter(|t| t.place && t.ids.len() == 1);
    let place = places.filter_map(|t| resolver.cast.country_of(t.ids[0])).find(home);
    let place = place.or(resolver.place.as_deref()).map(str::to_owned);
    if nominal.plural {
        let place = resolver.last(|t| t.place && t.ids.len() == 1);
        let place = place.and_then(|t| resolver.cast.country_of(t.ids[0])).or(resolver.place.as_deref());
        let place = place.filter(|code| host && Some(*code) != owner && resolver.world.is_country(code));
        let Some(code) = place.map(str::to_owned) else { return Vec::new() };
        let label = nominals::label(&resolver.lines[index], nominal);
        return vec![resolver.cast.group(Some(&code), "hosts", &label, true)];
    }
    // "Their host" is of no one's state but the place's.
    let owner = owner.filter(|_| nominal.lead != Lead::Pronoun(Pronoun::They));
    let fits = |id: &EntityId| {
        official(id).is_some_and(|c| match (owner, place.as_deref()) {
            (Some(owner), _) => c != owner,
            (None, Some(place)) => (c == place) == host,
            (None, None) => false,
        })
    };
    persons().map(|t| t.ids[0]).find(fits).into_iter().collect()
}

/// How many sentences back a description of somebody by nationality may point.
const RECENT: usize = 4;

/// The person in office of a state who was named last, in the sentences just before.
pub(super) fn last_of(resolver: &Resolver<'_, '_, '_>, index: usize, code: &str) -> Option<EntityId> {
    // "The Colombian diplomat" may serve the United Nations.
    let serves = |c: &str| c == code || !resolver.world.is_country(c);
    last_in_service(resolver, index, |c| c == code).or_else(|| last_in_service(resolver, index, serves))
}

/// The person in the service of such a state or body who was named last, in the sentences just before.
pub(super) fn last_in_service(
    resolver: &Resolver<'_, '_, '_>,
    index: usize,
    such: impl Fn(&str) -> bool,
) -> Option<EntityId> {
    let of = |id: EntityId| {
        let entity = resolver.cast.get(id);
        entity.kind == EntityKind::Person && entity.official && entity.country.as_deref().is_some_and(&such)
    };
    let last = resolver
        .last(|t| t.sort == Sort::Person && t.line + RECENT > index && t.ids.len() == 1 && of(t.ids[0]))?;
    Some(last.ids[0])
}

/// "A special envoy sent by President X", "an envoy dispatched by Ankara": the state that sends somebody.
pub(super) fn sender(resolver: &Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Option<String> {
    let line = &resolver.lines[index];
    let sent = nominal.tokens.end;
    let by = matches!(line.lower(sent), "sent" | "dispatched" | "despatched" | "appointed")
        && line.lower(sent + 1) == "by";
    let at = Some(line.past_article(sent + 2)).filter(|_| by)?;
    let name = resolver.found.iter().find(|n| n.line == index && n.tokens.contains(&at));
    if let Some(name) = name {
        return resolver.people.all[name.person?].country.clone();
    }
    match line.known(at)? {
        Known::Country(code) | Known::Adjective(code) | Known::City { seat_of: Some(code), .. } => {
            Some(code.to_owned())
        }
        _ => None,
    }
}

//! What descriptions stand for: "the vice premier", "her counterpart", "both sides", "the finance ministry".

use super::counterpart;
use super::lexicon::{Role, RoleClass, RoleRef, is, lexicon};
use super::line::text_of;
use super::nominals::{self, About, Lead, Nominal};
use super::office;
use super::organs;
use super::person::{certainty, is_public};
use super::pronouns::{Sort, Trace};
use super::resolver::{Draft, Resolver};
use demarche_core::{EntityId, EntityKind, MentionForm, Sense};

/// Roles that say so little that the last person in office may be meant.
const GENERAL: &[&str] = &["official", "diplomat", "leader", "envoy", "visitor"];

/// A group that is pointed at was named in so few sentences, in a communiqué of its own in so many.
const NEAR: usize = 6;
const COMMUNIQUE: usize = 16;

/// How many words there may be to the party of which somebody is the leader: "of the Kenyan delegation".
const PARTY: usize = 4;

/// Resolves a description and remembers it.
pub(super) fn nominal(resolver: &mut Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Option<Draft> {
    let line = &resolver.lines[index];
    // "Each side blames the other."
    let each = line.lower(nominal.tokens.start) == "each"
        && matches!(line.lower(nominal.head), "side" | "government" | "country" | "capital" | "delegation");
    // Where companies were spoken of last, the sides are theirs.
    let several = |t: &&Trace| t.plural && matches!(t.sort, Sort::Group | Sort::Country);
    let each = each
        && (line.lower(nominal.head) != "side"
            || resolver.traces.iter().rev().find(several).is_none_or(|t| !t.ids.is_empty()));
    let (ids, sort) = match nominal.about {
        _ if each => (resolver.sides_before(index, 2), Sort::Country),
        About::Role(role) => (self::role(resolver, index, nominal, role), Sort::Person),
        About::Native => (native(resolver, index, nominal), Sort::Person),
        About::Counterpart => (counterpart::of(resolver, index, nominal), Sort::Person),
        About::Group => (group(resolver, index, nominal), Sort::Group),
        About::Bystander => (bystander(resolver, index, nominal), Sort::Group),
        About::Organ => (organs::organ(resolver, index, nominal), Sort::Organ),
        About::State => (organs::state(resolver, index, nominal), Sort::Country),
        About::Pair => (pair(resolver, index, false), Sort::Person),
    };
    let line = &resolver.lines[index];
    if nominal.about == About::Bystander && ids.is_empty() {
        // "companies": nobody's party, but what "they" may mean.
        let mut trace = resolver.trace(index, nominal.tokens.clone(), ids, sort);
        trace.plural = nominal.plural;
        resolver.traces.push(trace);
        return None;
    }
    if ids.is_empty() && nominal.lead == Lead::Bare {
        return None;
    }
    let mut sense = Sense::Actor;
    if nominal.about == About::State && !nominal.plural {
        sense = super::sense::of(line, &nominal.tokens, true);
    }
    if !ids.is_empty() {
        let mut trace = resolver.trace(index, nominal.tokens.clone(), ids.clone(), sort);
        trace.plural |= nominal.plural;
        trace.modifier = line.is_possessive(nominal.tokens.end);
        trace.place = sense == Sense::Place;
        if let [id] = ids[..] {
            let key = &resolver.cast.get(id).key;
            trace.gender = resolver.people.all.iter().find(|p| p.key == *key).and_then(|p| p.gender);
            if let About::Role(role) = nominal.about {
                trace.gender = trace.gender.or(lexicon().role(role.role).gender);
            }
        }
        resolver.traces.push(trace);
    }
    let core = nominal.first..nominal.head + 1;
    Some(Draft {
        tokens: nominal.tokens.clone(),
        core,
        form: MentionForm::Nominal,
        sense,
        entities: ids,
        speaker: false,
    })
}

fn role(
    resolver: &mut Resolver<'_, '_, '_>,
    index: usize,
    nominal: &Nominal,
    role: RoleRef,
) -> Vec<EntityId> {
    let data = lexicon().role(role.role);
    let official = is_public(role.role);
    let mut countries = nominal.countries.clone();
    let meets = data.is_towards_another();
    let owner = resolver.owner_country(index, nominal);
    // "Brazil host Colombia": without an article it is the verb.
    if meets && !nominal.plural && nominal.lead == Lead::Bare && owner.is_none() {
        return Vec::new();
    }
    if meets && countries.is_empty() && !(nominal.plural && nominal.lead == Lead::Indefinite) {
        return office::across(resolver, index, nominal, data.same == "host", owner.as_deref());
    }
    if countries.is_empty() {
        countries.extend(owner);
    }
    if countries.is_empty() {
        let served = office::master(resolver, index, nominal, role).and_then(|n| n.person);
        countries.extend(served.and_then(|p| resolver.people.all[p].country.clone()));
    }
    if countries.is_empty() {
        countries.extend(office::sender(resolver, index, nominal));
    }
    if countries.is_empty() {
        countries.extend(nominal.usual.clone().filter(|code| !resolver.world.is_country(code)));
    }
    // "A spokesman in Tehran said": at home, as a minister or an ambassador there need not be.
    let at_home = data.class == RoleClass::Spokesperson
        && nominal.lead == Lead::Indefinite
        && nominal.tokens.start == 0;
    if countries.is_empty() && official && at_home {
        countries.extend(nominal.seat.clone());
    }
    let definite = matches!(nominal.lead, Lead::Definite | Lead::Both | Lead::Pronoun(_));
    if nominal.plural {
        // "She came to greet those young leaders": others than the last two.
        let listed = resolver.points(index, nominal) && !nominal.two;
        if Resolver::is_many(nominal) && nominal.countries.is_empty() && !nominal.past && !listed {
            if let Some(group) = just_named(resolver, index, nominal) {
                return group;
            }
            let at = nominal.tokens.start;
            let mut holders = resolver.holders(index, at, role, &nominal.portfolio, &[]);
            if holders.len() < nominal.count.unwrap_or(2) {
                let end = resolver.lines[index].len();
                holders = resolver.holders(index, end, role, &nominal.portfolio, &[]);
            }
            if let Some(count) = nominal.count {
                holders.truncate(count);
            } else if nominal.two || nominal.lead == Lead::Both || data.class == RoleClass::Leader {
                two_sides(resolver, &mut holders);
            }
            if holders.len() > 1 {
                holders.reverse();
                return holders.into_iter().map(|p| resolver.person_id(p)).collect();
            }
            // "The Prime Minister spoke to President X. The leaders …": one of them without a name.
            let two = nominal.two || nominal.lead == Lead::Both || data.class == RoleClass::Leader;
            let ministers = data.class == RoleClass::Minister;
            let both = if two { pair(resolver, index, ministers) } else { Vec::new() };
            if both.len() == 2 {
                return both;
            }
        }
        return people_of(resolver, index, nominal, countries, official);
    }
    if let Some(person) = office::apposed(resolver, index, nominal, role) {
        return vec![resolver.person_id(person)];
    }
    // "The leader of the Kenyan delegation" leads no state.
    let line = &resolver.lines[index];
    let led = || (nominal.head + 2..nominal.head + 2 + PARTY).find(|&k| line.has(k, is::GROUP));
    if data.class == RoleClass::Leader && line.lower(nominal.head + 1) == "of" && led().is_some() {
        return office::apposed_further(resolver, index, nominal)
            .map(|p| resolver.person_id(p))
            .into_iter()
            .collect();
    }
    if definite
        || !nominal.countries.is_empty() && nominal.lead != Lead::Indefinite && nominal.lead != Lead::Other
    {
        let at = nominal.tokens.start;
        let mut holders = resolver.holders(index, at, role, &nominal.portfolio, &countries);
        if let Some(home) = office::own(resolver, index, nominal, role, &mut holders) {
            countries.push(home);
        }
        if nominal.past {
            holders.retain(|&p| resolver.people.all[p].past);
        }
        // "The minister" is a prime minister only where there is no other.
        let exact = |p: &usize| {
            let same = |r: &RoleRef| lexicon().role(r.role).class == RoleClass::Minister;
            resolver.people.all[*p].roles.iter().any(same)
        };
        if data.same == "minister" && holders.iter().any(exact) {
            holders.retain(exact);
        }
        // "the president" of an article with several presidents is the one who was last spoken of.
        let recent = |p: &usize| {
            let key = resolver.people.all[*p].key.clone();
            resolver.traces.iter().rposition(|t| t.ids.len() == 1 && resolver.cast.get(t.ids[0]).key == key)
        };
        if let Some(person) = holders.iter().copied().max_by_key(|p| recent(p)) {
            return vec![resolver.person_id(person)];
        }
        if let Some(person) = office::bearer(resolver, index, nominal, role) {
            return vec![resolver.person_id(person)];
        }
        let general = GENERAL.contains(&data.same.as_str());
        // "The Polish officer": the last person in office of that nation.
        if let [code] = &countries[..]
            && lead_is_back(nominal, data)
            && let Some(person) = office::last_of(resolver, index, code)
        {
            return vec![person];
        }
        // "The former Nigerian minister" serves a body today.
        if let ([_], true, Lead::Definite) = (&countries[..], nominal.past, &nominal.lead)
            && let Some(person) = office::last_in_service(resolver, index, |c| !resolver.world.is_country(c))
        {
            return vec![person];
        }
        if general && countries.is_empty() {
            // "“The minister will go,” the diplomat said": not whom the diplomat speaks of.
            let last = resolver.last(|t| {
                let near = t.line + 3 > index && !(t.line == index && t.quoted);
                t.sort == Sort::Person && t.ids.len() == 1 && near && !t.pronoun
            });
            return last.map(|t| t.ids.clone()).filter(|_| data.same != "leader").unwrap_or_default();
        }
    }
    let Some(code) = countries.first().cloned() else { return Vec::new() };
    let line = &resolver.lines[index];
    let label = nominals::label(line, nominal);
    let mut words: Vec<&str> =
        nominal.portfolio.iter().map(String::as_str).filter(|w| !data.same.contains(w)).collect();
    words.push(&data.same);
    if role.rank != Default::default() {
        words.insert(0, "deputy");
    }
    if definite || nominal.lead == Lead::Bare {
        return vec![resolver.cast.holder(&code, &words.join(" "), &label, official)];
    }
    vec![resolver.cast.group(Some(&code), &words.join(" "), &label, official)]
}

/// "Gulf ministers met. The ministers agreed …": a group that was named under the same office, and nobody else in office since.
fn just_named(resolver: &Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Option<Vec<EntityId>> {
    if nominal.lead != Lead::Definite || nominal.two || nominal.count.is_some() {
        return None;
    }
    let head = resolver.lines[index].lower(nominal.head);
    let acts = |id: &EntityId| {
        let entity = resolver.cast.get(*id);
        let human = matches!(entity.kind, EntityKind::Person | EntityKind::Group);
        human && entity.official && entity.country.is_some()
    };
    let mut near = resolver.traces.iter().rev().take_while(|t| t.line + 2 > index);
    let last = near.find(|t| t.ids.iter().any(acts))?;
    last.ids.iter().all(|&id| is_group_of(resolver, id, head)).then(|| last.ids.clone())
}

/// Whether somebody is a group that goes by an office: "ministers".
fn is_group_of(resolver: &Resolver<'_, '_, '_>, id: EntityId, office: &str) -> bool {
    let entity = resolver.cast.get(id);
    let named = || entity.key.strip_suffix(office).is_some_and(|owner| owner.ends_with('-'));
    entity.kind == EntityKind::Group && named()
}

/// Whether a description says so little of somebody that it points back at a person named before: "the Fijian leader".
fn lead_is_back(nominal: &Nominal, data: &Role) -> bool {
    let same = data.same.as_str();
    let plain = GENERAL.contains(&same) || matches!(same, "lawmaker" | "dignitary" | "guest");
    plain && nominal.lead == Lead::Definite && nominal.portfolio.is_empty() && !nominal.past
}

/// Of those who may be meant by "the two leaders" the first, and the first of another state.
fn two_sides(resolver: &Resolver<'_, '_, '_>, holders: &mut Vec<usize>) {
    // Of leaders, deputies come last: "The President asked Vice President X to go. The two leaders …".
    holders.sort_by_key(|&p| {
        let roles = &resolver.people.all[p].roles;
        roles.iter().all(|r| lexicon().role(r.role).same.starts_with("vice ") || r.rank != Default::default())
    });
    let country = |p: usize| resolver.people.all[p].country.as_ref();
    // Hosts and mediators are leaders as well: where both of those that the article is about have one, it is these.
    let of = |code: &String| holders.iter().copied().find(|&p| country(p) == Some(code));
    if let [a, b, ..] = &resolver.main[..]
        && let (Some(first), Some(second)) = (of(a), of(b))
        && let Some(last) = holders.first()
        && ![first, second].contains(last)
    {
        *holders = vec![first, second];
        return;
    }
    if let Some(other) = (1..holders.len()).find(|&i| country(holders[i]) != country(holders[0])) {
        holders.swap(1, other);
    }
    holders.truncate(2);
}

/// Groups: one for each state named, else of the states or the city around.
fn people_of(
    resolver: &mut Resolver<'_, '_, '_>,
    index: usize,
    nominal: &Nominal,
    mut countries: Vec<String>,
    official: bool,
) -> Vec<EntityId> {
    let line = &resolver.lines[index];
    let label = nominals::label(line, nominal);
    let head = line.lower(nominal.head).to_owned();
    // "Ministers expressed concern": a communiqué leaves the article out.
    let bare = nominal.lead == Lead::Bare && nominal.tokens == (0..1) && official && line.is_verb(1);
    let definite = matches!(nominal.lead, Lead::Definite | Lead::Pronoun(_)) || bare;
    if countries.is_empty() && definite {
        let reach = if bare { COMMUNIQUE } else { NEAR };
        let named = |id: &EntityId| is_group_of(resolver, *id, &head);
        let earlier = resolver.last(|t| t.line + reach > index && t.ids.iter().any(named));
        if let Some(trace) = earlier {
            return trace.ids.clone();
        }
    }
    if countries.is_empty() && nominal.of_both {
        let pair = resolver.sides_before(index, nominal.count.unwrap_or(2));
        countries.extend(pair.iter().filter_map(|id| resolver.cast.country_of(*id)).map(str::to_owned));
    }
    if countries.is_empty() {
        countries.extend(nominal.seat.clone());
    }
    // "He was in Hanoi, where he pressed officials to sign": those of the place.
    if countries.is_empty() && official && nominal.lead == Lead::Bare && head == "officials" {
        let here = resolver.last(|t| t.line == index && t.place && t.ids.len() == 1);
        let here = here.and_then(|t| resolver.cast.country_of(t.ids[0]));
        countries.extend(here.filter(|c| resolver.world.is_country(c)).map(str::to_owned));
    }
    if countries.is_empty() {
        return vec![resolver.cast.group(None, &head, &label, official)];
    }
    let one = countries.len() == 1;
    let name = |code: &str, resolver: &Resolver<'_, '_, '_>| {
        if one { label.clone() } else { format!("{head} of {}", resolver.world.label(code).unwrap_or(code)) }
    };
    countries
        .iter()
        .map(|code| {
            let name = name(code, resolver);
            resolver.cast.group(Some(code), &head, &name, official)
        })
        .collect()
}

fn native(resolver: &mut Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Vec<EntityId> {
    let line = &resolver.lines[index];
    let code = nominal.countries[0].clone();
    if !nominal.plural && nominal.lead == Lead::Definite {
        let fits = |id: &&EntityId| {
            let entity = resolver.cast.get(**id);
            entity.kind == EntityKind::Person && entity.country.as_deref() == Some(code.as_str())
        };
        let persons = resolver.traces.iter().rev().filter(|t| t.sort == Sort::Person);
        if let Some(&person) = persons.filter_map(|t| t.ids.iter().find(fits)).next() {
            return vec![person];
        }
    }
    let label = text_of(line, nominal.head..nominal.head + 1);
    // "the Chinese": the state's side; "Ukrainians": people.
    let official = nominal.plural && nominal.lead == Lead::Definite;
    vec![resolver.cast.group(Some(&code), if official { "side" } else { "people" }, &label, official)]
}

fn group(resolver: &mut Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Vec<EntityId> {
    let line = &resolver.lines[index];
    let head = line.lower(nominal.head).to_owned();
    if matches!(head.as_str(), "sides" | "delegations" | "governments" | "teams" | "cabinets")
        && nominal.countries.len() < 2
    {
        return resolver.sides_before(index, nominal.count.unwrap_or(2));
    }
    let mut countries = nominal.countries.clone();
    if countries.is_empty() {
        countries.extend(resolver.owner_country(index, nominal));
    }
    if countries.is_empty() {
        countries.extend(led_by(resolver, index, nominal));
    }
    // "The authorities in Kabul": who rules is where he rules, as a delegation is not.
    if countries.is_empty() && matches!(head.as_str(), "authorities" | "leadership" | "army" | "military") {
        countries.extend(nominal.seat.clone());
    }
    if countries.is_empty() && nominal.lead == Lead::Definite {
        let acts = |id: EntityId| resolver.cast.get(id).official && resolver.cast.country_of(id).is_some();
        let earlier = resolver
            .last(|t| t.sort == Sort::Group && t.line + 8 > index && t.ids.len() == 1 && acts(t.ids[0]));
        if let Some(trace) = earlier {
            return trace.ids.clone();
        }
        if matches!(head.as_str(), "delegation" | "team" | "mission" | "entourage") {
            // A delegation that has not been introduced is that of the persons who were.
            let traveller = resolver
                .last(|t| t.sort == Sort::Person && t.line + 3 > index && t.ids.len() == 1 && acts(t.ids[0]));
            countries.extend(traveller.and_then(|t| resolver.cast.country_of(t.ids[0])).map(str::to_owned));
        }
    }
    // "Germany sent a team of diplomats": whoever sends them.
    if countries.is_empty()
        && nominal.lead == Lead::Indefinite
        && line.lower(nominal.tokens.start.wrapping_sub(1)).starts_with("sen")
    {
        let sender = resolver.last(|t| t.line == index && t.subject && t.ids.len() == 1);
        countries.extend(sender.and_then(|t| resolver.cast.country_of(t.ids[0])).map(str::to_owned));
    }
    // "a delegation of the Assembly, led by X": who leads a state's or body's delegation acts for it.
    if let ([code], Some(leader)) = (&countries[..], leader(resolver, index, nominal)) {
        let person = &mut resolver.people.all[leader];
        if person.country.is_none() {
            person.take_country(Some(code), certainty::LIST);
            person.official = true;
        }
    }
    people_of(resolver, index, nominal, countries, true)
}

/// "a delegation led by the vice president of Ghana, X": whose the one is who leads it.
fn led_by(resolver: &Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Option<String> {
    resolver.people.all[leader(resolver, index, nominal)?].country.clone()
}

/// The person by whom a group is led.
fn leader(resolver: &Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Option<usize> {
    /// So many words may stand between the group and the verb, and the verb and the name's title.
    const NEAR: usize = 4;
    let line = &resolver.lines[index];
    let from = nominal.tokens.end;
    let led = |&k: &usize| matches!(line.lower(k), "led" | "headed" | "chaired") && line.lower(k + 1) == "by";
    let by = (from..from + NEAR).find(led)? + 2;
    let here = resolver.found.iter().filter(|n| n.line == index);
    here.filter(|n| (by..by + NEAR).contains(&n.tokens.start)).find_map(|n| n.person)
}

fn bystander(resolver: &mut Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Vec<EntityId> {
    if nominal.countries.is_empty() {
        return Vec::new();
    }
    people_of(resolver, index, nominal, nominal.countries.clone(), false)
}

/// "the two men", "the pair": the last two persons of different states; of "ministers", no presidents.
pub(super) fn pair(resolver: &mut Resolver<'_, '_, '_>, index: usize, ministers: bool) -> Vec<EntityId> {
    let leads = |key: &str| {
        let person = resolver.people.all.iter().find(|p| p.key == key);
        let class = |r: &RoleRef| lexicon().role(r.role).class;
        person.is_some_and(|p| p.roles.iter().any(|r| class(r) == RoleClass::Leader))
    };
    let mut ids: Vec<EntityId> = Vec::new();
    for trace in resolver.traces.iter().rev().filter(|t| t.sort == Sort::Person && t.line + 6 > index) {
        for id in trace.ids.iter().rev() {
            let entity = resolver.cast.get(*id);
            let other = ids.iter().all(|i| {
                resolver.cast.country_of(*i) != entity.country.as_deref() || entity.country.is_none()
            });
            let fits = other && !(ministers && leads(&entity.key));
            if entity.kind == EntityKind::Person && entity.official && !ids.contains(id) && fits {
                ids.push(*id);
            }
        }
        if ids.len() >= 2 {
            break;
        }
    }
    ids.truncate(2);
    ids.reverse();
    if ids.len() == 2 { ids } else { Vec::new() }
}

//! Organs, states and bodies without a name: "the finance ministry", "the joint commission", "the kingdom", "the bloc".

use super::lexicon::{Pronoun, RoleClass, is, lexicon};
use super::line::is_modifier;
use super::nominals::{self, Lead, Nominal};
use super::person::Person;
use super::pronouns::{Sort, Trace};
use super::resolver::Resolver;
use demarche_core::{EntityId, EntityKind};

/// What a description of an organ stands for: "the finance ministry", "the joint commission".
pub(super) fn organ(resolver: &mut Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Vec<EntityId> {
    let line = &resolver.lines[index];
    let head = line.lower(nominal.head).to_owned();
    let label = nominals::label(line, nominal);
    let whole = matches!(
        head.as_str(),
        "government"
            | "governments"
            | "administration"
            | "regime"
            | "cabinet"
            | "leadership"
            | "presidency"
            | "junta"
    );
    let mut countries = nominal.countries.clone();
    // "The joint commission", "the Mixed Committee": of both.
    let joint = (nominal.tokens.start..nominal.head).any(|k| is_joint(line.lower(k)));
    // "Opened an office in Lima" is whose who opened it.
    let sent = matches!(head.as_str(), "office" | "embassy" | "consulate" | "mission" | "bureau");
    if countries.is_empty() && !joint && !(sent && nominal.lead == Lead::Indefinite) {
        countries.extend(nominal.seat.clone());
    }
    if countries.is_empty() && whole {
        countries.extend(resolver.led_by(index, nominal.head));
    }
    if countries.is_empty() {
        countries
            .extend(resolver.owner_country(index, nominal).or_else(|| resolver.led_by(index, nominal.head)));
        // "Our government", and nobody knows who speaks: not that of whoever is spoken of.
        if countries.is_empty() && matches!(nominal.lead, Lead::Pronoun(Pronoun::We | Pronoun::I)) {
            return Vec::new();
        }
    }
    let open = nominal.lead == Lead::Indefinite && (sent || joint && !nominals::is_chaired(&head));
    if countries.is_empty() && open {
        return Vec::new();
    }
    if head == "governments" && countries.len() < 2 {
        return resolver.sides_before(index, nominal.count.unwrap_or(2));
    }
    let mut words = nominal.portfolio.clone();
    if head != "ministry" && head != "department" {
        words.push(head.clone());
    }
    if nominals::is_chaired(&head) && countries.len() < 2 && joint {
        let pair = resolver.sides_before(index, 2);
        let pair: Vec<String> =
            pair.iter().filter_map(|&id| resolver.cast.country_of(id)).map(str::to_owned).collect();
        if pair.len() == 2 {
            return pair.iter().map(|code| resolver.cast.organ(Some(code), &words, &label)).collect();
        }
    }
    if countries.is_empty() {
        // The same organ as before, else that of the state last spoken of.
        let earlier = resolver.last(|t| {
            t.sort == Sort::Organ && !t.ids.is_empty() && {
                let entity = resolver.cast.get(t.ids[0]);
                let stem = head.get(1..head.len().saturating_sub(1)).unwrap_or("");
                // "the council" of the Nordic Council, "the commission" of the African Union Commission
                let written = || (t.at..t.end).any(|k| resolver.lines[t.line].lower(k) == head);
                let called = words == [head.as_str()]
                    && nominals::is_chaired(&head)
                    && (entity.name.split(' ').any(|w| w.to_lowercase() == head) || written());
                let named = called
                    || if matches!(head.as_str(), "ministry" | "department") && words.is_empty() {
                        entity.name.to_lowercase().contains(stem)
                    } else if words.is_empty() {
                        entity.kind == EntityKind::Government
                    } else {
                        words.iter().all(|w| entity.key.contains(w.as_str()))
                    };
                named && entity.country.is_some() && t.line + 12 > index
            }
        });
        if let Some(trace) = earlier.filter(|_| !whole) {
            return trace.ids.clone();
        }
        let plain = words == [head.as_str()] && nominal.lead == Lead::Definite;
        if let Some(body) = resolver.world.common_body(&head).filter(|_| plain) {
            return vec![resolver.cast.body(body.id, body.name, body.code)];
        }
        let about = if nominal.portfolio.is_empty() && nominals::is_chaired(&head) {
            std::slice::from_ref(&head)
        } else {
            &nominal.portfolio[..]
        };
        // "National" tells nobody from others.
        let telling = about.iter().any(|w| !lexicon().word(w).has(is::TEMPER));
        let runs = |p: &Person| telling && about.iter().all(|w| p.portfolio.contains(w));
        let from_bearer = resolver.in_charge(index, runs);
        // No office calls its own government a regime: it rules whatever other country was spoken of last.
        let foreign = matches!(head.as_str(), "regime" | "junta") && resolver.floor.office;
        // "The Omani ambassador was called to the ministry": it is not Oman's.
        let envoy = resolver.last(|t| t.line == index && matches!(t.ids[..], [id] if is_envoy(resolver, id)));
        let abroad = envoy
            .filter(|_| matches!(head.as_str(), "ministry" | "department"))
            .and_then(|t| resolver.cast.country_of(t.ids[0]));
        let home = resolver.home.clone();
        let near = resolver.last(|t| {
            let country = t.ids.first().and_then(|&id| resolver.cast.country_of(id));
            t.line + 2 > index
                && t.ids.len() == 1
                && (foreign || !t.place)
                && country
                    .is_some_and(|c| resolver.world.is_country(c) && !(foreign && Some(c) == home.as_deref()))
                && !(abroad.is_some() && country == abroad)
        });
        // "China … its exports to the US, the government said": whose the sentence is.
        let subject =
            resolver.last(|t| t.line == index && t.subject && t.sort == Sort::Country && t.ids.len() == 1);
        let own = |t: &&Trace| foreign && resolver.cast.country_of(t.ids[0]) == home.as_deref();
        let near = subject.filter(|t| whole && !own(t)).or(near);
        let near = near.and_then(|t| resolver.cast.country_of(t.ids[0])).map(str::to_owned);
        // "The envoy left for Peru to meet her colleagues, the foreign ministry said": hers.
        let sender = telling.then(|| resolver.sender(index)).flatten();
        let found = from_bearer.or(sender).or(near).or_else(|| home.filter(|_| !foreign));
        countries.extend(found.or_else(|| resolver.in_charge_later(runs)));
    }
    if whole {
        return countries.iter().map(|c| resolver.cast.government(c, &label)).collect();
    }
    let line = &resolver.lines[index];
    let bare_head = line.has(nominal.head, is::ORGAN)
        && words.is_empty()
        && nominal.countries.is_empty()
        && nominal.lead == Lead::Bare;
    if bare_head {
        return Vec::new();
    }
    // "the Botswana-Namibia Joint Commission" is of both, "the ministries of Chad and Mali" are two.
    if countries.len() > 1 && (nominals::is_chaired(&head) || nominal.plural) {
        return countries.iter().map(|code| resolver.cast.organ(Some(code), &words, &label)).collect();
    }
    match countries.first() {
        Some(code) => vec![resolver.cast.organ(Some(code), &words, &label)],
        None if !words.is_empty() && nominal.lead != Lead::Indefinite => {
            vec![resolver.cast.organ(None, &words, &label)]
        }
        None => Vec::new(),
    }
}

/// Whether somebody is an envoy, who serves abroad.
fn is_envoy(resolver: &Resolver<'_, '_, '_>, id: EntityId) -> bool {
    let entity = resolver.cast.get(id);
    let role = resolver.people.all.iter().find(|p| p.key == entity.key).map(|p| p.roles.as_slice());
    match role {
        Some(roles) => roles.iter().any(|r| lexicon().role(r.role).class == RoleClass::Envoy),
        // Without a name, the key is that of the office.
        None => entity.key.ends_with("-ambassador"),
    }
}

/// Whether a word says that an organ belongs to two sides.
fn is_joint(lower: &str) -> bool {
    matches!(
        lower,
        "joint" | "mixed" | "bilateral" | "binational" | "intergovernmental" | "inter-governmental"
    )
}

/// Which states "the country", "both nations", "the kingdom" or "the bloc" stand for.
pub(super) fn state(resolver: &mut Resolver<'_, '_, '_>, index: usize, nominal: &Nominal) -> Vec<EntityId> {
    // "The Gulf states" act in one body.
    if let ([code], true) = (&nominal.countries[..], nominal.regional) {
        let (line, code) = (&resolver.lines[index], code.clone());
        let label = nominals::label(line, nominal);
        return vec![resolver.cast.group(Some(&code), line.lower(nominal.head), &label, true)];
    }
    // "the Kenyan and Ugandan delegations"
    if nominal.plural && nominal.countries.len() > 1 {
        return nominal.countries.iter().map(|code| resolver.cast.country(code, resolver.world)).collect();
    }
    if nominal.plural || nominal.two || nominal.lead == Lead::Both {
        // "The industrialised countries": none of those spoken of more than others.
        let line = &resolver.lines[index];
        if !nominal.two
            && (nominal.tokens.start..nominal.head).any(|k| lexicon().is_rank_of_states(line.lower(k)))
        {
            return Vec::new();
        }
        let counted = nominal.two
            || nominal.lead == Lead::Both
            || nominal.lead == Lead::Definite && nominal.countries.is_empty();
        let listed = resolver.points(index, nominal);
        let many =
            (listed || matches!(nominal.lead, Lead::Indefinite | Lead::Other | Lead::Bare)) && !nominal.two;
        return if counted && !many {
            resolver.sides_before(index, nominal.count.unwrap_or(2))
        } else {
            Vec::new()
        };
    }
    if let Some(code) = resolver.owner_country(index, nominal) {
        let state = match resolver.lines[index].lower(nominal.head) {
            "country" | "nation" | "state" | "kingdom" | "republic" => Some(code),
            "neighbor" | "neighbour" | "rival" => only_other(resolver, index, nominal, &code),
            _ => None,
        };
        return state.map(|code| resolver.cast.country(&code, resolver.world)).into_iter().collect();
    }
    let line = &resolver.lines[index];
    if nominal.lead == Lead::Definite && matches!(line.lower(nominal.head), "bloc" | "alliance") {
        // "the meeting of the regional bloc" says where, not who; "the opposition alliance" is none of states.
        let alliance = line.lower(nominal.head) == "alliance";
        let described = nominal.tokens.len() > 2
            && (alliance || line.lower(nominal.tokens.start.wrapping_sub(1)) == "of");
        let described = described || alliance && is_modifier(line, nominal.tokens.end);
        return if described { Vec::new() } else { body(resolver, index, alliance) };
    }
    // "the state of Bahia" is none of those spoken of.
    let called = line.lower(nominal.head + 1) == "of" && line.cell(nominal.head + 2).capital;
    if nominal.lead != Lead::Definite
        || called
        || !matches!(line.lower(nominal.head), "country" | "nation" | "kingdom" | "republic" | "state")
    {
        return Vec::new();
    }
    // "the kingdom": the last that is one by its full name.
    let kind = resolver.lines[index].lower(nominal.head);
    let fits = |t: &Trace| {
        let of = |code| resolver.world.is_called(code, kind);
        !matches!(kind, "kingdom" | "republic") || resolver.cast.country_of(t.ids[0]).is_some_and(of)
    };
    let single = |t: &Trace| t.ids.len() == 1 && t.sort == Sort::Country && fits(t);
    let subject = resolver.traces.iter().find(|t| t.line == index && t.subject && single(t));
    // "X told reporters in Lisbon": where somebody speaks is the country only if nothing else is.
    let reach = if kind == "kingdom" { 12 } else { 4 };
    let single = |t: &Trace| t.line + reach > index && single(t);
    let spoken_of = |t: &Trace| single(t) && !t.place && t.line + 1 >= index;
    let found = subject.or_else(|| resolver.last(spoken_of)).or_else(|| resolver.last(single));
    let code = found.and_then(|t| resolver.cast.country_of(t.ids[0])).map(str::to_owned);
    code.map(|c| vec![resolver.cast.country(&c, resolver.world)]).unwrap_or_default()
}

/// "Poland told its neighbour": the only other state that this sentence and the one before name by its name, if it is not named
/// right behind.
fn only_other(
    resolver: &Resolver<'_, '_, '_>,
    index: usize,
    nominal: &Nominal,
    owner: &str,
) -> Option<String> {
    if resolver.lines[index].hit(nominal.tokens.end).is_some() {
        return None;
    }
    let near = resolver.traces.iter().rev().take_while(|t| t.line + 1 >= index);
    let ids: Vec<EntityId> = near.flat_map(|t| t.ids.iter().copied()).collect();
    let mut states = resolver.states_of(&ids);
    states.retain(|code| code != owner);
    states.pop().filter(|_| states.is_empty())
}

/// "the bloc": the international body that was named last; "the alliance": the last that is one.
fn body(resolver: &Resolver<'_, '_, '_>, index: usize, alliance: bool) -> Vec<EntityId> {
    let is_body = |id: EntityId| {
        let entity = resolver.cast.get(id);
        let international = entity.country.as_deref().is_some_and(|c| !resolver.world.is_country(c));
        let allied = || entity.country.as_deref().is_some_and(|c| resolver.world.is_alliance(c));
        entity.kind == EntityKind::Organization && international && (!alliance || allied())
    };
    let near = |t: &Trace| t.line + 6 > index && t.ids.len() == 1 && is_body(t.ids[0]);
    let any = |t: &Trace| t.ids.len() == 1 && is_body(t.ids[0]) && !alliance;
    resolver.last(near).or_else(|| resolver.last(any)).map(|t| t.ids.clone()).unwrap_or_default()
}

impl Resolver<'_, '_, '_> {
    /// The state of whoever runs an organ, if the text has named such a person by this sentence: one at home, else the first.
    pub(super) fn in_charge(&self, index: usize, runs: impl Fn(&Person) -> bool) -> Option<String> {
        let mut all = self.people.all.iter().filter(|p| p.line <= index && p.country.is_some() && runs(p));
        let first = all.clone().next()?;
        all.find(|p| p.country == self.home).unwrap_or(first).country.clone()
    }

    /// The state of whoever runs an organ, wherever the text names such a person.
    pub(super) fn in_charge_later(&self, runs: impl Fn(&Person) -> bool) -> Option<String> {
        self.people.all.iter().find(|p| p.country.is_some() && runs(p))?.country.clone()
    }

    /// The state of whom a government or office is said to be: "the government of then president Ana Silva".
    fn led_by(&self, index: usize, head: usize) -> Option<String> {
        let first = head + 2;
        let of = self.lines[index].lower(head + 1) == "of";
        let named = self
            .found
            .iter()
            .filter(|_| of)
            .find(|f| f.line == index && (first..first + 2).contains(&f.tokens.start));
        self.people.all[named?.person?].country.clone()
    }

    /// The state of whom an organ speaks in a sentence: the official who is its subject.
    pub(super) fn sender(&self, index: usize) -> Option<String> {
        let official = |id: EntityId| self.cast.get(id).official;
        let subject = self.last(|t| {
            t.line == index
                && t.subject
                && !t.pronoun
                && t.sort == Sort::Person
                && t.ids.len() == 1
                && official(t.ids[0])
        })?;
        self.cast.country_of(subject.ids[0]).filter(|c| self.world.is_country(c)).map(str::to_owned)
    }
}

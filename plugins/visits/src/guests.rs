//! Who travels: the officials of a match who are not at home where it goes.

use crate::sender::sender;
use demarche_core::{Deprel, EntityId, EntityKind, Mention, MentionForm, Reading, Upos};
use demarche_frames::{Filler, Match, View};

/// From so many states on, those of whom one word tells are a region's.
const REGION: usize = 3;

/// The parties in which some guests travel: those of one state or body go together, and who comes from nowhere known goes with the
/// first. "The Nordic ministers" are one party, too.
pub(crate) fn parties(reading: &dyn Reading, found: &Match<'_>, visitors: &[EntityId]) -> Vec<Vec<EntityId>> {
    let home = |id: EntityId| reading.entity(id).country.as_deref().map(realm);
    let group = |e: &EntityId| reading.entity(*e).kind == EntityKind::Group;
    // "The presidents of Chad, Mali and Niger" go each for themselves.
    let listed = |m: &Mention| {
        let inside = |o: &&Mention| o.span != m.span && m.span.contains(o.span);
        reading.mentions(found.sentence).iter().any(|o| inside(&o))
    };
    let region = |m: &&Mention| m.entities.len() >= REGION && m.entities.iter().all(group) && !listed(m);
    let together = found.slot("visitor").filter_map(|f| f.mention).find(region);
    let together = |v: &EntityId| together.is_some_and(|m| m.entities.contains(v));
    let (region, others): (Vec<EntityId>, Vec<EntityId>) = visitors.iter().partition(|v| together(v));
    let mut parties: Vec<(Option<&str>, Vec<EntityId>)> = Vec::new();
    for visitor in others {
        let own = home(visitor);
        let fits =
            |party: &&mut (Option<&str>, Vec<EntityId>)| own.is_none() || party.0.is_none() || party.0 == own;
        match parties.iter_mut().find(fits) {
            Some((country, party)) => {
                *country = country.or(own);
                party.push(visitor);
            }
            None => parties.push((own, vec![visitor])),
        }
    }
    let region = Some(region).filter(|all| !all.is_empty());
    region.into_iter().chain(parties.into_iter().map(|(_, party)| party)).collect()
}

/// Whether everybody who may travel is at home in a country.
pub(crate) fn is_home_of_all(reading: &dyn Reading, found: &Match<'_>, country: &str) -> bool {
    let all = found.entities("visitor");
    !all.is_empty()
        && all
            .iter()
            .all(|&e| reading.entity(e).country.as_deref().is_some_and(|own| realm(own) == realm(country)))
}

/// Whether somebody lives where he or she represents a state: an ambassador is no guest in the capital.
fn is_resident(reading: &dyn Reading, id: EntityId) -> bool {
    let entity = reading.entity(id);
    let group = entity.kind == EntityKind::Group;
    let role = if group {
        entity.name.to_lowercase()
    } else {
        entity.role.as_deref().unwrap_or_default().to_lowercase()
    };
    let words: Vec<&str> = role.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let has = |phrase: [&str; 2]| words.windows(2).any(|pair| pair == phrase);
    // Bodies have High Commissioners who travel, states those who reside.
    let of_state = || entity.country.as_deref().is_some_and(|own| reading.is_state(own));
    let resides =
        |word: &&str| matches!(*word, "ambassador" | "ambassadors" | "consul" | "consuls" | "nuncio");
    words.iter().any(resides) && !has(["at", "large"]) || has(["high", "commissioner"]) && of_state()
}

/// Whether a group without a country is one that a state sends, not "members" or "officials" of whatever it may be.
fn is_sent(name: &str) -> bool {
    const SENT: &[&str] = &[
        "delegation",
        "delegates",
        "diplomats",
        "envoys",
        "lawmakers",
        "legislators",
        "ministers",
        "mission",
        "negotiators",
        "senators",
        "team",
    ];
    name.split_whitespace().any(|w| SENT.contains(&w.to_lowercase().as_str()))
}

/// The state to which a territory belongs: going there is no travel abroad.
pub(crate) fn realm(code: &str) -> &str {
    match code {
        "PRI" | "GUM" | "VIR" | "ASM" | "MNP" => "USA",
        "HKG" | "MAC" => "CHN",
        "GLP" | "MTQ" | "GUF" | "REU" | "MYT" | "NCL" | "PYF" => "FRA",
        own => own,
    }
}

/// Leaves of those of whom a trip is only implied who are surely strangers: "talks between officials in Washington and Brussels" leave
/// everybody at home, and whoever acts for a body may have a seat where the others meet.
pub(crate) fn keep_strangers(reading: &dyn Reading, visitors: &mut Vec<EntityId>, there: &[String]) {
    let own = |id: &EntityId| reading.entity(*id).country.as_deref();
    visitors.retain(|id| own(id).is_none_or(|own| there.iter().all(|c| realm(c) != realm(own))));
    let of_state = |id: &EntityId| own(id).is_some_and(|own| reading.is_state(own));
    if visitors.iter().any(of_state) {
        visitors.retain(|id| own(id).is_none_or(|own| reading.is_state(own)));
    }
}

/// The officials of the visitor slots who are not at home in the country. Whose country the text leaves open goes there if the words
/// alone say that it is `abroad`, or the story is not at home there; if it must be `known` whose country is which, nobody such.
pub(crate) fn visitors<'r>(
    reading: &'r dyn Reading,
    found: &Match<'r>,
    country: Option<&str>,
    known: bool,
    abroad: bool,
) -> Vec<EntityId> {
    let slots = found.slot("visitor").chain(found.slot("visitor_with"));
    let first = foreigners(reading, found, &slots.cloned().collect::<Vec<_>>(), country, known, abroad);
    // "The Omani minister met Ms Eide on a visit to Oman": who is at home there is not the guest, but another may be.
    let at_home = first.is_empty() && country.is_some_and(|c| is_home_of_all(reading, found, c));
    if !at_home {
        return first;
    }
    let others = found.by_path(reading, "visitor");
    let mut others = others.map(|fillers| foreigners(reading, found, &fillers, country, true, abroad));
    others.find(|all| !all.is_empty()).unwrap_or_default()
}

/// Those among some fillers who travel.
fn foreigners<'r>(
    reading: &'r dyn Reading,
    found: &Match<'r>,
    fillers: &[Filler<'r>],
    country: Option<&str>,
    known: bool,
    abroad: bool,
) -> Vec<EntityId> {
    // Where the story is told from, and the country that it speaks of most.
    let city = reading.location().and_then(|l| reading.entity(l).country.clone());
    let ranking = reading.entities_by_weight();
    let most = ranking.iter().find_map(|(id, _)| reading.entity(*id).country.clone());
    let home = |there: &str| [&city, &most].into_iter().flatten().any(|c| c == there);
    // "Represented Laos": whom somebody stands for tells his or her country where nothing else does.
    let state = sender(reading, found);
    let view = View::new(reading, found.sentence);
    let leaders = fillers.iter().flat_map(|f| leaders(view, f.token));
    let mentions: Vec<&Mention> = fillers.iter().filter_map(|f| f.mention).chain(leaders).collect();
    let mut all = Vec::new();
    for mention in mentions {
        for &id in &mention.entities {
            let entity = reading.entity(id);
            // "China will host Japan": states meet, people travel.
            let travels = entity.official && matches!(entity.kind, EntityKind::Person | EntityKind::Group);
            let sent = entity.kind == EntityKind::Person || is_sent(&entity.name);
            let foreign = match (entity.country.as_deref().or(state), country) {
                // "the G7 ministers' meeting in Rome": a body's members are at home everywhere, so only travel itself counts.
                (Some(own), Some(_))
                    if known && entity.kind == EntityKind::Group && !reading.is_state(own) =>
                {
                    false
                }
                (Some(own), Some(there)) => realm(own) != realm(there),
                // Somebody whose country the text leaves open travels abroad if the words say travel and the story is not
                // at home there.
                // Nor is somebody who comes with foreigners.
                (None, Some(there)) => !known && sent && (abroad || !home(there) || !all.is_empty()),
                (_, None) => true,
            };
            // "invited the Ambassador of Ukraine to the speech" asks nobody to travel.
            let set = |name: &str| found.frame.set(name).is_some();
            let somewhere = country.is_some() || set("also") || set("venue") || set("scene");
            // Nor does the Ambassador of Ukraine visit the city to whose embassy he returns.
            let stays = known || found.slot("host").next().is_some() || view.is(found.trigger, &["return"]);
            // "Received the ambassador for a farewell visit": a noun without a goal.
            let calls = country.is_none() && view.word(found.trigger).upos == Upos::Noun;
            let lives_there = (stays && somewhere || calls) && is_resident(reading, id);
            if travels
                && foreign
                && !lives_there
                && mention.form != MentionForm::Modifier
                && !all.contains(&id)
            {
                all.push(id);
            }
        }
    }
    all
}

/// Who leads or belongs to those who travel: "a delegation headed by Mr Otieno", "eight ministers, including Ms Achieng".
fn leaders<'r>(view: View<'r>, token: usize) -> impl Iterator<Item = &'r Mention> {
    let led = view.children(token, &[Deprel::Acl]).filter(move |&a| view.is(a, &["lead", "head"]));
    let by = move |i: &usize| view.word(*i).rel == Deprel::OblAgent || view.has_case(*i, &["by"]);
    let by = led.flat_map(move |a| view.children(a, &[Deprel::Obl, Deprel::OblAgent]).filter(by));
    let among = view.children(token, &[Deprel::Nmod]).filter(move |&i| view.has_case(i, &["including"]));
    by.chain(among).flat_map(move |i| view.coordinated(i)).filter_map(move |i| view.mention(i))
}

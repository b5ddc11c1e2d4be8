//! From drafts to records: one for all drafts of an article with the same raiser, addressee and act.

use crate::Concerns;
use crate::concern::{Draft, Found, countries};
use crate::topics::OTHER;
use crate::who;
use demarche_core::{Act, EntityId, EntityKind, Event, Kind, Reading};
use std::collections::BTreeSet;

/// Who, to whom, by which act: drafts that agree in all of it are one event.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    raisers: BTreeSet<String>,
    addressees: BTreeSet<String>,
    act: Act,
}

/// The records of an article.
pub(crate) fn records(concerns: &Concerns, reading: &dyn Reading, drafts: Vec<Draft>) -> Vec<Event> {
    let mut groups: Vec<(Key, Vec<Draft>)> = Vec::new();
    for draft in drafts {
        let key = Key {
            raisers: draft.raisers.entities.iter().map(|&e| side(reading, e)).collect(),
            addressees: countries(reading, &draft.addressees.entities)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            act: draft.act,
        };
        match groups.iter_mut().find(|(k, _)| *k == key) {
            Some((_, group)) => group.push(draft),
            None => groups.push((key, vec![draft])),
        }
    }
    groups.into_iter().map(|(key, group)| record(concerns, reading, key.act, &group)).collect()
}

/// Persons stand for themselves; a country, its government and its unnamed officials are one side.
fn side(reading: &dyn Reading, id: EntityId) -> String {
    let entity = reading.entity(id);
    match (&entity.country, entity.kind) {
        (_, EntityKind::Person) | (None, _) => entity.key.clone(),
        (Some(country), _) => country.clone(),
    }
}

fn record(concerns: &Concerns, reading: &dyn Reading, act: Act, group: &[Draft]) -> Event {
    let text = reading.text();
    // The surest wording gives the rule and the parties.
    let best = group.iter().rev().max_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let Some(best) = best else { return Event::new(Kind::CONCERN, "") };
    let mut event = Event::new(Kind::CONCERN, best.rule.clone());
    event.act = Some(act);
    event.actors = who::parties(reading, &best.raisers.entities);
    event.recipients = who::parties(reading, &best.addressees.entities);
    if event.recipients.is_empty() && !best.addressees.span.is_empty() {
        event.recipients.push(who::group(best.addressees.span.slice(text)));
    }

    let all = concerns.topics.topics();
    let mut indices: BTreeSet<usize> = group.iter().flat_map(|d| &d.topics.hits).map(|h| h.topic).collect();
    let addressed = event.recipients.iter().filter_map(|p| p.country.as_deref());
    indices.extend(addressed.flat_map(|c| concerns.topics.of_addressee(c)));
    event.topics = indices.iter().map(|&t| all[t].id.clone()).collect();
    event.topics.sort();
    let contexts: BTreeSet<&str> =
        indices.iter().flat_map(|&t| &all[t].plover_context).map(String::as_str).collect();
    // Words that only point at the matter leave it open; none of the table's is another thing.
    if event.topics.is_empty() && group.iter().all(|d| d.topics.found == Found::Nowhere) {
        event.topics.push(OTHER.to_owned());
    }
    if !contexts.is_empty() {
        event.detail("contexts", contexts.into_iter().collect::<Vec<_>>());
    }

    let strength = group.iter().find_map(|d| d.strength.clone());
    let own = group.iter().find_map(|d| d.cameo.as_deref());
    event.codes = concerns.acts.codes(act, &event.topics, strength.is_some(), own);
    if let Some(word) = strength {
        event.detail("strength", word);
    }
    if group.iter().all(|d| d.ahead) {
        event.detail("announced", true);
    }
    let response = group.iter().find_map(|draft| concerns.responses.to(concerns, reading, draft));
    if let Some(response) = &response {
        event.detail("response", response.how.as_str());
    }
    event.according_to = who::parties(reading, &best.sources);
    // Mentions that agree confirm each other, a little.
    event.confidence = (best.confidence + 0.02 * (group.len() - 1) as f64).min(0.97);

    for draft in group {
        event.cite(text, "sentence", reading.sentence(draft.sentence).span);
    }
    for draft in group {
        event.cite(text, "trigger", draft.trigger);
        event.cite(text, "actor", draft.raisers.span);
        event.cite(text, "recipient", draft.addressees.span);
        // A topic that only the passage tells is not proved by the words of another sentence.
        let here = reading.sentence(draft.sentence).span;
        for hit in draft.topics.hits.iter().filter(|hit| here.contains(hit.span)) {
            event.cite(text, "topic", hit.span);
        }
    }
    if let Some(response) = response {
        event.cite(text, "response", response.span);
    }
    event
}
